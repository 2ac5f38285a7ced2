"""Lay out overlapping fields: what each party does, what both do, and numbered arrows between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING

from gtcoder.analysis.diagram.boxes import FontRole, Measurer, Point, Rect
from gtcoder.analysis.diagram.detours import Ground, Trip, led, titles_of
from gtcoder.analysis.diagram.figure import Figure, FigureBox, FigureEdge, Heads, colour_of
from gtcoder.analysis.diagram.figure_frame import LegendLine
from gtcoder.analysis.diagram.figure_rules import IMPLIED
from gtcoder.analysis.diagram.nesting import Nest, nest_of
from gtcoder.analysis.diagram.paper import on_paper
from gtcoder.analysis.diagram.relations import Clearance, drawn_edges, named_edges, with_label
from gtcoder.analysis.diagram.sketch import (
    Shift,
    Sketch,
    card,
    kind_of,
    label_of,
    paragraph,
    set_lines,
    sketch_of,
)
from gtcoder.analysis.diagram.ways import edge_between
from gtcoder.analysis.diagram.wrapping import Ruler
from gtcoder.progress import Progress
from gtcoder.vocabulary import NodeKind

if TYPE_CHECKING:
    import networkx as nx

_PAD = 18.0
_STEP = 14.0  # how much lower every second field lies, so that both outlines are seen
_OVERLAP = 110.0  # how far fields overlap that share nothing
_LABEL = 112.0  # how wide the words on an arrow may run


@dataclass(frozen=True, slots=True)
class _Look:
    """One way to set the page: width of activities, room beside and between them."""

    width: float
    across: float
    down: float


@dataclass(frozen=True, slots=True)
class _Columns:
    """Activities by column: own ones of field k in column 2k, those shared with the next after."""

    fields: Sequence[str]
    kids: Sequence[Sequence[str]]
    loose: Sequence[str]


def layout_fields(
    graph: nx.MultiDiGraph[str], measurer: Measurer, *, progress: Progress | None = None
) -> Figure:
    """Return the fields on their page, overlapping, with what both parties do in the overlap.

    Arrows carry their number in a disc and their words beside it; where the words find no room,
    the legend explains the numbers.
    """
    ruler = Ruler(measurer)
    columns = _columns(graph, nest_of(graph))
    columns = replace(columns, kids=_ordered(graph, columns.kids))
    looks = [
        _Look(width, across, down)
        for width, down, across in product(
            (124.0, 108.0), (78.0, 60.0, 46.0, 32.0), (150.0, 120.0, 90.0, 60.0)
        )
    ]
    first: Figure | None = None
    for in_full in (True, False):
        lost: dict[int, bool] = {}
        sketches: list[Sketch] = []
        for look in looks:
            if progress is not None:
                progress.step(len(sketches), len(looks), "fields")
            sketch, complete = _sketch(graph, columns, look, ruler, in_full=in_full)
            lost[id(sketch)] = not complete
            sketches.append(sketch)
        whole = [s for s in sketches if not lost[id(s)]]
        legend = _legend(graph) if not in_full else []
        if whole:
            found = on_paper(graph, whole, ruler=ruler, legend=legend)
            if found.page == "A4" or not in_full:
                return found
            first = first or found
    return first or on_paper(graph, sketches, ruler=ruler, legend=_legend(graph))


def _columns(graph: nx.MultiDiGraph[str], nest: Nest) -> _Columns:
    fields = [k for k in nest.children.get("", ()) if kind_of(graph.nodes[k]) is NodeKind.FIELD]
    kids: list[list[str]] = [[] for _ in range(max(1, 2 * len(fields) - 1))]
    loose: list[str] = []
    ranked = sorted(
        (k for k in graph if k not in fields), key=lambda k: int(graph.nodes[k].get("rank", 0) or 0)
    )
    for key in ranked:
        column = _column(graph, nest, key, fields)
        (loose if column is None else kids[column]).append(key)
    return _Columns(fields, kids, loose)


def _column(graph: nx.MultiDiGraph[str], nest: Nest, key: str, fields: Sequence[str]) -> int | None:
    """Return the column of a node; None when it lies in no field."""
    said = str(graph.nodes[key].get("fields_of", "") or "").split(";")
    of = [fields.index(name) for name in said if name in fields]
    of = of or [fields.index(up) for up in nest.lineage(key) if up in fields]
    if len(of) >= 2:
        return 2 * min(of) + 1
    if of:
        return 2 * of[0]
    if kind_of(graph.nodes[key]) is NodeKind.ACTIVITY and fields:
        return 1 if len(fields) > 1 else 0
    return None


def _ordered(graph: nx.MultiDiGraph[str], kids: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return each column in the order that makes arrows shortest, the given one among equals."""
    order = [list(column) for column in kids]
    links = [(a, b) for _, a, b, _ in named_edges(graph) if a != b]
    best = _price(order, links)
    better = True
    while better:
        better = False
        for column in order:
            for i, j in combinations(range(len(column)), 2):
                column[i], column[j] = column[j], column[i]
                price = _price(order, links)
                if price < best - 1e-9:
                    best, better = price, True
                else:
                    column[i], column[j] = column[j], column[i]
    return order


