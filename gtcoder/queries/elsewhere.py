"""What was done in copies of the study that came back: their ledgers, to be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from gtcoder.model.journal import Entry
from gtcoder.model.project import EntryElsewhere
from gtcoder.store.reader import Reader


@dataclass(frozen=True, slots=True)
class ElsewhereRow:
    """An entry of a copy's ledger: its number there, who, what and why.

    `copy` is what the copy was called when it came, `brought` the entry that brought it here.
    """

    number: int
    at: datetime
    coder: str
    action: str
    reason: str
    copy: str
    brought: int


def entries_elsewhere(reader: Reader) -> tuple[ElsewhereRow, ...]:
    """Return the entries that came along with copies, oldest first.

    None while a round is open in which coders do not see one another's work: they tell of all.
    """
    if reader.blind is not None or reader.afresh is not None:
        return ()
    there = EntryElsewhere
    rows = reader.rows(
        select(there.number, there.at, there.coder, there.action, there.reason, Entry.details,
               there.revision)
        .join(Entry, Entry.revision == there.revision)
        .order_by(there.at, there.id)
    )  # fmt: skip
    return tuple(
        ElsewhereRow(
            row.number, row.at, row.coder, row.action, row.reason,
            str(row.details.get("copy") or row.details.get("source") or ""), row.revision,
        )
        for row in rows
    )  # fmt: skip
