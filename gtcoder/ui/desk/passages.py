"""The side panel: the chosen code, its passages, and memos on what is chosen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.errors import GtcoderError
from gtcoder.queries.codebook import CodeRow
from gtcoder.queries.passage_pages import PassageOrder
from gtcoder.ui.codebook.words import hint_explained, hint_in_words, participants_in_words
from gtcoder.ui.desk.codes import KnownCodes
from gtcoder.ui.desk.compare import ComparePane
from gtcoder.ui.desk.memos import MemoPane
from gtcoder.ui.desk.retrieved import LIMIT, Retrieved, Row, retrieve
from gtcoder.ui.desk.strip import InterviewStrip
from gtcoder.ui.desk.words import (
    coders_in_words,
    codings_in_words,
    interviews_in_words,
    passages_in_words,
)
from gtcoder.ui.jobs import Job
from gtcoder.ui.kit import (
    Button,
    Chip,
    EmptyState,
    Label,
    PassageList,
    Segmented,
    ThinProgress,
    paint_swatch,
)
from gtcoder.ui.look import Role, scaled, theme
from gtcoder.ui.session import Passage, Session
from gtcoder.vocabulary import CodeId, CodeLevel, DocumentId, Span

PASSAGES, COMPARE, MEMOS = "passages", "compare", "memos"
_PAUSE = 120  # ms in which changes are gathered


class _Title(QWidget):
    """Swatch and name of the code, cut where the panel ends: it never asks for more room."""

    def __init__(self) -> None:
        super().__init__()
        self._code: CodeRow | None = None
        self.name = Label("", Role.TITLE)
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(scaled(20), 0, 0, 0)
        row.addWidget(self.name, 1)

    def show_code(self, code: CodeRow | None) -> None:
        self._code = code
        self.name.setToolTip("" if code is None else code.written)
        self._write()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._write()

    def _write(self) -> None:
        name = "" if self._code is None else self._code.name
        room = self.width() - scaled(20)
        elide = Qt.TextElideMode.ElideRight
        self.name.setText(self.name.fontMetrics().elidedText(name, elide, room))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._code is not None:
            size = scaled(11)
            rect = QRectF(0, (self.height() - size) / 2, size, size)
            category = self._code.level is not CodeLevel.OPEN
            paint_swatch(QPainter(self), rect, self._code.colour, category=category)


class SidePanel(QWidget):
    """Follows the text and the codebook; `asked` is where the person wants to go.

    Esc says `left`: back to the text.
    """

    asked = Signal(object)  # Passage
    left = Signal()
    loaded = Signal()

    def __init__(self, session: Session, codes: KnownCodes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side_panel")
        self.setAccessibleName(self.tr("Passages and memos"))
        self._session, self._codes = session, codes
        self._code: CodeId | None = None
        self._coding: int | None = None
        self._document: DocumentId | None = None
        self._job: Job[Retrieved] | None = None
        self._limit = LIMIT
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._read)
        self.shown: Retrieved | None = None
        self._build()
        self.list.chosen_passage.connect(self._go)
        self.list.activated_passage.connect(self._go)
        self.strip.asked.connect(self._go_to_document)
        self.views.changed.connect(self.show_view)
        self.order.changed.connect(self._ordered)
        self.more.clicked.connect(self.show_more)
        self.compare.asked.connect(self._go)

    @property
    def code(self) -> CodeId | None:
        """The code whose passages are shown."""
        return self._code

    def show_code(self, code: CodeId | None, coding: int | None = None) -> None:
        """Show the passages of a code, one of them chosen."""
        self._coding = coding
        self.compare.show_coding(coding)
        if code != self._code:
            self._code, self._limit = code, LIMIT
            self._session_title()
            self._read()
        elif self.shown is not None:
            self.list.choose(self.shown.row_of(coding))

    def show_document(self, document: DocumentId | None) -> None:
        """Mark the interview in view."""
        self._document = document
        self.strip.show_current(document)

    def show_view(self, key: str) -> None:
        """Show the passages or the memos."""
        self.views.chosen = key
        self._choose_page()

    def first_focus(self) -> QWidget:
        """Return what the keyboard goes to in the view that is shown."""
        views = {PASSAGES: self.list, COMPARE: self.compare.list, MEMOS: self.memos.editor}
        return views[self.views.chosen]

    def renew(self) -> None:
        """Read again soon: codings or codes are not what they were."""
        self._session_title()
        self.compare.renew()
        if self._code is not None:
            self._soon.start()

    def show_more(self) -> None:
        """List another page of passages below those that are listed."""
        self._limit += LIMIT
        self._read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _session_title(self) -> None:
        row = None if self._code is None else self._codes.rows.get(self._code)
        if row is None:
            self._code = None
        self.title.show_code(row)
        self._head.setVisible(row is not None)
        self._choose_page()

    def _read(self) -> None:
        code = None if self._code is None else self._codes.rows.get(self._code)
        if self._job is not None:
            self._job.cancel()
        if code is None:
            self.shown = None
            self.list.set_passages(())
            return
        colours = {int(key): row.colour for key, row in self._codes.rows.items()}
        bridge, limit = self._session.bridge, self._limit
        order = PassageOrder(str(self.order.value()))

        def work(_: object) -> Retrieved:
            with bridge.read() as reader:
                return retrieve(reader, code, colours, order=order, limit=limit)

        self._job = self._session.jobs.start(work, done=self._show, failed=self._failed, owner=self)
        self.progress.follow(self._job)

    def _show(self, found: Retrieved) -> None:
        if found.code.id != self._code:
            return
        self.shown = found
        self.list.set_passages(found.rows, found.row_of(self._coding))
        everywhere = len(found.interviews)
        parts = (
            passages_in_words(found.tally.passages, mine=found.blind),
            *codings_in_words(found.tally),
            interviews_in_words(found.tally.documents, everywhere),
            *participants_in_words(found.tally.participants),
            coders_in_words(found.tally.coders),
        )
        hint = hint_in_words(found.hint)
        self.counts.setText("  ·  ".join(parts))
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.strip.show_interviews(found.interviews, found.counts, colour=found.code.colour)
        self.strip.show_current(self._document)
        left = found.total - len(found.rows)
        self.more.setVisible(left > 0)
        words = self.tr("Show {count} more of {left}")
        self.more.setText(words.format(count=f"{min(LIMIT, left):,}", left=f"{left:,}"))
        self._choose_page()
        self.loaded.emit()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self._session.say.error(error)

    def _choose_page(self) -> None:
        page: QWidget = self._empty
        self.order.setVisible(self.views.chosen == PASSAGES and self._code is not None)
        more = self.shown is not None and self.shown.total > len(self.shown.rows)
        self.more.setVisible(self.views.chosen == PASSAGES and more)
        if self.views.chosen == MEMOS:
            page = self.memos
        elif self.views.chosen == COMPARE:
            page = self.compare
        elif self._code is not None:
            page = self.list
            if self.shown is not None and self.shown.code.id == self._code and not self.shown.rows:
                page = self._unused
        self._pages.setCurrentWidget(page)

    def _ordered(self, *_: object) -> None:
        self._limit = LIMIT
        self._read()

    def _go(self, row: Row) -> None:
        self._coding = row.coding
        place = row.passage
        span = Span(place.start, place.end)
        self.asked.emit(Passage(place.document_id, span, place.coding))

    def _go_to_document(self, document: DocumentId) -> None:
        rows = () if self.shown is None else self.shown.rows
        first = next((row for row in rows if row.passage.document_id == document), None)
        if first is not None:
            self._go(first)
        else:
            self.asked.emit(Passage(document))

    def _build(self) -> None:
        self.title, self.counts = _Title(), Label("", Role.SMALL, ink="text2", wrap=True)
        self.hint = Label("", Role.SMALL, ink="text2", wrap=True)
        self.hint.setToolTip(hint_explained())
        self.hint.hide()
        self.strip = InterviewStrip()
        self.views = Segmented(
            [
                (PASSAGES, self.tr("Passages")),
                (COMPARE, self.tr("Compare")),
                (MEMOS, self.tr("Memos")),
            ],
            name=self.tr("Passages, comparison or memos"),
        )
        self.order = Chip(self.tr("Sort"))
        self.order.setObjectName("passage_order")
        self.order.set_choices(_orders())
        self.compare = ComparePane(self._session, self._codes)
        self.list = PassageList(name=self.tr("Passages of the code"))
        self.list.setObjectName("passages")
        self.memos = MemoPane(self._session)
        self.more = Button("", kind="quiet")
        self.more.setObjectName("more_passages")
        self.more.hide()
        self.progress = ThinProgress()
        self._empty = EmptyState(
            self.tr("Nothing is chosen."),
            self.tr("Choose a code, or a coding in the text, and its passages are listed here."),
        )
        self._unused = EmptyState(
            self.tr("No passage carries this code."),
            self.tr("Select a passage in the text and click the code."),
        )
        self._pages = QStackedWidget(self)
        for page in (self._empty, self._unused, self.list, self.compare, self.memos):
            self._pages.addWidget(page)
        self._head = QWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        head = QVBoxLayout(self._head)
        head.setContentsMargins(scaled(20), scaled(10), scaled(16), 0)
        head.setSpacing(scaled(5))
        for widget in (self.title, self.counts, self.hint, self.strip):
            head.addWidget(widget)
        bar = QHBoxLayout()
        bar.setContentsMargins(scaled(20), scaled(14), scaled(12), scaled(10))
        bar.addWidget(self.views)
        bar.addStretch(1)
        sort = QHBoxLayout()
        sort.setContentsMargins(scaled(20), 0, scaled(12), scaled(4))
        sort.addWidget(self.order)
        sort.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addLayout(bar)
        column.addLayout(sort)
        column.addWidget(self.progress)
        column.addWidget(self._pages, 1)
        column.addWidget(self.more)
        self._head.hide()
        self.order.hide()


def _orders() -> list[tuple[str, object]]:
    tr = QCoreApplication.translate
    return [
        (tr("desk", "Document"), PassageOrder.DOCUMENT),
        (tr("desk", "Newest"), PassageOrder.NEWEST),
        (tr("desk", "Longest"), PassageOrder.LONGEST),
        (tr("desk", "Speaker"), PassageOrder.SPEAKER),
        (tr("desk", "Coder"), PassageOrder.CODER),
        (tr("desk", "Weight"), PassageOrder.WEIGHT),
        (tr("desk", "Memos first"), PassageOrder.MEMOS),
    ]
