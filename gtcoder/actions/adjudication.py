"""Deciding over disagreements: what holds, why, and the codings of the consensus that follow."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from gtcoder.actions.coding import quotation_at
from gtcoder.actions.consensus import (
    agreed_codings,
    code_now,
    consensus_of,
    consensus_with,
    in_consensus,
    stands_now,
)
from gtcoder.actions.hanging import drop_if_empty
from gtcoder.actions.many import CodingColumns, apply_many
from gtcoder.actions.matters import Matter, Stretch, matter_of, matter_of_decision
from gtcoder.actions.rules import may_change_codebook, refuse_while_blind, usable_code
from gtcoder.errors import InvalidInput
from gtcoder.model.base import now
from gtcoder.model.codebook import Code, Coding
from gtcoder.model.team import Decision, Round
from gtcoder.model.transcripts import Document, Quotation
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import (
    CodeId,
    CodingId,
    CodingOrigin,
    DecisionId,
    DisagreementKind,
    DocumentId,
    RoundId,
    RoundKind,
    Span,
    Verdict,
)

_DECIDE = "decide on disagreements"


@action("adjudication.decide")
def decide(
    unit: Unit,
    *,
    codings: Sequence[CodingId],
    verdict: Verdict,
    code: CodeId | None = None,
    span: Span | None = None,
    rule: str = "",
    rule_code: CodeId | None = None,
) -> DecisionId:
    """Decide a disagreement, named by all codings it is about; what stands joins the consensus.

    First and second are the answers in the order in which their coders came into the study; no
    coding is an answer as well. Both keeps either code, or one code over all that was marked. A
    third takes a code, a span or both; a third and none take a reason. A rule is added to the rule
    of `rule_code`, else of the code that stands. The coders' own codings stay as they are.
    """
    refuse_while_blind(unit, _DECIDE)
    matter = matter_of(unit, codings)
    _refuse_decided(unit, matter)
    stands = _standing(unit, matter, verdict, code, span)
    _needs_reason(verdict, unit.reason)
    record = unit.make(
        Decision(
            round_id=matter.round,
            document_id=matter.document,
            start=matter.start,
            end=matter.end,
            kind=str(matter.kind),
            verdict=str(verdict),
            code_id=_about(matter, stands),
            reason=unit.reason.strip(),
            said=[list(row) for row in matter.said],
            stands=[list(row) for row in stands],
            coder_id=unit.me,
        )
    )
    record.rule = _add_rule(unit, record, rule, rule_code)
    _write(unit, record, stands)
    _tell(unit, record)
    return DecisionId(record.id)


@action("adjudication.revise")
def revise(
    unit: Unit,
    *,
    decision: DecisionId,
    verdict: Verdict | None = None,
    code: CodeId | None = None,
    span: Span | None = None,
    rule: str = "",
    rule_code: CodeId | None = None,
) -> None:
    """Decide again over the same disagreement; a colleague's decision takes a lead.

    Who decides anew is who decided. Without a new reason or rule the old one stays; a rule in the
    codebook stays in any case.
    """
    refuse_while_blind(unit, _DECIDE)
    record = _mine(unit, decision, "revise")
    chosen = Verdict(record.verdict) if verdict is None else verdict
    if verdict is not None or code is not None or span is not None:
        matter = matter_of_decision(unit, record)
        stands = _standing(unit, matter, chosen, code, span)
        _take_out(unit, record, keep=stands)
        written = [list(row) for row in stands]
        if (record.verdict, record.stands) != (str(chosen), written):
            record.coder_id, record.created_at = unit.me, now()
        record.verdict, record.code_id = str(chosen), _about(matter, stands)
        record.stands = written
        _write(unit, record, stands)
    record.reason = unit.reason.strip() or record.reason
    _needs_reason(chosen, record.reason)
    record.rule = _add_rule(unit, record, rule, rule_code) or record.rule
    _tell(unit, record)


@action("adjudication.withdraw", reason=True)
def withdraw(unit: Unit, *, decision: DecisionId) -> None:
    """Take a decision back with what followed from it in the consensus; its rule stays."""
    refuse_while_blind(unit, _DECIDE)
    record = _mine(unit, decision, "withdraw")
    _tell(unit, record)
    _take_out(unit, record, keep=())
    unit.delete(record)


@action("adjudication.take_agreed")
def take_agreed(unit: Unit, *, round: RoundId) -> int:
    """Take into the consensus what all who finished a document coded alike; return how much.

    Codes out of use are left out, and what the consensus holds already.
    """
    refuse_while_blind(unit, "take agreed codings into the consensus")
    of = unit.find(Round, round, "round")
    if of.kind == RoundKind.CONSENSUS:
        raise InvalidInput(
            "“{round}” is a consensus itself. Nothing was changed; name a round of coding.",
            round=of.name,
        )
    usable = set(unit.scalars(select(Code.id).where(Code.retired.is_(False))))
    there = consensus_of(unit, of.id)
    known = set() if there is None else in_consensus(unit, there.id)
    new = [row for row in agreed_codings(unit, of.id) if row[1] in usable and row not in known]
    unit.tell(round=of.name, codings=len(new))
    if not new:
        return 0
    target = consensus_with(unit, of)
    unit.flush()
    columns = CodingColumns(
        document=[row[0] for row in new],
        code=[row[1] for row in new],
        start=[row[2] for row in new],
        end=[row[3] for row in new],
        coder=[unit.me] * len(new),
        round=[target.id] * len(new),
    )
    return apply_many(unit, codings=columns, origin=CodingOrigin.CONSENSUS)


def take_over_decisions(unit: Unit, source: Code, into: Code) -> None:
    """Let decisions about the source of a merge be about its target."""
    for row in unit.scalars(select(Decision).where(Decision.code_id == source.id)).all():
        row.code_id = into.id


def _standing(
    unit: Unit, matter: Matter, verdict: Verdict, code: CodeId | None, span: Span | None
) -> tuple[Stretch, ...]:
    """Return what holds by a verdict: code, start and end of each coding of the consensus."""
    if verdict is not Verdict.THIRD and (code is not None or span is not None):
        raise InvalidInput(
            "A code or a stretch of its own goes with the verdict “third” only. Nothing was "
            "changed."
        )
    stands: tuple[Stretch, ...] = ()
    if verdict in (Verdict.FIRST, Verdict.SECOND):
        stands = matter.answers[0 if verdict is Verdict.FIRST else 1]
    elif verdict is Verdict.BOTH:
        stands = _both(matter)
    elif verdict is Verdict.THIRD:
        stands = (_third(matter, code, span),)
    for each in dict.fromkeys(row[0] for row in stands):
        usable_code(unit, CodeId(each))
    return stands


def _both(matter: Matter) -> tuple[Stretch, ...]:
    if matter.kind is DisagreementKind.OMISSION:
        raise InvalidInput(
            "Only one thing was coded there, so “both” says nothing. Nothing was changed; choose "
            "the coding or no coding."
        )
    if matter.kind is DisagreementKind.BOUNDARY:
        return ((matter.codes[0], matter.start, matter.end),)
    return tuple(dict.fromkeys(row[1:] for row in matter.said))


def _third(matter: Matter, code: CodeId | None, span: Span | None) -> Stretch:
    if code is None and (span is None or len(matter.codes) > 1):
        raise InvalidInput(
            "A third way needs a code{more}. Nothing was changed.",
            more="" if len(matter.codes) > 1 else ", or a stretch for the code there is",
        )
    start, end = (matter.start, matter.end) if span is None else (span.start, span.end)
    return (matter.codes[0] if code is None else code, start, end)


def _needs_reason(verdict: Verdict, reason: str) -> None:
    if verdict in (Verdict.THIRD, Verdict.NONE) and not reason.strip():
        raise InvalidInput(
            "Where no coder's answer holds, the decision needs a reason. Nothing was changed; say "
            "why."
        )


def _about(matter: Matter, stands: Sequence[Stretch]) -> int:
    """Return the one code that stands, else the first that was given."""
    codes = {row[0] for row in stands}
    return codes.pop() if len(codes) == 1 else matter.codes[0]


def _refuse_decided(unit: Unit, matter: Matter) -> None:
    rows = select(Decision).filter_by(round_id=matter.round, document_id=matter.document)
    for row in unit.scalars(rows):
        if matter_of_decision(unit, row).said == matter.said:
            raise InvalidInput(
                "That disagreement is decided already, in decision {number}. Nothing was changed; "
                "revise the decision.",
                number=row.id,
            )


def _mine(unit: Unit, key: DecisionId, what: str) -> Decision:
    record = unit.find(Decision, key, "decision")
    if record.coder_id != unit.me:
        unit.require_lead(f"{what} a colleague's decision")
    return record


def _add_rule(unit: Unit, record: Decision, rule: str, rule_code: CodeId | None) -> str:
    """Add a line to the rule of a code and return it; a line that is there is not doubled."""
    line = " ".join(rule.split())
    if not line:
        return ""
    may_change_codebook(unit)
    code = usable_code(unit, rule_code or CodeId(record.code_id or 0))
    if line not in code.rule.splitlines():
        code.rule = f"{code.rule.rstrip()}\n{line}".strip()
    unit.tell(rule_code=code.name)
    return line


def _write(unit: Unit, record: Decision, stands: Sequence[Stretch]) -> None:
    """Write what stands into the consensus, but for what it holds already."""
    target = consensus_with(unit, unit.get_one(Round, record.round_id))
    unit.flush()
    there = in_consensus(unit, target.id, record.document_id)
    document = DocumentId(record.document_id)
    for code, start, end in stands:
        if (document, code, start, end) in there:
            continue
        quotation = quotation_at(unit, document, Span(start, end), RoundId(target.id))
        unit.add(
            Coding(
                quotation_id=quotation.id,
                code_id=code,
                origin_code_id=code,
                coder_id=quotation.coder_id,
                round_id=quotation.round_id,
                origin=CodingOrigin.CONSENSUS,
            )
        )
        unit.flush()


def _take_out(unit: Unit, record: Decision, *, keep: Sequence[Stretch]) -> None:
    """Delete what followed from a decision, but for what `keep`, others or all coders say."""
    target = consensus_of(unit, record.round_id)
    if target is None:
        return
    held = set(keep) | stands_now(unit, record)
    held |= {row[1:] for row in agreed_codings(unit, record.round_id, record.document_id)}
    for written, start, end in record.stands:
        code = code_now(unit, written)
        rows = (
            select(Coding)
            .join(Quotation, Quotation.id == Coding.quotation_id)
            .where(Coding.round_id == target.id, Coding.code_id == code)
            .where(Quotation.document_id == record.document_id)
            .where(Quotation.start == start, Quotation.end == end)
        )
        for coding in () if (code, start, end) in held else unit.scalars(rows).all():
            quotation = unit.get_one(Quotation, coding.quotation_id)
            unit.delete(coding)
            unit.flush()
            drop_if_empty(unit, quotation)


def _tell(unit: Unit, record: Decision) -> None:
    code = None if record.code_id is None else unit.get_one(Code, record.code_id)
    unit.tell(
        document=unit.get_one(Document, record.document_id).name,
        start=record.start,
        end=record.end,
        kind=record.kind,
        verdict=record.verdict,
        code="" if code is None else code.name,
    )
