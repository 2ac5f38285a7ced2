"""Holsti's coefficient of reliability: decisions in agreement among all decisions made."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from gtcoder.analysis.coefficients.base import (
    Coefficient,
    Estimates,
    Parameters,
    quotient,
    register,
    settled,
)
from gtcoder.analysis.coefficients.reasons import Reason
from gtcoder.analysis.ratings import Ratings
from gtcoder.analysis.spans import BoolArray, FloatArray


def holsti_cr(ratings: Ratings, parameters: Parameters) -> Estimates:
    """Return CR = 2M / (N₁ + N₂) (Holsti 1969, p. 140).

    M decisions of two coders agree; N₁ and N₂ are the decisions that each made, so that a value
    the other left out counts against them. With more coders: pair_mean, the mean m̄ of all pairs,
    or composite, m·m̄ / (1 + (m - 1)·m̄) (Holsti 1969, p. 137). Undefined where a pair made no
    decision.
    """
    coders = ratings.values.shape[1]
    total, empty = np.zeros(len(ratings.counts)), np.zeros(len(ratings.counts), dtype=np.bool_)
    pairs = list(combinations(range(coders), 2))
    for g, h in pairs:
        share, none = _pair(ratings, g, h)
        total, empty = total + share, empty | none
    mean = total / len(pairs)
    if parameters.variant == "composite":
        mean = coders * mean / (1 + (coders - 1) * mean)
    return settled(mean, mean, np.full_like(mean, np.nan), (empty, Reason.NO_DECISIONS))


def _pair(ratings: Ratings, g: int, h: int) -> tuple[FloatArray, BoolArray]:
    a, b = ratings.values[:, g], ratings.values[:, h]
    matched = ratings.counts @ ((a == b) & (a >= 0)).astype(np.float64)
    made = ratings.counts @ ((a >= 0).astype(np.float64) + (b >= 0))
    return quotient(2 * matched, made), made == 0


register(
    Coefficient(
        id="holsti_cr",
        name="Coefficient of reliability",
        author="Holsti",
        year=1969,
        citation=(
            "Holsti, O. R. (1969). Content Analysis for the Social Sciences and Humanities. "
            "Addison-Wesley, pp. 137-140."
        ),
        missing="each coder's own decisions; one that the other did not make is not in agreement",
        estimate=holsti_cr,
        variants=("two_coder", "pair_mean", "composite"),
        distinct=True,
        decisions=True,
    )
)
