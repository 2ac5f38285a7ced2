"""Times of turns in the recording, read from the stamps that stand at labels or at their ends."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from gtcoder.batch import FileNote, TurnDraft

_CLOCK = re.compile(
    r"(?<![\d:.])(?:(?P<one>\d{1,2})(?P<dot>[:.]))?(?P<two>\d{1,3})[:.](?P<three>\d\d)"
    r"(?:[.,](?P<part>\d{1,3})|-(?P<tenth>\d))?(?![\d:])(?P<noon>[ ]?[AaPp]\.?[Mm])?"
)
_INSIDE = re.compile(
    r"[\[({<#][ ]?(\d{1,2}:)?\d{1,3}:\d\d([.,]\d{1,3}|-\d)?[ ]?[\])}>#]"
    r"|(?<![\d:.])\d{1,2}:\d\d:\d\d(?![\d:])(?![ ]?[AaPp]\.?[Mm])"
)
_MAY_BE = re.compile(r"[:.]\d\d")  # in every stamp
_AT_END = re.compile(r"#(\d{1,2}:\d\d:\d\d(?:-\d)?)#\s*\Z")
_OF_THE_DAY = 6 * 3_600_000  # no recording of talk begins so late
_FEW = 0.8
_MOST_BACKWARDS = 0.2


def with_times(
    text: str, turns: Sequence[TurnDraft]
) -> tuple[tuple[TurnDraft, ...], tuple[FileNote, ...]]:
    """Return the turns with the times of their stamps in milliseconds, and what is to be said.

    A stamp stands between the beginning of a turn and its speech, a span of two gives both times;
    stamps such as #00:01:02-5# may stand at the end of speech instead. Times of the day (“3:15
    pm”, or from six hours on) and times that often run backwards are none of a recording. Stamps
    within speech stay there and are said.
    """
    if any(turn.begins is not None for turn in turns):
        return tuple(turns), ()
    stamps = [found.start() for found in _MAY_BE.finditer(text)]
    if not stamps:
        return tuple(turns), ()
    timed = [
        _at_label(text, turn) if _any_within(stamps, turn.start, turn.body) else turn
        for turn in turns
    ]
    spoken = (turn for turn in turns if _any_within(stamps, turn.body, turn.end))
    inside = sum(1 for turn in spoken for _ in _INSIDE.finditer(text, turn.body, turn.end))
    if not any(turn.begins is not None for turn in timed):
        timed = _at_ends(text, turns)
        inside -= sum(turn.ends is not None for turn in timed)
    known = [turn.begins for turn in timed if turn.begins is not None]
    if not known:
        return tuple(turns), tuple(_left_inside(inside))
    if known[0] >= _OF_THE_DAY:
        note = FileNote("time stamps are those of a clock and were not taken as times of turns")
        return tuple(turns), (note,)
    back = sum(two < one for one, two in pairwise(known))
    if back > _MOST_BACKWARDS * len(known):
        note = FileNote("time stamps often run backwards and were not taken as times of turns")
        return tuple(turns), (note,)
    notes = []
    if len(known) < len(turns):
        missing = f"{len(turns) - len(known):,} of {len(turns):,} turns"
        notes.append(FileNote(f"no time stamp says when {missing} begin"))
    if back:
        notes.append(FileNote(f"times run backwards in {back:,} place{'s' if back > 1 else ''}"))
    return tuple(timed), (*notes, *_left_inside(inside))


def _any_within(places: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def _left_inside(count: int) -> Iterator[FileNote]:
    """Yield the note on stamps within speech, where there are any."""
    if count == 1:
        yield FileNote("1 time stamp that stands inside a turn was left in the text")
    elif count > 1:
        yield FileNote(f"{count:,} time stamps that stand inside turns were left in the text")


def milliseconds(stamp: str) -> int | None:
    """Return the milliseconds of a stamp: "1:02:03.250", "00:13" (minutes), "00:01:02-5".

    None for a time of the day and for what is no time.
    """
    found = _CLOCK.search(stamp)
    return None if found is None else _milliseconds(found)


def _milliseconds(found: re.Match[str]) -> int | None:
    hours, minutes, seconds = int(found["one"] or 0), int(found["two"]), int(found["three"])
    if found["noon"] or seconds > 59 or (found["one"] and minutes > 59):
        return None
    part = found["tenth"] or found["part"] or "0"
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int(part.ljust(3, "0"))


def _at_label(text: str, turn: TurnDraft) -> TurnDraft:
    times = [_milliseconds(found) for found in _CLOCK.finditer(text, turn.start, turn.body)]
    known = [time for time in times if time is not None]
    if not known or len(known) < len(times):
        return turn
    ends = known[1] if len(known) > 1 and known[1] >= known[0] else None
    return replace(turn, begins=known[0], ends=ends)


def _at_ends(text: str, turns: Sequence[TurnDraft]) -> list[TurnDraft]:
    """Return turns that end in a stamp: each begins where the one before ended."""
    found = [_AT_END.search(text, turn.body, turn.end) for turn in turns]
    ends = [None if stamp is None else milliseconds(stamp[1]) for stamp in found]
    if sum(end is not None for end in ends) < _FEW * len(turns):
        return list(turns)
    begins = [0, *ends][: len(turns)]
    return [
        replace(turn, begins=one, ends=two)
        for turn, one, two in zip(turns, begins, ends, strict=True)
    ]
