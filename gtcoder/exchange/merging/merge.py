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
from gtcoder.study_rows import HistoryRow, StudyRows

_NOW = MergeOptions()


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
    draft = arrival_of(made, ours, history)
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
        conflicts=conflicts,
        questions=report.questions(start, options.same_coder),
    )


def _unknown(ours: StudyRows, theirs: StudyRows) -> Iterator[HistoryRow]:
    known = {row.guid for row in ours.history}
    for row in theirs.history:
        if row.guid not in known:
            known.add(row.guid)
            yield row
