"""Where on the side of a card each arrow leaves or enters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cmp_to_key, partial
from itertools import pairwise

from gtcoder.analysis.diagram.arrangement import Arrangement
from gtcoder.analysis.diagram.routing import CORNER, Leg, Side, Stub, Stubs, Way

End = tuple[int, bool]  # the way's number, and whether it is the target's end

PITCH, LEAST_PITCH = 13.0, 8.0  # between two arrows on one side, at scale 1
_OPPOSITE: Mapping[Side, Side] = {
    "left": "right",
    "right": "left",
    "top": "bottom",
    "bottom": "top",
}
# Sides on which "left of it, seen along the arrow that leaves" means the smaller coordinate.
_LEFT_IS_LESS = frozenset({"right", "top"})


@dataclass(frozen=True, slots=True)
class _Crowd:
    """The ends on one side of a card, in order along the side."""

    stub: Stub
    ends: list[End]


def order_ends(ways: Sequence[Way]) -> dict[tuple[str, Side], list[End]]:
    """Return the ends on each side in the order that lets arrows fan out without crossing."""
    sides: dict[tuple[str, Side], list[End]] = defaultdict(list)
    for k, way in enumerate(ways):
        sides[way.link.source, way.source_side].append((k, False))
        sides[way.link.target, way.target_side].append((k, True))
    for (_, side), ends in sides.items():
        ends.sort(key=cmp_to_key(partial(_compare, ways)))
        if side not in _LEFT_IS_LESS:
            ends.reverse()
    return dict(sides)


def place_ends(
    ways: Sequence[Way],
    order: Mapping[tuple[str, Side], list[End]],
    *,
    stubs: Stubs,
    scale: float,
) -> dict[End, float]:
    """Return the place of every end along its side; arrows run straight where they can."""
    crowds = [_Crowd(stubs[card][side], ends) for (card, side), ends in order.items()]
    crowds.sort(key=lambda c: (-len(c.ends), c.stub.card, c.stub.side))
    at = {end: c.stub.at for c in crowds for end in c.ends}
    settled: set[End] = set()
    pitch = LEAST_PITCH * scale
    for crowd in crowds:
        if len(crowd.ends) > 1:
            _spread(crowd, ways, at, scale)
            settled.update(crowd.ends)
    range_of = {end: _room(c, k, at, pitch) for c in crowds for k, end in enumerate(c.ends)}
    for k, way in enumerate(ways):
        if _direct(way):
            _straighten(at, range_of, (k, False), (k, True), settled)
    return at


def least_sizes(
    arrangement: Arrangement, order: Mapping[tuple[str, Side], list[End]], stubs: Stubs
) -> dict[str, tuple[float, float]]:
    """Return the cards that are too small for their arrows, with the size they need."""
    scale = arrangement.shape.scale
    found: dict[str, tuple[float, float]] = {}
    for (card, side), ends in order.items():
        stub = stubs[card][side]
        box = arrangement.cards[card]
        upright = side in ("left", "right")
        length = box.height if upright else box.width
        lost = length - (stub.hi - stub.lo)
        need = (len(ends) - 1) * LEAST_PITCH * scale + max(lost, 2 * CORNER * scale)
        if need > length + 1e-6:
            width, height = found.get(card, (0.0, 0.0))
            found[card] = (width, max(height, need)) if upright else (max(width, need), height)
    return found


def _direct(way: Way) -> bool:
    return len(way.legs) == 1 and _OPPOSITE[way.source_side] == way.target_side


def _compare(ways: Sequence[Way], a: End, b: End) -> int:
    """Return -1 when the arrow of `a` keeps to the left of that of `b`, both leaving the card."""
    one, two = _legs(ways, a), _legs(ways, b)
    turn_one, turn_two = _turns(ways, a), _turns(ways, b)
    for k, (p, q) in enumerate(zip(one, two, strict=False)):
        if turn_one[k] != turn_two[k]:
            return -1 if turn_one[k] < turn_two[k] else 1
        if p.line != q.line:
            break
        far_p, far_q = abs(p.end - p.start), abs(q.end - q.start)
        if abs(far_p - far_q) > 1e-6:
            # The shorter one turns off first, to the side it turns to.
            sooner, sign = (turn_one, 1) if far_p < far_q else (turn_two, -1)
            return sign * sooner[k + 1]
    mine, yours = ways[a[0]].link, ways[b[0]].link
    here = mine.target if a[1] else mine.source
    away = mine.source if a[1] else mine.target
    rank = (a[0] > b[0]) - (a[0] < b[0])
    if {mine.source, mine.target} == {yours.source, yours.target} and here > away:
        return -rank
    return rank


def _legs(ways: Sequence[Way], end: End) -> list[Leg]:
    legs = ways[end[0]].legs
    return [Leg(g.line, g.end, g.start) for g in reversed(legs)] if end[1] else list(legs)


def _turns(ways: Sequence[Way], end: End) -> list[int]:
    """Return -1 for a left turn, 1 for a right one: onto every lane, and off the last."""
    way = ways[end[0]]
    first, last = way.source_side, way.target_side
    if end[1]:
        first, last = last, first
    headings = [_outward(first)]
    legs = _legs(ways, end)
    for k, leg in enumerate(legs):
        upright = headings[-1][1] == 0
        sign = (leg.end > leg.start) - (leg.end < leg.start)
        if sign == 0:  # straight across: as good as a turn to either side
            sign = 1 if k % 2 else -1
        headings.append((0, sign) if upright else (sign, 0))
    x, y = _outward(last)
    headings.append((-x, -y))
    return [a[0] * b[1] - a[1] * b[0] for a, b in pairwise(headings)]


def _outward(side: Side) -> tuple[int, int]:
    return {"right": (1, 0), "left": (-1, 0), "bottom": (0, 1), "top": (0, -1)}[side]


def _spread(crowd: _Crowd, ways: Sequence[Way], at: dict[End, float], scale: float) -> None:
    """Set the ends of a crowd as near to where they would like to be as order and room allow."""
    stub, n = crowd.stub, len(crowd.ends)
    room = stub.hi - stub.lo
    pitch = min(PITCH * scale, room / (n - 1))
    middle = min(max(stub.at, stub.lo + pitch * (n - 1) / 2), stub.hi - pitch * (n - 1) / 2)
    wishes = []
    for k, end in enumerate(crowd.ends):
        wish = middle + (k - (n - 1) / 2) * pitch
        if _direct(ways[end[0]]):
            other = at[end[0], not end[1]]
            inset = 0.0 if stub.lo <= other <= stub.hi else 0.15 * room
            wish = min(max(other, stub.lo + inset), stub.hi - inset)
        wishes.append(wish)
    least = min(LEAST_PITCH * scale * 1.25, pitch)
    at.update(zip(crowd.ends, _apart(wishes, least, stub.lo, stub.hi), strict=True))


def _apart(wishes: list[float], pitch: float, lo: float, hi: float) -> list[float]:
    """Return places in order, at least `pitch` apart and inside lo to hi, nearest the wishes.

    Least squares by pooling adjacent violators (Ayer et al. 1955) after taking the pitch out.
    """
    blocks: list[tuple[float, int]] = []
    for k, wish in enumerate(wishes):
        total, size = wish - k * pitch, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / size:
            before = blocks.pop()
            total, size = total + before[0], size + before[1]
        blocks.append((total, size))
    flat = [total / size for total, size in blocks for _ in range(size)]
    top = hi - pitch * (len(wishes) - 1)
    return [min(max(value, lo), top) + k * pitch for k, value in enumerate(flat)]


def _room(crowd: _Crowd, k: int, at: Mapping[End, float], pitch: float) -> tuple[float, float]:
    """Return how far the k-th end may move between its neighbours."""
    lo, hi = crowd.stub.lo, crowd.stub.hi
    if k > 0:
        lo = max(lo, at[crowd.ends[k - 1]] + pitch)
    if k < len(crowd.ends) - 1:
        hi = min(hi, at[crowd.ends[k + 1]] - pitch)
    return min(lo, at[crowd.ends[k]]), max(hi, at[crowd.ends[k]])


def _straighten(
    at: dict[End, float],
    range_of: Mapping[End, tuple[float, float]],
    a: End,
    b: End,
    settled: set[End],
) -> None:
    """Bring the two ends of a facing pair to one height where both have room."""
    lo = max(range_of[a][0], range_of[b][0])
    hi = min(range_of[a][1], range_of[b][1])
    if a in settled and b in settled:
        lo = max(lo, min(at[a], at[b]))
        hi = min(hi, max(at[a], at[b]))
        if lo > hi or abs(at[a] - at[b]) > PITCH / 2:
            return
    if lo > hi:
        return
    wish = at[a] if a in settled else at[b] if b in settled else (at[a] + at[b]) / 2
    at[a] = at[b] = min(max(wish, lo), hi)
