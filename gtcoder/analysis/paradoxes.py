"""Why a chance-corrected value is low or high where agreement is plain to see, in words.

Rules, for a code applied or not applied (a both, d neither, b and c one coder only, n = a+b+c+d):

* Prevalence (first paradox of Feinstein & Cicchetti 1990): prevalence index |a - d| / n of .60 or
  more, that is, the code covers at most a fifth or at least four fifths of the units; the value is
  below .667; and with the same observed agreement Po and even use it would be at least .10 higher:
  PABAK = 2 Po - 1 (Byrt, Bishop & Carlin 1993). That is no excuse: uncoded text makes Po high as
  well, so the specific agreement on the code and on its absence stands beside it (Cicchetti &
  Feinstein 1990). Where that on the rarer answer is low, the coders do differ.
* Bias (second paradox): two coders, one of whom applied the code to at least twice as much as the
  other, so that most of the disagreement goes one way. Bias index |b - c| / n; without it the
  value would be the bias-adjusted kappa, which is Scott's pi (Byrt et al. 1993).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gtcoder.analysis.coefficients.base import Estimates, quotient
from gtcoder.analysis.ratings import Values
from gtcoder.analysis.resampling import TENTATIVE
from gtcoder.analysis.spans import FloatArray

UNEVEN, GAP = 0.6, 0.1
ONE_SIDED = 2.0
BY_MARGINS = {
    "cohen_kappa": "Kappa",
    "char_kappa": "Kappa",
    "scott_pi": "Pi",
    "fleiss_kappa": "Kappa",
    "conger_kappa": "Kappa",
    "light_kappa": "Kappa",
    "krippendorff_alpha": "Alpha",
    "char_alpha": "Alpha",
}
_OWN_MARGINS = frozenset({"cohen_kappa", "char_kappa", "conger_kappa"})
_PREVALENCE = (
    "{name} is low because {subject} {share} of the {unit}s: with the same observed "
    "agreement and even use it would be {pabak} (PABAK, Byrt et al. 1993; prevalence index "
    "{index}; Feinstein & Cicchetti 1990); specific agreement is {given} on the code and {absent} "
    "on its absence (Cicchetti & Feinstein 1990), and where that on the rarer of the two is low, "
    "coders do differ."
)
_INDEXES = "Index of prevalence {prevalence}, of bias {bias} (Byrt et al. 1993)."
_BIAS = (
    "{more} applied the code to {high} of the {unit}s, {less} to {low}: the disagreement is "
    "one-sided (bias index {index}, Byrt et al. 1993){effect}."
)


def remarks_on(
    coefficient: str,
    patterns: Values,
    weights: FloatArray,
    estimates: Estimates,
    *,
    coders: Sequence[str],
    unit: str,
    pooled: bool = False,
) -> list[str]:
    """Return for each table (weights: tables × patterns) what must be said beside its value.

    That a coder applied the code nowhere or everywhere; for coefficients whose chance term comes
    from how often the code was used, prevalence and bias; beside PABAK, which adjusts for both,
    their indexes. “” where nothing is to be said; `pooled` says that a table holds several codes.
    """
    paired = weights * ((patterns >= 0).sum(axis=1) >= 2)
    applied, refused = paired @ (patterns == 1), paired @ (patterns == 0)
    said = [""] * len(weights) if pooled else _constant(applied, refused, coders)
    if coefficient == "pabak":
        indexes = _indexes(patterns, paired)
        return [f"{one} {each}".strip() for one, each in zip(said, indexes, strict=True)]
    if coefficient not in BY_MARGINS:
        return said
    name = BY_MARGINS[coefficient]
    subject = "a code covers on average" if pooled else "the code covers"
    for k, sentence in _prevalence(name, subject, patterns, paired, estimates, unit):
        said[k] = f"{said[k]} {sentence}".strip()
    if len(coders) == 2 and not pooled:
        own = coefficient in _OWN_MARGINS
        for k, sentence in _bias(name, applied, refused, estimates, coders, unit, own=own):
            said[k] = f"{said[k]} {sentence}".strip()
    return said


def observed_agreement(patterns: Values, paired: FloatArray) -> FloatArray:
    """Return the mean share of agreeing pairs of coders over the units, tables (Fleiss 1971)."""
    given = (patterns >= 0).sum(axis=1)
    yes = (patterns == 1).sum(axis=1)
    pairs = given * (given - 1)
    same = yes * (yes - 1) + (given - yes) * (given - yes - 1)
    return quotient(paired @ quotient(same.astype(float), pairs.astype(float)), paired.sum(axis=1))


def _constant(applied: FloatArray, refused: FloatArray, coders: Sequence[str]) -> list[str]:
    nowhere, everywhere = (applied == 0) & (refused > 0), (refused == 0) & (applied > 0)
    found = [""] * len(applied)
    for k, g in np.argwhere(nowhere | everywhere).tolist():
        where = "nowhere" if nowhere[k, g] else "everywhere"
        found[k] += f"{coders[g]} applied the code {where}. "
    return [each.rstrip() for each in found]


def _prevalence(
    name: str,
    subject: str,
    patterns: Values,
    paired: FloatArray,
    estimates: Estimates,
    unit: str,
) -> list[tuple[int, str]]:
    given = np.maximum((patterns >= 0).sum(axis=1), 1)
    share = quotient(paired @ ((patterns == 1).sum(axis=1) / given), paired.sum(axis=1))
    pabak = 2 * observed_agreement(patterns, paired) - 1
    index = np.abs(2 * share - 1)
    value = np.where(estimates.reason == 0, estimates.value, np.inf)
    holds = (index >= UNEVEN) & (value < TENTATIVE) & (pabak - value >= GAP)
    on_code, on_absence = (_specific(patterns, paired, answer) for answer in (1, 0))
    return [
        (
            k,
            _PREVALENCE.format(
                name=name,
                subject=subject,
                share=_percent(share[k]),
                unit=unit,
                pabak=_number(pabak[k]),
                index=_number(index[k]),
                given=_number(on_code[k]),
                absent=_number(on_absence[k]),
            ),
        )
        for k in np.flatnonzero(holds).tolist()
    ]


def _specific(patterns: Values, paired: FloatArray, answer: int) -> FloatArray:
    """Return Σ r(r - 1)/(r_i - 1) / Σ r of one answer, tables (Cicchetti & Feinstein 1990)."""
    given = (patterns >= 0).sum(axis=1)
    own = (patterns == answer).sum(axis=1)
    equal = quotient((own * (own - 1)).astype(float), np.maximum(given - 1.0, 1.0))
    return quotient(paired @ equal, paired @ own.astype(float))


def _indexes(patterns: Values, paired: FloatArray) -> list[str]:
    """Return the indexes (a - d)/n and (b - c)/n of two coders in words, a sentence a table."""
    first, second = (patterns[:, g] == 1 for g in (0, 1))
    units = paired.sum(axis=1)
    both = quotient(paired @ (first & second) - paired @ (~first & ~second), units)
    one = quotient(paired @ (first & ~second) - paired @ (second & ~first), units)
    return [
        _INDEXES.format(prevalence=_number(a), bias=_number(b)) if n else ""
        for a, b, n in zip(both.tolist(), one.tolist(), units.tolist(), strict=True)
    ]


def _bias(
    name: str,
    applied: FloatArray,
    refused: FloatArray,
    estimates: Estimates,
    coders: Sequence[str],
    unit: str,
    *,
    own: bool,
) -> list[tuple[int, str]]:
    units = applied + refused
    share = quotient(applied, units)
    low, high = share.min(axis=1), share.max(axis=1)
    holds = (low > 0) & (high < 1) & (high >= ONE_SIDED * low) & (estimates.reason == 0)
    found = []
    for k in np.flatnonzero(holds).tolist():
        more, less = (0, 1) if share[k, 0] > share[k, 1] else (1, 0)
        effect = _effect(name, estimates, k, share[k]) if own else ""
        sentence = _BIAS.format(
            more=coders[more],
            high=_percent(high[k]),
            unit=unit,
            less=coders[less],
            low=_percent(low[k]),
            index=_number(high[k] - low[k]),
            effect=effect,
        )
        found.append((k, sentence))
    return found


def _effect(name: str, estimates: Estimates, k: int, share: FloatArray) -> str:
    """Say what the value would be with equal use, by Scott's chance term."""
    mean = float(share.mean())
    chance = mean**2 + (1 - mean) ** 2
    adjusted = (float(estimates.observed[k]) - chance) / (1 - chance)
    if round(adjusted, 2) == round(float(estimates.value[k]), 2):
        return ""
    return f"; {name.lower()} without this bias would be {_number(adjusted)}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _number(value: float) -> str:
    """Return a number with two decimals and no zero before the point."""
    written = f"{value:.2f}".replace("-0.00", "0.00")
    return written.replace("0.", ".", 1) if abs(float(written)) < 1 else written
