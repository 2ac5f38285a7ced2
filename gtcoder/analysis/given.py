"""Agreement from tables that come from anywhere: ratings of units, or spans of coded text."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from gtcoder.analysis.chosen import described
from gtcoder.analysis.coefficients import (
    COEFFICIENTS,
    Coefficient,
    Outcome,
    Parameters,
    evaluate,
)
from gtcoder.analysis.coefficients.base import Details
from gtcoder.analysis.coefficients.reference import reference_named
from gtcoder.analysis.given_cells import RatingOptions, number_of, ratings_from_cells
from gtcoder.analysis.ratings import Ratings
from gtcoder.analysis.records import AgreementRecord, AgreementResults, Over
from gtcoder.analysis.resampling import Resampled, resampled_counts, summary, too_few
from gtcoder.analysis.spans import CodingSpans
from gtcoder.analysis.study import CodedStudy, Sample
from gtcoder.errors import InvalidInput, NotComputable
from gtcoder.progress import Progress, Silent

__all__ = [
    "RatingOptions",
    "SpanRow",
    "measure_ratings",
    "rating_coefficients",
    "ratings_from_cells",
    "study_of_spans",
]

WITHOUT_LEVEL = ("percent_agreement", "cohen_kappa")


@dataclass(frozen=True, slots=True)
class SpanRow:
    """A row of a table of spans: one coding by names; `row` is its number there, where known."""

    document: str
    coder: str
    start: int
    end: int
    code: str
    row: int = 0


def measure_ratings(
    ratings: Ratings, options: RatingOptions, progress: Progress | None = None
) -> AgreementResults:
    """Return the chosen coefficients of a table of ratings, one record each (or one per pair).

    Intervals are 95 % percentiles of a bootstrap over units, which holds where units are
    unrelated: rows that stem from few documents make them too narrow.
    """
    asked = [
        (*chosen, group)
        for name in options.coefficients or _usual(options)
        for chosen in [_of_units(name)]
        for group in _groups(chosen[0], ratings)
    ]
    watch = progress or Silent()
    records = []
    for done, (coefficient, variant, group) in enumerate(asked):
        watch.step(done, len(asked), coefficient.name)
        parameters = _parameters(coefficient, variant, ratings, options)
        records.append(_rating_record(coefficient, parameters, ratings.of(group), options))
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
        _refuse_misfit(row, lengths.get(row.document), row.row or place + 1)
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


def _refuse_misfit(row: SpanRow, length: int | None, number: int) -> None:
    """Refuse a span whose document has no length, or that does not lie in it."""
    if length is None:
        raise InvalidInput(
            "Row {row}: the length of document “{document}” is not given. Nothing was computed; "
            "add it to the table of lengths or correct the column “document”.",
            row=number,
            document=row.document,
        )
    if row.start >= row.end:
        raise InvalidInput(
            "Row {row}: the span ends at {end} (column “end”), which is not after its start, "
            "{start}. Nothing was computed; the end is the first character behind the span.",
            row=number,
            start=row.start,
            end=row.end,
        )
    if row.end > length:
        raise InvalidInput(
            "Row {row}: the span ends at {end} (column “end”), but “{document}” has {length} "
            "characters. Nothing was computed; correct the row or the length.",
            row=number,
            end=row.end,
            document=row.document,
            length=length,
        )


def _of_units(name: str) -> tuple[Coefficient, str]:
    """Return a coefficient that can be computed from a table of ratings, and the variant asked."""
    given, _, variant = name.partition(":")
    if given in COEFFICIENTS.names():
        found = COEFFICIENTS.get(given)
        if found.unit is None:
            return found, variant or found.default_variant
    described(given)  # raises where there is none of that name
    raise NotComputable(
        "“{name}” is computed from spans of coded text, not from a table of ratings. Choose "
        "another one, or give the spans.",
        name=given,
    )


def rating_coefficients() -> tuple[Coefficient, ...]:
    """Return the coefficients that a table of ratings can be asked for."""
    return tuple(each for _, each in COEFFICIENTS if each.unit is None)


def _parameters(
    coefficient: Coefficient, variant: str, ratings: Ratings, options: RatingOptions
) -> Parameters:
    takes = coefficient.takes
    category: Hashable | None = None
    if options.category and "category" in takes:
        category = _category(ratings, options)
    return Parameters(
        variant=variant,
        level=options.level if "level" in takes else None,
        weights=options.weights if "weights" in takes else "identity",
        category=category,
    )


def _category(ratings: Ratings, options: RatingOptions) -> Hashable:
    """Return the value that is asked for, as the table holds it."""
    written: Hashable = options.category
    if options.as_numbers:
        written = number_of(options.category)
    if written not in ratings.categories:
        raise InvalidInput(
            "“{category}” is no value of the table. There are: {known}.",
            category=options.category,
            known=", ".join(map(str, ratings.categories[:20])),
        )
    return written


def _groups(coefficient: Coefficient, ratings: Ratings) -> list[tuple[int, ...]]:
    everyone = tuple(range(ratings.values.shape[1]))
    return list(combinations(everyone, 2)) if coefficient.paired else [everyone]


def _rating_record(
    coefficient: Coefficient, parameters: Parameters, ratings: Ratings, options: RatingOptions
) -> AgreementRecord:
    outcome = evaluate(coefficient, ratings, parameters)
    drawn = Resampled(None, "")
    if outcome.value is not None:
        drawn = _resampled(coefficient, ratings, parameters, options)
    parts = (
        outcome.sentence,
        *_chosen(coefficient, parameters, ratings.coders, outcome),
        _precision(drawn, outcome, options),
    )
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
        variant=parameters.variant,
        se=outcome.se,
    )


def _chosen(
    coefficient: Coefficient, parameters: Parameters, coders: Sequence[str], outcome: Outcome
) -> Iterator[str]:
    """Yield what was chosen within the coefficient, and what a reader must know of it."""
    if coefficient.reference:
        yield reference_named(coders)
    if parameters.level:
        yield f"Level: {parameters.level.value}."
    if parameters.weights != "identity":
        yield f"Weights: {str(parameters.weights).replace('_', ' by ')}."
    if parameters.category is not None:
        yield f"“{parameters.category}” against the rest."
    yield from outcome.notes
    if 0 < outcome.units_used < outcome.units:
        yield f"{outcome.units_used} of {outcome.units} rows were judged by two or more."
    yield from _by_formula(coefficient, outcome.details)


def _by_formula(coefficient: Coefficient, details: Details) -> Iterator[str]:
    """Yield the indexes beside PABAK, and standard error and interval that need no resampling."""
    prevalence, bias = details.get("prevalence_index"), details.get("bias_index")
    if prevalence is not None and bias is not None:
        yield f"Index of prevalence {prevalence:.3f}, of bias {bias:.3f} (Byrt et al. 1993)."
    se, low, high = (details.get(name) for name in ("se", "ci_low", "ci_high"))
    if low is not None and high is not None:
        said = "" if se is None else f"standard error {se:.3f}, "
        interval = f"{low:.3f} to {min(high, 1.0):.3f}"
        yield f"By formula: {said}95 % interval {interval} ({coefficient.error})."


def _resampled(
    coefficient: Coefficient, ratings: Ratings, parameters: Parameters, options: RatingOptions
) -> Resampled:
    units = round(float(ratings.units[0]))
    why = too_few(units, "units") if options.bootstrap else "No resampling was asked for."
    if why:
        return Resampled(None, why)
    folded = ratings.folded()
    draws = resampled_counts(folded.counts[0], options.bootstrap, options.seed)
    return summary(
        np.concatenate(
            [coefficient.estimate(folded.counted(counts), parameters).value for counts in draws]
        )
    )


def _precision(drawn: Resampled, outcome: Outcome, options: RatingOptions) -> str:
    if drawn.interval is None:
        return drawn.why_none
    return (
        f"Interval: 95 % percentiles of {drawn.resamples} resamples of {outcome.units} units, "
        f"seed {options.seed}; it holds where units are unrelated."
    )
