"""The curve of new codes as data of a report, and the figure drawn from it."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gtcoder.analysis.charts import EDGE, INK, INK2, drawable, families, labelled

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BARS, LINE, BAND = "#9CC9CE", "#0E6470", "#E2DED6"
_LABEL = 18
_MOST_NAMES = 40  # interviews; with more of them only some are named
_HIGH = 3.9  # inches


@dataclass(frozen=True, slots=True)
class CurveChart:
    """New codes per interview as bars, and how many were seen by then as a line over a band.

    `low`, `median` and `high` are those of other orders, empty where none were drawn. `marks` are
    the interviews (counted from 1) after which saturation was reached, with what is written there.
    """

    title: str
    measure: str
    labels: tuple[str, ...]
    new: tuple[int, ...]
    cumulative: tuple[int, ...]
    low: tuple[int, ...] = ()
    median: tuple[int, ...] = ()
    high: tuple[int, ...] = ()
    marks: tuple[tuple[int, str], ...] = ()
    note: str = ""

    @property
    def words(self) -> str:
        """All that is written in the chart, for a look at what can be drawn."""
        return "".join((self.title, *self.labels))

    def figure(self) -> Figure:
        """Return the chart as a figure."""
        return curve_figure(self)


def curve_figure(chart: CurveChart) -> Figure:
    """Return the chart as a figure of its own, told apart in grey print as in colour."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.2, _HIGH), layout="constrained")
    axes = figure.add_subplot()
    places = range(1, len(chart.labels) + 1)
    _draw(axes, chart)
    every = max(1, -(-len(chart.labels) // _MOST_NAMES))
    names = [drawable(_cut(each)) for each in chart.labels]
    axes.set_xticks(
        list(places)[::every], names[::every], rotation=40, ha="right", rotation_mode="anchor",
        family=families(), fontsize=8, color=INK2,
    )  # fmt: skip
    axes.set_ylabel(labelled(chart.measure), family=families(), color=INK2)
    axes.set_title(
        labelled(chart.title), family=families(), loc="left", color=INK, fontsize=12, pad=22
    )
    _tidy(axes, chart)
    note = "\n".join(textwrap.wrap(drawable(chart.note), 100))
    figure.supxlabel(note, x=0.01, ha="left", family=families(), fontsize=8, color=INK2)
    return figure


def _draw(axes: Axes, chart: CurveChart) -> None:
    places = list(range(1, len(chart.labels) + 1))
    if chart.median:
        axes.fill_between(
            places, chart.low, chart.high, color=BAND, linewidth=0, zorder=1,
            label="90 % of other orders",
        )  # fmt: skip
        axes.plot(
            places, chart.median, color=INK2, linewidth=1, linestyle=(0, (4, 3)), zorder=2,
            label="median of other orders",
        )  # fmt: skip
    axes.bar(
        places, chart.new, width=0.6, color=BARS, edgecolor=INK, linewidth=0.4, hatch="////",
        zorder=3, label="new codes",
    )  # fmt: skip
    axes.plot(
        places, chart.cumulative, color=LINE, linewidth=2, marker="o", markersize=4, zorder=4,
        label="codes seen by then",
    )  # fmt: skip
    for place, written in chart.marks:
        axes.axvline(place + 0.5, color=INK, linewidth=1, linestyle=":", zorder=2)
        axes.annotate(
            drawable(written), (place + 0.5, 0.32), xycoords=("data", "axes fraction"),
            xytext=(3, 0), textcoords="offset points", family=families(), fontsize=9, color=INK,
        )  # fmt: skip


def _tidy(axes: Axes, chart: CurveChart) -> None:
    from matplotlib.ticker import MaxNLocator

    top = max((*chart.cumulative, *chart.high, 1))
    axes.set_ylim(0, top * 1.08)
    axes.set_xlim(0.4, len(chart.labels) + 0.9)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(EDGE)
    axes.tick_params(axis="x", length=0)
    axes.tick_params(axis="y", colors=INK2, labelsize=8)
    for tick in axes.get_yticklabels():
        tick.set_fontfamily(families())
    axes.legend(
        frameon=False, prop={"family": families(), "size": 8}, loc="lower left",
        bbox_to_anchor=(0.0, 0.99), borderpad=0, borderaxespad=0.4, ncols=4, labelcolor=INK2,
    )  # fmt: skip


def _cut(name: str) -> str:
    """Return the name of an interview, cut with an ellipsis."""
    return name if len(name) <= _LABEL else name[: _LABEL - 1].rstrip() + "…"
