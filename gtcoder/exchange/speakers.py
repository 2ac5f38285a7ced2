"""Propose the speaker turns of a frozen text from the way its lines begin.

A label counts only if it recurs and alternates with others; what is proposed is shown to the
coder, who can say "none" or give a pattern.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import NamedTuple

from gtcoder.batch import FileNote, TurnDraft
from gtcoder.exchange.formats import NONE, speaker_pattern
from gtcoder.exchange.speaker_words import is_heading, is_never_a_speaker, role_of
from gtcoder.exchange.turn_styles import STYLES, Style, clean_label

_PARTICLES = re.compile("von|van|der|den|d[aei]|del|della|dos?|das|la|le|el|y|e|al|bin|ibn")
_CERTAIN_SHARE = 0.2
_STRICT_SHARE = 0.2
_STRICT_COUNT = 3
_MOST_STRICT_LABELS = 12
_SMALL_LETTER_SHARE = 0.15
_ALTERNATION = 0.2
_HEADER_REACH = 3000
_LONGEST_FIELD = 60
_SENTENCE_ENDS = ".?!…؟。？！"  # noqa: RUF001
_MOST_NOTES = 5
_ONCE_ONLY = "“{label}” begins a line too seldom and was not taken as a speaker"


@dataclass(frozen=True, slots=True)
class Turns:
    """The turns proposed for a text, in its order, with what a coder should know about them."""

    turns: tuple[TurnDraft, ...] = ()
    notes: tuple[FileNote, ...] = ()


class _Start(NamedTuple):
    """A line that begins like a turn: where, where its speech begins, and the label."""

    start: int
    body: int
    label: str
    key: str


def propose_turns(text: str, speakers: str = "auto", *, end: int | None = None) -> Turns:
    """Return the turns of `text` up to `end`, by the usual styles or the coder's own pattern."""
    if speakers == NONE:
        return Turns()
    speech = text if end is None else text[:end]
    pattern = speaker_pattern(speakers)
    if pattern is not None:
        starts = _by_pattern(speech, pattern)
        note = () if starts else (FileNote("the speaker pattern matches nowhere: no turns"),)
        return Turns(_turns(speech, starts), note)
    return _by_styles(speech)


def _by_pattern(text: str, pattern: re.Pattern[str]) -> list[_Start]:
    group = "speaker" if "speaker" in pattern.groupindex else 1
    return [
        _Start(_first_sign(text, found.start()), found.end(), label, label.casefold())
        for found in pattern.finditer(text)
        if (label := clean_label(found[group] or ""))
    ]


def _by_styles(text: str) -> Turns:
    lines = sum(1 for line in text.split("\n") if line.strip())
    best: list[_Start] = []
    single: list[_Start] = []
    others: list[_Start] = []
    for style in STYLES:
        candidates = _candidates(text, style)
        starts = _accepted(candidates, style, lines)
        if not _alternates(starts):
            single = single if style.strict else max(single, starts, key=len)
        elif len(starts) > len(best):
            best, others = starts, candidates
        if len(best) >= max(1, _CERTAIN_SHARE * lines):
            break
    if not best:
        return Turns(notes=_only_one(single))
    once = _once_only(text, others, {start.key for start in best})
    return Turns(_turns(text, best), tuple(islice(once, _MOST_NOTES)))


def _candidates(text: str, style: Style) -> list[_Start]:
    """Return all lines that begin in this style, those of a header at the top left out."""
    found = []
    labels: dict[str, tuple[str, str]] = {}
    for match in style.pattern.finditer("\n" + text):
        raw = match["speaker"]
        if raw not in labels:
            label = clean_label(raw)
            labels[raw] = label, label.casefold()
        # The text is searched with a line feed before it, so found positions are one too far.
        start, end = match.span()
        if text[start].isspace():
            start = _first_sign(text, start)
        found.append(_Start(start, end - 1, *labels[raw]))
    speech = _end_of_header(text, found)
    return [start for start in found if start.start >= speech]


def _first_sign(text: str, position: int) -> int:
    while text[position].isspace():
        position += 1
    return position


def _end_of_header(text: str, found: Sequence[_Start]) -> int:
    """Return where the header ends: leading blocks that hold headings or fields, no talk."""
    often = Counter(start.key for start in found)
    header = position = 0
    for block in text[:_HEADER_REACH].split("\n\n"):
        end = position + len(block)
        inside = [start for start in found if position <= start.start < end]
        headings = [start.start for start in inside if is_heading(start.label)]
        if headings:
            header = _end_of_fields(text, headings[-1], end, inside)
        elif inside and any(often[one.key] > 1 or not _is_field(text, one) for one in inside):
            break
        elif inside:
            header = end
        position = end + 2
    return header


