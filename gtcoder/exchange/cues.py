"""Cues of subtitles: blocks of lines with their times, tags taken out, voices found."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice, pairwise

from gtcoder.batch import FileNote

ARROW = "-->"
_TIME = r"(?:(\d{1,2}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_SPAN = re.compile(rf"\s*(?<!\d){_TIME}\s*-->\s*{_TIME}(?![\d:.,])")
_TAG = re.compile(r"<[^<>]{0,200}>|\{\\[a-z]+\d*[^{}]{0,40}\}")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>]{1,100})>|</v>")
_NO_CUES = ("NOTE", "STYLE", "REGION")
_FIRST_LINES = 12
_MOST_NOTES = 5
_DASHES = "-–—"
_LEAST_ROLLING = 3
_ROLLING_SHARE = 0.2
_MOST_SHOWN = 4  # lines on the screen


@dataclass(frozen=True, slots=True)
class Cue:
    """The lines of one cue, its times in milliseconds where they could be read, and its line."""

    lines: tuple[str, ...]
    begins: int | None
    ends: int | None
    line: int


@dataclass(frozen=True, slots=True)
class Speech:
    """What one voice says in one cue; None is nobody who is named."""

    voice: str | None
    words: str
    begins: int | None
    ends: int | None


def looks_like_subrip(lines: Sequence[str]) -> bool:
    """Tell whether a time span stands alone among the first lines, after a number or nothing."""
    filled = [line.strip() for line in islice(lines, _FIRST_LINES) if line.strip()]
    if filled and ARROW in filled[0]:
        return _SPAN.match(filled[0]) is not None
    return (
        len(filled) > 1
        and filled[0].isdecimal()
        and ARROW in filled[1]
        and filled[1][:1].isdecimal()
    )


def cues_of(lines: Sequence[str], kind: str, notes: list[FileNote]) -> list[Cue]:
    """Return the cues of a file in its order; what is damaged is said with its line."""
    cues: list[Cue] = []
    strays: dict[int, list[str]] = {}  # by cue: lines of it that stand behind an empty line
    told: list[FileNote] = []
    outside: list[int] = []
    for first, block in _blocks(lines):
        if kind == "vtt" and block[0].startswith(_NO_CUES) and ARROW not in block[0]:
            continue
        cue = _cue(first, block, told)
        if cue is not None:
            cues.append(cue)
        elif kind == "srt" and block[0].strip().isdecimal() and len(block) > 1:
            told.append(FileNote("the cue has no times; its words were kept", first))
            cues.append(Cue(tuple(block[1:]), None, None, first))
        elif kind == "srt" and cues:  # an empty line stands within its words
            strays.setdefault(len(cues) - 1, []).extend(block)
        elif not block[0].startswith("WEBVTT"):
            outside.append(first)
    if outside:
        many = f"{len(outside):,} blocks without times were left out, the first of them here"
        one = "a block without times was left out"
        told.append(FileNote(many if len(outside) > 1 else one, outside[0]))
    for place, lines_behind in strays.items():
        cues[place] = replace(cues[place], lines=(*cues[place].lines, *lines_behind))
    notes += told[:_MOST_NOTES]
    if len(told) > _MOST_NOTES:
        more = len(told) - _MOST_NOTES
        notes.append(FileNote(f"{more:,} more {'places are' if more > 1 else 'place is'} damaged"))
    back = sum(
        one.begins is not None and two.begins is not None and two.begins < one.begins
        for one, two in pairwise(cues)
    )
    if back:
        places = f"{back:,} places" if back > 1 else "1 place"
        notes.append(FileNote(f"times run backwards in {places}; the order was kept"))
    return cues


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield runs of filled lines with the number of their first; a time span begins one too."""
    block: list[str] = []
    first = 1
    for number, line in enumerate(lines, 1):
        new = ARROW in line and any(ARROW in one for one in block)
        if not line.strip() or new:
            index = block.pop() if new and block[-1].strip().isdecimal() else None
            if block:
                yield first, block
            block, first = ([index] if index else []), number - 1
        if line.strip():
            first = number if not block else first
            block.append(line)
    if block:
        yield first, block


def _cue(first: int, block: Sequence[str], told: list[FileNote]) -> Cue | None:
    """Return the cue of a block, None where it has no time span."""
    place = next((n for n, line in enumerate(block[:2]) if ARROW in line), None)
    if place is None:
        return None
    lines = tuple(block[place + 1 :])
    found = _SPAN.match(block[place])
    begins, ends = _times(found) if found else (None, None)
    if found is None or begins is None or ends is None:
        message = f"the times “{block[place].strip()[:60]}” make no sense; the words were kept"
        told.append(FileNote(message, first + place))
        return Cue(lines, None, None, first)
    return Cue(lines, begins, ends, first)


def _times(found: re.Match[str]) -> tuple[int, int] | tuple[None, None]:
    parts = found.groups(default="0")
    if any(int(part) > 59 for part in (parts[1], parts[2], parts[5], parts[6])):
        return None, None
    begins, ends = _milliseconds(parts[:4]), _milliseconds(parts[4:])
    return (begins, ends) if begins <= ends else (None, None)


def _milliseconds(parts: Sequence[str]) -> int:
    hours, minutes, seconds = (int(part) for part in parts[:3])
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int(parts[3].ljust(3, "0"))


def speeches(cues: Sequence[Cue], notes: list[FileNote]) -> list[Speech]:
    """Return what each voice says in each cue; lines that only roll up are taken once."""
    said = [_by_voice(cue.lines) for cue in cues]
    lines = [[words for _, words in each] for each in said]
    again = [0, *(_overlap(one, two) for one, two in pairwise(lines))][: len(cues)]
    rolling = sum(0 < count < len(each) for count, each in zip(again, lines, strict=True))
    if rolling < _LEAST_ROLLING or rolling < _ROLLING_SHARE * len(cues):
        again = [0] * len(cues)
    found = [
        Speech(voice, words, cue.begins, cue.ends)
        for cue, each, count in zip(cues, said, again, strict=True)
        for voice, words in _joined(each[count:])
    ]
    if any(again):
        lines_again = f"{sum(again):,} lines" if sum(again) > 1 else "1 line"
        notes.append(FileNote(f"{lines_again} shown again by the next cue, taken in once only"))
    return found


def _by_voice(lines: Sequence[str]) -> list[tuple[str | None, str]]:
    """Return the stretches of words with their voices, tags out, at least one for each line."""
    found: list[tuple[str | None, str]] = []
    voice: str | None = None
    for line in lines:
        place = 0
        for tag in _VOICE.finditer(line):
            found.append((voice, _clean(line[place : tag.start()])))
            voice = _clean(tag[1]) or None if tag[1] else None
            place = tag.end()
        found.append((voice, _clean(line[place:])))
    return [(voice, words) for voice, words in found if words]


def _clean(words: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", words)).split())


def _overlap(before: Sequence[str], lines: Sequence[str]) -> int:
    """Return how many of the first lines are the last ones of the cue before."""
    for count in range(min(len(before), len(lines), _MOST_SHOWN), 0, -1):
        if list(before[-count:]) == list(lines[:count]):
            return count
    return 0


def _joined(said: Sequence[tuple[str | None, str]]) -> Iterator[tuple[str | None, str]]:
    """Yield the words of each voice; a line with a dash is somebody else's and stays a line."""
    for voice, each in groupby(said, key=lambda one: one[0]):
        words = ""
        for _, line in each:
            between = "\n" if line[0] in _DASHES else " "
            words += f"{between}{line}" if words else line
        yield voice, words
