"""Give every arrow its own track in the lanes it shares, and draw it as a line of points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gtcoder.analysis.diagram.arrangement import Arrangement, Line
from gtcoder.analysis.diagram.boxes import Point
from gtcoder.analysis.diagram.ports import End
from gtcoder.analysis.diagram.routing import Way

ARROW, STUB = 11.0, 6.0  # room before a card for an arrow head, and for a bare line, at scale 1
TRACK, LEAST_TRACK, APART = 10.0, 6.5, 12.0
_SETTLE = 7
_SAME = 0.75  # two places nearer than this are one


@dataclass(slots=True)
class _Track:
    """One leg of one way in its lane; turns are -1 to lower and 1 to higher coordinates."""

    way: int
    leg: int
    a: float
    b: float
    turn_a: int
    turn_b: int

    @property
    def lo(self) -> float:
        return min(self.a, self.b)

    @property
    def hi(self) -> float:
        return max(self.a, self.b)


@dataclass(frozen=True, slots=True)
class Tracks:
    """The arrows as points, and the lanes that are too narrow, with the width they need."""

    points: tuple[tuple[Point, ...], ...]
    needs: Mapping[str, float]


def lay_tracks(arrangement: Arrangement, ways: Sequence[Way], ports: Mapping[End, float]) -> Tracks:
    """Return the points of every way; a lane in `needs` is too narrow for what runs in it."""
    where: dict[tuple[int, int], float] = {
        (k, i): arrangement.lines[leg.line].at
        for k, way in enumerate(ways)
        for i, leg in enumerate(way.legs)
    }
    needs: dict[str, float] = {}
    for _ in range(_SETTLE):  # tracks of crossing lanes depend on each other
        before = dict(where)
        by_line = _by_line(arrangement, ways, ports, where)
        for name, tracks in by_line.items():
            line = arrangement.lines[name]
            margins = _margins(arrangement, ways, line, tracks)
            most = 1
            for group in _groups(tracks):
                ordered = _numbered(group)
                count = max(number for _, number in ordered) + 1
                most = max(most, count)
                for track, number in ordered:
                    where[track.way, track.leg] = _place(
                        line, margins, number, count, arrangement.shape.scale
                    )
            bare = sum(margins)
            needs[name] = bare + (most - 1) * LEAST_TRACK * arrangement.shape.scale
        if where == before:
            break
    points = tuple(_points(arrangement, way, k, ports, where) for k, way in enumerate(ways))
    narrow = {
        name: need
        for name, need in needs.items()
        if need > arrangement.lines[name].hi - arrangement.lines[name].lo + 1e-6
    }
    return Tracks(points, narrow)


def _by_line(
    arrangement: Arrangement,
    ways: Sequence[Way],
    ports: Mapping[End, float],
    where: Mapping[tuple[int, int], float],
) -> dict[str, list[_Track]]:
    found: dict[str, list[_Track]] = defaultdict(list)
    for k, way in enumerate(ways):
        last = len(way.legs) - 1
        for i, leg in enumerate(way.legs):
            at = arrangement.lines[leg.line].at
            a = ports[k, False] if i == 0 else where[k, i - 1]
            b = ports[k, True] if i == last else where[k, i + 1]
            if _straight(way, a, b):
                continue
            before = _side_sign(way.source_side) if i == 0 else _sign(way.legs[i - 1].start - at)
            after = _side_sign(way.target_side) if i == last else _sign(way.legs[i + 1].end - at)
            found[leg.line].append(_Track(k, i, a, b, before, after))
    return found


def _straight(way: Way, start: float, end: float) -> bool:
    """Return whether the arrow runs from side to facing side without a bend."""
    facing = _side_sign(way.source_side) != _side_sign(way.target_side)
    return len(way.legs) == 1 and facing and abs(start - end) < _SAME


def _side_sign(side: str) -> int:
    """Return on which side of its lane a card lies whose arrow leaves by `side`."""
    return -1 if side in ("right", "bottom") else 1


def _sign(value: float) -> int:
    return 1 if value > 0 else -1


def _margins(
    arrangement: Arrangement, ways: Sequence[Way], line: Line, tracks: Sequence[_Track]
) -> tuple[float, float]:
    """Return the room to keep free at both borders of the lane, for arrow heads and corners."""
    scale = arrangement.shape.scale
    low = high = 3.0 * scale
    for track in tracks:
        way = ways[track.way]
        ends = []
        if track.leg == 0:
            ends.append((way.link.source, way.source_side, STUB))
        if track.leg == len(way.legs) - 1:
            ends.append((way.link.target, way.target_side, ARROW))
        for card, side, need in ends:
            box = arrangement.cards[card]
            if side in ("right", "bottom"):
                room = line.lo - (box.right if side == "right" else box.bottom)
                low = max(low, need * scale - room)
            else:
                room = (box.x if side == "left" else box.y) - line.hi
                high = max(high, need * scale - room)
    return low, high


def _groups(tracks: list[_Track]) -> list[list[_Track]]:
    """Return the tracks in groups that run beside each other somewhere."""
    groups: list[list[_Track]] = []
    end = float("-inf")
    for track in sorted(tracks, key=lambda t: (t.lo, t.hi, t.way)):
        if groups and track.lo < end + APART:
            groups[-1].append(track)
        else:
            groups.append([track])
            end = float("-inf")
        end = max(end, track.hi)
    return groups


def _numbered(group: list[_Track]) -> list[tuple[_Track, int]]:
    """Return the tracks with their numbers across the lane, crossing each other least."""
    if len(group) == 1:
        return [(group[0], 0)]
    price = [[_price(a, b) for b in group] for a in group]
    order = sorted(range(len(group)), key=lambda k: (group[k].turn_a + group[k].turn_b, k))
    moved = True
    while moved:
        moved = sum(_reinsert(order, k, price) for k in range(len(group))) > 0
    numbers: dict[int, int] = {}
    for k in order:
        beside = [n for j, n in numbers.items() if _beside(group[j], group[k])]
        numbers[k] = max(beside, default=-1) + 1
    return [(group[k], number) for k, number in numbers.items()]


def _reinsert(order: list[int], k: int, price: Sequence[Sequence[float]]) -> bool:
    """Move `k` to where it costs least among the others; return whether that saved anything."""
    at = order.index(k)
    others = order[:at] + order[at + 1 :]
    cost = sum(price[k][x] for x in others)
    costs = [cost]
    for x in others:
        cost += price[x][k] - price[k][x]
        costs.append(cost)
    best = min(range(len(costs)), key=costs.__getitem__)
    if costs[best] >= costs[at] - 1e-9:
        return False
    others.insert(best, k)
    order[:] = others
    return True


def _beside(a: _Track, b: _Track) -> bool:
    return a.lo < b.hi + APART and b.lo < a.hi + APART


def _price(a: _Track, b: _Track) -> float:
    """Return what it costs to have `a` on the lower track of the two."""
    if a is b or not _beside(a, b):
        return 0.0
    cost = 0.0
    for at, turn in ((a.a, a.turn_a), (a.b, a.turn_b)):
        cost += turn > 0 and b.lo + _SAME < at < b.hi - _SAME
        for other, back in ((b.a, b.turn_a), (b.b, b.turn_b)):
            # Both would run on one line between the two tracks.
            cost += 20.0 * (turn > 0 > back and abs(at - other) < 3.0)
    for at, turn in ((b.a, b.turn_a), (b.b, b.turn_b)):
        cost += turn < 0 and a.lo + _SAME < at < a.hi - _SAME
    return cost


def _place(
    line: Line, margins: tuple[float, float], number: int, count: int, scale: float
) -> float:
    lo, hi = line.lo + margins[0], line.hi - margins[1]
    if hi < lo:
        lo = hi = (lo + hi) / 2
    step = min(TRACK * scale, (hi - lo) / (count - 1)) if count > 1 else 0.0
    span = step * (count - 1)
    first = min(max(line.at - span / 2, lo), hi - span)
    return first + number * step


def _points(
    arrangement: Arrangement,
    way: Way,
    k: int,
    ports: Mapping[End, float],
    where: Mapping[tuple[int, int], float],
) -> tuple[Point, ...]:
    start, end = ports[k, False], ports[k, True]
    straight = _straight(way, start, end)
    first = _port(arrangement, way.link.source, way.source_side, start)
    last = _port(arrangement, way.link.target, way.target_side, start if straight else end)
    if straight:
        return first, last
    points, previous = [first], start
    for i, leg in enumerate(way.legs):
        lane = where[k, i]
        upright = arrangement.lines[leg.line].axis == "v"
        points.append((lane, previous) if upright else (previous, lane))
        previous = lane
    points.append((previous, end) if upright else (end, previous))
    return (*points, last)


def _port(arrangement: Arrangement, card: str, side: str, at: float) -> Point:
    box = arrangement.cards[card]
    if side in ("left", "right"):
        return (box.x if side == "left" else box.right), at
    return at, (box.y if side == "top" else box.bottom)
