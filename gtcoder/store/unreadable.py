"""Finding the very rows that no longer can be read, once reading a table of a study has failed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Text, cast, select, type_coerce
from sqlalchemy.exc import OperationalError

from gtcoder.model.journal import ColumnImage, RowImage
from gtcoder.store.images import (
    columns_of,
    encode_row,
    journaled_tables,
    unpack_columns,
    unpack_ids,
)

UNREADABLE = (
    ValueError,
    TypeError,
    AttributeError,
    KeyError,
    IndexError,
    zlib.error,
    OperationalError,  # SQLite, of text that is no UTF-8
)
Place = tuple[str, int]


def unreadable(connection: Connection, table: str) -> Iterator[Place]:
    """Yield table and row of what cannot be read: rows, and images of rows by their entry."""
    for revision, seq in connection.execute(
        select(RowImage.revision, RowImage.seq).where(RowImage.table == table)
    ).all():
        if not _reads(_read_row_image, connection, revision, seq):
            yield RowImage.__tablename__, revision
    for revision, seq in connection.execute(
        select(ColumnImage.revision, ColumnImage.seq).where(ColumnImage.table == table)
    ).all():
        if not _reads(_read_column_image, connection, revision, seq):
            yield ColumnImage.__tablename__, revision
    for key in connection.execute(select(journaled_tables()[table].c.id)).scalars().all():
        if not _reads(_read_row, connection, table, key):
            yield table, key


def _reads(read: Any, *arguments: Any) -> bool:
    try:
        read(*arguments)
    except UNREADABLE:
        return False
    return True


def _read_row(connection: Connection, table: str, key: int) -> None:
    target = journaled_tables()[table]
    for row in connection.execute(select(*columns_of(table)).where(target.c.id == key)):
        encode_row(table, row)


def _read_row_image(connection: Connection, revision: int, seq: int) -> None:
    plain = [type_coerce(cast(side, Text), Text) for side in (RowImage.before, RowImage.after)]
    found = select(*plain).where(RowImage.revision == revision, RowImage.seq == seq)
    for side in connection.execute(found).one():
        if side is not None:
            dict(json.loads(side).items())


def _read_column_image(connection: Connection, revision: int, seq: int) -> None:
    wanted = select(ColumnImage.ids, ColumnImage.before, ColumnImage.after)
    place = wanted.where(ColumnImage.revision == revision, ColumnImage.seq == seq)
    ids, before, after = connection.execute(place).one()
    count = len(unpack_ids(ids))
    for packed in (before, after):
        if packed is not None and any(len(c) != count for c in unpack_columns(packed).values()):
            raise ValueError("columns of another length than their ids")
