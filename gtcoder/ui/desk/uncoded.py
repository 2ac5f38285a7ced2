"""Where the coder has not been yet."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gtcoder.analysis.segments import paragraphs
from gtcoder.queries.frames import Ints
from gtcoder.queries.passages import TurnRow
from gtcoder.vocabulary import Span, SpeakerRole


def next_uncoded(
    text: str, turns: Sequence[TurnRow], starts: Ints, ends: Ints, at: int
) -> Span | None:
    """Return the next turn after a place that no coding touches, round the text's end.

    The interviewer's turns do not count. In a text without turns it is the next paragraph.
    """
    spans = _speeches(text, turns)
    order = np.argsort(starts, kind="stable")
    begin, reach = starts[order], np.maximum.accumulate(ends[order]) if len(ends) else ends
    bare = [span for span in spans if not _touched(span, begin, reach)]
    return next((span for span in bare if span.start > at), bare[0] if bare else None)


def _speeches(text: str, turns: Sequence[TurnRow]) -> list[Span]:
    told = [turn for turn in turns if turn.role is not SpeakerRole.INTERVIEWER]
    if told:
        return [span for turn in told if (span := _trimmed(text, turn.body, turn.end))]
    found = paragraphs(text)
    return [Span(a, b) for a, b in zip(found.starts.tolist(), found.ends.tolist(), strict=True)]


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return Span(start, end) if start < end else None


def _touched(span: Span, begin: Ints, reach: Ints) -> bool:
    before = int(np.searchsorted(begin, span.end, side="left"))
    return before > 0 and int(reach[before - 1]) > span.start
