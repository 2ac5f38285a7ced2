"""Strauss and Corbin's arrangement: six zones of cards, and the lanes between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from gtcoder.analysis.diagram.boxes import FontRole, Rect
from gtcoder.analysis.diagram.cards import (
    CardRuler,
    CardSpec,
    CardText,
    Texts,
    card_spec,
    hub_width,
)
from gtcoder.vocabulary import ParadigmRole

Axis = Literal["v", "h"]
_Spans = list[tuple[float, float]]
ZoneKey = tuple[ParadigmRole, float, float, int, float]

LEFT, CENTRE, RIGHT, FAR_RIGHT, TOP, BOTTOM = (
    ParadigmRole.CAUSAL_CONDITION,
    ParadigmRole.PHENOMENON,
    ParadigmRole.STRATEGY,
    ParadigmRole.CONSEQUENCE,
    ParadigmRole.CONTEXT,
    ParadigmRole.INTERVENING_CONDITION,
)
HEADINGS: dict[ParadigmRole, str] = {
    ParadigmRole.CAUSAL_CONDITION: "Causal conditions",
    ParadigmRole.PHENOMENON: "Phenomenon",
    ParadigmRole.STRATEGY: "Strategies",
    ParadigmRole.CONSEQUENCE: "Consequences",
    ParadigmRole.CONTEXT: "Context",
    ParadigmRole.INTERVENING_CONDITION: "Intervening conditions",
}
EMPTY_WORDS = "None placed"

# Gap sizes at scale 1; a gap grows with what is routed through it.
_COLUMN_GAP, _ROW_GAP, _INNER_GAP = 44.0, 34.0, 8.0
PAD = 9.0


class Plan(StrEnum):
    """Cross: context and intervening conditions over the middle only; bands: over the page."""

    CROSS = "cross"
    BANDS = "bands"


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to set the page: plan, text scale, card width and columns of cards per zone.

    `floor` is the least height of all cards but the phenomenon's.
    """

    plan: Plan
    scale: float
    card_width: float
    columns: Mapping[ParadigmRole, int]
    floor: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A lane for arrows: it runs along `axis` between `start` and `end`, inside `lo` to `hi`.

    `zone` is the role whose cards it passes; only arrows of that zone may use it.
    """

    name: str
    axis: Axis
    lo: float
    hi: float
    start: float
    end: float
    zone: ParadigmRole | None = None

    @property
    def at(self) -> float:
        """The middle of the lane."""
        return (self.lo + self.hi) / 2


@dataclass(slots=True)
class Arrangement:
    """Zones, cards, headings and lanes, from (0, 0) to `width`, `height`."""

    shape: Shape
    width: float = 0.0
    height: float = 0.0
    zones: dict[ParadigmRole, Rect] = field(default_factory=dict)
    headings: dict[ParadigmRole, Rect] = field(default_factory=dict)
    cards: dict[str, Rect] = field(default_factory=dict)
    specs: dict[str, CardSpec] = field(default_factory=dict)
    role_of: dict[str, ParadigmRole] = field(default_factory=dict)
    first_row: frozenset[str] = frozenset()
    lines: dict[str, Line] = field(default_factory=dict)


def zone_width(columns: int, card_width: float, scale: float) -> float:
    """Return the width of a zone of so many columns, as long as no arrow runs between them."""
    return columns * card_width + (_INNER_GAP * (columns - 1) + 2 * PAD) * scale


@dataclass(frozen=True, slots=True)
class ZoneDraft:
    """A zone before it has a place: its size, and where its parts are inside it."""

    role: ParadigmRole
    width: float
    height: float
    heading: Rect
    cards: tuple[tuple[CardSpec, Rect, int], ...]  # with the row
    column_gaps: tuple[tuple[float, float], ...]
    row_gaps: tuple[tuple[float, float], ...]


def arrange(
    texts: Texts,
    shape: Shape,
    *,
    gaps: Mapping[str, float],
    least: Mapping[str, tuple[float, float]],
    ruler: CardRuler,
) -> Arrangement:
    """Return every zone and card in its place.

    `gaps` gives gaps a size of their own by lane name; `least` gives cards a least width and
    height, for the arrows that end on them.
    """
    zones = {
        role: _zone(role, texts[role], shape, gaps=gaps, least=least, ruler=ruler)
        for role in HEADINGS
    }
    places, spans, size = _places(zones, shape, gaps)
    lines = _lines(zones, places, *spans, cross=shape.plan is Plan.CROSS)
    found = Arrangement(shape, *size, lines={line.name: line for line in lines})
    first: set[str] = set()
    for role, zone in zones.items():
        x, y = places[role]
        found.zones[role] = Rect(x, y, zone.width, zone.height)
        found.headings[role] = _moved(zone.heading, x, y)
        for spec, rect, row in zone.cards:
            found.cards[spec.text.key] = _moved(rect, x, y)
            found.specs[spec.text.key] = spec
            found.role_of[spec.text.key] = role
            if row == 0:
                first.add(spec.text.key)
    found.first_row = frozenset(first)
    return found


def size_of(
    texts: Texts,
    shape: Shape,
    *,
    gaps: Mapping[str, float],
    ruler: CardRuler,
    known: dict[ZoneKey, ZoneDraft],
) -> tuple[float, float]:
    """Return width and height of the arrangement; `known` remembers zones between calls."""
    zones = {}
    for role in HEADINGS:
        key = role, shape.scale, shape.card_width, shape.columns[role], shape.floor
        if key not in known:
            known[key] = _zone(role, texts[role], shape, gaps={}, least={}, ruler=ruler)
        zones[role] = known[key]
    return _places(zones, shape, gaps)[2]


def _moved(rect: Rect, x: float, y: float) -> Rect:
    return Rect(rect.x + x, rect.y + y, rect.width, rect.height)


def _zone(
    role: ParadigmRole,
    texts: tuple[CardText, ...],
    shape: Shape,
    *,
    gaps: Mapping[str, float],
    least: Mapping[str, tuple[float, float]],
    ruler: CardRuler,
) -> ZoneDraft:
    s = shape.scale
    floor = 0.0 if role is CENTRE else shape.floor
    width = hub_width(shape.card_width) if role is CENTRE else shape.card_width
    width = max([width, *(least.get(t.key, (0, 0))[0] for t in texts)])
    specs = [card_spec(t, hub=role is CENTRE, width=width, scale=s, ruler=ruler) for t in texts]
    heights = [max(spec.height, floor, least.get(spec.text.key, (0, 0))[1]) for spec in specs]
    if heights and max(heights) - min(heights) < 1.5 * ruler.height(FontRole.LABEL, s):
        heights = [max(heights)] * len(heights)
    columns = max(1, min(shape.columns[role], len(specs)))
    rows = [heights[k : k + columns] for k in range(0, len(heights), columns)]
    across = [gaps.get(f"{role}:c{k}", _INNER_GAP * s) for k in range(columns - 1)]
    down = [gaps.get(f"{role}:r{k}", _INNER_GAP * s) for k in range(len(rows) - 1)]
    title = ruler.measure(HEADINGS[role], FontRole.ZONE, s)
    inner = columns * width + sum(across)
    pad, above = PAD * s, title[1] + 12 * s
    tops = [sum(map(max, rows[:k])) + sum(down[:k]) for k in range(len(rows))]
    lefts = [k * width + sum(across[:k]) for k in range(columns)]
    body = tops[-1] + max(rows[-1]) if rows else ruler.height(FontRole.NOTE, s) + 2 * s
    head = 0.0 if role is not BOTTOM else body + pad
    start = pad if role is BOTTOM else above
    cards = tuple(
        (spec, Rect(pad + lefts[k % columns], start + tops[k // columns], width,
                    max(rows[k // columns])), k // columns)
        for k, spec in enumerate(specs)
    )  # fmt: skip
    return ZoneDraft(
        role,
        max(inner, title[0]) + 2 * pad,
        body + pad + above,
        Rect(pad + 1.5 * s, head + 6 * s, title[0], title[1]),
        cards,
        tuple((pad + x + width, pad + x + width + g) for x, g in zip(lefts, across, strict=False)),
        tuple(
            (start + y + max(row), start + y + max(row) + g)
            for y, row, g in zip(tops, rows, down, strict=False)
        ),
    )


def _places(
    zones: Mapping[ParadigmRole, ZoneDraft], shape: Shape, gaps: Mapping[str, float]
) -> tuple[dict[ParadigmRole, tuple[float, float]], tuple[_Spans, _Spans], tuple[float, float]]:
    """Return the zones' places, the gaps between them across and down, and the whole size."""
    s, cross = shape.scale, shape.plan is Plan.CROSS
    v = [gaps.get(f"v{k}", 0.0 if k in (0, 4) else _COLUMN_GAP * s) for k in range(5)]
    h = [gaps.get(f"h{k}", 0.0 if k in (0, 3) else _ROW_GAP * s) for k in range(4)]
    wide = max(zones[TOP].width, zones[BOTTOM].width)
    if cross:
        v[2] = max(v[2], wide - zones[CENTRE].width - zones[RIGHT].width)
    x_left = v[0]
    x_centre = x_left + zones[LEFT].width + v[1]
    x_right = x_centre + zones[CENTRE].width + v[2]
    x_far = x_right + zones[RIGHT].width + v[3]
    end = x_far + zones[FAR_RIGHT].width
    spare = 0.0 if cross else max(0.0, wide - (end - x_left)) / 2
    x_left, x_centre, x_right, x_far = (x + spare for x in (x_left, x_centre, x_right, x_far))
    end += 2 * spare
    middle = (x_centre + x_right + zones[RIGHT].width) / 2 if cross else (v[0] + end) / 2
    inside = (CENTRE, RIGHT) if cross else (LEFT, CENTRE, RIGHT, FAR_RIGHT)
    tall = max(zones[r].height for r in inside)
    stack = zones[TOP].height + h[1] + tall + h[2] + zones[BOTTOM].height
    body = max(stack, *(zones[r].height for r in (LEFT, FAR_RIGHT)))
    y_top = h[0] + (body - stack) / 2
    y_mid = y_top + zones[TOP].height + h[1]
    y_bottom = y_mid + tall + h[2]
    floor = h[0] + body

    def beside(role: ParadigmRole) -> float:
        room = zones[role].height
        return min(max(y_mid + (tall - room) / 2, h[0]), floor - room)

    places = {
        LEFT: (x_left, beside(LEFT)),
        CENTRE: (x_centre, beside(CENTRE)),
        RIGHT: (x_right, beside(RIGHT)),
        FAR_RIGHT: (x_far, beside(FAR_RIGHT)),
        TOP: (middle - zones[TOP].width / 2, y_top),
        BOTTOM: (middle - zones[BOTTOM].width / 2, y_bottom),
    }
    size = end + v[4], floor + h[3]
    xs = [(0.0, v[0]), (x_left + zones[LEFT].width, x_centre),
          (x_centre + zones[CENTRE].width, x_right),
          (x_right + zones[RIGHT].width, x_far), (end, size[0])]  # fmt: skip
    ys = [(0.0, h[0]), (y_top + zones[TOP].height, y_mid), (y_mid + tall, y_bottom),
          (floor, size[1])]  # fmt: skip
    return places, (xs, ys), size


