"""Plain ways between two boxes: straight, or with few bends along horizontals and verticals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product

from gtcoder.analysis.diagram.boxes import Point, Rect

SIDES = ("right", "left", "bottom", "top")
OUT: Mapping[str, Point] = {
    "right": (1.0, 0.0),
    "left": (-1.0, 0.0),
    "bottom": (0.0, 1.0),
    "top": (0.0, -1.0),
}
CLEAR = 9.0  # an arrow keeps this far from boxes where it can
BEND = 22.0  # what a bend costs, in points of way
_OPPOSITE = {"right": "left", "left": "right", "bottom": "top", "top": "bottom"}


def edge_between(
    a: Rect, b: Rect, hurdles: Iterable[Rect] = (), *, clear: float = CLEAR
) -> tuple[Point, ...]:
    """Return a simple way from the border of `a` to that of `b`: straight, or with few bends.

    The shortest of the plain shapes that meets no hurdle; a straight line from border to border
    when each meets one. Cheap enough for every move of a mouse.
    """
    near = tuple(hurdles)
    best: tuple[float, tuple[Point, ...]] | None = None
    for points in _plain_shapes(a, b, near, clear):
        if _enters(points, a) or _enters(points, b):
            continue
        price = _length(points) + BEND * (len(points) - 2)
        if (best is None or price < best[0]) and not any(meets(points, h) for h in near):
            best = price, points
    return best[1] if best else straight(a, b)


def straight(a: Rect, b: Rect) -> tuple[Point, ...]:
    """Return the line between the middles, cut at both borders."""
    return _border(a, (b.cx, b.cy)), _border(b, (a.cx, a.cy))


def meets(points: Sequence[Point], rect: Rect, *, slack: float = 0.05) -> bool:
    """Return whether a line through the points enters the rectangle, borders not counted."""
    inner = rect.grown(-slack)
    return any(_stroke_meets(p, q, inner) for p, q in pairwise(points))


def _stroke_meets(p: Point, q: Point, r: Rect) -> bool:
    """Return whether the stroke meets the rectangle (Liang & Barsky 1984)."""
    lo, hi = 0.0, 1.0
    dx, dy = q[0] - p[0], q[1] - p[1]
    for step, room in (
        (-dx, p[0] - r.x),
        (dx, r.right - p[0]),
        (-dy, p[1] - r.y),
        (dy, r.bottom - p[1]),
    ):
        if abs(step) < 1e-12:
            if room <= 0:
                return False
        elif step < 0:
            lo = max(lo, room / step)
        else:
            hi = min(hi, room / step)
    return lo < hi


def _enters(points: Sequence[Point], rect: Rect) -> bool:
    return meets(points, rect, slack=0.2)


def _length(points: Sequence[Point]) -> float:
    return sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(points))


def _border(rect: Rect, towards: Point) -> Point:
    dx, dy = towards[0] - rect.cx, towards[1] - rect.cy
    if abs(dx) < 1e-9 and abs(dy) < 1e-9:
        return rect.right, rect.cy
    share = min(
        rect.width / 2 / abs(dx) if dx else float("inf"),
        rect.height / 2 / abs(dy) if dy else float("inf"),
    )
    return rect.cx + dx * share, rect.cy + dy * share


def on_side(rect: Rect, side: str, place: float = 0.5) -> Point:
    """Return the point on a side, `place` running from 0 to 1 to the right or down."""
    if side in ("left", "right"):
        return (rect.x if side == "left" else rect.right), rect.y + rect.height * place
    return rect.x + rect.width * place, (rect.y if side == "top" else rect.bottom)


def _plain_shapes(
    a: Rect, b: Rect, hurdles: Sequence[Rect], clear: float
) -> Iterator[tuple[Point, ...]]:
    lo, hi = max(a.y, b.y), min(a.bottom, b.bottom)
    if hi - lo > 8 and (a.right <= b.x or b.right <= a.x):
        y, forth = (lo + hi) / 2, a.right <= b.x
        yield ((a.right, y), (b.x, y)) if forth else ((a.x, y), (b.right, y))
    lo, hi = max(a.x, b.x), min(a.right, b.right)
    if hi - lo > 8 and (a.bottom <= b.y or b.bottom <= a.y):
        x, down = (lo + hi) / 2, a.bottom <= b.y
        yield ((x, a.bottom), (x, b.y)) if down else ((x, a.y), (x, b.bottom))
    for one, two in product(SIDES, SIDES):
        start, end = on_side(a, one), on_side(b, two)
        level_out, level_in = one in ("left", "right"), two in ("left", "right")
        if level_out != level_in:
            corner = (end[0], start[1]) if level_out else (start[0], end[1])
            if _leaves(start, one, corner) and _leaves(end, two, corner):
                yield start, corner, end
        elif one == _OPPOSITE[two]:
            middle = (start[0] + end[0]) / 2 if level_out else (start[1] + end[1]) / 2
            p = (middle, start[1]) if level_out else (start[0], middle)
            q = (middle, end[1]) if level_out else (end[0], middle)
            if _leaves(start, one, p) and _leaves(end, two, q):
                yield start, p, q, end
        else:
            yield _around((a, b), one, clear)
            yield _around((a, b, *_between(a, b, one, hurdles)), one, clear)


def _between(a: Rect, b: Rect, side: str, hurdles: Sequence[Rect]) -> list[Rect]:
    """Return the hurdles between the two that a way along that side has to pass."""
    if side in ("left", "right"):
        low, high = min(a.y, b.y), max(a.bottom, b.bottom)
        return [h for h in hurdles if h.y < high and low < h.bottom]
    low, high = min(a.x, b.x), max(a.right, b.right)
    return [h for h in hurdles if h.x < high and low < h.right]


def _around(rects: Sequence[Rect], side: str, clear: float) -> tuple[Point, ...]:
    """Return the way from the first to the second along that side of all."""
    start, end = on_side(rects[0], side), on_side(rects[1], side)
    if side in ("left", "right"):
        right, left = max(r.right for r in rects), min(r.x for r in rects)
        x = right + clear if side == "right" else left - clear
        return start, (x, start[1]), (x, end[1]), end
    low, top = max(r.bottom for r in rects), min(r.y for r in rects)
    y = low + clear if side == "bottom" else top - clear
    return start, (start[0], y), (end[0], y), end


def _leaves(start: Point, side: str, to: Point) -> bool:
    dx, dy = OUT[side]
    return (to[0] - start[0]) * dx + (to[1] - start[1]) * dy > 1.0
