"""Properties of categories with their dimensions, and passages placed along them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from gtcoder.actions.coding import quotation_at
from gtcoder.actions.hanging import drop_if_empty
from gtcoder.actions.memo_links import unlink_from_all
from gtcoder.actions.rules import clean_name, may_change_codebook, one_where, usable_code
from gtcoder.errors import InvalidInput
from gtcoder.model.codebook import Code, Property, PropertyPlacement
from gtcoder.model.theory import Waiver
from gtcoder.model.transcripts import Quotation
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import (
    CodeId,
    DocumentId,
    PropertyId,
    PropertyPlacementId,
    QuotationId,
    Span,
)

LOWEST, HIGHEST = 0, 100


@action("properties.define")
def define_property(
    unit: Unit, *, category: CodeId, name: str, low: str = "", high: str = "", note: str = ""
) -> PropertyId:
    """Give a category a property, with its dimension from one end to the other."""
    may_change_codebook(unit)
    above = usable_code(unit, category)
    cleaned = clean_name(name, "property")
    _refuse_name(unit, above, cleaned)
    last = select(func.max(Property.position)).where(Property.category_id == above.id)
    at = unit.scalars(last).one()
    record = unit.make(
        Property(
            category_id=above.id,
            name=cleaned,
            low=low.strip(),
            high=high.strip(),
            note=note.strip(),
            position=0 if at is None else at + 1,
        )
    )
    unit.tell(property=cleaned, category=above.name)
    return PropertyId(record.id)


@action("properties.change")
def change_property(
    unit: Unit,
    *,
    property: PropertyId,
    name: str | None = None,
    low: str | None = None,
    high: str | None = None,
    note: str | None = None,
) -> None:
    """Change what is given of a property: its name, the ends of its dimension, its note."""
    may_change_codebook(unit)
    record = unit.find(Property, property, "property")
    above = unit.get_one(Code, record.category_id)
    if name is not None:
        cleaned = clean_name(name, "property")
        if cleaned != record.name:
            _refuse_name(unit, above, cleaned)
        record.name = cleaned
    record.low = record.low if low is None else low.strip()
    record.high = record.high if high is None else high.strip()
    record.note = record.note if note is None else note.strip()
    unit.tell(property=record.name, category=above.name)


@action("properties.order")
def order_properties(unit: Unit, *, properties: Sequence[PropertyId]) -> None:
    """Put properties of one category in this order; those not named come after, as they were."""
    may_change_codebook(unit)
    named = [unit.find(Property, key, "property") for key in dict.fromkeys(properties)]
    if len({record.category_id for record in named}) != 1:
        raise InvalidInput("Name properties of one category. Nothing was changed.")
    of_it = select(Property).where(Property.category_id == named[0].category_id)
    others = [each for each in unit.scalars(of_it.order_by(Property.position)) if each not in named]
    for position, record in enumerate((*named, *others)):
        record.position = position
    unit.tell(category=unit.get_one(Code, named[0].category_id).name)


@action("properties.remove", reason=True)
def remove_property(unit: Unit, *, property: PropertyId) -> int:
    """Remove a property and return how many passages were placed along it."""
    may_change_codebook(unit)
    record = unit.find(Property, property, "property")
    unit.tell(property=record.name, category=unit.get_one(Code, record.category_id).name)
    placed = list(
        unit.scalars(select(PropertyPlacement).where(PropertyPlacement.property_id == record.id))
    )
    passages = [each.quotation_id for each in placed]
    waived = list(unit.scalars(select(Waiver.id).where(Waiver.property_id == record.id)))
    unit.bulk_delete(Waiver, waived)
    unlink_from_all(unit, property_id=record.id)
    unit.bulk_delete(PropertyPlacement, [each.id for each in placed])
    unit.bulk_delete(Property, [property])
    for passage in passages:
        drop_if_empty(unit, unit.get_one(Quotation, passage))
    return len(passages)


@action("properties.place")
def place_passages(
    unit: Unit,
    *,
    property: PropertyId,
    place: int,
    quotations: Sequence[QuotationId] = (),
    document: DocumentId | None = None,
    span: Span | None = None,
    negative: bool = False,
    note: str = "",
) -> list[PropertyPlacementId]:
    """Place passages along a property: 0 the low end, 100 the high one; a placed one is moved.

    With `document` and `span` the stretch becomes a quotation of the coder's. A `negative` passage
    goes against what the category says; `note` explains it, and without one it is unexplained.
    """
    record = unit.find(Property, property, "property")
    _refuse_place(place)
    if (document is None) != (span is None):
        raise InvalidInput("A passage is a document and a stretch of it. Nothing was changed.")
    if document is not None and span is not None:
        quotations = (*quotations, QuotationId(quotation_at(unit, document, span, None).id))
    if not quotations:
        raise InvalidInput("No passage was named. Nothing was changed.")
    placed = []
    for quotation in dict.fromkeys(quotations):
        unit.find(Quotation, quotation, "quotation")
        keys = {"property_id": record.id, "quotation_id": quotation}
        found = one_where(unit, PropertyPlacement, **keys)
        if found is None:
            found = unit.make(PropertyPlacement(**keys, place=place))
        found.place, found.negative, found.note = place, negative, note.strip()
        placed.append(PropertyPlacementId(found.id))
    _tell_place(unit, record, len(placed), place)
    return placed


@action("properties.change_place")
def change_place(
    unit: Unit,
    *,
    placement: PropertyPlacementId,
    place: int | None = None,
    negative: bool | None = None,
    note: str | None = None,
) -> None:
    """Move a placed passage, say that it is a negative case or not, or change its note."""
    found = unit.find(PropertyPlacement, placement, "placed passage")
    if place is not None:
        _refuse_place(place)
        found.place = place
    found.negative = found.negative if negative is None else negative
    found.note = found.note if note is None else note.strip()
    _tell_place(unit, unit.get_one(Property, found.property_id), 1, found.place)


@action("properties.unplace")
def take_off_property(unit: Unit, *, placements: Sequence[PropertyPlacementId]) -> None:
    """Take placed passages off their properties."""
    found = [unit.find(PropertyPlacement, each, "placed passage") for each in placements]
    if not found:
        raise InvalidInput("No placed passage was named. Nothing was changed.")
    _tell_place(unit, unit.get_one(Property, found[0].property_id), len(found), None)
    passages = dict.fromkeys(each.quotation_id for each in found)
    unit.bulk_delete(PropertyPlacement, list(dict.fromkeys(each.id for each in found)))
    for passage in passages:
        drop_if_empty(unit, unit.get_one(Quotation, passage))


def take_over_properties(unit: Unit, source: Code, into: Code) -> None:
    """Give the properties of a merged category to the one it went into.

    Where that one has a property of the same name, the passages go there, but for those that are
    placed there already.
    """
    own = {
        each.name.casefold(): each
        for each in unit.scalars(select(Property).where(Property.category_id == into.id))
    }
    position = len(own)
    for each in unit.scalars(select(Property).where(Property.category_id == source.id)).all():
        there = own.get(each.name.casefold())
        if there is None:
            each.category_id, each.position = into.id, position
            position += 1
        else:
            _join(unit, each, there)


def _join(unit: Unit, source: Property, into: Property) -> None:
    of = select(PropertyPlacement.quotation_id).where(PropertyPlacement.property_id == into.id)
    taken = set(unit.scalars(of))
    moving = select(PropertyPlacement).where(PropertyPlacement.property_id == source.id)
    for placed in unit.scalars(moving).all():
        if placed.quotation_id not in taken:
            placed.property_id = into.id


def _refuse_name(unit: Unit, category: Code, name: str) -> None:
    there = unit.scalars(select(Property.name).where(Property.category_id == category.id))
    if name.casefold() in {each.casefold() for each in there}:
        raise InvalidInput(
            "“{category}” has a property “{name}” already. Nothing was changed.",
            category=category.name,
            name=name,
        )


def _refuse_place(place: int) -> None:
    if not LOWEST <= place <= HIGHEST:
        raise InvalidInput(
            "{number} is no place on a dimension, which runs from 0 to 100. Nothing was changed.",
            number=str(place),
        )


def _tell_place(unit: Unit, record: Property, passages: int, place: int | None) -> None:
    category = unit.get_one(Code, record.category_id).name
    unit.tell(property=record.name, category=category, passages=passages)
    if place is not None:
        unit.tell(place=place)
