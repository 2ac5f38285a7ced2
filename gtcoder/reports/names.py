"""The columns of code tables by name: documents and participants, in the order they came."""

from __future__ import annotations

from sqlalchemy import select

from gtcoder.model.transcripts import Document, Participant
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import DocumentId, ParticipantId


def document_names(reader: Reader) -> dict[DocumentId, str]:
    """Return the documents' names, in the order the documents came."""
    rows = reader.rows(select(Document.id, Document.name).order_by(Document.id))
    return {DocumentId(row.id): row.name for row in rows}


def participant_names(reader: Reader) -> dict[ParticipantId, str]:
    """Return the participants' names, in the order the participants came."""
    rows = reader.rows(select(Participant.id, Participant.name).order_by(Participant.id))
    return {ParticipantId(row.id): row.name for row in rows}
