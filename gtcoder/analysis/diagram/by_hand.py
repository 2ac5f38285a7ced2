"""Move boxes of a laid-out figure to where they were put by hand, and lead their edges anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import permutations
from typing import TYPE_CHECKING, Any

from gtcoder.analysis.diagram.boxes import FontRole, Rect
from gtcoder.analysis.diagram.curves import line_of
from gtcoder.analysis.diagram.figure import Figure, FigureBox, FigureEdge, FigureSample
from gtcoder.analysis.diagram.figure_rules import IMPLIED
from gtcoder.analysis.diagram.layered import loop
from gtcoder.analysis.diagram.relations import label_rect, relabelled
from gtcoder.analysis.diagram.sketch import Shift, united
from gtcoder.analysis.diagram.ways import edge_between, meets, straight

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["arranged", "edge_between"]

_MARGIN = 12.0  # to the page's sides, and of a frame around what was put in it
_LARGE = 120  # with more boxes than these, lines run straight and may pass behind boxes
_PAD = 4.0  # between a box's texts and its side


@dataclass(slots=True)
class _Hands:
    """The boxes while they are moved, and which of them are no longer where they were."""

    boxes: dict[str, FigureBox]
    children: Mapping[str, Sequence[str]]
    moved: set[str] = field(default_factory=set)

    def below(self, key: str) -> list[str]:
        """Return all that lies in a box, outer ones first."""
        found = list(self.children.get(key, ()))
        for kid in found:
            found += self.children.get(kid, ())
        return found

    def lineage(self, key: str) -> set[str]:
        """Return the box and all that it lies in."""
        found: set[str] = set()
        while key in self.boxes and key not in found:
            found.add(key)
            key = self.boxes[key].parent
        return found


def arranged(figure: Figure, graph: nx.MultiDiGraph[str]) -> Figure:
    """Return the figure with every node that has x and y in the graph put there.

    x, y are the middle in points of the page, width and height where given the size. What lies in
    a moved box moves with it unless it has a place of its own; a frame grows around what was put
    in it. Edges of what moved, and edges that it would cover, are led anew: straight or with few
    bends around the boxes, straight across where no such way is free. The page grows to the right
    and down; places left of it or above are brought in to its margin.
    """
    placed = {
        str(key): data
        for key, data in graph.nodes(data=True)
        if data.get("x") is not None and data.get("y") is not None
    }
    children: dict[str, list[str]] = {}
    for box in figure.boxes:
        children.setdefault(box.parent, []).append(box.key)
    hands = _Hands({box.key: box for box in figure.boxes}, children)
    if not any(key in hands.boxes for key in placed):
        return figure
    for box in figure.boxes:  # parents before children
        if box.key in placed:
            _put(hands, box.key, placed[box.key])
    for key in reversed([box.key for box in figure.boxes]):
        _hold(hands, key)
    _shared_grounds(hands)
    boxes = tuple(hands.boxes[box.key] for box in figure.boxes if box.key in hands.boxes)
    edges = tuple(_led(edge, hands, figure) for edge in figure.edges)
    anew = {e.key for e, old in zip(edges, figure.edges, strict=True) if e.points != old.points}
    if any(label_rect(edge) for edge in edges):
        edges = relabelled(edges, boxes, frozenset(anew))
    return _on_page(replace(figure, boxes=boxes, edges=edges))


def _put(hands: _Hands, key: str, data: Mapping[str, Any]) -> None:
    """Put a box where its middle is to be, in the size wanted, with all that lies in it."""
    box = hands.boxes[key]
    wide, high = float(data.get("width") or 0.0), float(data.get("height") or 0.0)
    wide, high = _room(box, wide or box.rect.width, high or box.rect.height)
    x = max(_MARGIN, float(data["x"]) - wide / 2)
    y = max(_MARGIN, float(data["y"]) - high / 2)
    target = Rect(x, y, wide, high)
    if _same(target, box.rect):
        return
    hands.boxes[key] = _sized(box, target)
    hands.moved.add(key)
    # What it holds keeps its place against the upper left, where the title stands.
    move = Shift(x - box.rect.x, y - box.rect.y)
    for kid in hands.below(key):
        hands.boxes[kid] = move.box(hands.boxes[kid])
        hands.moved.add(kid)


def _same(a: Rect, b: Rect) -> bool:
    return (
        max(abs(a.x - b.x), abs(a.y - b.y), abs(a.right - b.right), abs(a.bottom - b.bottom)) < 0.01
    )


def _room(box: FigureBox, width: float, height: float) -> tuple[float, float]:
    """Return the size, never smaller than the box's texts."""
    held = [text.rect for text in box.texts]
    held += [box.mark.rect] if box.mark else []
    need = united(held)
    return max(width, need.width + 2 * _PAD), max(height, need.height + 2 * _PAD)


def _sized(box: FigureBox, target: Rect) -> FigureBox:
    """Return the box in that place and size: texts in its middle, a frame's at its upper left."""
    if box.framed:
        move = Shift(target.x - box.rect.x, target.y - box.rect.y)
    else:
        held = [text.rect for text in box.texts] + ([box.mark.rect] if box.mark else [])
        around = united(held)
        # As far out of the middle as before, but inside.
        dx = target.cx - box.rect.cx
        dy = target.cy - box.rect.cy
        dx += _back(around.x + dx, around.right + dx, target.x, target.right)
        dy += _back(around.y + dy, around.bottom + dy, target.y, target.bottom)
        move = Shift(dx, dy)
    return replace(move.box(box), rect=target)


