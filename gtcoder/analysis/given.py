"""Agreement from tables that come from anywhere: ratings of units, or spans of coded text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from gtcoder.analysis.coefficients import COEFFICIENTS, Coefficient, Level, Parameters, evaluate
from gtcoder.analysis.ratings import Ratings, ratings_table
from gtcoder.analysis.records import AgreementRecord, AgreementResults, Over
from gtcoder.analysis.resampling import Resampled, resampled_counts, summary, too_few
from gtcoder.analysis.spans import CodingSpans
from gtcoder.analysis.study import CodedStudy, Sample
from gtcoder.errors import InvalidInput
from gtcoder.progress import Progress, Silent

WITHOUT_LEVEL = ("percent_agreement", "cohen_kappa")


@dataclass(frozen=True, slots=True)
class SpanRow:
    """A row of a table of spans: one coding by names."""

    document: str
    coder: str
    start: int
    end: int
    code: str


@dataclass(frozen=True, slots=True)
class RatingOptions:
    """What to compute from a table of ratings.

    `level` has no default, and alpha is refused without one; then cells are compared as text.
    `coefficients` empty: percent agreement, Cohen's kappa and, where a level is chosen, alpha.
    `categories` declares the values and their order; without it those seen are taken.
    """

    level: Level | None = None
    coefficients: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    bootstrap: int = 2000
    seed: int = 1


def ratings_from_cells(
    coders: Sequence[str], rows: Sequence[Sequence[str]], options: RatingOptions
) -> Ratings:
    """Return the ratings of a table of text, an empty cell for a missing rating.

    Numbers are read as such at the ordinal, interval and ratio level; else “1” and “1.0” are two
    values. Raises InvalidInput, naming row and coder, for a cell that does not fit.
    """
    for place, row in enumerate(rows):
        if len(row) != len(coders):
            raise InvalidInput(
                "Row {row} has {cells} cells for {coders} coders.",
                row=place + 1,
                cells=len(row),
                coders=len(coders),
            )
    cells: list[list[object]] = [[cell.strip() for cell in row] for row in rows]
    declared: Sequence[str | float] | None = options.categories or None
    named = options.level in (None, Level.NOMINAL) or (declared and options.level is Level.ORDINAL)
    if not named:
        cells = _as_numbers(coders, cells)
        declared = None
    table = np.empty((len(cells), len(coders)), dtype=object)
    for place, values in enumerate(cells):
        table[place] = values
    return ratings_table(table, missing=(None, ""), categories=declared, coders=coders)


def measure_ratings(
    ratings: Ratings, options: RatingOptions, progress: Progress | None = None
) -> AgreementResults:
    """Return the chosen coefficients of a table of ratings, one record each (or one per pair).

    Intervals are 95 % percentiles of a bootstrap over units, which holds where units are
    unrelated: rows that stem from few documents make them too narrow.
    """
    asked = [
        (coefficient, group)
        for name in options.coefficients or _usual(options)
        for coefficient in [COEFFICIENTS.get(name)]
        for group in _groups(coefficient, ratings)
    ]
    watch = progress or Silent()
    records = []
    for done, (coefficient, group) in enumerate(asked):
        watch.step(done, len(asked), coefficient.name)
        records.append(_rating_record(coefficient, ratings.of(group), options))
    watch.step(len(asked), len(asked))
    return AgreementResults(tuple(records))


def study_of_spans(rows: Sequence[SpanRow], lengths: Mapping[str, int]) -> CodedStudy:
    """Return the study of a table of spans; lengths in characters of every document compared.

    Every coder in the table is taken to have worked through every document with a length. Raises
    InvalidInput, naming the row, for a document without length or a span that does not fit.
    """
    documents = {name: place for place, name in enumerate(lengths)}
    codes, coders = _numbered(row.code for row in rows), _numbered(row.coder for row in rows)
    for place, row in enumerate(rows):
        if row.document not in documents:
            raise InvalidInput(
                "Row {row}: the length of document “{document}” is not given.",
                row=place + 1,
                document=row.document,
            )
    columns = np.array(
        [
            (documents[row.document], codes[row.code], coders[row.coder], row.start, row.end)
            for row in rows
        ],
        dtype=np.int32,
    ).reshape(-1, 5)
    document, code, coder, start, end = np.ascontiguousarray(columns.T)
    spans = CodingSpans(
        document=document,
        code=code,
        coder=coder,
        start=start,
        end=end,
        lengths=np.array(list(lengths.values()), dtype=np.int32),
        n_codes=len(codes),
        n_coders=len(coders),
    )
    return CodedStudy(spans, tuple(documents), tuple(codes), tuple(coders))


def _usual(options: RatingOptions) -> tuple[str, ...]:
    return WITHOUT_LEVEL if options.level is None else (*WITHOUT_LEVEL, "krippendorff_alpha")


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(dict.fromkeys(names))}


def _as_numbers(coders: Sequence[str], rows: list[list[object]]) -> list[list[object]]:
    return [
        [_as_number(cell, row + 1, coders[column]) for column, cell in enumerate(cells)]
        for row, cells in enumerate(rows)
    ]


def _as_number(cell: object, row: int, coder: str) -> float | None:
    if cell == "":
        return None
    try:
        value = float(str(cell))
    except ValueError:
        value = np.nan
    if not np.isfinite(value):
        raise InvalidInput(
            "Row {row}, coder {coder}: “{cell}” is no number. Correct it, leave the cell empty for "
            "a missing rating, or choose the nominal level.",
            row=row,
            coder=coder,
            cell=cell,
        )
    return value


def _groups(coefficient: Coefficient, ratings: Ratings) -> list[tuple[int, ...]]:
    everyone = tuple(range(ratings.values.shape[1]))
    return list(combinations(everyone, 2)) if coefficient.paired else [everyone]


def _rating_record(
    coefficient: Coefficient, ratings: Ratings, options: RatingOptions
) -> AgreementRecord:
    parameters = Parameters(level=options.level if "level" in coefficient.takes else None)
    outcome = evaluate(coefficient, ratings, parameters)
    drawn = Resampled(None, "")
    if outcome.value is not None:
        drawn = _resampled(coefficient, ratings, parameters, options)
    level = f"Level: {parameters.level.value}." if parameters.level else ""
    parts = (outcome.sentence, level, *outcome.notes, _precision(drawn, outcome.units, options))
    return AgreementRecord(
        coefficient=outcome.coefficient,
        source=outcome.source,
        value=outcome.value,
        status=outcome.status,
        reason=outcome.reason,
        interval=drawn.interval,
        unit="row",
        coders=ratings.coders,
        documents=(),
        sample=Sample.GIVEN.value,
        round="",
        code=None,
        uncoded=None,
        note=" ".join(part for part in parts if part),
        over=Over.UNITS,
        observed=outcome.observed,
        expected=outcome.expected,
        units=outcome.units_used,
        resamples=drawn.resamples,
        undefined_resamples=drawn.undefined,
        below_667=drawn.below_667 if coefficient.thresholds else None,
        below_800=drawn.below_800 if coefficient.thresholds else None,
        seed=options.seed if drawn.resamples else None,
        q=outcome.q,
        q_declared=outcome.q_declared,
    )


def _resampled(
    coefficient: Coefficient, ratings: Ratings, parameters: Parameters, options: RatingOptions
) -> Resampled:
    units = round(float(ratings.units[0]))
    why = too_few(units, "units") if options.bootstrap else "No interval was asked for."
    if why:
        return Resampled(None, why)
    folded = ratings.folded()
    draws = resampled_counts(folded.counts[0], options.bootstrap, options.seed)
    return summary(
        np.concatenate(
            [coefficient.estimate(folded.counted(counts), parameters).value for counts in draws]
        )
    )


def _precision(drawn: Resampled, units: int, options: RatingOptions) -> str:
    if drawn.interval is None:
        return drawn.why_none
    return (
        f"Interval: 95 % percentiles of {drawn.resamples} resamples of {units} units, "
        f"seed {options.seed}; it holds where units are unrelated."
    )
