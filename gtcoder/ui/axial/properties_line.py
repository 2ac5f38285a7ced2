"""A dimension as a line from its low end to its high one, with passages as dots along it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gtcoder.queries.properties import PlacedPassage
from gtcoder.ui.look import scaled, theme

LOWEST, HIGHEST, NINTHS = 0, 100, 9
_LEVELS = 3  # dots above one another before they lie over each other


@dataclass(frozen=True, slots=True)
class Axis:
    """Where a dimension lies: from `left` to `right`, dots of a size, the lowest ones at `y`."""

    left: float
    right: float
    y: float
    size: float

    def x(self, place: int) -> float:
        """Return where a place lies."""
        return self.left + (self.right - self.left) * place / HIGHEST

    def place(self, x: float) -> int:
        """Return the place at a point of the line, or at the end it lies beyond."""
        share = (x - self.left) / max(self.right - self.left, 1.0)
        return round(min(max(share, 0.0), 1.0) * HIGHEST)


def axis_in(rect: QRectF, *, size: float) -> Axis:
    """Return the axis at the foot of a rectangle."""
    half = size / 2
    return Axis(rect.left() + half, rect.right() - half, rect.bottom() - half - 1, size)


def place_of_digit(digit: int) -> int:
    """Return the place a digit stands for: 0 the low end, 9 the high one, evenly between them."""
    return round(digit * HIGHEST / NINTHS)


def spots(axis: Axis, placed: Sequence[PlacedPassage]) -> list[QPointF]:
    """Return the middle of each dot; one that would cover another stands above it."""
    last = [-1e9] * _LEVELS
    found: dict[int, QPointF] = {}
    for n in sorted(range(len(placed)), key=lambda one: placed[one].place):
        x = axis.x(placed[n].place)
        free = (level for level in range(_LEVELS) if x - last[level] >= axis.size * 0.9)
        level = next(free, 0)
        last[level] = x
        found[n] = QPointF(x, axis.y - level * axis.size)
    return [found[n] for n in range(len(placed))]


def dot_under(
    axis: Axis, placed: Sequence[PlacedPassage], at: QPointF, *, reach: float = 0.0
) -> PlacedPassage | None:
    """Return the placed passage whose dot is nearest to a point that hits it."""
    far = max(axis.size * 0.75, reach)
    near = [
        ((spot - at).manhattanLength(), n)
        for n, spot in enumerate(spots(axis, placed))
        if abs(spot.x() - at.x()) <= far and abs(spot.y() - at.y()) <= far
    ]
    return placed[min(near)[1]] if near else None


def paint_line(painter: QPainter, axis: Axis) -> None:
    """Paint the line with a stroke at either end."""
    half, ends = axis.size / 2, scaled(3)
    painter.setPen(QPen(QColor(theme().edge), 1))
    painter.drawLine(QPointF(axis.left - half, axis.y), QPointF(axis.right + half, axis.y))
    for x in (axis.left - half, axis.right + half):
        painter.drawLine(QPointF(x, axis.y - ends), QPointF(x, axis.y + ends))


def paint_dots(
    painter: QPainter,
    axis: Axis,
    placed: Sequence[PlacedPassage],
    *,
    chosen: object = None,
    moving: tuple[object, float] | None = None,
) -> None:
    """Paint the dots; `chosen` is the key of the chosen one, `moving` one held at an x."""
    for each, spot in zip(placed, spots(axis, placed), strict=True):
        if moving is not None and each.id == moving[0]:
            spot.setX(min(max(moving[1], axis.left), axis.right))
        paint_dot(painter, spot, axis.size, each, chosen=each.id == chosen)


def paint_dot(
    painter: QPainter, at: QPointF, size: float, each: PlacedPassage, *, chosen: bool = False
) -> None:
    """Paint a passage: a disc; a negative case is a lozenge, hollow while it is unexplained."""
    paint_mark(painter, at, size, negative=each.negative, hollow=each.unexplained, chosen=chosen)


def paint_mark(
    painter: QPainter, at: QPointF, size: float, *, negative: bool, hollow: bool, chosen: bool
) -> None:
    """Paint the mark of a passage."""
    now = theme()
    half = size / 2
    ink = QColor(now.danger if negative else now.accent)
    if chosen:
        painter.setPen(QPen(QColor(now.text), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, half + 2.5, half + 2.5)
    painter.setPen(QPen(ink, 1.5))
    painter.setBrush(QColor(now.panel) if hollow else ink)
    if negative:
        wide = half + 0.5
        corners = [QPointF(0, -wide), QPointF(wide, 0), QPointF(0, wide), QPointF(-wide, 0)]
        painter.drawPolygon(QPolygonF([at + corner for corner in corners]))
    else:
        painter.drawEllipse(at, half - 0.75, half - 0.75)
