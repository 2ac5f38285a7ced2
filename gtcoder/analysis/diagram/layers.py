"""Order a directed graph in layers: break its cycles, rank it, and let few links cross."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Arc = tuple[int, int]

_SWEEPS = 14
_Step = Callable[[], None]


@dataclass(slots=True)
class Layers:
    """Vertices by layer from top to bottom; those from `real` on are bends of long links.

    `chains` holds for every link its vertices from its upper to its lower end; `reversed` tells
    which links run upwards. `up` and `down` are the neighbours one layer off.
    """

    real: int
    rows: list[list[int]]
    chains: list[list[int]]
    reversed: list[bool]
    up: dict[int, list[int]] = field(default_factory=dict)
    down: dict[int, list[int]] = field(default_factory=dict)

    def crossings(self) -> int:
        """Return how many times links cross between layers."""
        return sum(_crossings(a, b, self.down) for a, b in pairwise(self.rows))


def layered(
    count: int,
    arcs: Sequence[Arc],
    *,
    widest: int,
    fold: int = 0,
    given: Mapping[int, tuple[float, float]] | None = None,
    step: _Step = lambda: None,
) -> Layers:
    """Return vertices 0…count−1 in layers of at most `widest`, ordered for few crossings.

    Cycles are broken by the greedy order of Eades, Lin & Smyth (1993); layers are longest paths
    cut at `widest`, then pulled towards the neighbours; the order is found by barycentres and
    exchanges (Sugiyama, Tagawa & Toda 1981). `given` are places from elsewhere (x, y) whose
    layers and order are kept as a start. With `fold` the layers turn back after so many, to and
    fro, so that a long chain fills a page. Loops are left out of the chains (empty chain).
    """
    if given is None:
        sequence = {v: k for k, v in enumerate(_order(count, arcs))}
        downward = [(a, b) if sequence[a] <= sequence[b] else (b, a) for a, b in arcs]
        rank = _ranked(count, downward, widest)
        if fold > 1:
            rank = [fold - 1 - abs(fold - 1 - r % (2 * fold - 2)) for r in rank]
    else:
        rank = _ranks_given(count, given)
    if given is not None or fold > 1:
        downward = _no_flat(arcs, rank, given or {})
    layers = _with_bends(count, arcs, downward, rank, given)
    _reduce(layers, step)
    return layers


def _order(count: int, arcs: Sequence[Arc]) -> list[int]:
    """Return the vertices in an order against which few arcs run (Eades, Lin & Smyth 1993)."""
    outs: list[list[int]] = [[] for _ in range(count)]
    ins: list[list[int]] = [[] for _ in range(count)]
    for a, b in arcs:
        if a != b:
            outs[a].append(b)
            ins[b].append(a)
    out_left, in_left = [len(x) for x in outs], [len(x) for x in ins]
    left = set(range(count))
    first: list[int] = []
    last: list[int] = []

    def take(v: int) -> None:
        left.discard(v)
        for w in outs[v]:
            in_left[w] -= 1
        for w in ins[v]:
            out_left[w] -= 1

    while left:
        sink = next((v for v in sorted(left) if out_left[v] == 0), None)
        source = next((v for v in sorted(left) if in_left[v] == 0), None)
        if source is not None:
            first.append(source)
            take(source)
        elif sink is not None:
            last.append(sink)
            take(sink)
        else:
            best = max(sorted(left), key=lambda v: out_left[v] - in_left[v])
            first.append(best)
            take(best)
    return first + last[::-1]


def _ranked(count: int, downward: Sequence[Arc], widest: int) -> list[int]:
    """Return a layer for each vertex, below all its parents, no layer over `widest`."""
    parents: list[set[int]] = [set() for _ in range(count)]
    children: list[set[int]] = [set() for _ in range(count)]
    for a, b in downward:
        if a != b:
            parents[b].add(a)
            children[a].add(b)
    height = [0] * count  # longest way down: who has most below goes first
    order = _topological(count, children, parents)
    for v in reversed(order):
        height[v] = max((height[c] + 1 for c in children[v]), default=0)
    rank = [0] * count
    filled: dict[int, int] = defaultdict(int)
    waiting = [len(p) for p in parents]
    ready = [v for v in range(count) if not waiting[v]]
    while ready:
        v = min(ready, key=lambda u: (_floor(parents[u], rank), -height[u], u))
        ready.remove(v)
        level = _floor(parents[v], rank)
        while filled[level] >= widest:
            level += 1
        rank[v] = level
        filled[level] += 1
        for c in children[v]:
            waiting[c] -= 1
            if not waiting[c]:
                ready.append(c)
    _pull(order, parents, children, rank, filled, widest)
    return rank


def _floor(parents: set[int], rank: Sequence[int]) -> int:
    return max((rank[p] + 1 for p in parents), default=0)


def _topological(count: int, children: list[set[int]], parents: list[set[int]]) -> list[int]:
    waiting = [len(p) for p in parents]
    queue = [v for v in range(count) if not waiting[v]]
    for v in queue:
        for c in sorted(children[v]):
            waiting[c] -= 1
            if not waiting[c]:
                queue.append(c)
    return queue


def _pull(
    order: Sequence[int],
    parents: list[set[int]],
    children: list[set[int]],
    rank: list[int],
    filled: dict[int, int],
    widest: int,
) -> None:
    """Move vertices within their range where that makes their links shorter in sum."""
    for _ in range(3):
        for v in reversed(order):
            if not parents[v] and not children[v]:
                continue
            low = _floor(parents[v], rank)
            high = min((rank[c] - 1 for c in children[v]), default=low)
            pull = len(children[v]) - len(parents[v])
            wish = high if pull > 0 else low if pull < 0 else rank[v]
            between = range(wish, rank[v]) if wish < rank[v] else range(wish, rank[v], -1)
            for level in between:
                if filled[level] < widest:
                    filled[rank[v]] -= 1
                    filled[level] += 1
                    rank[v] = level
                    break


def _ranks_given(count: int, given: Mapping[int, tuple[float, float]]) -> list[int]:
    levels = sorted({round(y, 1) for _, y in given.values()})
    number = {y: k for k, y in enumerate(levels)}
    return [number[round(given[v][1], 1)] for v in range(count)]


def _no_flat(
    arcs: Sequence[Arc], rank: list[int], given: Mapping[int, tuple[float, float]]
) -> list[Arc]:
    """Return the arcs after moving vertices that share a layer with a neighbour apart."""
    while any(a != b and rank[a] == rank[b] for a, b in arcs):
        for a, b in arcs:
            if a != b and rank[a] == rank[b]:
                lower = b if not given or given[a][0] <= given[b][0] else a
                for v in range(len(rank)):
                    if v != lower and rank[v] > rank[lower]:
                        rank[v] += 1
                rank[lower] += 1
    return [(a, b) if rank[a] <= rank[b] else (b, a) for a, b in arcs]


def _with_bends(
    count: int,
    arcs: Sequence[Arc],
    downward: Sequence[Arc],
    rank: list[int],
    given: Mapping[int, tuple[float, float]] | None,
) -> Layers:
    levels = sorted(set(rank))
    number = {level: k for k, level in enumerate(levels)}
    rows: list[list[int]] = [[] for _ in levels] or [[]]
    for v in sorted(range(count), key=lambda v: given[v][0] if given else v):
        rows[number[rank[v]]].append(v)
    after = count
    chains: list[list[int]] = []
    for a, b in downward:
        if a == b:
            chains.append([])
            continue
        chain = [a]
        for level in range(number[rank[a]] + 1, number[rank[b]]):
            rows[level].append(after)
            chain.append(after)
            after += 1
        chains.append([*chain, b])
    turned = [one[0] != two[0] for one, two in zip(arcs, downward, strict=True)]
    layers = Layers(count, rows, chains, turned)
    layers.up = {v: [] for v in range(after)}
    layers.down = {v: [] for v in range(after)}
    for chain in chains:
        for u, v in pairwise(chain):
            layers.down[u].append(v)
            layers.up[v].append(u)
    return layers


def _crossings(upper: Sequence[int], lower: Sequence[int], down: Mapping[int, list[int]]) -> int:
    place = {v: k for k, v in enumerate(lower)}
    seen: list[int] = []
    total = 0
    for u in upper:
        ends = sorted(place[v] for v in down[u])
        for end in ends:
            total += len(seen) - bisect_left(seen, end + 1)
        for end in ends:
            insort(seen, end)
    return total


def _reduce(layers: Layers, step: _Step) -> None:
    """Sweep down and up, each layer by its neighbours' mean place; keep the best order met."""
    best, rows = layers.crossings(), [list(row) for row in layers.rows]
    stale = 0
    for sweep in range(_SWEEPS):
        step()
        if best == 0 or stale >= 6:
            break
        downward = sweep % 2 == 0
        levels = range(1, len(layers.rows)) if downward else range(len(layers.rows) - 2, -1, -1)
        for level in levels:
            fixed = layers.rows[level - 1 if downward else level + 1]
            near = layers.up if downward else layers.down
            _by_barycentre(layers.rows[level], fixed, near)
        _exchange(layers)
        now = layers.crossings()
        stale += 1
        if now < best:
            best, rows, stale = now, [list(row) for row in layers.rows], 0
    layers.rows[:] = rows


