"""Lay a model out on a page: every box, arrow, count and line of text in its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import TYPE_CHECKING

from gtcoder.analysis.diagram.arrangement import (
    BOTTOM,
    CARD_PAD,
    CENTRE,
    FAR_RIGHT,
    HEADINGS,
    LEFT,
    RIGHT,
    SWATCH,
    SWATCH_GAP,
    TOP,
    Arrangement,
    CardRuler,
    CardText,
    Plan,
    Shape,
    ZoneDraft,
    ZoneKey,
    arrange,
    card_spec,
    hub_width,
    size_of,
    zone_width,
)
from gtcoder.analysis.diagram.badges import crossings, place_badges, room_for
from gtcoder.analysis.diagram.boxes import FontRole, Layout, Measurer, Point, Rect
from gtcoder.analysis.diagram.frame import PAGES, frame_of
from gtcoder.analysis.diagram.lanes import Tracks, lay_tracks
from gtcoder.analysis.diagram.placing import counts_of, placed
from gtcoder.analysis.diagram.ports import End, least_sizes, order_ends, place_ends
from gtcoder.analysis.diagram.routing import Link, Side, Stubs, Way, all_stubs, find_ways
from gtcoder.errors import InvalidInput, NotComputable
from gtcoder.vocabulary import ParadigmRole

if TYPE_CHECKING:
    import networkx as nx

Texts = Mapping[ParadigmRole, tuple[CardText, ...]]

_SCALES = (1.12, 1.06, 1.0, 0.94, 0.88, 0.83, 0.78, 0.74, 0.7)
_CARD_WIDTHS = (152.0, 140.0, 128.0, 117.0, 106.0, 96.0)
_ENOUGH = 3  # fitting column choices kept for each size of text and card
_ATTEMPTS, _ROUNDS, _SWAPS = 2, 9, 40  # shapes per text size, widenings, tries to untangle
_LOOSE = 1.7  # a gap grows at most so far when the page has room to spare
_NEIGHBOURS = {
    frozenset({LEFT, CENTRE}): "v1",
    frozenset({CENTRE, RIGHT}): "v2",
    frozenset({RIGHT, FAR_RIGHT}): "v3",
    frozenset({TOP, CENTRE}): "h1",
    frozenset({TOP, RIGHT}): "h1",
    frozenset({BOTTOM, CENTRE}): "h2",
    frozenset({BOTTOM, RIGHT}): "h2",
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """An arrangement with its arrows and the places of their counts."""

    arrangement: Arrangement
    points: tuple[tuple[Point, ...], ...]
    badges: tuple[Rect, ...]


def layout_graph(graph: nx.MultiDiGraph[str], measurer: Measurer) -> Layout:
    """Return the page for the graph's template; raises InvalidInput for an unknown one."""
    template = str(graph.graph.get("template", ""))
    if template != "paradigm":
        raise InvalidInput(
            "The template “{template}” is not known. Nothing was drawn. Known: paradigm.",
            template=template,
        )
    return layout_paradigm(graph, measurer)


def layout_paradigm(graph: nx.MultiDiGraph[str], measurer: Measurer) -> Layout:
    """Return the paradigm in Strauss and Corbin's arrangement on the smallest page that holds it.

    A4 landscape; when the text would be under 7 points there, A3 or larger, and a note says so.
    The same graph and measurer give the same page.
    """
    ruler = CardRuler(measurer)
    texts = _card_texts(graph)
    for page in PAGES:
        frame = frame_of(graph, page, ruler=ruler)
        found = _on_page(graph, texts, frame.body, ruler)
        if found is not None:
            return placed(graph, page, frame, found.arrangement, found.points, found.badges, ruler)
    raise NotComputable(
        "“{title}” is too large to be drawn: it does not fit a page of {page} with text of "
        "7 points. The study is unchanged. Draw a part of it.",
        title=graph.graph["title"],
        page=PAGES[-1].name,
    )


