"""A second place of the texts beside the first: to read and to compare; codes go on in the first.

It shows what the first shows: the same codings, colours and letters. It remembers nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gtcoder.store.reader import Reader
from gtcoder.ui.desk.codings import ShownCodings
from gtcoder.ui.desk.documents import Left, page_of
from gtcoder.ui.desk.reading import Reading
from gtcoder.ui.desk.tabs import HEIGHT
from gtcoder.ui.desk.text import TextPane
from gtcoder.ui.kit import Chip, IconButton
from gtcoder.ui.look import look, scaled, theme
from gtcoder.ui.session import Session
from gtcoder.ui.transcript.reader import TranscriptReader
from gtcoder.vocabulary import DocumentId, Span


class SecondText(QWidget):
    """A transcript under a bar that says which; `left`: Esc; `told`: why something is not done."""

    left = Signal()
    told = Signal(str)

    def __init__(self, session: Session, first: TextPane, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("second_text")
        self.setAccessibleName(self.tr("Second text"))
        self._session, self._first = session, first
        self.reader = TranscriptReader()
        self.view = self.reader.view
        self.view.setObjectName("second_transcript")
        self.view.gives_span = False  # a place of the first text would be coded
        self.view.setAcceptDrops(False)
        self.view.viewport().setAcceptDrops(False)
        self.view.ends.hindrance = self._hindrance
        self.codings = ShownCodings(session, self.view)
        self.reading = Reading(session.preferences, self.view)
        self.chip = Chip(self.tr("Document"))
        self.swap = IconButton("arrows-left-right", self.tr("Swap the two"), key="Ctrl+Shift+\\")
        self.close_button = IconButton("x", self.tr("Close the second text"), key="Ctrl+\\")
        self._lay_out()
        self.chip.changed.connect(self._choose)
        self.view.typed.connect(self._tell)
        self.view.digit.connect(self._tell)
        self.view.remove_asked.connect(self._tell)
        self.view.ends.refused.connect(self.told)
        self.view.selection_changed.connect(self._let_go)
        self.view.installEventFilter(self)
        look().changed.connect(self._wear)
        self._wear()

    def show_place(self, document: DocumentId, left: Left) -> None:
        """Show a place in a document."""
        with self._session.bridge.read() as reader:
            self._load(reader, document, left)

    def place(self) -> tuple[DocumentId, Left]:
        """Return what is in view."""
        return self.view.page.document, Left(self.view.top(), self.view.caret())

    def follow(self, *, texts: bool) -> None:
        """Show what the first text shows, in its way; with `texts` the words are read again."""
        document, names = self.view.page.document, self._first.documents.names
        if document not in names:
            document, texts = self._first.view.page.document, True
        if document not in names:
            return
        with self._session.bridge.read() as reader:
            if texts and page_of(reader, document, names[document]) != self.view.page:
                self._load(reader, document, self.place()[1])
            else:
                self.look_alike()
                self.codings.load(reader)

    def look_alike(self) -> None:
        """Take over filters, names and colours."""
        source, choice = self._first.codings, self._first.view.choice
        mine = self.codings
        mine.coders, mine.blind = source.coders, source.blind
        mine.codes, mine.below, mine.weights = source.codes, source.below, source.weights
        self.view.set_looks(choice.looks)
        self.view.set_me(choice.me, choice.initials)
        self.view.set_colours(choice.by, choice.coder_colours)
        self.view.set_bare(choice.bare)
        names = self._first.documents.names
        rows = [(name, int(key)) for key, name in names.items()]
        self.chip.set_choices(rows, int(self.view.page.document))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Esc lead back to the first text."""
        escapes = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escapes and event.type() == QEvent.Type.KeyPress:
            self.left.emit()
            return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now = QPainter(self), theme()
        painter.fillRect(self.rect(), QColor(now.panel))
        painter.fillRect(0, self.bar.height() - 1, self.width(), 1, QColor(now.line))

    def _load(self, reader: Reader, document: DocumentId, left: Left) -> None:
        page = page_of(reader, document, self._first.documents.names[document])
        self.reader.show_page(page)
        self.look_alike()
        self.codings.load(reader)
        caret, top = min(left.caret, len(page.text)), min(left.top, len(page.text))
        self.view.select(Span(caret, caret))
        if top:
            self.view.scroll_unit(self.view.display.offsets.to_qt(top))

    def _choose(self, document: int) -> None:
        self.show_place(DocumentId(document), self._first.documents.left(DocumentId(document)))
        self.view.setFocus()

    def _let_go(self, span: Span | None) -> None:
        """Keep a code from going on words that are not looked at."""
        if span is not None:
            self._first.view.select(None)

    def _hindrance(self, _: int) -> str:
        return self.tr("This text is for reading. Ctrl+Shift+\\ swaps the two, to code in it.")

    def _tell(self, *_: object) -> None:
        self.told.emit(self._hindrance(0))

    def _lay_out(self) -> None:
        self.bar = QWidget(self)
        self._row = QHBoxLayout(self.bar)
        self._row.addWidget(self.chip)
        self._row.addStretch(1)
        self._row.addWidget(self.swap)
        self._row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.reader, 1)

    def _wear(self) -> None:
        self._row.setContentsMargins(scaled(12), 0, scaled(8), 0)
        self._row.setSpacing(scaled(4))
        self.bar.setFixedHeight(scaled(HEIGHT))
