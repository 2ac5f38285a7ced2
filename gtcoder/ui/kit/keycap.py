"""A key as it is shown beside what it does."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gtcoder.ui.look import Role, look, sans, scaled, theme


def keycap_width(text: str) -> float:
    """Return how wide a keycap is with that text, in whole pixels."""
    words = QFontMetricsF(sans(Role.TINY)).horizontalAdvance(text)
    return float(max(ceil(words) + scaled(10), scaled(17)))


def paint_keycap(painter: QPainter, right_centre: QPointF, text: str) -> float:
    """Paint a keycap whose right end has its middle there; return its width."""
    now, width, height = theme(), keycap_width(text), scaled(19)
    left, top = round(right_centre.x() - width), round(right_centre.y() - height / 2)
    rect = QRectF(left + 0.5, top + 0.5, width - 1, height - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(now.line2))
    painter.setBrush(QColor(now.sunken))
    painter.drawRoundedRect(rect, 4, 4)
    painter.setFont(sans(Role.TINY))
    painter.setPen(QColor(now.text2))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
    return width


class KeycapLabel(QWidget):
    """A keycap among other widgets."""

    def __init__(self, text: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setAccessibleName(text)
        look().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Ask for the room the content needs."""
        return QSize(round(keycap_width(self._text)) + 1, scaled(20))

    def minimumSizeHint(self) -> QSize:
        """Never be smaller than the content."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint from the theme in force."""
        painter = QPainter(self)
        paint_keycap(painter, QPointF(self.width(), self.height() / 2), self._text)
