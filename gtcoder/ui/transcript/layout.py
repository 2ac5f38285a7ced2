"""Lines of one height, gaps between turns, and labels folded away, for the blocks in view only."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextDocumentLayout

from gtcoder.ui.look import scaled, serif, theme
from gtcoder.ui.transcript.options import LETTERS, Width
from gtcoder.ui.transcript.page import Display

INSET = 6  # the left handle of a chosen coding would be clipped at 0
_SAMPLE = "people like him do not complain, and three months later you see them go"

Parts = Iterable[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes of the text in pixels, from the reader's font size and spacing."""

    font: QFont
    line: int
    band: int  # height of the letters' box; underlines begin below it
    ascent: float
    gap: int
    widest: int  # 72 characters, or what the reader chose
    least: int  # 52 characters: narrower, the margin's names give way

    @staticmethod
    def of(
        pixels: float, spacing: float, family: str = "", width: Width = Width.NORMAL
    ) -> Measures:
        """Return the measures for a font size at 100 % and lines of `spacing` times that size.

        Letters that `family` does not have are those of the fonts we bring.
        """
        font = serif(pixels)
        if family:
            font.setFamilies([family, *font.families()])
        metrics = QFontMetricsF(font)
        natural = metrics.height()
        letter = metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE)
        return Measures(
            font=font,
            line=round(max(spacing * font.pixelSize(), natural + 7)),
            band=math.ceil(natural),
            ascent=metrics.ascent(),
            gap=scaled(13),
            widest=round(LETTERS[width] * letter) + 2 * INSET,
            least=round(min(52, LETTERS[width]) * letter) + 2 * INSET,
        )


class Lines(QPlainTextDocumentLayout):
    """Lays a block out when it is first asked for; everything Qt asks later follows from that.

    The document must not wrap lines by itself: a change of width then costs only what is in view,
    and the line counts of all other blocks stay as a good guess for the scroll bar.
    """

    def __init__(self, document: QTextDocument, measures: Measures) -> None:
        super().__init__(document)
        self.measures = measures
        self.coded: Callable[[int, int], Parts] = lambda first, last: ()
        self.dims = True  # the interviewer's speech, where it is not coded
        self.dims_coded = False  # what is coded
        self._display: Display | None = None
        self._laid = bytearray()
        self._width = 0
        self._held = False
        self._grown = False
        self._options = {way: _option(way) for way in Qt.LayoutDirection}

    def show(self, display: Display | None) -> None:
        """Take over what the blocks are; None while the text is being exchanged."""
        self._display = display
        self.forget()

    def set_width(self, width: int) -> bool:
        """Set the width of the column; say whether lines must be made anew."""
        if width == self._width:
            return False
        self._width = width
        self.forget()
        return True

    def forget(self) -> None:
        """Lay every block out again when it is next seen."""
        self._laid = bytearray(0 if self._display is None else len(self._display.starts))

    @property
    def follows(self) -> bool:
        """Whether what is coded changes how letters are drawn."""
        return self.dims or self.dims_coded

    def forget_dimmed(self, first: int, last: int) -> bool:
        """Lay out again those of some blocks that are dimmed by what is coded in them."""
        asked = self._display.asked if self._display is not None and self.follows else []
        blocks = range(first, min(last + 1, len(asked)))
        found = [block for block in blocks if self.dims_coded or asked[block]]
        for block in found:
            self._laid[block] = 0
        return bool(found)

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        display, number = self._display, block.blockNumber()
        if display is None or not 0 <= number < len(self._laid):
            return super().blockBoundingRect(block)
        if not self._laid[number]:
            self._lay(block, number, display)
        if display.blank[number]:
            return QRectF(0, 0, self._width, self.measures.gap)
        height = block.lineCount() * self.measures.line
        if display.parted[number]:
            height += self.measures.gap
        return QRectF(0, 0, self._width, height)

    def documentSize(self) -> QSizeF:
        """Return the width of the column and the count of lines, which is what Qt scrolls by."""
        # Its parent, for PySide's document() takes a reference that is never given back.
        document = self.parent()
        assert isinstance(document, QTextDocument)
        return QSizeF(self._width, document.lineCount())

    def _lay(self, block: QTextBlock, number: int, display: Display) -> None:
        self._laid[number] = 1
        layout = block.layout()
        layout.setFormats(self._formats(block, number, display))
        layout.setTextOption(self._options[block.textDirection()])
        width = max(40, min(self._width, self.measures.widest) - 2 * INSET)
        step, ascent = self.measures.line, self.measures.ascent
        # A blank line is lower than its letters: they are centred on it for the caret.
        shift = (self.measures.gap - self.measures.band) / 2 if display.blank[number] else 0
        layout.beginLayout()
        count = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            # One base line for all scripts, whatever their letters' natural height.
            line.setPosition(QPointF(INSET, count * step + shift + ascent - line.ascent()))
            count += 1
        layout.endLayout()
        if count != block.lineCount():
            block.setLineCount(count)
            self._grown = True
            if not self._held:
                self._say_grown()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Lay out some blocks and tell the scroll bar once, behind them."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
            self._say_grown()

    def _say_grown(self) -> None:
        """Tell the scroll bar; without it, it clamps and jumps land a screen off."""
        if self._grown:
            self._grown = False
            self.documentSizeChanged.emit(self.documentSize())

    def _formats(
        self, block: QTextBlock, number: int, display: Display
    ) -> list[QTextLayout.FormatRange]:
        fold, label = display.fold[number], display.label[number]
        base = block.position()
        found = [
            _range(first - base, last - first, form)
            for first, last, form in display.marked.within(base + fold, base + block.length() - 1)
        ]
        if fold:
            found.append(_range(0, fold, _folded()))
        elif label:
            found.append(_range(0, label, _inked(theme().text2)))
        dims = self.dims and display.asked[number]
        if dims or self.dims_coded:
            found += self._dimmed(block, max(fold, label), dims=dims)
        return found

    def _dimmed(
        self, block: QTextBlock, place: int, *, dims: bool
    ) -> list[QTextLayout.FormatRange]:
        """Return the ranges behind a place of a block that are dimmed: uncoded, coded, or both."""
        base, end = block.position(), block.length() - 1
        found, dim, faint = [], _inked(theme().text2), _inked(theme().text3)
        for first, last in self.coded(base + place, base + end):
            if dims and first - base > place:
                found.append(_range(place, first - base - place, dim))
            if self.dims_coded:
                found.append(_range(first - base, last - first, faint))
            place = max(place, last - base)
        if dims and end > place:
            found.append(_range(place, end - place, dim))
        return found


def _option(way: Qt.LayoutDirection) -> QTextOption:
    """Return the option of paragraphs that run one way; the window's own way is no guide."""
    backwards = way == Qt.LayoutDirection.RightToLeft
    sides = Qt.AlignmentFlag
    option = QTextOption(sides.AlignRight if backwards else sides.AlignLeft)
    option.setTextDirection(way)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _range(start: int, length: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, form
    return made


@cache
def _inked(value: str) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(QColor(value))
    return form


@cache
def _folded() -> QTextCharFormat:
    """Return a form that takes no room, so that a label stays in the text but not on the page."""
    form = QTextCharFormat()
    form.setProperty(QTextFormat.Property.FontPixelSize, 1)
    form.setFontLetterSpacingType(QFont.SpacingType.PercentageSpacing)
    form.setFontLetterSpacing(1)
    form.setForeground(QColor(0, 0, 0, 0))
    return form
