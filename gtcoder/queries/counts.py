"""How much is coded: per code, per document, and in the study as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sqlalchemy import func, select

from gtcoder.model.codebook import Code
from gtcoder.queries.frames import (
    UNKNOWN,
    CodingTable,
    Ints,
    coders_codings,
    count_codings,
    document_lengths,
    participants_of,
)
from gtcoder.queries.keeping import kept_now
from gtcoder.queries.names import names
from gtcoder.queries.tree import every_code_under
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, CodeLevel, DocumentId

_Flags = npt.NDArray[np.bool_]
_WIDE = np.int64(1) << 32


@dataclass(frozen=True, slots=True)
class Tally:
    """Codings, distinct stretches of text, and the known documents, participants and coders."""

    codings: int
    passages: int
    documents: int
    participants: int
    coders: int


@dataclass(frozen=True, slots=True)
class CodeCount(Tally):
    """What carries a code itself, and `with_children` what carries it or a code that serves it.

    All rounds and all coders the viewer may see, a consensus not counted again; each coding counts
    once however many ways lead up from it; a passage is a distinct stretch of text, whoever marked
    it.
    """

    with_children: Tally


@dataclass(frozen=True, slots=True)
class StudyCounts:
    """What the study holds; retired codes are not counted, categories are among the codes."""

    interviews: int
    codes: int
    categories: int
    codings: int
    participants: int
    coders: int


@dataclass(frozen=True, slots=True)
class DocumentCoverage:
    """How much of a document is under any code, and the coders whose codings these are."""

    codings: int
    coded_characters: int
    characters: int
    coders: tuple[str, ...]


def code_counts(reader: Reader) -> dict[CodeId, CodeCount]:
    """Return the counts of every code, retired ones too; kept until the next revision."""
    return kept_now(reader, "code counts", lambda: _code_counts(reader))


def study_counts(reader: Reader) -> StudyCounts:
    """Return what the study holds, as far as the viewer may see it."""
    known = names(reader)
    levels = select(Code.level, func.count()).where(Code.retired.is_(False)).group_by(Code.level)
    by_level: dict[str, int] = dict(reader.rows(levels))
    codes = sum(by_level.values())
    return StudyCounts(
        interviews=len(known.documents),
        codes=codes,
        categories=codes - by_level.get(CodeLevel.OPEN, 0),
        codings=count_codings(reader),
        participants=len(known.participants),
        coders=len(known.coders),
    )


def coverage(reader: Reader) -> dict[DocumentId, DocumentCoverage]:
    """Return, document by document, how much is coded; overlapping codings count once."""
    return kept_now(reader, "coverage", lambda: _coverage(reader))


def _coverage(reader: Reader) -> dict[DocumentId, DocumentCoverage]:
    table, lengths, coders = coders_codings(reader), document_lengths(reader), names(reader).coders
    size = max(lengths, default=0) + 1
    start, end = (table.document * _WIDE + column for column in (table.start, table.end))
    reached = np.maximum.accumulate(np.concatenate([[0], end[:-1]])) if len(table) else end
    fresh = np.maximum(end - np.maximum(start, reached), 0)
    coded = np.bincount(table.document, weights=fresh, minlength=size).astype(np.int64)
    codings = np.bincount(table.document, minlength=size)
    who = _marked(table.document, table.coder, size)
    return {
        DocumentId(document): DocumentCoverage(
            codings=int(codings[document]),
            coded_characters=int(coded[document]),
            characters=length,
            coders=tuple(coders[key] for key in np.flatnonzero(who[document]).tolist()),
        )
        for document, length in lengths.items()
    }


@dataclass(frozen=True, slots=True, eq=False)
class _Tallied:
    """Codes as rows: codings of each, its passages by number, and where and whose it occurs."""

    codings: npt.NDArray[np.intp]
    spans: tuple[Ints, ...]
    n_spans: int
    documents: _Flags
    participants: _Flags
    coders: _Flags

    def own(self) -> list[Tally]:
        """Return the counts of each code by itself."""
        flags = (self.documents, self.participants, self.coders)
        breadths = (np.count_nonzero(each, axis=1).tolist() for each in flags)
        passages = (len(spans) for spans in self.spans)
        return list(map(Tally, self.codings.tolist(), passages, *breadths))

    def together(self, codes: Sequence[int]) -> Tally:
        """Return the counts of several codes, each thing once."""
        flags = (self.documents, self.participants, self.coders)
        rows = np.array(codes, np.intp)
        breadth = (int(np.count_nonzero(each[rows].any(axis=0))) for each in flags)
        seen = np.zeros(self.n_spans, np.bool_)
        for code in codes:
            seen[self.spans[code]] = True
        return Tally(int(self.codings[rows].sum()), int(np.count_nonzero(seen)), *breadth)


def _code_counts(reader: Reader) -> dict[CodeId, CodeCount]:
    under = every_code_under(reader)
    tallied = _tallied(reader, max(under, default=0) + 1)
    every = tallied.own()
    counts = {}
    for code, codes in under.items():
        own = every[code]
        used = [each for each in codes if every[each].codings]
        whole = own if used in ([], [code]) else tallied.together(used)
        counts[code] = CodeCount(
            own.codings, own.passages, own.documents, own.participants, own.coders, whole
        )
    return counts


def _tallied(reader: Reader, size: int) -> _Tallied:
    table = coders_codings(reader)
    place, who = participants_of(reader, table)
    known = who != UNKNOWN
    spans = _span_numbers(table)
    return _Tallied(
        codings=np.bincount(table.code, minlength=size),
        spans=_spans_by_code(table, spans, size),
        n_spans=int(spans[-1]) + 1 if len(spans) else 0,
        documents=_marked(table.code, table.document, size),
        participants=_marked(table.code[place[known]], who[known], size),
        coders=_marked(table.code, table.coder, size),
    )


def _span_numbers(table: CodingTable) -> Ints:
    """Number the distinct stretches of text; the table's order puts equal ones together."""
    new = np.zeros(len(table), np.int32)
    for column in (table.document, table.start, table.end):
        new[1:] |= column[1:] != column[:-1]
    return np.cumsum(new, dtype=np.int32)


def _spans_by_code(table: CodingTable, spans: Ints, size: int) -> tuple[Ints, ...]:
    """Return the distinct stretches of each code."""
    short = table.code.astype(np.uint16) if size <= 1 << 16 else table.code  # sorts faster
    order = np.argsort(short, kind="stable")
    code, span = table.code[order], spans[order]
    first = np.ones(len(order), np.bool_)
    first[1:] = (code[1:] != code[:-1]) | (span[1:] != span[:-1])
    code, span = code[first], span[first]
    ends = np.searchsorted(code, np.arange(size, dtype=np.int32), side="right")
    return tuple(np.split(span, ends[:-1])) if size > 1 else (span,)


def _marked(row: Ints, column: Ints, size: int) -> _Flags:
    """Return a table of which columns occur in which row."""
    marks = np.zeros((size, int(column.max(initial=0)) + 1), np.bool_)
    marks[row, column] = True
    return marks
