"""A matrix of figures on shades: coders by coders, or codes by codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gtcoder.ui.agreement.heat import BareTable, Index, ink_on, shade
from gtcoder.ui.kit import paint_ring, ring_after
from gtcoder.ui.look import Role, colour, look, sans, scaled, theme

AGREED, APART = "agreed", "apart"
CELL = Qt.ItemDataRole.UserRole
_OPENERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STRONGEST = 0.55  # of the colour of danger, for the worst cell


@dataclass(frozen=True, slots=True)
class GridCell:
    """A figure, how strong its shade is (0 to 1), and whether it is agreement or its lack."""

    text: str
    share: float | None
    kind: str = AGREED
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """Names of rows and columns with the cells; None is left empty."""

    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[GridCell | None, ...], ...] = ()
    tips: tuple[str, ...] = ()  # the full names, of rows as of columns


class GridModel(QAbstractTableModel):
    """A Grid for a view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = Grid()

    def show_grid(self, grid: Grid) -> None:
        """Show another matrix."""
        self.beginResetModel()
        self.grid = grid
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.grid.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.grid.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what Qt asks of a cell."""
        if not index.isValid():
            return None
        cell = self.grid.cells[index.row()][index.column()]
        if role == CELL:
            return cell
        if cell is None:
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell.tip or cell.text
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a row or column."""
        lying = orientation == Qt.Orientation.Horizontal
        names = self.grid.columns if lying else self.grid.rows
        if role == Qt.ItemDataRole.ToolTipRole and self.grid.tips:
            names = self.grid.tips
        wanted = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        return names[section] if wanted and section < len(names) else None


class _GridDelegate(QStyledItemDelegate):
    """Paints a figure on its shade: one hue for agreement, that of danger for its lack."""

    dim = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, cell = theme(), index.data(CELL)
        rect = QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5)
        ground = QColor(now.sunken) if self.dim else ground_of(cell)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(
            QColor(now.line) if cell is not None and not cell.share else Qt.PenStyle.NoPen
        )
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, 4, 4)
        if option.state & QStyle.StateFlag.State_Selected and cell is not None:
            painter.setPen(QColor(now.text))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if cell is not None:
            strong = cell.kind == AGREED and bool(cell.share)
            painter.setFont(sans(Role.STRONG if strong else Role.BODY))
            painter.setPen(QColor(now.text3) if self.dim else ink_on(ground))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, cell.text)
        painter.restore()


class _Names(QHeaderView):
    """The names of rows or columns, on paper."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Write a name, cut where there is no room."""
        lying = self.orientation() == Qt.Orientation.Horizontal
        side = Qt.AlignmentFlag.AlignHCenter if lying else Qt.AlignmentFlag.AlignLeft
        room = rect if lying else rect.adjusted(0, 0, -scaled(8), 0)
        words = QFontMetrics(sans()).elidedText(
            str(self.model().headerData(section, self.orientation()) or ""),
            Qt.TextElideMode.ElideRight,
            room.width(),
        )
        painter.save()
        painter.fillRect(rect, QColor(theme().paper))
        painter.setFont(sans())
        painter.setPen(QColor(theme().text2))
        painter.drawText(QRectF(room), side | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class GridView(BareTable):
    """Shows a Grid; a click or Enter tells row and column of a cell that is there."""

    chosen_cell = Signal(int, int)

    def __init__(
        self, *, name: str, widest: int = 240, least: int = 40, parent: QWidget | None = None
    ) -> None:
        super().__init__(name=name, parent=parent)
        self.grid_model = GridModel(self)
        self._delegate, self._ring = _GridDelegate(self), False
        self._widest, self._least = widest, least
        self.setModel(self.grid_model)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(_Names(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_Names(Qt.Orientation.Vertical, self))
        self.setVerticalScrollMode(BareTable.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(BareTable.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._tell)
        look().changed.connect(self._wear)
        self._wear()

    def show_grid(self, grid: Grid) -> None:
        """Show another matrix."""
        self.grid_model.show_grid(grid)
        self._wear()

    def set_dim(self, dim: bool) -> None:  # a setter, as Qt has them
        """Grey what is out of date."""
        self._delegate.dim = dim
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter tells the cell, arrows move."""
        if event.key() in _OPENERS and self.currentIndex().isValid():
            self._tell(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first cell, and show the ring after the keyboard alone."""
        self._ring = ring_after(event, before=self._ring)
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.grid_model.rowCount():
            self.setCurrentIndex(self.grid_model.index(0, 0))
        self.viewport().update()

    def paintEvent(self, event: Any) -> None:
        """Paint the ring round the chosen cell."""
        super().paintEvent(event)
        index = self.currentIndex()
        if self._ring and self.hasFocus() and index.isValid():
            paint_ring(QPainter(self.viewport()), QRectF(self.visualRect(index)), 4)

    def _tell(self, index: QModelIndex) -> None:
        if index.data(CELL) is not None:
            self.chosen_cell.emit(index.row(), index.column())

    def _wear(self) -> None:
        metrics, grid = QFontMetrics(sans(Role.STRONG)), self.grid_model.grid
        self.verticalHeader().setFixedWidth(_room(metrics, grid.rows, self._widest))
        self.horizontalHeader().setFixedHeight(scaled(30))
        for column, name in enumerate(grid.columns):
            texts = [cell.text for row in grid.cells if (cell := row[column]) is not None]
            width = max(scaled(self._least), _room(metrics, (*texts, name), 120))
            self.setColumnWidth(column, width)
        self.verticalHeader().setDefaultSectionSize(scaled(32))


def _room(metrics: QFontMetrics, words: Sequence[str], most: int) -> int:
    widest = max((metrics.horizontalAdvance(each) for each in words), default=0)
    return min(widest + scaled(14), scaled(most))


def ground_of(cell: GridCell | None) -> QColor:
    """Return the colour below a cell."""
    now = theme()
    if cell is None or cell.share is None:
        return QColor(now.sunken)
    if not cell.share:
        return QColor(now.paper)
    if cell.kind == AGREED:
        return shade(0.3 + 0.7 * cell.share)
    over, under = colour(now.danger, 1.0), QColor(now.paper)
    part = _STRONGEST * max(cell.share, 0.12)
    mixed = (
        round(low + (high - low) * part)
        for low, high in (
            (under.red(), over.red()),
            (under.green(), over.green()),
            (under.blue(), over.blue()),
        )
    )
    return QColor(*mixed)
