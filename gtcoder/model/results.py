"""Results a coder chose to keep in the study."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from gtcoder.model.base import Guid, Journaled, UtcTime, now, ref


class SavedResult(Journaled):
    """A computed result with all it depended on; `entry_guid` names the study's revision."""

    __tablename__ = "saved_result"

    name: Mapped[str]
    kind: Mapped[str]
    options: Mapped[dict[str, Any]] = mapped_column(JSON)
    record: Mapped[dict[str, Any]] = mapped_column(JSON)
    entry_guid: Mapped[bytes] = mapped_column(Guid)
    program: Mapped[str]
    coder_id: Mapped[int] = ref("coder.id")
    created_at: Mapped[datetime] = mapped_column(UtcTime, default=now)
