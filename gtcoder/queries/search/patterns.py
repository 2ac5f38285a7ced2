"""What is looked for: words, phrases, a list of words, or a regular expression."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from gtcoder.errors import InvalidInput
from gtcoder.queries.search.fold import Counts, FoldedText, fold, is_mark
from gtcoder.vocabulary import SearchKind

if TYPE_CHECKING:
    from regex import Pattern

Ints = npt.NDArray[np.int32]
Spans = tuple[Ints, Ints]
PATIENCE = 2.0  # seconds a regular expression may take in one text
_PHRASE = re.compile(r"[\"\u201c\u201d\u201e\u00ab\u00bb]")
_QUOTED = re.compile(
    r"[\"\u201c\u201d\u201e\u00ab\u00bb]([^\"\u201c\u201d\u201e\u00ab\u00bb]*)"
    r"(?:[\"\u201c\u201d\u201e\u00ab\u00bb]|$)|(\S+?)(?=[\s\"\u201c\u201d\u201e\u00ab\u00bb]|$)"
)
NONE: Spans = (np.empty(0, np.int32), np.empty(0, np.int32))


@dataclass(frozen=True)
class Wanted:
    """What is looked for and how.

    Words stand together as written; in quotation marks are phrases, and then any phrase and any
    word beside it is found. A list has words or phrases in its lines, of which any is found.
    `whole`: words begin and end where the written ones do. A regular expression takes the text as
    it is; only case is as chosen.
    """

    text: str
    kind: SearchKind = SearchKind.WORDS
    case: bool = False
    accents: bool = False
    whole: bool = False

    @property
    def counts(self) -> Counts:
        """What tells letters apart."""
        return Counts(case=self.case, accents=self.accents)

    @cached_property
    def items(self) -> tuple[str, ...]:
        """The words and phrases that are looked for, folded; none for a regular expression."""
        if self.kind is SearchKind.REGEX:
            return ()
        if self.kind is SearchKind.LIST:
            parts = self.text.splitlines()
        elif _PHRASE.search(self.text):
            parts = [phrase or word for phrase, word in _QUOTED.findall(self.text)]
        else:
            parts = [self.text]
        plain = (fold(part, self.counts).strip() for part in parts)
        return tuple(dict.fromkeys(part for part in plain if part))

    @cached_property
    def pattern(self) -> Pattern[str]:
        """The regular expression; raises InvalidInput where it is none."""
        import regex

        try:
            return regex.compile(self.text, 0 if self.case else regex.IGNORECASE)
        except regex.error as error:
            raise InvalidInput(
                "This is no regular expression: {why}{where}. Nothing was searched.",
                why=error.msg,
                where="" if error.pos is None else f" at character {error.pos + 1}",
            ) from None

    def check(self) -> None:
        """Refuse what cannot be looked for."""
        if self.kind is SearchKind.REGEX:
            if not self.text:
                raise InvalidInput("No pattern was given. Nothing was searched.")
            _ = self.pattern
        elif not self.items:
            raise InvalidInput("No word was given to look for. Nothing was searched.")

    def in_folded(self, folded: FoldedText) -> Spans:
        """Return where the words stand in the text that was folded, as spans of the original."""
        parts = [self._item(folded, item) for item in self.items]
        found = [part for part in parts if len(part[0])]
        if not found:
            return NONE
        if len(found) == 1:
            return found[0]
        return _apart(
            np.concatenate([part[0] for part in found]), np.concatenate([part[1] for part in found])
        )

    def in_text(self, text: str, name: str, stop: Callable[[], None]) -> Spans:
        """Return where the regular expression fits; `stop` may raise to end it.

        A pattern that takes too long is refused, with the name of the text where it did.
        """
        found: list[int] = []
        try:
            every = self.pattern.finditer(text, timeout=PATIENCE, concurrent=len(text) > 100_000)
            for number, match in enumerate(every):
                if not number & 0x3FF:
                    stop()
                found += match.span()
        except TimeoutError:
            raise InvalidInput(
                "The pattern takes too long: it was given up after {seconds} seconds in {name}. "
                "Nothing was changed. Repetitions within repetitions, such as (a+)+, make it so; "
                "write it with fewer of them.",
                seconds=f"{PATIENCE:g}",
                name=name,
            ) from None
        flat = np.array(found, np.int32).reshape(-1, 2)
        flat = flat[flat[:, 0] < flat[:, 1]]
        return np.ascontiguousarray(flat[:, 0]), np.ascontiguousarray(flat[:, 1])

    def _item(self, folded: FoldedText, item: str) -> Spans:
        text, width = folded.text, len(item)
        places: list[int] = []
        at = text.find(item)
        while at >= 0:
            places.append(at)
            at = text.find(item, at + width)
        if not places:
            return NONE
        if self.whole:
            places = [at for at in places if _is_whole(text, at, at + width)]
        if self.accents:  # a letter whose accent is a character of its own has that accent
            places = [at for at in places if not is_mark(text[at + width : at + width + 1] or " ")]
        starts = np.array(places, np.int32)
        first, last, clean = folded.spans(starts, starts + np.int32(width))
        return (first, last) if clean.all() else (first[clean], last[clean])


def _is_whole(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start].isalnum() and text[start - 1].isalnum()
    after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not before and not after


def _apart(starts: Ints, ends: Ints) -> Spans:
    """Return spans in order without those that begin in another one; the longest goes first."""
    order = np.lexsort((-ends, starts))
    starts, ends = starts[order], ends[order]
    if not (starts[1:] < ends[:-1]).any():
        return starts, ends
    kept, last = [], -1
    for place, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        if start >= last:
            kept.append(place)
            last = end
    return starts[kept], ends[kept]
