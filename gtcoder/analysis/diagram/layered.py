"""Place a layered graph in points: coordinates, and links that run between the boxes only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gtcoder.analysis.diagram.boxes import Point
from gtcoder.analysis.diagram.layers import Layers, layered
from gtcoder.progress import Progress, Silent

Extent = tuple[float, float]

BEND_WIDTH = 7.0  # what a passing link takes in a layer
LOOP = 16.0  # how far a link from a box to itself stands out
_APART = 14.0  # between neighbours in a layer
_GUTTER, _DEEPEST = 36.0, 84.0  # between layers
_PORT, _CORNER = 10.0, 7.0  # between two links at one side, and from the box's corner
_STUB = 9.5  # a link leaves and meets a box straight
_SOFT = 9  # points of a bend between two layers


@dataclass(frozen=True, slots=True)
class Wire:
    """A link to be drawn, by its key and the keys of its two boxes."""

    key: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the middles of boxes are, and the way of every wire, between (0, 0) and the size."""

    width: float
    height: float
    middles: Mapping[str, Point]
    ways: Mapping[str, tuple[Point, ...]]
    crossings: int = 0


def layer_plan(
    sizes: Mapping[str, Extent],
    wires: Sequence[Wire],
    *,
    widest: int,
    across: bool = False,
    fold: int = 0,
    given: Mapping[str, Point] | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Return the boxes in layers of at most `widest` from top to bottom, `across`: left to right.

    `fold` lets the layers turn back after so many (0: never).

    No wire crosses a box: it passes each layer in a slot of its own and bends in between.
    """
    if across:
        turned = {key: (h, w) for key, (w, h) in sizes.items()}
        back = {k: (y, x) for k, (x, y) in given.items()} if given else None
        return _transposed(
            layer_plan(turned, wires, widest=widest, fold=fold, given=back, progress=progress)
        )
    listener = progress or Silent()
    keys = list(sizes)
    index = {key: k for k, key in enumerate(keys)}
    arcs = [(index[w.source], index[w.target]) for w in wires]
    start = {index[k]: p for k, p in given.items()} if given else None
    layers = layered(
        len(keys),
        arcs,
        widest=widest,
        fold=fold,
        given=start,
        step=lambda: listener.step(0, 0, "ordering"),
    )
    wide, high = _extents(layers, keys, sizes, {a for a, b in arcs if a == b})
    x = _abscissas(layers, wide)
    tops = _tops(layers, high, x)
    middles = {
        keys[v]: (x[v], tops[level] + high[level] / 2)
        for level, row in enumerate(layers.rows)
        for v in row
        if v < len(keys)
    }
    ways = _ways(layers, wires, keys, sizes, middles, x, tops, high)
    right = max((x[v] + wide[v] / 2 for v in x), default=0.0)
    height = tops[-1] + high[-1] if tops else 0.0
    return Plan(right, height, middles, ways, layers.crossings())


def _extents(
    layers: Layers, keys: Sequence[str], sizes: Mapping[str, Extent], loops: set[int]
) -> tuple[list[float], list[float]]:
    """Return how wide each vertex is, with its loops and for a bend, and how high each layer."""
    wide = [sizes[key][0] + 2 * (LOOP + 2) * (k in loops) for k, key in enumerate(keys)]
    wide += [BEND_WIDTH] * sum(len(chain) - 2 for chain in layers.chains if chain)
    high = [
        max((sizes[keys[v]][1] for v in row if v < len(keys)), default=0.0) for row in layers.rows
    ]
    return wide, high


def _transposed(plan: Plan) -> Plan:
    return Plan(
        plan.height,
        plan.width,
        {key: (y, x) for key, (x, y) in plan.middles.items()},
        {key: tuple((y, x) for x, y in way) for key, way in plan.ways.items()},
        plan.crossings,
    )


def _abscissas(layers: Layers, wide: Sequence[float]) -> dict[int, float]:
    """Return an x for each vertex: near its neighbours, in order, and with room between.

    Alternately by the layers above and below; each layer is solved exactly as a monotone
    regression (pool adjacent violators), bends of long links weighing most so that they run
    straight (the weights of Gansner et al. 1993).
    """
    x: dict[int, float] = {}
    for row in layers.rows:
        left = 0.0
        for v in row:
            x[v] = left + wide[v] / 2
            left += wide[v] + _between(v, v, layers.real)
        middle = left / 2
        for v in row:
            x[v] -= middle
    for sweep in range(24):
        both = sweep >= 20
        levels = range(len(layers.rows))
        for level in levels if sweep % 2 == 0 else reversed(levels):
            row = layers.rows[level]
            wishes, weights = [], []
            for v in row:
                near = layers.up[v] if sweep % 2 == 0 else layers.down[v]
                near = layers.up[v] + layers.down[v] if both or not near else near
                pull = [(_weight(u, v, layers.real), x[u]) for u in near]
                total = sum(w for w, _ in pull)
                wishes.append(sum(w * p for w, p in pull) / total if total else x[v])
                weights.append(total or 0.05)
            x |= zip(row, _in_order(row, wishes, weights, wide, layers.real), strict=True)
    least = min((x[v] - wide[v] / 2 for v in x), default=0.0)
    return {v: place - least for v, place in x.items()}


def _weight(u: int, v: int, real: int) -> float:
    return (1.0, 2.0, 8.0)[(u >= real) + (v >= real)]


def _between(u: int, v: int, real: int) -> float:
    return _APART if u < real and v < real else _APART * 0.6


def _in_order(
    row: Sequence[int],
    wishes: Sequence[float],
    weights: Sequence[float],
    wide: Sequence[float],
    real: int,
) -> list[float]:
    offsets = [0.0]
    for u, v in pairwise(row):
        offsets.append(offsets[-1] + (wide[u] + wide[v]) / 2 + _between(u, v, real))
    blocks: list[tuple[float, float, int]] = []
    for wish, weight, offset in zip(wishes, weights, offsets, strict=False):
        total, mass, size = (wish - offset) * weight, weight, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / mass:
            before = blocks.pop()
            total, mass, size = total + before[0], mass + before[1], size + before[2]
        blocks.append((total, mass, size))
    flat = [total / mass for total, mass, size in blocks for _ in range(size)]
    return [value + offset for value, offset in zip(flat, offsets, strict=False)]


def _tops(layers: Layers, high: Sequence[float], x: Mapping[int, float]) -> list[float]:
    """Return the upper side of each layer; gutters grow with how far and how many links run."""
    tops, y = [], 0.0
    for level, row in enumerate(layers.rows):
        tops.append(y)
        runs = [abs(x[u] - x[v]) for u in row for v in layers.down[u]]
        room = _GUTTER + 0.09 * max(runs, default=0.0) + 1.2 * len(runs)
        y += high[level] + min(_DEEPEST, room)
    return tops


def _ways(
    layers: Layers,
    wires: Sequence[Wire],
    keys: Sequence[str],
    sizes: Mapping[str, Extent],
    middles: Mapping[str, Point],
    x: Mapping[int, float],
    tops: Sequence[float],
    high: Sequence[float],
) -> dict[str, tuple[Point, ...]]:
    levels = {v: level for level, row in enumerate(layers.rows) for v in row}
    ports = _ports(layers, keys, sizes, x)
    ways: dict[str, tuple[Point, ...]] = {}
    loops: dict[str, int] = defaultdict(int)
    for k, (wire, chain) in enumerate(zip(wires, layers.chains, strict=True)):
        if not chain:
            ways[wire.key] = loop(middles[wire.source], sizes[wire.source], loops[wire.source])
            loops[wire.source] += 1
            continue
        points: list[Point] = []
        for u, v in pairwise(chain):
            start, end = ports.get((k, u, "down"), x[u]), ports.get((k, v, "up"), x[v])
            upper, lower = tops[levels[u]] + high[levels[u]], tops[levels[v]]
            if u < layers.real:
                points.append((start, middles[keys[u]][1] + sizes[keys[u]][1] / 2))
            # Straight at a box, so that the arrow head stands upright on it.
            upper += _STUB * (u < layers.real)
            lower -= _STUB * (v < layers.real)
            points += softened((start, upper), (end, lower))
            if v < layers.real:
                points.append((end, middles[keys[v]][1] - sizes[keys[v]][1] / 2))
        way = tidied(points)
        ways[wire.key] = way[::-1] if layers.reversed[k] else way
    return ways


def _ports(
    layers: Layers,
    keys: Sequence[str],
    sizes: Mapping[str, Extent],
    x: Mapping[int, float],
) -> dict[tuple[int, int, str], float]:
    """Return where each link leaves and enters along the lower and upper sides."""
    crowds: dict[tuple[int, str], list[tuple[float, int]]] = defaultdict(list)
    for k, chain in enumerate(layers.chains):
        if chain:
            crowds[chain[0], "down"].append((x[chain[1]], k))
            crowds[chain[-1], "up"].append((x[chain[-2]], k))
    found: dict[tuple[int, int, str], float] = {}
    for (v, side), ends in crowds.items():
        ends.sort()
        room = max(0.0, sizes[keys[v]][0] - 2 * _CORNER)
        pitch = min(_PORT, room / max(1, len(ends) - 1))
        lean = 0.0
        if len(ends) == 1:  # straight down where the box allows it
            lean = min(max(ends[0][0] - x[v], -room * 0.3), room * 0.3)
        for j, (_, k) in enumerate(ends):
            found[k, v, side] = x[v] + lean + (j - (len(ends) - 1) / 2) * pitch
    return found


def softened(start: Point, end: Point) -> list[Point]:
    """Return a bend from one point down to another that leaves and arrives upright."""
    (x, y), (u, v) = start, end
    if abs(x - u) < 0.5:
        return [start, end]
    found = []
    for k in range(_SOFT + 1):
        t = k / _SOFT
        # The cubic whose handles stand upright at half the height.
        ease = t * t * (3 - 2 * t)
        down = 1.5 * t * (1 - t) + t**3
        found.append((x + (u - x) * ease, y + (v - y) * down))
    return found


def loop(middle: Point, size: Extent, number: int) -> tuple[Point, ...]:
    """Return the way from a box out at its right side and back in."""
    x, out = middle[0] + size[0] / 2, LOOP * max(0.3, 1 - 0.28 * number)
    half = max(3.0, min(size[1] * 0.3, 9.0) - 2.5 * number)
    y = middle[1]
    return (
        (x, y - half),
        (x + out * 0.65, y - half * 1.05),
        (x + out, y - half * 0.4),
        (x + out, y + half * 0.4),
        (x + out * 0.65, y + half * 1.05),
        (x, y + half),
    )


def tidied(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return the points without repetitions and without those on a straight stretch."""
    found: list[Point] = []
    for point in points:
        if found and abs(found[-1][0] - point[0]) < 1e-6 and abs(found[-1][1] - point[1]) < 1e-6:
            continue
        if len(found) >= 2 and _in_line(found[-2], found[-1], point):
            found.pop()
        found.append(point)
    return tuple(found)


def _in_line(a: Point, b: Point, c: Point) -> bool:
    upright = abs(a[0] - b[0]) < 1e-6 and abs(b[0] - c[0]) < 1e-6
    level = abs(a[1] - b[1]) < 1e-6 and abs(b[1] - c[1]) < 1e-6
    return upright or level
