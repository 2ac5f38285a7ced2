"""What a ledger knows of another one, and the study's rows as they were after one of its entries.

Two copies of a study share the entries up to the moment of copying, by guid; an entry of the other
that came along when copies were merged is known as well. The newest that both know is their base.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, select

from gtcoder.model.journal import Entry
from gtcoder.model.project import EntryElsewhere, Project
from gtcoder.model.transcripts import ErasedText, TextBody
from gtcoder.store.by_guid import (
    KEYS_IN_JSON,
    KEYS_IN_TEXT,
    PAIRS,
    mapped_json,
    points_to,
    read_rows,
    state_tables,
    text_by_guid,
)
from gtcoder.store.images import columns_of, decode_values, names_of
from gtcoder.store.ledger import read_images
from gtcoder.store.moves import TAKE_IN
from gtcoder.study_rows import Guid, StudyRows

_Rows = dict[str, dict[int, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class OneEntry:
    """An entry of a ledger: its number there, its guid, and what it took back."""

    number: int
    guid: Guid
    action: str
    reverts: int | None


@dataclass(frozen=True)
class Ledger:
    """The entries of a study's own ledger, and when each of another's came to be known here."""

    connection: Connection = field(repr=False)
    entries: tuple[OneEntry, ...]
    brought: Mapping[Guid, int]

    @classmethod
    def read(cls, connection: Connection) -> Ledger:
        """Read it."""
        entry = Entry.__table__.c
        rows = select(entry.revision, entry.guid, entry.action, entry.reverts)
        own = tuple(OneEntry(*row) for row in connection.execute(rows.order_by(entry.revision)))
        there = EntryElsewhere.__table__.c
        came = connection.execute(select(there.guid, there.revision))
        return cls(connection, own, {row.guid: row.revision for row in came})

    @property
    def last(self) -> int:
        """The number of the newest entry."""
        return self.entries[-1].number if self.entries else 0

    @cached_property
    def numbers(self) -> Mapping[Guid, int]:
        """Own entries by guid."""
        return {each.guid: each.number for each in self.entries}

    def entry(self, number: int) -> OneEntry:
        """Return one of its own entries."""
        return self.entries[bisect_right(self.entries, number, key=lambda each: each.number) - 1]

    def knows(self, guid: Guid, at: int) -> bool:
        """Tell whether an entry, of whatever ledger, was known here after entry `at`."""
        known = self.numbers.get(guid, self.brought.get(guid))
        return known is not None and known <= at

    @cached_property
    def taken_back(self) -> tuple[tuple[int, int], ...]:
        """Stretches `[first, end)` of entries in which a merge stood that was taken back later.

        Whoever takes back a merge does not mean to remove what the other did: the state in between
        is no base for what comes after.
        """
        first = {each.number: self._origin(each) for each in self.entries if each.reverts}
        merges = {each.number for each in self.entries if each.action == TAKE_IN}
        stands = {number: number for number in merges}
        found: dict[int, tuple[int, int]] = {}
        for number, merge in first.items():
            if merge not in merges:
                continue
            if merge in stands:  # it stood until now
                found[merge] = (stands.pop(merge), number)
            else:  # done again
                stands[merge] = number
                found.pop(merge, None)
        return tuple(found.values())

    def _origin(self, each: OneEntry) -> int:
        while each.reverts is not None:
            each = self.entry(each.reverts)
        return each.number

    def last_known(self, other: Ledger, at: int, there: int) -> int:
        """Return the last own entry up to `at` that the other knew after its entry `there`, or 0.

        What lies within a merge that was taken back does not count.
        """
        for each in reversed(self.entries):
            within = any(first <= each.number < end for first, end in self.taken_back)
            if each.number <= at and not within and other.knows(each.guid, there):
                return each.number
        return 0


def rows_as_of(connection: Connection, number: int) -> StudyRows:
    """Return the study's rows by guid as they were after an entry, from the images since."""
    newest = connection.execute(select(Project.__table__.c.revision)).scalar_one()
    if number >= newest:
        return read_rows(connection)
    tables = {table: _read(connection, table) for table in state_tables()}
    images = read_images(connection, first=number + 1, last=newest, tables=state_tables())
    for image in reversed(list(images)):
        rows = tables[image.table]
        if image.before is None:
            rows.pop(image.key, None)
        else:
            before = decode_values(image.table, image.before)
            rows.setdefault(image.key, dict.fromkeys(names_of(image.table))).update(before)
    bodies = connection.execute(select(TextBody.sha256, TextBody.text))
    wanted = {row["sha256"] for row in tables["text_version"].values()}
    texts = {row.sha256: row.text for row in bodies if row.sha256 in wanted}
    return StudyRows(dict(_by_guid(tables)), texts)


def _read(connection: Connection, table: str) -> dict[int, dict[str, Any]]:
    names = names_of(table)
    rows = connection.execute(select(*columns_of(table)))
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


def _by_guid(tables: _Rows) -> Iterator[tuple[str, dict[str, list[Any]]]]:
    guids = {table: {key: row["guid"] for key, row in rows.items()}
             for table, rows in tables.items()}  # fmt: skip

    def in_hex(key: int, table: str) -> str:
        guid = guids[table].get(key)
        return "?" if guid is None else guid.hex()

    for table, rows in tables.items():
        if not rows:
            continue
        columns = {name: [row[name] for row in rows.values()] for name in names_of(table)}
        del columns["id"]
        if table in KEYS_IN_TEXT:
            name, names, _ = KEYS_IN_TEXT[table]
            texts = zip(columns[name], columns[names], strict=True)
            columns[name] = [text_by_guid(table, *each, guids["code"]) for each in texts]
        for name, other in points_to(table).items():
            columns[name] = [None if key is None else guids[other][key] for key in columns[name]]
        for (of, name), places in KEYS_IN_JSON.items():
            if of == table:
                columns[name] = [mapped_json(value, places, in_hex) for value in columns[name]]
        if table in PAIRS:
            one, other = PAIRS[table]
            pairs = [sorted(pair) for pair in zip(columns[one], columns[other], strict=True)]
            columns[one], columns[other] = (list(each) for each in zip(*pairs, strict=True))
        yield table, columns


def erased(connection: Connection) -> frozenset[str]:
    """Return the hashes of texts that were erased for good."""
    return frozenset(connection.execute(select(ErasedText.sha256)).scalars())
