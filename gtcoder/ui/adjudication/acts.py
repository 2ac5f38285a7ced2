"""What can be done on the page of adjudication: decide, take over, withdraw, write the log."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gtcoder.actions import adjudication as verbs
from gtcoder.progress import Silent
from gtcoder.ui.adjudication.reading import Case, Desk
from gtcoder.ui.reasons import ask_why
from gtcoder.ui.session import Session
from gtcoder.ui.tables.export_sheet import ExportSheet

if TYPE_CHECKING:
    from gtcoder.reports.base import Report


class AdjudicationActs(QObject):
    """Asks what must be asked, then queues the verb."""

    def __init__(self, session: Session, ground: QWidget) -> None:
        super().__init__(ground)
        self._session, self._ground = session, ground

    def decide(self, case: Case, reason: str, **more: Any) -> None:
        """Decide a disagreement, or decide it anew."""
        bridge, decided = self._session.bridge, case.row.decision
        if decided is None:
            codings = [each.coding for each in case.row.said]
            bridge.act(verbs.decide, reason=reason, codings=codings, **more)
        else:
            bridge.act(verbs.revise, reason=reason, decision=decided.id, **more)

    def take_agreed(self, desk: Desk | None) -> None:
        """Take over what all who finished coded alike."""
        if desk is not None and desk.queue is not None:
            self._session.bridge.act(verbs.take_agreed, round=desk.queue.round.id)

    def ask_withdraw(self, case: Case | None) -> None:
        """Ask why a decision is taken back."""
        decided = None if case is None else case.row.decision
        if decided is None or not self._session.bridge.can_write:
            return
        bridge, key = self._session.bridge, decided.id
        ask_why(
            bridge,
            self._ground,
            self.tr("Withdraw the decision"),
            self.tr("What followed from it leaves the consensus. A rule it added stays."),
            self.tr("Withdraw it"),
            hint=self.tr("Why"),
            then=lambda reason: bridge.act(verbs.withdraw, reason=reason, decision=key),
        )

    def ask_export(self, desk: Desk | None) -> None:
        """Ask where the log of what was decided is to go."""
        bridge = self._session.bridge
        name = desk.queue.round.name if desk and desk.queue else ""

        def make(_: Path) -> Report:
            from gtcoder.reports import REPORTS
            from gtcoder.reports.adjudication import RoundOptions

            with bridge.read() as reader:
                return REPORTS.get("adjudication-log").run(reader, RoundOptions(name), Silent())

        ExportSheet(self._session, make, stem="adjudication-log", parent=self._ground).open()
