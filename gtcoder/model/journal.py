"""The ledger: entries and the images of the rows each of them changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from gtcoder.model.base import Base, EntryNumber, Guid, Key, UtcTime, new_guid

_JsonOrNull = JSON(none_as_null=True)


class Entry(Base):
    """One thing a coder did: when, which verb, with which arguments, why.

    A `private` one was done while a blind round was open and is its coder's alone until then.
    """

    __tablename__ = "entry"

    revision: Mapped[int] = mapped_column(EntryNumber, primary_key=True, autoincrement=False)
    guid: Mapped[bytes] = mapped_column(Guid, unique=True, default=new_guid)
    at: Mapped[datetime] = mapped_column(UtcTime)
    coder_id: Mapped[int | None] = mapped_column(Key, index=True)
    action: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text, default="")
    reverts: Mapped[int | None] = mapped_column(EntryNumber, ForeignKey("entry.revision"))
    images: Mapped[int]
    schema_version: Mapped[str]
    private: Mapped[bool] = mapped_column(default=False)


class RowImage(Base):
    """One row before and after an entry: None before = made, None after = deleted."""

    __tablename__ = "row_image"
    __table_args__ = (Index("ix_row_image_table_row_id", "table", "row_id"),)

    revision: Mapped[int] = mapped_column(
        EntryNumber, ForeignKey("entry.revision"), primary_key=True
    )
    seq: Mapped[int] = mapped_column(primary_key=True)
    table: Mapped[str]
    row_id: Mapped[int] = mapped_column(Key)
    before: Mapped[dict[str, Any] | None] = mapped_column(_JsonOrNull)
    after: Mapped[dict[str, Any] | None] = mapped_column(_JsonOrNull)


class ColumnImage(Base):
    """Many rows of one table before and after an entry, column by column, compressed."""

    __tablename__ = "column_image"

    revision: Mapped[int] = mapped_column(
        EntryNumber, ForeignKey("entry.revision"), primary_key=True
    )
    seq: Mapped[int] = mapped_column(primary_key=True)
    table: Mapped[str]
    kind: Mapped[str]
    count: Mapped[int]
    ids: Mapped[bytes] = mapped_column(LargeBinary)
    before: Mapped[bytes | None] = mapped_column(LargeBinary)
    after: Mapped[bytes | None] = mapped_column(LargeBinary)
