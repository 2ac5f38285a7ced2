"""The lines of the board: curves where the way is free, bends through the gaps where it is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gtcoder.ui.axial.geometry import Box, Line, Point, along, crosses, curve_points, length

LEFT, RIGHT, UP, DOWN = (-1.0, 0.0), (1.0, 0.0), (0.0, -1.0), (0.0, 1.0)
SIDES = (RIGHT, LEFT, DOWN, UP)
Side = tuple[float, float]
_HIT = 10_000.0  # a crossed card weighs more than any way round
_BEND = 40.0
_BADGE = 30.0, 22.0
_SHORT_DOWN, _SHORT_ACROSS = 52.0, 44.0  # under these the badge stands beside the line


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two cards."""

    key: int
    source: int
    target: int


@dataclass(frozen=True, slots=True)
class Gutters:
    """The gaps between zones and columns, where lines may run: x of standing, y of lying ones."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    wide: float


@dataclass(frozen=True, slots=True)
class _Way:
    """A way from one card to another; `gutters` are the gaps it runs through."""

    sides: tuple[Side, Side]
    points: tuple[Point, ...]
    curved: bool
    cost: float
    gutters: tuple[float, ...] = ()


def lines_of(cards: Mapping[int, Box], links: Sequence[Link], gutters: Gutters) -> dict[int, Line]:
    """Return the line of each relation, its ends spread along the sides, and its badge's place."""
    drawn = [link for link in links if link.source in cards and link.target in cards]
    first = {link.key: _best(cards, link, gutters, {}, None) for link in drawn}
    ends = _spread(cards, drawn, first)
    lanes = _lanes(cards, drawn, first, gutters)
    found: dict[int, Line] = {}
    for link in drawn:
        way = _best(cards, link, gutters, ends, first[link.key].sides)
        if not way.curved:
            way = _in_lane(way, lanes.get(link.key, 0.0))
        found[link.key] = Line(link.key, way.points, way.curved)
    return _with_badges(found, cards)


def _best(
    cards: Mapping[int, Box],
    link: Link,
    gutters: Gutters,
    ends: Mapping[tuple[int, int], Point],
    sides: tuple[Side, Side] | None,
) -> _Way:
    a, b = cards[link.source], cards[link.target]
    others = [box for key, box in cards.items() if key not in (link.source, link.target)]
    given = ends.get((link.key, 0)), ends.get((link.key, 1))
    best: _Way | None = None
    for ways in (_curved_ways, _bent_ways):
        for way in ways(a, b, gutters, given, sides):
            if best is not None and way.cost >= best.cost:
                continue
            course = curve_points(way.points) if way.curved else way.points
            hits = sum(crosses(course, box) for box in others) + _through_own(course, a, b)
            rated = replace(way, cost=way.cost + _HIT * hits)
            if best is None or rated.cost < best.cost:
                best = rated
        if best is not None and best.cost < _HIT:
            return best  # bends are for what no curve can reach
    if best is None:  # the chosen sides allow no way once the ends moved: choose anew
        return _best(cards, link, gutters, {}, None)
    return best


def _through_own(course: tuple[Point, ...], a: Box, b: Box) -> int:
    """Count how often a line runs back through the cards it joins."""
    inner = course[1:-1]
    return sum(crosses(inner, box, rim=-1.0) for box in (a, b)) if len(inner) > 1 else 0


_Ends = tuple[Point | None, Point | None]
_Sides = tuple[Side, Side] | None


def _curved_ways(a: Box, b: Box, _: Gutters, ends: _Ends, sides: _Sides) -> Iterator[_Way]:
    for s, t, start, end in _pairs(a, b, ends, sides):
        yield from _curves(s, t, start, end)


def _bent_ways(a: Box, b: Box, gutters: Gutters, ends: _Ends, sides: _Sides) -> Iterator[_Way]:
    for s, t, start, end in _pairs(a, b, ends, sides):
        yield from _bends(s, t, start, end, gutters)


def _pairs(a: Box, b: Box, ends: _Ends, sides: _Sides) -> Iterator[tuple[Side, Side, Point, Point]]:
    for s, t in [sides] if sides else [(s, t) for s in SIDES for t in SIDES]:
        yield s, t, ends[0] or _middle_of(a, s), ends[1] or _middle_of(b, t)


def _middle_of(box: Box, side: Side) -> Point:
    x, y = box.centre
    return x + side[0] * box.width / 2, y + side[1] * box.height / 2


