"""The passages behind a cell: where two coders agree, and what only one of them gave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gtcoder.store.reader import Reader
from gtcoder.ui.agreement.computing import Numbers, Pair
from gtcoder.vocabulary import DocumentId, Span

if TYPE_CHECKING:
    from gtcoder.analysis.confusion import Confusion
    from gtcoder.analysis.study import CodedStudy

BOTH, FIRST, SECOND, CELL = "both", "first", "second", "cell"
CHARACTERS, SEGMENTS = "characters", "segments"
MOST = 300  # passages that are listed; the count says how many there are


@dataclass(frozen=True, slots=True)
class Cell:
    """What was clicked: a code of two coders (None: all codes), or a cell of their matrix.

    A cell names what each gave, “nothing” for no code. `document` narrows it to one interview.
    """

    pair: Pair
    code: str | None = None
    given: tuple[str, str] | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Behind:
    """A passage as the list shows it; `coder` says whose it is."""

    document_id: DocumentId
    document: str
    start: int
    end: int
    line: int
    coder: str
    code: str
    colour_number: int
    before: str
    text: str
    after: str
    tag: str = ""
    memos: int = 0

    @property
    def span(self) -> Span:
        """Where it stands in its document."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Found:
    """The passages of a cell, those first in the text first; `total` counts all of them."""

    rows: tuple[Behind, ...]
    total: int


def matrix_of(study: CodedStudy, pair: Pair, counted: str = CHARACTERS) -> Confusion:
    """Return which code the one coder gave where the other gave which."""
    from gtcoder.analysis.confusion import Counted, confusion

    first, second = (study.coders.index(name) for name in pair)
    return confusion(study, first, second, Counted(counted))


def cells_of(matrix: Confusion, cell: Cell, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the cells of the matrix that a question is about, as what each coder gave."""
    from gtcoder.analysis.confusion import NOTHING

    if kind == CELL and cell.given is not None:
        yield cell.given
        return
    every = (*matrix.codes, NOTHING)
    for code in matrix.codes if cell.code is None else (cell.code,):
        if kind == BOTH:
            yield code, code
        elif kind == FIRST:
            yield from ((code, other) for other in every if other != code)
        else:
            yield from ((other, code) for other in every if other != code)


def behind(reader: Reader, numbers: Numbers, matrix: Confusion, cell: Cell, kind: str) -> Found:
    """Return the passages of a cell with their words and surroundings."""
    from gtcoder.queries.texts import frozen_texts
    from gtcoder.reports.names import document_names

    places = sorted(_places(matrix, tuple(cells_of(matrix, cell, kind))))
    if cell.document is not None:
        places = [each for each in places if matrix.documents[each[0]] == cell.document]
    shown = places[:MOST]
    keys = {name: key for key, name in document_names(reader).items()}
    names = [matrix.documents[document] for document, *_ in shown]
    texts = frozen_texts(reader, sorted({keys[name] for name in names}))
    rows = []
    for (_, start, end, given), name in zip(shown, names, strict=True):
        text, code = texts[keys[name]], _told_code(given)
        facts = numbers.codes.get(code)
        rows.append(
            Behind(
                document_id=keys[name],
                document=name,
                start=start,
                end=end,
                line=text.line(start),
                coder=_whose(matrix.coders, given),
                code=code,
                colour_number=facts.colour if facts else 0,
                before=text.before(start),
                text=text.text[start:end],
                after=text.after(end),
                tag=_tag(matrix.coders, given),
            )
        )
    return Found(tuple(rows), len(places))


def _places(
    matrix: Confusion, wanted: Sequence[tuple[str, str]]
) -> Iterator[tuple[int, int, int, tuple[str, str]]]:
    """Yield document, start, end and what was given, of all passages of some cells.

    A stretch that several cells name is one passage.
    """
    from gtcoder.analysis.confusion import NOTHING

    labels = (*matrix.codes, NOTHING)
    place = {name: number for number, name in enumerate(labels)}
    cells = {place[one] * len(labels) + place[other]: (one, other) for one, other in wanted}
    for cell, document, start, end in matrix.places.tolist():
        if cell in cells:
            yield document, start, end, cells[cell]


def _told_code(given: tuple[str, str]) -> str:
    from gtcoder.analysis.confusion import NOTHING

    return given[1] if given[0] == NOTHING else given[0]


def _tag(coders: Pair, given: tuple[str, str]) -> str:
    """Return the initials of whose it is alone; nothing where both gave a code."""
    from gtcoder.ui.kit import initials_of

    whose = _whose(coders, given)
    return initials_of(whose) if whose in coders else ""


def _whose(coders: Pair, given: tuple[str, str]) -> str:
    from gtcoder.analysis.confusion import NOTHING

    if given[0] == NOTHING:
        return coders[1]
    return coders[0] if given[1] == NOTHING else f"{coders[0]} × {coders[1]}"
