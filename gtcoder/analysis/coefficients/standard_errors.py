"""Standard errors of the chance-corrected coefficients, from the terms of single units."""

from __future__ import annotations

import numpy as np

from gtcoder.analysis.coefficients.base import (
    Details,
    Estimates,
    Parameters,
    quotient,
)
from gtcoder.analysis.coefficients.chance import complete, own_shares, row_disagreement, shares
from gtcoder.analysis.coefficients.weights import Disagreement, disagreement
from gtcoder.analysis.ratings import Ratings
from gtcoder.analysis.spans import FloatArray

_LEVEL, _NORMAL = 0.95, 1.959963984540054
_FEW = 300  # degrees of freedom up to which the series is summed


def linearised_error(
    ratings: Ratings, v: Disagreement, chance: FloatArray, estimates: Estimates
) -> float | None:
    """Return the unit-level standard error of one table (Gwet 2008; 2014), None for one unit.

    `chance` holds P_e|i of each row. κ_i = (n/n₂)(P_a|i - P_e [r_i ≥ 2]) / (1 - P_e),
    κ*_i = κ_i - 2(1 - κ)(P_e|i - P_e) / (1 - P_e), SE² = Σ (κ*_i - κ)² / (n(n - 1)).
    """
    kappa = float(estimates.value[0])
    counts = ratings.counts[0] * (ratings.given > 0)
    n, paired = counts.sum(), (ratings.given >= 2).astype(np.float64)
    if n < 2:
        return None
    expected = estimates.expected[0]
    agreement = paired - row_disagreement(ratings, v)
    own = n / ratings.used[0] * (agreement - expected * paired) / (1 - expected)
    linear = own - 2 * (1 - kappa) * (chance - expected) / (1 - expected)
    return float(np.sqrt(np.sum(counts * (linear - kappa) ** 2) / (n * (n - 1))))


def _with_interval(
    ratings: Ratings, v: Disagreement, chance: FloatArray, estimates: Estimates
) -> Details:
    """Return se, and ci_low and ci_high: κ ± t se with n - 1 degrees of freedom, 1 at most."""
    se = linearised_error(ratings, v, chance, estimates)
    if se is None:
        return {"se": None, "ci_low": None, "ci_high": None}
    units = round(float(ratings.counts[0] @ (ratings.given > 0)))
    value, half = float(estimates.value[0]), student(units - 1) * se
    return {"se": se, "ci_low": value - half, "ci_high": min(1.0, value + half)}


def student(freedom: int) -> float:
    """Return the .975 quantile of Student's t.

    Up to _FEW degrees of freedom from the finite series of its distribution (Abramowitz & Stegun
    1964, 26.7.3 and 26.7.4), by halving; beyond by the expansion around the normal quantile
    (26.7.5).
    """
    if freedom > _FEW:
        z, n = _NORMAL, float(freedom)
        return z + (z**3 + z) / (4 * n) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)
    low, high = 0.0, np.pi / 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, freedom) < _LEVEL else (low, middle)
    return float(np.sqrt(freedom) * np.tan(low))


def _within(angle: float, freedom: int) -> float:
    """Return P(|T| < √f · tan(angle)), f the degrees of freedom."""
    odd = freedom % 2
    steps = np.arange(1 + odd, freedom - 1, 2, dtype=np.float64)
    terms = np.cumprod(np.concatenate(([1.0], steps / (steps + 1) * np.cos(angle) ** 2)))
    if not odd:
        return float(np.sin(angle) * terms.sum())
    series = np.sin(angle) * np.cos(angle) * terms.sum() if freedom > 1 else 0.0
    return float(2 / np.pi * (angle + series))


def fleiss_detail(ratings: Ratings, parameters: Parameters, estimates: Estimates) -> Details:
    """Return se, with P_e|i = Σ_k (r_ik/r_i) Σ_l ½(w_kl + w_lk) π_l, and se_null."""
    v = disagreement(ratings, parameters.weights)
    mean = shares(ratings)[0]
    chance = _row_shares(ratings) @ _mean_agreement(v, mean)
    return {
        **_with_interval(ratings, v, chance, estimates),
        "se_null": _null_error(ratings, mean) if parameters.weights == "identity" else None,
    }


def scott_detail(ratings: Ratings, parameters: Parameters, estimates: Estimates) -> Details:
    """Return the errors of Fleiss' kappa over the jointly coded units."""
    return fleiss_detail(complete(ratings), parameters, estimates)


def _null_error(ratings: Ratings, share: FloatArray) -> float | None:
    """Return SE₀ of Fleiss, Nee & Landis (1979) for complete data, else None.

    SE₀² = 2[(Σ p_k q_k)² - Σ p_k q_k (q_k - p_k)] / (n m(m - 1) (Σ p_k q_k)²), q_k = 1 - p_k.
    """
    rated = ratings.counts[0] > 0
    sizes = np.unique(ratings.given[rated])
    doubt = share * (1 - share)
    if len(sizes) != 1 or sizes[0] < 2 or not doubt.any():
        return None
    n, m, total = ratings.counts[0].sum(), sizes[0], doubt.sum()
    spread = 2 * (total**2 - np.sum(doubt * (1 - 2 * share)))
    return float(np.sqrt(max(spread, 0.0) / (n * m * (m - 1) * total**2)))


def free_detail(ratings: Ratings, parameters: Parameters, estimates: Estimates) -> Details:
    """Return se of Brennan & Prediger's kappa: P_e|i = P_e."""
    v = disagreement(ratings, parameters.weights)
    chance = np.full(len(ratings.values), estimates.expected[0])
    return _with_interval(ratings, v, chance, estimates)


def gwet_detail(ratings: Ratings, parameters: Parameters, estimates: Estimates) -> Details:
    """Return se of AC₁ and AC₂: P_e|i = T_w / (q(q - 1)) Σ_k (r_ik/r_i)(1 - π_k)."""
    v = disagreement(ratings, parameters.weights)
    doubt = _row_shares(ratings) @ (1 - shares(ratings)[0])
    chance = v.total_weight / (ratings.q * (ratings.q - 1)) * doubt
    return _with_interval(ratings, v, chance, estimates)


def conger_detail(ratings: Ratings, parameters: Parameters, estimates: Estimates) -> Details:
    """Return se of Conger's kappa (Gwet 2014).

    P_e|i = (1/(m(m - 1))) Σ_g Σ_k λ_igk (m p̄_k - p_gk) with
    λ_igk = (n/n_g) Σ_l w_kl ([x_gi = l] - (ε_gi - n_g/n) p_gl), ε_gi = 1 where g rated i.
    """
    v = disagreement(ratings, parameters.weights)
    own, units = own_shares(ratings)
    m = len(own)
    n = float(ratings.counts[0] @ (ratings.given > 0).astype(np.float64))
    agreement = 1 - v.table()
    total = own[:, 0].sum(axis=0)
    chance = np.zeros(len(ratings.values))
    for g, said in enumerate(ratings.own_tallies):
        rated = said.sum(axis=1, keepdims=True)
        centred = said - (rated - units[g, 0] / n) * own[g, 0]
        chance += n / units[g, 0] * (centred @ agreement.T) @ (total - own[g, 0])
    return _with_interval(ratings, v, chance / (m * (m - 1)), estimates)


def _row_shares(ratings: Ratings) -> FloatArray:
    return quotient(ratings.tally, ratings.given[:, None])


def _mean_agreement(v: Disagreement, share: FloatArray) -> FloatArray:
    if v.matrix is None:
        return share
    agreement = 1 - v.matrix
    return (agreement + agreement.T) @ share / 2
