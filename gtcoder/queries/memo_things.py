"""All that a memo can be linked to by name, and what an entry of the ledger was about."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from gtcoder.model.codebook import Code, Property
from gtcoder.model.drawn import Model
from gtcoder.model.instruments import Instrument
from gtcoder.model.journal import RowImage
from gtcoder.model.selective import SamplingDecision
from gtcoder.model.theory import Memo, Paradigm, Relation
from gtcoder.model.transcripts import Document, Participant, Quotation, Speaker
from gtcoder.queries.memos import About, MemoSubject, Thing, thing_words
from gtcoder.queries.names import names
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import DocumentId, Span

_TABLES = {
    About.CODE: Code, About.DOCUMENT: Document, About.PASSAGE: Quotation,
    About.PARTICIPANT: Participant, About.RELATION: Relation, About.MEMO: Memo,
    About.SPEAKER: Speaker, About.PROPERTY: Property, About.PARADIGM: Paradigm,
    About.MODEL: Model, About.SAMPLING: SamplingDecision, About.INSTRUMENT: Instrument,
}  # fmt: skip
_MOST = 12  # things of one entry: who writes about a merge of hundreds means the code


def linkable(reader: Reader) -> tuple[MemoSubject, ...]:
    """Return all that a memo can be about but passages, kind by kind; codes in use only."""
    things: list[Thing] = []
    for about in About:
        if about is not About.PASSAGE:
            things += [(about, key) for key in _keys(reader, about)]
    found = thing_words(reader, things)
    return tuple(found[thing] for thing in things if thing in found)


def _keys(reader: Reader, about: About) -> Iterable[int]:
    if about is About.ROUND:
        return names(reader).rounds
    kind = _TABLES[about]
    keys = select(kind.id).order_by(kind.id)
    if kind is Code:
        keys = keys.where(Code.retired.is_(False))
    return reader.scalars(keys)


def things_of_entry(reader: Reader, revision: int) -> tuple[Thing, ...]:
    """Return what is still there of the things that an entry touched, the first few.

    A coding stands for its code and its passage.
    """
    rows = (
        select(RowImage.table, RowImage.row_id, RowImage.before, RowImage.after)
        .where(RowImage.revision == revision)
        .order_by(RowImage.seq)
        .limit(_MOST)
    )
    tables = {kind.__tablename__: about for about, kind in _TABLES.items()}
    things: list[Thing] = []
    for table, key, before, after in reader.rows(rows):
        if table in tables:
            things.append((tables[table], key))
        row = {**(before or {}), **(after or {})}
        if table == "coding":
            things += [
                (About.CODE, row.get("code_id", 0)),
                (About.PASSAGE, row.get("quotation_id", 0)),
            ]
        elif table == "evidence":
            things.append((About.RELATION, row.get("relation_id", 0)))
    there = thing_words(reader, things)
    return tuple(thing for thing in dict.fromkeys(things) if thing in there)


def passages_there(reader: Reader, document: DocumentId, span: Span) -> tuple[Thing, ...]:
    """Return the passages that stand exactly at a stretch, whosever they are."""
    keys = select(Quotation.id).where(
        Quotation.document_id == document,
        Quotation.start == span.start,
        Quotation.end == span.end,
    )
    return tuple((About.PASSAGE, key) for key in reader.scalars(keys.order_by(Quotation.id)))
