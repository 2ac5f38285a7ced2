"""The decision: five verdicts, the reason, a new rule, and what was decided before."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gtcoder.queries.adjudication import DecisionRow
from gtcoder.ui.adjudication.reading import Case, Words, stretch_words
from gtcoder.ui.commands import permit
from gtcoder.ui.kit import Button, Chip, Field, FlowLayout, Label, TextArea
from gtcoder.ui.look import Role, look, scaled
from gtcoder.vocabulary import CodeId, DisagreementKind, Span, Verdict

VERDICTS = (Verdict.FIRST, Verdict.SECOND, Verdict.BOTH, Verdict.THIRD, Verdict.NONE)


class DecisionPanel(QWidget):
    """`actions` are those of the verdicts, in their order; their words follow the case."""

    asked_withdraw = Signal()

    def __init__(self, actions: dict[Verdict, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._case: Case | None = None
        self._drafts: dict[object, tuple[str, str]] = {}
        self.wanted: Verdict | None = None
        self.writable = True
        self.said = Label("", Role.SMALL, ink="text2", wrap=True)
        self.said.setObjectName("decided")
        self.buttons = {verdict: Button("") for verdict in actions}
        self.reason = TextArea(self.tr("Why"), name=self.tr("Reason"), lines=2)
        self.reason.setObjectName("reason")
        self.reason_field = Field(
            self.tr("Reason"), self.reason, hint=self.tr("Needed for a third way and for none.")
        )
        self.rule = TextArea(
            self.tr("What the next coder should do"), name=self.tr("New coding rule"), lines=1
        )
        self.rule.setObjectName("rule")
        self.rule_code = Chip(self.tr("Add it to"))
        self.withdraw = Button(
            self.tr("Withdraw…"), kind="quiet", tip=self.tr("Take the decision back (Ctrl+Del)")
        )
        self.withdraw.clicked.connect(self.asked_withdraw)
        self._lay()
        look().changed.connect(self._wear)
        self._wear()

    def show_case(self, case: Case | None, words: Words | None) -> None:
        """Show another disagreement with the decision over it, if there is one."""
        decided = None if case is None else case.row.decision
        self._keep_draft()
        same = _matter(case) == _matter(self._case)
        newly = decided is not None and (self._case is None or decided != self._case.row.decision)
        self._case = case
        self.reason_field.set_error("")
        if not same or newly:
            self.wanted = None
            kept = ("" if decided is None else decided.reason, "")
            if newly and same:  # what was written is in the decision now
                self._drafts.pop(_matter(case), None)
            reason, rule = self._drafts.get(_matter(case), kept)
            self.reason.setPlainText(reason)
            self.rule.setPlainText(rule)
        self._name_verdicts(case, words)
        self.said.setVisible(decided is not None)
        self.withdraw.setVisible(decided is not None)
        if case is not None and words is not None:
            if decided is not None:
                self.said.setText(self._decided(case, words, decided))
            rows = [words.codes[code] for code in case.row.codes]
            self.rule_code.set_choices([(row.name, row.id) for row in rows if not row.retired])
        self.rule_code.setVisible(case is not None and len(case.row.codes) > 1)

    def written_rule(self) -> tuple[str, CodeId | None]:
        """Return the new rule and the code it is to be added to."""
        text = self.rule.text().strip()
        return text, (self.rule_code.value() if text else None)

    def has_new_words(self) -> bool:
        """Tell whether a reason or a rule is written that no decision holds."""
        decided = None if self._case is None else self._case.row.decision
        reason = "" if decided is None else decided.reason
        return self.reason.text().strip() != reason or bool(self.rule.text().strip())

    def demand_reason(self, verdict: Verdict) -> None:
        """Say that this verdict needs a reason, and let it be written."""
        self.wanted = verdict
        words = self.tr("Nobody's answer holds then: say why, and press Ctrl+Enter.")
        self.reason_field.set_error(words)
        self.reason.setFocus()

    def demand_verdict(self) -> None:
        """Say that words alone decide nothing."""
        self.reason_field.set_error(self.tr("Choose whose answer holds; what you wrote is kept."))
        next(iter(self.buttons.values())).setFocus()

    def _keep_draft(self) -> None:
        """Remember what is written on a disagreement that is left undecided."""
        if self._case is None:
            return
        if self.has_new_words():
            self._drafts[_matter(self._case)] = self.reason.text(), self.rule.text()
        else:
            self._drafts.pop(_matter(self._case), None)

    def _name_verdicts(self, case: Case | None, words: Words | None) -> None:
        for number, (verdict, action) in enumerate(self._actions.items(), 1):
            name, hindrance = self._verdict(verdict, case, words)
            if not self.writable:
                hindrance = self.tr("The study is open for reading only")
            button = self.buttons[verdict]
            button.setText(f"{number}  {name}")
            button.setAccessibleName(name)
            permit(action, hindrance)
            button.setEnabled(action.isEnabled())
            button.setToolTip(hindrance or f"{name} ({number})")
            decision = None if case is None else case.row.decision
            chosen = decision is not None and decision.verdict is verdict
            button.setProperty("primary", chosen)
            button.style().unpolish(button)
            button.style().polish(button)

    def _verdict(self, verdict: Verdict, case: Case | None, words: Words | None) -> tuple[str, str]:
        """Return what a verdict is called here, and why it cannot be chosen, if so."""
        none = self.tr("Choose a disagreement first")
        if verdict in (Verdict.FIRST, Verdict.SECOND):
            place = int(verdict is Verdict.SECOND)
            if case is None or words is None or len(case.answers) <= place:
                return (self.tr("Second") if place else self.tr("First")), none
            return ", ".join(words.coders[each] for each in case.answers[place].coders), ""
        if verdict is Verdict.BOTH:
            alone = case is not None and case.row.kind is DisagreementKind.OMISSION
            hindrance = self.tr("Only one thing was coded here") if alone else ""
            joined = case is not None and case.row.kind is DisagreementKind.BOUNDARY
            name = self.tr("Both, as one") if joined else self.tr("Both")
            return name, none if case is None else hindrance
        name = self.tr("Third…") if verdict is Verdict.THIRD else self.tr("None")
        return name, none if case is None else ""

    def _decided(self, case: Case, words: Words, decided: DecisionRow) -> str:
        holds = [
            f"{words.codes[code].name}, {stretch_words(case, words, Span(start, end))}"
            for code, start, end in decided.stands
            if code in words.codes
        ]
        said = self.tr("{coder} decided on {day}: {what}.").format(
            coder=decided.coder,
            day=f"{decided.at:%d %B %Y}",
            what="; ".join(dict.fromkeys(holds)) or self.tr("nothing stands"),
        )
        rule = self.tr("New rule: {rule}").format(rule=decided.rule) if decided.rule else ""
        return " ".join(filter(None, (said, rule)))

    def _lay(self) -> None:
        row = QWidget()
        self._verdicts = FlowLayout(row)
        for verdict, button in self.buttons.items():
            button.setObjectName(f"verdict_{verdict}")
            button.clicked.connect(self._actions[verdict].trigger)
            self._verdicts.addWidget(button)
        self._verdicts.addWidget(self.withdraw)
        beside = Field(
            self.tr("New coding rule"),
            self.rule,
            hint=self.tr("Added to the rule of the code when you decide."),
            beside=self.rule_code,
        )
        self._column = QVBoxLayout(self)
        for part in (self.said, row, self.reason_field, beside):
            self._column.addWidget(part)

    def _wear(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(scaled(10))


def _matter(case: Case | None) -> object:
    """Return what a disagreement is known by, whatever number its decision has."""
    return None if case is None else (case.row.document, case.row.said)
