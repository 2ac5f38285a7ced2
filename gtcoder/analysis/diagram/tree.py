"""Lay out the code tree: categories and what they contain, with counts, in columns that fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TYPE_CHECKING, Any

from gtcoder.analysis.diagram.boxes import FontRole, Measurer, Point, Rect
from gtcoder.analysis.diagram.detours import Ground, Trip, led
from gtcoder.analysis.diagram.figure import Figure, FigureBox, FigureEdge, Heads
from gtcoder.analysis.diagram.layered import tidied
from gtcoder.analysis.diagram.paper import on_paper
from gtcoder.analysis.diagram.relations import drawn_edges, named_edges
from gtcoder.analysis.diagram.sketch import (
    Sketch,
    at,
    kind_of,
    label_of,
    paragraph,
    set_lines,
    sketch_of,
)
from gtcoder.analysis.diagram.wrapping import Ruler
from gtcoder.progress import Progress

if TYPE_CHECKING:
    import networkx as nx

MOST_CROSS_LINKS = 60  # in a larger tree, links that are not of the tree are left out
_BODY = (774.0, 430.0)  # about what A4 leaves for the figure
_HEAD, _LEAF = 122.0, 132.0  # how wide a category and a code may be
_DEEPER, _INDENT, _BUS = 26.0, 15.0, 12.0  # to the next level, in an outline, to a line's bend
_NEXT, _BLOCKS, _COLUMNS = 4.0, 13.0, 24.0  # between leaves, between branches, between columns
_MOST_COLUMNS = 12

Places = Mapping[str, Point]


@dataclass(frozen=True, slots=True)
class _Part:
    """A branch laid out from (0, 0): the upper left of its boxes and the ways to its children."""

    width: float
    height: float
    places: dict[str, Point] = field(default_factory=dict)
    ways: dict[str, tuple[Point, ...]] = field(default_factory=dict)

    def moved(self, dx: float, dy: float) -> _Part:
        """Return the branch elsewhere."""
        places = {key: (x + dx, y + dy) for key, (x, y) in self.places.items()}
        ways = {
            key: tuple((x + dx, y + dy) for x, y in points) for key, points in self.ways.items()
        }
        return _Part(self.width, self.height, places, ways)


@dataclass(frozen=True, slots=True)
class _Tree:
    """Roots, children and boxes of the tree, and which edge leads to a child."""

    roots: Sequence[str]
    children: Mapping[str, Sequence[str]]
    cards: Mapping[str, FigureBox]
    edge_to: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Look:
    """How it is set: columns of branches, columns of codes in a branch, an outline or beside."""

    columns: int
    leaves: int
    outline: bool


def layout_tree(
    graph: nx.MultiDiGraph[str], measurer: Measurer, *, progress: Progress | None = None
) -> Figure:
    """Return the tree on its page, left to right, or as an outline where that takes less room.

    Branches stand in as many columns as give the page's shape. A child of several categories
    stands below the first; up to 60 nodes its other links are led around the boxes.
    """
    ruler = Ruler(measurer)
    tree = _tree(graph, ruler)
    if not tree.cards:
        return on_paper(graph, [Sketch(0.0, 0.0, ())], ruler=ruler)
    sketches = []
    for step, outline in enumerate((False, True)):
        if progress is not None:
            progress.step(step, 2, "branches")
        sketches.append(_best(graph, tree, ruler, outline=outline))
    return on_paper(graph, sketches, ruler=ruler)


def _tree(graph: nx.MultiDiGraph[str], ruler: Ruler) -> _Tree:
    children: dict[str, list[str]] = defaultdict(list)
    edge_to: dict[str, str] = {}
    for name, a, b, data in named_edges(graph):
        if data.get("kind") == "contains" and b not in edge_to and not _below(b, a, children):
            children[a].append(b)
            edge_to[b] = name
    place = {key: k for k, key in enumerate(graph)}
    for kids in children.values():
        kids.sort(key=lambda k: (int(graph.nodes[k].get("rank", 0) or 0), place[k]))
    roots = [key for key in graph if key not in edge_to]
    depths: dict[str, int] = {}
    queue = [(root, 0) for root in roots]
    for key, depth in queue:
        depths[key] = depth
        queue += [(kid, depth + 1) for kid in children.get(key, ())]
    cards = {
        key: _card(key, graph.nodes[key], head=bool(children.get(key)), ruler=ruler)
        for key in graph
    }
    wide: dict[int, float] = defaultdict(float)
    for key, box in cards.items():
        level = depths[key] if children.get(key) else -1
        wide[level] = max(wide[level], box.rect.width)
    cards = {
        key: _widened(box, wide[depths[key] if children.get(key) else -1])
        for key, box in cards.items()
    }
    return _Tree(roots, children, cards, edge_to)


def _below(top: str, key: str, children: Mapping[str, Sequence[str]]) -> bool:
    """Return whether `key` is `top` or lies below it."""
    queue = [top]
    for at_hand in queue:
        if at_hand == key:
            return True
        queue += children.get(at_hand, ())
    return False


def _card(key: str, data: dict[str, Any], *, head: bool, ruler: Ruler) -> FigureBox:
    """Return the box of a node: its name, and behind it how many passages it has."""
    role = FontRole.LABEL if head else FontRole.BODY
    count = int(data.get("passages", 0) or 0)
    said = paragraph(str(count), FontRole.COUNT, width=99.0, ruler=ruler) if count > 0 else None
    room = (_HEAD if head else _LEAF) - 12.0 - (said.width + 7.0 if said else 0.0)
    block = paragraph(label_of(key, data), role, width=room, ruler=ruler)
    pad = 4.0 if head else 2.0
    wide = block.width + 12.0 + (said.width + 7.0 if said else 0.0)
    high = block.height + 2 * pad
    texts = [*set_lines(block, 6.0, pad, block.width, align="left", ruler=ruler)]
    if said:
        drop = max(0.0, (ruler.height(role, 1.0) - said.height) / 2)
        texts += set_lines(
            said, wide - 6.0 - said.width, pad + drop, said.width, align="left", ruler=ruler
        )
    colour = int(data.get("colour", 0) or 0)
    return FigureBox(key, kind_of(data), Rect(0.0, 0.0, wide, high), tuple(texts), colour=colour)


def _widened(box: FigureBox, width: float) -> FigureBox:
    """Return the box in that width: its name at the left, its count at the right."""
    more = width - box.rect.width
    texts = []
    for text in box.texts:
        to_right = text.role is FontRole.COUNT or text.right_to_left
        rect = replace(text.rect, x=text.rect.x + more * to_right)
        texts.append(replace(text, rect=rect))
    return replace(box, rect=Rect(0.0, 0.0, width, box.rect.height), texts=tuple(texts))


def _best(graph: nx.MultiDiGraph[str], tree: _Tree, ruler: Ruler, *, outline: bool) -> Sketch:
    """Return the arrangement that comes out largest on a page of A4's shape."""
    heads = len(tree.roots) if len(tree.roots) > 1 else len(tree.children.get(tree.roots[0], ()))
    columns = range(1, min(_MOST_COLUMNS, max(1, heads)) + 1)
    parts = [
        _whole(tree, _Look(count, leaves, outline))
        for leaves, count in product((1, 2, 3, 4, 6), columns)
    ]
    part = max(parts, key=lambda p: min(_BODY[0] / p.width, _BODY[1] / p.height, 1.0))
    boxes = [at(tree.cards[key], *part.places[key]) for key in graph]
    return _sketch(graph, tree, part, boxes, ruler)


