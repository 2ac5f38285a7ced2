"""The page of adjudication: the queue, the passage with all answers, and the decision."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.queries.keeping import CODED
from gtcoder.ui.adjudication.acts import AdjudicationActs
from gtcoder.ui.adjudication.answers import AnswersView
from gtcoder.ui.adjudication.decision import VERDICTS, DecisionPanel
from gtcoder.ui.adjudication.passage import PassageView
from gtcoder.ui.adjudication.queue_list import QueueList
from gtcoder.ui.adjudication.reading import Case, Desk, read_case, read_desk
from gtcoder.ui.adjudication.side import Side
from gtcoder.ui.adjudication.third_sheet import ThirdSheet
from gtcoder.ui.commands import Command
from gtcoder.ui.jobs import Job
from gtcoder.ui.kit import EmptyState, Hairline, Label
from gtcoder.ui.look import Role, look, scaled, theme
from gtcoder.ui.session import Session
from gtcoder.ui.workspace import Workspace
from gtcoder.vocabulary import CodeId, Span, Verdict

PLACE = "agreement:adjudication"
_ROOMY = 1000  # px from which there is room for the definitions beside the passage
_SHARE = 0.42  # of the width, what the list takes at most


class _Paper(QWidget):
    """A region on paper."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on paper."""
        QPainter(self).fillRect(event.rect(), QColor(theme().paper))


