"""Lead the edges of a stepwise figure between its boxes, and place their labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gtcoder.analysis.diagram.boxes import FontRole, Point, Rect, Text
from gtcoder.analysis.diagram.figure import FigureBox, FigureEdge, Heads, Mark
from gtcoder.analysis.diagram.figure_frame import disc, lines_of, set_lines, size_of
from gtcoder.analysis.diagram.figure_rules import ancestors, crosses
from gtcoder.analysis.diagram.figure_wires import Port, Side, Wire, Wiring, lanes
from gtcoder.analysis.diagram.stepwise_draft import Draft
from gtcoder.analysis.diagram.stepwise_story import Arrow, Story
from gtcoder.progress import Progress

_WEIGHTS = {"prerequisite": 0.85, "outcome": 0.85, "step": 0.42, "branch": 0.42}
_ASIDE = 22.0  # what a place beside the middle of a side costs
_ACROSS = 6.0  # what one right across from the other box's middle costs
_HEAD = 7.0  # from a label to a head of its own edge
_STUB = 9.0  # the straight piece at either end
_TRUNK = 0.42  # where a fan parts, of the way from box to box
_FORWARD: tuple[dict[Side, float], dict[Side, float]] = (
    {"right": 0.0, "bottom": 4.0, "top": 9.0, "left": 300.0},
    {"left": 0.0, "top": 2.0, "bottom": 9.0, "right": 300.0},
)
_BACK: tuple[dict[Side, float], dict[Side, float]] = (
    {"bottom": 0.0, "top": 2.0, "left": 12.0, "right": 14.0},
    {"bottom": 0.0, "top": 2.0, "right": 12.0, "left": 14.0},
)


@dataclass(frozen=True, slots=True)
class Led:
    """The edges with their ways; `merged` run on a line with others, `unplaced` lost a label.

    `lost` have no way at all.
    """

    edges: tuple[FigureEdge, ...]
    merged: int
    unplaced: tuple[Arrow, ...]
    lost: int


def lead(draft: Draft, story: Story, progress: Progress) -> Led:
    """Return the edges of the model, led through the gutters of the draft."""
    boxes = {box.key: box for box in draft.boxes}
    wiring = Wiring(
        {key: box.rect for key, box in boxes.items()},
        [text.rect for box in draft.boxes if box.framed for text in box.texts],
        [lane for gutter in draft.xs for lane in lanes(*gutter)],
        [lane for gutter in draft.ys for lane in lanes(*gutter)],
        _STUB * max(draft.scale, 0.8),
    )
    for edge in draft.implied:
        wiring.take(edge.points, edge.key)
    wires = {arrow.key: _wire(arrow, story, boxes, draft) for arrow in story.arrows}
    ways: dict[str, tuple[Point, ...]] = {}
    for arrow in story.arrows:
        wire = wires[arrow.key]
        found = _plain_way(wire, boxes, wiring)
        if found:
            ways[arrow.key] = found
            wiring.take(found, wire.bundle)
    merged = lost = 0
    for arrow in sorted(story.arrows, key=lambda a: _reach(a, boxes)):
        progress.step(len(ways), len(story.arrows), "arrows")
        if arrow.key in ways:
            continue
        wire = wires[arrow.key]
        way = wiring.way(wire)
        if way is None:
            way = wiring.way(wire, alone=False)
            merged += 1
        if way is None:
            lost += 1
            continue
        ways[arrow.key] = way
        wiring.take(way, wire.bundle)
    edges = [_edge(arrow, ways[arrow.key]) for arrow in story.arrows if arrow.key in ways]
    placed, unplaced = _labelled(edges, story, boxes, draft)
    return Led(tuple(placed), merged, unplaced, lost)


def _edge(arrow: Arrow, points: tuple[Point, ...]) -> FigureEdge:
    heads = Heads.BOTH if arrow.both_ways else Heads.END
    weight = _WEIGHTS.get(arrow.kind, 0.35)
    return FigureEdge(
        arrow.key, arrow.source, arrow.target, points, arrow.kind, heads, weight=weight
    )


def _reach(arrow: Arrow, boxes: Mapping[str, FigureBox]) -> float:
    a, b = boxes[arrow.source].rect, boxes[arrow.target].rect
    return abs(a.cx - b.cx) + abs(a.cy - b.cy)


def _wire(arrow: Arrow, story: Story, boxes: dict[str, FigureBox], draft: Draft) -> Wire:
    free = ancestors(arrow.source, boxes) | ancestors(arrow.target, boxes)
    order = list(boxes)
    forward = order.index(arrow.source) < order.index(arrow.target)
    starts, ends = _FORWARD if forward else _BACK
    return Wire(
        arrow.source,
        arrow.target,
        tuple(_ports(boxes[arrow.source].rect, boxes[arrow.target].rect, starts, draft.scale)),
        tuple(_ports(boxes[arrow.target].rect, boxes[arrow.source].rect, ends, draft.scale)),
        free,
        _bundle(arrow, story),
    )


def _bundle(arrow: Arrow, story: Story) -> str:
    """Return what the edge may share a line with: a fan from a step to its branches, or back."""
    for stage in story.stages:
        for unit in stage.units:
            branches = {item.key for item in unit.branches}
            if arrow.source == unit.item.key and arrow.target in branches:
                return f"out of {arrow.source}"
            if arrow.source in branches and arrow.target not in branches and not arrow.both_ways:
                return f"{unit.item.key} into {arrow.target}"
    return arrow.key


def _ports(rect: Rect, other: Rect, prices: Mapping[Side, float], scale: float) -> Iterator[Port]:
    """Yield the places where an edge to or from `other` may meet the box."""
    for side, price in prices.items():
        level = side in ("left", "right")
        low, long, across = (
            (rect.y, rect.height, other.cy) if level else (rect.x, rect.width, other.cx)
        )
        apart = max(min(9 * scale, long / 5), 3.6)
        places = [(low + long / 2 + k * apart, _ASIDE * abs(k)) for k in (0, 1, -1, 2, -2, 3, -3)]
        if abs(across - low - long / 2) < long / 4:
            places.append((across, _ACROSS))
        edge = {"left": rect.x, "right": rect.right, "top": rect.y, "bottom": rect.bottom}[side]
        for at, more in places:
            if low + 4 <= at <= low + long - 4:
                yield Port((edge, at) if level else (at, edge), side, price + more)


def _plain_way(
    wire: Wire, boxes: Mapping[str, FigureBox], wiring: Wiring
) -> tuple[Point, ...] | None:
    """Return the straight way between neighbours, or one with a single step aside."""
    a, b = boxes[wire.source], boxes[wire.target]
    for points in (*_straight(a, b), *_stepped(a.rect, b.rect)):
        if wiring.clear(points, wire):
            return points
    return None


def _straight(a: FigureBox, b: FigureBox) -> Iterator[tuple[Point, ...]]:
    one, two = a.rect, b.rect
    x = (one.right, two.x) if one.right <= two.x else (one.x, two.right)
    if one.right <= two.x or two.right <= one.x:
        for y in _levels(a, b):
            yield (x[0], y), (x[1], y)
    if abs(one.cx - two.cx) < 0.5 and (one.bottom <= two.y or two.bottom <= one.y):
        y_ends = (one.bottom, two.y) if one.bottom <= two.y else (one.y, two.bottom)
        yield (one.cx, y_ends[0]), (one.cx, y_ends[1])


def _levels(a: FigureBox, b: FigureBox) -> Iterator[float]:
    """Yield the heights at which a level line meets both boxes in a place that looks meant."""
    if abs(a.rect.cy - b.rect.cy) < 0.5:
        yield a.rect.cy
        return
    small, large = sorted((a, b), key=lambda box: box.rect.height)
    if large.framed and large.rect.y + 12 < small.rect.cy < large.rect.bottom - 12:
        yield small.rect.cy


def _stepped(one: Rect, two: Rect) -> Iterator[tuple[Point, ...]]:
    gap = two.x - one.right
    if 8 <= gap <= 75:
        x = one.right + gap * _TRUNK
        yield (one.right, one.cy), (x, one.cy), (x, two.cy), (two.x, two.cy)


def _labelled(
    edges: Sequence[FigureEdge], story: Story, boxes: dict[str, FigureBox], draft: Draft
) -> tuple[list[FigureEdge], tuple[Arrow, ...]]:
    """Return the edges with labels and numbers where there is room, and those without."""
    arrows = {arrow.key: arrow for arrow in story.arrows}
    lines = [*edges, *draft.implied]
    placed: list[FigureEdge] = []
    unplaced: list[Arrow] = []
    used: list[Rect] = []
    for edge in edges:
        arrow = arrows[edge.key]
        label, mark = _sign(arrow, draft)
        for size in [s for s in (label, mark) if s is not None]:
            spot = _spot(edge, size, boxes, lines, used)
            if spot is None:
                unplaced.append(arrow)
                break
            used.append(spot)
            edge = _signed(edge, arrow, spot, draft, text=size is label)
        placed.append(edge)
    return placed, tuple(unplaced)


def _sign(
    arrow: Arrow, draft: Draft
) -> tuple[tuple[float, float] | None, tuple[float, float] | None]:
    """Return the sizes of the label's patch and of the number's disc."""
    label = mark = None
    if arrow.label:
        wide, high = size_of(
            _words(arrow, draft), FontRole.NOTE, scale=draft.scale, ruler=draft.ruler
        )
        label = wide + 4, high + 1
    if arrow.number:
        rect = _disc(arrow, draft, 0.0, 0.0).rect
        mark = rect.width, rect.height
    return label, mark


def _words(arrow: Arrow, draft: Draft) -> tuple[str, ...]:
    return lines_of(
        arrow.label, FontRole.NOTE, width=90 * draft.scale, scale=draft.scale, ruler=draft.ruler
    )[0]


def _disc(arrow: Arrow, draft: Draft, x: float, y: float) -> Mark:
    return disc(arrow.number, x, y, 6 * draft.scale, scale=draft.scale, ruler=draft.ruler)


def _signed(edge: FigureEdge, arrow: Arrow, spot: Rect, draft: Draft, *, text: bool) -> FigureEdge:
    if not text:
        return replace(edge, mark=_disc(arrow, draft, spot.cx, spot.cy))
    words = _words(arrow, draft)
    texts: tuple[Text, ...] = set_lines(
        words, FontRole.NOTE, spot, scale=draft.scale, ruler=draft.ruler
    )
    return replace(edge, texts=texts, label=spot)


def _spot(
    edge: FigureEdge,
    size: tuple[float, float],
    boxes: dict[str, FigureBox],
    lines: Sequence[FigureEdge],
    used: Sequence[Rect],
) -> Rect | None:
    """Return where on the edge a patch of that size hides nothing."""
    free = ancestors(edge.source, boxes) | ancestors(edge.target, boxes)
    pieces = sorted(
        pairwise(edge.points), key=lambda p: -abs(p[0][0] - p[1][0]) - abs(p[0][1] - p[1][1])
    )
    for a, b in pieces:
        for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8):
            x, y = a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
            rect = Rect(x - size[0] / 2, y - size[1] / 2, *size)
            near = rect.grown(1.5)
            if (
                not any(_hides(rect, edge, end) for end in (a, b))
                and not any(near.meets(other) for other in used)
                and not any(
                    (key not in free and near.meets(box.rect))
                    or any(near.meets(text.rect) for text in box.texts)
                    or _on_border(near, box.rect)
                    for key, box in boxes.items()
                )
                and not any(
                    crosses(near, *piece)
                    for line in lines
                    if line.key != edge.key
                    for piece in pairwise(line.points)
                )
            ):
                return rect
    return None


def _hides(patch: Rect, edge: FigureEdge, end: Point) -> bool:
    """Return whether the patch lies on a corner or a head of its own edge."""
    heads = (edge.points[-1], edge.points[0] if edge.heads is Heads.BOTH else None)
    return patch.grown(_HEAD if end in heads else 1.5).meets(Rect(*end, 0.0, 0.0))


def _on_border(patch: Rect, rect: Rect) -> bool:
    return patch.meets(rect) and not rect.holds(patch)
