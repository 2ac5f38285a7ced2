"""The light on a passage that was scrolled to; it fades."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QVariantAnimation
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from gtcoder.ui.look import colour, theme
from gtcoder.ui.transcript.bands import VisibleLine

DURATION = 600  # milliseconds


class Flash(QVariantAnimation):
    """Lights a stretch of text, in Qt's units, and lets go of it."""

    def __init__(self, port: QWidget) -> None:
        super().__init__(port, startValue=1.0, endValue=0.0)
        self._port = port
        self._span: tuple[int, int] | None = None
        self.setDuration(DURATION)
        self.valueChanged.connect(self._show)
        self.finished.connect(self.end)

    def light(self, first: int, last: int) -> None:
        """Begin anew, on `[first, last)`."""
        self.stop()
        self._span = (first, last)
        self.start()

    def end(self) -> None:
        """Put the light out."""
        self.stop()
        self._span = None
        self._port.update()

    def _show(self) -> None:
        self._port.update()

    def paint(self, painter: QPainter, lines: Sequence[VisibleLine], height: int) -> None:
        """Paint the light on some lines."""
        if self._span is None:
            return
        first, last = self._span
        tone = colour(theme().tsel, float(self.currentValue() or 0.0))
        for line in lines:
            low, high = max(first, line.first), min(last, line.last)
            if low < high:
                for left, right in line.runs(low, high):
                    painter.fillRect(QRectF(left - 2, line.top, right - left + 4, height), tone)
