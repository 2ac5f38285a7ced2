"""Lay out the conditional matrix: levels around each other, action in the middle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from gtcoder.analysis.diagram.boxes import FontRole, Measurer, Rect
from gtcoder.analysis.diagram.detours import Ground, Trip, led, titles_of
from gtcoder.analysis.diagram.figure import Figure, FigureBox
from gtcoder.analysis.diagram.nesting import Nest, nest_of
from gtcoder.analysis.diagram.paper import on_paper
from gtcoder.analysis.diagram.relations import drawn_edges, legend_of, lost_labels, named_edges
from gtcoder.analysis.diagram.sketch import (
    Shift,
    Sketch,
    card,
    counted,
    kind_of,
    label_of,
    paragraph,
    set_lines,
    sketch_of,
)
from gtcoder.analysis.diagram.wrapping import Ruler
from gtcoder.progress import Progress
from gtcoder.vocabulary import NodeKind

if TYPE_CHECKING:
    import networkx as nx

_WIDTHS = (650.0, 740.0, 860.0, 980.0, 1250.0, 1700.0)  # of the outermost level
_CARDS = (118.0, 96.0)  # of a category
_RIMS = (15.0, 12.0)  # of a level around the next one inside
_TITLE = 104.0  # how wide the name of a level may run
_GAP = 16.0  # between the categories of a level
_CROWDED = 80  # more relations than these are left out


@dataclass(frozen=True, slots=True)
class _Look:
    """How wide the outermost level is and a category, and the rim of a level."""

    width: float
    card: float
    rim: float


@dataclass(frozen=True, slots=True)
class _Levels:
    """The levels from the middle outwards, the categories of each, and what lies in none."""

    keys: Sequence[str]
    kids: Mapping[str, Sequence[str]]
    loose: Sequence[str]


def layout_matrix(
    graph: nx.MultiDiGraph[str], measurer: Measurer, *, progress: Progress | None = None
) -> Figure:
    """Return the conditional matrix of Strauss & Corbin on its page.

    Levels (groups) lie in each other, that of the lowest rank in the middle; each names itself at
    its upper left and holds its categories beside the name.
    """
    ruler = Ruler(measurer)
    levels = _levels(graph, nest_of(graph))
    sketches = []
    looks = list(product(_WIDTHS, _CARDS, _RIMS))
    plain: list[Sequence[FigureBox]] = []
    for step, (width, wide, rim) in enumerate(looks):
        if progress is not None:
            progress.step(step, len(looks), "levels")
        plain.append(_boxes(graph, levels, _Look(width, wide, rim), ruler))
    # Only the arrangement that comes out largest gets its arrows led: leading them takes longest.
    best = max(plain, key=_merit)
    sketches.append(_sketch(graph, best, ruler))
    return on_paper(graph, sketches, ruler=ruler, legend=legend_of(graph, sketches[0].edges))


def _merit(boxes: Sequence[FigureBox]) -> float:
    right = max((box.rect.right for box in boxes), default=1.0)
    bottom = max((box.rect.bottom for box in boxes), default=1.0)
    return min(774.0 / right, 425.0 / bottom, 1.12)


def _levels(graph: nx.MultiDiGraph[str], nest: Nest) -> _Levels:
    groups = [key for key in graph if kind_of(graph.nodes[key]) is NodeKind.GROUP]
    if not groups:  # any box that holds others is a level then
        groups = [key for key in graph if nest.children.get(key)]

    def place(key: str) -> tuple[int, int]:
        return -len(nest.lineage(key)), int(graph.nodes[key].get("rank", 0) or 0)

    keys = sorted(groups, key=place)
    kids: dict[str, list[str]] = {key: [] for key in keys}
    loose: list[str] = []
    ranked = sorted(
        (k for k in graph if k not in kids), key=lambda k: int(graph.nodes[k].get("rank", 0) or 0)
    )
    for key in ranked:
        holder = next((up for up in nest.lineage(key) if up in kids), None)
        (loose if holder is None else kids[holder]).append(key)
    return _Levels(keys, kids, loose)


def _boxes(
    graph: nx.MultiDiGraph[str], levels: _Levels, look: _Look, ruler: Ruler
) -> list[FigureBox]:
    """Return the levels with what they hold, from the outside in."""
    inner: list[FigureBox] = []
    below = Rect(0.0, 0.0, 0.0, 0.0)
    for depth, key in enumerate(levels.keys):
        width = look.width - 2 * look.rim * (len(levels.keys) - 1 - depth)
        frame, own = _level(graph, levels, key, max(width, below.width + 2 * look.rim), look, ruler)
        drop = frame.rect.height
        move = Shift((frame.rect.width - below.width) / 2, drop)
        outer = levels.keys[depth - 1] if depth else ""
        inner = [
            replace(box, parent=key) if box.key == outer else box for box in map(move.box, inner)
        ]
        high = drop + (below.height + look.rim if depth else 0.0)
        frame = replace(frame, rect=Rect(0.0, 0.0, frame.rect.width, high))
        inner = [frame, *own, *inner]
        below = frame.rect
    cards = [_card(graph, key, look, ruler) for key in levels.loose]
    x, y = 0.0, below.height + (_GAP if inner else 0.0)
    for box in cards:
        if x and x + box.rect.width > max(look.width, below.width):
            x, y = 0.0, y + max(c.rect.height for c in cards) + _GAP
        inner.append(Shift(x, y).box(box))
        x += box.rect.width + _GAP
    return inner


def _card(graph: nx.MultiDiGraph[str], key: str, look: _Look, ruler: Ruler) -> FigureBox:
    data = graph.nodes[key]
    return card(
        key, data, width=look.card, ruler=ruler, count=counted(int(data.get("passages", 0) or 0))
    )


def _level(
    graph: nx.MultiDiGraph[str],
    levels: _Levels,
    key: str,
    width: float,
    look: _Look,
    ruler: Ruler,
) -> tuple[FigureBox, list[FigureBox]]:
    """Return a level's frame as high as its own strip, and its categories in rows."""
    data = graph.nodes[key]
    title = paragraph(label_of(key, data), FontRole.ZONE, width=_TITLE, ruler=ruler)
    left = look.rim + _TITLE + _GAP
    cards = [_card(graph, kid, look, ruler) for kid in levels.kids[key]]
    width = max(width, left + max((c.rect.width for c in cards), default=0.0) + look.rim)
    rows: list[list[FigureBox]] = [[]]
    x = left
    for box in cards:
        if rows[-1] and x + box.rect.width > width - look.rim:
            rows.append([])
            x = left
        rows[-1].append(box)
        x += box.rect.width + _GAP
    placed = []
    y = look.rim * 0.8
    for row in rows:
        high = max((box.rect.height for box in row), default=0.0)
        used = sum(box.rect.width for box in row) + _GAP * (len(row) - 1)
        x = left + max(0.0, (width - look.rim - left - used) / 2)
        for box in row:
            middle = (high - box.rect.height) / 2
            placed.append(replace(Shift(x, y + middle).box(box), parent=key))
            x += box.rect.width + _GAP
        y += high + _GAP
    y = max(y - _GAP, look.rim * 0.8 + title.height) + look.rim * 0.8
    first = max((b.rect.height for b in rows[0]), default=title.height)
    top = look.rim * 0.8 + max(0.0, (first - title.height) / 2)
    texts = set_lines(title, look.rim, top, _TITLE, align="left", ruler=ruler)
    colour = int(data.get("colour", 0) or 0)
    rect = Rect(0.0, 0.0, width, y)
    return FigureBox(key, NodeKind.GROUP, rect, texts, colour=colour, framed=True), placed


def _sketch(graph: nx.MultiDiGraph[str], boxes: Sequence[FigureBox], ruler: Ruler) -> Sketch:
    rects = {box.key: box.rect for box in boxes}
    parents = {box.key: box.parent for box in boxes}
    named = named_edges(graph)
    notes = []
    if len(named) > _CROWDED:
        notes.append(f"{len(named)} relations between the categories are not drawn.")
        return sketch_of(boxes, (), notes=notes)
    ways = led(
        Ground(rects | titles_of(boxes), parents), [Trip(name, a, b) for name, a, b, _ in named]
    )
    edges, lost = drawn_edges(graph, boxes, ways, ruler=ruler)
    if lost:
        notes.append(lost_labels(lost))
    return sketch_of(boxes, edges, notes=notes)
