"""Lines of a text as a walk through a document puts them together, with the form of their words.

The form of a piece is a set of bits, one for each mark; where it lies is counted in the lines
joined by line feeds, before they are frozen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from gtcoder.batch import FileNote, MarkDraft
from gtcoder.exchange.freezing import places_after
from gtcoder.vocabulary import Mark

BOLD, ITALIC, UNDERLINE, HEADING = 1, 2, 4, 8
PAGE = "\f"
Stretch = tuple[int, int, int]  # start, end, form
_KINDS = (
    (BOLD, Mark.BOLD),
    (ITALIC, Mark.ITALIC),
    (UNDERLINE, Mark.UNDERLINE),
    (HEADING, Mark.HEADING),
)
_NONE = (0, -1, 0)
_PIECES = re.compile(f"{PAGE}+|[^{PAGE}]")


class Lines:
    """Finished lines and the open one; breaks of page count inside a line only."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.stretches: list[Stretch] = []
        self._pieces: list[str] = []
        self._at = self._end = 0  # where the open line begins and ends
        self._breaks = 0
        self._feeds = self._looked_at = 0  # line feeds of the open line, in so many pieces of it

    @property
    def text(self) -> str:
        """Return the finished lines."""
        return "\n".join(self.lines)

    @property
    def is_open(self) -> bool:
        """Whether something was put since the last line ended."""
        return bool(self._pieces)

    @property
    def number(self) -> int:
        """Return the number of the open line, from 1."""
        self._feeds += self._pieces[self._looked_at :].count("\n")
        self._looked_at = len(self._pieces)
        return len(self.lines) + self._breaks + self._feeds + 1

    def put(self, text: str, form: int = 0) -> None:
        """Add text of one form to the open line."""
        self._pieces.append(text)
        start = self._end
        self._end = end = start + len(text)
        if form:
            last = self.stretches[-1] if self.stretches else _NONE
            if last[1] == start and last[2] == form:
                self.stretches[-1] = (last[0], end, form)
            else:
                self.stretches.append((start, end, form))

    def put_all(self, texts: Sequence[str], forms: Sequence[int]) -> None:
        """Add texts, each of its form, to the open line."""
        if not any(forms):
            self._pieces += texts
            self._end += sum(map(len, texts))
            return
        for text, form in zip(texts, forms, strict=True):
            self.put(text, form)

    def end(self) -> None:
        """End the open line, be it empty."""
        line = "".join(self._pieces)
        if PAGE in line:
            line = self._without_pages(line)
        self._pieces.clear()
        self._feeds = self._looked_at = 0
        if "\n" in line:
            self._breaks += line.count("\n")
        self.lines.append(line)
        self._at = self._end = self._at + len(line) + 1

    def end_block(self) -> None:
        """End the open line if there is one; a break at its end is none, as in a web page."""
        if not self._pieces:
            return
        line = "".join(self._pieces)
        kept = line.removesuffix("\n").removesuffix("\r")
        if not line:
            self._pieces.clear()
            self._feeds = self._looked_at = 0
            return
        self._pieces = [kept]
        self._cut(self._at + len(kept))
        self.end()

    def take(self, others: Lines, label: str) -> None:
        """Put the lines of another story behind these, a label, if any, before its first words."""
        first = others.lines[0]
        lead = len(first) - len(first.lstrip()) if label else 0
        base, shift = self._at + len(label), self._at + len(label) - lead
        self.stretches += (
            (max(base, start + shift), end + shift, form)
            for start, end, form in others.stretches
            if end > lead
        )
        for line in (label + first[lead:], *others.lines[1:]):
            self.lines.append(line)
            self._breaks += line.count("\n")
            self._at = self._end = self._at + len(line) + 1

    def _cut(self, end: int) -> None:
        """Let stretches of the open line not go beyond its end."""
        while self.stretches and self.stretches[-1][1] > end:
            start, _, form = self.stretches.pop()
            if start < end:
                self.stretches.append((start, end, form))

    def _without_pages(self, line: str) -> str:
        """Let breaks of page at the ends go and make the others line ends, one by one."""
        forms = [0] * len(line)
        while self.stretches and self.stretches[-1][0] >= self._at:
            start, end, form = self.stretches.pop()
            forms[start - self._at : end - self._at] = [form] * (end - start)
        first, last = len(line) - len(line.lstrip(PAGE)), len(line.rstrip(PAGE))
        found = list(_PIECES.finditer(line, first, last))
        self._pieces.clear()
        self._end = self._at
        for piece in found:
            self.put("\n" if piece[0][0] == PAGE else piece[0], forms[piece.start()])
        return "".join(self._pieces)


class Remarks:
    """What was left out or changed on the way: how often, and in which line first.

    Its sentences have {n} for how often, and {s} for the s of more than one.
    """

    def __init__(self, sentences: Mapping[str, str]) -> None:
        self._sentences = sentences
        self._met: Counter[str] = Counter()
        self._first: dict[str, int | None] = {}

    def count(self, what: str, line: int | None) -> None:
        """Count something worth a note."""
        self._met[what] += 1
        self._first.setdefault(what, line)

    def notes(self) -> Iterator[FileNote]:
        """Yield a note for everything that was met."""
        for what, sentence in self._sentences.items():
            count, line = self._met[what], self._first.get(what)
            if count:
                said = sentence.format(n=f"{count:,}", s="" if count == 1 else "s")
                several = count > 1 and said != sentence and line is not None
                yield FileNote(f"{said}, the first of them here" if several else said, line)


def listed(words: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(words.split())


def shifted(stretches: Iterable[Stretch], by: int) -> Iterator[Stretch]:
    """Yield stretches further down by some characters."""
    return ((start + by, end + by, form) for start, end, form in stretches)


def marks_of(raw: str, stretches: Sequence[Stretch], frozen: str) -> tuple[MarkDraft, ...]:
    """Return the marks in a frozen text for stretches of the raw one; blanks alone have none."""
    found: list[tuple[int, int, Mark]] = []
    used = 0
    for _, _, form in stretches:
        used |= form
    for bit, kind in _KINDS:
        if not used & bit:
            continue
        ends: list[int] = []  # of the stretches that touch one another, two for each
        for start, end, form in stretches:
            if form & bit:
                if ends and ends[-1] == start:
                    ends[-1] = end
                else:
                    ends += (start, end)
        places = iter(places_after(raw, ends))
        found += [
            (start, end, kind)
            for start, end in zip(places, places, strict=True)
            if frozen[start:end].strip()
        ]
    return tuple([MarkDraft(*each) for each in sorted(found)])
