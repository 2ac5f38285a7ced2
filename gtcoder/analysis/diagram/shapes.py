"""The ways to set a paradigm on a page that fit it, the most readable first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, product

from gtcoder.analysis.diagram.arrangement import (
    BOTTOM,
    CENTRE,
    FAR_RIGHT,
    LEFT,
    RIGHT,
    TOP,
    Plan,
    Shape,
    ZoneDraft,
    ZoneKey,
    size_of,
    zone_width,
)
from gtcoder.analysis.diagram.boxes import FontRole, Rect
from gtcoder.analysis.diagram.cards import (
    CARD_PAD,
    SWATCH,
    SWATCH_GAP,
    CardRuler,
    Texts,
    card_spec,
    hub_width,
)
from gtcoder.analysis.diagram.routing import Link

_SCALES = (1.12, 1.06, 1.0, 0.95, 0.91, 0.87, 0.83, 0.8, 0.77, 0.74, 0.7)
_CARD_WIDTHS = (152.0, 140.0, 128.0, 117.0, 106.0, 96.0)
_ENOUGH = 3  # fitting column choices kept for each size of text and card
_NEIGHBOURS = {
    frozenset({LEFT, CENTRE}): "v1",
    frozenset({CENTRE, RIGHT}): "v2",
    frozenset({RIGHT, FAR_RIGHT}): "v3",
    frozenset({TOP, CENTRE}): "h1",
    frozenset({TOP, RIGHT}): "h1",
    frozenset({BOTTOM, CENTRE}): "h2",
    frozenset({BOTTOM, RIGHT}): "h2",
}


def fitting_shapes(
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
        tallest = _tallest(texts, width, scale, ruler)
        for plan, floor in product(Plan, (tallest, 0.0)):
            fitting = (
                shape
                for shape in _choices(texts, plan, scale, width, gaps, floor=floor)
                if _fits(size_of(texts, shape, gaps=gaps, ruler=ruler, known=known), body)
            )
            for shape in islice(fitting, _ENOUGH):
                ranked.append((dear + _shape_price(texts, shape), len(ranked), shape, cards))
    ranked.sort(key=lambda r: r[:2])
    yield from ((shape, cards) for _, _, shape, cards in ranked)


def _shortened(texts: Texts) -> Texts:
    """Return the cards with counts that leave out their noun, for narrow cards."""
    return {
        role: tuple(replace(t, count=re.sub(" passages?", "", t.count)) for t in cards)
        for role, cards in texts.items()
    }


def _counts_fit(texts: Texts, width: float, scale: float, ruler: CardRuler) -> bool:
    room = width - (2 * CARD_PAD + SWATCH + SWATCH_GAP) * scale
    return all(
        ruler.width(text.count, FontRole.COUNT, scale) <= room
        for cards in texts.values()
        for text in cards
    )


def _tallest(texts: Texts, width: float, scale: float, ruler: CardRuler) -> float:
    """Return the height of the tallest card but the phenomenon's."""
    cards = (text for role, found in texts.items() if role is not CENTRE for text in found)
    heights = (
        card_spec(text, hub=False, width=width, scale=scale, ruler=ruler).height for text in cards
    )
    return max(heights, default=0.0)


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
    price = (4.0 if shape.plan is Plan.BANDS else 0.0) + (0.0 if shape.floor else 3.0)
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
    floor: float,
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
        yield Shape(plan, scale, width, chosen, floor)


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
