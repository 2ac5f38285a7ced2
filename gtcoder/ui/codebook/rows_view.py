"""A tree view that paints rows as ours: rounded and inset, with our chevron and focus ring."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyle, QStyleOptionViewItem, QTreeView

from gtcoder.ui.codebook.delegate import INDENT, INSET, CodeDelegate
from gtcoder.ui.codebook.rows import Index
from gtcoder.ui.kit.focus import paint_ring, ring_after
from gtcoder.ui.look import look, pixmap, scaled, theme


class RowsView(QTreeView):
    """The tree of codes as it is painted."""

    def __init__(self) -> None:
        super().__init__()
        self._ring, self._hovered = False, QPersistentModelIndex()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setAnimated(False)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setItemDelegate(CodeDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        look().changed.connect(self._wear)
        self._wear()

    def row_rect(self, index: Index) -> QRect:
        """Return where a row's ground is painted."""
        rect = self.visualRect(index)
        inset = 0 if self.verticalScrollBar().isVisible() else scaled(INSET)
        return QRect(0, rect.top(), self.viewport().width() - inset, rect.height())

    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, chevron and content of a row."""
        row, chosen = self.row_rect(index), self.selectionModel().isSelected(index)
        self._paint_ground(painter, row, index, chosen=chosen)
        left = self.visualRect(index).left()
        if self.model().rowCount(index):
            self._paint_chevron(painter, index, QPoint(left - scaled(11), row.center().y()))
        inner = QStyleOptionViewItem(options)
        told: Any = inner  # the stubs lack the option's fields
        told.rect = row.adjusted(left, 0, 0, 0)
        flag = QStyle.StateFlag.State_Selected
        told.state = told.state | flag if chosen else told.state & ~flag
        self.itemDelegate().paint(painter, inner, index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring only where the keyboard brought the focus."""
        self._ring = ring_after(event, before=self._ring)
        super().focusInEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the row under the pointer."""
        self._hover(self.indexAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Hover over nothing."""
        self._hover(QModelIndex())
        super().leaveEvent(event)

    def _hover(self, index: QModelIndex) -> None:
        if self._hovered != index:
            self._hovered = QPersistentModelIndex(index)
            self.viewport().update()

    def _paint_ground(self, painter: QPainter, row: QRect, index: Index, *, chosen: bool) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or self._hovered == index:
            painter.setBrush(QColor(theme().sel if chosen else theme().hover))
            painter.drawRoundedRect(QRectF(row), 6, 6)
        if self._ring and self.hasFocus() and index == self.currentIndex():
            paint_ring(painter, QRectF(row), 6)
        painter.restore()

    def _paint_chevron(self, painter: QPainter, index: Index, middle: QPoint) -> None:
        size = scaled(11)
        name = "caret-down" if self.isExpanded(index) else "caret-right"
        drawn = pixmap(name, size, colour=theme().text2, ratio=self.devicePixelRatioF())
        rect = QRect(middle.x() - size // 2, middle.y() - size // 2, size, size)
        painter.drawPixmap(rect, drawn)

    def _wear(self) -> None:
        self.setIndentation(scaled(INDENT))
        self.scheduleDelayedItemsLayout()
