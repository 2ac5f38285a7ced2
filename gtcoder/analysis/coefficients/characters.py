"""Agreement on the characters of coded text, from spans: kappa of two coders, alpha of more.

The table is the one of Cohen's kappa and of nominal alpha with the character as unit; the number
of characters says nothing about precision, so there is never a standard error.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gtcoder.analysis.coefficients.alpha import THRESHOLDS, krippendorff_alpha
from gtcoder.analysis.coefficients.base import (
    COEFFICIENTS,
    NOMINAL,
    Coefficient,
    Estimates,
    Parameters,
    number,
    quotient,
    register,
)
from gtcoder.analysis.coefficients.kappa import cohen_kappa
from gtcoder.analysis.coefficients.outcome import Outcome, evaluate
from gtcoder.analysis.ratings import Ratings, coded_ratings
from gtcoder.analysis.spans import CodingSpans, FloatArray
from gtcoder.analysis.units import UnitTable, character_table
from gtcoder.errors import InvalidInput
from gtcoder.vocabulary import UnitOfCoding

APPLIED = ("not applied", "applied")
AVERAGES = ("pooled", "unweighted", "weighted")


def table_ratings(table: UnitTable, counts: FloatArray, coders: tuple[str, ...] = ()) -> Ratings:
    """Return tables over the patterns of a unit table as ratings “not applied” and “applied”."""
    ratings = coded_ratings(table.patterns, APPLIED, coders=coders)
    return replace(ratings, counts=np.atleast_2d(counts), clustered=True)


def char_kappa(ratings: Ratings, parameters: Parameters) -> Estimates:
    """Return Cohen's κ over characters, K = (TA - ΣEF) / (TU - ΣEF) of NVivo's help."""
    return cohen_kappa(ratings, replace(parameters, variant=""))


def char_alpha(ratings: Ratings, _parameters: Parameters) -> Estimates:
    """Return nominal alpha over characters (Krippendorff 2011), each character one unit."""
    return krippendorff_alpha(ratings, NOMINAL)


def character_agreement(
    spans: CodingSpans, coefficient: str, *, code: int | None, average: str = "pooled"
) -> Outcome:
    """Return char_kappa or char_alpha of one code over the characters of all documents.

    Without a code the tables of all codes are one. average: one table over all documents (pooled),
    or the mean of the documents' own values, plain (unweighted) or by their length (weighted);
    documents without a value are left out of a mean and counted in a note. `details` holds
    jaccard, the agreement on text that a coder coded, and percent_agreement, averaged likewise.
    """
    if average not in AVERAGES:
        raise InvalidInput("There is no average “{average}” of documents.", average=average)
    table = character_table(spans)
    own = table.by_document() if code is None else table.base.copy()
    if code is not None:
        documents, changes = table.changes(code)
        own[documents] += changes
    each = table_ratings(table, own)
    pooled = each.counted(own.sum(axis=0, keepdims=True))
    kind = COEFFICIENTS.get(coefficient)
    outcome = replace(evaluate(kind, pooled), variant=average)
    if average == "pooled":
        details = {
            "percent_agreement": outcome_percent(pooled),
            "jaccard": number(_jaccard(pooled)[0]),
        }
        return replace(outcome, details=details)
    weights = own.sum(axis=1) if average == "weighted" else np.ones(len(own))
    details = {
        "percent_agreement": _mean(_percent(each), weights),
        "jaccard": _mean(_jaccard(each), weights),
    }
    outcome = replace(outcome, details=details)
    return _averaged(outcome, kind.estimate(each, Parameters()), weights)


def outcome_percent(ratings: Ratings) -> float | None:
    """Return the percent agreement of the first table."""
    return number(_percent(ratings)[0])


def _percent(ratings: Ratings) -> FloatArray:
    return COEFFICIENTS.get("percent_agreement").estimate(ratings, Parameters()).value


def _averaged(outcome: Outcome, estimates: Estimates, weights: FloatArray) -> Outcome:
    value = _mean(estimates.value, weights)
    if value is None:
        why = estimates.why(0)
        return replace(
            outcome, value=None, status="undefined", reason=why.value, sentence=why.sentence
        )
    defined = int((estimates.reason == 0).sum())
    note = f"Mean of {defined} documents; undefined and left out: {len(weights) - defined}."
    return replace(
        outcome, value=value, status="defined", reason="", sentence="", notes=(*outcome.notes, note)
    )


def _mean(values: FloatArray, weights: FloatArray) -> float | None:
    """Return the weighted mean of the values that are defined, None where none is."""
    defined = ~np.isnan(values) & (weights > 0)
    if not defined.any():
        return None
    return float(np.average(values[defined], weights=weights[defined]))


def _jaccard(ratings: Ratings) -> FloatArray:
    """Return a / (a + b + c), agreement on the text that at least one of the coders coded.

    One value a table, NaN where nobody coded anything.
    """
    looked = (ratings.values >= 0).all(axis=1)
    coded = ratings.counts * (looked & (ratings.values == 1).any(axis=1))
    every = ratings.counts * (looked & (ratings.values == 1).all(axis=1))
    total = coded.sum(axis=1)
    return np.where(total > 0, quotient(every.sum(axis=1), total), np.nan)


_HELP = (
    "Character-level comparison as in NVivo's coding comparison query: Cohen, J. (1960), "
    "Educational and Psychological Measurement 20(1), 37-46, with the character as unit."
)
register(
    Coefficient(
        id="char_kappa",
        name="Cohen's kappa on characters",
        author="Cohen",
        year=1960,
        citation=_HELP,
        missing="documents finished by both coders",
        estimate=char_kappa,
        max_coders=2,
        distinct=True,
        unit=UnitOfCoding.CHARACTER,
    )
)
register(
    Coefficient(
        id="char_alpha",
        name="Krippendorff's alpha on characters",
        author="Krippendorff",
        year=2011,
        citation=(
            "Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability. University of "
            "Pennsylvania; nominal, with the character as unit."
        ),
        missing="documents finished by two coders or more",
        estimate=char_alpha,
        thresholds=THRESHOLDS,
        unit=UnitOfCoding.CHARACTER,
    )
)
