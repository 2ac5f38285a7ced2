"""What stands around the steps: columns before and after, bands above and below, pills."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gtcoder.analysis.diagram.boxes import FontRole, Point, Rect
from gtcoder.analysis.diagram.figure import BoxShape, FigureEdge, Heads
from gtcoder.analysis.diagram.figure_rules import IMPLIED
from gtcoder.analysis.diagram.stepwise_draft import Draft
from gtcoder.analysis.diagram.stepwise_rows import plan_rows
from gtcoder.analysis.diagram.stepwise_story import Band, Item, Story, Unit

_PILL_PAD, _PILL_HIGH = 9.0, 19.0
_LOWEST, _HIGHEST = 27.0, 44.0  # of a box in a column, at scale 1
_CHAIN_LOW, _CHAIN_GAP = 26.0, 15.0
_CHAIN_WIDE, _CHAIN_ROWS = 190.0, 3


def column_height(draft: Draft, bands: Sequence[Band], width: float) -> float:
    """Return how high the bands are under each other, as low as they can be."""
    return sum(_column(draft, band, width)[2] for band in bands) + _gaps(draft, bands)


def draw_column(
    draft: Draft, bands: Sequence[Band], x: float, width: float, room: Rect, high: float
) -> None:
    """Draw the bands under each other in the middle of `room`, no higher than `high`."""
    needs = [_column(draft, band, width) for band in bands]
    boxes = sum(len(band.members) for band in bands)
    slack = high - sum(total for _, _, total in needs) - _gaps(draft, bands)
    more = max(0.0, min(slack / boxes if boxes else 0.0, 18 * draft.scale))
    at, y = len(draft.boxes), room.y
    for band, (title, box, _) in zip(bands, needs, strict=True):
        y = _draw_band(draft, band, Rect(x, y, width, title), box, more) + 14 * draft.scale
    draft.lower(at, room.cy - (room.y + y - 14 * draft.scale) / 2)


def _gaps(draft: Draft, bands: Sequence[Band]) -> float:
    return 14 * draft.scale * (len(bands) - 1)


def _column(draft: Draft, band: Band, width: float) -> tuple[float, float, float]:
    """Return the height of the title, of each box, and of the whole band."""
    scale = draft.scale
    inner = _inner(band, width, scale)
    title = 0.0
    if band.head:
        title = draft.height(band.head.label, FontRole.LABEL, width - 16 * scale) + 19 * scale
    highest = max(
        (draft.height(item.label, FontRole.BODY, inner - 10 * scale) for item in band.members),
        default=0.0,
    )
    box = max(highest + 9 * scale, _LOWEST * scale)
    gap = 7 * scale
    total = title + len(band.members) * (box + gap) - gap + (9 * scale if band.head else 0.0)
    return title, box, total


def _inner(band: Band, width: float, scale: float) -> float:
    return width - 18 * scale if band.head else width


def _draw_band(draft: Draft, band: Band, top: Rect, box: float, more: float) -> float:
    """Draw one band from `top` (place of its title) down; return its bottom."""
    scale = draft.scale
    at, parent = len(draft.boxes), band.head.key if band.head else ""
    grown = min(more * 0.65, max(0.0, _HIGHEST * scale - box))
    gap = 7 * scale + min(more - grown, 8 * scale)
    inner = _inner(band, top.width, scale)
    y = top.y + top.height
    for item in band.members:
        draft.leaf(item, Rect(top.cx - inner / 2, y, inner, box + grown), parent, pad=5.0)
        y += box + grown + gap
    bottom = y - gap
    if band.head:
        bottom += 9 * scale
        title = Rect(top.x + 8 * scale, top.y + 10 * scale, top.width - 16 * scale, top.height)
        whole = Rect(top.x, top.y, top.width, bottom - top.y)
        draft.frame(band.head, band.kind, whole, "", title=title, align="center", at=at)
    return bottom


def pill_rows(
    draft: Draft, items: Sequence[Item], width: float
) -> tuple[list[list[tuple[Item, float]]], float]:
    """Return the pills in rows with their widths, and how high each pill is.

    In one row of two lines each when that saves room, and no pill wider than it need be.
    """
    scale = draft.scale
    choices: list[tuple[int, float, int, list[list[tuple[Item, float]]], float]] = []
    for most in (0.5, 0.3, 0.2, 0.16, 0.14, 0.12, 0.1):
        inner = max(width * most, 40 * scale) - 2 * _PILL_PAD * scale
        sizes = [draft.size(item.label, FontRole.BODY, inner) for item in items]
        wide = [w + 2 * _PILL_PAD * scale for w, _ in sizes]
        high = max(max((h for _, h in sizes), default=0.0) + 7 * scale, _PILL_HIGH * scale)
        rows = _filled(items, wide, width, 7 * scale)
        before = draft.broken
        deep = max([1, *(len(draft.lines(item.label, FontRole.BODY, inner)) for item in items)])
        broken, draft.broken = draft.broken - before, before
        total = len(rows) * (high + 5 * scale) + max(deep - 2, 0) * 14 * scale
        choices.append((broken, round(total, 3), -len(choices), rows, high))
    _, _, _, rows, high = min(choices, key=lambda choice: choice[:3])
    return rows, high


def _filled(
    items: Sequence[Item], wide: Sequence[float], width: float, gap: float
) -> list[list[tuple[Item, float]]]:
    """Return the pills in as few rows as hold them, about as many in each."""
    for count in range(1, len(items) + 1):
        units = [Unit(item) for item in items]
        known = {item.key: w for item, w in zip(items, wide, strict=True)}
        rows = [
            [(unit.item, known[unit.item.key]) for unit in row] for row in plan_rows(units, count)
        ]
        if all(sum(w for _, w in row) + gap * (len(row) - 1) <= width for row in rows):
            return rows
    return [[(item, min(w, width))] for item, w in zip(items, wide, strict=True)]


def draw_pills(
    draft: Draft,
    items: Sequence[Item],
    room: Rect,
    parent: str,
    *,
    spread: bool,
) -> float:
    """Draw the pills in rows from the top of `room` down; return their bottom.

    `spread` sets them apart over the whole width, else they stand at its right end.
    """
    rows, high = pill_rows(draft, items, room.width)
    y = room.y
    for row in rows:
        used = sum(w for _, w in row)
        gap = (room.width - used) / (len(row) - 1) if spread and len(row) > 1 else 7 * draft.scale
        gap = min(gap, (46 if len(row) < 4 else 120) * draft.scale)
        x = room.x if spread else room.right - used - gap * (len(row) - 1)
        for item, wide in row:
            rect = Rect(x, y, wide, high)
            draft.leaf(item, rect, parent, shape=BoxShape.PILL, pad=_PILL_PAD - 0.5)
            x += wide + gap
        y += high + 5 * draft.scale
    return y - (5 * draft.scale if rows else 0.0)


def draw_carried(draft: Draft, band: Band, room: Rect, parent: str) -> float:
    """Draw the band of what is carried along, title left and pills right; return its bottom."""
    scale, at = draft.scale, len(draft.boxes)
    pad = 9 * scale
    inner = Rect(room.x + pad, room.y + 6 * scale, room.width - 2 * pad, 0.0)
    title = inner
    if band.head is None:
        bottom = draw_pills(draft, band.members, inner, band.key, spread=True)
    else:
        wide, high = draft.size(band.head.label, FontRole.LABEL, inner.width)
        rows, pill = pill_rows(draft, band.members, inner.width)
        used = sum(w for _, w in rows[0]) + 7 * scale * (len(rows[0]) - 1) if rows else 0.0
        if len(rows) == 1 and used + wide + 14 * scale <= inner.width:
            bottom = draw_pills(draft, band.members, inner, band.key, spread=False)
            title = Rect(inner.x, inner.y + (pill - high) / 2, wide + 1, high)
        else:
            title = Rect(inner.x, inner.y, inner.width, high)
            below = Rect(inner.x, inner.y + high + 4 * scale, inner.width, 0.0)
            bottom = draw_pills(draft, band.members, below, band.key, spread=True)
    bottom += 6 * scale
    whole = Rect(room.x, room.y, room.width, bottom - room.y)
    draft.frame(band.head, band.kind, whole, parent, title=title, key=band.key, at=at)
    return bottom


def draw_alongside(draft: Draft, band: Band, room: Rect, parent: str, story: Story) -> float:
    """Draw the band of what runs alongside, its members a chain; return its bottom."""
    scale, at = draft.scale, len(draft.boxes)
    pad = 9 * scale
    inner = Rect(room.x + pad, room.y + 7 * scale, room.width - 2 * pad, 0.0)
    y, title = inner.y, inner
    if band.head:
        high = draft.height(band.head.label, FontRole.LABEL, inner.width)
        title = Rect(inner.x, y, inner.width, high)
        y += high + 6 * scale
    y = _draw_chain(draft, band, Rect(inner.x, y, inner.width, 0.0), story)
    bottom = y + 8 * scale
    whole = Rect(room.x, room.y, room.width, bottom - room.y)
    draft.frame(band.head, band.kind, whole, parent, title=title, key=band.key, at=at)
    return bottom


def _draw_chain(draft: Draft, band: Band, room: Rect, story: Story) -> float:
    """Draw the members in rows, joined in their order where the graph joins none of them."""
    scale, gap = draft.scale, _CHAIN_GAP * draft.scale
    count = _chain_rows(draft, band.members, room.width, gap)
    inside = {item.key for item in band.members}
    joined = any(a.source in inside and a.target in inside for a in story.arrows)
    y, rects = room.y, {}
    rows = plan_rows([Unit(item) for item in band.members], count)
    most = max(len(row) for row in rows)
    wide = _chain_width(len(band.members), count, room.width, gap, scale)
    apart = (room.width - wide * most) / (most - 1) if most > 1 else 0.0
    apart = min(apart, 2.5 * gap)
    left = room.cx - (wide * most + apart * (most - 1)) / 2
    inner = wide - 8 * scale
    for row in rows:
        high = max(draft.height(unit.item.label, FontRole.BODY, inner) for unit in row)
        high = max(high + 8 * scale, _CHAIN_LOW * scale)
        if y > room.y:
            draft.ys.append((y, y + gap))
            y += gap
        for k, unit in enumerate(row):
            rect = Rect(left + k * (wide + apart), y, wide, high)
            rects[unit.item.key] = rect
            draft.leaf(unit.item, rect, band.key, pad=4.0)
        draft.xs += [(rects[a.item.key].right, rects[b.item.key].x) for a, b in pairwise(row)]
        y += high
    if not joined:
        for one, two in pairwise(band.members):
            _link(draft, one.key, two.key, rects[one.key], rects[two.key])
    return y


def _chain_rows(draft: Draft, items: Sequence[Item], width: float, gap: float) -> int:
    """Return in how few rows the chain stands, no word broken that another number leaves whole."""
    found: list[tuple[int, int]] = []
    for count in range(1, min(len(items), _CHAIN_ROWS) + 1):
        wide = _chain_width(len(items), count, width, gap, draft.scale) - 8 * draft.scale
        before = draft.broken
        lines = [len(draft.lines(item.label, FontRole.BODY, max(wide, 8.0))) for item in items]
        found.append((draft.broken - before + sum(n > 4 for n in lines), count))
        draft.broken = before
    return min(found)[1]


def _chain_width(members: int, rows: int, width: float, gap: float, scale: float) -> float:
    most = -(-members // rows)
    return min((width - gap * (most - 1)) / most, _CHAIN_WIDE * scale)


def _link(draft: Draft, one: str, two: str, a: Rect, b: Rect) -> None:
    points: tuple[Point, ...]
    if a.y == b.y:
        points = ((a.right, a.cy), (b.x, b.cy))
    else:
        middle = (a.bottom + b.y) / 2
        points = ((a.cx, a.bottom), (a.cx, middle), (b.cx, middle), (b.cx, b.y))
    draft.implied.append(
        FigureEdge(f"{IMPLIED}chain:{one}:{two}", one, two, points, kind="alongside", weight=0.2)
    )


def draw_carry(draft: Draft, band: str, bottom: float, steps: Sequence[str]) -> None:
    """Draw an arrow from the band down to each of the steps of the first row."""
    rects = {box.key: box.rect for box in draft.boxes}
    for step in steps:
        rect = rects[step]
        points = ((rect.cx, bottom), (rect.cx, rect.y))
        key = f"{IMPLIED}carried:{band}:{step}"
        draft.implied.append(FigureEdge(key, band, step, points, kind="carried", weight=0.1))


def draw_bracket(draft: Draft, band: str, holder: str, room: Rect) -> None:
    """Draw the bracket below the steps, and arrows both ways between it and the band.

    `room` reaches from the bracket to the band.
    """
    lip = room.y - 5 * draft.scale
    points = ((room.x, lip), (room.x, room.y), (room.right, room.y), (room.right, lip))
    key, end = f"{IMPLIED}alongside:{band}", holder or band
    draft.implied.append(
        FigureEdge(f"{key}:bracket", band, end, points, "alongside", Heads.NONE, weight=0.15)
    )
    for k, share in enumerate((0.105, 0.5, 0.895), 1):
        x = room.x + share * room.width
        ends = ((x, room.bottom), (x, room.y))
        draft.implied.append(
            FigureEdge(f"{key}:{k}", band, end, ends, "alongside", Heads.BOTH, weight=0.15)
        )
