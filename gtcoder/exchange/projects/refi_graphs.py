"""Graphs as models: what they show stays where it was drawn, or all of it is moved alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gtcoder.exchange.free_names import FreeNames
from gtcoder.exchange.projects.refi_carried import is_carried
from gtcoder.exchange.projects.refi_intake import Intake
from gtcoder.exchange.projects.refi_values import colour_of, name_of
from gtcoder.exchange.projects.refi_xml import Node
from gtcoder.exchange.refi.xml import derived
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import ModelTemplate, NodeKind

_MARGIN = 40.0
_FARTHEST = 14_400.0  # points: the longest side of a PDF's page
_NARROWEST = 10.0
_BEYOND = 1e7  # no program draws there
_LOOKS = "gtcoder has one look for all of them"


class _Frame(NamedTuple):
    """How a graph comes to lie on the page: made smaller, then moved."""

    scale: float = 1.0
    right: float = 0.0
    down: float = 0.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a place of the graph lies."""
        return near(x * self.scale + self.right), near(y * self.scale + self.down)


class Graphs:
    """Takes graphs in."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._names = FreeNames()
        for row in intake.carried.get("model", ()):
            self._names.take(row["name"])

    def take(self, graphs: Sequence[Node]) -> None:
        """Make a model of each graph that no row of the project's own stands for."""
        for node in graphs:
            if node.tag == "Graph" and not is_carried(self._intake, node, "model", "paradigm"):
                self._take_one(node)

    def _take_one(self, node: Node) -> None:
        intake = self._intake
        name = self._names.take(name_of(node.get("name"), "Graph without a name"))
        model = intake.add("model", node.guid, name=name, template=ModelTemplate.FIELDS)
        intake.became(node.guid, "model_id", model)
        vertices: dict[Guid, tuple[Guid, Guid | None]] = {}
        inside = list(node.all("Vertex"))
        frame = _frame(inside)
        for rank, vertex in enumerate(inside):
            made = self._vertex(model, vertex, rank, frame)
            if vertex.guid is not None:
                vertices.setdefault(vertex.guid, made)
        for edge in node.all("Edge"):
            self._edge(model, edge, vertices)
        intake.report.came("graphs, as models")
        if frame == _Frame():
            intake.report.tell("what graphs show was left where it was drawn", name)
        else:
            intake.report.tell(
                "graphs that reach beyond a page were moved, and made smaller if need be, as a "
                "whole", name,
            )  # fmt: skip
        self._tell_looks(node)

    def _tell_looks(self, node: Node) -> None:
        """Count what says how a graph looks and has no place in a model."""
        skip = self._intake.report.skip
        edges, vertices = list(node.all("Edge")), list(node.all("Vertex"))
        skip("colours of edges of graphs", _LOOKS, sum(bool(each.get("color")) for each in edges))
        styles = sum(each.get("lineStyle") not in ("", "solid") for each in edges)
        skip("line styles of edges of graphs", _LOOKS, styles)
        skip("shapes in graphs", _LOOKS, sum(bool(each.get("shape")) for each in vertices))

    def _vertex(
        self, model: Guid, node: Node, rank: int, frame: _Frame
    ) -> tuple[Guid, Guid | None]:
        intake = self._intake
        shown = Node("", {"guid": node.get("representedGUID")}).guid
        code = intake.one(shown, "code_id")
        if shown is not None and shown not in intake.things:
            intake.report.tell(
                "what a graph shows that is not in the file, or did not come in, became a box"
            )
        first, second = point(node, "first"), point(node, "second")
        values: dict[str, float | None] = {"x": None, "y": None, "width": None, "height": None}
        if first is not None:
            other = second or first
            middle = ((one + two) / 2 for one, two in zip(first, other, strict=True))
            values["x"], values["y"] = frame.at(*middle)
            if second is not None:
                values["width"], values["height"] = (
                    wide(abs(two - one) * frame.scale)
                    for one, two in zip(first, second, strict=True)
                )
        guid = intake.add(
            "model_node", node.guid, model_id=model, key=f"vertex {rank + 1}", rank=rank,
            kind=NodeKind.CODE if code else NodeKind.BOX, code_id=code,
            label="" if code else name_of(node.get("name"), "…"),
            colour=colour_of(node.get("color")) or 0, **values,
        )  # fmt: skip
        return guid, code

    def _edge(
        self, model: Guid, node: Node, vertices: dict[Guid, tuple[Guid, Guid | None]]
    ) -> None:
        intake = self._intake
        ends = [vertices.get(Node("", {"guid": node.get(end)}).guid or b"")
                for end in ("sourceVertex", "targetVertex")]  # fmt: skip
        if ends[0] is None or ends[1] is None:
            intake.report.skip("edges of graphs", "one of their ends is not in the graph")
            return
        shown = Node("", {"guid": node.get("representedGUID")}).guid
        relation = intake.one(shown, "relation_id")
        if relation is not None and intake.joined.get(relation) != {ends[0][1], ends[1][1]}:
            relation = None
        if node.get("direction") not in ("OneWay", "Bidirectional"):
            intake.report.tell("edges of graphs without a direction became edges both ways")
        intake.add(
            "model_edge", node.guid or derived(ends[0][0], ends[1][0].hex()), model_id=model,
            source_id=ends[0][0], target_id=ends[1][0], label=name_of(node.get("name"), ""),
            both_ways=node.get("direction") != "OneWay", relation_id=relation,
        )  # fmt: skip


def point(node: Node, which: str) -> tuple[float, float] | None:
    """Return a corner of a vertex, None where it cannot be read or lies where nobody draws."""
    try:
        x, y = (float(node.get(f"{which}{axis}")) for axis in "XY")
    except ValueError:
        return None
    return (x, y) if abs(x) < _BEYOND and abs(y) < _BEYOND else None


def _frame(vertices: Sequence[Node]) -> _Frame:
    """Return how a graph has to move, and shrink, so that nothing lies beyond the page."""
    points = [corner for node in vertices for which in ("first", "second")
              if (corner := point(node, which)) is not None]  # fmt: skip
    if not points:
        return _Frame()
    low = [min(corner[axis] for corner in points) for axis in (0, 1)]
    high = [max(corner[axis] for corner in points) for axis in (0, 1)]
    outside = [base < 0 or top > _FARTHEST for base, top in zip(low, high, strict=True)]
    if not any(outside):
        return _Frame()
    room = _FARTHEST - 2 * _MARGIN
    scale = room / max(room, high[0] - low[0], high[1] - low[1])
    right, down = (
        _MARGIN - base * scale if out or scale < 1 else 0.0
        for base, out in zip(low, outside, strict=True)
    )
    return _Frame(scale, right, down)


def near(place: float) -> float:
    """Return a place that lies on the page."""
    return min(max(place, 0.0), _FARTHEST)


def wide(size: float) -> float | None:
    """Return the size of a box, None where it is too small to be one."""
    return min(size, _FARTHEST) if size >= _NARROWEST else None
