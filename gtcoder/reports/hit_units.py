"""From hits to what is coded: the match, its sentence, turn or paragraph, or the passage given."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gtcoder.analysis.segments import sentences
from gtcoder.progress import Progress, Silent
from gtcoder.queries.reliability import given_segments
from gtcoder.queries.search.looking import Hits
from gtcoder.queries.search.speech import Speech, speech
from gtcoder.queries.search.units import Units
from gtcoder.queries.texts import FrozenText, frozen_text
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import HitUnit, RoundId

Ints = npt.NDArray[np.int32]


def units_of(
    reader: Reader,
    hits: Hits,
    unit: HitUnit,
    *,
    given_in: RoundId | None = None,
    progress: Progress | None = None,
) -> Units:
    """Return the units that hits in texts lie in, those in one unit joined.

    `given_in` names a round that hands out the passages to code: these are the units then.
    """
    found = hits.in_texts()
    if given_in is None and unit is HitUnit.MATCH:
        places = np.arange(len(found), dtype=np.int32)
        return Units(found.thing, found.start, found.end, places, np.ones_like(places))
    watch, turns = progress or Silent(), speech(reader)
    given = {} if given_in is None else _given(reader, given_in)
    documents = np.unique(found.thing)
    starts, ends = np.empty_like(found.start), np.empty_like(found.end)
    for number, document in enumerate(documents.tolist()):
        watch.step(number, len(documents), "reading the hits")
        low, high = found.thing.searchsorted(np.array([document, document + 1], np.int32))
        part = slice(int(low), int(high))
        spans = list(zip(found.start[part].tolist(), found.end[part].tolist(), strict=True))
        if given_in is not None:
            wide = [_within(given.get(document, []), *span) for span in spans]
        else:
            wide = _widened(frozen_text(reader, document), turns.of(document), unit, spans)
        starts[part], ends[part] = np.array(wide, np.int32).T
    return _joined(found.thing, starts, ends)


def _joined(documents: Ints, starts: Ints, ends: Ints) -> Units:
    """Make one unit of hits that have one, and of units that overlap, as sentences may."""
    inside = np.flatnonzero(starts < ends)
    missed = len(starts) - len(inside)
    documents, starts, ends = documents[inside], starts[inside], ends[inside]
    first: list[int] = []
    last: list[int] = []
    counts: list[int] = []
    rows = zip(documents.tolist(), starts.tolist(), ends.tolist(), strict=True)
    document = reach = -1
    for place, (key, start, end) in enumerate(rows):
        if key == document and start < reach:
            counts[-1] += 1
            if end > reach:
                reach, last[-1] = end, place
        else:
            document, reach = key, end
            first.append(place)
            last.append(place)
            counts.append(1)
    return Units(
        documents[first],
        starts[first],
        ends[last],
        inside[first].astype(np.int32),
        np.array(counts, np.int32),
        outside=missed,
    )


def _widened(
    frozen: FrozenText, turns: Speech, unit: HitUnit, spans: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return the unit of each hit; what is said begins after the speaker's label."""
    text, known = frozen.text, dict[int, tuple[Ints, Ints]]()
    place = turns.turn_at(np.array([start for start, _ in spans], np.int32)).tolist()
    found = []
    for at, (start, end) in zip(place, spans, strict=True):
        body = int(turns.body[at]) if at >= 0 else 0
        if unit is HitUnit.MATCH:
            found.append((start, end))
        elif unit is HitUnit.TURN and at >= 0:
            found.append(_stripped(text, body, max(int(turns.end[at]), end)))
        elif unit is HitUnit.SENTENCE:
            found.append(_sentence(text, body, start, end, known))
        else:
            found.append(_paragraph(text, body, start, end))
    return found


def _paragraph(text: str, body: int, start: int, end: int) -> tuple[int, int]:
    """Return the line of a hit without the blanks at its ends; of several, all of them."""
    first = max(text.rfind("\n", 0, start) + 1, body)
    last = text.find("\n", end - 1 if text[end - 1] == "\n" else end)
    return _stripped(text, first, len(text) if last < 0 else last)


def _sentence(
    text: str, body: int, start: int, end: int, known: dict[int, tuple[Ints, Ints]]
) -> tuple[int, int]:
    low, high = _paragraph(text, body, start, end)
    if low not in known or known[low][1][-1] < high:
        found = sentences(text[low:high])
        known[low] = (found.starts + np.int32(low), found.ends + np.int32(low))
    starts, ends = known[low]
    first = int(ends.searchsorted(start, side="right"))
    last = int(starts.searchsorted(end, side="left")) - 1
    if first >= len(starts) or last < first:
        return start, end
    return int(starts[first]), int(ends[last])


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    lead = len(words) - len(words.lstrip())
    return start + lead, max(start + lead, start + len(words.rstrip()))


def _within(given: list[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """Return the passage given out that holds a hit, an empty one where none does."""
    return next((each for each in given if each[0] <= start and end <= each[1]), (start, start))


def _given(reader: Reader, round: RoundId) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for document, start, end in given_segments(reader, round):
        found.setdefault(document, []).append((start, end))
    return found
