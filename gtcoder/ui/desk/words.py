"""Counts of the desk in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from gtcoder.queries.people import RoundRow
from gtcoder.vocabulary import RoundKind

if TYPE_CHECKING:
    from gtcoder.queries.counts import Tally

_tr = QCoreApplication.translate


def passages_in_words(count: int, *, mine: bool = False) -> str:
    """Return a number of passages with its noun; `mine` where colleagues' are left out."""
    if mine:
        one, many = _tr("desk", "1 passage of yours"), _tr("desk", "{count} passages of yours")
    else:
        one, many = _tr("desk", "1 passage"), _tr("desk", "{count} passages")
    return one if count == 1 else many.format(count=f"{count:,}")


def codings_in_words(tally: Tally) -> tuple[str, ...]:
    """Return how many codings passages have, where several coders or times make them more."""
    if tally.codings == tally.passages:
        return ()
    return (_tr("desk", "{count} codings").format(count=f"{tally.codings:,}"),)


def interviews_in_words(some: int, every: int) -> str:
    """Return in how many of the interviews something is."""
    words = _tr("desk", "{some} of {all} interviews")
    if every == 1:
        words = _tr("desk", "{some} of 1 interview")
    return words.format(some=f"{some:,}", all=f"{every:,}")


def coders_in_words(count: int) -> str:
    """Return a number of coders with its noun."""
    return _tr("desk", "1 coder") if count == 1 else _tr("desk", "{n} coders").format(n=count)


def selected_in_words(text: str) -> str:
    """Return how much of the text is selected, in words; in characters where it has no words."""
    count = len(text.split())
    if count == 1:
        return _tr("desk", "1 word selected")
    return _tr("desk", "{count} words selected").format(count=f"{count:,}")


def round_in_words(current: RoundRow | None) -> str:
    """Return in which round one codes; the first open one needs no name."""
    if current is None:
        return _tr("desk", "Every round is closed")
    return current.name if current.kind != RoundKind.OPEN else _tr("desk", "Open round")
