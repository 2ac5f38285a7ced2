"""A project of another tool on its way into a study: what it would add, and where it differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gtcoder.exchange.arriving_rows import refuse_broken
from gtcoder.exchange.merging.merge import plan_merge
from gtcoder.exchange.merging.plan import MergeOptions, MergePlan
from gtcoder.exchange.project_files import ForeignProject
from gtcoder.queries.record_words import counted_rows
from gtcoder.study_rows import Guid, StudyRows

_LOOKED_FOR = ("document", "code", "coding", "memo")


def planned(
    ours: StudyRows,
    found: ForeignProject,
    same_coder: tuple[str, ...] = (),
    *,
    replacing: bool = False,
) -> MergePlan:
    """Return what bringing in a project would do; the ledger will name it by kind and title.

    What is there by identity, by text or by name is not made twice; where both say something, ours
    stands, or with `replacing` theirs. Where a file knows people by their names alone (`by_name`),
    those of one name are one. Raises InvalidInput where its rows do not hold together.
    """
    everybody = [row["name"] for row in found.rows.rows("coder")] if found.by_name else []
    options = MergeOptions((*same_coder, *everybody), prefer_ours=True, replace=replacing)
    refuse_broken(ours, found.rows)
    plan = plan_merge(ours, found.rows, options=options)
    source = f"a {found.kind}" + (f" “{found.title}”" if found.title else "")
    told = {**plan.arrival.told, "source": source}
    notes = (*plan.notes, *_not_in_the_file(ours, found.rows))
    return replace(plan, arrival=replace(plan.arrival, told=told), notes=notes)


def _not_in_the_file(ours: StudyRows, theirs: StudyRows) -> Iterator[str]:
    """Say what of the study a later state of it does not hold; nobody said that it goes."""
    codes, there = _guids(ours, "code"), _guids(theirs, "code")
    if not codes or 2 * len(codes & there) < len(codes):
        return  # another project
    lost = {table: len(_guids(ours, table) - _guids(theirs, table)) for table in _LOOKED_FOR}
    said = [counted_rows(count, table) for table, count in lost.items() if count]
    if said:
        yield f"not in the file are {', '.join(said)} of this study; they stay as they are"


def _guids(rows: StudyRows, table: str) -> set[Guid]:
    return set(rows.tables[table]["guid"]) if table in rows.tables else set()
