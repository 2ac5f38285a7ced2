"""The study itself and the labels on its revisions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from gtcoder.model.base import EntryNumber, Guid, Journaled, UtcTime, now, ref


class Project(Journaled):
    """The one row of a study; `revision` and `counters` are the store's own and not journaled."""

    __tablename__ = "project"

    title: Mapped[str]
    settings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcTime, default=now)
    revision: Mapped[int] = mapped_column(EntryNumber, default=0, info={"journaled": False})
    counters: Mapped[dict[str, int]] = mapped_column(JSON, default=dict, info={"journaled": False})


class Label(Journaled):
    """A name for a revision of the whole study, held by the guid of the entry it stands after."""

    __tablename__ = "label"

    name: Mapped[str] = mapped_column(unique=True)
    entry_guid: Mapped[bytes] = mapped_column(Guid)
    coder_id: Mapped[int] = ref("coder.id")
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(UtcTime, default=now)
