"""Where passages stand: what an exporter counts, judged by the text itself, and its way to ours.

Exporters count code points or UTF-16 units, a line end of two signs as two or as one, with or
without a byte order mark. Only where a text holds such signs does it matter. What the program is
known to do is held against the evidence: passages begin and end at the edges of words, and many
carry their own words as a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gtcoder.exchange.freezing import Frozen, freeze

Numbers = NDArray[np.int64]
_BOM = "\ufeff"
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_SAMPLE = 3_000
_QUOTE_WEIGHT = 4
_LEAST_GAIN = 3
_GAIN_SHARE = 0.1
_LEAST_QUOTE = 4
_ENOUGH_FOR_LAST = 10
_CUT = re.compile(r"(…|\.\.\.)$")


class Counting(NamedTuple):
    """What an exporter counts: UTF-16 units, CRLF as two, the byte order mark, the last sign.

    `last` means that a passage's end names its last character, not the one after it.
    """

    utf16: bool = False
    pairs: bool = True
    mark: bool = False
    last: bool = False

    def told(self) -> str:
        """Return the convention in words."""
        unit = "UTF-16 units" if self.utf16 else "characters"
        ends = "a CRLF as two" if self.pairs else "a CRLF as one"
        mark = ", the byte order mark as one" if self.mark else ""
        last = ", the end as the last character" if self.last else ""
        return f"{unit}, {ends}{mark}{last}"


def usual_counting(origin: str) -> Counting:
    """Return what a program is known to count, by the origin that its files name."""
    name = origin.casefold()
    if "nvivo" in name:
        return Counting(utf16=True)
    return Counting(pairs="atlas.ti" not in name)


@dataclass(frozen=True, slots=True)
class Layout:
    """A text as the file has it, what was made of it, and where its unusual signs stand."""

    frozen: Frozen
    marks: int
    pairs: Numbers
    astral: Numbers
    astral_kept: Numbers

    @property
    def doubtful(self) -> bool:
        """Whether exporters count differently in this text."""
        return bool(self.marks or len(self.pairs) or len(self.astral))

    def place(self, written: Numbers, counting: Counting, *, ends: bool) -> Numbers:
        """Return the places in the kept text; what falls inside a sign is moved outward."""
        at = written + 1 if ends and counting.last else written
        if counting.mark and self.marks:
            at = np.maximum(at - self.marks, np.minimum(at, 0))
        if counting.utf16:
            at = _inward(at, self.astral if counting.pairs else self.astral_kept, ends=ends)
        if counting.pairs:
            at = _inward(at, self.pairs, ends=ends)
        return at


def layout_of(text: str, *, next_line: bool = True) -> Layout:
    """Return the layout of a text as it was decoded."""
    marks = len(text) - len(text.lstrip(_BOM))
    raw = text[marks:]
    frozen = freeze(raw, next_line=next_line)
    astral = _places(_ASTRAL, raw)
    pairs = _places(re.compile("\r\n"), raw) if "\r" in raw else astral[:0]
    kept = astral - np.searchsorted(pairs, astral) if len(pairs) else astral
    return Layout(frozen, marks, pairs, astral, kept)


def _places(pattern: re.Pattern[str], text: str) -> Numbers:
    if pattern is _ASTRAL and not _has_astral(text):
        return np.empty(0, np.int64)
    return np.fromiter((found.start() for found in pattern.finditer(text)), np.int64)


def _has_astral(text: str) -> bool:
    return not text.isascii() and len(text.encode("utf-16-le", "surrogatepass")) != 2 * len(text)


def _inward(at: Numbers, signs: Numbers, *, ends: bool) -> Numbers:
    """Return places counted with one unit for each sign at `signs`, where they counted two.

    A place between the two units of a sign becomes the sign's start, or its end for an end.
    """
    if not len(signs):
        return at
    seconds = signs + np.arange(len(signs)) + 1
    passed = np.searchsorted(seconds, at, side="left")
    moved: Numbers = at - passed
    if not ends:
        inside = seconds[np.minimum(passed, len(seconds) - 1)] == at
        moved = moved - inside
    return moved


@dataclass(frozen=True, slots=True)
class Written:
    """The passages of one text as its file has them: places, and the names that may quote them."""

    layout: Layout
    starts: Numbers
    ends: Numbers
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The counting that fits a project, and how well: edges of words met, of how many."""

    counting: Counting
    met: int
    of: int
    usual: Counting
    usual_met: int
    quotes: int = 0