class AdjudicationPage(Workspace):
    """Reads the queue off the window's thread; every verdict is one entry of the ledger."""

    place: ClassVar[str] = PLACE
    tables: ClassVar[frozenset[str]] = CODED | {
        "assignment", "decision", "memo", "memo_link", "quotation",
    }  # fmt: skip

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.desk: Desk | None = None
        self.case: Case | None = None
        self._round: str | None = None
        self._job: Job[Desk] | None = None
        self.acts = AdjudicationActs(session, self)
        self._verdicts = self._add_commands()
        self.queue, self.side = QueueList(), Side()
        self.passage, self.answers = PassageView(), AnswersView()
        self.decision = DecisionPanel(self._verdicts)
        self.title = Label("", Role.TITLE, wrap=True)
        self.kind = Label("", Role.SMALL, ink="text2", wrap=True)
        self.empty = EmptyState(self.tr("Comparing the coders …"))
        self.side.writable = self.decision.writable = session.bridge.can_write
        self._lay()
        self.queue.chosen.connect(self._show_place)
        self.queue.asked_next.connect(self.go_on)
        self.queue.asked_round.connect(self._take_round)
        self.side.asked_take.connect(lambda: self.acts.take_agreed(self.desk))
        self.decision.asked_withdraw.connect(lambda: self.acts.ask_withdraw(self.case))
        self.decision.reason.submitted.connect(self._submit)
        self.decision.rule.submitted.connect(self._submit)
        look().changed.connect(self._wear)
        self._wear()

    def refresh(self) -> None:
        """Read the queue."""
        if self._job is not None:
            self._job.cancel()
        bridge, round_ = self.session.bridge, self._round

        def work(progress: Progress) -> Desk:
            with bridge.read() as reader:
                return read_desk(reader, round_, progress)

        self._job = self.session.jobs.start(work, done=self._show, failed=self._fail, owner=self)

    def go_on(self) -> None:
        """Go to the next undecided disagreement that the filters let through."""
        place = self.queue.next_open()
        if place is None:
            self.session.say.toast(self.tr("Nothing more is undecided here"))
            return
        self.queue.choose(place)
        self.queue.table.setFocus()

    def decide(self, verdict: Verdict, *_: object) -> None:
        """Decide the chosen disagreement, or decide it anew."""
        case, desk, reason = self.case, self.desk, self.decision.reason.text().strip()
        if case is None or desk is None or not self.session.bridge.can_write:
            return
        rule, rule_code = self.decision.written_rule()
        more: dict[str, Any] = {"verdict": verdict, "rule": rule, "rule_code": rule_code}
        if verdict in (Verdict.THIRD, Verdict.NONE) and not reason:
            self.decision.demand_reason(verdict)
            self._area.ensureWidgetVisible(self.decision.reason_field)
            return
        if verdict is Verdict.THIRD:
            then = partial(self._third, case, reason, more)
            ThirdSheet(case, desk.words, parent=self, then=then).open()
            return
        self.acts.decide(case, reason, **more)
        self.queue.table.setFocus()

    def _third(
        self, case: Case, reason: str, more: dict[str, Any], code: CodeId, span: Span
    ) -> None:
        self.acts.decide(case, reason, code=code, span=span, **more)
        self.queue.table.setFocus()

    def _submit(self) -> None:
        """Decide as it was begun, keep new words of a decision, or go on where none are written."""
        case, wanted = self.case, self.decision.wanted
        if case is None or not self.decision.has_new_words():
            self.go_on()
        elif wanted is not None:
            self.decide(wanted)
        elif case.row.decision is not None:
            rule, rule_code = self.decision.written_rule()
            reason = self.decision.reason.text().strip()
            self.acts.decide(case, reason, rule=rule, rule_code=rule_code)
            self.queue.table.setFocus()
        else:
            self.decision.demand_verdict()

    def ask_export(self) -> None:
        """Ask where the log of what was decided is to go."""
        self.acts.ask_export(self.desk)

    def hindrance(self) -> str:
        """Say why there is nothing to export, if so."""
        return "" if self.case is not None else self.tr("There is no disagreement")

    def status(self) -> tuple[str, ...]:
        """Say how many are decided."""
        return (self.queue.count.text().partition(" · ")[0],) if self.case else ()

    def first_focus(self) -> QWidget:
        """Return the list."""
        return self.queue.table

    def panels(self) -> tuple[QWidget, ...]:
        """Go from the list to the reason."""
        return self.queue.table, self.decision.reason

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay what is beside the passage below it where there is no room."""
        super().resizeEvent(event)
        self._wear()

    def _take_round(self, name: str) -> None:
        self._round = name
        self.queue.table.clearSelection()
        self.refresh()

    def _show(self, desk: Desk) -> None:
        before = self.queue.current() if self.desk is not None else None
        same = self.desk is not None and _round_of(self.desk) == _round_of(desk)
        self.desk = desk
        if desk.queue is None or not desk.queue.rows:
            self.case = None
            self.decision.show_case(None, None)
            self.empty.set_words(*self._why_empty(desk))
            self._stack.setCurrentIndex(0)
        else:
            first = next((n for n, r in enumerate(desk.queue.rows) if r.decision is None), 0)
            keep = before if same and before is not None else first
            self.queue.show_desk(desk, min(keep, len(desk.queue.rows) - 1))
            self._show_place(-1 if (now := self.queue.current()) is None else now)
            self._stack.setCurrentIndex(1)
        self.status_changed.emit()

    def _show_place(self, place: int) -> None:
        desk = self.desk
        if desk is None or desk.queue is None:
            return
        self.case = None
        if 0 <= place < len(desk.queue.rows):
            with self.session.bridge.read() as reader:
                self.case = read_case(reader, desk, place)
        case = self.case
        self.title.setText(self.tr("No disagreement is chosen.") if case is None else _title(case))
        self.kind.setText("" if case is None else _kind(case))
        self.passage.show_case(case)
        self.answers.show_case(case, desk.words)
        self.decision.show_case(case, desk.words)
        self.side.show_case(desk, case)

    def _why_empty(self, desk: Desk) -> tuple[str, str]:
        if desk.refused:
            return desk.refused, ""
        if desk.blind:
            words = self.tr("“{round}” is a blind round that is still open.")
            hint = self.tr(
                "Until a lead closes it or makes it visible, nobody compares or decides."
            )
            return words.format(round=desk.blind), hint
        if desk.afresh:
            return self.tr("You are coding documents afresh."), self.tr(
                "How they were coded before, and what was decided over it, is out of your sight "
                "until you have finished them."
            )
        if desk.queue is None:
            return self.tr("No two coders have finished the same document."), self.tr(
                "In Open coding each says “I have finished this document”; what two have finished "
                "is compared here."
            )
        return self.tr("The coders do not disagree."), self.tr(
            "All that they finished in {round} is coded alike."
        ).format(round=desk.queue.round.name)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self.empty.set_words(str(error), "")
        self._stack.setCurrentIndex(0)

    def _add_commands(self) -> dict[Verdict, QAction]:
        tr, add = self.tr, self.session.commands.add
        words = {
            Verdict.FIRST: (tr("First answer"), "1"),
            Verdict.SECOND: (tr("Second answer"), "2"),
            Verdict.BOTH: (tr("Both answers"), "3"),
            Verdict.THIRD: (tr("Third way…"), "4"),
            Verdict.NONE: (tr("No coding"), "5 0"),
        }
        actions = {}
        for verdict in VERDICTS:
            text, key = words[verdict]
            command = Command(f"adjudication.{verdict}", text, "codes", key, group=3)
            run = partial(self.decide, verdict)
            actions[verdict] = add(command, run, owner=self, place=PLACE)
        tip = tr("Go to the next undecided disagreement (Enter in the list)")
        command = Command("adjudication.next", tr("Next undecided"), "view", "Ctrl+Down", tip, 4)
        add(command, self.go_on, place=PLACE)
        tip = tr("Take the decision back")
        command = Command("adjudication.withdraw", tr("Withdraw decision…"), "codes", "Ctrl+Del",
                          tip, 3)  # fmt: skip
        add(command, lambda: self.acts.ask_withdraw(self.case), place=PLACE)
        return actions

    def _lay(self) -> None:
        inner = _Paper()
        self._inner = QVBoxLayout(inner)
        for part in (self.title, self.kind, self.passage, self.answers, self.decision):
            self._inner.addWidget(part)
        self._inner.addStretch(1)
        area = self._area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        full = QWidget()
        row = self._row = QHBoxLayout(full)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._rule = Hairline(Qt.Orientation.Vertical)
        row.addWidget(self.queue)
        row.addWidget(Hairline(Qt.Orientation.Vertical))
        row.addWidget(area, 1)
        row.addWidget(self._rule)
        row.addWidget(self.side)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(full)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _wear(self) -> None:
        narrow = self.width() < scaled(_ROOMY)
        self.queue.setFixedWidth(min(scaled(420), round(self.width() * _SHARE)))
        if narrow == self._rule.isVisibleTo(self):
            if narrow:
                self._inner.insertWidget(self._inner.count() - 1, self.side)
            else:
                self._row.addWidget(self.side)
            self._rule.setVisible(not narrow)
            self.side.lie(below=narrow)
        self._inner.setContentsMargins(scaled(28), scaled(20), scaled(28), scaled(20))
        self._inner.setSpacing(scaled(12))


def _round_of(desk: Desk) -> int | None:
    return None if desk.queue is None else desk.queue.round.id


def _title(case: Case) -> str:
    name, _, lines = case.title.rpartition(", ")
    words = _tr("{name}, lines {lines}") if "–" in lines else _tr("{name}, line {lines}")
    return words.format(name=name, lines=lines)


def _kind(case: Case) -> str:
    return {
        "boundary": _tr("Boundary: the same code, with other ends."),
        "omission": _tr("Omission: a code that not all gave."),
        "confusion": _tr("Confusion: other codes on overlapping text."),
    }[case.row.kind]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Adjudication", text)
