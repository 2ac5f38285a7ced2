"""Find ways for edges around boxes: horizontal and vertical lines on a grid of free lanes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import pairwise
from typing import Any, Literal

import numpy as np

from gtcoder.analysis.diagram.boxes import Point, Rect
from gtcoder.analysis.diagram.figure_rules import crosses

Side = Literal["left", "right", "top", "bottom"]
Grid = np.ndarray[tuple[int, int], np.dtype[Any]]

_CLEAR, _APART = 2.5, 3.4  # points kept from a box that is passed, and from another edge
_BEND, _CROSSING, _SHARED = 14.0, 9.0, 0.4  # what a corner, a crossing and a shared point cost
_FAR = 1e9
_MOST_LANES = 4  # on either side of a gutter's middle


@dataclass(frozen=True, slots=True)
class Port:
    """A point on a box's border where an edge may begin or end, and what that costs."""

    point: Point
    side: Side
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Wire:
    """An edge to be led from one of `starts` to one of `ends`.

    It may pass through the boxes `free`, and run on one line with edges of its own `bundle`.
    """

    source: str
    target: str
    starts: tuple[Port, ...]
    ends: tuple[Port, ...]
    free: frozenset[str]
    bundle: str


@dataclass(slots=True)
class Wiring:
    """The boxes on a page, the lanes between them, and the edges that are already led.

    `stub` is how far an edge goes straight from its port, so that its head has room.
    """

    boxes: Mapping[str, Rect]
    texts: Sequence[Rect]
    xs: Sequence[tuple[float, float]]
    ys: Sequence[tuple[float, float]]
    stub: float = _CLEAR
    taken: list[tuple[str, tuple[Point, ...]]] = field(default_factory=list)

    def take(self, points: Sequence[Point], bundle: str) -> None:
        """Keep the line for that bundle."""
        self.taken.append((bundle, tuple(points)))

    def clear(self, points: Sequence[Point], wire: Wire) -> bool:
        """Return whether the line meets no box, no text, and runs along no other bundle."""
        ends = (wire.source, wire.target)
        for a, b in pairwise(points):
            for key, rect in self.boxes.items():
                wide = rect if key in ends else rect.grown(_CLEAR)
                if key not in wire.free and crosses(wide, a, b, slack=0.1):
                    return False
            if any(crosses(text, a, b, slack=0.1) for text in self.texts):
                return False
            for bundle, other in self.taken:
                if bundle != wire.bundle and any(
                    _along((a, b), piece) for piece in pairwise(other)
                ):
                    return False
        return True

    def way(self, wire: Wire, *, alone: bool = True) -> tuple[Point, ...] | None:
        """Return the cheapest way; `alone` = on no line of another bundle. None = there is none."""
        return _search(_net(self, wire, alone=alone), wire)


def lanes(start: float, end: float, *, apart: float = 5.0) -> list[tuple[float, float]]:
    """Return the lanes of a gutter, its middle first: coordinate and factor of cost."""
    middle, room = (start + end) / 2, (end - start) / 2 - _CLEAR
    found = [(middle, 1.0)] if room >= 0 else []
    k = 1
    while k * apart <= room + 1e-9 and k <= _MOST_LANES:
        found += [(middle - k * apart, 1 + 0.02 * k), (middle + k * apart, 1 + 0.02 * k)]
        k += 1
    return found


@dataclass(slots=True)
class _Net:
    """The grid of one search: coordinates, cost of each step across and down (inf = barred)."""

    xs: list[float]
    ys: list[float]
    across: list[list[float]]
    down: list[list[float]]
    least: float


def _net(wiring: Wiring, wire: Wire, *, alone: bool) -> _Net:
    ports = (*wire.starts, *wire.ends)
    xs, wx = _lines(wiring.xs, [port.point[0] for port in ports])
    ys, wy = _lines(wiring.ys, [port.point[1] for port in ports])
    across = np.outer(wy, np.diff(xs))
    down = np.outer(np.diff(ys), wx)
    least = 1.0
    for bundle, points in wiring.taken:
        for a, b in pairwise(points):
            if bundle == wire.bundle:
                least = _SHARED
            _occupy(xs, ys, across, down, (a, b), same=bundle == wire.bundle, alone=alone)
    ends = (wire.source, wire.target)
    stub = wiring.stub if alone else _CLEAR
    for key, rect in wiring.boxes.items():
        if key in wire.free:
            _bar_borders(xs, ys, across, down, rect)
        elif key not in ends:
            _bar(xs, ys, across, down, rect.grown(_CLEAR))
    for text in wiring.texts:
        _bar(xs, ys, across, down, text.grown(1.0))
    open_across, open_down = across.copy(), down.copy()
    for key in ends:
        if key not in wire.free:
            _bar(xs, ys, across, down, wiring.boxes[key].grown(stub))
    for port in ports:
        _open(xs, ys, (across, open_across), (down, open_down), port, stub)
    return _Net(xs.tolist(), ys.tolist(), across.tolist(), down.tolist(), least)


