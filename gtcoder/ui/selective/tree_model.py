"""The structures as a tree whose attribute cells can be edited."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from gtcoder.ui.axial.card_panel import level_name
from gtcoder.ui.selective.rows import Structures
from gtcoder.vocabulary import CodeId, CodeLevel

Index = QModelIndex | QPersistentModelIndex
FIXED = 3  # name, level, passages
NAME, LEVEL, PASSAGES = range(FIXED)
COLOUR, CATEGORY, TOTALS = (Qt.ItemDataRole.UserRole + n for n in range(3))
_TOTAL = 0  # the id of the row of totals; codes count from 1


class StructureModel(QAbstractItemModel):
    """Rows are codes by their place in the tree; the last row sums the columns up.

    An edited cell is not taken over here: `wished` carries what shall be stored, and the row
    changes when it is.
    """

    wished = Signal(object, str, str)  # CodeId, column, value

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.structures = Structures()
        self._columns: tuple[str, ...] = ()
        self._place: dict[int, int] = {}
        self.writable = True

    def show(self, structures: Structures, columns: tuple[str, ...]) -> bool:
        """Show the structures; return whether rows or columns are others than before."""
        same = structures.below == self.structures.below and columns == self._columns
        if not same:
            self.beginResetModel()
        self.structures, self._columns = structures, columns
        self._place = {
            int(code): row for codes in structures.below.values() for row, code in enumerate(codes)
        }
        if not same:
            self.endResetModel()
        else:
            self.layoutChanged.emit()
        return not same

    def column_name(self, column: int) -> str:
        """Return the attribute in a column; empty for the columns before them."""
        return self._columns[column - FIXED] if column >= FIXED else ""

    def code_at(self, index: Index) -> CodeId | None:
        """Return the code of a row; None for the totals."""
        key = int(index.internalId()) if index.isValid() else _TOTAL
        return CodeId(key) if key != _TOTAL else None

    def index_of(self, code: CodeId, column: int = 0) -> QModelIndex:
        """Return where a code stands."""
        row = self._place.get(int(code))
        return QModelIndex() if row is None else self.createIndex(row, column, int(code))

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Return a cell."""
        codes = self._below(parent)
        if 0 <= row < len(codes):
            return self.createIndex(row, column, int(codes[row]))
        if not parent.isValid() and row == len(codes) and codes:
            return self.createIndex(row, column, _TOTAL)
        return QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: B008  # as Qt has it
        """Return the row a row lies under."""
        code = self.code_at(index)
        above = self.structures.theory.codes[code].parent if code is not None else None
        if above is None or above not in self._place:
            return QModelIndex()
        return self.index_of(above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return how many rows lie under one."""
        if parent.isValid() and (parent.column() > 0 or self.code_at(parent) is None):
            return 0
        codes = self._below(parent)
        return len(codes) + int(not parent.isValid() and bool(codes))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return how many columns there are."""
        return FIXED + len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let attribute cells of codes be edited."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() >= FIXED and self.code_at(index) is not None and self.writable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what Qt asks of a cell."""
        code = self.code_at(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._total(index.column()) if code is None else self._cell(code, index.column())
        if role == TOTALS:
            return code is None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            head = self.headerData(index.column(), Qt.Orientation.Horizontal)
            return f"{head}: {self.data(index)}"
        if code is None:
            return None
        row = self.structures.theory.codes[code]
        if role == COLOUR:
            return row.colour
        if role == CATEGORY:
            return row.level is not CodeLevel.OPEN
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == NAME:
            return "\n".join(line for line in (row.written, row.definition) if line)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a cell to be stored."""
        code, column = self.code_at(index), self.column_name(index.column())
        text = str(value).strip()
        if code is not None and column and text != self.structures.value(code, column):
            self.wished.emit(code, column, text)
        return False

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the name of a column."""
        if orientation == Qt.Orientation.Vertical:
            return None
        names = (self.tr("Structure"), self.tr("Level"), self.tr("Passages"), *self._columns)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return names[section] if 0 <= section < len(names) else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section < PASSAGES else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _below(self, parent: Index) -> tuple[CodeId, ...]:
        if not parent.isValid():
            return self.structures.below.get(None, ())
        code = self.code_at(parent)
        return () if code is None else self.structures.below.get(code, ())

    def _cell(self, code: CodeId, column: int) -> str:
        theory = self.structures.theory
        if column == NAME:
            return theory.codes[code].name
        if column == LEVEL:
            return level_name(theory.codes[code].level)
        if column == PASSAGES:
            category = theory.categories.get(code)
            count = category.passages if category else theory.counts.get(code, 0)
            return f"{count:,}"
        return self.structures.value(code, self.column_name(column))

    def _total(self, column: int) -> str:
        if column == NAME:
            shown = self.structures.shown()
            codes = self.structures.theory.codes
            plain = sum(codes[each].level is CodeLevel.OPEN for each in shown)
            words = self.tr("Totals: {codes} codes in {categories} categories")
            return words.format(codes=f"{plain:,}", categories=f"{len(shown) - plain:,}")
        if column < FIXED:
            return ""
        return self.structures.total(self.column_name(column))
