"""How one text became another: edits, and where positions of the old text lie in the new one.

All positions are code points. An edit `(start, end, length)` says that `[start, end)` of the old
text became a piece of `length` characters; edits are in order and at least one kept character lies
between two of them, so that what they do to a position does not depend on how they were found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gtcoder.errors import InvalidInput

Positions = NDArray[np.int64]
Piece = tuple[int, int, str]
Differing = tuple[int, int, int, int]
_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
_LONGEST = 60  # letters of a word
_SHORT = 300  # parts that are compared one with another
_MENDED = 0.6  # of letters alike, from which on a word is the same word in other letters
_GRAM = 4  # words and signs, or letters, that are the same when they stand so once


class LostPassages(StrEnum):
    """What becomes of passages whose words a correction takes away."""

    REFUSE = "refuse"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Edits:
    """The edits between two texts, as sorted columns of the same length."""

    start: Positions
    end: Positions
    length: Positions

    @classmethod
    def of(cls, rows: Iterable[Sequence[int]]) -> Edits:
        """Return edits of rows `(start, end, length)`, as a `TextVersion` keeps them."""
        table = np.array([tuple(row) for row in rows], dtype=np.int64).reshape(-1, 3)
        return cls(table[:, 0], table[:, 1], table[:, 2])

    def __len__(self) -> int:
        return len(self.start)

    def rows(self) -> list[list[int]]:
        """Return the edits as `TextVersion.edits` keeps them."""
        return [list(map(int, row)) for row in zip(self.start, self.end, self.length, strict=True)]

    def inverse(self) -> Edits:
        """Return the edits that lead from the new text back to the old one."""
        start = self.start + self._shift[:-1]
        return Edits(start, start + self.length, self.end - self.start)

    def starts(self, positions: Any) -> Positions:
        """Return where passages that began at these positions begin.

        What was put in just before a passage is not of it; one that began inside of what was
        replaced begins with what replaced it.
        """
        at = np.asarray(positions, dtype=np.int64)
        passed = np.searchsorted(self.end, at, side="right")
        return self._within(at, passed)

    def ends(self, positions: Any) -> Positions:
        """Return where passages that ended at these positions end, in the manner of `starts`."""
        at = np.asarray(positions, dtype=np.int64)
        begun = np.searchsorted(self.start, at, side="left")
        return self._beyond(at, begun)

    def wide_starts(self, positions: Any) -> Positions:
        """Return where turns that began at these positions begin: with what was put in there."""
        at = np.asarray(positions, dtype=np.int64)
        passed = np.searchsorted(self.end, at, side="right")
        return self._within(at, passed - self._put_in(at))

    def wide_ends(self, positions: Any) -> Positions:
        """Return where turns that ended at these positions end: after what was put in there."""
        at = np.asarray(positions, dtype=np.int64)
        begun = np.searchsorted(self.start, at, side="left")
        return self._beyond(at, begun + self._put_in(at))

    def touch(self, start: Any, end: Any) -> NDArray[np.bool_]:
        """Tell of passages `[start, end)` whether any of their words changed."""
        first = np.searchsorted(self.end, np.asarray(start, dtype=np.int64), side="right")
        after = np.searchsorted(self.start, np.asarray(end, dtype=np.int64), side="left")
        found: NDArray[np.bool_] = first < after
        return found

    @property
    def _shift(self) -> Positions:
        """Return how far the text has moved before each edit, and after the last."""
        grown = np.cumsum(self.length - (self.end - self.start))
        return np.concatenate([np.zeros(1, dtype=np.int64), grown]).astype(np.int64)

    def _within(self, at: Positions, passed: NDArray[Any]) -> Positions:
        limits = np.append(self.start, np.iinfo(np.int64).max)
        return np.asarray(np.minimum(at, limits[passed]) + self._shift[passed], dtype=np.int64)

    def _beyond(self, at: Positions, begun: NDArray[Any]) -> Positions:
        limits = np.append(np.int64(-1), self.end)
        return np.asarray(np.maximum(at, limits[begun]) + self._shift[begun], dtype=np.int64)

    def _put_in(self, at: Positions) -> NDArray[Any]:
        """Return 1 where something was put in at a position without taking anything out."""
        here = np.searchsorted(self.start, at, side="left")
        starts = np.append(self.start, -1)[here]
        ends = np.append(self.end, -2)[here]
        found: NDArray[Any] = ((starts == at) & (ends == at)).astype(np.int64)
        return found


def edits_between(old: str, new: str, pieces: Sequence[Piece] = ()) -> Edits:
    """Return the edits that lead from one text to another, found in words, then in letters.

    `pieces` say where somebody corrected, if that is known: elsewhere nothing differs then, also
    where the same words stand several times.
    """
    if not pieces or edited(old, pieces) != new:
        return _canonical(old, new, sorted(_compared(old, new)))
    found: list[Differing] = []
    grown = 0
    for start, end, words in sorted(pieces):
        for a, b, c, d in sorted(_compared(old[start:end], words)):
            a, b, c, d = start + a, start + b, start + grown + c, start + grown + d
            if found and a == found[-1][1]:  # what touches is one, before it is widened
                a, _, c, _ = found.pop()
            found.append((a, b, c, d))
        grown += len(words) - (end - start)
    return _canonical(old, new, found)


def edited(text: str, pieces: Sequence[Piece]) -> str:
    """Return a text with pieces `(start, end, words)` put in place; refuse any that overlap."""
    parts: list[str] = []
    at = 0
    for start, end, words in sorted(pieces):
        if not at <= start <= end <= len(text):
            raise InvalidInput(
                "The stretch {start}:{end} does not lie in the text, or meets another that is "
                "corrected. Nothing was changed.",
                start=start,
                end=end,
            )
        parts += (text[at:start], words)
        at = end
    return "".join([*parts, text[at:]])


def _compared(old: str, new: str) -> Iterator[Differing]:
    """Yield what differs, as `(start, end)` of the old and of the new text."""
    head = _common(old, new)
    head -= _letters(old[max(0, head - _LONGEST) : head][::-1])
    tail = _common(old[head:][::-1], new[head:][::-1])
    tail -= _letters(old[len(old) - tail : len(old) - tail + _LONGEST])
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    lines = left.splitlines(keepends=True), right.splitlines(keepends=True)
    for a, b, c, d in _blocks(*lines, head, head, gram=1):
        words = _TOKENS.findall(old[a:b]), _TOKENS.findall(new[c:d])
        for e, f, g, h in _blocks(*words, a, c, gram=_GRAM):
            if _other_words(old[e:f], new[g:h]):
                yield e, f, g, h
            else:
                yield from _blocks(old[e:f], new[g:h], e, g, gram=_GRAM)


def _other_words(was: str, now: str) -> bool:
    """Tell whether a word was put in the place of another, rather than letters of it mended."""
    return max(len(was), len(now)) <= _SHORT and (
        SequenceMatcher(None, was, now, autojunk=False).ratio() < _MENDED
    )


def _letters(text: str) -> int:
    """Return with how many letters of a word a text begins: words are compared whole."""
    return next((at for at, sign in enumerate(text) if not sign.isalnum()), len(text))


def _common(old: str, new: str) -> int:
    """Return how many characters two texts begin with alike."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _blocks(
    old: Sequence[str], new: Sequence[str], at: int, to: int, *, gram: int
) -> Iterator[Differing]:
    """Yield what differs between two sequences of texts, as characters from `at` and `to` on."""
    before = np.cumsum([at, *map(len, old)])
    after = np.cumsum([to, *map(len, new)])
    for a, b, c, d in _unmatched(old, new, gram):
        yield int(before[a]), int(before[b]), int(after[c]), int(after[d])


