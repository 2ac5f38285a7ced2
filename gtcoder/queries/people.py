"""Who codes and who speaks: coders, rounds, assignments, participants, speakers, variables."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from gtcoder.errors import NotFound
from gtcoder.model.team import Assignment, Coder, GivenSegment, Round
from gtcoder.model.transcripts import (
    Document,
    Participant,
    Quotation,
    Speaker,
    Turn,
    Variable,
    VariableValue,
)
from gtcoder.queries.codebook import nearest
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import (
    AssignmentState,
    CoderId,
    CoderRole,
    DocumentId,
    ParticipantId,
    RoundId,
    RoundKind,
    SpeakerId,
    VariableScope,
)


@dataclass(frozen=True, slots=True)
class CoderRow:
    """A coder and role."""

    id: CoderId
    name: str
    role: CoderRole


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round of coding."""

    id: RoundId
    name: str
    kind: str
    opened_at: datetime
    closed_at: datetime | None
    unblinded_at: datetime | None = None
    blind: bool = False
    of: RoundId | None = None
    segments: str = ""
    sample: dict[str, Any] = field(default_factory=dict)
    note: str = ""

    @property
    def is_blind(self) -> bool:
        """Whether it is blind now: coders see their own work only."""
        return self.blind and self.closed_at is None and self.unblinded_at is None


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """How far a coder says to be with a document in a round."""

    coder: CoderId
    document: DocumentId
    round: RoundId
    state: AssignmentState


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A speaker label of one document; `participant` is the name of the person, if tied."""

    id: SpeakerId
    document: str
    label: str
    role: str
    participant: str | None
    turns: int


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """A person interviewed: the documents they speak in, how many turns, and variables."""

    id: ParticipantId
    name: str
    documents: tuple[str, ...]
    turns: int
    variables: dict[str, str]


def coders(reader: Reader) -> tuple[CoderRow, ...]:
    """Return the coders in the order they came."""
    rows = reader.rows(select(Coder.id, Coder.name, Coder.role).order_by(Coder.id))
    return tuple(CoderRow(CoderId(row.id), row.name, CoderRole(row.role)) for row in rows)


def find_coder(reader: Reader, name: str) -> CoderRow:
    """Return the coder of that name, or refuse with the nearest."""
    every = coders(reader)
    for coder in every:
        if coder.name == name:
            return coder
    raise NotFound(
        "The study knows no coder “{name}”. Nearest: {near}.",
        name=name,
        near=nearest(name, (coder.name for coder in every)),
    )


def rounds(reader: Reader) -> tuple[RoundRow, ...]:
    """Return the rounds in the order they were opened."""
    rows = reader.rows(
        select(
            Round.id,
            Round.name,
            Round.kind,
            Round.opened_at,
            Round.closed_at,
            Round.unblinded_at,
            Round.blind,
            Round.of_id,
            Round.segments,
            Round.sample,
            Round.note,
        ).order_by(Round.id)
    )
    return tuple(RoundRow(RoundId(row[0]), *row[1:]) for row in rows)


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """A passage that a round hands out to be coded."""

    round: str
    document: str
    document_id: DocumentId
    start: int
    end: int


def given_segments(
    reader: Reader, *, round: RoundId | None = None, document: DocumentId | None = None
) -> tuple[SegmentRow, ...]:
    """Return the passages that rounds hand out, in the texts' order."""
    rows = (
        select(Round.name, Document.name, Document.id, GivenSegment.start, GivenSegment.end)
        .join(Round, Round.id == GivenSegment.round_id)
        .join(Document, Document.id == GivenSegment.document_id)
        .order_by(Round.id, Document.id, GivenSegment.start, GivenSegment.end)
    )
    if round is not None:
        rows = rows.where(GivenSegment.round_id == round)
    if document is not None:
        rows = rows.where(GivenSegment.document_id == document)
    return tuple(
        SegmentRow(name, text, DocumentId(key), start, end)
        for name, text, key, start, end in reader.rows(rows)
    )


def strata(reader: Reader, variable: str = "", round: RoundRow | None = None) -> dict[str, str]:
    """Return each document's stratum by its name: a variable's value, empty where it has none.

    Of a round of given segments only documents that have some.
    """
    every = select(Document.name, Document.id, Document.participant_id)
    if round is not None and round.segments:
        handed = select(GivenSegment.document_id).where(GivenSegment.round_id == round.id)
        every = every.where(Document.id.in_(handed))
    rows = reader.rows(every)
    values = reader.rows(
        select(VariableValue.document_id, VariableValue.participant_id, VariableValue.value)
        .join(Variable, Variable.id == VariableValue.variable_id)
        .where(Variable.name == variable)
    )
    of_document = {row.document_id: row.value for row in values if row.document_id}
    of_person = {row.participant_id: row.value for row in values if row.participant_id}
    return {
        row.name: str(of_document.get(row.id) or of_person.get(row.participant_id) or "")
        for row in rows
    }


def find_round(reader: Reader, name: str | None) -> RoundRow:
    """Return the round of that name, number, or the first one for None."""
    every = rounds(reader)
    for number, row in enumerate(every, 1):
        if name is None or name in (row.name, str(number)):
            return row
    raise NotFound(
        "There is no round “{name}”. Rounds: {known}.",
        name=name or "",
        known="; ".join(row.name for row in every),
    )


def round_to_compare(reader: Reader) -> RoundRow:
    """Return the first round of which two coders finished the same document, else the first."""
    done = Counter(
        (row.round, row.document)
        for row in assignments(reader)
        if row.state is AssignmentState.FINISHED
    )
    able = {in_round for (in_round, _), count in done.items() if count > 1}
    return next((row for row in rounds(reader) if row.id in able), None) or find_round(reader, None)


