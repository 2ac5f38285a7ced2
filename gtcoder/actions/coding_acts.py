"""What a coder does to codings besides one code on one passage: several, again, how strongly."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from gtcoder.actions.coding import (
    check_weight,
    code_made,
    coding_on,
    my_coding,
    quotation_at,
    write_note,
)
from gtcoder.actions.rules import one_where, usable_code
from gtcoder.errors import InvalidInput
from gtcoder.model.codebook import Code, Coding
from gtcoder.model.team import Round
from gtcoder.model.transcripts import Quotation
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import (
    CodeId,
    CodingId,
    CodingOrigin,
    DocumentId,
    RoundId,
    Span,
)


@action("coding.apply_several")
def apply_several(
    unit: Unit,
    *,
    document: DocumentId,
    span: Span,
    codes: Sequence[CodeId] = (),
    new: Sequence[tuple[str, ...]] = (),
    round: RoundId | None = None,
    memo: str = "",
    weight: int | None = None,
) -> tuple[CodingId, ...]:
    """Apply several codes to a span as one entry, `new` ones made at their paths; all or none.

    Returns the coding of each code in that order; one that was there already stays as it is, but
    for a weight that is given.
    """
    check_weight(weight)
    keys = list(dict.fromkeys([*codes, *(code_made(unit, path) for path in new)]))
    if not keys:
        raise InvalidInput("No code was named. Nothing was changed.")
    records = [usable_code(unit, key) for key in keys]
    quotation = quotation_at(unit, document, span, round)
    made = _put(unit, quotation, records, weight)
    write_note(unit, quotation, memo)
    return made


@action("coding.duplicate")
def duplicate(
    unit: Unit,
    *,
    coding: CodingId,
    codes: Sequence[CodeId] = (),
    new: Sequence[tuple[str, ...]] = (),
    weight: int | None = None,
) -> tuple[CodingId, ...]:
    """Put further codes on the words of a coding, with its weight unless another is given.

    My own passage carries them, with the memos that hang on it; of a colleague's coding, or one in
    a round that is closed, the words are marked anew, in my name and in the round of now.
    """
    source = unit.find(Coding, coding, "coding")
    check_weight(weight)
    keys = list(dict.fromkeys([*codes, *(code_made(unit, path) for path in new)]))
    if not keys:
        raise InvalidInput("No code was named. Nothing was changed.")
    records = [usable_code(unit, key) for key in keys]
    at = unit.get_one(Quotation, source.quotation_id)
    mine = at.coder_id == unit.me and unit.get_one(Round, at.round_id).closed_at is None
    span = Span(at.start, at.end)
    into = RoundId(at.round_id) if mine else None
    quotation = quotation_at(unit, DocumentId(at.document_id), span, into)
    return _put(unit, quotation, records, source.weight if weight is None else weight)


@action("coding.weigh")
def weigh(unit: Unit, *, coding: CodingId, weight: int | None = None) -> None:
    """Say how strongly a passage speaks of its code, 0 to 100; None takes the weight away."""
    check_weight(weight)
    record = my_coding(unit, coding)
    unit.tell(code=unit.get_one(Code, record.code_id).name, was=record.weight, weight=weight)
    record.weight = weight


@action("coding.confirm")
def confirm(unit: Unit, *, codings: Sequence[CodingId] = (), code: CodeId | None = None) -> int:
    """Say of automatic codings that they are right, as if coded by hand; return how many were.

    Those named, or with `code` all of mine that carry it, in rounds that are open. Only then do
    they count for agreement.
    """
    records = [my_coding(unit, key) for key in dict.fromkeys(codings)]
    by_hand = [record for record in records if record.origin != CodingOrigin.AUTO]
    if by_hand:
        raise InvalidInput(
            "Coding {number} was not made automatically. Nothing was changed; leave it out.",
            number=by_hand[0].id,
        )
    if code is None and not records:
        raise InvalidInput("No coding was named. Nothing was changed.")
    keys = [record.id for record in records]
    if code is not None:
        unit.tell(code=unit.find(Code, code, "code").name)
        keys += [key for key in _unconfirmed(unit, code) if key not in set(keys)]
    unit.tell(codings=len(keys))
    if keys:
        unit.bulk_update(Coding, keys, origin=str(CodingOrigin.HAND))
    return len(keys)


def _unconfirmed(unit: Unit, code: CodeId) -> list[int]:
    """Return my automatic codings of a code in rounds that are open."""
    open_rounds = select(Round.id).where(Round.closed_at.is_(None))
    mine = select(Coding.id).where(
        Coding.code_id == code,
        Coding.coder_id == unit.me,
        Coding.origin == CodingOrigin.AUTO,
        Coding.round_id.in_(open_rounds),
    )
    return list(unit.scalars(mine.order_by(Coding.id)))


def _put(
    unit: Unit, quotation: Quotation, records: Sequence[Code], weight: int | None
) -> tuple[CodingId, ...]:
    """Put codes on a passage and tell what was new there."""
    made, fresh = [], []
    for record in records:
        coding = one_where(unit, Coding, quotation_id=quotation.id, code_id=record.id)
        if coding is None:
            coding = unit.make(coding_on(quotation, record))
            fresh.append(record)
        if weight is not None:
            coding.weight = weight
        made.append(CodingId(coding.id))
    unit.tell(codes=[each.id for each in records], names=[each.name for each in records])
    unit.tell(codings=len(fresh), **({} if weight is None else {"weight": weight}))
    return tuple(made)
