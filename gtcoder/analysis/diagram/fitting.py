"""Route the arrows of one shape, widening gaps and cards until all of them have room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from gtcoder.analysis.diagram.arrangement import Arrangement, Shape, arrange
from gtcoder.analysis.diagram.badges import crossings, place_badges, room_for
from gtcoder.analysis.diagram.boxes import Point, Rect
from gtcoder.analysis.diagram.cards import CardRuler, Texts
from gtcoder.analysis.diagram.lanes import Tracks, lay_tracks
from gtcoder.analysis.diagram.ports import End, least_sizes, order_ends, place_ends
from gtcoder.analysis.diagram.routing import Link, Side, Stubs, Way, all_stubs, find_ways

_ROUNDS, _SWAPS = 9, 40  # widenings, tries to untangle
_LOOSE = {"v": 2.0, "h": 1.7}  # how far a gap grows when the page has room to spare


Order = Mapping[tuple[str, Side], list[End]]


@dataclass(frozen=True, slots=True)
class Drawing:
    """An arrangement with its arrows and the places of their counts."""

    arrangement: Arrangement
    points: tuple[tuple[Point, ...], ...]
    badges: tuple[Rect, ...]


def drawn(
    texts: Texts,
    shape: Shape,
    links: Sequence[Link],
    sizes: Sequence[tuple[float, float]],
    body: Rect,
    ruler: CardRuler,
) -> Drawing | None:
    """Return the drawing, widening gaps and cards until all arrows have room; None = too large.

    A drawing in which two arrows share a line for a stretch is kept for want of a better one only.
    """
    needs: dict[str, float] = {}
    least: dict[str, tuple[float, float]] = {}
    second_best: Drawing | None = None
    for _ in range(_ROUNDS):
        bare = arrange(texts, shape, gaps=needs, least=least, ruler=ruler)
        if bare.width > body.width or bare.height > body.height:
            break
        gaps = _with_slack(bare, needs, body)
        routing = _routed(arrange(texts, shape, gaps=gaps, least=least, ruler=ruler), links)
        small = least_sizes(routing.there, routing.order, routing.stubs)
        if small:
            _grow(least, small)
            continue
        tracks = routing.laid(routing.order)
        if tracks.needs:
            needs.update(tracks.needs)
            continue
        badges = routing.badges(tracks, sizes)
        lost = [k for k, rect in enumerate(badges) if rect is None]
        if lost:
            for k in lost:
                _make_room(needs, routing, tracks, k, sizes[k])
            continue
        second_best = _finished(routing, tracks, badges, sizes)
        merged = crossings(second_best.points)[1]
        if not merged:
            return second_best
        for k in sorted(merged):
            _make_room(needs, routing, tracks, k, sizes[k])
    return second_best


@dataclass(frozen=True, slots=True)
class _Routing:
    """The ways found through one arrangement, and the order of their ends on each side."""

    there: Arrangement
    stubs: Stubs
    ways: Sequence[Way]
    order: Order

    def ports(self, order: Order) -> dict[End, float]:
        return place_ends(self.ways, order, stubs=self.stubs, scale=self.there.shape.scale)

    def laid(self, order: Order) -> Tracks:
        return lay_tracks(self.there, self.ways, self.ports(order))

    def badges(self, tracks: Tracks, sizes: Sequence[tuple[float, float]]) -> list[Rect | None]:
        fixed = [*self.there.cards.values(), *self.there.headings.values()]
        return place_badges(tracks.points, sizes, fixed)


def _routed(there: Arrangement, links: Sequence[Link]) -> _Routing:
    stubs = all_stubs(there)
    ways = find_ways(there, links, stubs)
    return _Routing(there, stubs, ways, order_ends(ways))


def _finished(
    routing: _Routing,
    tracks: Tracks,
    badges: list[Rect | None],
    sizes: Sequence[tuple[float, float]],
) -> Drawing:
    """Return the drawing with as few crossings as come cheaply, as long as all counts fit."""
    better = _untangled(routing, tracks)
    moved = routing.badges(better, sizes)
    if None not in moved:
        tracks, badges = better, moved
    return Drawing(routing.there, tracks.points, tuple(b for b in badges if b is not None))


def _make_room(
    needs: dict[str, float],
    routing: _Routing,
    tracks: Tracks,
    k: int,
    size: tuple[float, float],
) -> None:
    """Widen the lanes of the k-th arrow for its count; a straight one needs its whole length."""
    for leg in routing.ways[k].legs:
        line = routing.there.lines[leg.line]
        width = line.hi - line.lo
        missing = 8.0 * routing.there.shape.scale
        if len(tracks.points[k]) == 2:
            (x, y), (right, bottom) = tracks.points[k]
            short = room_for(size, level=y == bottom) - abs(right - x) - abs(bottom - y)
            missing = max(missing, short)
        needs[leg.line] = max(needs.get(leg.line, 0.0), width + missing)


def _grow(least: dict[str, tuple[float, float]], small: Mapping[str, tuple[float, float]]) -> None:
    for card, (width, height) in small.items():
        before = least.get(card, (0.0, 0.0))
        least[card] = max(before[0], width), max(before[1], height)


def _untangled(routing: _Routing, best: Tracks) -> Tracks:
    """Return the tracks after swapping neighbours on a side wherever that saves a crossing."""
    order, price = routing.order, _tangle(best)
    pairs = [(side, k) for side in sorted(order) for k in range(len(order[side]) - 1)]
    for side, k in pairs[:_SWAPS]:
        if price == 0:
            break
        ends = list(order[side])
        ends[k], ends[k + 1] = ends[k + 1], ends[k]
        trial = {**order, side: ends}
        tracks = routing.laid(trial)
        if not tracks.needs and _tangle(tracks) < price:
            best, order, price = tracks, trial, _tangle(tracks)
    return _nudged(routing, order, best)


def _nudged(routing: _Routing, order: Order, best: Tracks) -> Tracks:
    """Return the tracks after moving ends a little where two arrows would run on one line."""
    ports = routing.ports(order)
    merged = crossings(best.points)[1]
    for k, target, by in product(sorted(merged), (True, False), (3.0, -3.0, 5.0, -5.0)):
        if not merged:
            break
        way = routing.ways[k]
        side = way.target_side if target else way.source_side
        card = way.link.target if target else way.link.source
        stub, at = routing.stubs[card][side], ports[k, target] + by
        mates = (ports[end] for end in order[card, side] if end != (k, target))
        if stub.lo <= at <= stub.hi and all(abs(at - mate) >= 5.0 for mate in mates):
            trial = {**ports, (k, target): at}
            tracks = lay_tracks(routing.there, routing.ways, trial)
            if not tracks.needs and _tangle(tracks) < _tangle(best):
                best, ports = tracks, trial
                merged = crossings(best.points)[1]
    return best


def _tangle(tracks: Tracks) -> int:
    across, along = crossings(tracks.points)
    return across + 20 * len(along)


def _with_slack(bare: Arrangement, needs: Mapping[str, float], body: Rect) -> dict[str, float]:
    """Return the gaps with the room left on the page shared out between the zones."""
    found = dict(needs)
    for names, spare in (
        (("v1", "v2", "v3"), body.width - bare.width),
        (("h1", "h2"), body.height - bare.height),
    ):
        for name in names:
            size = bare.lines[name].hi - bare.lines[name].lo
            found[name] = min(size + spare / len(names), _LOOSE[name[0]] * size)
    return found
