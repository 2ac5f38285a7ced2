"""The log of theoretical sampling, and what the ledger proposes to join to a decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import select

from gtcoder.errors import NotFound
from gtcoder.model.codebook import Code, Membership, Property
from gtcoder.model.journal import Entry, RowImage
from gtcoder.model.selective import SamplingDecision, SamplingLink
from gtcoder.model.team import Coder
from gtcoder.model.theory import ParadigmPlacement, Relation
from gtcoder.model.transcripts import Document
from gtcoder.queries.codebook import CodeRow, codes
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import (
    CodeId,
    CodeLevel,
    DocumentId,
    ParticipantId,
    SamplingDecisionId,
)

_ZONED = 1971  # no system knows an hour of before in local time
# Which columns of which tables name the categories that a change of a row changes.
_CHANGING = {
    Code.__tablename__: ("id", "parent_id"),
    Membership.__tablename__: ("category_id",),
    Property.__tablename__: ("category_id",),
    ParadigmPlacement.__tablename__: ("category_id",),
    Relation.__tablename__: ("source_id", "target_id"),
}


@dataclass(frozen=True, slots=True)
class SamplingRow:
    """A decision: the gap, what was decided, whom or what was sampled, what came of it.

    `documents` and `participants` were sampled, `codes` changed through it.
    """

    id: SamplingDecisionId
    gap: str
    decision: str
    sampled: str
    outcome: str
    decided_on: date
    coder: str
    documents: tuple[DocumentId, ...]
    participants: tuple[ParticipantId, ...]
    codes: tuple[CodeId, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What followed a decision and is not joined to it: documents that came, changed categories.

    It counts from the day of the decision up to the day before the next one; documents that are
    joined to any decision are not proposed again.
    """

    documents: tuple[DocumentId, ...] = ()
    codes: tuple[CodeId, ...] = ()


def sampling(reader: Reader) -> tuple[SamplingRow, ...]:
    """Return the decisions by their date, those of one day in the order they were logged."""
    links: dict[int, list[SamplingLink]] = {}
    for link in reader.scalars(select(SamplingLink).order_by(SamplingLink.id)):
        links.setdefault(link.decision_id, []).append(link)
    into = {code.id: code.merged_into for code in codes(reader, retired=True)}
    rows = (
        select(SamplingDecision, Coder.name)
        .join(Coder, Coder.id == SamplingDecision.coder_id)
        .order_by(SamplingDecision.decided_on, SamplingDecision.id)
    )
    return tuple(_row(row, coder, links.get(row.id, []), into) for row, coder in reader.rows(rows))


def _row(
    row: SamplingDecision,
    coder: str,
    links: Iterable[SamplingLink],
    into: dict[CodeId, CodeId | None],
) -> SamplingRow:
    documents: dict[DocumentId, None] = {}
    persons: dict[ParticipantId, None] = {}
    changed: dict[CodeId, None] = {}
    for link in links:
        if link.document_id is not None:
            documents[DocumentId(link.document_id)] = None
        elif link.participant_id is not None:
            persons[ParticipantId(link.participant_id)] = None
        elif link.code_id is not None:
            changed[_standing(CodeId(link.code_id), into)] = None
    return SamplingRow(
        SamplingDecisionId(row.id),
        row.gap,
        row.decision,
        row.sampled,
        row.outcome,
        row.decided_on,
        coder,
        tuple(documents),
        tuple(persons),
        tuple(changed),
    )


def _standing(code: CodeId, into: dict[CodeId, CodeId | None]) -> CodeId:
    """Return what a code was merged into, at the end of the line."""
    following = into.get(code)
    return code if following is None else _standing(following, into)


def proposal(reader: Reader, decision: SamplingDecisionId) -> Proposal:
    """Return what the study did between a decision and the next, as far as it is not joined."""
    log = sampling(reader)
    row = next((each for each in log if each.id == decision), None)
    if row is None:
        raise NotFound("There is no sampling decision with number {key}.", key=decision)
    later = (each.decided_on for each in log if each.decided_on > row.decided_on)
    begin, end = _midnight(row.decided_on), min(later, default=None)
    until = datetime.max.replace(tzinfo=UTC) if end is None else _midnight(end)
    came = select(Document.id).where(Document.created_at >= begin, Document.created_at < until)
    documents = (DocumentId(key) for key in reader.scalars(came.order_by(Document.id)))
    joined = {document for each in log for document in each.documents}
    changed = _changed(reader, begin, until)
    return Proposal(
        tuple(key for key in documents if key not in joined),
        tuple(code.id for code in codes(reader) if _is_category(code) and code.id in changed
              and code.id not in row.codes),
    )  # fmt: skip


def _is_category(code: CodeRow) -> bool:
    return code.level is not CodeLevel.OPEN


def _midnight(day: date) -> datetime:
    """Return when a day begins here; days before local times are counted, in UTC."""
    if day.year < _ZONED:
        return datetime.combine(day, time(), UTC)
    return datetime.combine(day, time()).astimezone(UTC)


def _changed(reader: Reader, begin: datetime, until: datetime) -> set[int]:
    """Return the codes that entries of that time changed, or changed something of."""
    images = (
        select(RowImage.table, RowImage.row_id, RowImage.before, RowImage.after)
        .join(Entry, Entry.revision == RowImage.revision)
        .where(Entry.at >= begin, Entry.at < until, RowImage.table.in_(list(_CHANGING)))
    )
    found: set[int] = set()
    silent: dict[str, set[int]] = {}  # rows of which the entry changed other columns
    for table, key, before, after in reader.rows(images):
        for row in (before or {}, after or {}):
            known: dict[str, Any] = {**row, "id": key}
            found |= {known[name] for name in _CHANGING[table] if known.get(name) is not None}
            if not set(_CHANGING[table]) <= set(known):
                silent.setdefault(table, set()).add(key)
    for kind in (Code, Membership, Property, ParadigmPlacement, Relation):
        table = kind.__tablename__
        columns = [getattr(kind, name) for name in _CHANGING[table]]
        rows = select(*columns).where(kind.id.in_(silent.get(table, ())))
        found |= {key for row in reader.rows(rows) for key in row if key is not None}
    return found
