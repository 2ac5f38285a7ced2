"""The sum of the codebook: initial + created − merged − retired = now, between any two moments."""

from __future__ import annotations

from dataclasses import dataclass, field

from gtcoder.analysis.sankey import Band, Sankey
from gtcoder.progress import Progress
from gtcoder.queries.reconciliation import (
    ADDING,
    CodeState,
    Flow,
    Moment,
    Movement,
    Reconciliation,
    before_merging,
    labelled_between,
    moment,
    reconciliation,
    reconciliations,
)
from gtcoder.reports.base import Basis, Report, Row, report
from gtcoder.store.reader import Reader

_CREATED = "created"
_ORDER = (CodeState.IN_USE, _CREATED, CodeState.RETIRED, CodeState.MERGED, "gone")


@dataclass(frozen=True, slots=True)
class ReconciliationOptions:
    """The options of the reconciliation."""

    since: str = field(
        default="",
        metadata={
            "help": "a label, the number of an entry or a day (2026-03-31); without one: before "
            "the first merge"
        },
    )
    until: str = field(
        default="",
        metadata={"help": "a label, the number of an entry or a day; without one: now"},
    )
    labels: bool = field(
        default=False, metadata={"help": "also from each labelled state to the next"}
    )


@report("reconciliation", "Reconciliation of the codebook", ReconciliationOptions)
def reconcile(reader: Reader, options: ReconciliationOptions, progress: Progress) -> Report:
    """Return one row from moment to moment: codes in use, what came, what went, codes in use."""
    progress.step(0, 1, "reading the ledger")
    until = moment(reader, options.until)
    since = moment(reader, options.since) if options.since else before_merging(reader)
    if since.revision > until.revision and not options.since:
        since = Moment(0, "the beginning")
    if since.revision > until.revision:
        since, until = until, since
    whole = reconciliation(reader, since, until)
    between = labelled_between(reader, since, until) if options.labels else ()
    parts = reconciliations(reader, (since, *between, until)) if between else (whole,)
    rows = [_row(each) for each in parts]
    totals = frozenset({len(rows)}) if between else frozenset()
    if between:
        rows.append(_row(whole))
    basis = Basis(
        counted="codes and categories in use",
        whose="the study's codebook",
        sample=f"from {since.name} (entry {since.revision}) to {until.name} "
        f"(entry {until.revision})",
        more={"since": since.revision, "until": until.revision, "sum": whole.written},
    )
    return Report(
        name="reconciliation",
        title="Reconciliation of the codebook",
        columns=("from", "to", "initial", *(f"{_sign(m)} {m}" for m in Movement), "= now"),
        rows=tuple(rows),
        sentences=(*basis.sentences(reader), f"{whole.written}.", *_how(whole)),
        provenance=basis.provenance(reader),
        totals=totals,
        chart=sankey_of(parts, note=f"{whole.written}."),
    )


def _row(each: Reconciliation) -> Row:
    moved = (each.of(movement) for movement in Movement)
    return (each.since.name, each.until.name, each.initial, *moved, each.now)


def _sign(movement: Movement) -> str:
    return "+" if movement in ADDING else "−"


def _how(whole: Reconciliation) -> tuple[str, ...]:
    """Say what a reader of the table might stumble over."""
    said = ["A code made and merged in between counts as created and as merged."]
    if whole.of(Movement.TAKEN_BACK):
        said.append("“Taken back” are codes whose making was undone.")
    return tuple(said)


def sankey_of(parts: tuple[Reconciliation, ...], *, note: str = "") -> Sankey:
    """Return the way of the codes through these moments as a diagram."""
    moments: tuple[Moment, ...] = (parts[0].since, *(each.until for each in parts))
    bands = tuple(
        _band(column, flow)
        for column, part in enumerate(parts)
        for flow in part.flows
        if (flow.before, flow.after) != (CodeState.ABSENT, CodeState.ABSENT)
    )
    return Sankey(
        title="From code to code",
        columns=tuple(each.name for each in moments),
        order=tuple(str(state) for state in _ORDER),
        bands=bands,
        note=note,
    )


def _band(column: int, flow: Flow) -> Band:
    before = _CREATED if flow.before is CodeState.ABSENT else str(flow.before)
    after = "gone" if flow.after is CodeState.ABSENT else str(flow.after)
    return Band(column, before, after, flow.count)
