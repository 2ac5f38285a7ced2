"""What a coder does to the text: apply, recode, resize, remove."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from gtcoder.actions.codebook import code_at, create_code
from gtcoder.actions.hanging import drop_if_empty, take_along
from gtcoder.actions.rounds import check_given
from gtcoder.actions.rules import one_where, open_round, usable_code
from gtcoder.errors import InvalidInput, NotAllowed, NotFound
from gtcoder.model.codebook import Code, Coding
from gtcoder.model.team import Coder, Round
from gtcoder.model.theory import Memo, MemoLink
from gtcoder.model.transcripts import Document, Quotation, TextBody, TextVersion
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import (
    CodeId,
    CodeOrigin,
    CoderRole,
    CodingId,
    CodingOrigin,
    DocumentId,
    MemoKind,
    RoundId,
    Span,
)

_DOCUMENT = Document.__table__.c
_LENGTH = (
    select(_DOCUMENT.name, TextVersion.__table__.c.characters)
    .join(TextVersion.__table__, TextVersion.__table__.c.id == _DOCUMENT.version_id)
    .where(_DOCUMENT.id == bindparam("document"))
)

MOST_WEIGHT = 100


@action("coding.apply")
def apply_code(
    unit: Unit,
    *,
    document: DocumentId,
    span: Span,
    code: CodeId,
    round: RoundId | None = None,
    memo: str = "",
    weight: int | None = None,
) -> CodingId:
    """Apply a code to a span; the same coding again is "already there" and leaves no entry.

    A weight (0 to 100) is given to the coding, also to one that is there.
    """
    check_weight(weight)
    record = usable_code(unit, code)
    there = quotation_there(unit, document, span, round)
    if isinstance(there, Quotation):
        quotation = there
        found = one_where(unit, Coding, quotation_id=quotation.id, code_id=record.id)
    else:  # nothing can hang on a quotation that is made now
        quotation, found = unit.make(Quotation(**there)), None
    coding = found or unit.make(coding_on(quotation, record))
    if coding.origin == CodingOrigin.AUTO:  # said once more, by hand now
        coding.origin = CodingOrigin.HAND
    if weight is not None:
        coding.weight = weight
        unit.tell(weight=weight)
    write_note(unit, quotation, memo)
    unit.tell(code=record.name)
    return CodingId(coding.id)


@action("coding.apply_new")
def apply_new_code(
    unit: Unit,
    *,
    document: DocumentId,
    span: Span,
    path: tuple[str, ...],
    round: RoundId | None = None,
    memo: str = "",
    origin: CodeOrigin = CodeOrigin.CONSTRUCTED,
    weight: int | None = None,
) -> CodingId:
    """Apply the code at a path, making what is missing of the path, in one entry."""
    code = code_made(unit, path, origin)
    return apply_code(
        unit, document=document, span=span, code=code, round=round, memo=memo, weight=weight
    )


def code_made(
    unit: Unit, path: tuple[str, ...], origin: CodeOrigin = CodeOrigin.CONSTRUCTED
) -> CodeId:
    """Return the code at a path, made where it is missing."""
    parent: CodeId | None = None
    for name in path:
        known = code_at(unit, parent, name)
        parent = known or create_code(unit, name=name, parent=parent, origin=origin)
    if parent is None:
        raise InvalidInput("No code was named. Nothing was changed.")
    return parent


@action("coding.in_vivo")
def code_in_vivo(
    unit: Unit, *, document: DocumentId, span: Span, round: RoundId | None = None
) -> CodingId:
    """Make the participant's own words a code and apply it to them."""
    quotation = quotation_at(unit, document, span, round)
    words = (
        select(TextBody.text)
        .join(TextVersion, TextVersion.sha256 == TextBody.sha256)
        .join(Document, Document.version_id == TextVersion.id)
        .where(Document.id == document)
    )
    text = unit.scalars(words).one()[quotation.start : quotation.end]
    path = (" ".join(text.replace(" > ", " – ").split()),)
    return apply_new_code(
        unit, document=document, span=span, path=path, round=round, origin=CodeOrigin.IN_VIVO
    )


@action("coding.recode")
def recode(unit: Unit, *, coding: CodingId, code: CodeId) -> CodingId:
    """Give a coding another code and return the one that stands; its origin code stays.

    Where the passage carries that code already the double is dropped, which the entry tells, and
    of two weights the higher stays.
    """
    record = my_coding(unit, coding)
    target = usable_code(unit, code)
    unit.tell(code=target.name, was=unit.get_one(Code, record.code_id).name)
    double = one_where(unit, Coding, quotation_id=record.quotation_id, code_id=target.id)
    if double is None or double is record:
        record.code_id = target.id
        return coding
    double.weight = higher(double.weight, record.weight)
    unit.tell(dropped=True)
    unit.delete(record)
    return CodingId(double.id)


