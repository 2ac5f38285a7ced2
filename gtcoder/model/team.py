"""Coders, rounds and assignments."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gtcoder.model.base import Journaled, UtcTime, now, ref


class Coder(Journaled):
    """A person who codes, leads or looks on."""

    __tablename__ = "coder"

    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]


class Round(Journaled):
    """One pass of coding, bound to the codebook as it stood when the round was opened."""

    __tablename__ = "round"

    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    opened_at: Mapped[datetime] = mapped_column(UtcTime, default=now)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    unblinded_at: Mapped[datetime | None] = mapped_column(UtcTime)


class Assignment(Journaled):
    """One coder, one document, one round, and how far the coder says to be."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("coder_id", "document_id", "round_id"),)

    coder_id: Mapped[int] = ref("coder.id")
    document_id: Mapped[int] = ref("document.id", index=True)
    round_id: Mapped[int] = ref("round.id")
    state: Mapped[str]
    finished_at: Mapped[datetime | None] = mapped_column(UtcTime)
