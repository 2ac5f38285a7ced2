"""Bringing a round into a study as another one had it: its facts as said, none inferred."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from gtcoder.actions.rules import (
    clean_name,
    random_guids,
    refuse_taken,
    refuse_while_blind,
    usable_code,
)
from gtcoder.errors import InvalidInput
from gtcoder.model.base import now
from gtcoder.model.team import Coder, GivenSegment, Round
from gtcoder.model.transcripts import Document, TextVersion
from gtcoder.plan_rounds import Moment, RoundFacts
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import CodeId, CoderId, DocumentId, RoundId, Span

Proposal = tuple[CodeId, CoderId]


@action("team.bring_round", lead=True)
def bring_round(
    unit: Unit,
    *,
    brought: RoundFacts,
    of: RoundId | None = None,
    places: Sequence[tuple[DocumentId, Span]] = (),
    proposals: Sequence[Proposal] = (),
    into: RoundId | None = None,
) -> RoundId:
    """Bring in a round as it was elsewhere, or give those facts to a round that is there (into).

    Nothing follows of itself: what it handed out (`places`), how it was drawn and what was proposed
    in it is what is named; a moment that is only said to have been is now. To be coded in, a round
    is brought in open and seen by all, and ended once its work is in.
    """
    refuse_while_blind(unit, "bring in a round")
    name = clean_name(brought.name, "round")
    record = None if into is None else unit.find(Round, into, "round")
    if record is None or record.name != name:
        refuse_taken(unit, Round.name, name, "round")
    if record is None:
        record = unit.make(Round(name=name, kind=brought.kind))
    if of is not None:
        unit.find(Round, of, "round")
    record.name, record.kind, record.of_id = name, brought.kind, of
    record.blind, record.note, record.sample = brought.blind, brought.note, dict(brought.sample)
    record.segments = "" if brought.segments is None else str(brought.segments)
    record.opened_at = _moment(brought.opened) or record.opened_at or now()
    record.unblinded_at, record.closed_at = _moment(brought.unblinded), _moment(brought.closed)
    unit.tell(round=name)
    _hand_out(unit, record, places)
    _propose(unit, record, proposals)
    return RoundId(record.id)


def _moment(said: Moment) -> datetime | None:
    return (now() if said else None) if isinstance(said, bool) else said


def _hand_out(unit: Unit, record: Round, places: Iterable[tuple[DocumentId, Span]]) -> None:
    there = select(GivenSegment.document_id, GivenSegment.start, GivenSegment.end)
    known = {tuple(row) for row in unit.execute(there.filter_by(round_id=record.id))}
    named = {(int(document), span.start, span.end) for document, span in places}
    new = sorted(named - known)
    if not new:
        return
    _refuse_beyond(unit, new)
    unit.flush()
    document, start, end = (list(column) for column in zip(*new, strict=True))
    columns: dict[str, Sequence[Any]] = {"document_id": document, "start": start, "end": end}
    columns |= {"guid": random_guids(len(new)), "round_id": [record.id] * len(new)}
    unit.bulk_insert(GivenSegment, columns)
    unit.tell(segments=len(new))


def _refuse_beyond(unit: Unit, places: Iterable[tuple[int, int, int]]) -> None:
    rows = select(Document.id, TextVersion.characters).join(
        TextVersion, TextVersion.id == Document.version_id
    )
    lengths = {row[0]: row[1] for row in unit.execute(rows)}
    for document, start, end in places:
        if not 0 <= start < end <= lengths.get(document, 0):
            raise InvalidInput(
                "The stretch {start}:{end} does not lie in document {document}. Nothing was "
                "changed.",
                start=start,
                end=end,
                document=document,
            )


def _propose(unit: Unit, record: Round, proposals: Iterable[Proposal]) -> None:
    """Let codes stand as proposals that a coder made in this round."""
    for code, coder in proposals:
        proposed = usable_code(unit, code)
        proposed.proposed_in_id = record.id
        proposed.proposed_by_id = unit.find(Coder, coder, "coder").id
