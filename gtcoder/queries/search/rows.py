"""Hits as people read them: where they stand, who speaks, and the words around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np
from sqlalchemy import select

from gtcoder.model.theory import Memo
from gtcoder.queries.codebook import CodeRow, codes
from gtcoder.queries.frames import coding_table
from gtcoder.queries.keeping import kept_now
from gtcoder.queries.names import names
from gtcoder.queries.search.looking import Hits, Where
from gtcoder.queries.search.speech import speech, voices
from gtcoder.queries.search.units import Units
from gtcoder.queries.texts import FrozenText, frozen_texts
from gtcoder.store.reader import Reader

FIELDS = {
    Where.TEXT: "",
    Where.MEMO_TITLE: "title",
    Where.MEMO: "memo",
    Where.CODE_NAME: "name",
    Where.DEFINITION: "definition",
    Where.RULE: "when to use",
    Where.WHEN_NOT: "when not to use",
    Where.EXAMPLE: "example",
}
_SEPARATOR = " > "
_AFTER = 200  # characters behind a hit: with what is before it, two lines of a page


@dataclass(frozen=True, slots=True)
class HitRow:
    """A hit as people read it.

    `name` is that of the document, the memo (its title or first words) or the code (its path);
    `speaker` and `line` (from 1) are of transcripts, `field` of memos and codes.
    """

    where: Where
    thing: int
    name: str
    field: str
    speaker: str
    line: int
    start: int
    end: int
    before: str
    text: str
    after: str


def hit_rows(reader: Reader, hits: Hits) -> tuple[HitRow, ...]:
    """Return these hits with their surroundings; read the few that are wanted, not all."""
    columns = (hits.where, hits.thing, hits.start, hits.end)
    places = list(zip(*(column.tolist() for column in columns), strict=True))
    texts = frozen_texts(reader, {thing for where, thing, *_ in places if where == Where.TEXT})
    documents = names(reader).documents
    rows = []
    for where, thing, start, end in places:
        if where == Where.TEXT:
            speaker, frozen, name = _speaker(reader, thing, start), texts[thing], documents[thing]
            rows.append(_row(Where.TEXT, thing, name, frozen, start, end, speaker))
        else:
            name, written = _elsewhere(reader, Where(where), thing)
            rows.append(_row(Where(where), thing, name, FrozenText.of(written), start, end, ""))
    return tuple(rows)


def _speaker(reader: Reader, document: int, start: int) -> str:
    turns = speech(reader).of(document)
    at = int(turns.turn_at(np.array([start], np.int32))[0])
    voice = voices(reader).get(int(turns.speaker[at])) if at >= 0 else None
    return "" if voice is None else voice.name


def unit_hits(units: Units) -> Hits:
    """Return units as hits in transcripts, to be read the same way."""
    return Hits(np.zeros_like(units.start), units.document, units.start, units.end)


def coded_already(
    reader: Reader, units: Units, code: int, coder: int
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return which units lie in a coding of this code by this coder."""
    table = coding_table(reader)
    mine = table.where((table.code == np.int32(code)) & (table.coder == np.int32(coder)))
    wide = np.int64(1) << 32
    keys = mine.document * wide + mine.start
    reach = np.maximum.accumulate(mine.document * wide + mine.end) if len(mine) else keys
    at = keys.searchsorted(units.document * wide + units.start, side="right") - 1
    known = at >= 0
    known[known] = reach[at[known]] >= (units.document * wide + units.end)[known]
    return known


def _row(
    where: Where, thing: int, name: str, frozen: FrozenText, start: int, end: int, speaker: str
) -> HitRow:
    line = frozen.line(start) if where is Where.TEXT else 0
    words = frozen.text[start:end]
    before, after = frozen.before(start), frozen.after(end, _AFTER)
    return HitRow(
        where, thing, name, FIELDS[where], speaker, line, start, end, before, words, after
    )


def _elsewhere(reader: Reader, where: Where, thing: int) -> tuple[str, str]:
    """Return what a memo or code is called, and the text of the field."""
    if where in (Where.MEMO, Where.MEMO_TITLE):
        title, text = kept_now(reader, "memos to show", partial(_memos, reader))[thing]
        return title or " ".join(text.split())[:60], title if where is Where.MEMO_TITLE else text
    code = kept_now(reader, "codes to show", lambda: {row.id: row for row in codes(reader)})[
        thing  # type: ignore[index]
    ]
    return _SEPARATOR.join(code.path), _field(code, where)


def _memos(reader: Reader) -> dict[int, tuple[str, str]]:
    rows: Iterable[tuple[int, str, str]] = reader.rows(select(Memo.id, Memo.title, Memo.text))
    return {key: (title, text) for key, title, text in rows}


def _field(code: CodeRow, where: Where) -> str:
    return {
        Where.CODE_NAME: code.name,
        Where.DEFINITION: code.definition,
        Where.RULE: code.rule,
        Where.WHEN_NOT: code.when_not,
        Where.EXAMPLE: code.example,
    }[where]
