"""Saturation of codes: the curve of new codes, the points of Guest, Namey & Chen, and chance.

Interviews stand in rows, in the order in which they were coded, and codes in columns; a cell is
true where the code occurs in the interview. An interview without any code is an interview.

Sources: Guest, Bunce & Johnson (2006), How many interviews are enough? Field Methods 18(1), 59-82
(the curve); Guest, Namey & Chen (2020), A simple method to assess and report thematic saturation
in qualitative research, PLoS ONE 15(5), e0232076 (base size, run length, threshold).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gtcoder.analysis.coefficients.reasons import Reason
from gtcoder.analysis.spans import BoolArray, FloatArray, LongArray

BASES, RUNS, THRESHOLDS = (4, 5, 6), (2, 3), (0.05, 0.0)
FEWEST_ORDERS = 1_000
LOW, MIDDLE, HIGH = 0.05, 0.5, 0.95  # median and a band that holds 90 % of the orders
_CELLS_AT_ONCE = 4_000_000
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """How many codes are new in each interview, and how many were seen up to it.

    `share` is the part of all codes that was seen by then, NaN where there is no code at all.
    """

    new: LongArray
    cumulative: LongArray
    share: FloatArray

    def __len__(self) -> int:
        return len(self.new)

    @property
    def codes(self) -> int:
        """How many codes there are in all interviews together."""
        return int(self.cumulative[-1]) if len(self) else 0

    @property
    def last_new(self) -> int:
        """The number of the last interview that brought a new code, 0 where none did."""
        return int(np.flatnonzero(self.new)[-1]) + 1 if self.codes else 0


@dataclass(frozen=True, slots=True)
class Point:
    """Whether saturation was reached by one base, run and threshold, and where.

    `before` interviews were held before the run in which hardly anything was new, `last` is the
    last interview of that run (before + run). Where it is undefined both are None, with `reason`.
    `base_codes` is the denominator, `first_ratio` the ratio of the first run.
    """

    base: int
    run: int
    threshold: float
    base_codes: int | None
    first_ratio: float | None
    before: int | None
    last: int | None
    reason: Reason

    @property
    def written(self) -> str:
        """The point as the paper writes it: `6⁺²`, six interviews and a run of two."""
        if self.before is None:
            return ""
        return f"{self.before}⁺{str(self.run).translate(_RAISED)}"


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """What other orders of the same interviews would have shown.

    Of the codes seen up to each interview: the median over the orders and the bounds that hold
    90 % of them, counted as the inverse of the empirical distribution, so that they are counts
    which occurred.
    """

    orders: int
    seed: int
    low: LongArray
    median: LongArray
    high: LongArray


@dataclass(frozen=True, slots=True)
class PointBand:
    """Where other orders would have reached a point: interviews before the run.

    `reached` is the share of orders in which it was reached; an order in which it was not counts
    as later than any, so that a bound is None where too few reached it.
    """

    orders: int
    reached: float
    low: int | None
    median: int | None
    high: int | None


def new_code_curve(seen: BoolArray) -> Curve:
    """Return the curve of new codes (Guest, Bunce & Johnson 2006) of interviews × codes.

    new[i] = codes first seen in interview i; cumulative[i] = Σ new[0..i];
    share[i] = cumulative[i] / all codes.
    """
    before = np.zeros_like(seen)
    if len(seen):
        before[1:] = np.logical_or.accumulate(seen, axis=0)[:-1]
    new = np.count_nonzero(seen & ~before, axis=1).astype(np.int64)
    cumulative = np.cumsum(new)
    codes = int(cumulative[-1]) if len(new) else 0
    share = cumulative / codes if codes else np.full(len(new), np.nan)
    return Curve(new, cumulative, share)


def saturation_point(curve: Curve, base: int, run: int, threshold: float) -> Point:
    """Return where saturation was reached (Guest, Namey & Chen 2020).

    B = distinct codes in interviews 1..base. For i = base, base + 1, … the run is interviews
    i + 1 .. i + run (runs overlap, a step of one) and ratio(i) = Σ new in the run / B; the
    denominator is always the base. Reached at the first i with ratio(i) ≤ threshold. Undefined:
    fewer interviews than base + run, a base without codes, or no such i. Base and run are at
    least 1.
    """
    enough = len(curve) >= base + run
    base_codes = int(curve.cumulative[base - 1]) if len(curve) >= base else None
    if not enough or not base_codes:
        why = Reason.EMPTY_BASE if enough else Reason.TOO_FEW_INTERVIEWS
        return Point(base, run, threshold, base_codes, None, None, None, why)
    ratios = _in_runs(curve.cumulative[None, :], base, run)[0] / base_codes
    met = np.flatnonzero(ratios <= threshold)
    first = float(ratios[0])
    if not len(met):
        return Point(base, run, threshold, base_codes, first, None, None, Reason.NOT_REACHED)
    before = base + int(met[0])
    return Point(base, run, threshold, base_codes, first, before, before + run, Reason.DEFINED)


def all_points(curve: Curve) -> tuple[Point, ...]:
    """Return the twelve points that the paper proposes: bases, run lengths and thresholds."""
    return tuple(
        saturation_point(curve, base, run, threshold)
        for threshold in THRESHOLDS
        for base in BASES
        for run in RUNS
    )


class Orders:
    """The curves of many random orders of the same interviews, drawn once.

    `cumulative` is orders × interviews. Each order is drawn by numpy's generator from `seed`;
    the same interviews and seed give the same orders.
    """

    def __init__(self, seen: BoolArray, orders: int, seed: int) -> None:
        self.orders, self.seed = orders, seed
        self.cumulative = np.cumsum(_new_in_orders(seen, orders, seed), axis=1)

    def band(self) -> Band:
        """Return the median and the bounds of 90 % of the orders."""
        low, median, high = np.quantile(
            self.cumulative, (LOW, MIDDLE, HIGH), axis=0, method="inverted_cdf"
        ).astype(np.int64)
        return Band(self.orders, self.seed, low, median, high)

    def point_band(self, base: int, run: int, threshold: float) -> PointBand:
        """Return where the orders reach saturation, and how many do."""
        before = self.points(base, run, threshold)
        reached = float(np.isfinite(before).mean()) if len(before) else 0.0
        bounds = np.quantile(before, (LOW, MIDDLE, HIGH), method="inverted_cdf")
        low, median, high = (None if np.isinf(each) else int(each) for each in bounds)
        return PointBand(self.orders, reached, low, median, high)

    def points(self, base: int, run: int, threshold: float) -> FloatArray:
        """Return the interviews before the run for each order, infinite where not reached."""
        before = np.full(self.orders, np.inf)
        if self.cumulative.shape[1] < base + run:
            return before
        codes = self.cumulative[:, base - 1]
        ratios = _in_runs(self.cumulative, base, run) / np.maximum(codes, 1)[:, None]
        met = (ratios <= threshold) & (codes > 0)[:, None]
        reached = met.any(axis=1)
        before[reached] = base + met[reached].argmax(axis=1)
        return before


def _in_runs(cumulative: LongArray, base: int, run: int) -> LongArray:
    """Return the new codes in each run that begins after `base` interviews or more."""
    last = cumulative.shape[1] - run
    runs: LongArray = cumulative[:, base + run - 1 :] - cumulative[:, base - 1 : last]
    return runs


def _new_in_orders(seen: BoolArray, orders: int, seed: int) -> LongArray:
    """Return the new codes of each interview in each order, orders × interviews.

    A code is new in that of its interviews which stands first; per order that takes one minimum
    over the pairs of code and interview, and nothing for the cells that are empty.
    """
    interviews = len(seen)
    code, interview = np.nonzero(seen.T)
    starts = np.flatnonzero(np.diff(code, prepend=-1))
    new = np.zeros((orders, interviews), dtype=np.int64)
    done = 0
    for ranks in _ranks(interviews, orders, seed, max(1, _CELLS_AT_ONCE // max(1, len(code)))):
        if len(starts):
            first = np.minimum.reduceat(ranks[:, interview], starts, axis=1)
            cell = first + np.arange(len(ranks))[:, None] * interviews
            counted = np.bincount(cell.ravel(), minlength=len(ranks) * interviews)
            new[done : done + len(ranks)] = counted.reshape(len(ranks), interviews)
        done += len(ranks)
    return new


def _ranks(interviews: int, orders: int, seed: int, at_once: int) -> Iterator[LongArray]:
    """Yield the place of each interview in each order, some orders at a time."""
    rng = np.random.default_rng(seed)
    plain = np.arange(interviews, dtype=np.int64)
    for done in range(0, orders, at_once):
        size = min(at_once, orders - done)
        yield rng.permuted(np.tile(plain, (size, 1)), axis=1)
