"""Two studies that are open, read to be merged."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from gtcoder.errors import NotAllowed
from gtcoder.exchange.merging.bases import base_entry, base_of
from gtcoder.exchange.merging.merge import plan_merge
from gtcoder.exchange.merging.plan import MergeOptions, MergePlan
from gtcoder.model.transcripts import TextBody
from gtcoder.store.by_guid import read_rows
from gtcoder.store.sight import open_rounds
from gtcoder.store.since import Ledger, erased

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from gtcoder.store.project import OpenProject

_NOW = MergeOptions()


def plan_copies(
    ours: OpenProject,
    theirs: OpenProject,
    options: MergeOptions = _NOW,
    *,
    copy: str = "",
    ledger: bool = True,
) -> MergePlan:
    """Return what merging another study into ours would do; neither is changed.

    `copy` is what the ledger calls the other one; without its `ledger`, one that was only made to
    be read, what was done there does not come along, but for what it knows of others. Raises
    NotAllowed while a round is open in either in which coders do not see one another's work, and
    where the one holds a text that was erased for good from the other.
    """
    with ours.snapshot() as here, theirs.snapshot() as there:
        _refuse_unseen(here, there)
        mine, other = read_rows(here, history=True), read_rows(there, history=True)
        _refuse_erased(here, there, "the other study")
        _refuse_erased(there, here, "this study")
        ledgers = Ledger.read(here), Ledger.read(there)
        if not ledger:
            kept = (row for row in other.history if row.guid not in ledgers[1].numbers)
            other = replace(other, history=tuple(kept))
        base = base_of(*ledgers)
        began = base_entry(*ledgers, mine.history)
        plan = plan_merge(mine, other, base, options, began=began, copy=copy)
        return replace(plan, revision=ledgers[0].last)


def _refuse_unseen(here: Connection, there: Connection) -> None:
    for connection, which in ((here, "this study"), (there, "the other study")):
        unseen = open_rounds(connection)
        if unseen.blind or unseen.recode:
            raise NotAllowed(
                "In {which} a round is open in which coders do not see one another's work, so "
                "nothing can be merged yet. Nothing was changed; close that round there first.",
                which=which,
            )


def _refuse_erased(connection: Connection, other: Connection, which: str) -> None:
    """Refuse where the other keeps a text, be it one of a removed document, that was erased here.

    It could come back there, and what quotes it comes along from there.
    """
    if erased(connection) & set(other.execute(select(TextBody.sha256)).scalars()):
        raise NotAllowed(
            "One of the two copies holds a text that was erased for good from the other, because "
            "consent was withdrawn: {which} still has it. Nothing was changed; erase it there as "
            "well, and merge then.",
            which=which,
        )
