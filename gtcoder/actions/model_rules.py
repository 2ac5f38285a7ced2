"""Rules of drawn models: which row a node's key leads to, parents, sizes, ties to relations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import or_, select

from gtcoder.actions.relation_types import same_relation
from gtcoder.actions.rules import SEPARATOR, one_where
from gtcoder.errors import InvalidInput, NotFound
from gtcoder.model.codebook import Code
from gtcoder.model.drawn import Model, ModelEdge, ModelNode
from gtcoder.model.theory import Relation, RelationType
from gtcoder.store.unit import Unit
from gtcoder.vocabulary import ModelTemplate, NodeKind, RelationId

Word = TypeVar("Word", bound=StrEnum)

_FROM_STUDY = {
    ModelTemplate.PARADIGM,
    ModelTemplate.NETWORK,
    ModelTemplate.TREE,
    ModelTemplate.MATRIX,
}


_FARTHEST = 14_400  # points: the longest side of a PDF's page
_OF_CODE = re.compile(r"code \d+")  # the key of a row of a code that is drawn from the study


def drawn_from_study(model: Model) -> bool:
    """Tell whether the template takes its nodes from the study, the model's rows only adding."""
    return model.template in _FROM_STUDY


def word(kind: type[Word], text: str, what: str) -> Word:
    """Return a word of the vocabulary, or refuse it with those there are."""
    try:
        return kind(text)
    except ValueError:
        raise InvalidInput(
            "“{word}” is no {what}. Known: {known}. Nothing was changed.",
            word=text,
            what=what,
            known=", ".join(kind),
        ) from None


def row_key(model: Model, code: int | None, key: str) -> str:
    """Return the key a node's row goes by; that of a code drawn from the study names the code."""
    return f"code {code}" if drawn_from_study(model) and code is not None else key


def nodes_of(unit: Unit, model: Model) -> list[ModelNode]:
    """Return the rows of a model's nodes in the order they were made."""
    rows = select(ModelNode).where(ModelNode.model_id == model.id).order_by(ModelNode.id)
    return list(unit.scalars(rows))


def stored_node(unit: Unit, model: Model, key: str) -> ModelNode | None:
    """Return the row a node's key leads to, None where there is none (yet)."""
    found = one_where(unit, ModelNode, model_id=model.id, key=key)
    if drawn_from_study(model) and (found is None or found.code_id is not None):
        code = _code_at(unit, key)
        if code is not None:
            return one_where(unit, ModelNode, model_id=model.id, code_id=code.id)
    return found


def part_of(unit: Unit, model: Model, key: str) -> ModelNode:
    """Return the row of a node; of a code drawn from the study it is made when first needed."""
    found = stored_node(unit, model, key)
    if found is not None:
        return found
    code = _code_at(unit, key) if drawn_from_study(model) else None
    if code is None:
        raise NotFound(
            "The model “{model}” has no node “{key}”. Nothing was changed.",
            model=model.name,
            key=key,
        )
    kind = NodeKind.CODE if code.level == "open" else NodeKind.CATEGORY
    made = ModelNode(
        model_id=model.id, key=row_key(model, code.id, key), kind=kind, code_id=code.id, fields={}
    )
    return unit.make(made)


def _code_at(unit: Unit, written: str) -> Code | None:
    """Return the code in use at a path, None where there is none."""
    found: Code | None = None
    for name in written.split(SEPARATOR):
        parent = None if found is None else found.id
        below = select(Code).filter_by(parent_id=parent, name=name, retired=False)
        found = unit.scalars(below.limit(1)).first()
        if found is None:
            return None
    return found


def refuse_cycle(unit: Unit, node: ModelNode, parent: ModelNode) -> None:
    """Refuse a parent that lies in the node itself."""
    above: ModelNode | None = parent
    while above is not None:
        if above is node:
            raise InvalidInput(
                "“{node}” cannot lie in itself or in what lies in it. Nothing was changed.",
                node=called(unit, node),
            )
        above = None if above.parent_id is None else unit.get_one(ModelNode, above.parent_id)


