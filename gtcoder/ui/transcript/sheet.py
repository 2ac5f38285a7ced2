"""The frozen text on a sheet: fixed lines, selection in code points, scrolling, nothing else."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QMimeData, QPointF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPalette,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QStyle, QWidget

from gtcoder.ui.look import colour, look, theme
from gtcoder.ui.transcript.bands import VisibleLine, runs_right_to_left
from gtcoder.ui.transcript.layout import Lines, Measures
from gtcoder.ui.transcript.page import Display, Page, display_of, shown_text
from gtcoder.vocabulary import DocumentId, Span

SPAN_MIME = "application/x-gtcoder-span"
FLASH = 600  # milliseconds
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
        self.measures = Measures.of(*self.reading)
        self.page = _EMPTY
        self.display: Display = display_of(_EMPTY)
        self._said: Span | None = None
        self._generation = 0
        self._seen: tuple[object, list[VisibleLine]] = (None, [])
        self._flash_span: tuple[int, int] | None = None
        self._flash = QVariantAnimation(self, startValue=1.0, endValue=0.0)
        self._flash.setDuration(FLASH)
        self._flash.valueChanged.connect(self._fade)
        self._flash.finished.connect(self._end_flash)
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
        self.measures = Measures.of(*self.reading)
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

    def relay(self) -> None:
        """Make all lines anew, where they come into view, and keep the first visible text."""
        self._generation += 1
        self.lines.forget()
        self.lines.documentSizeChanged.emit(self.lines.documentSize())
        self.viewport().update()
        self.frame_changed.emit()

    def show_page(self, page: Page) -> None:
        """Show a page from its beginning; the codings of the last one are gone."""
        self._end_flash()
        self.page, self.display = page, display_of(page)
        self._generation += 1
        self.lines.show(None)
        self.setPlainText(shown_text(page, self.display))
        self.lines.show(self.display)
        self.verticalScrollBar().setValue(0)
        self.setAccessibleName(page.name)
        self.relay()
        self.page_changed.emit()

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

    def visible_span(self) -> Span:
        """Return the stretch of text in view."""
        seen = self.visible_lines()
        if not seen:
            return Span(0, 0)
        offsets = self.display.offsets
        return Span(offsets.from_qt(seen[0].first), offsets.from_qt(seen[-1].last))

    def visible_lines(self) -> list[VisibleLine]:
        """Return the lines in view, from the top; kept until something moves."""
        top = self.firstVisibleBlock()
        offset = self.contentOffset().y()
        port = self.viewport().size()
        key = (self._generation, top.blockNumber(), offset, port.width(), port.height())
        if self._seen[0] != key:
            self._seen = (key, self._measure_lines(offset, port.height()))
        return self._seen[1]

    def _measure_lines(self, offset: float, height: int) -> list[VisibleLine]:
        found: list[VisibleLine] = []
        block = self.firstVisibleBlock()
        step, y = self.measures.line, offset
        while block.isValid() and y < height:
            box = self.lines.blockBoundingRect(block).height()
            layout, base, number = block.layout(), block.position(), block.blockNumber()
            mixed = runs_right_to_left(block.text())
            for row in range(layout.lineCount()):
                top = y + row * step
                if top + step <= 0 or top >= height:
                    continue
                line = layout.lineAt(row)
                first = base + line.textStart()
                found.append(
                    VisibleLine(
                        number,
                        row == 0,
                        first,
                        first + line.textLength(),
                        top,
                        base,
                        y,
                        line,
                        mixed,
                    )
                )
            y += box
            block = block.next()
        return found

    def line_at(self, y: float) -> VisibleLine | None:
        """Return the visible line nearest to a height in the viewport."""
        seen = self.visible_lines()
        half = self.measures.band / 2
        return min(seen, key=lambda line: abs(line.top + half - y), default=None)

    def offset_at(self, spot: QPointF) -> int | None:
        """Return the code point of the character under a point of the viewport."""
        line = self.line_at(spot.y())
        if line is None or not line.top <= spot.y() < line.top + self.measures.line:
            return None
        inked = line.line.naturalTextRect()
        if not inked.left() <= spot.x() <= inked.right() or line.last == line.first:
            return None
        unit = line.line.xToCursor(spot.x(), line.line.CursorPosition.CursorOnCharacter)
        return self.display.offsets.from_qt(line.base + min(unit, line.last - line.base - 1))

    # Scrolling

    def scroll_to(self, span: Span, *, flash: bool = True) -> None:
        """Bring a stretch into view, a third from the top if it was not wholly there."""
        offsets = self.display.offsets
        first, last = offsets.to_qt(span.start), offsets.to_qt(span.end)
        seen = self.visible_lines()
        whole = [
            line for line in seen if 0 <= line.top < self.viewport().height() - line.line.height()
        ]
        if not whole or not (whole[0].first <= first and last <= whole[-1].last):
            self.scroll_unit(first, self.viewport().height() // 3)
        if flash and self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0:
            self._flash_span = (first, last)
            self._flash.stop()
            self._flash.start()

    def scroll_unit(self, unit: int, above: int = 0) -> None:
        """Scroll so that the line of a unit stands about `above` pixels under the top."""
        block = self.document().findBlock(unit)
        self.lines.blockBoundingRect(block)
        layout = block.layout()
        rows = [layout.lineAt(n).textStart() for n in range(layout.lineCount())]
        row = max(0, bisect_right(rows, unit - block.position()) - 1)
        depth = row * self.measures.line
        # What stands above is laid out first, or its line count would still be a guess.
        while depth < above and block.previous().isValid():
            block = block.previous()
            depth += round(self.lines.blockBoundingRect(block).height())
        skipped = max(0, depth - above) // self.measures.line
        self.verticalScrollBar().setValue(
            block.firstLineNumber() + min(skipped, block.lineCount() - 1)
        )

    def _fade(self) -> None:
        self.viewport().update()

    def _end_flash(self) -> None:
        self._flash.stop()
        self._flash_span = None
        self.viewport().update()

    def paint_flash(self, painter: QPainter, lines: list[VisibleLine]) -> None:
        """Paint the fading light on the stretch that was scrolled to."""
        if self._flash_span is None:
            return
        first, last = self._flash_span
        light = colour(theme().tsel, float(self._flash.currentValue() or 0.0))
        for line in lines:
            low, high = max(first, line.first), min(last, line.last)
            if low < high:
                for left, right in line.runs(low, high):
                    painter.fillRect(
                        round(left) - 2, round(line.top), round(right - left) + 4,
                        self.measures.band, light,
                    )  # fmt: skip

    # What Qt asks

    def resizeEvent(self, event: QResizeEvent) -> None:
        first = self.visible_span().start if self.verticalScrollBar().value() else 0
        if self.lines.set_width(self.viewport().width()):
            self._generation += 1
            super().resizeEvent(event)
            if first:
                self.scroll_unit(self.display.offsets.to_qt(first))
        else:
            super().resizeEvent(event)
        self.frame_changed.emit()

    def createMimeDataFromSelection(self) -> QMimeData:
        data, span = QMimeData(), self.selected()
        if span is not None:
            data.setText(self.page.text[span.start : span.end])
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
