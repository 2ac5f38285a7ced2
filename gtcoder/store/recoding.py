"""Coding the same documents afresh: what a coder marked in them before is out of sight meanwhile.

In a round of kind “recode” that is open, a coder does not see, in the documents given to them in it
that they have not finished, what anybody marked in other rounds: passages, codings, what hangs on
them, memos about them, decisions over them, and the entries that told of them, also of what was
removed before the round was opened. A document that is finished is seen whole again. Reading as
somebody else, or as nobody, is not prevented: it is for the coder's own sake.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, func, or_, select, true
from sqlalchemy.orm import with_loader_criteria

from gtcoder.model.codebook import Coding, PropertyPlacement
from gtcoder.model.journal import Entry, RowImage
from gtcoder.model.reading import Comparison
from gtcoder.model.team import Assignment, Decision, Round
from gtcoder.model.theory import Evidence, Memo, MemoLink, MemoTag
from gtcoder.model.transcripts import Document, Quotation
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
    dialect: str = "sqlite"

    def condition(self, kind: type[Any]) -> ColumnElement[bool]:
        """Return the condition on rows of a table that the coder may see."""
        before = self._before()
        if kind is Quotation:
            return Quotation.id.not_in(before)
        if kind is MemoLink:
            told = MemoLink.other_memo_id.not_in(self._memos_about(before))
            return or_(MemoLink.quotation_id.is_(None), MemoLink.quotation_id.not_in(before)) & or_(
                MemoLink.other_memo_id.is_(None), told
            )
        if kind is Memo:
            return Memo.id.not_in(self._memos_about(before))
        if kind is MemoTag:
            return MemoTag.memo_id.not_in(self._memos_about(before))
        if kind is Decision:
            return Decision.id.not_in(self._decided())
        if kind is Entry:
            return Entry.revision.not_in(self._told()) & Entry.revision.not_in(self._named())
        if kind is Comparison:
            passage, other = Comparison.quotation_id, Comparison.other_id
            both: ColumnElement[bool] = passage.not_in(before) & other.not_in(before)
            return both
        return kind.quotation_id.not_in(before) if kind in _HANGING else true()

    def criteria(self) -> tuple[Any, ...]:
        """Return the options that keep an ORM SELECT to what the coder may see."""
        kinds: tuple[type[Any], ...] = (
            Quotation, MemoLink, Memo, MemoTag, Decision, Entry, Comparison, *_HANGING,
        )  # fmt: skip
        return tuple(with_loader_criteria(kind, self.condition(kind)) for kind in kinds)

    def _memos_about(self, passages: ScalarSelect[int]) -> ScalarSelect[int]:
        link = MemoLink.__table__.c
        about = select(link.memo_id).where(link.quotation_id.in_(passages))
        return about.scalar_subquery()

    def _before(self) -> ScalarSelect[int]:
        marked = select(_QUOTATION.id).where(
            _QUOTATION.document_id.in_(self.documents), _QUOTATION.round_id.not_in(self.rounds)
        )
        return marked.scalar_subquery()

    def _decided(self) -> ScalarSelect[int]:
        row = Decision.__table__.c
        over = select(row.id).where(
            row.document_id.in_(self.documents), row.round_id.not_in(self.rounds)
        )
        return over.scalar_subquery()

    def _document_named(self) -> ColumnElement[str]:
        """Return the document that an entry names, in the words of the database."""
        details = Entry.__table__.c.details
        if self.dialect == "postgresql":
            return func.json_extract_path_text(details, "document")
        return func.json_extract(details, "$.document")

    def _told(self) -> ScalarSelect[int]:
        """Return the entries that hold an image of what is out of sight."""
        image, entry = RowImage.__table__.c, Entry.__table__.c
        codings = select(Coding.__table__.c.id).where(
            Coding.__table__.c.quotation_id.in_(self._before())
        )
        rows = or_(
            (image.table == Quotation.__tablename__) & image.row_id.in_(self._before()),
            (image.table == Coding.__tablename__) & image.row_id.in_(codings.scalar_subquery()),
            (image.table == Decision.__tablename__) & image.row_id.in_(self._decided()),
        )
        told = select(image.revision).join(Entry.__table__, entry.revision == image.revision)
        return told.where(rows, _about_passages()).scalar_subquery()

    def _named(self) -> ScalarSelect[int]:
        """Return the entries before the rounds that name a document: their rows may be gone."""
        image, entry = RowImage.__table__.c, Entry.__table__.c
        opened = select(func.min(image.revision)).where(
            image.table == Round.__tablename__, image.row_id.in_(self.rounds)
        )
        names = select(Document.__table__.c.name).where(Document.__table__.c.id.in_(self.documents))
        told = select(entry.revision).where(
            entry.revision < opened.scalar_subquery(),
            self._document_named().in_(names),
            _about_passages(),
        )
        return told.scalar_subquery()


def _about_passages() -> ColumnElement[bool]:
    action = Entry.__table__.c.action
    return or_(*(action.like(f"{name}%") for name in (*OF_PASSAGES, "adjudication.")))


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
    if not documents:
        return None
    return Afresh(tuple(rounds), documents, connection.dialect.name)
