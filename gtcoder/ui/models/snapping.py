"""Where a moved box comes to rest: on the grid, or in line with edges and middles of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gtcoder.analysis.diagram.boxes import Point, Rect

GRID = 4.0  # points
_NEAR = 3.0  # points from which a guide draws a box


@dataclass(frozen=True, slots=True)
class Guide:
    """A line that a box came to stand on: from one point to another."""

    start: Point
    end: Point


@dataclass(frozen=True, slots=True)
class Snap:
    """How far something goes, with the lines that decided it."""

    dx: float
    dy: float
    guides: tuple[Guide, ...] = ()


def on_grid(value: float) -> float:
    """Return the value on the grid."""
    return round(value / GRID) * GRID


def snapped(moved: Rect, by: Point, others: Sequence[Rect]) -> Snap:
    """Return how far a box goes that is drawn by `by`: to a guide of the others, else to the grid.

    Its middle stands on the grid where no guide draws it, since places are kept by their middles.
    """
    there = Rect(moved.x + by[0], moved.y + by[1], moved.width, moved.height)
    across = _nearest(_stops(there.x, there.width), [_stops(o.x, o.width) for o in others])
    down = _nearest(_stops(there.y, there.height), [_stops(o.y, o.height) for o in others])
    dx = by[0] + across if across is not None else on_grid(there.cx) - moved.cx
    dy = by[1] + down if down is not None else on_grid(there.cy) - moved.cy
    rest = Rect(moved.x + dx, moved.y + dy, moved.width, moved.height)
    guides = []
    if across is not None:
        guides += _upright(rest, others)
    if down is not None:
        guides += _level(rest, others)
    return Snap(dx, dy, tuple(guides))


def _stops(start: float, length: float) -> tuple[float, float, float]:
    return start, start + length / 2, start + length


def _nearest(own: tuple[float, ...], others: Sequence[tuple[float, float, float]]) -> float | None:
    """Return the least step that brings a stop of ours onto one of theirs, None beyond reach."""
    steps = [theirs - mine for stops in others for theirs in stops for mine in own]
    best = min(steps, key=abs, default=None)
    return best if best is not None and abs(best) <= _NEAR else None


def _upright(rest: Rect, others: Sequence[Rect]) -> list[Guide]:
    found = {}
    for other in others:
        for mine in _stops(rest.x, rest.width):
            if any(abs(mine - stop) < 0.01 for stop in _stops(other.x, other.width)):
                top, bottom = min(rest.y, other.y), max(rest.bottom, other.bottom)
                found[round(mine, 2)] = Guide((mine, top), (mine, bottom))
    return list(found.values())


def _level(rest: Rect, others: Sequence[Rect]) -> list[Guide]:
    found = {}
    for other in others:
        for mine in _stops(rest.y, rest.height):
            if any(abs(mine - stop) < 0.01 for stop in _stops(other.y, other.height)):
                left, right = min(rest.x, other.x), max(rest.right, other.right)
                found[round(mine, 2)] = Guide((left, mine), (right, mine))
    return list(found.values())
