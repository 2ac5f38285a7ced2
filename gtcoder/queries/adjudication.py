"""Decisions over disagreements, the rounds that hold their consensus, and memos on codings."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from gtcoder.model.codebook import Code, Coding
from gtcoder.model.team import Coder, Decision, Round
from gtcoder.model.theory import Memo, MemoLink
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import (
    CodeId,
    CoderId,
    CodingId,
    DecisionId,
    DisagreementKind,
    DocumentId,
    RoundId,
    RoundKind,
    Verdict,
)

Stretch = tuple[CodeId, int, int]  # code, start, end
Saying = tuple[CoderId, CodeId, int, int]  # coder, code, start, end


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A disagreement that was talked over; codes by what they were merged into since.

    `said` is what the coders had coded when it was decided, `stands` what holds since; `code` is
    what it was about, or the third code that was chosen.
    """

    id: DecisionId
    round: RoundId
    document: DocumentId
    start: int
    end: int
    kind: DisagreementKind
    verdict: Verdict
    code: CodeId | None
    reason: str
    rule: str
    said: tuple[Saying, ...]
    stands: tuple[Stretch, ...]
    coder: str
    coder_id: CoderId
    at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """A memo on a coding: who wrote it, and what."""

    coder: str
    title: str
    text: str


def decisions(reader: Reader, round: RoundId | None = None) -> tuple[DecisionRow, ...]:
    """Return the decisions of a round, or of all, by document, start and end.

    Those of a blind round that is open are left out: they say what its coders did.
    """
    rows = (
        select(Decision, Coder.name)
        .join(Coder, Coder.id == Decision.coder_id)
        .order_by(Decision.document_id, Decision.start, Decision.end, Decision.id)
    )
    if round is not None:
        rows = rows.where(Decision.round_id == round)
    if reader.blind is not None:
        rows = rows.where(Decision.round_id.not_in(reader.blind.rounds))
    into = merged(reader)
    return tuple(_row(row, coder, into) for row, coder in reader.rows(rows))


def _row(row: Decision, coder: str, into: dict[int, int]) -> DecisionRow:
    return DecisionRow(
        id=DecisionId(row.id),
        round=RoundId(row.round_id),
        document=DocumentId(row.document_id),
        start=row.start,
        end=row.end,
        kind=DisagreementKind(row.kind),
        verdict=Verdict(row.verdict),
        code=None if row.code_id is None else CodeId(into.get(row.code_id, row.code_id)),
        reason=row.reason,
        rule=row.rule,
        said=tuple(
            sorted(
                {
                    (CoderId(who), CodeId(into.get(code, code)), start, end)
                    for who, code, start, end in row.said
                }
            )
        ),
        stands=tuple(
            dict.fromkeys(
                (CodeId(into.get(code, code)), start, end) for code, start, end in row.stands
            )
        ),
        coder=coder,
        coder_id=CoderId(row.coder_id),
        at=row.created_at,
    )


def merged(reader: Reader) -> dict[int, int]:
    """Return for each merged code the code it came to, at the end of the line."""
    rows = select(Code.id, Code.merged_into_id).where(Code.merged_into_id.is_not(None))
    step: dict[int, int] = {row[0]: row[1] for row in reader.rows(rows)}
    into = {}
    for code, target in step.items():
        end = target
        while end in step:
            end = step[end]
        into[code] = end
    return into


def consensus_rounds(reader: Reader) -> dict[RoundId, RoundId]:
    """Return for each round that was settled its newest consensus."""
    rows = (
        select(Round.of_id, Round.id)
        .where(Round.kind == RoundKind.CONSENSUS, Round.of_id.is_not(None))
        .order_by(Round.id)
    )
    return {RoundId(of): RoundId(key) for of, key in reader.rows(rows)}


def memos_on(reader: Reader, codings: Collection[CodingId]) -> dict[CodingId, tuple[Note, ...]]:
    """Return the memos on the passages of these codings, as far as the viewer may see them."""
    rows = (
        select(Coding.id, Coder.name, Memo.title, Memo.text)
        .join(MemoLink, MemoLink.quotation_id == Coding.quotation_id)
        .join(Memo, Memo.id == MemoLink.memo_id)
        .join(Coder, Coder.id == Memo.coder_id)
        .where(Coding.id.in_(codings))
        .order_by(Coding.id, Memo.id)
    )
    found: dict[CodingId, tuple[Note, ...]] = {}
    for key, *note in reader.rows(rows):
        found[key] = (*found.get(key, ()), Note(*note))
    return found
