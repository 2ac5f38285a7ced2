"""What rows ever held, by the ledger: rows that are gone too."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from gtcoder.store.images import names_of
from gtcoder.store.ledger import read_images

if TYPE_CHECKING:
    from sqlalchemy import Connection

Ever = dict[int, dict[str, list[Any]]]
Rows = dict[int, dict[str, Any]]


def ever(connection: Connection, table: str, last: int) -> Ever:
    """Return all rows of a table up to entry `last`, with every value held; the last held last."""
    held: Ever = {}
    for image in read_images(connection, first=1, last=last, tables=[table]):
        row = held.setdefault(image.key, {name: [] for name in names_of(table)})
        for name, value in (image.after or {}).items():
            if name in row:
                if value in row[name]:
                    row[name].remove(value)
                row[name].append(value)
    return held


def last_held(
    connection: Connection, table: str, column: str, values: Collection[int], last: int
) -> Rows:
    """Return the rows made with one of these values in a column, as they were last."""
    held: Rows = {}
    for image in read_images(connection, first=1, last=last, tables=[table]):
        after = image.after or {}
        if image.key in held:
            held[image.key].update(after)
        elif after.get(column) in values:
            held[image.key] = dict(after)
    return held


def holding(rows: Ever, column: str, values: Collection[Any]) -> Ever:
    """Return the rows that ever held one of these values in a column."""
    return {key: row for key, row in rows.items() if not set(row[column]).isdisjoint(values)}


def all_held(rows: Ever, column: str) -> set[Any]:
    """Return every value that rows ever held in a column."""
    return {each for row in rows.values() for each in row[column] if each is not None}


def now(row: dict[str, list[Any]], column: str) -> Any:
    """Return what a row held last in a column."""
    held: Iterable[Any] = row[column][-1:]
    return next(iter(held), None)
