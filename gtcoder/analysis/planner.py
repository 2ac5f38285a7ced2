"""How many documents or units to double-code for an interval as narrow as is wished."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from gtcoder.analysis.resampling import FEWEST, LEVELS, MOST_UNDEFINED, multiplicities
from gtcoder.analysis.spans import FloatArray
from gtcoder.errors import InvalidInput
from gtcoder.progress import Progress, Silent

BAND = (10.0, 90.0)  # percentiles of the simulated studies that the band of the curve spans
FEWEST_STUDIES = 100  # simulated studies, and resamples of each, below which a share says little
MOST_DRAWS = 10_000
_DOCUMENTS = (5, 6, 7, 8, 10, 12, 14, 17, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200, 300, 500)
_UNITS = (20, 30, 50, 75, 100, 150, 200, 300, 400, 600, 800, 1200, 1600, 2400, 3200, 5000, 10_000)
_CELLS_AT_ONCE = 100_000  # so that they stay in the cache

Estimate = Callable[[FloatArray], FloatArray]  # tables × statistics to a value for each table
Draw = Callable[[int, int, np.random.Generator], FloatArray]


@dataclass(frozen=True, slots=True)
class Wish:
    """How narrow the interval shall be (half its width), in which share of simulated studies.

    `most` is the largest number of documents or units that is tried.
    """

    width: float = 0.1
    share: float = 0.8
    most: int = 60
    studies: int = 400
    resamples: int = 400
    seed: int = 1

    def check(self) -> None:
        """Raise InvalidInput where the wish makes no sense, or would take for ever."""
        for name, value in (("width", self.width), ("share", self.share)):
            if not 0 < value < 1:
                raise InvalidInput(
                    "The {name} lies between 0 and 1, not at {value:g}. Nothing was computed.",
                    name=name,
                    value=value,
                )
        for name, count in (("studies", self.studies), ("resamples", self.resamples)):
            if not FEWEST_STUDIES <= count <= MOST_DRAWS:
                raise InvalidInput(
                    "The number of {name} lies between {least} and {most:,}, not at {count:,}. "
                    "Nothing was computed.",
                    name=name,
                    least=FEWEST_STUDIES,
                    most=MOST_DRAWS,
                    count=count,
                )
        if not FEWEST <= self.most <= MOST_DRAWS:
            raise InvalidInput(
                "At most {given:,} cannot be tried: resampling takes {least} at least, and more "
                "than {most:,} are never tried. Nothing was computed.",
                given=self.most,
                least=FEWEST,
                most=MOST_DRAWS,
            )


@dataclass(frozen=True, slots=True)
class PlanPoint:
    """What so many documents or units bring, over all simulated studies.

    `half_width` is the mean over the studies that have an interval, between `low` (10 % of them
    are narrower) and `high` (10 % are wider); None where none has one. `share` of all studies are
    narrower than wished. `without` is the share that has no interval: the value is undefined in
    more than 5 % of the resamples, or nowhere differs, so that resampling says nothing.
    """

    n: int
    half_width: float | None
    low: float | None
    high: float | None
    share: float
    without: float


@dataclass(frozen=True, slots=True)
class Plan:
    """The curve, and the smallest number from which on the wish holds; None where it never does."""

    wish: Wish
    points: tuple[PlanPoint, ...]
    needed: int | None

    @property
    def at_needed(self) -> PlanPoint:
        """The point of the number that is needed, else the last that was tried."""
        return next((each for each in self.points if each.n == self.needed), self.points[-1])


class Simulation(Protocol):
    """Simulated studies of any size, up to the largest of its `sizes`."""

    sizes: tuple[int, ...]

    def half_widths(self, n: int) -> FloatArray:
        """Return half the width of each study's interval with n double-coded, NaN for none."""
        ...


