"""Words that the file set off: where they lie in the shown text, and how they are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from PySide6.QtGui import QFont, QTextCharFormat

from gtcoder.queries.marks import MarkRow
from gtcoder.ui.transcript.offsets import Ints, Offsets
from gtcoder.vocabulary import Mark


@dataclass(frozen=True, slots=True, eq=False)
class Marked:
    """The stretches of each kind, in units and in their order; those of a kind do not overlap."""

    kinds: tuple[tuple[Mark, Ints, Ints], ...] = ()

    @staticmethod
    def of(marks: Iterable[MarkRow], offsets: Offsets) -> Marked:
        """Return the marks of a page."""
        places: dict[Mark, list[tuple[int, int]]] = {}
        for mark in marks:
            places.setdefault(mark.kind, []).append((mark.start, mark.end))
        found = []
        for kind, spans in places.items():
            starts, ends = np.array(sorted(spans), np.int32).reshape(-1, 2).T
            found.append((kind, offsets.all_to_qt(starts), offsets.all_to_qt(ends)))
        return Marked(tuple(found))

    def within(self, start: int, end: int) -> Iterator[tuple[int, int, QTextCharFormat]]:
        """Yield what of the marks lies between two units, with the form to draw it in."""
        for kind, starts, ends in self.kinds:
            first = int(np.searchsorted(ends, start, side="right"))
            last = int(np.searchsorted(starts, end, side="left"))
            for place in range(first, last):
                yield max(start, int(starts[place])), min(end, int(ends[place])), _form(kind)


@cache
def _form(kind: Mark) -> QTextCharFormat:
    form = QTextCharFormat()
    if kind is Mark.ITALIC:
        form.setFontItalic(True)
    elif kind is Mark.UNDERLINE:
        form.setFontUnderline(True)
    else:
        form.setFontWeight(QFont.Weight.Bold if kind is Mark.BOLD else QFont.Weight.DemiBold)
    return form
