"""One code of a pair: its name, what it means, and its passages."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gtcoder.ui.consolidate.reading import Side
from gtcoder.ui.kit import Label, PassageList, paint_swatch
from gtcoder.ui.look import Role, scaled
from gtcoder.vocabulary import CodeLevel


class CodeSide(QWidget):
    """A column of the page; `passage_asked` is where the person wants to go."""

    passage_asked = Signal(object)  # queries.retrieval.Passage

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.side: Side | None = None
        self.title = Label("", Role.TITLE, wrap=True)
        self.where = Label("", Role.SMALL, ink="text2", wrap=True)
        self.meaning = Label("", wrap=True)
        self.passages = PassageList(name=name)
        self.passages.activated_passage.connect(self.passage_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(scaled(16), scaled(12), scaled(12), 0)
        column.setSpacing(scaled(4))
        self.title.setContentsMargins(scaled(20), 0, 0, 0)
        for label in (self.title, self.where, self.meaning):
            column.addWidget(label)
        column.addWidget(self.passages, 1)

    def show_side(self, side: Side | None) -> None:
        """Show a code, or nothing."""
        self.side = side
        self.setVisible(side is not None)
        if side is None:
            return
        code = side.code
        self.title.setText(self.tr("{name} ({n})").format(name=code.name, n=f"{side.total:,}"))
        above = " > ".join(code.path[:-1])
        self.where.setText(self.tr("below {path}").format(path=above) if above else "")
        self.where.setVisible(bool(above))
        self.meaning.setText(self._meaning(side))
        colour = code.colour
        self.passages.set_passages(side.passages, colour_of=lambda _: colour)
        self.update()

    def _meaning(self, side: Side) -> str:
        code = side.code
        parts = [code.definition or self.tr("No definition yet.")]
        if code.rule:
            parts.append(self.tr("When: {rule}").format(rule=code.rule))
        more = side.total - len(side.passages)
        if more > 0:
            words = self.tr("The first {n} of {m} passages are shown.")
            parts.append(words.format(n=f"{len(side.passages):,}", m=f"{side.total:,}"))
        return "\n".join(parts)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the code's swatch before its name."""
        if self.side is not None:
            size = scaled(11)
            at = self.title.geometry()
            line = self.title.fontMetrics().height()
            rect = QRectF(at.left(), at.top() + (line - size) / 2 + 1, size, size)
            category = self.side.code.level is not CodeLevel.OPEN
            paint_swatch(QPainter(self), rect, self.side.code.colour, category=category)