def _end_of_fields(text: str, heading: int, end: int, inside: Sequence[_Start]) -> int:
    """Return the end of the last heading's line, or of the fields that follow it in its block."""
    last = heading
    for start in inside:
        if start.start > last:
            if not _is_field(text, start):
                break
            last = start.start
    line_end = text.find("\n", last)
    return end if line_end < 0 else min(end, line_end)


def _is_field(text: str, start: _Start) -> bool:
    """Tell whether the line looks like "Label: value" and not like something said."""
    value = text[start.body : start.body + 2 * _LONGEST_FIELD].partition("\n")[0].strip()
    return 0 < len(value) <= _LONGEST_FIELD and value[-1] not in _SENTENCE_ENDS


def _accepted(candidates: Sequence[_Start], style: Style, lines: int) -> list[_Start]:
    counts = Counter(start.key for start in candidates)
    labels = {start.key: start.label for start in reversed(candidates)}
    total = counts.total()
    least = _STRICT_COUNT if style.strict else 2
    recurring = {
        key
        for key, count in counts.items()
        if count >= least and _may_be_speaker(labels[key], count, total)
    }
    kept = recurring if style.strict else recurring | _of_the_same_shape(recurring, labels)
    starts = [start for start in candidates if start.key in kept]
    too_few = len(starts) < _STRICT_SHARE * lines or len(kept) > _MOST_STRICT_LABELS
    return [] if style.strict and too_few else starts


def _may_be_speaker(label: str, count: int, total: int) -> bool:
    """Judge a label that recurs: names and roles may be, running text may not."""
    if role_of(label) is not None:
        return True
    words = label.split()
    if len(words) > 5 or is_never_a_speaker(label):
        return False
    is_name = all(_PARTICLES.fullmatch(word) or _is_capitalised(word) for word in words)
    return is_name or (count > 2 and count >= _SMALL_LETTER_SHARE * total and len(words) <= 3)


def _is_capitalised(word: str) -> bool:
    """Tell whether a word may be of a name: "Anna", "d'Angelo", "مریم", but not "example"."""
    return not word[0].islower() or any(sign.isupper() for sign in word[:3])


def _of_the_same_shape(recurring: Iterable[str], labels: dict[str, str]) -> set[str]:
    """Return labels that occur once but look like those that recur: the silent sixth of a group."""
    shapes = {_shape(labels[key]) for key in recurring} - {None}
    return {
        key
        for key, label in labels.items()
        if shapes and not is_never_a_speaker(label) and _shape(label) in shapes
    }


def _shape(label: str) -> str | None:
    """Return the form of ids ("P07" → "P0"), single letters and capitals; None for other names."""
    if any(sign.isdigit() for sign in label):
        return re.sub(r"\d+", "0", label.casefold())
    if role_of(label) is not None:
        return "role"
    if label.isupper() and len(label.split()) <= 2:
        return "A" if len(label) == 1 else "AA"
    return None


def _alternates(starts: Sequence[_Start]) -> bool:
    if len(starts) < 3 or len({start.key for start in starts}) < 2:
        return False
    changes = sum(one.key != next_.key for one, next_ in pairwise(starts))
    return changes >= _ALTERNATION * (len(starts) - 1)


def _turns(text: str, starts: Sequence[_Start]) -> tuple[TurnDraft, ...]:
    """Return turns from each start to the next, without the blank lines between them."""
    spellings = _spellings(starts)
    limits = [*(start.start for start in starts[1:]), len(text)] if starts else []
    turns = []
    for start, limit in zip(starts, limits, strict=True):
        body, end = start.body, limit
        while text[end - 1].isspace():
            end -= 1
        while body < end and text[body].isspace():
            body += 1
        turns.append(TurnDraft(start.start, end, min(body, end), spellings[start.key]))
    return tuple(turns)


def _spellings(starts: Sequence[_Start]) -> dict[str, str]:
    """Return for each label, capitals aside, the spelling that is used most."""
    counts = Counter((start.key, start.label) for start in starts)
    spellings: dict[str, str] = {}
    for (key, label), _ in counts.most_common():
        spellings.setdefault(key, label)
    return spellings


def _only_one(starts: Sequence[_Start]) -> tuple[FileNote, ...]:
    labels = Counter(start.label for start in starts)
    if len(labels) != 1:
        return ()
    message = "lines begin with one label only, “{label}”, so no turns were proposed"
    return (FileNote(message.format(label=next(iter(labels)))),)


def _once_only(text: str, candidates: Sequence[_Start], taken: set[str]) -> Iterator[FileNote]:
    """Name those that begin one line only, as the speakers do."""
    for start in candidates:
        is_name = start.label[0].isupper() and len(start.label.split()) <= 2
        if start.key not in taken and is_name and not is_never_a_speaker(start.label):
            line = text.count("\n", 0, start.start) + 1
            yield FileNote(_ONCE_ONLY.format(label=start.label), line)
