"""Chance-corrected agreement of any number of coders, from how often values were given.

(P_a - P_e) / (1 - P_e) with one observed agreement and four ideas of chance: pooled values (Scott
1955; Fleiss 1971), each coder's own (Conger 1980), none (Brennan & Prediger 1981), and only as far
as a value is in doubt (Gwet 2008). Missing values as Gwet (2014) takes them.
"""

from __future__ import annotations

import numpy as np

from gtcoder.analysis.coefficients.base import (
    Estimates,
    Parameters,
    quotient,
    settled,
    unpaired,
)
from gtcoder.analysis.coefficients.reasons import Reason
from gtcoder.analysis.coefficients.weights import Disagreement, disagreement
from gtcoder.analysis.ratings import Ratings
from gtcoder.analysis.spans import BoolArray, FloatArray


def row_disagreement(ratings: Ratings, v: Disagreement) -> FloatArray:
    """Return 1 - P_a|i of each row: the mean of v over its ordered pairs, 0 with fewer than two."""
    pairs = ratings.given * (ratings.given - 1)
    return quotient(v.between(ratings.tally, ratings.tally), pairs)


def shares(ratings: Ratings) -> FloatArray:
    """Return π_k = (1/n) Σ r_ik / r_i over units with a value, tables × categories."""
    rated = ratings.given > 0
    share = quotient(ratings.tally, ratings.given[:, None])
    return quotient(ratings.counts @ share, (ratings.counts @ rated.astype(np.float64))[:, None])


def corrected(
    ratings: Ratings,
    observed: FloatArray,
    expected: FloatArray,
    *rules: tuple[BoolArray, Reason],
) -> Estimates:
    """Return 1 - D_o / D_e for disagreements per unit; undefined where D_e is 0."""
    value = 1 - quotient(observed, expected)
    why = (*unpaired(ratings), *rules, (expected == 0, Reason.NO_VARIATION))
    return settled(value, 1 - observed, 1 - expected, *why)


def observed(ratings: Ratings, v: Disagreement) -> FloatArray:
    """Return D_o = 1 - P_a, the mean of the row disagreements over units with two values."""
    return quotient(ratings.pairable @ row_disagreement(ratings, v), ratings.used)


def fleiss_kappa(ratings: Ratings, parameters: Parameters) -> Estimates:
    """Return κ with P_e = Σ w_kl π_k π_l (Fleiss 1971; unequal numbers of values: Gwet 2014)."""
    v = disagreement(ratings, parameters.weights)
    share = shares(ratings)
    return corrected(ratings, observed(ratings, v), v.between(share, share))


def scott_pi(ratings: Ratings, parameters: Parameters) -> Estimates:
    """Return π of two coders, P_e = Σ_k ((n_1k + n_2k) / 2n)² over jointly coded units.

    Scott 1955.
    """
    v = disagreement(ratings, parameters.weights)
    share = shares(complete(ratings))
    return corrected(ratings, observed(ratings, v), v.between(share, share))


def complete(ratings: Ratings) -> Ratings:
    """Return the ratings with only the rows that every coder rated counted."""
    return ratings.counted(ratings.counts * (ratings.given == ratings.values.shape[1]))


def conger_kappa(ratings: Ratings, parameters: Parameters) -> Estimates:
    """Return κ with P_e = mean over ordered pairs g ≠ h of Σ w_kl p_gk p_hl (Conger 1980).

    p_gk is coder g's own share of value k among the units g rated. Undefined where a coder rated
    none.
    """
    v = disagreement(ratings, parameters.weights)
    own, units = own_shares(ratings)
    total = own.sum(axis=0)
    m = len(own)
    chance = v.between(total, total) - sum(v.between(each, each) for each in own)
    silent = (units == 0).any(axis=0)
    expected = chance / (m * (m - 1))
    return corrected(ratings, observed(ratings, v), expected, (silent, Reason.CODER_WITHOUT_VALUES))


def own_shares(ratings: Ratings) -> tuple[FloatArray, FloatArray]:
    """Return p_gk (coders × tables × categories) and n_g (coders × tables)."""
    given = np.stack([ratings.counts @ tally for tally in ratings.own_tallies])
    units = given.sum(axis=-1)
    return quotient(given, units[..., None]), units


def brennan_prediger(ratings: Ratings, parameters: Parameters) -> Estimates:
    """Return κ with P_e = T_w / q², 1/q without weights (Brennan & Prediger 1981).

    Also Bennett's S (1954) and Randolph's free-marginal kappa (2005). q is the number of declared
    categories.
    """
    v = disagreement(ratings, parameters.weights)
    q = ratings.q
    expected = np.full(len(ratings.counts), 1 - v.total_weight / q**2 if q else 0.0)
    return corrected(ratings, observed(ratings, v), expected, single_category(ratings))


def single_category(ratings: Ratings) -> tuple[BoolArray, Reason]:
    """Return the rule of a codebook with one category; seen only once, there was no variation."""
    why = Reason.SINGLE_CATEGORY if ratings.declared else Reason.NO_VARIATION
    return np.full(len(ratings.counts), ratings.q < 2), why


def gwet_ac(ratings: Ratings, parameters: Parameters) -> Estimates:
    """Return AC₁ (Gwet 2008), with weights AC₂ (Gwet 2014).

    P_e = T_w / (q(q - 1)) Σ_k π_k (1 - π_k).
    """
    v = disagreement(ratings, parameters.weights)
    q = ratings.q
    doubt = np.sum(shares(ratings) * (1 - shares(ratings)), axis=1)
    expected = 1 - doubt * (v.total_weight / (q * (q - 1)) if q > 1 else 0.0)
    return corrected(ratings, observed(ratings, v), expected, single_category(ratings))
