"""Charts of agreement as data, and the figures drawn from them: forest, matrix, drift."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gtcoder.analysis.charts import EDGE, INK, INK2, drawable, families, labelled, load_typeface

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

POINT, SHADE, CONFUSED = "#0E6470", "#E2DED6", "#B3261E"
MARKS = (0.667, 0.8)  # Krippendorff 2004: tentative, reliable
_ROW = 0.3  # inches
_CELL, _LEAST = 0.62, 4.2
_AGREED, _WORST = 0.25, 0.55  # share of a hue: of what agrees, of the worst that does not
_DARK = 0.55  # share of the scale from which on letters in a cell are white


@dataclass(frozen=True, slots=True)
class ForestRow:
    """A value with its interval, None where it has none; without a value `why` says so."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    summary: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Forest:
    """Values with their intervals, one row under the other; a summary is drawn as a diamond.

    `marks` are values at which a line stands.
    """

    title: str
    measure: str
    rows: tuple[ForestRow, ...]
    marks: tuple[float, ...] = ()
    note: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of the rows."""
        return tuple(row.label for row in self.rows)

    @property
    def words(self) -> str:
        """All that is written in the chart, for a look at what can be drawn."""
        return "".join((self.title, *self.labels))

    def figure(self) -> Figure:
        """Return the chart as a figure."""
        return _forest(self)


@dataclass(frozen=True, slots=True)
class HeatMatrix:
    """A matrix of numbers as shades; None is left blank. `share` prints numbers below 1.

    With `diagonal` its cells are what agrees, in the hue of agreement; all others what is confused.
    """

    title: str
    measure: str
    labels: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    share: bool = True
    diagonal: bool = False
    note: str = ""

    @property
    def words(self) -> str:
        """All that is written in the chart, for a look at what can be drawn."""
        return "".join((self.title, *self.labels, *self.columns))

    def figure(self) -> Figure:
        """Return the chart as a figure."""
        return _matrix(self)


@dataclass(frozen=True, slots=True)
class Drift:
    """Values over rounds, one line a series, with intervals where there are any."""

    title: str
    measure: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[ForestRow, ...]], ...]
    marks: tuple[float, ...] = ()
    note: str = ""

    @property
    def words(self) -> str:
        """All that is written in the chart, for a look at what can be drawn."""
        return "".join((self.title, *self.labels, *(name for name, _ in self.series)))

    def figure(self) -> Figure:
        """Return the chart as a figure."""
        return _drift(self)


def _sheet(width: float, height: float, title: str, note: str) -> tuple[Figure, Axes]:
    """Return a figure of its own, never one of pyplot's, which threads would share."""
    from matplotlib.figure import Figure

    load_typeface()
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.add_subplot()
    axes.set_title(labelled(title), family=families(), loc="left", color=INK, fontsize=12)
    told = "\n".join(textwrap.wrap(drawable(note), 100))
    figure.supxlabel(told, x=0.01, ha="left", family=families(), fontsize=8, color=INK2)
    return figure, axes


