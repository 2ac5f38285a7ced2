"""Coders, who is to code what and who has finished it, samples drawn by lot."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from gtcoder.actions.rounds import close_round as close_round
from gtcoder.actions.rounds import open_new_round as open_new_round
from gtcoder.actions.rounds import unblind as unblind
from gtcoder.actions.rules import clean_name, open_round, refuse_taken
from gtcoder.errors import InvalidInput
from gtcoder.lots import drawn, size_of
from gtcoder.model.base import now
from gtcoder.model.team import Assignment, Coder, GivenSegment, Round
from gtcoder.model.transcripts import Document, Quotation, Variable, VariableValue
from gtcoder.store.undo_stacks import JOIN
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import (
    AssignmentState,
    CoderId,
    CoderRole,
    DocumentId,
    RoundId,
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


@action("team.assign")
def assign(
    unit: Unit, *, coder: CoderId, document: DocumentId, round: RoundId | None = None
) -> None:
    """Ask a coder to code a document in a round."""
    give(unit, open_round(unit, round), coder, document)


def give(unit: Unit, round: Round, coder: CoderId, document: DocumentId) -> bool:
    """Assign a document to a coder; False where it was assigned before."""
    keys = _keys(unit, coder, document, round)
    if _found(unit, keys) is not None:
        return False
    unit.make(Assignment(**keys, state=AssignmentState.ASSIGNED))
    return True


@action("team.unassign")
def unassign(
    unit: Unit, *, coder: CoderId, document: DocumentId, round: RoundId | None = None
) -> None:
    """Take a document back from a coder; what was coded in it stays."""
    in_round = open_round(unit, round)
    found = _found(unit, _keys(unit, coder, document, in_round))
    if found is None:
        raise InvalidInput(
            "“{document}” is not assigned to {coder} in “{round}”. Nothing was changed.",
            document=unit.get_one(Document, document).name,
            coder=unit.get_one(Coder, coder).name,
            round=in_round.name,
        )
    unit.delete(found)


@action("team.draw_sample")
def draw_sample(
    unit: Unit,
    *,
    coders: Sequence[CoderId],
    size: str,
    round: RoundId | None = None,
    by: str = "",
    seed: int = 1,
) -> tuple[DocumentId, ...]:
    """Draw documents by lot and assign each to all of these coders in a round.

    `size` is a number or a share (“20%”), `by` a variable of documents or participants to stratify
    by. The same seed draws the same documents, whatever their order; the round keeps how it was
    done. In a round of given segments documents without any are not drawn.
    """
    record = open_round(unit, round)
    if not coders:
        raise InvalidInput("Nobody is named who codes the sample. Nothing was changed.")
    strata = _strata(unit, by)
    if record.segments:  # elsewhere nothing can be coded in it
        handed = select(Document.name).join(GivenSegment, GivenSegment.document_id == Document.id)
        able = set(unit.scalars(handed.where(GivenSegment.round_id == record.id).distinct()))
        strata = {name: stratum for name, stratum in strata.items() if name in able}
    count = size_of(size, len(strata))
    names = drawn(strata, count, seed)
    keys = {row.name: row.id for row in unit.execute(select(Document.name, Document.id))}
    for name in names:
        for coder in dict.fromkeys(coders):
            give(unit, record, coder, DocumentId(keys[name]))
    record.sample = {"kind": "stratified" if by else "random", "seed": seed, "n": count,
                     "of": len(strata), "variable": by, "documents": list(names)}  # fmt: skip
    unit.tell(round=record.name, documents=count, seed=seed, coders=len(set(coders)), coder="")
    return tuple(DocumentId(keys[name]) for name in names)


def _strata(unit: Unit, by: str) -> dict[str, str]:
    """Return the stratum of each document by its name: the value of a variable, empty where none.

    A participant's variable goes by the document's participant.
    """
    rows = unit.execute(select(Document.name, Document.id, Document.participant_id)).all()
    if not by:
        return {row.name: "" for row in rows}
    variables = unit.scalars(select(Variable.id).where(Variable.name == by)).all()
    if not variables:
        known = sorted(set(unit.scalars(select(Variable.name))))
        raise InvalidInput(
            "There is no variable “{name}” to stratify by. Known: {known}. Nothing was changed.",
            name=by,
            known="; ".join(known) or "–",
        )
    of_it = select(VariableValue).where(VariableValue.variable_id.in_(variables))
    values = unit.scalars(of_it).all()
    of_document = {each.document_id: each.value for each in values if each.document_id}
    of_person = {each.participant_id: each.value for each in values if each.participant_id}
    return {
        row.name: str(of_document.get(row.id) or of_person.get(row.participant_id) or "")
        for row in rows
    }


@action("team.finish")
def finish_document(unit: Unit, *, document: DocumentId, round: RoundId | None = None) -> None:
    """Say that I have finished coding this document in this round.

    In a closed round who coded the document or was asked to may still say so: closing asks nobody,
    and what two coders have not finished is never compared.
    """
    in_round = open_round(unit) if round is None else unit.find(Round, round, "round")
    if in_round.closed_at is not None and not _took_part(unit, document, in_round):
        open_round(unit, round)
    record = _assignment(unit, unit.me, document, in_round)
    if record.state != AssignmentState.FINISHED:
        record.state = AssignmentState.FINISHED
        record.finished_at = now()


@action("team.reopen")
def reopen_document(unit: Unit, *, document: DocumentId, round: RoundId | None = None) -> None:
    """Say that I am back at work on this document in this round."""
    record = _assignment(unit, unit.me, document, open_round(unit, round))
    record.state = AssignmentState.IN_WORK
    record.finished_at = None


def _took_part(unit: Unit, document: DocumentId, in_round: Round) -> bool:
    """Tell whether I was asked to code a document in a round, or coded in it."""
    keys = {"coder_id": unit.me, "document_id": document, "round_id": in_round.id}
    return any(
        unit.scalars(select(kind.id).filter_by(**keys).limit(1)).first() is not None
        for kind in (Assignment, Quotation)
    )


def _assignment(unit: Unit, coder: CoderId, document: DocumentId, round: Round) -> Assignment:
    keys = _keys(unit, coder, document, round)
    found = _found(unit, keys)
    return found or unit.make(Assignment(**keys, state=AssignmentState.ASSIGNED))


def _found(unit: Unit, keys: dict[str, int]) -> Assignment | None:
    """Return the assignment that holds: the one of which the coder said something."""
    every = unit.scalars(select(Assignment).filter_by(**keys).order_by(Assignment.id)).all()
    said = (each for each in every if each.state != AssignmentState.ASSIGNED)
    return next(said, every[0] if every else None)


def _keys(unit: Unit, coder: CoderId, document: DocumentId, round: Round) -> dict[str, int]:
    """Return what an assignment is known by, and name it in the entry."""
    who = unit.find(Coder, coder, "coder")
    text = unit.find(Document, document, "document")
    unit.tell(coder=who.name, document=text.name, round=round.name)
    return {"coder_id": who.id, "document_id": text.id, "round_id": round.id}
