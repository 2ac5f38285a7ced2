"""Saturation of codes: the curve of new codes with the points of Guest, Namey & Chen (2020)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from gtcoder.analysis.curves import CurveChart
from gtcoder.analysis.saturation import (
    FEWEST_ORDERS,
    Band,
    Curve,
    Orders,
    Point,
    PointBand,
    new_code_curve,
    saturation_point,
)
from gtcoder.errors import InvalidInput
from gtcoder.progress import Progress
from gtcoder.queries.codebook import find_code
from gtcoder.reports.base import Basis, Report, Row, number_of, report
from gtcoder.reports.interviews import InterviewOptions, Interviews, interviews, names_of
from gtcoder.store.reader import Reader

MEANING = (
    "Saturation of codes says nothing about saturation of meaning: the curve tells when codes "
    "stopped being new, not whether a category is understood in its properties and dimensions. "
    "For that look at the property grid of each category."
)
SOURCES = (
    "Curve: Guest, Bunce & Johnson 2006. Base, run and threshold: Guest, Namey & Chen 2020; the "
    "denominator is always the base, runs overlap."
)


_MOST_ORDERS = 100_000  # more take memory and tell nothing more


class BaseSize(StrEnum):
    """How many interviews the base holds."""

    FOUR = "4"
    FIVE = "5"
    SIX = "6"


class RunLength(StrEnum):
    """How many interviews a run holds."""

    TWO = "2"
    THREE = "3"


class Threshold(StrEnum):
    """The share of the base's codes that may still be new in a run."""

    FIVE_PERCENT = "0.05"
    NOTHING = "0"


@dataclass(frozen=True, slots=True)
class OrderOptions(InterviewOptions):
    """Interviews, which codes of theirs, and the random orders they are compared with."""

    category: str = field(
        default="", metadata={"help": "only codes of this category; without one: all"}
    )
    permutations: int = field(
        default=FEWEST_ORDERS,
        metadata={"help": "random orders for the band, 1000 at least; 0 draws no band"},
    )
    seed: int = field(default=1, metadata={"help": "the start of the random numbers"})


@dataclass(frozen=True, slots=True)
class SaturationOptions(OrderOptions):
    """The options of the curve of new codes."""

    base: BaseSize = field(default=BaseSize.FOUR, metadata={"help": "interviews in the base"})
    run: RunLength = field(default=RunLength.TWO, metadata={"help": "interviews in a run"})
    threshold: Threshold = field(
        default=Threshold.FIVE_PERCENT,
        metadata={"help": "new codes in a run over codes of the base, at most this"},
    )
    names: bool = field(default=False, metadata={"help": "name the new codes of each interview"})


@report("saturation", "Saturation of codes", SaturationOptions)
def saturation(reader: Reader, options: SaturationOptions, progress: Progress) -> Report:
    """Return a row per interview: new codes, codes seen by then, their share, and the band."""
    progress.step(0, 2, "reading interviews")
    found = narrowed_interviews(reader, options)
    curve = new_code_curve(found.seen)
    point = saturation_point(curve, int(options.base), int(options.run), float(options.threshold))
    progress.step(1, 2, "drawing orders")
    orders = orders_of(options, found)
    band = None if orders is None else orders.band()
    spread = None if orders is None else spread_of(orders, point)
    basis = basis_of(found, options, _more(options, curve, point, spread), options.category)
    return Report(
        name="saturation",
        title="Saturation of codes" + of_category(options),
        columns=(
            "interview", "number", "new codes", "codes by then", "share",
            *(("low", "median", "high") if band is not None else ()),
            *(("which are new",) if options.names else ()),
        ),
        rows=_rows(reader, options, found, curve, band),
        sentences=(
            *basis.sentences(reader), *found.sentences, told(point, curve),
            *([] if spread is None else [told_spread(spread, options.seed)]), SOURCES, MEANING,
        ),
        provenance=basis.provenance(reader),
        chart=_chart(options, found, curve, point, band),
    )  # fmt: skip


def narrowed_interviews(reader: Reader, options: OrderOptions) -> Interviews:
    """Return the interviews with the codes of the category asked for, or all."""
    wanted = options.category
    within = find_code(reader, wanted).id if wanted else None
    return interviews(reader, options, within)


def orders_of(options: OrderOptions, found: Interviews) -> Orders | None:
    """Return the random orders, None where none are asked for; refuse too few."""
    if options.permutations == 0 or not found.names:
        return None
    if not FEWEST_ORDERS <= options.permutations <= _MOST_ORDERS:
        raise InvalidInput(
            "A band over {given} orders says little or takes too long: it takes {least} to {most}, "
            "or 0 for none. Nothing was computed.",
            given=options.permutations,
            least=FEWEST_ORDERS,
            most=_MOST_ORDERS,
        )
    return Orders(found.seen, options.permutations, options.seed)


def spread_of(orders: Orders, point: Point) -> PointBand:
    """Return where other orders reach the point."""
    return orders.point_band(point.base, point.run, point.threshold)