class OfDocuments:
    """Studies of whole documents, each resampled by document as agreement itself is.

    A study of n documents is the first n of a larger one, so that what more of them bring is not
    hidden by other studies having been drawn; the resamples of n are those of the product.
    """

    def __init__(self, draw: Draw, estimate: Estimate, wish: Wish) -> None:
        wish.check()
        self.sizes = _sizes(_DOCUMENTS, FEWEST, wish.most)
        self._estimate, self._wish = estimate, wish
        self._drawn = draw(wish.studies, wish.most, np.random.default_rng(wish.seed))

    def half_widths(self, n: int) -> FloatArray:
        """Return half the width of each study's interval, NaN for none."""
        wish = self._wish
        draws = multiplicities(n, wish.resamples, wish.seed)
        statistics = self._drawn.shape[2]
        at_once = max(1, _CELLS_AT_ONCE // (wish.resamples * statistics))
        found = []
        for done in range(0, wish.studies, at_once):
            studies = self._drawn[done : done + at_once, :n].transpose(1, 0, 2)
            tables = draws @ studies.reshape(n, -1)
            values = self._estimate(tables.reshape(-1, statistics))
            found.append(half_widths(values.reshape(wish.resamples, -1)))
        return np.concatenate(found)


class OfUnits:
    """Studies of unrelated units, resampled by unit as a table of ratings is."""

    def __init__(self, shares: FloatArray, estimate: Estimate, wish: Wish) -> None:
        wish.check()
        self.sizes = _sizes(_UNITS, FEWEST, wish.most)
        self._shares, self._estimate, self._wish = shares / shares.sum(), estimate, wish

    def half_widths(self, n: int) -> FloatArray:
        """Return half the width of each study's interval, NaN for none."""
        wish = self._wish
        rng = np.random.default_rng((wish.seed, n))
        studies = rng.multinomial(n, self._shares, size=wish.studies)
        at_once = max(1, _CELLS_AT_ONCE // (wish.resamples * studies.shape[1]))
        found = []
        for done in range(0, wish.studies, at_once):
            some = studies[done : done + at_once]
            tables = rng.multinomial(n, some / n, size=(wish.resamples, len(some)))
            values = self._estimate(tables.reshape(-1, tables.shape[2]).astype(np.float64))
            found.append(half_widths(values.reshape(wish.resamples, -1)))
        return np.concatenate(found)


def plan(simulation: Simulation, wish: Wish, progress: Progress | None = None) -> Plan:
    """Return what each number of documents or units brings, and how many the wish takes.

    For every n many studies are simulated, each gets the interval that the product would print for
    it, and the widths are counted: the bootstrap in the place of an analytic variance, as Efron &
    Tibshirani (1993) plan the size of a study from a pilot. An approximate standard error
    would be quicker, but there is none for whole documents as units of sampling.
    """
    watch = progress or Silent()
    points: dict[int, PlanPoint] = {}
    sizes = simulation.sizes
    for done, n in enumerate(sizes):
        watch.step(done, len(sizes) + 1, f"simulating {n}")
        points[n] = point(n, simulation.half_widths(n), wish)
    needed = _first(points, sizes, wish)
    if needed is not None and needed != sizes[0]:
        low, needed = sizes[sizes.index(needed) - 1], needed
        while needed - low > 1:
            middle = (low + needed) // 2
            watch.step(len(sizes), len(sizes) + 1, f"simulating {middle}")
            points[middle] = point(middle, simulation.half_widths(middle), wish)
            low, needed = (low, middle) if _holds(points[middle], wish) else (middle, needed)
    watch.step(len(sizes) + 1, len(sizes) + 1)
    return Plan(wish, tuple(points[n] for n in sorted(points)), needed)


def point(n: int, widths: FloatArray, wish: Wish) -> PlanPoint:
    """Return what the half-widths of the simulated studies say."""
    defined = widths[~np.isnan(widths)]
    narrow = float((defined < wish.width).sum()) / len(widths)
    without = 1 - len(defined) / len(widths)
    if not len(defined):
        return PlanPoint(n, None, None, None, narrow, without)
    low, high = np.percentile(defined, BAND).tolist()
    return PlanPoint(n, float(defined.mean()), low, high, narrow, without)


def half_widths(values: FloatArray) -> FloatArray:
    """Return half the width of the 95 % percentile interval of each column of resampled values.

    NaN where there is none: too many values are undefined (by the rule of `resampling.summary`),
    or all are the same, as where coders never differ.
    """
    ascending = np.sort(values, axis=0)  # NaN last
    defined = (~np.isnan(values)).sum(axis=0)
    few = (len(values) - defined > MOST_UNDEFINED * len(values)) | (defined == 0)
    low, high = (_percentiles(ascending, defined, share) for share in LEVELS)
    width = (high - low) / 2
    found: FloatArray = np.where(few | ~(width > 0), np.nan, width)
    return found


def _percentiles(ascending: FloatArray, defined: np.ndarray, share: float) -> FloatArray:
    """Return the value below which a share of each column's defined values lies."""
    place = share * np.maximum(defined - 1, 0)
    below = place.astype(np.intp)
    above = np.minimum(below + 1, np.maximum(defined - 1, 0))
    columns = np.arange(ascending.shape[1])
    low, high = ascending[below, columns], ascending[above, columns]
    found: FloatArray = low + (place - below) * (high - low)
    return found


def _holds(at: PlanPoint, wish: Wish) -> bool:
    return at.share >= wish.share


def _first(points: dict[int, PlanPoint], sizes: tuple[int, ...], wish: Wish) -> int | None:
    """Return the first size from which on the wish holds at every size that was tried."""
    found = None
    for n in reversed(sizes):
        if not _holds(points[n], wish):
            break
        found = n
    return found


def _sizes(steps: tuple[int, ...], least: int, most: int) -> tuple[int, ...]:
    return tuple(sorted({n for n in steps if least <= n <= most} | {most}))
