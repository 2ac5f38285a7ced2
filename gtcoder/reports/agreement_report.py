"""The tables of agreement for a text: of codes, of pairs of coders, and of rounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from gtcoder.analysis.records import AgreementRecord, AgreementResults, Over
from gtcoder.analysis.study import Per
from gtcoder.progress import Progress
from gtcoder.reports.agreement_options import AgreementReportOptions
from gtcoder.reports.agreement_tables import method_sentences, results_report
from gtcoder.reports.agreement_views import (
    drift_chart,
    drift_series,
    forest,
    label_of,
    measure_name,
    pair_matrix,
    why_none,
)
from gtcoder.reports.base import SEPARATOR, Basis, Cell, Report, Row, listing, number_of, report
from gtcoder.reports.quality import StudyAgreement, agreement
from gtcoder.store.reader import Reader

_LIMITS = "LL and UL: lower and upper limit of the 95 % interval."


class RowsPer(StrEnum):
    """What the table has a row for."""

    CODE = "code"
    DOCUMENT = "document"
    PAIR = "pair"
    VARIABLE = "variable"


@dataclass(frozen=True, slots=True)
class AgreementTableOptions(AgreementReportOptions):
    """The options of the table of agreement."""

    per: RowsPer = field(default=RowsPer.CODE, metadata={"help": "what has a row of its own"})
    variable: str = field(default="", metadata={"help": "the variable that per=variable takes"})
    remarks: bool = field(default=False, metadata={"help": "say beside each row what to know"})


@report("agreement", "Agreement of coders", AgreementTableOptions)
def agreement_report(reader: Reader, options: AgreementTableOptions, progress: Progress) -> Report:
    """Return a row per code with each coefficient's value and interval, as APA tables have them."""
    asked = options.asking(Per(options.per.value), variable=options.variable)
    made = agreement(reader, asked, progress)
    records = made.results.records
    head = options.per.value if options.per is not RowsPer.PAIR else "over"
    table = paper_table(records, head, remarks=options.remarks)
    basis = basis_of(reader, made)
    return Report(
        name="agreement",
        title=f"Agreement of {listing(_coders(records))}",
        columns=table.columns,
        rows=table.rows,
        sentences=(*sentences_of(reader, made, basis), _paradoxes(records)),
        provenance=basis.provenance(reader),
        chart=forest(records, note=basis.sample),
        groups=table.groups,
    )


def given_report(results: AgreementResults, source: str) -> Report:
    """Return the numbers of a table from elsewhere as APA tables have them; `source` names it."""
    records = results.records
    table = paper_table(records, "over")
    whole = results_report(results, study=source)
    notes = dict.fromkeys(record.note for record in records if record.note)
    return Report(
        name="agreement",
        title=f"Agreement of {listing(_coders(records))}",
        columns=table.columns,
        rows=table.rows,
        sentences=(f"Computed from a table: {source}.", *whole.sentences, *notes, _LIMITS),
        provenance=whole.provenance,
        groups=table.groups,
    )


@dataclass(frozen=True, slots=True)
class PaperTable:
    """Columns and rows of numbers as papers have them; `groups` are the heads above columns."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    groups: dict[str, str]


def paper_table(
    records: Sequence[AgreementRecord], head: str, *, remarks: bool = False
) -> PaperTable:
    """Return a row for each thing that was compared, with each coefficient's value and limits."""
    measures = tuple(dict.fromkeys(measure_name(record) for record in records))
    keyed: dict[tuple[Any, ...], dict[str, AgreementRecord]] = {}
    for record in records:
        keyed.setdefault(_row_of(record), {})[measure_name(record)] = record
    several = len({record.coders for record in records}) > 1
    lacking = any(record.value is None for record in records)
    rows = tuple(
        _row(found, measures, several=several, lacking=lacking, remarks=remarks)
        for found in keyed.values()
    )
    groups = {f"{name}: {part}": name for name in measures for part in ("value", "LL", "UL")}
    columns = (
        head,
        *(("coders",) if several else ()),
        *groups,
        *(("undefined because",) if lacking else ()),
        *(("remarks",) if remarks else ()),
    )
    return PaperTable(columns, rows, groups)


def _row_of(record: AgreementRecord) -> tuple[Any, ...]:
    documents = record.documents if record.over is Over.DOCUMENT else ()
    return record.over, record.code, record.group, documents, record.coders, record.round


def _row(
    found: dict[str, AgreementRecord],
    measures: Sequence[str],
    *,
    several: bool,
    lacking: bool,
    remarks: bool,
) -> Row:
    first = next(iter(found.values()))
    cells: list[Cell] = [_label(first)]
    if several:
        cells.append(listing(first.coders))
    for name in measures:
        record = found.get(name)
        interval = (None, None) if record is None else record.interval or (None, None)
        cells += [None if record is None else record.value, *interval]
    if lacking:
        cells.append(" ".join(dict.fromkeys(filter(None, map(why_none, found.values())))) or None)
    if remarks:
        cells.append(" ".join(dict.fromkeys(record.note for record in found.values())))
    return tuple(cells)


