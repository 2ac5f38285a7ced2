"""Rows and columns of a report as a model for tables."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

Cell = str | int | float | tuple[str, ...] | None
Index = QModelIndex | QPersistentModelIndex
RAW = Qt.ItemDataRole.UserRole
SOURCE_ROW = Qt.ItemDataRole.UserRole + 1  # the place of the row as it was given
TOTAL = Qt.ItemDataRole.UserRole + 2
SWATCH = Qt.ItemDataRole.UserRole + 3  # colour number of a row's code, in the first column
CATEGORY = Qt.ItemDataRole.UserRole + 4  # whether that code is a category
_DECIMALS = 3


class FrameModel(QAbstractTableModel):
    """Cells as they are shown: numbers with as many decimals as their column needs.

    Totals stay below, however the rest is sorted; with `totals_among` they stand where they are
    given (one below each block) until a column is sorted by. `colours` gives a row's code colour
    by place, `categories` the places of the codes that are categories.
    """

    def __init__(
        self,
        columns: Sequence[str] = (),
        rows: Sequence[Sequence[Cell]] = (),
        *,
        totals: frozenset[int] = frozenset(),
        totals_among: bool = False,
        colours: Sequence[int] = (),
        categories: frozenset[int] = frozenset(),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._order: list[int] = []
        self._totals_among, self._sorted_by = totals_among, -1
        self._take(columns, rows, totals)
        self._colours, self._categories = dict(enumerate(colours)), categories
        self._tips: Mapping[int, str] = {}

    def set(
        self,
        columns: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        *,
        totals: frozenset[int] = frozenset(),
        colours: Sequence[int] = (),
        categories: frozenset[int] = frozenset(),
        tips: Mapping[int, str] | None = None,
    ) -> None:
        """Show another table, in the order it is given; `tips` explain headings by column."""
        self.beginResetModel()
        self._take(columns, rows, totals)
        self._colours, self._categories = dict(enumerate(colours)), categories
        self._tips = tips or {}
        self.endResetModel()

    @property
    def sorted_by(self) -> int:
        """The column the rows are sorted by; -1 where they stand as they were given."""
        return self._sorted_by

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self._columns

    def row(self, place: int) -> tuple[Cell, ...]:
        """Return the cells of a row as it is shown now."""
        return self._rows[self._order[place]]

    def source_row(self, place: int) -> int:
        """Return where a shown row stood in the rows as they were given."""
        return self._order[place]

    def is_number(self, column: int) -> bool:
        """Return whether a column holds numbers alone."""
        return self._numbers[column]

    def shown(self, place: int, column: int) -> str:
        """Return a cell as it is written."""
        return self._written(self.row(place)[column], column)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what Qt asks of a cell."""
        if not index.isValid():
            return None
        place, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = self.shown(place, column)
            return text if role == Qt.ItemDataRole.DisplayRole or len(text) > 24 else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._columns[column]}: {self.shown(place, column)}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(column)
        if role == RAW:
            return self.row(place)[column]
        if role == SOURCE_ROW:
            return self._order[place]
        if role == TOTAL:
            return self._order[place] in self._totals
        if role == SWATCH:
            return self._colours.get(self._order[place]) if column == 0 else None
        if role == CATEGORY:
            return column == 0 and self._order[place] in self._categories
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the name of a column."""
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tips.get(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 brings back the order the rows were given in."""
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        sources = [self._order[index.row()] for index in kept]
        self._sorted_by = column
        self._order = self._sorted(column, descending=order == Qt.SortOrder.DescendingOrder)
        places = {source: place for place, source in enumerate(self._order)}
        moved = [self.index(places[s], i.column()) for s, i in zip(sources, kept, strict=True)]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def _take(
        self,
        columns: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        totals: frozenset[int],
    ) -> None:
        self._columns = tuple(columns)
        self._rows = [tuple(row) for row in rows]
        self._totals = frozenset(n for n in totals if 0 <= n < len(self._rows))
        self._sorted_by = -1
        self._order = self._sorted(-1, descending=False)
        cells = [[row[n] for row in self._rows] for n in range(len(self._columns))]
        self._numbers = [_all_numbers(column) for column in cells]
        self._formats = [_format(column) for column in cells]

    def _sorted(self, column: int, *, descending: bool) -> list[int]:
        if column < 0 and self._totals_among:
            return list(range(len(self._rows)))
        body = [n for n in range(len(self._rows)) if n not in self._totals]
        if column >= 0:
            empty = [n for n in body if _is_empty(self._rows[n][column])]
            full = [n for n in body if not _is_empty(self._rows[n][column])]
            full.sort(key=lambda n: _rank(self._rows[n][column]), reverse=descending)
            body = full + empty
        return body + sorted(self._totals)

    def _alignment(self, column: int) -> int:
        right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
        side = right if self._numbers[column] else left
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def _written(self, cell: Cell, column: int) -> str:
        if cell is None:
            return ""
        if isinstance(cell, tuple):
            return " > ".join(cell)
        if isinstance(cell, bool | str):
            return str(cell)
        if isinstance(cell, int):
            return f"{cell:,}"
        decimals, bare = self._formats[column]
        return _float_written(cell, decimals, bare=bare)


def _float_written(value: float, decimals: int, *, bare: bool) -> str:
    """Return a number as tables have it; `bare` drops the nought before the point."""
    if not math.isfinite(value):
        return "n/a"
    text = f"{value:,.{decimals}f}".replace("-", "−")
    return text.replace("0.", ".", 1) if bare and abs(value) < 1 and decimals else text


def _all_numbers(cells: Sequence[Cell]) -> bool:
    full = [cell for cell in cells if cell is not None]
    return bool(full) and all(isinstance(c, int | float) for c in full)


def _format(cells: Sequence[Cell]) -> tuple[int, bool]:
    """Return how many decimals a column needs, and whether all of it lies within -1 and 1."""
    values = [c for c in cells if isinstance(c, float) and math.isfinite(c)]
    needed = 0
    for value in values:
        tail = f"{abs(value):.{_DECIMALS}f}".partition(".")[2].rstrip("0")
        needed = max(needed, len(tail))
        if needed == _DECIMALS:
            break
    bare = all(abs(value) <= 1 for value in values) and all(
        abs(c) <= 1 for c in cells if isinstance(c, int)
    )
    return max(needed, 2) if needed and bare else needed, bare


def _is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, float) and not math.isfinite(cell))


def _rank(cell: Cell) -> tuple[int, float, str]:
    """Return what a cell is sorted by: numbers by size, words without regard to case."""
    if isinstance(cell, int | float):
        return (0, float(cell), "")
    text = " > ".join(cell) if isinstance(cell, tuple) else str(cell)
    return (1, 0.0, text.casefold())
