"""A model's graph while it is put together: nodes of codes, kept nodes and edges, omissions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from gtcoder.queries.codebook import CodeRow
from gtcoder.queries.models import EdgeRow, ModelRow, NodeRow
from gtcoder.reports.base import number_of
from gtcoder.reports.model_options import Counts
from gtcoder.reports.model_relations import Line, lines
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeLevel, ModelTemplate, NodeKind, RelationId

if TYPE_CHECKING:
    import networkx as nx

FROM_STUDY = frozenset(
    {ModelTemplate.PARADIGM, ModelTemplate.NETWORK, ModelTemplate.TREE, ModelTemplate.MATRIX}
)
_ALSO_UNRELATED = frozenset({ModelTemplate.NETWORK, ModelTemplate.MATRIX})
_NUMBERED = frozenset({NodeKind.STEP, NodeKind.PHASE})
# “Step 3: evaluation”, in any language: a word, a number, a mark, the name.
STEP_NAME = re.compile(
    r"\s*(?P<word>\w+)\s+(?P<number>\d{1,4})\s*[:.\u2013\u2014-]\s*(?P<name>\S.*)"
)


class Drawing:
    """The graph of one model, and what is to be said about it."""

    def __init__(
        self, title: str, template: ModelTemplate, counts: Counts, model: ModelRow | None
    ) -> None:
        import networkx as nx

        self.counts = counts
        self.model = model
        self.template = template
        self.graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
            title=title, subtitle=counts.options.said, template=str(template)
        )
        if counts.options.size_by:
            self.graph.graph["size_by"] = counts.options.size_by
        self._said: list[str] = []
        self._left_out = 0
        self._related: tuple[Line, ...] | None = None
        self._lines: dict[RelationId, Line] = {}

    def say(self, *sentences: str) -> None:
        """Add to what the figure says of where it comes from."""
        self._said += sentences

    def relations(self, reader: Reader) -> tuple[Line, ...]:
        """Return the relations between codes in use that the options let be seen."""
        if self._related is None:
            wanted = self.counts.options.relations
            self._related = tuple(
                line
                for line in lines(reader)
                if line.source in self.counts.codes
                and line.target in self.counts.codes
                and (not wanted or line.type in wanted)
            )
        return self._related

    def add_code(self, code: CodeRow, **attributes: Any) -> None:
        """Add a code that the template draws from the study; its key is its path."""
        kind = NodeKind.CODE if code.level is CodeLevel.OPEN else NodeKind.CATEGORY
        self._add(code.written, {"kind": str(kind), "label": code.name}, attributes, code)

    def add_relation(self, line: Line) -> None:
        """Add a relation between two codes that stand in the graph."""
        codes = self.counts.codes
        source, target = codes[line.source].written, codes[line.target].written
        edge = {"kind": "relation", "label": "", "number": 0, "both_ways": not line.directed}
        self.graph.add_edge(source, target, key=f"r{line.id}", **edge, **line.attributes)

    def _add(
        self, key: str, own: dict[str, Any], more: dict[str, Any], code: CodeRow | None
    ) -> None:
        self.graph.add_node(key, **{**self._of_code(code), **own, **more})

    def _of_code(self, code: CodeRow | None) -> dict[str, Any]:
        counts = self.counts
        return {
            "parent": "",
            "rank": 0,
            "number": 0,
            "code": code.written if code else "",
            "passages": counts.passages.get(code.id, 0) if code else 0,
            "participants": counts.participants.get(code.id, 0) if code else 0,
            "participants_total": counts.total,
            "definition": code.definition if code else "",
            "colour": code.colour if code else 0,
            "note": "",
        }

    def bare(self, **attributes: Any) -> dict[str, Any]:
        """Return the attributes of a node without a code."""
        kind = str(attributes.pop("kind"))
        return {**self._of_code(None), "kind": kind, **attributes}

    def add_stored(self, reader: Reader) -> None:
        """Add what the model keeps: its own nodes, or what it adds to those of the study."""
        if self.model is None:
            return
        shown = self._merged() if self.template in FROM_STUDY else self._kept_nodes()
        self._put_in_parents(shown)
        for edge in self.model.edges:
            self._add_edge(reader, edge)
        if self.template is ModelTemplate.FIELDS:
            _mark_overlaps(self.graph)

    @cached_property
    def _by_key(self) -> dict[str, NodeRow]:
        return {} if self.model is None else {row.key: row for row in self.model.nodes}

    def _code_of(self, row: NodeRow) -> CodeRow | None:
        """Return the code in use that a node stands for."""
        return None if row.code is None else self.counts.codes.get(row.code)

    def key_of(self, row: NodeRow) -> str:
        """Return the key of a kept node in the graph."""
        code = self._code_of(row) if self.template in FROM_STUDY else None
        return row.key if code is None else code.written

    def _kept_nodes(self) -> list[NodeRow]:
        """Add the kept nodes that the study and the filters leave, and return them."""
        rows = self._by_key.values()
        in_use = [row for row in rows if row.code is None or self._code_of(row) is not None]
        shown = self._filtered(in_use) if self.counts.options.narrows else in_use
        self._left_out += len(in_use) - len(shown)
        if len(in_use) < len(rows):
            gone = number_of(len(rows) - len(in_use), "node")
            self.say(f"{gone} of retired codes not drawn.")
        for row in shown:
            code = self._code_of(row)
            self._add(row.key, _named(row, code), _placed(row), code)
        return shown

    def _filtered(self, rows: list[NodeRow]) -> list[NodeRow]:
        """Return the nodes the filters leave; what holds others stays as long as one of these."""
        below: dict[str, list[NodeRow]] = {}
        for row in rows:
            below.setdefault(row.parent or "", []).append(row)
        stays: dict[str, bool] = {}

        def decide(row: NodeRow, above: bool) -> bool:
            code = self._code_of(row)
            own = above if code is None else self.counts.shows(code.id)
            held = [decide(child, own) for child in below.get(row.key, ())]
            stays[row.key] = any(held) if held and not (code and own) else own
            return stays[row.key]

        keys = {row.key for row in rows}
        for row in rows:
            if row.parent is None or row.parent not in keys:
                decide(row, True)
        return [row for row in rows if stays.get(row.key)]

    def _merged(self) -> list[NodeRow]:
        """Lay kept places and notes over the study's nodes, and add the model's own."""
        shown = []
        unrelated = self.template in _ALSO_UNRELATED
        for row in self._by_key.values():
            code, key = self._code_of(row), self.key_of(row)
            if row.code is not None:
                if key not in self.graph:  # nothing draws it; by hand it may stand there still
                    if code is None or not (unrelated and self.counts.shows(code.id)):
                        continue
                    self.add_code(code)
                own: dict[str, Any] = {"label": row.label} if row.label else {}
                own |= _coloured(row)
                self.graph.nodes[key].update(_placed(row, bare=True) | own)
            else:
                self._add(key, _named(row, None), _placed(row), None)
            shown.append(row)
        return shown

    def _put_in_parents(self, rows: Iterable[NodeRow]) -> None:
        """Let each node lie in the nearest of those it lies in that is shown."""
        for row in rows:
            above, seen = row.parent, {row.key}
            while above is not None and above not in seen:
                seen.add(above)
                parent = self._by_key[above]
                if self.key_of(parent) in self.graph:
                    self.graph.nodes[self.key_of(row)]["parent"] = self.key_of(parent)
                    break
                above = parent.parent

    def _tied(self, reader: Reader) -> dict[RelationId, Line]:
        self._lines = self._lines or {line.id: line for line in lines(reader)}
        return self._lines

    def _add_edge(self, reader: Reader, edge: EdgeRow) -> None:
        source = self.key_of(self._by_key[edge.source])
        target = self.key_of(self._by_key[edge.target])
        if source not in self.graph or target not in self.graph:
            return
        attributes: dict[str, Any] = {
            "kind": edge.kind,
            "label": edge.label,
            "number": edge.number or 0,
            "both_ways": edge.both_ways,
        }
        if edge.relation is not None:
            attributes |= self._tied(reader)[edge.relation].attributes
        self.graph.add_edge(source, target, key=f"e{edge.id}", **attributes)

    def leave_out(self, count: int) -> None:
        """Count nodes that the filters leave out."""
        self._left_out += count

    def finished(self) -> nx.MultiDiGraph[str]:
        """Return the graph with what it says of itself."""
        said = [self.counts.options.said, *self._said]
        if self._left_out:
            said.append(f"{number_of(self._left_out, 'node')} left out by the filter.")
        if any(code for _, code in self.graph.nodes(data="code")):
            said.append(self.counts.counted)
        self.graph.graph["provenance"] = " ".join([*filter(None, said), self.counts.provenance])
        return self.graph


def _mark_overlaps(graph: nx.MultiDiGraph[str]) -> None:
    """Say of activities that lie in no field that they lie in all of them."""
    nodes = graph.nodes(data=True)
    fields = [key for key, data in nodes if data["kind"] == NodeKind.FIELD]
    for _, data in nodes:
        if data["kind"] == NodeKind.ACTIVITY:
            data["fields_of"] = data["parent"] or ";".join(fields)


def code_name(name: str) -> tuple[int, str]:
    """Return the number a code's name gives it as a step (0 none), and the name without that."""
    found = STEP_NAME.fullmatch(name)
    number, rest = (int(found["number"]), found["name"]) if found else (0, name)
    return number, rest[:1].upper() + rest[1:]


def _named(row: NodeRow, code: CodeRow | None) -> dict[str, Any]:
    """Return what a kept node is called: its own label, else its code's name, else its key."""
    number, name = code_name(code.name if code else row.key)
    label = row.label or ("" if row.kind == NodeKind.NOTE else name)
    number = (number or row.rank) if row.kind in _NUMBERED else 0
    own: dict[str, Any] = {"kind": row.kind, "label": label, "number": number}
    return own | _coloured(row)


def _coloured(row: NodeRow) -> dict[str, Any]:
    """Return the colour that was chosen by hand, which goes before any other."""
    return {"colour": row.colour, "own_colour": row.colour} if row.colour else {}


def _placed(row: NodeRow, *, bare: bool = False) -> dict[str, Any]:
    """Return where a kept node stands, as far as by hand, with its note and fields."""
    found: dict[str, Any] = {"note": row.note}
    if not bare or row.rank:
        found["rank"] = row.rank
    if row.x is not None and row.y is not None:
        found |= {"x": float(row.x), "y": float(row.y)}
    if row.width is not None and row.height is not None:
        found |= {"width": float(row.width), "height": float(row.height)}
    return found | {f"field {name}": text for name, text in row.fields}
