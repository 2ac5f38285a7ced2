"""Pieces of a text that must not be left anywhere: finding them in what was written, and erasing.

A piece is any `SHORTEST` characters of the text in a row, whatever their case and white space. One
that stands in a text that stays is no piece: it tells nothing of the one that goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

SHORTEST = 12
ERASED = "[erased]"
_MUCH = 0.3  # of the pieces of the shorter text
_FEW = 50  # pieces that two texts may share by chance
_WHITE = re.compile(r"\s")
_BETWEEN = r"[\s_.\-]+"  # the words of a name, in a sentence or in the name of a file
_SHORTEST_NAME = 3


class Pieces:
    """The pieces of texts that go, and the names that go with them."""

    def __init__(self, texts: Iterable[str], names: Iterable[str] = ()) -> None:
        self._every = {piece for text in texts for piece in _pieces(_folded(text))}
        self._met: set[str] = set()
        self._compared: dict[str, set[str]] = {}
        self._watched: set[str] | None = None
        known = sorted({name for name in names if len(name) >= _SHORTEST_NAME}, key=len)[::-1]
        any_name = "|".join(filter(None, map(_in_any_writing, known)))
        whole = rf"(?<![^\W_])(?:{any_name})(?![^\W_])"
        self._names = re.compile(whole, re.I) if any_name else None

    def leave(self, text: str) -> None:
        """Take out what stays of the texts that go."""
        self._every.difference_update(_pieces(_folded(text)))

    def compare(self, key: str, text: str) -> None:
        """Take note of a text that may share much with those that go."""
        own = set(_pieces(_folded(text)))
        if len(own & self._every) >= _FEW:
            self._compared[key] = own
            self._watched = None

    def akin(self) -> frozenset[str]:
        """Return the keys of compared texts that share much, but for what was spared."""
        return frozenset(
            key
            for key, own in self._compared.items()
            if len(own & self._every) >= max(_FEW, _MUCH * min(len(own), len(self._every)))
        )

    def meet(self, value: str) -> None:
        """Take note of the pieces that occur in something written; only those count from here."""
        if len(value) >= SHORTEST:
            self._met |= self._every.intersection(_pieces(_folded(value)))
            self._watched = None

    def spare(self, text: str) -> None:
        """Let go of pieces that a text that stays has too."""
        if self._watched is None:
            self._watched = self._met.union(*self._compared.values())
        watched = self._watched
        if watched:
            folded = _folded(text)
            last = len(folded) - SHORTEST + 1
            here = {p for at in range(last) if (p := folded[at : at + SHORTEST]) in watched}
            for each in (watched, self._met, *self._compared.values()):
                each -= here

    def found(self, value: str, *, names: bool = True) -> tuple[str, ...]:
        """Return the stretches of something written that are to go; with the names or without."""
        return tuple(value[start:end] for start, end in self._stretches(value, names))

    def without(self, value: str, *, names: bool = True) -> str:
        """Return something written with `ERASED` in the place of each stretch that is to go."""
        parts: list[str] = []
        at = 0
        for start, end in self._stretches(value, names):
            parts += (value[at:start], ERASED)
            at = end
        return "".join([*parts, value[at:]])

    def _stretches(self, value: str, names: bool) -> list[tuple[int, int]]:
        named = self._names.finditer(value) if names and self._names is not None else ()
        spans = [each.span() for each in named]
        if self._met and len(value) >= SHORTEST:
            folded = _folded(value)
            spans += [
                _whole_words(value, at, at + SHORTEST)
                for at in range(len(folded) - SHORTEST + 1)
                if folded[at : at + SHORTEST] in self._met
            ]
        joined: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return [_without_blanks(value, start, end) for start, end in joined]


def _in_any_writing(name: str) -> str:
    """Return a pattern of a name, whatever stands between its words."""
    return _BETWEEN.join(re.escape(word) for word in re.split(_BETWEEN, name) if word)


def _whole_words(value: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch with the rest of the words in which it begins and ends."""
    while start > 0 and value[start - 1].isalnum() and value[start].isalnum():
        start -= 1
    while end < len(value) and value[end].isalnum() and value[end - 1].isalnum():
        end += 1
    return start, end


def _without_blanks(value: str, start: int, end: int) -> tuple[int, int]:
    words = value[start:end]
    return end - len(words.lstrip()), start + len(words.rstrip())


def _pieces(folded: str) -> Iterator[str]:
    """Yield the pieces of a folded text; rows of dashes or blanks are nobody's words."""
    for at in range(len(folded) - SHORTEST + 1):
        piece = folded[at : at + SHORTEST]
        if any(map(str.isalnum, piece)):
            yield piece


def _folded(text: str) -> str:
    """Return a text of the same length with case and white space made alike."""
    small = text.lower()
    if len(small) != len(text):  # a capital that is two small letters
        small = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _WHITE.sub(" ", small)
