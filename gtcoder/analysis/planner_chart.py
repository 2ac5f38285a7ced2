"""The curve of a plan as data of a report, and the figure drawn from it."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gtcoder.analysis.charts import EDGE, INK, INK2, drawable, families, labelled, load_typeface
from gtcoder.analysis.planner import Plan

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LINE, BAND = "#0E6470", "#E2DED6"
_WIDE, _HIGH = 7.2, 4.8  # inches
_DASHES = (0, (4, 3))
_LOGARITHMIC = 30  # times the smallest number, from which on steps of the axis grow


@dataclass(frozen=True, slots=True)
class PlanChart:
    """The half-width of the interval over what is double-coded, and how often it is as wished.

    `measure` is what the axis counts: documents, or units.
    """

    title: str
    measure: str
    plan: Plan
    note: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """The numbers that were tried."""
        return tuple(f"{each.n:,}" for each in self.plan.points)

    @property
    def words(self) -> str:
        """All that is written in the chart, for a look at what can be drawn."""
        return "".join((self.title, self.measure))

    def figure(self) -> Figure:
        """Return the chart as a figure."""
        return plan_figure(self)


def plan_figure(chart: PlanChart) -> Figure:
    """Return the chart as a figure of its own, never one of pyplot's, which threads would share."""
    from matplotlib.figure import Figure

    load_typeface()
    figure = Figure(figsize=(_WIDE, _HIGH), layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=(3, 2))
    above.set_title(
        labelled(chart.title), family=families(), loc="left", color=INK, fontsize=12, pad=22
    )
    _widths(above, chart.plan)
    _shares(below, chart.plan)
    below.set_xlabel(labelled(chart.measure), family=families(), color=INK2)
    if chart.plan.points[-1].n > _LOGARITHMIC * chart.plan.points[0].n:
        below.set_xscale("log")
    for axes in (above, below):
        _mark(axes, chart.plan)
        _tidy(axes)
    note = "\n".join(textwrap.wrap(drawable(chart.note), 100))
    figure.supxlabel(note, x=0.01, ha="left", family=families(), fontsize=8, color=INK2)
    return figure


def _widths(axes: Axes, plan: Plan) -> None:
    nan = float("nan")
    numbers = [each.n for each in plan.points]
    low = [nan if each.low is None else each.low for each in plan.points]
    high = [nan if each.high is None else each.high for each in plan.points]
    mean = [nan if each.half_width is None else each.half_width for each in plan.points]
    axes.fill_between(
        numbers, low, high, color=BAND, linewidth=0, zorder=1, label="80 % of simulated studies"
    )
    axes.plot(
        numbers, mean, color=LINE, linewidth=2, marker="o", markersize=3.5, zorder=3, label="mean"
    )
    axes.axhline(
        plan.wish.width, color=INK2, linewidth=1, linestyle=_DASHES, zorder=2, label="wished"
    )
    known = [each.high for each in plan.points if each.high is not None]
    axes.set_ylim(0, 1.1 * max((*known, plan.wish.width)))
    axes.set_ylabel("half-width", family=families(), color=INK2)
    axes.legend(
        frameon=False, prop={"family": families(), "size": 8}, loc="lower left",
        bbox_to_anchor=(0.0, 0.99), borderpad=0, borderaxespad=0.4, ncols=3, labelcolor=INK2,
    )  # fmt: skip


def _shares(axes: Axes, plan: Plan) -> None:
    axes.plot(
        [each.n for each in plan.points], [100 * each.share for each in plan.points], color=LINE,
        linewidth=2, marker="o", markersize=3.5, zorder=3,
    )  # fmt: skip
    axes.axhline(100 * plan.wish.share, color=INK2, linewidth=1, linestyle=_DASHES, zorder=2)
    axes.set_ylim(-3, 105)
    axes.set_ylabel("narrower, %", family=families(), color=INK2)


def _mark(axes: Axes, plan: Plan) -> None:
    """Draw a line at the number that is needed, and write the number at the lower axes."""
    if plan.needed is None:
        return
    axes.axvline(plan.needed, color=INK, linewidth=1, linestyle=":", zorder=2)
    if axes.get_subplotspec() is not None and not axes.get_legend():
        axes.annotate(
            f"{plan.needed:,}", (plan.needed, 0.06), xycoords=("data", "axes fraction"),
            xytext=(4, 0), textcoords="offset points", family=families(), fontsize=9, color=INK,
        )  # fmt: skip


def _tidy(axes: Axes) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(EDGE)
    axes.tick_params(axis="both", colors=INK2, labelsize=8)
    for tick in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        tick.set_fontfamily(families())
