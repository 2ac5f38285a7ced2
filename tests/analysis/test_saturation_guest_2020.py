"""Base, run and threshold of Guest, Namey & Chen (2020), by hand and by law."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gtcoder.analysis.coefficients.reasons import Reason
from gtcoder.analysis.saturation import (
    Curve,
    Orders,
    all_points,
    new_code_curve,
    saturation_point,
)
from gtcoder.analysis.spans import BoolArray

matrices = st.tuples(st.integers(0, 14), st.integers(0, 12)).flatmap(
    lambda shape: arrays(np.bool_, shape)
)


def curve_of(*new: int) -> Curve:
    """Return the curve of interviews that bring so many new codes each."""
    seen = np.zeros((len(new), sum(new)), dtype=np.bool_)
    done = 0
    for place, count in enumerate(new):
        seen[place, done : done + count] = True
        done += count
    return new_code_curve(seen)


def test_the_denominator_is_the_base_and_runs_overlap() -> None:
    # B = 10 + 5 + 3 + 2 = 20; runs of two after 4, 5, 6: (3 + 1) / 20, (1 + 0) / 20, (0 + 2) / 20
    point = saturation_point(curve_of(10, 5, 3, 2, 3, 1, 0, 2), 4, 2, 0.05)
    assert point.base_codes == 20
    assert point.first_ratio == pytest.approx(0.2)
    assert (point.before, point.last, point.written) == (5, 7, "5⁺²")


def test_a_ratio_that_is_the_threshold_reaches_it() -> None:
    assert saturation_point(curve_of(20, 0, 0, 0, 1, 0), 4, 2, 0.05).before == 4
    assert saturation_point(curve_of(19, 0, 0, 0, 1, 0), 4, 2, 0.05).before is None


def test_no_new_code_at_all_is_asked_for_by_a_threshold_of_nothing() -> None:
    curve = curve_of(40, 0, 0, 0, 1, 0, 0, 0)
    assert saturation_point(curve, 4, 2, 0.05).written == "4⁺²"
    assert saturation_point(curve, 4, 2, 0.0).written == "5⁺²"
    assert saturation_point(curve, 4, 3, 0.0).written == "5⁺³"


@pytest.mark.parametrize(
    ("new", "reason", "base_codes"),
    [
        ((3, 0, 0, 0, 0), Reason.TOO_FEW_INTERVIEWS, 3),
        ((3, 0), Reason.TOO_FEW_INTERVIEWS, None),
        ((), Reason.TOO_FEW_INTERVIEWS, None),
        ((0, 0, 0, 0, 1, 0), Reason.EMPTY_BASE, 0),
        ((1, 1, 1, 1, 1, 1, 1), Reason.NOT_REACHED, 4),
    ],
)
def test_what_is_undefined_says_why(
    new: tuple[int, ...], reason: Reason, base_codes: int | None
) -> None:
    point = saturation_point(curve_of(*new), 4, 2, 0.05)
    assert (point.before, point.last, point.written) == (None, None, "")
    assert (point.reason, point.base_codes) == (reason, base_codes)


def test_the_twelve_points_are_all_there() -> None:
    points = all_points(curve_of(12, 6, 4, 3, 2, 1, 0, 1, 0, 0, 0, 0))
    kinds = {(point.base, point.run, point.threshold) for point in points}
    assert kinds == {(b, r, t) for b in (4, 5, 6) for r in (2, 3) for t in (0.05, 0.0)}
    by_kind = {(p.base, p.run, p.threshold): p.written for p in points}
    assert by_kind[4, 2, 0.05] == "5⁺²"
    assert by_kind[6, 3, 0.0] == "8⁺³"


@given(matrices, st.integers(1, 7), st.integers(1, 4), st.sampled_from([0.0, 0.05, 0.2]))
def test_a_point_keeps_what_it_says(seen: BoolArray, base: int, run: int, threshold: float) -> None:
    curve = new_code_curve(seen)
    point = saturation_point(curve, base, run, threshold)
    if point.before is None:
        assert point.reason is not Reason.DEFINED
        return
    assert point.reason is Reason.DEFINED
    assert base <= point.before <= len(curve) - run
    assert point.last == point.before + run
    codes = len(np.flatnonzero(seen[:base].any(axis=0)))
    assert point.base_codes == codes > 0
    for i in range(base, point.before + 1):
        known = seen[:i].any(axis=0)
        ratio = np.count_nonzero(seen[i : i + run].any(axis=0) & ~known) / codes
        assert (ratio <= threshold) == (i == point.before)


@given(matrices, st.integers(1, 5), st.integers(1, 3))
def test_a_lower_threshold_or_a_longer_run_never_comes_earlier(
    seen: BoolArray, base: int, run: int
) -> None:
    curve = new_code_curve(seen)

    def before(length: int, threshold: float) -> float:
        found = saturation_point(curve, base, length, threshold).before
        return float("inf") if found is None else found

    assert before(run, 0.05) <= before(run, 0.0)
    assert before(run, 0.05) <= before(run + 1, 0.05)


@given(matrices, st.integers(0, 3))
def test_many_orders_at_once_say_what_each_says_alone(seen: BoolArray, seed: int) -> None:
    orders = Orders(seen, 20, seed)
    drawn = np.random.default_rng(seed).permuted(np.tile(np.arange(len(seen)), (20, 1)), axis=1)
    points = orders.points(4, 2, 0.05)
    for ranks, cumulative, found in zip(drawn, orders.cumulative, points, strict=True):
        curve = new_code_curve(seen[np.argsort(ranks)])
        assert curve.cumulative.tolist() == cumulative.tolist()
        alone = saturation_point(curve, 4, 2, 0.05).before
        assert (np.inf if alone is None else alone) == found