def _lines(
    given: Sequence[tuple[float, float]], ports: Sequence[float]
) -> tuple[np.ndarray[tuple[int], Any], np.ndarray[tuple[int], Any]]:
    known: dict[float, float] = {}
    for at, factor in sorted(given):
        if not known or at - next(reversed(known)) > 0.8:
            known[round(at, 3)] = factor
    for at in ports:
        known.setdefault(round(at, 3), 1.05)
    found = sorted(known)
    return np.array(found), np.array([known[at] for at in found])


def _span(lines: np.ndarray[tuple[int], Any], low: float, high: float) -> tuple[int, int]:
    """Return the first line over `low` and the first at or over `high`."""
    return int(np.searchsorted(lines, low + 1e-3)), int(np.searchsorted(lines, high - 1e-3))


def _steps(lines: np.ndarray[tuple[int], Any], low: float, high: float) -> tuple[int, int]:
    """Return which steps between lines have a stretch in common with the interval."""
    first, last = _span(lines, low, high)
    return max(first - 1, 0), last


def _bar(xs: Any, ys: Any, across: Grid, down: Grid, rect: Rect) -> None:
    i, j = _span(xs, rect.x, rect.right), _span(ys, rect.y, rect.bottom)
    di, dj = _steps(xs, rect.x, rect.right), _steps(ys, rect.y, rect.bottom)
    across[j[0] : j[1], di[0] : di[1]] = np.inf
    down[dj[0] : dj[1], i[0] : i[1]] = np.inf


def _bar_borders(xs: Any, ys: Any, across: Grid, down: Grid, rect: Rect) -> None:
    """Let lines cross the border of a box, but not run along it."""
    di, dj = _steps(xs, rect.x, rect.right), _steps(ys, rect.y, rect.bottom)
    for y in (rect.y, rect.bottom):
        j = _span(ys, y - 2, y + 2)
        across[j[0] : j[1], di[0] : di[1]] = np.inf
    for x in (rect.x, rect.right):
        i = _span(xs, x - 2, x + 2)
        down[dj[0] : dj[1], i[0] : i[1]] = np.inf


def _occupy(
    xs: Any,
    ys: Any,
    across: Grid,
    down: Grid,
    piece: tuple[Point, Point],
    *,
    same: bool,
    alone: bool,
) -> None:
    """Bar what runs along the piece of a led edge, and make crossing it dear."""
    (ax, ay), (bx, by) = piece
    x, y = sorted((ax, bx)), sorted((ay, by))
    level = ay == by
    along, cross = (across, down) if level else (down, across)
    if same:
        if level:
            j, di = _span(ys, ay - 0.1, ay + 0.1), _steps(xs, x[0], x[1])
            along[j[0] : j[1], di[0] : di[1]] *= _SHARED
        else:
            i, dj = _span(xs, ax - 0.1, ax + 0.1), _steps(ys, y[0], y[1])
            along[dj[0] : dj[1], i[0] : i[1]] *= _SHARED
        return
    dear = np.inf if alone else 40.0
    if level:
        j, di = _span(ys, ay - _APART, ay + _APART), _steps(xs, x[0] - 1, x[1] + 1)
        along[j[0] : j[1], di[0] : di[1]] += dear
        dj, i = _steps(ys, ay - 0.1, ay + 0.1), _span(xs, x[0] - 2, x[1] + 2)
        cross[dj[0] : dj[1], i[0] : i[1]] += _CROSSING
    else:
        i, dj = _span(xs, ax - _APART, ax + _APART), _steps(ys, y[0] - 1, y[1] + 1)
        along[dj[0] : dj[1], i[0] : i[1]] += dear
        di, j = _steps(xs, ax - 0.1, ax + 0.1), _span(ys, y[0] - 2, y[1] + 2)
        cross[j[0] : j[1], di[0] : di[1]] += _CROSSING


def _open(
    xs: Any,
    ys: Any,
    across: tuple[Grid, Grid],
    down: tuple[Grid, Grid],
    port: Port,
    stub: float,
) -> None:
    """Open the way from the border straight out, as it was before the box itself was barred."""
    x, y = port.point
    i, j = int(np.searchsorted(xs, round(x, 3))), int(np.searchsorted(ys, round(y, 3)))
    reach = stub + 1e-3
    if port.side in ("left", "right"):
        ends = (x - reach, x) if port.side == "left" else (x, x + reach)
        first, last = _steps(xs, *ends)
        across[0][j, first:last] = across[1][j, first:last]
    else:
        ends = (y - reach, y) if port.side == "top" else (y, y + reach)
        first, last = _steps(ys, *ends)
        down[0][first:last, i] = down[1][first:last, i]


