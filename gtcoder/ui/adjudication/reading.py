"""What the page of adjudication shows, read from the study: the queue, and one disagreement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from gtcoder.errors import NotComputable
from gtcoder.queries.adjudication import Note, memos_on
from gtcoder.queries.codebook import CodeRow, codes
from gtcoder.queries.names import names
from gtcoder.queries.people import RoundRow
from gtcoder.queries.texts import frozen_texts
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, CoderId, Span

if TYPE_CHECKING:  # reports load numpy and pandas, which takes a while
    from gtcoder.progress import Progress
    from gtcoder.reports.disagreements import (  # noqa: TC004
        Answer,
        DisagreementRow,
        Queue,
    )

_LONGEST = 60
_AROUND = 260  # code points of text shown before and after a disagreement, at least


@dataclass(frozen=True, slots=True)
class Words:
    """What things are called and how they look."""

    documents: dict[int, str]
    coders: dict[int, str]
    codes: dict[CodeId, CodeRow]


@dataclass(frozen=True, slots=True)
class Desk:
    """The rounds that can be adjudicated, the queue of one, and the next blind round.

    `lacking` says what the consensus lacks, nothing where it is complete or there is none yet;
    `afresh` tells that the viewer codes documents again and does not see them compared.
    """

    rounds: tuple[RoundRow, ...]
    queue: Queue | None
    words: Words
    lines: tuple[str, ...]
    blind: str
    next_blind: RoundRow | None
    refused: str = ""
    lacking: str = ""
    afresh: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A coding as it is drawn under the text: whose lane, which colour, from where to where."""

    lane: int
    colour: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Case:
    """One disagreement: its text with what surrounds it, answers, memos and marks.

    `text` begins at `offset` of the document; marks count in the document.
    """

    row: DisagreementRow
    title: str
    text: str
    offset: int
    lanes: tuple[str, ...]
    marks: tuple[Mark, ...]
    answers: tuple[Answer, ...]
    notes: dict[CoderId, tuple[Note, ...]]


def read_desk(reader: Reader, round_: str | None, progress: Progress) -> Desk:
    """Return the queue of a round, or why there is none."""
    from gtcoder.reports.consensus import next_blind
    from gtcoder.reports.disagreements import adjudicable, completeness, queue

    progress.step(0, 1, "comparing")
    known = names(reader)
    words = Words(
        dict(known.documents),
        known.coders,
        {code.id: code for code in codes(reader, retired=True)},
    )
    rounds = adjudicable(reader)
    blind = "" if reader.blind is None else known.rounds[reader.blind.rounds[0]]
    if not rounds:
        afresh = reader.afresh is not None
        return Desk((), None, words, (), blind, None, afresh=afresh)
    wanted = round_ if round_ in {row.name for row in rounds} else rounds[0].name
    try:
        found = queue(reader, wanted)
    except NotComputable as error:
        return Desk(rounds, None, words, (), blind, None, str(error))
    later = next_blind(reader, found.round)
    lacking = "" if found.consensus is None else completeness(reader, found.consensus)
    lines = _lines(reader, found)
    return Desk(rounds, found, words, lines, blind, later, lacking=lacking)


def _lines(reader: Reader, found: Queue) -> tuple[str, ...]:
    texts = frozen_texts(reader, found.documents)
    said = []
    for row in found.rows:
        first, last = texts[row.document].lines([row.start, row.end - 1])
        said.append(str(first) if first == last else f"{first}–{last}")
    return tuple(said)


def read_case(reader: Reader, desk: Desk, place: int) -> Case:
    """Return one disagreement of the desk's queue with all that is shown of it."""
    assert desk.queue is not None  # only its rows have places
    row = desk.queue.rows[place]
    text = frozen_texts(reader, [row.document])[row.document].text
    low, high = _around(text, row.start, row.end)
    lanes = {coder: number for number, coder in enumerate(row.coders)}
    notes = memos_on(reader, [each.coding for each in row.said])
    by_coder: dict[CoderId, tuple[Note, ...]] = {}
    for each in row.said:
        more = [
            note for note in notes.get(each.coding, ()) if note not in by_coder.get(each.coder, ())
        ]
        by_coder[each.coder] = (*by_coder.get(each.coder, ()), *more)
    return Case(
        row=row,
        title=f"{desk.words.documents[row.document]}, {desk.lines[place]}",
        text=text[low:high],
        offset=low,
        lanes=tuple(desk.words.coders[coder] for coder in row.coders),
        marks=tuple(
            Mark(lanes[each.coder], desk.words.codes[each.code].colour, each.start, each.end)
            for each in row.said
        ),
        answers=row.answers,
        notes=by_coder,
    )


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch of whole lines, or words of long ones, around a disagreement."""
    low, high = max(0, start - _AROUND), min(len(text), end + _AROUND)
    line = text.find("\n", low, start) + 1
    low = line or (text.find(" ", low, start) + 1 if low else 0)
    last = text.rfind("\n", end, high)
    if last < 0 and high < len(text):
        last = text.rfind(" ", end, high)
    return low, high if last < 0 or high == len(text) else last


def stretches(case: Case, words: Words) -> dict[Span, str]:
    """Return what may stand of a disagreement, with what it is called: shared, whose, all of it."""
    row, found = case.row, dict[Span, str]()
    shared = max(each.start for each in row.said), min(each.end for each in row.said)
    if len(row.said) > 1 and shared[0] < shared[1]:
        found[Span(*shared)] = _tr("what is shared")
    for each in row.said:
        marked = _tr("as {coder} marked it").format(coder=words.coders[each.coder])
        found.setdefault(Span(each.start, each.end), marked)
    found.setdefault(Span(row.start, row.end), _tr("all of it"))
    return found


def stretch_words(case: Case, words: Words, span: Span) -> str:
    """Say over which words something stands: by what they are called, else by themselves."""
    known = stretches(case, words).get(span)
    return known or shortened(case.text[span.start - case.offset : span.end - case.offset])


def shortened(text: str) -> str:
    """Return the beginning and the end of words, in quotation marks."""
    line = " ".join(text.split())
    if len(line) > _LONGEST:
        line = f"{line[: _LONGEST // 2].rstrip()} … {line[-_LONGEST // 2 :].lstrip()}"
    return f"“{line}”"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Adjudication", text)
