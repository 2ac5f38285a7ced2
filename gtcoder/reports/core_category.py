"""The bench of the core category: candidates by computed and judged criteria, and their total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from gtcoder.analysis.core_category import (
    COMPUTED,
    CRITERIA,
    JUDGED,
    PLAIN_WEIGHT,
    Candidate,
    Weighed,
    centralities,
    weighed,
)
from gtcoder.analysis.tallies import presence, tally
from gtcoder.progress import Progress
from gtcoder.queries import core, theory
from gtcoder.queries.codebook import CodeRow
from gtcoder.queries.core import JudgementRow
from gtcoder.reports.base import Basis, Cell, Report, Row, number_of, report
from gtcoder.reports.code_rows import all_codes, code_rows
from gtcoder.reports.columns import By, columns
from gtcoder.reports.selection import Chosen, Selection, choose
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import Cells, CodeId, CodeLevel, CoreCriterion, JudgedCriterion

SOURCE = (
    "Computed: passages and participants under a category with all that serves it, each counted "
    "once; how many categories it is related to (degree) and how far it lies between others "
    "(betweenness, Freeman 1977) in the graph of relations. Each is divided by the largest of its "
    "column. Judged, 0 to 4, divided by 4: criteria of Strauss 1987, p. 36. Total: weighted mean "
    "of what is given; what is not judged is left out, never counted as 0."
)


@dataclass(frozen=True, slots=True)
class CoreOptions(Selection):
    """The options of the bench."""

    memos: bool = field(default=False, metadata={"help": "show the memos on the judgements"})


@dataclass(frozen=True, slots=True)
class BenchRow:
    """A candidate: its code, its counts and values by criterion, judgements, and total."""

    code: CodeRow
    counts: Mapping[str, float]
    judgements: Mapping[JudgedCriterion, JudgementRow]
    weighed: Weighed


@dataclass(frozen=True, slots=True)
class Bench:
    """The candidates, the best total first; `weights` holds every criterion's."""

    rows: tuple[BenchRow, ...]
    weights: Mapping[str, float]
    participants: int
    chosen: Chosen


def bench(reader: Reader, options: Selection) -> Bench:
    """Return the categories in use, and codes related, placed or judged, as candidates."""
    chosen = choose(reader, options)
    candidates = _candidates(reader)
    counts, participants = _counts(reader, chosen, candidates)
    given: dict[CodeId, dict[JudgedCriterion, JudgementRow]] = {}
    for judgement in core.judgements(reader):
        given.setdefault(judgement.category, {})[judgement.criterion] = judgement
    weights = core.weights(reader)
    scores = [{str(name): row.score for name, row in given.get(code.id, {}).items()}
              for code in candidates]  # fmt: skip
    found = weighed(
        [Candidate(one, score) for one, score in zip(counts, scores, strict=True)], weights
    )
    rows = [
        BenchRow(code, one, given.get(code.id, {}), each)
        for code, one, each in zip(candidates, counts, found, strict=True)
    ]
    every = {str(each.key): weights.get(each.key, PLAIN_WEIGHT) for each in CRITERIA}
    return Bench(tuple(sorted(rows, key=_best_first)), every, participants, chosen)


def _best_first(row: BenchRow) -> float:
    return -(row.weighed.total if row.weighed.total is not None else -1.0)


def _candidates(reader: Reader) -> list[CodeRow]:
    named = {row.category for board in theory.paradigms(reader) for row in board.placements}
    named |= {end for row in theory.relations(reader) for end in (row.source, row.target)}
    named |= {row.category for row in core.judgements(reader)}
    return [
        code
        for code in all_codes(reader)
        if not code.retired and (code.level is not CodeLevel.OPEN or code.id in named)
    ]


def _counts(
    reader: Reader, chosen: Chosen, candidates: Sequence[CodeRow]
) -> tuple[list[dict[str, float]], int]:
    rows = code_rows(reader, chosen)
    counted = rows.rolled_up(reader, rows.own(chosen))
    flat = np.zeros_like(counted.row)
    passages = tally(Cells.PASSAGES, counted.row, flat, counted.spans, (len(rows), 1))[:, 0]
    people = columns(reader, chosen, By.PARTICIPANT)
    parted, column = people.split(counted)
    found = presence(parted.row, column, (len(rows), max(len(people), 1)))
    breadth = np.count_nonzero(found[:, : people.known], axis=1)
    place = {code.id: number for number, code in enumerate(rows.codes)}
    ends = [(row.source, row.target) for row in theory.relations(reader)]
    central = centralities(
        [code.id for code in candidates],
        [pair for pair in ends if pair[0] in place and pair[1] in place],
    )
    return [
        {
            CoreCriterion.FREQUENCY: float(passages[place[code.id]]),
            CoreCriterion.BREADTH: float(breadth[place[code.id]]),
            CoreCriterion.DEGREE: float(central[code.id][0]),
            CoreCriterion.BETWEENNESS: central[code.id][1],
        }
        for code in candidates
    ], people.known


@report("core-category", "Candidates for the core category", CoreOptions)
def core_category(reader: Reader, options: CoreOptions, progress: Progress) -> Report:
    """Return a row per candidate, the best total first."""
    progress.step(0, 1, "counting")
    found = bench(reader, options)
    chosen = found.chosen
    basis = Basis(
        counted=f"criteria of a core category for {number_of(len(found.rows), 'candidate')}",
        whose=chosen.whose,
        round=chosen.round,
        sample=chosen.sample,
        more={"weights": dict(found.weights), "participants": found.participants,
              "coders": list(chosen.voices)},
    )  # fmt: skip
    missing = sum(len(row.weighed.missing) for row in found.rows)
    weights = "; ".join(f"{each.name} {found.weights[each.key]:g}" for each in CRITERIA)
    said = [f"Weights: {weights}.", SOURCE]
    if missing:
        said.append(f"{number_of(missing, 'judgement')} not given yet, shown as a blank.")
    return Report(
        name="core-category",
        title="Candidates for the core category",
        columns=(
            "code", "level", *(each.name.casefold() for each in CRITERIA), "total",
            *(("memos",) if options.memos else ()),
        ),
        rows=tuple(_row(row, options) for row in found.rows),
        sentences=(*basis.sentences(reader), *said, *_history(reader), *chosen.sentences),
        provenance=basis.provenance(reader),
    )  # fmt: skip


def _row(row: BenchRow, options: CoreOptions) -> Row:
    scores: list[Cell] = []
    for each in JUDGED:
        judgement = row.judgements.get(JudgedCriterion(each.key))
        scores.append(None if judgement is None else judgement.score)
    counts: list[Cell] = [
        row.counts[each.key] if each.key is CoreCriterion.BETWEENNESS else int(row.counts[each.key])
        for each in COMPUTED
    ]
    cells: Row = (row.code.path, str(row.code.level), *counts, *scores, row.weighed.total)
    if not options.memos:
        return cells
    told = (f"{each.name}: {row.judgements[key].memo}" for each in JUDGED
            for key in (JudgedCriterion(each.key),)
            if key in row.judgements and row.judgements[key].memo)  # fmt: skip
    return (*cells, "; ".join(told))


def _history(reader: Reader) -> tuple[str, ...]:
    """Say which category was chosen last, and why."""
    stand = [row for row in core.choices(reader) if not row.undone]
    if not stand:
        return ("No category was chosen as the core yet.",)
    last = stand[0]
    why = f": {last.reason}" if last.reason else ""
    return (f"Chosen last: “{last.category}”, by {last.coder}, entry {last.revision}{why}.",)
