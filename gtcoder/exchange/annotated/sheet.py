"""An annotated transcript: its lines, and the codings on them with their places in the margin."""

from __future__ import annotations

import heapq
import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property
from itertools import pairwise
from unicodedata import bidirectional

from gtcoder import __version__
from gtcoder.exchange import door
from gtcoder.queries import passages, people
from gtcoder.queries.codebook import codes
from gtcoder.queries.memos import memos
from gtcoder.queries.passages import CodingRow
from gtcoder.reports.base import number_of
from gtcoder.reports.selection import Selection, choose
from gtcoder.resources import resource
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import DocumentId

_LOOKED_AT = 5_000  # letters that decide where the margin is
_LINE_END = re.compile("\n")


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours of a code on white paper: stripe, band under the text, and its name."""

    mark: str
    tint: str
    ink: str


NEUTRAL = Ink("#8C857A", "#ECE9E3", "#565B64")


@dataclass(frozen=True, slots=True)
class Note:
    """A coding: where it stands in its text, its code and colour, whose it is, and the memo on it.

    `number` counts the codings of the document from 1; `lane` is its place among the stripes, of
    which no two that stand on a line share one.
    """

    number: int
    start: int
    end: int
    code: tuple[str, ...]
    ink: Ink
    coder: str
    at: datetime
    weight: int | None
    memo: str
    lane: int = 0

    @property
    def path(self) -> str:
        """The code as people write it."""
        return " > ".join(self.code)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line on which the same codings stand, by their places among the notes."""

    start: int
    end: int
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text, its pieces, the codings that begin in it and all that touch it."""

    number: int
    start: int
    end: int
    pieces: tuple[Piece, ...]
    begun: tuple[int, ...]
    touched: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """A code with its whole path, its colours, and the numbers of its codings."""

    path: str
    ink: Ink
    numbers: tuple[int, ...]

    @property
    def listed(self) -> str:
        """The numbers as they are read."""
        return ", ".join(map(str, self.numbers))


@dataclass(frozen=True)
class Sheet:
    """One transcript: its frozen text, its notes in the order of the text, and who coded."""

    name: str
    text: str
    notes: tuple[Note, ...]
    coders: tuple[str, ...]
    facts: tuple[str, ...] = ()

    @cached_property
    def lanes(self) -> int:
        """How many stripes stand side by side at most."""
        return max((note.lane for note in self.notes), default=-1) + 1

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the text; a line's end belongs to none."""
        return tuple(_lines(self))

    @cached_property
    def legend(self) -> tuple[Legend, ...]:
        """The codes in alphabetical order, each with the numbers of its codings."""
        numbers: dict[tuple[str, ...], list[Note]] = {}
        for note in self.notes:
            numbers.setdefault(note.code, []).append(note)
        return tuple(
            Legend(notes[0].path, notes[0].ink, tuple(note.number for note in notes))
            for _, notes in sorted(numbers.items())
        )

    @cached_property
    def from_right(self) -> bool:
        """Whether most of its letters are of a script that is written from the right."""
        kinds = [bidirectional(letter) for letter in self.text[:_LOOKED_AT]]
        return kinds.count("R") + kinds.count("AL") > kinds.count("L")


@dataclass(frozen=True, slots=True)
class Annotated:
    """Sheets to be written together, and what of the study's codings they leave out."""

    title: str
    sheets: tuple[Sheet, ...]
    told: tuple[str, ...]
    losses: tuple[str, ...] = ()
    program: str = field(default=f"gtcoder {__version__}")

    @property
    def left_out(self) -> tuple[str, ...]:
        """What they do not hold of the study, in words."""
        aside = "everything but transcripts and codings (theory, ledger, codes without codings)"
        return (*self.losses, aside)


def annotated(reader: Reader, selection: Selection) -> Annotated:
    """Return the transcripts that a selection names, as they may leave, with its codings.

    Raises NotFound for a name that is not there, and NotAllowed where the door is shut.
    """
    mask = door.mask()
    chosen = choose(reader, selection)
    rows = passages.codings(reader)
    wanted = set(chosen.table.id.tolist())
    by_document: dict[str, list[CodingRow]] = {name: [] for name in chosen.documents.values()}
    for row in rows:
        if row.id in wanted:
            by_document[row.document].append(row)
    inks = {code.id: ink_of(code.colour) for code in codes(reader, retired=True)}
    noted = _memos_by_passage(reader)
    sheets = []
    for key, name in chosen.documents.items():
        traced = mask.traced(passages.text(reader, key))
        notes = [
            Note(0, *traced.span(row.start, row.end), tuple(map(mask.text, row.code)),
                 inks[row.code_id], mask.text(row.coder), row.at, row.weight,
                 mask.text(noted.get(row.quotation, "")))
            for row in by_document[name]
        ]  # fmt: skip
        told = _facts(reader, key)
        sheets.append(_sheet(mask.text(name), traced.text, notes, tuple(map(mask.text, told))))
    return Annotated(
        mask.text(reader.study.title),
        tuple(sheets),
        tuple(map(mask.text, (*_told(reader, chosen.whose, chosen.round), *chosen.sentences))),
        _left_out(rows, set(chosen.documents.values()), wanted),
    )


