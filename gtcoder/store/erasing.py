"""Erasing for good: what quotes a text is made unreadable in rows and in the ledger alike.

Rows and their images are rewritten by the same rule, so that the ledger still leads to the rows
(`verify`). Of a text only its hash is left (`ErasedText`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from sqlalchemy import JSON, Connection, String, Table, bindparam, delete, insert, select, update

from gtcoder.model.base import Base
from gtcoder.model.journal import ColumnImage, Entry, RowImage
from gtcoder.model.project import IMPORT_PROFILES, EntryElsewhere
from gtcoder.model.transcripts import ErasedText, TextBody
from gtcoder.progress import Progress
from gtcoder.store.images import (
    columns_of,
    journaled_tables,
    pack_columns,
    unpack_columns,
    unpack_ids,
)
from gtcoder.store.ledger import read_images
from gtcoder.store.pieces import ERASED, Pieces
from gtcoder.store.texts import texts

Place = tuple[str, int]
ENTRY = Entry.__tablename__
ERASE = "transcripts.erase"
AKIN = "akin"  # what its entry tells: the hashes of texts that share much with what went
_MANY = 500
_PROGRAMS = frozenset(  # words of the program and references, written by no one
    {"guid", "sha256", "state", "kind", "level", "origin", "role", "verdict", "criterion", "said",
     "stands", "stance", "change", "scale", "scope", "template", "key", "preset", "grammar",
     "edits", "program", "detail", "segments"}
)  # fmt: skip
_ELSEWHERE = EntryElsewhere.__tablename__
_ALSO_PROGRAMS = frozenset(
    {("waiver", "rule"), ("coder", "name"), (_ELSEWHERE, "coder"), (_ELSEWHERE, "action")}
)
_NAMES = frozenset({"name", "label"})  # by which things are told apart
_OF_OTHERS = frozenset({"document", "participant", "speaker", "variable"})
_SETTINGS = "settings"  # of the study; the names of its import profiles are keys
_KEYED = "record"  # of a saved result, the one whose keys are words of the study


@dataclass(frozen=True, slots=True)
class Written:
    """Something written in the study: where, and the words."""

    place: Place
    text: str
    standing: bool  # in the row as it is, or only in the ledger


@cache
def written_columns() -> Mapping[str, tuple[str, ...]]:
    """Return the columns, by table, that hold what people wrote."""
    found: dict[str, tuple[str, ...]] = {}
    for table in journaled_tables():
        names = tuple(
            column.name
            for column in columns_of(table)
            if isinstance(column.type, String | JSON)
            and column.name not in _PROGRAMS
            and (table, column.name) not in _ALSO_PROGRAMS
        )
        if names:
            found[table] = names
    return found


def all_written(connection: Connection, last: int) -> Iterator[Written]:
    """Yield what is written in the rows, in their images up to entry `last`, and in entries."""
    for name, columns in written_columns().items():
        table = journaled_tables()[name]
        rows = select(table.c.id, *(table.c[column] for column in columns))
        for key, *values in connection.execute(rows):
            for value in values:
                for text in _strings(value):
                    yield Written((name, key), text, name != _ELSEWHERE)
    for image in read_images(connection, first=1, last=last, tables=written_columns()):
        wanted = written_columns()[image.table]
        for side in (image.before or {}, image.after or {}):
            for column in wanted:
                for text in _strings(side.get(column)):
                    yield Written((image.table, image.key), text, False)
    entries = select(Entry.revision, Entry.details, Entry.reason)
    for revision, details, reason in connection.execute(entries):
        for text in (*_strings(details), reason):
            yield Written((ENTRY, revision), text, False)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def bodies(connection: Connection, going: Collection[str]) -> Iterator[str]:
    """Yield the texts that stay where those of these hashes go."""
    hashes = connection.execute(select(TextBody.sha256)).scalars().all()
    yield from texts(connection, [each for each in hashes if each not in going])


def meet(connection: Connection, pieces: Pieces, last: int, progress: Progress) -> None:
    """Look for the pieces in all that is written."""
    for place, each in enumerate(all_written(connection, last)):
        if place % _MANY == 0:
            progress.step(0, 0, "ledger")
        pieces.meet(each.text)


@dataclass(frozen=True, slots=True)
class Rule:
    """What becomes of what is written in a row: of `own` rows all goes, of others the pieces.

    Names go with the pieces, but where texts, speakers and participants are named only of those
    that are `near`. Rows to `keep` stay as they are. `akin` are the hashes of texts that stay, in
    the ledger alone, but share much with what goes.
    """

    pieces: Pieces
    own: Collection[Place]
    near: Collection[Place]
    keep: Collection[Place]
    akin: frozenset[str] = frozenset()

    def cleaned(self, place: Place, values: dict[str, Any]) -> dict[str, Any]:
        """Return a row, or some columns of it, as it is to be; names stay different."""
        table, key = place
        if place in self.keep:
            return values
        made = dict(values)
        for column in written_columns()[table]:
            value = values.get(column)
            if not value:
                continue
            if place in self.own:
                new = _nothing(value)
            else:
                without = partial(self.pieces.without, names=self._named(place))
                new = _replaced(value, without, keyed=column == _KEYED)
                if column == _SETTINGS and IMPORT_PROFILES in new:
                    profiles = new[IMPORT_PROFILES]
                    names = _replaced(dict.fromkeys(profiles), without, keyed=True)
                    new[IMPORT_PROFILES] = dict(zip(names, profiles.values(), strict=True))
            if new != value and column in _NAMES:
                new = f"{new} {key}"
            made[column] = new
        return made

    def found(self, place: Place, text: str) -> tuple[str, ...]:
        """Return the stretches of something written there that quote what goes, or name it."""
        return () if place in self.own else self.pieces.found(text, names=self._named(place))

    def _named(self, place: Place) -> bool:
        return place[0] not in _OF_OTHERS or place in self.near

    def entry(self, details: Any, reason: str) -> tuple[Any, str]:
        """Return what an entry says as it is to say it."""
        return _replaced(details, self.pieces.without, keyed=False), self.pieces.without(reason)


def _nothing(value: Any) -> Any:
    return ERASED if isinstance(value, str) else type(value)()


def _replaced(value: Any, without: Callable[[str], str], *, keyed: bool) -> Any:
    if isinstance(value, str):
        return without(value)
    if isinstance(value, list):
        return [_replaced(each, without, keyed=keyed) for each in value]
    if isinstance(value, dict):
        made: dict[str, Any] = {}
        for key, each in value.items():
            new = without(key) if keyed else key
            if new in made:  # two keys that differed by what goes
                new = f"{new} {len(made) + 1}"
            made[new] = _replaced(each, without, keyed=keyed)
        return made
    return value


def rewrite(connection: Connection, rule: Rule) -> int:
    """Erase by the rule in rows, images and entries; return in how many things but entries."""
    changed: set[Place] = set()
    for name, columns in written_columns().items():
        changed |= _rewrite_rows(connection, journaled_tables()[name], columns, rule)
    changed |= _rewrite_images(connection, rule)
    changed |= _rewrite_packed(connection, rule)
    _rewrite_entries(connection, rule)
    return len(changed - set(rule.own))


def _rewrite_rows(
    connection: Connection, table: Table, columns: Sequence[str], rule: Rule
) -> set[Place]:
    new = []
    rows = select(table.c.id, *(table.c[column] for column in columns))
    for key, *values in connection.execute(rows).all():
        held = dict(zip(columns, values, strict=True))
        made = rule.cleaned((table.name, key), held)
        if made != held:
            new.append({"_of_row": key, **{f"_{name}": made[name] for name in columns}})
    if new:
        statement = update(table).where(table.c.id == bindparam("_of_row"))
        columns_made: dict[Any, Any] = {table.c[name]: bindparam(f"_{name}") for name in columns}
        connection.execute(statement.values(columns_made), new)
    return {(table.name, each["_of_row"]) for each in new}


def _rewrite_images(connection: Connection, rule: Rule) -> set[Place]:
    image = RowImage.__table__.c
    rows = select(image.revision, image.seq, image.table, image.row_id, image.before, image.after)
    new = []
    changed: set[Place] = set()
    for row in connection.execute(rows.where(image.table.in_(written_columns()))):
        place = (row.table, row.row_id)
        sides = [side and rule.cleaned(place, side) for side in (row.before, row.after)]
        if sides != [row.before, row.after]:
            changed.add(place)
            new.append({"_revision": row.revision, "_seq": row.seq,
                        "_before": sides[0], "_after": sides[1]})  # fmt: skip
    if new:
        here = (image.revision == bindparam("_revision")) & (image.seq == bindparam("_seq"))
        sides_made: dict[Any, Any] = {
            image.before: bindparam("_before"),
            image.after: bindparam("_after"),
        }
        connection.execute(update(_table(RowImage)).where(here).values(sides_made), new)
    return changed


def _rewrite_packed(connection: Connection, rule: Rule) -> set[Place]:
    image = ColumnImage.__table__.c
    changed: set[Place] = set()
    rows = select(_table(ColumnImage)).where(image.table.in_(written_columns()))
    for row in connection.execute(rows).all():
        keys = unpack_ids(row.ids)
        sides = {}
        for side in ("before", "after"):
            columns = unpack_columns(getattr(row, side)) if getattr(row, side) else {}
            touched = _clean_columns(row.table, keys, columns, rule)
            if touched:
                changed |= touched
                sides[side] = pack_columns(dict(columns))
        if sides:
            here = (image.revision == row.revision) & (image.seq == row.seq)
            connection.execute(update(_table(ColumnImage)).where(here).values(**sides))
    return changed


def _clean_columns(
    table: str, keys: Sequence[int], columns: dict[str, list[Any]], rule: Rule
) -> set[Place]:
    """Erase in columns of images, in place; return the rows that were touched."""
    changed: set[Place] = set()
    for name in columns.keys() & set(written_columns()[table]):
        values = columns[name]
        for number, key in enumerate(keys):
            made = rule.cleaned((table, key), {name: values[number]})[name]
            if made != values[number]:
                values[number] = made
                changed.add((table, key))
    return changed


def _rewrite_entries(connection: Connection, rule: Rule) -> None:
    entry = Entry.__table__.c
    new = []
    for row in connection.execute(select(entry.revision, entry.details, entry.reason)).all():
        details, reason = rule.entry(row.details, row.reason)
        if (details, reason) != (row.details, row.reason):
            new.append({"_revision": row.revision, "_details": details, "_reason": reason})
    if new:
        said: dict[Any, Any] = {
            entry.details: bindparam("_details"),
            entry.reason: bindparam("_reason"),
        }
        here = entry.revision == bindparam("_revision")
        connection.execute(update(_table(Entry)).where(here).values(said), new)


def _table(kind: type[Base]) -> Table:
    table = kind.__table__
    assert isinstance(table, Table)
    return table


def bury(connection: Connection, hashes: Collection[str], revision: int) -> None:
    """Take texts out of the study and leave their hashes, said to be erased by an entry."""
    texts = select(TextBody.sha256, TextBody.text).where(TextBody.sha256.in_(hashes))
    known = set(connection.execute(select(ErasedText.sha256)).scalars())
    buried = [
        {"sha256": row.sha256, "characters": len(row.text), "revision": revision}
        for row in connection.execute(texts)
        if row.sha256 not in known
    ]
    connection.execute(delete(_table(TextBody)).where(TextBody.sha256.in_(hashes)))
    if buried:
        connection.execute(insert(ErasedText), buried)
