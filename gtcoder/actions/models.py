"""Drawn models: made, copied, named, removed, and the participants' paths through their steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from gtcoder.actions.memo_links import unlink_from_all
from gtcoder.actions.model_rules import (
    checked_relation,
    drawn_from_study,
    nodes_of,
    optional_number,
    own_key,
    part_of,
    row_key,
    size,
    spot,
    word,
)
from gtcoder.actions.rules import clean_name, refuse_taken, usable_code
from gtcoder.errors import InvalidInput
from gtcoder.model.drawn import Model, ModelEdge, ModelNode, StepVisit
from gtcoder.model.theory import Waiver
from gtcoder.model.transcripts import Participant
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import CodeId, ModelId, ModelTemplate, NodeKind, ParticipantId, RelationId


@dataclass(frozen=True, slots=True)
class NodeDraft:
    """A node of a model: its key, kind, a label of its own or a code, and where it belongs.

    `x` and `y` are its middle in points, where it is placed by hand; `fields` are texts by name.
    """

    key: str
    kind: str
    label: str = ""
    code: CodeId | None = None
    parent: str | None = None
    rank: int = 0
    x: float | None = None
    y: float | None = None
    width: float | None = None
    height: float | None = None
    colour: int = 0
    note: str = ""
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EdgeDraft:
    """An edge between two nodes, by their keys."""

    source: str
    target: str
    kind: str = ""
    label: str = ""
    number: int | None = None
    both_ways: bool = False
    relation: RelationId | None = None


@action("theory.make_model")
def make_model(
    unit: Unit,
    *,
    name: str,
    template: str,
    nodes: Sequence[NodeDraft] = (),
    edges: Sequence[EdgeDraft] = (),
    options: Sequence[str] = (),
) -> ModelId:
    """Keep a model's nodes and edges as data, laid out by a template when drawn.

    `options` (each NAME=VALUE) say what of the study it shows. The nodes of a template that draws
    from the study only add to what it draws.
    """
    name = clean_name(name, "model")
    refuse_taken(unit, Model.name, name, "model")
    known = word(ModelTemplate, template, "template")
    model = unit.make(Model(name=name, template=known, options=_options(options)))
    made: dict[str, ModelNode] = {}
    for node in nodes:
        if not node.key or node.key in made or (node.parent and node.parent not in made):
            raise InvalidInput(
                "The node “{key}” stands twice or before its parent. Nothing was changed.",
                key=node.key,
            )
        made[node.key] = _make_node(unit, model, node, made)
    for edge in edges:
        if edge.source not in made or edge.target not in made:
            raise InvalidInput(
                "The edge {source} → {target} has an end that is no node. Nothing was changed.",
                source=edge.source,
                target=edge.target,
            )
        _make_edge(unit, model, edge, made)
    unit.tell(model=name, nodes=len(made))
    return ModelId(model.id)


def _make_node(unit: Unit, model: Model, draft: NodeDraft, made: dict[str, ModelNode]) -> ModelNode:
    if draft.code is not None:
        code = usable_code(unit, draft.code)
        if drawn_from_study(model) and any(node.code_id == code.id for node in made.values()):
            raise InvalidInput(
                "“{code}” stands in the model twice. Nothing was changed.", code=code.name
            )
    key = row_key(model, draft.code, draft.key)
    if draft.code is None:
        key = own_key(unit, model, (node.key for node in made.values()), key)
    return unit.make(
        ModelNode(
            model_id=model.id,
            key=key,
            kind=word(NodeKind, draft.kind, "kind of node"),
            label=draft.label.strip(),
            code_id=draft.code,
            parent_id=made[draft.parent].id if draft.parent else None,
            rank=draft.rank,
            x=spot(draft.x),
            y=spot(draft.y),
            width=size(draft.width),
            height=size(draft.height),
            colour=draft.colour,
            note=draft.note.strip(),
            fields={name: value for name, value in draft.fields if value.strip()},
        )
    )


def _make_edge(unit: Unit, model: Model, draft: EdgeDraft, made: dict[str, ModelNode]) -> None:
    source, target = made[draft.source], made[draft.target]
    unit.add(
        ModelEdge(
            model_id=model.id,
            source_id=source.id,
            target_id=target.id,
            kind=draft.kind,
            label=draft.label.strip(),
            number=optional_number(draft.number),
            both_ways=draft.both_ways,
            relation_id=checked_relation(unit, draft.relation, source, target),
        )
    )


@action("models.copy")
def copy_model(unit: Unit, *, model: ModelId, name: str) -> ModelId:
    """Make a model like this one, with the participants' paths, to try something out."""
    source = unit.find(Model, model, "model")
    name = clean_name(name, "model")
    refuse_taken(unit, Model.name, name, "model")
    copied = unit.make(
        Model(name=name, template=source.template, options=dict(source.options or {}))
    )
    twins: dict[int, ModelNode] = {}
    rows = nodes_of(unit, source)
    for row in rows:
        values = _values(row, "id", "guid", "model_id", "parent_id")
        values["fields"] = dict(row.fields or {})
        twins[row.id] = unit.make(ModelNode(model_id=copied.id, parent_id=None, **values))
    for row in rows:
        if row.parent_id is not None:
            twins[row.id].parent_id = twins[row.parent_id].id
    for edge in unit.scalars(select(ModelEdge).filter_by(model_id=source.id)).all():
        values = _values(edge, "id", "guid", "model_id", "source_id", "target_id")
        ends = {"source_id": twins[edge.source_id].id, "target_id": twins[edge.target_id].id}
        unit.add(ModelEdge(model_id=copied.id, **ends, **values))
    for visit in unit.scalars(select(StepVisit).where(StepVisit.node_id.in_(twins))).all():
        values = _values(visit, "id", "guid", "node_id")
        unit.add(StepVisit(node_id=twins[visit.node_id].id, **values))
    unit.tell(model=source.name, name=name)
    return ModelId(copied.id)


