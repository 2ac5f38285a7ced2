"""Type-ahead over names: fuzzy, blind to case and accents, recently used ones first."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

# What a hit is worth, by how the typed words stand in the name. Recency parts equals.
_SAME, _STARTS, _IN_ORDER, _ANY_ORDER, _INSIDE, _CONTEXT, _DETAIL, _SCATTERED = range(8)
_MISS = 99
_PARTERS = str.maketrans(dict.fromkeys("-–—/,.;:()[]“”\"'’", " "))
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose from a list: what it stands for, and what its row shows.

    `context` stands beside the name, `note` at the right end, `detail` below the list while the
    row is highlighted. `icon` is a Phosphor name and takes the place of the code's swatch.
    """

    key: Hashable
    name: str
    context: str = ""
    note: str = ""
    keycap: str = ""
    detail: str = ""
    colour: int = 0
    category: bool = False
    icon: str = ""


def folded(text: str) -> str:
    """Return text without case and accents, its words parted by single blanks.

    >>> folded("Zeit-Druck: DÉJÀ vu"), folded("  straße ")
    ('zeit druck deja vu', 'strasse')
    """
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text.casefold())
        text = "".join(letter for letter in apart if not unicodedata.combining(letter))
        text = text.translate(_LETTERS)
    return " ".join(text.casefold().translate(_PARTERS).split())


@dataclass(frozen=True, slots=True)
class _Entry:
    place: int
    name: str
    spaced: str
    context: str
    detail: str
    choice: Choice


class Matcher:
    """The choices of one list, folded once, so that each letter typed is answered at once."""

    def __init__(self, choices: Sequence[Choice], recent: Iterable[Hashable] = ()) -> None:
        self._entries = [_entry(place, choice) for place, choice in enumerate(choices)]
        self._recency: dict[Hashable, int] = {}
        for key in recent:
            self._recency.setdefault(key, len(self._recency))

    def find(self, typed: str, *, limit: int = 60) -> list[Choice]:
        """Return the best choices for what was typed, the best first; for nothing typed, all."""
        wanted = folded(typed)
        words = wanted.split()
        hits = []
        for entry in self._entries:
            rank, gaps = _rank(entry, wanted, words) if words else (_SAME, 0)
            if rank != _MISS:
                recency = self._recency.get(entry.choice.key, len(self._recency))
                length = len(entry.name) if words else 0
                hits.append((rank, gaps, recency, length, entry.place, entry.choice))
        hits.sort(key=lambda hit: hit[:5])
        return [hit[5] for hit in hits[:limit]]

    def named(self, typed: str) -> list[Choice]:
        """Return the choices of exactly that name, but for case and accents."""
        wanted = folded(typed)
        return [entry.choice for entry in self._entries if wanted and entry.name == wanted]


def _entry(place: int, choice: Choice) -> _Entry:
    name = folded(choice.name)
    context, detail = f" {folded(choice.context)}", f" {folded(choice.detail)}"
    return _Entry(place, name, f" {name}", context, detail, choice)


def _rank(entry: _Entry, wanted: str, words: list[str]) -> tuple[int, int]:
    """Return how well an entry fits (less is better), and how scattered its letters are."""
    name, spaced = entry.name, entry.spaced
    if name == wanted:
        return _SAME, 0
    if name.startswith(wanted):
        return _STARTS, 0
    if _in_order(spaced, words):
        return _IN_ORDER, 0
    if all(f" {word}" in spaced for word in words):
        return _ANY_ORDER, 0
    if wanted in name:
        return _INSIDE, 0
    if all(f" {word}" in spaced or f" {word}" in entry.context for word in words):
        return _CONTEXT, 0
    if len(wanted) > 2 and all(f" {word}" in entry.detail for word in words):
        return _DETAIL, 0
    gaps = _scattered(name, wanted.replace(" ", ""))
    return (_MISS, 0) if gaps < 0 else (_SCATTERED, gaps)


def _in_order(spaced: str, words: list[str]) -> bool:
    place = 0
    for word in words:
        place = spaced.find(f" {word}", place)
        if place < 0:
            return False
        place += len(word)
    return True


def _scattered(name: str, letters: str) -> int:
    """Return how many letters lie between those typed, or -1 where they are not all there."""
    first = place = name.find(letters[0])
    for letter in letters:
        place = name.find(letter, place)
        if place < 0:
            return -1
        place += 1
    gaps = place - first - len(letters)
    return gaps if gaps <= 3 * len(letters) else -1
