"""An open study: the one door to write through, and the one signal that says what changed."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from gtcoder.errors import NotAllowed, ReasonNeeded, UndoConflict
from gtcoder.model.base import NUMBERING, new_guid, now
from gtcoder.model.journal import ColumnImage, Entry, RowImage
from gtcoder.model.project import Project
from gtcoder.model.team import Coder
from gtcoder.store.engine import READING, damaged, translated
from gtcoder.store.erasing import ERASE
from gtcoder.store.history import REVERT, revert
from gtcoder.store.images import journaled_tables
from gtcoder.store.ledger import ALL, Change, Changed, JournalRows, together
from gtcoder.store.migrate import SCHEMA_VERSION
from gtcoder.store.naming import text_as_kept, texts_as_kept
from gtcoder.store.reader import Reader, reading
from gtcoder.store.sight import (
    Numbers,
    blindness_now,
    is_public,
    numbers,
    refuse_shared,
)
from gtcoder.store.undo_stacks import FIRST, JOIN, UndoStacks, follow_ledger
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import Verb, verb_of
from gtcoder.vocabulary import CoderId, CoderRole, Span

T = TypeVar("T")
log = logging.getLogger("gtcoder.store")
_ACTION = select(Entry.action, Entry.reverts).where(Entry.revision == bindparam("revision"))


@dataclass(frozen=True, slots=True)
class _Done:
    """What a verb gave and changed, and whether a blind round was open then."""

    result: Any
    change: Change | None
    blind: bool = False


class OpenProject:
    """A study that is open for one coder (or, without a coder, for reading)."""

    def __init__(
        self,
        engine: Engine,
        coder: CoderId | None,
        *,
        read_only: bool = False,
        before_write: Callable[[], None] | None = None,
        on_poll: Callable[[], None] | None = None,
        on_close: Callable[[OpenProject], None] | None = None,
    ) -> None:
        self.engine = engine
        self.coder = coder
        self.read_only = read_only
        self.wrote = False
        self.listeners: list[Callable[[Change], None]] = []
        self.warnings: list[str] = []
        self.cache: dict[Any, Any] = {}
        self._before_write = before_write
        self._on_poll = on_poll
        self._on_close = on_close
        self._told: set[int] = set()
        self._stacks = UndoStacks(coder)
        with translated():
            self._seen = self._revision()

    def perform(self, verb: Callable[..., T], /, *, reason: str = "", **arguments: Any) -> T:
        """Run a verb in one transaction, write its entry, and tell the listeners.

        A verb that raises leaves no trace; one that changes nothing leaves no entry.
        """
        known = verb_of(verb)
        if known.name == REVERT:
            self.revert(**arguments)
            return None  # type: ignore[return-value]
        if known.needs_reason and not reason.strip():
            raise ReasonNeeded(
                "The ledger keeps the reason of “{verb}”. Nothing was changed; say why (--reason).",
                verb=known.name,
            )
        done = self._transact(known, arguments, text_as_kept(reason).strip(), None)
        if done.change is not None:
            self._tell(done.change, numbered=done.blind)
        return done.result  # type: ignore[no-any-return]

    @property
    def seen(self) -> int:
        """The newest entry this study was seen with, by the coder's own number."""
        with self.snapshot() as connection:
            numbers = self._numbers(connection)
        reached, known = self._seen, self._told.union(numbers.hidden)
        while reached + 1 in known:  # of hidden entries nobody has to tell
            reached += 1
        return numbers.shown(reached)

    def undo(self) -> Change:
        """Take back my last entry that still stands."""
        numbers = self._follow()
        return self.revert(numbers.shown(self._stacks.to_undo()))

    def redo(self) -> Change:
        """Do again what I took back last, if I did nothing else since."""
        numbers = self._follow()
        return self.revert(numbers.shown(self._stacks.to_redo()))

    def revert(self, revision: int) -> Change:
        """Take back any entry, by the coder's own number; a colleague's needs role lead."""
        with self.snapshot() as connection:
            real = self._numbers(connection).real(revision)
        done = self._transact(verb_of(revert), {"revision": real}, "", real)
        if done.change is None:
            raise UndoConflict(
                "Entry {revision} changed nothing that could be taken back.", revision=revision
            )
        return self._tell(done.change, numbered=done.blind)

    @property
    def undo_label(self) -> str | None:
        """The stable name of what undo would take back, or None."""
        return self.labels[0]

    @property
    def redo_label(self) -> str | None:
        """The stable name of what redo would do again, or None."""
        return self.labels[1]

    @property
    def labels(self) -> tuple[str | None, str | None, bool]:
        """The stable names of what undo and redo would do; whether undo ends at an erasing."""
        with self.snapshot() as connection:
            follow_ledger(connection, self._stacks)
            stacks = (self._stacks.done, self._stacks.undone)
            undo, redo = (_action_of(connection, revisions) for revisions in stacks)
        return undo, redo, self._stacks.ended and undo is None

    def read(self) -> AbstractContextManager[Reader]:
        """Give a snapshot as this coder may see it."""
        return reading(self.engine, self.coder, self.cache)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Give a connection that sees one moment of the whole study, for the store's own checks."""
        options: dict[str, Any] = {READING: True}
        if self.engine.dialect.name == "postgresql":
            options["isolation_level"] = "REPEATABLE READ"
        before = NUMBERING.set(None)
        try:
            with translated(), self.engine.connect().execution_options(**options) as connection:
                yield connection
                connection.rollback()
        finally:
            NUMBERING.reset(before)

    def poll(self) -> list[Change]:
        """Return what others did since the last look, in order, and tell the listeners.

        Of what a blind round hides from this coder nothing is told.
        """
        if self._on_poll is not None:
            with translated():
                self._on_poll()
        with self.snapshot() as connection:
            newest = connection.execute(select(Project.revision)).scalar_one()
            if newest == self._seen:
                return []
            changes = _changes_since(connection, self._seen)
            numbers = self._numbers(connection)
        hidden = set(numbers.hidden)
        news = [
            replace(change, revision=numbers.shown(change.revision))
            for change in changes
            if change.revision not in self._told and change.revision not in hidden
        ]
        news = [change for change in news if change.touched]
        self._seen = newest
        self._told = {revision for revision in self._told if revision > newest}
        for change in news:
            if change.action == ERASE:
                self.cache.clear()
            for listener in self.listeners:
                listener(change)
        return news

    def close(self) -> None:
        """Let go of the study; the last one to close a file makes it one file again."""
        closing, self._on_close = self._on_close, None
        try:
            if closing is not None:
                with translated():
                    closing(self)
        finally:
            self.engine.dispose()

    def __enter__(self) -> OpenProject:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _transact(
        self, verb: Verb, arguments: dict[str, Any], reason: str, reverts: int | None
    ) -> _Done:
        if self.read_only:
            raise NotAllowed("The study is open for reading only. Nothing was changed.")
        if self._before_write is not None:
            with translated():
                self._before_write()
        began, arguments = time.perf_counter(), texts_as_kept(arguments)
        before = NUMBERING.set(None)
        try:
            with translated(), Unit(self.engine, self.coder) as unit, unit.begin():
                _lock(unit, public=is_public(verb.name))
                _check_role(unit, verb)
                unit.reason = reason
                result = verb.run(unit, **arguments)
                changed = unit.collect()
                if not changed and verb.name != ERASE:  # of a removed text only the ledger tells
                    unit.rollback()
                    return _Done(result, None)
                _write_entry(unit, verb.name, arguments, reason, reverts, changed)
                number = unit.numbers.shown(unit.revision)  # the log is a door as well
        except IntegrityError as error:
            if reverts is None:
                raise
            with self.snapshot() as connection:  # the unit is closed; used again it locks the study
                shown = self._numbers(connection).shown(reverts)
            raise UndoConflict(
                "Entry {revision} cannot be taken back: later work builds on it. "
                "Nothing was changed.",
                revision=shown,
            ) from error
        finally:
            NUMBERING.reset(before)
        touched: dict[str, frozenset[int]] = {}
        for images in changed:
            touched[images.table] = together(touched.get(images.table), images.keys())
        if verb.name == ERASE:  # it changes rows past the journal as well
            touched = dict.fromkeys(journaled_tables(), ALL)
            self.cache.clear()
        rows = sum(map(len, changed))
        spent = (time.perf_counter() - began) * 1000
        log.info("%d %s %d rows %.1f ms", number, verb.name, rows, spent)
        change = Change(unit.revision, verb.name, unit.coder, touched)
        return _Done(result, change, blind=unit.blind is not None)

    def _tell(self, change: Change, *, numbered: bool) -> Change:
        """Tell the listeners, and return what they were told: with the coder's own number."""
        if change.revision == self._seen + 1:
            self._seen = change.revision
        else:
            self._told.add(change.revision)
        self.wrote = True
        if numbered:
            with self.snapshot() as connection:
                numbers = self._numbers(connection)
            change = replace(change, revision=numbers.shown(change.revision))
        for listener in self.listeners:
            listener(change)
        return change

    def _numbers(self, connection: Connection) -> Numbers:
        return numbers(connection, blindness_now(connection), self.coder)

    def _revision(self) -> int:
        with self.snapshot() as connection:
            revision = connection.execute(select(Project.revision)).scalar()
        if revision is None:
            raise damaged("its own row is missing")
        return revision

    def _follow(self) -> Numbers:
        with self.snapshot() as connection:
            follow_ledger(connection, self._stacks)
            return self._numbers(connection)


