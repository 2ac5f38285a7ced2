"""Lay out a cycle with building blocks: phases in a loop, blocks beside, what joins the two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

from gtcoder.analysis.diagram.boxes import Measurer, Point, Rect
from gtcoder.analysis.diagram.detours import Ground, Trip, led, titles_of
from gtcoder.analysis.diagram.figure import Figure, FigureBox, Heads
from gtcoder.analysis.diagram.figure_frame import LegendLine
from gtcoder.analysis.diagram.nesting import FRAME_PAD, framed, nest_of
from gtcoder.analysis.diagram.paper import on_paper
from gtcoder.analysis.diagram.phases import (
    arc_between,
    around_ellipse,
    around_rectangle,
    fields_of,
    phase_box,
    resized,
)
from gtcoder.analysis.diagram.relations import drawn_edges, lost_labels, named_edges
from gtcoder.analysis.diagram.sketch import (
    Shift,
    Sketch,
    card,
    sketch_of,
)
from gtcoder.analysis.diagram.ways import edge_between, on_side
from gtcoder.analysis.diagram.wrapping import Ruler
from gtcoder.progress import Progress

if TYPE_CHECKING:
    import networkx as nx

_GAP = 30.0  # between phases, for the arrow
_PANELS = 46.0  # between the parts, for the arrow that joins them
_PAD = 9.0
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class _Look:
    """One way to set the page: widths of phases and blocks, columns, and what is said in full."""

    phase: float
    block: float
    columns: int
    lists: int  # 2 = lists of a phase beside each other, 1 = below each other, 0 = left out
    below: bool  # the second part below the first instead of beside it
    known: dict[tuple[str, float, int], FigureBox]  # phases set before


def layout_cycle(
    graph: nx.MultiDiGraph[str], measurer: Measurer, *, progress: Progress | None = None
) -> Figure:
    """Return the cycle on its page: the loop clockwise, blocks as a panel, dependencies thick.

    Phases say their fields (actions, tools) as lists as long as the page holds them at 7 points;
    else the lists are left out and a note says so.
    """
    ruler = Ruler(measurer)
    lists = (2, 1) if any(fields_of(data) for _, data in graph.nodes(data=True)) else (0,)
    legend = _legend(graph)
    known: dict[tuple[str, float, int], FigureBox] = {}
    best: list[Figure] = []
    for tried in (lists, (0,)):
        looks = [
            _Look(phase, block, columns, how, below, known)
            for phase, block, columns, how, below in product(
                (236.0, 200.0, 168.0, 142.0) if tried != (0,) else (132.0, 112.0),
                (150.0, 118.0),
                (1, 2, 3, 5),
                tried,
                (False, True),
            )
            if below == (columns > 2)
        ]
        sketches = (
            _sketch(graph, look, ruler, progress, left_out=tried != lists) for look in looks
        )
        found = on_paper(graph, sketches, ruler=ruler, legend=legend)
        best.append(found)
        if found.page == "A4":
            return found
    return best[0]


def _legend(graph: nx.MultiDiGraph[str]) -> list[LegendLine]:
    kinds = {str(data.get("kind", "")) for *_, data in named_edges(graph)}
    found = []
    if "phase" in kinds:
        found.append(LegendLine("next phase", "phase", Heads.END))
    if "depends" in kinds:
        both = any(d.get("both_ways") for *_, d in named_edges(graph) if d.get("kind") == "depends")
        words = "depends on and supports" if both else "depends on"
        found.append(LegendLine(words, "depends", Heads.BOTH if both else Heads.END))
    return found


def _sketch(
    graph: nx.MultiDiGraph[str],
    look: _Look,
    ruler: Ruler,
    progress: Progress | None,
    *,
    left_out: bool,
) -> Sketch:
    if progress is not None:
        progress.step(0, 0, "cycle")
    nest = nest_of(graph)
    panels: list[list[FigureBox]] = []
    ways: dict[str, tuple[Point, ...]] = {}
    loose: list[FigureBox] = []
    for key in nest.children.get("", ()):
        kids = nest.children.get(key, ())
        data = graph.nodes[key]
        if not kids:
            loose.append(card(key, data, width=look.block, ruler=ruler))
            continue
        ring = _ring_order(graph, kids)
        if ring:
            rest = [kid for kid in kids if kid not in ring]
            inside = _ring(graph, ring, look, ruler)
            inside = _with_rest(graph, inside, rest, look, ruler)
        else:
            inside = _grid(graph, kids, look, ruler)
        panels.append(_panel(key, data, inside, ruler))
    if loose:
        rows = _rows(loose, max(1, look.columns if look.below else 1))
        panels.append(rows)
    boxes = _beside(panels, below=look.below)
    ways |= _loop_ways(graph, boxes, arcs=not look.lists)
    ways |= _joins(graph, boxes, nest.parents, ways)
    edges, lost = drawn_edges(graph, boxes, ways, ruler=ruler, curved=_arcs(ways))
    edges = tuple(replace(e, weight=1.0 if e.kind == "depends" else 0.5) for e in edges)
    notes = ["The fields of the phases are left out for want of room."] if left_out else []
    if lost:
        notes.append(lost_labels(lost))
    return sketch_of(boxes, edges, notes=notes)


def _arcs(ways: Mapping[str, tuple[Point, ...]]) -> frozenset[str]:
    """Return the ways that are arcs: their points lie on no grid."""
    return frozenset(
        key
        for key, way in ways.items()
        if len(way) > 4 and any(abs(a[0] - b[0]) > 0.5 < abs(a[1] - b[1]) for a, b in pairwise(way))
    )


def _panel(
    key: str, data: Mapping[str, Any], inside: Sequence[FigureBox], ruler: Ruler
) -> list[FigureBox]:
    width = max(box.rect.right for box in inside)
    height = max(box.rect.bottom for box in inside)
    frame, (x, y) = framed(key, data, inside, width, height, ruler)
    move = Shift(x, y)
    return [frame, *(replace(move.box(box), parent=key) for box in inside)]


def _beside(panels: Sequence[Sequence[FigureBox]], *, below: bool) -> list[FigureBox]:
    """Return the panels beside or below each other, a panel that is not the largest stretched."""
    frames = [
        Rect(0, 0, max(b.rect.right for b in p), max(b.rect.bottom for b in p)) for p in panels
    ]
    tall = max((f.height for f in frames), default=0.0)
    wide = max((f.width for f in frames), default=0.0)
    boxes: list[FigureBox] = []
    start = 0.0
    for panel, frame in zip(panels, frames, strict=True):
        room = (wide, frame.height) if below else (frame.width, tall)
        stretched = _stretched(panel, *room) if len(panels) > 1 else list(panel)
        move = Shift(0.0, start) if below else Shift(start, 0.0)
        boxes += [move.box(box) for box in stretched]
        start += (frame.height if below else frame.width) + _PANELS
    return boxes


def _stretched(panel: Sequence[FigureBox], width: float, height: float) -> list[FigureBox]:
    """Return the panel in that size with its content in the middle below the title."""
    if not panel[0].framed:
        across = max(b.rect.right for b in panel)
        down = max(b.rect.bottom for b in panel)
        return [Shift((width - across) / 2, (height - down) / 2).box(box) for box in panel]
    frame, inside = panel[0], panel[1:]
    dx, dy = (width - frame.rect.width) / 2, (height - frame.rect.height) / 2
    grown = replace(frame, rect=Rect(frame.rect.x, frame.rect.y, width, height))
    if len({round(b.rect.x) for b in inside}) == 1 and len(inside) > 1 and dy > 0:
        room = 2 * dy / (len(inside) - 1)  # one column: spread over the height
        room = min(room, 26.0)
        top = (2 * dy - room * (len(inside) - 1)) / 2
        return [grown, *(Shift(dx, top + room * k).box(b) for k, b in enumerate(inside))]
    move = Shift(dx, dy)
    return [grown, *(move.box(box) for box in inside)]


def _loop_ways(
    graph: nx.MultiDiGraph[str], boxes: Sequence[FigureBox], *, arcs: bool
) -> dict[str, tuple[Point, ...]]:
    """Return the arrows of the loop: from side to facing side, or along the ellipse."""
    rects = {box.key: box.rect for box in boxes}
    parent = {box.key: box.parent for box in boxes}
    ways = {}
    for name, a, b, data in named_edges(graph):
        if data.get("kind") != "phase" or a == b or parent.get(a) != parent.get(b):
            continue
        others = [r for k, r in rects.items() if k not in (a, b) and parent[k] == parent[a] != ""]
        way = edge_between(rects[a], rects[b], others)
        if arcs or len(way) > 2 or not _on_grid(way):
            ring = [r for k, r in rects.items() if parent[k] == parent[a]]
            way = arc_between(rects[a], rects[b], ring) or way
        ways[name] = way
    return ways


def _on_grid(way: Sequence[Point]) -> bool:
    (x, y), (u, v) = way[0], way[-1]
    return abs(x - u) < 1e-6 or abs(y - v) < 1e-6


def _joins(
    graph: nx.MultiDiGraph[str],
    boxes: Sequence[FigureBox],
    parents: Mapping[str, str],
    ways: Mapping[str, tuple[Point, ...]],
) -> dict[str, tuple[Point, ...]]:
    """Return the ways of all other edges: straight between facing sides, else around."""
    rects = {box.key: box.rect for box in boxes}
    found: dict[str, tuple[Point, ...]] = {}
    trips = []
    frames = [box.rect for box in boxes if box.framed]
    for name, a, b, _ in named_edges(graph):
        if name in ways:
            continue
        one, two = rects[a], rects[b]
        if one in frames and two in frames and a != b:
            found[name] = _facing(one, two)
        elif a == b:
            x, y = on_side(one, "bottom", 0.3)
            u, _ = on_side(one, "bottom", 0.7)
            found[name] = ((x, y), (x, y + FRAME_PAD * 0.6), (u, y + FRAME_PAD * 0.6), (u, y))
        else:
            trips.append(Trip(name, a, b))
    ground = Ground(rects | titles_of(boxes), parents)
    for way in (*ways.values(), *found.values()):
        ground.take(way)
    return found | led(ground, trips)


def _facing(a: Rect, b: Rect) -> tuple[Point, ...]:
    """Return the straight way between the facing sides of two panels."""
    return edge_between(a, b)


def _ring_order(graph: nx.MultiDiGraph[str], kids: Sequence[str]) -> list[str]:
    """Return the children that a loop of phases joins, in its order; none without a loop."""
    after = {
        a: b
        for _, a, b, data in named_edges(graph)
        if data.get("kind") == "phase" and a in kids and b in kids
    }
    phases = [k for k in kids if k in after or k in after.values()]
    if len(phases) < 2:
        return []
    return sorted(phases, key=lambda k: (int(graph.nodes[k].get("number", 0) or 0), kids.index(k)))


def _grid(
    graph: nx.MultiDiGraph[str], kids: Sequence[str], look: _Look, ruler: Ruler
) -> list[FigureBox]:
    """Return the blocks in equal cells, in no order that an arrow would tell."""
    cards = [card(k, graph.nodes[k], width=look.block, ruler=ruler, least=look.block) for k in kids]
    return _rows(cards, min(look.columns, len(kids)))


def _rows(cards: Sequence[FigureBox], columns: int) -> list[FigureBox]:
    wide = max(c.rect.width for c in cards)
    high = max(c.rect.height for c in cards) + 4.0
    found = []
    rows = [cards[k : k + columns] for k in range(0, len(cards), columns)]
    for r, row in enumerate(rows):
        left = (columns - len(row)) * (wide + 12.0) / 2
        for c, one in enumerate(row):
            found.append(resized(one, left + c * (wide + 12.0), r * (high + 12.0), wide, high))
    return found


def _with_rest(
    graph: nx.MultiDiGraph[str],
    ring: list[FigureBox],
    rest: Sequence[str],
    look: _Look,
    ruler: Ruler,
) -> list[FigureBox]:
    if not rest:
        return ring
    right = max(box.rect.right for box in ring)
    columns = max(1, int(right // (look.block + 12.0)))
    cards = [card(k, graph.nodes[k], width=look.block, ruler=ruler) for k in rest]
    below = Shift(0.0, max(box.rect.bottom for box in ring) + 16.0)
    return [*ring, *(below.box(b) for b in _rows(cards, columns))]


def _ring(
    graph: nx.MultiDiGraph[str], ring: Sequence[str], look: _Look, ruler: Ruler
) -> list[FigureBox]:
    """Return the phases clockwise: on an ellipse when they are short, else around a rectangle."""
    if not look.lists:
        return around_ellipse(
            [card(k, graph.nodes[k], width=look.phase, ruler=ruler, least=84.0) for k in ring]
        )
    for key in ring:
        if (key, look.phase, look.lists) not in look.known:
            look.known[key, look.phase, look.lists] = phase_box(
                key, graph.nodes[key], look.phase, ruler, beside=look.lists == 2
            )
    return around_rectangle([look.known[key, look.phase, look.lists] for key in ring])
