"""The ring that shows where the keyboard is, and only when the keyboard is in use."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPen

from gtcoder.ui.look import theme

_BY_KEYS = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)
# The window went away and came back: the ring is as it was.
_AS_IT_WAS = frozenset({Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason})


def ring_after(event: QFocusEvent, *, before: bool) -> bool:
    """Return whether a widget that gets the focus shows the ring; `before`: as it was."""
    if event.reason() in _AS_IT_WAS:
        return before
    return event.reason() in _BY_KEYS


def paint_ring(painter: QPainter, rect: QRectF, radius: float) -> None:
    """Paint the focus ring just inside a rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme().focus), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()
