"""Paradigms as boards, and findings of the checks that are let pass."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from gtcoder.actions.memo_links import unlink_from_all
from gtcoder.actions.rules import clean_name, one_where, refuse_taken
from gtcoder.errors import InvalidInput
from gtcoder.model.base import now
from gtcoder.model.codebook import Code, Property
from gtcoder.model.drawn import Model
from gtcoder.model.theory import Paradigm, ParadigmPlacement, Relation, Waiver
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import (
    CheckRule,
    CodeId,
    ModelId,
    ParadigmId,
    ParadigmRole,
    PropertyId,
    RelationId,
    WaiverId,
)

PRESET = "Strauss & Corbin 1990"
_DRAWN = "paradigm"  # the option of a model that names the paradigm it draws


@action("paradigms.make")
def make_paradigm(unit: Unit, *, name: str, copy_of: ParadigmId | None = None) -> ParadigmId:
    """Make a paradigm with an empty board, or with the cards of another one as they lie now."""
    name = clean_name(name, "paradigm")
    refuse_taken(unit, Paradigm.name, name, "paradigm")
    original = None if copy_of is None else unit.find(Paradigm, copy_of, "paradigm")
    board = unit.make(Paradigm(name=name, preset=original.preset if original else PRESET))
    cards = [] if original is None else _cards(unit, original.id)
    for card in cards:
        unit.add(
            ParadigmPlacement(
                paradigm_id=board.id, category_id=card.category_id, role=card.role, rank=card.rank
            )
        )
    unit.tell(paradigm=name, original="" if original is None else original.name, cards=len(cards))
    return ParadigmId(board.id)


@action("paradigms.rename")
def rename_paradigm(unit: Unit, *, paradigm: ParadigmId, name: str) -> None:
    """Give a paradigm another name; its cards, models of it and what is let pass on it stay."""
    record = unit.find(Paradigm, paradigm, "paradigm")
    cleaned = clean_name(name, "paradigm")
    if cleaned == record.name:
        return
    refuse_taken(unit, Paradigm.name, cleaned, "paradigm")
    for model in _models_of(unit, record.name):
        model.options = {**model.options, _DRAWN: cleaned}
    unit.tell(paradigm=record.name, name=cleaned)
    record.name = cleaned


@action("paradigms.remove", reason=True)
def remove_paradigm(unit: Unit, *, paradigm: ParadigmId) -> None:
    """Remove a paradigm with its board and what was let pass on it; the categories stay."""
    record = unit.find(Paradigm, paradigm, "paradigm")
    for model in _models_of(unit, record.name):
        raise InvalidInput(
            "The model “{model}” draws this paradigm. Remove the model first, or let it draw "
            "another one; nothing was changed.",
            model=model.name,
        )
    cards = _cards(unit, record.id)
    unit.tell(paradigm=record.name, cards=len(cards))
    forget_waivers(unit, paradigm_id=record.id)
    unlink_from_all(unit, paradigm_id=record.id)
    unit.bulk_delete(ParadigmPlacement, [card.id for card in cards])
    unit.bulk_delete(Paradigm, [paradigm])


@action("paradigms.reorder")
def reorder_cards(
    unit: Unit, *, paradigm: ParadigmId, role: ParadigmRole, categories: Sequence[CodeId]
) -> None:
    """Put the cards of a role in this order; those not named follow in the order they had."""
    board = unit.find(Paradigm, paradigm, "paradigm")
    cards = {card.category_id: card for card in _cards(unit, board.id) if card.role == role}
    strange = [key for key in dict.fromkeys(categories) if key not in cards]
    if strange:
        raise InvalidInput(
            "“{name}” is not placed as {role} in “{paradigm}”. Nothing was changed.",
            name=unit.find(Code, strange[0], "code").name,
            role=str(role),
            paradigm=board.name,
        )
    unit.tell(paradigm=board.name, role=str(role))
    for rank, key in enumerate(dict.fromkeys([*categories, *cards])):
        cards[key].rank = rank


@action("paradigms.waive", reason=True)
def waive(
    unit: Unit,
    *,
    rule: CheckRule,
    code: CodeId | None = None,
    relation: RelationId | None = None,
    paradigm: ParadigmId | None = None,
    property: PropertyId | None = None,
    model: ModelId | None = None,
    detail: str = "",
) -> WaiverId:
    """Let a finding of the checks pass: a rule on one thing, or on the study where none is named.

    What is let pass already takes on the new reason.
    """
    named = {
        "code_id": (Code, code, "code"),
        "relation_id": (Relation, relation, "relation"),
        "paradigm_id": (Paradigm, paradigm, "paradigm"),
        "property_id": (Property, property, "property"),
        "model_id": (Model, model, "model"),
    }
    keys = {column: key for column, (_, key, _) in named.items()}
    given = [column for column, key in keys.items() if key is not None]
    if len(given) > 1:
        raise InvalidInput(
            "A finding is on one thing, or on the study where none is named. Nothing was changed."
        )
    for column in given:
        table, key, what = named[column]
        unit.find(table, key, what)  # type: ignore[arg-type]
    unit.tell(rule=str(rule))
    found = one_where(unit, Waiver, rule=rule, detail=detail, **keys)
    if found is not None:
        found.reason, found.coder_id, found.created_at = unit.reason, unit.me, now()
        return WaiverId(found.id)
    new = Waiver(rule=rule, detail=detail, reason=unit.reason, coder_id=unit.me, **keys)
    return WaiverId(unit.make(new).id)


@action("paradigms.unwaive")
def unwaive(unit: Unit, *, waiver: WaiverId) -> None:
    """Take back that a finding passes; it is open again where it still holds."""
    record = unit.find(Waiver, waiver, "waived finding")
    unit.tell(rule=record.rule)
    unit.delete(record)


def forget_waivers(unit: Unit, **subject: int) -> None:
    """Delete what was let pass on a thing that is going (`relation_id=…`)."""
    unit.flush()
    found = unit.scalars(select(Waiver.id).filter_by(**subject))
    unit.bulk_delete(Waiver, list(found))


def _models_of(unit: Unit, paradigm: str) -> list[Model]:
    """Return the kept models that draw a paradigm."""
    models = unit.scalars(select(Model).order_by(Model.id))
    return [model for model in models if model.options.get(_DRAWN) == paradigm]


def _cards(unit: Unit, paradigm: int) -> list[ParadigmPlacement]:
    rows = select(ParadigmPlacement).filter_by(paradigm_id=paradigm)
    return list(unit.scalars(rows.order_by(ParadigmPlacement.rank, ParadigmPlacement.id)))
