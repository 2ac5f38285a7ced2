"""A transcript as it is shown: frozen text, blocks of display, labels, lines and turns."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from gtcoder.queries.marks import MarkRow
from gtcoder.queries.passages import TurnRow
from gtcoder.ui.transcript.marked import Marked
from gtcoder.ui.transcript.offsets import Ints, Offsets, code_points
from gtcoder.vocabulary import DocumentId, SpeakerRole

LONGEST_BLOCK = 4000  # Qt lays out a block at once, so a longer paragraph would stop the window
_CLUSTER = 64  # characters that may cling together; looked back no further
NOBODY = -1
_NEWLINE = 10
# Characters that Qt takes for a paragraph's end or for an object; the shown text has the same
# number of units, and the frozen text is never read back from Qt.
_PLAIN = {ord("\r"): " ", 0x2029: "\u2028", 0xFDD0: "\ufffd", 0xFDD1: "\ufffd"}
_PLAIN |= {0xFFFC: "\ufffd", 0: "\ufffd"}


@dataclass(frozen=True, slots=True)
class Page:
    """A document to be read: its frozen text, the turns in it, and what its file set off."""

    document: DocumentId
    name: str
    subtitle: str
    text: str
    turns: tuple[TurnRow, ...] = ()
    marks: tuple[MarkRow, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeLook:
    """How a code is shown: its name and the number of its colour, and those of its category."""

    name: str
    colour_number: int
    category: str = ""
    category_colour: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Display:
    """What each block of display is, by number; positions in code points unless they say units."""

    offsets: Offsets
    splits: Ints
    newlines: Ints
    starts: Ints
    ends: Ints
    fold: list[int]  # units at the block's head that the gutter says instead
    label: list[int]  # units at the block's head that are a label on a line of its own
    asked: list[bool]  # in the turn of an interviewer
    blank: list[bool]
    parted: list[bool]  # followed by the gap between turns
    speaks: list[int]  # the turn whose speaker the gutter names here, or NOBODY
    turn_starts: list[int]
    marked: Marked

    def line_of(self, point: int) -> int:
        """Return the number of the frozen text's line a code point is in, from 1."""
        return int(np.searchsorted(self.newlines, point, side="left")) + 1

    def block_at(self, point: int) -> int:
        """Return the number of the block a code point is in."""
        return max(0, int(np.searchsorted(self.starts, point, side="right")) - 1)

    def turn_at(self, turns: tuple[TurnRow, ...], point: int) -> TurnRow | None:
        """Return the turn a code point is in."""
        place = bisect_right(self.turn_starts, point) - 1
        if place >= 0 and point <= turns[place].end:
            return turns[place]
        return None


def display_of(page: Page) -> Display:
    """Divide a page into blocks and say of each what it is."""
    points = code_points(page.text)
    newlines = np.flatnonzero(points == _NEWLINE).astype(np.int32)
    splits = _splits(page.text, newlines)
    offsets = Offsets(points, splits)
    zero = np.zeros(1, np.int32)
    starts = np.sort(np.concatenate([zero, newlines + 1, splits]))
    ends = np.append(starts[1:], len(page.text) + 1).astype(np.int32) - 1
    if len(splits):
        ends[np.isin(ends + 1, splits)] += 1
    turns = _Turns(page.turns)
    fold, label, speaks, heads = turns.heads(page.text, starts, ends, offsets)
    blank = _blank(page.text, starts, ends)
    parted = np.zeros(len(starts), bool)
    parted[:-1] = heads[1:] & ~blank[1:] & ~blank[:-1]
    return Display(
        offsets, splits, newlines, starts, ends,
        fold=fold.tolist(), label=label.tolist(), asked=turns.asked_in(starts, ends).tolist(),
        blank=blank.tolist(), parted=parted.tolist(), speaks=speaks.tolist(),
        turn_starts=turns.start.tolist(), marked=Marked.of(page.marks, offsets),
    )  # fmt: skip


def shown_text(page: Page, display: Display) -> str:
    """Return the text given to Qt: one block a line, over-long paragraphs divided."""
    text = page.text
    if len(display.splits):
        cuts = [0, *display.splits.tolist(), len(text)]
        text = "\n".join(text[a:b] for a, b in pairwise(cuts))
    # Looking for one character at a time is several times faster than a regular expression.
    return text.translate(_PLAIN) if any(chr(odd) in text for odd in _PLAIN) else text


def spoken_backwards(page: Page, display: Display) -> list[int]:
    """Return the blocks whose speech runs from right to left behind a label folded away."""
    heads = (
        (block, page.turns[turn])
        for block, turn in enumerate(display.speaks)
        if turn != NOBODY and display.fold[block]
    )
    return [block for block, turn in heads if _runs_backwards(page.text, turn.body, turn.end)]