def _sketch(
    graph: nx.MultiDiGraph[str],
    tree: _Tree,
    part: _Part,
    boxes: Sequence[FigureBox],
    ruler: Ruler,
) -> Sketch:
    named = {name: (a, b) for name, a, b, _ in named_edges(graph)}
    ways = {tree.edge_to[key]: points for key, points in part.ways.items()}
    others = [name for name in named if name not in ways]
    notes = []
    if any(box.texts[-1].role is FontRole.COUNT for box in boxes if box.texts):
        notes.append("Numbers count passages.")
    if others and len(boxes) <= MOST_CROSS_LINKS:
        ground = Ground({box.key: box.rect for box in boxes})
        for way in ways.values():
            ground.take(way)
        ways |= led(ground, [Trip(name, *named[name]) for name in others])
        others = []
    if others:
        more = "link" if len(others) == 1 else "links"
        notes.append(f"{len(others)} further {more} between categories and codes not drawn.")
    shown = graph.edge_subgraph(
        [e for e, n in zip(graph.edges(keys=True), named, strict=True) if n in ways]
    )
    known = {(a, b, k): n for (a, b, k), n in zip(graph.edges(keys=True), named, strict=True)}
    edges, _ = drawn_edges(
        shown,
        boxes,
        {
            name: ways[known[a, b, k]]
            for (a, b, k), (name, *_) in zip(
                shown.edges(keys=True), named_edges(shown), strict=True
            )
        },
        ruler=ruler,
        labelled=False,
    )
    plain = [_plain(e, tree) for e in edges]
    return sketch_of(boxes, plain, notes=notes)


