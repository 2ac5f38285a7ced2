from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtcoder.analysis.resampling import (
    multiplicities,
    percentile,
    resampled_counts,
    summary,
    too_few,
)


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=30), st.floats(0, 1))
def test_percentiles_are_those_of_numpy(values: list[float], share: float) -> None:
    found = percentile(np.sort(values), share)
    assert found == pytest.approx(float(np.quantile(values, share)), abs=1e-12)


def test_each_resample_draws_as_many_clusters_as_there_are() -> None:
    drawn = multiplicities(7, 500, seed=3)
    assert drawn.shape == (500, 7)
    assert (drawn.sum(axis=1) == 7).all()
    assert np.array_equal(drawn, multiplicities(7, 500, seed=3))
    assert not np.array_equal(drawn, multiplicities(7, 500, seed=4))
    assert drawn.mean(axis=0) == pytest.approx(1, abs=0.2)


def test_resampled_units_keep_their_number_and_come_in_parts() -> None:
    counts = np.zeros(2_000_000)
    counts[[5, 9]] = (3, 4)
    parts = list(resampled_counts(counts, 5, seed=1))
    assert [len(part) for part in parts] == [2, 2, 1]
    drawn = np.concatenate(parts)
    assert (drawn.sum(axis=1) == 7).all()
    assert (drawn[:, [5, 9]].sum(axis=1) == 7).all()


def test_the_interval_and_the_shares_below_the_two_marks() -> None:
    found = summary(np.linspace(0, 1, 1001))
    assert found.interval == pytest.approx((0.025, 0.975))
    assert (found.resamples, found.undefined, found.why_none) == (1001, 0, "")
    assert found.below_667 == pytest.approx(0.667, abs=0.001)
    assert found.below_800 == pytest.approx(0.8, abs=0.001)


def test_up_to_a_twentieth_of_the_resamples_may_be_undefined() -> None:
    values = np.full(100, 0.5)
    values[:5] = np.nan
    assert summary(values).interval == (0.5, 0.5)
    values[5] = np.nan
    found = summary(values)
    assert (found.interval, found.undefined) == (None, 6)
    assert "undefined in 6 of 100 resamples" in found.why_none
    assert summary(np.full(3, np.nan)).interval is None


def test_five_clusters_are_enough() -> None:
    assert too_few(5, "documents") == ""
    assert "4 documents" in too_few(4, "documents")
