"""Interview protocols as instruments: items, experts, what these said, and what followed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gtcoder.model.base import Journaled, UtcTime, now, ref


class Instrument(Journaled):
    """An interview protocol or questionnaire whose content experts judge."""

    __tablename__ = "instrument"

    name: Mapped[str] = mapped_column(unique=True)
    note: Mapped[str] = mapped_column(Text, default="")


class InstrumentItem(Journaled):
    """One question or statement of an instrument; a dropped one keeps its ratings."""

    __tablename__ = "instrument_item"

    instrument_id: Mapped[int] = ref("instrument.id", index=True)
    text: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(default=0)
    dropped: Mapped[bool] = mapped_column(default=False)


class Expert(Journaled):
    """A judge of an instrument: by name or pseudonym, with what makes them an expert."""

    __tablename__ = "expert"
    __table_args__ = (UniqueConstraint("instrument_id", "name"),)

    instrument_id: Mapped[int] = ref("instrument.id")
    name: Mapped[str]
    note: Mapped[str] = mapped_column(Text, default="")


class ItemRating(Journaled):
    """What one expert said of one item on one scale; no value where only a comment was made."""

    __tablename__ = "item_rating"
    __table_args__ = (
        UniqueConstraint("item_id", "expert_id", "scale"),
        CheckConstraint("value IS NULL OR value BETWEEN 1 AND 5", name="value"),
    )

    item_id: Mapped[int] = ref("instrument_item.id")
    expert_id: Mapped[int] = ref("expert.id", index=True)
    scale: Mapped[str]
    value: Mapped[int | None]
    comment: Mapped[str] = mapped_column(Text, default="")


class ItemDecision(Journaled):
    """What was done to an item after the experts had spoken (kept, reworded, dropped), and why."""

    __tablename__ = "item_decision"

    item_id: Mapped[int] = ref("instrument_item.id", index=True)
    change: Mapped[str]
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    coder_id: Mapped[int] = ref("coder.id")
    created_at: Mapped[datetime] = mapped_column(UtcTime, default=now)
