"""Warrens, M. J. (2010; 2012) on the kappas of Conger (1980), Hubert, Davies & Fleiss (1982).

2010: Inequalities between multi-rater kappas, Adv. Data Anal. Classif. 4(4), 271-286 (data of
O'Malley et al. 2006). 2012: Equivalences of multirater kappas, ISRN Probability and Statistics.
"""

from __future__ import annotations

import numpy as np
import pytest

from gtcoder.analysis.ratings import Ratings, coded_ratings, ratings_table
from tests.analysis.asking import value


def of_patterns(patterns: dict[str, int]) -> Ratings:
    """A letter of a pattern is what one coder said of a unit."""
    rows = [list(pattern) for pattern in patterns]
    seen = ratings_table(rows)
    return coded_ratings(seen.values, seen.categories, counts=list(patterns.values()))


def test_eight_pathologists_of_2010() -> None:
    table = of_patterns(
        {"NNNNNNNN": 14, "NNNANNNN": 1, "NNNNNNNA": 1, "AAAAAAAA": 10, "AANAAAAN": 2,
         "AANANAAN": 1, "AANANANN": 1}
    )  # fmt: skip
    assert value("conger_kappa", table) == pytest.approx(0.8326, abs=5e-5)


def test_four_coders_of_2012_where_the_article_has_a_misprint() -> None:
    """Printed is .645, which is what the numbers 6 and 4 give when they change places."""
    assert value("conger_kappa", of_patterns({"1111": 6, "1000": 5, "0000": 4})) == pytest.approx(
        0.675, abs=5e-4
    )
    swapped = of_patterns({"1111": 4, "1000": 5, "0000": 6})
    assert value("conger_kappa", swapped) == pytest.approx(0.645, abs=5e-4)


def test_conger_of_two_coders_is_cohen() -> None:
    rng = np.random.default_rng(3)
    table = coded_ratings(rng.integers(0, 3, (40, 2)), "abc")
    assert value("conger_kappa", table) == pytest.approx(value("cohen_kappa", table))
