"""What of a drawn figure can be chosen: its boxes and lines, where they lie and what they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor, hypot
from typing import TYPE_CHECKING, Any

from gtcoder.analysis.diagram.boxes import Point, Rect
from gtcoder.analysis.diagram.curves import line_of
from gtcoder.drawing.scene import Scene

if TYPE_CHECKING:
    import networkx as nx

_BITS = frozenset({"swatch", "badge", "disc", "patch", "count"})  # parts of boxes and of lines
_BAND = 26.0  # points: boxes so near in height stand in one row


@dataclass(frozen=True, slots=True)
class NodePart:
    """A box of the figure; `holds`: others lie in it, `data` is the node's of the graph."""

    key: str
    rect: Rect
    label: str
    parent: str
    holds: bool
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class EdgePart:
    """A line of the figure between two boxes."""

    key: str
    source: str
    target: str
    points: tuple[Point, ...]
    data: dict[str, Any]

    def away(self, x: float, y: float) -> float:
        """Return how far a point lies from the line."""
        pairs = pairwise(self.points)
        return min((_distance(x, y, a, b) for a, b in pairs), default=float("inf"))


class Parts:
    """The boxes and lines of a scene that are nodes and edges of its graph."""

    def __init__(self, scene: Scene | None, graph: nx.MultiDiGraph[str] | None) -> None:
        self.nodes: dict[str, NodePart] = {}
        self.edges: dict[str, EdgePart] = {}
        self._children: dict[str, list[str]] = {}
        self._at: dict[str, list[str]] = {}
        self._order: tuple[str, ...] | None = None
        if scene is not None and graph is not None:
            self._take(scene, graph)
        self._cells = _Cells(self)

    def _take(self, scene: Scene, graph: nx.MultiDiGraph[str]) -> None:
        zones = {shape.key for shape in scene.zones}
        for shape in (*scene.zones, *scene.cards):
            if shape.kind in _BITS or shape.key not in graph or shape.key in self.nodes:
                continue
            data = graph.nodes[shape.key]
            label = str(data.get("label", "")) or str(data.get("note", "")) or shape.key
            parent = str(data.get("parent", ""))
            self.nodes[shape.key] = NodePart(
                shape.key, shape.rect, label, parent, shape.key in zones, data
            )
        known = {str(key): data for _, _, key, data in graph.edges(keys=True, data=True)}
        self.edges = {
            edge.key: EdgePart(
                edge.key, edge.source, edge.target,
                tuple(line_of(edge.points, curved=edge.curved)), known[edge.key],
            )
            for edge in scene.edges
            if edge.key in known
        }  # fmt: skip
        for node in self.nodes.values():
            self._children.setdefault(node.parent, []).append(node.key)
        for key, edge in self.edges.items():
            for end in {edge.source, edge.target}:
                self._at.setdefault(end, []).append(key)

    def node_at(self, x: float, y: float, *, inner: bool = False) -> str:
        """Return the innermost box at a point, empty for none; `inner`: that holds no others."""
        here = [
            self.nodes[key]
            for key in self._cells.nodes(x, y)
            if _inside(self.nodes[key].rect, x, y) and not (inner and self.nodes[key].holds)
        ]
        return min(here, key=lambda node: node.rect.width * node.rect.height).key if here else ""

    def edge_at(self, x: float, y: float, within: float) -> str:
        """Return the line nearest to a point, empty where none comes so near."""
        near = [(self.edges[key].away(x, y), key) for key in self._cells.edges(x, y)]
        best = min(near, default=(float("inf"), ""))
        return best[1] if best[0] <= within else ""

    def inside(self, area: Rect) -> tuple[str, ...]:
        """Return the boxes that lie wholly in an area; of one in another only the outer one."""
        found = {key for key, node in self.nodes.items() if area.holds(node.rect)}
        return tuple(key for key in self.order() if key in found and not self._above(key) & found)

    def with_insides(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return boxes with all that lie in them."""
        found: dict[str, None] = {}
        waiting = list(keys)
        while waiting:
            key = waiting.pop()
            if key in self.nodes and key not in found:
                found[key] = None
                waiting += self._children.get(key, ())
        return tuple(found)

    def outermost(self, keys: Sequence[str]) -> tuple[str, ...]:
        """Return those of the boxes that lie in none of the others."""
        chosen = set(keys)
        return tuple(key for key in keys if not self._above(key) & chosen)

    def lines_at(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the lines that begin or end at one of these boxes."""
        return tuple({line: None for key in keys for line in self._at.get(key, ())})

    def order(self) -> tuple[str, ...]:
        """Return the boxes in reading order: each before what lies in it, row by row."""
        if self._order is None:
            found: list[str] = []
            waiting = self._row_by_row(
                [key for key, node in self.nodes.items() if node.parent not in self.nodes]
            )[::-1]
            while waiting:
                key = waiting.pop()
                found.append(key)
                waiting += self._row_by_row(self._children.get(key, []))[::-1]
            self._order = tuple(found)
        return self._order

    def _row_by_row(self, keys: list[str]) -> list[str]:
        """Sort boxes that lie side by side: by rows, those from left to right."""
        by_height = sorted(keys, key=lambda key: self.nodes[key].rect.cy)
        rows: list[list[str]] = []
        for key in by_height:
            last = rows[-1][0] if rows else None
            if last and self.nodes[key].rect.cy - self.nodes[last].rect.cy < _BAND:
                rows[-1].append(key)
            else:
                rows.append([key])
        return [k for row in rows for k in sorted(row, key=lambda each: self.nodes[each].rect.cx)]

    def _above(self, key: str) -> set[str]:
        found: set[str] = set()
        parent = self.nodes[key].parent
        while parent in self.nodes and parent not in found:
            found.add(parent)
            parent = self.nodes[parent].parent
        return found


class _Cells:
    """A grid over the page that tells what may lie at a point."""

    _SIDE = 64.0

    def __init__(self, parts: Parts) -> None:
        self._nodes: dict[tuple[int, int], list[str]] = {}
        self._edges: dict[tuple[int, int], list[str]] = {}
        for node in parts.nodes.values():
            self._put(self._nodes, node.rect, node.key)
        for edge in parts.edges.values():
            for (x, y), (u, v) in pairwise(edge.points):
                area = Rect(min(x, u), min(y, v), abs(x - u), abs(y - v)).grown(12)
                self._put(self._edges, area, edge.key)

    def nodes(self, x: float, y: float) -> list[str]:
        return self._nodes.get(self._cell(x, y), [])

    def edges(self, x: float, y: float) -> list[str]:
        return list(dict.fromkeys(self._edges.get(self._cell(x, y), [])))

    def _cell(self, x: float, y: float) -> tuple[int, int]:
        return floor(x / self._SIDE), floor(y / self._SIDE)

    def _put(self, into: dict[tuple[int, int], list[str]], area: Rect, key: str) -> None:
        (left, top), (right, bottom) = (
            self._cell(area.x, area.y),
            self._cell(area.right, area.bottom),
        )
        for column in range(left, right + 1):
            for row in range(top, bottom + 1):
                into.setdefault((column, row), []).append(key)


def _inside(rect: Rect, x: float, y: float) -> bool:
    return rect.x <= x <= rect.right and rect.y <= y <= rect.bottom


def _distance(x: float, y: float, a: Point, b: Point) -> float:
    """Return how far a point lies from a stretch of line."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    share = ((x - a[0]) * dx + (y - a[1]) * dy) / length if length else 0.0
    share = min(max(share, 0.0), 1.0)
    return hypot(x - a[0] - share * dx, y - a[1] - share * dy)