def _lines(
    zones: Mapping[ParadigmRole, ZoneDraft],
    places: Mapping[ParadigmRole, tuple[float, float]],
    xs: _Spans,
    ys: _Spans,
    *,
    cross: bool,
) -> Iterator[Line]:
    """Yield the lanes between zones, then those between cards, each from lane to lane."""
    vx = [(lo + hi) / 2 for lo, hi in xs]
    hy = [(lo + hi) / 2 for lo, hi in ys]
    full_h, mid_h = (hy[0], hy[3]), (hy[1], hy[2])
    for k, (lo, hi) in enumerate(xs):
        whole = k in (0, 4) or (cross and k in (1, 3))
        yield Line(f"v{k}", "v", lo, hi, *(full_h if whole else mid_h))
    for k, (lo, hi) in enumerate(ys):
        inner = cross and k in (1, 2)
        yield Line(f"h{k}", "h", lo, hi, *((vx[1], vx[3]) if inner else (vx[0], vx[4])))
    side_h = full_h if cross else mid_h
    band_v = (vx[1], vx[3]) if cross else (vx[0], vx[4])
    extents = {
        LEFT: (side_h, (vx[0], vx[1])),
        CENTRE: (mid_h, (vx[1], vx[2])),
        RIGHT: (mid_h, (vx[2], vx[3])),
        FAR_RIGHT: (side_h, (vx[3], vx[4])),
        TOP: ((hy[0], hy[1]), band_v),
        BOTTOM: ((hy[2], hy[3]), band_v),
    }
    for role, zone in zones.items():
        x, y = places[role]
        down, along = extents[role]
        for k, (lo, hi) in enumerate(zone.column_gaps):
            yield Line(f"{role}:c{k}", "v", x + lo, x + hi, *down, zone=role)
        for k, (lo, hi) in enumerate(zone.row_gaps):
            yield Line(f"{role}:r{k}", "h", y + lo, y + hi, *along, zone=role)
