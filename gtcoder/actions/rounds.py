"""Rounds of coding: opening one of any kind, its given segments, closing it, unblinding it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from gtcoder.actions.rules import (
    clean_name,
    open_round,
    random_guids,
    refuse_taken,
    refuse_while_blind,
)
from gtcoder.errors import InvalidInput
from gtcoder.model.base import now
from gtcoder.model.codebook import Coding
from gtcoder.model.team import Assignment, GivenSegment, Round
from gtcoder.model.transcripts import Document, Quotation, Speaker, Turn
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import (
    AssignmentState,
    CoderId,
    DocumentId,
    RoundId,
    RoundKind,
    SegmentSource,
    Span,
    SpeakerRole,
)

_Place = tuple[int, int, int]


@action("team.open_round")
def open_new_round(
    unit: Unit,
    *,
    name: str,
    kind: RoundKind = RoundKind.OPEN,
    blind: bool = False,
    of: RoundId | None = None,
    segments: SegmentSource | None = None,
    by: CoderId | None = None,
    documents: Sequence[DocumentId] = (),
    note: str = "",
) -> RoundId:
    """Open a round; from then on coders code in it. A blind one takes a lead.

    Blindness goes with any kind but consensus; a round of kind blind is always blind, and one is
    open at a time. A recode round repeats the round `of`: who finished documents in it is given
    them again, without seeing what they coded. A round of given segments hands out turns (all,
    unless said otherwise), or the passages that `by` coded in `of`.
    """
    name = clean_name(name, "round")
    refuse_taken(unit, Round.name, name, "round")
    blind = blind or kind is RoundKind.BLIND
    if blind:
        _may_be_blind(unit, kind)
    former = None if of is None else unit.find(Round, of, "round")
    if kind is RoundKind.GIVEN_SEGMENTS and segments is None:
        segments = SegmentSource.TURNS
    _check_choices(kind, former, segments, by)
    unit.tell(round=name)
    record = unit.make(
        Round(name=name, kind=kind, blind=blind, of_id=of, note=note.strip(),
              segments="" if segments is None else str(segments))
    )  # fmt: skip
    if segments is not None:
        _hand_out(unit, record, _places(unit, segments, former, by), documents)
    if kind is RoundKind.RECODE and former is not None:
        _give_again(unit, record, former, documents)
    return RoundId(record.id)


def _may_be_blind(unit: Unit, kind: RoundKind) -> None:
    unit.require_lead("open a blind round")
    refuse_while_blind(unit, "open a second blind round")
    if kind is RoundKind.CONSENSUS:
        raise InvalidInput(
            "A consensus round holds what was talked over, so it cannot be blind. Nothing was "
            "changed."
        )


def _check_choices(
    kind: RoundKind, former: Round | None, segments: SegmentSource | None, by: CoderId | None
) -> None:
    if kind is not RoundKind.GIVEN_SEGMENTS and segments is not None:
        raise InvalidInput(
            "Only a round of given segments hands out passages. Nothing was changed; open one of "
            "that kind."
        )
    if (segments is SegmentSource.QUOTATIONS) != (by is not None):
        raise InvalidInput(
            "Quotations to be coded are those of one coder in one round, turns are nobody's. "
            "Nothing was changed; name the coder (by) and the round (of) with quotations."
        )
    if by is not None and former is None:
        raise InvalidInput(
            "Say from which round the quotations are taken (of). Nothing was changed."
        )


def _places(
    unit: Unit, segments: SegmentSource, former: Round | None, by: CoderId | None
) -> list[_Place]:
    """Return document, start and end of the passages of that kind, each once."""
    if former is not None and by is not None:
        coded = (
            select(Quotation.document_id, Quotation.start, Quotation.end)
            .join(Coding, Coding.quotation_id == Quotation.id)
            .where(Quotation.round_id == former.id, Quotation.coder_id == by)
        )
        return sorted({(row[0], row[1], row[2]) for row in unit.execute(coded)})
    turns = select(Turn.document_id, Turn.body, Turn.end).where(Turn.end > Turn.body)
    if segments is SegmentSource.PARTICIPANTS:
        turns = turns.join(Speaker, Speaker.id == Turn.speaker_id).where(
            Speaker.role == SpeakerRole.PARTICIPANT
        )
    return sorted({(row[0], row[1], row[2]) for row in unit.execute(turns)})


def _hand_out(
    unit: Unit, record: Round, places: Sequence[_Place], documents: Sequence[DocumentId]
) -> None:
    chosen = [place for place in places if not documents or place[0] in documents]
    if not chosen:
        raise InvalidInput(
            "There is no such passage to hand out. Nothing was changed; choose other segments, "
            "or import transcripts with speakers."
        )
    unit.flush()
    document, start, end = (list(column) for column in zip(*chosen, strict=True))
    unit.bulk_insert(
        GivenSegment,
        {
            "guid": random_guids(len(chosen)),
            "round_id": [record.id] * len(chosen),
            "document_id": document,
            "start": start,
            "end": end,
        },
    )
    unit.tell(segments=len(chosen))


def _give_again(unit: Unit, record: Round, former: Round, documents: Sequence[DocumentId]) -> None:
    """Assign to each coder what they finished in a round; where nobody said so, what they coded."""
    said = select(Assignment.coder_id, Assignment.document_id).where(
        Assignment.round_id == former.id, Assignment.state == AssignmentState.FINISHED
    )
    marked = select(Quotation.coder_id, Quotation.document_id).where(
        Quotation.round_id == former.id
    )
    pairs = {(row[0], row[1]) for row in unit.execute(said)}
    pairs = pairs or {(row[0], row[1]) for row in unit.execute(marked.distinct())}
    chosen = sorted(pair for pair in pairs if not documents or pair[1] in documents)
    if not chosen:
        raise InvalidInput(
            "Nobody has coded a document in “{round}” that could be coded again. Nothing was "
            "changed.",
            round=former.name,
        )
    for coder, document in chosen:
        keys = {"coder_id": coder, "document_id": document, "round_id": record.id}
        unit.make(Assignment(**keys, state=AssignmentState.ASSIGNED))
    unit.tell(documents=len({document for _, document in chosen}))


@action("team.close_round", lead=True)
def close_round(unit: Unit, *, round: RoundId) -> None:
    """Close a round: nothing more is coded in it, and a blind one becomes visible to all."""
    record = open_round(unit, round)
    record.closed_at = now()
    unit.tell(round=record.name)


@action("team.unblind", lead=True, reason=True)
def unblind(unit: Unit, *, round: RoundId) -> None:
    """Let all coders see a blind round while it stays open."""
    record = open_round(unit, round)
    if not record.blind or record.unblinded_at is not None:
        raise InvalidInput(
            "“{round}” is not blind, so there is nothing to show. Nothing was changed.",
            round=record.name,
        )
    record.unblinded_at = now()
    unit.tell(round=record.name)


def check_given(unit: Unit, round: Round, document: DocumentId, span: Span) -> None:
    """Refuse a stretch that is none of the passages that a round hands out; name the nearest."""
    if not round.segments:
        return
    of_text = select(GivenSegment.start, GivenSegment.end).filter_by(
        round_id=round.id, document_id=document
    )
    every = [Span(row.start, row.end) for row in unit.execute(of_text)]
    if span in every:
        return
    near = min(
        every,
        key=lambda one: (abs(one.start - span.start) + abs(one.end - span.end), one),
        default=None,
    )
    raise InvalidInput(
        "“{round}” hands out the passages to code, and {start}:{end} of “{document}” is none of "
        "them. Nothing was changed; {near}.",
        round=round.name,
        start=span.start,
        end=span.end,
        document=unit.get_one(Document, document).name,
        near="this document has none" if near is None else f"code {near.start}:{near.end} whole",
    )
