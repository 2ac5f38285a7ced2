"""Declarative base: integer keys, guids, deferred foreign keys, UTC time."""

from __future__ import annotations

import uuid
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

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
        return in_utc(value)


def in_utc(moment: datetime | None) -> datetime | None:
    """Return a moment as a database gave it in UTC; one without a zone is in UTC."""
    if moment is None:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Numbering(Protocol):
    """How entries are numbered for one viewer, where a blind round hides some of them."""

    def shown(self, revision: int) -> int:
        """Return the viewer's number of an entry."""

    def real(self, shown: int) -> int:
        """Return the entry of a viewer's number."""


NUMBERING: ContextVar[Numbering | None] = ContextVar("gtcoder_numbering", default=None)


class EntryNumber(TypeDecorator[int]):
    """The number of an entry as the viewer who reads now knows it (`NUMBERING`), else as it is.

    A type rather than a rule for queries, so that none can forget it: no statement, through the ORM
    or past it, gives or takes a number that counts what the viewer may not see.
    """

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        """Return the entry that a viewer's number stands for."""
        numbering = NUMBERING.get()
        return value if numbering is None or value is None else numbering.real(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> int | None:
        """Return the viewer's number of an entry."""
        numbering = NUMBERING.get()
        return value if numbering is None or value is None else numbering.shown(value)


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
