"""Weights of codings, and what came of holding passages against one another."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from gtcoder.model.codebook import Coding
from gtcoder.model.reading import Comparison
from gtcoder.queries.names import names
from gtcoder.queries.retrieval import Passage, passages_at
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import (
    CodeId,
    CoderId,
    CodingId,
    ComparisonId,
    ComparisonVerdict,
    QuotationId,
)

_CODING = Coding.__table__.c
_CHUNK = 5_000


def weights(reader: Reader, codings: Collection[int] | None = None) -> dict[int, int]:
    """Return the weights of codings that have one; of these codings only, where they are named."""
    weighed = select(_CODING.id, _CODING.weight).where(_CODING.weight.is_not(None))
    if codings is None:
        return dict(reader.columns(weighed, Coding))
    keys, found = list(codings), dict[int, int]()
    for place in range(0, len(keys), _CHUNK):
        some = weighed.where(_CODING.id.in_(keys[place : place + _CHUNK]))
        found.update(reader.columns(some, Coding))
    return found


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """Two passages that were held against each other under a code, and what that showed."""

    id: ComparisonId
    code: CodeId
    passage: Passage
    other: Passage
    verdict: ComparisonVerdict
    note: str
    coder: str
    coder_id: CoderId
    at: datetime


def comparisons(reader: Reader, *, code: CodeId | None = None) -> tuple[ComparisonRow, ...]:
    """Return what was compared, the newest first, as far as the viewer may see both passages."""
    statement = select(Comparison).order_by(Comparison.created_at.desc(), Comparison.id.desc())
    if code is not None:
        statement = statement.where(Comparison.code_id == code)
    rows = reader.scalars(statement)
    keys = {QuotationId(key) for row in rows for key in (row.quotation_id, row.other_id)}
    words = {each.quotation: each for each in passages_at(reader, keys)}
    known = names(reader).coders
    return tuple(
        ComparisonRow(
            ComparisonId(row.id),
            CodeId(row.code_id),
            words[row.quotation_id],
            words[row.other_id],
            ComparisonVerdict(row.verdict),
            row.note,
            known[row.coder_id],
            CoderId(row.coder_id),
            row.created_at,
        )
        for row in rows
        if row.quotation_id in words and row.other_id in words
    )


def compared(
    reader: Reader, code: CodeId, passage: QuotationId
) -> dict[QuotationId, tuple[ComparisonId, ComparisonVerdict, str]]:
    """Return, by the other passage, what the viewer recorded of a passage under a code."""
    touching = (Comparison.quotation_id == passage) | (Comparison.other_id == passage)
    mine = select(Comparison).where(
        Comparison.code_id == code, Comparison.coder_id == reader.viewer
    )
    rows = reader.scalars(mine.where(touching))
    return {
        QuotationId(row.other_id if row.quotation_id == passage else row.quotation_id): (
            ComparisonId(row.id),
            ComparisonVerdict(row.verdict),
            row.note,
        )
        for row in rows
    }


def coded_before(reader: Reader, code: CodeId, coding: CodingId) -> list[int]:
    """Return the codings of a code that were made before one of them."""
    chosen = select(_CODING.id, _CODING.created_at).where(_CODING.code_id == code)
    at = {key: (moment, key) for key, moment in reader.columns(chosen, Coding)}
    mine = at.get(coding)
    return [] if mine is None else [key for key, place in at.items() if place < mine]
