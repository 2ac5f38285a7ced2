"""Saturation by every base, run and threshold, and category by category."""

from __future__ import annotations

from dataclasses import dataclass, field

from gtcoder.analysis.saturation import (
    Orders,
    Point,
    all_points,
    new_code_curve,
    saturation_point,
)
from gtcoder.progress import Progress
from gtcoder.queries.codebook import CodeRow
from gtcoder.reports.base import Report, Row, report
from gtcoder.reports.code_rows import all_codes
from gtcoder.reports.interviews import InterviewOptions, Interviews, interviews
from gtcoder.reports.saturation import (
    MEANING,
    SOURCES,
    BaseSize,
    OrderOptions,
    RunLength,
    Threshold,
    basis_of,
    narrowed_interviews,
    of_category,
    orders_of,
    spread_of,
)
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeLevel


@dataclass(frozen=True, slots=True)
class PointOptions(OrderOptions):
    """The options of the table of all bases, runs and thresholds."""


@report("saturation-points", "Saturation by base, run and threshold", PointOptions)
def saturation_points(reader: Reader, options: PointOptions, progress: Progress) -> Report:
    """Return a row for each of the twelve ways to ask, with both numbers and other orders."""
    progress.step(0, 2, "reading interviews")
    found = narrowed_interviews(reader, options)
    curve = new_code_curve(found.seen)
    progress.step(1, 2, "drawing orders")
    orders = orders_of(options, found)
    basis = basis_of(found, options, {"codes": curve.codes, "seed": options.seed}, options.category)
    return Report(
        name="saturation-points",
        title="Saturation by base, run and threshold" + of_category(options),
        columns=(
            "saturation", "threshold", "base", "run", "codes of base", "first run",
            "before the run", "last of the run", "undefined",
            *(("orders reaching it", "low", "median", "high") if orders is not None else ()),
        ),
        rows=tuple(_row(point, orders) for point in all_points(curve)),
        sentences=(*basis.sentences(reader), *found.sentences, SOURCES, MEANING),
        provenance=basis.provenance(reader),
    )  # fmt: skip


def _row(point: Point, orders: Orders | None) -> Row:
    row: Row = (
        _in_words(point),
        point.threshold,
        point.base,
        point.run,
        point.base_codes,
        point.first_ratio,
        point.before,
        point.last,
        str(point.reason),
    )
    if orders is None:
        return row
    spread = spread_of(orders, point)
    return (*row, spread.reached, spread.low, spread.median, spread.high)


@dataclass(frozen=True, slots=True)
class CategoryOptions(InterviewOptions):
    """The options of saturation category by category."""

    base: BaseSize = field(default=BaseSize.FOUR, metadata={"help": "interviews in the base"})
    run: RunLength = field(default=RunLength.TWO, metadata={"help": "interviews in a run"})
    threshold: Threshold = field(
        default=Threshold.FIVE_PERCENT,
        metadata={"help": "new codes in a run over codes of the base, at most this"},
    )


@report("saturation-categories", "Saturation of each category", CategoryOptions)
def saturation_categories(reader: Reader, options: CategoryOptions, progress: Progress) -> Report:
    """Return a row per category: its codes, where the last of them was new, and the point."""
    whole = interviews(reader, options)
    every = [code for code in all_codes(reader)
             if not code.retired and code.level is not CodeLevel.OPEN]  # fmt: skip
    rows = []
    for number, code in enumerate(every):
        progress.step(number, len(every), "counting")
        rows.append(_of_category(code, interviews(reader, options, code.id), options))
    basis = basis_of(whole, options, {"categories": len(rows)})
    return Report(
        name="saturation-categories",
        title="Saturation of each category",
        columns=(
            "code", "codes", "interviews with any", "last new in", "saturation",
            "before the run", "last of the run", "undefined",
        ),
        rows=tuple(rows),
        sentences=(*basis.sentences(reader), *whole.sentences, SOURCES, MEANING),
        provenance=basis.provenance(reader),
        repeats=("code",),
    )  # fmt: skip


def _of_category(code: CodeRow, found: Interviews, options: CategoryOptions) -> Row:
    curve = new_code_curve(found.seen)
    point = saturation_point(curve, int(options.base), int(options.run), float(options.threshold))
    return (
        code.path,
        curve.codes,
        int(found.seen.any(axis=1).sum()),
        curve.last_new or None,
        _in_words(point),
        point.before,
        point.last,
        str(point.reason),
    )


def _in_words(point: Point) -> str:
    """Return the point as the paper writes it, or why there is none."""
    return point.written or str(point.reason).replace("_", " ")