def _label(record: AgreementRecord) -> Cell:
    if record.over is Over.CODE and record.code is not None:
        return tuple(record.code.split(SEPARATOR))
    return label_of(record)


def _paradoxes(records: Sequence[AgreementRecord]) -> str:
    """Say how many values prevalence or bias bear upon, and where to read of it."""
    told = sum(
        "prevalence index" in record.note or "bias index" in record.note for record in records
    )
    if not told:
        return _LIMITS
    return (
        f"{_LIMITS} On {number_of(told, 'value')} uneven use of codes bears (“remarks” tells "
        "which and how)."
    )


@dataclass(frozen=True, slots=True)
class OneCoefficientOptions(AgreementReportOptions):
    """The options of the matrix of pairs: the first coefficient is shown."""

    coefficients: tuple[str, ...] = field(
        default=("krippendorff_alpha",), metadata={"help": "the coefficient by id, or id:variant"}
    )


@report("agreement-pairs", "Agreement of each pair of coders", OneCoefficientOptions)
def pairs_report(reader: Reader, options: OneCoefficientOptions, progress: Progress) -> Report:
    """Return the matrix coder × coder of one coefficient over all codes."""
    made = agreement(reader, options.asking(Per.PAIR), progress)
    matrix = pair_matrix(made.results.records, made.results.records[0].asked_as)
    basis = basis_of(reader, made)
    return Report(
        name="agreement-pairs",
        title=f"Agreement of each pair of coders: {matrix.measure}",
        columns=("coder", *matrix.coders),
        rows=tuple(
            (name, *(None if cell is None else cell.value for cell in row))
            for name, row in zip(matrix.coders, matrix.cells, strict=True)
        ),
        sentences=sentences_of(reader, made, basis),
        provenance=basis.provenance(reader),
        chart=matrix.chart(basis.sample),
    )


@report("agreement-rounds", "Agreement round by round", AgreementReportOptions)
def rounds_report(reader: Reader, options: AgreementReportOptions, progress: Progress) -> Report:
    """Return a row per round and coefficient: the same coders again, to see drift."""
    made = agreement(reader, options.asking(Per.ROUND), progress)
    series = drift_series(made.results.records)
    rows: list[Row] = []
    for each in series:
        for name, record in zip(each.rounds, each.records, strict=True):
            if record is None:
                continue
            low, high = record.interval or (None, None)
            rows.append(
                (
                    each.measure, listing(each.coders), name, record.value, low, high,
                    len(record.documents), record.units, why_none(record) or None,
                )
            )  # fmt: skip
    basis = basis_of(reader, made)
    return Report(
        name="agreement-rounds",
        title="Agreement round by round",
        columns=(
            "coefficient", "coders", "round", "value", "low", "high", "documents", "units",
            "undefined because",
        ),
        rows=tuple(rows),
        sentences=(
            *sentences_of(reader, made, basis),
            "Rounds compare the same coders on other documents or codes; what changes is not the "
            "coders' skill alone.",
        ),
        provenance=basis.provenance(reader),
        repeats=("coefficient", "coders"),
        chart=drift_chart(series, note=basis.sample),
    )  # fmt: skip


def basis_of(reader: Reader, made: StudyAgreement) -> Basis:
    """Return what was compared, whose, in which round and sample."""
    records = made.results.records
    units = listing(list(dict.fromkeys(record.unit for record in records)))
    rounds = dict.fromkeys(record.round for record in records)
    kinds = listing(list(dict.fromkeys(record.sample for record in records)))
    documents = dict.fromkeys(name for record in records for name in record.documents)
    return Basis(
        counted=f"agreement of coders by {units}",
        whose=listing(_coders(records)),
        round=listing(list(rounds)),
        sample=f"{number_of(len(documents), 'document')} ({kinds})",
        more={"coders": _coders(records), "units": units, "documents": list(documents)},
    )


def sentences_of(reader: Reader, made: StudyAgreement, basis: Basis) -> tuple[str, ...]:
    """Return the note below a table: unit, sample, coefficients with year, intervals."""
    records = made.results.records
    measures = dict.fromkeys(measure_name(record) for record in records)
    few = dict.fromkeys(
        record.note[record.note.index("No interval: the sample") :].partition(".")[0] + "."
        for record in records
        if "No interval: the sample" in record.note
    )
    return (
        *basis.sentences(reader),
        f"Coefficients: {'; '.join(measures)}.",
        *made.sentences,
        *method_sentences(records),
        *few,
    )


def _coders(records: Sequence[AgreementRecord]) -> list[str]:
    return list(dict.fromkeys(name for record in records for name in record.coders))
