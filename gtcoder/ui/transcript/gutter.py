"""The gutter: numbers of the frozen text's lines, and who speaks."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gtcoder.queries.passages import TurnRow
from gtcoder.ui.look import Role, sans, scaled, theme
from gtcoder.ui.transcript.bands import VisibleLine
from gtcoder.ui.transcript.beside import Beside
from gtcoder.ui.transcript.options import Numbers
from gtcoder.ui.transcript.page import NOBODY
from gtcoder.ui.transcript.view import TranscriptView
from gtcoder.vocabulary import SpeakerRole

WIDTH = 106
_EDGE = 12
_NUMBER = 28


class Gutter(Beside):
    """Paints line numbers at the left and speakers at the right, close to the text."""

    def __init__(self, view: TranscriptView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.setObjectName("gutter")
        self.setAccessibleName(self.tr("Line numbers and speakers"))
        self._line = 0
        view.caret_moved.connect(self._follow)

    def numbered(self) -> dict[int, float]:
        """Return the line numbers in view that are shown, and the height of each line's box."""
        choice, display = self.view.numbers, self.view.display
        if choice is Numbers.NONE:
            return {}
        caret, found = self._caret_line(), {}
        for line in self.view.visible_lines():
            number = display.number_of(line.block) if line.first_of_block else None
            if number and (choice is Numbers.ALL or number % 5 == 0 or number == caret):
                found[number] = line.top
        return found

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
        now, band, caret = theme(), self.view.measures.band, self._caret_line()
        painter.setFont(sans(Role.TINY))
        where = self._left() + scaled(_EDGE)
        for number, top in self.numbered().items():
            painter.setPen(QColor(now.text2 if number == caret else now.text3))
            box = QRectF(where, top, scaled(_NUMBER), self._height(number, band))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, str(number))
        for turn, line in self.speakers():
            font = _font(turn)
            painter.setFont(font)
            painter.setPen(QColor(now.text2 if _asks(turn) else now.text))
            room = self._name_box(line, band)
            name = QFontMetrics(font).elidedText(
                turn.speaker or "", Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(
                room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name
            )
        painter.end()

    def tip_at(self, spot: QPoint) -> tuple[str, QRectF] | None:
        """Return the label as the frozen text has it."""
        for turn, line in self.speakers():
            box = self._name_box(line, self.view.measures.band)
            if box.contains(spot):
                label = self.view.page.text[turn.start : turn.body].strip()
                return (label or turn.speaker or ""), box
        return None

    def _left(self) -> int:
        return self.width() - scaled(WIDTH)

    def _height(self, number: int, band: int) -> int:
        display = self.view.display
        start = int(display.newlines[number - 2]) + 1 if number > 1 else 0
        blank = display.blank[display.block_at(start)]
        return self.view.measures.gap if blank else band

    def _name_box(self, line: VisibleLine, band: int) -> QRectF:
        left = self._left() + scaled(_EDGE + (_NUMBER if self._wide_numbers() else _NUMBER // 2))
        return QRectF(left, line.top, self.width() - scaled(_EDGE) - left, band)

    def _wide_numbers(self) -> bool:
        return self.view.line_count >= 1000 and self.view.numbers is not Numbers.NONE

    def _caret_line(self) -> int:
        return self.view.caret_line()

    def _follow(self) -> None:
        line = self._caret_line()
        if line != self._line:
            self._line = line
            self.update()


def _asks(turn: TurnRow) -> bool:
    return turn.role is SpeakerRole.INTERVIEWER


def _font(turn: TurnRow) -> QFont:
    font = QFont(sans(Role.SMALL))
    if not _asks(turn):
        font.setWeight(QFont.Weight.DemiBold)
    return font
