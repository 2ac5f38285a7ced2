"""Reading a snapshot of a study as one viewer may see it; blindness holds in every query.

While a blind round is open (blind, neither closed nor unblinded):

* **Private** is all that a coder does from its opening on, in whatever round: codings, quotations,
  memos and what they are about, evidence, places on properties, saved results, proposed codes with
  their memberships and attributes, and how far the coder says to be with a document. Colleagues see
  none of it: not the rows, not the entries of the ledger, not the images in them.
* **Out of sight** besides is what colleagues marked earlier, in any round, in the documents given
  out in the blind round (in all documents where none is given out), with the memos, evidence and
  places on those passages, the entries that told of them, and the decisions over those documents.
* **Shared and frozen** is the rest: codebook, categories, relations, paradigms, properties, models,
  judgements, log of sampling, waivers, decisions over other documents, and what was private in
  earlier rounds. Verbs that would change it are refused (`sight.refuse_shared`): no codebook of a
  colleague can tell.
* **Shared and changing** is what `sight.PUBLIC` lists: texts that come in, work that is given out,
  rounds, coders, title, settings, labels.

Numbers that would tell do not: keys lie in lanes (`sight.LANES`), so that a coder's do not depend
on colleagues'; entries are numbered without the hidden ones, in all that is read and typed
(`base.EntryNumber`), so that “revert 53” takes back the 53rd that the coder sees; and the study's
revision is the number of the newest entry in sight. When the round ends all entries count again:
an entry made after a hidden one then has a higher number than its coder knew it by.

Two things cannot be kept from a coder who shares the file: its size and its time on the disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, select
from sqlalchemy import event as sa_event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import ORMExecuteState, Session

from gtcoder.errors import NotAllowed
from gtcoder.model.base import NUMBERING
from gtcoder.model.codebook import Coding
from gtcoder.model.project import Project
from gtcoder.model.team import Coder
from gtcoder.model.transcripts import Quotation
from gtcoder.store.engine import READING, translated
from gtcoder.store.history import fold
from gtcoder.store.recoding import Afresh, recoding
from gtcoder.store.sight import (
    PRIVATE,
    Blindness,
    blindness,
    criteria,
    earlier_passages,
    in_sight,
    numbers,
    open_rounds,
)
from gtcoder.vocabulary import CoderId

HIDDEN_WHEN_BLIND = tuple(PRIVATE)
Sight = tuple[CoderId | None, Blindness | None, Afresh | None]

# Asked at every opening of a snapshot, past the ORM, which would take most of the time.
_REVISION = select(Project.__table__.c.revision)


class _ReadSession(Session):
    criteria: tuple[Any, ...] = ()


class Reader:
    """A snapshot of a study for one viewer.

    Every ORM-enabled SELECT leaves out what the viewer may not see; `columns` and `rows_at` do it
    for what is read past the ORM. `revision` is the newest entry in sight, by the viewer's number.
    `cache` lives as long as the study is open; what is kept there must name the revision, the
    viewer and the blindness.
    """

    def __init__(
        self, session: _ReadSession, viewer: CoderId | None, cache: dict[Any, Any]
    ) -> None:
        self.session = session
        self.viewer = viewer
        self.cache = cache
        connection = session.connection()
        open_now = open_rounds(connection)
        self.blind = blindness(connection, open_now.blind)
        if self.blind and viewer is None:
            raise NotAllowed(
                "A blind round is open, so the study shows each coder their own codings only. "
                "Say who is reading (--as NAME)."
            )
        self.numbers = numbers(connection, self.blind, viewer)
        NUMBERING.set(self.numbers if self.blind is not None else None)
        self.revision: int = connection.execute(_REVISION).scalar_one()
        self.afresh = recoding(connection, open_now.recode, viewer)
        session.criteria = self._criteria()

    @cached_property
    def study(self) -> Project:
        """The study's own row."""
        return self.session.scalars(select(Project)).one()

    def rows(self, statement: Select[*tuple[Any, ...]]) -> list[Any]:
        """Return the rows of a SELECT as named tuples."""
        return list(self.session.execute(statement))

    def scalars(self, statement: Select[*tuple[Any, ...]]) -> list[Any]:
        """Return the first column of a SELECT."""
        return list(self.session.scalars(statement))

    def one(self, statement: Select[*tuple[Any, ...]]) -> Any:
        """Return the only row of a SELECT, or None."""
        return self.session.execute(statement).one_or_none()

    def columns(
        self, statement: Select[*tuple[Any, ...]], kind: type[Coding] | type[Quotation]
    ) -> list[Any]:
        """Return the rows of a Core SELECT over codings or quotations as bare tuples, fast.

        The blindness of the viewer is added here, as a Core SELECT passes by the criteria above.
        """
        table: Any = kind
        for condition in self._conditions(table):
            statement = statement.where(condition)
        result = self.session.connection().execute(statement)
        return list(result.cursor.fetchall())

    def rows_at(self, revision: int, tables: Iterable[str]) -> dict[str, dict[int, dict[str, Any]]]:
        """Return the rows of these tables after an entry, encoded, as far as they are in sight."""
        state = fold(self.session.connection(), last=revision, tables=tables)
        blind = self.blind
        if blind is None:
            return state
        return {
            table: {key: row for key, row in rows.items() if blind.sees(self.viewer, table, key)}
            for table, rows in state.items()
        }

    @property
    def sight(self) -> Sight:
        """What decides on what is seen: the viewer, what is blind, what is coded afresh."""
        return self.viewer, self.blind, self.afresh

    def sees_word_of(self, coder: int, in_round: int) -> bool:
        """Tell whether the viewer may know how far a coder says to be in a round."""
        return self.blind is None or coder == self.viewer or in_round not in self.blind.rounds

    def _conditions(self, kind: type[Any]) -> Iterator[ColumnElement[bool]]:
        if self.blind is not None:
            earlier = earlier_passages(self.blind, self.viewer)
            yield in_sight(self.blind, self.viewer, kind, earlier)
        if self.afresh is not None:
            yield self.afresh.condition(kind)

    def _criteria(self) -> tuple[Any, ...]:
        blind = criteria(self.blind, self.viewer) if self.blind is not None else ()
        return (*blind, *(self.afresh.criteria() if self.afresh is not None else ()))


@sa_event.listens_for(_ReadSession, "do_orm_execute")
def _as_the_viewer_may_see(state: ORMExecuteState) -> None:
    if not state.is_select:
        raise NotAllowed("A reader cannot write.")
    session = state.session
    if isinstance(session, _ReadSession) and session.criteria:
        state.statement = state.statement.options(*session.criteria)


@contextmanager
def reading(engine: Engine, viewer: CoderId | None, cache: dict[Any, Any]) -> Iterator[Reader]:
    """Give a reader of one snapshot; it ends with the block."""
    options: dict[str, Any] = {READING: True}
    if engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
        options["postgresql_readonly"] = True
    before = NUMBERING.set(None)
    try:
        with engine.connect().execution_options(**options) as connection:
            with _ReadSession(connection, autoflush=False) as session:
                yield Reader(session, viewer, cache)
            connection.rollback()
    except DatabaseError:  # not what else the block may raise, such as an OSError of an export
        with translated():
            raise
    finally:
        NUMBERING.reset(before)


def coder_named(engine: Engine, name: str) -> CoderId | None:
    """Return the coder of that name, or None."""
    with engine.connect().execution_options(**{READING: True}) as connection:
        found = connection.execute(select(Coder.id).where(Coder.name == name)).scalar()
        connection.rollback()
    return None if found is None else CoderId(found)
