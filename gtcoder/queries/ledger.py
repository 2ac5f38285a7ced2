"""The ledger as people read it: entries, labels, results that were kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, or_, select

from gtcoder.errors import NotFound
from gtcoder.model.journal import ColumnImage, Entry, RowImage
from gtcoder.model.project import EntryElsewhere, Label
from gtcoder.model.results import SavedResult
from gtcoder.model.team import Coder
from gtcoder.queries.changes import entry_changes
from gtcoder.queries.codebook import nearest
from gtcoder.queries.entry_rows import ENTRIES, EntryRow, entry_rows
from gtcoder.queries.sentences import entry_sentences
from gtcoder.queries.verb_labels import LABELS
from gtcoder.store.erasing import ERASE
from gtcoder.store.images import unpack_ids
from gtcoder.store.reader import Reader
from gtcoder.store.undo_stacks import FIRST
from gtcoder.vocabulary import CoderId, CoderRole

__all__ = [
    "EntryRow",
    "LabelRow",
    "ResultRow",
    "entries",
    "entry_changes",
    "entry_page",
    "entry_sentences",
    "labels",
    "may_revert",
    "results",
    "reverted_by",
    "revision_of",
    "who_changed_last",
]

_ENTRY = Entry.__table__.c  # past the viewer's blindness: a label's entry may be a hidden one
_ELSEWHERE = EntryElsewhere.__table__
_STANDS_AFTER = func.coalesce(_ENTRY.revision, _ELSEWHERE.c.revision)


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
    return entry_rows(reader, ENTRIES.where(Entry.revision > since).order_by(Entry.revision))


def entry_page(
    reader: Reader,
    *,
    before: int | None = None,
    limit: int = 200,
    coder: CoderId | None = None,
    kinds: frozenset[str] = frozenset(),
    text: str = "",
) -> tuple[EntryRow, ...]:
    """Return the newest entries older than `before`, newest first.

    `kinds` holds verbs ("coding.apply") or their families ("coding"); `text` is looked for in the
    reason, the coder's name, the verb's label and what the entry said of its objects that day.
    """
    words = " ".join(text.split())
    statement = ENTRIES.order_by(Entry.revision.desc()).limit(limit)
    if coder is not None:
        statement = statement.where(Entry.coder_id == coder)
    if kinds:
        families = (Entry.action.like(f"{kind}.%") for kind in sorted(kinds))
        statement = statement.where(or_(Entry.action.in_(kinds), *families))
    if words:
        statement = statement.where(_may_hold(words))
    found: list[EntryRow] = []
    while True:
        older = statement if before is None else statement.where(Entry.revision < before)
        rows = entry_rows(reader, older)
        found += [row for row in rows if not words or _holds(row, words.casefold())]
        if len(rows) < limit or len(found) >= limit:
            return tuple(found[:limit])
        before = rows[-1].revision


def _may_hold(text: str) -> ColumnElement[bool]:
    """Return a condition that every entry which holds a text meets, and a few others as well."""
    labels = [verb for verb, label in LABELS.items() if text.casefold() in label]
    ways = sorted({text, text.lower(), text.upper(), text.capitalize(), text.title()})
    columns = (Entry.reason, Coder.name)
    said = [column.icontains(way, autoescape=True) for column in columns for way in ways]
    details = cast(Entry.details, Text)
    kept = (json.dumps(way)[1:-1] for way in ways)  # as the database keeps it
    named = [details.icontains(way, autoescape=True) for way in kept]
    return or_(Entry.action.in_(labels), *said, *named)


def _holds(row: EntryRow, text: str) -> bool:
    """Tell whether an entry says a text: in names and words, not in numbers nor names of fields."""
    said = [row.reason, row.coder, LABELS.get(row.action, "")]
    for value in row.details.values():
        said += [each for each in (value if isinstance(value, list) else [value])
                 if isinstance(each, str)]  # fmt: skip
    return any(text in each.casefold() for each in said)


def reverted_by(reader: Reader) -> dict[int, int]:
    """Return, for each entry that is taken back now, the entry that did it.

    An entry whose revert was itself taken back stands again and is not listed.
    """
    taken: dict[int, int] = {}
    for revision, target in reversed(_reverts(reader)):
        if revision not in taken:
            taken.setdefault(target, revision)
    return taken


def _reverts(reader: Reader) -> tuple[tuple[int, int], ...]:
    """Return all reverts and what they took back, oldest first; only new entries are read."""
    key, sight = ("reverts",), reader.sight
    kept = reader.cache.get(key)
    if kept is None or kept[1] != sight or kept[0] > reader.revision:
        kept = (0, sight, ())
    pairs: tuple[tuple[int, int], ...] = kept[2]
    if kept[0] < reader.revision:
        newer = select(Entry.revision, Entry.reverts).where(
            Entry.revision > kept[0], Entry.reverts.is_not(None)
        )
        found = reader.rows(newer.order_by(Entry.revision))
        pairs = (*pairs, *((revision, target) for revision, target in found))
        reader.cache[key] = (reader.revision, sight, pairs)
    return pairs


def may_revert(reader: Reader, entry: EntryRow) -> bool:
    """Tell whether the viewer may try to take an entry back; later work can still stand against it.

    A colleague's entry takes a lead.
    """
    lasting = entry.action in (FIRST, ERASE) or not entry.images
    if lasting or entry.revision in reverted_by(reader):
        return False
    role = reader.scalars(select(Coder.role).where(Coder.id == reader.viewer))
    if entry.coder_id == reader.viewer:
        return role != [CoderRole.VIEWER]
    return role == [CoderRole.LEAD]


def who_changed_last(reader: Reader, table: str, key: int) -> EntryRow | None:
    """Return the newest entry the viewer may see that touched a row, or None."""
    image, many = RowImage, ColumnImage  # through the ORM: hidden ones have no number
    single = select(image.revision).where(image.table == table, image.row_id == key)
    revisions = reader.scalars(single)
    for revision, packed in reader.rows(
        select(many.revision, many.ids).where(
            many.table == table, many.revision > max(revisions, default=0)
        )
    ):
        if key in unpack_ids(packed):
            revisions.append(revision)
    newest = ENTRIES.where(Entry.revision.in_(revisions)).order_by(Entry.revision.desc())
    return next(iter(entry_rows(reader, newest.limit(1))), None)


def labels(reader: Reader) -> tuple[LabelRow, ...]:
    """Return the labels in the order they were set.

    One that came with a copy stands after the entry that brought it.
    """
    rows = (
        select(Label.name, _STANDS_AFTER, Coder.name, Label.created_at, Label.note)
        .outerjoin(Entry.__table__, _ENTRY.guid == Label.entry_guid)
        .outerjoin(_ELSEWHERE, _ELSEWHERE.c.guid == Label.entry_guid)
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
            SavedResult.name, SavedResult.kind, _STANDS_AFTER, SavedResult.options,
            SavedResult.record, SavedResult.program, Coder.name, SavedResult.created_at,
        )
        .outerjoin(Entry.__table__, _ENTRY.guid == SavedResult.entry_guid)
        .outerjoin(_ELSEWHERE, _ELSEWHERE.c.guid == SavedResult.entry_guid)
        .join(Coder, Coder.id == SavedResult.coder_id)
        .order_by(SavedResult.id)
    )  # fmt: skip
    return tuple(ResultRow(*row) for row in reader.rows(rows))
