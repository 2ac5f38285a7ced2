"""Feinstein, A. R. & Cicchetti, D. V. (1990). High agreement but low kappa. J. Clin. Epidemiol. 43.

With the answers to it: Byrt, Bishop & Carlin (1993), Cicchetti & Feinstein (1990).
"""

from __future__ import annotations

import pytest

from tests.analysis.asking import asked, square, value

BALANCED = square([[40, 9], [6, 45]])
PREVALENT = square([[80, 10], [5, 5]])


def test_the_same_agreement_and_half_the_kappa() -> None:
    assert value("percent_agreement", BALANCED) == value("percent_agreement", PREVALENT) == 0.85
    assert value("cohen_kappa", BALANCED) == pytest.approx(0.70, abs=5e-3)
    assert value("cohen_kappa", PREVALENT) == pytest.approx(0.32, abs=5e-3)


def test_adjusted_for_prevalence_and_bias_they_are_one_number() -> None:
    for table in (BALANCED, PREVALENT):
        assert value("pabak", table) == pytest.approx(0.70)
    details = asked("pabak", PREVALENT).details
    assert details["prevalence_index"] == pytest.approx(0.75)
    assert details["bias_index"] == pytest.approx(0.05)


def test_specific_agreement_tells_where_the_trouble_is() -> None:
    """p_pos = 2a/(2a + b + c), p_neg = 2d/(2d + b + c)."""
    assert value("specific_agreement", PREVALENT, category="a") == pytest.approx(160 / 175)
    negative = value("specific_agreement", PREVALENT, category="a", variant="negative")
    assert negative == pytest.approx(10 / 25)


def test_the_interval_of_percent_agreement_is_wilson_s() -> None:
    """85 of 100: .767 to .907."""
    details = asked("percent_agreement", PREVALENT).details
    assert details["ci_low"] == pytest.approx(0.767, abs=5e-4)
    assert details["ci_high"] == pytest.approx(0.907, abs=5e-4)
