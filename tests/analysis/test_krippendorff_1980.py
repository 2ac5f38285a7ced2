"""Krippendorff, K. (1980; 2004). Content Analysis: An Introduction to its Methodology. Sage."""

from __future__ import annotations

import pytest

from gtcoder.analysis.coefficients import Level
from gtcoder.analysis.ratings import ratings_table
from tests.analysis.asking import KRIPPENDORFF_2011, alpha, asked, square, units, value

THREE_OBSERVERS = units(
    [[1, 1, 2, 4, 1, 2, 1, 3, 2], [1, 2, 2, 4, 4, 2, 2, 3, 2], [1, 2, 2, 4, 4, 2, 3, 3, 2]]
)


def test_a_dichotomy_of_1980_p_133() -> None:
    table = units([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [0, 1, 1, 0, 0, 1, 0, 1, 0, 0]])
    assert alpha(table) == pytest.approx(0.095, abs=5e-4)
    assert value("percent_agreement", table) == pytest.approx(0.6)


def test_three_observers_of_1980_p_139() -> None:
    assert alpha(THREE_OBSERVERS) == pytest.approx(0.642, abs=5e-4)
    assert alpha(THREE_OBSERVERS, level=Level.RATIO) == pytest.approx(0.483, abs=5e-4)


@pytest.mark.parametrize("level", Level)
def test_a_category_against_the_rest_is_the_same_at_every_level(level: Level) -> None:
    assert alpha(THREE_OBSERVERS, category=1, level=level) == pytest.approx(0.381, abs=5e-4)
    assert alpha(THREE_OBSERVERS, category=3, level=level) == pytest.approx(0.717, abs=5e-4)


def test_pi_and_kappa_differ_by_the_margins_2004_p_246() -> None:
    even = square([[12, 9, 9], [9, 14, 9], [9, 9, 20]])
    uneven = square([[12, 18, 18], [0, 14, 18], [0, 0, 20]])
    assert value("scott_pi", even) == pytest.approx(0.186, abs=5e-4)
    assert value("cohen_kappa", uneven) == pytest.approx(0.258, abs=5e-4)


def test_percent_agreement_with_missing_values_has_three_meanings() -> None:
    table = ratings_table(KRIPPENDORFF_2011)
    shares = [
        value("percent_agreement", table, variant=variant)
        for variant in ("unit_mean", "value_weighted", "pair_mean")
    ]
    assert shares == pytest.approx([0.81818, 0.80, 0.77824], abs=5e-6)
    disagreement = asked("krippendorff_alpha", table, level=Level.NOMINAL).observed
    assert disagreement == pytest.approx(1 - shares[1])
