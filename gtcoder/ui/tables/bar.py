"""The line above an answer: its question, table or chart, from when it is, what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gtcoder.ui.kit import Button, Label, Segmented
from gtcoder.ui.look import Role, look, sans, scaled, theme
from gtcoder.ui.tables.answer import Answer
from gtcoder.ui.tables.answer_page import BOTH, CHART, TABLE
from gtcoder.ui.tables.word_button import WordButton


class Bar(QWidget):
    """Question and state at the left; views and acts at the right."""

    asked_compute = Signal()

    def __init__(self, keep: QAction, export: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = ""
        self.title = Label("", Role.TITLE)
        self.title.setObjectName("question")
        views = [(TABLE, self.tr("Table")), (CHART, self.tr("Chart")), (BOTH, self.tr("Both"))]
        self.views = Segmented(views, name=self.tr("Table or chart"))
        self.views.setObjectName("table_or_chart")
        self.when = Label("", Role.SMALL, ink="text2")
        self.when.setObjectName("when")
        tip = self.tr("Compute again (F5)")
        self.dated = Button(self.tr("Out of date · Compute"), icon_name="arrows-clockwise", tip=tip)
        self.dated.setObjectName("out_of_date")
        self.dated.clicked.connect(self.asked_compute)
        self._row = QHBoxLayout(self)
        free = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.title.setSizePolicy(free)
        self._row.addWidget(self.title, 1)
        for part in (self.when, self.dated, self.views):
            self._row.addWidget(part)
        self._row.addWidget(WordButton(keep, "bookmark-simple"))
        self._row.addWidget(WordButton(export, "export"))
        self.dated.hide()
        look().changed.connect(self._wear)
        self._wear()

    def show_question(self, text: str) -> None:
        """Name the question, as far as there is room."""
        self._question = text
        self.title.setToolTip(text)
        self.title.setAccessibleName(text)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the question the room that is left."""
        super().resizeEvent(event)
        self._elide()

    def show_state(self, answer: Answer | None, *, dated: bool, chart: bool) -> None:
        """Say from which revision the answer is, and whether it still holds."""
        self.dated.setVisible(dated)
        self.dated.setText(
            self.tr("Compute") if answer is None else self.tr("Out of date · Compute")
        )
        for view in (CHART, BOTH):
            self.views.segment(view).setEnabled(chart)
            self.views.segment(view).setToolTip("" if chart else self.tr("This table has no chart"))
        if not chart:
            self.views.chosen = TABLE
        self.when.setText("" if answer is None else self._words(answer))
        self._row.activate()
        self._elide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on the panel's ground."""
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _elide(self) -> None:
        metrics, room = QFontMetrics(sans(Role.TITLE)), max(self.title.width(), scaled(60))
        side = Qt.TextElideMode.ElideRight
        self.title.setText(metrics.elidedText(self._question, side, room))

    def _words(self, answer: Answer) -> str:
        if answer.kept:
            words = self.tr("As kept in “{name}”, revision {revision}")
            return words.format(name=answer.kept, revision=f"{answer.revision:,}")
        return self.tr("Revision {revision}").format(revision=f"{answer.revision:,}")

    def _wear(self) -> None:
        self._row.setContentsMargins(scaled(16), scaled(5), scaled(12), scaled(5))
        self._row.setSpacing(scaled(10))
