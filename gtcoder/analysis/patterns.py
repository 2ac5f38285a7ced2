"""Which categories lie together in the texts: pairs that overlap, or stand close by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from gtcoder.analysis.spans import BoolArray, LongArray, merge
from gtcoder.analysis.tallies import expanded
from gtcoder.progress import Progress

_WIDE = np.int64(1) << 32  # parts a group from a place in it
_BLOCK = 2_000_000  # passages × categories that are compared at once

Coded = tuple[LongArray, LongArray]


@dataclass(frozen=True, slots=True, eq=False)
class Passages:
    """Distinct spans of coded text, one row each, and where they stand for nearness.

    `[near_start, near_end)` is the span in the measure of nearness (turns, or characters where a
    document has none) and `reach` how far from it counts as near, in that measure. The people
    whose words passage n holds are `person[ends[n-1]:ends[n]]`, keys from 0, −1 for nobody known.
    """

    document: LongArray
    start: LongArray
    end: LongArray
    near_start: LongArray
    near_end: LongArray
    reach: LongArray
    person: LongArray
    ends: LongArray

    def __len__(self) -> int:
        return len(self.document)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two categories and how they lie to one another.

    `together` counts passages that overlap one of the other category, `near` those that do not but
    have one in reach; of the two categories the smaller count is taken, so that neither can be
    more than the passages of the rarer category. `documents` and `participants` are those of all
    passages that lie together or near.
    """

    one: int
    other: int
    passages_one: int
    passages_other: int
    together: int
    near: int
    documents: int
    participants: int

    @property
    def coefficient(self) -> float:
        """How much the two overlap, from 0 to 1: together / (one + other − together).

        The c-coefficient of ATLAS.ti (Scientific Software Development, user manual, “Code
        co-occurrence”), n12 / (n1 + n2 − n12), which is Jaccard's coefficient (1901) where a
        passage carries both codes. There n12 counts pairs of overlapping quotations, so that it
        can exceed 1; here it is `together`, which cannot.
        """
        return self.together / (self.passages_one + self.passages_other - self.together)


def pairs_of(
    passages: Passages,
    coded: Coded,
    categories: Sequence[frozenset[int]],
    progress: Progress | None = None,
) -> Iterator[Pair]:
    """Yield the pairs of categories that lie together or near anywhere, by their places.

    `coded` are passages (by row) and codes, one pair each; a category is the set of codes that
    serve it. Two of which one serves the other are no pair; codes that serve both count for
    neither. The work grows with passages × categories: passages are never compared one by one.
    """
    lines = [_rows_of(coded, codes) for codes in categories]
    sweep = _Sweep(passages, lines)
    for one, codes in enumerate(categories):
        if progress is not None:
            progress.step(one, len(categories), "comparing")
        apart = np.array([codes.isdisjoint(each) for each in categories], dtype=np.bool_)
        yield from sweep.pairs_with(one, apart)
        for other in range(one + 1, len(categories)):
            if not apart[other]:
                yield from _sharing(passages, coded, (one, other), codes, categories[other])


def places_of_pair(
    passages: Passages, coded: Coded, one: frozenset[int], other: frozenset[int]
) -> tuple[LongArray, LongArray]:
    """Return the rows of the passages of two categories that lie together, and those near."""
    sweep = _Sweep(passages, [_rows_of(coded, codes - (one & other)) for codes in (one, other)])
    together, near = [], []
    for line, opposite in ((0, 1), (1, 0)):
        rows = sweep.lines[line]
        over, close = sweep.meeting(rows, np.full(len(rows), opposite))
        together.append(rows[over])
        near.append(rows[close & ~over])
    whole = np.unique(np.concatenate(together))
    return whole, np.setdiff1d(np.concatenate(near), whole)


def _rows_of(coded: Coded, codes: frozenset[int]) -> LongArray:
    wanted = np.zeros(int(coded[1].max(initial=0)) + 1, dtype=np.bool_)
    wanted[[code for code in codes if code < len(wanted)]] = True
    return np.unique(coded[0][wanted[coded[1]]])


def _sharing(
    passages: Passages,
    coded: Coded,
    pair: tuple[int, int],
    one: frozenset[int],
    other: frozenset[int],
) -> Iterator[Pair]:
    """Yield the pair of two categories that codes serve both of, without these codes."""
    if one <= other or other <= one:
        return
    sweep = _Sweep(passages, [_rows_of(coded, codes - (one & other)) for codes in (one, other)])
    for found in sweep.pairs_with(0, np.ones(2, dtype=np.bool_)):
        yield replace(found, one=pair[0], other=pair[1])


