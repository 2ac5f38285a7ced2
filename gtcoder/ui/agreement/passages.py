"""The passages behind a cell: where two coders agree, and what only one of them gave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gtcoder.store.reader import Reader
from gtcoder.ui.agreement.computing import Compared, Pair
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

    A cell of the matrix names what each gave, “nothing” for no code. `codes` and `documents`
    narrow it to some, which `name` names together. `among` are the coders of a number of more than
    two. `round` is another round than that of the numbers; with `twice` it is the one that is
    compared with its repetition.
    """

    pair: Pair
    code: str | None = None
    given: tuple[str, str] | None = None
    codes: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    name: str = ""
    among: tuple[str, ...] = ()
    round: str = ""
    twice: bool = False


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
    for code in cell.codes or matrix.codes if cell.code is None else (cell.code,):
        if kind == BOTH:
            yield code, code
        elif kind == FIRST:
            yield from ((code, other) for other in every if other != code)
        else:
            yield from ((other, code) for other in every if other != code)


def behind(reader: Reader, compared: Compared, matrix: Confusion, cell: Cell, kind: str) -> Found:
    """Return the passages of a cell with their words and surroundings."""
    from gtcoder.queries.texts import frozen_texts
    from gtcoder.reports.names import document_names

    pieces = _pieces(matrix, cell, kind)
    shown = pieces[:MOST]
    keys = {name: key for key, name in document_names(reader).items()}
    texts = frozen_texts(reader, sorted({keys[matrix.documents[each.document]] for each in shown}))
    whose, tagged = _whose(matrix.coders, cell, kind)
    rows = []
    for each in shown:
        name = matrix.documents[each.document]
        text, facts = texts[keys[name]], compared.codes.get(each.code)
        rows.append(
            Behind(
                document_id=keys[name],
                document=name,
                start=each.start,
                end=each.end,
                line=text.line(each.start),
                coder=whose,
                code=each.code,
                colour_number=facts.colour if facts else 0,
                before=text.before(each.start),
                text=text.text[each.start : each.end],
                after=text.after(each.end),
                tag=_tag(tagged, each.instead),
            )
        )
    return Found(tuple(rows), len(pieces))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a document with a code, and what the other coder gave to it instead."""

    document: int
    start: int
    end: int
    code: str
    instead: tuple[str, ...] = ()


def _pieces(matrix: Confusion, cell: Cell, kind: str) -> list[_Piece]:
    """Return the stretches of a cell, those first in the text first.

    What one coder gave alone is one passage, also where the other gave several codes along it.
    """
    from gtcoder.analysis.confusion import NOTHING

    alone = kind in (FIRST, SECOND)
    mine, other = (1, 0) if kind == SECOND or (cell.given or ("",))[0] == NOTHING else (0, 1)
    found: dict[tuple[int, str], list[_Piece]] = {}
    for document, start, end, given in _places(matrix, tuple(cells_of(matrix, cell, kind))):
        if cell.documents and matrix.documents[document] not in cell.documents:
            continue
        instead = (given[other],) if alone and given[other] != NOTHING else ()
        piece = _Piece(document, start, end, given[mine], instead)
        found.setdefault((document, given[mine]), []).append(piece)
    pieces = [each for same in found.values() for each in (_joined(same) if alone else same)]
    return sorted(pieces, key=lambda each: (each.document, each.start, each.end, each.code))


def _joined(pieces: list[_Piece]) -> list[_Piece]:
    joined: list[_Piece] = []
    for each in sorted(pieces, key=lambda piece: (piece.start, piece.end)):
        last = joined[-1] if joined else None
        if last is None or each.start > last.end:
            joined.append(each)
            continue
        instead = tuple(dict.fromkeys((*last.instead, *each.instead)))
        end = max(last.end, each.end)
        joined[-1] = replace(last, end=end, instead=instead)
    return joined


def _places(
    matrix: Confusion, wanted: Sequence[tuple[str, str]]
) -> Iterator[tuple[int, int, int, tuple[str, str]]]:
    """Yield document, start, end and what was given, of all passages of some cells."""
    from gtcoder.analysis.confusion import NOTHING

    labels = (*matrix.codes, NOTHING)
    place = {name: number for number, name in enumerate(labels)}
    cells = {place[one] * len(labels) + place[other]: (one, other) for one, other in wanted}
    for cell, document, start, end in matrix.places.tolist():
        if cell in cells:
            yield document, start, end, cells[cell]


def _whose(coders: Pair, cell: Cell, kind: str) -> tuple[str, str]:
    """Return whose the passages are, and the other coder where they are one coder's alone."""
    from gtcoder.analysis.confusion import NOTHING

    first, second = coders
    if kind == FIRST or (cell.given is not None and cell.given[1] == NOTHING):
        return first, second
    if kind == SECOND or (cell.given is not None and cell.given[0] == NOTHING):
        return second, first
    return f"{first} × {second}", ""


def _tag(other: str, instead: tuple[str, ...]) -> str:
    """Return what the other coder gave instead; nothing where that is no code."""
    from gtcoder.ui.kit import initials_of

    names = ", ".join(path.rpartition(" > ")[2] for path in instead)
    return f"{initials_of(other)}: {names}" if names else ""
