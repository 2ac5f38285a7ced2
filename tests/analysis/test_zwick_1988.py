"""Zwick, R. (1988). Another look at interrater agreement. Psychological Bulletin 103(3)."""

from __future__ import annotations

import pytest

from tests.analysis.asking import square, value

SAME_MARGINS = square([[20, 0, 0, 5], [0, 10, 15, 0], [0, 15, 10, 0], [5, 0, 0, 20]])
UNEQUAL_MARGINS = square([[20, 10, 10, 0], [10, 10, 0, 0], [10, 0, 10, 0], [0, 0, 0, 20]])


def test_equal_uniform_margins_make_all_coefficients_one() -> None:
    for name in ("scott_pi", "cohen_kappa", "brennan_prediger"):
        assert value(name, SAME_MARGINS) == pytest.approx(0.467, abs=5e-4)


def test_symmetric_margins_make_pi_and_kappa_one() -> None:
    assert value("cohen_kappa", UNEQUAL_MARGINS) == pytest.approx(0.444, abs=5e-4)
    kappa = value("cohen_kappa", UNEQUAL_MARGINS)
    assert value("scott_pi", UNEQUAL_MARGINS) == pytest.approx(kappa)
