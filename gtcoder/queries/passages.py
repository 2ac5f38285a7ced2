"""Documents, their texts and turns, and the codings in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from gtcoder.errors import NotFound
from gtcoder.model.codebook import Coding
from gtcoder.model.team import Coder, Round
from gtcoder.model.transcripts import (
    Document,
    Participant,
    Quotation,
    Speaker,
    TextBody,
    TextVersion,
    Turn,
)
from gtcoder.queries.codebook import codes, nearest
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import (
    CodeId,
    CoderId,
    CodingId,
    CodingOrigin,
    DocumentId,
    ParticipantId,
    QuotationId,
    RoundId,
    SpeakerRole,
)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document with the length and hash of its frozen text and what hangs on it."""

    id: DocumentId
    guid: str
    name: str
    characters: int
    turns: int
    codings: int
    version: int
    sha256: str
    participant: ParticipantId | None


@dataclass(frozen=True, slots=True)
class TurnRow:
    """One turn: `[start, end)`, the speech from `body` on, who speaks and in which role.

    `begins` and `ends` are its times in the recording in milliseconds, where they are known.
    """

    start: int
    end: int
    body: int
    speaker: str | None
    role: SpeakerRole | None
    participant: str | None
    begins: int | None = None
    ends: int | None = None


@dataclass(frozen=True, slots=True)
class CodingRow:
    """One coding with the words it stands on; `applied` is the code it was made with, `at` when.

    `weight` says how strongly it speaks of the code, 0 to 100; None where nobody said.
    """

    id: CodingId
    quotation: QuotationId
    document: str
    start: int
    end: int
    code: tuple[str, ...]
    code_id: CodeId
    coder: str
    round: str
    origin: str
    text: str
    applied: tuple[str, ...]
    at: datetime
    weight: int | None


def documents(reader: Reader) -> tuple[DocumentRow, ...]:
    """Return the documents in the order they came; codings of coders the viewer may see."""
    turns = _counts(reader, select(Turn.document_id, func.count()).group_by(Turn.document_id))
    coded = select(Quotation.document_id, func.count(Coding.id)).join(
        Coding, Coding.quotation_id == Quotation.id
    )
    coded = coded.where(Coding.origin != CodingOrigin.CONSENSUS)
    codings = _counts(reader, coded.group_by(Quotation.document_id))
    rows = reader.rows(
        select(
            Document.id,
            Document.guid,
            Document.name,
            TextVersion.characters,
            TextVersion.number,
            TextVersion.sha256,
            Document.participant_id,
        )
        .join(TextVersion, TextVersion.id == Document.version_id)
        .order_by(Document.id)
    )
    return tuple(
        DocumentRow(
            DocumentId(row.id),
            row.guid.hex(),
            row.name,
            row.characters,
            turns.get(row.id, 0),
            codings.get(row.id, 0),
            row.number,
            row.sha256,
            None if row.participant_id is None else ParticipantId(row.participant_id),
        )
        for row in rows
    )


def find_document(reader: Reader, name: str) -> DocumentId:
    """Return the document of that name (with or without its file ending), or refuse."""
    names = {row.name: row.id for row in reader.rows(select(Document.name, Document.id))}
    for candidate in (name, name.rpartition(".")[0]):
        if candidate in names:
            return DocumentId(names[candidate])
    raise NotFound(
        "There is no document “{name}”. Nearest: {near}.", name=name, near=nearest(name, names)
    )


def text(reader: Reader, document: DocumentId) -> str:
    """Return the frozen text of a document."""
    body = (
        select(TextBody.text)
        .join(TextVersion, TextVersion.sha256 == TextBody.sha256)
        .join(Document, Document.version_id == TextVersion.id)
        .where(Document.id == document)
    )
    return str(reader.session.scalars(body).one())


def texts(reader: Reader) -> dict[DocumentId, str]:
    """Return the frozen texts of all documents."""
    bodies = (
        select(Document.id, TextBody.text)
        .join(TextVersion, Document.version_id == TextVersion.id)
        .join(TextBody, TextVersion.sha256 == TextBody.sha256)
    )
    return {DocumentId(row.id): row.text for row in reader.rows(bodies)}


def turns(reader: Reader, document: DocumentId) -> tuple[TurnRow, ...]:
    """Return the turns of a document in their order."""
    rows = (
        select(
            Turn.start,
            Turn.end,
            Turn.body,
            Speaker.label,
            Speaker.role,
            Participant.name,
            Turn.begins,
            Turn.ends,
        )
        .outerjoin(Speaker, Speaker.id == Turn.speaker_id)
        .outerjoin(Participant, Participant.id == Speaker.participant_id)
        .where(Turn.document_id == document)
        .order_by(Turn.start)
    )
    return tuple(
        TurnRow(
            start, end, body, label, None if role is None else SpeakerRole(role), person, *times
        )
        for start, end, body, label, role, person, *times in reader.rows(rows)
    )


def codings(
    reader: Reader,
    *,
    document: DocumentId | None = None,
    code: CodeId | None = None,
    coder: CoderId | None = None,
    round: RoundId | None = None,
) -> tuple[CodingRow, ...]:
    """Return codings with their words, in the text's order, narrowed by what is named."""
    statement = _coding_rows()
    for column, value in (
        (Quotation.document_id, document),
        (Coding.code_id, code),
        (Coding.coder_id, coder),
        (Coding.round_id, round),
    ):
        if value is not None:
            statement = statement.where(column == value)
    rows = reader.rows(statement)
    paths = {row.id: row.path for row in codes(reader, retired=True)}
    words = {key: text(reader, key) for key in {row.document_id for row in rows}}
    return tuple(
        CodingRow(
            CodingId(row.id),
            QuotationId(row.quotation_id),
            row.name,
            row.start,
            row.end,
            paths[row.code_id],
            CodeId(row.code_id),
            row.coder,
            row.round,
            row.origin,
            words[row.document_id][row.start : row.end],
            paths[row.origin_code_id],
            row.created_at,
            row.weight,
        )
        for row in rows
    )


def _coding_rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Coding.id,
            Coding.quotation_id,
            Quotation.document_id,
            Document.name,
            Quotation.start,
            Quotation.end,
            Coding.code_id,
            Coder.name.label("coder"),
            Round.name.label("round"),
            Coding.origin,
            Coding.origin_code_id,
            Coding.created_at,
            Coding.weight,
        )
        .join(Quotation, Quotation.id == Coding.quotation_id)
        .join(Document, Document.id == Quotation.document_id)
        .join(Coder, Coder.id == Coding.coder_id)
        .join(Round, Round.id == Coding.round_id)
        .order_by(Document.id, Quotation.start, Quotation.end, Coding.id)
    )


def _counts(reader: Reader, statement: Select[int, int]) -> dict[int, int]:
    rows = reader.rows(statement)
    return {row[0]: row[1] for row in rows}
