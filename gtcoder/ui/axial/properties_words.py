"""The words of properties: counts, places and what a screen reader says of them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gtcoder.queries.properties import PlacedPassage
from gtcoder.ui.axial import board_words
from gtcoder.ui.axial.properties_rows import Line


def tr(text: str) -> str:
    """Translate a literal of the properties."""
    return QCoreApplication.translate("Properties", text)


def ends(line: Line) -> tuple[str, str]:
    """Return what stands at the two ends of a dimension."""
    return line.row.low or tr("low end?"), line.row.high or tr("high end?")


def unexplained(count: int) -> str:
    """Return “2 unexplained”, or nothing."""
    return tr("{n} unexplained").format(n=count) if count else ""


def counted(line: Line) -> str:
    """Return “1 unexplained · 5”, the number that of the passages."""
    words = unexplained(line.unexplained)
    count = f"{len(line.placed):,}"
    return f"{words} · {count}" if words else count


def tag(placed: PlacedPassage) -> str:
    """Return what stands beside a passage in a list: its place, and if it is a negative case."""
    if placed.unexplained:
        return tr("{place} unexplained").format(place=placed.place)
    return (
        tr("{place} negative").format(place=placed.place)
        if placed.negative
        else (f"{placed.place}")
    )


def spoken(line: Line) -> str:
    """Return what a screen reader says of a property."""
    low, high = ends(line)
    words = tr("{name}, from {low} to {high}, {passages}").format(
        name=line.row.name, low=low, high=high, passages=board_words.passages(len(line.placed))
    )
    negative = sum(each.negative for each in line.placed)
    if negative:
        cases = tr("{n} negative cases, {k} unexplained")
        words = f"{words}, {cases.format(n=negative, k=line.unexplained)}"
    return words


def spoken_dot(placed: PlacedPassage, line: Line) -> str:
    """Return what a screen reader says of one dot."""
    low, high = ends(line)
    words = tr("Passage at {place} between {low} and {high}").format(
        place=placed.place, low=low, high=high
    )
    if placed.unexplained:
        return tr("{words}, negative case, unexplained").format(words=words)
    return tr("{words}, negative case").format(words=words) if placed.negative else words
