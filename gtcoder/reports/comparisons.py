"""The constant comparison as a table: which passages were held together, and what that showed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from gtcoder.progress import Progress
from gtcoder.queries.codebook import codes, find_code
from gtcoder.queries.comparisons import ComparisonRow, comparisons
from gtcoder.queries.retrieval import Passage
from gtcoder.reports.base import Basis, Report, Row, number_of, report
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import ComparisonVerdict


@dataclass(frozen=True, slots=True)
class ComparisonOptions:
    """The options of the table of comparisons."""

    code: str = field(
        default="", metadata={"help": "only this code, by name or path; without one: all"}
    )


@report("comparisons", "Passages compared", ComparisonOptions)
def compared_passages(reader: Reader, options: ComparisonOptions, progress: Progress) -> Report:
    """Return a row per comparison, the oldest first: code, both passages, verdict, note."""
    progress.step(0, 1, "reading comparisons")
    only = find_code(reader, options.code, retired=True).id if options.code else None
    rows = tuple(reversed(comparisons(reader, code=only)))
    paths = {code.id: code.written for code in codes(reader, retired=True)}
    counts = Counter(row.verdict for row in rows)
    basis = Basis(
        counted=number_of(len(rows), "comparison of two passages", "comparisons of two passages"),
        whose="all coders",
        more={"code": options.code, **{str(each): counts[each] for each in ComparisonVerdict}},
    )
    said = ", ".join(f"{counts[each]:,} {each}" for each in ComparisonVerdict)
    return Report(
        name="comparisons",
        title="Passages compared",
        columns=(
            "date", "code", "verdict", "passage", "place", "compared with", "its place", "note",
            "coder",
        ),
        rows=tuple(_row(row, paths[row.code]) for row in rows),
        sentences=(*basis.sentences(reader), f"Verdicts: {said}."),
        provenance=basis.provenance(reader),
    )  # fmt: skip


def _row(row: ComparisonRow, code: str) -> Row:
    return (
        row.at.date().isoformat(),
        code,
        str(row.verdict),
        row.passage.text,
        _place(row.passage),
        row.other.text,
        _place(row.other),
        row.note,
        row.coder,
    )


def _place(passage: Passage) -> str:
    return f"{passage.document}, line {passage.line}"
