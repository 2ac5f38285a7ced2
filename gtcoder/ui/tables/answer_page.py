"""The answer to a question: table and chart as two halves, and the sentences below them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.ui.kit import EmptyState, Hairline, Label, TableView
from gtcoder.ui.look import Role, look, scaled, theme
from gtcoder.ui.tables.answer import Answer
from gtcoder.ui.tables.answer_model import AnswerModel
from gtcoder.ui.tables.chart import ChartView

TABLE, CHART, BOTH = "table", "chart", "both"


class AnswerPage(QWidget):
    """Shows an Answer, or why there is none; `opened_code` asks for the passages of a code."""

    opened_code = Signal(int)
    wants_chart = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answer: Answer | None = None
        self.model = AnswerModel(self)
        self.table = TableView(name=self.tr("Table"))
        self.table.setObjectName("report_table")
        self.table.setModel(self.model)
        self.table.opened_row.connect(self._open)
        self.chart = ChartView(name=self.tr("Chart"))
        self.chart.room_changed.connect(self.wants_chart)
        self.sentences = Label("", Role.SMALL, ink="text2", wrap=True)
        self.sentences.setObjectName("sentences")
        self.sentences.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.empty = EmptyState(self.tr("Choose a question."))
        self._view = TABLE
        self._lay()
        look().changed.connect(self._wear)
        self._wear()

    def show_answer(self, answer: Answer) -> None:
        """Show another report, its chart to come."""
        self.answer = answer
        report = answer.report
        self.model.show_answer(answer)
        self.table.scrollToTop()
        self.chart.wait()
        self.sentences.setText(" ".join(report.sentences))
        self._stack.setCurrentIndex(0 if report.rows else 1)
        if not report.rows:
            self.empty.set_words(
                self.tr("There is nothing to count yet."), " ".join(report.sentences)
            )
        self.show_view(self._view)

    def show_reason(self, sentence: str) -> None:
        """Say why there is no answer."""
        self.answer = None
        self.empty.set_words(sentence)
        self._stack.setCurrentIndex(1)

    def show_picture(self, image: QImage) -> None:
        """Show the chart that was drawn."""
        title = "" if self.answer is None else self.answer.report.title
        words = self.tr("{title}: the numbers are in the table")
        self.chart.show_picture(image, words.format(title=title))

    def show_view(self, view: str) -> None:
        """Show the table, the chart or both; without a chart it is the table."""
        self._view = view
        there = self.has_chart
        half = self.width() // 2
        self._halves.setSizes([half, half])
        self.table.setVisible(view != CHART or not there)
        before = self.chart.isVisible()
        self.chart.setVisible(view != TABLE and there)
        if before and self.chart.isVisible():  # else it asks for itself when it is shown
            self.wants_chart.emit()

    @property
    def has_chart(self) -> bool:
        """Whether the report can be drawn."""
        chart = None if self.answer is None else self.answer.report.chart
        return chart is not None and bool(chart.labels)

    def set_dim(self, dim: bool) -> None:  # a setter, as Qt has them
        """Grey what is out of date."""
        self.table.setEnabled(not dim)
        self.sentences.set_ink("text3" if dim else "text2")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on paper."""
        QPainter(self).fillRect(event.rect(), QColor(theme().paper))

    def _open(self, row: int) -> None:
        code = None if self.answer is None else self.answer.codes[row]
        if code is not None:
            self.opened_code.emit(code)

    def _lay(self) -> None:
        self._halves = halves = QSplitter(Qt.Orientation.Horizontal, self)
        halves.setHandleWidth(1)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.table)
        halves.addWidget(self.chart)
        halves.setStretchFactor(0, 1)
        halves.setStretchFactor(1, 1)
        answer = QWidget()
        self._inner = QVBoxLayout(answer)
        self._inner.setSpacing(0)
        self._inner.addWidget(halves, 1)
        self._below = QVBoxLayout()
        self._below.addWidget(self.sentences)
        self._inner.addWidget(Hairline())
        self._inner.addLayout(self._below)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(answer)
        self._stack.addWidget(self.empty)
        self._stack.setCurrentIndex(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _wear(self) -> None:
        self._inner.setContentsMargins(scaled(6), 0, 0, 0)
        self._below.setContentsMargins(scaled(10), scaled(8), scaled(16), scaled(10))