def _price(order: Sequence[Sequence[str]], links: Sequence[tuple[str, str]]) -> float:
    most = max(map(len, order), default=0)
    place = {
        key: (c, (k + 0.5) / len(column) * most)
        for c, column in enumerate(order)
        for k, key in enumerate(column)
    }
    total = 0.0
    for a, b in links:
        if a in place and b in place:
            (c, y), (d, v) = place[a], place[b]
            # Within a column an arrow can only run straight to the next one.
            total += 2.2 * (abs(y - v) - 1.0) if c == d else abs(y - v)
    ends = [(place[a], place[b]) for a, b in links if a in place and b in place]
    for ((c, y), (d, v)), ((e, p), (f, q)) in combinations(ends, 2):
        total += 0.7 * (c == e and d == f and (y - p) * (v - q) < 0)
        total += 0.7 * (c == f and d == e and (y - q) * (v - p) < 0)
    return total


def _sketch(
    graph: nx.MultiDiGraph[str], columns: _Columns, look: _Look, ruler: Ruler, *, in_full: bool
) -> tuple[Sketch, bool]:
    """Return the sketch, and whether all words found room."""
    boxes = _boxes(graph, columns, look, ruler)
    ways = _ways(graph, boxes)
    edges, _ = drawn_edges(graph, boxes, ways, ruler=ruler, labelled=False)
    ground = Clearance(boxes, {edge.key: edge.points for edge in edges})
    ground.open = frozenset(box.key for box in boxes if box.framed)
    placed, complete = [], True
    for edge, (_, _, _, data) in zip(edges, named_edges(graph), strict=True):
        number, words = int(data.get("number", 0) or 0), str(data.get("label", "") or "").strip()
        if in_full or not number:
            found = _told(edge, number, words, ground, ruler)
        else:
            found = with_label(edge, None, number, ground, ruler)
        complete = complete and found is not None
        placed.append(replace(found or edge, weight=0.5))
    return sketch_of(boxes, placed), complete


def _told(
    edge: FigureEdge, number: int, words: str, ground: Clearance, ruler: Ruler
) -> FigureEdge | None:
    """Return the edge with number and words, in the widest lines that find room."""
    if not words:
        return with_label(edge, None, number, ground, ruler) if number else edge
    for width in (_LABEL, 92.0, 76.0, 60.0):
        block = paragraph(words, FontRole.BODY, width=width, ruler=ruler)
        if not block.broken:
            found = with_label(edge, block, number, ground, ruler)
            if found is not None:
                return found
    return None


