"""Computed and judged criteria of a core category, by hand and by law."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtcoder.analysis.core_category import (
    COMPUTED,
    CRITERIA,
    JUDGED,
    Candidate,
    centralities,
    weighed,
)
from gtcoder.vocabulary import CoreCriterion, JudgedCriterion

F, B = CoreCriterion.FREQUENCY, CoreCriterion.BREADTH
EXPLAINS, LEADS = JudgedCriterion.EXPLAINS, JudgedCriterion.LEADS
ONLY = {str(each.key): 0.0 for each in CRITERIA}

counts = st.fixed_dictionaries({str(each.key): st.integers(0, 50) for each in COMPUTED})
scores = st.dictionaries(st.sampled_from([str(each.key) for each in JUDGED]), st.integers(0, 4))
weights = st.dictionaries(
    st.sampled_from([str(each.key) for each in CRITERIA]), st.sampled_from([0.0, 0.5, 1.0, 3.0])
)


def test_the_middle_of_a_star_is_between_all_others() -> None:
    found = centralities("abcdx", [("a", "b"), ("a", "c"), ("d", "a"), ("a", "b"), ("c", "c")])
    # of the six pairs of the four others, the three among b, c and d have their way by a
    assert found["a"][0] == 3
    assert found["a"][1] == pytest.approx(3 / 6)
    assert found["b"] == (1, 0.0)
    assert found["x"] == (0, 0.0)
    assert centralities([], []) == {}


def test_a_count_is_divided_by_the_largest_and_a_score_by_four() -> None:
    first, second = weighed([Candidate({F: 20, B: 3}, {EXPLAINS: 3}), Candidate({F: 5, B: 12}, {})])
    assert (first.values[F], first.values[B], first.values[EXPLAINS]) == (1.0, 0.25, 0.75)
    assert (second.values[F], second.values[B], second.values[EXPLAINS]) == (0.25, 1.0, None)
    assert first.values[CoreCriterion.DEGREE] is None  # nothing is related: it tells nothing
    assert first.total == pytest.approx((1 + 0.25 + 0.75) / 3)
    assert second.total == pytest.approx((0.25 + 1) / 2)
    assert len(first.missing) == 4
    assert len(second.missing) == 5


def test_weights_are_those_of_the_mean() -> None:
    candidate = Candidate({F: 10, B: 0}, {EXPLAINS: 2, LEADS: 4})
    other = Candidate({F: 20, B: 1}, {})
    (found, _) = weighed([candidate, other], {**ONLY, F: 1, EXPLAINS: 3})
    assert found.total == pytest.approx((0.5 + 3 * 0.5) / 4)
    assert found.missing == ()
    (_, found) = weighed([candidate, other], {**ONLY, EXPLAINS: 3})
    assert found.total is None  # what was not judged is not 0
    assert found.missing == (EXPLAINS,)


@given(st.lists(st.builds(Candidate, counts, scores), max_size=6), weights)
def test_totals_lie_between_the_values_they_come_from(
    candidates: list[Candidate], weights: dict[str, float]
) -> None:
    for candidate, found in zip(candidates, weighed(candidates, weights), strict=True):
        given_ = [v for k, v in found.values.items() if v is not None and weights.get(k, 1.0) > 0]
        assert all(0 <= value <= 1 for value in given_)
        if found.total is None:
            assert not given_
        else:
            assert min(given_) - 1e-9 <= found.total <= max(given_) + 1e-9
        missing = set(found.missing)
        assert not missing & set(candidate.scores)


@given(st.lists(st.builds(Candidate, counts, scores), min_size=1, max_size=5), weights)
def test_all_weights_times_a_number_change_nothing(
    candidates: list[Candidate], weights: dict[str, float]
) -> None:
    whole = {str(each.key): weights.get(str(each.key), 1.0) for each in CRITERIA}
    double = {name: 2 * weight for name, weight in whole.items()}
    once, twice = (weighed(candidates, each) for each in (whole, double))
    assert [each.total for each in once] == pytest.approx([each.total for each in twice])
