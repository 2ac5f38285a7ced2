"""Documents with their frozen texts, participants, speakers, turns, variables and quotations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gtcoder.model.base import Base, EntryNumber, Journaled, UtcTime, now, ref


class TextBody(Base):
    """A frozen text under the SHA-256 of its UTF-8 bytes, written once and never changed.

    Not journaled: the ledger holds the hash, so an interview is stored once, not once more in the
    journal; an import that was taken back can be done again from here.
    """

    __tablename__ = "text_body"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class ErasedText(Base):
    """What is left of a text that was erased for good: its hash, so that the ledger can be proved.

    `revision` is the entry that erased it.
    """

    __tablename__ = "erased_text"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    characters: Mapped[int]
    revision: Mapped[int] = mapped_column(EntryNumber)


class Participant(Journaled):
    """A person interviewed (a case)."""

    __tablename__ = "participant"

    name: Mapped[str] = mapped_column(unique=True)


class Document(Journaled):
    """A transcript; its quotations and turns count in the text of `version_id`."""

    __tablename__ = "document"

    name: Mapped[str] = mapped_column(unique=True)
    version_id: Mapped[int] = ref("text_version.id", in_a_circle=True)
    participant_id: Mapped[int | None] = ref("participant.id", nullable=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime, default=now)


class TextVersion(Journaled):
    """One frozen text of a document and where it came from.

    `edits` lists how it differs from the version before: [start, end, length of the new piece].
    `marks` keeps what its formatting said: [start, end, kind of mark (see `Mark`)].
    """

    __tablename__ = "text_version"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    document_id: Mapped[int] = ref("document.id")
    number: Mapped[int] = mapped_column(default=1)
    sha256: Mapped[str] = mapped_column(String(64))
    characters: Mapped[int]
    source: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    edits: Mapped[list[list[int]] | None] = mapped_column(JSON(none_as_null=True))
    marks: Mapped[list[list[Any]] | None] = mapped_column(JSON(none_as_null=True), default=None)


class Speaker(Journaled):
    """A label inside one document, tied to at most one participant."""

    __tablename__ = "speaker"
    __table_args__ = (UniqueConstraint("document_id", "label"),)

    document_id: Mapped[int] = ref("document.id")
    label: Mapped[str]
    role: Mapped[str]
    participant_id: Mapped[int | None] = ref("participant.id", nullable=True)


class Turn(Journaled):
    """One turn `[start, end)`; the speech begins at `body`.

    `begins` and `ends` are its times in the recording, in milliseconds, where the file gave them.
    """

    __tablename__ = "turn"
    __table_args__ = (Index("ix_turn_document_id_start", "document_id", "start"),)

    document_id: Mapped[int] = ref("document.id")
    start: Mapped[int]
    end: Mapped[int]
    body: Mapped[int]
    speaker_id: Mapped[int | None] = ref("speaker.id", nullable=True)
    begins: Mapped[int | None] = mapped_column(BigInteger, default=None)
    ends: Mapped[int | None] = mapped_column(BigInteger, default=None)


class Variable(Journaled):
    """A named attribute of documents or of participants."""

    __tablename__ = "variable"
    __table_args__ = (UniqueConstraint("name", "scope"),)

    name: Mapped[str]
    scope: Mapped[str]


class VariableValue(Journaled):
    """The value of a variable for one document or one participant, as text."""

    __tablename__ = "variable_value"
    __table_args__ = (
        UniqueConstraint("variable_id", "document_id"),
        UniqueConstraint("variable_id", "participant_id"),
        CheckConstraint("(document_id IS NULL) <> (participant_id IS NULL)", name="one_owner"),
    )

    variable_id: Mapped[int] = ref("variable.id")
    document_id: Mapped[int | None] = ref("document.id", nullable=True)
    participant_id: Mapped[int | None] = ref("participant.id", nullable=True)
    value: Mapped[str] = mapped_column(Text)


class Quotation(Journaled):
    """A span `[start, end)` of a document's text, of one coder in one round."""

    __tablename__ = "quotation"
    __table_args__ = (
        UniqueConstraint("document_id", "start", "end", "coder_id", "round_id"),
        CheckConstraint('"start" >= 0 AND "end" > "start"', name="span"),
    )

    document_id: Mapped[int] = ref("document.id")
    start: Mapped[int]
    end: Mapped[int]
    coder_id: Mapped[int] = ref("coder.id")
    round_id: Mapped[int] = ref("round.id")