def _plain(edge: FigureEdge, tree: _Tree) -> FigureEdge:
    """Return a branch of the tree as a thin line without a head, other links dashed."""
    if tree.edge_to.get(edge.target) == edge.key:
        return replace(edge, heads=Heads.NONE, weight=0.1, dashed=False)
    return replace(edge, weight=0.1, dashed=True)


def _whole(tree: _Tree, look: _Look) -> _Part:
    """Return all branches: beside or below their one root, or without one, in columns."""
    if len(tree.roots) == 1:
        root = tree.roots[0]
        if look.columns == 1:
            return _branch(tree, root, look)
        kids = tree.children.get(root, ())
        inside = _columns([(kid, _branch(tree, kid, look)) for kid in kids], look)
        box = tree.cards[root].rect
        top = box.height + 2 * _BUS
        part = inside[0].moved(_BUS + 8.0, top)
        ways = dict(part.ways)
        stem = (box.width / 2, box.height)
        for kid, column in inside[1].items():
            x, y = part.places[kid]
            middle = y + tree.cards[kid].rect.height / 2
            bus = column + 8.0
            lane = box.height + _BUS
            points = (stem, (stem[0], lane), (bus, lane), (bus, middle), (x, middle))
            ways[kid] = points
        places = {root: (0.0, 0.0), **part.places}
        return _Part(max(box.width, part.width + _BUS + 8.0), top + part.height, places, ways)
    return _columns([(root, _branch(tree, root, look)) for root in tree.roots], look)[0]


def _columns(branches: Sequence[tuple[str, _Part]], look: _Look) -> tuple[_Part, dict[str, float]]:
    """Return the branches in order in columns of nearly equal height, and where those begin."""
    heights = [part.height + _BLOCKS for _, part in branches]
    split = _split(heights, look.columns)
    places: dict[str, Point] = {}
    ways: dict[str, tuple[Point, ...]] = {}
    starts: dict[str, float] = {}
    x = tall = right = 0.0
    for first, last in split:
        y = wide = 0.0
        for key, part in branches[first:last]:
            moved = part.moved(x, y)
            places |= moved.places
            ways |= moved.ways
            starts[key] = x
            y += part.height + _BLOCKS
            wide = max(wide, part.width)
        tall, right = max(tall, y - _BLOCKS), x + wide
        x += wide + _COLUMNS
    return _Part(right, tall, places, ways), starts


def _split(heights: Sequence[float], columns: int) -> list[tuple[int, int]]:
    """Return ranges of at most that many columns, the tallest as low as can be."""
    low, high = max(heights, default=0.0), sum(heights)
    for _ in range(40):
        middle = (low + high) / 2
        if len(_filled(heights, middle)) <= columns:
            high = middle
        else:
            low = middle
    return _filled(heights, high + 1e-6)