def _unmatched(old: Sequence[str], new: Sequence[str], gram: int) -> Iterator[Differing]:
    """Yield the stretches that differ; between long sequences by what is unique to both.

    Patience: what occurs once in each of two texts, in the same order, is the same; so that long
    texts are compared piece by piece (Cohen 2003, in Bazaar).
    """
    left = [(0, len(old), 0, len(new))]
    while left:
        a, b, c, d = left.pop()
        if max(b - a, d - c) <= _SHORT or a == b or c == d:
            for tag, e, f, g, h in SequenceMatcher(
                None, old[a:b], new[c:d], autojunk=False
            ).get_opcodes():
                if tag != "equal":
                    yield a + e, a + f, c + g, c + h
            continue
        known = _anchors(old[a:b], new[c:d], gram)
        if not known:
            yield a, b, c, d
            continue
        i, j = a, c
        for e, g in [*((a + e, c + g) for e, g in known), (b, d)]:
            if (e, g) != (i, j):
                left.append((i, e, j, g))
            i, j = e + 1, g + 1


def _anchors(old: Sequence[str], new: Sequence[str], gram: int) -> list[tuple[int, int]]:
    """Return where runs of `gram` parts that are unique in both stand, ascending in both."""
    there, here = _unique(old, gram), _unique(new, gram)
    pairs = sorted((place, here[run]) for run, place in there.items() if run in here)
    tops: list[int] = []  # the last of the best rising row of each length, by its place in `pairs`
    values: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(values, place)
        before.append(tops[length - 1] if length else -1)
        tops[length : length + 1] = [number]
        values[length : length + 1] = [place]
    row: list[tuple[int, int]] = []
    at = tops[-1] if tops else -1
    while at >= 0:
        row.append(pairs[at])
        at = before[at]
    return row[::-1]


def _unique(parts: Sequence[str], gram: int) -> dict[tuple[str, ...], int]:
    runs = list(zip(*(parts[place:] for place in range(gram)), strict=False))
    counted = Counter(runs)
    return {run: place for place, run in enumerate(runs) if counted[run] == 1}


def _canonical(old: str, new: str, found: list[tuple[int, int, int, int]]) -> Edits:
    """Return what differs as edits: those that touch made one, words kept whole at their ends."""
    rows: list[list[int]] = []
    for a, b, c, d in found:
        if a == b and c == d:
            continue
        if a == b and a > 0 and old[a - 1].isalnum() and new[c].isalnum():
            a, c = a - 1, c - 1  # letters put in after a word are of the word
        if a == b and b < len(old) and old[b].isalnum() and new[d - 1].isalnum():
            b, d = b + 1, d + 1
        if rows and a <= rows[-1][1]:
            rows[-1][1], rows[-1][3] = max(b, rows[-1][1]), max(d, rows[-1][3])
        else:
            rows.append([a, b, c, d])
    return Edits.of((a, b, d - c) for a, b, c, d in rows)