def _card_texts(graph: nx.MultiDiGraph[str]) -> Texts:
    """Return what the cards say, in the order of the graph's nodes."""
    found: dict[ParadigmRole, list[CardText]] = {role: [] for role in HEADINGS}
    for key, data in graph.nodes(data=True):
        role, count = ParadigmRole(data["role"]), int(data["passages"])
        what = f"{count} passage" if count == 1 else f"{count} passages"
        people, total = data["participants"], data["participants_total"]
        whom = f" · {people} of {total}" if total else ""
        definition = str(data["definition"])
        found[role].append(CardText(key, str(data["label"]), what + whom, definition))
    return {role: tuple(cards) for role, cards in found.items()}


def _shortened(texts: Texts) -> Texts:
    """Return the cards with counts that leave out their noun, for narrow cards."""
    return {
        role: tuple(replace(t, count=re.sub(" passages?", "", t.count)) for t in cards)
        for role, cards in texts.items()
    }


def _on_page(
    graph: nx.MultiDiGraph[str], texts: Texts, body: Rect, ruler: CardRuler
) -> Drawing | None:
    links = [Link(str(key), a, b) for a, b, key in graph.edges(keys=True)]
    counts = counts_of(graph)
    for shape, cards in _shapes(texts, links, body, ruler):
        sizes = [count.size(shape.scale, ruler) for count in counts]
        found = _drawn(cards, shape, links, sizes, body, ruler)
        if found is not None:
            return found
    return None


def _shapes(
    texts: Texts, links: Sequence[Link], body: Rect, ruler: CardRuler
) -> Iterator[tuple[Shape, Texts]]:
    """Yield the ways to set the page that fit it, the most readable first."""
    short = _shortened(texts)
    known: dict[ZoneKey, ZoneDraft] = {}
    ranked: list[tuple[float, int, Shape, Texts]] = []
    for scale, nominal in product(_SCALES, _CARD_WIDTHS):
        width = nominal * scale
        cards = next((t for t in (texts, short) if _counts_fit(t, width, scale, ruler)), None)
        if cards is None:
            continue
        gaps = _expected_gaps(texts, links, scale)
        dear = _label_price(texts, width, scale, ruler)
        dear += 80 * (_SCALES[0] - scale) + (_CARD_WIDTHS[0] - nominal) / 10
        dear += 8.0 * (cards is short)
        for plan, even in product(Plan, (True, False)):
            fitting = (
                shape
                for shape in _choices(texts, plan, scale, width, gaps, even=even)
                if _fits(size_of(texts, shape, gaps=gaps, ruler=ruler, known=known), body)
            )
            for shape in islice(fitting, _ENOUGH):
                ranked.append((dear + _shape_price(texts, shape), len(ranked), shape, cards))
    ranked.sort(key=lambda r: r[:2])
    tried = Counter[float]()
    for _, _, shape, cards in ranked:
        tried[shape.scale] += 1
        if tried[shape.scale] <= _ATTEMPTS:
            yield shape, cards


def _counts_fit(texts: Texts, width: float, scale: float, ruler: CardRuler) -> bool:
    room = width - (2 * CARD_PAD + SWATCH + SWATCH_GAP) * scale
    return all(
        ruler.width(text.count, FontRole.COUNT, scale) <= room
        for cards in texts.values()
        for text in cards
    )


def _label_price(texts: Texts, width: float, scale: float, ruler: CardRuler) -> float:
    """Return how badly labels suffer at that card width: broken words, more than two lines."""
    price = 0.0
    for role, cards in texts.items():
        hub = role is CENTRE
        for text in cards:
            wide = hub_width(width) if hub else width
            spec = card_spec(text, hub=hub, width=wide, scale=scale, ruler=ruler)
            price += 5.0 * spec.label.broken + max(0, len(spec.label.lines) - 2)
    return price


