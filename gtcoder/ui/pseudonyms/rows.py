"""The rows of the list: name, replacement, how often the name occurs; what is written is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from gtcoder.masking import Pseudonym
from gtcoder.queries.pseudonyms import NameRow
from gtcoder.ui.kit import TableDelegate
from gtcoder.ui.look import Role, sans, theme

Index = QModelIndex | QPersistentModelIndex
NAME, REPLACEMENT, HITS = range(3)
_NOWHERE = QModelIndex()


class NameModel(QAbstractTableModel):
    """Names with their replacements; a name without one is proposed only. The last row is new."""

    edited = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[list[str]] = [["", ""]]
        self._found: dict[str, NameRow] = {}
        self._proposed: set[str] = set()

    def show(self, pseudonyms: Iterable[Pseudonym]) -> None:
        """Show a list."""
        self.beginResetModel()
        self.rows = [*([each.name, each.replacement] for each in pseudonyms), ["", ""]]
        self.endResetModel()

    def add(self, pseudonyms: Sequence[Pseudonym]) -> None:
        """Add the rows of another list; a name that is there already takes its replacement."""
        there = {name: row for row, (name, _) in enumerate(self.rows)}
        self.beginResetModel()
        for each in pseudonyms:
            if each.name in there:
                self.rows[there[each.name]][REPLACEMENT] = each.replacement
            else:
                self.rows.insert(len(self.rows) - 1, [each.name, each.replacement])
        self.endResetModel()
        self.edited.emit()

    def take_found(self, found: Sequence[NameRow]) -> None:
        """Say how often names occur, and propose those that are not listed, once."""
        self._found = {row.name: row for row in found}
        there = {name for name, _ in self.rows} | self._proposed
        new = [[row.name, ""] for row in found if row.name not in there and row.hits]
        self._proposed |= {name for name, _ in new}
        if new:
            last = len(self.rows) - 1
            self.beginInsertRows(_NOWHERE, last, last + len(new) - 1)
            self.rows[-1:-1] = new
            self.endInsertRows()
        self.dataChanged.emit(self.index(0, HITS), self.index(len(self.rows) - 1, HITS))

    def pseudonyms(self) -> list[Pseudonym]:
        """Return the rows that have a replacement."""
        return [
            Pseudonym(*(" ".join(cell.split()) for cell in row))
            for row in self.rows
            if row[1].strip()
        ]

    def remove(self, row: int) -> None:
        """Remove a row."""
        if 0 <= row < len(self.rows) - 1:
            self.beginRemoveRows(_NOWHERE, row, row)
            del self.rows[row]
            self.endRemoveRows()
            self.edited.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the rows, with the new one."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return name, replacement and hits."""
        return 0 if parent.isValid() else 3

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let names and replacements be written."""
        flags = super().flags(index)
        return flags if index.column() == HITS else flags | Qt.ItemFlag.ItemIsEditable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the headings."""
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Name"), self.tr("Written instead"), self.tr("In the texts"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell."""
        row, column = self.rows[index.row()], index.column()
        new = index.row() == len(self.rows) - 1 and column == NAME
        if new and role == Qt.ItemDataRole.DisplayRole:
            return self.tr("Another name…")
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._said(row[NAME]) if column == HITS else row[column]
        if role == Qt.ItemDataRole.ForegroundRole and (column == HITS or not row[REPLACEMENT]):
            return QColor(theme().text2)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was written; the new row makes room for another one."""
        if role != Qt.ItemDataRole.EditRole or index.column() == HITS:
            return False
        self.rows[index.row()][index.column()] = str(value)
        if index.row() == len(self.rows) - 1 and str(value).strip():
            self.beginInsertRows(_NOWHERE, len(self.rows), len(self.rows))
            self.rows.append(["", ""])
            self.endInsertRows()
        self.dataChanged.emit(index, index)
        self.edited.emit()
        return True

    def _said(self, name: str) -> str:
        found = self._found.get(name)
        if found is None:
            return ""
        times = (
            self.tr("{n} times in one text")
            if found.documents == 1
            else self.tr("{n} times in {texts} texts")
        )
        if found.hits == 1:
            times = self.tr("once")
        times = times.format(n=found.hits, texts=found.documents)
        whose = {"participant": self.tr("a participant"), "speaker": self.tr("a speaker")}
        return " · ".join(filter(None, (times, whose.get(found.whose, ""))))


class NameDelegate(TableDelegate):
    """Paints what is only proposed, and what is counted, in the second ink."""

    def paint_words(self, painter: QPainter, rect: QRectF, index: Index, *, total: bool) -> None:
        """Write the cell."""
        font = sans(Role.STRONG if total else Role.BODY)
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        width, end = int(rect.width()) + 1, Qt.TextElideMode.ElideRight
        painter.setFont(font)
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole) or QColor(theme().text))
        shown = QFontMetrics(font).elidedText(words, end, width)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)
