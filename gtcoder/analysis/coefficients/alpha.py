"""Krippendorff's alpha at every level of measurement, any coders, missing values allowed."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from gtcoder.analysis.coefficients.base import (
    Coefficient,
    Details,
    Estimates,
    Level,
    Parameters,
    number,
    quotient,
    register,
    settled,
    unpaired,
)
from gtcoder.analysis.coefficients.reasons import Reason
from gtcoder.analysis.coefficients.weights import Disagreement, refuse_many, square
from gtcoder.analysis.ratings import Ratings
from gtcoder.analysis.spans import FloatArray
from gtcoder.errors import InvalidInput, NotComputable

THRESHOLDS = (0.667, 0.8)  # tentative conclusions, reliable ones: Krippendorff 2004
_DENSE = 64  # categories up to which the differences within units go through one matrix product


def krippendorff_alpha(ratings: Ratings, parameters: Parameters) -> Estimates:
    """Return alpha = 1 - D_o / D_e (Krippendorff 1970; 2011).

    D_o = (1/N) Σ_u Σ_{i≠j} δ² / (m_u - 1), D_e = Σ_ck n_c n_k δ²_ck / (N(N - 1)), over the N values
    of units with m_u ≥ 2; n_c counts these values only. δ²: nominal [c ≠ k], interval (c - k)²,
    ratio ((c - k)/(c + k))², ordinal (Σ_{g=c..k} n_g - (n_c + n_k)/2)², or `distance` as it is.
    """
    values = ratings.pairable @ ratings.tally
    total = values.sum(axis=1)
    within, between = np.empty(len(total)), np.empty(len(total))
    for tables, difference in _differences(ratings, parameters, values):
        within[tables] = ratings.pairable[tables] @ _row_difference(ratings, difference)
        between[tables] = difference.between(values[tables], values[tables])
    value = 1 - quotient((total - 1) * within, between)
    observed, expected = quotient(within, total), quotient(between, total * (total - 1))
    rules = (*unpaired(ratings), (between == 0, Reason.NO_VARIATION))
    return settled(value, observed, expected, *rules)


def _differences(
    ratings: Ratings, parameters: Parameters, values: FloatArray
) -> list[tuple[slice, Disagreement]]:
    """Return δ² and the tables it is for: the ordinal one depends on each table's own counts."""
    everything = slice(0, len(values))
    if parameters.distance is not None:
        given = Disagreement(square(parameters.distance, ratings), ratings.q)
        return [(everything, given)]
    if parameters.level is None:
        raise NotComputable("Alpha has no default level of measurement: choose one.")
    if parameters.level is Level.NOMINAL:
        return [(everything, Disagreement(None, ratings.q))]
    refuse_many(ratings)
    if parameters.level is Level.ORDINAL:
        if not ratings.ordered:
            ratings.numbers()
        return [
            (slice(t, t + 1), Disagreement(_ordinal(values[t]), ratings.q))
            for t in range(len(values))
        ]
    metric = _interval if parameters.level is Level.INTERVAL else _ratio
    return [(everything, Disagreement(metric(ratings.numbers()), ratings.q))]


def _interval(numbers: FloatArray) -> FloatArray:
    return (numbers[:, None] - numbers[None, :]) ** 2


def _ratio(numbers: FloatArray) -> FloatArray:
    if (numbers < 0).any():
        raise InvalidInput("The ratio level knows no negative values; choose the interval level.")
    return quotient(numbers[:, None] - numbers[None, :], numbers[:, None] + numbers[None, :]) ** 2


def _ordinal(counts: FloatArray) -> FloatArray:
    middle = np.cumsum(counts) - counts / 2
    return (middle[:, None] - middle[None, :]) ** 2


def _row_difference(ratings: Ratings, difference: Disagreement) -> FloatArray:
    """Return Σ_{i≠j} δ² / (m_u - 1) of each row."""
    if difference.matrix is None or len(ratings.categories) <= _DENSE:
        found = difference.between(ratings.tally, ratings.tally)
    else:
        columns = ratings.values.T
        found = np.zeros(len(ratings.values))
        for a, b in combinations(columns, 2):
            found += 2 * difference.of_values(a, b)
    return quotient(found, ratings.given - 1)


def alpha_detail(ratings: Ratings, parameters: Parameters, estimates: Estimates) -> Details:
    """Return observed_disagreement and expected_disagreement under their own names."""
    return {
        "observed_disagreement": number(estimates.observed[0]),
        "expected_disagreement": number(estimates.expected[0]),
    }


def kalpha_resamples(
    ratings: Ratings, parameters: Parameters, *, resamples: int, seed: int
) -> FloatArray:
    """Return the bootstrap of Hayes & Krippendorff (2007), for comparison with KALPHA only.

    D_e stays as it is; Σ m_u(m_u - 1)/2 pairs of values are drawn with replacement, a pair with
    probability ∝ 1/(m_u - 1); alpha* = 1 - mean(δ²) / D_e and never below -1. Pairs within a unit
    are not independent, so the interval is far too narrow. Needs whole counts.
    """
    estimates = krippendorff_alpha(ratings, parameters)
    [(_, difference)] = _differences(ratings, parameters, ratings.pairable @ ratings.tally)
    found, weight = _value_pairs(ratings, difference)
    rng = np.random.default_rng(seed)
    chances = weight / weight.sum()
    means = [rng.choice(found, len(found), p=chances).mean() for _ in range(resamples)]
    drawn: FloatArray = np.maximum(1 - np.array(means) / estimates.expected[0], -1.0)
    return drawn


def _value_pairs(ratings: Ratings, difference: Disagreement) -> tuple[FloatArray, FloatArray]:
    """Return δ² and the weight 1/(m_u - 1) of each pair of values within a unit."""
    repeats = ratings.counts[0].astype(np.int64)
    weight = quotient(np.ones_like(ratings.given), ratings.given - 1)
    found, weights = [], []
    for a, b in combinations(ratings.values.T, 2):
        both = (a >= 0) & (b >= 0)
        found.append(np.repeat(difference.of_values(a, b)[both], repeats[both]))
        weights.append(np.repeat(weight[both], repeats[both]))
    return np.concatenate(found), np.concatenate(weights)


register(
    Coefficient(
        id="krippendorff_alpha",
        name="Krippendorff's alpha",
        author="Krippendorff",
        year=2011,
        citation=(
            "Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability. University of "
            "Pennsylvania, Annenberg School for Communication. First in: Krippendorff, K. (1970). "
            "Estimating the reliability, systematic error and random error of interval data. "
            "Educational and Psychological Measurement 30(1), 61-70."
        ),
        missing="values of units with two values or more",
        estimate=krippendorff_alpha,
        detail=alpha_detail,
        takes=frozenset({"level", "distance", "category"}),
        needs=frozenset({"level", "distance"}),
        thresholds=THRESHOLDS,
    )
)