def _shape_price(texts: Texts, shape: Shape) -> float:
    price = (4.0 if shape.plan is Plan.BANDS else 0.0) + (0.0 if shape.even else 3.0)
    price += sum(7.0 * (shape.columns[r] - 1) for r in (LEFT, CENTRE, RIGHT, FAR_RIGHT))
    for role in (TOP, BOTTOM):
        price += 1.5 * (-(-len(texts[role]) // shape.columns[role]) - 1)
    return price


def _fits(size: tuple[float, float], body: Rect) -> bool:
    return size[0] <= body.width and size[1] <= body.height


def _choices(
    texts: Texts,
    plan: Plan,
    scale: float,
    width: float,
    gaps: Mapping[str, float],
    *,
    even: bool,
) -> Iterator[Shape]:
    """Yield column counts, fewest first; zones above and below take as many as have room."""
    beside = (LEFT, CENTRE, RIGHT, FAR_RIGHT)
    most = [1 + (len(texts[role]) >= 3) + (len(texts[role]) >= 7) for role in beside]
    for columns in sorted(product(*(range(1, n + 1) for n in most)), key=sum):
        chosen = dict(zip(beside, columns, strict=True))
        inside = (CENTRE, RIGHT) if plan is Plan.CROSS else beside
        room = sum(
            zone_width(chosen[r], hub_width(width) if r is CENTRE else width, scale) for r in inside
        )
        room += gaps["v2"] + (0.0 if plan is Plan.CROSS else gaps["v1"] + gaps["v3"])
        fitting = 1
        while zone_width(fitting + 1, width, scale) <= room + 1e-6:
            fitting += 1
        for role in (TOP, BOTTOM):
            count = max(1, len(texts[role]))
            rows = -(-count // fitting)
            chosen[role] = -(-count // rows)
        yield Shape(plan, scale, width, chosen, even=even)


def _expected_gaps(texts: Texts, links: Sequence[Link], scale: float) -> dict[str, float]:
    """Return the gaps between zones that so many arrows are likely to need."""
    role_of = {text.key: role for role, cards in texts.items() for text in cards}
    load = dict.fromkeys(("v1", "v2", "v3", "h1", "h2"), 0.0)
    for link in links:
        gap = _NEIGHBOURS.get(frozenset({role_of[link.source], role_of[link.target]}))
        if gap is not None:
            load[gap] += 1.0
        else:
            for name in load:
                load[name] += 0.4
    return {
        name: max((40.0 if name[0] == "v" else 30.0), 24.0 + 4.0 * n) * scale
        for name, n in load.items()
    }


def _drawn(
    texts: Texts,
    shape: Shape,
    links: Sequence[Link],
    sizes: Sequence[tuple[float, float]],
    body: Rect,
    ruler: CardRuler,
) -> Drawing | None:
    """Return the drawing, widening gaps and cards until all arrows have room; None = too large."""
    needs: dict[str, float] = {}
    least: dict[str, tuple[float, float]] = {}
    for _ in range(_ROUNDS):
        bare = arrange(texts, shape, gaps=needs, least=least, ruler=ruler)
        if bare.width > body.width or bare.height > body.height:
            return None
        gaps = _with_slack(bare, needs, body)
        there = arrange(texts, shape, gaps=gaps, least=least, ruler=ruler)
        stubs = all_stubs(there)
        ways = find_ways(there, links, stubs)
        order = order_ends(ways)
        small = least_sizes(there, order, stubs)
        if small:
            _grow(least, small)
            continue
        tracks = _laid(there, ways, order, stubs)
        if tracks.needs:
            needs.update(tracks.needs)
            continue
        fixed = [*there.cards.values(), *there.headings.values()]
        badges = place_badges(tracks.points, sizes, fixed)
        lost = [k for k, rect in enumerate(badges) if rect is None]
        if not lost:
            better = _untangled(there, ways, order, stubs, tracks)
            moved = place_badges(better.points, sizes, fixed)
            if None not in moved:
                tracks, badges = better, moved
            return Drawing(there, tracks.points, tuple(b for b in badges if b is not None))
        for k in lost:
            _make_room(needs, there, ways[k], tracks.points[k], sizes[k])
    return None


def _make_room(
    needs: dict[str, float],
    there: Arrangement,
    way: Way,
    points: tuple[Point, ...],
    size: tuple[float, float],
) -> None:
    """Widen the lanes of an arrow whose count found no place; a straight one needs its length."""
    for leg in way.legs:
        line = there.lines[leg.line]
        width = line.hi - line.lo
        missing = 8.0 * there.shape.scale
        if len(points) == 2:
            (x, y), (right, bottom) = points
            short = room_for(size, level=y == bottom) - abs(right - x) - abs(bottom - y)
            missing = max(missing, short)
        needs[leg.line] = max(needs.get(leg.line, 0.0), width + missing)


def _grow(least: dict[str, tuple[float, float]], small: Mapping[str, tuple[float, float]]) -> None:
    for card, (width, height) in small.items():
        before = least.get(card, (0.0, 0.0))
        least[card] = max(before[0], width), max(before[1], height)


def _laid(
    there: Arrangement,
    ways: Sequence[Way],
    order: Mapping[tuple[str, Side], list[End]],
    stubs: Stubs,
) -> Tracks:
    return lay_tracks(there, ways, place_ends(ways, order, stubs=stubs, scale=there.shape.scale))


def _untangled(
    there: Arrangement,
    ways: Sequence[Way],
    order: Mapping[tuple[str, Side], list[End]],
    stubs: Stubs,
    best: Tracks,
) -> Tracks:
    """Return the tracks after swapping neighbours on a side wherever that saves a crossing."""
    price = _tangle(best)
    pairs = [(side, k) for side in sorted(order) for k in range(len(order[side]) - 1)]
    for side, k in pairs[:_SWAPS]:
        if price == 0:
            break
        ends = list(order[side])
        ends[k], ends[k + 1] = ends[k + 1], ends[k]
        trial = {**order, side: ends}
        tracks = _laid(there, ways, trial, stubs)
        if _tangle(tracks) < price:
            best, order, price = tracks, trial, _tangle(tracks)
    return _nudged(there, ways, order, stubs, best)


def _nudged(
    there: Arrangement,
    ways: Sequence[Way],
    order: Mapping[tuple[str, Side], list[End]],
    stubs: Stubs,
    best: Tracks,
) -> Tracks:
    """Return the tracks after moving ends a little where two arrows would run on one line."""
    ports = place_ends(ways, order, stubs=stubs, scale=there.shape.scale)
    merged = crossings(best.points)[1]
    for k, target, by in product(sorted(merged), (True, False), (3.0, -3.0, 5.0, -5.0)):
        if not merged:
            break
        side = ways[k].target_side if target else ways[k].source_side
        card = ways[k].link.target if target else ways[k].link.source
        stub, at = stubs[card][side], ports[k, target] + by
        mates = (ports[end] for end in order[card, side] if end != (k, target))
        if stub.lo <= at <= stub.hi and all(abs(at - mate) >= 5.0 for mate in mates):
            tracks = lay_tracks(there, ways, {**ports, (k, target): at})
            if _tangle(tracks) < _tangle(best):
                best, ports = tracks, {**ports, (k, target): at}
                merged = crossings(best.points)[1]
    return best


def _tangle(tracks: Tracks) -> int:
    across, along = crossings(tracks.points)
    return across + 20 * len(along) + 50 * len(tracks.needs)


def _with_slack(bare: Arrangement, needs: Mapping[str, float], body: Rect) -> dict[str, float]:
    """Return the gaps with the room left on the page shared out between the zones."""
    found = dict(needs)
    for names, spare in (
        (("v1", "v2", "v3"), body.width - bare.width),
        (("h1", "h2"), body.height - bare.height),
    ):
        for name in names:
            size = bare.lines[name].hi - bare.lines[name].lo
            found[name] = min(size + spare / len(names), _LOOSE * size)
    return found
