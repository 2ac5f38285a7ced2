"""Holding a passage of a code against an earlier one, and what that showed."""

from __future__ import annotations

from sqlalchemy import select

from gtcoder.actions.hanging import comparison_of, drop_if_empty
from gtcoder.actions.rules import one_where
from gtcoder.errors import InvalidInput, NotAllowed
from gtcoder.model.base import now
from gtcoder.model.codebook import Code, Coding
from gtcoder.model.reading import Comparison
from gtcoder.model.team import Coder
from gtcoder.model.theory import Memo, MemoLink
from gtcoder.model.transcripts import Document, Quotation
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import (
    CodeId,
    CoderRole,
    ComparisonId,
    ComparisonVerdict,
    MemoKind,
    QuotationId,
)


@action("comparison.record")
def record_comparison(
    unit: Unit,
    *,
    code: CodeId,
    passage: QuotationId,
    other: QuotationId,
    verdict: ComparisonVerdict,
    note: str = "",
) -> ComparisonId:
    """Record what a passage showed beside an earlier one of the same code.

    One pair has one verdict of each coder: said again, it is changed. The verdict “memo” writes
    the note as a memo on both passages and the code.
    """
    record = unit.find(Code, code, "code")
    if passage == other:
        raise InvalidInput("A passage cannot be compared with itself. Nothing was changed.")
    for key in (passage, other):
        _check_carries(unit, key, record)
    note = note.strip()
    found = comparison_of(unit, record.id, (passage, other), unit.me)
    unit.tell(code=record.name, verdict=str(verdict), document=_document(unit, passage))
    if found is not None and (found.verdict, found.note) == (verdict, note):
        return ComparisonId(found.id)
    if verdict is ComparisonVerdict.MEMO:
        _write_memo(unit, record, (passage, other), note)
    if found is None:
        found = unit.make(
            Comparison(
                code_id=record.id,
                quotation_id=passage,
                other_id=other,
                verdict=str(verdict),
                note=note,
                coder_id=unit.me,
            )
        )
    else:
        found.verdict, found.note, found.created_at = str(verdict), note, now()
    return ComparisonId(found.id)


@action("comparison.remove")
def remove_comparison(unit: Unit, *, comparison: ComparisonId) -> None:
    """Take back what was recorded of two passages; a memo that was written stays."""
    found = unit.find(Comparison, comparison, "comparison")
    _check_mine(unit, found)
    unit.tell(code=unit.get_one(Code, found.code_id).name, verdict=found.verdict)
    unit.tell(document=_document(unit, QuotationId(found.quotation_id)))
    keys = (found.quotation_id, found.other_id)
    unit.delete(found)
    unit.flush()
    for key in keys:
        drop_if_empty(unit, unit.get_one(Quotation, key))


def _check_carries(unit: Unit, passage: QuotationId, code: Code) -> None:
    unit.find(Quotation, passage, "passage")
    if one_where(unit, Coding, quotation_id=passage, code_id=code.id) is None:
        raise InvalidInput(
            "Passage {number} does not carry “{name}”. Nothing was changed; passages are compared "
            "under a code that both carry.",
            number=passage,
            name=code.name,
        )


def _check_mine(unit: Unit, found: Comparison) -> None:
    if found.coder_id != unit.me and unit.get_one(Coder, unit.me).role != CoderRole.LEAD:
        raise NotAllowed(
            "This comparison is a colleague's. Nothing was changed; a lead may change it."
        )


def _write_memo(unit: Unit, code: Code, passages: tuple[int, int], note: str) -> None:
    if not note:
        raise InvalidInput(
            "The verdict “memo” keeps a memo, and none was written. Nothing was changed; write "
            "the note."
        )
    memo = unit.make(Memo(kind=MemoKind.CODE, text=note, coder_id=unit.me))
    unit.make(MemoLink(memo_id=memo.id, code_id=code.id))
    for passage in passages:
        unit.make(MemoLink(memo_id=memo.id, quotation_id=passage))


def _document(unit: Unit, passage: QuotationId) -> str:
    name = select(Document.name).join(Quotation, Quotation.document_id == Document.id)
    return unit.scalars(name.where(Quotation.id == passage)).one()
