"""The line an edge is painted along: straight pieces, or a smooth curve through its points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gtcoder.analysis.diagram.boxes import Point

Cubic = tuple[Point, Point, Point, Point]
_PIECES = 16  # straight pieces that stand for one piece of a curve where it is checked


def cubics(points: Sequence[Point]) -> tuple[Cubic, ...]:
    """Return the Bézier pieces of the smooth curve through all points (Catmull-Rom).

    Two points give a straight line.
    """
    found: list[Cubic] = []
    for k in range(len(points) - 1):
        before, a = points[max(k - 1, 0)], points[k]
        b, after = points[k + 1], points[min(k + 2, len(points) - 1)]
        first = a[0] + (b[0] - before[0]) / 6, a[1] + (b[1] - before[1]) / 6
        second = b[0] - (after[0] - a[0]) / 6, b[1] - (after[1] - a[1]) / 6
        found.append((a, first, second, b))
    return tuple(found)


def line_of(points: Sequence[Point], *, curved: bool) -> tuple[Point, ...]:
    """Return the painted line as straight pieces: the points themselves, or the curve's."""
    if not curved or len(points) < 3:
        return tuple(points)
    return (points[0], *(point for cubic in cubics(points) for point in _along(cubic)))


def _along(cubic: Cubic) -> Iterator[Point]:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = cubic
    for k in range(1, _PIECES + 1):
        t = k / _PIECES
        u = 1 - t
        p, q, r, s = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        yield p * ax + q * bx + r * cx + s * dx, p * ay + q * by + r * cy + s * dy
