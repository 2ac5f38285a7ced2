"""Matched codings per interview (Holsti 1969), as a table."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gtcoder.ui.agreement.computing import Numbers
from gtcoder.ui.agreement.reporting import matched_codings
from gtcoder.ui.kit import EmptyState, FrameModel, Label, TableView
from gtcoder.ui.kit.frame import Cell
from gtcoder.ui.look import Role, look, scaled, theme
from gtcoder.ui.tables.answer import headings

_ORDER = ("document", "coder A", "coder B", "codings A", "codings B", "matched", "percent")


class MatchedPage(QWidget):
    """Codings of A, of B, and matched, interview by interview and in all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = FrameModel(parent=self)
        self.table = TableView(name=self.tr("Matched codings per interview"))
        self.table.setObjectName("matched_table")
        self.table.setModel(self.model)
        self.title = Label(self.tr("Matched codings per interview (Holsti 1969)"), Role.TITLE)
        self.words = Label("", Role.SMALL, ink="text2", wrap=True)
        self.words.setObjectName("matched_words")
        self.empty = EmptyState(self.tr("Not computed yet."))
        self._column = QVBoxLayout(self)
        for part in (self.title, self.table, self.words, self.empty):
            self._column.addWidget(part)
        self._column.setStretchFactor(self.table, 1)
        self.show_reason(self.tr("Not computed yet."))
        look().changed.connect(self._wear)
        self._wear()

    def show_numbers(self, numbers: Numbers) -> None:
        """Show the table of another answer."""
        from gtcoder.reports.base import narrowed

        report = matched_codings(numbers)
        shown = narrowed(report, _ORDER)
        rows = [tuple(map(_rounded, row)) for row in shown.rows]
        self.model.set(headings(shown), rows, totals=report.totals)
        self.words.setText(" ".join(report.sentences))
        self._show(there=True)

    def show_reason(self, sentence: str, hint: str = "") -> None:
        """Say why there is no table."""
        self.empty.set_words(sentence, hint)
        self._show(there=False)

    def set_dim(self, dim: bool) -> None:  # a setter, as Qt has them
        """Grey what is out of date."""
        self.table.setEnabled(not dim)
        self.words.set_ink("text3" if dim else "text2")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on paper."""
        QPainter(self).fillRect(event.rect(), QColor(theme().paper))

    def _show(self, *, there: bool) -> None:
        for part in (self.title, self.table, self.words):
            part.setVisible(there)
        self.empty.setVisible(not there)

    def _wear(self) -> None:
        self._column.setContentsMargins(scaled(24), scaled(16), scaled(24), scaled(12))
        self._column.setSpacing(scaled(8))


def _rounded(cell: Cell) -> Cell:
    return round(cell, 1) if isinstance(cell, float) else cell
