"""The table of structures as a model: names can be written, cells of columns set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from gtcoder.queries.attributes import ColumnRow
from gtcoder.ui.selective.lines import AXIAL, CODE, NAMES, STRUCTURE, SUB, Line, names_for
from gtcoder.ui.selective.rows import Structures
from gtcoder.vocabulary import AttributeKind, CodeId

Index = QModelIndex | QPersistentModelIndex
FIXED = 4  # axial code, structure, sub-structure, open code
LINES = "application/x-gtcoder-lines"
REPEATED, YES_NO, NAMED, COLOUR, FURTHER = (Qt.ItemDataRole.UserRole + n for n in range(5))


class TableModel(QAbstractTableModel):
    """A row is a code in one of its places; nothing is taken over here before it is stored.

    `written` carries a cell and what shall stand in it; `dropped` rows and the row and column they
    were dropped on.
    """

    written = Signal(int, int, str)
    dropped = Signal(object, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.structures = Structures()
        self.writable = True

    @property
    def lines(self) -> tuple[Line, ...]:
        """The rows."""
        return self.structures.lines

    @property
    def columns(self) -> tuple[ColumnRow, ...]:
        """The columns of codes, which stand after the fixed ones."""
        return self.structures.table.columns

    def show(self, structures: Structures) -> bool:
        """Show the structures; return whether rows or columns are others than before."""
        keys = [line.key for line in structures.lines]
        same = keys == [line.key for line in self.lines]
        same = same and len(structures.table.columns) == len(self.columns)
        if not same:
            self.beginResetModel()
        self.structures = structures
        if not same:
            self.endResetModel()
        elif self.lines:
            last = self.index(len(self.lines) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(
                Qt.Orientation.Horizontal, 0, max(self.columnCount() - 1, 0)
            )
        return not same

    def column_at(self, column: int) -> ColumnRow | None:
        """Return the column of codes at a place, None of the fixed ones."""
        place = column - FIXED
        return self.columns[place] if 0 <= place < len(self.columns) else None

    def row_of(self, code: CodeId) -> int:
        """Return the row of a code's own place, or of a category's first; -1 where it is none."""
        own = [n for n, line in enumerate(self.lines) if line.code and line.code.id == code]
        of_it = [n for n, line in enumerate(self.lines) if code in line.places]
        return next(iter((*own, *of_it)), -1)

    def names_for(self, index: Index) -> list[str]:
        """Return the names that a cell can take."""
        if index.column() not in NAMES:
            return []
        return names_for(self.structures.table, self.lines[index.row()], index.column())

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return how many columns there are."""
        return 0 if parent.isValid() else FIXED + len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let names of a code's own place be written, and cells of its columns."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid() or not self.writable:
            return flags
        line, column = self.lines[index.row()], self.column_at(index.column())
        flags |= Qt.ItemFlag.ItemIsDropEnabled
        if line.code is None:
            return flags
        if not line.further:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
            if index.column() in NAMES:
                flags |= Qt.ItemFlag.ItemIsEditable
        if column is not None and column.kind is not AttributeKind.YES_NO:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what Qt asks of a cell."""
        line, column = self.lines[index.row()], self.column_at(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(line, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            head = self.headerData(index.column(), Qt.Orientation.Horizontal)
            return f"{head}: {self._text(line, index.column()) or self.tr('empty')}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(line, index.column())
        if role == REPEATED:
            return _repeats(self.lines, index.row(), index.column())
        if role == YES_NO:
            return column is not None and column.kind is AttributeKind.YES_NO and bool(line.code)
        if role == COLOUR and index.column() == CODE and line.code is not None:
            return line.code.colour
        if role == FURTHER:
            return line.further
        return index.column() in NAMES if role == NAMED else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a cell to be stored."""
        text = " ".join(str(value).split())
        if text != self._text(self.lines[index.row()], index.column()):
            self.written.emit(index.row(), index.column(), text)
        return False

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a column."""
        if orientation == Qt.Orientation.Vertical:
            return None
        column = self.column_at(section)
        if role == Qt.ItemDataRole.DisplayRole:
            heads = (self.tr("Axial code"), self.tr("Selective structure"),
                     self.tr("Sub-structure"), self.tr("Open code"))  # fmt: skip
            return heads[section] if column is None else column.name
        if role == Qt.ItemDataRole.ToolTipRole and column is not None:
            kind = self.tr("0 or 1") if column.kind is AttributeKind.YES_NO else self.tr("text")
            return self.tr("{name} ({kind})").format(name=column.name, kind=kind)
        return None

    def mimeTypes(self) -> list[str]:
        """Return what rows are dragged as."""
        return [LINES]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the rows that are dragged."""
        rows = sorted({index.row() for index in indexes})
        data = QMimeData()
        data.setData(LINES, ",".join(map(str, rows)).encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        """Rows are moved."""
        return Qt.DropAction.MoveAction

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Take rows on a cell."""
        return data.hasFormat(LINES) and parent.isValid()

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Tell what was dropped where; the model does not move anything itself."""
        if self.canDropMimeData(data, action, row, column, parent):
            rows = [int(n) for n in bytes(data.data(LINES).data()).decode().split(",")]
            self.dropped.emit(rows, parent.row(), parent.column())
        return False

    def _text(self, line: Line, column: int) -> str:
        if column < FIXED:
            return line.names[column]
        shown = self.column_at(column)
        if line.code is None or shown is None:
            return ""
        return self.structures.table.value(line.code.id, shown.name)

    def _tip(self, line: Line, column: int) -> str | None:
        if column == CODE and line.code is not None:
            words = [line.code.written, line.code.definition]
            if line.further:
                words.append(self.tr("A further place of the code, beside its own."))
            return "\n".join(each for each in words if each)
        return line.names[column] if column in (AXIAL, STRUCTURE, SUB) else None


def _repeats(lines: Sequence[Line], row: int, column: int) -> bool:
    """Tell whether a name says again what the row above says."""
    if row == 0 or column not in NAMES:
        return False
    return lines[row].places[: column + 1] == lines[row - 1].places[: column + 1]
