"""What experts say of the items of an instrument: one by one, many at once, or from a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from gtcoder.actions.instruments import items_of
from gtcoder.actions.rules import clean_name, one_where
from gtcoder.batch import ItemDraft, RatingDraft, RatingTable, same_words
from gtcoder.errors import InvalidInput
from gtcoder.model.instruments import Expert, Instrument, InstrumentItem, ItemRating
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import (
    RATING_ENDS,
    ExpertId,
    InstrumentId,
    InstrumentItemId,
    RatingScale,
)

_Key = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class RatedCell:
    """A value of a cell of the table of ratings, None to take back what is there."""

    item: InstrumentItemId
    expert: ExpertId
    value: int | None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a table of ratings brought: how many new items, experts, ratings, changed ratings.

    `keys` are the items of the table, in its order.
    """

    instrument: InstrumentId
    keys: tuple[InstrumentItemId, ...]
    items: int
    experts: int
    ratings: int
    changed: int


@action("instruments.rate")
def rate(
    unit: Unit,
    *,
    item: InstrumentItemId,
    expert: ExpertId,
    scale: RatingScale,
    value: int | None = None,
    comment: str | None = None,
) -> None:
    """Store what an expert says of an item on a scale; what is not given stays as it is."""
    if value is None and comment is None:
        raise InvalidInput("There is neither a value nor a comment. Nothing was changed.")
    record, judge = _both(unit, item, expert)
    unit.tell(item=record.text, expert=judge.name, scale=scale.value, value=value)
    found = one_where(unit, ItemRating, item_id=item, expert_id=expert, scale=scale.value)
    kept = ItemRating(value=None, comment="") if found is None else found
    said = kept.comment if comment is None else comment.strip()
    _set(unit, found, (item, expert, scale.value), kept.value if value is None else value, said)


@action("instruments.unrate")
def unrate(unit: Unit, *, item: InstrumentItemId, expert: ExpertId, scale: RatingScale) -> None:
    """Take back a value; a comment beside it stays."""
    record, judge = _both(unit, item, expert)
    unit.tell(item=record.text, expert=judge.name, scale=scale.value)
    found = one_where(unit, ItemRating, item_id=item, expert_id=expert, scale=scale.value)
    if found is not None:
        _set(unit, found, (item, expert, scale.value), None, found.comment)


@action("instruments.rate_many")
def rate_many(unit: Unit, *, scale: RatingScale, cells: Sequence[RatedCell]) -> None:
    """Store or take back many values on one scale at once; comments stay."""
    unit.tell(scale=scale.value, cells=len(cells))
    for cell in cells:
        _both(unit, cell.item, cell.expert)
        key = (cell.item, cell.expert, scale.value)
        found = one_where(
            unit, ItemRating, item_id=cell.item, expert_id=cell.expert, scale=scale.value
        )
        _set(unit, found, key, cell.value, "" if found is None else found.comment)


@action("instruments.take_in")
def take_in(unit: Unit, *, instrument: str, table: RatingTable) -> TakenIn:
    """Take in a table of ratings; instrument, items and experts are made where they are missing.

    A value or comment that is there already gives way to that of the table; an empty cell leaves
    it. Items are found by their words, or by their number.
    """
    name = clean_name(instrument, "instrument")
    named = (
        row for row in unit.scalars(select(Instrument)) if same_words(row.name) == same_words(name)
    )
    record = next(named, None) or unit.make(Instrument(name=name))
    before = len(items_of(unit, record.id))
    items = _items(unit, record, table.items)
    experts, new_experts = _experts(unit, record, table.experts)
    known = _known(unit, items)
    made = changed = 0
    told = set[_Key]()
    for each in table.ratings:
        key = (items[each.item].id, experts[each.expert].id, each.scale.value)
        _refuse_twice(told, key, each)
        found = known.get(key)
        value = each.value if found is None or each.value is not None else found.value
        comment = each.comment.strip() or ("" if found is None else found.comment)
        if found is None:
            made += 1
        else:
            changed += (found.value, found.comment) != (value, comment)
        _set(unit, found, key, value, comment, place=each.place)
    added = len(items_of(unit, record.id)) - before
    unit.tell(instrument=name, items=added, experts=new_experts, ratings=made, changed=changed)
    keys = tuple(InstrumentItemId(item.id) for item in items)
    return TakenIn(InstrumentId(record.id), keys, added, new_experts, made, changed)


