"""Instruments with their items and experts, what these said, and what was decided."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Select, select

from gtcoder.batch import RatingTable, same_words
from gtcoder.errors import InvalidInput, NotFound
from gtcoder.model.instruments import Expert, Instrument, InstrumentItem, ItemDecision, ItemRating
from gtcoder.model.team import Coder
from gtcoder.queries.codebook import nearest
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import (
    ExpertId,
    InstrumentId,
    InstrumentItemId,
    ItemChange,
    RatingScale,
)

TABLES = frozenset({"instrument", "instrument_item", "expert", "item_rating", "item_decision"})


@dataclass(frozen=True, slots=True)
class InstrumentRow:
    """An instrument, and how many standing items, dropped items and experts it has."""

    id: InstrumentId
    name: str
    note: str
    items: int
    dropped: int
    experts: int


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item; `number` counts all of the instrument in their order, dropped ones among them."""

    id: InstrumentItemId
    number: int
    text: str
    dropped: bool


@dataclass(frozen=True, slots=True)
class ExpertRow:
    """An expert, and what is noted of them."""

    id: ExpertId
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class RatingRow:
    """What an expert said of an item on a scale; no value where there is a comment alone."""

    item: InstrumentItemId
    expert: ExpertId
    scale: RatingScale
    value: int | None
    comment: str


