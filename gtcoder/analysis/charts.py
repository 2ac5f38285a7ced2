"""Charts of reports as data, and the matplotlib figures drawn from them."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# DejaVu comes with matplotlib; the others are taken where the machine has them.
FAMILIES = (
    "Hanken Grotesk",
    "DejaVu Sans",
    "Noto Naskh Arabic",
    "Noto Sans Arabic",
    "Noto Sans CJK SC",
    "Noto Serif CJK SC",
    "Noto Sans Devanagari",
    "Noto Sans",
)
_TYPEFACE = "font_hanken_grotesk"
INK, INK2, EDGE = "#1E2126", "#565B64", "#8C857A"
# Fill and hatch, so that a bar is known by more than its colour, in grey print too.
_LOOKS = (
    ("#0E6470", ""),
    ("#9CC9CE", "////"),
    ("#565B64", ""),
    ("#E2DED6", "...."),
    ("#0A525C", "xxxx"),
    ("#CFCAC0", "----"),
)
_ABSENT = "\u25a1"
_LABEL_LINE = 42
_BAR, _BAR_OF_SEVERAL = 0.27, 0.2  # inches


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars: one group of bars a label, one bar a series; the first label is on top."""

    title: str
    measure: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]
    note: str = ""

    @property
    def words(self) -> str:
        """All names in the chart, for a look at what can be drawn."""
        return "".join((self.title, *self.labels, *(name for name, _ in self.series)))

    def figure(self) -> Figure:
        """Return the chart as a figure."""
        return bar_figure(self)


def bar_figure(bars: Bars) -> Figure:
    """Return the chart as a figure of its own, never one of pyplot's, which threads would share."""
    from matplotlib.figure import Figure

    load_typeface()
    high = _BAR if len(bars.series) == 1 else _BAR_OF_SEVERAL * len(bars.series) + 0.08
    figure = Figure(figsize=(7.2, 1.5 + high * max(1, len(bars.labels))), layout="constrained")
    axes = figure.add_subplot()
    lines = [labelled(label) for label in bars.labels]
    _draw(axes, bars)
    axes.set_yticks(range(len(lines)), lines, family=families(), color=INK)
    axes.set_ylim(len(lines) - 0.4, -0.6)
    axes.set_xlabel(labelled(bars.measure), family=families(), color=INK2)
    axes.set_title(labelled(bars.title), family=families(), loc="left", color=INK, fontsize=12)
    _tidy(axes)
    if len(bars.series) > 1:
        axes.legend(frameon=False, prop={"family": families(), "size": 9}, loc="lower right")
    note = "\n".join(textwrap.wrap(drawable(bars.note), 100))
    figure.supxlabel(note, x=0.01, ha="left", family=families(), fontsize=8, color=INK2)
    return figure


def _draw(axes: Axes, bars: Bars) -> None:
    count = len(bars.series)
    each = 0.72 / count
    for place, (name, values) in enumerate(bars.series):
        fill, hatch = _LOOKS[place % len(_LOOKS)]
        middle = (place - (count - 1) / 2) * each
        drawn = axes.barh(
            [row + middle for row in range(len(values))],
            values,
            height=each,
            color=fill,
            hatch=hatch,
            edgecolor=INK if hatch else fill,
            linewidth=0.4,
            label=drawable(name),
        )
        texts = [f"{value:,g}" for value in values]
        axes.bar_label(drawn, texts, padding=3, family=families(), fontsize=8, color=INK2)


def _tidy(axes: Axes) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    axes.margins(x=0.08)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(EDGE)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", colors=INK2, labelsize=8)
    for tick in axes.get_xticklabels():
        tick.set_fontfamily(families())


def labelled(text: str) -> str:
    """Return a label in at most two lines, cut with an ellipsis, of characters that can be drawn.

    Dollar signs are written so that matplotlib does not take them for mathematics.
    """
    lines = textwrap.wrap(text, _LABEL_LINE, max_lines=2, placeholder=" …") or [""]
    return drawable("\n".join(lines))


def drawable(text: str) -> str:
    """Return text with a box for each character that no typeface at hand has."""
    absent = undrawable(text)
    for character in absent:
        text = text.replace(character, _ABSENT)
    return text.replace("$", r"\$")


def undrawable(text: str) -> str:
    """Return the characters of a text that no typeface at hand has, each once."""
    known = _characters()
    return "".join(sorted({each for each in set(text) if each != "\n" and ord(each) not in known}))


@cache
def families() -> list[str]:
    """Return the typefaces to draw with, in order of preference, of those that are there."""
    from matplotlib.font_manager import fontManager

    load_typeface()
    there = {font.name for font in fontManager.ttflist}
    return [family for family in FAMILIES if family in there]


@cache
def _characters() -> frozenset[int]:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    known: set[int] = set()
    for family in families():
        known.update(get_font(findfont(FontProperties(family=family))).get_charmap())
    return frozenset(known)


@cache
def load_typeface() -> None:
    """Make the typeface of the window and of diagrams known to matplotlib."""
    from matplotlib.font_manager import fontManager

    spec = find_spec(_TYPEFACE)
    if spec is not None and spec.origin is not None:
        folder = Path(spec.origin).parent / "files"
        for name in ("HankenGrotesk-Regular.otf", "HankenGrotesk-SemiBold.otf"):
            if (folder / name).is_file():
                fontManager.addfont(str(folder / name))
