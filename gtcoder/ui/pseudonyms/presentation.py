"""The transcripts as others may see them: names replaced, codings at their places, read only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gtcoder.masking import Mask, MaskedText
from gtcoder.queries import people
from gtcoder.queries.codebook import codes
from gtcoder.queries.frames import CodingTable, document_codings, without_consensus
from gtcoder.queries.names import names
from gtcoder.ui.desk.documents import page_of
from gtcoder.ui.desk.reading import Reading
from gtcoder.ui.kit import Chip, Label, initials_of
from gtcoder.ui.kit.button import Button
from gtcoder.ui.look import Role, colour, scaled, theme
from gtcoder.ui.pseudonyms.key import PseudonymKey
from gtcoder.ui.session import Session
from gtcoder.ui.transcript.page import CodeLook, Page
from gtcoder.ui.transcript.reader import TranscriptReader
from gtcoder.vocabulary import DocumentId

if TYPE_CHECKING:
    from gtcoder.store.ledger import Change
    from gtcoder.store.reader import Reader

_TABLES = ("coding", "quotation", "code", "coder", "document", "text_version", "turn", "speaker")


class Presentation(QWidget):
    """A window of its own, to be shown to others; nothing in it holds a listed name.

    It follows the study and the list, and closes where there is no list any more.
    """

    def __init__(self, session: Session, key: PseudonymKey, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("presentation")
        self._session, self._key = session, key
        self._document: DocumentId | None = None
        self.banner = _Banner(self)
        self.documents = Chip(self.tr("Text"))
        self.documents.setObjectName("presented_document")
        self.documents.changed.connect(self._choose)
        self.reader = TranscriptReader()
        self.view = self.reader.view
        self.view.gives_span = False  # its places are not those of the study's own text
        self.view.setAcceptDrops(False)
        self.view.setAccessibleDescription(self.tr("Names are replaced; reading only"))
        self._reading = Reading(session.preferences, self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        row = QHBoxLayout()
        row.setContentsMargins(scaled(16), scaled(8), scaled(16), scaled(8))
        row.addWidget(self.documents)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.reader, 1)
        self.banner.leave.clicked.connect(self.close)
        session.bridge.changed.connect(self._follow)
        key.changed.connect(self._renew)

    def show_document(self, document: DocumentId, point: int = 0) -> None:
        """Show a text from a place on, which is one of the study's own text."""
        with self._session.bridge.read() as reader:
            self._show(reader, document, point)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Esc, and by the keys that opened it."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F11):
            self.close()
        else:
            super().keyPressEvent(event)

    def _show(self, reader: Reader, document: DocumentId, point: int | None) -> None:
        mask, known = self._key.mask, names(reader).documents
        self._document = document
        title = mask.text(reader.study.title)
        self.setWindowTitle(self.tr("{title} – presentation").format(title=title))
        self.banner.tell(len(mask.pseudonyms))
        self.documents.set_choices(
            [(mask.text(name), DocumentId(each)) for each, name in known.items()], document
        )
        page = page_of(reader, document, known[document])
        traced = mask.traced(page.text)
        top = self.view.top() if point is None else traced.span(point, point)[0]
        self.view.set_looks(_looks(reader, mask))
        self.view.set_me(None, _initials(reader, mask))
        self.reader.show_page(masked_page(page, traced, mask))
        table = without_consensus(document_codings(reader, document))
        self.view.set_codings(moved(table, traced))
        self.view.scroll_unit(self.view.display.offsets.to_qt(min(top, len(traced.text))))

    def _choose(self, document: object) -> None:
        if document != self._document:
            self.show_document(DocumentId(int(str(document))))

    def _follow(self, change: Change) -> None:
        if change.touches(*_TABLES):
            self._renew()

    def _renew(self) -> None:
        """Show again what is shown, as it is now; without a list there is nothing to show."""
        if not self._key.mask:
            self.close()
            return
        with self._session.bridge.read() as reader:
            known = names(reader).documents
            if self._document in known:
                self._show(reader, self._document, None)
            else:
                self.close()


class _Banner(QWidget):
    """Says across the window what it is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("presentation_banner")
        self.words = Label("", Role.STRONG, ink="on_accent")
        self.leave = Button(self.tr("Close"), tip=self.tr("Back to the study (Esc)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(scaled(16), scaled(8), scaled(16), scaled(8))
        row.addWidget(self.words, 1)
        row.addWidget(self.leave)

    def tell(self, count: int) -> None:
        """Say how many names are replaced."""
        words = self.tr("Presentation: {n} names are replaced · reading only")
        if count == 1:
            words = self.tr("Presentation: 1 name is replaced · reading only")
        self.words.setText(words.format(n=count))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint from the theme in force."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(theme().accent))
        painter.end()


def masked_page(page: Page, traced: MaskedText, mask: Mask) -> Page:
    """Return a page without the listed names, its turns and marks where they are then."""
    turns = []
    for turn in page.turns:
        start, end = traced.span(turn.start, turn.end)
        turns.append(
            replace(
                turn,
                start=start,
                end=end,
                body=traced.span(turn.body, turn.end)[0],
                speaker=turn.speaker and mask.text(turn.speaker),
                participant=turn.participant and mask.text(turn.participant),
            )
        )
    name, subtitle = mask.text(page.name), mask.text(page.subtitle)
    marks = []
    for mark in page.marks:
        start, end = traced.span(mark.start, mark.end)
        marks.append(replace(mark, start=start, end=end))
    return Page(page.document, name, subtitle, traced.text, tuple(turns), tuple(marks))


def moved(table: CodingTable, traced: MaskedText) -> CodingTable:
    """Return codings where they are in a masked text."""
    start, end = traced.columns(table.start, table.end)
    columns = {name: getattr(table, name) for name in CodingTable.__slots__}
    return CodingTable(**{**columns, "start": start, "end": end})


def _looks(reader: Reader, mask: Mask) -> Mapping[int, CodeLook]:
    rows = codes(reader, retired=True)
    return {row.id: CodeLook(mask.text(row.name), row.colour) for row in rows}


def _initials(reader: Reader, mask: Mask) -> dict[int, str]:
    return {row.id: initials_of(mask.text(row.name)) for row in people.coders(reader)}
