"""Coders, rounds, and who has finished which document."""

from __future__ import annotations

from sqlalchemy import select

from gtcoder.actions.rules import clean_name, one_where, open_round, refuse_taken
from gtcoder.errors import InvalidInput
from gtcoder.model.base import now
from gtcoder.model.team import Assignment, Coder, Round
from gtcoder.model.transcripts import Document
from gtcoder.store.history import JOIN
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import (
    AssignmentState,
    CoderId,
    CoderRole,
    DocumentId,
    RoundId,
    RoundKind,
)


@action("team.add_coder")
def add_coder(unit: Unit, *, name: str, role: CoderRole = CoderRole.CODER) -> CoderId:
    """Add a coder; making a lead takes a lead."""
    name = clean_name(name, "coder")
    refuse_taken(unit, Coder.name, name, "coder")
    if role is CoderRole.LEAD:
        unit.require_lead("make somebody a lead")
    unit.tell(coder=name)
    return CoderId(unit.make(Coder(name=name, role=role)).id)


@action(JOIN)
def join(unit: Unit, *, name: str) -> CoderId:
    """Come into the study as a coder of one's own accord; the entry is the newcomer's."""
    if unit.coder is not None:
        raise InvalidInput("Who acts is in the study already. Nothing was changed.")
    name = clean_name(name, "coder")
    refuse_taken(unit, Coder.name, name, "coder")
    unit.coder = CoderId(unit.make(Coder(name=name, role=CoderRole.CODER)).id)
    unit.tell(coder=name)
    return unit.coder


@action("team.set_role", lead=True)
def set_role(unit: Unit, *, coder: CoderId, role: CoderRole) -> None:
    """Give a coder another role; a study keeps at least one lead."""
    record = unit.find(Coder, coder, "coder")
    leads = unit.scalars(select(Coder.id).where(Coder.role == CoderRole.LEAD)).all()
    if role is not CoderRole.LEAD and leads == [record.id]:
        raise InvalidInput(
            "“{name}” is the study's only lead. Make somebody else a lead first; nothing was "
            "changed.",
            name=record.name,
        )
    record.role = role
    unit.tell(coder=record.name)


@action("team.open_round")
def open_new_round(unit: Unit, *, name: str, kind: RoundKind = RoundKind.OPEN) -> RoundId:
    """Open a round; from then on coders code in it. A blind one takes a lead."""
    name = clean_name(name, "round")
    refuse_taken(unit, Round.name, name, "round")
    if kind is RoundKind.BLIND:
        unit.require_lead("open a blind round")
    unit.tell(round=name)
    return RoundId(unit.make(Round(name=name, kind=kind)).id)


@action("team.close_round", lead=True)
def close_round(unit: Unit, *, round: RoundId) -> None:
    """Close a round: nothing more is coded in it, and a blind one becomes visible to all."""
    record = open_round(unit, round)
    record.closed_at = now()
    unit.tell(round=record.name)


@action("team.unblind", lead=True, reason=True)
def unblind(unit: Unit, *, round: RoundId) -> None:
    """Let all coders see a blind round while it stays open."""
    record = open_round(unit, round)
    record.unblinded_at = now()
    unit.tell(round=record.name)


@action("team.assign")
def assign(
    unit: Unit, *, coder: CoderId, document: DocumentId, round: RoundId | None = None
) -> None:
    """Ask a coder to code a document in a round."""
    _assignment(unit, coder, document, round)


@action("team.finish")
def finish_document(unit: Unit, *, document: DocumentId, round: RoundId | None = None) -> None:
    """Say that I have finished coding this document in this round."""
    record = _assignment(unit, unit.me, document, round)
    if record.state != AssignmentState.FINISHED:
        record.state = AssignmentState.FINISHED
        record.finished_at = now()


@action("team.reopen")
def reopen_document(unit: Unit, *, document: DocumentId, round: RoundId | None = None) -> None:
    """Say that I am back at work on this document in this round."""
    record = _assignment(unit, unit.me, document, round)
    record.state = AssignmentState.IN_WORK
    record.finished_at = None


def _assignment(
    unit: Unit, coder: CoderId, document: DocumentId, round: RoundId | None
) -> Assignment:
    in_round = open_round(unit, round)
    who = unit.find(Coder, coder, "coder")
    text = unit.find(Document, document, "document")
    unit.tell(coder=who.name, document=text.name, round=in_round.name)
    keys = {"coder_id": who.id, "document_id": text.id, "round_id": in_round.id}
    found = one_where(unit, Assignment, **keys)
    return found or unit.make(Assignment(**keys, state=AssignmentState.ASSIGNED))
