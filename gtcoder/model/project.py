"""The study itself, labels on its revisions, and what came along with a colleague's copy."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from gtcoder.model.base import EntryNumber, Guid, Journaled, UtcTime, now, ref

IMPORT_PROFILES = "import_profiles"  # the setting that holds how files are read, by name


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


class OtherGuid(Journaled):
    """A further identity of a row: the one it has in a copy of the study that came back.

    `kind` names the table, `other` is the identity there, `same_as` the one here.
    """

    __tablename__ = "other_guid"

    kind: Mapped[str]
    other: Mapped[bytes] = mapped_column(Guid, unique=True)
    same_as: Mapped[bytes] = mapped_column(Guid)


class EntryElsewhere(Journaled):
    """An entry of the ledger of a copy that came back, to be read; its guid is that entry's own.

    `coder` is who did it, by name, `number` its number there, and `revision` the entry that brought
    it here. Like the ledger itself it is no
    part of the study's state, and the digest leaves it out.
    """

    __tablename__ = "entry_elsewhere"
    __table_args__ = ({"info": {"history": True}},)

    revision: Mapped[int] = mapped_column(EntryNumber)
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcTime)
    coder: Mapped[str] = mapped_column(default="")
    action: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    reason: Mapped[str] = mapped_column(Text, default="")