def _action_of(connection: Connection, revisions: list[int]) -> str | None:
    """Name what a stack's top did; a revert is named by what it took back."""
    if not revisions:
        return None
    wanted: int | None = revisions[-1]
    while wanted is not None:
        row = connection.execute(_ACTION, {"revision": wanted}).one()
        if row.action != REVERT:
            return str(row.action)
        wanted = row.reverts
    return REVERT


def _lock(unit: Unit, *, public: bool) -> None:
    """Raise the revision first: it locks the study, so entries are dense and in commit order."""
    statement = update(Project).values(revision=Project.revision + 1)
    connection = unit.connection()
    row = connection.execute(statement.returning(Project.revision, Project.counters)).one()
    unit.start(row.revision, row.counters, blindness_now(connection), public=public)


def _check_role(unit: Unit, verb: Verb) -> None:
    if unit.coder is None and verb.name in (FIRST, JOIN):
        return
    coder = unit.get(Coder, unit.me)
    if coder is None:
        raise NotAllowed("The coder is no longer in the study. Nothing was changed.")
    if coder.role == CoderRole.VIEWER:
        raise NotAllowed(
            "{name} is a viewer and may only read. Nothing was changed; ask a lead for the role "
            "coder.",
            name=coder.name,
        )
    if verb.lead_only and coder.role != CoderRole.LEAD:
        raise NotAllowed(
            "Only a lead may do “{verb}”. Nothing was changed; ask a lead of the study.",
            verb=verb.name,
        )


