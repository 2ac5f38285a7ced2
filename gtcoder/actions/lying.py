"""What lies in a text, and what becomes of it when the text is corrected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from sqlalchemy import Table, UniqueConstraint, select

from gtcoder.model.base import Base, Journaled
from gtcoder.model.transcripts import Quotation
from gtcoder.store.images import Row, journaled_tables, names_of
from gtcoder.store.moves import PASSAGES, Values, moved
from gtcoder.store.unit import Unit
from gtcoder.textdiff import Edits

_CHUNK = 5_000
_ALONE = {
    "quotation": ("start", "end", "coder_id", "round_id"),
    "given_segment": ("start", "end", "round_id"),
}


@dataclass(slots=True)
class Kept:
    """The rows of one table that lie in a document: as they were, and as they are to be.

    `empty` holds the keys of those that lose all their words.
    """

    table: str
    document: int
    rows: dict[int, Values]
    now: dict[int, Values]
    edits: Edits
    empty: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, unit: Unit, table: str, document: int, edits: Edits) -> Kept:
        """Read the rows of a document, and move them."""
        target, names = journaled_tables()[table], names_of(table)
        here = select(target.c.id).where(target.c.document_id == document).order_by(target.c.id)
        unit.flush()
        keys = unit.connection().execute(here).scalars().all()
        found = unit.rows_now(table, keys)
        rows = {key: dict(zip(names, found[key], strict=True)) for key in keys}
        after = dict(zip(rows, moved(table, list(rows.values()), (edits,)), strict=True))
        kept = cls(table, document, rows, after, edits)
        if table != "bookmark":  # a place may be between two letters
            kept.empty = {key for key, row in after.items() if row["start"] >= row["end"]}
        return kept

    @property
    def moved(self) -> int:
        """Return how many rows lie elsewhere now."""
        return sum(self.rows[key] != row for key, row in self.now.items() if key not in self.empty)


def fallen(kept: Kept) -> list[int]:
    """Return the keys of rows whose words an edit meets."""
    keys = list(kept.rows)
    starts = [kept.rows[key]["start"] for key in keys]
    ends = [kept.rows[key]["end"] for key in keys]
    return [key for key, met in zip(keys, kept.edits.touch(starts, ends), strict=True) if met]


def let_go(unit: Unit, kept: Kept) -> None:
    """Delete what hangs on quotations that lose all their words; memos stay, of nothing."""
    if kept.table == Quotation.__tablename__:
        keys = sorted(kept.empty)
        for table, column in _hanging():
            held: list[int] = []
            for place in range(0, len(keys), _CHUNK):
                here = table.c[column].in_(keys[place : place + _CHUNK])
                held += unit.connection().execute(select(table.c.id).where(here)).scalars()
            unit.bulk_delete(_kind(table), held)


def settle(unit: Unit, kept: Kept) -> int:
    """Write where rows lie now, the empty ones gone; return how many were joined with another."""
    if kept.table == "turn":
        _part_turns(kept)
    doubles = _doubles(kept)
    if kept.table == Quotation.__tablename__:
        for key, target in doubles.items():
            _join(unit, key, target)
    gone = kept.empty | doubles.keys()
    changing = [key for key, row in kept.rows.items() if key in gone or row != kept.now[key]]
    names = names_of(kept.table)

    def packed(rows: dict[int, Values], keys: Iterable[int]) -> dict[int, Row]:
        return {key: tuple(rows[key][name] for name in names) for key in keys}

    if changing:
        left = [key for key in changing if key not in gone]
        unit.put_back(kept.table, packed(kept.rows, changing), packed(kept.now, left))
    return len(doubles) if kept.table in PASSAGES else 0


def _doubles(kept: Kept) -> dict[int, int]:
    """Return rows that a unique key would not let in, by the key of the row that stays."""
    columns = _ALONE.get(kept.table)
    if columns is None:
        return {}
    first: dict[tuple[object, ...], int] = {}
    found = {}
    for key, row in kept.now.items():
        if key not in kept.empty:
            stays = first.setdefault(tuple(row[name] for name in columns), key)
            if stays != key:
                found[key] = stays
    return found


def _part_turns(kept: Kept) -> None:
    """Let a turn end where the next begins when both took what was put in between them.

    The speech of a turn lies within it; a turn of which nothing is left goes.
    """
    order = sorted(kept.rows, key=lambda key: (kept.rows[key]["start"], kept.rows[key]["end"]))
    for first, second in pairwise(order):
        if kept.rows[first]["end"] <= kept.rows[second]["start"]:
            later = kept.now[second]
            later["start"] = max(later["start"], kept.now[first]["end"])
    for key, row in kept.now.items():
        row["body"] = min(max(row["body"], row["start"]), row["end"])
        if row["start"] >= row["end"]:
            kept.empty.add(key)


def _hanging() -> list[tuple[Table, str]]:
    """Return every column that points to a quotation."""
    return [
        (table, key.parent.name)
        for table in journaled_tables().values()
        for key in table.foreign_keys
        if key.column.table.name == Quotation.__tablename__
    ]


def _kind(table: Table) -> type[Journaled]:
    """Return the mapped class of a journaled table."""
    return next(
        mapper.class_
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Journaled) and mapper.local_table is table
    )


def _join(unit: Unit, key: int, target: int) -> None:
    """Let all that hangs on a quotation hang on another, but for what is said there already."""
    for table, column in _hanging():
        kind = _kind(table)
        for record in unit.scalars(select(kind).where(getattr(kind, column) == key)).all():
            if _is_there(unit, table, record, column, target):
                unit.delete(record)
            else:
                setattr(record, column, target)
            unit.flush()


def _is_there(unit: Unit, table: Table, record: object, column: str, target: int) -> bool:
    values = {each.name: getattr(record, each.name) for each in table.c} | {column: target}
    if table.name == "comparison" and values["quotation_id"] == values["other_id"]:
        return True
    for constraint in table.constraints:
        if not isinstance(constraint, UniqueConstraint):
            continue
        names = [each.name for each in constraint.columns]
        if column in names:
            same = (table.c[name] == values[name] for name in names)
            found = select(table.c.id).where(*same, table.c.id != values["id"]).limit(1)
            if unit.connection().execute(found).first() is not None:
                return True
    return False


def moved_marks(marks: Sequence[Sequence[Any]] | None, edits: Edits) -> list[list[Any]] | None:
    """Return where the marks of a text lie in its next version; those without words go."""
    if not marks:
        return None
    starts = edits.starts([start for start, _, _ in marks])
    ends = edits.ends([end for _, end, _ in marks])
    made = [
        [int(start), int(end), kind]
        for start, end, (_, _, kind) in zip(starts, ends, marks, strict=True)
        if start < end
    ]
    return made or None


def spared(
    marks: Sequence[Sequence[Any]] | None, gone: Iterable[tuple[int, int, int]]
) -> list[list[Any]]:
    """Return what of the marks lies outside of stretches that go, which are in order."""
    stretches = [(start, end) for start, end, _ in gone]
    left: list[list[Any]] = []
    for start, end, kind in marks or ():
        at = start
        for first, last in stretches:
            if last <= at or first >= end:
                continue
            if at < first:
                left.append([at, first, kind])
            at = max(at, last)
        if at < end:
            left.append([at, end, kind])
    return left
