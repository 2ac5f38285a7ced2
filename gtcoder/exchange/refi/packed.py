"""Rows of any table as JSON knows them, and back: the extras of `beyond`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Date, LargeBinary

from gtcoder.model.base import UtcTime
from gtcoder.store.by_guid import points_to
from gtcoder.store.images import columns_of, decode_values, encode_time, names_of
from gtcoder.study_rows import Columns

Row = dict[str, Any]
ORIGIN_CODE = "origin_code_id"


def pack_row(
    table: str, row: Mapping[str, Any], without: Collection[str] = (), seconds: Collection[str] = ()
) -> Row:
    """Return one row for JSON, without columns that hold what a new row has anyway.

    Of the moments in `seconds`, which the element gives itself, only the microseconds are told.
    """
    packed: Row = {}
    defaults = still_defaults(table)
    for name, value in row.items():
        if name in without:
            continue
        if name in seconds:
            if value is not None and value.microsecond:
                packed[name] = value.microsecond
        elif name not in defaults or defaults[name] != value:
            packed[name] = encoded(table, name, value)
    return packed


def pack_rows(
    table: str, columns: Columns, without: Collection[str] = (), seconds: Collection[str] = ()
) -> Row:
    """Return rows for JSON, column by column; one value for all is written once."""
    packed: Row = {}
    for name, values in columns.items():
        if name in without:
            continue
        if name in seconds:
            told: list[Any] = [None if value is None else value.microsecond for value in values]
        else:
            told = _encoded_column(table, name, values)
        alike = name != "guid" and all(value == told[0] for value in told)
        packed[name] = {"all": told[0]} if alike else told
    return packed


def lean(table: str, packed: Row, but: Collection[str] = ()) -> Row:
    """Return packed rows without columns that hold in all what a new row has, except `but`.

    Columns that are null throughout go, too: the elements say them.
    """
    alike = {name: [{"all": None}] for name in packed}
    for name, value in still_defaults(table).items():
        alike.setdefault(name, []).append({"all": encoded(table, name, value)})
    return {name: each for name, each in packed.items() if name in but or each not in alike[name]}


def read_row(table: str, packed: Any) -> Row:
    """Return what of a packed row can be read: names of columns, and values as Python has them.

    A moment of which only the microseconds were told is a number (see `completed`).
    """
    if not isinstance(packed, Mapping):
        return {}
    known = set(names_of(table)) - {"id"}
    row = {name: _decoded(table, name, value) for name, value in packed.items() if name in known}
    return {name: value for name, value in row.items() if value is not _UNREAD}


def read_rows(table: str, packed: Any) -> list[Row]:
    """Return what of packed rows can be read; a row without its guid is dropped."""
    if not isinstance(packed, Mapping) or not isinstance(packed.get("guid"), Sequence):
        return []
    count = len(packed["guid"])
    columns = {name: _spread(values, count) for name, values in packed.items()}
    whole = {name: values for name, values in columns.items() if values is not None}
    rows = (
        read_row(table, dict(zip(whole, values, strict=True)))
        for values in zip(*whole.values(), strict=True)
    )
    return [row for row in rows if isinstance(row.get("guid"), bytes)]


def completed(table: str, row: Mapping[str, Any], extra: Mapping[str, Any]) -> Row:
    """Return a row read from an element with the extras of it that `read_row` gave.

    Columns that neither names are left out: a new row's defaults are theirs.
    """
    whole = dict(row)
    for name, value in extra.items():
        if name in _moments(table) and isinstance(value, int):
            if isinstance(whole.get(name), datetime) and not whole[name].microsecond:
                whole[name] += timedelta(microseconds=value)
        elif name == ORIGIN_CODE and value is None:
            whole[name] = row["code_id"]
        else:
            whole[name] = value
    return whole


def encoded(table: str, name: str, value: Any) -> Any:
    """Return a value as JSON knows it: guids in hex, moments and days as text."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, datetime):
        return encode_time(value)
    return value.isoformat() if name in _days(table) and value is not None else value


def _encoded_column(table: str, name: str, values: Sequence[Any]) -> list[Any]:
    if name in points_to(table) or name in _bytes(table):
        return [None if value is None else value.hex() for value in values]
    if name in _moments(table) or name in _days(table):
        return [encoded(table, name, value) for value in values]
    return list(values)


class _Unread:
    pass


_UNREAD = _Unread()


def _decoded(table: str, name: str, value: Any) -> Any:
    """Return a value as Python has it, or _UNREAD."""
    try:
        if name in points_to(table) or name in _bytes(table):
            return None if value is None else _guid(value)
        if name in _moments(table) and isinstance(value, int):
            return value if 0 <= value < 1_000_000 else _UNREAD
        return decode_values(table, {name: value})[name]
    except (TypeError, ValueError):
        return _UNREAD


def _guid(value: str) -> bytes:
    guid = bytes.fromhex(value)
    if len(guid) != 16:
        raise ValueError(value)
    return guid


def _spread(values: Any, count: int) -> Sequence[Any] | None:
    if isinstance(values, Mapping) and "all" in values:
        return [values["all"]] * count
    if isinstance(values, list) and len(values) == count:
        return values
    return None


@cache
def still_defaults(table: str) -> Mapping[str, Any]:
    """Return what a new row holds by column, where that is one value and not made anew."""
    defaults: Row = {}
    for column in columns_of(table):
        default: Any = column.default
        if default is None and column.nullable:
            defaults[column.name] = None
        elif default is not None and default.is_scalar:
            defaults[column.name] = default.arg
    return defaults


@cache
def _moments(table: str) -> frozenset[str]:
    return _of_kind(table, (UtcTime,))


@cache
def _days(table: str) -> frozenset[str]:
    return _of_kind(table, (Date,))


@cache
def _bytes(table: str) -> frozenset[str]:
    return _of_kind(table, (LargeBinary,))


def _of_kind(table: str, kinds: tuple[type, ...]) -> frozenset[str]:
    return frozenset(column.name for column in columns_of(table) if isinstance(column.type, kinds))


def rows_as_columns(rows: Iterable[Mapping[str, Any]]) -> Columns:
    """Return rows column by column; all have the columns of the first."""
    listed = list(rows)
    return {name: [row[name] for row in listed] for name in (listed[0] if listed else ())}
