"""A study, or a part of one, as rows by guid: what copies, files and merges have in common.

No local keys: a reference holds the guid of the row it points to, so rows of two copies can be laid
side by side and stored in a third. The names of tables and columns are those of `gtcoder.model`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gtcoder.errors import InvalidInput

Columns = Mapping[str, Sequence[Any]]
Guid = bytes


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """An entry of a ledger, to be read: its guid and number there, when, who, what, why."""

    guid: Guid
    number: int
    at: datetime
    coder: str
    action: str
    details: Mapping[str, Any]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StudyRows:
    """Rows of a study, table by table, column by column.

    `tables` holds by name of the table its columns, all of one length: `guid` (16 bytes), and every
    journaled column but `id`. Values are as Python has them (moments with their zone, JSON as lists
    and dicts); a column that points to another row holds that row's guid or None, and keys inside
    JSON (a decision's `said` and `stands`) are guids as 32 hex digits. A table without rows is not
    there. `texts` are the frozen texts of the versions by their SHA-256, and `history` the ledger,
    oldest first, where there is one.
    """

    tables: Mapping[str, Columns] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    history: tuple[HistoryRow, ...] = ()

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        return len(self.tables[table]["guid"]) if table in self.tables else 0

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table as dicts, in their order."""
        columns = self.tables.get(table)
        if columns is None:
            return
        names = list(columns)
        for values in zip(*columns.values(), strict=True):
            yield dict(zip(names, values, strict=True))

    def by_guid(self, table: str) -> dict[Guid, dict[str, Any]]:
        """Return the rows of a table by their guid."""
        return {row["guid"]: row for row in self.rows(table)}


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is to be done to a study, in one entry: rows that come, change and go.

    `changed` holds, by table and guid, the new values of columns (a row's guid among them, where it
    takes that of its twin); `gone` the guids of rows that leave. References are guids, as they are
    when all is done. `history` comes along to be read, and `told` is what the ledger says.
    """

    new: StudyRows = field(default_factory=StudyRows)
    changed: Mapping[str, Mapping[Guid, Mapping[str, Any]]] = field(default_factory=dict)
    gone: Mapping[str, Sequence[Guid]] = field(default_factory=dict)
    told: Mapping[str, Any] = field(default_factory=dict)


def broken(table: str, why: str) -> InvalidInput:
    """Return the refusal of rows that do not hold together, and why they do not."""
    return InvalidInput(
        "What was to come in does not hold together: in {table} something {why}. Nothing was "
        "changed; ask for the project to be exported anew.",
        table=table.replace("_", " "),
        why=why,
    )
