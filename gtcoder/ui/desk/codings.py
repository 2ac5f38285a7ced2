"""The codings under the text: which are shown, and how a change reaches the screen fast."""

from __future__ import annotations

from collections.abc import Collection, Set

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
from gtcoder.ui.desk.weighed import Weights
from gtcoder.ui.session import Session
from gtcoder.ui.transcript.view import TranscriptView
from gtcoder.vocabulary import CodeId, CodingId, DocumentId, Span

FEW = 500  # codings that are patched one by one; more are read as a whole


class ShownCodings(QObject):
    """Fills the transcript with the codings that are to be seen: of coders, codes, weights.

    `counted` says that `shown` or `total` may be others; `total` leaves out none but what a blind
    round hides. With `below` a code stands for all that serve it, too.
    """

    counted = Signal()

    def __init__(self, session: Session, view: TranscriptView) -> None:
        super().__init__(view)
        self._session, self._view = session, view
        self.coders: frozenset[int] | None = None
        self.codes: frozenset[int] | None = None
        self.weights = Weights()
        self.below = True
        self.blind = False
        self._wanted: Ints | None = None  # the codes as they are looked for
        self._every: Ints = np.zeros(0, np.int32)

    @property
    def filters(self) -> bool:
        """Whether codings are left out at the reader's wish."""
        some = self.codes is not None or self.weights != Weights()
        return some or (self.coders is not None and not self.blind)

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
        self._view.set_codings(self._allowed(reader, table))
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
            shown = self._allowed(reader, here)
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

    def show_weights(self, weights: Weights) -> None:
        """Show the codings of these weights only."""
        self.weights = weights
        self.reload()

    def hiding(self, coding: CodingId) -> Set[str]:
        """Return which filters, by name, hide a coding of the page in view."""
        if not self.filters or self._view.index.place(coding) is not None:
            return set()
        with self._session.bridge.read() as reader:
            table = codings_of(reader, [coding])
            table = self._countable(table.where(table.document == self._view.page.document))
            kept = {
                "coders": self._of_coders(table),
                "codes": self._of_codes(table),
                "weights": table.where(self.weights.kept(reader, table.id)),
            }
        return {name for name, left in kept.items() if len(left) < len(table)}

    def lift(self, filters: Set[str]) -> None:
        """Leave out no coding for the sake of these filters."""
        self.coders = None if "coders" in filters else self.coders
        self.codes = None if "codes" in filters else self.codes
        self.weights = Weights() if "weights" in filters else self.weights
        self.reload()

    def code_of(self, coding: CodingId) -> CodeId | None:
        """Return the code of a coding, be it shown or not."""
        with self._session.bridge.read() as reader:
            codes = codings_of(reader, [coding]).code.tolist()
        return CodeId(codes[0]) if codes else None

    def _countable(self, table: CodingTable) -> CodingTable:
        """Leave out the consensus, and what a blind round hides."""
        table = without_consensus(table)
        return self._of_coders(table) if self.blind else table

    def _allowed(self, reader: Reader, table: CodingTable) -> CodingTable:
        """Leave out the consensus, and coders, codes and weights that are not to be seen."""
        table = self._of_codes(self._of_coders(without_consensus(table)))
        if self.weights == Weights():
            return table
        return table.where(self.weights.kept(reader, table.id))

    def _of_codes(self, table: CodingTable) -> CodingTable:
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
