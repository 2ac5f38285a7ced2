"""Places in a text as other programs count them, and the place of a passage by its own words.

Programs count characters, UTF-16 units (Qt, browsers) or UTF-8 bytes, with line ends of one or two
signs. Where a file quotes the passage, its words say which of them it was.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

_BOM = "\ufeff"
_BLANKS = re.compile(r"\s+")
_WORD = re.compile(r"\S")
_ALIKE = {0x2028: "\n", 0x2029: "\n", 0x0B: "\n", 0x0C: "\n", 0x0D: "\n", 0x85: "\n", 0xA0: " "}
_NEAR = 5_000  # characters before a place in which the last place of words is looked for
_MOST = 10_000  # places of one quote
_ENOUGH = 400_000_000  # characters that are searched in all

Place = Callable[[int], int]


class Counting(StrEnum):
    """What a program counts when it says where a passage stands."""

    CHARACTERS = "characters"
    UTF16 = "UTF-16 units"
    UTF8 = "UTF-8 bytes"
    CHARACTERS_LF = "characters, line ends as one"
    UTF16_LF = "UTF-16 units, line ends as one"


class How(StrEnum):
    """How a passage was found: where its file says, by its words near there, or without them."""

    COUNTED = "counted"
    SEARCHED = "searched"
    DOUBTFUL = "doubtful"


class Found(NamedTuple):
    """A passage `[start, end)` of the text as its file has it, in characters."""

    start: int
    end: int
    how: How


@dataclass
class Passages:
    """Finds the passages of one text; `used` tells which way of counting fitted how often."""

    text: str
    ways: Sequence[Counting] = tuple(Counting)
    used: Counter[Counting] = field(default_factory=Counter)
    searched: int = 0
    _thin: _Squeezed | None = None

    def __post_init__(self) -> None:
        self._alike = self.text.translate(_ALIKE)
        places = {way: _place_of(self.text, way) for way in self.ways}
        lone = {way: place for way, place in places.items() if place is not None}
        self._places = lone or {Counting.CHARACTERS: _same}

    def find(self, start: int, end: int, quoted: str) -> Found | None:
        """Return the passage that is said to stand there, with these words where any are quoted.

        None where it lies outside the text and its words, too, are nowhere.
        """
        quote = quoted.translate(_ALIKE).replace("\r", "\n")
        if not quote.strip():
            return self._unquoted(start, end)
        # What fitted most so far comes first: short words may stand at another count by chance.
        ways = sorted(self._places, key=lambda way: -self.used[way])
        spans = {way: span for way in ways if (span := self._within(self._places[way], start, end))}
        for alike in (str, str.split):  # letter for letter, else blanks aside
            for way, span in spans.items():
                if self._reads(span, quote, alike):
                    self.used[way] += 1
                    return Found(*span, How.COUNTED)
        first = next((Found(*span, How.DOUBTFUL) for span in spans.values()), None)
        near = first.start if first else max(0, min(start, len(self.text)))
        return self._searched(quote, near) or first

    def places(self, quoted: str) -> list[tuple[int, int]]:
        """Return every place where the words stand, letter for letter, else blanks aside."""
        quote = quoted.translate(_ALIKE)
        if not quote.strip():
            return []
        exact = [(at, at + len(quote)) for at in _places(self._alike, quote)]
        words = " ".join(quote.split())
        squeezed = self._squeezed()
        return exact or [squeezed.back(at, len(words)) for at in _places(squeezed.text, words)]

    def usual(self, count: int) -> int:
        """Return where a count leads, by the way of counting that fitted most passages so far."""
        fitted = self.used.most_common(1)
        place = self._places[fitted[0][0]] if fitted else next(iter(self._places.values()))
        return place(count)

    def _unquoted(self, start: int, end: int) -> Found | None:
        span = self._within(self.usual, start, end)
        return Found(*span, How.COUNTED) if span else None

    def _within(self, place: Place, start: int, end: int) -> tuple[int, int] | None:
        if start < 0 or end <= start:
            return None
        first, last = place(start), place(end)
        return (first, last) if 0 <= first < last <= len(self.text) else None

    def _reads(
        self, span: tuple[int, int], quote: str, alike: Callable[[str], str | list[str]]
    ) -> bool:
        start, end = span
        if end - start > 2 * len(quote) + 50:
            return False
        return alike(self._alike[start:end]) == alike(quote)

    def _searched(self, quote: str, near: int) -> Found | None:
        """Return the nearest place of the words, blanks aside; far from there the first after."""
        if self.searched > _ENOUGH:
            return None
        self.searched += len(self.text)
        squeezed, words = self._squeezed(), " ".join(quote.split())
        at = squeezed.at(near)
        after = squeezed.text.find(words, at)
        before = squeezed.text.rfind(words, max(0, at - _NEAR - len(words)), at + len(words) - 1)
        if after < 0 and before < 0:
            before = squeezed.text.find(words)
        there = [each for each in (before, after) if each >= 0]
        if not there:
            return None
        start, end = squeezed.back(min(there, key=lambda each: abs(each - at)), len(words))
        return Found(start, end, How.SEARCHED)

    def _squeezed(self) -> _Squeezed:
        if self._thin is None:
            self._thin = _Squeezed(self._alike)
        return self._thin


class _Squeezed:
    """A text whose blanks in a row are one, and where its signs stand in the text itself."""

    def __init__(self, text: str) -> None:
        self.text = _BLANKS.sub(" ", text)
        self._ends: list[int] = []  # of the runs of blanks, in this text and in that one
        self._there: list[int] = []
        lost = 0
        for run in _BLANKS.finditer(text):
            if run.end() - run.start() > 1:
                lost += run.end() - run.start() - 1
                self._ends.append(run.end() - lost)
                self._there.append(run.end())

    def at(self, there: int) -> int:
        """Return where a place of the text itself stands in this one."""
        run = bisect_right(self._there, there) - 1
        return there if run < 0 else there - self._there[run] + self._ends[run]

    def back(self, start: int, length: int) -> tuple[int, int]:
        """Return the stretch of the text itself that begins here and is so long."""
        return self._place(start), self._place(start + length - 1) + 1

    def _place(self, at: int) -> int:
        run = bisect_right(self._ends, at) - 1
        return at if run < 0 else at - self._ends[run] + self._there[run]


def holds_words(text: str, start: int, end: int) -> bool:
    """Tell whether anything but blanks stands in a stretch of a text."""
    return end > start and _WORD.search(text, start, end) is not None


def frozen_places(text: str) -> Place:
    """Return where each place of a text stands in what `freezing.freeze` makes of it."""
    marks = len(text) - len(text.lstrip(_BOM))
    pairs = [found.start() for found in re.finditer("\r\n", text)]
    if not marks and not pairs:
        return _same
    return lambda at: max(0, at - marks) - bisect_right(pairs, at - 1)


def _places(text: str, quote: str) -> Iterator[int]:
    at, found = text.find(quote), 0
    while at >= 0 and found < _MOST:
        yield at
        found += 1
        at = text.find(quote, at + 1)


def _same(at: int) -> int:
    return at


def _place_of(text: str, way: Counting) -> Place | None:
    """Return how to come from a count to characters; None where another way says the same."""
    if way is Counting.CHARACTERS:
        return _same
    if way is Counting.UTF8:
        return None if text.isascii() else _steps([len(sign.encode()) for sign in text])
    if way is Counting.UTF16:
        return _wide(text)
    pairs = [found.start() - number for number, found in enumerate(re.finditer("\r\n", text))]
    marks = len(text) - len(text.lstrip(_BOM))
    if not pairs and not marks:
        return None

    def back(at: int) -> int:
        return at + bisect_right(pairs, at + marks - 1) + marks

    if way is Counting.CHARACTERS_LF:
        return back
    wide = _wide(text.lstrip(_BOM).replace("\r\n", "\n"))
    return None if wide is None else lambda at: back(wide(at))


def _wide(text: str) -> Place | None:
    """Return how to come from UTF-16 units to characters; None where each has one unit."""
    wide = [found.start() for found in re.finditer("[\U00010000-\U0010ffff]", text)]
    if not wide:
        return None
    units = [at + number for number, at in enumerate(wide)]
    return lambda at: at - bisect_right(units, at - 1)


def _steps(lengths: Sequence[int]) -> Place:
    ends: list[int] = []
    total = 0
    for length in lengths:
        total += length
        ends.append(total)
    # A count beyond the last sign leads beyond the text, so that it is seen to be none of it.
    return lambda at: bisect_right(ends, at) + max(0, at - total)
