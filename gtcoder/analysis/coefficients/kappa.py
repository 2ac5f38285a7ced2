"""Kappa of two named coders, plain and weighted, and its mean over pairs."""

from __future__ import annotations

from itertools import combinations

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
from gtcoder.analysis.coefficients.weights import Disagreement, disagreement
from gtcoder.analysis.ratings import Ratings
from gtcoder.analysis.spans import FloatArray


def cohen_kappa(ratings: Ratings, parameters: Parameters) -> Estimates:
    """Return κ = (P_o - P_e) / (1 - P_e) of two coders (Cohen 1960, eq. 1; weighted: Cohen 1968).

    P_o = Σ w_kl p_kl, P_e = Σ w_kl p_k· p_·l over the units that both coded. Computed as
    1 - n Σ v_kl n_kl / Σ v_kl n_k· n_·l with v = 1 - w, which is exact for whole numbers.
    """
    return _kappa(ratings, disagreement(ratings, parameters.weights))


def _kappa(ratings: Ratings, v: Disagreement) -> Estimates:
    a, b = ratings.values[:, 0], ratings.values[:, 1]
    joint = ratings.counts * ((a >= 0) & (b >= 0))
    units = joint.sum(axis=1)
    rows, columns = _margins(ratings, joint)
    seen = joint @ v.of_values(a, b)
    chance = v.between(rows, columns)
    value = 1 - quotient(units * seen, chance)
    rules = (*unpaired(ratings), (chance == 0, Reason.NO_VARIATION))
    return settled(value, 1 - quotient(seen, units), 1 - quotient(chance, units**2), *rules)


def _margins(ratings: Ratings, joint: FloatArray) -> tuple[FloatArray, FloatArray]:
    first, second = ratings.own_tallies
    return joint @ first, joint @ second


def cohen_detail(ratings: Ratings, parameters: Parameters, estimates: Estimates) -> Details:
    """Return se, se_null, ci_low, ci_high and kappa_max of one table.

    Standard errors by Fleiss, Cohen & Everitt (1969), of the estimate
    {Σ p_kl [w_kl - (w̄_k· + w̄_·l)(1 - κ)]² - [κ - P_e(1 - κ)]²} / (n(1 - P_e)²) and under no
    agreement beyond chance; the interval is κ ± 1.96 se. kappa_max (Cohen 1960) is the largest κ
    that the margins allow.
    """
    cells = _confusion(ratings)
    units = cells.sum()
    kappa, chance = float(estimates.value[0]), float(estimates.expected[0])
    share = cells / units
    rows, columns = share.sum(axis=1), share.sum(axis=0)
    agreement = 1 - disagreement(ratings, parameters.weights).table()[: len(rows), : len(rows)]
    mean = (agreement @ columns)[:, None] + (rows @ agreement)[None, :]
    scale = units * (1 - chance) ** 2
    spread = np.sum(share * (agreement - mean * (1 - kappa)) ** 2)
    null = np.sum(np.outer(rows, columns) * (agreement - mean) ** 2) - chance**2
    se = _root((spread - (kappa - chance * (1 - kappa)) ** 2) / scale)
    most = np.minimum(rows, columns).sum()
    return {
        "se": se,
        "se_null": _root(null / scale),
        "ci_low": kappa - 1.96 * se,
        "ci_high": kappa + 1.96 * se,
        "kappa_max": (most - chance) / (1 - chance) if parameters.weights == "identity" else None,
    }


def _confusion(ratings: Ratings) -> FloatArray:
    a, b = ratings.values[:, 0], ratings.values[:, 1]
    joint = (a >= 0) & (b >= 0)
    q = len(ratings.categories)
    cells = a[joint].astype(np.int64) * q + b[joint]
    sums = np.bincount(cells, weights=ratings.counts[0, joint], minlength=q * q)
    return sums.astype(np.float64).reshape(q, q)


def _root(variance: float) -> float:
    """Return the root of a variance that rounding may have put just below 0."""
    return float(np.sqrt(max(variance, 0.0)))


def light_kappa(ratings: Ratings, parameters: Parameters) -> Estimates:
    """Return the mean of Cohen's kappa over all pairs of coders (Light 1971).

    Undefined where any pair is.
    """
    v = disagreement(ratings, parameters.weights)
    pairs = [
        _kappa(ratings.of(pair), v) for pair in combinations(range(ratings.values.shape[1]), 2)
    ]
    reasons = np.stack([each.reason for each in pairs])
    first = np.where(reasons == 0, np.int8(127), reasons).min(axis=0)
    return Estimates(
        value=np.mean([each.value for each in pairs], axis=0),
        observed=np.mean([each.observed for each in pairs], axis=0),
        expected=np.mean([each.expected for each in pairs], axis=0),
        reason=np.where(reasons.any(axis=0), first, np.int8(0)),
    )


register(
    Coefficient(
        id="cohen_kappa",
        name="Cohen's kappa",
        author="Cohen",
        year=1960,
        citation=(
            "Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and "
            "Psychological Measurement 20(1), 37-46. Weighted: Cohen, J. (1968). Psychological "
            "Bulletin 70(4), 213-220."
        ),
        missing="units coded by both coders",
        estimate=cohen_kappa,
        detail=cohen_detail,
        error="Fleiss, Cohen & Everitt 1969",
        max_coders=2,
        takes=frozenset({"weights", "category"}),
        distinct=True,
    )
)
register(
    Coefficient(
        id="light_kappa",
        name="Light's kappa",
        author="Light",
        year=1971,
        citation=(
            "Light, R. J. (1971). Measures of response agreement for qualitative data: some "
            "generalizations and alternatives. Psychological Bulletin 76(5), 365-377."
        ),
        missing="for each pair, units coded by both",
        estimate=light_kappa,
        takes=frozenset({"weights", "category"}),
        distinct=True,
    )
)
