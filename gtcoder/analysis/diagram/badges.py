"""Find each count a place on its arrow where it covers nothing else; count what crosses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from gtcoder.analysis.diagram.boxes import Point, Rect

_STEP = 3.0
_HEAD = 9.0  # the arrow head stays in sight
_BEND = 7.0
_CLEAR, _APART = 1.5, 1.0
_COVERED = 1000.0  # the price of hiding a stretch of another arrow

Boxes = NDArray[np.float64]  # one row per rectangle: left, top, right, bottom
_Options = tuple[Boxes, NDArray[np.float64]]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Strokes:
    """All straight pieces of all arrows, and whose they are."""

    rows: Boxes
    owner: Numbers


def place_badges(
    ways: Sequence[tuple[Point, ...]],
    sizes: Sequence[tuple[float, float]],
    obstacles: Sequence[Rect],
) -> list[Rect | None]:
    """Return a rectangle on every way; None where no place is free of boxes and other badges.

    A place over another arrow is taken only when there is no other. Arrows with the fewest
    places choose first.
    """
    fixed = _corners(obstacles)
    strokes = _strokes(ways)
    options: list[_Options] = []
    for k, points in enumerate(ways):
        rows, price = _places(points, sizes[k])
        open_to = ~_meet(rows, fixed, by=_CLEAR).any(axis=1)
        rows, price = rows[open_to], price[open_to]
        others = strokes.rows[strokes.owner != k]
        covered = _meet(rows, others, by=_CLEAR).sum(axis=1)
        options.append((rows, price + _COVERED * covered))
    free = [int((price < _COVERED).sum()) for _, price in options]
    taken: dict[int, Boxes] = {}
    for k in sorted(range(len(ways)), key=lambda k: (free[k], k)):
        _settle(k, options, taken, depth=2)
    return [_rect(taken[k]) if k in taken else None for k in range(len(ways))]


def _settle(k: int, options: Sequence[_Options], taken: dict[int, Boxes], *, depth: int) -> bool:
    """Give the k-th badge its best free place, or move one that stands in its way."""
    rows, price = options[k]
    others = sorted(taken)
    clash = _meet(rows, _stack([taken[j] for j in others]), by=_APART)
    count = clash.sum(axis=1)
    left = np.flatnonzero(count == 0)
    if left.size:
        taken[k] = rows[left[np.argmin(price[left])]]
        return True
    if depth == 0:
        return False
    for at in sorted(np.flatnonzero(count == 1).tolist(), key=lambda at: float(price[at])):
        j = others[int(np.argmax(clash[at]))]
        before = taken.pop(j)
        taken[k] = rows[at]
        if _settle(j, options, taken, depth=depth - 1):
            return True
        del taken[k]
        taken[j] = before
    return False


def _stack(rows: Sequence[Boxes]) -> Boxes:
    return np.array(rows, dtype=float).reshape(-1, 4)


def _rect(row: Boxes) -> Rect:
    x, y, right, bottom = (float(value) for value in row)
    return Rect(x, y, right - x, bottom - y)


def room_for(size: tuple[float, float], *, level: bool) -> float:
    """Return how long a straight arrow must be to carry a count of that size."""
    return (size[0] if level else size[1]) + _HEAD + 1.0 + 2 * _CLEAR


def crossings(ways: Sequence[tuple[Point, ...]]) -> tuple[int, frozenset[int]]:
    """Return how often arrows cross, and which of them run on one line for a stretch."""
    strokes = _strokes(ways)
    rows, owner = strokes.rows, strokes.owner
    flat = rows[:, 3] - rows[:, 1] < rows[:, 2] - rows[:, 0]
    across = _across(rows[flat], rows[~flat])
    across &= owner[flat][:, None] != owner[~flat][None, :]
    along = (_along(rows[part], owner[part], axis) for part, axis in ((flat, 0), (~flat, 1)))
    return int(across.sum()), frozenset[int]().union(*along)


def _across(horizontal: Boxes, vertical: Boxes) -> Flags:
    h, v, inside = horizontal[:, None, :], vertical[None, :, :], 0.1
    hit: Flags = (h[..., 0] + inside < v[..., 0]) & (v[..., 0] < h[..., 2] - inside)
    hit &= (v[..., 1] + inside < h[..., 1]) & (h[..., 1] < v[..., 3] - inside)
    return hit


def _along(rows: Boxes, owner: Numbers, axis: int) -> set[int]:
    a, b = rows[:, None, :], rows[None, :, :]
    near = np.abs(a[..., 1 - axis] - b[..., 1 - axis]) < 2.0
    common = np.minimum(a[..., axis + 2], b[..., axis + 2]) - np.maximum(a[..., axis], b[..., axis])
    hit = near & (common > 1.0) & (owner[:, None] != owner[None, :])
    return set(owner[hit.any(axis=1)].tolist())


def _strokes(ways: Sequence[tuple[Point, ...]]) -> _Strokes:
    found = [
        (k, (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])))
        for k, points in enumerate(ways)
        for a, b in pairwise(points)
        if a != b
    ]
    rows = np.array([row for _, row in found], dtype=float).reshape(-1, 4)
    return _Strokes(rows, np.array([k for k, _ in found], dtype=np.int64))


def _corners(rects: Sequence[Rect]) -> Boxes:
    rows = [(r.x, r.y, r.right, r.bottom) for r in rects]
    return np.array(rows, dtype=float).reshape(-1, 4)


def _places(
    points: tuple[Point, ...], size: tuple[float, float]
) -> tuple[Boxes, NDArray[np.float64]]:
    """Return every place on the way as a row, with its price: how far off the middle it is."""
    length = sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(points))
    rows: list[tuple[float, float, float, float]] = []
    price: list[float] = []
    done, half = 0.0, (size[0] / 2, size[1] / 2)
    for k, (a, b) in enumerate(pairwise(points)):
        run = abs(a[0] - b[0]) + abs(a[1] - b[1])
        reach = half[0] if a[1] == b[1] else half[1]
        lo, hi = reach + 1.0, run - reach - (_HEAD if k == len(points) - 2 else 1.0)
        steps = max(0, int((hi - lo) // _STEP))
        for n in range(steps + 1 if hi >= lo else 0):
            at = lo + (hi - lo) * n / (steps or 1)
            x, y = a[0] + (b[0] - a[0]) * at / run, a[1] + (b[1] - a[1]) * at / run
            rows.append((x - half[0], y - half[1], x + half[0], y + half[1]))
            bend = min(at, run - at) - reach  # a count in a corner hides which way the arrow turns
            price.append(abs(done + at - length / 2) + max(0.0, _BEND - bend))
        done += run
    return np.array(rows, dtype=float).reshape(-1, 4), np.array(price, dtype=float)


def _meet(rows: Boxes, others: Boxes, *, by: float) -> Flags:
    """Return for each row and each other whether they come nearer than `by`."""
    a, b = rows[:, None, :], others[None, :, :]
    hit: Flags = (b[..., 0] < a[..., 2] + by) & (b[..., 2] > a[..., 0] - by)
    hit &= (b[..., 1] < a[..., 3] + by) & (b[..., 3] > a[..., 1] - by)
    return hit