def _runs_backwards(text: str, start: int, end: int) -> bool:
    """Whether the first letter of a stretch that has a direction runs from right to left."""
    for letter in text[start : min(end, start + _CLUSTER)]:
        way = unicodedata.bidirectional(letter)
        if way in ("L", "R", "AL"):
            return way != "L"
    return False


class _Turns:
    """The turns of a page as columns."""

    def __init__(self, turns: tuple[TurnRow, ...]) -> None:
        flat = np.fromiter((n for t in turns for n in (t.start, t.end, t.body)), np.int32)
        self.start, self.end, self.body = flat.reshape(-1, 3).T
        asker = (t.role is SpeakerRole.INTERVIEWER for t in turns)
        self._asker = np.fromiter(asker, bool, len(turns))

    def asked_in(self, starts: Ints, ends: Ints) -> npt.NDArray[np.bool_]:
        """Return which blocks are in the turn of an interviewer."""
        if not len(self.start):
            return np.zeros(len(starts), bool)
        first = np.searchsorted(self.end, starts, side="right")
        safe = np.minimum(first, len(self.start) - 1)
        inside = (first < len(self.start)) & (self.start[safe] < np.maximum(ends, starts + 1))
        return np.asarray(inside & self._asker[safe])

    def heads(
        self, text: str, starts: Ints, ends: Ints, offsets: Offsets
    ) -> tuple[Ints, Ints, Ints, npt.NDArray[np.bool_]]:
        """Return per block: units to fold, units of a label alone, turn to name, opens a turn."""
        fold = np.zeros(len(starts), np.int32)
        label, heads = fold.copy(), np.zeros(len(starts), bool)
        speaks = np.full(len(starts), NOBODY, np.int32)
        at = np.searchsorted(starts, self.start, side="right") - 1
        gap = self.start - starts[at]
        clean = gap == 0
        for place in np.flatnonzero((gap > 0) & (gap < 9)).tolist():
            clean[place] = not text[starts[at[place]] : self.start[place]].strip()
        heads[at[clean]] = True
        named = clean & (self.body < ends[at])
        base = offsets.all_to_qt(starts[at])
        folded = named & (self.body > self.start)
        fold[at[folded]] = (offsets.all_to_qt(self.body) - base)[folded]
        speaks[at[named]] = np.flatnonzero(named)
        alone = clean & ~named & (self.body > self.start)
        width = offsets.all_to_qt(np.minimum(self.body, ends[at])) - base
        label[at[alone]] = width[alone]
        return fold, label, speaks, heads


def _splits(text: str, newlines: Ints) -> Ints:
    """Return where paragraphs that are too long are divided for display: behind a space."""
    edges = np.concatenate([[-1], newlines, [len(text)]])
    cuts: list[int] = []
    for place in np.flatnonzero(np.diff(edges) > LONGEST_BLOCK + 1).tolist():
        start, end = int(edges[place]) + 1, int(edges[place + 1])
        while end - start > LONGEST_BLOCK:
            start = _cut(text, start)
            cuts.append(start)
    return np.asarray(cuts, dtype=np.int32)


def _cut(text: str, start: int) -> int:
    end = start + LONGEST_BLOCK
    space = text.rfind(" ", start + LONGEST_BLOCK // 2, end)
    if space >= 0:
        return space + 1
    return next((at for at in range(end, end - _CLUSTER, -1) if not _clings(text, at)), end)


def _clings(text: str, point: int) -> bool:
    """Whether a character cannot be parted from the one before it."""
    return unicodedata.category(text[point])[0] == "M" or "\u200d" in text[point - 1 : point + 1]


def _blank(text: str, starts: Ints, ends: Ints) -> npt.NDArray[np.bool_]:
    blank = starts == ends
    for place in np.flatnonzero((ends - starts < 9) & ~blank).tolist():
        blank[place] = text[starts[place] : ends[place]].isspace()
    return np.asarray(blank)


def turn_span(page: Page, display: Display, point: int) -> tuple[int, int]:
    """Return the speech at a code point without its label, or its line where nobody is named."""
    turn = display.turn_at(page.turns, point)
    if turn is None:
        cuts = display.newlines
        place = bisect_left(cuts, point)
        start = int(cuts[place - 1]) + 1 if place else 0
        end = int(cuts[place]) if place < len(cuts) else len(page.text)
    else:
        start, end = turn.body, turn.end
    words = page.text[start:end]
    lead = len(words) - len(words.lstrip())
    return start + lead, max(start + lead, start + len(words.rstrip()))
