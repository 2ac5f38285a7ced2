"""The kinds of relation of a study: what they are called, from both ends, and may join."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from gtcoder.actions.rules import clean_name, one_where, refuse_taken
from gtcoder.errors import InvalidInput
from gtcoder.model.theory import Relation, RelationType
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import RELATION_PRESETS, ParadigmRole, RelationTypeId

_PRESETS = {preset.name: preset for preset in RELATION_PRESETS}


@action("relations.define_type")
def define_type(
    unit: Unit,
    *,
    name: str,
    inverse: str | None = None,
    directed: bool | None = None,
    acyclic: bool | None = None,
    grammar: Sequence[tuple[str, ...]] | None = None,
    meaning: str | None = None,
) -> RelationTypeId:
    """Make a kind of relation, or change the one of that name; what is not said stays.

    `inverse` is how it reads from the other end; one that is not directed reads the same both
    ways. An acyclic one must not lead back to where it began. `grammar` holds the pairs of roles
    (from, to) it may join; without any the paradigm's own grammar decides.
    """
    kind = type_named(unit, name)
    unit.tell(type=kind.name)
    if directed is not None and directed != kind.directed:
        if not directed:
            _refuse_both_ways(unit, kind)
        kind.directed = directed
        kind.inverse = "" if directed else kind.name
    if inverse is not None:
        kind.inverse = " ".join(inverse.split()) if kind.directed else kind.name
    if acyclic is not None:
        kind.acyclic = acyclic
    if kind.acyclic and not kind.directed:
        raise InvalidInput(
            "“{name}” reads the same both ways, so it cannot be one that never leads back. Nothing "
            "was changed.",
            name=kind.name,
        )
    if grammar is not None:
        kind.grammar = [_pair(pair) for pair in dict.fromkeys(map(tuple, grammar))]
    if meaning is not None:
        kind.meaning = meaning.strip()
    return RelationTypeId(kind.id)


@action("relations.rename_type")
def rename_type(unit: Unit, *, type: RelationTypeId, name: str) -> None:
    """Give a kind of relation another name; its relations read by it from now on."""
    kind = unit.find(RelationType, type, "relation type")
    new = clean_name(name, "relation type")
    unit.tell(type=kind.name, name=new)
    if new == kind.name:
        return
    refuse_taken(unit, RelationType.name, new, "relation type")
    kind.name = new
    kind.inverse = kind.inverse if kind.directed else new


@action("relations.remove_type")
def remove_type(unit: Unit, *, type: RelationTypeId) -> None:
    """Remove a kind of relation that no relation is of."""
    kind = unit.find(RelationType, type, "relation type")
    used = select(func.count()).select_from(Relation).where(Relation.type_id == kind.id)
    count = unit.scalars(used).one()
    if count:
        raise InvalidInput(
            "Relations of the kind “{name}”: {count}. Nothing was changed; give them another kind "
            "first.",
            name=kind.name,
            count=count,
        )
    unit.tell(type=kind.name)
    unit.delete(kind)


def type_named(unit: Unit, name: str) -> RelationType:
    """Return the kind of relation of that name; one that is not there is made, as its preset."""
    cleaned = clean_name(name, "relation type")
    found = one_where(unit, RelationType, name=cleaned)
    if found is not None:
        return found
    preset = _PRESETS.get(cleaned)
    if preset is None:
        return unit.make(RelationType(name=cleaned, inverse="", directed=True, grammar=[]))
    return unit.make(
        RelationType(
            name=cleaned,
            inverse=preset.inverse,
            directed=preset.directed,
            acyclic=preset.acyclic,
            meaning=preset.meaning,
            grammar=[],
        )
    )


def same_relation(unit: Unit, kind: RelationType, source: int, target: int) -> Relation | None:
    """Return the relation that says this already; one that is not directed says it both ways."""
    found = one_where(unit, Relation, type_id=kind.id, source_id=source, target_id=target)
    if found is None and not kind.directed:
        found = one_where(unit, Relation, type_id=kind.id, source_id=target, target_id=source)
    return found


def _pair(pair: Sequence[str]) -> list[str]:
    if len(pair) != 2 or any(role not in set(ParadigmRole) for role in pair):
        raise InvalidInput(
            "“{pair}” is no pair of roles. A pair is two of {roles}. Nothing was changed.",
            pair=" > ".join(pair),
            roles=", ".join(ParadigmRole),
        )
    return [str(role) for role in pair]


def _refuse_both_ways(unit: Unit, kind: RelationType) -> None:
    """Refuse to take the direction from a kind that joins two categories both ways."""
    back = aliased(Relation)
    both = (
        select(func.count())
        .select_from(Relation)
        .join(back, (back.source_id == Relation.target_id) & (back.target_id == Relation.source_id))
        .where(Relation.type_id == kind.id, back.type_id == kind.id)
        .where(Relation.source_id < Relation.target_id)
    )
    count = unit.scalars(both).one()
    if count:
        raise InvalidInput(
            "Pairs of categories that “{name}” joins both ways: {count}. Nothing was changed; "
            "remove one relation of each pair first.",
            name=kind.name,
            count=count,
        )