def _forest(chart: Forest) -> Figure:
    figure, axes = _sheet(7.2, 1.7 + _ROW * max(1, len(chart.rows)), chart.title, chart.note)
    for mark in chart.marks:
        axes.axvline(mark, color=EDGE, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
    for place, row in enumerate(chart.rows):  # a value stands on white, clear of the marks
        _interval(axes, place, row)
    lines = [labelled(label) for label in chart.labels]
    axes.set_yticks(range(len(lines)), lines, family=families(), color=INK, fontsize=9)
    axes.set_ylim(len(lines) - 0.4, -0.6)
    axes.set_xlim(*_limits(chart.rows))
    axes.set_xlabel(labelled(chart.measure), family=families(), color=INK2)
    _tidy(axes, "y")
    return figure


def _interval(axes: Axes, place: int, row: ForestRow) -> None:
    if row.value is None:
        axes.annotate(
            drawable(f"undefined: {row.why}" if row.why else "undefined"), (0.0, place),
            xycoords=("axes fraction", "data"), xytext=(4, 0), textcoords="offset points",
            va="center", family=families(), fontsize=8, color=INK2, style="italic",
        )  # fmt: skip
        return
    if row.low is not None and row.high is not None:
        axes.plot([row.low, row.high], [place, place], color=POINT, linewidth=1.6, zorder=2)
    marker = "D" if row.summary else "o"
    axes.plot([row.value], [place], marker, color=POINT, markersize=6, zorder=3)
    at = row.value if row.high is None else max(row.value, row.high)
    axes.annotate(
        _written(row.value, share=True), (at, place), xytext=(7, 0), textcoords="offset points",
        va="center", family=families(), fontsize=8, color=INK2,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
    )  # fmt: skip


def _limits(rows: tuple[ForestRow, ...]) -> tuple[float, float]:
    lowest = min((x for row in rows for x in (row.value, row.low) if x is not None), default=0.0)
    return min(0.0, lowest) - 0.03, 1.09


def _matrix(chart: HeatMatrix) -> Figure:
    wide = max(_LEAST, 2.2 + _CELL * len(chart.columns))
    high = max(2.4, 1.9 + 0.36 * len(chart.labels))
    figure, axes = _sheet(wide, high, chart.title, chart.note)
    numbers = [x for row in chart.values for x in row if x is not None]
    top = 1.0 if chart.share else max(_shaded(chart), default=1.0) or 1.0
    for r, row in enumerate(chart.values):
        for c, value in enumerate(row):
            if value is not None and numbers:
                _cell(axes, r, c, value, top, chart)
    names = [labelled(name) for name in chart.columns]
    axes.set_xticks(
        range(len(names)), names, rotation=40, ha="right", rotation_mode="anchor",
        family=families(), fontsize=8, color=INK,
    )  # fmt: skip
    lines = [labelled(label) for label in chart.labels]
    axes.set_yticks(range(len(lines)), lines, family=families(), fontsize=8, color=INK)
    axes.set_xlim(-0.5, len(chart.columns) - 0.5)
    axes.set_ylim(len(chart.labels) - 0.5, -0.5)
    axes.set_xlabel(labelled(chart.measure), family=families(), fontsize=9, color=INK2)
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    return figure


def _shaded(chart: HeatMatrix) -> list[float]:
    """Return the numbers that decide the scale: what agrees would drown what is confused."""
    return [
        value
        for r, row in enumerate(chart.values)
        for c, value in enumerate(row)
        if value is not None and not (chart.diagonal and r == c)
    ]


def _cell(axes: Axes, row: int, column: int, value: float, top: float, chart: HeatMatrix) -> None:
    from matplotlib.colors import to_rgb
    from matplotlib.patches import Rectangle

    apart = chart.diagonal and row != column
    share = min(max(value / top, 0.0), 1.0) if apart or not chart.diagonal else _AGREED
    share = _WORST * share if apart else share
    dark = to_rgb(CONFUSED if apart else POINT)
    fill = tuple(1 - share * (1 - part) for part in dark)
    axes.add_patch(
        Rectangle((column - 0.5, row - 0.5), 1, 1, facecolor=fill, edgecolor=EDGE, linewidth=0.4)
    )
    ink = "#FFFFFF" if share > _DARK and not apart else INK
    axes.annotate(
        _written(value, share=chart.share), (column, row), ha="center", va="center",
        family=families(), fontsize=8, color=ink,
    )  # fmt: skip


def _drift(chart: Drift) -> Figure:
    figure, axes = _sheet(7.2, 3.9, chart.title, chart.note)
    for mark in chart.marks:
        axes.axhline(mark, color=EDGE, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
    for number, (name, rows) in enumerate(chart.series):
        _line(axes, number, name, rows)
    places = range(len(chart.labels))
    axes.set_xticks(
        places, [labelled(label) for label in chart.labels], family=families(), fontsize=9,
        color=INK,
    )  # fmt: skip
    every = tuple(row for _, rows in chart.series for row in rows)
    axes.set_ylim(*_limits(every))
    axes.set_xlim(-0.4, len(chart.labels) - 0.6)
    axes.set_ylabel(labelled(chart.measure), family=families(), color=INK2)
    _tidy(axes, "x")
    if len(chart.series) > 1:
        axes.legend(frameon=False, prop={"family": families(), "size": 8}, loc="lower right")
    return figure


def _line(axes: Axes, number: int, name: str, rows: tuple[ForestRow, ...]) -> None:
    from matplotlib.lines import Line2D

    colours = (POINT, INK2, "#9CC9CE", INK)
    values = [float("nan") if row.value is None else row.value for row in rows]  # a gap
    markers = list(Line2D.filled_markers)
    axes.plot(
        range(len(rows)), values,
        marker=markers[number % len(markers)], color=colours[number % len(colours)],
        linestyle="-" if number % 2 == 0 else "--", linewidth=1.6, markersize=5,
        label=drawable(name), zorder=3,
    )  # fmt: skip
    for place, row in enumerate(rows):
        if row.low is not None and row.high is not None:
            axes.plot(
                [place, place], [row.low, row.high], color=colours[number % len(colours)],
                linewidth=1, zorder=2,
            )  # fmt: skip


def _written(value: float, *, share: bool) -> str:
    if not share:
        return f"{value:,.0f}"
    return f"{value:.2f}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:.2f}"


def _tidy(axes: Axes, names: str) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(EDGE)
    axes.tick_params(axis="both", colors=INK2, labelsize=8)
    axes.tick_params(axis="y" if names == "y" else "x", length=0, labelcolor=INK)
    for tick in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        tick.set_fontfamily(families())