def _write_entry(
    unit: Unit,
    action: str,
    arguments: dict[str, Any],
    reason: str,
    reverts: int | None,
    changed: Sequence[Changed],
) -> None:
    connection = unit.connection()
    private = unit.blind is not None and not is_public(action)
    if unit.blind is not None and private:
        refuse_shared(connection, unit.blind, unit.me, changed)
    details = {**_plain(arguments), **unit.details}
    images = JournalRows.of(changed, unit.revision)
    entry = {
        "revision": unit.revision,
        "guid": new_guid(),
        "at": now(),
        "coder_id": unit.coder,
        "action": action,
        "details": details,
        "reason": reason,
        "reverts": reverts,
        "images": len(images),
        "schema_version": SCHEMA_VERSION,
        "private": private,
    }
    connection.execute(insert(Entry), entry)
    images.write(connection)
    if unit.given.changed:
        connection.execute(update(Project).values(counters=unit.given.counters))


def _plain(arguments: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments that are small and plain; texts and batches stay in the images."""
    plain: dict[str, Any] = {}
    for name, value in arguments.items():
        if isinstance(value, Enum):
            plain[name] = str(value.value)
        elif isinstance(value, Span):
            plain[name] = [value.start, value.end]
        elif isinstance(value, int | float | bool):
            plain[name] = value
    return plain


def _changes_since(connection: Connection, revision: int) -> list[Change]:
    touched: dict[int, dict[str, set[int]]] = {}
    rows = select(RowImage.revision, RowImage.table, RowImage.row_id)
    for row in connection.execute(rows.where(RowImage.revision > revision)):
        touched.setdefault(row.revision, {}).setdefault(row.table, set()).add(row.row_id)
    whole: dict[int, set[str]] = {}
    columns = select(ColumnImage.revision, ColumnImage.table)
    for image in connection.execute(columns.where(ColumnImage.revision > revision)):
        whole.setdefault(image.revision, set()).add(image.table)
    entries = select(Entry.revision, Entry.action, Entry.coder_id)
    later = entries.where(Entry.revision > revision).order_by(Entry.revision)
    changes = []
    for entry in connection.execute(later):
        tables = {t: frozenset(k) for t, k in touched.get(entry.revision, {}).items()}
        tables |= dict.fromkeys(whole.get(entry.revision, ()), ALL)
        if entry.action == ERASE:
            tables = dict.fromkeys(journaled_tables(), ALL)
        changes.append(Change(entry.revision, entry.action, entry.coder_id, tables))
    return changes
