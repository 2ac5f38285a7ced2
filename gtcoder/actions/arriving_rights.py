"""Who may bring what in: a coder new codings of their own, a lead anything."""

from __future__ import annotations

from sqlalchemy import or_, select

from gtcoder.actions.many import CodingColumns, check_columns
from gtcoder.actions.rules import may_change_codebook, usable_code
from gtcoder.errors import NotAllowed
from gtcoder.model.codebook import Code, Coding
from gtcoder.model.transcripts import Quotation
from gtcoder.store.unit import Unit
from gtcoder.study_rows import Arrival, Guid
from gtcoder.vocabulary import CodeId

_OWN = frozenset({"quotation", "coding", "memo", "memo_link", Code.__tablename__})
_SIGNED = ("quotation", "coding", "memo")


def takes_lead(arrival: Arrival, me: Guid) -> bool:
    """Tell whether more would come in than new codings of one's own, with their codes and memos."""
    new = arrival.new
    if any(arrival.changed.values()) or any(arrival.gone.values()) or new.texts or new.history:
        return True
    memos = set(new.tables.get("memo", {}).get("guid", ()))
    linked = set(new.tables.get("memo_link", {}).get("memo_id", ()))
    signed = [set(new.tables.get(table, {}).get("coder_id", ())) for table in _SIGNED]
    return not new.tables.keys() <= _OWN or not linked <= memos or any(one - {me} for one in signed)


def check_own(unit: Unit, quotations: range, codings: range, codes: range) -> None:
    """Refuse stored codings of a coder that the coder could not have made one by one."""
    if codes:
        may_change_codebook(unit)
    stored = Coding.id.between(codings.start, codings.stop - 1)
    rows = unit.connection().execute(
        select(Quotation.document_id, Quotation.start, Quotation.end, Quotation.coder_id,
               Quotation.round_id)
        .where(or_(Quotation.id.between(quotations.start, quotations.stop - 1),
                   Quotation.id.in_(select(Coding.quotation_id).where(stored))))
    ).all()  # fmt: skip
    if any(row.coder_id != unit.me for row in rows):
        raise NotAllowed(
            "Some of the codings lie on passages that a colleague marked. Nothing was changed; ask "
            "a lead of the study to bring them in."
        )
    document, start, end, coder, round_ = zip(*rows, strict=True) if rows else ((),) * 5
    check_columns(unit, CodingColumns(document, start, end, (), coder, round_))
    used = select(Coding.code_id).where(stored).distinct()
    for code in unit.connection().execute(used).scalars().all():
        usable_code(unit, CodeId(code))
