"""What a reader leaves beside a text: bookmarks, and passages held against one another."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gtcoder.model.base import Journaled, UtcTime, now, ref


class Bookmark(Journaled):
    """A place `[start, end)` of a text that a coder wants to find again."""

    __tablename__ = "bookmark"
    __table_args__ = (CheckConstraint('"start" >= 0 AND "end" >= "start"', name="span"),)

    document_id: Mapped[int] = ref("document.id", index=True)
    start: Mapped[int]
    end: Mapped[int]
    name: Mapped[str] = mapped_column(default="")
    coder_id: Mapped[int] = ref("coder.id")
    created_at: Mapped[datetime] = mapped_column(UtcTime, default=now)


class Comparison(Journaled):
    """What came of holding a passage of a code against an earlier one (see `ComparisonVerdict`).

    Constant comparison: Glaser & Strauss (1967), ch. V. `note` says what was seen. Each coder has a
    verdict of their own.
    """

    __tablename__ = "comparison"
    __table_args__ = (
        UniqueConstraint("code_id", "quotation_id", "other_id", "coder_id"),
        CheckConstraint("quotation_id <> other_id", name="two_passages"),
    )

    code_id: Mapped[int] = ref("code.id")
    quotation_id: Mapped[int] = ref("quotation.id", index=True)
    other_id: Mapped[int] = ref("quotation.id", index=True)
    verdict: Mapped[str]
    note: Mapped[str] = mapped_column(Text, default="")
    coder_id: Mapped[int] = ref("coder.id")
    created_at: Mapped[datetime] = mapped_column(UtcTime, default=now)
