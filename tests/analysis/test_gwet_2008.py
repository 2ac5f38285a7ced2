"""Gwet, K. L. (2008). Computing inter-rater reliability … with high agreement. BJMSP 61(1)."""

from __future__ import annotations

import pytest

from tests.analysis.asking import asked, square, units, value


def test_high_agreement_on_a_common_trait() -> None:
    """8 of 10 are yes by both: P_a = .9, and chance is 2π(1 - π) = .255, not .745."""
    found = asked("gwet_ac1", square([[8, 1], [0, 1]]))
    assert found.expected == pytest.approx(2 * 0.85 * 0.15)
    assert found.value == pytest.approx(0.8658, abs=5e-5)


@pytest.mark.parametrize(
    ("name", "se", "low"),
    [("fleiss_kappa", 0.21215, 0.20655), ("gwet_ac1", 0.20854, 0.22411),
     ("conger_kappa", 0.22325, 0.17103), ("brennan_prediger", 0.20912, 0.21979)],
)  # fmt: skip
def test_errors_and_intervals_by_t_as_the_package_of_gwet_prints_them(
    name: str, se: float, low: float
) -> None:
    """Three coders, one unit judged by one of them only: irrCAC 0.4.4, 7 degrees of freedom."""
    rows = [[1, 1, 1], [2, 2, None], [1, 2, 1], [3, 3, 3], [2, 2, 2], [1, 1, 2], [None, None, 3],
            [1, 1, 1]]  # fmt: skip
    found = asked(name, units([list(each) for each in zip(*rows, strict=True)]))
    assert found.se == pytest.approx(se, abs=5e-6)
    assert found.details["ci_low"] == pytest.approx(low, abs=1e-5)
    assert found.details["ci_high"] == 1


def test_one_code_of_two_is_perfect_and_one_of_one_nothing() -> None:
    same = [["a"] * 5] * 2
    assert value("gwet_ac1", units(same, categories=["a", "b"])) == 1
    alone = asked("gwet_ac1", units(same, categories=["a"]))
    assert (alone.value, alone.reason) == (None, "single_category")
