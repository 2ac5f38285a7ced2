"""The drawn models of a plain-text study: the steps, further models, and paths through them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from gtcoder.batch import FileNote
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.plain_codebook import CodePaths
from gtcoder.exchange.plain_project import ProjectFile, known_name
from gtcoder.exchange.plain_tables import Row, Table, read_table, word_of
from gtcoder.exchange.plain_texts import Texts
from gtcoder.plan import ModelDraft, PathDraft, PlannedEdge, PlannedNode
from gtcoder.vocabulary import ModelTemplate, NodeKind

STEPS = "steps.csv"
STEP_EDGES = "step_edges.csv"
MODELS = "models.csv"
NODES = "model_nodes.csv"
EDGES = "model_edges.csv"
PATHS = "paths.csv"
NODE_COLUMNS = (
    "code", "rank", "parent", "label", "x", "y", "width", "height", "colour", "note",
)  # fmt: skip
EDGE_COLUMNS = ("kind", "label", "number", "both_ways", "relation")
FIELD = "field:"
YES = "yes"


@dataclass
class _Model:
    """A model while its tables are read."""

    name: str
    template: str
    place: str
    options: tuple[str, ...] = ()
    nodes: dict[str, PlannedNode] = field(default_factory=dict)
    edges: list[PlannedEdge] = field(default_factory=list)
    paths: dict[str, PathDraft] = field(default_factory=dict)

    def add_node(self, row: Row, fields: Sequence[str], paths: CodePaths) -> None:
        node = _node(row, list(self.nodes), fields, paths)
        if node.key in self.nodes:
            raise UnreadableFile(
                "The node “{node}” stands twice. Nothing was built.", place=row.place, node=node.key
            )
        self.nodes[node.key] = node

    def draft(self) -> ModelDraft:
        return ModelDraft(
            self.name,
            self.template,
            tuple(self.nodes.values()),
            tuple(self.edges),
            self.place,
            self.options,
            tuple(self.paths.values()),
        )


def read_models(
    folder: Path, project: ProjectFile, texts: Texts, paths: CodePaths
) -> tuple[tuple[ModelDraft, ...], list[FileNote]]:
    """Return the models of the study: that of its steps first, then the others it names."""
    notes: list[FileNote] = []

    def table(name: str, needs: Sequence[str], may: Sequence[str]) -> tuple[Table, list[str]]:
        found = read_table(folder, name, needs=needs, may=None)
        fields = [column for column in found.columns if column.startswith(FIELD)]
        known = {*needs, *may, *fields, ""}
        strange = sorted(set(found.columns) - known)
        notes.extend(found.notes)
        notes.extend(FileNote(f"{name}: the column “{column}” is not read") for column in strange)
        return found, fields

    models: dict[str, _Model] = {}
    nodes, fields = table(STEPS, ("node", "kind"), NODE_COLUMNS)
    edges, _ = table(STEP_EDGES, ("source", "target"), EDGE_COLUMNS)
    steps = _Model(project.model, ModelTemplate.STEPWISE, STEPS)
    if nodes.rows:
        models[steps.name] = steps
    for row in nodes.rows:
        steps.add_node(row, fields, paths)
    steps.edges += [_edge(row, steps) for row in edges.rows]
    for row in table(MODELS, ("model", "template"), ("options",))[0].rows:
        named = _model(row)
        if named.name in models:
            raise UnreadableFile(
                "The model “{model}” stands twice. Nothing was built.",
                place=row.place,
                model=named.name,
            )
        models[named.name] = named
    nodes, fields = table(NODES, ("model", "node", "kind"), NODE_COLUMNS)
    for row in nodes.rows:
        _of(models, row).add_node(row, fields, paths)
    for row in table(EDGES, ("model", "source", "target"), EDGE_COLUMNS)[0].rows:
        model = _of(models, row)
        model.edges.append(_edge(row, model))
    for row in table(PATHS, ("participant", "step"), ("model", "note"))[0].rows:
        _visit(row, _of(models, row), texts)
    return tuple(model.draft() for model in models.values()), notes


def _of(models: dict[str, _Model], row: Row) -> _Model:
    """Return the model a row is of; without a name, the first."""
    name = row["model"] or next(iter(models), "")
    return models[known_name(name, models, what="model", place=row.place)]


def _model(row: Row) -> _Model:
    template = word_of(ModelTemplate, row.needed("template"), place=row.place, what="template")
    return _Model(row.needed("model"), template, row.place, tuple(row.several("options")))


def _node(row: Row, above: list[str], fields: Sequence[str], paths: CodePaths) -> PlannedNode:
    code, parent = row["code"], row["parent"]
    kind = word_of(NodeKind, row.needed("kind"), place=row.place, what="kind of node")
    return PlannedNode(
        row.needed("node"),
        kind,
        label=row["label"],
        code=paths.find(code, row.place) if code else None,
        parent=known_name(parent, above, what="node above", place=row.place) if parent else None,
        rank=row.number("rank", 0),
        x=_measure(row, "x"),
        y=_measure(row, "y"),
        width=_measure(row, "width"),
        height=_measure(row, "height"),
        colour=row.number("colour", 0),
        note=row["note"],
        fields=tuple(_fields(row, fields)),
    )


def _fields(row: Row, columns: Sequence[str]) -> Iterator[tuple[str, str]]:
    for column in columns:
        if row[column]:
            yield column.removeprefix(FIELD).strip(), row[column]


def _measure(row: Row, column: str) -> float | None:
    """Return a length in points, None where the cell is empty."""
    try:
        return float(row[column]) if row[column] else None
    except ValueError:
        raise UnreadableFile(
            "“{value}” in the column “{column}” is no number. Nothing was built.",
            place=row.place,
            value=row[column],
            column=column,
        ) from None


def _edge(row: Row, model: _Model) -> PlannedEdge:
    source, target = (
        known_name(row.needed(end), model.nodes, what="node", place=row.place)
        for end in ("source", "target")
    )
    return PlannedEdge(
        source,
        target,
        row["kind"],
        row["label"],
        row.number("number", 0) or None,
        both_ways=row["both_ways"].casefold() == YES,
        relation=row["relation"],
    )


def _visit(row: Row, model: _Model, texts: Texts) -> None:
    """Add a step to a participant's path; the rows stand in the order of the way."""
    person = row.needed("participant")
    person = known_name(person, texts.participants, what="participant", place=row.place)
    step = known_name(row.needed("step"), model.nodes, what="node", place=row.place)
    path = model.paths.get(person) or PathDraft(person, place=row.place)
    model.paths[person] = replace(path, steps=(*path.steps, step), notes=(*path.notes, row["note"]))
