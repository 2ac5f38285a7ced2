"""The mark of a code (filled square) or of a category (ring)."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gtcoder.ui.look import theme


def paint_swatch(painter: QPainter, rect: QRectF, colour_number: int, *, category: bool) -> None:
    """Paint the mark of a code or category, 10 px at 100 %; the shape tells them apart."""
    mark = QColor(theme().mark(colour_number))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if category:
        stroke = max(2.0, rect.width() / 5)
        inset = stroke / 2
        painter.setPen(QPen(mark, stroke))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = rect.adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(ring, rect.width() * 0.28, rect.width() * 0.28)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mark)
        painter.drawRoundedRect(rect, 2, 2)
    painter.restore()
