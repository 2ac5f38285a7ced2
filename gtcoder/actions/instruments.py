"""Instruments whose content experts judge: items, what became of them, and the experts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from gtcoder.actions.memo_links import unlink_from_all
from gtcoder.actions.rules import clean_name, one_where, refuse_taken
from gtcoder.batch import same_words
from gtcoder.errors import InvalidInput, NotAllowed
from gtcoder.model.instruments import Expert, Instrument, InstrumentItem, ItemDecision, ItemRating
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import ExpertId, InstrumentId, InstrumentItemId, ItemChange


@action("instruments.make")
def make_instrument(
    unit: Unit, *, name: str, note: str = "", copy_of: InstrumentId | None = None
) -> InstrumentId:
    """Make an instrument; a copy has the standing items and the experts of another, unrated."""
    name = clean_name(name, "instrument")
    refuse_taken(unit, Instrument.name, name, "instrument")
    unit.tell(instrument=name)
    record = unit.make(Instrument(name=name, note=note.strip()))
    if copy_of is not None:
        unit.find(Instrument, copy_of, "instrument")
        standing = [item for item in items_of(unit, copy_of) if not item.dropped]
        for position, item in enumerate(standing, 1):
            unit.add(InstrumentItem(instrument_id=record.id, text=item.text, position=position))
        for expert in _experts(unit, copy_of):
            unit.add(Expert(instrument_id=record.id, name=expert.name, note=expert.note))
    return InstrumentId(record.id)


@action("instruments.change")
def change_instrument(
    unit: Unit, *, instrument: InstrumentId, name: str | None = None, note: str | None = None
) -> None:
    """Rename an instrument or change the note on it; what is not named stays."""
    record = unit.find(Instrument, instrument, "instrument")
    unit.tell(instrument=record.name)
    if name is not None:
        name = clean_name(name, "instrument")
        if name != record.name:
            refuse_taken(unit, Instrument.name, name, "instrument")
            record.name = name
    if note is not None:
        record.note = note.strip()


@action("instruments.remove", reason=True)
def remove_instrument(unit: Unit, *, instrument: InstrumentId) -> None:
    """Remove an instrument with its items, experts, ratings and decisions."""
    record = unit.find(Instrument, instrument, "instrument")
    items = items_of(unit, instrument)
    ratings = _ratings(unit, items)
    unit.tell(instrument=record.name, items=len(items), ratings=len(ratings))
    for row in (*ratings, *_decisions(unit, items)):
        unit.delete(row)
    unit.flush()
    for expert in _experts(unit, instrument):
        unit.delete(expert)
    for item in items:
        unit.delete(item)
    unit.flush()
    unlink_from_all(unit, instrument_id=record.id)
    unit.delete(record)


@action("instruments.add_item")
def add_item(unit: Unit, *, instrument: InstrumentId, text: str) -> InstrumentItemId:
    """Add an item at the end of an instrument."""
    record = unit.find(Instrument, instrument, "instrument")
    items = items_of(unit, instrument)
    wording = _wording(items, text)
    unit.tell(instrument=record.name, item=wording)
    position = items[-1].position + 1 if items else 1
    made = InstrumentItem(instrument_id=record.id, text=wording, position=position)
    return InstrumentItemId(unit.make(made).id)


@action("instruments.correct_item")
def correct_item(unit: Unit, *, item: InstrumentItemId, text: str) -> None:
    """Correct the words of an item that was not judged yet; others are reworded by decision."""
    record = _item(unit, item)
    if _ratings(unit, [record]) or _decisions(unit, [record]):
        raise NotAllowed(
            "The item has ratings or decisions. Decide to reword it, with a reason; nothing was "
            "changed."
        )
    unit.tell(item=record.text)
    others = [each for each in items_of(unit, record.instrument_id) if each.id != record.id]
    record.text = _wording(others, text)


@action("instruments.move_item")
def move_item(unit: Unit, *, item: InstrumentItemId, number: int) -> None:
    """Give an item another number; those between move up or down."""
    record = _item(unit, item)
    others = [each for each in items_of(unit, record.instrument_id) if each.id != record.id]
    if not 1 <= number <= len(others) + 1:
        raise InvalidInput(
            "The items are numbered from 1 to {last}, so none can be {number}. Nothing was "
            "changed.",
            last=len(others) + 1,
            number=number,
        )
    unit.tell(item=record.text, number=number)
    others.insert(number - 1, record)
    for position, each in enumerate(others, 1):
        if each.position != position:
            each.position = position


@action("instruments.remove_item")
def remove_item(unit: Unit, *, item: InstrumentItemId) -> None:
    """Remove an item that was neither rated nor decided over; any other is dropped."""
    record = _item(unit, item)
    if _ratings(unit, [record]) or _decisions(unit, [record]):
        raise NotAllowed(
            "The item has ratings or decisions, which must stay on record. Decide to drop it, with "
            "a reason; nothing was changed."
        )
    unit.tell(item=record.text)
    unit.delete(record)


@action("instruments.decide", reason=True)
def decide(unit: Unit, *, item: InstrumentItemId, change: ItemChange, text: str = "") -> None:
    """Decide over an item with a reason: keep it, reword it (to `text`), drop or restore it."""
    record = _item(unit, item)
    _refuse_idle(record, change)
    before = after = record.text
    if change is ItemChange.REWORDED:
        others = [each for each in items_of(unit, record.instrument_id) if each.id != record.id]
        after = _wording(others, text)
        if after == before:
            raise InvalidInput("These are the words it has. Nothing was changed; write others.")
        record.text = after
    elif text.strip():
        raise InvalidInput(
            "New words go with the decision “{reworded}”, not with “{change}”. Nothing was "
            "changed.",
            reworded=ItemChange.REWORDED.value,
            change=change.value,
        )
    record.dropped = (record.dropped or change is ItemChange.DROPPED) and (
        change is not ItemChange.RESTORED
    )
    unit.tell(item=before, change=change.value)
    unit.add(
        ItemDecision(
            item_id=record.id,
            change=change.value,
            before=before,
            after="" if record.dropped else after,
            reason=unit.reason,
            coder_id=unit.me,
        )
    )


@action("instruments.add_expert")
def add_expert(unit: Unit, *, instrument: InstrumentId, name: str, note: str = "") -> ExpertId:
    """Add an expert to those who judge an instrument, by name or pseudonym."""
    record = unit.find(Instrument, instrument, "instrument")
    name = clean_name(name, "expert")
    _refuse_expert(unit, record, name)
    unit.tell(instrument=record.name, expert=name)
    made = Expert(instrument_id=record.id, name=name, note=note.strip())
    return ExpertId(unit.make(made).id)


@action("instruments.change_expert")
def change_expert(
    unit: Unit, *, expert: ExpertId, name: str | None = None, note: str | None = None
) -> None:
    """Rename an expert or change what is noted of them; what is not named stays."""
    record = unit.find(Expert, expert, "expert")
    unit.tell(expert=record.name)
    if name is not None:
        name = clean_name(name, "expert")
        if name != record.name:
            _refuse_expert(unit, unit.get_one(Instrument, record.instrument_id), name)
            record.name = name
    if note is not None:
        record.note = note.strip()


@action("instruments.remove_expert", reason=True)
def remove_expert(unit: Unit, *, expert: ExpertId) -> None:
    """Remove an expert with all their ratings, such as one who withdrew."""
    record = unit.find(Expert, expert, "expert")
    ratings = unit.scalars(select(ItemRating).where(ItemRating.expert_id == record.id)).all()
    unit.tell(expert=record.name, ratings=len(ratings))
    for row in ratings:
        unit.delete(row)
    unit.flush()
    unit.delete(record)


def items_of(unit: Unit, instrument: int) -> list[InstrumentItem]:
    """Return the items of an instrument in their order, dropped ones among them."""
    of_it = select(InstrumentItem).where(InstrumentItem.instrument_id == instrument)
    return list(unit.scalars(of_it.order_by(InstrumentItem.position, InstrumentItem.id)).all())


def _item(unit: Unit, key: InstrumentItemId) -> InstrumentItem:
    return unit.find(InstrumentItem, key, "item of an instrument")


def _wording(others: Sequence[InstrumentItem], text: str) -> str:
    """Return the words of an item, or refuse none and those that another item has."""
    cleaned = text.strip()
    if not cleaned:
        raise InvalidInput("An item needs words. Nothing was changed.")
    wanted = same_words(cleaned)
    if any(same_words(each.text) == wanted for each in others):
        raise InvalidInput("Another item has these words already. Nothing was changed.")
    return cleaned


def _refuse_idle(record: InstrumentItem, change: ItemChange) -> None:
    if record.dropped and change is not ItemChange.RESTORED:
        raise InvalidInput("The item is dropped. Restore it first; nothing was changed.")
    if not record.dropped and change is ItemChange.RESTORED:
        raise InvalidInput("The item is not dropped. Nothing was changed.")


def _refuse_expert(unit: Unit, instrument: Instrument, name: str) -> None:
    if one_where(unit, Expert, instrument_id=instrument.id, name=name) is not None:
        raise InvalidInput(
            "“{instrument}” has an expert “{name}” already. Nothing was changed.",
            instrument=instrument.name,
            name=name,
        )


def _experts(unit: Unit, instrument: int) -> Sequence[Expert]:
    return unit.scalars(
        select(Expert).where(Expert.instrument_id == instrument).order_by(Expert.id)
    ).all()


def _ratings(unit: Unit, items: Sequence[InstrumentItem]) -> Sequence[ItemRating]:
    keys = [item.id for item in items]
    return unit.scalars(select(ItemRating).where(ItemRating.item_id.in_(keys))).all()


def _decisions(unit: Unit, items: Sequence[InstrumentItem]) -> Sequence[ItemDecision]:
    keys = [item.id for item in items]
    return unit.scalars(select(ItemDecision).where(ItemDecision.item_id.in_(keys))).all()
