"""Passages of the study that show in the codebook what a code means."""

from __future__ import annotations

from sqlalchemy import func, select

from gtcoder.actions.hanging import drop_if_empty
from gtcoder.actions.rules import may_change_codebook, one_where, usable_code
from gtcoder.errors import InvalidInput
from gtcoder.model.codebook import Code, CodeExample
from gtcoder.model.transcripts import Quotation
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import CodeExampleId, CodeId, QuotationId


@action("codebook.add_example")
def add_example(unit: Unit, *, code: CodeId, quotation: QuotationId) -> CodeExampleId:
    """Let a passage show in the codebook what a code means; it stays a passage of its coder."""
    may_change_codebook(unit)
    record = usable_code(unit, code)
    passage = unit.find(Quotation, quotation, "passage")
    unit.tell(code=record.name)
    found = one_where(unit, CodeExample, code_id=record.id, quotation_id=passage.id)
    if found is None:
        at = func.max(CodeExample.position)
        last = unit.scalar(select(at).where(CodeExample.code_id == record.id)) or 0
        found = unit.make(
            CodeExample(code_id=record.id, quotation_id=passage.id, position=last + 1)
        )
    return CodeExampleId(found.id)


@action("codebook.remove_example")
def remove_example(unit: Unit, *, code: CodeId, quotation: QuotationId) -> None:
    """Let a passage be an example of a code no longer; passage and codings stay."""
    may_change_codebook(unit)
    record = unit.find(Code, code, "code")
    found = one_where(unit, CodeExample, code_id=record.id, quotation_id=quotation)
    if found is None:
        raise InvalidInput(
            "That passage is no example of “{code}”. Nothing was changed.", code=record.name
        )
    unit.tell(code=record.name)
    unit.delete(found)
    unit.flush()
    passage = unit.get(Quotation, quotation)
    if passage is not None:
        drop_if_empty(unit, passage)


def take_over_examples(unit: Unit, source: Code, into: Code) -> None:
    """Let the target of a merge have the source's examples; those it has stay with the source."""
    there = set(
        unit.scalars(select(CodeExample.quotation_id).where(CodeExample.code_id == into.id))
    )
    own = select(CodeExample).where(CodeExample.code_id == source.id)
    for example in unit.scalars(own).all():
        if example.quotation_id not in there:
            example.code_id = into.id