def _values(row: Model | ModelNode | ModelEdge | StepVisit, *without: str) -> dict[str, object]:
    names = [column.key for column in row.__table__.columns if column.key not in without]
    return {name: getattr(row, name) for name in names}


@action("models.rename")
def rename_model(unit: Unit, *, model: ModelId, name: str) -> None:
    """Give a model another name."""
    record = unit.find(Model, model, "model")
    name = clean_name(name, "model")
    if name != record.name:
        refuse_taken(unit, Model.name, name, "model")
    unit.tell(model=record.name, name=name)
    record.name = name


@action("models.remove", reason=True)
def remove_model(unit: Unit, *, model: ModelId) -> None:
    """Remove a model with its nodes, edges and paths; the ledger can bring it back."""
    record = unit.find(Model, model, "model")
    keys = list(unit.scalars(select(ModelNode.id).filter_by(model_id=record.id)))
    visits = select(StepVisit.id).where(StepVisit.node_id.in_(keys))
    unit.tell(model=record.name)
    unit.bulk_delete(StepVisit, list(unit.scalars(visits)))
    unit.bulk_delete(ModelEdge, list(unit.scalars(select(ModelEdge.id).filter_by(model_id=model))))
    unit.bulk_delete(ModelNode, keys)
    unit.bulk_delete(Waiver, list(unit.scalars(select(Waiver.id).filter_by(model_id=model))))
    unlink_from_all(unit, model_id=model)
    unit.bulk_delete(Model, [model])


@action("models.set_options")
def set_model_options(unit: Unit, *, model: ModelId, options: Sequence[str]) -> None:
    """Say anew what of the study a model shows: each option is NAME=VALUE; none shows all."""
    record = unit.find(Model, model, "model")
    record.options = _options(options)
    unit.tell(model=record.name)


def _options(options: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for option in options:
        name, sign, value = (part.strip() for part in option.partition("="))
        if not sign or not name or name in found:
            raise InvalidInput(
                "The option “{option}” is not of the form NAME=VALUE or stands twice. Nothing was "
                "changed.",
                option=option,
            )
        found[name] = value
    return found


@action("models.set_path")
def set_path(
    unit: Unit,
    *,
    model: ModelId,
    participant: ParticipantId,
    steps: Sequence[str],
    notes: Sequence[str] = (),
) -> None:
    """Confirm in which order a participant went through a model's steps, in place of before.

    A step may come twice; `notes`, where given, say one by one what each visit stands on.
    """
    record = unit.find(Model, model, "model")
    person = unit.find(Participant, participant, "participant")
    if drawn_from_study(record) or not steps or (notes and len(notes) != len(steps)):
        raise InvalidInput(
            "A path is one step or more of a model with steps, and each note is of one of them. "
            "Nothing was changed."
        )
    visited = [part_of(unit, record, step) for step in steps]
    _clear(unit, record, person)
    for number, node in enumerate(visited):
        note = notes[number].strip() if notes else ""
        visit = {"participant_id": person.id, "rank": number + 1, "note": note}
        unit.add(StepVisit(node_id=node.id, **visit))
    unit.tell(model=record.name, participant=person.name, steps=len(visited))


@action("models.clear_path")
def clear_path(unit: Unit, *, model: ModelId, participant: ParticipantId) -> None:
    """Take back a participant's confirmed path through a model."""
    record = unit.find(Model, model, "model")
    person = unit.find(Participant, participant, "participant")
    if not _clear(unit, record, person):
        raise InvalidInput(
            "“{name}” has no confirmed path through “{model}”. Nothing was changed.",
            name=person.name,
            model=record.name,
        )
    unit.tell(model=record.name, participant=person.name)


def _clear(unit: Unit, model: Model, person: Participant) -> int:
    """Remove a participant's visits to a model's nodes and return how many there were."""
    mine = (
        select(StepVisit.id)
        .join(ModelNode, ModelNode.id == StepVisit.node_id)
        .where(ModelNode.model_id == model.id, StepVisit.participant_id == person.id)
    )
    keys = list(unit.scalars(mine))
    unit.bulk_delete(StepVisit, keys)
    return len(keys)
