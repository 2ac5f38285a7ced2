"""How the cells of these tables are painted: boxes to check, bars, icons, lists to choose from."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionViewItem, QWidget

from gtcoder.ui.documents.table import COLUMN, ROW, Column, Index
from gtcoder.ui.kit import TableDelegate, paint_ring
from gtcoder.ui.look import Role, pixmap, sans, scaled, theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_BAR = 44  # pixels of a bar at 100 % text size
_BOX = 16


class CellDelegate(TableDelegate):
    """Paints what a column says of itself; where cells are edited, a ring on the one in use."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rings_cells = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if self.rings_cells and focused:
            paint_ring(painter, QRectF(option.rect).adjusted(1, 1, -1, -1), 5)

    def paint_words(self, painter: QPainter, rect: QRectF, index: Index, *, total: bool) -> None:
        column: Column[Any] = index.data(COLUMN)
        row = index.data(ROW)
        if column.tick is not None:
            _paint_box(painter, rect, on=column.tick(row))
            return
        if column.icon is not None:
            rect = _paint_icon(painter, rect, column.icon(row))
        if column.bar is not None:
            _paint_bar(painter, rect, column.bar(row))
        if column.choices is not None:
            rect = _paint_caret(painter, rect)
        _paint_text(painter, rect, column, row, str(index.data() or ""))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a line to write in, named after its column."""
        line = QLineEdit(parent)
        column: Column[Any] = index.data(COLUMN)
        line.setFont(sans())
        if column.hint is not None:
            line.setPlaceholderText(column.hint(index.data(ROW)))
        line.setAccessibleName(column.title)
        return line

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Let the line fill its cell."""
        rect: QRect = option.rect
        editor.setGeometry(rect)


def _paint_text(painter: QPainter, rect: QRectF, column: Column[Any], row: Any, text: str) -> None:
    now, font = theme(), sans(Role.STRONG if column.strong else Role.BODY)
    ink = getattr(now, column.ink(row)) if column.ink else now.text
    if not text:
        text, ink = column.hint(row) if column.hint else "", now.text3
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()) + 1)
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), shown)


def _paint_box(painter: QPainter, rect: QRectF, *, on: bool | None) -> None:
    if on is None:
        return
    now, size = theme(), scaled(_BOX)
    box = QRectF(rect.left(), round(rect.center().y() - size / 2), size, size)
    painter.setPen(QColor(now.accent if on else now.edge))
    painter.setBrush(QColor(now.accent if on else now.paper))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    if on:
        sign = scaled(12)
        ratio = painter.device().devicePixelRatio()
        drawn = pixmap("check", sign, colour=now.on_accent, ratio=ratio)
        inset = (size - sign) / 2
        painter.drawPixmap(box.topLeft() + type(box.topLeft())(inset, inset), drawn)


def _paint_icon(painter: QPainter, rect: QRectF, wanted: tuple[str, str] | None) -> QRectF:
    size = scaled(15)
    if wanted is not None:
        ratio = painter.device().devicePixelRatio()
        drawn = pixmap(wanted[0], size, colour=getattr(theme(), wanted[1]), ratio=ratio)
        painter.drawPixmap(int(rect.left()), round(rect.center().y() - size / 2), drawn)
    return rect.adjusted(size + scaled(7), 0, 0, 0)


def _paint_bar(painter: QPainter, rect: QRectF, share: float | None) -> None:
    if share is None:
        return
    now, width, height = theme(), scaled(_BAR), scaled(4)
    track = QRectF(rect.left(), round(rect.center().y() - height / 2), width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(now.line2))
    painter.drawRoundedRect(track, height / 2, height / 2)
    if share > 0:
        track.setWidth(max(width * min(share, 1.0), height))
        painter.setBrush(QColor(now.accent))
        painter.drawRoundedRect(track, height / 2, height / 2)


def _paint_caret(painter: QPainter, rect: QRectF) -> QRectF:
    size = scaled(11)
    ratio = painter.device().devicePixelRatio()
    drawn = pixmap("caret-down", size, colour=theme().text2, ratio=ratio)
    painter.drawPixmap(int(rect.right() - size), round(rect.center().y() - size / 2), drawn)
    return rect.adjusted(0, 0, -size - scaled(4), 0)