def _back(low: float, high: float, least: float, most: float) -> float:
    """Return how far a stretch has to move to lie between the two bounds."""
    return max(0.0, least - low) or min(0.0, most - high)


def _hold(hands: _Hands, key: str) -> None:
    """Let a frame grow around its children."""
    box, kids = hands.boxes[key], hands.children.get(key, ())
    moved = [hands.boxes[kid].rect for kid in kids if kid in hands.moved]
    outside = [rect for rect in moved if not box.rect.holds(rect)]
    if not outside:
        return
    title = united([text.rect for text in box.texts]).height
    rooms = [Rect(r.x, r.y - title, r.width, r.height + title).grown(_MARGIN) for r in outside]
    grown = united([box.rect, *rooms])
    left, top = max(0.0, grown.x), max(0.0, grown.y)
    rect = Rect(left, top, grown.right - left, grown.bottom - top)
    move = Shift(rect.x - box.rect.x, rect.y - box.rect.y)
    hands.boxes[key] = replace(box, rect=rect, texts=tuple(map(move.text, box.texts)))
    hands.moved.add(key)


def _shared_grounds(hands: _Hands) -> None:
    """Fit what two fields share to where they now are; fields that parted share nothing."""
    fields = [box for box in hands.boxes.values() if box.framed and box.kind == "field"]
    for a, b in permutations(fields, 2):
        shared = hands.boxes.get(f"{IMPLIED}{a.key}&{b.key}")
        if shared is None or not {a.key, b.key} & hands.moved:
            continue
        left, top = max(a.rect.x, b.rect.x), max(a.rect.y, b.rect.y)
        wide = min(a.rect.right, b.rect.right) - left
        high = min(a.rect.bottom, b.rect.bottom) - top
        if wide > 1 and high > 1:
            hands.boxes[shared.key] = replace(shared, rect=Rect(left, top, wide, high))
        else:
            del hands.boxes[shared.key]


def _led(edge: FigureEdge, hands: _Hands, figure: Figure) -> FigureEdge:
    """Return the edge led anew where one of its ends has moved or a moved box covers it."""
    if edge.source not in hands.boxes or edge.target not in hands.boxes:
        return edge
    free = hands.lineage(edge.source) | hands.lineage(edge.target)
    line = line_of(edge.points, curved=edge.curved)
    ends = {edge.source, edge.target}
    large = len(hands.boxes) > _LARGE
    covered = not large and any(
        meets(line, hands.boxes[key].rect)
        for key in hands.moved
        if key not in free and hands.boxes[key].kind != "field"
    )
    if not ends & hands.moved and not covered:
        return edge
    if ends <= hands.moved:
        shift = _common_shift(edge, hands, figure)
        if shift is not None and not covered:
            return shift.edge(edge)
    a, b = hands.boxes[edge.source].rect, hands.boxes[edge.target].rect
    if edge.source == edge.target:
        points = loop((a.cx, a.cy), (a.width, a.height), 0)
    elif large:
        points = straight(a, b)
    else:
        hurdles = [
            box.rect
            for key, box in hands.boxes.items()
            if key not in free and box.kind != "field" and not key.startswith(IMPLIED)
        ]
        points = edge_between(a, b, hurdles)
    return replace(edge, points=points, curved=False)


def _common_shift(edge: FigureEdge, hands: _Hands, figure: Figure) -> Shift | None:
    """Return by how much both ends moved, None where they did not move as one."""
    before = {box.key: box.rect for box in figure.boxes if box.key in (edge.source, edge.target)}
    moves = set()
    for key, old in before.items():
        new = hands.boxes[key].rect
        if abs(new.width - old.width) + abs(new.height - old.height) > 0.01:
            return None
        moves.add((round(new.x - old.x, 3), round(new.y - old.y, 3)))
    return Shift(*moves.pop()) if len(moves) == 1 else None


def _on_page(figure: Figure) -> Figure:
    """Return the figure on a page that holds it, what stands at the foot moved down with it."""
    rects = [box.rect for box in figure.boxes]
    rects += [edge.label for edge in figure.edges if edge.label]
    rects += [Rect(x, y, 0.0, 0.0) for edge in figure.edges for x, y in edge.points]
    around = united(rects)
    foot = _foot(figure)
    top = min([r.y for r in foot], default=figure.height)
    # Legend and provenance go down when the figure reaches them.
    down = max(0.0, around.bottom + _MARGIN - top, around.bottom + _MARGIN - figure.height)
    width = max(figure.width, around.right + _MARGIN)
    if down <= 0 and width <= figure.width:
        return figure
    drop = Shift(0.0, down)
    low = {id(rect) for rect in foot}
    return replace(
        figure,
        page="a sheet of its own size",
        width=width,
        height=figure.height + down,
        texts=tuple(drop.text(t) if id(t.rect) in low else t for t in figure.texts),
        legend=tuple(_dropped(sample, drop) for sample in figure.legend),
    )


def _foot(figure: Figure) -> list[Rect]:
    """Return the places of what stands below the figure."""
    below = [s.rect for s in figure.legend]
    below += [
        t.rect for t in figure.texts if t.role is FontRole.NOTE and t.rect.y > figure.height / 2
    ]
    return below


def _dropped(sample: FigureSample, drop: Shift) -> FigureSample:
    return replace(
        sample,
        rect=drop.rect(sample.rect),
        text=drop.text(sample.text),
        mark=drop.mark(sample.mark),
    )
