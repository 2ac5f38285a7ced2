"""The codings under the text: which are shown, and how a change reaches the screen fast."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from PySide6.QtCore import QObject, Signal

from gtcoder.queries import people
from gtcoder.queries.frames import (
    CodingTable,
    Ints,
    coding_table,
    codings_of,
    document_codings,
    without_consensus,
)
from gtcoder.queries.tree import every_code_under
from gtcoder.store.reader import Reader
from gtcoder.ui.session import Session
from gtcoder.ui.transcript.view import TranscriptView
from gtcoder.vocabulary import CodeId, DocumentId, Span

FEW = 500  # codings that are patched one by one; more are read as a whole


class ShownCodings(QObject):
    """Fills the transcript with the codings that are to be seen: of some coders, of some codes.

    `counted` says that `shown` or `total` may be others; `total` leaves out none but what a blind
    round hides. With `below` a code stands for all that serve it, too.
    """

    counted = Signal()

    def __init__(self, session: Session, view: TranscriptView) -> None:
        super().__init__(view)
        self._session, self._view = session, view
        self.coders: frozenset[int] | None = None
        self.codes: frozenset[int] | None = None
        self.below = True
        self.blind = False
        self._wanted: Ints | None = None  # the codes as they are looked for
        self._every: Ints = np.zeros(0, np.int32)

    @property
    def filters(self) -> bool:
        """Whether codings are left out at the reader's wish."""
        return self.codes is not None or (self.coders is not None and not self.blind)

    @property
    def shown(self) -> int:
        """How many codings of the document are shown."""
        return len(self._view.index)

    @property
    def total(self) -> int:
        """How many there are; counted while something filters them."""
        return len(self._every)

    def load(self, reader: Reader) -> None:
        """Show the codings of the page in view."""
        self._wanted = None
        if self.codes is not None:
            under = every_code_under(reader)
            keys = {CodeId(key) for key in self.codes}
            if self.below:
                keys |= {other for key in self.codes for other in under.get(CodeId(key), ())}
            self._wanted = np.array(sorted(keys), np.int32)
        table = document_codings(reader, self._view.page.document)
        self._every = self._countable(table).id
        self._view.set_codings(self._allowed(table))
        self._view.given.show(_given(reader, self._view.page.document))
        self.counted.emit()

    def reload(self) -> None:
        """Read the page's codings again, those of the whole study being kept and patched."""
        with self._session.bridge.read() as reader:
            coding_table(reader)
            self.load(reader)

    def patch(self, ids: Collection[int]) -> None:
        """Read these codings alone, and take over what became of them."""
        with self._session.bridge.read() as reader:
            found = codings_of(reader, ids)
        here = found.where(found.document == self._view.page.document)
        shown = self._allowed(here)
        self._view.patch_codings(set(ids).difference(shown.id.tolist()), shown)
        if self.filters:
            left = self._every[~np.isin(self._every, np.array(sorted(ids), np.int32))]
            self._every = np.concatenate([left, self._countable(here).id])
        self.counted.emit()

    def show_coders(self, coders: frozenset[int] | None) -> None:
        """Show the codings of these coders only; None for all."""
        self.coders = coders
        self.reload()

    def show_codes(self, codes: frozenset[int] | None, *, below: bool = True) -> None:
        """Show the codings of these codes only, with all that serve them; None for all."""
        self.codes, self.below = codes or None, below
        self.reload()

    def _countable(self, table: CodingTable) -> CodingTable:
        """Leave out the consensus, and what a blind round hides."""
        table = without_consensus(table)
        return self._of_coders(table) if self.blind else table

    def _allowed(self, table: CodingTable) -> CodingTable:
        """Leave out the consensus, and coders and codes that are not to be seen."""
        table = self._of_coders(without_consensus(table))
        if self._wanted is None:
            return table
        return table.where(np.isin(table.code, self._wanted))

    def _of_coders(self, table: CodingTable) -> CodingTable:
        if self.coders is None:
            return table
        return table.where(np.isin(table.coder, np.array(sorted(self.coders), np.int32)))


def _given(reader: Reader, document: DocumentId) -> list[Span]:
    """Return the passages that the round coded in hands out in a document."""
    now = people.open_round(reader)
    if now is None or not now.segments:
        return []
    rows = people.given_segments(reader, round=now.id, document=document)
    return [Span(row.start, row.end) for row in rows]