def _boxes(
    graph: nx.MultiDiGraph[str], columns: _Columns, look: _Look, ruler: Ruler
) -> list[FigureBox]:
    cards = {
        key: card(key, graph.nodes[key], width=look.width, ruler=ruler, least=look.width * 0.8)
        for key in graph
        if key not in columns.fields
    }
    heads = [
        paragraph(label_of(f, graph.nodes[f]), FontRole.HUB, width=look.width + 30.0, ruler=ruler)
        for f in columns.fields
    ]
    wide = [
        max((cards[k].rect.width for k in column), default=0.0) if c % 2 == 0 or column else 0.0
        for c, column in enumerate(columns.kids)
    ]
    for k, head in enumerate(heads):
        wide[2 * k] = max(wide[2 * k], head.width)
    starts = list(_starts(columns.kids, wide, look))
    top = _STEP + _PAD * 0.8 + max((head.height for head in heads), default=0.0) + 14.0
    tall = [
        sum(cards[k].rect.height for k in column) + look.down * max(0, len(column) - 1)
        for column in columns.kids
    ]
    room = max(tall, default=0.0)
    boxes: list[FigureBox] = []
    for column, x, across, high in zip(columns.kids, starts, wide, tall, strict=True):
        free = (room - high) / max(1, len(column))
        y = top + free / 2
        for key in column:
            rect = cards[key].rect
            boxes.append(Shift(x + (across - rect.width) / 2, y).box(cards[key]))
            y += rect.height + look.down + free
    bottom = top + room + _PAD + _STEP
    frames = list(_frames(graph, columns, starts, wide, bottom, ruler))
    frames += [_shared(a, b) for a, b in pairwise(frames)]
    boxes = [replace(box, parent=_parent(box, frames)) for box in boxes]
    x = 0.0
    for key in columns.loose:
        boxes.append(Shift(x, bottom + 16.0).box(cards[key]))
        x += cards[key].rect.width + 14.0
    return [*frames, *boxes]


def _starts(kids: Sequence[Sequence[str]], wide: Sequence[float], look: _Look) -> Iterator[float]:
    x = _PAD
    for c, (column, width) in enumerate(zip(kids, wide, strict=True)):
        if c % 2 and not column:  # nothing shared: the fields overlap all the same
            yield x - look.across / 2
            x += max(0.0, _OVERLAP - look.across + 2 * _PAD)
            continue
        yield x
        x += width + look.across


def _frames(
    graph: nx.MultiDiGraph[str],
    columns: _Columns,
    starts: Sequence[float],
    wide: Sequence[float],
    bottom: float,
    ruler: Ruler,
) -> Iterator[FigureBox]:
    """Yield the fields, each from the overlap before it to the end of the overlap after it."""
    count = len(columns.fields)
    for k, field in enumerate(columns.fields):
        left, right = starts[2 * k] - _PAD, starts[2 * k] + wide[2 * k] + _PAD
        if k > 0:
            left = _edge_of_overlap(columns, starts, wide, 2 * k - 1)[0]
        if k < count - 1:
            right = _edge_of_overlap(columns, starts, wide, 2 * k + 1)[1]
        data = graph.nodes[field]
        head = paragraph(label_of(field, data), FontRole.HUB, width=wide[2 * k] + 1.0, ruler=ruler)
        top = _STEP * (k % 2) if count > 1 else 0.0
        texts = set_lines(
            head, starts[2 * k], top + _PAD * 0.8, wide[2 * k], align="center", ruler=ruler
        )
        yield FigureBox(
            field,
            kind_of(data),
            Rect(left, top, right - left, bottom - (_STEP if count > 1 else 0.0)),
            texts,
            colour=colour_of(data),
            framed=True,
        )