def _left_out(rows: Sequence[CodingRow], documents: set[str], wanted: set[int]) -> tuple[str, ...]:
    """Say how many codings of these documents are not shown."""
    left = sum(row.document in documents and row.id not in wanted for row in rows)
    noun = number_of(left, "coding")
    return (f"{noun} of these transcripts, of other rounds or coders",) if left else ()


@cache
def _inks() -> tuple[Ink, ...]:
    tokens = json.loads(resource("styles", "tokens.json").read_text(encoding="utf-8"))
    light = (code["light"] for code in tokens["codes"])
    return tuple(Ink(each["mark"], each["tint"], each["ink"]) for each in light)


def is_from_right(words: str) -> bool:
    """Tell whether the first letter of a text is of a script that is written from the right."""
    kinds = (bidirectional(letter) for letter in words)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def ink_of(number: int) -> Ink:
    """Return the colours of a code colour; 0 and unknown numbers are neutral."""
    return _inks()[number - 1] if 1 <= number <= len(_inks()) else NEUTRAL


def _told(reader: Reader, whose: str, rounds: str) -> tuple[str, ...]:
    study = f"study “{reader.study.title}”, revision {reader.revision}"
    return (f"Codings of {whose}, {rounds}; {study}.",)


def _facts(reader: Reader, document: DocumentId) -> tuple[str, ...]:
    row = next(each for each in passages.documents(reader) if each.id == document)
    persons = [each.name for each in people.participants(reader) if row.name in each.documents]
    said = [", ".join(persons)] if persons else []
    return (*said, number_of(row.characters, "character"), f"version {row.version}")


def _memos_by_passage(reader: Reader) -> dict[int, str]:
    texts: dict[int, list[str]] = {}
    for memo in memos(reader):
        for key in memo.quotations:
            words = f"{memo.title}\n{memo.text}" if memo.title else memo.text
            texts.setdefault(int(key), []).append(words)
    return {key: "\n\n".join(each) for key, each in texts.items()}


def _sheet(name: str, text: str, notes: Sequence[Note], facts: tuple[str, ...]) -> Sheet:
    ordered = sorted(notes, key=lambda note: (note.start, -note.end, note.code, note.coder))
    ends = _line_ends(text)
    free: list[int] = []  # lanes that have become free, the leftmost first
    taken: list[tuple[int, int]] = []  # on which line each stripe ends, and its lane
    placed = []
    for number, note in enumerate(ordered, 1):
        first = bisect_left(ends, note.start)
        while taken and taken[0][0] < first:
            heapq.heappush(free, heapq.heappop(taken)[1])
        lane = heapq.heappop(free) if free else len(taken)
        last = bisect_left(ends, max(note.start, note.end - 1))
        heapq.heappush(taken, (last, lane))
        placed.append(
            Note(number, note.start, note.end, note.code, note.ink, note.coder, note.at,
                 note.weight, note.memo, lane)
        )  # fmt: skip
    coders = tuple(dict.fromkeys(sorted(note.coder for note in placed)))
    return Sheet(name, text, tuple(placed), coders, facts)


def _line_ends(text: str) -> list[int]:
    """Return where each line of a text ends; what stands at its end belongs to it."""
    return [found.start() for found in _LINE_END.finditer(text)] + [len(text)]


def _lines(sheet: Sheet) -> Iterator[Line]:
    starts = [note.start for note in sheet.notes]
    edges = sorted({edge for note in sheet.notes for edge in (note.start, note.end)})
    start, open_notes = 0, list[int]()
    for number, end in enumerate(_line_ends(sheet.text), 1):
        begun = range(bisect_left(starts, start), bisect_left(starts, end + 1))
        open_notes = [n for n in open_notes if sheet.notes[n].end > start] + list(begun)
        inner = edges[bisect_right(edges, start) : bisect_left(edges, end)]
        bounds = [start, *inner, end]
        pieces = tuple(
            Piece(one, other, _on(sheet, open_notes, one, other))
            for one, other in pairwise(bounds)
            if other > one
        )
        yield Line(number, start, end, pieces, tuple(begun), tuple(open_notes))
        start = end + 1


def _on(sheet: Sheet, among: Sequence[int], start: int, end: int) -> tuple[int, ...]:
    """Return the notes on a stretch, the shortest last, so that it is seen above the others."""
    found = [n for n in among if sheet.notes[n].start < end and sheet.notes[n].end > start]
    return tuple(sorted(found, key=lambda n: sheet.notes[n].start - sheet.notes[n].end))
