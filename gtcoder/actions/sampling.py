"""The log of theoretical sampling."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from gtcoder.actions.memo_links import unlink_from_all
from gtcoder.actions.rules import one_where, usable_code
from gtcoder.errors import InvalidInput
from gtcoder.model.base import now
from gtcoder.model.codebook import Code
from gtcoder.model.selective import SamplingDecision, SamplingLink
from gtcoder.model.transcripts import Document, Participant
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import CodeId, DocumentId, ParticipantId, SamplingDecisionId

_Wanted = dict[str, Sequence[int] | None]


@action("sampling.log")
def log_sampling(
    unit: Unit,
    *,
    gap: str,
    decision: str,
    sampled: str = "",
    outcome: str = "",
    decided_on: date | None = None,
    documents: Sequence[DocumentId] = (),
    participants: Sequence[ParticipantId] = (),
    codes: Sequence[CodeId] = (),
) -> SamplingDecisionId:
    """Log a decision on whom or what to sample next, today unless another day is said."""
    record = SamplingDecision(
        gap=_needed(gap, "the gap that was seen"),
        decision=_needed(decision, "what was decided"),
        sampled=sampled.strip(),
        outcome=outcome.strip(),
        decided_on=decided_on or now().astimezone().date(),  # the day here, not in UTC
        coder_id=unit.me,
    )
    unit.add(record)
    _link(unit, record, {"document": documents, "participant": participants, "code": codes})
    _tell(unit, record)
    return SamplingDecisionId(record.id)


@action("sampling.change")
def change_sampling(
    unit: Unit,
    *,
    decision_id: SamplingDecisionId,
    gap: str | None = None,
    decision: str | None = None,
    sampled: str | None = None,
    outcome: str | None = None,
    decided_on: date | None = None,
    documents: Sequence[DocumentId] | None = None,
    participants: Sequence[ParticipantId] | None = None,
    codes: Sequence[CodeId] | None = None,
) -> None:
    """Change a decision of the log; what is not named stays, links that are named are all."""
    record = _decision(unit, decision_id)
    if gap is not None:
        record.gap = _needed(gap, "the gap that was seen")
    if decision is not None:
        record.decision = _needed(decision, "what was decided")
    record.sampled = record.sampled if sampled is None else sampled.strip()
    record.outcome = record.outcome if outcome is None else outcome.strip()
    record.decided_on = decided_on or record.decided_on
    _link(unit, record, {"document": documents, "participant": participants, "code": codes})
    _tell(unit, record)


@action("sampling.remove", reason=True)
def remove_sampling(unit: Unit, *, decision_id: SamplingDecisionId) -> None:
    """Take a decision out of the log; a colleague's takes a lead."""
    record = _decision(unit, decision_id)
    if record.coder_id != unit.me:
        unit.require_lead("remove a colleague's decision on sampling")
    _tell(unit, record)
    for link in _links(unit, record):
        unit.delete(link)
    unlink_from_all(unit, sampling_id=record.id)
    unit.delete(record)


def take_over_sampling(unit: Unit, source: Code, into: Code) -> None:
    """Let decisions that changed the source of a merge name its target; doubles stay with it."""
    for link in unit.scalars(select(SamplingLink).where(SamplingLink.code_id == source.id)).all():
        keys = {"decision_id": link.decision_id, "code_id": into.id}
        if one_where(unit, SamplingLink, **keys) is None:
            link.code_id = into.id


def _decision(unit: Unit, key: SamplingDecisionId) -> SamplingDecision:
    return unit.find(SamplingDecision, key, "sampling decision")


def _needed(text: str, what: str) -> str:
    if not text.strip():
        raise InvalidInput("A decision on sampling needs {what}. Nothing was changed.", what=what)
    return text.strip()


def _tell(unit: Unit, record: SamplingDecision) -> None:
    unit.tell(decision=record.decision, decided_on=record.decided_on.isoformat())


def _links(unit: Unit, record: SamplingDecision) -> Sequence[SamplingLink]:
    of_it = select(SamplingLink).where(SamplingLink.decision_id == record.id)
    return unit.scalars(of_it.order_by(SamplingLink.id)).all()


def _link(unit: Unit, record: SamplingDecision, wanted: _Wanted) -> None:
    """Make the links of each kind that is named those wanted; others stay."""
    there = _links(unit, record)
    for kind, keys in wanted.items():
        if keys is None:
            continue
        column = f"{kind}_id"
        own = {getattr(link, column): link for link in there if getattr(link, column) is not None}
        for key, link in own.items():
            if key not in keys:
                unit.delete(link)
        for key in dict.fromkeys(keys):
            if key not in own:
                _check(unit, kind, key)
                unit.add(SamplingLink(decision_id=record.id, **{column: key}))


def _check(unit: Unit, kind: str, key: int) -> None:
    if kind == "code":
        usable_code(unit, CodeId(key))
    elif kind == "document":
        unit.find(Document, key, kind)
    else:
        unit.find(Participant, key, kind)
