"""The line above an answer: its question, table or chart, from when it is, what can be done."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from gtcoder.ui.kit import Button, FlowLayout, Label, Segmented
from gtcoder.ui.look import Role, look, sans, scaled, theme
from gtcoder.ui.tables.answer import Answer
from gtcoder.ui.tables.answer_page import BOTH, CHART, TABLE
from gtcoder.ui.tables.word_button import WordButton

_QUESTION = 160  # pixels it needs beside the acts


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
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        free = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.title.setSizePolicy(free)
        self._row.addWidget(self.title, 1)
        self._acts = QWidget(self)
        self._flow = FlowLayout(self._acts, gap=10)
        for part in (self.when, self.dated, self.views):
            self._flow.addWidget(part)
        self._flow.addWidget(WordButton(keep, "bookmark-simple"))
        self._flow.addWidget(WordButton(export, "export"))
        self._row.addWidget(self._acts)
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
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Be content with a width in which the acts go below the question."""
        margins = self._row.contentsMargins()
        width = self._flow.minimumSize().width() + margins.left() + margins.right()
        return QSize(width, super().minimumSizeHint().height())

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
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on the panel's ground."""
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _arrange(self) -> None:
        """Let the acts go below the question where it would have no room beside them."""
        wished = self._flow.wished_width()
        narrow = wished + scaled(_QUESTION) > self.width()
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self._acts.setMinimumWidth(0 if narrow else wished)
        self.setMinimumHeight(self._row.heightForWidth(self.width()) if narrow else 0)
        self._row.activate()
        self._elide()

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
