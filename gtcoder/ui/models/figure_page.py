"""The page of the figure: the canvas, beside it what is chosen, under it what is drawn."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from gtcoder.ui.kit import Hairline, Label
from gtcoder.ui.look import Role, look, scaled
from gtcoder.ui.models.canvas import ModelCanvas
from gtcoder.ui.models.drawn import Drawn
from gtcoder.ui.models.sentences import drawn_sentence
from gtcoder.ui.models.side import Side


class FigurePage(QWidget):
    """Shows a figure and what is chosen on it."""

    def __init__(self, canvas: ModelCanvas, side: Side) -> None:
        super().__init__()
        self._canvas, self._side = canvas, side
        self._sentence = Label("", Role.SMALL, ink="text2", wrap=True)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        for widget in (canvas, side):
            split.addWidget(widget)
            split.setStretchFactor(split.count() - 1, int(widget is canvas))
        side.setMinimumWidth(scaled(220))
        canvas.setMinimumWidth(scaled(320))
        split.setSizes([scaled(1060), scaled(292)])
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._sentence, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(split, 1)
        column.addWidget(Hairline())
        column.addLayout(self._foot)
        canvas.opened.connect(self._open)
        look().changed.connect(self._wear)
        self._wear()

    def show_drawn(self, drawn: Drawn) -> None:
        """Show a figure that was drawn."""
        self._canvas.show_figure(drawn.ink, drawn.parts)
        self._side.show_drawn(drawn)
        self._sentence.setText(drawn_sentence(drawn))

    def sentence(self) -> str:
        """Return what is drawn, and what is not."""
        return self._sentence.text()

    def add_to_foot(self, widget: QWidget) -> None:
        """Put a button at the right under the figure."""
        self._foot.addWidget(widget)

    def _open(self) -> None:
        """Name what was opened: in place where it can be, else see it beside the figure."""
        if self._canvas.may_write:
            self._canvas.edit_label()
        else:
            self._side.first_focus().setFocus()

    def _wear(self) -> None:
        self._foot.setContentsMargins(scaled(16), scaled(2), scaled(12), scaled(2))
