"""What was found, as rows of a list: units of transcripts with what became of each, then the rest.

All of it lies in columns; the words of a row are read when it comes into sight.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gtcoder.queries.search.looking import Hits, Where, joined
from gtcoder.queries.search.rows import HitRow
from gtcoder.queries.search.units import Units

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
VERDICT = Qt.ItemDataRole.UserRole + 1
OPEN, ACCEPTED, REJECTED, CODED = range(4)
_SHOWN = 2_000  # rows a list is given at a time
_BLOCK, _BLOCKS = 40, 50  # rows read at once, and blocks of them kept


class Decided:
    """What was accepted and rejected, by place in the texts."""

    def __init__(self, units: Units, verdict: npt.NDArray[np.uint8]) -> None:
        some = np.flatnonzero(verdict != OPEN)
        order = some[np.argsort(_place(units.document[some], units.start[some]))]
        self._start = _place(units.document[order], units.start[order])
        self._end = _place(units.document[order], units.end[order])
        self._sums = {
            each: np.concatenate([[0], np.cumsum(verdict[order] == each)])
            for each in (ACCEPTED, REJECTED)
        }

    def of(self, units: Units) -> npt.NDArray[np.uint8]:
        """Return what was decided of the text of each unit; open where that was not one thing."""
        low = np.searchsorted(self._end, _place(units.document, units.start), side="right")
        high = np.searchsorted(self._start, _place(units.document, units.end), side="left")
        high = np.maximum(low, high)
        yes, no = (sums[high] - sums[low] for sums in self._sums.values())
        verdict = np.full(len(units), OPEN, np.uint8)
        verdict[(yes > 0) & (no == 0)] = ACCEPTED
        verdict[(no > 0) & (yes == 0)] = REJECTED
        return verdict


def _place(document: npt.NDArray[np.int32], offset: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    return (document.astype(np.int64) << 32) + offset


class FoundModel(QAbstractListModel):
    """Rows are units of transcripts in their order, then hits in memos and codes.

    `read` gives the words of some of them. Those coded already are neither accepted nor rejected.
    """

    def __init__(self, read: Callable[[Hits], tuple[HitRow, ...]], parent: QObject) -> None:
        super().__init__(parent)
        self._read = read
        self._parts: list[Units] = []
        self._rest: list[Hits] = []
        self._blocks: dict[int, tuple[HitRow, ...]] = {}
        self._shown = 0
        self.verdict = np.zeros(0, np.uint8)
        self._decided: Decided | None = None
        self.clear()

    def clear(self, *, keep: bool = False) -> None:
        """Forget all rows; what was decided is kept for rows to come that share text with them."""
        self.beginResetModel()
        self._decided = Decided(self.units, self.verdict) if keep and self._parts else None
        self._parts, self._rest, self._shown = [], [], 0
        self.verdict = np.zeros(0, np.uint8)
        self.coded = np.zeros(0, np.bool_)
        self._put()
        self.endResetModel()

    def add(self, units: Units, rest: Hits) -> None:
        """Take what was found further; hits in memos and codes come after all others."""
        first, last = self._shown, len(self.hits) + len(units) + len(rest)
        shown = max(first, min(last, _SHOWN))
        if shown > first:
            self.beginInsertRows(QModelIndex(), first, shown - 1)
        self._parts.append(units)
        self._rest.append(rest)
        self._put()
        if self._decided is not None and len(units):
            self.verdict[-len(units) :] = self._decided.of(units)
        self._shown = shown
        if shown > first:
            self.endInsertRows()

    @property
    def passages(self) -> int:
        """How many rows are of transcripts."""
        return len(self.units)

    def accepted(self) -> npt.NDArray[np.intp]:
        """Return the units that are accepted and not coded already."""
        return np.flatnonzero((self.verdict == ACCEPTED) & ~self.coded)

    def rejected(self) -> int:
        """Return how many units are rejected."""
        return int(((self.verdict == REJECTED) & ~self.coded).sum())

    def decide(self, rows: Collection[int] | None, verdict: int) -> None:
        """Accept, reject or leave open these rows; None: all that are still open."""
        if rows is None:
            self.verdict[self.verdict == OPEN] = verdict
        else:
            some = [row for row in rows if row < self.passages]
            self.verdict[some] = verdict
        self._told()

    def mark_coded(self, coded: npt.NDArray[np.bool_]) -> None:
        """Take which units the chosen code stands on already."""
        if len(coded) == self.passages and not np.array_equal(coded, self.coded):
            self.coded = coded
            self._told()

    def hit(self, row: int) -> HitRow:
        """Return the words of a row."""
        block = row // _BLOCK
        if block not in self._blocks:
            while len(self._blocks) >= _BLOCKS:
                del self._blocks[next(iter(self._blocks))]
            some = self.hits.take(slice(block * _BLOCK, (block + 1) * _BLOCK))
            self._blocks[block] = self._read(some)
        return self._blocks[block][row % _BLOCK]

    def state(self, row: int) -> int:
        """Return what became of a row."""
        if row >= self.passages:
            return OPEN
        return CODED if self.coded[row] else int(self.verdict[row])

    def hits_in(self, row: int) -> int:
        """Return how many hits a row joins."""
        return int(self.units.hits[row]) if row < self.passages else 1

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the rows the list was given so far."""
        return 0 if parent is not None and parent.isValid() else self._shown

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._shown < len(self.hits)

    def fetchMore(self, parent: Index) -> None:
        more = min(len(self.hits), self._shown + _SHOWN)
        self.beginInsertRows(QModelIndex(), self._shown, more - 1)
        self._shown = more
        self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row, what became of it, or both as a sentence for readers of screens."""
        row = index.row()
        if role == ROW:
            return self.hit(row)
        if role == VERDICT:
            return self.state(row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            found = self.hit(row)
            place = " ".join(part for part in (found.name, found.field or found.speaker) if part)
            state = ("", self.tr("accepted"), self.tr("rejected"), self.tr("coded already"))
            told = state[self.state(row)]
            return f"{place}: {found.text}" + (f" ({told})" if told else "")
        return None

    def _put(self) -> None:
        def column(name: str) -> npt.NDArray[np.int32]:
            none = [np.empty(0, np.int32)]
            return np.concatenate(none + [getattr(part, name) for part in self._parts])

        self.units = Units(
            column("document"), column("start"), column("end"), column("first"), column("hits"),
            outside=sum(part.outside for part in self._parts),
        )  # fmt: skip
        of_text = np.full_like(self.units.start, int(Where.TEXT))
        in_texts = Hits(of_text, self.units.document, self.units.start, self.units.end)
        self.hits = joined([in_texts, *self._rest])
        self._blocks.clear()
        more = len(self.units) - len(self.verdict)
        self.verdict = np.concatenate([self.verdict, np.zeros(more, np.uint8)])
        self.coded = np.concatenate([self.coded, np.zeros(more, np.bool_)])

    def _told(self) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(self._shown - 1))
