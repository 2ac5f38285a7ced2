"""What the order of interviews rests on: when each was coded first, and as what."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy import select

from gtcoder.model.codebook import Coding
from gtcoder.model.team import Assignment
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import AssignmentState, DocumentId, RoundId

_CHUNK = 5_000


def coded_at(reader: Reader, codings: Collection[int]) -> dict[int, datetime]:
    """Return when codings were made, by key."""
    found: dict[int, datetime] = {}
    for chunk in _chunks(sorted(codings)):
        rows = select(Coding.id, Coding.created_at).where(Coding.id.in_(chunk))
        found.update((row.id, row.created_at) for row in reader.rows(rows))
    return found


def recoded(reader: Reader) -> dict[int, int]:
    """Return the code first given, of the codings that have another one now, by key."""
    moved = Coding.origin_code_id != Coding.code_id
    rows = select(Coding.id, Coding.origin_code_id).where(moved)
    return {row.id: row.origin_code_id for row in reader.rows(rows)}


def finished(reader: Reader, rounds: Collection[RoundId]) -> dict[DocumentId, datetime]:
    """Return the documents that somebody has finished in one of these rounds, and when first."""
    rows = select(
        Assignment.document_id, Assignment.finished_at, Assignment.coder_id, Assignment.round_id
    ).where(
        Assignment.state == AssignmentState.FINISHED,
        Assignment.round_id.in_(list(rounds)),
        Assignment.finished_at.is_not(None),
    )
    found: dict[DocumentId, datetime] = {}
    for document, at, coder, in_round in reader.rows(rows):
        key = DocumentId(document)
        if reader.sees_word_of(coder, in_round):
            found[key] = min(at, found.get(key, at))
    return found


def _chunks(keys: list[int]) -> Iterator[list[int]]:
    for place in range(0, len(keys), _CHUNK):
        yield keys[place : place + _CHUNK]