def judge(texts: Iterable[Written], usual: Counting) -> Judgement:
    """Return the counting that the texts bear out; the usual one unless another is clearly better.

    The score is the number of starts and ends on edges of words, and of passages that read as
    their names say, which weigh more.
    """
    listed = [text for text in texts if len(text.starts)]
    candidates = _candidates(listed, usual)
    scores = dict.fromkeys(candidates, 0)
    quotes = dict.fromkeys(candidates, 0)
    of = 0
    for text in _sampled(listed):
        of += 2 * len(text.starts)
        for counting in candidates:
            edges, quoted = _score(text, counting)
            scores[counting] += edges
            quotes[counting] += quoted
    total = {one: scores[one] + _QUOTE_WEIGHT * quotes[one] for one in candidates}
    best = max(candidates, key=total.__getitem__)
    gain = total[best] - total[usual]
    if gain < max(_LEAST_GAIN, _GAIN_SHARE * total[usual]):
        best = usual
    return Judgement(best, scores[best], of, usual, scores[usual], quotes[best])


def _candidates(texts: Sequence[Written], usual: Counting) -> list[Counting]:
    """Return the countings that differ in these texts, the usual one first."""
    layouts = [text.layout for text in texts]
    utf16 = {usual.utf16} | ({True, False} if any(len(one.astral) for one in layouts) else set())
    pairs = {usual.pairs} | ({True, False} if any(len(one.pairs) for one in layouts) else set())
    mark = {usual.mark} | ({True, False} if any(one.marks for one in layouts) else set())
    last = {usual.last}
    if sum(len(text.starts) for text in texts) >= _ENOUGH_FOR_LAST:
        last = {True, False}
    every = [Counting(*each) for each in product(utf16, pairs, mark, last)]
    return sorted(every, key=lambda one: sum(a != b for a, b in zip(one, usual, strict=True)))


def _sampled(texts: Sequence[Written]) -> list[Written]:
    """Return some passages of each text; those of texts where exporters differ come first."""
    doubtful = [text for text in texts if text.layout.doubtful]
    plain = [text for text in texts if not text.layout.doubtful]
    sampled: list[Written] = []
    left = _SAMPLE
    for text in doubtful + plain:
        if left <= 0:
            break
        share = max(50, _SAMPLE // max(1, len(texts)))
        step = max(1, len(text.starts) // share)
        part = Written(text.layout, text.starts[::step], text.ends[::step], text.names[::step])
        sampled.append(part)
        left -= len(part.starts)
    return sampled


def _score(text: Written, counting: Counting) -> tuple[int, int]:
    kept = text.layout.frozen.text
    starts = text.layout.place(text.starts, counting, ends=False).tolist()
    ends = text.layout.place(text.ends, counting, ends=True).tolist()
    edges = quotes = 0
    for start, end, name in zip(starts, ends, text.names, strict=True):
        if 0 <= start < end <= len(kept):
            edges += on_edge(kept, start) + on_edge(kept, end)
            quotes += reads_as(kept, start, end, name)
    return edges, quotes


def on_edge(text: str, place: int) -> bool:
    """Tell whether no word goes on across a place."""
    return not (0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum())


def reads_as(text: str, start: int, end: int, name: str) -> bool:
    """Tell whether a passage says what its name quotes; a quote may be cut with “…”."""
    said = " ".join(_CUT.sub("", name.strip()).split()).casefold()
    if len(said) < _LEAST_QUOTE:
        return False
    there = " ".join(text[start : min(end, start + 4 * len(name) + 50)].split()).casefold()
    cut = name.rstrip().endswith(("…", "..."))
    return there.startswith(said) if cut else there == said


def placed(text: Written, counting: Counting) -> tuple[list[int], list[int], int]:
    """Return starts and ends in the kept text, and how many were found by their own words only.

    A passage that does not read as its name says, but does so by another way of counting, stands
    where its words are: some programs count differently from one passage to the next.
    """
    layout = text.layout
    starts = layout.place(text.starts, counting, ends=False).tolist()
    ends = layout.place(text.ends, counting, ends=True).tolist()
    if not layout.doubtful:
        return starts, ends, 0
    others = [one for one in _candidates([text], counting)[1:] if one.last == counting.last]
    otherwise = [
        (layout.place(text.starts, one, ends=False).tolist(),
         layout.place(text.ends, one, ends=True).tolist())
        for one in others
    ]  # fmt: skip
    kept, found = layout.frozen.text, 0
    for place, name in enumerate(text.names):
        if not name or reads_as(kept, starts[place], ends[place], name):
            continue
        for first, last in otherwise:
            if 0 <= first[place] < last[place] <= len(kept) and reads_as(
                kept, first[place], last[place], name
            ):
                starts[place], ends[place] = first[place], last[place]
                found += 1
                break
    return starts, ends, found
