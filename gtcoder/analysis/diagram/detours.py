"""Lead an arrow from box to box around all others, along horizontals and verticals."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product

import numpy as np

from gtcoder.analysis.diagram.boxes import Point, Rect
from gtcoder.analysis.diagram.figure import FigureBox
from gtcoder.analysis.diagram.ways import BEND, CLEAR, OUT, SIDES, meets, on_side, straight

_PLACES = (0.5, 0.32, 0.68, 0.18, 0.82)  # where on a side arrows may end, the best first
_TAKEN, _RUN_TOGETHER = 26.0, 3.0  # what a taken port costs, and a point of a shared line


@dataclass(frozen=True, slots=True)
class Trip:
    """An arrow to be led from one box to another."""

    key: str
    source: str
    target: str


@dataclass(slots=True)
class Ground:
    """The boxes by key, what each lies in, and what has been taken by arrows led so far."""

    rects: Mapping[str, Rect]
    parents: Mapping[str, str] = field(default_factory=dict)
    ports: dict[tuple[str, str, float], int] = field(default_factory=lambda: defaultdict(int))
    used: dict[tuple[bool, float], list[tuple[float, float]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def lineage(self, key: str) -> set[str]:
        """Return the box with all that it lies in."""
        found: set[str] = set()
        while key and key not in found:
            found.add(key)
            key = self.parents.get(key, "")
        return found

    def inside(self, key: str) -> set[str]:
        """Return all boxes that lie in this one."""
        return {k for k in self.rects if k != key and key in self.lineage(k)}

    def hurdles(self, source: str, target: str) -> list[Rect]:
        """Return the boxes an arrow between these two must not cross."""
        free = self.lineage(source) | self.lineage(target)
        return [rect for key, rect in self.rects.items() if key not in free]

    def take(self, points: Sequence[Point]) -> None:
        """Remember a way, so that later ones keep off it."""
        for a, b in pairwise(points):
            upright = abs(a[0] - b[0]) < 1e-6
            at = a[0] if upright else a[1]
            ends = sorted((a[1], b[1]) if upright else (a[0], b[0]))
            self.used[upright, round(at, 3)].append((ends[0], ends[1]))


def titles_of(boxes: Iterable[FigureBox]) -> dict[str, Rect]:
    """Return the places of the frames' titles, which no arrow crosses."""
    return {
        f"title {box.key} {k}": text.rect
        for box in boxes
        if box.framed
        for k, text in enumerate(box.texts)
    }


def led(
    ground: Ground, trips: Sequence[Trip], *, clears: Sequence[float] = (CLEAR, 4.0, 1.5)
) -> dict[str, tuple[Point, ...]]:
    """Return a way for every trip, the short ones first; a straight line where none is free.

    `clears` are the distances to keep from boxes, the first that makes no great detour is taken.
    """

    def length(trip: Trip) -> float:
        a, b = ground.rects[trip.source], ground.rects[trip.target]
        return abs(a.cx - b.cx) + abs(a.cy - b.cy)

    found: dict[str, tuple[Point, ...]] = {}
    for trip in sorted(trips, key=lambda t: (length(t), t.key)):
        points = _shortest(ground, trip, length(trip), clears)
        if points is None:
            points = straight(ground.rects[trip.source], ground.rects[trip.target])
        else:
            ground.take(points)
            _occupy(ground, trip.source, points[0])
            _occupy(ground, trip.target, points[-1])
        found[trip.key] = points
    return found


def _shortest(
    ground: Ground, trip: Trip, direct: float, clears: Sequence[float]
) -> tuple[Point, ...] | None:
    """Return a way at the best distance from boxes at which it makes no great detour."""
    best: tuple[float, tuple[Point, ...]] | None = None
    for clear in clears:
        points = _search(ground, trip, clear)
        if points is None:
            continue
        run = sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(points))
        if best is None or run < 0.7 * best[0]:
            best = run, points
        if run <= 1.5 * direct + 40.0:
            break
    return best[1] if best else None


@dataclass(slots=True)
class _Grid:
    """The lines an arrow may run along, and the steps along them that a hurdle blocks."""

    xs: list[float]
    ys: list[float]
    level: list[list[bool]]
    upright: list[list[bool]]

    def place(self, point: Point) -> tuple[int, int]:
        """Return the column and the row of a point that lies on two lines."""
        return _index(self.xs, point[0]), _index(self.ys, point[1])

    def free(self, i: int, j: int, *, upright: bool) -> bool:
        """Return whether the step from (i, j) right or down meets no hurdle."""
        return not (self.upright if upright else self.level)[j][i]


