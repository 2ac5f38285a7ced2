"""Edges of drawn models: drawn, changed and taken away."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from gtcoder.actions.model_rules import called, checked_relation, optional_number, part_of
from gtcoder.errors import InvalidInput
from gtcoder.model.drawn import Model, ModelEdge, ModelNode
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import ModelEdgeId, ModelId, RelationId

ARROW = "arrow"


@action("models.connect")
def connect(
    unit: Unit,
    *,
    model: ModelId,
    source: str,
    target: str,
    kind: str = ARROW,
    label: str = "",
    number: int | None = None,
    both_ways: bool = False,
    relation: RelationId | None = None,
) -> ModelEdgeId:
    """Draw an edge from one node to another; with a relation it shows that one's evidence."""
    record = unit.find(Model, model, "model")
    start, end = part_of(unit, record, source), part_of(unit, record, target)
    edge = ModelEdge(
        model_id=record.id,
        source_id=start.id,
        target_id=end.id,
        kind=kind.strip() or ARROW,
        label=" ".join(label.split()),
        number=optional_number(number),
        both_ways=both_ways,
        relation_id=checked_relation(unit, relation, start, end),
    )
    _refuse_double(unit, edge)
    unit.add(edge)
    unit.tell(model=record.name, source=called(unit, start), target=called(unit, end))
    return ModelEdgeId(edge.id)


@action("models.change_edge")
def change_edge(
    unit: Unit,
    *,
    edge: ModelEdgeId,
    source: str | None = None,
    target: str | None = None,
    kind: str | None = None,
    label: str | None = None,
    number: int | None = None,
    both_ways: bool | None = None,
    relation: RelationId | None = None,
    without_relation: bool = False,
) -> None:
    """Change what is given of an edge; 0 takes the number off it."""
    record = unit.find(ModelEdge, edge, "edge")
    model = unit.get_one(Model, record.model_id)
    ends = [
        unit.get_one(ModelNode, there) if key is None else part_of(unit, model, key)
        for key, there in ((source, record.source_id), (target, record.target_id))
    ]
    record.source_id, record.target_id = ends[0].id, ends[1].id
    record.kind = record.kind if kind is None else kind.strip() or ARROW
    record.label = record.label if label is None else " ".join(label.split())
    record.number = record.number if number is None else optional_number(number)
    record.both_ways = record.both_ways if both_ways is None else both_ways
    tied = None if record.relation_id is None else RelationId(record.relation_id)
    wanted = None if without_relation else relation or tied
    record.relation_id = checked_relation(unit, wanted, ends[0], ends[1])
    _refuse_double(unit, record)
    unit.tell(model=model.name, source=called(unit, ends[0]), target=called(unit, ends[1]))


@action("models.disconnect")
def disconnect(unit: Unit, *, edges: Sequence[ModelEdgeId]) -> None:
    """Take edges out of a model."""
    records = [unit.find(ModelEdge, edge, "edge") for edge in dict.fromkeys(edges)]
    if not records:
        raise InvalidInput("No edge was named. Nothing was changed.")
    first = records[0]
    unit.tell(
        model=unit.get_one(Model, first.model_id).name,
        edges=len(records),
        source=called(unit, unit.get_one(ModelNode, first.source_id)),
        target=called(unit, unit.get_one(ModelNode, first.target_id)),
    )
    unit.bulk_delete(ModelEdge, [record.id for record in records])


def _refuse_double(unit: Unit, edge: ModelEdge) -> None:
    if edge.source_id == edge.target_id:
        raise InvalidInput("An edge joins two nodes. Nothing was changed.")
    same = select(ModelEdge.id).filter_by(
        source_id=edge.source_id, target_id=edge.target_id, kind=edge.kind, number=edge.number
    )
    with unit.no_autoflush:
        others = [key for key in unit.scalars(same) if key != edge.id]
    if others:
        raise InvalidInput("There is such an edge between the two already. Nothing was changed.")
