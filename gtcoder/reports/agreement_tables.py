"""Results of agreement as tables: a row per number, and Holsti's table per interview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from gtcoder import __version__
from gtcoder.analysis.chosen import called
from gtcoder.analysis.records import AgreementRecord, AgreementResults, MatchedRow, Over
from gtcoder.reports.base import Report, Row

_COLUMNS = (
    "measure",
    "coefficient",
    "source",
    "over",
    "code",
    "document",
    "group",
    "value",
    "low",
    "high",
    "status",
    "reason",
    "unit",
    "uncoded",
    "coders",
    "documents",
    "sample",
    "round",
    "observed",
    "expected",
    "units",
    "note",
)
_MATCHED = ("coder A", "coder B", "document", "codings A", "codings B", "matched", "percent")
TOTAL = "Total"


def results_report(
    results: AgreementResults,
    sentences: Sequence[str] = (),
    *,
    study: str = "",
    revision: int | None = None,
) -> Report:
    """Return the numbers of a comparison as a table; `documents` is how many were compared."""
    return Report(
        name="agreement",
        title="Agreement",
        columns=_COLUMNS,
        rows=tuple(_row(record) for record in results.records),
        sentences=(*sentences, *method_sentences(results.records)),
        provenance=_provenance("agreement", results.records, study, revision),
    )


def matched_report(
    results: AgreementResults,
    sentences: Sequence[str] = (),
    *,
    study: str = "",
    revision: int | None = None,
) -> Report:
    """Return codings of A, of B, and those matched, per interview and pair (Holsti 1969).

    Percent is 100 · 2M / (N₁ + N₂), None where neither coded anything.
    """
    rows = results.matched
    counted = "codings matched one to one: the same code on overlapping text"
    return Report(
        name="matched-codings",
        title="Matched codings per interview",
        columns=_MATCHED,
        rows=tuple(_matched_row(row) for row in rows),
        sentences=(f"Counted: {counted}.", *sentences),
        provenance=_provenance(counted, results.records, study, revision),
        totals=frozenset(place for place, row in enumerate(rows) if row.document is None),
        repeats=_MATCHED[:2],
    )


def named(record: AgreementRecord) -> str:
    """Return a coefficient's name with author and year, as it must stand beside its value."""
    return called(record.coefficient, record.source, record.variant)


def method_sentences(records: Sequence[AgreementRecord]) -> tuple[str, ...]:
    """Return what a reader must know of the numbers: over what, uncoded text, intervals."""
    said: list[str] = []
    over = {record.over for record in records}
    if Over.POOLED in over:
        said.append("Pooled: one table of all codes and units.")
    if Over.MEAN in over:
        said.append("Mean: of the codes whose own value is defined.")
    uncoded = {record.uncoded for record in records if record.uncoded is not None}
    if "in" in uncoded:
        said.append("Text that nobody gave a code counts as agreement that the code is not there.")
    if "out" in uncoded:
        said.append("Text that none of these coders gave any of these codes is left out.")
    drawn = {
        ("units" if record.over is Over.UNITS else "documents", record.resamples, record.seed)
        for record in records
        if record.interval is not None
    }
    said.extend(
        f"Low and high: 95 % percentiles of a bootstrap over {what} ({resamples:,} resamples, "
        f"seed {seed}; coders and codes held fixed)."
        for what, resamples, seed in sorted(drawn, key=str)
    )
    return tuple(said)


def _row(record: AgreementRecord) -> Row:
    low, high = record.interval or (None, None)
    return (
        named(record),
        record.asked_as,
        record.source,
        record.over.value,
        record.code,
        record.documents[0] if record.over is Over.DOCUMENT else None,
        record.group or None,
        record.value,
        low,
        high,
        record.status,
        record.reason,
        record.unit,
        record.uncoded,
        ", ".join(record.coders),
        len(record.documents),
        record.sample,
        record.round,
        record.observed,
        record.expected,
        record.units,
        record.note,
    )


def _matched_row(row: MatchedRow) -> Row:
    document = TOTAL if row.document is None else row.document
    return (
        row.coder_a,
        row.coder_b,
        document,
        row.codings_a,
        row.codings_b,
        row.matched,
        row.percent,
    )


def _provenance(
    counted: str, records: Sequence[AgreementRecord], study: str, revision: int | None
) -> Mapping[str, Any]:
    coders = dict.fromkeys(name for record in records for name in record.coders)
    documents = dict.fromkeys(name for record in records for name in record.documents)
    return {
        "counted": counted,
        "whose": ", ".join(coders),
        "round": records[0].round if records else "",
        "sample": records[0].sample if records else "",
        "units": sorted({record.unit for record in records}),
        "documents": list(documents),
        "revision": revision,
        "study": study,
        "program": f"gtcoder {__version__}",
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