_State = tuple[int, int, bool]  # place, and whether the last step was upright


@dataclass(slots=True)
class _Hunt:
    """One search: what each state costs, where it was come from, and the gates to reach."""

    ground: Ground
    grid: _Grid
    goals: dict[tuple[int, int], list[tuple[Point, bool, float]]]
    far: tuple[list[float], list[float]]
    best: dict[_State, float] = field(default_factory=dict)
    came: dict[_State, _State | None] = field(default_factory=dict)
    port_of: dict[_State, Point] = field(default_factory=dict)
    queue: list[tuple[float, int, _State]] = field(default_factory=list)
    order: int = 0

    def reach(self, state: _State, cost: float, before: _State | None) -> None:
        """Keep that way to a state where it is the cheapest so far."""
        if cost < self.best.get(state, float("inf")) - 1e-9:
            self.best[state], self.came[state] = cost, before
            self.order += 1
            heapq.heappush(self.queue, (cost + self.left(state), self.order, state))

    def left(self, state: _State) -> float:
        """Return how far it is from there at least."""
        return self.far[0][state[0]] + self.far[1][state[1]]

    def run(self) -> tuple[_State, Point] | None:
        """Return the last state and the port of the cheapest way (A*), None where there is none."""
        end: tuple[float, _State, Point] | None = None
        while self.queue:
            least, _, state = heapq.heappop(self.queue)
            if end is not None and least >= end[0]:
                break
            cost = self.best[state]
            if least > cost + self.left(state) + 1e-9:
                continue
            for port, upright, price in self.goals.get(state[:2], ()):
                total = cost + price + (BEND if upright != state[2] else 0.0)
                if end is None or total < end[0]:
                    end = total, state, port
            for after, length in _steps(self.grid, state[0], state[1]):
                total = cost + length + (BEND if after[2] != state[2] else 0.0)
                total += _beside(self.ground, self.grid, state, after)
                self.reach(after, total, state)
        return end[1:] if end else None


def _search(ground: Ground, trip: Trip, clear: float) -> tuple[Point, ...] | None:
    """Return the cheapest way that keeps so far from boxes, None where there is none."""
    a, b = ground.rects[trip.source], ground.rects[trip.target]
    inside = trip.target in ground.inside(trip.source) or trip.source in ground.inside(trip.target)
    hurdles = ground.hurdles(trip.source, trip.target)
    grown = [h.grown(clear - 0.5) for h in (hurdles if inside else (*hurdles, a, b))]
    starts = list(_gates(ground, trip.source, clear, hurdles, inward=inside and _larger(a, b)))
    goals = list(_gates(ground, trip.target, clear, hurdles, inward=inside and _larger(b, a)))
    if not starts or not goals:
        return None
    grid = _grid(hurdles, [a, b], [gate[1] for gate in (*starts, *goals)], clear, grown)
    goal_at = defaultdict(list)
    for port, gate, upright, price in goals:
        goal_at[grid.place(gate)].append((port, upright, price))
    hunt = _Hunt(ground, grid, goal_at, _distances(grid, [goal[1] for goal in goals]))
    for port, gate, upright, price in starts:
        state = (*grid.place(gate), upright)
        if price < hunt.best.get(state, float("inf")) - 1e-9:
            hunt.port_of[state] = port
        hunt.reach(state, price, None)
    end = hunt.run()
    return _traced(hunt, end) if end else None


def _distances(grid: _Grid, gates: Sequence[Point]) -> tuple[list[float], list[float]]:
    """Return for each column and row how far it is from the gates at least."""
    left, right = min(x for x, _ in gates), max(x for x, _ in gates)
    top, low = min(y for _, y in gates), max(y for _, y in gates)
    across = [max(0.0, left - x, x - right) for x in grid.xs]
    return across, [max(0.0, top - y, y - low) for y in grid.ys]


def _larger(a: Rect, b: Rect) -> bool:
    return a.width * a.height > b.width * b.height


def _gates(
    ground: Ground, key: str, clear: float, hurdles: Sequence[Rect], *, inward: bool
) -> Iterator[tuple[Point, Point, bool, float]]:
    """Yield each port with the place before it, the axis of the stub and its price."""
    sign, rect = (-1.0 if inward else 1.0), ground.rects[key]
    for side, (rank, place) in product(SIDES, enumerate(_PLACES)):
        length = rect.height if side in ("left", "right") else rect.width
        if rank and length < 26.0:
            continue
        port = on_side(rect, side, place)
        dx, dy = OUT[side]
        gate = (port[0] + dx * clear * sign, port[1] + dy * clear * sign)
        if any(meets((port, gate), h) for h in hurdles):
            continue
        taken = ground.ports[key, side, place]
        yield port, gate, side in ("top", "bottom"), 3.0 * rank + _TAKEN * taken


