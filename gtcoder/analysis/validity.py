"""Content and face validity of an instrument from what experts said of its items.

Experts who gave no value leave the number of experts; nothing is ever put in their place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from gtcoder.analysis.coefficients.reasons import Reason

ESSENTIAL = 3  # of 3 essential, 2 useful, 1 not necessary
RELEVANT = (3, 4)  # of 1 to 4
IMPORTANT = (4, 5)  # of 1 to 5
LEVEL = 0.05
IMPACT_KEPT = 1.5

REFERENCES = (
    "Ayre, C. & Scally, A. J. (2014). Critical values for Lawshe's content validity ratio: "
    "revisiting the original methods of calculation. Measurement and Evaluation in Counseling and "
    "Development 47(1), 79-86.",
    "Lacasse, Y., Godbout, C. & Sériès, F. (2002). Health-related quality of life in obstructive "
    "sleep apnoea. European Respiratory Journal 19.",
    "Lawshe, C. H. (1975). A quantitative approach to content validity. Personnel Psychology "
    "28(4), 563-575.",
    "Lynn, M. R. (1986). Determination and quantification of content validity. Nursing Research "
    "35(6), 382-385.",
    "Polit, D. F. & Beck, C. T. (2006). The content validity index: are you sure you know what's "
    "being reported? Critique and recommendations. Research in Nursing & Health 29(5), 489-497.",
    "Polit, D. F., Beck, C. T. & Owen, S. V. (2007). Is the CVI an acceptable indicator of content "
    "validity? Appraisal and recommendations. Research in Nursing & Health 30(4), 459-467.",
)

Given = Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """A value, or None with the reason why there is none."""

    value: float | None
    reason: Reason = Reason.DEFINED


def given(ratings: Iterable[int | None]) -> list[int]:
    """Return the values that were given."""
    return [value for value in ratings if value is not None]


def cvr(n_essential: int, n_experts: int) -> Measure:
    """Return the content validity ratio (n_e - N/2) / (N/2), from -1 to 1.

    Lawshe, C. H. (1975). A quantitative approach to content validity. Personnel Psychology, 28(4),
    563-575. Undefined without experts.
    """
    if n_experts == 0:
        return Measure(None, Reason.NO_EXPERTS)
    return Measure((2 * n_essential - n_experts) / n_experts)


def critical_count(n_experts: int, level: float = LEVEL) -> int | None:
    """Return how many of N experts must say essential, None where even all do not suffice.

    The smallest n with P(X >= n) <= level, X binomial with N and 1/2, one-tailed and exact:
    Ayre, C. & Scally, A. J. (2014). Critical values for Lawshe's content validity ratio.
    Measurement and Evaluation in Counseling and Development, 47(1), 79-86.
    """
    allowed = Fraction(str(level)) * 2**n_experts
    tail, needed = 0, None
    for n in range(n_experts, -1, -1):
        tail += comb(n_experts, n)
        if tail > allowed:
            break
        needed = n
    return needed


def cvr_critical(n_experts: int, level: float = LEVEL) -> Measure:
    """Return the smallest CVR beyond chance, 2n/N - 1 with n the critical count.

    Ayre & Scally (2014). Undefined for four experts or fewer at level .05.
    """
    needed = critical_count(n_experts, level)
    if needed is None:
        return Measure(None, Reason.PANEL_TOO_SMALL)
    return cvr(needed, n_experts)


def lawshe_cvi(ratios: Iterable[float]) -> Measure:
    """Return the content validity index of Lawshe (1975): the mean CVR of the retained items."""
    retained = list(ratios)
    if not retained:
        return Measure(None, Reason.NO_UNITS)
    return Measure(sum(retained) / len(retained))


def i_cvi(ratings: Given, relevant: Collection[int] = RELEVANT) -> Measure:
    """Return the share of experts who rate an item relevant (3 or 4 of 4) among those who rated.

    Lynn, M. R. (1986). Determination and quantification of content validity. Nursing Research,
    35(6), 382-385. Undefined without ratings.
    """
    values = given(ratings)
    if not values:
        return Measure(None, Reason.NO_RATINGS)
    return Measure(sum(value in relevant for value in values) / len(values))


def s_cvi_ave(items: Iterable[Given], relevant: Collection[int] = RELEVANT) -> Measure:
    """Return the mean of the I-CVI over the items that have a rating.

    Polit, D. F. & Beck, C. T. (2006). The content validity index: are you sure you know what's
    being reported? Research in Nursing & Health, 29(5), 489-497.
    """
    found = _i_cvis(items, relevant)
    return Measure(sum(found) / len(found)) if found else Measure(None, Reason.NO_RATINGS)


def s_cvi_ua(items: Iterable[Given], relevant: Collection[int] = RELEVANT) -> Measure:
    """Return the share of items that all experts rate relevant, of the items that have a rating.

    Polit & Beck (2006); universal agreement.
    """
    found = _i_cvis(items, relevant)
    if not found:
        return Measure(None, Reason.NO_RATINGS)
    return Measure(sum(value == 1 for value in found) / len(found))


def _i_cvis(items: Iterable[Given], relevant: Collection[int]) -> list[float]:
    measures = (i_cvi(ratings, relevant) for ratings in items)
    return [each.value for each in measures if each.value is not None]


def chance_agreement(n_agree: int, n_experts: int) -> Measure:
    """Return the probability pc = C(N, A) / 2^N that A of N experts agree by chance.

    Polit, Beck & Owen (2007), as `modified_kappa`; A are those who agree on relevance.
    """
    if n_experts == 0:
        return Measure(None, Reason.NO_EXPERTS)
    return Measure(comb(n_experts, n_agree) / 2**n_experts)


def modified_kappa(n_agree: int, n_experts: int) -> Measure:
    """Return k* = (I-CVI - pc) / (1 - pc), the I-CVI without agreement by chance.

    Polit, D. F., Beck, C. T. & Owen, S. V. (2007). Is the CVI an acceptable indicator of content
    validity? Research in Nursing & Health, 30(4), 459-467. Their printed table rounds I-CVI and pc
    first, so that some of its entries differ by .01. Undefined without experts.
    """
    chance = chance_agreement(n_agree, n_experts)
    if chance.value is None:
        return chance
    return Measure((n_agree / n_experts - chance.value) / (1 - chance.value))


def item_impact(ratings: Given) -> Measure:
    """Return the item impact score: mean importance (1 to 5) x share of experts rating 4 or 5.

    Lacasse, Y., Godbout, C. & Series, F. (2002). Health-related quality of life in obstructive
    sleep apnoea. European Respiratory Journal, 19; an item of 1.5 or more is kept.
    Undefined without ratings.
    """
    values = given(ratings)
    if not values:
        return Measure(None, Reason.NO_RATINGS)
    share = sum(value in IMPORTANT for value in values) / len(values)
    return Measure(sum(values) / len(values) * share)
