"""What is painted over the page: rings, handles, and the gesture under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gtcoder.analysis.diagram.boxes import Point, Rect
from gtcoder.ui.look import theme
from gtcoder.ui.models.arranging import handle_places
from gtcoder.ui.models.ink import EdgePiece, Ink

if TYPE_CHECKING:
    from gtcoder.ui.models.canvas import ModelCanvas

_HANDLE, _OUTLET = 3.5, 16.0  # pixels: half a handle, from a box to where lines are drawn from


class Over:
    """Paints in points of the page; the page itself is not painted anew for it."""

    def __init__(self, canvas: ModelCanvas) -> None:
        self._canvas = canvas

    def handles(self) -> list[Point]:
        """Return where the handles of the chosen box lie; none where it cannot be stretched."""
        canvas = self._canvas
        if not canvas.arranging or len(canvas.choice.nodes) != 1 or canvas.gesture is not None:
            return []
        return list(handle_places(canvas.parts.nodes[canvas.choice.node].rect))

    def outlet(self) -> Point | None:
        """Return the place a line is drawn from with the hand, beside the chosen box."""
        canvas = self._canvas
        if not self.handles() or not canvas.may_write:
            return None
        box = canvas.parts.nodes[canvas.choice.node].rect
        return box.right + _OUTLET / canvas.scale(), box.cy

    def paint(self, painter: QPainter) -> None:
        """Paint all of it."""
        canvas = self._canvas
        if canvas.held is not None:
            canvas.held.paint(painter)
        moving = canvas.gesture is not None or canvas.held is not None
        for key in canvas.choice.nodes if not moving else ():
            _ring(painter, canvas.parts.nodes[key].rect, 3 / canvas.scale())
        if canvas.choice.edge and canvas.ink is not None:
            _trace(painter, canvas.ink, canvas.choice.edge, canvas.scale())
        if canvas.gesture is not None:
            canvas.gesture.paint(painter)
        else:
            self._paint_handles(painter)

    def _paint_handles(self, painter: QPainter) -> None:
        now, half = theme(), _HANDLE / self._canvas.scale()
        pen = QPen(QColor(now.accent), 1.4)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(QColor(now.raised))
        for x, y in self.handles():
            painter.drawRect(QRectF(x - half, y - half, 2 * half, 2 * half))
        outlet = self.outlet()
        if outlet is not None:
            painter.setBrush(QColor(now.accent))
            painter.drawEllipse(QPointF(*outlet), half * 1.3, half * 1.3)


def _ring(painter: QPainter, rect: Rect, air: float) -> None:
    pen = QPen(QColor(theme().focus), 2)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ring = rect.grown(air)
    painter.drawRoundedRect(QRectF(ring.x, ring.y, ring.width, ring.height), 6, 6)


def _trace(painter: QPainter, ink: Ink, key: str, scale: float) -> None:
    pen = QPen(QColor(theme().focus), 3)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pieces = ink.of([key])
    for piece in pieces:
        if isinstance(piece, EdgePiece):
            painter.drawPath(piece.path)
    for piece in pieces:  # label and counts stay above it
        if not isinstance(piece, EdgePiece):
            piece.paint(painter, scale)
