"""Properties of categories, and the passages placed along their dimensions."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from gtcoder.model.codebook import Code, Property, PropertyPlacement
from gtcoder.model.transcripts import Quotation
from gtcoder.queries.frames import UNKNOWN, participants_of, quotation_table
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import (
    CodeId,
    DocumentId,
    ParticipantId,
    PropertyId,
    PropertyPlacementId,
    QuotationId,
)


@dataclass(frozen=True, slots=True)
class PropertyRow:
    """A property of a category; `passages` counts the placed ones the viewer may see."""

    id: PropertyId
    category: CodeId
    name: str
    low: str
    high: str
    note: str
    passages: int

    @property
    def dimension(self) -> str:
        """The two ends as people read them, empty where none is named."""
        return f"{self.low or '…'} – {self.high or '…'}" if self.low or self.high else ""


@dataclass(frozen=True, slots=True)
class PlacedPassage:
    """A passage on the property `of`: its place (0 the low end, 100 the high one), whose words.


    `unexplained`: it goes against the category and no note says why.
    """

    id: PropertyPlacementId
    of: PropertyId
    quotation: QuotationId
    document: DocumentId
    participants: tuple[ParticipantId, ...]
    place: int
    negative: bool
    note: str

    @property
    def unexplained(self) -> bool:
        """Whether it is a negative case without an explanation."""
        return self.negative and not self.note.strip()


def properties(reader: Reader, category: CodeId | None = None) -> tuple[PropertyRow, ...]:
    """Return the properties of a category, or of all live ones, in their order."""
    counts = {
        row.property_id: row.passages
        for row in reader.rows(
            select(
                PropertyPlacement.property_id, func.count(PropertyPlacement.id).label("passages")
            ).group_by(PropertyPlacement.property_id)
        )
    }
    rows = (
        select(Property)
        .join(Code, Code.id == Property.category_id)
        .where(Code.retired.is_(False))
        .order_by(Property.category_id, Property.position, Property.id)
    )
    if category is not None:
        rows = rows.where(Property.category_id == category)
    return tuple(
        PropertyRow(
            PropertyId(row.id),
            CodeId(row.category_id),
            row.name,
            row.low,
            row.high,
            row.note,
            counts.get(row.id, 0),
        )
        for row in reader.scalars(rows)
    )


def placed_passages(reader: Reader, category: CodeId | None = None) -> tuple[PlacedPassage, ...]:
    """Return the passages placed along the properties of a category, or of all, by place."""
    rows = (
        select(
            PropertyPlacement.id,
            PropertyPlacement.property_id,
            PropertyPlacement.quotation_id,
            Quotation.document_id,
            PropertyPlacement.place,
            PropertyPlacement.negative,
            PropertyPlacement.note,
        )
        .join(Quotation, Quotation.id == PropertyPlacement.quotation_id)
        .order_by(PropertyPlacement.property_id, PropertyPlacement.place, PropertyPlacement.id)
    )
    if category is not None:
        of_it = select(Property.id).where(Property.category_id == category)
        rows = rows.where(PropertyPlacement.property_id.in_(of_it))
    found = reader.rows(rows)
    speaking = _participants(reader, {row.quotation_id for row in found})
    return tuple(
        PlacedPassage(
            PropertyPlacementId(key),
            PropertyId(of),
            QuotationId(quotation),
            DocumentId(document),
            speaking.get(quotation, ()),
            place,
            negative,
            note,
        )
        for key, of, quotation, document, place, negative, note in found
    )


def _participants(reader: Reader, quotations: set[int]) -> dict[int, tuple[ParticipantId, ...]]:
    """Return the known participants whose words each quotation holds."""
    table = quotation_table(reader, sorted(quotations))
    place, who = participants_of(reader, table)
    found: dict[int, dict[ParticipantId, None]] = {}
    for quotation, person in zip(table.id[place].tolist(), who.tolist(), strict=True):
        if person != UNKNOWN:
            found.setdefault(quotation, {})[ParticipantId(person)] = None
    return {key: tuple(persons) for key, persons in found.items()}
