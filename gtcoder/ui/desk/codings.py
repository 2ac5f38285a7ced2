"""The codings under the text: whose are shown, and how a change reaches the screen fast."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from gtcoder.queries import people
from gtcoder.queries.frames import (
    CodingTable,
    coding_table,
    codings_of,
    document_codings,
    without_consensus,
)
from gtcoder.store.reader import Reader
from gtcoder.ui.session import Session
from gtcoder.ui.transcript.view import TranscriptView
from gtcoder.vocabulary import DocumentId, Span

FEW = 500  # codings that are patched one by one; more are read as a whole


class ShownCodings:
    """Fills the transcript with the codings of the coders who are to be seen."""

    def __init__(self, session: Session, view: TranscriptView) -> None:
        self._session, self._view = session, view
        self.coders: frozenset[int] | None = None

    def load(self, reader: Reader) -> None:
        """Show the codings of the page in view."""
        table = document_codings(reader, self._view.page.document)
        self._view.set_codings(self._allowed(table))
        self._view.given.show(_given(reader, self._view.page.document))

    def reload(self) -> None:
        """Read the page's codings again, those of the whole study being kept and patched."""
        with self._session.bridge.read() as reader:
            coding_table(reader)
            self.load(reader)

    def patch(self, ids: Collection[int]) -> None:
        """Read these codings alone, and take over what became of them."""
        with self._session.bridge.read() as reader:
            found = codings_of(reader, ids)
        shown = self._allowed(found.where(found.document == self._view.page.document))
        self._view.patch_codings(set(ids).difference(shown.id.tolist()), shown)

    def show_coders(self, coders: frozenset[int] | None) -> None:
        """Show the codings of these coders only; None for all."""
        self.coders = coders
        self.reload()

    def _allowed(self, table: CodingTable) -> CodingTable:
        """Leave out the consensus, and coders who are not to be seen."""
        table = without_consensus(table)
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
