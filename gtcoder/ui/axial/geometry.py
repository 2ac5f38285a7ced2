"""Boxes and lines of the board as plain numbers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import hypot

Point = tuple[float, float]
_STEPS = 22  # pieces a curve is cut into where it is measured


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, y downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower side."""
        return self.y + self.height

    @property
    def centre(self) -> Point:
        """The middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def contains(self, point: Point, *, rim: float = 0.0) -> bool:
        """Tell whether a point lies in the box grown by a rim."""
        x, y = point
        across = self.x - rim <= x <= self.right + rim
        return across and self.y - rim <= y <= self.bottom + rim

    def meets(self, other: Box, *, rim: float = 0.0) -> bool:
        """Tell whether two boxes come nearer than a rim."""
        across = self.x < other.right + rim and other.x < self.right + rim
        return across and self.y < other.bottom + rim and other.y < self.bottom + rim

    def moved(self, dx: float, dy: float) -> Box:
        """Return the box elsewhere."""
        return Box(self.x + dx, self.y + dy, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Line:
    """The line of a relation: four points of a curve, or the corners of a line with bends."""

    key: int
    points: tuple[Point, ...]
    curved: bool
    badge: Point = (0.0, 0.0)

    def course(self) -> tuple[Point, ...]:
        """Return points along the line, near enough to measure and to hit."""
        return curve_points(self.points) if self.curved else self.points

    def distance(self, point: Point) -> float:
        """Return how far a point is from the line."""
        course = self.course()
        return min(_to_segment(point, a, b) for a, b in pairwise(course))


def curve_points(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Return points along a cubic curve given by its four points."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
    found: list[Point] = []
    for step in range(_STEPS + 1):
        t = step / _STEPS
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        found.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return tuple(found)


def length(course: tuple[Point, ...]) -> float:
    """Return the length of a broken line."""
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(course))


def along(course: tuple[Point, ...], share: float) -> Point:
    """Return the point at a share of a broken line's length."""
    left = length(course) * share
    for a, b in pairwise(course):
        piece = hypot(b[0] - a[0], b[1] - a[1])
        if piece >= left and piece > 0:
            part = left / piece
            return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part
        left -= piece
    return course[-1]


def crosses(course: tuple[Point, ...], box: Box, *, rim: float = 3.0) -> bool:
    """Tell whether a broken line runs through a box grown by a rim."""
    return any(_segment_meets(a, b, box, rim) for a, b in pairwise(course))


def _segment_meets(a: Point, b: Point, box: Box, rim: float) -> bool:
    """Cut the segment by the four sides (Liang and Barsky 1984)."""
    low, high = 0.0, 1.0
    dx, dy = b[0] - a[0], b[1] - a[1]
    for slope, gap in (
        (-dx, a[0] - (box.x - rim)),
        (dx, box.right + rim - a[0]),
        (-dy, a[1] - (box.y - rim)),
        (dy, box.bottom + rim - a[1]),
    ):
        if slope == 0:
            if gap < 0:
                return False
        elif slope < 0:
            low = max(low, gap / slope)
        else:
            high = min(high, gap / slope)
    return low < high


def _to_segment(point: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    if square == 0:
        return hypot(point[0] - a[0], point[1] - a[1])
    share = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / square
    share = min(max(share, 0.0), 1.0)
    return hypot(point[0] - a[0] - share * dx, point[1] - a[1] - share * dy)
