"""Nodes of drawn models: what they say, where they stand, what they lie in.

A node goes by its key in the graph: that of its row or, of a code that the template draws from the
study, the code's path. The row of such a code is made when there is first something to keep.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from gtcoder.actions.model_rules import (
    called,
    drawn_from_study,
    free_key,
    nodes_of,
    own_key,
    part_of,
    refuse_cycle,
    row_key,
    size,
    spot,
    stored_node,
    untie_strangers,
)
from gtcoder.actions.rules import clean_name, usable_code
from gtcoder.errors import InvalidInput
from gtcoder.model.codebook import Code
from gtcoder.model.drawn import Model, ModelEdge, ModelNode, StepVisit
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import CodeId, ModelId, NodeKind


@dataclass(frozen=True, slots=True)
class NodePlace:
    """Where a node is to stand: its middle, in points from the page's top left."""

    node: str
    x: float
    y: float


@action("models.add_node")
def add_node(
    unit: Unit,
    *,
    model: ModelId,
    kind: NodeKind,
    label: str = "",
    code: CodeId | None = None,
    parent: str | None = None,
    rank: int | None = None,
    x: float | None = None,
    y: float | None = None,
    width: float | None = None,
    height: float | None = None,
    colour: int = 0,
    note: str = "",
    key: str = "",
) -> str:
    """Add a node with a label or a code, last among its siblings, and return its key."""
    record = unit.find(Model, model, "model")
    named = None if code is None else usable_code(unit, code)
    label, said = " ".join(label.split()), named.name if named else ""
    if not (label or said or note.strip()):
        raise InvalidInput("A node needs a label, a code or a note. Nothing was changed.")
    if drawn_from_study(record) and named is not None:
        _refuse_double(unit, record, named)
    rows = nodes_of(unit, record)
    above = part_of(unit, record, parent) if parent else None
    if code is None or not drawn_from_study(record):
        key = _new_key(unit, record, key, label or said or str(kind))
    key = row_key(record, code, key)
    node = ModelNode(
        model_id=record.id,
        key=key,
        kind=kind,
        label=label,
        code_id=code,
        parent_id=None if above is None else above.id,
        rank=_next_rank(rows, above, kind) if rank is None else rank,
        x=spot(x),
        y=spot(y),
        width=size(width),
        height=size(height),
        colour=colour,
        note=note.strip(),
        fields={},
    )
    unit.add(node)
    unit.tell(model=record.name, node=label or said or note.strip())
    return key


def _refuse_double(unit: Unit, model: Model, code: Code) -> None:
    if unit.scalar(select(ModelNode.id).filter_by(model_id=model.id, code_id=code.id)) is not None:
        raise InvalidInput(
            "“{code}” stands in “{model}” already. Nothing was changed.",
            code=code.name,
            model=model.name,
        )


def _new_key(unit: Unit, model: Model, key: str, said: str) -> str:
    keys = {row.key for row in nodes_of(unit, model)}
    if key and own_key(unit, model, keys, key) != key:
        raise InvalidInput("There is a node “{key}” already. Nothing was changed.", key=key)
    return key or own_key(unit, model, keys, said.casefold())


def _next_rank(rows: Sequence[ModelNode], above: ModelNode | None, kind: str) -> int:
    parent = None if above is None else above.id
    ranks = [row.rank for row in rows if row.parent_id == parent and row.kind == kind]
    return max(ranks, default=0) + 1


@action("models.change_node")
def change_node(
    unit: Unit,
    *,
    model: ModelId,
    node: str,
    label: str | None = None,
    kind: NodeKind | None = None,
    code: CodeId | None = None,
    without_code: bool = False,
    parent: str | None = None,
    rank: int | None = None,
    colour: int | None = None,
    note: str | None = None,
) -> None:
    """Change what is given of a node; an empty label is its code's name, an empty parent none."""
    record = unit.find(Model, model, "model")
    row = part_of(unit, record, node)
    unit.tell(model=record.name, node=called(unit, row))
    if code is not None or without_code:
        _change_code(unit, record, row, code)
    if parent is not None:
        _put_in(unit, record, row, parent)
    row.label = row.label if label is None else " ".join(label.split())
    row.kind = row.kind if kind is None else kind
    row.rank = row.rank if rank is None else rank
    row.colour = row.colour if colour is None else colour
    row.note = row.note if note is None else note.strip()
    if not (row.label or row.note or row.code_id):
        raise InvalidInput("A node needs a label, a code or a note. Nothing was changed.")


def _change_code(unit: Unit, model: Model, row: ModelNode, code: CodeId | None) -> None:
    if drawn_from_study(model):
        raise InvalidInput(
            "The nodes of “{model}” are drawn from the study, so that each keeps its code. Nothing "
            "was changed.",
            model=model.name,
        )
    row.code_id = None if code is None else usable_code(unit, code).id
    untie_strangers(unit, row)


def _put_in(unit: Unit, model: Model, row: ModelNode, parent: str) -> None:
    if not parent:
        row.parent_id = None
        return
    above = part_of(unit, model, parent)
    refuse_cycle(unit, row, above)
    row.parent_id = above.id


@action("models.set_field")
def set_field(unit: Unit, *, model: ModelId, node: str, name: str, value: str) -> None:
    """Write a text field of a node (actions, tools, outcomes); an empty text removes it."""
    record = unit.find(Model, model, "model")
    row = part_of(unit, record, node)
    name = clean_name(name, "field")
    fields = {key: text for key, text in (row.fields or {}).items() if key != name}
    row.fields = {**fields, name: value.strip()} if value.strip() else fields
    unit.tell(model=record.name, node=called(unit, row), field=name)


