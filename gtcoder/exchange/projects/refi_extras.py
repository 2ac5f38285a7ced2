"""Extras of our own export, read with care: whoever edits a file may have broken them."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Date, Float, Integer, LargeBinary, String

from gtcoder.exchange.projects.refi_guids import guid_of
from gtcoder.exchange.refi.packed import read_row, read_rows
from gtcoder.model.base import UtcTime
from gtcoder.store.images import columns_of
from gtcoder.study_rows import Guid

Row = dict[str, Any]
_LARGEST = 2**63
_LENGTH = 16


def told_row(table: str, packed: Any) -> Row:
    """Return what of a packed row is sound: values of the kind that their column holds."""
    return sound(table, read_row(table, packed))


def told_rows(table: str, packed: Any, given: Collection[str] = ()) -> list[Row]:
    """Return the packed rows that are whole: with a value for each column that needs one.

    Columns in `given` are those that an element says.
    """
    needed = needs(table) - set(given)
    rows = (sound(table, row) for row in read_rows(table, packed))
    return [row for row in rows if needed <= row.keys()]


def sound(table: str, row: Mapping[str, Any]) -> Row:
    """Return a row without values that its columns cannot hold."""
    kinds = _kinds(table)
    return {name: value for name, value in row.items() if _fits(kinds[name], value)}


def told_by_guid(table: str, extra: Mapping[str, Any]) -> dict[Guid, Row]:
    """Return what is told of rows, by their guid; each value is decoded once."""
    packed = extra.get(table)
    if not isinstance(packed, Mapping) or not isinstance(packed.get("guid"), list):
        return {}
    guids = [guid_of(str(written)) for written in packed["guid"]]
    columns = {
        name: _decoded(table, name, values, len(guids))
        for name, values in packed.items()
        if name != "guid"
    }
    whole = {name: values for name, values in columns.items() if values is not None}
    rows: list[Row] = [
        dict(zip(whole, row, strict=True)) for row in zip(*whole.values(), strict=True)
    ]
    return dict(zip(guids, rows or [{} for _ in guids], strict=True))


def _decoded(table: str, name: str, values: Any, count: int) -> list[Any] | None:
    """Return a column as Python has it, None where it cannot be read."""
    if isinstance(values, Mapping):
        values = [values.get("all")] * count
    if not isinstance(values, list) or len(values) != count:
        return None
    try:
        known = {value: told_row(table, {name: value}) for value in set(values)}
    except TypeError:
        return None
    if not all(name in row for row in known.values()):
        return None
    return [known[value][name] for value in values]


@cache
def needs(table: str) -> frozenset[str]:
    """Return the columns that have no value of their own in a new row."""
    return frozenset(
        column.name
        for column in columns_of(table)
        if column.default is None and not column.nullable and column.name != "id"
    )


@cache
def _kinds(table: str) -> Mapping[str, tuple[type[Any], bool, type | None]]:
    """Return of each column the kind of its type, whether it may be empty, and its JSON's kind."""
    kinds = {}
    for column in columns_of(table):
        default: Any = column.default
        made = default.arg(None) if isinstance(column.type, JSON) and default is not None else []
        optional = column.nullable or column.name == "origin_code_id"
        kinds[column.name] = (type(column.type), optional, type(made))
    return kinds


def _fits(kind: tuple[type[Any], bool, type | None], value: Any) -> bool:
    column, optional, json = kind
    if value is None:
        return optional
    if issubclass(column, JSON):
        return json is not None and isinstance(value, json)
    if issubclass(column, LargeBinary):
        return isinstance(value, bytes) and len(value) == _LENGTH
    if issubclass(column, UtcTime):  # a number is the microseconds of what the element says
        zoned = isinstance(value, datetime) and value.tzinfo is not None
        return zoned or type(value) is int
    if issubclass(column, Date):
        return isinstance(value, date) and not isinstance(value, datetime)
    if issubclass(column, Boolean):
        return isinstance(value, bool)
    if issubclass(column, Float):
        return type(value) in (int, float) and math.isfinite(value)
    if issubclass(column, Integer | BigInteger):
        # References are integers in the tables, and guids here.
        return isinstance(value, bytes) or (type(value) is int and abs(value) < _LARGEST)
    return isinstance(value, str) if issubclass(column, String) else True