def open_round(reader: Reader) -> RoundRow | None:
    """Return the round that codings go to now: the newest open one; None when all are closed.

    Verbs choose it by the same rule; nobody codes in a consensus round unless it is named.
    """
    for row in reversed(rounds(reader)):
        if row.closed_at is None and row.kind != RoundKind.CONSENSUS:
            return row
    return None


def assignments_of(reader: Reader, document: DocumentId) -> tuple[AssignmentRow, ...]:
    """Return what coders said of their work on one document, in all rounds."""
    return tuple(row for row in assignments(reader) if row.document == document)


def my_assignment(reader: Reader, document: DocumentId) -> AssignmentState | None:
    """Return how far the viewer is with a document in the round that is coded in, if said."""
    current = open_round(reader)
    for row in assignments_of(reader, document):
        if current is not None and (row.coder, row.round) == (reader.viewer, current.id):
            return row.state
    return None


def assignments(reader: Reader) -> tuple[AssignmentRow, ...]:
    """Return who is to code what, and what they said of it, in the order it was given out.

    In a blind round nobody sees how far colleagues are: theirs are assigned and no more.
    """
    rows = reader.rows(
        select(
            Assignment.coder_id, Assignment.document_id, Assignment.round_id, Assignment.state
        ).order_by(Assignment.id)
    )
    found: dict[tuple[int, int, int], AssignmentState] = {}
    for coder, document, in_round, state in rows:
        key = (coder, document, in_round)
        if found.setdefault(key, AssignmentState.ASSIGNED) is AssignmentState.ASSIGNED:
            found[key] = AssignmentState(state)
        if not reader.sees_word_of(coder, in_round):
            found[key] = AssignmentState.ASSIGNED
    return tuple(
        AssignmentRow(CoderId(coder), DocumentId(document), RoundId(in_round), state)
        for (coder, document, in_round), state in found.items()
    )


def unfinished(reader: Reader, round: RoundId) -> tuple[tuple[str, str], ...]:
    """Return document and coder where a round was given out or coded in, and not finished.

    A consensus is nobody's to finish. As far as the viewer sees: of colleagues in a blind round
    nothing is known.
    """
    coded = (
        select(Quotation.coder_id, Quotation.document_id)
        .join(Round, Round.id == Quotation.round_id)
        .where(Round.id == round, Round.kind != RoundKind.CONSENSUS)
    )
    said = {
        (row.coder, row.document): row.state for row in assignments(reader) if row.round == round
    }
    asked = {*said, *((row[0], row[1]) for row in reader.rows(coded.distinct()))}
    who = {coder.id: coder.name for coder in coders(reader)}
    names = {row[0]: row[1] for row in reader.rows(select(Document.id, Document.name))}
    return tuple(
        (names[document], who[coder])
        for coder, document in sorted(asked, key=lambda pair: (pair[1], pair[0]))
        if said.get((coder, document)) is not AssignmentState.FINISHED
        and reader.sees_word_of(coder, round)
    )


def speakers(reader: Reader) -> tuple[SpeakerRow, ...]:
    """Return the speaker labels, document by document, with how many turns each has."""
    turns = dict(
        reader.session.execute(
            select(Turn.speaker_id, func.count()).group_by(Turn.speaker_id)
        ).all()
    )
    rows = (
        select(Speaker.id, Document.name, Speaker.label, Speaker.role, Participant.name)
        .join(Document, Document.id == Speaker.document_id)
        .outerjoin(Participant, Participant.id == Speaker.participant_id)
        .order_by(Document.id, Speaker.id)
    )
    return tuple(
        SpeakerRow(SpeakerId(key), document, label, role, participant, turns.get(key, 0))
        for key, document, label, role, participant in reader.rows(rows)
    )


def participants(reader: Reader) -> tuple[ParticipantRow, ...]:
    """Return the participants by name order of entry, with documents, turns and variables."""
    documents: dict[int, dict[str, None]] = {}
    turns: dict[int, int] = {}
    spoken = (
        select(Speaker.participant_id, Document.name, func.count(Turn.id))
        .join(Document, Document.id == Speaker.document_id)
        .outerjoin(Turn, Turn.speaker_id == Speaker.id)
        .where(Speaker.participant_id.is_not(None))
        .group_by(Speaker.participant_id, Document.name, Document.id)
        .order_by(Document.id)
    )
    for person, document, count in reader.rows(spoken):
        documents.setdefault(person, {})[document] = None
        turns[person] = turns.get(person, 0) + count
    alone = select(Document.participant_id, Document.name).where(
        Document.participant_id.is_not(None)
    )
    for person, document in reader.rows(alone.order_by(Document.id)):
        documents.setdefault(person, {})[document] = None
    values = variables(reader, VariableScope.PARTICIPANT)
    rows = reader.rows(select(Participant.id, Participant.name).order_by(Participant.id))
    return tuple(
        ParticipantRow(
            ParticipantId(row.id),
            row.name,
            tuple(documents.get(row.id, ())),
            turns.get(row.id, 0),
            values.get(row.id, {}),
        )
        for row in rows
    )


def variables(reader: Reader, scope: VariableScope) -> dict[int, dict[str, str]]:
    """Return the variables of documents or of participants: key → name → value."""
    owner = (
        VariableValue.document_id
        if scope is VariableScope.DOCUMENT
        else VariableValue.participant_id
    )
    rows = (
        select(owner, Variable.name, VariableValue.value)
        .join(Variable, Variable.id == VariableValue.variable_id)
        .where(Variable.scope == scope, owner.is_not(None))
        .order_by(Variable.id)
    )
    found: dict[int, dict[str, str]] = {}
    for key, name, value in reader.rows(rows):
        found.setdefault(key, {})[name] = value
    return found
