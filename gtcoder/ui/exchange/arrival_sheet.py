"""The sheet before a project or a copy comes in: what it is, what comes, what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gtcoder.ui.exchange.parts_view import PartsView
from gtcoder.ui.exchange.shown import Asking, Incoming
from gtcoder.ui.exchange.sizing import Scrolled, make_room
from gtcoder.ui.jobs import Job
from gtcoder.ui.kit import Button, Chip, Label, Sheet, ThinProgress
from gtcoder.ui.look import Role, scaled

_WIDTH, _HIGH, _PARTS = 940, 660, 260


class ArrivalSheet(Sheet):
    """Shows what would come in; nothing is stored before `wanted`.

    `answered` carries the key of a question and what was answered: then it is planned anew.
    """

    wanted = Signal()
    answered = Signal(str, str)
    report_asked = Signal()

    def __init__(self, title: str, act: str, parent: QWidget) -> None:
        super().__init__(title, parent=parent, width=_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("arrival")
        self._storing, self._summary = False, ""
        self._asked: list[tuple[str, str]] = []  # keys and sentences
        self._chips: dict[str, Chip] = {}
        self.head = Label("", ink="text2", wrap=True)
        self.warning = Label("", ink="warn", wrap=True)
        self.refused = Label("", ink="danger", wrap=True)
        self._questions = QWidget()
        self._grid = QGridLayout(self._questions)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(scaled(8))
        self._grid.setColumnStretch(0, 1)
        self.progress = ThinProgress()
        self.parts = PartsView(self)
        self.parts.setMinimumHeight(scaled(_PARTS))
        self.summary = Label("", Role.STRONG, wrap=True)
        self._lay()
        for label in (self.warning, self.refused, self._questions):
            label.hide()
        self.report = self.add_button(
            self.tr("Show report"), "quiet", self.report_asked.emit,
            tip=self.tr("The whole report as text, to copy or to save"),
        )  # fmt: skip
        self.add_button(
            self.tr("Cancel"), "plain", self.reject, tip=self.tr("Take nothing in (Esc)")
        )
        self.take = self.add_button(
            act, "primary", self._take, tip=self.tr("{act} (Ctrl+Enter)").format(act=act)
        )
        self.take.setObjectName("take_in")
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self._take)
        self._enable(ready=False)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the room the parts need."""
        super().showEvent(event)
        self._fit()

    def _lay(self) -> None:
        """Put all of it where it scrolls on a small screen; only what is to be read last stays."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.body.spacing())
        for widget in (self.head, self.warning, self.refused, self._questions, self.progress):
            column.addWidget(widget)
        column.addWidget(self.parts, 1)
        self.body.addWidget(Scrolled(content), 1)
        self.body.addWidget(self.summary)

    def follow(self, job: Job[Any], words: str) -> None:
        """Show how far the reading is; nothing can be taken in meanwhile."""
        self.progress.follow(job, words)
        self._enable(ready=False)

    def show_incoming(self, incoming: Incoming) -> None:
        """Show what would come in."""
        self.head.setText(incoming.head)
        self._say(self.warning, incoming.warning)
        self._say(self.refused, incoming.hindrance)
        self._ask(incoming.asked)
        self.parts.show_parts(incoming.parts)
        self.parts.setVisible(bool(incoming.parts))
        nothing = self.tr("It holds nothing that is not here already.")
        self.summary.setText(incoming.summary or incoming.nothing or nothing)
        self._enable(ready=bool(incoming.summary) and not incoming.hindrance)
        self.report.setEnabled(bool(incoming.report))
        if self.isVisible():
            self._fit()
        if not self.parts.parts.hasFocus() and not self._questions.isAncestorOf(
            self.focusWidget() or self
        ):
            asked = next(iter(self._chips.values()), None) if not incoming.parts else None
            (asked or self.parts.parts).setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str, *, again: bool = False) -> None:
        """Say why it cannot come in; with `again` it can, if it is asked for once more."""
        if self._storing:
            self.summary.setText(self._summary)
            self.progress.done()
        self._storing = False
        self._say(self.refused, sentence)
        self._enable(ready=again)

    def store(self, job: Job[Any]) -> None:
        """Wait while it is stored, show how far it is, and let it be stopped."""
        self._storing = True
        self._enable(ready=False)
        self._say(self.refused, "")
        self._summary = self.summary.text()
        self.summary.setText(self.tr("It is being stored."))
        self.progress.follow(job, self.tr("Storing"))

    def reject(self) -> None:
        """Close, unless it is being stored."""
        if not self._storing:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter alone press the button that has the focus: else it takes nothing in."""
        focused = self.focusWidget()
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(focused, Button):
            focused.click()

    def _fit(self) -> None:
        """Be as high as parts and questions ask for; without parts, no higher than needed."""
        make_room(self, 0 if self.parts.isHidden() else scaled(_HIGH))

    def _take(self) -> None:
        if self.take.isEnabled():
            self.wanted.emit()

    def _enable(self, *, ready: bool) -> None:
        self.take.setEnabled(ready)
        self.report.setEnabled(False)

    def _say(self, label: Label, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))

    def _ask(self, asked: Sequence[Asking]) -> None:
        """Put the questions, one a line, their answers in a chip at the right."""
        if [(each.key, each.sentence) for each in asked] != list(self._asked):
            self._asked = [(each.key, each.sentence) for each in asked]
            self._put(asked)
        for question in asked:
            chip = self._chips[question.key]
            chip.set_choices(question.choices, question.chosen)
            chip.setAccessibleName(f"{question.sentence} {chip.shown}")

    def _put(self, asked: Sequence[Asking]) -> None:
        """Put other questions in the place of those that were asked."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._chips = {}
        for row, question in enumerate(asked):
            chip = self._chips[question.key] = Chip("")
            chip.setObjectName(f"ask-{question.key}")
            chip.changed.connect(partial(self._answered, question.key))
            self._grid.addWidget(Label(question.sentence, wrap=True), row, 0)
            self._grid.addWidget(chip, row, 1, Qt.AlignmentFlag.AlignRight)
        self._questions.setVisible(bool(asked))

    def _answered(self, key: str, value: object) -> None:
        self.answered.emit(key, str(value))
