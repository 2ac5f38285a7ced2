"""Looking everywhere: hits as columns of places, part by part, so that the first come soon."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt
from sqlalchemy import select

from gtcoder.model.codebook import Code
from gtcoder.model.theory import Memo
from gtcoder.progress import Progress, Silent
from gtcoder.queries.names import names
from gtcoder.queries.search.fold import FoldedText
from gtcoder.queries.search.patterns import NONE, Spans, Wanted
from gtcoder.queries.search.speech import Speech, speech
from gtcoder.queries.search.texts import bodies, folded_texts
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import SearchKind

Ints = npt.NDArray[np.int32]
FIRST = 40  # hits that fill a screen: the first part has no more than one text beyond them
SOON = 0.03  # seconds after which what there is is told
_LATER, _WHILE = 50_000, 0.25


class Where(IntEnum):
    """What a hit stands in: a transcript, or a field of a memo or of a code."""

    TEXT = 0
    MEMO_TITLE = 1
    MEMO = 2
    CODE_NAME = 3
    DEFINITION = 4
    RULE = 5
    WHEN_NOT = 6
    EXAMPLE = 7


MEMOS = frozenset({Where.MEMO_TITLE, Where.MEMO})
CODES = frozenset(where for where in Where if where >= Where.CODE_NAME)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to look: in which kinds of text; None: in all documents, whoever speaks.

    Limited to documents or speakers, no memo or code is looked through.
    """

    texts: bool = True
    memos: bool = True
    codes: bool = True
    documents: frozenset[int] | None = None
    speakers: frozenset[int] | None = None

    @property
    def limited(self) -> bool:
        """Whether it is kept to some documents or speakers."""
        return self.documents is not None or self.speakers is not None


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Places as int32 columns of equal length.

    `where` are values of `Where`, `thing` the key of the document, memo or code, and
    `[start, end)` code points of its text.
    """

    where: Ints
    thing: Ints
    start: Ints
    end: Ints

    def __len__(self) -> int:
        return len(self.start)

    def take(self, chosen: npt.NDArray[np.bool_ | np.intp] | slice) -> Hits:
        """Return the hits that a mask, their places or a slice choose."""
        return Hits(self.where[chosen], self.thing[chosen], self.start[chosen], self.end[chosen])

    def in_texts(self) -> Hits:
        """Return the hits in transcripts."""
        return self.take(self.where == Where.TEXT)


def search(
    reader: Reader, wanted: Wanted, scope: Scope = Scope(), progress: Progress | None = None
) -> Hits:
    """Return all hits: in transcripts in their order, then in memos, then in codes."""
    return joined(list(search_parts(reader, wanted, scope, progress)))


def search_parts(
    reader: Reader, wanted: Wanted, scope: Scope = Scope(), progress: Progress | None = None
) -> Iterator[Hits]:
    """Yield the hits in parts, the first as soon as it fills a screen.

    Raises InvalidInput where nothing can be looked for, or where a pattern takes too long.
    """
    wanted.check()
    watch = progress or Silent()
    parts: list[Hits] = []
    held, enough, soon = 0, FIRST, time.monotonic() + SOON
    for part in _everywhere(reader, wanted, scope, watch):
        parts.append(part)
        held += len(part)
        if held >= enough or time.monotonic() > soon:
            yield joined(parts)
            parts, held, enough, soon = [], 0, _LATER, time.monotonic() + _WHILE
    if parts:
        yield joined(parts)


def joined(parts: Sequence[Hits]) -> Hits:
    """Return parts as one."""
    if not parts:
        nothing = np.empty(0, np.int32)
        return Hits(nothing, nothing, nothing, nothing)
    if len(parts) == 1:
        return parts[0]
    columns = zip(*((part.where, part.thing, part.start, part.end) for part in parts), strict=True)
    return Hits(*(np.concatenate(column) for column in columns))


def _everywhere(reader: Reader, wanted: Wanted, scope: Scope, watch: Progress) -> Iterator[Hits]:
    if scope.texts:
        for document, spans in _in_texts(reader, wanted, scope, watch):
            if len(spans[0]):
                yield _hits(Where.TEXT, document, spans)
    if scope.limited:
        return
    fields: list[tuple[Where, int, str]] = []
    if scope.memos:
        fields += _memo_fields(reader)
    if scope.codes:
        fields += _code_fields(reader)
    for number, (where, thing, text) in enumerate(fields):
        if not number & 0xFF:
            watch.step(number, len(fields), "looking through memos and codes")
        spans = _in_one(wanted, text, watch)
        if len(spans[0]):
            yield _hits(where, thing, spans)


def _hits(where: Where, thing: int, spans: Spans) -> Hits:
    same = np.empty((2, len(spans[0])), np.int32)
    same[0], same[1] = int(where), thing
    return Hits(same[0], same[1], spans[0], spans[1])


def _in_texts(
    reader: Reader, wanted: Wanted, scope: Scope, watch: Progress
) -> Iterator[tuple[int, Spans]]:
    called = names(reader).documents
    chosen = [key for key in called if scope.documents is None or key in scope.documents]
    turns = None if scope.speakers is None else speech(reader)
    for number, (document, spans) in enumerate(_spans(reader, wanted, chosen, called, watch)):
        if not number & 7:
            watch.step(number, len(chosen), "looking")
        if turns is not None and len(spans[0]):
            spans = _said_by(turns.of(document), scope.speakers or frozenset(), spans)
        yield document, spans


def _spans(
    reader: Reader, wanted: Wanted, chosen: list[int], called: dict[int, str], watch: Progress
) -> Iterator[tuple[int, Spans]]:
    if wanted.kind is SearchKind.REGEX:
        for number, (document, text) in enumerate(bodies(reader, chosen)):
            stop = lambda number=number: watch.step(number, len(chosen), "looking")  # noqa: E731
            yield document, wanted.in_text(text, f"“{called[document]}”", stop)
    else:
        for document, folded in folded_texts(reader, chosen, wanted.counts):
            yield document, wanted.in_folded(folded)


def _said_by(turns: Speech, speakers: frozenset[int], spans: Spans) -> Spans:
    """Keep what lies within the speech of one of these speakers."""
    place = turns.turn_at(spans[0])
    inside = np.flatnonzero(place >= 0)
    at = place[inside]
    said = np.isin(turns.speaker[at], np.array(sorted(speakers), np.int32))
    kept = inside[said & (spans[1][inside] <= turns.end[at])]
    return spans[0][kept], spans[1][kept]


def _in_one(wanted: Wanted, text: str, watch: Progress) -> Spans:
    if not text:
        return NONE
    if wanted.kind is SearchKind.REGEX:
        return wanted.in_text(text, "a memo or a code", lambda: watch.step(0, 0, "looking"))
    return wanted.in_folded(FoldedText.of(text, wanted.counts))


def _memo_fields(reader: Reader) -> list[tuple[Where, int, str]]:
    rows = reader.rows(select(Memo.id, Memo.title, Memo.text).order_by(Memo.id))
    fields = ((Where.MEMO_TITLE, 1), (Where.MEMO, 2))
    return [(where, row[0], row[place]) for row in rows for where, place in fields]


def _code_fields(reader: Reader) -> list[tuple[Where, int, str]]:
    rows = reader.rows(
        select(Code.id, Code.name, Code.definition, Code.rule, Code.when_not, Code.example)
        .where(Code.retired.is_(False))
        .order_by(Code.id)
    )
    fields = tuple(enumerate(sorted(CODES), start=1))
    return [(where, row[0], row[place]) for row in rows for place, where in fields]
