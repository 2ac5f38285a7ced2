"""Answers kept while the study is open, for as long as the ledger says that they still hold.

The cache is shared by the threads that read; what lies in it is never changed, only replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import func, select, union_all

from gtcoder.model.codebook import Code, Coding, Membership
from gtcoder.model.journal import ColumnImage, RowImage
from gtcoder.model.team import Coder, Round
from gtcoder.model.transcripts import (
    Document,
    Participant,
    Quotation,
    Speaker,
    TextVersion,
    Turn,
)
from gtcoder.store.reader import Reader
from gtcoder.store.sight import PRIVATE

T = TypeVar("T")
_KEY = ("last touched",)

# The tables that codings stand on, and those that counts stand on: of codings, passages, documents,
# participants and coders, per code with all that serves it. Whoever shows such numbers follows
# changes of them all. `counts` loads numpy; a window names these tables before it counts.
CODED = frozenset(
    kind.__tablename__
    for kind in (Code, Coding, Quotation, Document, TextVersion, Turn, Speaker, Coder, Round)
)
COUNTED = CODED | {kind.__tablename__ for kind in (Membership, Participant)}


def kept_while(
    reader: Reader, name: str, tables: Sequence[str], make: Callable[[], T], *, all_see: bool
) -> T:
    """Return what `make` gave, as long as no entry since then touched one of these tables.

    `all_see` says that blindness hides no row of these tables, so that one answer serves every
    viewer; else an answer holds for one viewer and one set of blind rounds.
    """
    sight = None if all_see and PRIVATE.keys().isdisjoint(tables) else reader.sight
    key = ("kept", name)
    found = reader.cache.get(key)
    last = _last_touched(reader).of(tables)
    if found is not None and found[1] == sight and last <= found[0] <= reader.revision:
        value: T = found[2]
        return value
    value = make()
    if found is None or found[0] <= reader.revision:
        reader.cache[key] = (reader.revision, sight, value)
    return value


def kept_now(reader: Reader, name: str, make: Callable[[], T]) -> T:
    """Return what `make` gave for this viewer at this revision."""
    key = ("kept now", name)
    mark = (reader.revision, reader.sight)
    found = reader.cache.get(key)
    if found is None or found[0] != mark:
        found = (mark, make())
        reader.cache[key] = found
    value: T = found[1]
    return value


@dataclass(frozen=True, slots=True)
class _Touched:
    """In which entry each table was touched last, as far as `first` to `revision` tell."""

    first: int
    revision: int
    last: dict[str, int]

    def of(self, tables: Sequence[str]) -> int:
        """Return the newest entry known to have touched one of these tables."""
        return max(self.last.get(table, self.first) for table in tables)


def _last_touched(reader: Reader) -> _Touched:
    found: _Touched | None = reader.cache.get(_KEY)
    if found is None:
        found = _Touched(reader.revision, reader.revision, {})
    elif found.revision < reader.revision:
        newer = _touched_since(reader, found.revision)
        found = _Touched(found.first, reader.revision, {**found.last, **newer})
    else:
        return found
    reader.cache[_KEY] = found
    return found


def _touched_since(reader: Reader, revision: int) -> dict[str, int]:
    """Return the tables touched after an entry, each with the newest entry that did."""
    newest: dict[str, int] = {}
    either = union_all(
        *(
            select(image.c.table, func.max(image.c.revision))
            .where(image.c.revision > revision)
            .group_by(image.c.table)
            for image in (RowImage.__table__, ColumnImage.__table__)
        )
    )
    for table, last in reader.session.connection().execute(either):
        newest[table] = max(last, newest.get(table, 0))
    return newest
