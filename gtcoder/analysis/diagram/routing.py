"""Find each arrow its way along the lanes between zones and cards."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from gtcoder.analysis.diagram.arrangement import (
    BOTTOM,
    CENTRE,
    FAR_RIGHT,
    LEFT,
    RIGHT,
    TOP,
    Arrangement,
    Axis,
    Line,
)
from gtcoder.analysis.diagram.boxes import Rect
from gtcoder.vocabulary import ParadigmRole

Side = Literal["left", "right", "top", "bottom"]
SIDES: tuple[Side, ...] = ("right", "left", "bottom", "top")
CORNER = 6.0  # an arrow meets a side at least this far from the box's corner, at scale 1

# Prices in points of way: a bend, a crossing, each arrow already in a lane (as a share), a lane
# between the cards of a zone where the side that faces out would do, a side that faces away.
_BEND, _CROSSING, _SHARED, _INNER, _AWAY = 26.0, 14.0, 0.25, 45.0, 30.0

_COLUMNS = (LEFT, CENTRE, RIGHT, FAR_RIGHT)
_OUTWARD: Mapping[ParadigmRole, Sequence[Side]] = {TOP: ("bottom",), BOTTOM: ("top",)}

Stubs = Mapping[str, Mapping["Side", "Stub"]]


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow to be drawn, by the keys of its two cards."""

    key: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch along one lane; `start` and `end` are nominal places on it."""

    line: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Way:
    """The sides an arrow leaves and enters by, and the lanes in between."""

    link: Link
    source_side: Side
    target_side: Side
    legs: tuple[Leg, ...]


@dataclass(frozen=True, slots=True)
class Stub:
    """Where a side meets its lane: `at` along the lane, and the range the port may move in."""

    card: str
    side: Side
    line: str
    at: float
    lo: float
    hi: float
    length: float


Node = tuple[float, float]
_State = tuple[Node, Axis]


@dataclass(slots=True)
class _Net:
    """Lanes as a graph: neighbours of a crossing, the lane and the zone of each step."""

    stubs: Stubs
    steps: dict[Node, list[tuple[Node, Line]]] = field(default_factory=lambda: defaultdict(list))
    node_of: dict[tuple[str, Side], Node] = field(default_factory=dict)
    used: dict[tuple[Node, Node], int] = field(default_factory=lambda: defaultdict(int))
    through: dict[tuple[Node, Axis], int] = field(default_factory=lambda: defaultdict(int))


def find_ways(arrangement: Arrangement, links: Sequence[Link], stubs: Stubs) -> list[Way]:
    """Return a way for every link, in the order given; the same input gives the same ways.

    Each link is routed twice, the second time knowing where all the others run.
    """
    net = _net(arrangement, stubs)
    order = sorted(range(len(links)), key=lambda k: (_distance(arrangement, links[k]), k))
    found: dict[int, tuple[Way, list[Node]]] = {}
    for _ in range(2):
        for k in order:
            if k in found:
                _use(net, found[k][1], -1)
            found[k] = _find(arrangement, net, links[k])
            _use(net, found[k][1], 1)
    return [found[k][0] for k in range(len(links))]


def all_stubs(arrangement: Arrangement) -> Stubs:
    """Return for each card the sides from which an arrow can reach a lane."""
    return {card: _stubs_of(arrangement, card) for card in arrangement.cards}


def _stubs_of(arrangement: Arrangement, card: str) -> dict[Side, Stub]:
    box, role = arrangement.cards[card], arrangement.role_of[card]
    heading = arrangement.headings[role]
    found: dict[Side, Stub] = {}
    for side in SIDES:
        axis: Axis = "v" if side in ("left", "right") else "h"
        lo, hi = (box.y, box.bottom) if axis == "v" else (box.x, box.right)
        corner = CORNER * arrangement.shape.scale
        lo, hi = lo + corner, hi - corner
        faces_heading = (side == "bottom") if role is BOTTOM else (side == "top")
        if faces_heading and _outermost(arrangement, card, side):
            lo = max(lo, heading.right + corner)
        if hi - lo < 0:
            continue
        at = min(max(box.cy if axis == "v" else box.cx, lo), hi)
        line = _nearest(arrangement, box, side, at)
        if line is not None:
            edge = {"left": box.x, "right": box.right, "top": box.y, "bottom": box.bottom}[side]
            found[side] = Stub(card, side, line.name, at, lo, hi, abs(line.at - edge))
    return found


def _outermost(arrangement: Arrangement, card: str, side: Side) -> bool:
    box, role = arrangement.cards[card], arrangement.role_of[card]
    mates = [
        r for k, r in arrangement.cards.items() if arrangement.role_of[k] is role and k != card
    ]
    if side == "top":
        return not any(r.bottom <= box.y and r.x < box.right and box.x < r.right for r in mates)
    return not any(r.y >= box.bottom and r.x < box.right and box.x < r.right for r in mates)


def _nearest(arrangement: Arrangement, box: Rect, side: Side, at: float) -> Line | None:
    axis: Axis = "v" if side in ("left", "right") else "h"
    lines = [
        line
        for line in arrangement.lines.values()
        if line.axis == axis and line.start <= at <= line.end
    ]
    if side in ("right", "bottom"):
        edge = box.right if side == "right" else box.bottom
        return min((li for li in lines if li.at >= edge), key=lambda li: li.at, default=None)
    edge = box.x if side == "left" else box.y
    return max((li for li in lines if li.at <= edge), key=lambda li: li.at, default=None)


def _distance(arrangement: Arrangement, link: Link) -> float:
    a, b = arrangement.cards[link.source], arrangement.cards[link.target]
    return abs(a.cx - b.cx) + abs(a.cy - b.cy)


def _net(arrangement: Arrangement, stubs: Stubs) -> _Net:
    net = _Net(stubs)
    stops: dict[str, set[float]] = defaultdict(set)
    lines = list(arrangement.lines.values())
    for v in (line for line in lines if line.axis == "v"):
        for h in (line for line in lines if line.axis == "h"):
            if v.start <= h.at <= v.end and h.start <= v.at <= h.end:
                stops[v.name].add(h.at)
                stops[h.name].add(v.at)
    for card in arrangement.cards:
        for side, stub in stubs[card].items():
            line = arrangement.lines[stub.line]
            net.node_of[card, side] = _node(line, stub.at)
            stops[stub.line].add(stub.at)
    for line in lines:
        for a, b in pairwise(sorted(stops[line.name])):
            if not _blocked(arrangement, line, a, b):
                net.steps[_node(line, a)].append((_node(line, b), line))
                net.steps[_node(line, b)].append((_node(line, a), line))
    return net


def _node(line: Line, at: float) -> Node:
    return (line.at, at) if line.axis == "v" else (at, line.at)


def _blocked(arrangement: Arrangement, line: Line, a: float, b: float) -> bool:
    """Return whether a heading stands in the lane between the two places."""
    if line.zone is None:
        return False
    lane = (
        Rect(line.lo, a, line.hi - line.lo, b - a)
        if line.axis == "v"
        else Rect(a, line.lo, b - a, line.hi - line.lo)
    )
    return lane.meets(arrangement.headings[line.zone])


def _use(net: _Net, nodes: list[Node], by: int) -> None:
    for a, b in pairwise(nodes):
        net.used[min(a, b), max(a, b)] += by
        axis: Axis = "v" if a[0] == b[0] else "h"
        net.through[a, axis] += by
        net.through[b, axis] += by


def _find(arrangement: Arrangement, net: _Net, link: Link) -> tuple[Way, list[Node]]:
    """Return the cheapest way and its nodes (Dijkstra over places and directions)."""
    zones = {arrangement.role_of[link.source], arrangement.role_of[link.target]}
    facing = _facing(arrangement, link)
    ends: dict[Node, list[Stub]] = defaultdict(list)
    for side, stub in net.stubs[link.target].items():
        ends[net.node_of[link.target, side]].append(stub)
    best: dict[_State, float] = {}
    came: dict[_State, _State | None] = {}
    began: dict[_State, Stub] = {}
    queue: list[tuple[float, int, _State]] = []
    order = 0
    for side, stub in net.stubs[link.source].items():
        node = net.node_of[link.source, side]
        state: _State = (node, "h" if side in ("left", "right") else "v")
        price = stub.length + _inner(arrangement, stub, zones)
        price += _AWAY * (side not in facing[0])
        if price < best.get(state, float("inf")):
            best[state], came[state], began[state] = price, None, stub
            heapq.heappush(queue, (price, order, state))
            order += 1
    goal: tuple[float, _State, Stub] | None = None
    while queue:
        cost, _, state = heapq.heappop(queue)
        if cost > best[state] or (goal is not None and cost >= goal[0]):
            continue
        node, axis = state
        first = came[state] is None
        for stub in ends.get(node, ()):
            if first or axis == arrangement.lines[stub.line].axis:
                total = cost + _arrival(began[state], stub, first=first)
                total += _inner(arrangement, stub, zones)
                total += _AWAY * (stub.side not in facing[1])
                if goal is None or total < goal[0]:
                    goal = total, state, stub
        for after, price in _steps(net, state, zones):
            # An arrow leaves its card along the lane that the side faces.
            if first and after[1] != arrangement.lines[began[state].line].axis:
                continue
            total = cost + price
            if total < best.get(after, float("inf")):
                best[after], came[after], began[after] = total, state, began[state]
                heapq.heappush(queue, (total, order, after))
                order += 1
    if goal is None:
        raise ValueError(f"no lane leads from {link.source!r} to {link.target!r}")
    return _way(net, link, came, goal[1], goal[2], began)


def _steps(net: _Net, state: _State, zones: set[ParadigmRole]) -> Iterator[tuple[_State, float]]:
    node, axis = state
    for after, line in net.steps[node]:
        if line.zone is not None and line.zone not in zones:
            continue
        length = abs(after[0] - node[0]) + abs(after[1] - node[1])
        busy = net.used[min(node, after), max(node, after)]
        price = length * (1 + _SHARED * min(busy, 4))
        if line.axis != axis:
            price += _BEND
        else:
            across: Axis = "h" if axis == "v" else "v"
            price += _CROSSING * min(net.through[node, across], 2)
        yield (after, line.axis), price


def _facing(arrangement: Arrangement, link: Link) -> tuple[Sequence[Side], Sequence[Side]]:
    """Return the sides by which an arrow leaves and enters when it follows the paradigm's flow."""
    source, target = arrangement.role_of[link.source], arrangement.role_of[link.target]
    if source in _COLUMNS and target in _COLUMNS:
        forth = _COLUMNS.index(source) < _COLUMNS.index(target)
        return (("right",), ("left",)) if forth else (SIDES, SIDES)
    leave = _OUTWARD.get(source, SIDES)
    enter = _OUTWARD.get(target, SIDES)
    if target in _COLUMNS and source in _OUTWARD:
        enter = ("top",) if source is TOP else ("bottom",)
    if source in _COLUMNS and target in _OUTWARD:
        leave = ("top",) if target is TOP else ("bottom",)
    return leave, enter


