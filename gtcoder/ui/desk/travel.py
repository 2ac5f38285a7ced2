"""Going through the study: from passage to passage of a code, and to what is not coded yet."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gtcoder.queries.frames import document_codings, without_consensus
from gtcoder.queries.neighbours import coding_beside
from gtcoder.ui.desk.passages import SidePanel
from gtcoder.ui.desk.text import TextPane
from gtcoder.ui.desk.uncoded import next_uncoded
from gtcoder.ui.session import Passage, Session
from gtcoder.vocabulary import Span


class Travel(QObject):
    """Moves the text; `arrived` says that a coding may be chosen there, `told` why it stays."""

    arrived = Signal()
    told = Signal(str)

    def __init__(self, session: Session, text: TextPane, side: SidePanel, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._text, self._side = session, text, side
        self._view = text.view

    def next_passage(self) -> None:
        """Go to the next passage of the code."""
        self._step(1)

    def previous_passage(self) -> None:
        """Go to the previous passage of the code."""
        self._step(-1)

    def next_uncoded(self) -> None:
        """Select the next turn that has no coding of mine."""
        with self._session.bridge.read() as reader:
            table = without_consensus(document_codings(reader, self._view.page.document))
        mine = table.where(table.coder == (self._session.bridge.coder or -1))
        page = self._view.page
        span = next_uncoded(page.text, page.turns, mine.start, mine.end, self._view.caret())
        if span is None:
            self.told.emit(self.tr("Every turn of this document has a coding of yours."))
            return
        self._view.choose(None)
        self._view.scroll_to(span)
        self._view.select(Span(span.start, span.start))

    def go(self, place: Passage) -> None:
        """Show a place that was asked for beside the text."""
        self._text.go_to(place.document, place.span, place.coding)
        self.arrived.emit()

    def _step(self, by: int) -> None:
        document = self._text.current
        if self._side.code is None or document is None:
            self.told.emit(self.tr("Choose a code first."))
            return
        chosen, at = self._view.chosen_coding, self._view.caret()
        with self._session.bridge.read() as reader:
            found = coding_beside(reader, self._side.code, document, at, step=by, current=chosen)
        if found is not None:
            self.go(Passage(found.document, found.span, found.coding))
