"""Declarative base: integer keys, guids, deferred foreign keys, UTC time."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, DateTime, ForeignKey, Integer, LargeBinary, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

_NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "pk": "pk_%(table_name)s",
}

Key = BigInteger().with_variant(Integer, "sqlite")
Guid = LargeBinary(16)


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps no zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def new_guid() -> bytes:
    """Return a new 16-byte identity."""
    return uuid.uuid4().bytes


def now() -> datetime:
    """Return this moment in UTC, to the microsecond."""
    return datetime.now(UTC)


class Base(DeclarativeBase):
    """Root of all tables."""

    metadata = MetaData(naming_convention=_NAMING)


class Journaled(Base):
    """A row whose every change is journaled; its key comes from the study's counters."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False, sort_order=-2)
    guid: Mapped[bytes] = mapped_column(Guid, unique=True, default=new_guid, sort_order=-1)

    def __init__(self, **values: Any) -> None:
        values.setdefault("guid", new_guid())
        super().__init__(**values)


def ref(
    target: str, *, index: bool = False, nullable: bool = False, in_a_circle: bool = False
) -> MappedColumn[Any]:
    """Return a foreign key that is checked at commit, so that undo may put rows back in any order.

    There are no database-side cascades: the journal would not see them. `in_a_circle` marks one
    key of two tables that point to each other.
    """
    key = ForeignKey(target, deferrable=True, initially="DEFERRED", use_alter=in_a_circle)
    return mapped_column(Key, key, index=index, nullable=nullable)