@action("models.move_nodes")
def move_nodes(unit: Unit, *, model: ModelId, places: Sequence[NodePlace]) -> None:
    """Place nodes by hand, any number at once; they stay there whatever the study's data do."""
    record = unit.find(Model, model, "model")
    rows = [part_of(unit, record, place.node) for place in places]
    if not rows:
        raise InvalidInput("No node to move was named. Nothing was changed.")
    for row, place in zip(rows, places, strict=True):
        row.x, row.y = spot(place.x), spot(place.y)
    unit.tell(model=record.name, nodes=len(rows), node=called(unit, rows[0]))


@action("models.resize_node")
def resize_node(
    unit: Unit,
    *,
    model: ModelId,
    node: str,
    width: float,
    height: float,
    x: float | None = None,
    y: float | None = None,
) -> None:
    """Give a node a size of its own and, where its middle moves with that, its place."""
    record = unit.find(Model, model, "model")
    row = part_of(unit, record, node)
    row.width, row.height = size(width), size(height)
    row.x = row.x if x is None else spot(x)
    row.y = row.y if y is None else spot(y)
    unit.tell(model=record.name, node=called(unit, row))


@action("models.let_go")
def let_go(unit: Unit, *, model: ModelId, nodes: Sequence[str]) -> int:
    """Give nodes back to the template, which places and sizes them; return how many stood apart."""
    record = unit.find(Model, model, "model")
    rows = [stored_node(unit, record, node) for node in nodes]
    placed = [row for row in rows if row is not None and _stands_apart(row)]
    if not placed:
        raise InvalidInput("None of these nodes was placed by hand. Nothing was changed.")
    unit.tell(model=record.name, nodes=len(placed), node=called(unit, placed[0]))
    for row in placed:
        row.x = row.y = row.width = row.height = None
    return len(placed)


def _stands_apart(row: ModelNode) -> bool:
    return any(value is not None for value in (row.x, row.y, row.width, row.height))


@action("models.remove_nodes")
def remove_nodes(unit: Unit, *, model: ModelId, nodes: Sequence[str]) -> int:
    """Remove nodes with their edges and visits; what lay in one goes to what that lay in."""
    record = unit.find(Model, model, "model")
    rows = list({row.id: row for row in (part_of(unit, record, node) for node in nodes)}.values())
    if not rows:
        raise InvalidInput("No node to remove was named. Nothing was changed.")
    if drawn_from_study(record) and any(row.code_id is not None for row in rows):
        raise InvalidInput(
            "“{model}” draws its codes from the study. Nothing was changed; narrow what the model "
            "shows, or retire the code.",
            model=record.name,
        )
    unit.tell(model=record.name, nodes=len(rows), node=called(unit, rows[0]))
    _take_out(unit, rows)
    return len(rows)


def _take_out(unit: Unit, rows: Sequence[ModelNode]) -> None:
    keys = [row.id for row in rows]
    above = {row.id: row.parent_id for row in rows}
    for child in unit.scalars(select(ModelNode).where(ModelNode.parent_id.in_(keys))).all():
        while child.parent_id in above:
            child.parent_id = above[child.parent_id]
    unit.flush()
    touching = or_(ModelEdge.source_id.in_(keys), ModelEdge.target_id.in_(keys))
    unit.bulk_delete(ModelEdge, list(unit.scalars(select(ModelEdge.id).where(touching))))
    visits = select(StepVisit.id).where(StepVisit.node_id.in_(keys))
    unit.bulk_delete(StepVisit, list(unit.scalars(visits)))
    unit.bulk_delete(ModelNode, keys)


@action("models.group")
def group_nodes(unit: Unit, *, model: ModelId, nodes: Sequence[str], label: str = "") -> str:
    """Put nodes that lie in the same one into a group of their own, and return its key."""
    record = unit.find(Model, model, "model")
    rows = [part_of(unit, record, node) for node in dict.fromkeys(nodes)]
    if not rows or len({row.parent_id for row in rows}) > 1:
        raise InvalidInput(
            "A group is made of nodes that lie side by side, in one node or in none. Nothing was "
            "changed."
        )
    every = nodes_of(unit, record)
    label = " ".join(label.split()) or free_key((row.label for row in every), "Group")
    group = ModelNode(
        model_id=record.id,
        key=own_key(unit, record, (row.key for row in every), label.casefold()),
        kind=NodeKind.GROUP,
        label=label,
        parent_id=rows[0].parent_id,
        rank=min(row.rank for row in rows),
        fields={},
    )
    unit.add(group)
    for row in rows:
        row.parent_id = group.id
    unit.tell(model=record.name, node=label, nodes=len(rows))
    return group.key


@action("models.ungroup")
def ungroup(unit: Unit, *, model: ModelId, group: str) -> int:
    """Dissolve a group and return how many nodes it held; they stay."""
    record = unit.find(Model, model, "model")
    row = part_of(unit, record, group)
    if row.kind != NodeKind.GROUP:
        raise InvalidInput("“{node}” is no group. Nothing was changed.", node=called(unit, row))
    held = len(unit.scalars(select(ModelNode.id).filter_by(parent_id=row.id)).all())
    unit.tell(model=record.name, node=called(unit, row), nodes=held)
    _take_out(unit, [row])
    return held