def checked_relation(
    unit: Unit, relation: RelationId | None, source: ModelNode, target: ModelNode
) -> int | None:
    """Return the relation an edge shows the evidence of; it must join the codes of its ends."""
    if relation is None:
        return None
    record = unit.find(Relation, relation, "relation")
    if {record.source_id, record.target_id} != {source.code_id, target.code_id}:
        raise InvalidInput(
            "The relation does not join the codes of these two nodes. Nothing was changed."
        )
    return record.id


def carry_nodes(unit: Unit, source: Code, into: Code) -> None:
    """Let the nodes of a merged code be nodes of the one it went into.

    A template that draws from the study draws each code once: there a double stays behind. An edge
    tied to a relation that stayed behind shows the other code's instead.
    """
    nodes = select(ModelNode, Model).join(Model, Model.id == ModelNode.model_id)
    for node, model in unit.execute(nodes.where(ModelNode.code_id == source.id)).all():
        there = {"model_id": model.id, "code_id": into.id}
        if not drawn_from_study(model):
            node.code_id = into.id
        elif unit.scalar(select(ModelNode.id).filter_by(**there)) is None:
            node.key, node.code_id = row_key(model, into.id, node.key), into.id
    left = or_(Relation.source_id == source.id, Relation.target_id == source.id)
    ties = select(ModelEdge, Relation).join(Relation, Relation.id == ModelEdge.relation_id)
    for edge, relation in unit.execute(ties.where(left)).all():
        ends = (
            into.id if end == source.id else end for end in (relation.source_id, relation.target_id)
        )
        kind = unit.get_one(RelationType, relation.type_id)
        other = same_relation(unit, kind, *ends)
        edge.relation_id = None if other is None else other.id


def untie(unit: Unit, relation: Relation) -> None:
    """Let edges of drawn models stand without a relation that goes."""
    for edge in unit.scalars(select(ModelEdge).filter_by(relation_id=relation.id)).all():
        edge.relation_id = None
    unit.flush()


def untie_strangers(unit: Unit, node: ModelNode) -> None:
    """Let a node's edges stand without relations that do not join the codes of their ends."""
    touching = or_(ModelEdge.source_id == node.id, ModelEdge.target_id == node.id)
    tied = select(ModelEdge).where(touching, ModelEdge.relation_id.is_not(None))
    for edge in unit.scalars(tied).all():
        relation = unit.get_one(Relation, edge.relation_id)
        ends = (unit.get_one(ModelNode, end) for end in (edge.source_id, edge.target_id))
        if {relation.source_id, relation.target_id} != {end.code_id for end in ends}:
            edge.relation_id = None


def spot(length: float | None) -> float | None:
    """Return a place on the page in points, or refuse one that lies nowhere."""
    if length is not None and not abs(length) <= _FARTHEST:  # nor what is no number
        raise InvalidInput(
            "A node cannot stand at {spot}; a page reaches {most} points. Nothing was changed.",
            spot=str(length),
            most=_FARTHEST,
        )
    return None if length is None else float(length)


def size(length: float | None) -> float | None:
    """Return a width or height in points, or refuse one that is nothing."""
    if length is not None and not 0 < length <= _FARTHEST:
        raise InvalidInput(
            "A node cannot be {size} wide or high. Nothing was changed.", size=length
        )
    return length


def optional_number(number: int | None) -> int | None:
    """Return the number printed on an arrow; 0 is none."""
    if number is not None and number < 0:
        raise InvalidInput("The number on an arrow counts from 1. Nothing was changed.")
    return number or None


def own_key(unit: Unit, model: Model, keys: Iterable[str], wanted: str) -> str:
    """Return a key like the wanted one that no node has, nor a code that the template draws."""
    taken, drawn = set(keys), drawn_from_study(model)
    found, number = wanted, 1
    while found in taken or (drawn and (_OF_CODE.fullmatch(found) or _code_at(unit, found))):
        number += 1
        found = f"{wanted} {number}"
    return found


def free_key(keys: Iterable[str], wanted: str) -> str:
    """Return a key like the wanted one that no node has."""
    taken = set(keys)
    found, number = wanted, 1
    while found in taken:
        number += 1
        found = f"{wanted} {number}"
    return found


def called(unit: Unit, row: ModelNode) -> str:
    """Return what a node is called: its label, else its code's name, else its note or key."""
    if row.label or row.code_id is None:
        return row.label or row.note or row.key
    return unit.get_one(Code, row.code_id).name
