"""Who codes and who speaks: coders, rounds, assignments, participants, speakers, variables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from gtcoder.errors import NotFound
from gtcoder.model.team import Assignment, Coder, Round
from gtcoder.model.transcripts import Document, Participant, Speaker, Turn, Variable, VariableValue
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
            Round.id, Round.name, Round.kind, Round.opened_at, Round.closed_at, Round.unblinded_at
        ).order_by(Round.id)
    )
    return tuple(RoundRow(RoundId(row[0]), *row[1:]) for row in rows)


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
    """Return what coders said of their work, document by document."""
    rows = reader.rows(
        select(
            Assignment.coder_id, Assignment.document_id, Assignment.round_id, Assignment.state
        ).order_by(Assignment.id)
    )
    return tuple(
        AssignmentRow(CoderId(c), DocumentId(d), RoundId(r), AssignmentState(s))
        for c, d, r, s in rows
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
