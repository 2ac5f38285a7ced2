"""The coding of a code before or after a place, however many it has."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sqlalchemy import select

from gtcoder.model.codebook import Code
from gtcoder.queries.frames import Ints, coders_codings
from gtcoder.queries.tree import codes_under
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, CodeLevel, CodingId, DocumentId, Span


@dataclass(frozen=True, slots=True)
class Beside:
    """A coding and where it stands."""

    coding: CodingId
    document: DocumentId
    span: Span


def coding_beside(
    reader: Reader,
    code: CodeId,
    document: DocumentId,
    at: int,
    *,
    step: int,
    current: int | None = None,
) -> Beside | None:
    """Return the coding of a code after a place (`step` 1) or before it (-1), round the ends.

    The place is that of the coding `current`, where that is one of the code. A category has those
    of the codes that serve it; while a round is blind only the viewer's own count.
    """
    level = next(iter(reader.rows(select(Code.level).where(Code.id == code))), None)
    wide = level is not None and level[0] != CodeLevel.OPEN
    keys = codes_under(reader, code) if wide else (code,)
    table = coders_codings(reader)
    chosen = np.isin(table.code, np.asarray(keys, np.int32))
    if reader.blind is not None:
        chosen &= table.coder == np.int32(-1 if reader.viewer is None else reader.viewer)
    rows = np.flatnonzero(chosen)
    if not len(rows):
        return None
    place = _place(table.id[rows], current)
    if place is None:
        before = (table.document[rows] < document) | (
            (table.document[rows] == document)
            & ((table.start[rows] <= at) if step > 0 else (table.start[rows] < at))
        )
        place = int(before.sum()) - (1 if step < 0 else 0)
    else:
        place += step
    row = int(rows[place % len(rows)])
    span = Span(int(table.start[row]), int(table.end[row]))
    return Beside(CodingId(int(table.id[row])), DocumentId(int(table.document[row])), span)


def _place(ids: Ints, current: int | None) -> int | None:
    if current is None:
        return None
    found = np.flatnonzero(ids == current)
    return int(found[0]) if len(found) else None
