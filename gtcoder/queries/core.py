"""What was judged of the candidates for the core category, its weights, and past choices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from gtcoder.model.codebook import Code
from gtcoder.model.journal import Entry, RowImage
from gtcoder.model.selective import CoreJudgement
from gtcoder.model.team import Coder
from gtcoder.queries.entry_rows import ENTRIES, entry_rows
from gtcoder.queries.keeping import kept_now
from gtcoder.queries.ledger import reverted_by
from gtcoder.queries.names import names
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, CodeLevel, CoreJudgementId, JudgedCriterion

WEIGHTS = "core_weights"


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """How far a category meets a criterion, 0 to 4, who said so last, and why."""

    id: CoreJudgementId
    category: CodeId
    criterion: JudgedCriterion
    score: int
    memo: str
    coder: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A choice of the core category: when, by whom, why; `undone` where it was taken back.

    Categories have their names of now.
    """

    revision: int
    at: datetime
    coder: str
    category: str
    former: tuple[str, ...]
    reason: str
    undone: bool


def judgements(reader: Reader) -> tuple[JudgementRow, ...]:
    """Return the judgements in the order in which they were first made."""
    rows = (
        select(CoreJudgement, Coder.name)
        .join(Coder, Coder.id == CoreJudgement.coder_id)
        .order_by(CoreJudgement.id)
    )
    return tuple(
        JudgementRow(
            CoreJudgementId(row.id),
            CodeId(row.category_id),
            JudgedCriterion(row.criterion),
            row.score,
            row.memo,
            coder,
            row.changed_at,
        )
        for row, coder in reader.rows(rows)
    )


def weights(reader: Reader) -> dict[str, float]:
    """Return the weights that are not 1, by criterion."""
    kept = reader.study.settings.get(WEIGHTS, {})
    return {str(name): float(weight) for name, weight in kept.items()}


def choices(reader: Reader) -> tuple[ChoiceRow, ...]:
    """Return how categories became the core, by any verb, newest first."""
    return kept_now(reader, "choices of the core", lambda: _choices(reader))


def _choices(reader: Reader) -> tuple[ChoiceRow, ...]:
    chosen: dict[int, int] = {}
    former: dict[int, list[int]] = {}
    images = select(RowImage.revision, RowImage.row_id, RowImage.before, RowImage.after).where(
        RowImage.table == Code.__tablename__
    )
    for revision, code, before, after in reader.rows(
        images.order_by(RowImage.revision, RowImage.seq)
    ):
        was, now = ((row or {}).get("level") == CodeLevel.CORE for row in (before, after))
        if now and not was:
            chosen[revision] = code
        elif was and not now:
            former.setdefault(revision, []).append(code)
    entries = ENTRIES.where(Entry.revision.in_(chosen), Entry.reverts.is_(None))
    undone, called = reverted_by(reader), names(reader).codes
    return tuple(
        ChoiceRow(
            row.revision,
            row.at,
            row.coder,
            called.get(chosen[row.revision]) or str(row.details.get("code", "")),
            tuple(called[code] for code in former.get(row.revision, ()) if code in called),
            row.reason,
            row.revision in undone,
        )
        for row in entry_rows(reader, entries.order_by(Entry.revision.desc()))
    )
