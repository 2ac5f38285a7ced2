"""How large texts are in the typefaces of diagrams."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFontMetricsF

from gtcoder.analysis.diagram.boxes import FONTS, FontRole
from gtcoder.drawing.fonts import application, font

_FINE = 1000  # pixels to the em: widths then scale to any size without rounding


class QtMeasurer:
    """Measures with Qt's own metrics, in points at the nominal size of the role."""

    def measure(self, text: str, role: FontRole) -> tuple[float, float]:
        """Return width and line height of one line in points."""
        application()
        spec = FONTS[role]
        metrics = _metrics(serif=spec.serif, weight=spec.weight)
        factor = spec.size / _FINE
        return metrics.horizontalAdvance(text) * factor, metrics.height() * factor


def ascent_share(*, serif: bool, weight: int) -> float:
    """Return how much of a line's height lies above the baseline."""
    metrics = _metrics(serif=serif, weight=weight)
    return metrics.ascent() / metrics.height()


@cache
def _metrics(*, serif: bool, weight: int) -> QFontMetricsF:
    return QFontMetricsF(font(serif=serif, weight=weight, pixels=_FINE))