def _curves(s: Side, t: Side, start: Point, end: Point) -> Iterator[_Way]:
    """Yield the plain curve between two sides, where it leaves and enters forwards."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    ahead = dx * s[0] + dy * s[1]
    towards = -(dx * t[0] + dy * t[1])
    if s == t:
        reach = 38.0 if s[0] else 30.0
        aside = abs(dx) if s[0] else abs(dy)
        if aside > 24:
            return
        detour = 60.0
    elif ahead < 12 or towards < 12:
        return
    else:
        reach = max(min(ahead, towards) * 0.55, 14.0)
        straight = s[0] == -t[0] and s[1] == -t[1]
        steep = (abs(dy) if s[0] else abs(dx)) - 2.5 * ahead
        detour = max(0.0, steep) * 0.6 if straight else 50.0
    points = (
        start,
        (start[0] + s[0] * reach, start[1] + s[1] * reach),
        (end[0] + t[0] * reach, end[1] + t[1] * reach),
        end,
    )
    yield _Way((s, t), points, True, length(curve_points(points)) + detour)


def _bends(s: Side, t: Side, start: Point, end: Point, gutters: Gutters) -> Iterator[_Way]:
    """Yield ways with bends through one or two gaps."""
    if s[0] and t[0]:
        for x in gutters.xs:
            if (x - start[0]) * s[0] > 4 and (x - end[0]) * t[0] > 4:
                yield _bent((s, t), (start, (x, start[1]), (x, end[1]), end), (x,))
        for x, y, z in ((x, y, z) for x in gutters.xs for y in gutters.ys for z in gutters.xs):
            if x != z and (x - start[0]) * s[0] > 4 and (z - end[0]) * t[0] > 4:
                corners = ((x, start[1]), (x, y), (z, y), (z, end[1]))
                yield _bent((s, t), (start, *corners, end), (x, y, z))
    elif s[1] and t[1]:
        for y in gutters.ys:
            if (y - start[1]) * s[1] > 4 and (y - end[1]) * t[1] > 4:
                yield _bent((s, t), (start, (start[0], y), (end[0], y), end), (y,))
    else:
        yield from _half_turns(s, t, start, end, gutters)


def _half_turns(s: Side, t: Side, start: Point, end: Point, gutters: Gutters) -> Iterator[_Way]:
    for x in gutters.xs:
        for y in gutters.ys:
            if s[1] and (y - start[1]) * s[1] > 4 and (x - end[0]) * t[0] > 4:
                corners = ((start[0], y), (x, y), (x, end[1]))
                yield _bent((s, t), (start, *corners, end), (y, x))
            if s[0] and (x - start[0]) * s[0] > 4 and (y - end[1]) * t[1] > 4:
                corners = ((x, start[1]), (x, y), (end[0], y))
                yield _bent((s, t), (start, *corners, end), (x, y))


def _bent(sides: tuple[Side, Side], points: tuple[Point, ...], used: tuple[float, ...]) -> _Way:
    cost = length(points) + _BEND * (len(points) - 2)
    return _Way(sides, points, False, cost, used)


def _spread(
    cards: Mapping[int, Box], links: Sequence[Link], ways: Mapping[int, _Way]
) -> dict[tuple[int, int], Point]:
    """Share a card's side among the lines that end there, in the order of their other ends."""
    at: dict[tuple[int, Side], list[tuple[float, int, int]]] = {}
    for link in links:
        way = ways[link.key]
        for place, (card, other) in enumerate(
            ((link.source, link.target), (link.target, link.source))
        ):
            side = way.sides[place]
            centre = cards[other].centre
            at.setdefault((card, side), []).append((centre[1 if side[0] else 0], link.key, place))
    found: dict[tuple[int, int], Point] = {}
    for (card, side), lines in at.items():
        box = cards[card]
        for n, (_, key, place) in enumerate(sorted(lines), 1):
            share = n / (len(lines) + 1)
            x, y = _middle_of(box, side)
            if side[0]:
                y = box.y + box.height * share
            else:
                x = box.x + box.width * share
            found[key, place] = (x, y)
    return found


def _lanes(
    cards: Mapping[int, Box],
    links: Sequence[Link],
    ways: Mapping[int, _Way],
    gutters: Gutters,
) -> dict[int, float]:
    """Keep lines that share a gap apart."""
    users: dict[float, list[tuple[float, int]]] = {}
    for link in links:
        for gutter in ways[link.key].gutters:
            order = cards[link.target].centre[1] - cards[link.source].centre[1]
            users.setdefault(gutter, []).append((order, link.key))
    shift: dict[int, float] = {}
    for lines in users.values():
        step = min(6.0, gutters.wide * 0.6 / max(1, len(lines)))
        for n, (_, key) in enumerate(sorted(lines)):
            by = (n - (len(lines) - 1) / 2) * step
            if abs(by) > abs(shift.get(key, 0.0)):
                shift[key] = by
    return shift


def _in_lane(way: _Way, by: float) -> _Way:
    """Move the inner pieces of a bent line aside; its ends stay on their cards."""
    points, last = list(way.points), len(way.points) - 2
    for n in range(1, last + 1):
        (x, y), stub = points[n], None
        if n == 1:
            stub = way.points[0]
        elif n == last:
            stub = way.points[-1]
        aside = stub is None or stub[1] == way.points[n][1]
        down = stub is None or stub[0] == way.points[n][0]
        points[n] = (x + by if aside else x, y + by if down else y)
    return replace(way, points=tuple(points))


def _with_badges(lines: Mapping[int, Line], cards: Mapping[int, Box]) -> dict[int, Line]:
    """Put each badge on its line where it covers neither a card nor another badge."""
    placed: list[Box] = []
    found: dict[int, Line] = {}
    for key, line in lines.items():
        spot = _badge_spot(line, cards, placed)
        placed.append(_around(spot))
        found[key] = replace(line, badge=spot)
    return found


def _badge_spot(line: Line, cards: Mapping[int, Box], placed: Sequence[Box]) -> Point:
    course = line.course()
    standing = abs(course[-1][1] - course[0][1]) > abs(course[-1][0] - course[0][0])
    if length(course) < (_SHORT_DOWN if standing else _SHORT_ACROSS):
        x, y = along(course, 0.5)
        return (x + 24, y) if standing else (x, y - 16)
    for share in (0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72, 0.22, 0.78):
        spot = along(course, share)
        around = _around(spot)
        free = not any(around.meets(box, rim=1) for box in cards.values())
        if free and not any(around.meets(box, rim=2) for box in placed):
            return spot
    return along(course, 0.5)


def _around(spot: Point) -> Box:
    wide, high = _BADGE
    return Box(spot[0] - wide / 2, spot[1] - high / 2, wide, high)
