"""The codebook beside the text: header, filter, tree and the card of the chosen code."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.codebook.book import CodebookBook
from gtcoder.ui.codebook.card import CodeCard
from gtcoder.ui.codebook.details import details_of
from gtcoder.ui.codebook.favourites import DIGITS, read_favourites
from gtcoder.ui.codebook.gestures import CodebookGestures
from gtcoder.ui.codebook.header import CodebookHeader
from gtcoder.ui.codebook.known import Known
from gtcoder.ui.codebook.reading import CodebookReading
from gtcoder.ui.codebook.rows import Favourites
from gtcoder.ui.codebook.verbs import CodebookVerbs
from gtcoder.ui.kit import Hairline
from gtcoder.ui.look import look, scaled, theme
from gtcoder.ui.session import Session
from gtcoder.vocabulary import CodeId

WIDTH, NARROWEST, WIDEST = 268, 220, 420


class CodebookPanel(QWidget):
    """The codebook of a workspace (`place`); it follows the study by itself while it is shown.

    `code_chosen`: another current row, or none. `code_clicked`: one click on a row.
    `code_activated`: Enter or double click. `span_dropped`: text was dropped on a code;
    `coding_dropped`: a coding was, to get it, or (True) to get it as well.
    `favourites_changed`: the codes of the nine digits. `left`: Esc, back to the text.
    A widget that adds `filter_action` lets “/” lead from there to the filter, too.
    """

    code_activated = Signal(int)
    code_clicked = Signal(int)
    code_chosen = Signal(object)
    span_dropped = Signal(int, int, int)
    coding_dropped = Signal(int, int, bool)
    favourites_changed = Signal(object)
    left = Signal()

    def __init__(
        self, session: Session, parent: QWidget | None = None, *, place: str = "open"
    ) -> None:
        super().__init__(parent)
        self.setObjectName("codebook")
        self.setAccessibleName(self.tr("Codebook"))
        self.session = session
        self._chosen: CodeId | None = None
        self._favourites: Favourites = (None,) * DIGITS
        self._reading = CodebookReading(session, self)
        self.book = CodebookBook(self._new, can_write=session.bridge.can_write)
        self.tree, self.search = self.book.tree, self.book.search
        self.verbs = CodebookVerbs(session, self, self, place=place)
        self.gestures = CodebookGestures(self.book, self.verbs, self)
        self.header = CodebookHeader(session, self.book, self.verbs, self, place=place)
        self.filter_action = self.header.actions_of_view["filter"]
        self.setFocusProxy(self.tree)
        self.card = CodeCard(self.verbs.actions["define"], self.verbs.actions["domain"])
        self._line = Hairline()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the codebook at once, and the counts in a moment."""
        self._reading.read()

    def choose(self, code: CodeId) -> None:
        """Make a code the chosen one and scroll to it; a filter that hides it is cleared."""
        if self._reading.behind or self.known().code(code) is None:
            self.refresh()
        if not self.tree.choose(code) and self.book.wanted():
            self.book.clear_search()
            self.tree.choose(code)

    def chosen(self) -> CodeId | None:
        """Return the chosen code; a filter does not change it."""
        return self._chosen

    def set_favourites(self, favourites: Favourites) -> None:
        """Show the codes of the digits 1 to 9."""
        self._favourites = (*favourites, *(None,) * DIGITS)[:DIGITS]
        self.gestures.favourites = self._favourites
        self.book.model.set_favourites(self._favourites)

    def favourites(self) -> Favourites:
        """Return the codes of the digits 1 to 9."""
        return self._favourites

    def known(self) -> Known:
        """Return what was read of the codebook."""
        return self._reading.known

    def selected(self) -> tuple[CodeRow, ...]:
        """Return the codes to act on: the selected rows, or the one on the card."""
        chosen = self.known().code(self._chosen)
        return self.tree.selected() or (() if chosen is None else (chosen,))

    def wanted(self) -> str:
        """Return what is looked for."""
        return self.book.wanted()

    def sizeHint(self) -> QSize:
        return QSize(scaled(WIDTH), scaled(600))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._reading.read_if_behind()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.card.fit(self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _show(self) -> None:
        """Show what is known, and let go of a chosen code that is gone."""
        known = self.known()
        self.set_favourites(read_favourites(self.session.preferences, known.study, known.codes))
        self.book.show_known(known)
        chosen = known.code(self._chosen)
        gone = chosen is None or (chosen.retired and not self.book.model.arranged().retired)
        if self._chosen is not None and gone:
            chosen = self._chosen = None
            self.code_chosen.emit(None)
        self._show_card(chosen)
        self.verbs.follow()

    def _show_card(self, code: CodeRow | None) -> None:
        known = self.known()
        attributes = {} if code is None else known.attributes.get(code.id, {})
        self._line.setVisible(code is not None)
        gathers = code is not None and any(each.parent == code.id for each in known.codes)
        details = None if code is None else details_of(self.session.bridge, code.id)
        self.card.show_code(code, known.counted, attributes, gathers=gathers, details=details)
        self.verbs.content.details = details

    def _moved(self, *_: object) -> None:
        """Follow the current row and what is selected."""
        code = self.tree.current()
        if code is not None and code.id != self._chosen:
            self._chosen = code.id
            self._show_card(code)
            self.code_chosen.emit(code.id)
        self.verbs.follow()

    def _new(self) -> None:
        self.verbs.new()

    def _connect(self) -> None:
        self._reading.renewed.connect(self._show)
        self.tree.selectionModel().currentChanged.connect(self._moved)
        self.tree.selectionModel().selectionChanged.connect(self._moved)
        self.tree.code_activated.connect(self.code_activated)
        self.tree.code_clicked.connect(self.code_clicked)
        self.book.model.span_dropped.connect(self.span_dropped)
        self.book.model.coding_dropped.connect(self.coding_dropped)
        self.book.left.connect(self.left)
        self.card.memos_asked.connect(self.verbs.content.show_memos)
        self.card.example_asked.connect(self.verbs.content.show_example)
        self.verbs.favourites_changed.connect(self.set_favourites)
        self.verbs.favourites_changed.connect(self.favourites_changed)
        look().changed.connect(self._wear)
        self._wear()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.book, 1)
        column.addWidget(self._line)
        column.addWidget(self.card)
        self._line.hide()

    def _wear(self) -> None:
        self.setMinimumWidth(scaled(NARROWEST))
        self.setMaximumWidth(scaled(WIDEST))
