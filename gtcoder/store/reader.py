"""Reading a snapshot of a study as one viewer may see it; blindness holds in every query."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Engine, ScalarSelect, Select, and_, func, or_, select, true
from sqlalchemy import event as sa_event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from gtcoder.errors import NotAllowed
from gtcoder.model.codebook import Coding, PropertyPlacement
from gtcoder.model.journal import Entry, RowImage
from gtcoder.model.project import Project
from gtcoder.model.results import SavedResult
from gtcoder.model.team import Coder, Round
from gtcoder.model.theory import Evidence, Memo, MemoLink
from gtcoder.model.transcripts import Quotation
from gtcoder.store.engine import READING, translated
from gtcoder.vocabulary import CoderId, RoundKind

HIDDEN_WHEN_BLIND = ("coding", "quotation", "memo", "memo_link", "evidence",
                     "property_placement", "saved_result")  # fmt: skip
_TELLING = ("coding.", "theory.write_memo", "theory.change_memo", "theory.remove_memo",
            "theory.add_evidence", "theory.change_evidence", "theory.remove_evidence",
            "properties.place", "properties.change_place", "properties.unplace",
            "storyline.write", "study.keep_result")  # fmt: skip


# Asked at every opening of a snapshot, past the ORM, which would take most of the time.
_REVISION = select(Project.__table__.c.revision)
_ROUND = Round.__table__.c
_BLIND_ROUNDS = select(_ROUND.id).where(
    _ROUND.kind == RoundKind.BLIND, _ROUND.closed_at.is_(None), _ROUND.unblinded_at.is_(None)
)


@dataclass(frozen=True, slots=True)
class Blindness:
    """The blind rounds that are open, and the entry that opened the oldest of them."""

    rounds: tuple[int, ...]
    since: int


class _ReadSession(Session):
    criteria: tuple[Any, ...] = ()


class Reader:
    """A snapshot of a study for one viewer.

    Every ORM-enabled SELECT on codings, quotations, memos, evidence and the ledger leaves out
    what colleagues did in an open blind round. `cache` lives as long as the study is open; what
    is kept there must name the revision and the viewer.
    """

    def __init__(
        self, session: _ReadSession, viewer: CoderId | None, cache: dict[Any, Any]
    ) -> None:
        self.session = session
        self.viewer = viewer
        self.cache = cache
        self.revision: int = session.connection().execute(_REVISION).scalar_one()
        self.blind = blindness(session)
        if self.blind and viewer is None:
            raise NotAllowed(
                "A blind round is open, so the study shows each coder their own codings only. "
                "Say who is reading (--as NAME)."
            )
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
        if self.blind is not None:
            table = kind.__table__.c
            statement = statement.where(
                or_(table.round_id.not_in(self.blind.rounds), table.coder_id == self.viewer)
            )
        result = self.session.connection().execute(statement)
        return list(result.cursor.fetchall())

    def _criteria(self) -> tuple[Any, ...]:
        if self.blind is None:
            return ()
        rounds, viewer = self.blind.rounds, self.viewer
        hidden = _hidden_quotations(self.blind, viewer)
        entry = Entry.__table__.c
        later = select(entry.guid).where(entry.revision >= self.blind.since).scalar_subquery()
        return (
            with_loader_criteria(
                Quotation, or_(Quotation.round_id.not_in(rounds), Quotation.coder_id == viewer)
            ),
            with_loader_criteria(
                Coding, or_(Coding.round_id.not_in(rounds), Coding.coder_id == viewer)
            ),
            with_loader_criteria(Memo, memos_in_sight(self.blind, viewer)),
            with_loader_criteria(
                MemoLink,
                or_(MemoLink.quotation_id.is_(None), MemoLink.quotation_id.not_in(hidden)),
            ),
            with_loader_criteria(Evidence, Evidence.quotation_id.not_in(hidden)),
            with_loader_criteria(PropertyPlacement, PropertyPlacement.quotation_id.not_in(hidden)),
            with_loader_criteria(
                SavedResult,
                or_(SavedResult.coder_id == viewer, SavedResult.entry_guid.not_in(later)),
            ),
            with_loader_criteria(
                Entry, or_(Entry.coder_id == viewer, Entry.revision.not_in(_told(self.blind.since)))
            ),
        )


def blindness(session: Session) -> Blindness | None:
    """Return what is blind at this moment, or None."""
    blind = session.connection().execute(_BLIND_ROUNDS).all()
    if not blind:
        return None
    rounds = tuple(row.id for row in blind)
    opened = select(func.min(RowImage.revision)).where(
        RowImage.table == Round.__tablename__, RowImage.row_id.in_(rounds)
    )
    return Blindness(rounds, session.scalars(opened).one() or 0)


def memos_in_sight(blind: Blindness | None, viewer: CoderId | None) -> ColumnElement[bool]:
    """Return the condition on memos that a coder may see."""
    if blind is None:
        return true()
    link = MemoLink.__table__.c
    hidden = _hidden_quotations(blind, viewer)
    linked = select(link.memo_id).where(link.quotation_id.in_(hidden)).scalar_subquery()
    before = and_(Memo.id.not_in(linked), Memo.id.not_in(_written(blind.since)))
    return or_(Memo.coder_id == viewer, before)


def _hidden_quotations(blind: Blindness, viewer: CoderId | None) -> ScalarSelect[int]:
    quotation = Quotation.__table__.c
    theirs = select(quotation.id).where(
        quotation.round_id.in_(blind.rounds), quotation.coder_id != viewer
    )
    return theirs.scalar_subquery()


def _written(since: int) -> ScalarSelect[int]:
    """Return the memos that were written since an entry."""
    made = select(RowImage.row_id).where(
        RowImage.table == Memo.__tablename__, RowImage.revision >= since, RowImage.before.is_(None)
    )
    return made.scalar_subquery()


def _told(since: int) -> Select[int]:
    """Return the entries since `since` that tell of passages, and all that take such back."""
    entry, others = Entry.__table__.c, Entry.__table__.alias().c
    about = or_(*(entry.action.like(f"{name}%") for name in _TELLING))
    told = select(entry.revision).where(entry.revision >= since, about).cte(recursive=True)
    return select(
        told.union(
            select(others.revision).where(others.reverts == told.c.revision),
        ).c.revision
    )


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
    try:
        with engine.connect().execution_options(**options) as connection:
            with _ReadSession(connection, autoflush=False) as session:
                yield Reader(session, viewer, cache)
            connection.rollback()
    except DatabaseError:  # not what else the block may raise, such as an OSError of an export
        with translated():
            raise


def coder_named(engine: Engine, name: str) -> CoderId | None:
    """Return the coder of that name, or None."""
    with engine.connect().execution_options(**{READING: True}) as connection:
        found = connection.execute(select(Coder.id).where(Coder.name == name)).scalar()
        connection.rollback()
    return None if found is None else CoderId(found)
