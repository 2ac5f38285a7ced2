"""What a coder does to the text: apply, recode, resize, remove."""

from __future__ import annotations

from sqlalchemy import bindparam, exists, or_, select

from gtcoder.actions.codebook import code_at, create_code
from gtcoder.actions.rounds import check_given
from gtcoder.actions.rules import one_where, open_round, usable_code
from gtcoder.errors import InvalidInput, NotAllowed, NotFound
from gtcoder.model.codebook import Code, Coding, PropertyPlacement
from gtcoder.model.team import Coder, Round
from gtcoder.model.theory import Evidence, Memo, MemoLink
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

_HANGING = (Coding, MemoLink, Evidence, PropertyPlacement)


@action("coding.apply")
def apply_code(
    unit: Unit,
    *,
    document: DocumentId,
    span: Span,
    code: CodeId,
    round: RoundId | None = None,
    memo: str = "",
) -> CodingId:
    """Apply a code to a span; the same coding again is "already there" and leaves no entry."""
    record = usable_code(unit, code)
    there = _quotation_there(unit, document, span, round)
    if isinstance(there, Quotation):
        quotation = there
        found = one_where(unit, Coding, quotation_id=quotation.id, code_id=record.id)
    else:  # nothing can hang on a quotation that is made now
        quotation, found = unit.make(Quotation(**there)), None
    coding = found or unit.make(_coding(unit, quotation, record))
    if memo.strip():
        note = unit.make(Memo(kind=MemoKind.CODE, text=memo.strip(), coder_id=unit.me))
        unit.make(MemoLink(memo_id=note.id, quotation_id=quotation.id))
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
) -> CodingId:
    """Apply the code at a path, making what is missing of the path, in one entry."""
    parent: CodeId | None = None
    for name in path:
        known = code_at(unit, parent, name)
        parent = known or create_code(unit, name=name, parent=parent, origin=origin)
    if parent is None:
        raise InvalidInput("No code was named. Nothing was changed.")
    return apply_code(unit, document=document, span=span, code=parent, round=round, memo=memo)


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
def recode(unit: Unit, *, coding: CodingId, code: CodeId) -> None:
    """Give a coding another code; its origin code stays, a double is dropped."""
    record = _mine(unit, coding)
    target = usable_code(unit, code)
    unit.tell(code=target.name, was=unit.get_one(Code, record.code_id).name)
    double = one_where(unit, Coding, quotation_id=record.quotation_id, code_id=target.id)
    if double is None:
        record.code_id = target.id
    elif double is not record:
        unit.delete(record)


@action("coding.resize")
def resize(unit: Unit, *, coding: CodingId, span: Span) -> None:
    """Move the ends of a coding; what else hangs on them goes along where no coding keeps it."""
    record = _mine(unit, coding)
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
        _take_along(unit, old, target)
    unit.flush()
    drop_if_empty(unit, old)


def _take_along(unit: Unit, old: Quotation, target: Quotation) -> None:
    """Let what hangs on a quotation follow to another one, but for what is said there already."""
    for link in unit.scalars(select(MemoLink).where(MemoLink.quotation_id == old.id)).all():
        link.quotation_id = target.id
    for row in unit.scalars(select(Evidence).where(Evidence.quotation_id == old.id)).all():
        keys = {"relation_id": row.relation_id, "quotation_id": target.id}
        if one_where(unit, Evidence, **keys) is None:
            row.quotation_id = target.id
    of_it = select(PropertyPlacement).where(PropertyPlacement.quotation_id == old.id)
    for placed in unit.scalars(of_it).all():
        keys = {"property_id": placed.property_id, "quotation_id": target.id}
        if one_where(unit, PropertyPlacement, **keys) is None:
            placed.quotation_id = target.id


@action("coding.remove")
def remove_coding(unit: Unit, *, coding: CodingId) -> None:
    """Remove a coding, and its quotation where nothing else hangs on it."""
    record = _mine(unit, coding)
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
    there = _quotation_there(unit, document, span, round)
    return there if isinstance(there, Quotation) else unit.make(Quotation(**there))


def _quotation_there(
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


def drop_if_empty(unit: Unit, quotation: Quotation) -> None:
    """Delete a quotation on which no coding, memo, evidence or place on a property hangs."""
    hanging = (exists().where(kind.quotation_id == quotation.id) for kind in _HANGING)
    if not unit.scalars(select(or_(*hanging))).one():
        unit.delete(quotation)


def _coding(unit: Unit, quotation: Quotation, code: Code) -> Coding:
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


def _mine(unit: Unit, coding: CodingId) -> Coding:
    """Return a coding that I may change: mine (or I am a lead), and in a round that is open."""
    record = unit.find(Coding, coding, "coding")
    open_round(unit, RoundId(record.round_id))
    if record.coder_id != unit.me and unit.get_one(Coder, unit.me).role != CoderRole.LEAD:
        raise NotAllowed(
            "This coding is a colleague's. Coders change only their own; a lead may change it."
        )
    return record