def _both(unit: Unit, item: InstrumentItemId, expert: ExpertId) -> tuple[InstrumentItem, Expert]:
    """Return item and expert, or refuse those of two instruments."""
    record = unit.find(InstrumentItem, item, "item of an instrument")
    judge = unit.find(Expert, expert, "expert")
    if record.instrument_id != judge.instrument_id:
        raise InvalidInput(
            "“{expert}” judges another instrument than that of the item. Nothing was changed.",
            expert=judge.name,
        )
    return record, judge


def _refuse_twice(told: set[_Key], key: _Key, draft: RatingDraft) -> None:
    if key in told:
        raise InvalidInput(
            "The table holds a second rating of one item by “{expert}” on the scale “{scale}”. "
            "Nothing was changed; keep one of the two.",
            place=draft.place,
            expert=draft.expert,
            scale=draft.scale.value,
        )
    told.add(key)


def _set(
    unit: Unit,
    found: ItemRating | None,
    key: _Key,
    value: int | None,
    comment: str,
    *,
    place: str = "",
) -> None:
    """Make a rating what it shall be; one without value and comment is no rating."""
    item, expert, scale = key
    end = RATING_ENDS[RatingScale(scale)]
    if value is not None and not 1 <= value <= end:
        raise InvalidInput(
            "{value} is no value of the scale “{scale}”, which goes from 1 to {end}. Nothing was "
            "changed.",
            place=place,
            value=value,
            scale=scale,
            end=end,
        )
    if value is None and not comment:
        if found is not None:
            unit.delete(found)
    elif found is None:
        row = ItemRating(item_id=item, expert_id=expert, scale=scale, value=value, comment=comment)
        unit.add(row)
    elif (found.value, found.comment) != (value, comment):
        found.value, found.comment = value, comment


def _items(unit: Unit, instrument: Instrument, drafts: Sequence[ItemDraft]) -> list[InstrumentItem]:
    """Return the item of each draft, made at the end where its words are new."""
    there = items_of(unit, instrument.id)
    by_words = {same_words(item.text): item for item in there}
    position = there[-1].position if there else 0
    found = []
    for draft in drafts:
        if draft.number is not None:
            found.append(_numbered(there, draft, instrument.name))
            continue
        words = same_words(draft.text)
        if words not in by_words:
            position += 1
            by_words[words] = unit.make(
                InstrumentItem(
                    instrument_id=instrument.id, text=draft.text.strip(), position=position
                )
            )
        found.append(by_words[words])
    unit.flush()
    return found


def _numbered(there: Sequence[InstrumentItem], draft: ItemDraft, instrument: str) -> InstrumentItem:
    number = draft.number or 0
    if not 1 <= number <= len(there):
        raise InvalidInput(
            "“{instrument}” has no item {number}; it has {count}. Nothing was changed; write the "
            "words of the items, or numbers of those that are there.",
            place=draft.place,
            instrument=instrument,
            number=number,
            count=len(there),
        )
    return there[number - 1]


def _experts(
    unit: Unit, instrument: Instrument, names: Sequence[str]
) -> tuple[dict[str, Expert], int]:
    """Return the experts by name, made where they are new, and how many were."""
    rows = unit.scalars(select(Expert).where(Expert.instrument_id == instrument.id)).all()
    by_name = {same_words(row.name): row for row in rows}
    found, new = {}, 0
    for name in names:
        folded = same_words(name)
        if folded not in by_name:
            made = Expert(instrument_id=instrument.id, name=clean_name(name, "expert"))
            by_name[folded], new = unit.make(made), new + 1
        found[name] = by_name[folded]
    unit.flush()
    return found, new


def _known(unit: Unit, items: Sequence[InstrumentItem]) -> dict[_Key, ItemRating]:
    rows = select(ItemRating).where(ItemRating.item_id.in_([item.id for item in items]))
    return {(row.item_id, row.expert_id, row.scale): row for row in unit.scalars(rows)}
