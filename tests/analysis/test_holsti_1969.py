"""Holsti, O. R. (1969). Content Analysis for the Social Sciences and Humanities, pp. 137-140."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtcoder.analysis.agreement import matched_rows
from gtcoder.analysis.coefficients import COEFFICIENTS, Parameters, evaluate
from gtcoder.analysis.matching import match, matched_table
from gtcoder.analysis.ratings import decision_ratings, ratings_table
from gtcoder.analysis.records import MatchedRow
from gtcoder.analysis.spans import CodingSpans, LongArray
from gtcoder.analysis.study import CodedStudy
from gtcoder.errors import InvalidInput
from tests.analysis.span_strategies import codings

HOLSTI = COEFFICIENTS.get("holsti_cr")


@pytest.mark.parametrize(
    ("matched", "first", "second", "expected"),
    [(8, 10, 12, 16 / 22), (0, 7, 9, 0), (5, 5, 5, 1), (3, 3, 5, 0.75)],
)
def test_twice_the_agreements_among_all_decisions(
    matched: int, first: int, second: int, expected: float
) -> None:
    found = evaluate(HOLSTI, decision_ratings([matched], [first], [second]))
    assert found.value == pytest.approx(expected, abs=1e-15)


def test_no_decision_at_all_is_undefined() -> None:
    found = evaluate(HOLSTI, decision_ratings([0], [0], [0]))
    assert (found.value, found.reason) == (None, "no_decisions")
    assert evaluate(HOLSTI, decision_ratings([0], [0], [3])).value == 0


def test_more_agreements_than_decisions_are_refused() -> None:
    with pytest.raises(InvalidInput, match="More decisions agree"):
        decision_ratings([4], [3], [5])


def test_values_that_the_other_left_out_count_against_agreement() -> None:
    rows: list[list[str | None]] = [["a", "a"], ["b", "c"], ["a", None]]
    assert evaluate(HOLSTI, ratings_table(rows)).value == pytest.approx(2 / 5)


def test_composite_reliability_of_several_coders() -> None:
    rows = [["a", "a", "a"], ["b", "b", "c"], ["a", "a", "a"], ["c", "b", "b"]]
    mean = (3 / 4 + 2 / 4 + 3 / 4) / 3
    found = evaluate(HOLSTI, ratings_table(rows), Parameters(variant="pair_mean"))
    assert found.value == pytest.approx(mean)
    composite = evaluate(HOLSTI, ratings_table(rows), Parameters(variant="composite"))
    assert composite.value == pytest.approx(3 * mean / (1 + 2 * mean))


def disjoint(edges: set[int]) -> list[tuple[int, int]]:
    """Spans between every other pair of neighbouring edges, so with gaps."""
    return [span for place, span in enumerate(pairwise(sorted(edges))) if place % 3 < 2]


def largest_matching(a: list[tuple[int, int]], b: list[tuple[int, int]]) -> int:
    """By trying everything: the first span is left out or matched with each one it overlaps."""
    if not a:
        return 0
    (start, end), rest = a[0], a[1:]
    tries = [
        1 + largest_matching(rest, b[:j] + b[j + 1 :])
        for j, (begin, stop) in enumerate(b)
        if begin < end and start < stop
    ]
    return max([largest_matching(rest, b), *tries])


EDGES = st.sets(st.integers(0, 24), max_size=8)


@given(EDGES, EDGES)
def test_no_other_matching_has_more_pairs(first: set[int], second: set[int]) -> None:
    a, b = disjoint(first), disjoint(second)
    (left_a, right_a), (left_b, right_b) = edges(a), edges(b)
    found = match(left_a, right_a, left_b, right_b)
    assert len(found) == len(set(found.tolist())) == largest_matching(a, b)


def edges(spans: list[tuple[int, int]]) -> LongArray:
    return np.array(spans, dtype=np.int64).reshape(-1, 2).T


@given(codings(coders=2))
def test_decisions_of_all_codes_and_documents(spans: CodingSpans) -> None:
    table = matched_table(spans, 0, 1)
    both = spans.finished.sum(axis=1) == 2
    for document in range(spans.n_documents):
        same, only_a, only_b = table.by_document()[document]
        if not both[document]:
            assert same == only_a == only_b == 0
    assert np.array_equal(table.by_code().sum(axis=0), table.by_document().sum(axis=0))
    mirrored = matched_table(spans, 1, 0)
    assert np.array_equal(mirrored.by_document(), table.by_document()[:, [0, 2, 1]])


def study(rows: list[tuple[int, int, int, int, int]]) -> CodedStudy:
    """Codings (document, code, coder, start, end) of three documents, two codes, two coders."""
    columns = np.array(rows, dtype=np.int32).reshape(-1, 5).T.copy()
    spans = CodingSpans(
        document=columns[0],
        code=columns[1],
        coder=columns[2],
        start=columns[3],
        end=columns[4],
        lengths=np.array([100, 100, 100], dtype=np.int32),
        n_codes=2,
        n_coders=2,
        looked=np.array([[True, True], [True, True], [True, False]]),
    )
    return CodedStudy(spans, ("one", "two", "three"), ("trust", "price"), ("Ana", "Ben"))


def test_the_table_per_interview() -> None:
    found = matched_rows(
        study(
            [
                (0, 0, 0, 0, 10),
                (0, 0, 1, 5, 20),  # the same code on overlapping text
                (0, 0, 0, 12, 18),  # overlaps it too, but each coding is matched once
                (0, 1, 0, 30, 40),
                (0, 0, 1, 30, 40),  # the same text, another code
                (0, 1, 1, 40, 50),  # adjacent is not overlapping
                (0, 0, 0, 60, 70),
                (0, 0, 0, 65, 75),  # one coder's own overlap is one coding
                (0, 0, 0, 75, 80),  # adjacent to it: another coding
                (2, 0, 0, 0, 10),
                (2, 0, 1, 0, 10),  # Ben did not finish the third document
            ]
        )
    )
    assert found == (
        MatchedRow("one", "Ana", "Ben", codings_a=5, codings_b=3, matched=1),
        MatchedRow("two", "Ana", "Ben", codings_a=0, codings_b=0, matched=0),
        MatchedRow(None, "Ana", "Ben", codings_a=5, codings_b=3, matched=1),
    )
    assert [row.percent for row in found] == [25, None, 25]