def _shared(a: FigureBox, b: FigureBox) -> FigureBox:
    """Return the ground two neighbouring fields share, so that it can be seen as such."""
    left, top = max(a.rect.x, b.rect.x), max(a.rect.y, b.rect.y)
    right, bottom = min(a.rect.right, b.rect.right), min(a.rect.bottom, b.rect.bottom)
    rect = Rect(left, top, right - left, bottom - top)
    return FigureBox(f"{IMPLIED}{a.key}&{b.key}", NodeKind.FIELD, rect, framed=True)


def _edge_of_overlap(
    columns: _Columns, starts: Sequence[float], wide: Sequence[float], c: int
) -> tuple[float, float]:
    before, after = starts[c - 1] + wide[c - 1], starts[c + 1]
    if columns.kids[c]:
        # Half-way between the columns, so that arrows and their words lie on one ground.
        return (
            max(starts[c] - _PAD, before + 8.0),
            min(starts[c] + wide[c] + _PAD, after - 8.0),
        )
    middle, half = (before + after) / 2, min(_OVERLAP, after - before - 16.0) / 2
    return middle - half, middle + half


def _parent(box: FigureBox, frames: Sequence[FigureBox]) -> str:
    holding = (f.key for f in frames if f.rect.holds(box.rect) and not f.key.startswith(IMPLIED))
    return next(holding, "")


def _ways(graph: nx.MultiDiGraph[str], boxes: Sequence[FigureBox]) -> dict[str, tuple[Point, ...]]:
    """Return straight arrows where boxes face each other, and ways around for the rest."""
    grounds = {box.key for box in boxes if box.framed}
    rects = {box.key: box.rect for box in boxes if box.key not in grounds}
    titles = titles_of(boxes)
    ways: dict[str, tuple[Point, ...]] = {}
    trips = []
    pairs: dict[frozenset[str], int] = {}
    for name, a, b, _ in named_edges(graph):
        ends = {key: box.rect for box in boxes for key in (box.key,) if key in (a, b)}
        between = [r for k, r in (rects | titles).items() if k not in (a, b)]
        pairs[frozenset((a, b))] = pairs.get(frozenset((a, b)), 0) + 1
        if a != b and pairs[frozenset((a, b))] == 1:
            way = edge_between(ends[a], ends[b], between)
            straight = len(way) == 2 and any(abs(p - q) < 1e-6 for p, q in zip(*way, strict=True))
            if straight and not any(_shares(way, other) for other in ways.values()):
                ways[name] = way
                continue
        trips.append(Trip(name, a, b))
    ground = Ground(rects | titles | {b.key: b.rect for b in boxes if _is_end(b, trips, grounds)})
    for way in ways.values():
        ground.take(way)
    return ways | led(ground, trips)


def _is_end(box: FigureBox, trips: Sequence[Trip], grounds: set[str]) -> bool:
    return box.key in grounds and any(box.key in (t.source, t.target) for t in trips)


def _shares(way: Sequence[Point], other: Sequence[Point]) -> bool:
    """Return whether the straight way lies on a stretch of the other."""
    (ax, ay), (bx, by) = way
    for (px, py), (qx, qy) in pairwise(other):
        if abs(ax - bx) < 1e-6 and abs(px - qx) < 1e-6 and abs(ax - px) < 3:
            return min(ay, by) < max(py, qy) and min(py, qy) < max(ay, by)
        if abs(ay - by) < 1e-6 and abs(py - qy) < 1e-6 and abs(ay - py) < 3:
            return min(ax, bx) < max(px, qx) and min(px, qx) < max(ax, bx)
    return False


def _legend(graph: nx.MultiDiGraph[str]) -> list[LegendLine]:
    """Return the numbers with their words, in order."""
    told: Mapping[int, str] = {
        int(data["number"]): str(data.get("label", "") or "")
        for *_, data in named_edges(graph)
        if int(data.get("number", 0) or 0) and str(data.get("label", "") or "")
    }
    return [LegendLine(told[n], "arrow", Heads.END, number=n) for n in sorted(told)]
