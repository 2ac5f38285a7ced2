"""Passages with their words, lines and surroundings: of a code, or by key."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from sqlalchemy import func, select

from gtcoder.errors import NotFound
from gtcoder.model.codebook import Coding
from gtcoder.model.theory import Memo, MemoLink
from gtcoder.model.transcripts import Quotation
from gtcoder.queries.frames import (
    ORIGINS,
    UNKNOWN,
    CodingTable,
    coders_codings,
    codings_of,
    participants_of,
    quotation_table,
)
from gtcoder.queries.names import names
from gtcoder.queries.people import open_round
from gtcoder.queries.texts import frozen_text, frozen_texts
from gtcoder.queries.tree import codes_under
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, CoderId, CodingId, DocumentId, QuotationId, Span

_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as people read it: where it stands, whose it is, its words and what surrounds them.

    `line` and `last_line` count the lines of the frozen text from 1. Without a coding (a passage
    that evidence or a memo names) `coding` and `code` are None, `code_name` and `origin` empty.
    """

    coding: CodingId | None
    quotation: QuotationId
    document_id: DocumentId
    document: str
    start: int
    end: int
    line: int
    last_line: int
    coder: str
    coder_id: CoderId
    round: str
    code: CodeId | None
    code_name: str
    before: str
    text: str
    after: str
    memos: int
    origin: str


@dataclass(frozen=True, slots=True)
class PassageList:
    """A page of passages; the counts are of all codings, on whatever page they stand.

    `participants` are the known ones whose words are coded.
    """

    total: int
    documents: int
    participants: int
    coders: int
    rows: tuple[Passage, ...]


def passages_of_code(
    reader: Reader, code: CodeId, *, with_children: bool = False, limit: int = 500, offset: int = 0
) -> PassageList:
    """Return the codings of a code by document and start; `with_children` adds what serves it.

    Those of a consensus are left out: they say again what coders coded.
    """
    table = coders_codings(reader)
    if with_children:
        chosen = table.where(np.isin(table.code, np.array(codes_under(reader, code), np.int32)))
    else:
        chosen = table.where(table.code == np.int32(code))
    _, who = participants_of(reader, chosen)
    page = chosen.where(slice(offset, offset + limit))
    return PassageList(
        total=len(chosen),
        documents=len(np.unique(chosen.document)),
        participants=len(np.unique(who[who != UNKNOWN])),
        coders=len(np.unique(chosen.coder)),
        rows=_passages(reader, page, _quotations_of(reader, page.id.tolist())),
    )


def passages_of_codings(reader: Reader, ids: Collection[CodingId]) -> tuple[Passage, ...]:
    """Return these codings, as far as the viewer may see them, by document and start."""
    table = codings_of(reader, ids)
    return _passages(reader, table, _quotations_of(reader, table.id.tolist()))


def passages_at(reader: Reader, quotations: Collection[QuotationId]) -> tuple[Passage, ...]:
    """Return these quotations, as far as the viewer may see them, by document and start."""
    table = quotation_table(reader, sorted(quotations))
    table = table.where(np.lexsort((table.id, table.end, table.start, table.document)))
    return _passages(reader, table, None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation stands; `written` is how people cite it."""

    document_id: DocumentId
    document: str
    start: int
    end: int
    line: int
    last_line: int

    @property
    def written(self) -> str:
        """The place as it is cited: `07 Rahimi, line 21`."""
        if self.line == self.last_line:
            return f"{self.document}, line {self.line}"
        return f"{self.document}, lines {self.line}–{self.last_line}"


def places_of(reader: Reader, quotations: Collection[QuotationId]) -> dict[QuotationId, Place]:
    """Return where these quotations stand, as far as the viewer may see them."""
    table = quotation_table(reader, sorted(set(quotations)))
    texts = frozen_texts(reader, np.unique(table.document).tolist())
    called = names(reader).documents
    rows = zip(*(column.tolist() for column in table.columns()), strict=True)
    return {
        QuotationId(key): Place(
            DocumentId(document),
            called[document],
            start,
            end,
            *texts[document].lines([start, end - 1]),
        )
        for key, document, _, _, _, start, end, _ in rows
    }


def lines_of(reader: Reader, document: DocumentId, offsets: Iterable[int]) -> tuple[int, ...]:
    """Return the numbers of the lines of the frozen text in which these offsets lie."""
    return frozen_text(reader, document).lines(offsets)


def quotation_of(reader: Reader, coding: CodingId) -> QuotationId:
    """Return the quotation a coding stands on, or refuse where the viewer sees no such coding."""
    found = _quotations_of(reader, [coding]).get(coding)
    if found is None:
        raise NotFound("There is no coding with number {key} any more.", key=coding)
    return QuotationId(found)


def quotation_key(reader: Reader, document: DocumentId, span: Span) -> QuotationId | None:
    """Return the viewer's own quotation at a span in the round that is coded in, or None."""
    current = open_round(reader)
    if current is None:
        return None
    column = Quotation.__table__.c
    rows = reader.columns(
        select(column.id).where(
            column.document_id == document,
            column.start == span.start,
            column.end == span.end,
            column.coder_id == reader.viewer,
            column.round_id == current.id,
        ),
        Quotation,
    )
    return QuotationId(rows[0][0]) if rows else None


def _quotations_of(reader: Reader, codings: Collection[int]) -> dict[int, int]:
    """Return coding → quotation."""
    column = Coding.__table__.c
    chosen = select(column.id, column.quotation_id).where(column.id.in_(codings))
    return dict(reader.columns(chosen, Coding))


def _memos_on(reader: Reader, quotations: Collection[int]) -> dict[int, int]:
    """Return how many memos the viewer may see on each of these quotations."""
    counted = (
        select(MemoLink.quotation_id, func.count(MemoLink.memo_id.distinct()))
        .join(Memo, Memo.id == MemoLink.memo_id)
        .where(MemoLink.quotation_id.in_(quotations))
        .group_by(MemoLink.quotation_id)
    )
    return dict(reader.rows(counted))


def _passages(
    reader: Reader, table: CodingTable, quotations: dict[int, int] | None
) -> tuple[Passage, ...]:
    """Return the rows of a table in words; without `quotations` its ids are of quotations."""
    known = names(reader)
    texts = frozen_texts(reader, np.unique(table.document).tolist())
    keys = table.id.tolist()
    at = keys if quotations is None else [quotations[key] for key in keys]
    memos: dict[int, int] = {}
    for place in range(0, len(at), _CHUNK):
        memos |= _memos_on(reader, at[place : place + _CHUNK])
    rows = zip(keys, at, *(column.tolist() for column in table.columns()[1:]), strict=True)
    found = []
    for key, quotation, document, code, coder, round_, start, end, origin in rows:
        frozen = texts[document]
        found.append(
            Passage(
                coding=None if quotations is None else CodingId(key),
                quotation=QuotationId(quotation),
                document_id=DocumentId(document),
                document=known.documents[document],
                start=start,
                end=end,
                line=frozen.line(start),
                last_line=frozen.line(end - 1),
                coder=known.coders[coder],
                coder_id=CoderId(coder),
                round=known.rounds[round_],
                code=None if quotations is None else CodeId(code),
                code_name="" if quotations is None else known.codes[code],
                before=frozen.before(start),
                text=frozen.text[start:end],
                after=frozen.after(end),
                memos=memos.get(quotation, 0),
                origin="" if quotations is None else str(ORIGINS[origin]),
            )
        )
    return tuple(found)
