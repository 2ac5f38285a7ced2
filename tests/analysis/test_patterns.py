"""Which categories lie together: counted by hand, and compared with a plain count of all pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gtcoder.analysis.patterns import Coded, Pair, Passages, pairs_of, places_of_pair

Span = tuple[int, int, int]  # document, start, end
Coding = tuple[Span, int]  # a span and its code
TURN = 10  # characters of a turn here


@dataclass(frozen=True)
class Case:
    """Codings as the functions take them."""

    spans: tuple[Span, ...]
    passages: Passages
    coded: Coded


def case(codings: list[Coding], *, reach: int = 1, turns: bool = True) -> Case:
    """Make a case of codings; the words of document d are those of the one person d."""
    spans = tuple(sorted({span for span, _ in codings}))
    document, start, end = (np.array([span[n] for span in spans], dtype=np.int64) for n in range(3))
    passages = Passages(
        document,
        start,
        end,
        near_start=start // TURN if turns else start,
        near_end=(end - 1) // TURN + 1 if turns else end,
        reach=np.full(len(spans), reach),
        person=document,
        ends=np.arange(1, len(spans) + 1),
    )
    row = np.array([spans.index(span) for span, _ in codings], dtype=np.int64)
    return Case(spans, passages, (row, np.array([code for _, code in codings], dtype=np.int64)))


def pairs(made: Case, *categories: set[int]) -> list[Pair]:
    return list(pairs_of(made.passages, made.coded, [frozenset(each) for each in categories]))


def test_passages_that_overlap_are_counted_by_the_rarer_category() -> None:
    made = case(
        [
            ((1, 0, 10), 1), ((1, 5, 8), 2), ((1, 8, 12), 2),  # one of 1 holds two of 2
            ((1, 100, 110), 1), ((1, 110, 120), 2),  # they touch, and overlap in nothing
            ((2, 0, 10), 1), ((2, 0, 10), 2),  # the same words
            ((2, 200, 210), 1), ((3, 200, 210), 2),  # elsewhere
        ],
        reach=0,
    )  # fmt: skip
    (pair,) = pairs(made, {1}, {2})
    assert (pair.one, pair.other) == (0, 1)
    assert (pair.passages_one, pair.passages_other) == (4, 5)
    assert pair.together == 2  # of category 1 two passages, of category 2 three
    assert pair.near == 0  # the next turn is not near where reach is 0
    assert (pair.documents, pair.participants) == (2, 2)
    assert pair.coefficient == 2 / (4 + 5 - 2)


def test_nearness_is_in_turns_or_in_characters() -> None:
    codings = [((1, 0, 5), 1), ((1, 12, 15), 2), ((1, 40, 45), 1), ((1, 63, 65), 2)]
    (same_or_next,) = pairs(case(codings), {1}, {2})
    assert (same_or_next.together, same_or_next.near) == (0, 1)
    assert pairs(case(codings, reach=0), {1}, {2}) == []
    (two_apart,) = pairs(case(codings, reach=2), {1}, {2})
    assert two_apart.near == 2
    for apart, near in ((6, 0), (7, 1), (17, 1), (18, 2)):  # 12 − 5 = 7 and 63 − 45 = 18
        found = pairs(case(codings, reach=apart + 1, turns=False), {1}, {2})
        assert sum(pair.near for pair in found) == near, apart


def test_a_passage_that_overlaps_is_not_near_as_well() -> None:
    made = case([((1, 0, 5), 1), ((1, 2, 6), 2), ((1, 8, 9), 2)])
    (pair,) = pairs(made, {1}, {2})
    assert (pair.together, pair.near) == (1, 0)
    together, near = places_of_pair(made.passages, made.coded, frozenset({1}), frozenset({2}))
    assert [made.spans[row] for row in together] == [(1, 0, 5), (1, 2, 6)]
    assert [made.spans[row] for row in near] == [(1, 8, 9)]


def test_categories_in_one_another_are_no_pair_and_shared_codes_count_for_neither() -> None:
    codings = [((1, 0, 5), 1), ((1, 12, 15), 2), ((1, 20, 25), 3), ((1, 22, 28), 1)]
    assert pairs(case(codings), {1, 2}, {2}) == []
    (pair,) = pairs(case(codings), {1, 3}, {1, 2})  # 1 serves both: only 3 and 2 are left
    assert (pair.passages_one, pair.passages_other, pair.together) == (1, 1, 0)
    assert pair.near == 1
    assert [(p.one, p.other) for p in pairs(case(codings), {1}, {2}, {3})] == [
        (0, 1), (0, 2), (1, 2),
    ]  # fmt: skip


def test_nothing_coded_suggests_nothing() -> None:
    made = case([])
    assert pairs(made, {1}, {2}) == []
    made = case([((1, 0, 5), 1)])
    assert pairs(made, {1}, {2}, {9}) == []


def counted_plainly(
    codings: list[Coding], one: set[int], other: set[int], reach: int
) -> tuple[int, ...] | None:
    """Count a pair by looking at every two passages."""
    lines = [sorted({span for span, code in codings if code in each}) for each in (one, other)]

    def overlap(a: Span, b: Span) -> bool:
        return a[0] == b[0] and a[1] < b[2] and b[1] < a[2]

    def close(a: Span, b: Span) -> bool:
        turns = [range(span[1] // TURN, (span[2] - 1) // TURN + 1) for span in (a, b)]
        apart = max(turns[0][0] - turns[1][-1], turns[1][0] - turns[0][-1], 0)
        return a[0] == b[0] and apart <= reach

    over = [
        {a for a in line if any(overlap(a, b) for b in opposite)}
        for line, opposite in (lines, lines[::-1])
    ]
    near = [
        {a for a in line if any(close(a, b) for b in opposite)}
        for line, opposite in (lines, lines[::-1])
    ]
    if not near[0]:
        return None
    documents = {span[0] for span in near[0] | near[1]}
    rest = [len(found - met) for found, met in zip(near, over, strict=True)]
    return min(map(len, over)), min(rest), len(documents), len(documents), *map(len, lines)


SPANS = st.tuples(st.integers(1, 3), st.integers(0, 60), st.integers(1, 25)).map(
    lambda each: (each[0], each[1], each[1] + each[2])
)


@given(st.lists(st.tuples(SPANS, st.integers(1, 4)), max_size=25), st.integers(0, 3))
def test_the_sweep_counts_what_a_plain_count_of_all_pairs_does(
    codings: list[Coding], reach: int
) -> None:
    found = {
        (pair.one, pair.other): (
            pair.together, pair.near, pair.documents, pair.participants,
            pair.passages_one, pair.passages_other,
        )
        for pair in pairs(case(codings, reach=reach), {1}, {2}, {3, 4})
    }  # fmt: skip
    sets = [{1}, {2}, {3, 4}]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert found.get((one, other)) == counted_plainly(codings, sets[one], sets[other], reach)
    assert all(0 <= pair.coefficient <= 1 for pair in pairs(case(codings), {1}, {2}, {3, 4}))
