"""Entries of the ledger as rows, without what a blind round hides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from gtcoder.model.journal import Entry
from gtcoder.model.team import Coder
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CoderId

_COUNTED = frozenset({"codings", "folded", "weights", "both", "back", "stayed"})
_ENTRIES = {"entry", "revision"}  # details that name an entry, by its number of all
ENTRIES = select(
    Entry.revision, Entry.at, Coder.name, Entry.action, Entry.reason, Entry.reverts, Entry.details,
    Entry.coder_id, Entry.images,
).outerjoin(Coder, Coder.id == Entry.coder_id)  # fmt: skip


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
    coder_id: CoderId | None = None
    images: int = 0


def entry_row(reader: Reader, revision: int) -> EntryRow | None:
    """Return one entry, or None where there is none the viewer may see."""
    return next(iter(entry_rows(reader, ENTRIES.where(Entry.revision == revision))), None)


def entry_rows(reader: Reader, statement: Select[*tuple[Any, ...]]) -> tuple[EntryRow, ...]:
    """Return the entries of a statement as rows, without what a blind round hides."""
    return tuple(
        EntryRow(
            revision, at, coder or "", action, reason, reverts,
            _shown(reader, revision, coder_id, details),
            None if coder_id is None else CoderId(coder_id),
            min(images, 1) if _moved_unseen(reader, revision, coder_id) else images,
        )
        for revision, at, coder, action, reason, reverts, details, coder_id, images
        in reader.rows(statement)
    )  # fmt: skip


def _moved_unseen(reader: Reader, revision: int, coder: int | None) -> bool:
    """Tell whether an entry may have moved passages that are out of sight."""
    blind = reader.blind
    return blind is not None and revision < blind.since and coder != reader.viewer


def _shown(
    reader: Reader, revision: int, coder: int | None, details: dict[str, Any]
) -> dict[str, Any]:
    """Return what an entry said, with the viewer's numbers of entries.

    What a colleague's earlier entry moved is not counted, for passages out of sight are in it.
    """
    if reader.blind is None:
        return details
    hidden = _COUNTED if _moved_unseen(reader, revision, coder) else frozenset()
    return {
        name: reader.numbers.shown(value) if name in _ENTRIES and isinstance(value, int) else value
        for name, value in details.items()
        if name not in hidden
    }
