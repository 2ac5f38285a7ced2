"""The property grid as a model: properties down, grouped by category, cases across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from gtcoder.reports.property_grid import Grid, GridCell, GridRow
from gtcoder.ui.axial import board_words
from gtcoder.ui.axial import properties_words as words_of
from gtcoder.ui.axial.code_list import ITEM, Index


class Wanted(StrEnum):
    """Which properties the grid shows."""

    ALL = "all"
    EMPTY = "empty"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class Head:
    """A row that names a category above its properties."""

    category: str
    colour: int


class GridModel(QAbstractTableModel):
    """A `Head` or a `GridRow` for each row; a `GridCell` for each cell of a property."""

    def __init__(self) -> None:
        super().__init__()
        self.grid = Grid((), ())
        self.rows: tuple[Head | GridRow, ...] = ()

    def set(self, grid: Grid, wanted: Wanted, colours: dict[str, int]) -> None:
        """Show another grid, or others of its rows."""
        self.beginResetModel()
        self.grid = grid
        self.rows = tuple(_grouped(grid, wanted, colours))
        self.endResetModel()

    def cell(self, index: Index) -> tuple[GridRow, GridCell] | None:
        """Return the property and the cell at an index; None on the name of a category."""
        row = self.rows[index.row()] if 0 <= index.row() < len(self.rows) else None
        return (row, row.cells[index.column()]) if isinstance(row, GridRow) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return how many cases there are."""
        return 0 if parent.isValid() else len(self.grid.cases)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the keyboard go through the cells of properties alone."""
        if self.cell(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what Qt asks of a cell."""
        found = self.cell(index) if index.isValid() else None
        if found is None:
            return None
        row, cell = found
        if role == ITEM:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.written
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return spoken(row, cell, self.grid.cases[index.column()])
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a case, or of a row."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            in_words = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return self.grid.cases[section] if in_words else None
        row = self.rows[section]
        if role == ITEM:
            return row
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, GridRow):
            return f"{row.category}\n{row.property.name}: {row.property.dimension}"
        if role == Qt.ItemDataRole.DisplayRole:
            return row.category if isinstance(row, Head) else row.property.name
        return None


def spoken(row: GridRow, cell: GridCell, case: str) -> str:
    """Return what a screen reader says of a cell, and its tooltip."""
    head = f"{row.property.name}, {case}"
    if not cell.placed:
        return words_of.tr("{head}: no passage").format(head=head)
    places = ", ".join(str(place) for place in cell.places)
    said = words_of.tr("{head}: {passages}, at {places}").format(
        head=head, passages=board_words.passages(len(cell.placed)), places=places
    )
    if cell.negative:
        cases = words_of.tr("negative cases: {n}, unexplained: {k}")
        said = f"{said}; {cases.format(n=cell.negative, k=cell.unexplained)}"
    return said


def counted(grid: Grid) -> str:
    """Return “3 of 20 cells are empty; 2 negative cases, 1 without an explanation”."""
    words = words_of.tr("{empty} of {cells} cells are empty; {cases}, {k} without an explanation")
    one, more = words_of.tr("1 negative case"), words_of.tr("{n} negative cases")
    return words.format(
        empty=f"{grid.empty:,}",
        cells=f"{grid.cells:,}",
        cases=one if grid.negative == 1 else more.format(n=f"{grid.negative:,}"),
        k=f"{grid.unexplained:,}",
    )


def _grouped(grid: Grid, wanted: Wanted, colours: dict[str, int]) -> Sequence[Head | GridRow]:
    rows: list[Head | GridRow] = []
    above = None
    for row in grid.rows:
        if not _is_wanted(row, wanted, grid.known):
            continue
        if row.category != above:
            rows.append(Head(row.category, colours.get(row.category, 0)))
            above = row.category
        rows.append(row)
    return rows


def _is_wanted(row: GridRow, wanted: Wanted, known: int) -> bool:
    if wanted is Wanted.EMPTY:
        return any(not cell.placed for cell in row.cells[:known])
    return wanted is Wanted.ALL or any(cell.unexplained for cell in row.cells)
