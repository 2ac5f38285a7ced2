"""A scene made ready to be painted often: every piece with its place, found by where it lies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QStaticText,
)

from gtcoder.analysis.diagram.boxes import Rect
from gtcoder.drawing.fonts import font
from gtcoder.drawing.measure import ascent_share
from gtcoder.drawing.paint import edge_shapes, line_pen
from gtcoder.drawing.scene import Edge, Label, RoundedBox, Scene

LEAST_TEXT = 3.0  # pixels; below it a text is not drawn
_FINE = 100  # font pixels to the point, as when it is painted for a file
_CELL = 72.0  # points
_ROUND_FROM = 0.35  # pixels for a point, below which corners and dashes are not seen
_RLM = "\u200f"


class Piece:
    """One thing to paint; `owner` is the key of the node or edge it belongs to."""

    __slots__ = ("owner",)

    def __init__(self, owner: str) -> None:
        self.owner = owner

    def paint(self, painter: QPainter, scale: float) -> None:
        """Paint it in points; `scale` is how many pixels a point has."""
        raise NotImplementedError

    def places(self) -> Iterator[QRectF]:
        """Yield rectangles that together cover it."""
        raise NotImplementedError


class BoxPiece(Piece):
    """A box, a badge or a disc."""

    __slots__ = ("_brush", "_pen", "_round", "_shape")

    def __init__(self, shape: RoundedBox) -> None:
        super().__init__(shape.key)
        self._shape, self._round = _rect(shape.rect), shape
        self._brush = QBrush(QColor(shape.fill))
        self._pen = (
            line_pen(shape.stroke, shape.width, dashed=shape.dashed)
            if shape.width
            else QPen(Qt.PenStyle.NoPen)
        )

    def paint(self, painter: QPainter, scale: float) -> None:
        painter.setBrush(self._brush)
        painter.setPen(self._pen)
        if self._round.ellipse:
            painter.drawEllipse(self._shape)
        elif scale < _ROUND_FROM:
            painter.drawRect(self._shape)
        else:
            painter.drawRoundedRect(self._shape, self._round.radius, self._round.radius)

    def places(self) -> Iterator[QRectF]:
        yield self._shape.adjusted(-2, -2, 2, 2)


class EdgePiece(Piece):
    """A line with its arrow heads."""

    __slots__ = ("_brush", "_edge", "_heads", "_pen", "path")

    def __init__(self, edge: Edge) -> None:
        super().__init__(edge.key)
        self._edge = edge
        self.path: QPainterPath
        self._heads: tuple[QPolygonF, ...]
        self.path, self._heads = edge_shapes(edge)
        self._pen = line_pen(edge.colour, edge.width, dashed=edge.dashed)
        self._brush = QBrush(QColor(edge.colour))

    def paint(self, painter: QPainter, scale: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._pen)
        painter.drawPath(self.path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._brush)
        for head in self._heads:
            painter.drawPolygon(head)

    def places(self) -> Iterator[QRectF]:
        if self._edge.curved:
            yield self.path.boundingRect().adjusted(-8, -8, 8, 8)
            return
        points = self._edge.points
        for (x, y), (u, v) in pairwise(points):
            yield QRectF(min(x, u) - 8, min(y, v) - 8, abs(x - u) + 16, abs(y - v) + 16)


class LabelPiece(Piece):
    """A line of text, shaped once and then painted at any size."""

    __slots__ = ("_colour", "_font", "_label", "_text")

    def __init__(self, label: Label, owner: str) -> None:
        super().__init__(owner)
        self._label = label
        self._text: QStaticText | None = None
        self._colour = QColor(label.colour)
        self._font = QFont()

    def paint(self, painter: QPainter, scale: float) -> None:
        label = self._label
        if label.size * scale < LEAST_TEXT:
            return
        text = self._text or self._shaped()
        painter.save()
        base = label.rect.y + label.rect.height * ascent_share(
            serif=label.serif, weight=label.weight
        )
        painter.translate(label.rect.x, base)
        painter.scale(1 / _FINE, 1 / _FINE)
        painter.setFont(self._font)
        painter.setPen(self._colour)
        painter.drawStaticText(QPointF(0, -QFontMetricsF(self._font).ascent()), text)
        painter.restore()

    def places(self) -> Iterator[QRectF]:
        yield _rect(self._label.rect)

    def _shaped(self) -> QStaticText:
        label = self._label
        self._font = font(serif=label.serif, weight=label.weight, pixels=round(label.size * _FINE))
        text = QStaticText(_RLM + label.text if label.right_to_left else label.text)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        self._text = text
        return text


@dataclass(frozen=True, slots=True)
class Cells:
    """Which pieces lie in which cell of the page."""

    found: dict[tuple[int, int], list[int]]

    def within(self, rect: QRectF) -> list[int]:
        """Return the numbers of the pieces that may show in a rectangle, in their order."""
        numbers: set[int] = set()
        for cell in _cells(rect):
            numbers.update(self.found.get(cell, ()))
        return sorted(numbers)


class Ink:
    """The pieces of a scene in the order they are painted.

    It is made off the window's thread, and then belongs to the canvas.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.pieces: list[Piece] = [BoxPiece(shape) for shape in scene.zones]
        self.pieces += [EdgePiece(edge) for edge in scene.edges]
        self.pieces += [BoxPiece(shape) for shape in (*scene.cards, *scene.badges)]
        owners = _Owners(scene)
        self.pieces += [LabelPiece(label, owners.of(label.rect)) for label in scene.labels]
        self._cells = Cells(_indexed(self.pieces))
        self._of: dict[str, list[int]] = {}
        for number, piece in enumerate(self.pieces):
            if piece.owner:
                self._of.setdefault(piece.owner, []).append(number)

    def within(self, rect: QRectF) -> list[int]:
        """Return the numbers of the pieces that may show in a rectangle of the page."""
        return self._cells.within(rect)

    def of(self, keys: Iterable[str]) -> list[Piece]:
        """Return the pieces of nodes or edges, in the order they are painted."""
        numbers = sorted({number for key in keys for number in self._of.get(key, ())})
        return [self.pieces[number] for number in numbers]


