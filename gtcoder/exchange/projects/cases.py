"""Whose words a text of another tool holds: its cases laid over the speakers that were found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gtcoder.batch import DocumentDraft, SpeakerDraft, TurnDraft
from gtcoder.vocabulary import SpeakerRole

_MOST = 0.8  # of a speaker's words that have to be of one case


@dataclass(frozen=True, slots=True)
class CasePart:
    """A stretch `[start, end)` of a text that belongs to a case, by the participant's name."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tied:
    """A document with its people; `unused` counts stretches that say nothing about them."""

    document: DocumentDraft
    others: tuple[str, ...] = ()
    unused: int = 0


def tie(document: DocumentDraft, parts: Sequence[CasePart]) -> Tied:
    """Return the document with the cases as its participants.

    A case of the whole text is the participant of all who answer in it; `others` are further such
    cases. Older versions of QualCoder end these one character early. Cases of stretches are tied to
    the speakers whose words they hold; without speakers they become turns themselves, unless they
    overlap.
    """
    if not parts:
        return Tied(document)
    text = document.text
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    of_all = list(
        dict.fromkeys(each.name for each in parts if each.start <= first and each.end >= last - 1)
    )
    rest = sorted(
        (each for each in parts if each.name not in of_all), key=lambda each: (each.start, each.end)
    )
    if of_all:
        return Tied(_answering(document, of_all[0]), tuple(of_all[1:]), len(rest))
    if document.turns:
        return _by_speakers(document, rest)
    if any(next_.start < one.end for one, next_ in pairwise(rest)):
        return Tied(document, unused=len(rest))
    return Tied(_in_turns(document, rest))


def _answering(document: DocumentDraft, name: str) -> DocumentDraft:
    """Tie all who answer to one participant; a text without turns is theirs as a whole."""
    if not document.turns:
        return replace(document, participant=name)
    speakers = tuple(
        replace(each, participant=name) if each.role is SpeakerRole.PARTICIPANT else each
        for each in document.speakers
    )
    return replace(document, speakers=speakers)


def _by_speakers(document: DocumentDraft, parts: Sequence[CasePart]) -> Tied:
    said: Counter[str] = Counter()
    shared: dict[str, Counter[str]] = {}
    for turn, part, length in _overlaps(document.turns, parts):
        shared.setdefault(turn.speaker or "", Counter())[part.name] += length
    for turn in document.turns:
        said[turn.speaker or ""] += turn.end - turn.body
    speakers, used = [], set()
    for speaker in document.speakers:
        (name, length), *_ = shared.get(speaker.label, Counter()).most_common(1) or [("", 0)]
        if speaker.role is SpeakerRole.PARTICIPANT and length > _MOST * said[speaker.label]:
            used.add(name)
            speakers.append(replace(speaker, participant=name))
        else:
            speakers.append(speaker)
    unused = sum(part.name not in used for part in parts)
    return Tied(replace(document, speakers=tuple(speakers)), unused=unused)


def _overlaps(
    turns: Sequence[TurnDraft], parts: Sequence[CasePart]
) -> Iterator[tuple[TurnDraft, CasePart, int]]:
    """Yield how many characters of speech each turn shares with the stretches, both in order."""
    at = 0
    for turn in turns:
        while at < len(parts) and parts[at].end <= turn.body:
            at += 1
        for part in parts[at:]:
            if part.start >= turn.end:
                break
            length = min(turn.end, part.end) - max(turn.body, part.start)
            if length > 0:
                yield turn, part, length


def _in_turns(document: DocumentDraft, parts: Sequence[CasePart]) -> DocumentDraft:
    turns = tuple(TurnDraft(each.start, each.end, each.start, each.name) for each in parts)
    names = dict.fromkeys(each.name for each in parts)
    speakers = tuple(SpeakerDraft(name, SpeakerRole.PARTICIPANT, name) for name in names)
    return replace(document, turns=turns, speakers=speakers, participant=None)
