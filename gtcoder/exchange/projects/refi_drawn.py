"""Graphs of our own export that another program drew anew: what can be taken over, and the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from gtcoder.exchange.projects.refi_carried import called
from gtcoder.exchange.projects.refi_graphs import near, point, wide
from gtcoder.exchange.projects.refi_guids import guid_of
from gtcoder.exchange.projects.refi_intake import Intake
from gtcoder.exchange.projects.refi_values import name_of
from gtcoder.exchange.projects.refi_xml import Node
from gtcoder.exchange.refi.beyond import legal
from gtcoder.exchange.refi.graphs import Part, drawn
from gtcoder.exchange.refi.study import Outgoing
from gtcoder.exchange.row_drafts import RowDrafts
from gtcoder.masking import Mask
from gtcoder.study_rows import StudyRows

Row = dict[str, Any]
Said = Mapping[str, str | None]
_SHOWN = ("model", "model_node", "model_edge", "paradigm", "paradigm_placement", "relation",
          "relation_type")  # fmt: skip
_AXES = (("x", "width"), ("y", "height"))
_STANDS = "what the study’s own rows say stands"


class Drawn:
    """Compares the graphs of models and paradigms with what our own export draws of their rows."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._rows = {
            table: {row["guid"]: row for row in intake.carried.get(table, ())} for table in _SHOWN
        }

    def compare(self, graphs: Sequence[Node]) -> None:
        """Let rows say what other programs changed; what they cannot say is told by name."""
        if not self._rows["model"] and not self._rows["paradigm"]:
            return
        mine = {row["guid"]: parts for row, parts in drawn(self._as_written())}
        for node in graphs:
            if node.tag != "Graph" or node.guid not in mine:
                continue
            if node.guid in self._rows["model"]:
                self._rename(node, "model")
                self._model(node, mine[node.guid])
            else:
                self._rename(node, "paradigm")
                self._board(node, mine[node.guid])

    def _as_written(self) -> Outgoing:
        """Return the rows of which the graphs are drawn, without those whose codes are gone."""
        codes = self._intake.drafts.rows().tables.get("code", {})
        there = set(codes.get("guid", ()))
        types = self._rows["relation_type"]
        drafts = RowDrafts()
        for table in _SHOWN:
            for row in self._rows[table].values():
                fits = table != "paradigm_placement" or row["category_id"] in there
                if fits and (table != "relation" or row["type_id"] in types):
                    drafts.add(table, **row)
        return Outgoing(StudyRows({**drafts.rows().tables, "code": codes}, {}), Mask())

    def _rename(self, node: Node, table: str) -> None:
        row = self._rows[table][node.guid or b""]
        name = called(node, row["name"])
        if any(each["name"] == name for each in self._rows[table].values() if each is not row):
            self._tell("graphs got a name in another program that another one has", name)
        else:
            row["name"] = name

    def _model(self, node: Node, mine: Sequence[Part]) -> None:
        for tag, table, compare in (("Vertex", "model_node", self._vertex),
                                    ("Edge", "model_edge", self._edge)):  # fmt: skip
            there = {each.guid: each for each in node.all(tag)}
            for said in _of_kind(mine, tag):
                guid = guid_of(str(said["guid"]))
                element = there.pop(guid, None)
                if element is None:
                    about = f"{name_of(node.get('name'), '…')}: {said['name'] or 'an arrow'}"
                    self._tell("parts of models are gone from their graphs", about)
                else:
                    compare(element, self._rows[table][guid], said)
            for more in there.values():
                about = name_of(more.get("name"), "a box" if tag == "Vertex" else "an arrow")
                self._tell("parts that were drawn into models in another program did not come in",
                           f"{name_of(node.get('name'), '…')}: {about}")  # fmt: skip

    def _vertex(self, node: Node, row: Row, said: Said) -> None:
        before = said["name"] or ""
        name = called(node, before)
        if name != before and row.get("code_id") and not row.get("label"):
            self._tell("boxes that show a code are not called as it is; its own name holds", name)
        elif name != before:
            row["label"] = name
        shown = node.get("representedGUID")
        if shown and guid_of(shown) != row.get("code_id"):
            self._tell("boxes of models were made to show something else in another program", name)
        if _moved(node, row, said):
            self._intake.report.tell(
                "boxes of models were moved or sized in another program; where the study has them, "
                "they move only if what is there is to be replaced",
                name,
            )

    def _edge(self, node: Node, row: Row, said: Said) -> None:
        before = said["name"] or ""
        name = called(node, before)
        if name != before:
            row["label"] = name
        direction = node.get("direction")
        if direction and direction != said["direction"]:
            row["both_ways"] = direction != "OneWay"
        ends = [node.get(end) for end in ("sourceVertex", "targetVertex")]
        now = [guid_of(end) if end else None for end in ends]
        before_ends = [row["source_id"], row["target_id"]]
        if None in now or now == before_ends or (row.get("both_ways") and now == before_ends[::-1]):
            return
        nodes = self._rows["model_node"]
        if all(end in nodes and nodes[end]["model_id"] == row["model_id"] for end in now):
            row["source_id"], row["target_id"] = now
        else:
            self._tell("arrows of models were led elsewhere in another program", name or "an arrow")

    def _board(self, node: Node, mine: Sequence[Part]) -> None:
        """Tell of a paradigm whose graph shows something else than its rows say."""
        written = {_shown(tag, said) for tag, said in mine}
        there = {_shown(each.tag, each.attributes) for each in node.all("Vertex", "Edge")}
        if written != there:
            name = name_of(node.get("name"), "…")
            self._tell("graphs of paradigms show something else than the paradigm", name)

    def _tell(self, what: str, about: str) -> None:
        self._intake.report.tell(f"{what} ({_STANDS})", about)


def _of_kind(parts: Iterable[Part], tag: str) -> Iterator[Said]:
    return (said for kind, said in parts if kind == tag)


def _shown(tag: str, said: Said | Mapping[str, str]) -> tuple[Any, ...]:
    """Return what a part of a graph shows, however a program writes guids and numbers."""
    guids = ("guid", "representedGUID", "sourceVertex", "targetVertex")
    node = Node(tag, {name: value for name, value in said.items() if value is not None})
    places = (point(node, "first"), point(node, "second"))
    name = name_of(legal(node.get("name")), "")
    one_way = node.get("direction") == "OneWay"
    return (tag, name, *places, one_way, *(guid_of(node.get(each)) for each in guids))


def _moved(node: Node, row: Row, said: Said) -> bool:
    """Take the place and size of a box where they are others by a point at least; tell if so."""
    corners = [point(node, which) for which in ("first", "second")]
    written = [point(Node("", {k: v for k, v in said.items() if v}), which)
               for which in ("first", "second")]  # fmt: skip
    if None in corners or None in written:
        return False
    places: dict[str, float] = {}
    sizes: dict[str, float | None] = {}
    moved = False
    for axis, (place, size) in enumerate(_AXES):
        now, was = (sorted(each[axis] for each in both if each) for both in (corners, written))
        far = (sum(now) - sum(was)) / 2
        grown = (now[1] - now[0]) - (was[1] - was[0])
        base = row.get(place)
        places[place] = sum(was) / 2 if base is None else base
        if abs(far) >= 1:
            places[place] = near(places[place] + far)
            moved = True
        if abs(grown) >= 1:
            sizes[size] = wide((row.get(size) or was[1] - was[0]) + grown)
    if moved:
        row.update(places)
    row.update(sizes)
    return moved or bool(sizes)
