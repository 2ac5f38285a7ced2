"""Erasing what somebody said for good, when consent is withdrawn."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from gtcoder.actions.correcting import new_version
from gtcoder.actions.lying import Kept, let_go, settle, spared
from gtcoder.actions.rules import refuse_while_blind
from gtcoder.actions.transcripts import hanging, take_away
from gtcoder.errors import InvalidInput
from gtcoder.model.codebook import Coding
from gtcoder.model.drawn import StepVisit
from gtcoder.model.selective import SamplingLink
from gtcoder.model.theory import MemoLink
from gtcoder.model.transcripts import (
    Document,
    Participant,
    Quotation,
    Speaker,
    TextVersion,
    VariableValue,
)
from gtcoder.store.erasing import AKIN, ERASE, Place, bury, rewrite
from gtcoder.store.moves import SPANS
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.store.withdrawal import (
    Stretches,
    Withdrawal,
    of_document,
    of_participant,
    refuse_shared_text,
)
from gtcoder.textdiff import Edits
from gtcoder.vocabulary import DocumentId, ParticipantId


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased for good: texts, codings by all coders, and quotes in other places."""

    texts: int
    codings: int
    quotes: int


@action(ERASE, reason=True, lead=True)
def erase(
    unit: Unit,
    *,
    document: DocumentId | None = None,
    participant: ParticipantId | None = None,
    keep: Collection[Place] = (),
) -> Erased:
    """Erase a document, present or removed, or what a participant said, for good.

    The words go from the texts and all their versions, from whatever quotes them and from the
    ledger, which keeps a hash of each text; so do codings of them by all coders. Memos stay. Quotes
    in the rows to `keep`, as (table, key), are left as they are. Nothing brings it back. Whoever
    erases writes the file afresh afterwards (`gtcoder.store.scrubbing.scrub`).
    """
    refuse_while_blind(unit, "erase a text")
    found = _found(unit, document, participant)
    refuse_shared_text(unit.connection(), found)
    connection = unit.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")
    unit.flush()
    rule = found.rule(connection, unit.revision - 1, keep)
    quotes = rewrite(connection, rule)
    unit.expire_all()
    codings = 0
    if found.document is not None:
        codings += _take_document(unit, found.document)
    for key, stretches in found.stretches.items():
        codings += _take_turns(unit, key, stretches)
    for person in sorted(found.participants):
        _forget(unit, person)
    unit.flush()
    bury(connection, found.hashes, unit.revision)
    unit.tell(texts=len(found.hashes), codings=codings, quotes=quotes, kept=len(keep))
    if rule.akin:
        unit.tell(**{AKIN: sorted(rule.akin)})
    return Erased(len(found.hashes), codings, quotes)


def _found(unit: Unit, document: int | None, participant: int | None) -> Withdrawal:
    if (document is None) == (participant is None):
        raise InvalidInput("Name one document or one participant to erase. Nothing was changed.")
    last = unit.revision - 1
    if document is not None:
        found = of_document(unit.connection(), document, last)
        if not found.hashes:
            unit.find(Document, document, "document")
        return found
    assert participant is not None
    unit.find(Participant, participant, "participant")
    return of_participant(unit.connection(), participant, last)


def _take_document(unit: Unit, document: int) -> int:
    record = unit.get(Document, document)
    if record is None:  # removed before: only the ledger still told of it
        return 0
    here = select(Quotation.id).where(Quotation.document_id == document)
    return take_away(unit, record, list(unit.scalars(here)), keep_memos=True)


def _take_turns(unit: Unit, document: int, gone: Stretches) -> int:
    """Put the text without the turns in the place of a document's; return how many codings went."""
    if not gone.rows:
        return 0
    record = unit.get_one(Document, document)
    version = unit.get_one(TextVersion, record.version_id)
    edits = Edits.of(gone.rows)
    lying = [Kept.of(unit, table, document, edits) for table in SPANS]
    for kept in lying:
        _empty_within(kept, gone)
    quotations = next(kept for kept in lying if kept.table == Quotation.__tablename__)
    codings = len(hanging(unit, Coding, sorted(quotations.empty)))
    for kept in lying:
        let_go(unit, kept)
    made = new_version(unit, version, gone.text, edits, spared(version.marks, gone.rows))
    record.version_id = made.id
    unit.flush()
    for kept in lying:
        settle(unit, kept)
    return codings


def _empty_within(kept: Kept, gone: Stretches) -> None:
    """Let what lies wholly in the turns go; the turns themselves stay, without words."""
    if kept.table == "turn":
        for key in gone.turns:
            kept.now[key]["body"] = kept.now[key]["start"]
    elif kept.table != "bookmark":
        kept.empty |= {
            key
            for key, row in kept.rows.items()
            if any(start <= row["start"] and row["end"] <= end for start, end, _ in gone.rows)
        }


def _forget(unit: Unit, participant: int) -> None:
    """Delete a participant and all that is tied to them alone."""
    kinds: tuple[type[Any], ...] = (VariableValue, MemoLink, SamplingLink, StepVisit)
    for kind in kinds:
        here = select(kind.id).where(kind.participant_id == participant)
        unit.bulk_delete(kind, list(unit.scalars(here)))
    holders: tuple[type[Any], ...] = (Document, Speaker)
    for holder in holders:
        for record in unit.scalars(select(holder).where(holder.participant_id == participant)):
            record.participant_id = None
    unit.flush()
    if unit.get(Participant, participant) is not None:
        unit.bulk_delete(Participant, [participant])