class _Owners:
    """Which box a text lies in: the innermost one."""

    def __init__(self, scene: Scene) -> None:
        shapes = (*scene.zones, *scene.cards, *scene.badges)
        self._shapes = [(_rect(shape.rect), shape.key) for shape in shapes]
        self._cells: dict[tuple[int, int], list[int]] = {}
        for number, (rect, _) in enumerate(self._shapes):
            for cell in _cells(rect):
                self._cells.setdefault(cell, []).append(number)

    def of(self, text: Rect) -> str:
        middle = QPointF(text.cx, text.cy)
        here = self._cells.get((floor(text.cx / _CELL), floor(text.cy / _CELL)), ())
        holding = [n for n in here if self._shapes[n][0].contains(middle)]
        if not holding:
            return ""
        size = {n: self._shapes[n][0].width() * self._shapes[n][0].height() for n in holding}
        return self._shapes[min(holding, key=lambda n: (size[n], -n))][1]


def _indexed(pieces: list[Piece]) -> dict[tuple[int, int], list[int]]:
    found: dict[tuple[int, int], list[int]] = {}
    for number, piece in enumerate(pieces):
        for cell in {cell for rect in piece.places() for cell in _cells(rect)}:
            found.setdefault(cell, []).append(number)
    return found


def _cells(rect: QRectF) -> Iterator[tuple[int, int]]:
    for column in range(floor(rect.left() / _CELL), floor(rect.right() / _CELL) + 1):
        for row in range(floor(rect.top() / _CELL), floor(rect.bottom() / _CELL) + 1):
            yield column, row


def _rect(rect: Rect) -> QRectF:
    return QRectF(rect.x, rect.y, rect.width, rect.height)
