"""The plan of a merge, from the rows of two copies and of where they began."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gtcoder.exchange.merging.arriving import arrival_of
from gtcoder.exchange.merging.cells import put_in
from gtcoder.exchange.merging.joining import merged
from gtcoder.exchange.merging.plan import Base, MergeOptions, MergePlan
from gtcoder.exchange.merging.reporting import Report, told_of
from gtcoder.exchange.merging.states import state_of
from gtcoder.garbage import collecting_later
from gtcoder.store.moves import TAKE_IN
from gtcoder.study_rows import Arrival, HistoryRow, StudyRows
from gtcoder.vocabulary import CoderRole

_NOW = MergeOptions()


@collecting_later()
def plan_merge(
    ours: StudyRows,
    theirs: StudyRows,
    base: StudyRows | None = None,
    options: MergeOptions = _NOW,
    *,
    began: Base | None = None,
    copy: str = "",
) -> MergePlan:
    """Return what makes our study one with another copy of it, or with another study.

    `base` is what both held after the last entry that they have in common, which `began` names;
    without it nothing counts as removed. `copy` is what the ledger calls the other one.
    """
    made = merged(ours, theirs, base, options)
    history = tuple(_unknown(ours, theirs))
    draft = _worth_an_entry(arrival_of(made, ours, history))
    report = Report(made, draft, state_of(ours))
    conflicts = tuple(
        each
        for each in report.conflicts()
        if not options.prefer_ours or not put_in(each.what, each.column)
    )
    arrival = replace(draft, told=told_of(report, began, conflicts, copy))
    start = None if base is None else state_of(base)
    return MergePlan(
        arrival=arrival,
        base=began,
        documents=report.brought("document"),
        codes=report.brought("code"),
        coders=report.brought("coder"),
        codings=report.counted("coding"),
        memos=report.counted("memo"),
        rest=report.rest(),
        conflicts=conflicts,
        questions=report.questions(start, options.same_coder),
        notes=() if options.prefer_ours else tuple(_leads(draft.new)),
    )


def _worth_an_entry(draft: Arrival) -> Arrival:
    """Return what is to be done; nothing, where all that is new is that the other took ours in.

    Else two copies that take each other in by turns would never be done.
    """
    new = draft.new
    if new.tables or draft.changed or draft.gone:
        return draft
    merges = all(entry.action == TAKE_IN for entry in new.history)
    return replace(draft, new=StudyRows()) if merges else draft


def _leads(new: StudyRows) -> Iterator[str]:
    """Say who comes with the rights of a lead."""
    for row in new.rows("coder"):
        if row["role"] == CoderRole.LEAD:
            yield f"“{row['name']}” comes in as a lead."


def _unknown(ours: StudyRows, theirs: StudyRows) -> Iterator[HistoryRow]:
    known = {row.guid for row in ours.history}
    for row in theirs.history:
        if row.guid not in known:
            known.add(row.guid)
            yield row