@dataclass(frozen=True, slots=True, eq=False)
class _Runs:
    """Stretches merged by category and document, in one line of numbers."""

    start: LongArray
    end: LongArray

    @classmethod
    def of(cls, group: LongArray, start: LongArray, end: LongArray) -> _Runs:
        """Merge the stretches of each group."""
        runs = merge(group, start, end)
        return cls(runs.group * _WIDE + runs.start, runs.group * _WIDE + runs.end)

    def met(self, start: LongArray, end: LongArray) -> BoolArray:
        """Return which stretches overlap any run."""
        first = np.searchsorted(self.end, start, side="right")
        return np.searchsorted(self.start, end, side="left") > first


class _Sweep:
    """The passages of all categories in one table, so that one sweep compares one with all."""

    def __init__(self, passages: Passages, lines: Sequence[LongArray]) -> None:
        self.lines = lines
        self._passages = passages
        self._documents = int(passages.document.max(initial=0)) + 1
        self._row = np.concatenate([*lines, np.zeros(0, dtype=np.int64)])
        counts = np.array([len(line) for line in lines], dtype=np.int64)
        self._category = np.repeat(np.arange(len(lines)), counts)
        self._first = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts)])
        group = self._group(self._row, self._category)
        p, row = passages, self._row
        self._text = _Runs.of(group, p.start[row], p.end[row])
        self._close = _Runs.of(group, p.near_start[row], p.near_end[row])

    def meeting(self, rows: LongArray, category: LongArray) -> tuple[BoolArray, BoolArray]:
        """Return which passages overlap one of a category, and which have one in reach."""
        p, base = self._passages, self._group(rows, category) * _WIDE
        over = self._text.met(base + p.start[rows], base + p.end[rows])
        reach = p.reach[rows]
        start, end = base + p.near_start[rows] - reach, base + p.near_end[rows] + reach
        return over, over | self._close.met(start, end)

    def pairs_with(self, one: int, chosen: BoolArray) -> Iterator[Pair]:
        """Yield the pairs of a category with the chosen ones after it."""
        begin = int(self._first[one + 1])
        rows, category = self._row[begin:], self._category[begin:]
        held = chosen[category]
        rows, category = rows[held], category[held]
        over, close = self.meeting(rows, np.full(len(rows), one))
        others = np.unique(category[close])
        step = max(1, _BLOCK // max(1, len(self.lines[one])))
        for place in range(0, len(others), step):
            yield from self._counted(
                one, others[place : place + step], (rows, category, over, close)
            )

    def _counted(
        self,
        one: int,
        others: LongArray,
        there: tuple[LongArray, LongArray, BoolArray, BoolArray],
    ) -> Iterator[Pair]:
        rows, category, over, close = there
        line, size = self.lines[one], len(self.lines)
        here = np.tile(line, len(others))
        opposite = np.repeat(others, len(line))
        here_over, here_close = self.meeting(here, opposite)
        together = np.minimum(_count(opposite[here_over], size), _count(category[over], size))
        near = np.minimum(
            _count(opposite[here_close & ~here_over], size), _count(category[close & ~over], size)
        )
        documents = _distinct(opposite[here_close], self._passages.document[here[here_close]], size)
        of_pair = np.concatenate([opposite[here_close], category[close]])
        people = self._people(of_pair, np.concatenate([here[here_close], rows[close]]), size)
        for other in others.tolist():
            yield Pair(
                one,
                other,
                len(line),
                len(self.lines[other]),
                int(together[other]),
                int(near[other]),
                int(documents[other]),
                int(people[other]),
            )

    def _people(self, category: LongArray, rows: LongArray, size: int) -> LongArray:
        source, who = expanded(rows, self._passages.ends, self._passages.person)
        known = who >= 0
        return _distinct(category[source][known], who[known], size)

    def _group(self, rows: LongArray, category: LongArray) -> LongArray:
        return category * self._documents + self._passages.document[rows]


def _count(category: LongArray, size: int) -> LongArray:
    return np.bincount(category, minlength=size).astype(np.int64, copy=False)


def _distinct(category: LongArray, value: LongArray, size: int) -> LongArray:
    """Return how many distinct values each category has."""
    wide = int(value.max(initial=0)) + 1
    return _count(np.unique(category * wide + value) // wide, size)
