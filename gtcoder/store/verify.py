"""Proof that a study is what its ledger says: folding, hashes, spans, and the state's digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, Connection, func, literal, select, union_all

from gtcoder.model.codebook import Code
from gtcoder.model.journal import ColumnImage, Entry, RowImage
from gtcoder.model.project import EntryElsewhere, Label, Project
from gtcoder.model.results import SavedResult
from gtcoder.model.team import Assignment, Coder
from gtcoder.progress import Progress, Silent
from gtcoder.store.by_guid import Guids, guids_of, state_tables, without_keys
from gtcoder.store.images import columns_of, encode_row, journaled_tables, names_of
from gtcoder.store.ledger import ImageRow, read_images
from gtcoder.store.project import OpenProject
from gtcoder.store.sight import LANES, Blindness, blindness_now, numbers
from gtcoder.store.unreadable import UNREADABLE, unreadable
from gtcoder.store.verify_texts import Problem, check_spans, check_texts
from gtcoder.vocabulary import CoderId

_ENOUGH = 100
_NOT_READ = "cannot be read"


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether the study holds together, what is wrong, and the digest of its state."""

    ok: bool
    problems: tuple[Problem, ...]
    digest: str
    revision: int


def verify(project: OpenProject, progress: Progress | None = None) -> Verification:
    """Fold the ledger and compare it with the tables; check texts, spans and before-images.

    The digest is the SHA-256 of the canonical state (see `digest`), empty where a row cannot be
    read; while a blind round is open, of what the coder may see of it (without a coder, of what all
    may see). At most 100 problems are listed.
    """
    follow = progress or Silent()
    with project.snapshot() as connection:
        blind = blindness_now(connection)
        problems: list[Problem] = []
        for problem in _problems(connection, follow):
            problems.append(problem)
            if len(problems) == _ENOUGH:
                break
        revision = connection.execute(select(Project.revision)).scalar_one()
        readable = all(problem.message != _NOT_READ for problem in problems)
        state = digest(connection, blind, project.coder) if readable else ""
        revision = numbers(connection, blind, project.coder).shown(revision)
        return Verification(not problems, tuple(problems), state, revision)


def state_digest(project: OpenProject) -> str:
    """Return the digest of the study's present state."""
    with project.snapshot() as connection:
        return digest(connection)


def digest(
    connection: Connection, blind: Blindness | None = None, viewer: CoderId | None = None
) -> str:
    """Return the SHA-256 of the canonical state: every journaled row, by guid.

    Local keys are left out and references are written as the guid they point to, so that two
    copies of one study with other keys or another ledger give the same digest. With `blind` what
    colleagues of the viewer do meanwhile is left out.
    """
    filled = _filled(connection)
    guids = {
        table: guids_of(connection, table) if table in filled else {} for table in state_tables()
    }
    total = hashlib.sha256()
    for table in state_tables():
        total.update(f"{table}\n".encode())
        if table not in filled:
            continue
        for line in sorted(_canonical(connection, table, guids, _kept_back(blind, viewer, table))):
            total.update(line.encode())
    return total.hexdigest()


@cache
def _asked_whether_filled() -> CompoundSelect[str]:
    return union_all(
        *(
            select(literal(name)).where(select(table.c.id).exists())
            for name, table in journaled_tables().items()
        )
    )


def _filled(connection: Connection) -> set[str]:
    """Return the journaled tables that hold a row: most studies leave most of them empty."""
    return set(connection.execute(_asked_whether_filled()).scalars())


def _told_of(connection: Connection) -> set[str]:
    """Return the tables that the ledger holds images of."""
    kinds = (select(kind.table).distinct() for kind in (RowImage, ColumnImage))
    return {name for kind in kinds for name in connection.execute(kind).scalars()}


def _kept_back(
    blind: Blindness | None, viewer: CoderId | None, table: str
) -> Callable[[Mapping[str, Any]], bool]:
    """Return what tells of a row, by its encoded values, that the viewer may not see it."""
    if blind is None:
        return lambda _: False
    said = table == Assignment.__tablename__

    def hidden(row: Mapping[str, Any]) -> bool:
        theirs = said and row["round_id"] in blind.rounds and row["coder_id"] != viewer
        return theirs or not blind.sees(viewer, table, row["id"])

    return hidden


def _canonical(
    connection: Connection,
    table: str,
    guids: Guids,
    hidden: Callable[[Mapping[str, Any]], bool],
) -> Iterator[str]:
    for row in connection.execute(select(*columns_of(table))):
        values = dict(zip(names_of(table), encode_row(table, row), strict=True))
        if hidden(values):
            continue
        del values["id"]
        by_guid = list(without_keys(table, values, guids).values())
        yield json.dumps(by_guid, ensure_ascii=False, sort_keys=True) + "\n"


def _problems(connection: Connection, progress: Progress) -> Iterator[Problem]:
    yield from _check_entries(connection)
    filled = _filled(connection)
    tables = sorted(filled | (_told_of(connection) & journaled_tables().keys()))
    newest = connection.execute(select(Project.revision)).scalar_one()
    counters = _counters(connection)
    for place, table in enumerate(tables):
        progress.step(place, len(tables) + 1, table)
        yield from _check_table(connection, table, newest, counters)
    progress.step(len(tables), len(tables) + 1, "texts")
    yield from check_texts(connection)
    yield from check_state(connection)


def check_state(connection: Connection) -> Iterator[Problem]:
    """Yield what does not hold together in the tables alone: spans, the tree, references."""
    yield from check_spans(connection)
    yield from _check_codes(connection)
    yield from _check_references(connection, _filled(connection))