@action("coding.resize")
def resize(unit: Unit, *, coding: CodingId, span: Span) -> None:
    """Move the ends of a coding; what else hangs on them goes along where no coding keeps it."""
    record = my_coding(unit, coding)
    old = unit.get_one(Quotation, record.quotation_id)
    unit.tell(code=unit.get_one(Code, record.code_id).name, was=[old.start, old.end])
    _check_span(unit, DocumentId(old.document_id), span)
    check_given(unit, unit.get_one(Round, old.round_id), DocumentId(old.document_id), span)
    others = select(Coding.id).where(Coding.quotation_id == old.id, Coding.id != record.id)
    alone = unit.scalars(others.limit(1)).first() is None
    keys = {
        "document_id": old.document_id,
        "start": span.start,
        "end": span.end,
        "coder_id": old.coder_id,
        "round_id": old.round_id,
    }
    there = one_where(unit, Quotation, **keys)
    if there is old:
        return
    if there is None and alone:
        old.start, old.end = span.start, span.end
        return
    target = there or unit.make(Quotation(**keys))
    if one_where(unit, Coding, quotation_id=target.id, code_id=record.code_id) is not None:
        raise InvalidInput(
            "That stretch carries the code already. Nothing was changed; remove one of the two."
        )
    record.quotation_id = target.id
    if alone:
        take_along(unit, old, target)
    unit.flush()
    drop_if_empty(unit, old)


@action("coding.remove")
def remove_coding(unit: Unit, *, coding: CodingId) -> None:
    """Remove a coding, and its quotation where nothing else hangs on it."""
    record = my_coding(unit, coding)
    quotation = unit.get_one(Quotation, record.quotation_id)
    unit.tell(
        code=unit.get_one(Code, record.code_id).name,
        document=unit.get_one(Document, quotation.document_id).name,
        span=[quotation.start, quotation.end],
    )
    unit.delete(record)
    unit.flush()
    drop_if_empty(unit, quotation)


def quotation_at(unit: Unit, document: DocumentId, span: Span, round: RoundId | None) -> Quotation:
    """Return my quotation at a span in a round, made when missing; the entry names its document."""
    there = quotation_there(unit, document, span, round)
    return there if isinstance(there, Quotation) else unit.make(Quotation(**there))


def quotation_there(
    unit: Unit, document: DocumentId, span: Span, round: RoundId | None
) -> Quotation | dict[str, int]:
    """Return my quotation at a span in a round, or what it would be made of."""
    in_round = open_round(unit, round)
    unit.tell(document=_check_span(unit, document, span))
    check_given(unit, in_round, document, span)
    keys = {
        "document_id": document,
        "start": span.start,
        "end": span.end,
        "coder_id": unit.me,
        "round_id": in_round.id,
    }
    return one_where(unit, Quotation, **keys) or keys


def write_note(unit: Unit, quotation: Quotation, memo: str) -> None:
    """Write a memo on a passage, where there is something to write."""
    if memo.strip():
        note = unit.make(Memo(kind=MemoKind.CODE, text=memo.strip(), coder_id=unit.me))
        unit.make(MemoLink(memo_id=note.id, quotation_id=quotation.id))


def check_weight(weight: int | None) -> None:
    """Refuse a weight that is not from 0 to 100."""
    if weight is not None and not 0 <= weight <= MOST_WEIGHT:
        raise InvalidInput(
            "A weight is a whole number from 0 to {most}, not {weight}. Nothing was changed.",
            most=MOST_WEIGHT,
            weight=weight,
        )


def higher(one: int | None, other: int | None) -> int | None:
    """Return the weight that stays where two codings are folded into one: the higher of the two."""
    known = [weight for weight in (one, other) if weight is not None]
    return max(known, default=None)


def coding_on(quotation: Quotation, code: Code) -> Coding:
    """Return a new coding of a passage, by hand, of the passage's coder and round."""
    return Coding(
        quotation_id=quotation.id,
        code_id=code.id,
        origin_code_id=code.id,
        coder_id=quotation.coder_id,
        round_id=quotation.round_id,
        origin=CodingOrigin.HAND,
    )


def _check_span(unit: Unit, document: DocumentId, span: Span) -> str:
    """Refuse a stretch that does not lie in the document; return the document's name."""
    found = unit.connection().execute(_LENGTH, {"document": document}).one_or_none()
    if found is None:
        raise NotFound("There is no document with number {key}. Nothing was changed.", key=document)
    name, length = found
    if span.start >= span.end:
        raise InvalidInput(
            "The stretch {start}:{end} is empty or runs backwards. Nothing was changed; the end "
            "comes after the start.",
            start=span.start,
            end=span.end,
        )
    if not 0 <= span.start < span.end <= length:
        raise InvalidInput(
            "The stretch {start}:{end} does not lie in “{document}”, which has {length} "
            "characters. Nothing was changed.",
            start=span.start,
            end=span.end,
            document=name,
            length=length,
        )
    return str(name)


def my_coding(unit: Unit, coding: CodingId) -> Coding:
    """Return a coding that I may change: mine (or I am a lead), and in a round that is open."""
    record = unit.find(Coding, coding, "coding")
    open_round(unit, RoundId(record.round_id))
    if record.coder_id != unit.me and unit.get_one(Coder, unit.me).role != CoderRole.LEAD:
        raise NotAllowed(
            "This coding is a colleague's. Coders change only their own; a lead may change it."
        )
    return record
