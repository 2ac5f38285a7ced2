"""The curve of new codes of Guest, Bunce & Johnson (2006), and its band over other orders."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gtcoder.analysis.saturation import Orders, new_code_curve
from gtcoder.analysis.spans import BoolArray

matrices = st.tuples(st.integers(0, 12), st.integers(0, 12)).flatmap(
    lambda shape: arrays(np.bool_, shape)
)


def test_a_code_is_new_where_it_is_seen_first() -> None:
    seen = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 0, 0], [1, 0, 0, 1]], dtype=np.bool_)
    curve = new_code_curve(seen)
    assert curve.new.tolist() == [2, 1, 0, 1]
    assert curve.cumulative.tolist() == [2, 3, 3, 4]
    assert curve.share.tolist() == [0.5, 0.75, 0.75, 1.0]
    assert (curve.codes, curve.last_new) == (4, 4)


def test_without_codes_there_is_no_share() -> None:
    curve = new_code_curve(np.zeros((3, 0), dtype=np.bool_))
    assert curve.new.tolist() == [0, 0, 0]
    assert np.isnan(curve.share).all()
    assert (curve.codes, curve.last_new) == (0, 0)
    assert len(new_code_curve(np.zeros((0, 5), dtype=np.bool_))) == 0


@given(matrices)
def test_every_code_is_new_once_and_all_are_reached(seen: BoolArray) -> None:
    curve = new_code_curve(seen)
    assert int(curve.new.sum()) == curve.codes == int(seen.any(axis=0).sum() if len(seen) else 0)
    assert (np.diff(curve.cumulative) >= 0).all()
    if curve.codes:
        assert curve.share[-1] == 1.0
        assert curve.new[curve.last_new - 1] > 0
        assert not curve.new[curve.last_new :].any()


@given(matrices, st.integers(0, 9))
def test_the_band_holds_its_median_and_ends_where_every_order_ends(
    seen: BoolArray, seed: int
) -> None:
    band = Orders(seen, 60, seed).band()
    assert (band.low <= band.median).all()
    assert (band.median <= band.high).all()
    if len(seen):
        codes = new_code_curve(seen).codes
        assert band.low[-1] == band.median[-1] == band.high[-1] == codes


def test_the_first_interview_of_an_order_is_any_of_them_alike() -> None:
    seen = np.zeros((4, 10), dtype=np.bool_)  # one interview brings ten codes, three none
    seen[2] = True
    orders = Orders(seen, 20_000, 7)
    shares = [(orders.cumulative[:, place] == 10).mean() for place in range(4)]
    assert shares == pytest.approx([0.25, 0.5, 0.75, 1.0], abs=0.02)
    assert orders.band().low.tolist() == [0, 0, 0, 10]
    assert orders.band().high.tolist() == [10, 10, 10, 10]


def test_the_same_seed_gives_the_same_orders() -> None:
    seen = np.random.default_rng(3).random((9, 30)) < 0.2
    one, same, other = (Orders(seen, 1_000, seed).cumulative for seed in (1, 1, 2))
    assert (one == same).all()
    assert (one != other).any()


def test_a_thousand_orders_of_a_hundred_interviews_take_less_than_a_second() -> None:
    rng = np.random.default_rng(5)
    seen = rng.random((100, 400)) < rng.random(400) ** 3
    began = time.process_time()
    orders = Orders(seen, 1_000, 1)
    orders.band()
    orders.point_band(4, 2, 0.05)
    assert time.process_time() - began < 1.0
