"""The ledger as people read it: entries, labels, results that were kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from gtcoder.errors import NotFound
from gtcoder.model.journal import Entry
from gtcoder.model.project import Label
from gtcoder.model.results import SavedResult
from gtcoder.model.team import Coder
from gtcoder.queries.codebook import nearest
from gtcoder.store.reader import Reader

_ENTRY = Entry.__table__.c  # past the viewer's blindness: a label's entry may be a hidden one


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One thing done: when, by whom, which verb, on what, why; `reverts` = what it took back."""

    revision: int
    at: datetime
    coder: str
    action: str
    reason: str
    reverts: int | None
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A name for the study's state after an entry."""

    name: str
    revision: int
    coder: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A result kept in the study, and the revision it was made from."""

    name: str
    kind: str
    revision: int
    options: dict[str, Any]
    record: dict[str, Any]
    program: str
    coder: str
    at: datetime


def entries(reader: Reader, *, since: int = 0) -> tuple[EntryRow, ...]:
    """Return the entries after revision `since`, oldest first, as the viewer may see them.

    While a blind round is open, what an entry moved is not counted: colleagues' codings are in it.
    """
    rows = (
        select(
            Entry.revision, Entry.at, Coder.name, Entry.action, Entry.reason, Entry.reverts,
            Entry.details,
        )
        .outerjoin(Coder, Coder.id == Entry.coder_id)
        .where(Entry.revision > since)
        .order_by(Entry.revision)
    )  # fmt: skip
    return tuple(
        EntryRow(
            revision, at, coder or "", action, reason, reverts, _shown(reader, revision, details)
        )
        for revision, at, coder, action, reason, reverts, details in reader.rows(rows)
    )


def _shown(reader: Reader, revision: int, details: dict[str, Any]) -> dict[str, Any]:
    if reader.blind is None or revision < reader.blind.since:
        return details
    return {name: value for name, value in details.items() if name != "codings"}


def labels(reader: Reader) -> tuple[LabelRow, ...]:
    """Return the labels in the order they were set."""
    rows = (
        select(Label.name, _ENTRY.revision, Coder.name, Label.created_at, Label.note)
        .join(Entry.__table__, _ENTRY.guid == Label.entry_guid)
        .join(Coder, Coder.id == Label.coder_id)
        .order_by(Label.id)
    )
    return tuple(LabelRow(*row) for row in reader.rows(rows))


def revision_of(reader: Reader, label: str) -> int:
    """Return the revision a label names (or the number itself), or refuse with the nearest."""
    if label.isdecimal():
        return int(label)
    known = labels(reader)
    for row in known:
        if row.name == label:
            return row.revision
    raise NotFound(
        "There is no label “{label}”. Nearest: {near}.",
        label=label,
        near=nearest(label, (row.name for row in known)),
    )


def results(reader: Reader) -> tuple[ResultRow, ...]:
    """Return the results kept in the study, oldest first."""
    rows = (
        select(
            SavedResult.name, SavedResult.kind, _ENTRY.revision, SavedResult.options,
            SavedResult.record, SavedResult.program, Coder.name, SavedResult.created_at,
        )
        .join(Entry.__table__, _ENTRY.guid == SavedResult.entry_guid)
        .join(Coder, Coder.id == SavedResult.coder_id)
        .order_by(SavedResult.id)
    )  # fmt: skip
    return tuple(ResultRow(*row) for row in reader.rows(rows))
