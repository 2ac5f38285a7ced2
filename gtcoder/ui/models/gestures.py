"""What the hand does on the canvas: carry boxes, stretch one, draw a line, gather boxes, pan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gtcoder.analysis.diagram.boxes import Point, Rect
from gtcoder.ui.look import theme
from gtcoder.ui.models.arranging import resized
from gtcoder.ui.models.ghost import Ghost
from gtcoder.ui.models.snapping import Guide, on_grid, snapped

if TYPE_CHECKING:
    from gtcoder.ui.models.canvas import ModelCanvas

_MOST = 160  # boxes in sight that may draw a moved one
_PLAIN = Qt.KeyboardModifier.NoModifier


class Gesture:
    """Something begun with the mouse or the keyboard; `finish` tells the canvas what came of it."""

    def __init__(self, canvas: ModelCanvas, start: Point) -> None:
        self.canvas, self.start, self.at = canvas, start, start

    def move(self, to: Point, keys: Qt.KeyboardModifier = _PLAIN) -> None:
        """Follow the hand to a point of the page."""
        self.at = to

    def finish(self) -> None:
        """End it where it is."""

    def paint(self, painter: QPainter) -> None:
        """Paint over the page, in points."""

    @property
    def by(self) -> Point:
        """How far the hand went."""
        return self.at[0] - self.start[0], self.at[1] - self.start[1]


class Carry(Gesture):
    """Boxes that follow the hand, drawn to the grid and to the others; Alt lets them go freely."""

    def __init__(self, canvas: ModelCanvas, start: Point, keys: tuple[str, ...]) -> None:
        super().__init__(canvas, start)
        parts = canvas.parts
        self.keys = parts.outermost(keys)
        lifted = parts.with_insides(self.keys)
        self._box = _around([parts.nodes[key].rect for key in self.keys])
        self._others = _near(canvas, self._box, frozenset(lifted))
        self.step: Point = (0.0, 0.0)
        self._guides: tuple[Guide, ...] = ()
        self.ghost = Ghost(canvas, lifted)

    def move(self, to: Point, keys: Qt.KeyboardModifier = _PLAIN) -> None:
        super().move(to, keys)
        if keys & Qt.KeyboardModifier.AltModifier:
            self.step, self._guides = self.by, ()
        else:
            snap = snapped(self._box, self.by, self._others)
            self.step, self._guides = (snap.dx, snap.dy), snap.guides
        self.ghost.step = self.step

    def go(self, by: Point) -> None:
        """Go a step by the keyboard."""
        self.step = self.step[0] + by[0], self.step[1] + by[1]
        self.ghost.step = self.step

    def finish(self) -> None:
        if any(abs(part) > 0.01 for part in self.step):
            self.canvas.hold(self)
            self.canvas.tell_moved(self.keys, self.step)

    def paint(self, painter: QPainter) -> None:
        self.ghost.paint(painter)
        pen = QPen(QColor(theme().accent), 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        for guide in self._guides:
            painter.drawLine(QPointF(*guide.start), QPointF(*guide.end))


class Stretch(Gesture):
    """A box whose sides follow the hand."""

    def __init__(
        self, canvas: ModelCanvas, start: Point, key: str, handle: tuple[int, int]
    ) -> None:
        super().__init__(canvas, start)
        self._key, self._handle = key, handle
        self._box = self.rect = canvas.parts.nodes[key].rect

    def move(self, to: Point, keys: Qt.KeyboardModifier = _PLAIN) -> None:
        super().move(to, keys)
        self.rect = resized(self._box, self._handle, (on_grid(self.by[0]), on_grid(self.by[1])))

    def go(self, by: Point) -> None:
        """Go a step by the keyboard: to both sides alike, so that the middle stays."""
        right = resized(self.rect, (1, 1), (by[0], by[1]))
        wider, higher = right.width - self.rect.width, right.height - self.rect.height
        self.rect = Rect(
            self.rect.x - wider / 2, self.rect.y - higher / 2, right.width, right.height
        )

    def finish(self) -> None:
        if self.rect != self._box:
            self.canvas.hold(self)
            self.canvas.resized.emit(self._key, self.rect)

    def paint(self, painter: QPainter) -> None:
        _outline(painter, self.rect, dashed=True)


class Join(Gesture):
    """A line from a box to where the hand is, or to the box that is chosen as its end."""

    def __init__(self, canvas: ModelCanvas, start: Point, source: str) -> None:
        super().__init__(canvas, start)
        self.source, self.target = source, ""

    def move(self, to: Point, keys: Qt.KeyboardModifier = _PLAIN) -> None:
        super().move(to, keys)
        here = self.canvas.parts.node_at(*to)
        self.target = here if here != self.source else ""

    def point_at(self, key: str) -> None:
        """Let it lead to a box."""
        self.target = key if key != self.source else ""
        box = self.canvas.parts.nodes[key].rect
        self.at = box.cx, box.cy

    def finish(self) -> None:
        if self.target:
            self.canvas.connected.emit(self.source, self.target)

    def paint(self, painter: QPainter) -> None:
        nodes = self.canvas.parts.nodes
        box = nodes[self.source].rect
        pen = QPen(QColor(theme().accent), 2, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawLine(QPointF(box.cx, box.cy), QPointF(*self.at))
        for key in filter(None, (self.source, self.target)):
            _outline(painter, nodes[key].rect)


class Gather(Gesture):
    """A frame drawn on the ground that chooses what lies in it."""

    def __init__(self, canvas: ModelCanvas, start: Point, kept: tuple[str, ...]) -> None:
        super().__init__(canvas, start)
        self._kept = kept

    def move(self, to: Point, keys: Qt.KeyboardModifier = _PLAIN) -> None:
        super().move(to, keys)
        self.canvas.choice.gather(*self._kept, *self.canvas.parts.inside(self._area()))

    def finish(self) -> None:
        self.canvas.choice.settle()

    def paint(self, painter: QPainter) -> None:
        area, ink = self._area(), QColor(theme().accent)
        _outline(painter, area)
        ink.setAlphaF(0.08)
        painter.fillRect(QRectF(area.x, area.y, area.width, area.height), ink)

    def _area(self) -> Rect:
        (x, y), (u, v) = self.start, self.at
        return Rect(min(x, u), min(y, v), abs(x - u), abs(y - v))


def _around(rects: list[Rect]) -> Rect:
    x, y = min(r.x for r in rects), min(r.y for r in rects)
    return Rect(x, y, max(r.right for r in rects) - x, max(r.bottom for r in rects) - y)


def _near(canvas: ModelCanvas, box: Rect, lifted: frozenset[str]) -> list[Rect]:
    """Return the boxes in sight that may draw a moved one, the nearest where there are many."""
    seen = canvas.in_sight()
    there = [
        node.rect
        for key, node in canvas.parts.nodes.items()
        if key not in lifted and node.rect.meets(seen)
    ]
    there.sort(key=lambda rect: abs(rect.cx - box.cx) + abs(rect.cy - box.cy))
    return there[:_MOST]


def _outline(painter: QPainter, rect: Rect, *, dashed: bool = False) -> None:
    pen = QPen(QColor(theme().accent), 2)
    pen.setCosmetic(True)
    if dashed:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect.x, rect.y, rect.width, rect.height), 5, 5)