def _grid(
    hurdles: Sequence[Rect],
    ends: Sequence[Rect],
    gates: Iterable[Point],
    clear: float,
    grown: Sequence[Rect],
) -> _Grid:
    across: set[float] = set()
    down: set[float] = set()
    for rect in (*hurdles, *ends):
        for k in (1.0, 1.9):
            across |= {rect.x - clear * k, rect.right + clear * k}
            down |= {rect.y - clear * k, rect.bottom + clear * k}
    for x, y in gates:
        across.add(x)
        down.add(y)
    xs, ys = np.array(_sorted(across)), np.array(_sorted(down))
    level = np.zeros((len(ys), len(xs)), dtype=bool)
    upright = np.zeros((len(ys), len(xs)), dtype=bool)
    for rect in grown:
        left, right = np.searchsorted(xs, rect.x, "right"), np.searchsorted(xs, rect.right, "left")
        top, low = np.searchsorted(ys, rect.y, "right"), np.searchsorted(ys, rect.bottom, "left")
        level[top:low, max(left - 1, 0) : right] = True
        upright[max(top - 1, 0) : low, left:right] = True
    return _Grid(xs.tolist(), ys.tolist(), level.tolist(), upright.tolist())


def _sorted(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 1e-6:
            found.append(value)
    return found


def _index(values: Sequence[float], value: float) -> int:
    k = bisect_left(values, value - 1e-6)
    return min(k, len(values) - 1)


def _steps(grid: _Grid, i: int, j: int) -> Iterator[tuple[_State, float]]:
    if i + 1 < len(grid.xs) and grid.free(i, j, upright=False):
        yield (i + 1, j, False), grid.xs[i + 1] - grid.xs[i]
    if i > 0 and grid.free(i - 1, j, upright=False):
        yield (i - 1, j, False), grid.xs[i] - grid.xs[i - 1]
    if j + 1 < len(grid.ys) and grid.free(i, j, upright=True):
        yield (i, j + 1, True), grid.ys[j + 1] - grid.ys[j]
    if j > 0 and grid.free(i, j - 1, upright=True):
        yield (i, j - 1, True), grid.ys[j] - grid.ys[j - 1]


def _beside(ground: Ground, grid: _Grid, state: _State, after: _State) -> float:
    """Return the price of running along a line that another arrow runs along there."""
    upright = after[2]
    at = grid.xs[after[0]] if upright else grid.ys[after[1]]
    runs = ground.used.get((upright, round(at, 3)))
    if not runs:
        return 0.0
    values = grid.ys if upright else grid.xs
    k = 1 if upright else 0
    lo, hi = sorted((values[state[k]], values[after[k]]))
    shared = sum(max(0.0, min(hi, e) - max(lo, s)) for s, e in runs)
    return shared * _RUN_TOGETHER + (8.0 if shared > 0 else 0.0)


def _traced(hunt: _Hunt, end: tuple[_State, Point]) -> tuple[Point, ...]:
    points = [end[1]]
    state: _State | None = end[0]
    last = end[0]
    while state is not None:
        points.append((hunt.grid.xs[state[0]], hunt.grid.ys[state[1]]))
        last, state = state, hunt.came[state]
    points.append(hunt.port_of[last])
    points.reverse()
    return _corners(points)


def _occupy(ground: Ground, key: str, port: Point) -> None:
    rect = ground.rects[key]
    for side, place in product(SIDES, _PLACES):
        x, y = on_side(rect, side, place)
        if abs(x - port[0]) < 1e-6 and abs(y - port[1]) < 1e-6:
            ground.ports[key, side, place] += 1


def _corners(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return the ends and the corners only."""
    found = [points[0]]
    for a, b, c in zip(points, points[1:], points[2:], strict=False):
        upright = abs(a[0] - b[0]) < 1e-6 and abs(b[0] - c[0]) < 1e-6
        level = abs(a[1] - b[1]) < 1e-6 and abs(b[1] - c[1]) < 1e-6
        if not upright and not level:
            found.append(b)
    found.append(points[-1])
    return tuple(found)
