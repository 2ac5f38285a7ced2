"""Coding the same documents afresh: what a coder marked in them before is out of sight meanwhile.

In a round of kind “recode” that is open, a coder does not see, in the documents given to them in it
that they have not finished, what anybody marked in other rounds: passages, codings, what hangs on
them, memos about them, and the entries that told of them. A document that is finished is seen whole
again. Reading as somebody else, or as nobody, is not prevented: it is for the coder's own sake.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, or_, select, true
from sqlalchemy.orm import with_loader_criteria

from gtcoder.model.codebook import Coding, PropertyPlacement
from gtcoder.model.journal import Entry, RowImage
from gtcoder.model.team import Assignment
from gtcoder.model.theory import Evidence, Memo, MemoLink
from gtcoder.model.transcripts import Quotation
from gtcoder.store.sight import OF_PASSAGES
from gtcoder.vocabulary import AssignmentState, CoderId

_ASSIGNMENT = Assignment.__table__.c
_QUOTATION = Quotation.__table__.c
_HANGING: tuple[type[Any], ...] = (Coding, Evidence, PropertyPlacement)


@dataclass(frozen=True, slots=True)
class Afresh:
    """The rounds in which a coder codes again, and the documents not yet finished in them."""

    rounds: tuple[int, ...]
    documents: tuple[int, ...]

    def condition(self, kind: type[Any]) -> ColumnElement[bool]:
        """Return the condition on rows of a table that the coder may see."""
        before = self._before()
        if kind is Quotation:
            return Quotation.id.not_in(before)
        if kind is MemoLink:
            return or_(MemoLink.quotation_id.is_(None), MemoLink.quotation_id.not_in(before))
        if kind is Memo:
            link = MemoLink.__table__.c
            about = select(link.memo_id).where(link.quotation_id.in_(before))
            return Memo.id.not_in(about.scalar_subquery())
        if kind is Entry:
            return Entry.revision.not_in(self._told())
        return kind.quotation_id.not_in(before) if kind in _HANGING else true()

    def criteria(self) -> tuple[Any, ...]:
        """Return the options that keep an ORM SELECT to what the coder may see."""
        kinds: tuple[type[Any], ...] = (Quotation, MemoLink, Memo, Entry, *_HANGING)
        return tuple(with_loader_criteria(kind, self.condition(kind)) for kind in kinds)

    def _before(self) -> ScalarSelect[int]:
        marked = select(_QUOTATION.id).where(
            _QUOTATION.document_id.in_(self.documents), _QUOTATION.round_id.not_in(self.rounds)
        )
        return marked.scalar_subquery()

    def _told(self) -> ScalarSelect[int]:
        image, entry = RowImage.__table__.c, Entry.__table__.c
        codings = select(Coding.__table__.c.id).where(
            Coding.__table__.c.quotation_id.in_(self._before())
        )
        rows = or_(
            (image.table == Quotation.__tablename__) & image.row_id.in_(self._before()),
            (image.table == Coding.__tablename__) & image.row_id.in_(codings.scalar_subquery()),
        )
        about = or_(*(entry.action.like(f"{name}%") for name in OF_PASSAGES))
        told = select(image.revision).join(Entry.__table__, entry.revision == image.revision)
        return told.where(rows, about).scalar_subquery()


def recoding(
    connection: Connection, rounds: Sequence[int], viewer: CoderId | None
) -> Afresh | None:
    """Return what a coder codes afresh in these rounds, or None where that is nothing."""
    if not rounds or viewer is None:
        return None
    given = select(_ASSIGNMENT.document_id).where(
        _ASSIGNMENT.round_id.in_(rounds),
        _ASSIGNMENT.coder_id == viewer,
        _ASSIGNMENT.state != AssignmentState.FINISHED,
    )
    documents = tuple(connection.execute(given.distinct().order_by("document_id")).scalars())
    return Afresh(tuple(rounds), documents) if documents else None
