"""Boxes while they are moved: faint where they stood, drawn where they are, with their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gtcoder.analysis.diagram.boxes import Point, Rect
from gtcoder.ui.look import theme
from gtcoder.ui.models.ink import EdgePiece

if TYPE_CHECKING:
    from gtcoder.ui.models.canvas import ModelCanvas

_VEIL = 0.72  # how far what stood there fades


class Ghost:
    """What is lifted: its pieces, the lines within it and those that lead out of it.

    Only these are painted anew while they move; the page below stays the picture it was.
    """

    def __init__(self, canvas: ModelCanvas, lifted: tuple[str, ...]) -> None:
        parts, ink = canvas.parts, canvas.ink
        self.step: Point = (0.0, 0.0)
        self._canvas, self._nodes, moved = canvas, parts.nodes, set(lifted)
        lines = [parts.edges[key] for key in parts.lines_at(lifted)]
        within = [line.key for line in lines if {line.source, line.target} <= moved]
        self._out = [line for line in lines if line.key not in set(within)]
        self._lifted = frozenset(moved)
        self._pieces = ink.of([*lifted, *within]) if ink else []
        self._old_lines = [
            piece for piece in (ink.of([line.key for line in lines]) if ink else ())
            if isinstance(piece, EdgePiece)
        ]  # fmt: skip
        self._old_boxes = [
            parts.nodes[key].rect for key in lifted if parts.nodes[key].parent not in moved
        ]

    def paint(self, painter: QPainter) -> None:
        """Paint over the page, in points."""
        self._veil(painter)
        scale = self._canvas.scale()
        for line in self._out:
            source, target = self._place(line.source), self._place(line.target)
            if source is not None and target is not None:
                _straight(painter, source, target)
        painter.save()
        painter.translate(*self.step)
        for piece in self._pieces:
            piece.paint(painter, scale)
        painter.restore()

    def _place(self, key: str) -> Rect | None:
        node = self._nodes.get(key)
        if node is None:
            return None
        box = node.rect
        dx, dy = self.step if key in self._lifted else (0.0, 0.0)
        return Rect(box.x + dx, box.y + dy, box.width, box.height)

    def _veil(self, painter: QPainter) -> None:
        ink = self._canvas.ink
        cover = QColor(ink.scene.background if ink else theme().paper)
        cover.setAlphaF(_VEIL)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(cover, 4))
        for piece in self._old_lines:
            painter.drawPath(piece.path)
        for box in self._old_boxes:
            painter.fillRect(QRectF(box.x - 1, box.y - 1, box.width + 2, box.height + 2), cover)


def _straight(painter: QPainter, source: Rect, target: Rect) -> None:
    """Paint a plain line between the borders of two boxes, as long as its way is not laid."""
    pen = QPen(QColor(theme().accent), 1.2)
    painter.setPen(pen)
    start, end = border(source, (target.cx, target.cy)), border(target, (source.cx, source.cy))
    painter.drawLine(QPointF(*start), QPointF(*end))


def border(box: Rect, towards: Point) -> Point:
    """Return where the line from the middle of a box to a point leaves the box."""
    dx, dy = towards[0] - box.cx, towards[1] - box.cy
    if not dx and not dy:
        return box.cx, box.cy
    share = min(
        box.width / 2 / abs(dx) if dx else float("inf"),
        box.height / 2 / abs(dy) if dy else float("inf"),
        1.0,
    )
    return box.cx + dx * share, box.cy + dy * share
