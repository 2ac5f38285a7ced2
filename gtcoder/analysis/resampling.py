"""Intervals by resampling what is independent: whole documents, or unrelated units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gtcoder.analysis.spans import FloatArray

FEWEST = 5  # documents or units below which resampling says nothing
MOST_UNDEFINED = 0.05  # share of undefined resamples above which there is no interval
LEVELS = (0.025, 0.975)
TENTATIVE, RELIABLE = 0.667, 0.8  # the two marks that Krippendorff (2004) gives for alpha
_CELLS_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class Resampled:
    """What resampling found: a 95 % percentile interval, or in `why_none` the reason for none."""

    interval: tuple[float, float] | None
    why_none: str
    resamples: int = 0
    undefined: int = 0
    below_667: float | None = None
    below_800: float | None = None


def multiplicities(clusters: int, resamples: int, seed: int) -> FloatArray:
    """Return how often each cluster is drawn in each resample, resamples × clusters."""
    rng = np.random.default_rng(seed)
    even = np.full(clusters, 1 / clusters)
    return rng.multinomial(clusters, even, size=resamples).astype(np.float64)


def resampled_counts(counts: FloatArray, resamples: int, seed: int) -> Iterator[FloatArray]:
    """Yield resamples of units that stand in rows with counts, some resamples × rows at a time."""
    rng = np.random.default_rng(seed)
    units = round(float(counts.sum()))
    at_once = max(1, min(resamples, _CELLS_AT_ONCE // max(len(counts), 1)))
    for done in range(0, resamples, at_once):
        size = min(at_once, resamples - done)
        yield rng.multinomial(units, counts / counts.sum(), size=size).astype(np.float64)


def too_few(clusters: int, what: str) -> str:
    """Return why so few clusters allow no interval, or an empty string."""
    if clusters >= FEWEST:
        return ""
    counted = f"1 {what.removesuffix('s')}" if clusters == 1 else f"{clusters} {what}"
    return f"No interval: the sample has {counted}, and it takes at least {FEWEST}."


def summary(values: FloatArray) -> Resampled:
    """Return the percentile interval of the values of all resamples, NaN where undefined."""
    defined = values[~np.isnan(values)]
    undefined = len(values) - len(defined)
    if undefined > MOST_UNDEFINED * len(values) or not len(defined):
        why = (
            f"No interval: the coefficient is undefined in {undefined} of {len(values)} resamples."
        )
        return Resampled(None, why, len(values), undefined)
    ascending = np.sort(defined)
    return Resampled(
        interval=(percentile(ascending, LEVELS[0]), percentile(ascending, LEVELS[1])),
        why_none="",
        resamples=len(values),
        undefined=undefined,
        below_667=float((defined < TENTATIVE).mean()),
        below_800=float((defined < RELIABLE).mean()),
    )


def percentile(ascending: FloatArray, share: float) -> float:
    """Return the value below which a share of sorted values lies, between two by proportion."""
    place = share * (len(ascending) - 1)
    below = int(place)
    above = min(below + 1, len(ascending) - 1)
    low, high = float(ascending[below]), float(ascending[above])
    return low + (place - below) * (high - low)
