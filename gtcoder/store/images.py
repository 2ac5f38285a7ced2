"""Images of rows: values as JSON knows them, one row at a time or column by column."""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, Date, LargeBinary, Table

from gtcoder.model.base import Base, Journaled, UtcTime

Row = tuple[Any, ...]
BULK = 500


@cache
def journaled_tables() -> dict[str, Table]:
    """Return the tables whose changes are journaled, by name."""
    return {
        mapper.class_.__tablename__: Base.metadata.tables[mapper.class_.__tablename__]
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Journaled)
    }


@cache
def children_first() -> tuple[str, ...]:
    """Return the journaled tables, each before those it points to: the order in which rows leave.

    Not every reference has an index. A code that goes while its codings are there costs a look
    through all codings; once they are gone it costs nothing.
    """
    every = journaled_tables()
    return tuple(
        table.name for table in reversed(Base.metadata.sorted_tables) if table.name in every
    )


@cache
def columns_of(table: str) -> tuple[Column[Any], ...]:
    """Return the journaled columns of a table, `id` first, in the table's order."""
    every = journaled_tables()[table].columns
    return tuple(column for column in every if column.info.get("journaled", True))


@cache
def names_of(table: str) -> tuple[str, ...]:
    """Return the names of the journaled columns of a table."""
    return tuple(column.name for column in columns_of(table))


def encode_time(value: datetime | None) -> str | None:
    """Return a moment as text: UTC, ISO 8601."""
    return None if value is None else value.astimezone(UTC).isoformat()


def _encode_day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _encode_bytes(value: bytes | None) -> str | None:
    return None if value is None else value.hex()


@cache
def _encoders(table: str) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
    special: list[tuple[int, Callable[[Any], Any]]] = []
    for place, column in enumerate(columns_of(table)):
        if isinstance(column.type, UtcTime):
            special.append((place, encode_time))
        elif isinstance(column.type, Date):
            special.append((place, _encode_day))
        elif isinstance(column.type, LargeBinary):
            special.append((place, _encode_bytes))
    return tuple(special)


def encode_row(table: str, row: Sequence[Any]) -> Row:
    """Return a row as the database gave it with every value as JSON knows it."""
    values = list(row)
    for place, encode in _encoders(table):
        values[place] = encode(values[place])
    return tuple(values)


def encode_column(
    table: str, name: str, values: Sequence[Any], *, packed: bool = True
) -> Sequence[Any]:
    """Return a column of database values as images hold it.

    For `pack_columns`, which takes them so, guids stay bytes.
    """
    place = names_of(table).index(name)
    encode = dict(_encoders(table)).get(place)
    if encode is None or (packed and name == "guid"):
        return values
    known = {value: encode(value) for value in set(values)}
    return [known[value] for value in values]


def decode_values(table: str, image: dict[str, Any]) -> dict[str, Any]:
    """Return an image's values as the database takes them."""
    types = {column.name: column.type for column in columns_of(table)}
    return {name: _decode(types[name], value) for name, value in image.items() if name in types}


def _decode(kind: object, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, UtcTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, LargeBinary):
        return bytes.fromhex(value)
    return value


def pack_ids(ids: Sequence[int]) -> bytes:
    """Return ids, in the order given, compressed."""
    return zlib.compress(array("q", ids).tobytes(), 1)


def unpack_ids(packed: bytes) -> list[int]:
    """Return the ids of `pack_ids`."""
    return array("q", zlib.decompress(packed)).tolist()


def pack_columns(columns: dict[str, Sequence[Any]]) -> bytes:
    """Return columns of encoded values, compressed.

    Each column is kept in the smallest of four forms: one constant, 64-bit integers, 16-byte
    guids, or a JSON list.
    """
    head: dict[str, list[Any]] = {}
    parts: list[bytes] = []
    for name, values in columns.items():
        kind, constant, part = _pack_column(name, values)
        head[name] = [kind, len(part), constant]
        parts.append(part)
    top = json.dumps([_count(columns), head], ensure_ascii=False).encode()
    return zlib.compress(b"".join([len(top).to_bytes(4, "little"), top, *parts]), 1)


def _count(columns: dict[str, Sequence[Any]]) -> int:
    return len(next(iter(columns.values()))) if columns else 0


def _pack_column(name: str, values: Sequence[Any]) -> tuple[str, Any, bytes]:
    if name == "guid":
        plain = (bytes.fromhex(value) if isinstance(value, str) else value for value in values)
        return "guids", None, b"".join(plain)
    kinds = set(map(type, values))
    if len(kinds) <= 1 and (not values or values.count(values[0]) == len(values)):
        return "constant", values[0] if values else None, b""
    if kinds == {int}:
        return "integers", None, array("q", values).tobytes()
    return "json", None, json.dumps(list(values), ensure_ascii=False).encode()


def unpack_columns(packed: bytes) -> dict[str, list[Any]]:
    """Return the columns of `pack_columns`."""
    raw = zlib.decompress(packed)
    size = int.from_bytes(raw[:4], "little")
    count, head = json.loads(raw[4 : 4 + size])
    place = 4 + size
    columns: dict[str, list[Any]] = {}
    for name, (kind, length, constant) in head.items():
        columns[name] = _unpack_column(kind, raw[place : place + length], constant, count)
        place += length
    return columns


def _unpack_column(kind: str, part: bytes, constant: Any, count: int) -> list[Any]:
    if kind == "constant":
        return [constant] * count
    if kind == "integers":
        return array("q", part).tolist()
    if kind == "guids":
        text = part.hex()
        return [text[place : place + 32] for place in range(0, len(text), 32)]
    values: list[Any] = json.loads(part)
    return values
