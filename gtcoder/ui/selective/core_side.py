"""Beside the bench: the candidate, what a criterion asks and why it was judged so, past choices."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gtcoder.queries.core import ChoiceRow, JudgementRow
from gtcoder.ui.kit import Button, Field, Hairline, Label, TextArea
from gtcoder.ui.look import Role, look, scaled, theme
from gtcoder.ui.selective.core_rows import BenchView, CandidateRow, Column
from gtcoder.vocabulary import CodeLevel


class CoreSide(QWidget):
    """`memo_written` asks for a memo to be stored, `choice_asked` for the core to be chosen."""

    memo_written = Signal(object, str, int, str)  # CodeId, criterion, score, memo
    choice_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("The candidate that is chosen"))
        self._row: CandidateRow | None = None
        self._judgement: JudgementRow | None = None
        self.name = Label("", Role.TITLE, wrap=True)
        self.definition = Label("", wrap=True)
        self.choose = Button(self.tr("Make it the core…"), kind="primary")
        self.choose.clicked.connect(self.choice_asked)
        self.criterion = Label("", Role.STRONG, wrap=True)
        self.sentence = Label("", wrap=True)
        self.memo = TextArea("", name=self.tr("Why it is judged so"), lines=4)
        self.memo.setObjectName("judgement_memo")
        self.memo.submitted.connect(self.store)
        hint = self.tr("Stored when you go on, or with Ctrl+Enter")
        self.field = Field(self.tr("Why it is judged so"), self.memo, hint=hint)
        self.by = Label("", Role.SMALL, ink="text2", wrap=True)
        self.history = QVBoxLayout()
        self._lay()
        look().changed.connect(self._wear)
        self._wear()

    def show_cell(self, bench: BenchView, row: CandidateRow | None, column: Column | None) -> None:
        """Show a candidate and one of the criteria; what is being written is stored before."""
        self.store()
        self._row = row
        self.name.setText(self.tr("Weights") if row is None else row.name)
        self.definition.setText(
            self.tr("How much each criterion counts in the total. 0 leaves it out.")
            if row is None
            else row.definition or self.tr("No definition yet.")
        )
        self.choose.setVisible(row is not None and row.level is not CodeLevel.CORE)
        self.criterion.setText("" if column is None else column.name)
        self.sentence.setText("" if column is None else column.sentence)
        judged = row is not None and column is not None and column.judged
        found = row.judgements.get(column.key) if row is not None and column is not None else None
        self._judgement = found
        self.field.setVisible(judged)
        self.memo.setPlainText("" if found is None else found.memo)
        self.memo.document().setModified(False)
        self.memo.setEnabled(found is not None)
        words = self.tr("Judged {score} of 4 by {coder}")
        none = self.tr("Not judged yet: type 0 (not) to 4 (wholly) in the table.")
        said = none if found is None else words.format(score=found.score, coder=found.coder)
        self.by.setText(said if judged else "")

    def store(self) -> None:
        """Ask for the memo to be stored, where it was changed."""
        row, found = self._row, self._judgement
        text = self.memo.text().strip()
        if row is None or found is None or not self.memo.document().isModified():
            return
        self.memo.document().setModified(False)
        if text != found.memo:
            self.memo_written.emit(row.code, str(found.criterion), found.score, text)

    @property
    def is_writing(self) -> bool:
        """Whether there is a memo that is not stored."""
        return self.memo.document().isModified()

    def show_history(self, choices: tuple[ChoiceRow, ...]) -> None:
        """Show which categories were chosen, the newest first, and why."""
        while (item := self.history.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if not choices:
            self.history.addWidget(Label(self.tr("No core category was chosen yet."), wrap=True))
        for row in choices:
            head = self.tr("{name} · {coder}, {day}, entry {revision}").format(
                name=row.category, coder=row.coder, day=f"{row.at:%d %B %Y}", revision=row.revision
            )
            if row.undone:
                head = self.tr("{choice} · taken back").format(choice=head)
            self.history.addWidget(
                Label(head, Role.SMALL_STRONG, ink="text3" if row.undone else "text", wrap=True)
            )
            reason = row.reason or self.tr("No reason was given.")
            self.history.addWidget(Label(reason, Role.SMALL, ink="text2", wrap=True))

    def set_writable(self, *, reason: str) -> None:
        """Let nothing be written while the study is only read."""
        self.memo.setReadOnly(bool(reason))
        self.choose.setEnabled(not reason)
        if reason:
            self.choose.setToolTip(reason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on the panel's ground."""
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _lay(self) -> None:
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        parts: tuple[QWidget, ...] = (
            self.name, self.definition, self.choose, Hairline(), self.criterion, self.sentence,
            self.by, self.field, Hairline(), Label(self.tr("Choices of the core"), Role.STRONG),
        )  # fmt: skip
        for part in parts:
            self._column.addWidget(part)
        self._column.addLayout(self.history)
        self._column.addStretch(1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    def _wear(self) -> None:
        self.setFixedWidth(scaled(320))
        edge = scaled(16)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(scaled(8))
