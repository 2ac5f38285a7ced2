"""Agreement without regard to chance: percent agreement and specific agreement."""

from __future__ import annotations

from itertools import combinations
from math import sqrt

import numpy as np

from gtcoder.analysis.coefficients.base import (
    Coefficient,
    Details,
    Estimates,
    Parameters,
    quotient,
    register,
    settled,
    unpaired,
)
from gtcoder.analysis.coefficients.reasons import Reason
from gtcoder.analysis.ratings import Ratings
from gtcoder.analysis.spans import FloatArray
from gtcoder.errors import NotComputable


def percent_agreement(ratings: Ratings, parameters: Parameters) -> Estimates:
    """Return the share of agreement, P_o (unit_mean: Fleiss 1971; missing values: Gwet 2014).

    pair_mean: mean over pairs of coders of the share of equal values on jointly coded units; pairs
    without such units are left out. unit_mean: (1/n₂) Σ_i Σ_k r_ik(r_ik - 1) / (r_i(r_i - 1)) over
    units with two values or more. value_weighted: 1 - D_o nominal (Krippendorff), the same with
    units weighted by r_i. unanimous: share of the completely coded units that have one value.
    Without missing values the first three are one number.
    """
    variant = parameters.variant or "pair_mean"
    if variant == "unanimous":
        return _unanimous(ratings)
    if variant == "pair_mean":
        share = _pair_mean(ratings)
    else:
        weight = ratings.given if variant == "value_weighted" else np.ones_like(ratings.given)
        share = quotient(
            ratings.pairable @ (weight * row_agreement(ratings)), ratings.pairable @ weight
        )
    return settled(share, share, np.full_like(share, np.nan), *unpaired(ratings))


def row_agreement(ratings: Ratings) -> FloatArray:
    """Return the share of equal ordered pairs of values in each row, 0 with fewer than two."""
    given = ratings.given
    equal = np.sum(ratings.tally * (ratings.tally - 1), axis=1)
    return quotient(equal, given * (given - 1))


def _pair_mean(ratings: Ratings) -> FloatArray:
    if not ratings.named:
        if np.unique(ratings.given).size > 1:
            raise NotComputable("Agreement by pairs must know which coder gave which value.")
        return quotient(ratings.pairable @ row_agreement(ratings), ratings.used)
    total, pairs = np.zeros(len(ratings.counts)), np.zeros(len(ratings.counts))
    for g, h in combinations(range(ratings.values.shape[1]), 2):
        a, b = ratings.values[:, g], ratings.values[:, h]
        joint = (a >= 0) & (b >= 0)
        units = ratings.counts @ joint.astype(np.float64)
        total += quotient(ratings.counts @ (joint & (a == b)).astype(np.float64), units)
        pairs += units > 0
    return quotient(total, pairs)


def _unanimous(ratings: Ratings) -> Estimates:
    complete = (ratings.given == ratings.values.shape[1]) & (ratings.given >= 2)
    units = ratings.counts @ complete.astype(np.float64)
    one_value = complete & (ratings.tally.max(axis=1, initial=0) == ratings.given)
    share = quotient(ratings.counts @ one_value.astype(np.float64), units)
    rules = (*unpaired(ratings), (units == 0, Reason.NO_PAIRABLE_VALUES))
    return settled(share, share, np.full_like(share, np.nan), *rules)


def percent_detail(ratings: Ratings, parameters: Parameters, estimates: Estimates) -> Details:
    """Return ci_low and ci_high, the interval of Wilson (1927) on jointly coded units.

    Of two coders only; with more of them agreement is no share of independent trials.
    """
    if ratings.values.shape[1] != 2:
        return {}
    share, units, z = float(estimates.value[0]), float(ratings.used[0]), 1.959964
    middle = (share + z**2 / (2 * units)) / (1 + z**2 / units)
    half = z / (1 + z**2 / units) * sqrt(share * (1 - share) / units + (z / (2 * units)) ** 2)
    return {"ci_low": max(middle - half, 0.0), "ci_high": min(middle + half, 1.0)}


def specific_agreement(ratings: Ratings, parameters: Parameters) -> Estimates:
    """Return the agreement on one category (Fleiss 1975; Cicchetti & Feinstein 1990).

    p_k = Σ_i r_ik(r_ik - 1)/(r_i - 1) / Σ_i r_ik over units with two values or more; for two
    coders p_pos = 2a/(2a + b + c). The ratings are those of the category against the rest;
    negative asks for the rest, p_neg = 2d/(2d + b + c).
    """
    own = ratings.tally[:, 1 if parameters.variant == "negative" else 0]
    equal = quotient(own * (own - 1), ratings.given - 1)
    used = ratings.pairable @ own
    share = quotient(ratings.pairable @ equal, used)
    rules = (*unpaired(ratings), (used == 0, Reason.CATEGORY_UNUSED))
    return settled(share, share, np.full_like(share, np.nan), *rules)


register(
    Coefficient(
        id="percent_agreement",
        name="Percent agreement",
        author="Holsti",
        year=1969,
        citation=(
            "Share of units on which coders agree; see Holsti, O. R. (1969). Content Analysis for "
            "the Social Sciences and Humanities. Addison-Wesley, p. 140."
        ),
        missing="pairs of values on jointly coded units, as the variant says",
        estimate=percent_agreement,
        detail=percent_detail,
        error="Wilson 1927",
        variants=("pair_mean", "unit_mean", "value_weighted", "unanimous"),
    )
)
register(
    Coefficient(
        id="specific_agreement",
        name="Specific agreement",
        author="Cicchetti & Feinstein",
        year=1990,
        citation=(
            "Cicchetti, D. V. & Feinstein, A. R. (1990). High agreement but low kappa: II. "
            "Resolving the paradoxes. Journal of Clinical Epidemiology 43(6), 551-558."
        ),
        missing="units with two values or more",
        estimate=specific_agreement,
        variants=("positive", "negative"),
        takes=frozenset({"category"}),
        needs=frozenset({"category"}),
    )
)
