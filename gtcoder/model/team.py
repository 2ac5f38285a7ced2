"""Coders, rounds and assignments."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gtcoder.model.base import Journaled, UtcTime, now, ref


class Coder(Journaled):
    """A person who codes, leads or looks on."""

    __tablename__ = "coder"

    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]


class Round(Journaled):
    """One pass of coding, bound to the codebook as it stood when the round was opened.

    `of_id` is the round that this one repeats (recode) or settles (consensus). `sample` says how
    its documents were drawn, empty where they were chosen by hand; `segments` where its given
    segments come from (“turns” or “quotations”), empty where coders choose their own. In a `blind`
    one, of whatever kind, coders see only their own work until it is closed or unblinded.
    """

    __tablename__ = "round"

    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    opened_at: Mapped[datetime] = mapped_column(UtcTime, default=now)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    unblinded_at: Mapped[datetime | None] = mapped_column(UtcTime)
    of_id: Mapped[int | None] = ref("round.id", nullable=True)
    note: Mapped[str] = mapped_column(Text, default="")
    sample: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    segments: Mapped[str] = mapped_column(default="")
    blind: Mapped[bool] = mapped_column(default=False)


class Assignment(Journaled):
    """One coder, one document, one round, and how far the coder says to be.

    A document that a coder took up alone in a blind round and that was then given to them, by who
    could not know, stands twice: what the coder said holds.
    """

    __tablename__ = "assignment"

    coder_id: Mapped[int] = ref("coder.id")
    document_id: Mapped[int] = ref("document.id", index=True)
    round_id: Mapped[int] = ref("round.id")
    state: Mapped[str]
    finished_at: Mapped[datetime | None] = mapped_column(UtcTime)


class GivenSegment(Journaled):
    """A stretch of text that every coder of a round is to code, its codes hidden."""

    __tablename__ = "given_segment"
    __table_args__ = (
        UniqueConstraint("round_id", "document_id", "start", "end"),
        CheckConstraint('"start" >= 0 AND "end" > "start"', name="span"),
    )

    round_id: Mapped[int] = ref("round.id")
    document_id: Mapped[int] = ref("document.id", index=True)
    start: Mapped[int]
    end: Mapped[int]


class Decision(Journaled):
    """A disagreement of a round that was talked over: what holds, and why.

    `code_id` is the code it was about, or the third one that was chosen. `said` is what each coder
    had coded when it was decided: [coder, code, start, end]; `stands` what holds since: [code,
    start, end]. Those codings stand in the consensus round; those of the coders stay as they are.
    """

    __tablename__ = "decision"
    __table_args__ = (CheckConstraint('"start" >= 0 AND "end" > "start"', name="span"),)

    round_id: Mapped[int] = ref("round.id")
    document_id: Mapped[int] = ref("document.id", index=True)
    start: Mapped[int]
    end: Mapped[int]
    kind: Mapped[str]
    verdict: Mapped[str]
    code_id: Mapped[int | None] = ref("code.id", nullable=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    rule: Mapped[str] = mapped_column(Text, default="")
    said: Mapped[list[list[int]]] = mapped_column(JSON, default=list)
    stands: Mapped[list[list[int]]] = mapped_column(JSON, default=list)
    coder_id: Mapped[int] = ref("coder.id")
    created_at: Mapped[datetime] = mapped_column(UtcTime, default=now)
