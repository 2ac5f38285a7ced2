"""The consensus of a round: its own round, what it holds, and what all coders of it agree on."""

from __future__ import annotations

from sqlalchemy import select

from gtcoder.errors import NotAllowed
from gtcoder.model.codebook import Code, Coding
from gtcoder.model.team import Assignment, Decision, Round
from gtcoder.model.transcripts import Quotation
from gtcoder.store.unit import Unit
from gtcoder.vocabulary import AssignmentState, CodingOrigin, RoundKind

COUNTED = (CodingOrigin.HAND, CodingOrigin.IMPORTED)
_Row = tuple[int, int, int, int]  # document, code, start, end


def consensus_of(unit: Unit, key: int) -> Round | None:
    """Return the newest consensus of a round, if there is one."""
    rows = select(Round).where(Round.kind == RoundKind.CONSENSUS, Round.of_id == key)
    return unit.scalars(rows.order_by(Round.id.desc()).limit(1)).first()


def consensus_with(unit: Unit, of: Round) -> Round:
    """Return the open consensus of a round, made where it is missing."""
    found = consensus_of(unit, of.id)
    if found is None:
        name = _free_name(unit, f"Consensus of {of.name}")
        return unit.make(Round(name=name, kind=RoundKind.CONSENSUS, of_id=of.id))
    if found.closed_at is not None:
        raise NotAllowed(
            "“{round}” is closed, so nothing more is decided in it. Nothing was changed.",
            round=found.name,
        )
    return found


def in_consensus(unit: Unit, key: int, document: int | None = None) -> set[_Row]:
    """Return what a consensus holds: document, code, start and end."""
    place = Quotation.__table__.c
    rows = select(place.document_id, Coding.code_id, place.start, place.end)
    rows = rows.join(Quotation, Quotation.id == Coding.quotation_id).where(Coding.round_id == key)
    if document is not None:
        rows = rows.where(place.document_id == document)
    return {(row[0], row[1], row[2], row[3]) for row in unit.execute(rows)}


def finished(unit: Unit, key: int, document: int) -> set[int]:
    """Return the coders who said that they finished a document in a round."""
    rows = select(Assignment.coder_id).filter_by(
        round_id=key, document_id=document, state=str(AssignmentState.FINISHED)
    )
    return set(unit.scalars(rows))


def agreed_codings(unit: Unit, key: int, document: int | None = None) -> list[_Row]:
    """Return what all who finished a document coded alike, where two or more finished it."""
    done: dict[int, set[int]] = {}
    said = select(Assignment.document_id, Assignment.coder_id).filter_by(
        round_id=key, state=str(AssignmentState.FINISHED)
    )
    for text, coder in unit.execute(said):
        done.setdefault(text, set()).add(coder)
    place = Quotation.__table__.c
    rows = (
        select(place.document_id, Coding.code_id, place.start, place.end, Coding.coder_id)
        .join(Quotation, Quotation.id == Coding.quotation_id)
        .where(Coding.round_id == key, Coding.origin.in_(COUNTED))
    )
    if document is not None:
        rows = rows.where(place.document_id == document)
    given: dict[_Row, set[int]] = {}
    for text, code, start, end, coder in unit.execute(rows):
        given.setdefault((text, code, start, end), set()).add(coder)
    return sorted(
        row
        for row, coders in given.items()
        if len(done.get(row[0], ())) > 1 and done[row[0]] <= coders
    )


def stands_now(unit: Unit, besides: Decision) -> set[tuple[int, int, int]]:
    """Return what other decisions over the same document of the round let stand."""
    rows = select(Decision).filter_by(round_id=besides.round_id, document_id=besides.document_id)
    others = unit.scalars(rows.where(Decision.id != besides.id)).all()
    return {(code_now(unit, code), start, end) for row in others for code, start, end in row.stands}


def code_now(unit: Unit, key: int) -> int:
    """Return what a code was merged into, at the end of the line; else the code itself."""
    code = unit.get(Code, key)
    while code is not None and code.merged_into_id is not None:
        code = unit.get_one(Code, code.merged_into_id)
    return key if code is None else code.id


def _free_name(unit: Unit, wanted: str) -> str:
    taken = set(unit.scalars(select(Round.name)))
    free, number = wanted, 1
    while free in taken:
        number += 1
        free = f"{wanted} ({number})"
    return free
