"""Annotated transcripts painted on pages: text, bands, stripes, and the codes in the margin."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from gtcoder.drawing.fonts import application, font
from gtcoder.exchange.annotated.sheet import Annotated, Line, Note, Sheet, is_from_right
from gtcoder.progress import Progress

# All in tenths of a point, so that letters stand where they should at any size.
_UNIT = 10
_PAGE = QSizeF(5950, 8420)
_LEFT, _RIGHT, _TOP, _BOTTOM = 480, 420, 560, 560
_NUMBERS, _LABELS, _GAP = 260, 1400, 80
_LANE, _STRIPE, _MOST_LANES, _LINES = 46, 30, 14, 20
_TEXT, _NAME, _SMALL, _TINY, _TITLE, _HEAD = 105, 82, 76, 50, 170, 130
_INK, _GREY, _HAIR = "#1E2126", "#565B64", "#E2DED6"
_RESOLUTION = 720


@dataclass(frozen=True)
class _Word:
    """A line of a label: its layout is kept, as its lines live only as long as that."""

    layout: QTextLayout
    line: QTextLine
    colour: str
    pen: str
    last: bool


def annotated_pdf(made: Annotated, progress: Progress) -> bytes:
    """Return a PDF, A4 upright, a transcript from a new page on."""
    application()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    size = QSizeF(_PAGE.width() / _UNIT, _PAGE.height() / _UNIT)
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Point, "A4"))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(_RESOLUTION)
    writer.setTitle(made.title)
    writer.setCreator(made.program)
    with QPainter(writer) as painter:  # it has to end before its paper goes, stopped or not
        pages = _Pages(writer, painter)
        for place, sheet in enumerate(made.sheets):
            progress.step(place, len(made.sheets), "painting")
            pages.begin(made, sheet, first=place == 0)
            for line in sheet.lines:
                pages.put(line)
            pages.finish()
    return bytes(buffer.data().data())


class _Pages:
    """Pages being painted: how far text and labels have come on the present one."""

    def __init__(self, writer: QPdfWriter, painter: QPainter) -> None:
        self._writer, self._painter = writer, painter
        self._painter.scale(_RESOLUTION / 72 / _UNIT, _RESOLUTION / 72 / _UNIT)
        self._number = 1
        self._y = self._labelled = float(_TOP)
        self._waiting: deque[_Word] = deque()

    def begin(self, made: Annotated, sheet: Sheet, *, first: bool) -> None:
        """Begin a transcript with its name, and the file with its title."""
        self._sheet, self._lanes = sheet, dict[int, int]()
        lanes = min(sheet.lanes, _MOST_LANES) * _LANE
        self._width = _PAGE.width() - _LEFT - _RIGHT - _NUMBERS - lanes - _LABELS - 3 * _GAP
        self._stripes = _LEFT + _NUMBERS + _GAP + self._width + _GAP
        self._labels = self._stripes + lanes + _GAP
        if first:
            self._head(made.title, _TITLE, weight=600)
            for words in (*made.told, *(f"Not shown: {each}." for each in made.losses)):
                self._head(words, _SMALL, weight=400)
            self._y += 120
        else:
            self._turn()
        self._head(sheet.name, _HEAD, weight=600)
        self._head(" · ".join(sheet.facts), _SMALL, weight=400)
        self._y += 80
        self._labelled = self._y

    def put(self, line: Line) -> None:
        """Paint a line of the text, as many lines on paper as it takes."""
        words = self._sheet.text[line.start : line.end]
        units = _units(words)
        layout = self._laid_out(line, words, units)
        begun = deque(line.begun)
        for number in range(layout.lineCount()):
            row = layout.lineAt(number)
            if self._y + row.height() > _PAGE.height() - _BOTTOM:
                self._turn()
            if number == 0:
                self._numbered(line.number, row.height())
            top = self._y - row.y()
            self._painter.setPen(QColor(_INK))
            row.draw(self._painter, QPointF(self._at(_LEFT + _NUMBERS + _GAP, self._width), top))
            start, end = row.textStart(), row.textStart() + row.textLength()
            last = number + 1 == layout.lineCount()
            self._striped(line, units, start, end, row.height(), last=last)
            here = []
            while begun and (last or units[self._inside(begun[0], line)] < end):
                here.append(begun.popleft())
            self._begin_notes(here, row, [units[self._inside(place, line)] for place in here])
            self._y += row.height()
        self._y += _LINES

    def finish(self) -> None:
        """Paint the labels that found no room yet, and the whole paths of the codes."""
        while self._waiting:
            self._turn()
        self._y = max(self._y, self._labelled) + 120
        for each in self._sheet.legend:
            words = f"{each.path}  {each.listed}"
            of = font(serif=False, weight=400, pixels=_NAME)
            layout = _layout(words, of, right=self._sheet.from_right)
            _break(layout, _PAGE.width() - _LEFT - _RIGHT - 60)
            for number in range(layout.lineCount()):
                row = layout.lineAt(number)
                if self._y + row.height() > _PAGE.height() - _BOTTOM:
                    self._turn()
                bar = QRectF(self._at(_LEFT, 20), self._y, 20, row.height())
                self._painter.fillRect(bar, QColor(each.ink.mark))
                self._painter.setPen(QColor(each.ink.ink))
                x = self._at(_LEFT + 60, _PAGE.width() - _LEFT - _RIGHT - 60)
                row.draw(self._painter, QPointF(x, self._y - row.y()))
                self._y += row.height()
            self._y += 20

    def _inside(self, place: int, line: Line) -> int:
        return min(self._sheet.notes[place].start, line.end) - line.start

    def _laid_out(self, line: Line, words: str, units: list[int]) -> QTextLayout:
        layout = _layout(words, font(serif=True, weight=400, pixels=_TEXT))
        formats = []
        for piece in line.pieces:
            if not piece.notes:
                continue
            ink = self._sheet.notes[piece.notes[-1]].ink
            look = QTextCharFormat()
            look.setBackground(QColor(ink.tint))
            band = QTextLayout.FormatRange()
            start = units[piece.start - line.start]
            band.start, band.length = start, units[piece.end - line.start] - start
            band.format = look
            formats.append(band)
        layout.setFormats(formats)
        _break(layout, self._width)
        return layout

    def _striped(
        self, line: Line, units: list[int], start: int, end: int, height: float, *, last: bool
    ) -> None:
        """Paint the stripes of the codings that a line on paper holds a part of."""
        here: dict[int, float] = {}  # how much longer than the line, or shorter, each stripe is
        for place in line.touched:
            note = self._sheet.notes[place]
            one = units[max(note.start, line.start) - line.start] if note.start <= line.end else end
            other = units[min(note.end, line.end) - line.start]
            if (one < end and other > start) or (last and one == other == end):
                goes_on = note.end > line.end + 1
                here[place] = (_LINES if last else 0) if goes_on or other > end else -_LINES
        self._lanes = lanes_on(self._lanes, tuple(here))
        for place, lane in self._lanes.items():
            x = self._stripes + (lane % _MOST_LANES) * _LANE
            box = QRectF(self._at(x, _STRIPE), self._y, _STRIPE, height + here[place])
            self._painter.fillRect(box, QColor(self._sheet.notes[place].ink.mark))

    def _begin_notes(self, places: Sequence[int], row: QTextLine, units: Sequence[int]) -> None:
        """Set the codings' numbers where they begin, and their codes in the margin."""
        numbers: dict[int, list[int]] = {}
        for place, unit in zip(places, units, strict=True):
            numbers.setdefault(unit, []).append(place)
        self._painter.setFont(font(serif=False, weight=700, pixels=_TINY))
        for unit, begun in numbers.items():
            found: Any = row.cursorToX(unit)  # a pair, whatever its stub says
            x = found[0] if isinstance(found, tuple) else found
            spot = self._at(_LEFT + _NUMBERS + _GAP, self._width) + x
            self._painter.setPen(QColor(self._sheet.notes[begun[0]].ink.ink))
            words = ",".join(str(self._sheet.notes[place].number) for place in begun)
            self._painter.drawText(QPointF(spot, self._y + _TINY * 0.3), words)
        self._labelled = max(self._labelled, self._y)
        for place in places:
            self._waiting.extend(self._label(self._sheet.notes[place]))
        self._write_labels()

    def _label(self, note: Note) -> Iterator[_Word]:
        """Yield the lines of a label: number and code, who coded, and the memo."""
        said = [(f"{note.number} {note.code[-1]}", note.ink.ink, 600)]
        if len(self._sheet.coders) > 1:
            said.append((note.coder, _GREY, 400))
        if note.weight is not None:
            said.append((f"weight {note.weight}", _GREY, 400))
        said += [(words, _GREY, 400) for words in note.memo.split("\n") if words.strip()]
        for place, (words, pen, weight) in enumerate(said):
            of = font(serif=False, weight=weight, pixels=_NAME)
            layout = _layout(words, of, right=self._sheet.from_right)
            _break(layout, _LABELS - 60)
            for number in range(layout.lineCount()):
                last = place + 1 == len(said) and number + 1 == layout.lineCount()
                yield _Word(layout, layout.lineAt(number), note.ink.mark, pen, last)

    def _write_labels(self) -> None:
        while self._waiting:
            word = self._waiting[0]
            height = word.line.height()
            if self._labelled + height > _PAGE.height() - _BOTTOM:
                return
            self._waiting.popleft()
            bar = QRectF(self._at(self._labels, 20), self._labelled, 20, height)
            self._painter.fillRect(bar, QColor(word.colour))
            self._painter.setPen(QColor(word.pen))
            x = self._at(self._labels + 60, _LABELS - 60)
            word.line.draw(self._painter, QPointF(x, self._labelled - word.line.y()))
            self._labelled += height + (30 if word.last else 0)

    def _turn(self) -> None:
        """Begin a new page: first what waits for the margin."""
        self._foot()
        self._writer.newPage()
        self._number += 1
        self._y = self._labelled = float(_TOP)
        self._foot()
        self._write_labels()

    def _foot(self) -> None:
        self._painter.setFont(font(serif=False, weight=400, pixels=_SMALL))
        self._painter.setPen(QColor(_GREY))
        band = QRectF(_LEFT, _PAGE.height() - _BOTTOM + 120, _PAGE.width() - _LEFT - _RIGHT, 200)
        self._painter.drawText(band, Qt.AlignmentFlag.AlignLeft, self._sheet.name)
        self._painter.drawText(band, Qt.AlignmentFlag.AlignRight, str(self._number))

    def _head(self, words: str, size: int, *, weight: int) -> None:
        layout = _layout(words, font(serif=size > _NAME, weight=weight, pixels=size))
        _break(layout, _PAGE.width() - _LEFT - _RIGHT)
        self._painter.setPen(QColor(_INK if size > _NAME else _GREY))
        for number in range(layout.lineCount()):
            row = layout.lineAt(number)
            row.draw(self._painter, QPointF(_LEFT, self._y - row.y()))
            self._y += row.height()
        self._y += 20

    def _numbered(self, number: int, height: float) -> None:
        self._painter.setFont(font(serif=False, weight=400, pixels=_SMALL - 10))
        self._painter.setPen(QColor(_GREY))
        box = QRectF(self._at(_LEFT, _NUMBERS - 40), self._y, _NUMBERS - 40, height)
        self._painter.drawText(
            box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(number)
        )

    def _at(self, x: float, width: float) -> float:
        """Return where something of that width begins: mirrored in a text from the right."""
        return _PAGE.width() - x - width if self._sheet.from_right else x


def lanes_on(before: Mapping[int, int], here: Sequence[int]) -> dict[int, int]:
    """Return the lane of each coding on a line on paper.

    Those that stood on the line `before` keep theirs, so that a stripe is straight; the others get
    the leftmost that are free.
    """
    kept = {place: before[place] for place in here if place in before}
    free = (lane for lane in count() if lane not in kept.values())
    return {place: before[place] if place in before else next(free) for place in here}


def _layout(words: str, of: QFont, *, right: bool | None = None) -> QTextLayout:
    """Return a text to be set, at the right where it is said or the text is written from there."""
    layout = QTextLayout(words, of)
    option = QTextOption()
    if is_from_right(words) if right is None else right:
        option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    layout.setTextOption(option)
    return layout


def _break(layout: QTextLayout, width: float) -> None:
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height() * 1.12
    layout.endLayout()


def _units(words: str) -> list[int]:
    """Return for each place in a text how many UTF-16 units stand before it."""
    if words.isascii():
        return list(range(len(words) + 1))
    found, count = [0], 0
    for letter in words:
        count += 2 if ord(letter) > 0xFFFF else 1
        found.append(count)
    return found
