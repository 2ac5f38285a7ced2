"""A table model over frozen rows: a column says how a row reads, sorts and is edited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
ROW = Qt.ItemDataRole.UserRole  # the frozen row itself
ORDER = Qt.ItemDataRole.UserRole + 1  # what the column sorts by
COLUMN = Qt.ItemDataRole.UserRole + 8  # the column, which says how its cells are painted
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


# Without slots: the generic alias notes itself on what it makes.
@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its words, what it sorts by, who takes an edit, and how it is painted.

    `spoken` is what a screen reader says instead of the words; `tick` makes it a box to check
    (None = no box in that row), written by `write` as "" or "1"; `choices` are offered as a list
    instead of a line to write in; `bar` is a share from 0 to 1; `icon` is a name and the colour of
    the theme it has; `ink` the colour of the words; `hint` stands in an empty cell; a column that
    is an `act` has nothing to write in, a click or Space calls `write`; a `soft` one may be narrow.
    """

    title: str
    text: Callable[[Row], str]
    order: Callable[[Row], Any] | None = None
    right: bool = False
    strong: bool = False
    write: Callable[[Row, str], None] | None = None
    spoken: Callable[[Row], str] | None = None
    tip: Callable[[Row], str] | None = None
    tick: Callable[[Row], bool | None] | None = None
    choices: Callable[[Row], Sequence[tuple[str, str]]] | None = None
    bar: Callable[[Row], float | None] | None = None
    icon: Callable[[Row], tuple[str, str] | None] | None = None
    ink: Callable[[Row], str] | None = None
    hint: Callable[[Row], str] | None = None
    act: bool = False
    soft: bool = False


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Frozen rows in columns; `key` tells which row of a new reading is which of the old one."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        key: Callable[[Row], object] = id,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns, self._key = tuple(columns), key
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as they were read."""
        return self._rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; where the same things are shown in new words, selections stay."""
        rows = tuple(rows)
        if rows == self._rows:
            return
        same = [self._key(row) for row in rows] == [self._key(row) for row in self._rows]
        if same and rows:
            self._rows = rows
            self.tell_anew()
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def tell_anew(self) -> None:
        """Ask the columns again what they say of the same rows."""
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self.endResetModel()

    def column(self, place: int) -> Column[Row]:
        """Return what a column says of itself."""
        return self._columns[place]

    def place_of(self, key: object) -> int:
        """Return where the row with that key is, or -1."""
        return next((n for n, row in enumerate(self._rows) if self._key(row) == key), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical or section >= len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self._columns[section].right else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole and column.tick is not None:
            ticked = column.tick(row)
            if ticked is None:
                return None
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == COLUMN:
            return column
        return _said(row, column, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        column = self._columns[index.column()] if index.isValid() else None
        if column is None or column.write is None:
            return flags
        if column.tick is None:
            return flags | Qt.ItemFlag.ItemIsEditable
        ticked = column.tick(self._rows[index.row()])
        return flags if ticked is None else flags | Qt.ItemFlag.ItemIsUserCheckable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand an edit on; what is shown changes when the study has."""
        row, column = self._rows[index.row()], self._columns[index.column()]
        if column.write is None:
            return False
        if role == Qt.ItemDataRole.CheckStateRole:
            on = Qt.CheckState(value) == Qt.CheckState.Checked
            column.write(row, "1" if on else "")
            return True
        typed = str(value).strip()
        if role == Qt.ItemDataRole.EditRole and typed != column.text(row):
            column.write(row, typed)
            return True
        return False


def _said(row: Row, column: Column[Row], role: int) -> Any:
    roles = Qt.ItemDataRole
    if role in (roles.DisplayRole, roles.EditRole):
        return column.text(row)
    if role == roles.AccessibleTextRole:
        return (column.spoken or column.text)(row)
    if role == roles.ToolTipRole:
        return column.tip(row) if column.tip else None
    if role == roles.TextAlignmentRole:
        return _RIGHT if column.right else _LEFT
    if role == ROW:
        return row
    if role == ORDER:
        return (column.order or column.text)(row)
    return None


class Sorted(QSortFilterProxyModel):
    """Rows in the order of a column, and those of them that hold the words of a filter."""

    def __init__(self, source: RowsModel[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        # Kept, for PySide's sourceModel() takes a reference that is never given back: a model
        # whose columns write to their page would hold the page after the window let go of it.
        self._source = source
        self.setSourceModel(source)
        self.setSortRole(ORDER)

    def set_filter(self, text: str) -> None:
        """Let through the rows in which every word of the text stands somewhere."""
        self._words = text.casefold().split()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        source = self._source
        if not self._words:
            return True
        cells = (
            str(source.index(row, column, parent).data(Qt.ItemDataRole.DisplayRole) or "")
            for column in range(source.columnCount())
        )
        there = " ".join(cells).casefold()
        return all(word in there for word in self._words)

    def lessThan(self, left: Index, right: Index) -> bool:
        """Compare what the columns sort by; what has nothing to say comes last either way."""
        one, other = left.data(ORDER), right.data(ORDER)
        if one is None or other is None:
            ascending = self.sortOrder() == Qt.SortOrder.AscendingOrder
            return (other is None) == ascending and one is not other
        if isinstance(one, str):
            return bool(one.casefold() < str(other).casefold())
        return bool(one < other)
