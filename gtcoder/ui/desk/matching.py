"""Type-ahead over names: fuzzy, blind to case and accents, recently used ones first."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

# What a hit is worth, by how the typed words stand in the name. Recency parts equals.
_SAME, _STARTS, _IN_ORDER, _ANY_ORDER, _INSIDE, _CONTEXT, _DETAIL, _SCATTERED = range(8)
_MISS = 99
_PARTERS = str.maketrans(dict.fromkeys("-–—/,.;:()[]“”\"'’", " "))
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose from a list: what it stands for, and what its row shows.

    `context` stands beside the name, `note` at the right end, `detail` below the list while the
    row is highlighted; of `parts` it shows each with its name instead. `icon` is a Phosphor name
    and takes the place of the code's swatch.
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
    parts: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=20_000)  # names and definitions come again with every new list
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
    """A choice folded; the name also behind a blank, so that ` wor` finds a word’s beginning."""

    place: int
    name: str
    spaced: str
    with_context: str
    with_all: str
    choice: Choice


class Matcher:
    """The choices of one list, folded once, so that each letter typed is answered at once."""

    def __init__(self, choices: Sequence[Choice], recent: Iterable[Hashable] = ()) -> None:
        self._entries = [_entry(place, choice) for place, choice in enumerate(choices)]
        self._recency: dict[Hashable, int] = {}
        self.use(recent)

    def use(self, recent: Iterable[Hashable]) -> None:
        """Take the keys of what was used last, newest first."""
        self._recency = {}
        for key in recent:
            self._recency.setdefault(key, len(self._recency))

    def find(self, typed: str, *, limit: int = 60) -> list[Choice]:
        """Return the best choices for what was typed, the best first; for nothing typed, all."""
        wanted = folded(typed)
        begins = [f" {word}" for word in wanted.split()]
        letters, unused = wanted.replace(" ", ""), len(self._recency)
        hits = []
        for entry in self._entries:
            rank, gaps = _rank(entry, wanted, begins, letters) if begins else (_SAME, 0)
            if rank != _MISS:
                recency = self._recency.get(entry.choice.key, unused)
                length = len(entry.name) if begins else 0
                hits.append((rank, gaps, recency, length, entry.place, entry.choice))
        hits.sort(key=lambda hit: hit[:5])
        return [hit[5] for hit in hits[:limit]]

    def named(self, typed: str) -> list[Choice]:
        """Return the choices of exactly that name, but for case and accents."""
        wanted = folded(typed)
        return [entry.choice for entry in self._entries if wanted and entry.name == wanted]


def _entry(place: int, choice: Choice) -> _Entry:
    name = folded(choice.name)
    wide = f" {name} {folded(choice.context)}"
    return _Entry(place, name, f" {name}", wide, f"{wide} {folded(choice.detail)}", choice)


def _rank(entry: _Entry, wanted: str, begins: list[str], letters: str) -> tuple[int, int]:
    """Return how well an entry fits (less is better), and how scattered its letters are."""
    name = entry.name
    if _all_in(begins, entry.with_all):
        if name.startswith(wanted):
            return (_SAME if name == wanted else _STARTS), 0
        if _all_in(begins, entry.spaced):
            return (_IN_ORDER if _in_order(entry.spaced, begins) else _ANY_ORDER), 0
        if _all_in(begins, entry.with_context):
            return _CONTEXT, 0
        if len(wanted) > 2 and wanted not in name:
            return _DETAIL, 0
    if wanted in name:
        return _INSIDE, 0
    gaps = _scattered(name, letters)
    return (_MISS, 0) if gaps < 0 else (_SCATTERED, gaps)


def _all_in(parts: list[str], text: str) -> bool:
    for part in parts:  # noqa: SIM110  # three times as fast as all()
        if part not in text:
            return False
    return True


def _in_order(spaced: str, begins: list[str]) -> bool:
    place = 0
    for begin in begins:
        place = spaced.find(begin, place)
        if place < 0:
            return False
        place += len(begin)
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
