"""The ledger as a table: who did what, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gtcoder.progress import Progress
from gtcoder.queries.ledger import EntryRow, entries, revision_of
from gtcoder.queries.people import find_coder
from gtcoder.reports.base import Basis, Report, Row, report
from gtcoder.store.reader import Reader


@dataclass(frozen=True, slots=True)
class LedgerOptions:
    """The options of the ledger."""

    since: str = field(
        default="", metadata={"help": "only what came after a label or the number of an entry"}
    )
    coder: str = field(default="", metadata={"help": "only one coder's entries"})
    action: str = field(
        default="",
        metadata={"help": "only actions that begin so, as “codebook” or “codebook.merge”"},
    )


@report("ledger", "Ledger", LedgerOptions)
def ledger(reader: Reader, options: LedgerOptions, progress: Progress) -> Report:
    """Return a row per entry, oldest first: when (UTC), who, which act, on what, why."""
    progress.step(0, 1, "reading the ledger")
    since = revision_of(reader, options.since) if options.since else 0
    coder = find_coder(reader, options.coder).name if options.coder else ""
    shown = [
        entry
        for entry in entries(reader, since=since)
        if (not coder or entry.coder == coder) and entry.action.startswith(options.action)
    ]
    basis = Basis(
        counted="entries of the ledger, one a row",
        whose=coder or "all coders",
        sample=f"after {options.since}" if options.since else "",
        more={"entries": len(shown), "since": since, "action": options.action},
    )
    return Report(
        name="ledger",
        title="Ledger",
        columns=("revision", "at", "coder", "action", "on", "reason", "reverts"),
        rows=tuple(_row(entry) for entry in shown),
        sentences=(*basis.sentences(reader), f"{len(shown):,} entries."),
        provenance=basis.provenance(reader),
    )


def _row(entry: EntryRow) -> Row:
    at = entry.at.strftime("%Y-%m-%d %H:%M:%S")
    on = what_it_was_about(entry.details)
    return (entry.revision, at, entry.coder, entry.action, on, entry.reason, entry.reverts)


def what_it_was_about(details: Mapping[str, Any]) -> str:
    """Return what an entry was about in words: `code Churn; was open`.

    A number that stands for a row the entry also names (`code`: name) is left out.
    """
    parts = (f"{name} {_said(value)}" for name, value in details.items() if _said(value))
    return "; ".join(parts)


def _said(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