def _check_entries(connection: Connection) -> Iterator[Problem]:
    images: dict[int, int] = {}
    for kind in (RowImage, ColumnImage):
        counts = select(kind.revision, func.count()).group_by(kind.revision)
        for revision, count in connection.execute(counts):
            images[revision] = images.get(revision, 0) + count
    expected = 1
    rows = connection.execute(select(Entry.revision, Entry.images).order_by(Entry.revision)).all()
    for revision, count in rows:
        for missing in range(expected, revision):
            yield Problem("entry", missing, "is missing from the ledger")
        if images.pop(revision, 0) != count:
            yield Problem("entry", revision, "has lost or gained images of rows")
        expected = revision + 1
    newest = connection.execute(select(Project.revision)).scalar_one()
    for missing in range(expected, newest + 1):
        yield Problem("entry", missing, "is missing from the ledger")
    for beyond in range(newest + 1, expected):
        yield Problem("entry", beyond, "lies beyond the study's last revision")
    for revision in images:
        yield Problem("row_image", revision, "belongs to no entry")
    yield from check_names(connection)


def check_names(connection: Connection) -> Iterator[Problem]:
    """Check what entries name and what names entries, though no foreign key holds it."""
    known = union_all(select(Entry.guid), select(EntryElsewhere.guid))
    for kind in (Label, SavedResult):
        lost = connection.execute(select(kind.id).where(kind.entry_guid.not_in(known)))
        for key in lost.scalars():
            yield Problem(kind.__tablename__, key, "names an entry that is not in the ledger")
    strangers = select(Entry.revision).where(Entry.coder_id.not_in(select(Coder.id)))
    ever = select(RowImage.row_id).where(RowImage.table == Coder.__tablename__)
    for revision in connection.execute(strangers.where(Entry.coder_id.not_in(ever))).scalars():
        yield Problem("entry", revision, "names a coder that never was")


def _check_table(
    connection: Connection, table: str, newest: int, counters: Mapping[str, int]
) -> Iterator[Problem]:
    try:
        yield from _compare(connection, table, newest, counters)
    except UNREADABLE:
        lost = list(unreadable(connection, table))
        if not lost:
            raise
        for where, row in lost:
            yield Problem(where, row, _NOT_READ)


def _compare(
    connection: Connection, table: str, newest: int, counters: Mapping[str, int]
) -> Iterator[Problem]:
    state: dict[int, dict[str, Any]] = {}
    highest = 0
    for image in read_images(connection, first=1, last=newest, tables=[table]):
        highest = max(highest, image.key)
        trouble = _follow(state, image)
        if trouble:
            yield Problem(table, image.key, f"entry {image.revision}: {trouble}")
    names = names_of(table)
    for row in connection.execute(select(*columns_of(table))):
        values = dict(zip(names, encode_row(table, row), strict=True))
        folded = state.pop(values["id"], None)
        if folded is None:
            yield Problem(table, values["id"], "is in the table but not in the ledger")
            continue
        odd = [name for name in folded if folded[name] != values.get(name)]
        if odd:
            yield Problem(table, values["id"], f"differs from the ledger in {', '.join(odd)}")
    for key in state:
        yield Problem(table, key, "is in the ledger but not in the table")
    lanes = (given for name, given in counters.items() if name.startswith(f"{table}/"))
    if highest > int(counters.get(table, 0)) + LANES * max(lanes, default=0):
        yield Problem("project", 1, f"its counter of keys is behind for {table}")


def _counters(connection: Connection) -> Mapping[str, int]:
    try:
        return dict(connection.execute(select(Project.counters)).scalar_one())
    except UNREADABLE:
        return {}


def _follow(state: dict[int, dict[str, Any]], image: ImageRow) -> str | None:
    """Apply one image to the folded state; return what contradicts it, or None."""
    now = state.get(image.key)
    if image.before is None:
        trouble = None if now is None else "makes a row that was there already"
    elif now is None:
        trouble = "has an image before of a row that was not there"
    else:
        odd = [name for name, value in image.before.items() if now.get(name) != value]
        trouble = f"has an image before that differs in {', '.join(odd)}" if odd else None
    if image.after is None:
        state.pop(image.key, None)
    else:
        state.setdefault(image.key, {}).update(image.after)
    return trouble


def _check_codes(connection: Connection) -> Iterator[Problem]:
    rows = connection.execute(select(Code.id, Code.parent_id, Code.merged_into_id)).all()
    for name, links in (
        ("is its own ancestor", {row.id: row.parent_id for row in rows}),
        ("is merged into itself", {row.id: row.merged_into_id for row in rows}),
    ):
        for key in links:
            if _in_a_circle(links, key):
                yield Problem("code", key, name)


def _in_a_circle(links: dict[int, int | None], key: int) -> bool:
    passed: set[int] = set()
    at: int | None = key
    while at is not None and at not in passed:
        passed.add(at)
        at = links.get(at)
    return at == key


def _check_references(connection: Connection, filled: set[str]) -> Iterator[Problem]:
    for table in sorted(filled):
        if not journaled_tables()[table].foreign_keys:
            continue
        for row, column in connection.execute(_pointing_to_nothing(table)):
            yield Problem(table, row, f"{column} points to nothing")


@cache
def _pointing_to_nothing(name: str) -> CompoundSelect[Any]:
    table = journaled_tables()[name]
    lost = []
    for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
        other = key.column.table.alias()
        column = table.c[key.parent.name]
        lost.append(
            select(table.c.id, literal(key.parent.name))
            .outerjoin(other, other.c.id == column)
            .where(column.is_not(None), other.c.id.is_(None))
        )
    return union_all(*lost)
