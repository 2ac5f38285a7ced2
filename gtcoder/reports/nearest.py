"""A passage beside the earlier ones of its code: the nearest and the most different in words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gtcoder.analysis.nearness import apart
from gtcoder.queries.comparisons import coded_before, compared
from gtcoder.queries.frames import coders_codings
from gtcoder.queries.retrieval import Passage, passages_of_codings
from gtcoder.queries.texts import frozen_texts
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodingId, ComparisonId, ComparisonVerdict


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An earlier passage, how alike its words are (0 to 1), and what was recorded of the two."""

    passage: Passage
    likeness: float
    comparison: ComparisonId | None
    verdict: ComparisonVerdict | None
    note: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A passage of a code, how many were coded before it, and which of them to hold it against."""

    passage: Passage
    earlier: int
    nearest: tuple[Neighbour, ...]
    different: tuple[Neighbour, ...]


def neighbours(reader: Reader, coding: CodingId, *, count: int = 3) -> Neighbours | None:
    """Return the earlier passages to compare a coding's passage with; None where it is gone.

    Earlier is what was coded before, by whomever the viewer may see; passages that overlap with
    this one are left out, for they would be compared with themselves.
    """
    found = passages_of_codings(reader, [coding])
    if not found or found[0].code is None:
        return None
    new, code = found[0], found[0].code
    keys = coded_before(reader, code, coding)
    table = coders_codings(reader)
    table = table.where(np.isin(table.id, np.array(keys, np.int64)))
    meets = (table.document == new.document_id) & (table.start < new.end) & (table.end > new.start)
    table = table.where(~meets)
    texts = frozen_texts(reader, np.unique(table.document).tolist())
    places = zip(table.document.tolist(), table.start.tolist(), table.end.tolist(), strict=True)
    words = [texts[document].text[start:end] for document, start, end in places]
    chosen = apart(new.text, words, count=count)
    ids = table.id.tolist()
    wanted = [ids[place] for place, _ in (*chosen.nearest, *chosen.different)]
    rows = {row.coding: row for row in passages_of_codings(reader, wanted)}
    known = compared(reader, code, new.quotation)

    def told(pairs: tuple[tuple[int, float], ...]) -> tuple[Neighbour, ...]:
        return tuple(
            Neighbour(row, likeness, *known.get(row.quotation, (None, None, "")))
            for row, likeness in ((rows[CodingId(ids[place])], like) for place, like in pairs)
        )

    return Neighbours(new, len(keys), told(chosen.nearest), told(chosen.different))
