"""Drawn models with their nodes and edges, and the participants' confirmed paths through them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from gtcoder.errors import NotFound
from gtcoder.model.drawn import Model, ModelEdge, ModelNode, StepVisit
from gtcoder.model.transcripts import Participant
from gtcoder.queries.codebook import nearest
from gtcoder.queries.keeping import COUNTED
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import (
    CodeId,
    ModelEdgeId,
    ModelId,
    ModelNodeId,
    ParticipantId,
    RelationId,
)

# The tables a model is kept in; and those its drawing stands on, which whoever shows it follows.
MODEL_TABLES = frozenset(kind.__tablename__ for kind in (Model, ModelNode, ModelEdge, StepVisit))
MODELS_FOLLOW = (
    MODEL_TABLES
    | COUNTED
    | {"relation", "relation_type", "evidence", "paradigm", "paradigm_placement"}
    | {"attribute", "attribute_value", "variable", "variable_value"}
)

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node as it is kept; `parent` is a key, `x` and `y` the middle where placed by hand."""

    id: ModelNodeId
    key: str
    kind: str
    label: str
    code: CodeId | None
    parent: str | None
    rank: int
    x: float | None = None
    y: float | None = None
    width: float | None = None
    height: float | None = None
    colour: int = 0
    note: str = ""
    fields: Pairs = ()


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """An edge as it is kept, by the keys of its ends."""

    id: ModelEdgeId
    source: str
    target: str
    kind: str
    label: str = ""
    number: int | None = None
    both_ways: bool = False
    relation: RelationId | None = None


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A model, what of the study it shows (option, value), its nodes and edges in their order."""

    id: ModelId
    name: str
    template: str
    options: Pairs
    nodes: tuple[NodeRow, ...]
    edges: tuple[EdgeRow, ...]


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A participant came to a node, as the `rank`th of the way."""

    node: str
    rank: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class PathRow:
    """A participant's way through a model, in order."""

    participant: ParticipantId
    name: str
    visits: tuple[VisitRow, ...]

    @property
    def steps(self) -> tuple[str, ...]:
        """The keys of the nodes on the way."""
        return tuple(visit.node for visit in self.visits)


def models(reader: Reader) -> tuple[ModelRow, ...]:
    """Return the models with nodes and edges, each in the order they were made."""
    nodes: dict[int, list[ModelNode]] = {}
    for node in reader.scalars(select(ModelNode).order_by(ModelNode.id)):
        nodes.setdefault(node.model_id, []).append(node)
    edges: dict[int, list[ModelEdge]] = {}
    for edge in reader.scalars(select(ModelEdge).order_by(ModelEdge.id)):
        edges.setdefault(edge.model_id, []).append(edge)
    keys = {node.id: node.key for of_model in nodes.values() for node in of_model}
    return tuple(
        ModelRow(
            ModelId(model.id),
            model.name,
            model.template,
            tuple((str(name), str(value)) for name, value in (model.options or {}).items()),
            tuple(_node_row(node, keys) for node in nodes.get(model.id, ())),
            tuple(_edge_row(edge, keys) for edge in edges.get(model.id, ())),
        )
        for model in reader.scalars(select(Model).order_by(Model.id))
    )


def find_model(reader: Reader, name: str) -> ModelRow:
    """Return the model of that name, or refuse with the nearest."""
    every = models(reader)
    for model in every:
        if model.name == name:
            return model
    raise NotFound(
        "There is no model “{name}”. Nearest: {near}.",
        name=name,
        near=nearest(name, (model.name for model in every)),
    )


def paths(reader: Reader, model: ModelId) -> tuple[PathRow, ...]:
    """Return the confirmed paths through a model, by participant in the order they came."""
    rows = (
        select(Participant.id, Participant.name, ModelNode.key, StepVisit.rank, StepVisit.note)
        .join(StepVisit, StepVisit.participant_id == Participant.id)
        .join(ModelNode, ModelNode.id == StepVisit.node_id)
        .where(ModelNode.model_id == model)
        .order_by(Participant.id, StepVisit.rank, StepVisit.id)
    )
    visits: dict[tuple[int, str], list[VisitRow]] = {}
    for person, name, key, rank, note in reader.rows(rows):
        visits.setdefault((person, name), []).append(VisitRow(key, rank, note))
    return tuple(
        PathRow(ParticipantId(person), name, tuple(way)) for (person, name), way in visits.items()
    )


def _node_row(node: ModelNode, keys: dict[int, str]) -> NodeRow:
    return NodeRow(
        id=ModelNodeId(node.id),
        key=node.key,
        kind=node.kind,
        label=node.label,
        code=None if node.code_id is None else CodeId(node.code_id),
        parent=None if node.parent_id is None else keys[node.parent_id],
        rank=node.rank,
        x=node.x,
        y=node.y,
        width=node.width,
        height=node.height,
        colour=node.colour,
        note=node.note,
        fields=tuple((str(name), str(text)) for name, text in sorted((node.fields or {}).items())),
    )


def _edge_row(edge: ModelEdge, keys: dict[int, str]) -> EdgeRow:
    return EdgeRow(
        id=ModelEdgeId(edge.id),
        source=keys[edge.source_id],
        target=keys[edge.target_id],
        kind=edge.kind,
        label=edge.label,
        number=edge.number,
        both_ways=edge.both_ways,
        relation=None if edge.relation_id is None else RelationId(edge.relation_id),
    )
