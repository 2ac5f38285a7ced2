"""Brennan, R. L. & Prediger, D. J. (1981). Coefficient kappa. Educ. Psychol. Meas. 41(3).

And its multi-rater form: Randolph, J. J. (2005). Free-marginal multirater kappa.
"""

from __future__ import annotations

import pytest

from tests.analysis.asking import square, units, value

YES, NO = "Yes", "No"
RANDOLPH = units([[YES, YES, YES, YES], [YES, YES, YES, YES], [YES, NO, NO, YES]])


def test_free_margins_differ_from_fixed_ones() -> None:
    table = square([[50, 0, 0], [10, 10, 10], [20, 0, 0]])  # p. 689, proportions times 100
    assert value("brennan_prediger", table) == pytest.approx(0.40)
    assert value("cohen_kappa", table) == pytest.approx(0.27, abs=5e-3)


def test_randolph_s_second_example() -> None:
    assert value("fleiss_kappa", RANDOLPH) == pytest.approx(-0.20)
    assert value("brennan_prediger", RANDOLPH) == pytest.approx(0.33, abs=5e-3)


def test_categories_that_nobody_used_make_agreement_less_likely_by_chance() -> None:
    rows = [["a", "a", "b", "a"], ["a", "a", "b", "b"]]
    assert value("brennan_prediger", units(rows)) == pytest.approx(0.5)
    assert value("brennan_prediger", units(rows, q=6)) == pytest.approx(0.7)
