"""The checks of a study's theory: what is open, what is let pass, and its loops of feedback."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from gtcoder.analysis.checks import (
    CodeFact,
    Facts,
    Feedback,
    Finding,
    ParadigmFact,
    PropertyFact,
    RelationFact,
    StepsFact,
    TypeFact,
    check,
    feedbacks,
)
from gtcoder.analysis.tallies import expanded, tally
from gtcoder.queries import grounds, people, theory
from gtcoder.queries.codebook import CodeRow, memberships
from gtcoder.queries.frames import UNKNOWN, participants_of, quotation_table
from gtcoder.queries.grounds import TypedRelation
from gtcoder.queries.waivers import WaiverRow, waivers
from gtcoder.reports.code_rows import all_codes, code_rows
from gtcoder.reports.columns import whose_words
from gtcoder.reports.domains import domain_overlaps
from gtcoder.reports.kept import kept
from gtcoder.reports.selection import Longs, Selection, choose
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import Cells, CodeId, ParadigmRole, Stance

# The tables that findings stand on, beside those of counts (`queries.keeping.COUNTED`).
CHECKED = frozenset(
    {"paradigm", "paradigm_placement", "relation", "relation_type", "evidence", "waiver",
     "property", "property_placement", "core_judgement", "memo", "memo_link", "model",
     "model_node", "model_edge"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that is let pass, and the waiver that says why, who and when."""

    finding: Finding
    waiver: WaiverRow


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks say of a study: open findings, waived ones, and loops, which are no fault."""

    open: tuple[Finding, ...] = ()
    waived: tuple[Waived, ...] = ()
    loops: tuple[Feedback, ...] = ()


def checked(reader: Reader) -> Checked:
    """Return what the theory lacks, as the viewer sees it; kept until the next revision."""
    return kept(reader, "checks", None, lambda: _checked(reader))


def findings(reader: Reader) -> tuple[Finding, ...]:
    """Return what the study's theory lacks and is not let pass."""
    return checked(reader).open


def _checked(reader: Reader) -> Checked:
    facts = facts_of(reader)
    passing = {(row.rule, row.thing, row.key, row.detail): row for row in waivers(reader)}
    still: list[Finding] = []
    waived: list[Waived] = []
    for finding in check(facts):
        where = finding.where
        waiver = passing.get((finding.rule, where.thing, where.key, where.detail))
        if waiver is None:
            still.append(finding)
        else:
            waived.append(Waived(finding, waiver))
    return Checked(tuple(still), tuple(waived), feedbacks(facts))


def facts_of(reader: Reader) -> Facts:
    """Return what the checks read of a study. Merged codes are left out with all that names them.

    Passages are distinct spans with coders folded, of a category and all that serves it;
    participants are those whose words they stand on.
    """
    every = [code for code in all_codes(reader) if code.merged_into is None]
    there = {code.id for code in every}
    return Facts(
        codes=_codes(reader, every),
        relations=_relations(reader, there),
        paradigms=tuple(
            ParadigmFact(
                board.id,
                board.name,
                {row.category: row.role for row in board.placements if row.category in there},
            )
            for board in theory.paradigms(reader)
        ),
        properties=tuple(
            PropertyFact(
                row.id, row.category, row.name, row.low, row.high, row.passages, row.unexplained
            )
            for row in grounds.dimensions(reader)
        ),
        models=tuple(
            StepsFact(row.id, row.name, row.steps, row.linked) for row in grounds.stepwise(reader)
        ),
        told=grounds.told(reader),
        judged=grounds.judged(reader),
        people=sum(1 for person in people.participants(reader) if person.documents),
        overlaps=domain_overlaps(reader),
    )


def _codes(reader: Reader, every: Iterable[CodeRow]) -> dict[int, CodeFact]:
    serves: dict[CodeId, list[CodeId]] = {}
    for category, members in memberships(reader).items():
        for member in members:
            serves.setdefault(member, []).append(category)
    counts = _counts(reader)
    return {
        code.id: CodeFact(
            code.id,
            code.name,
            code.written,
            code.level,
            code.definition,
            code.parent,
            tuple(serves.get(code.id, ())),
            code.retired,
            *counts.get(code.id, (0, 0)),
        )
        for code in every
    }


def _counts(reader: Reader) -> Mapping[CodeId, tuple[int, int]]:
    """Return passages and participants of each code and all that serves it."""
    chosen = choose(reader, Selection())
    rows = code_rows(reader, chosen)
    counted = rows.rolled_up(reader, rows.own(chosen))
    one = np.zeros(len(counted.row), dtype=np.int64)
    passages = tally(Cells.PASSAGES, counted.row, one, counted.spans, (len(rows), 1))[:, 0]
    whole = whose_words(reader)
    source, person = expanded(chosen.place[counted.place], whole.ends, whole.participant)
    known = person != UNKNOWN
    voices = _distinct(counted.row[source][known], person[known], len(rows))
    return {
        code.id: (int(count), int(people))
        for code, count, people in zip(rows.codes, passages, voices, strict=True)
    }


def _distinct(row: Longs, value: Longs, count: int) -> Longs:
    """Return how many different values each row has."""
    pairs = np.unique(np.stack([row, value]), axis=1)
    return np.bincount(pairs[0], minlength=count)


def _relations(reader: Reader, there: set[CodeId]) -> tuple[RelationFact, ...]:
    rows = [
        row
        for row in grounds.typed_relations(reader)
        if row.source in there and row.target in there
    ]
    table = quotation_table(reader, sorted({key for row in rows for key, *_ in row.evidence}))
    voices: dict[int, set[int]] = {}
    places, who = participants_of(reader, table)
    for place, person in zip(places.tolist(), who.tolist(), strict=True):
        if person != UNKNOWN:
            voices.setdefault(int(table.id[place]), set()).add(person)
    return tuple(_relation(row, voices) for row in rows)


def _relation(row: TypedRelation, voices: Mapping[int, set[int]]) -> RelationFact:
    given = [quotation for quotation, stance, _ in row.evidence if stance is Stance.FOR]
    return RelationFact(
        row.id,
        _type(row),
        row.source,
        row.target,
        evidence_for=len(given),
        evidence_against=len(row.evidence) - len(given),
        unexplained=sum(
            stance is Stance.NEGATIVE_CASE and not note.strip() for _, stance, note in row.evidence
        ),
        participants=len({person for key in given for person in voices.get(key, ())}),
    )


def _type(row: TypedRelation) -> TypeFact:
    pairs = frozenset((ParadigmRole(start), ParadigmRole(end)) for start, end in row.grammar)
    return TypeFact(row.type, row.inverse, row.directed, row.acyclic, pairs)
