"""The gutter: numbers of the frozen text's lines, and who speaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gtcoder.queries.passages import TurnRow
from gtcoder.ui.look import Role, pixmap, sans, scaled, theme
from gtcoder.ui.transcript.bands import VisibleLine
from gtcoder.ui.transcript.beside import Beside
from gtcoder.ui.transcript.offsets import Ints
from gtcoder.ui.transcript.options import Numbers
from gtcoder.ui.transcript.page import NOBODY, Display, Page
from gtcoder.ui.transcript.view import TranscriptView
from gtcoder.vocabulary import SpeakerRole

WIDTH = 106
_EDGE = 12
_NUMBER = 28
_GAP = 4
_MARK = 13


class Gutter(Beside):
    """Paints line numbers at the left and speakers at the right, close to the text."""

    def __init__(self, view: TranscriptView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.setObjectName("gutter")
        self.setAccessibleName(self.tr("Line numbers and speakers"))
        self._line = 0
        self.marks: dict[int, str] = {}
        self._kept: tuple[Display, Numbers, Ints] | None = None
        self._speakers: tuple[Page, dict[str, int]] | None = None
        view.caret_moved.connect(self._follow)

    def show_marks(self, marks: Mapping[int, str]) -> None:
        """Show a bookmark at these lines of the frozen text, and what it is called."""
        if marks != self.marks:
            self.marks = dict(marks)
            self.update()

    def marked(self) -> list[tuple[int, VisibleLine]]:
        """Return the lines in view that begin with a bookmark's line, by its number."""
        if not self.marks:
            return []
        display = self.view.display
        opened = [line for line in self.view.visible_lines() if line.first_of_block]
        found = ((display.line_of(int(display.starts[line.block])), line) for line in opened)
        return [(number, line) for number, line in found if number in self.marks]

    def numbered(self) -> dict[int, float]:
        """Return the numbers in view that are shown, and the height of each line's box."""
        return {number: line.top for number, line in self._numbered()}

    def _numbered(self) -> list[tuple[int, VisibleLine]]:
        choice = self.view.numbers
        if choice is Numbers.NONE:
            return []
        caret, count = self._caret_number(), self._counted()
        found = []
        for line in self.view.visible_lines():
            number = int(count[line.block]) if line.first_of_block else 0
            if number > 0 and (choice is not Numbers.FIFTH or number % 5 == 0 or number == caret):
                found.append((number, line))
        return found

    def _counted(self) -> Ints:
        """Return the number that each block opens, 0 where it opens none; kept for the page."""
        display, choice = self.view.display, self.view.numbers
        kind = choice if choice in (Numbers.PARAGRAPHS, Numbers.TURNS) else Numbers.ALL
        if self._kept is None or self._kept[0] is not display or self._kept[1] is not kind:
            self._kept = (display, kind, numbers_of(display, kind))
        return self._kept[2]

    def speakers(self) -> list[tuple[TurnRow, VisibleLine]]:
        """Return the turns that begin in view, with their first line."""
        speaks, turns = self.view.display.speaks, self.view.page.turns
        return [
            (turns[speaks[line.block]], line)
            for line in self.view.visible_lines()
            if line.first_of_block and speaks[line.block] != NOBODY
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.ground(painter)
        now, band, caret = theme(), self.view.measures.band, self._caret_number()
        painter.setFont(sans(Role.TINY))
        where = self._left() + scaled(_EDGE)
        for number, line in self._numbered():
            painter.setPen(QColor(now.text2 if number == caret else now.text3))
            box = QRectF(where, line.top, self._number_room(), min(band, line.tall))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, str(number))
        size = scaled(_MARK)
        for _, line in self.marked():
            drawn = pixmap(
                "bookmark-simple-fill", size, colour=now.accent, ratio=self.devicePixelRatioF()
            )
            painter.drawPixmap(self._mark_spot(line), drawn)
        colours = self._speaker_colours()
        for turn, line in self.speakers():
            font = _font(turn)
            painter.setFont(font)
            own = colours.get(turn.speaker or "", 0)
            plain = now.text2 if _asks(turn) else now.text
            painter.setPen(QColor(now.code(own).ink if own else plain))
            room = self._name_box(line, band)
            name = QFontMetrics(font).elidedText(
                turn.speaker or "", Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(
                room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name
            )
        painter.end()

    def tip_at(self, spot: QPoint) -> tuple[str, QRectF] | None:
        """Return the label as the frozen text has it, or a bookmark's name."""
        for number, line in self.marked():
            box = QRectF(self._mark_spot(line), QSizeF(scaled(_MARK), scaled(_MARK)))
            if box.contains(spot):
                return self.marks[number], box
        for turn, line in self.speakers():
            box = self._name_box(line, self.view.measures.band)
            if box.contains(spot):
                label = self.view.page.text[turn.start : turn.body].strip()
                return (label or turn.speaker or ""), box
        return None

    def _mark_spot(self, line: VisibleLine) -> QPointF:
        """Return the corner of a bookmark: before the number, over the edge."""
        size = scaled(_MARK)
        return QPointF(self._left() - scaled(3), line.top + (self.view.measures.band - size) / 2)

    def _left(self) -> int:
        return self.width() - self.room()

    def _speaker_colours(self) -> dict[str, int]:
        """Return the numbers of the speakers' colours, as they come in; none unless wished."""
        if not self.view.speaker_colours:
            return {}
        page = self.view.page
        if self._speakers is None or self._speakers[0] is not page:
            self._speakers = (page, colours_in_turn(turn.speaker or "" for turn in page.turns))
        return self._speakers[1]

    def _name_box(self, line: VisibleLine, band: int) -> QRectF:
        numbers = self._number_room() if self._wide_numbers() else scaled(_NUMBER // 2)
        left = self._left() + scaled(_EDGE) + numbers
        return QRectF(left, line.top, self.width() - scaled(_EDGE) - left, band)

    def room(self) -> int:
        """Return how wide the gutter is at least: wide numbers take nothing from the names."""
        spare = self._number_room() - scaled(_NUMBER) if self._wide_numbers() else 0
        return scaled(WIDTH) + spare

    def _number_room(self) -> int:
        """Return how wide the widest number of the page may be, with a gap behind it."""
        digits = len(str(self.view.line_count))
        wide = QFontMetrics(sans(Role.TINY)).horizontalAdvance("0" * digits)
        return max(scaled(_NUMBER), wide + scaled(_GAP))

    def _wide_numbers(self) -> bool:
        return self.view.line_count >= 1000 and self.view.numbers is not Numbers.NONE

    def _caret_number(self) -> int:
        """Return the number of the line, paragraph or turn the caret is in."""
        if self.view.numbers in (Numbers.PARAGRAPHS, Numbers.TURNS):
            block = self.view.textCursor().block().blockNumber()
            count = self._counted()[: block + 1]
            return int(count.max()) if len(count) else 0
        return self.view.caret_line()

    def _follow(self) -> None:
        line = self._caret_number()
        if line != self._line:
            self._line = line
            self.update()


def numbers_of(display: Display, kind: Numbers) -> Ints:
    """Return the number of the line, paragraph or turn that each block opens; 0 for none."""
    count = np.zeros(len(display.starts), np.int32)
    if kind is Numbers.TURNS:
        starts = np.asarray(display.turn_starts, np.int32)
        at = np.searchsorted(display.starts, starts, side="right") - 1
        count[at[::-1]] = np.arange(len(starts), 0, -1)  # of two turns in a block the first one
        return count
    opens = ~np.isin(display.starts, display.splits)
    if kind is Numbers.PARAGRAPHS:
        opens &= ~np.asarray(display.blank, bool)
    count[opens] = np.arange(1, int(opens.sum()) + 1)
    return count


def colours_in_turn(names: Iterable[str]) -> dict[str, int]:
    """Return a colour's number for each name, in the order they come; more names begin again."""
    found = dict.fromkeys(name for name in names if name)
    many = max(1, len(theme().codes))
    return {name: place % many + 1 for place, name in enumerate(found)}


def _asks(turn: TurnRow) -> bool:
    return turn.role is SpeakerRole.INTERVIEWER


def _font(turn: TurnRow) -> QFont:
    font = QFont(sans(Role.SMALL))
    if not _asks(turn):
        font.setWeight(QFont.Weight.DemiBold)
    return font
