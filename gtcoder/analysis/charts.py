"""Charts of reports as data, and the matplotlib figures drawn from them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars: one group of bars a label, one bar a series; the first label is on top."""

    title: str
    measure: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]
    note: str = ""
