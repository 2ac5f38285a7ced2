"""Moving the ends of a coding word by word."""

from __future__ import annotations

from typing import Literal

from gtcoder.analysis.segments import words
from gtcoder.errors import NotComputable
from gtcoder.vocabulary import Span

Edge = Literal["start", "end"]
_NEAR = 300  # characters on either side in which the next word is looked for


def moved(text: str, span: Span, edge: Edge, step: int) -> Span | None:
    """Return the span with one end moved to the next word's edge; None where there is no further.

    `step` is 1 towards the text's end and -1 towards its start. The span never gets empty.
    """
    stops = _stops(text, span.start if edge == "start" else span.end, edge)
    if edge == "start":
        room = [stop for stop in stops if stop < span.end]
        start = _next(room, span.start, step)
        return None if start is None else Span(start, span.end)
    room = [stop for stop in stops if stop > span.start]
    end = _next(room, span.end, step)
    return None if end is None else Span(span.start, end)


def _stops(text: str, at: int, edge: Edge) -> list[int]:
    """Return where words begin (or end, punctuation with or without) near a place, in order."""
    low, high = max(0, at - _NEAR), min(len(text), at + _NEAR)
    piece = text[low:high]
    try:
        found = words(piece)
    except NotComputable:
        return [low + n for n, letter in enumerate(piece) if not letter.isspace()]
    begun, ended = found.starts.tolist(), found.ends.tolist()
    if edge == "start":
        return [low + stop for stop in begun if low == 0 or stop > 0]
    stops = set(ended)
    for stop in ended:
        while stop < len(piece) and not piece[stop].isspace() and not piece[stop].isalnum():
            stop += 1
        stops.add(stop)
    return sorted(low + stop for stop in stops if high == len(text) or stop < len(piece))


def _next(stops: list[int], at: int, step: int) -> int | None:
    if step > 0:
        return min((stop for stop in stops if stop > at), default=None)
    return max((stop for stop in stops if stop < at), default=None)
