"""What can be done on the bench of the core category: judging, weighing, choosing."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gtcoder.actions import core as verbs
from gtcoder.actions.many import choose_core
from gtcoder.ui.reasons import ask_why
from gtcoder.ui.selective.core_rows import CandidateRow
from gtcoder.ui.session import Session
from gtcoder.vocabulary import CodeId, JudgedCriterion


class BenchActs(QObject):
    """Asks what must be asked, then queues the verb."""

    def __init__(self, session: Session, ground: QWidget) -> None:
        super().__init__(ground)
        self._bridge, self._ground = session.bridge, ground

    def judge(self, code: CodeId, criterion: str, score: int) -> None:
        """Store a score; its memo stays."""
        which = JudgedCriterion(criterion)
        self._bridge.act(verbs.judge, category=code, criterion=which, score=score)

    def store_memo(self, code: CodeId, criterion: str, score: int, memo: str) -> None:
        """Store why a score was given."""
        if self._bridge.can_write:
            which = JudgedCriterion(criterion)
            self._bridge.act(verbs.judge, category=code, criterion=which, score=score, memo=memo)

    def unjudge(self, code: CodeId, criterion: str) -> None:
        """Take a judgement back."""
        self._bridge.act(verbs.unjudge, category=code, criterion=JudgedCriterion(criterion))

    def weigh(self, criterion: str, weight: float) -> None:
        """Store how much a criterion counts."""
        weights = [verbs.CriterionWeight(criterion, weight)]
        self._bridge.act(verbs.set_weights, weights=weights)

    def ask_core(self, row: CandidateRow | None) -> None:
        """Ask why a candidate is the core, and make it so."""
        if row is None or not self._bridge.can_write:
            return
        bridge, code = self._bridge, row.code
        ask_why(
            bridge,
            self._ground,
            self.tr("Make “{name}” the core category").format(name=row.name),
            self.tr("The reason stays in the ledger, beside those of earlier choices."),
            self.tr("Make it the core"),
            hint=self.tr("Why this one holds the others together"),
            then=lambda reason: bridge.act(choose_core, reason=reason, category=code),
        )
