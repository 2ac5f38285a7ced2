"""What the side panel shows of a code, read in a job: its passages, and where it occurs."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from gtcoder.queries.codebook import CodeRow
from gtcoder.queries.counts import Tally, code_counts
from gtcoder.queries.frames import UNKNOWN, CodingTable, coders_codings, participants_of
from gtcoder.queries.names import names
from gtcoder.queries.retrieval import Passage, PassageList, passages_of_code
from gtcoder.queries.tree import codes_under
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeLevel, CodingId, DocumentId

LIMIT = 500
_NOTHING = Tally(0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """A passage as the list shows it."""

    passage: Passage
    colour_number: int

    @property
    def coding(self) -> CodingId | None:
        """The coding it is."""
        return self.passage.coding

    @property
    def document(self) -> str:
        """The name of the transcript."""
        return self.passage.document

    @property
    def line(self) -> int:
        """The line it begins in."""
        return self.passage.line

    @property
    def coder(self) -> str:
        """Who coded it."""
        return self.passage.coder

    @property
    def before(self) -> str:
        """A few words before it."""
        return self.passage.before

    @property
    def text(self) -> str:
        """The words that are coded."""
        return self.passage.text

    @property
    def after(self) -> str:
        """A few words after it."""
        return self.passage.after

    @property
    def memos(self) -> int:
        """How many memos hang on it."""
        return self.passage.memos


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The codings of a code, its counts, and how many codings each interview holds."""

    code: CodeRow
    found: PassageList
    tally: Tally
    rows: tuple[Row, ...]
    interviews: tuple[tuple[DocumentId, str], ...]
    counts: dict[DocumentId, int]
    blind: bool

    def row_of(self, coding: int | None) -> Row | None:
        """Return the row of a coding, if it is on this page."""
        return next((row for row in self.rows if row.coding == coding), None)


def retrieve(reader: Reader, code: CodeRow, colours: dict[int, int]) -> Retrieved:
    """Return the passages of a code; a category's with those of the codes that serve it."""
    counted = code_counts(reader).get(code.id)
    if counted is None:  # undone meanwhile: the panel lets go of it in a moment
        return Retrieved(code, PassageList(0, 0, 0, 0, ()), _NOTHING, (), (), {}, False)
    wide = code.level is not CodeLevel.OPEN
    found = passages_of_code(reader, code.id, with_children=wide, limit=LIMIT)
    table = coders_codings(reader)
    keys = codes_under(reader, code.id) if wide else (code.id,)
    held = table.where(np.isin(table.code, np.array(keys, np.int32)))
    tally: Tally = counted.with_children
    if reader.blind is not None:
        held, found, tally = _mine(reader, held, found)
    places, counts = np.unique(held.document, return_counts=True)
    interviews = names(reader).documents
    rows = tuple(Row(each, colours.get(each.code or 0, code.colour)) for each in found.rows)
    return Retrieved(
        code,
        found,
        tally,
        rows,
        tuple((DocumentId(key), name) for key, name in interviews.items()),
        {DocumentId(int(k)): int(n) for k, n in zip(places, counts, strict=True)},
        reader.blind is not None,
    )


def _mine(
    reader: Reader, held: CodingTable, found: PassageList
) -> tuple[CodingTable, PassageList, Tally]:
    """Return what is the viewer's own: in a blind round earlier work of others is out of sight."""
    viewer = reader.viewer
    held = held.where(held.coder == (-1 if viewer is None else viewer))
    name = None if viewer is None else names(reader).coders.get(viewer)
    rows = tuple(row for row in found.rows if row.coder == name)
    who = participants_of(reader, held)[1]
    spans = np.stack([held.document.astype(np.int64), held.start, held.end])
    mine = Tally(
        codings=len(held),
        passages=np.unique(spans, axis=1).shape[1],
        documents=len(np.unique(held.document)),
        participants=len(np.unique(who[who != UNKNOWN])),
        coders=min(len(held), 1),
    )
    return held, replace(found, total=len(held), rows=rows), mine
