"""Graphs as models: what they show stays where it was drawn."""

from __future__ import annotations

from collections.abc import Sequence

from gtcoder.exchange.projects.refi_carried import is_carried
from gtcoder.exchange.projects.refi_intake import Intake
from gtcoder.exchange.projects.refi_values import FreeNames, colour_of, name_of
from gtcoder.exchange.projects.refi_xml import Node
from gtcoder.exchange.refi.xml import derived
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import ModelTemplate, NodeKind

_MARGIN = 40.0
_FARTHEST = 14_400.0  # points: the longest side of a PDF's page
_NARROWEST = 10.0


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
        shift = _shift(inside)
        for rank, vertex in enumerate(inside):
            made = self._vertex(model, vertex, rank, shift)
            if vertex.guid is not None:
                vertices.setdefault(vertex.guid, made)
        for edge in node.all("Edge"):
            self._edge(model, edge, vertices)
        intake.report.came("graphs, as models")
        intake.report.tell("what graphs show was left where it was drawn", name)

    def _vertex(
        self, model: Guid, node: Node, rank: int, shift: tuple[float, float]
    ) -> tuple[Guid, Guid | None]:
        intake = self._intake
        shown = Node("", {"guid": node.get("representedGUID")}).guid
        code = intake.one(shown, "code_id")
        if shown is not None and shown not in intake.things:
            intake.report.tell(
                "what a graph shows that is not in the file, or did not come in, became a box"
            )
        first, second = _point(node, "first"), _point(node, "second")
        values: dict[str, float | None] = {"x": None, "y": None, "width": None, "height": None}
        if first is not None:
            other = second or first
            values["x"], values["y"] = (
                _near((one + two) / 2 + by)
                for one, two, by in zip(first, other, shift, strict=True)
            )
            if second is not None:
                values["width"], values["height"] = (
                    _wide(abs(two - one)) for one, two in zip(first, second, strict=True)
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
        intake.add(
            "model_edge", node.guid or derived(ends[0][0], ends[1][0].hex()), model_id=model,
            source_id=ends[0][0], target_id=ends[1][0], label=name_of(node.get("name"), ""),
            both_ways=node.get("direction") == "Bidirectional", relation_id=relation,
        )  # fmt: skip


def _point(node: Node, which: str) -> tuple[float, float] | None:
    try:
        x, y = (float(node.get(f"{which}{axis}")) for axis in "XY")
    except ValueError:
        return None
    return (x, y) if abs(x) < _FARTHEST * 10 and abs(y) < _FARTHEST * 10 else None


def _shift(vertices: Sequence[Node]) -> tuple[float, float]:
    """Return by how much a graph has to move so that nothing lies left of the page or above it."""
    points = [point for node in vertices for which in ("first", "second")
              if (point := _point(node, which)) is not None]  # fmt: skip
    left, top = (min((point[axis] for point in points), default=0.0) for axis in (0, 1))
    return (_MARGIN - left if left < 0 else 0.0, _MARGIN - top if top < 0 else 0.0)


def _near(place: float) -> float:
    return min(max(place, 0.0), _FARTHEST)


def _wide(size: float) -> float | None:
    return min(size, _FARTHEST) if size >= _NARROWEST else None
