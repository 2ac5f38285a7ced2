"""How a property is painted in its list: its name, its dimension with the dots, its two ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gtcoder.ui.axial import properties_words as words_of
from gtcoder.ui.axial.code_list import ITEM, Index
from gtcoder.ui.axial.properties_line import Axis, axis_in, paint_dots, paint_line
from gtcoder.ui.axial.properties_rows import Line
from gtcoder.ui.kit import paint_ring
from gtcoder.ui.look import Role, sans, scaled, theme

if TYPE_CHECKING:
    from gtcoder.ui.axial.properties_list import PropertyList

_EDGE, _HEIGHT = 16, 78
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def axis_of(row: QRectF) -> Axis:
    """Return where the dimension lies in a row of the list."""
    edge = scaled(_EDGE)
    line = QRectF(row.x() + edge, row.y() + scaled(25), row.width() - 2 * edge, scaled(26))
    return axis_in(line, size=scaled(9))


class PropertyDelegate(QStyledItemDelegate):
    """Paints one property."""

    def __init__(self, owner: PropertyList) -> None:
        super().__init__(owner)
        self._owner = owner

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for the room the content needs."""
        return QSize(0, scaled(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one item."""
        owner, line, row = self._owner, index.data(ITEM), QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = row.adjusted(scaled(8), 1, -scaled(8), -1)
        ground = theme().sel if chosen else theme().hover if over else ""
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(card, 6, 6)
        _paint_words(painter, row, line)
        axis = axis_of(row)
        paint_line(painter, axis)
        held = owner.held if chosen else None
        paint_dots(painter, axis, line.placed, chosen=owner.dot if chosen else None, moving=held)
        if owner.ringed(index.row()):
            paint_ring(painter, card, 6)
        painter.restore()


def _paint_words(painter: QPainter, row: QRectF, line: Line) -> None:
    now, edge, step = theme(), scaled(_EDGE), scaled(18)
    words = QRectF(row.x() + edge, row.y() + scaled(6), row.width() - 2 * edge, step)
    count = words_of.counted(line)
    small = sans(Role.SMALL)
    painter.setFont(small)
    painter.setPen(QColor(now.danger if line.unexplained else now.text2))
    painter.drawText(words, _RIGHT, count)
    taken = QFontMetricsF(small).horizontalAdvance(count) + scaled(8)
    painter.setFont(sans(Role.STRONG))
    painter.setPen(QColor(now.text))
    _paint_elided(painter, words.adjusted(0, 0, -taken, 0), line.row.name, _LEFT)
    below = QRectF(words.x(), row.y() + scaled(54), words.width(), step)
    painter.setFont(small)
    half = below.width() / 2 - scaled(4)
    low, high = words_of.ends(line)
    rooms = (
        (QRectF(below.x(), below.y(), half, step), low, _LEFT, line.row.low),
        (QRectF(below.right() - half, below.y(), half, step), high, _RIGHT, line.row.high),
    )
    for room, text, align, named in rooms:
        painter.setPen(QColor(now.text2 if named else now.warn))
        _paint_elided(painter, room, text, align)


def _paint_elided(painter: QPainter, room: QRectF, text: str, align: Qt.AlignmentFlag) -> None:
    metrics = QFontMetricsF(painter.font())
    painter.drawText(
        room, align, metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    )
