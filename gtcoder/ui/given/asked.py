"""What is asked of tables from elsewhere, how they are understood, and the numbers they give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gtcoder.progress import Progress, Silent
from gtcoder.ui.agreement.words import translate

if TYPE_CHECKING:
    from gtcoder.analysis.given import RatingOptions
    from gtcoder.analysis.records import AgreementResults
    from gtcoder.reports.base import Report

RATINGS, SPANS = "ratings", "spans"
PREVIEW = 200  # rows
SHEETS = (".csv", ".xlsx", ".json")


@dataclass(frozen=True, slots=True)
class GivenAsked:
    """The tables as text, and what is to be computed from them.

    `level` has no default. `text` holds ratings, or spans, which take `lengths`.
    """

    kind: str = RATINGS
    text: str = ""
    lengths: str = ""
    header: bool = True
    level: str | None = None
    coefficients: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    weights: str = "identity"
    category: str = ""
    per: str | None = None
    resamples: int = 2000
    seed: int = 1

    def options(self) -> RatingOptions:
        """Return what is asked of ratings as the core takes it."""
        from gtcoder.analysis.coefficients import Level
        from gtcoder.analysis.given import RatingOptions

        return RatingOptions(
            level=None if self.level is None else Level(self.level),
            coefficients=self.coefficients,
            categories=self.categories,
            bootstrap=self.resamples,
            seed=self.seed,
            missing=self.missing,
            weights=self.weights,
            category=self.category,
        )


@dataclass(frozen=True, slots=True)
class Understood:
    """A table as it was understood: its facts, doubts about it, and its first rows.

    `values` are the categories of ratings, as they are written.
    """

    facts: str
    doubts: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    values: tuple[str, ...] = ()


def understood(asked: GivenAsked, progress: Progress | None = None) -> Understood:
    """Read the tables; raises GtcoderError, with row and column, for one that cannot be meant."""
    watch = progress or Silent()
    if asked.kind == RATINGS:
        return _understood_ratings(asked, watch)
    return _understood_spans(asked, watch)


def numbers(asked: GivenAsked, progress: Progress) -> AgreementResults:
    """Compute what is asked, as the command line does."""
    from gtcoder.analysis.given import measure_ratings, ratings_from_cells, study_of_spans
    from gtcoder.exchange.given_sheets import table_of_text
    from gtcoder.exchange.given_tables import lengths_of, ratings_of, spans_of

    if asked.kind == RATINGS:
        cells, options = ratings_of(table_of_text(asked.text), header=asked.header), asked.options()
        ratings = ratings_from_cells(cells.coders, cells.rows, options, cells.numbers)
        return measure_ratings(ratings, options, progress)
    from gtcoder.analysis.agreement import measure
    from gtcoder.analysis.study import DEFAULT_COEFFICIENTS, AgreementOptions, Per

    chosen = AgreementOptions(
        coefficients=asked.coefficients or DEFAULT_COEFFICIENTS,
        per=None if asked.per is None else Per(asked.per),
        bootstrap=asked.resamples,
        seed=asked.seed,
    )
    spans = spans_of(table_of_text(asked.text))
    return measure(
        study_of_spans(spans, lengths_of(table_of_text(asked.lengths))), chosen, progress
    )


def text_of_file(path: Path) -> str:
    """Return a csv or xlsx file as lines for an editor, its cells parted by tabs.

    A text that is no table yet comes as it is, so that it can be mended.
    """
    from gtcoder.errors import UnreadableFile
    from gtcoder.exchange.decoding import decode
    from gtcoder.exchange.given_sheets import in_tabs, table_of_file
    from gtcoder.exchange.plaintext import read_bytes
    from gtcoder.exchange.workbooks import is_workbook

    try:
        return in_tabs(table_of_file(path))
    except UnreadableFile:
        if is_workbook(path):
            raise
        return decode(read_bytes(path)).text


def given_report(results: AgreementResults, out: Path, source: str) -> Report:
    """Return the numbers for a file: every one in a sheet, an APA table anywhere else."""
    from gtcoder.reports.agreement_report import given_report as on_paper
    from gtcoder.reports.agreement_tables import results_report

    if out.suffix.lower() not in SHEETS:
        return on_paper(results, source)
    notes = dict.fromkeys(each.note for each in results.records if each.note)
    return results_report(results, (f"Computed from a table: {source}.", *notes), study=source)


def _understood_ratings(asked: GivenAsked, progress: Progress) -> Understood:
    from gtcoder.analysis.given import ratings_from_cells
    from gtcoder.analysis.given_cells import doubts
    from gtcoder.exchange.given_sheets import table_of_text
    from gtcoder.exchange.given_tables import ratings_of

    table = table_of_text(asked.text, translate("Given", "Ratings"), progress=progress)
    cells, options = ratings_of(table, header=asked.header), asked.options()
    progress.step(0, 0, "rows")
    ratings = ratings_from_cells(cells.coders, cells.rows, options, cells.numbers)
    empty = int((ratings.values < 0).sum())
    words = translate(
        "Given", "{units} units, {coders} coders ({names}); missing ratings: {missing}; {q} values."
    )
    facts = words.format(
        units=f"{len(cells.rows):,}", coders=len(cells.coders), names=_some(cells.coders),
        missing=f"{empty:,}", q=len(ratings.categories),
    )  # fmt: skip
    names = cells.names or tuple(map(str, cells.numbers))
    head = cells.units or translate("Given", "Row")
    return Understood(
        facts=facts,
        doubts=(*cells.notes, *doubts(cells.coders, cells.rows, options)),
        columns=(head, *cells.coders),
        rows=tuple((name, *row) for name, row in zip(names[:PREVIEW], cells.rows, strict=False)),
        values=tuple(str(value) for value in ratings.categories),
    )


def _understood_spans(asked: GivenAsked, progress: Progress) -> Understood:
    from gtcoder.analysis.given import study_of_spans
    from gtcoder.exchange.given_sheets import table_of_text
    from gtcoder.exchange.given_tables import lengths_of, spans_of

    table = table_of_text(asked.text, translate("Given", "Spans"), progress=progress)
    rows = spans_of(table)
    progress.step(0, 0, "rows")
    lengths = lengths_of(table_of_text(asked.lengths, translate("Given", "Lengths")))
    study = study_of_spans(rows, lengths)
    words = translate(
        "Given",
        "{spans} spans, {coders} coders ({names}), {codes} codes ({paths}), {documents} documents, "
        "{characters} characters.",
    )
    facts = words.format(
        spans=f"{len(rows):,}", coders=len(study.coders), names=_some(study.coders),
        codes=len(study.codes), paths=_some(study.codes), documents=len(study.documents),
        characters=f"{sum(lengths.values()):,}",
    )  # fmt: skip
    shown = tuple((r.document, r.coder, r.start, r.end, r.code) for r in rows[:PREVIEW])
    unmarked = sorted(set(lengths) - {row.document for row in rows})
    doubt = translate("Given", "no span in {names}, where all coders count as having coded nothing")
    doubts = (doubt.format(names=_some(unmarked)),) if unmarked else ()
    columns = ("document", "coder", "start", "end", "code")
    return Understood(facts, doubts, columns, shown, tuple(study.codes))


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:6]) + (" …" if len(names) > 6 else "")
