"""What of the sheet is in view, line by line, and how it is brought there."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QResizeEvent, QTextBlock, QWheelEvent
from PySide6.QtWidgets import QStyle, QWidget

from gtcoder.ui.transcript.bands import VisibleLine, runs_right_to_left
from gtcoder.ui.transcript.flash import Flash
from gtcoder.ui.transcript.page import Page
from gtcoder.ui.transcript.sheet import Sheet
from gtcoder.vocabulary import Span

_BESIDE = 4  # letters that Qt's guess may be too far


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter on a line: its ends in Qt's units, its middle, and whether it runs to the left."""

    first: int
    last: int
    middle: float
    backwards: bool


class ScrollingSheet(Sheet):
    """Knows the lines in view; they are the base of all that is painted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._seen: tuple[object, list[VisibleLine]] = (None, [])
        self._held = (0, 0)  # where the bar was put last, and for which unit at the top
        super().__init__(parent)
        self.flash = Flash(self.viewport())

    def show_page(self, page: Page) -> None:
        """Show a page from its beginning."""
        self.flash.end()
        super().show_page(page)

    def visible_span(self) -> Span:
        """Return the stretch of text in view."""
        seen = self.visible_lines()
        if not seen:
            return Span(0, 0)
        offsets = self.display.offsets
        return Span(offsets.from_qt(seen[0].first), offsets.from_qt(seen[-1].last))

    def top(self) -> int:
        """Return where the first line begins that is in view by half at least.

        Qt scrolls to the letters of a line, so a strip of the line before it stays in view.
        """
        seen = self.visible_lines()
        units = (line.first for line in seen if line.top >= -line.tall / 2)
        return self.display.offsets.from_qt(next(units, seen[0].first if seen else 0))

    def visible_lines(self) -> list[VisibleLine]:
        """Return the lines in view, from the top; kept until something moves."""
        # To lay out blocks may move what is in view, at the end of the text.
        for _ in range(3):
            if self._seen[0] == (key := self._view_key()):
                break
            with self.lines.held():
                self._seen = (key, self._measure_lines())
        return self._seen[1]

    def _view_key(self) -> tuple[float, ...]:
        port, top = self.viewport(), self.firstVisibleBlock().blockNumber()
        return (self.generation, top, self.contentOffset().y(), port.width(), port.height())

    def _measure_lines(self) -> list[VisibleLine]:
        found: list[VisibleLine] = []
        block, height = self.firstVisibleBlock(), self.viewport().height()
        y, blank = self.contentOffset().y(), self.display.blank
        while block.isValid() and y < height:
            room = self.lines.blockBoundingRect(block).height()
            layout, base, number = block.layout(), block.position(), block.blockNumber()
            mixed = runs_right_to_left(block.text())
            step = self.measures.gap if blank[number] else self.measures.line
            for row in range(layout.lineCount()):
                top = y + row * step
                if top + step > 0 and top < height:
                    line = layout.lineAt(row)
                    first = base + line.textStart()
                    last = first + line.textLength()
                    found.append(
                        VisibleLine(number, row == 0, first, last, top, step, base, line, mixed)
                    )
            y += room
            block = block.next()
        return found

    def line_at(self, y: float) -> VisibleLine | None:
        """Return the visible line nearest to a height in the viewport."""

        def away(line: VisibleLine) -> float:
            return max(line.top - y, y - line.top - line.tall, 0)

        return min(self.visible_lines(), key=away, default=None)

    def offset_at(self, spot: QPointF) -> int | None:
        """Return the code point of the character under a point of the viewport."""
        line = self.line_at(spot.y())
        if line is None or not line.top <= spot.y() < line.top + line.tall:
            return None
        inked = line.line.naturalTextRect()
        if not inked.left() <= spot.x() <= inked.right() or line.last == line.first:
            return None
        letter = self._letter_at(line, spot.x()) if line.mixed else None
        if letter is not None:
            return self.display.offsets.from_qt(letter.first)
        unit = line.line.xToCursor(spot.x(), line.line.CursorPosition.CursorOnCharacter)
        return self.display.offsets.from_qt(line.base + min(unit, line.last - line.base - 1))

    def unit_near(self, line: VisibleLine, x: float) -> int:
        """Return the place for the caret nearest to an x on a line, not in a folded label."""
        base, least = line.base, line.base + self.display.fold[line.block]
        letter = self._letter_at(line, x) if line.mixed else None
        if letter is None:
            unit = base + line.line.xToCursor(x, line.line.CursorPosition.CursorBetweenCharacters)
        else:
            in_first_half = (x < letter.middle) != letter.backwards
            unit = letter.first if in_first_half else letter.last
        return max(unit, least)

    def _letter_at(self, line: VisibleLine, x: float) -> _Letter | None:
        """Return the letter under an x; where text runs to the left Qt takes one too far."""
        layout = self.document().findBlockByNumber(line.block).layout()
        guess = line.line.xToCursor(x, line.line.CursorPosition.CursorOnCharacter)
        first, last = line.first - line.base, line.last - line.base
        near = range(max(first, guess - _BESIDE), min(last, guess + 2))
        for places in (near, range(first, last)):
            for unit in places:
                if not layout.isValidCursorPosition(unit):
                    continue
                after = min(int(layout.nextCursorPosition(unit)), last)
                for run in line.line.glyphRuns(unit, after - unit):
                    box = run.boundingRect()
                    if box.left() <= x < box.right():
                        ends = (line.base + unit, line.base + after)
                        return _Letter(*ends, box.center().x(), run.isRightToLeft())
        return None

    def step_from(self, unit: int, by: int) -> int:
        """Return the next place for the caret (1) or the one before (-1), never within a letter."""
        block = self.document().findBlock(unit)
        base, layout = block.position(), block.layout()
        if by > 0:
            at_end = unit - base >= block.length() - 1
            return unit + 1 if at_end else base + int(layout.nextCursorPosition(unit - base))
        return unit - 1 if unit == base else base + int(layout.previousCursorPosition(unit - base))

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
            self.flash.light(first, last)

    def scroll_unit(self, unit: int, above: int = 0) -> None:
        """Scroll so that the line of a unit stands about `above` pixels under the top."""
        with self.lines.held():
            block, row = self._top_for(unit, above)
        bar = self.verticalScrollBar()
        bar.setValue(block.firstLineNumber() + row)
        self._held = (bar.value(), unit) if not above else (0, 0)

    def _top_for(self, unit: int, above: int) -> tuple[QTextBlock, int]:
        """Return the block and its line to stand at the top; lays out what is between."""
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
        return block, min(skipped, block.lineCount() - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        first = self._top_unit()
        if self.lines.set_width(self.viewport().width()):
            self.renew_lines()
            super().resizeEvent(event)
            if first:
                self.scroll_unit(first)
        else:
            super().resizeEvent(event)
        self.frame_changed.emit()

    def _top_unit(self) -> int:
        """Return the unit to keep at the top while lines are broken anew.

        What was asked for is kept over any number of widths, not the start of the line it is in.
        """
        value, (held, unit) = self.verticalScrollBar().value(), self._held
        if not value:
            return 0
        return unit if value == held else self.display.offsets.to_qt(self.top())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # Qt would change the font behind the measures' back
        else:
            super().wheelEvent(event)
