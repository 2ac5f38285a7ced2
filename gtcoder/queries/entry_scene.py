"""What entries of the ledger touched, looked up for a whole page of them in a few queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from gtcoder.model.codebook import Coding, Property, PropertyPlacement
from gtcoder.model.instruments import Expert, Instrument, InstrumentItem, ItemRating
from gtcoder.model.journal import Entry, RowImage
from gtcoder.model.results import SavedResult
from gtcoder.model.team import Assignment, Decision
from gtcoder.model.theory import Evidence, Memo, MemoLink, MemoTag, Relation, RelationType
from gtcoder.model.transcripts import Quotation, Speaker
from gtcoder.queries.entry_rows import EntryRow
from gtcoder.queries.names import Names, names
from gtcoder.queries.texts import FrozenText, frozen_texts
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import AssignmentState, DocumentId

Row = dict[str, Any]
_IMAGES = 24  # of an entry; single steps have fewer, of larger ones the details tell
_LOOKED_UP = (
    Evidence, Coding, Relation, Quotation, Memo, Speaker, RelationType, Assignment, Property,
    ItemRating, Expert, InstrumentItem, Instrument, Decision,
)  # fmt: skip
_HIDDEN: dict[str, type[Any]] = {
    kind.__tablename__: kind
    for kind in (Coding, Quotation, Memo, MemoLink, MemoTag, Evidence, PropertyPlacement,
                 SavedResult, Decision)
}  # fmt: skip
_MARKS = {"coding_id", "quotation_id", "relation_id", "type_id", "memo_id", "speaker_id",
          "property_id", "item_id", "expert_id", "instrument_id"}  # fmt: skip
_TABLES = {"type_id": "relation_type", "item_id": "instrument_item"}  # else the column's own name


@dataclass(frozen=True, slots=True)
class Image:
    """A row around an entry: None before = made, None after = removed."""

    key: int
    before: Row | None
    after: Row | None

    @property
    def known(self) -> Row:
        """Return what the entry left of the row, or what was there when it removed it."""
        return {**(self.before or {}), **(self.after or {})}


@dataclass(slots=True)
class Scene:
    """Names as of now, the first images of each entry, and the rows these speak of by table."""

    names: Names
    images: dict[int, dict[str, list[Image]]] = field(default_factory=dict)
    rows: dict[str, dict[int, Row]] = field(default_factory=dict)
    texts: dict[DocumentId, FrozenText] = field(default_factory=dict)
    taken_back: dict[int, tuple[str, int | None]] = field(default_factory=dict)

    def row(self, table: str, key: int | None) -> Row:
        """Return a row as it is now, or as it last was; {} where it left no trace."""
        return {} if key is None else self.rows.get(table, {}).get(key, {})


def scene(reader: Reader, entries: Sequence[EntryRow], *, images: int = _IMAGES) -> Scene:
    """Return what is needed to say what these entries did, by the first images of each."""
    revisions = [entry.revision for entry in entries]
    found = Scene(names(reader), images=_first_images(reader, revisions, images))
    for entry in entries:
        of_entry = found.images.get(entry.revision, {})
        for table in told_apart(reader, entry) & of_entry.keys():
            of_entry[table] = _visible(reader, table, of_entry[table])
    wanted = _mentioned(found, entries)
    for kind in _LOOKED_UP:  # in this order: rows of one lead to rows of the next
        table = kind.__tablename__
        rows = _rows(reader, kind, wanted.get(table, set()))
        found.rows[table] = rows
        for row in rows.values():
            _note(wanted, row)
    documents = {row.get("document_id") for row in found.rows["quotation"].values()}
    documents |= {row.get("document_id") for row in found.rows["decision"].values()}
    found.texts = frozen_texts(reader, [key for key in documents if key is not None])
    found.taken_back = _taken_back(reader, [e.reverts for e in entries if e.reverts is not None])
    return found


def told_apart(reader: Reader, entry: EntryRow) -> frozenset[str]:
    """Return the tables of which an entry's rows are shown one by one, where they are in sight.

    While a round is blind those are what a colleague's entry did to passages and to what hangs on
    them, decisions among it.
    """
    if reader.blind is None or entry.coder_id == reader.viewer:
        return frozenset()
    return frozenset(_HIDDEN)


def _visible(reader: Reader, table: str, images: list[Image]) -> list[Image]:
    """Return the images that tell nothing of colleagues' passages."""
    kind = _HIDDEN[table]
    keys = [image.key for image in images]
    there = set(reader.scalars(select(kind.id).where(kind.id.in_(keys))))
    return [
        image
        for image in images
        if image.key in there or image.known.get("coder_id") == reader.viewer
    ]


def _first_images(
    reader: Reader, revisions: Collection[int], count: int
) -> dict[int, dict[str, list[Image]]]:
    rows = (
        select(RowImage.revision, RowImage.table, RowImage.row_id, RowImage.before, RowImage.after)
        .where(RowImage.revision.in_(revisions), RowImage.seq < count)
        .order_by(RowImage.revision, RowImage.seq)
    )
    found: dict[int, dict[str, list[Image]]] = {}
    for revision, table, key, before, after in reader.rows(rows):
        of_entry = found.setdefault(revision, {})
        of_entry.setdefault(table, []).append(Image(key, before, after))
    return found


def _mentioned(found: Scene, entries: Iterable[EntryRow]) -> dict[str, set[int]]:
    """Return the keys, table by table, that details and images speak of."""
    wanted: dict[str, set[int]] = {}
    for entry in entries:
        _note(wanted, {f"{name}_id": value for name, value in entry.details.items()})
        for table, images in found.images.get(entry.revision, {}).items():
            for image in images:
                wanted.setdefault(table, set()).add(image.key)
                _note(wanted, image.known)
    return wanted


def _note(wanted: dict[str, set[int]], row: Row) -> None:
    for column in _MARKS | {"evidence_id"}:
        value = row.get(column)
        if isinstance(value, int) and not isinstance(value, bool):
            table = _TABLES.get(column, column.removesuffix("_id"))
            wanted.setdefault(table, set()).add(value)


def _rows(reader: Reader, kind: Any, keys: Collection[int]) -> dict[int, Row]:
    """Return rows as the viewer may see them; of those removed, what the ledger kept."""
    if not keys:
        return {}
    columns = [getattr(kind, column.name) for column in kind.__table__.c if column.name != "guid"]
    there = reader.rows(select(*columns).where(kind.id.in_(sorted(keys))))
    found: dict[int, Row] = {row.id: row._asdict() for row in there}
    if kind is Assignment:
        for row in found.values():
            if not reader.sees_word_of(row["coder_id"], row["round_id"]):
                row.update(state=AssignmentState.ASSIGNED, finished_at=None)
    gone = sorted(key for key in keys if key not in found)
    if gone:
        removed = select(RowImage.row_id, RowImage.before).where(
            RowImage.table == kind.__tablename__,
            RowImage.row_id.in_(gone),
            RowImage.after.is_(None),
        )
        found.update(reader.rows(removed.order_by(RowImage.revision)))
    return found


def _taken_back(reader: Reader, revisions: Collection[int]) -> dict[int, tuple[str, int | None]]:
    """Return action and `reverts` of what was taken back, down to the first of each chain."""
    entry = Entry.__table__.c
    found: dict[int, tuple[str, int | None]] = {}
    waiting = set(revisions)
    while waiting:
        rows = select(entry.revision, entry.action, entry.reverts)
        for revision, action, reverts in reader.rows(rows.where(entry.revision.in_(waiting))):
            found[revision] = (action, reverts)
        waiting = {r for _, r in found.values() if r is not None and r not in found}
    return found
