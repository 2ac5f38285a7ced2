"""A transcript ready to be read: head, gutter, text, margin and document map side by side."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from gtcoder.ui.look import colour, scaled, theme
from gtcoder.ui.transcript import header, map, margin  # noqa: A004 - the module's name
from gtcoder.ui.transcript.gutter import Gutter
from gtcoder.ui.transcript.header import Header
from gtcoder.ui.transcript.map import DocumentMap
from gtcoder.ui.transcript.margin import Margin
from gtcoder.ui.transcript.page import Page
from gtcoder.ui.transcript.view import TranscriptView

_BARS_ONLY = 40  # of the margin where there is no room for names


class TranscriptReader(QWidget):
    """Arranges the parts; past 72 characters the column stops growing and the sides take the room.

    Codings, choice and signals are the view's: `reader.view`.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = TranscriptView(self)
        self.view.setObjectName("transcript")
        self.gutter = Gutter(self.view, self)
        self.margin = Margin(self.view, self)
        self.map = DocumentMap(self.view, self)
        self.header = Header(self.view, self)
        self.setFocusProxy(self.view)
        self.view.worn.connect(self._arrange)
        self.view.page_changed.connect(self._arrange)

    def show_page(self, page: Page) -> None:
        """Show a page from its beginning, without codings."""
        self.view.show_page(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(theme().paper))
        painter.end()

    def _arrange(self) -> None:
        head, side = scaled(header.HEIGHT), self.gutter.room()
        strip, notes = scaled(map.WIDTH), scaled(margin.WIDTH)
        measures, tall = self.view.measures, self.height() - head
        room = self.width() - side - strip
        notes = max(scaled(_BARS_ONLY), min(notes, room - measures.least))
        column = max(1, min(measures.widest, room - notes))
        spare = max(0, room - notes - column)
        side += spare // 2
        notes += spare - spare // 2
        self.header.setGeometry(0, 0, self.width(), head)
        self.header.set_column(side, column, notes)
        self.gutter.setGeometry(0, head, side, tall)
        self.view.setGeometry(side, head, column, tall)
        self.margin.setGeometry(side + column, head, notes, tall)
        self.map.setGeometry(self.width() - strip, head, strip, tall)
        self.update()
