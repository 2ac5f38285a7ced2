"""What the bench of the core category shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gtcoder.progress import Progress
from gtcoder.queries.core import ChoiceRow, JudgementRow, choices
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, CodeLevel


@dataclass(frozen=True, slots=True)
class Column:
    """A criterion as a column: its key, name and heading, what it asks, and if it is judged."""

    key: str
    name: str
    short: str
    sentence: str
    judged: bool


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A candidate: counts and values from 0 to 1 by criterion, judgements, and the total."""

    code: CodeId
    name: str
    written: str
    colour: int
    level: CodeLevel
    definition: str
    counts: Mapping[str, float]
    values: Mapping[str, float | None]
    judgements: Mapping[str, JudgementRow]
    total: float | None
    missing: int


@dataclass(frozen=True, slots=True)
class BenchView:
    """The candidates, the best total first, with columns, weights and past choices."""

    columns: tuple[Column, ...] = ()
    rows: tuple[CandidateRow, ...] = ()
    weights: Mapping[str, float] | None = None
    participants: int = 0
    choices: tuple[ChoiceRow, ...] = ()
    whose: str = ""
    revision: int = 0


def read_bench(reader: Reader, progress: Progress) -> BenchView:
    """Return the bench as it stands."""
    from gtcoder.analysis.core_category import CRITERIA
    from gtcoder.reports.core_category import bench
    from gtcoder.reports.selection import Selection

    progress.step(0, 1, "counting")
    found = bench(reader, Selection())
    rows = tuple(
        CandidateRow(
            row.code.id,
            row.code.name,
            row.code.written,
            row.code.colour,
            row.code.level,
            row.code.definition,
            row.counts,
            row.weighed.values,
            {str(key): judgement for key, judgement in row.judgements.items()},
            row.weighed.total,
            len(row.weighed.missing),
        )
        for row in found.rows
    )
    columns = tuple(
        Column(each.key, each.name, each.short, each.sentence, each.judged) for each in CRITERIA
    )
    whose = f"{found.chosen.whose}, {found.chosen.round}"
    return BenchView(
        columns, rows, found.weights, found.participants, choices(reader), whose, reader.revision
    )
