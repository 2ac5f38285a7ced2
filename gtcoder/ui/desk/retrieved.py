"""What the side panel shows of a code, read in a job: its passages, and where it occurs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from gtcoder.queries.codebook import CodeRow
from gtcoder.queries.counts import Tally, code_counts
from gtcoder.queries.frames import ORIGINS, UNKNOWN, CodingTable, coders_codings, participants_of
from gtcoder.queries.hints import Hint, saturation_hints
from gtcoder.queries.names import names
from gtcoder.queries.passage_pages import Around, PassageOrder, around, passage_page
from gtcoder.queries.retrieval import Passage
from gtcoder.queries.tree import codes_under
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodingId, CodingOrigin, DocumentId

LIMIT = 500
_NOTHING = Tally(0, 0, 0, 0, 0)
_AUTO = ORIGINS.index(CodingOrigin.AUTO)


@dataclass(frozen=True, slots=True)
class Row:
    """A passage as the list shows it."""

    passage: Passage
    colour_number: int
    around: Around | None = None

    @property
    def aside(self) -> str:
        """Who speaks, and how strongly the passage speaks of its code."""
        if self.around is None:
            return ""
        parts = [self.around.heard.written]
        if self.around.weight is not None:
            words = QCoreApplication.translate("desk", "weight {weight}")
            parts.append(words.format(weight=self.around.weight))
        return "  ·  ".join(part for part in parts if part)

    @property
    def memo(self) -> str:
        """The newest memo on it."""
        return "" if self.around is None else self.around.memo

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
    """The codings of a code, its counts, and how many codings each interview holds.

    `rows` are the first of them in the order that was asked for, `total` is how many there are.
    """

    code: CodeRow
    tally: Tally
    rows: tuple[Row, ...]
    total: int
    interviews: tuple[tuple[DocumentId, str], ...]
    counts: dict[DocumentId, int]
    blind: bool
    hint: Hint | None = None
    unconfirmed: int = 0

    def row_of(self, coding: int | None) -> Row | None:
        """Return the row of a coding, if it is on this page."""
        return next((row for row in self.rows if row.coding == coding), None)


def retrieve(
    reader: Reader,
    code: CodeRow,
    colours: dict[int, int],
    *,
    order: PassageOrder = PassageOrder.DOCUMENT,
    limit: int = LIMIT,
) -> Retrieved:
    """Return the passages of a code with those of the codes that serve it, as they are counted."""
    counted = code_counts(reader).get(code.id)
    if counted is None:  # undone meanwhile: the panel lets go of it in a moment
        return Retrieved(code, _NOTHING, (), 0, (), {}, blind=False)
    table = coders_codings(reader)
    keys = codes_under(reader, code.id)
    held = table.where(np.isin(table.code, np.array(keys, np.int32)))
    tally: Tally = counted.with_children
    if reader.blind is not None:
        held, tally = _mine(reader, held)
    found = passage_page(reader, held, order, limit=limit)
    beside = around(reader, found)
    places, counts = np.unique(held.document, return_counts=True)
    mine = (held.coder == (reader.viewer or -1)) & (held.origin == _AUTO)
    return Retrieved(
        code,
        tally,
        tuple(
            Row(
                each,
                colours.get(each.code or 0, code.colour),
                beside.get(CodingId(each.coding or 0)),
            )
            for each in found
        ),
        len(held),
        tuple((DocumentId(key), name) for key, name in names(reader).documents.items()),
        {DocumentId(int(k)): int(n) for k, n in zip(places, counts, strict=True)},
        blind=reader.blind is not None,
        hint=saturation_hints(reader).get(code.id) if reader.blind is None else None,
        unconfirmed=int((mine & (held.code == code.id)).sum()),
    )


def _mine(reader: Reader, held: CodingTable) -> tuple[CodingTable, Tally]:
    """Return what is the viewer's own: in a blind round earlier work of others is out of sight."""
    viewer = reader.viewer
    held = held.where(held.coder == (-1 if viewer is None else viewer))
    who = participants_of(reader, held)[1]
    spans = np.stack([held.document.astype(np.int64), held.start, held.end])
    mine = Tally(
        codings=len(held),
        passages=np.unique(spans, axis=1).shape[1],
        documents=len(np.unique(held.document)),
        participants=len(np.unique(who[who != UNKNOWN])),
        coders=min(len(held), 1),
    )
    return held, mine
