"""Names and what stands for them: finding listed names in any text, and writing it without them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from gtcoder.errors import InvalidInput
from gtcoder.folding import (
    FoldedText,
    folded_text,
    goes_on,
    name_forms,
    pattern_of,
    spaced,
    unbroken,
)

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int32]

T = TypeVar("T")
FEWEST = 2  # letters of a name
_ROUNDS = 4
_BREAK = "…"
_SHORT = 400
_GAPS = " -\n\t"
_UNFIT = re.compile(r'[\x00-\x1f\x7f-\x9f"\\/<>|;:=\u2028\u2029]')


@dataclass(frozen=True, slots=True)
class Pseudonym:
    """A name as it is said, in one of its forms, and what is written instead."""

    name: str
    replacement: str


@dataclass(frozen=True, slots=True)
class NameHit:
    """Where a listed name stands in a text, in code points, and how it is listed."""

    start: int
    end: int
    name: str


class Names:
    """Finds names as whole words, the longest first, whatever their case and accents."""

    def __init__(self, names: Iterable[str]) -> None:
        self._listed: dict[str, str] = {}
        for name in names:
            for form in name_forms(name):
                self._listed.setdefault(form, name)
        self._pattern = pattern_of(self._listed)

    def find(self, text: str) -> tuple[NameHit, ...]:
        """Return where names stand, from the beginning; no two share a letter."""
        if not self._listed or not text:
            return ()
        folded = folded_text(text)
        found = list(self._hits(folded, text))
        ways = [unbroken(folded)]  # further ways to read the same letters
        if "\u200c" in text:  # it parts words, or does not: both ways of writing are one name
            ways.append(folded_text(text, joined=True))
        more = [hit for way in ways if way is not None for hit in self._hits(way, text)]
        return tuple(_apart([*found, *more]) if more else found)

    def _hits(self, folded: FoldedText, text: str) -> Iterator[NameHit]:
        at = 0
        while match := self._pattern.search(folded.text, at):
            start, end = match.span()
            at = start + 1
            for shorter in range(end, start, -1):
                name = self._listed.get(spaced(folded.text[start:shorter]))
                span = name and _whole(folded, text, start, shorter)
                if name and span:
                    yield NameHit(*span, name)
                    at = shorter
                    break


def _apart(hits: list[NameHit]) -> list[NameHit]:
    """Return hits of which no two share a letter, the longest kept, from the beginning."""
    free: list[NameHit] = []
    for hit in sorted(hits, key=lambda each: (each.start - each.end, each.start)):
        at = bisect_left(free, hit.start, key=_start)
        before_free = not at or free[at - 1].end <= hit.start
        if before_free and (at == len(free) or hit.end <= free[at].start):
            free.insert(at, hit)
    return free


def _start(hit: NameHit) -> int:
    return hit.start


def _whole(folded: FoldedText, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where a stretch stands in the original, if no word goes on at its ends."""
    letters = folded.text
    if letters[end - 1] in _GAPS or (start and goes_on(letters[start - 1], letters[start])):
        return None
    if end < len(letters) and goes_on(letters[end - 1], letters[end]):
        return None
    return folded.original(text, start, end)


