"""The codings of one document by position: which lie here, which is the narrowest, which lane."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gtcoder.queries.frames import CodingTable
from gtcoder.ui.transcript.offsets import Ints, Offsets

_FEW = 16
A_LINE = 72  # characters: bars of codings that may end and begin on one line need two lanes


@dataclass(frozen=True, slots=True)
class Strip:
    """One coding as drawn: `[first, last)` in Qt's units, lanes of underline and bar from 0."""

    first: int
    last: int
    id: int
    code: int
    coder: int
    lane: int
    bar: int


class CodingIndex:
    """Codings sorted by start, with the furthest end so far, so that a look-up is two searches.

    Lanes are given when a coding is first seen and kept, so that nothing jumps. Bars on either
    side of one of the `breaks` (code points) stand in different lines, however short these are.
    """

    def __init__(self, table: CodingTable, offsets: Offsets, breaks: Ints | None = None) -> None:
        self._offsets = offsets
        self._breaks = offsets.all_to_qt(np.zeros(0, np.int32) if breaks is None else breaks)
        self._lanes = Lanes(0)
        self._bars = Lanes(A_LINE)
        order = np.lexsort((-table.end, table.start))
        self.table = table.where(order[table.end[order] > table.start[order]])
        self.first = offsets.all_to_qt(self.table.start)
        self.last = offsets.all_to_qt(self.table.end)
        self._bar_first, self._bar_last = self._apart(self.first), self._apart(self.last)
        self._renew()

    def __len__(self) -> int:
        return len(self.table)

    def patch(self, removed: Collection[int], added: CodingTable) -> list[tuple[int, int]]:
        """Remove and add codings; return the changed stretches in Qt's units."""
        gone = self._rows([*removed, *added.id.tolist()])
        touched = list(zip(self.first[gone].tolist(), self.last[gone].tolist(), strict=True))
        for each in self.table.id[gone].tolist():
            self._lanes.drop(each)
            self._bars.drop(each)
        new = added.where(added.end > added.start)
        first, last = (self._offsets.all_to_qt(edge) for edge in (new.start, new.end))
        columns = [
            (getattr(self.table, name), getattr(new, name)) for name in CodingTable.__slots__
        ]
        kept = (
            [np.delete(old, gone) for old, _ in columns]
            if len(gone)
            else [old for old, _ in columns]
        )
        firsts, lasts = np.delete(self.first, gone), np.delete(self.last, gone)
        order = np.argsort(first, kind="stable")
        place = np.searchsorted(firsts, first[order])
        self.table = CodingTable(
            *(
                np.insert(old, place, fresh[order])
                for old, (_, fresh) in zip(kept, columns, strict=True)
            )
        )
        self.first = np.insert(firsts, place, first[order])
        self.last = np.insert(lasts, place, last[order])
        bars = (np.delete(self._bar_first, gone), np.delete(self._bar_last, gone))
        self._bar_first = np.insert(bars[0], place, self._apart(first[order]))
        self._bar_last = np.insert(bars[1], place, self._apart(last[order]))
        self._renew()
        return touched + list(zip(first.tolist(), last.tolist(), strict=True))

    def _rows(self, codings: list[int]) -> npt.NDArray[np.intp]:
        """Return the rows of some codings."""
        if len(codings) > _FEW:
            return np.flatnonzero(np.isin(self.table.id, np.asarray(codings, np.int32)))
        found = [np.flatnonzero(self.table.id == each) for each in codings]
        return np.concatenate([np.zeros(0, np.intp), *found])

    def _renew(self) -> None:
        self._reach = np.maximum.accumulate(self.last) if len(self.last) else self.last
        self._covered: int | None = None
        self._lanes.take(self.table.id, self.first, self.last, self._reach)
        last = self._bar_last
        reach = np.maximum.accumulate(last) if len(last) else last
        self._bars.take(self.table.id, self._bar_first, last, reach)

    def _apart(self, places: Ints) -> Ints:
        """Return places with a line's room put in at each break before them."""
        return (places + A_LINE * np.searchsorted(self._breaks, places)).astype(np.int32)

    def place(self, coding: int) -> int | None:
        """Return the row of a coding."""
        found = np.flatnonzero(self.table.id == coding)
        return int(found[0]) if len(found) else None

    def span(self, coding: int) -> tuple[int, int] | None:
        """Return a coding's stretch in Qt's units."""
        place = self.place(coding)
        return None if place is None else (int(self.first[place]), int(self.last[place]))

    def within(self, first: int, last: int) -> Ints:
        """Return the rows of the codings that share a unit with `[first, last)`."""
        low = int(np.searchsorted(self._reach, first, side="right"))
        high = int(np.searchsorted(self.first, last, side="left"))
        return (np.flatnonzero(self.last[low:high] > first) + low).astype(np.int32)

    def strips(self, first: int, last: int) -> list[Strip]:
        """Return the codings that share a unit with `[first, last)`, narrowest first."""
        rows = self.within(first, last)
        table, lanes, bars = self.table, self._lanes.of(rows), self._bars.of(rows)
        order = np.lexsort((table.id[rows], self.last[rows] - self.first[rows]))
        rows = rows[order]
        columns = (self.first, self.last, table.id, table.code, table.coder)
        flat = zip(*(column[rows].tolist() for column in columns), strict=True)
        return [Strip(a, b, key, code, who, lanes[key], bars[key]) for a, b, key, code, who in flat]

    def parts(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches of `[first, last)` that are coded, in their order."""
        end = first
        for row in self.within(first, last).tolist():
            begin = max(end, int(self.first[row]))
            end = max(end, min(int(self.last[row]), last))
            if begin < end:
                yield begin, end

    def coded(self) -> int:
        """Return how many code points lie under at least one coding."""
        if self._covered is None:
            start, end = self.table.start, self.table.end
            reach = np.maximum.accumulate(end) if len(end) else end
            before = np.concatenate([np.zeros(1, np.int32), reach[:-1]])[: len(end)]
            self._covered = int(np.maximum(reach - np.maximum(start, before), 0).sum())
        return self._covered


class Lanes:
    """Lanes in which codings do not meet, given to a cluster of them when it is first seen.

    A cluster is opened by a coding that nothing before it reaches; `slack` is how much room, in
    units, two codings of one lane need between them.
    """

    def __init__(self, slack: int) -> None:
        self._slack = slack
        self._given: dict[int, int] = {}

    def take(self, ids: Ints, first: Ints, last: Ints, reach: Ints) -> None:
        """Take the codings by start, with the furthest end up to each."""
        self._ids, self._first, self._last, self._reach = ids, first, last, reach
        self._opens = np.flatnonzero(first[1:] >= reach[:-1] + self._slack) + 1

    def drop(self, coding: int) -> None:
        """Forget the lane of a coding that is gone."""
        self._given.pop(coding, None)

    def of(self, rows: Ints) -> dict[int, int]:
        """Return the lane by coding, for at least these rows."""
        clusters = np.unique(np.searchsorted(self._opens, rows, side="right"))
        edges = np.concatenate([[0], self._opens, [len(self._ids)]])
        for cluster in clusters.tolist():
            low, high = int(edges[cluster]), int(edges[cluster + 1])
            ids = self._ids[low:high].tolist()
            missing = [row for row, key in enumerate(ids, low) if key not in self._given]
            if len(missing) == high - low:
                self._pack(low, high, ids)
            else:
                for row in missing:
                    self._given[ids[row - low]] = self._free(row)
        return self._given

    def _pack(self, low: int, high: int, ids: list[int]) -> None:
        free: list[int] = []
        busy: list[tuple[int, int]] = []
        firsts, lasts = self._first[low:high].tolist(), self._last[low:high].tolist()
        for key, first, last in zip(ids, firsts, lasts, strict=True):
            while busy and busy[0][0] <= first:
                heapq.heappush(free, heapq.heappop(busy)[1])
            lane = heapq.heappop(free) if free else len(busy)
            self._given[key] = lane
            heapq.heappush(busy, (last + self._slack, lane))

    def _free(self, row: int) -> int:
        first, last = int(self._first[row]) - self._slack, int(self._last[row]) + self._slack
        low = int(np.searchsorted(self._reach, first, side="right"))
        high = int(np.searchsorted(self._first, last, side="left"))
        near = self._ids[low:high][self._last[low:high] > first]
        taken = {self._given.get(key) for key in near.tolist()}
        return next(lane for lane in range(len(taken) + 1) if lane not in taken)
