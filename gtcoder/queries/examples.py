"""The passages that show in the codebook what each code means."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from gtcoder.model.codebook import Code, CodeExample, Coding
from gtcoder.queries.retrieval import places_of
from gtcoder.queries.texts import frozen_text
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, CodingId, DocumentId, QuotationId


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """A passage that stands as an example of a code; `place` is how people cite it."""

    quotation: QuotationId
    document: DocumentId
    start: int
    end: int
    text: str
    place: str

    @property
    def cited(self) -> str:
        """The words with where they stand."""
        return f"“{self.text}” ({self.place})"


def examples(reader: Reader, code: CodeId | None = None) -> dict[CodeId, tuple[ExampleRow, ...]]:
    """Return the examples of each code (or of one), as far as the viewer may see the passages."""
    statement = select(CodeExample.code_id, CodeExample.quotation_id).order_by(
        CodeExample.position, CodeExample.id
    )
    if code is not None:
        statement = statement.where(CodeExample.code_id == code)
    rows = reader.rows(statement)
    places = places_of(reader, [QuotationId(row.quotation_id) for row in rows]) if rows else {}
    found: dict[CodeId, list[ExampleRow]] = {}
    for row in rows:
        place = places.get(QuotationId(row.quotation_id))
        if place is None:
            continue
        words = frozen_text(reader, place.document_id).text[place.start : place.end]
        example = ExampleRow(
            QuotationId(row.quotation_id), place.document_id, place.start, place.end,
            " ".join(words.split()), place.written,
        )  # fmt: skip
        found.setdefault(CodeId(row.code_id), []).append(example)
    return {key: tuple(each) for key, each in found.items()}


def example_of(reader: Reader, quotation: QuotationId) -> tuple[CodeId, ...]:
    """Return the codes of which a passage is an example."""
    statement = select(CodeExample.code_id).where(CodeExample.quotation_id == quotation)
    return tuple(CodeId(key) for key in reader.scalars(statement))


@dataclass(frozen=True, slots=True)
class ExampleState:
    """Of a coding: which passage and code it joins, and whether the one shows what the other is."""

    code: CodeId
    code_name: str
    quotation: QuotationId
    marked: bool


def example_state(reader: Reader, coding: CodingId) -> ExampleState | None:
    """Return whether a coding's passage is an example of its code; None where it is gone."""
    row = reader.one(
        select(Coding.code_id, Coding.quotation_id, Code.name)
        .join(Code, Code.id == Coding.code_id)
        .where(Coding.id == coding)
    )
    if row is None:
        return None
    marked = CodeId(row.code_id) in example_of(reader, QuotationId(row.quotation_id))
    return ExampleState(CodeId(row.code_id), row.name, QuotationId(row.quotation_id), marked)
