"""The judgement of a panel of experts over a whole instrument, item by item and summed up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gtcoder.analysis.validity import (
    ESSENTIAL,
    IMPACT_KEPT,
    LEVEL,
    RELEVANT,
    Given,
    Measure,
    critical_count,
    cvr,
    cvr_critical,
    given,
    i_cvi,
    item_impact,
    lawshe_cvi,
    modified_kappa,
    s_cvi_ave,
    s_cvi_ua,
)


@dataclass(frozen=True, slots=True)
class ItemRatings:
    """What the experts said of an item, scale by scale; None where one gave no value."""

    essential: Given = ()
    relevance: Given = ()
    importance: Given = ()


@dataclass(frozen=True, slots=True)
class ItemValidity:
    """The coefficients of an item.

    `experts` said how essential it is, `essential` of them that it is, `needed` are so many that
    it is beyond chance; `raters` rated relevance, `relevant` of them 3 or 4; `weighers` importance.
    `kept` and `face` are None where they cannot be told.
    """

    experts: int
    essential: int
    needed: int | None
    cvr: Measure
    critical: Measure
    kept: bool | None
    raters: int
    relevant: int
    i_cvi: Measure
    kappa: Measure
    weighers: int
    impact: Measure
    face: bool | None


@dataclass(frozen=True, slots=True)
class PanelSummary:
    """The coefficients of a set of items.

    `cvi` is the mean CVR of those that reach the critical value, `mean_cvr` that of all of them;
    `judged`, `retained` and `rated` say how many items have a CVR, reach the critical value and
    have ratings of relevance.
    """

    items: int
    judged: int
    retained: int
    rated: int
    cvi: Measure
    mean_cvr: Measure
    s_cvi_ave: Measure
    s_cvi_ua: Measure


def judged_item(said: ItemRatings, level: float = LEVEL) -> ItemValidity:
    """Return the coefficients of one item; `level` is that of the critical value, one-tailed."""
    necessity, relevance = given(said.essential), given(said.relevance)
    experts, raters = len(necessity), len(relevance)
    essential = necessity.count(ESSENTIAL)
    relevant = sum(value in RELEVANT for value in relevance)
    needed = critical_count(experts, level)
    impact = item_impact(said.importance)
    return ItemValidity(
        experts=experts,
        essential=essential,
        needed=needed,
        cvr=cvr(essential, experts),
        critical=cvr_critical(experts, level),
        kept=None if needed is None else essential >= needed,
        raters=raters,
        relevant=relevant,
        i_cvi=i_cvi(said.relevance),
        kappa=modified_kappa(relevant, raters),
        weighers=len(given(said.importance)),
        impact=impact,
        face=None if impact.value is None else impact.value >= IMPACT_KEPT,
    )


def summary(said: Sequence[ItemRatings], found: Iterable[ItemValidity]) -> PanelSummary:
    """Return what a set of items amounts to."""
    rows = list(found)
    ratios = [row.cvr.value for row in rows if row.cvr.value is not None]
    retained = [row.cvr.value for row in rows if row.cvr.value is not None and row.kept]
    relevance = [each.relevance for each in said]
    return PanelSummary(
        items=len(rows),
        judged=len(ratios),
        retained=len(retained),
        rated=sum(row.raters > 0 for row in rows),
        cvi=lawshe_cvi(retained),
        mean_cvr=lawshe_cvi(ratios),
        s_cvi_ave=s_cvi_ave(relevance),
        s_cvi_ua=s_cvi_ua(relevance),
    )
