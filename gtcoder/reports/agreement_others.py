"""What other programs would print for the same codings, each row with its definition."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from gtcoder.analysis.other_tools.everything import what_others_print
from gtcoder.analysis.other_tools.printed import PrintedValue
from gtcoder.progress import Progress
from gtcoder.reports.agreement_options import ComparedOptions
from gtcoder.reports.base import SEPARATOR, Basis, Cell, Report, Row, listing, number_of, report
from gtcoder.reports.coded_sample import sample_of
from gtcoder.store.reader import Reader

CAUTION = (
    "The same codings give different numbers because the programs count different units by "
    "different rules. Definitions are those that the programs document; the numbers are ours, not "
    "copied from them."
)


@dataclass(frozen=True, slots=True)
class OtherToolsOptions(ComparedOptions):
    """The options of the table of other programs."""

    overlap: float = field(
        default=90.0, metadata={"help": "MAXQDA's overlap of segments, per cent"}
    )
    codes_each: bool = field(default=False, metadata={"help": "a row for each code too"})
    sources: bool = field(
        default=False, metadata={"help": "NVivo's values of each node and source too"}
    )


@report("other-tools", "What other programs would print", OtherToolsOptions)
def other_tools_report(reader: Reader, options: OtherToolsOptions, progress: Progress) -> Report:
    """Return a row per program and statistic: over all codes and, where asked, for each."""
    progress.step(0, 1, "comparing")
    sample = sample_of(reader, options.question())
    study = sample.study
    share = Fraction(repr(options.overlap)) / 100
    found = what_others_print(study, overlap=share, cells=options.sources)
    rows = [row for row in found if _wanted(row, options, {each.name for each in study.domains})]
    basis = Basis(
        counted="agreement of coders as other programs define it",
        whose=listing(list(study.coders)),
        round=study.round,
        sample=f"{number_of(len(study.documents), 'document')} ({study.sample})",
        more={"coders": list(study.coders), "overlap": options.overlap},
    )
    return Report(
        name="other-tools",
        title="What other programs would print",
        columns=(
            "program", "statistic", "coders", "code", "document", "value", "as printed",
            "definition", "to know", "undefined because",
        ),
        rows=tuple(_row(row) for row in rows),
        sentences=(*basis.sentences(reader), CAUTION, *sample.sentences),
        provenance=basis.provenance(reader),
        repeats=("program", "statistic"),
    )  # fmt: skip


def _wanted(row: PrintedValue, options: OtherToolsOptions, domains: set[str]) -> bool:
    if row.document is not None:
        return options.sources
    return row.code is None or row.code in domains or options.codes_each


def _row(row: PrintedValue) -> Row:
    code: Cell = None if row.code is None else tuple(row.code.split(SEPARATOR))
    kind = row.statistic
    return (
        kind.tool.value, kind.name, listing(row.coders), code, row.document, row.value, row.shown,
        kind.definition, kind.caveat, row.why or None,
    )  # fmt: skip
