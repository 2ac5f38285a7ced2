"""The entries of the ledger under the days they were made, newest first, read page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from gtcoder.queries.ledger import EntryRow

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
PAGE = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A day's heading, or an entry with its sentence, its labels and what took it back."""

    day: str
    entry: EntryRow | None = None
    sentence: str = ""
    labels: tuple[str, ...] = ()
    taken_back_by: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries, newest first, with what is said of them, and whether older ones follow."""

    entries: Sequence[EntryRow]
    sentences: dict[int, str]
    labels: dict[int, tuple[str, ...]]
    taken_back: dict[int, int]
    more: bool


class LedgerModel(QAbstractListModel):
    """Asks `read(before)` for the next page when the list is scrolled to its end."""

    def __init__(self, read: Callable[[int | None], Page]) -> None:
        super().__init__()
        self._read, self._lines, self._more = read, list[Line](), False

    def start(self) -> None:
        """Read the newest page anew."""
        page = self._read(None)
        self.beginResetModel()
        self._lines = _lines(page, "")
        self._more = page.more
        self.endResetModel()

    def row_of(self, revision: int) -> int:
        """Return the row of an entry, reading on until it is there; -1 where it is not."""
        while self._more and self._oldest() > revision:
            self.fetchMore(QModelIndex())
        found = (
            row
            for row, line in enumerate(self._lines)
            if line.entry is not None and line.entry.revision == revision
        )
        return next(found, -1)

    def entries(self) -> int:
        """Return how many entries have been read."""
        return sum(line.entry is not None for line in self._lines)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        return 0 if parent.isValid() else len(self._lines)

    def canFetchMore(self, parent: Index) -> bool:
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        page = self._read(self._oldest())
        more = _lines(page, self._lines[-1].day)
        self._more = page.more
        if more:
            first = len(self._lines)
            self.beginInsertRows(QModelIndex(), first, first + len(more) - 1)
            self._lines += more
            self.endInsertRows()

    def flags(self, index: Index) -> Qt.ItemFlag:
        line: Line | None = self.data(index, LINE)
        if line is None or line.entry is None:
            return Qt.ItemFlag.NoItemFlags  # the arrow keys pass it by
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.sentence or line.day
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(line)
        if role == Qt.ItemDataRole.ToolTipRole and line.entry is not None:
            return f"{line.sentence}\n{line.entry.reason}".strip()
        return None

    def _oldest(self) -> int:
        """Return the revision of the last entry that was read; a page that was read has one."""
        entries = (line.entry for line in reversed(self._lines))
        return next(entry.revision for entry in entries if entry is not None)


def _lines(page: Page, day: str) -> list[Line]:
    """Return the lines of a page, with a heading where a day begins; `day` is the one before."""
    lines = []
    for entry in page.entries:
        moment = entry.at.astimezone()
        today = f"{moment.day} {moment:%B} {moment.year}"
        if today != day:
            day = today
            lines.append(Line(day))
        number = entry.revision
        said, labels = page.sentences.get(number, entry.action), page.labels.get(number, ())
        lines.append(Line(day, entry, said, labels, page.taken_back.get(number)))
    return lines


def _spoken(line: Line) -> str:
    if line.entry is None:
        return line.day
    entry = line.entry
    parts = [f"{entry.at.astimezone():%H:%M}", entry.coder, line.sentence, entry.reason]
    if line.taken_back_by is not None:
        parts.append(f"taken back by entry {line.taken_back_by}")
    return ", ".join(part for part in parts if part)
