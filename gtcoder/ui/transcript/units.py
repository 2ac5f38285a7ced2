"""Words, sentences and turns around a place or a selection, as the study itself cuts them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QTextBoundaryFinder

from gtcoder.analysis.segments import Segments, sentences, words
from gtcoder.errors import NotComputable
from gtcoder.ui.transcript.offsets import Offsets, code_points
from gtcoder.ui.transcript.page import Display, Page, turn_span
from gtcoder.vocabulary import Span

_NEAR = {0: 400, 1: 20_000}  # a word, a sentence is looked for in that much text on either side
Pairs = list[tuple[int, int]]


class Grain(IntEnum):
    """What a selection is made of."""

    WORD = 0
    SENTENCE = 1
    TURN = 2


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one page; places are code points of its frozen text."""

    page: Page
    display: Display

    def at(self, point: int, grain: Grain) -> Span | None:
        """Return the unit a place is in or just behind, else the next of its line, else the last.

        None where the line has none.
        """
        if grain is Grain.TURN:
            start, end = turn_span(self.page, self.display, point)
            return Span(start, end) if end > start else None
        found = self._on_line(point, grain)
        for start, end in found:
            if point < end or (point == end and end == found[-1][1]):
                return Span(start, end)
        return Span(*found[-1]) if found else None

    def wider(self, span: Span) -> tuple[Span, Grain] | None:
        """Return the sentences, else the turns, that hold a stretch and more; None for no more."""
        for grain in (Grain.SENTENCE, Grain.TURN):
            first, last = self.at(span.start, grain), self.at(span.end - 1, grain)
            if first is not None and last is not None:
                found = Span(min(first.start, span.start), max(last.end, span.end))
                if found != span:
                    return found, grain
        return None

    def stretched(self, span: Span, grain: Grain, step: int) -> Span | None:
        """Return a stretch whose end is one unit further (1) or nearer (-1); None for no more."""
        end = self._next_end(span.end, grain) if step > 0 else self._end_before(span, grain)
        return None if end is None or end == span.end else Span(span.start, end)

    def _next_end(self, point: int, grain: Grain) -> int | None:
        """Return where the first unit ends that ends behind a place, on this line or a later."""
        text, at = self.page.text, point
        while at < len(text):
            if text[at] == "\n":
                at += 1
                continue
            ends = [end for _, end in self._near(at, grain) if end > point]
            if ends:
                return ends[0]
            cut = text.find("\n", at)
            at = len(text) if cut < 0 else cut + 1
        return None

    def _end_before(self, span: Span, grain: Grain) -> int | None:
        """Return where the last unit ends that ends in a stretch, before its end."""
        at = span.end - 1
        while at > span.start:
            ends = [end for _, end in self._near(at, grain) if span.start < end < span.end]
            if ends:
                return ends[-1]
            at = self.page.text.rfind("\n", span.start, at)
        return None

    def _near(self, point: int, grain: Grain) -> Pairs:
        if grain is Grain.TURN:
            start, end = turn_span(self.page, self.display, point)
            return [(start, end)] if end > start else []
        return self._on_line(point, grain)

    def _on_line(self, point: int, grain: Grain) -> Pairs:
        """Return the units near a place on its line, without a label that is folded away."""
        text, reach = self.page.text, _NEAR[grain]
        line = text.rfind("\n", 0, point) + 1
        start = max(line, point - reach)
        turn = self.display.turn_at(self.page.turns, point)
        if turn is not None and turn.start <= line < turn.body and start < turn.body:
            start = turn.body
        end = text.find("\n", max(point, start))
        end = min(len(text) if end < 0 else end, max(point, start) + reach)
        piece = text[start:end]
        if grain is Grain.SENTENCE:
            return _moved(sentences(piece), start)
        try:
            return _moved(words(piece), start)
        except NotComputable:  # a script without spaces
            return [(start + a, start + b) for a, b in _unspaced(piece)]


def _moved(found: Segments, by: int) -> Pairs:
    return [
        (by + a, by + b) for a, b in zip(found.starts.tolist(), found.ends.tolist(), strict=True)
    ]


def _unspaced(text: str) -> Pairs:
    """Return the words of a text in a script that does not part them, as Qt's routine has them."""
    offsets = Offsets(code_points(text))
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Word, text)
    found, begin = [], 0
    while (end := finder.toNextBoundary()) >= 0:
        if end > begin:
            first, last = offsets.from_qt(begin), offsets.from_qt(end)
            if any(letter.isalnum() for letter in text[first:last]):
                found.append((first, last))
        begin = end
    return found
