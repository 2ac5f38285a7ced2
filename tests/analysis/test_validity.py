"""Content validity: the file of cases, critical values of 2014, and laws."""

from __future__ import annotations

from math import comb
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gtcoder.analysis import validity
from gtcoder.analysis.coefficients.reasons import Reason
from gtcoder.analysis.panels import ItemRatings, judged_item, summary
from tests.analysis.case_files import cases
from tests.analysis.validity_cases import COEFFICIENTS, answer

CASES = [case for case in cases() if case["coefficient"] in COEFFICIENTS]
# Ayre & Scally (2014), table 2: how many of N experts must say essential.
CRITICAL = {
    5: 5, 6: 6, 7: 7, 8: 7, 9: 8, 10: 9, 11: 9, 12: 10, 13: 10, 14: 11, 15: 12, 16: 12, 17: 13,
    18: 13, 19: 14, 20: 15, 21: 15, 22: 16, 23: 16, 24: 17, 25: 18, 26: 18, 27: 19, 28: 19, 29: 20,
    30: 20, 31: 21, 32: 22, 33: 22, 34: 23, 35: 23, 36: 24, 37: 24, 38: 25, 39: 26, 40: 26,
}  # fmt: skip
RATINGS = st.lists(st.one_of(st.none(), st.integers(1, 4)), max_size=12)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    value, reason = answer(case)
    if case["expected"] is None:
        assert (value, reason) == (None, case["undefined_reason"])
    else:
        assert value == pytest.approx(case["expected"], abs=case["tolerance"])
        assert reason == ""


def test_critical_counts_are_those_of_ayre_and_scally_2014() -> None:
    assert {n: validity.critical_count(n) for n in CRITICAL} == CRITICAL
    for n in range(5):
        assert validity.critical_count(n) is None
        assert validity.cvr_critical(n).reason is Reason.PANEL_TOO_SMALL
    assert validity.critical_count(4, 0.1) == 4


def test_kappa_is_that_of_polit_beck_and_owen_2007() -> None:
    # Their table 2 prints k* rounded to two places: 3 of 4 relevant .67 (pc .250), 6 of 7 .85.
    assert validity.modified_kappa(3, 4).value == pytest.approx(2 / 3)
    assert validity.modified_kappa(6, 7).value == pytest.approx(0.849, abs=0.001)
    assert validity.modified_kappa(1, 1).value == 1.0
    assert validity.modified_kappa(0, 0).reason is Reason.NO_EXPERTS


def test_the_impact_score_is_mean_importance_times_the_share_of_4_and_5() -> None:
    assert validity.item_impact([5, 5, 4, 3, None]).value == pytest.approx(17 / 4 * 3 / 4)
    assert validity.item_impact([3, 3, 3]).value == 0
    assert validity.item_impact([None]).reason is Reason.NO_RATINGS


@settings(max_examples=25, deadline=None)
@given(RATINGS, st.randoms(use_true_random=False))
def test_the_order_of_experts_and_silent_experts_change_nothing(
    ratings: list[int | None], random: object
) -> None:
    shuffled = sorted(ratings, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert validity.i_cvi([*shuffled, None]) == validity.i_cvi(ratings)
    share = validity.i_cvi(ratings).value
    assert share is None or 0 <= share <= 1


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 30), st.integers(0, 30))
def test_the_critical_count_is_the_first_beyond_the_level(n: int, essential: int) -> None:
    count = min(essential, n)
    tail = sum(comb(n, k) for k in range(count, n + 1)) / 2**n
    needed = validity.critical_count(n)
    assert (needed is not None and count >= needed) == (tail <= 0.05)
    assert -1 <= (validity.cvr(count, n).value or 0) <= 1


def test_a_panel_is_judged_item_by_item_and_summed_up() -> None:
    said = [
        ItemRatings([3] * 7, [4] * 7, [5] * 7),
        ItemRatings([3, 3, 3, 3, 3, 2, 2], [3, 3, 4, 4, 2, 2, None], [3] * 7),
        ItemRatings([], [], []),
        ItemRatings([3, 3, 3, None, None, None, None], [], []),
    ]
    found = [judged_item(each) for each in said]
    assert [each.kept for each in found] == [True, False, None, None]
    assert [each.needed for each in found] == [7, 7, None, None]
    assert [each.face for each in found] == [True, False, None, None]
    assert found[1].cvr.value == pytest.approx(3 / 7)
    assert found[1].i_cvi.value == pytest.approx(4 / 6)
    assert found[2].cvr.reason is Reason.NO_EXPERTS
    assert found[3].critical.reason is Reason.PANEL_TOO_SMALL
    whole = summary(said, found)
    assert (whole.items, whole.judged, whole.retained, whole.rated) == (4, 3, 1, 2)
    assert whole.cvi.value == 1
    assert whole.mean_cvr.value == pytest.approx((1 + 3 / 7 + 1) / 3)
    assert whole.s_cvi_ave.value == pytest.approx((1 + 4 / 6) / 2)
    assert whole.s_cvi_ua.value == 0.5
    assert summary([], []).cvi.reason is Reason.NO_UNITS
