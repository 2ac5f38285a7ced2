"""What leads to the core: judged criteria, and the log of theoretical sampling."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gtcoder.model.base import Journaled, UtcTime, now, ref

_TOUCHED = ("code_id", "document_id", "participant_id")
_ONE_TOUCHED = " + ".join(f"CASE WHEN {c} IS NULL THEN 0 ELSE 1 END" for c in _TOUCHED)


class CoreJudgement(Journaled):
    """How far a category meets one criterion of a core category, 0 (not) to 4 (wholly), and why."""

    __tablename__ = "core_judgement"
    __table_args__ = (
        UniqueConstraint("category_id", "criterion"),
        CheckConstraint("score BETWEEN 0 AND 4", name="score"),
    )

    category_id: Mapped[int] = ref("code.id")
    criterion: Mapped[str]
    score: Mapped[int]
    memo: Mapped[str] = mapped_column(Text, default="")
    coder_id: Mapped[int] = ref("coder.id")
    changed_at: Mapped[datetime] = mapped_column(UtcTime, default=now)


class SamplingDecision(Journaled):
    """A step of theoretical sampling: the gap seen, what was decided, whom or what was sampled."""

    __tablename__ = "sampling_decision"

    gap: Mapped[str] = mapped_column(Text)
    decision: Mapped[str] = mapped_column(Text)
    sampled: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str] = mapped_column(Text, default="")
    decided_on: Mapped[date] = mapped_column(Date)
    coder_id: Mapped[int] = ref("coder.id")
    created_at: Mapped[datetime] = mapped_column(UtcTime, default=now)


class SamplingLink(Journaled):
    """A document or participant that was sampled, or a category that changed through it."""

    __tablename__ = "sampling_link"
    __table_args__ = (CheckConstraint(f"{_ONE_TOUCHED} = 1", name="one_target"),)

    decision_id: Mapped[int] = ref("sampling_decision.id", index=True)
    code_id: Mapped[int | None] = ref("code.id", nullable=True)
    document_id: Mapped[int | None] = ref("document.id", nullable=True)
    participant_id: Mapped[int | None] = ref("participant.id", nullable=True)
