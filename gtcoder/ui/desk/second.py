"""A second place of the texts beside the first: to read and to compare; codes go on in the first.

It shows what the first shows: the same codings, colours and letters. What is chosen is chosen in
one of the two only.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gtcoder.store.reader import Reader
from gtcoder.ui.desk.codings import ShownCodings
from gtcoder.ui.desk.documents import Left, page_of
from gtcoder.ui.desk.doing import for_reading
from gtcoder.ui.desk.reading import Reading
from gtcoder.ui.desk.tabs import HEIGHT
from gtcoder.ui.desk.text import TextPane
from gtcoder.ui.kit import Chip, IconButton
from gtcoder.ui.look import look, scaled, theme
from gtcoder.ui.session import Session
from gtcoder.ui.transcript.reader import TranscriptReader
from gtcoder.vocabulary import DocumentId, Span

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


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
        self.view.key_asked.connect(self._answer_key)
        self.view.context_asked.connect(self._tell)
        self.view.ends.refused.connect(self.told)
        self.reader.margin.not_carried.connect(self._tell)
        self.view.selection_changed.connect(self._words_selected)
        self.view.choice_changed.connect(self._coding_chosen)
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

    def let_go(self) -> None:
        """Have nothing chosen: something is in the first text."""
        self.view.choose(None)
        self.view.select(None)

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
        self.view.choose_code(choice.code)
        names = self._first.documents.names
        rows = [(name, int(key)) for key, name in names.items()]
        self.chip.set_choices(rows, int(self.view.page.document))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Esc lead back to the first text, and answer the keys that code in it alone."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _ENTER or event.matches(QKeySequence.StandardKey.Paste):
            self._tell()
        else:
            return super().eventFilter(watched, event)
        return True

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

    def _words_selected(self, span: Span | None) -> None:
        if span is not None:
            self._take()

    def _coding_chosen(self) -> None:
        if self.view.chosen_coding is not None:
            self._take()

    def _take(self) -> None:
        """Keep a code from going on words, and a key on a coding, that are not looked at."""
        self._first.view.select(None)
        self._first.view.pick(None)

    def _answer_key(self, key: str) -> None:
        """Select a unit or go to the codebook, as in the first text; the rest is for that one."""
        view = self.view
        runs = {"W": view.select_word, "S": view.select_sentence, "T": view.select_turn}
        runs["/"] = self._session.commands.action("codebook.filter").trigger
        runs.get(key, self._tell)()

    def _hindrance(self, _: int) -> str:
        return for_reading()

    def _tell(self, *_: object) -> None:
        self.told.emit(for_reading())

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
