"""Cells of a table as text that any program reads, and back: one way for each kind of column.

Guids are hexadecimal, moments ISO 8601 in UTC, lists and mappings JSON, yes and no true and false;
an empty cell is a text without letters, or no value where the column is of another kind.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, Boolean, Date, Float, Integer, LargeBinary

from gtcoder.model.base import UtcTime
from gtcoder.store.by_guid import points_to
from gtcoder.store.images import columns_of

GUID, MOMENT, DAY, NESTED, TRUTH, WHOLE, NUMBER, TEXT = (
    "hexBinary", "dateTime", "date", "json", "boolean", "integer", "double", "string",
)  # fmt: skip


def json_cell(value: Any) -> str:
    """Return a value as JSON on one line, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


@cache
def kinds_of(table: str) -> dict[str, str]:
    """Return the kind of each column of a table but its local key."""
    refers = points_to(table)
    return {
        column.name: GUID if column.name in refers else _kind(column.type)
        for column in columns_of(table)
        if column.name != "id"
    }


def _kind(of: object) -> str:
    known: tuple[tuple[type[Any] | tuple[type[Any], ...], str], ...] = (
        (UtcTime, MOMENT), (Date, DAY), (LargeBinary, GUID), (JSON, NESTED), (Boolean, TRUTH),
        (Integer, WHOLE), (Float, NUMBER),
    )  # fmt: skip
    return next((kind for types, kind in known if isinstance(of, types)), TEXT)


def cells_of(table: str, name: str, values: Sequence[Any]) -> list[str]:
    """Return a column of a study's rows as texts."""
    write = _WRITE[kinds_of(table)[name]]
    return ["" if value is None else write(value) for value in values]


def values_of(table: str, name: str, cells: Sequence[str]) -> list[Any]:
    """Return a column of a study's rows from texts; raises ValueError where one is no such value.

    Equal cells become one value, so that a column of few identities takes little room.
    """
    kind = kinds_of(table)[name]
    if kind == TEXT:
        return list(cells)
    read = _READ[kind]
    if kind == NESTED:  # each row has its own
        return [read(cell) if cell else None for cell in cells]
    known = {cell: read(cell) if cell else None for cell in set(cells)}
    return [known[cell] for cell in cells]


def _moment(cell: str) -> datetime:
    found = datetime.fromisoformat(cell)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _guid(cell: str) -> bytes:
    return bytes.fromhex(cell)


def _truth(cell: str) -> bool:
    if cell not in ("true", "false"):
        raise ValueError(cell)
    return cell == "true"


_WRITE: dict[str, Callable[[Any], str]] = {
    GUID: bytes.hex,
    MOMENT: lambda value: value.astimezone(UTC).isoformat(),
    DAY: date.isoformat,
    NESTED: json_cell,
    TRUTH: lambda value: "true" if value else "false",
    WHOLE: str,
    NUMBER: repr,
    TEXT: str,
}
_READ: dict[str, Callable[[str], Any]] = {
    GUID: _guid,
    MOMENT: _moment,
    DAY: date.fromisoformat,
    NESTED: json.loads,
    TRUTH: _truth,
    WHOLE: int,
    NUMBER: float,
}