def _inner(arrangement: Arrangement, stub: Stub, zones: set[ParadigmRole]) -> float:
    """Return the price of leaving into a gap between cards; inside one zone it is near by."""
    if arrangement.lines[stub.line].zone is None:
        return 0.0
    return _INNER if len(zones) > 1 else 0.0


def _arrival(began: Stub, stub: Stub, *, first: bool) -> float:
    """Return the price of the way in; facing sides need no bend."""
    opposite = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}
    return stub.length + (0 if first and opposite[began.side] == stub.side else _BEND)


def _way(
    net: _Net,
    link: Link,
    came: dict[_State, _State | None],
    last: _State,
    arrival: Stub,
    began: dict[_State, Stub],
) -> tuple[Way, list[Node]]:
    nodes: list[Node] = []
    state: _State | None = last
    while state is not None:
        if not nodes or nodes[-1] != state[0]:
            nodes.append(state[0])
        state = came[state]
    nodes.reverse()
    first = began[last]
    legs: list[Leg] = []
    for a, b in pairwise(nodes):
        line = next(li for n, li in net.steps[a] if n == b)
        vertical = line.axis == "v"
        start, end = (a[1], b[1]) if vertical else (a[0], b[0])
        if legs and legs[-1].line == line.name:
            legs[-1] = Leg(line.name, legs[-1].start, end)
        else:
            legs.append(Leg(line.name, start, end))
    if not legs:
        legs = [Leg(first.line, first.at, arrival.at)]
    return Way(link, first.side, arrival.side, tuple(legs)), nodes
