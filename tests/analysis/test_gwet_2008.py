"""Gwet, K. L. (2008). Computing inter-rater reliability … with high agreement. BJMSP 61(1)."""

from __future__ import annotations

import pytest

from tests.analysis.asking import asked, square, units, value


def test_high_agreement_on_a_common_trait() -> None:
    """8 of 10 are yes by both: P_a = .9, and chance is 2π(1 - π) = .255, not .745."""
    found = asked("gwet_ac1", square([[8, 1], [0, 1]]))
    assert found.expected == pytest.approx(2 * 0.85 * 0.15)
    assert found.value == pytest.approx(0.8658, abs=5e-5)


def test_one_code_of_two_is_perfect_and_one_of_one_nothing() -> None:
    same = [["a"] * 5] * 2
    assert value("gwet_ac1", units(same, categories=["a", "b"])) == 1
    alone = asked("gwet_ac1", units(same, categories=["a"]))
    assert (alone.value, alone.reason) == (None, "single_category")
