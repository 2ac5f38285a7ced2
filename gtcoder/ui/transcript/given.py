"""The passages that a round hands out: brackets in the text, found again by the caret."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from gtcoder.ui.look import scaled, theme
from gtcoder.ui.transcript.bands import VisibleLine, stroke
from gtcoder.ui.transcript.offsets import Offsets
from gtcoder.vocabulary import Span

_TICK = 5


class GivenPassages:
    """The passages of one page, by their start; they may overlap."""

    def __init__(self, surface: QWidget) -> None:
        self._surface = surface
        self.spans: tuple[Span, ...] = ()

    def show(self, spans: Sequence[Span]) -> None:
        """Show these passages in place of all others."""
        found = tuple(sorted(spans))
        if found != self.spans:
            self.spans = found
            self._surface.update()

    def at(self, offset: int) -> Span | None:
        """Return the narrowest passage over a code point, or that ends there."""
        begun = self.spans[: bisect_right(self.spans, offset, key=lambda span: span.start)]
        over = [span for span in begun if offset <= span.end]
        return min(over, key=lambda span: (span.end - span.start, -span.start), default=None)

    def paint(
        self, painter: QPainter, lines: Sequence[VisibleLine], offsets: Offsets, band: int
    ) -> None:
        """Paint a bracket where a passage begins and one where it ends."""
        if not (self.spans and lines):
            return
        low, high = lines[0].first, lines[-1].last
        painter.setPen(stroke(QColor(theme().text3), scaled(1), dashed=False))
        for span in self.spans:
            first, last = offsets.to_qt(span.start), offsets.to_qt(span.end)
            if first > high or last < low:
                continue
            for line in lines:
                if line.first <= first < line.last:
                    _bracket(painter, line.x_of(first) - scaled(3), line.top, band, scaled(_TICK))
                if line.first < last <= line.last:
                    _bracket(painter, line.x_of(last) + scaled(3), line.top, band, -scaled(_TICK))


def _bracket(painter: QPainter, x: float, top: float, tall: float, tick: float) -> None:
    """Paint a bracket; a negative tick opens it to the left."""
    corners = [(x + tick, top), (x, top), (x, top + tall), (x + tick, top + tall)]
    painter.drawPolyline([QPointF(across, down) for across, down in corners])