@dataclass(frozen=True, slots=True)
class _Edits:
    """One round of replacing: where it was before, and where it is after."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    new_starts: tuple[int, ...]
    new_ends: tuple[int, ...]

    def start(self, point: int) -> int:
        at = bisect_right(self.starts, point) - 1
        if at < 0:
            return point
        if point < self.ends[at]:
            return self.new_starts[at]
        return point - self.ends[at] + self.new_ends[at]

    def end(self, point: int) -> int:
        at = bisect_left(self.starts, point) - 1
        if at < 0:
            return point
        return self.new_ends[at] + max(point - self.ends[at], 0)


@dataclass(frozen=True, slots=True)
class MaskedText:
    """A text without the listed names, and where the places of the original are in it."""

    text: str
    _rounds: tuple[_Edits, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the original is; a name cut through is taken in whole."""
        for edits in self._rounds:
            start, end = edits.start(start), max(edits.end(end), edits.start(start))
        return start, end

    def columns(self, starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
        """Return where many stretches of the original are."""
        import numpy as np

        spans = [self.span(*each) for each in zip(starts.tolist(), ends.tolist(), strict=True)]
        moved = np.asarray(spans, np.int32).reshape(-1, 2)
        return moved[:, 0], moved[:, 1]


class Mask:
    """A list of names that was checked; it writes texts, and values made of them, without."""

    def __init__(self, pseudonyms: Sequence[Pseudonym] = ()) -> None:
        self.pseudonyms = tuple(pseudonyms)
        self.names = Names(each.name for each in self.pseudonyms)
        _check(self.pseudonyms, self.names)
        self._replacements = {each.name: each.replacement for each in self.pseudonyms}
        self._short = lru_cache(maxsize=20_000)(self._written)

    def __bool__(self) -> bool:
        return bool(self.pseudonyms)

    def text(self, text: str) -> str:
        """Return a text in which no listed name stands."""
        if not self.pseudonyms:
            return text
        return self._short(text) if len(text) <= _SHORT else self._written(text)

    def traced(self, text: str) -> MaskedText:
        """Return a text in which no listed name stands, with its places.

        Where a replacement and its neighbours make up a listed name, that is replaced in turn.
        """
        rounds: list[_Edits] = []
        while hits := self.names.find(text):
            last = len(rounds) >= _ROUNDS
            new = [_BREAK if last else self._replacement(text, hit) for hit in hits]
            text, edits = _replaced(text, hits, new)
            rounds.append(edits)
        return MaskedText(text, tuple(rounds))

    def all_in(self, value: T) -> T:
        """Return a value (tuples, lists, mappings, frozen dataclasses) with all its texts masked.

        The first two levels of mappings have the keys of a format, which stay; further down keys
        are somebody's words.
        """
        if not self.pseudonyms:
            return value
        masked: T = self._walk(value, 0)
        return masked

    def _walk(self, value: Any, depth: int) -> Any:
        if isinstance(value, Enum):
            return value
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return self._mapping(value, depth)
        if isinstance(value, list | tuple | set | frozenset):
            walked = [self._walk(each, depth) for each in value]
            return type(value)(*walked) if hasattr(value, "_fields") else type(value)(walked)
        if is_dataclass(value) and not isinstance(value, type):
            names = [each.name for each in fields(value) if each.init]
            return replace(value, **{each: self._walk(getattr(value, each), 2) for each in names})
        return value

    def _mapping(self, value: Mapping[Any, Any], depth: int) -> dict[Any, Any]:
        masked: dict[Any, Any] = {}
        for key, each in value.items():
            somebodys = depth >= 2 and isinstance(key, str) and not isinstance(key, Enum)
            said = self.text(key) if somebodys else key
            name, number = said, 2
            while name in masked:
                name, number = f"{said} ({number})", number + 1
            masked[name] = self._walk(each, depth + 1)
        return masked

    def _written(self, text: str) -> str:
        return self.traced(text).text

    def _replacement(self, text: str, hit: NameHit) -> str:
        said = text[hit.start : hit.end]
        new = _cased(said, hit.name, self._replacements[hit.name])
        broken = re.search(r"[^\S\n]*\n[^\S\n]*", said)
        if broken is None:
            return new
        first, blank, rest = new.partition(" ")  # a line's end in a name stays: lines are counted
        return f"{first}{broken[0]}{rest}" if blank else f"{new}{broken[0]}"


def _replaced(text: str, hits: Sequence[NameHit], new: Sequence[str]) -> tuple[str, _Edits]:
    parts: list[str] = []
    at = length = 0
    new_starts: list[int] = []
    for hit, word in zip(hits, new, strict=True):
        parts += (text[at : hit.start], word)
        new_starts.append(length + hit.start - at)
        length = new_starts[-1] + len(word)
        at = hit.end
    new_ends = tuple(start + len(word) for start, word in zip(new_starts, new, strict=True))
    starts, ends = tuple(hit.start for hit in hits), tuple(hit.end for hit in hits)
    return "".join((*parts, text[at:])), _Edits(starts, ends, tuple(new_starts), new_ends)


def _cased(said: str, name: str, replacement: str) -> str:
    """Return a replacement in capitals or small letters, where the name was said so."""
    if said.isupper() and not name.isupper() and sum(map(str.isalpha, said)) > 1:
        return replacement.upper()
    if said.islower() and not name.islower():
        return replacement.lower()
    return replacement


def _check(pseudonyms: Sequence[Pseudonym], names: Names) -> None:
    """Refuse a list that would not do what it is for."""
    taken: dict[str, Pseudonym] = {}
    for each in pseudonyms:
        if sum(map(str.isalnum, each.name)) < FEWEST:
            raise InvalidInput(
                "“{name}” is too short to be a name that is replaced wherever it stands: it "
                "takes two letters or more. The list was not taken.",
                name=each.name,
            )
        for what in (each.name, each.replacement):
            if not what.strip() or _UNFIT.search(what):
                raise InvalidInput(
                    "The row of “{name}” cannot be used: name and replacement are words on one "
                    'line, without any of " / \\ < > | ; : and =. The list was not taken.',
                    name=_UNFIT.sub(" ", each.name).strip() or each.replacement,
                )
        inside = names.find(each.replacement)
        if inside:
            raise InvalidInput(
                "The replacement “{replacement}” contains “{name}”, which is a listed name. The "
                "list was not taken; choose another replacement.",
                replacement=each.replacement,
                name=inside[0].name,
            )
        for form in name_forms(each.name):
            other = taken.setdefault(form, each)
            if other.replacement != each.replacement:
                raise InvalidInput(
                    "“{name}” and “{other}” are the same name, but have two replacements. The "
                    "list was not taken; keep one of them.",
                    name=each.name,
                    other=other.name,
                )


NOTHING = Mask()
