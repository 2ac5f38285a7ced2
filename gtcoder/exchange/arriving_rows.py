"""Rows of a foreign study before they are compared: do they hold together, and what of them can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gtcoder.store.by_guid import points_to
from gtcoder.store.images import columns_of
from gtcoder.study_rows import Columns, StudyRows, broken

_LENGTH = 16  # bytes of a guid
_NAME_ENTRIES = ("label", "saved_result")


def refuse_broken(ours: StudyRows, theirs: StudyRows) -> None:
    """Raise InvalidInput where rows share an identity, or point to what neither study has."""
    for table, columns in theirs.tables.items():
        guids = columns["guid"]
        if not _are_guids(guids) or len(set(guids)) < len(guids):
            raise broken(table, "has no identity of its own")
        empty = {column.name for column in columns_of(table) if column.nullable}
        for name, other in points_to(table).items():
            missing = set(columns[name]) - _there(theirs, other)
            missing -= _there(ours, other) if missing else set()
            if missing - ({None} if name in empty else set()):
                raise broken(table, "points to a row that is not there")


def with_known_entries(rows: StudyRows) -> tuple[StudyRows, int]:
    """Return the rows without names of entries that the study's ledger lacks, and how many.

    A label, and a saved result, stand for an entry; without it they say nothing.
    """
    known = {entry.guid for entry in rows.history}
    tables = dict(rows.tables)
    lost = 0
    for table in _NAME_ENTRIES:
        columns = tables.get(table, {})
        named = columns.get("entry_guid", ())
        keep = [place for place, guid in enumerate(named) if guid in known]
        if len(keep) < len(named):
            lost += len(named) - len(keep)
            tables[table] = _only(columns, keep)
            if not keep:
                del tables[table]
    return StudyRows(tables, rows.texts, rows.history), lost


def _only(columns: Columns, places: Sequence[int]) -> Mapping[str, Sequence[Any]]:
    return {name: [values[place] for place in places] for name, values in columns.items()}


def _are_guids(values: Sequence[Any]) -> bool:
    return set(map(type, values)) <= {bytes} and set(map(len, values)) <= {_LENGTH}


def _there(rows: StudyRows, table: str) -> set[Any]:
    return set(rows.tables.get(table, {}).get("guid", ()))
