"""How stretches of a previewed text look: speakers in their colours, marks in their form."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtGui import QColor, QTextCharFormat

from gtcoder.batch import DocumentDraft, MarkDraft
from gtcoder.ui.look import serif, theme
from gtcoder.vocabulary import Mark, SpeakerRole

Stretch = tuple[int, int, str, bool]  # start, end, ink, strong


def pieces(draft: DocumentDraft, end: int, size: int) -> Iterator[tuple[str, QTextCharFormat]]:
    """Yield the text up to `end` in pieces of one look each, times before their turns."""
    now = theme()
    marks = tuple(mark for mark in draft.marks if mark.start < end)
    times = {turn.start: turn.begins for turn in draft.turns if turn.begins is not None}
    for start, stop, ink, strong in _stretches(draft, end):
        if start in times:
            yield f"{clock(times.pop(start))}  ", _look(now.text3, size - 2)
        for first, last, kinds in _parted(start, stop, marks):
            yield draft.text[first:last], _look(ink, size, strong=strong, kinds=kinds)
    if end < len(draft.text):
        yield "\n…", _look(now.text3, size)


def clock(milliseconds: int) -> str:
    """Return a time in a recording as people read it.

    >>> clock(3_723_400)
    '1:02:03'
    >>> clock(63_000)
    '1:03'
    """
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _stretches(draft: DocumentDraft, end: int) -> Iterator[Stretch]:
    """Yield what lies between turns, their labels and their speech."""
    now, inks, at = theme(), _inks(draft), 0
    for turn in draft.turns:
        if turn.start >= end:
            break
        label, speech = inks.get(turn.speaker or "", (now.text, now.text))
        yield at, turn.start, now.text2, False
        yield turn.start, min(turn.body, end), label, True
        yield min(turn.body, end), min(turn.end, end), speech, False
        at = min(turn.end, end)
    yield at, end, now.text2 if draft.turns else now.text, False


def _parted(
    start: int, end: int, marks: tuple[MarkDraft, ...]
) -> Iterator[tuple[int, int, frozenset[Mark]]]:
    """Yield a stretch in parts, each with the marks that hold all over it."""
    over = [mark for mark in marks if mark.start < end and start < mark.end]
    edges = {start, end}
    for mark in over:
        edges |= {max(mark.start, start), min(mark.end, end)}
    places = sorted(edges)
    for first, last in pairwise(places):
        kinds = frozenset(mark.kind for mark in over if mark.start <= first and last <= mark.end)
        yield first, last, kinds


def _inks(draft: DocumentDraft) -> dict[str, tuple[str, str]]:
    """Return the colours of each speaker's label and speech."""
    now = theme()
    found, number = {}, 0
    for speaker in draft.speakers:
        if speaker.role is SpeakerRole.PARTICIPANT:
            number += 1
            found[speaker.label] = (now.code((number - 1) % 20 + 1).ink, now.text)
        else:
            found[speaker.label] = (now.text2, now.text2)
    return found


def _look(
    ink: str, size: int, *, strong: bool = False, kinds: frozenset[Mark] = frozenset()
) -> QTextCharFormat:
    form = QTextCharFormat()
    heading = Mark.HEADING in kinds
    heavy = strong or heading or Mark.BOLD in kinds
    form.setFont(serif(size + 3 * heading, 600 if heavy else 400))
    form.setForeground(QColor(ink))
    form.setFontItalic(Mark.ITALIC in kinds)
    form.setFontUnderline(Mark.UNDERLINE in kinds)
    return form