def _by_barycentre(row: list[int], fixed: Sequence[int], near: Mapping[int, list[int]]) -> None:
    place = {v: k for k, v in enumerate(fixed)}
    held = [k for k, v in enumerate(row) if not near[v]]
    mean = {v: sum(place[u] for u in near[v]) / len(near[v]) for v in row if near[v]}
    moving = iter(sorted(mean, key=mean.__getitem__))
    stay = {k: row[k] for k in held}
    row[:] = [stay[k] if k in stay else next(moving) for k in range(len(row))]


def _exchange(layers: Layers) -> None:
    """Exchange neighbours in a layer as long as that saves crossings."""
    for _ in range(4):
        saved = 0
        for level, row in enumerate(layers.rows):
            above = {v: k for k, v in enumerate(layers.rows[level - 1])} if level else {}
            under = layers.rows[level + 1] if level + 1 < len(layers.rows) else []
            below = {v: k for k, v in enumerate(under)}
            ups = {v: sorted(above[u] for u in layers.up[v]) for v in row}
            downs = {v: sorted(below[u] for u in layers.down[v]) for v in row}
            for k in range(len(row) - 1):
                a, b = row[k], row[k + 1]
                gain = _pairs(ups[a], ups[b]) + _pairs(downs[a], downs[b])
                gain -= _pairs(ups[b], ups[a]) + _pairs(downs[b], downs[a])
                if gain > 0:
                    row[k], row[k + 1] = b, a
                    saved += gain
        if not saved:
            return


def _pairs(left: Sequence[int], right: Sequence[int]) -> int:
    """Return the crossings of the links of two neighbours, `left` standing before `right`."""
    return sum(bisect_left(right, end) for end in left)
