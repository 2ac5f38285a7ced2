"""A project of another tool on its way into a study: what it would add, and where it differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gtcoder.exchange.arriving_rows import refuse_broken
from gtcoder.exchange.merging.merge import plan_merge
from gtcoder.exchange.merging.plan import MergeOptions, MergePlan
from gtcoder.exchange.merging.pristine import holds_nothing
from gtcoder.exchange.project_files import ForeignProject
from gtcoder.queries.record_words import counted_rows
from gtcoder.study_rows import Guid, StudyRows
from gtcoder.vocabulary import CoderRole

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
    plan, lowered = (plan, ()) if holds_nothing(ours) else _without_leads(plan)
    source = f"a {found.kind}" + (f" “{found.title}”" if found.title else "")
    told = {**plan.arrival.told, "source": source}
    notes = (*plan.notes, *lowered, *_not_in_the_file(ours, found.rows))
    return replace(plan, arrival=replace(plan.arrival, told=told), notes=notes)


def _without_leads(plan: MergePlan) -> tuple[MergePlan, tuple[str, ...]]:
    """Return the plan with new leads as coders, and who they are: a file makes nobody a lead."""
    columns = plan.arrival.new.tables.get("coder", {})
    roles: Sequence[str] = columns.get("role", ())
    leads = [name for name, role in zip(columns.get("name", ()), roles, strict=True)
             if role == CoderRole.LEAD]  # fmt: skip
    if not leads:
        return plan, ()
    below = [CoderRole.CODER if role == CoderRole.LEAD else role for role in roles]
    tables = {**plan.arrival.new.tables, "coder": {**columns, "role": below}}
    new = replace(plan.arrival.new, tables=tables)
    notes = tuple(f"{name}, a lead there, comes in as a coder" for name in leads)
    return replace(plan, arrival=replace(plan.arrival, new=new)), notes


def _not_in_the_file(ours: StudyRows, theirs: StudyRows) -> Iterator[str]:
    """Say what of the study a later state of it does not hold; nobody said that it goes."""
    codes, there = _guids(ours, "code"), _guids(theirs, "code")
    if not codes or 2 * len(codes & there) < len(codes):
        return  # another project
    lost = {table: len(_guids(ours, table) - _guids(theirs, table)) for table in _LOOKED_FOR}
    said = [counted_rows(count, table) for table, count in lost.items() if count]
    if said:
        lacks = ", ".join(said)
        yield f"of this study the file does not hold {lacks}; what it lacks stays as it is"


def _guids(rows: StudyRows, table: str) -> set[Guid]:
    return set(rows.tables[table]["guid"]) if table in rows.tables else set()