@dataclass(frozen=True, slots=True)
class ItemDecisionRow:
    """What was decided over an item, its words before and after, why, by whom and when."""

    item: InstrumentItemId
    change: ItemChange
    before: str
    after: str
    reason: str
    coder: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Panel:
    """One instrument as a whole: items in their order, experts, what they said, decisions."""

    instrument: InstrumentRow
    items: tuple[ItemRow, ...] = ()
    experts: tuple[ExpertRow, ...] = ()
    ratings: tuple[RatingRow, ...] = ()
    decisions: tuple[ItemDecisionRow, ...] = ()

    def values(self, item: InstrumentItemId, scale: RatingScale) -> list[int | None]:
        """Return what each expert in turn gave an item on a scale, None for no value."""
        given = {
            row.expert: row.value for row in self.ratings if (row.item, row.scale) == (item, scale)
        }
        return [given.get(expert.id) for expert in self.experts]

    def comments(self, item: InstrumentItemId) -> list[tuple[str, RatingScale, str]]:
        """Return the comments on an item with who made them and on which scale."""
        names = {expert.id: expert.name for expert in self.experts}
        return [
            (names[row.expert], row.scale, row.comment)
            for row in self.ratings
            if row.item == item and row.comment
        ]

    def decided(self, item: InstrumentItemId) -> list[ItemDecisionRow]:
        """Return the decisions over an item, the oldest first."""
        return [row for row in self.decisions if row.item == item]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a table of ratings would bring to an instrument; `faults` say what does not fit."""

    is_new: bool
    items: tuple[str, ...] = ()
    experts: tuple[str, ...] = ()
    ratings: int = 0
    changed: int = 0
    same: int = 0
    faults: tuple[str, ...] = field(default=())


def instruments(reader: Reader) -> tuple[InstrumentRow, ...]:
    """Return the instruments in the order in which they were made."""
    rows = reader.rows(select(InstrumentItem.instrument_id, InstrumentItem.dropped))
    items = Counter((row.instrument_id, row.dropped) for row in rows)
    experts = Counter(reader.scalars(select(Expert.instrument_id)))
    return tuple(
        InstrumentRow(
            InstrumentId(row.id),
            row.name,
            row.note,
            items[row.id, False],
            items[row.id, True],
            experts[row.id],
        )
        for row in reader.scalars(select(Instrument).order_by(Instrument.id))
    )


def find_instrument(reader: Reader, name: str) -> InstrumentRow:
    """Return the instrument of that name, or refuse with the nearest."""
    every = instruments(reader)
    for row in every:
        if same_words(row.name) == same_words(name):
            return row
    raise NotFound(
        "There is no instrument “{name}”. Nearest: {near}.",
        name=name,
        near=nearest(name, (row.name for row in every)),
    )


def find_expert(reader: Reader, name: str, instrument: str = "") -> ExpertRow:
    """Return the expert of that name; where several instruments have one, say of which."""
    wanted = [find_instrument(reader, instrument)] if instrument else instruments(reader)
    every = [expert for row in wanted for expert in panel(reader, row.id).experts]
    found = [expert for expert in every if same_words(expert.name) == same_words(name)]
    if len(found) > 1:
        raise InvalidInput(
            "{count} instruments have an expert “{name}”. Nothing was changed; write INSTRUMENT/"
            "NAME, or the number of the expert.",
            count=len(found),
            name=name,
        )
    if not found:
        raise NotFound(
            "There is no expert “{name}”. Nearest: {near}.",
            name=name,
            near=nearest(name, (expert.name for expert in every)),
        )
    return found[0]


def panel(reader: Reader, instrument: InstrumentId) -> Panel:
    """Return all there is of an instrument."""
    row = next((each for each in instruments(reader) if each.id == instrument), None)
    if row is None:
        raise NotFound("There is no instrument with number {key}.", key=instrument)
    items = select(InstrumentItem).where(InstrumentItem.instrument_id == instrument)
    keys = items.with_only_columns(InstrumentItem.id)
    experts = select(Expert).where(Expert.instrument_id == instrument).order_by(Expert.id)
    ordered = items.order_by(InstrumentItem.position, InstrumentItem.id)
    return Panel(
        row,
        tuple(
            ItemRow(InstrumentItemId(each.id), number, each.text, each.dropped)
            for number, each in enumerate(reader.scalars(ordered), 1)
        ),
        tuple(
            ExpertRow(ExpertId(each.id), each.name, each.note) for each in reader.scalars(experts)
        ),
        _ratings(reader, keys),
        _decisions(reader, keys),
    )


def foreseen(reader: Reader, name: str, table: RatingTable) -> Foreseen:
    """Return what taking in a table would do to the instrument of that name."""
    wanted = same_words(name)
    row = next((each for each in instruments(reader) if same_words(each.name) == wanted), None)
    there = (
        Panel(InstrumentRow(InstrumentId(0), name, "", 0, 0, 0))
        if row is None
        else panel(reader, row.id)
    )
    by_words = {same_words(item.text): item.id for item in there.items}
    by_name = {same_words(expert.name): expert.id for expert in there.experts}
    known = {(each.item, each.expert, each.scale): each for each in there.ratings}
    faults = tuple(
        f"{item.place}: there is no item {item.number}"
        for item in table.items
        if item.number is not None and not 1 <= item.number <= len(there.items)
    )
    keys = [
        by_words.get(same_words(item.text))
        if item.number is None
        else there.items[item.number - 1].id
        if 1 <= item.number <= len(there.items)
        else None
        for item in table.items
    ]
    counts = {"new": 0, "changed": 0, "same": 0}
    for each in table.ratings:
        item, expert = keys[each.item], by_name.get(same_words(each.expert))
        found = None if item is None or expert is None else known.get((item, expert, each.scale))
        counts[_effect(found, each.value, each.comment)] += 1
    return Foreseen(
        row is None,
        tuple(item.text for item, key in zip(table.items, keys, strict=True)
              if key is None and item.number is None),
        tuple(expert for expert in table.experts if same_words(expert) not in by_name),
        counts["new"],
        counts["changed"],
        counts["same"],
        faults,
    )  # fmt: skip


def _effect(found: RatingRow | None, value: int | None, comment: str) -> str:
    if found is None:
        return "new"
    same = (value is None or value == found.value) and (not comment or comment == found.comment)
    return "same" if same else "changed"


def _ratings(reader: Reader, items: Select[int]) -> tuple[RatingRow, ...]:
    rows = select(ItemRating).where(ItemRating.item_id.in_(items)).order_by(ItemRating.id)
    return tuple(
        RatingRow(
            InstrumentItemId(row.item_id),
            ExpertId(row.expert_id),
            RatingScale(row.scale),
            row.value,
            row.comment,
        )
        for row in reader.scalars(rows)
    )


def _decisions(reader: Reader, items: Select[int]) -> tuple[ItemDecisionRow, ...]:
    rows = (
        select(ItemDecision, Coder.name)
        .join(Coder, Coder.id == ItemDecision.coder_id)
        .where(ItemDecision.item_id.in_(items))
        .order_by(ItemDecision.id)
    )
    return tuple(
        ItemDecisionRow(
            InstrumentItemId(row.item_id),
            ItemChange(row.change),
            row.before,
            row.after,
            row.reason,
            coder,
            row.created_at,
        )
        for row, coder in reader.rows(rows)
    )
