"""Rows of a study put together one by one, by whoever reads them out of a file."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from functools import cache
from typing import Any

from gtcoder.store.images import columns_of
from gtcoder.study_rows import Guid, StudyRows


class RowDrafts:
    """A study being read: rows get a guid and the defaults of their table.

    >>> drafts = RowDrafts()
    >>> ana = drafts.add("coder", name="Ana", role="coder")
    """

    def __init__(self) -> None:
        self._tables: dict[str, dict[str, list[Any]]] = {}
        self._texts: dict[str, str] = {}

    def add(self, table: str, guid: Guid | None = None, **values: Any) -> Guid:
        """Add a row and return its guid; columns that are not named hold what a new row has."""
        columns = self._tables.get(table)
        if columns is None:
            columns = self._tables[table] = {name: [] for name in _defaults(table)}
        made = guid or uuid.uuid4().bytes
        known = 1
        for name, default in _defaults(table).items():
            if name == "guid":
                columns[name].append(made)
            elif name in values:
                columns[name].append(values[name])
                known += 1
            else:
                columns[name].append(default() if callable(default) else default)
        if known != len(values) + 1:
            raise KeyError(f"{table}: {sorted(values.keys() - columns.keys())}")
        return made

    def text(self, text: str) -> str:
        """Keep a frozen text, and return the hash by which a version of it is known."""
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        self._texts[sha256] = text
        return sha256

    def rows(self) -> StudyRows:
        """Return all that was added."""
        return StudyRows(self._tables, self._texts)


@cache
def _defaults(table: str) -> Mapping[str, Any]:
    """Return what a new row holds by column: a value, or a callable that makes one."""
    return {
        column.name: _default(column.default) for column in columns_of(table) if column.name != "id"
    }


def _default(default: Any) -> Any:
    if default is None:
        return None
    if default.is_scalar:
        return default.arg
    return lambda: default.arg(None)
