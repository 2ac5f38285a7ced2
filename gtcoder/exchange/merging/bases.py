"""Where two copies began to differ: the study as it was after the last entry that both know."""

from __future__ import annotations

from gtcoder.exchange.merging.joining import merged
from gtcoder.exchange.merging.plan import Base
from gtcoder.store.since import Ledger, rows_as_of
from gtcoder.study_rows import HistoryRow, StudyRows


def base_of(ours: Ledger, theirs: Ledger) -> StudyRows | None:
    """Return the state that two copies have in common, or None where there is none.

    Where copies met crosswise there are two last entries in common, neither of which knew of the
    other; the state is that of both, merged in their turn.
    """
    return _base(ours, ours.last, theirs, theirs.last)


def _base(ours: Ledger, here: int, theirs: Ledger, there: int) -> StudyRows | None:
    mine = ours.last_known(theirs, here, there)
    other = theirs.last_known(ours, there, here)
    if not mine and not other:
        return None
    if not other or (mine and ours.knows(theirs.entry(other).guid, mine)):
        return rows_as_of(ours.connection, mine)
    if not mine or theirs.knows(ours.entry(mine).guid, other):
        return rows_as_of(theirs.connection, other)
    before = _base(ours, mine, theirs, other)
    sides = rows_as_of(ours.connection, mine), rows_as_of(theirs.connection, other)
    return merged(*sides, before).rows()


def base_entry(ours: Ledger, theirs: Ledger, history: tuple[HistoryRow, ...]) -> Base | None:
    """Return the newest entry that both ledgers know, to be named; `history` is that of ours."""
    mine = ours.last_known(theirs, ours.last, theirs.last)
    other = theirs.last_known(ours, theirs.last, ours.last)
    if not mine and not other:
        return None
    guids = {each.number: each.guid for each in ours.entries}
    wanted = {guids.get(mine)} | ({theirs.entry(other).guid} if other else set())
    found = max((row for row in history if row.guid in wanted), key=lambda row: row.at)
    return Base(found.number, found.at, found.coder, found.action, found.guid not in guids.values())