def _filled(heights: Sequence[float], most: float) -> list[tuple[int, int]]:
    found, first, total = [], 0, 0.0
    for k, height in enumerate(heights):
        if total and total + height > most:
            found.append((first, k))
            first, total = k, 0.0
        total += height
    return [*found, (first, len(heights))]


def _branch(tree: _Tree, key: str, look: _Look) -> _Part:
    """Return a node with all below it: its children beside it, or below it in an outline."""
    kids = tree.children.get(key, ())
    box = tree.cards[key].rect
    if not kids:
        return _Part(box.width, box.height, {key: (0.0, 0.0)})
    inner, ways = _children(tree, kids, look)
    if look.outline:
        x, y = _INDENT, box.height + _NEXT + 1.0
        moved = inner.moved(x, y)
        stem = (_INDENT / 2, box.height)
        reached = {
            kid: ((stem), *((stem[0] if k == 0 else a + x, b + y) for k, (a, b) in enumerate(way)))
            for kid, way in ways.items()
        }
        width, height = max(box.width, x + inner.width), y + inner.height
        places = {key: (0.0, 0.0), **moved.places}
        return _Part(width, height, places, {**moved.ways, **_clean(reached)})
    x = box.width + _DEEPER
    height = max(box.height, inner.height)
    moved = inner.moved(x, (height - inner.height) / 2)
    top = (height - box.height) / 2
    # The head stands at the middle of its children, so that the line to them forks evenly.
    start = (box.width, height / 2)
    reached = {
        kid: (
            start,
            (x - _BUS, start[1]),
            *((a + x, b + (height - inner.height) / 2) for a, b in way),
        )
        for kid, way in ways.items()
    }
    places = {key: (0.0, top), **moved.places}
    return _Part(x + inner.width, height, places, {**moved.ways, **_clean(reached)})


def _children(
    tree: _Tree, kids: Sequence[str], look: _Look
) -> tuple[_Part, dict[str, tuple[Point, ...]]]:
    """Return the children below each other, leaves in columns where wanted, and the ways' ends.

    A way begins at the bus left of the first column, at −bus; the points before it are the
    parent's to add.
    """
    bus = -(_INDENT / 2) if look.outline else -_BUS
    leaves = all(not tree.children.get(kid) for kid in kids)
    many = min(look.leaves, -(-len(kids) // 6)) if leaves else 1
    places: dict[str, Point] = {}
    inner_ways: dict[str, tuple[Point, ...]] = {}
    ways: dict[str, tuple[Point, ...]] = {}
    lane = 6.0 if many > 1 else 0.0
    per = -(-len(kids) // many)
    x = tall = right = 0.0
    for column in range(many):
        y, wide = lane, 0.0
        for kid in kids[column * per : (column + 1) * per]:
            part = _branch(tree, kid, look)
            moved = part.moved(x, y)
            places |= moved.places
            inner_ways |= moved.ways
            middle = moved.places[kid][1] + tree.cards[kid].rect.height / 2
            if column == 0:
                ways[kid] = ((bus, middle), (x, middle))
            else:
                own = x - _BUS / 2
                ways[kid] = ((bus, 0.0), (own, 0.0), (own, middle), (x, middle))
            y += part.height + (_NEXT if leaves else _BLOCKS * 0.6)
            wide = max(wide, part.width)
        tall = max(tall, y - (_NEXT if leaves else _BLOCKS * 0.6))
        right = x + wide
        x += wide + _BUS + 2.0
    return _Part(right, tall, places, inner_ways), ways


def _clean(ways: Mapping[str, Sequence[Point]]) -> dict[str, tuple[Point, ...]]:
    """Return the ways without repeated points and without points on a straight stretch."""
    return {key: tidied(points) for key, points in ways.items()}
