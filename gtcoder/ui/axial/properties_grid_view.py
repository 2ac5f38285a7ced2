"""The property grid as a table: a strip of dots and its places in each cell, empty ones hollow."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gtcoder.reports.property_grid import GridCell, GridRow
from gtcoder.ui.axial.code_list import ITEM, Index
from gtcoder.ui.axial.properties_grid_model import GridModel, Head
from gtcoder.ui.axial.properties_line import axis_in, paint_dots, paint_line
from gtcoder.ui.kit import paint_ring, paint_swatch, ring_after
from gtcoder.ui.kit.table_header import TableHeader
from gtcoder.ui.look import Role, look, sans, scaled, theme

_ROW, _HEAD, _COLUMN, _NAMES = 52, 32, 84, 206
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class _Names(QHeaderView):
    """The properties at the left, each with its dimension, below their category."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setDefaultAlignment(_LEFT)

    def sizeHint(self) -> QSize:
        """Ask for the room the content needs."""
        return QSize(scaled(_NAMES), super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint the name of a row."""
        now, row = theme(), self.model().headerData(section, self.orientation(), ITEM)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(now.panel if isinstance(row, Head) else now.paper))
        if isinstance(row, Head):
            size = scaled(10)
            mark = QRectF(rect.x() + scaled(16), rect.center().y() - size / 2 + 1, size, size)
            paint_swatch(painter, mark, row.colour, category=True)
            words = QRectF(rect).adjusted(scaled(34), 0, -scaled(4), 0)
            shown = row.category.rpartition(" > ")[2]
            _paint_elided(painter, words, shown, Role.SMALL_STRONG, now.text)
        elif row is not None:
            inner = QRectF(rect).adjusted(scaled(34), scaled(7), -scaled(8), 0)
            inner.setHeight(scaled(18))
            _paint_elided(painter, inner, row.property.name, Role.STRONG, now.text)
            ends = row.property.dimension
            _paint_elided(painter, inner.translated(0, scaled(19)), ends, Role.SMALL, now.text2)
            painter.fillRect(rect.right(), rect.y(), 1, rect.height(), QColor(now.line))
        painter.restore()


class _Cells(QStyledItemDelegate):
    def __init__(self, owner: GridView) -> None:
        super().__init__(owner)
        self._owner = owner

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, cell, rect = theme(), index.data(ITEM), QRectF(option.rect)
        if cell is None:
            painter.fillRect(rect, QColor(now.panel))
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(now.paper))
        box = rect.adjusted(3, 3, -3, -3)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setPen(QPen(QColor(now.accent), 1))
            painter.setBrush(QColor(now.sel))
            painter.drawRoundedRect(box, 6, 6)
        if cell.placed:
            _paint_cell(painter, box, cell)
        elif not chosen:
            painter.setPen(QPen(QColor(now.line2), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(2, 6, -2, -6), 6, 6)
        if self._owner.ringed(index):
            paint_ring(painter, box, 6)
        painter.restore()


def _paint_cell(painter: QPainter, box: QRectF, cell: GridCell) -> None:
    now = theme()
    strip = QRectF(box.x() + scaled(6), box.y() + 2, box.width() - scaled(12), scaled(22))
    axis = axis_in(strip, size=scaled(7))
    paint_line(painter, axis)
    paint_dots(painter, axis, cell.placed)
    low, high = cell.places[0], cell.places[-1]
    words = f"{low}" if low == high else f"{low}–{high}"
    if len(cell.placed) > 1:
        words = f"{words} ({len(cell.placed)})"
    below = QRectF(box.x() + scaled(6), box.y() + scaled(26), box.width() - scaled(8), scaled(16))
    ink = now.danger if cell.unexplained else now.text2
    _paint_elided(painter, below, f"{words} ?" if cell.unexplained else words, Role.SMALL, ink)


def _paint_elided(painter: QPainter, room: QRectF, text: str, role: Role, ink: str) -> None:
    painter.setFont(sans(role))
    painter.setPen(QColor(ink))
    metrics = QFontMetricsF(sans(role))
    painter.drawText(
        room, _LEFT, metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    )


class GridView(QTableView):
    """The arrows go from cell to cell; Enter, Space or a click shows its passages."""

    chose_cell = Signal(object, object, str)  # GridRow, GridCell, the name of the case
    entered_cell = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ring = False
        self.grid = GridModel()
        self.setModel(self.grid)
        self.setItemDelegate(_Cells(self))
        self.setHorizontalHeader(TableHeader(self))
        self.horizontalHeader().setSectionsClickable(False)
        self.setVerticalHeader(_Names(self))
        self.setAccessibleName(name)
        self.setObjectName("property_grid")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        for corner in self.findChildren(QAbstractButton):
            corner.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self.tell)
        self.grid.modelReset.connect(self.lay_cells)
        look().changed.connect(self.lay_cells)

    def chosen(self) -> tuple[GridRow, GridCell, str] | None:
        """Return the chosen cell: property, cell, case."""
        index = self.currentIndex()
        found = self.grid.cell(index) if index.isValid() else None
        return (*found, self.grid.grid.cases[index.column()]) if found else None

    def choose(self, row: int, column: int) -> None:
        """Choose a cell, without telling."""
        self.selectionModel().blockSignals(True)
        self.setCurrentIndex(self.grid.index(row, column))
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    def ringed(self, index: Index) -> bool:
        """Tell whether the focus ring is on a cell."""
        return self._ring and self.hasFocus() and self.currentIndex() == index

    def lay_cells(self) -> None:
        """Give rows and columns their sizes; few cases share the room there is."""
        self.verticalHeader().setMinimumSectionSize(scaled(20))
        for row, each in enumerate(self.grid.rows):
            self.setRowHeight(row, scaled(_HEAD if isinstance(each, Head) else _ROW))
        columns = self.grid.columnCount()
        room = self.viewport().width() // max(columns, 1)
        for column in range(columns):
            self.setColumnWidth(column, min(max(room, scaled(_COLUMN)), scaled(2 * _COLUMN)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.chosen() is not None:
            self.tell()
            self.entered_cell.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.indexAt(event.position().toPoint()) == self.currentIndex():
            self.tell()  # a click on the chosen cell shows its passages again

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go over the rows that name a category."""
        index = super().moveCursor(action, modifiers)
        actions = QAbstractItemView.CursorAction
        step = {actions.MoveUp: -1, actions.MoveDown: 1}.get(action, 0)
        if step and index.isValid() and self.grid.cell(index) is None:
            beyond = index.siblingAtRow(index.row() + step)
            return beyond if beyond.isValid() else self.currentIndex()
        return index

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = ring_after(event, before=self._ring)
        super().focusInEvent(event)
        if self._ring and self.chosen() is None and self.grid.rows:
            self.setCurrentIndex(self.grid.index(1, 0))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_cells()

    def tell(self, *_: object) -> None:
        """Tell which cell is chosen."""
        found = self.chosen()
        if found is not None:
            self.chose_cell.emit(*found)
