"""The middle of the desk: open documents over the transcript, and what is shown in it."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gtcoder.queries.names import names
from gtcoder.store.reader import Reader
from gtcoder.ui.desk.bar import DeskBar
from gtcoder.ui.desk.codings import ShownCodings
from gtcoder.ui.desk.documents import Left, OpenDocuments, page_of
from gtcoder.ui.desk.filters import FilterRow
from gtcoder.ui.desk.finder import FindBar
from gtcoder.ui.desk.halves import Halves
from gtcoder.ui.desk.reading import Reading, ReadingCard
from gtcoder.ui.kit import EmptyState
from gtcoder.ui.preferences import Spot
from gtcoder.ui.session import Session
from gtcoder.ui.transcript.page import Page
from gtcoder.ui.transcript.reader import TranscriptReader
from gtcoder.ui.transcript.view import TranscriptView
from gtcoder.vocabulary import DocumentId, Span


class TextPane(QWidget):
    """Shows one document at a time; `document_shown` says which, after its codings are there."""

    document_shown = Signal(object)
    reading_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.documents = OpenDocuments()
        self.bar, self.reader = DeskBar(), TranscriptReader()
        self.view = self.reader.view
        self.codings = ShownCodings(session, self.view)
        self.filters = FilterRow()
        self.finder = FindBar(self.view)
        self.reading = Reading(session.preferences, self.view)
        self._empty = EmptyState(
            self.tr("No transcripts yet."),
            self.tr("Bring in interviews as text or Word files; then read and name passages here."),
            self.tr("Bring in interviews"),
            self._bring_in,
        )
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._empty)
        self.halves = Halves(self.reader)
        self._pages.addWidget(self.halves)
        self.beside: TranscriptView | None = None  # a second text, to read in
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.bar, self.filters, self.finder, self._pages):
            column.addWidget(widget, int(widget is self._pages))
        self.bar.tabs.chosen.connect(self.show_document)
        self.bar.tabs.close_asked.connect(self.close_document)
        self.bar.tabs.tabMoved.connect(self._reorder)
        self.bar.reading_asked.connect(self.ask_reading)
        self.bar.coders_chosen.connect(self.show_coders)
        self.finder.left.connect(self.view.setFocus)
        self.setFocusProxy(self.view)

    @property
    def current(self) -> DocumentId | None:
        """The document in view."""
        return self.documents.current

    @property
    def in_hand(self) -> TranscriptView:
        """The text that is meant: the second one while it has the focus or what is chosen."""
        other = self.beside
        if other is None:
            return self.view
        chosen = other.chosen_coding is not None or other.selected() is not None
        return other if chosen or other.hasFocus() else self.view

    def read(self, reader: Reader) -> None:
        """Read the documents; the one in view keeps its place."""
        known = names(reader)
        self.documents.read({DocumentId(key): name for key, name in known.documents.items()})
        self._pages.setCurrentWidget(self.halves if self.documents.names else self._empty)
        self.bar.setVisible(bool(self.documents.names))
        current = self.documents.current
        if current is None:
            return
        page = page_of(reader, current, self.documents.names[current])
        if self.view.page != page:
            self._leave()
            self._load(reader, page)
        else:
            self.codings.load(reader)
        self.bar.tabs.show_documents(self.documents.tabs(), current)

    def spot(self) -> Spot | None:
        """Return which document is in view, and where in it."""
        if self.view.page.document not in self.documents.names:
            return None
        self._leave()
        left = self.documents.left(self.view.page.document)
        tabs = tuple(int(each) for each in self.documents.open)
        document = int(self.view.page.document)
        return Spot(document=document, top=left.top, caret=left.caret, open=tabs)

    def come_back(self, spot: Spot) -> None:
        """Begin where the study was left, once it is read."""
        if spot.document:
            left = Left(spot.top, spot.caret)
            self.documents.come_back(DocumentId(spot.document), left, spot.open)

    def show_document(self, document: DocumentId) -> None:
        """Show a document where it was left."""
        if document not in self.documents.names or document == self.view.page.document:
            return
        self._leave()
        self.documents.show(document)
        with self._session.bridge.read() as reader:
            self._load(reader, page_of(reader, document, self.documents.names[document]))
        self.bar.tabs.show_documents(self.documents.tabs(), document)

    def close_document(self, document: DocumentId | None) -> None:
        """Close a tab, the one in view for None."""
        document = document or self.documents.current
        if document is None:
            return
        self.documents.close(document)
        if self.documents.current is not None:
            self.show_document(self.documents.current)
        self.bar.tabs.show_documents(self.documents.tabs(), self.documents.current)

    def go_to(self, document: DocumentId, span: Span | None, coding: int | None) -> None:
        """Show a place in a document, with a coding chosen."""
        self.show_document(document)
        if self.view.page.document != document:  # it is not read yet, or gone
            return
        if coding is not None:
            self.view.choose(coding)
            span = self.view.coding_span(coding) or span
        if span is not None:
            self.view.select(Span(span.start, span.start))
            self.view.scroll_to(span)

    def show_place(self, document: DocumentId, left: Left) -> None:
        """Show a document at a place where it was left by another view."""
        if document == self.view.page.document:
            self._take_place(left)
        else:
            self.documents.leave(document, left)
            self.show_document(document)

    def show_coders(self, coders: frozenset[int] | None) -> None:
        """Show the codings of these coders only."""
        self.codings.show_coders(coders)
        self.reading_changed.emit()

    def patch(self, ids: Collection[int]) -> None:
        """Take over what became of these codings."""
        self.codings.patch(ids)

    def about(self, span: Span) -> QRect:
        """Return the rectangle of the window in which a stretch is seen, else the caret's."""
        view, offsets = self.view, self.view.display.offsets
        first, last = offsets.to_qt(span.start), offsets.to_qt(span.end)
        lines = [line for line in view.visible_lines() if line.first < last and first < line.last]
        if not lines:
            rect = view.cursorRect()
        else:
            lefts = [line.x_of(max(first, line.first)) for line in lines]
            rights = [line.x_of(min(last, line.last)) for line in lines]
            top, bottom = lines[0].top, lines[-1].top + view.measures.band
            left, right = min(lefts), max(*rights, lefts[0])
            rect = QRect(round(left), round(top), round(right - left), round(bottom - top))
            rect = rect.intersected(view.viewport().rect())
        corner = view.viewport().mapTo(view.window(), rect.topLeft())
        return QRect(corner, rect.size())

    def _load(self, reader: Reader, page: Page) -> None:
        self.reader.show_page(page)
        self.codings.load(reader)
        left = self.documents.left(page.document)
        self._take_place(left)
        self.view.choose(left.coding)
        self.document_shown.emit(page.document)

    def _take_place(self, left: Left) -> None:
        last = len(self.view.page.text)
        caret, top = min(left.caret, last), min(left.top, last)  # the text may be another one now
        self.view.select(Span(caret, caret))
        if top:
            self.view.scroll_unit(self.view.display.offsets.to_qt(top))

    def _leave(self) -> None:
        """Remember where the document in view is left."""
        view = self.view
        if view.page.document in self.documents.names:
            left = Left(view.top(), view.caret(), view.chosen_coding)
            self.documents.leave(view.page.document, left)

    def _reorder(self) -> None:
        self.documents.open = self.bar.tabs.documents()

    def _bring_in(self) -> None:
        self._session.go("transcripts", None)

    def ask_reading(self) -> None:
        """Open the card of text size, spacing and line numbers."""
        card = ReadingCard(self.reading, self.bar.reading)
        card.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        card.dimmed.connect(self._dim)
        card.show_under(self.bar.reading)

    def _dim(self, on: bool) -> None:  # a slot
        self.reading.dim(on=on)
        self.reading_changed.emit()
