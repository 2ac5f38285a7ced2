"""The frozen text on a sheet: fonts, colours, and selection in code points."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QPalette,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from gtcoder.ui.kit.copying import copyable
from gtcoder.ui.look import look, theme
from gtcoder.ui.transcript.layout import Lines, Measures
from gtcoder.ui.transcript.options import Width
from gtcoder.ui.transcript.page import Display, Page, display_of, shown_text, spoken_backwards
from gtcoder.vocabulary import DocumentId, Span

SPAN_MIME = "application/x-gtcoder-span"
_EMPTY = Page(DocumentId(0), "", "", "")


class Sheet(QPlainTextEdit):
    """Shows one page; all positions given and taken are code points of its frozen text."""

    selection_changed = Signal(object)
    frame_changed = Signal()  # what is in view may stand elsewhere
    caret_moved = Signal()
    page_changed = Signal()
    worn = Signal()  # other fonts, sizes or colours

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reading = (17.0, 1.7)
        self.family, self.column = "", Width.NORMAL
        self.measures = Measures.of(*self.reading)
        self.page = _EMPTY
        self.display: Display = display_of(_EMPTY)
        self._said: Span | None = None
        self.gives_span = True  # what is dragged out is a place of the study's own text
        self.generation = 0  # of the lines; grows where they must be measured again
        self._set_up()
        self.lines = Lines(self.document(), self.measures)
        self.document().setDocumentLayout(self.lines)
        self.wear()
        look().changed.connect(self.wear)
        self.verticalScrollBar().valueChanged.connect(self.frame_changed)
        self.selectionChanged.connect(self._say_selection)
        self.cursorPositionChanged.connect(self._say_caret)

    def _set_up(self) -> None:
        self.setUndoRedoEnabled(False)
        self.setReadOnly(True)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The layout breaks the lines itself; with Qt's wrapping each resize would visit all blocks.
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setCursorWidth(2)
        self.viewport().setMouseTracking(True)

    def wear(self) -> None:
        """Take fonts and colours of the look in force."""
        self.measures = Measures.of(*self.reading, self.family, self.column)
        self.lines.measures = self.measures
        now, roles = theme(), QPalette.ColorRole
        palette = self.palette()
        for role, value in (
            (roles.Base, now.paper),
            (roles.Text, now.text),
            (roles.Highlight, now.accent),
            (roles.HighlightedText, now.on_accent),
        ):
            palette.setColor(role, QColor(value))
        self.setPalette(palette)
        self.viewport().setPalette(palette)  # a style sheet stands between the two
        self.setFont(self.measures.font)
        self.relay()
        self.worn.emit()

    def renew_lines(self) -> None:
        """Ask the layout again which lines are in view."""
        self.generation += 1

    def relay(self) -> None:
        """Make all lines anew, where they come into view."""
        self.renew_lines()
        self.lines.forget()
        self.lines.documentSizeChanged.emit(self.lines.documentSize())
        self.viewport().update()
        self.frame_changed.emit()

    def show_page(self, page: Page) -> None:
        """Show a page from its beginning; the codings of the last one are gone."""
        self.page, self.display = page, display_of(page)
        self.lines.show(None)
        self.setPlainText(shown_text(page, self.display))
        self._turn_blocks()
        self.lines.show(self.display)
        self.verticalScrollBar().setValue(0)
        self.setAccessibleName(page.name)
        self.relay()
        self.page_changed.emit()

    def _turn_blocks(self) -> None:
        """Let speech run its own way: Qt would take the way of a label that nobody sees."""
        cursor, way = QTextCursor(self.document()), QTextBlockFormat()
        way.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        for number in spoken_backwards(self.page, self.display):
            cursor.setPosition(self.document().findBlockByNumber(number).position())
            cursor.setBlockFormat(way)

    # Positions

    @property
    def line_count(self) -> int:
        """Return how many lines the frozen text has."""
        return len(self.display.newlines) + 1

    def line_of(self, offset: int) -> int:
        """Return the number of the line a code point is in, from 1."""
        return self.display.line_of(offset)

    def caret(self) -> int:
        """Return the code point of the caret."""
        return self.display.offsets.from_qt(self.textCursor().position())

    def caret_line(self) -> int:
        """Return the number of the line the caret is in, from 1."""
        return self.line_of(self.caret())

    def selected(self) -> Span | None:
        """Return the selected stretch, or None where nothing is selected."""
        cursor, offsets = self.textCursor(), self.display.offsets
        span = Span(
            offsets.from_qt(cursor.selectionStart()), offsets.from_qt(cursor.selectionEnd())
        )
        return span if span.end > span.start else None

    def select(self, span: Span | None) -> None:
        """Select a stretch, or nothing; the view stays where it is if the stretch is in it."""
        cursor, offsets = self.textCursor(), self.display.offsets
        if span is None:
            cursor.clearSelection()
        else:
            cursor.setPosition(offsets.to_qt(span.start))
            cursor.setPosition(offsets.to_qt(span.end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    # What Qt asks

    def createMimeDataFromSelection(self) -> QMimeData:
        data, span = QMimeData(), self.selected()
        if span is not None:
            data.setText(copyable(self.page.text[span.start : span.end], self))
        if span is not None and self.gives_span:
            data.setData(SPAN_MIME, f"{span.start} {span.end}".encode("ascii"))
        return data

    def _say_selection(self) -> None:
        now = self.selected()
        if now != self._said:
            self._said = now
            self.selection_changed.emit(now)

    def _say_caret(self) -> None:
        self._say_selection()
        self.caret_moved.emit()
