"""Writing many rows at once, past the ORM: the driver gets plain tuples, column by column made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, repeat
from typing import TYPE_CHECKING, Any

from sqlalchemy import LargeBinary

from gtcoder.store.images import columns_of, journaled_tables

if TYPE_CHECKING:
    from sqlalchemy import Column, ColumnElement, Connection

_CHUNK = 20_000
_LISTED = 5_000
_FEW = 100


def among(column: ColumnElement[int], keys: Sequence[int]) -> Iterator[ColumnElement[bool]]:
    """Yield conditions that together hold for rows with one of these keys.

    Many keys without a gap, as one entry makes them, are a range: a list of thousands costs more
    to write into a statement than to look up.
    """
    if len(keys) > _FEW and max(keys) - min(keys) + 1 == len(set(keys)):
        yield column.between(min(keys), max(keys))
        return
    for place in range(0, len(keys), _LISTED):
        yield column.in_(keys[place : place + _LISTED])


def insert_columns(
    connection: Connection,
    table: str,
    columns: Mapping[str, Sequence[Any]],
    count: int,
    stored: Callable[[int], object] | None = None,
) -> None:
    """Insert `count` rows given as columns; `stored` hears how many more are in, lot by lot.

    The values pass through the same conversions as in any other insert, once per column where a
    column holds one value only.
    """
    if not count:
        return
    described = [column for column in columns_of(table) if column.name in columns]
    statement = _statement(connection, table, described)
    parts = [_converted(connection, column, columns[column.name]) for column in described]
    rows = zip(*parts, strict=False)
    left = count
    while left > 0:
        chunk = list(islice(rows, min(left, _CHUNK)))
        connection.exec_driver_sql(statement, chunk)
        left -= len(chunk)
        if stored is not None:
            stored(len(chunk))


def _statement(connection: Connection, table: str, columns: Sequence[Column[Any]]) -> str:
    quote = connection.dialect.identifier_preparer.quote
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    target = connection.dialect.identifier_preparer.format_table(journaled_tables()[table])
    names = ", ".join(quote(column.name) for column in columns)
    return f"INSERT INTO {target} ({names}) VALUES ({', '.join([mark] * len(columns))})"


def _converted(connection: Connection, column: Column[Any], values: Sequence[Any]) -> Iterable[Any]:
    if isinstance(column.type, LargeBinary):
        return values  # both drivers take bytes as they are; a wrapper each would cost seconds
    kind = column.type.dialect_impl(connection.dialect)
    convert: Callable[[Any], Any] | None = kind.bind_processor(connection.dialect)
    if is_constant(values):
        return repeat(values[0] if convert is None else convert(values[0]))
    return values if convert is None else _each(convert, values)


def _each(convert: Callable[[Any], Any], values: Sequence[Any]) -> Iterator[Any]:
    return (convert(value) for value in values)


def is_constant(values: Sequence[Any]) -> bool:
    """Tell whether a column holds one value only."""
    return values.count(values[0]) == len(values)
