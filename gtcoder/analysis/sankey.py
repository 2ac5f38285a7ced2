"""Codes on their way from one state to the next, as a Sankey diagram (Sankey 1898)."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gtcoder.analysis.charts import EDGE, INK, INK2, drawable, families, labelled, load_typeface

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TONES = {  # what is in use has the strong colour; hatches tell the rest apart in grey print
    "in use": ("#0E6470", ""),
    "created": ("#9CC9CE", "////"),
    "merged": ("#565B64", ""),
    "retired": ("#CFCAC0", "...."),
}
_OTHER = ("#E2DED6", "")
_BAR = 0.035  # width of a state, in the width of one step
_GAP = 0.07  # between states, of the height of the highest column
_WIDE, _HIGH = 7.2, 4.2
_FAINT = 0.34


@dataclass(frozen=True, slots=True)
class Band:
    """`count` codes that go from a state in one column to a state in the next."""

    column: int
    before: str
    after: str
    count: int


@dataclass(frozen=True, slots=True)
class Sankey:
    """Columns of states, from left to right, and the bands between them.

    A state's bar is as high as the codes in it; `order` says which state stands above which.
    """

    title: str
    columns: tuple[str, ...]
    order: tuple[str, ...]
    bands: tuple[Band, ...]
    note: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """The columns, if there is anything between them."""
        return self.columns if any(band.count for band in self.bands) else ()

    @property
    def words(self) -> str:
        """All names in the chart, for a look at what can be drawn."""
        return "".join((self.title, *self.columns, *self.order, self.note))

    def figure(self) -> Figure:
        """Return the chart as a figure of its own."""
        from matplotlib.figure import Figure

        load_typeface()
        wide = max(_WIDE, 2.4 * (len(self.columns) - 1) + 2.4)
        figure = Figure(figsize=(wide, _HIGH), layout="constrained")
        axes = figure.add_subplot()
        axes.set_axis_off()
        heights = self.heights()
        places = _places(self, heights)
        _draw_bands(axes, self, places)
        _draw_states(axes, self, heights, places)
        axes.set_title(labelled(self.title), family=families(), loc="left", color=INK, fontsize=12)
        axes.set_xlim(-0.35, len(self.columns) - 1 + 0.35)
        tall = max((top for top in _tops(self, heights)), default=1.0)
        axes.set_ylim(tall * 1.1, -tall * 0.12)
        note = "\n".join(textwrap.wrap(drawable(self.note), int(wide * 14)))
        figure.supxlabel(note, x=0.01, ha="left", family=families(), fontsize=8, color=INK2)
        return figure

    def heights(self) -> dict[tuple[int, str], int]:
        """Return how many codes are in each state of each column."""
        into: dict[tuple[int, str], int] = defaultdict(int)
        out: dict[tuple[int, str], int] = defaultdict(int)
        for band in self.bands:
            out[band.column, band.before] += band.count
            into[band.column + 1, band.after] += band.count
        keys = into.keys() | out.keys()
        return {key: max(into.get(key, 0), out.get(key, 0)) for key in keys}


_Heights = dict[tuple[int, str], int]
_Places = dict[tuple[int, str], float]


def _places(chart: Sankey, heights: _Heights) -> _Places:
    """Return where each state begins, from the top of its column."""
    places: _Places = {}
    gap = _GAP * _tallest(chart, heights)
    for column in range(len(chart.columns)):
        top = 0.0
        for state in chart.order:
            if heights.get((column, state)):
                places[column, state] = top
                top += heights[column, state] + gap
    return places


def _tallest(chart: Sankey, heights: _Heights) -> float:
    return max(
        (sum(heights.get((column, state), 0) for state in chart.order)
         for column in range(len(chart.columns))),
        default=1,
    )  # fmt: skip


def _tops(chart: Sankey, heights: _Heights) -> Iterator[float]:
    gap = _GAP * _tallest(chart, heights)
    for column in range(len(chart.columns)):
        states = [heights[column, s] for s in chart.order if heights.get((column, s))]
        yield sum(states) + gap * max(0, len(states) - 1)


def _draw_bands(axes: Axes, chart: Sankey, places: _Places) -> None:
    """Draw the bands as areas that leave and enter their states side by side."""
    import numpy as np

    leaves, enters = dict(places), dict(places)
    rank = {state: place for place, state in enumerate(chart.order)}
    step = np.linspace(0, 1, 40)
    ease = step * step * (3 - 2 * step)
    for band in sorted(chart.bands, key=lambda b: (b.column, rank[b.before], rank[b.after])):
        if not band.count:
            continue
        left, right = (band.column, band.before), (band.column + 1, band.after)
        top = leaves[left] + (enters[right] - leaves[left]) * ease
        x = band.column + _BAR + (1 - 2 * _BAR) * step
        fill, _ = _TONES.get(band.after if band.after != "in use" else band.before, _OTHER)
        axes.fill_between(x, top, top + band.count, color=fill, alpha=_FAINT, linewidth=0)
        leaves[left] += band.count
        enters[right] += band.count


def _draw_states(axes: Axes, chart: Sankey, heights: _Heights, places: _Places) -> None:
    from matplotlib.patches import Rectangle

    for (column, state), top in places.items():
        fill, hatch = _TONES.get(state, _OTHER)
        high = heights[column, state]
        axes.add_patch(
            Rectangle((column - _BAR, top), 2 * _BAR, high, facecolor=fill, hatch=hatch,
                      edgecolor=EDGE, linewidth=0.5)
        )  # fmt: skip
        left = column == 0
        axes.text(
            column + (-1 if left else 1) * 1.6 * _BAR,
            top + high / 2,
            drawable(f"{high:,} {state}"),
            ha="right" if left else "left",
            va="center",
            family=families(),
            fontsize=9,
            color=INK,
        )
    above = -0.06 * _tallest(chart, heights)
    for column, name in enumerate(chart.columns):
        axes.text(
            column, above, labelled(name), ha="center", va="center",
            family=families(), fontsize=9, color=INK2,
        )  # fmt: skip