def _along(one: tuple[Point, Point], two: tuple[Point, Point]) -> bool:
    """Return whether two pieces run beside each other for a stretch, too near to be told apart."""
    for axis in (0, 1):
        other = 1 - axis
        if one[0][axis] == one[1][axis] and two[0][axis] == two[1][axis]:
            shared = min(max(p[other] for p in one), max(p[other] for p in two)) - max(
                min(p[other] for p in one), min(p[other] for p in two)
            )
            return shared > 0.5 and abs(one[0][axis] - two[0][axis]) < _APART
    return False


def _search(net: _Net, wire: Wire) -> tuple[Point, ...] | None:
    """Return the cheapest way over the net (A*, Hart, Nilsson and Raphael 1968)."""
    at_x = {x: i for i, x in enumerate(net.xs)}
    at_y = {y: j for j, y in enumerate(net.ys)}

    def node(port: Port) -> tuple[int, int, int]:
        level = 0 if port.side in ("left", "right") else 1
        return at_x[round(port.point[0], 3)], at_y[round(port.point[1], 3)], level

    goals = {node(port): port.cost for port in wire.ends}
    lows = [min(net.xs[i] for i, _, _ in goals), min(net.ys[j] for _, j, _ in goals)]
    highs = [max(net.xs[i] for i, _, _ in goals), max(net.ys[j] for _, j, _ in goals)]

    def left(i: int, j: int) -> float:
        x, y = net.xs[i], net.ys[j]
        return net.least * (max(lows[0] - x, 0, x - highs[0]) + max(lows[1] - y, 0, y - highs[1]))

    best: dict[tuple[int, int, int], float] = {}
    came: dict[tuple[int, int, int], tuple[int, int, int]] = {}
    queue: list[tuple[float, float, tuple[int, int, int]]] = []
    for port in wire.starts:
        state = node(port)
        if port.cost < best.get(state, _FAR):
            best[state] = port.cost
            heappush(queue, (port.cost + left(state[0], state[1]), port.cost, state))
    done: tuple[float, tuple[int, int, int]] | None = None
    starts = set(best)
    while queue:
        hope, cost, state = heappop(queue)
        if done is not None and hope >= done[0]:
            break
        if cost > best[state]:
            continue
        if state in goals and state in came and (done is None or cost + goals[state] < done[0]):
            done = cost + goals[state], state
        for new, price in _moves(net, state, turn=state not in starts):
            total = cost + price
            if total < best.get(new, _FAR):
                best[new] = total
                came[new] = state
                heappush(queue, (total + left(new[0], new[1]), total, new))
    if done is None:
        return None
    return _traced(net, came, done[1])


def _moves(
    net: _Net, state: tuple[int, int, int], *, turn: bool
) -> list[tuple[tuple[int, int, int], float]]:
    """Return the steps from here that are not barred; an edge leaves its port straight."""
    i, j, level = state
    found = []
    if level == 0 or turn:
        bend = _BEND if level else 0.0
        if i + 1 < len(net.xs) and net.across[j][i] < _FAR:
            found.append(((i + 1, j, 0), net.across[j][i] + bend))
        if i > 0 and net.across[j][i - 1] < _FAR:
            found.append(((i - 1, j, 0), net.across[j][i - 1] + bend))
    if level == 1 or turn:
        bend = 0.0 if level else _BEND
        if j + 1 < len(net.ys) and net.down[j][i] < _FAR:
            found.append(((i, j + 1, 1), net.down[j][i] + bend))
        if j > 0 and net.down[j - 1][i] < _FAR:
            found.append(((i, j - 1, 1), net.down[j - 1][i] + bend))
    return found


def _traced(
    net: _Net, came: dict[tuple[int, int, int], tuple[int, int, int]], state: tuple[int, int, int]
) -> tuple[Point, ...]:
    found = [state]
    while state in came:
        state = came[state]
        found.append(state)
    points = [(net.xs[i], net.ys[j]) for i, j, _ in reversed(found)]
    return straightened(points)


def straightened(points: Iterable[Point]) -> tuple[Point, ...]:
    """Return the line without the points that lie on a straight stretch of it."""
    kept: list[Point] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and (
            kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]
        ):
            kept[-1] = point
        else:
            kept.append(point)
    return tuple(kept)
