"""The answers of the coders side by side: code, definition and rule, and their memos."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.adjudication.passage import LaneSign
from gtcoder.ui.adjudication.reading import Case, Words
from gtcoder.ui.kit import Label, paint_swatch
from gtcoder.ui.look import Role, look, scaled, theme
from gtcoder.vocabulary import CodeLevel, CoderId


class CodeSign(QWidget):
    """The mark of a code before its name."""

    def __init__(self, code: CodeRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = code
        self.setFixedSize(QSize(scaled(14), scaled(18)))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the code's square, or a category's ring."""
        side = scaled(10)
        rect = QRectF(0, (self.height() - side) / 2, side, side)
        category = self._code.level is not CodeLevel.OPEN
        paint_swatch(QPainter(self), rect, self._code.colour, category=category)


class Card(QWidget):
    """What one coder, or several alike, said; the number is the key of the verdict for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        edge = scaled(12)
        self.column.setContentsMargins(edge, scaled(10), edge, scaled(10))
        self.column.setSpacing(scaled(5))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Lie raised on the paper, with a hairline round it."""
        painter, now = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(now.line))
        painter.setBrush(QColor(now.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


class AnswersView(QWidget):
    """A card for each answer, in the order in which verdicts count them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._cards: list[Card] = []
        look().changed.connect(self._wear)
        self._wear()

    def show_case(self, case: Case | None, words: Words) -> None:
        """Show the answers of another disagreement."""
        for card in self._cards:
            card.hide()
            card.setParent(None)
            card.deleteLater()
        self._cards = []
        if case is None:
            return
        for answer in case.answers:
            card = Card(self)
            self._fill(card, case, words, answer.coders)
            self._cards.append(card)
            self._row.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)

    def _fill(self, card: Card, case: Case, words: Words, coders: Sequence[CoderId]) -> None:
        names = [words.coders[coder] for coder in coders]
        said = [each for each in case.row.said if each.coder == coders[0]]
        lane = case.row.coders.index(coders[0])
        colour = words.codes[said[0].code].colour if said else 0
        _line(card, LaneSign(lane, colour, card), Label(", ".join(names), Role.STRONG, wrap=True))
        if not said:
            none = Label(self.tr("Coded nothing here."), ink="text2", wrap=True)
            card.column.addWidget(none)
        for code in dict.fromkeys(each.code for each in said):
            row = words.codes[code]
            _line(card, CodeSign(row, card), Label(row.name, Role.BUTTON, wrap=True))
            above = " > ".join(row.path[:-1])
            if above:
                card.column.addWidget(Label(above, Role.SMALL, ink="text3", wrap=True))
        for coder in coders:
            for note in case.notes.get(coder, ()):
                text = f"{note.coder}: {note.text}"
                card.column.addWidget(Label(text, Role.SMALL, ink="text2", wrap=True))

    def _wear(self) -> None:
        self._row.setSpacing(scaled(12))


def _line(card: Card, sign: QWidget, label: Label) -> None:
    line = QHBoxLayout()
    line.setSpacing(scaled(6))
    line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(label, 1)
    card.column.addLayout(line)