def basis_of(
    found: Interviews, options: InterviewOptions, more: dict[str, object], category: str = ""
) -> Basis:
    """Return what was counted, whose and in which order."""
    what = f"codes of “{category}”" if category else "codes"
    return Basis(
        counted=f"{what} that are new, interview by interview, {found.order}",
        whose=found.chosen.whose,
        round=found.chosen.round,
        sample=f"{number_of(len(found.names), 'interview')}, {found.chosen.sample}",
        more={
            "interviews": len(found.names),
            "order": str(options.order),
            "codes_as": str(options.codes),
            "category": category,
            "by": str(options.by),
            **more,
        },
    )


def of_category(options: OrderOptions) -> str:
    """Return what a title adds where one category is looked at."""
    return f" in “{options.category}”" if options.category else ""


def told(point: Point, curve: Curve) -> str:
    """Say whether saturation was reached by a base, run and threshold, and by which numbers."""
    asked = f"Base {point.base}, run {point.run}, threshold {_percent(point.threshold)}: "
    if point.before is None:
        why = point.reason.sentence[:1].lower() + point.reason.sentence[1:].rstrip(".")
        held = number_of(len(curve), "interview")
        first = f"; the first run brought {_ratio(point)}" if point.first_ratio is not None else ""
        return f"{asked}undefined, as {why} in {held}{first}."
    return (
        f"{asked}reached at {point.written}: {point.before} interviews before the run, interview "
        f"{point.last} is the last of it. The base holds {number_of(point.base_codes or 0, 'code')}"
        f"; the first run brought {_ratio(point)} of as many."
    )


def _ratio(point: Point) -> str:
    return _percent(point.first_ratio or 0.0)


def _percent(share: float) -> str:
    return f"{round(100 * share, 1):g} %"


def told_spread(spread: PointBand, seed: int) -> str:
    """Say where other orders of the same interviews reach saturation."""
    said = f"Of {spread.orders:,} random orders (seed {seed}) {_percent(spread.reached)} reach it"
    if spread.median is None:
        return f"{said}; the median order does not."
    middle = f"{said}: the median after {number_of(spread.median, 'interview')}"
    if spread.high is None:
        return f"{middle}, 5 % after {spread.low} or earlier, the slowest 5 % never."
    return f"{middle}, 90 % after {spread.low} to {spread.high}."


def _more(
    options: SaturationOptions, curve: Curve, point: Point, spread: PointBand | None
) -> dict[str, object]:
    return {
        "codes": curve.codes,
        "last_new": curve.last_new,
        "base": point.base,
        "run": point.run,
        "threshold": point.threshold,
        "base_codes": point.base_codes,
        "first_run_ratio": point.first_ratio,
        "before_run": point.before,
        "last_of_run": point.last,
        "reason": str(point.reason),
        "permutations": 0 if spread is None else spread.orders,
        "seed": options.seed,
        "reached_in_orders": None if spread is None else spread.reached,
        "median_before_run": None if spread is None else spread.median,
    }


def _rows(
    reader: Reader,
    options: SaturationOptions,
    found: Interviews,
    curve: Curve,
    band: Band | None,
) -> tuple[Row, ...]:
    columns: list[Sequence[str | int | float | None]] = [
        found.names,
        range(1, len(curve) + 1),
        curve.new.tolist(),
        curve.cumulative.tolist(),
        [None if np.isnan(share) else share for share in curve.share.tolist()],
    ]
    if band is not None:
        columns += [band.low.tolist(), band.median.tolist(), band.high.tolist()]
    if options.names:
        columns.append(_which(reader, found))
    return tuple(zip(*columns, strict=True))


def _which(reader: Reader, found: Interviews) -> list[str]:
    """Return the names of the codes that are new in each interview."""
    names = names_of(reader, found.codes)
    new: list[list[str]] = [[] for _ in found.names]
    for column, first in enumerate(found.seen.argmax(axis=0).tolist() if found.names else ()):
        if found.seen[first, column]:
            new[first].append(names[column])
    return ["; ".join(each) for each in new]


def _chart(
    options: SaturationOptions,
    found: Interviews,
    curve: Curve,
    point: Point,
    band: Band | None,
) -> CurveChart:
    lines = ((), (), ()) if band is None else (band.low, band.median, band.high)
    low, median, high = (tuple(map(int, line)) for line in lines)
    return CurveChart(
        title="New codes, interview by interview" + of_category(options),
        measure="codes",
        labels=found.names,
        new=tuple(curve.new.tolist()),
        cumulative=tuple(curve.cumulative.tolist()),
        low=low,
        median=median,
        high=high,
        marks=() if point.before is None else ((point.before, point.written),),
        note=f"{found.chosen.whose}; {found.chosen.round}; codes as "
        f"{'given then' if options.codes == 'then' else 'they are today'}. Saturation of codes "
        "says nothing about saturation of meaning.",
    )
