"""Results of agreement arranged to be looked at: forest rows, the matrix of pairs, drift."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gtcoder.analysis.agreement_charts import Drift, Forest, ForestRow, HeatMatrix
from gtcoder.analysis.chosen import called, described
from gtcoder.analysis.coefficients.reasons import Reason
from gtcoder.analysis.records import AgreementRecord, Over
from gtcoder.reports.base import listing

_SUMMARIES = {Over.POOLED: "All codes, pooled", Over.MEAN: "Mean of the codes"}
WHOLE = (Over.POOLED, Over.CODE, Over.UNITS)  # with one code there is no pooled row


@dataclass(frozen=True, slots=True)
class PairMatrix:
    """Coder × coder: the record of each pair, the same on both sides, None on the diagonal."""

    measure: str
    coders: tuple[str, ...]
    cells: tuple[tuple[AgreementRecord | None, ...], ...]

    def chart(self, note: str = "") -> HeatMatrix:
        """Return the matrix as a chart."""
        values = tuple(
            tuple(None if cell is None else cell.value for cell in row) for row in self.cells
        )
        title = "Agreement of each pair of coders"
        return HeatMatrix(title, self.measure, self.coders, self.coders, values, note=note)


@dataclass(frozen=True, slots=True)
class DriftSeries:
    """One coefficient for the same coders, round by round; None where a round has no value."""

    measure: str
    coders: tuple[str, ...]
    rounds: tuple[str, ...]
    records: tuple[AgreementRecord | None, ...]


def label_of(record: AgreementRecord) -> str:
    """Return what a record is of, in words."""
    if record.over in _SUMMARIES:
        return _SUMMARIES[record.over]
    if record.over is Over.DOMAIN:
        return f"Domain: {record.code}"
    if record.over is Over.DOCUMENT:
        return record.documents[0]
    return record.group if record.over is Over.GROUP else record.code or "All units"


def why_none(record: AgreementRecord) -> str:
    """Return in words why a record has no value, “” where it has one."""
    if record.value is not None:
        return ""
    known = record.reason in tuple(Reason)
    return Reason(record.reason).sentence if known else record.note.partition(". ")[0] + "."


def measure_name(record: AgreementRecord) -> str:
    """Return the coefficient with author, year and variant."""
    return called(record.coefficient, record.source, record.variant)


def forest_row(record: AgreementRecord, label: str = "") -> ForestRow:
    """Return a record as a row of a forest plot."""
    low, high = record.interval or (None, None)
    summary = record.over in (Over.POOLED, Over.MEAN)
    name = label or label_of(record)
    return ForestRow(name, record.value, low, high, summary=summary, why=record.reason)


def forest(records: Sequence[AgreementRecord], note: str = "") -> Forest | None:
    """Return the forest plot of the first coefficient and coders among the records."""
    if not records:
        return None
    first = records[0]
    own = [
        record
        for record in records
        if (record.asked_as, record.coders, record.round)
        == (first.asked_as, first.coders, first.round)
    ]
    return Forest(
        title=f"Agreement of {listing(first.coders)}",
        measure=measure_name(first),
        rows=tuple(forest_row(record) for record in own),
        marks=described(first.coefficient).thresholds,
        note=note,
    )


def pair_matrix(records: Sequence[AgreementRecord], asked_as: str) -> PairMatrix:
    """Return the whole value of a coefficient for each pair of coders among the records."""
    pairs = {
        frozenset(record.coders): record
        for record in reversed(whole(records, asked_as))
        if len(record.coders) == 2
    }
    coders = tuple(dict.fromkeys(name for record in records for name in record.coders))
    cells = tuple(
        tuple(pairs.get(frozenset((row, column))) if row != column else None for column in coders)
        for row in coders
    )
    found = next(iter(pairs.values()), None)
    return PairMatrix("" if found is None else measure_name(found), coders, cells)


def drift_series(records: Sequence[AgreementRecord]) -> tuple[DriftSeries, ...]:
    """Return the whole values of each coefficient and group of coders over their rounds."""
    rounds = tuple(dict.fromkeys(record.round for record in records))
    found: dict[tuple[str, tuple[str, ...]], dict[str, AgreementRecord]] = {}
    for name in dict.fromkeys(record.asked_as for record in records):
        for record in whole(records, name):
            found.setdefault((name, record.coders), {})[record.round] = record
    return tuple(
        DriftSeries(
            measure_name(next(iter(each.values()))),
            coders,
            rounds,
            tuple(each.get(name) for name in rounds),
        )
        for (_, coders), each in found.items()
    )


def drift_chart(series: Sequence[DriftSeries], note: str = "") -> Drift | None:
    """Return the series as a chart, None without any."""
    if not series:
        return None
    several = len({each.coders for each in series}) > 1
    lines = tuple(
        (
            f"{each.measure}, {listing(each.coders)}" if several else each.measure,
            tuple(
                ForestRow(name, None) if record is None else forest_row(record, name)
                for name, record in zip(each.rounds, each.records, strict=True)
            ),
        )
        for each in series
    )
    measure = "agreement" if len(lines) > 1 else series[0].measure
    return Drift("Agreement over the rounds", measure, series[0].rounds, lines, note=note)


def whole(records: Sequence[AgreementRecord], asked_as: str) -> tuple[AgreementRecord, ...]:
    """Return a coefficient's values over all codes: one for each round and group of coders.

    Where several codes have a pooled value, that; with a single code there is only its own.
    """
    own = [record for record in records if record.asked_as == asked_as]
    pooled = {(each.round, each.coders) for each in own if each.over is Over.POOLED}
    return tuple(
        each
        for each in own
        if each.over is Over.POOLED
        or (each.over in WHOLE and (each.round, each.coders) not in pooled)
    )
