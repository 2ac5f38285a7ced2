"""Lay out a network: categories and codes, and the relations between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

import networkx as nx
import numpy as np

from gtcoder.analysis.diagram.boxes import Measurer, Point
from gtcoder.analysis.diagram.detours import Ground, Trip, led, titles_of
from gtcoder.analysis.diagram.figure import Figure, FigureBox
from gtcoder.analysis.diagram.force import Work, packed, spread
from gtcoder.analysis.diagram.graphviz import available, graphviz_places
from gtcoder.analysis.diagram.layered import Plan, Wire, layer_plan, loop
from gtcoder.analysis.diagram.nesting import Nest, framed, nest_of, wires_by_level
from gtcoder.analysis.diagram.paper import on_paper
from gtcoder.analysis.diagram.relations import drawn_edges, legend_of, lost_labels, named_edges
from gtcoder.analysis.diagram.sketch import Shift, card, counted, sketch_of
from gtcoder.analysis.diagram.ways import straight
from gtcoder.analysis.diagram.wrapping import Ruler
from gtcoder.progress import Progress, Silent

OWN, GRAPHVIZ = "own", "graphviz"  # what the graph's attribute `layout` may ask for
MOST_LAYERED, MOST_WIRES = 60, 150  # a larger network is placed by forces
_BODY = (774.0, 430.0)  # about what A4 leaves for the figure
_WIDTH, _THIN = 118.0, 0.35
_CROSSING = 0.004  # what a crossing costs against the scale of the page
# More links to a node than these are a web, and layers that turn back tangle it.
_CHAINED = 1.36
_LEGIBLE, _TURNED = 0.78, 0.04  # the scale of 7 points, and what layers that turn back cost of it


@dataclass(frozen=True, slots=True)
class _Block:
    """A box's content laid out between (0, 0) and its size; ways are those of its own level."""

    width: float
    height: float
    boxes: tuple[FigureBox, ...]
    ways: Mapping[str, tuple[Point, ...]]
    crossings: int = 0


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a network is to be laid out, and what it consists of."""

    nest: Nest
    cards: Mapping[str, FigureBox]
    wires: Mapping[str, Sequence[Wire]]
    graph: nx.MultiDiGraph[str]
    ruler: Ruler
    progress: Progress
    forces: bool = False
    widest: int = 6
    across: bool = False
    fold: int = 0
    outside: bool = False  # Graphviz is asked for first places
    work: Work = field(default_factory=Work)
    known: dict[str, _Block] = field(default_factory=dict)


def layout_network(
    graph: nx.MultiDiGraph[str],
    measurer: Measurer,
    *,
    progress: Progress | None = None,
    work: Work | None = None,
) -> Figure:
    """Return the network on its page: layers up to 60 nodes, forces beyond, groups as frames.

    With `size_by` = "passages" in the graph, boxes grow with their passages. `layout` there says
    who finds first places: "own", or Graphviz where it is installed and the layout is not better
    without it; "graphviz" takes its places in any case and, without it, the page says so. Beyond
    60 nodes the edges are straight and may cross boxes, and a note says so. `work` counts what was
    looked at.
    """
    ruler = Ruler(measurer)
    nest = nest_of(graph)
    wanted = str(graph.graph.get("layout", "") or "")
    leaves = [key for key in graph if not nest.children.get(key)]
    plan = _Plan(
        nest,
        _cards(graph, leaves, ruler),
        wires_by_level(graph, nest),
        graph,
        ruler,
        progress or Silent(),
        outside=available() and wanted != OWN,
        work=work if work is not None else Work(),
    )
    large = len(leaves) > MOST_LAYERED or graph.number_of_edges() > MOST_WIRES
    if large:
        plan = replace(plan, forces=True)
        block = _level(plan, "")
        notes = [
            f"{len(leaves)} nodes: placed by forces; lines are straight and may pass behind boxes."
        ]
    else:
        block = _ranked(plan) if plan.outside and wanted == GRAPHVIZ else _layered_block(plan)
        notes = []
    if wanted == GRAPHVIZ and not plan.outside:
        notes.append("Graphviz is not installed: placed by gtcoder's own layout.")
    ways = _all_ways(plan, block, straight_only=large)
    edges, left_out = drawn_edges(graph, block.boxes, ways, ruler=ruler, labelled=not large)
    if large:  # thick lines would hide the others
        edges = tuple(replace(edge, weight=edge.weight * _THIN) for edge in edges)
    if left_out:
        notes.append(lost_labels(left_out))
    sketch = sketch_of(block.boxes, edges, notes=notes)
    return on_paper(graph, [sketch], ruler=ruler, legend=legend_of(graph, edges))


def _cards(
    graph: nx.MultiDiGraph[str], leaves: Sequence[str], ruler: Ruler
) -> dict[str, FigureBox]:
    by_size = str(graph.graph.get("size_by", "") or "") == "passages"
    counts = {key: int(graph.nodes[key].get("passages", 0) or 0) for key in leaves}
    most = max(counts.values(), default=0) or 1
    plain = len(leaves) > MOST_LAYERED
    cards = {}
    for key in leaves:
        data: dict[str, Any] = graph.nodes[key]
        # Area grows with the count, so the side with its root.
        grow = 1.0 + 0.7 * (counts[key] / most) ** 0.5 if by_size else 1.0
        said = "" if plain else counted(counts[key])
        cards[key] = card(key, data, width=_WIDTH, ruler=ruler, count=said, grow=grow)
    return cards


def _layered_block(plan: _Plan) -> _Block:
    """Return the layers that come out best; long chains turn back where A4 holds nothing else."""
    best = max(_layered_blocks(plan), key=_merit)
    arcs = plan.graph.number_of_edges()
    if _scale(best) >= _LEGIBLE or arcs > _CHAINED * plan.graph.number_of_nodes():
        return best
    folded = [
        _level(replace(plan, widest=widest, across=across, fold=fold), "")
        for widest, across, fold in product((4,), (False, True), (4, 6, 8))
    ]
    return max([best, *folded], key=lambda b: _merit(b) - _TURNED * (b is not best))


def _ranked(plan: _Plan) -> _Block:
    """Return the layers as Graphviz gives them, from top to bottom."""
    return _level(replace(plan, widest=len(plan.cards)), "")


def _layered_blocks(plan: _Plan) -> Iterator[_Block]:
    count = max((len(kids) for kids in plan.nest.children.values()), default=1)
    # As many in a layer as would give the page's shape, and some more and fewer.
    choices = sorted({max(2, round(count**0.5 * k)) for k in (0.6, 0.8, 1.0, 1.3)})
    tries = list(product(choices, (False, True)))
    if plan.outside:  # Graphviz finds its own width from top to bottom
        tries = [(choices[0], False), *(t for t in tries if t[1])]
    for k, (widest, across) in enumerate(tries):
        plan.progress.step(k, len(tries), "layers")
        yield _level(replace(plan, widest=widest, across=across), "")


def _group(plan: _Plan, key: str) -> _Block:
    """Return the content of a group in the arrangement that takes least room, found once."""
    if key not in plan.known:
        blocks = [
            _level(replace(plan, widest=widest, across=across), key)
            for widest, across in product((1, 2, 3, 4), (False, True))
            if not plan.forces or (widest, across) == (1, False)
        ]
        plan.known[key] = min(blocks, key=_room)
    return plan.known[key]


def _room(block: _Block) -> float:
    wide, high = block.width + 40.0, block.height + 60.0
    return wide * high * (1.0 + 0.1 * abs(wide / high - 1.6)) * (1.0 + 0.05 * block.crossings)


def _merit(block: _Block) -> float:
    return _scale(block) * (1.0 - _CROSSING * block.crossings)


def _scale(block: _Block) -> float:
    """Return at which scale the block would stand on A4, full size at most."""
    return min(_BODY[0] / max(block.width, 1.0), _BODY[1] / max(block.height, 1.0), 1.0)


def _level(plan: _Plan, holder: str) -> _Block:
    """Return the content of a box, its groups laid out before it."""
    keys = list(plan.nest.children.get(holder, ()))
    inner: dict[str, tuple[FigureBox, ...]] = {}
    ways: dict[str, tuple[Point, ...]] = {}
    inner_ways: dict[str, Mapping[str, tuple[Point, ...]]] = {}
    crossings = 0
    for key in keys:
        if key in plan.cards:
            inner[key] = (plan.cards[key],)
            continue
        block = _group(plan, key)
        data = plan.graph.nodes[key]
        frame, (x, y) = framed(key, data, block.boxes, block.width, block.height, plan.ruler)
        move = Shift(x, y)
        kids = [move.box(b) for b in block.boxes]
        inner[key] = (frame, *(replace(b, parent=b.parent or key) for b in kids))
        inner_ways[key] = {k: tuple(map(move.point, way)) for k, way in block.ways.items()}
        crossings += block.crossings
    sizes = {key: (inner[key][0].rect.width, inner[key][0].rect.height) for key in keys}
    wires = list(plan.wires.get(holder, ()))
    found = _by_forces(plan, sizes, wires) if plan.forces else _by_layers(plan, sizes, wires)
    boxes: list[FigureBox] = []
    for key in keys:
        x, y = found.middles[key]
        move = Shift(x - sizes[key][0] / 2, y - sizes[key][1] / 2)
        boxes += [move.box(b) for b in inner[key]]
        for k, way in inner_ways.get(key, {}).items():
            ways[k] = tuple(map(move.point, way))
    direct = {name: (a, b) for name, a, b, _ in named_edges(plan.graph)}
    own = {w.key: (w.source, w.target) for w in wires}
    ways |= {k: way for k, way in found.ways.items() if own[k] == direct[k]}
    return _Block(found.width, found.height, tuple(boxes), ways, crossings + found.crossings)


def _by_layers(
    plan: _Plan, sizes: Mapping[str, tuple[float, float]], wires: Sequence[Wire]
) -> Plan:
    """Return the parts that hang together in layers each, packed in rows."""
    parts = _components(list(sizes), wires)
    alone = [part[0] for part in parts if len(part) == 1]
    loops = {w.source for w in wires if w.source == w.target}
    plans: list[Plan] = []
    for part in (p for p in parts if len(p) > 1 or p[0] in loops):
        inner = set(part)
        near = [w for w in wires if w.source in inner]
        own = {key: sizes[key] for key in part}
        arcs = [(w.source, w.target) for w in near]
        own_way = plan.across or plan.fold > 0
        given = graphviz_places(own, arcs, "dot") if plan.outside and not own_way else None
        plans.append(
            layer_plan(
                own,
                near,
                widest=plan.widest,
                across=plan.across,
                fold=plan.fold,
                given=given,
                progress=plan.progress,
            )
        )
    alone = [key for key in alone if key not in loops]
    if alone:
        plans.append(_rows(alone, sizes))
    corners = packed([(p.width, p.height) for p in plans], aspect=_BODY[0] / _BODY[1])
    middles: dict[str, Point] = {}
    ways: dict[str, tuple[Point, ...]] = {}
    for one, corner in zip(plans, corners, strict=True):
        move = Shift(float(corner[0]), float(corner[1]))
        middles |= {key: move.point(p) for key, p in one.middles.items()}
        ways |= {key: tuple(map(move.point, way)) for key, way in one.ways.items()}
    width = max((float(c[0]) + p.width for p, c in zip(plans, corners, strict=True)), default=0.0)
    height = max((float(c[1]) + p.height for p, c in zip(plans, corners, strict=True)), default=0.0)
    return Plan(width, height, middles, ways, sum(p.crossings for p in plans))


def _rows(keys: Sequence[str], sizes: Mapping[str, tuple[float, float]]) -> Plan:
    """Return boxes without links in even rows."""
    wide = max(sizes[k][0] for k in keys) + 14.0
    high = max(sizes[k][1] for k in keys) + 14.0
    columns = max(1, min(len(keys), round((len(keys) * 1.8 * high / wide) ** 0.5)))
    if len(keys) <= 6:
        columns = len(keys)
    middles = {
        key: ((k % columns + 0.5) * wide, (k // columns + 0.5) * high) for k, key in enumerate(keys)
    }
    return Plan(columns * wide, -(-len(keys) // columns) * high, middles, {})


def _components(keys: Sequence[str], wires: Sequence[Wire]) -> list[list[str]]:
    place = {key: k for k, key in enumerate(keys)}
    near: dict[str, list[str]] = {key: [] for key in keys}
    for wire in wires:
        near[wire.source].append(wire.target)
        near[wire.target].append(wire.source)
    seen: set[str] = set()
    found = []
    for first in keys:
        if first not in seen:
            seen.add(first)
            part = [first]
            for key in part:
                fresh = dict.fromkeys(other for other in near[key] if other not in seen)
                seen |= fresh.keys()
                part += fresh
            found.append(sorted(part, key=place.__getitem__))
    return found


def _by_forces(
    plan: _Plan, sizes: Mapping[str, tuple[float, float]], wires: Sequence[Wire]
) -> Plan:
    keys = list(sizes)
    if not keys:
        return Plan(0.0, 0.0, {}, {})
    index = {key: k for k, key in enumerate(keys)}
    arcs = [(index[w.source], index[w.target]) for w in wires]
    extents = np.array([sizes[key] for key in keys])
    ends = [(w.source, w.target) for w in wires]
    given = graphviz_places(sizes, ends, "sfdp") if plan.outside else None
    start = np.array([given[key] for key in keys]) if given else None
    places = spread(extents, arcs, start=start, progress=plan.progress, work=plan.work)
    places = places - (places - extents / 2).min(axis=0)
    width, height = (places + extents / 2).max(axis=0)
    middles = {key: (float(x), float(y)) for key, (x, y) in zip(keys, places, strict=True)}
    return Plan(float(width), float(height), middles, {})


def _all_ways(plan: _Plan, block: _Block, *, straight_only: bool) -> dict[str, tuple[Point, ...]]:
    """Return a way for every edge: that of its level, else around the boxes, else straight."""
    ways = dict(block.ways)
    rects = {box.key: box.rect for box in block.boxes}
    missing: list[Trip] = []
    loops: dict[str, int] = {}
    for name, source, target, _ in named_edges(plan.graph):
        if name in ways:
            continue
        if source == target:
            rect = rects[source]
            ways[name] = loop((rect.cx, rect.cy), (rect.width, rect.height), loops.get(source, 0))
            loops[source] = loops.get(source, 0) + 1
        elif straight_only:
            ways[name] = straight(rects[source], rects[target])
        else:
            missing.append(Trip(name, source, target))
    if missing:
        ground = Ground(rects | titles_of(block.boxes), plan.nest.parents)
        ways |= led(ground, missing)
    return ways
