"""What can be done in the sampling log: logging, changing, removing, joining, going there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gtcoder.actions import sampling as verbs
from gtcoder.queries.sampling import SamplingRow
from gtcoder.ui.reasons import ask_why
from gtcoder.ui.selective.sampling_rows import SamplingLog
from gtcoder.ui.selective.sampling_sheet import SamplingSheet, Written
from gtcoder.ui.session import OneDocument, Session
from gtcoder.vocabulary import CodeId, DocumentId, ParticipantId


class SamplingActs(QObject):
    """Asks what must be asked, then queues the verb; `log` is kept up to date by its page."""

    logged = Signal()

    def __init__(self, session: Session, ground: QWidget) -> None:
        super().__init__(ground)
        self._session, self._ground = session, ground
        self.log = SamplingLog()

    def ask_new(self) -> None:
        """Ask for a decision, and log it."""
        if self._session.bridge.can_write:
            SamplingSheet(self.log, None, parent=self._ground, then=self._store_new).open()

    def ask_change(self, row: SamplingRow | None) -> None:
        """Show a decision as it is, and store what is changed."""
        if row is None or not self._session.bridge.can_write:
            return
        key, bridge = row.id, self._session.bridge

        def store(written: Written) -> None:
            bridge.act(verbs.change_sampling, decision_id=key, **_arguments(written))

        SamplingSheet(self.log, row, parent=self._ground, then=store).open()

    def ask_remove(self, row: SamplingRow | None) -> None:
        """Ask why a decision is to be removed."""
        if row is None or not self._session.bridge.can_write:
            return
        key, bridge = row.id, self._session.bridge
        ask_why(
            bridge,
            self._ground,
            self.tr("Remove the decision of {day}").format(day=row.decided_on.isoformat()),
            self.tr("It stays in the ledger, with the reason."),
            self.tr("Remove it"),
            hint=self.tr("Why"),
            then=lambda reason: bridge.act(verbs.remove_sampling, reason=reason, decision_id=key),
        )

    def join_document(self, row: SamplingRow | None, document: DocumentId) -> None:
        """Join a document to a decision."""
        if row is not None:
            documents = [*row.documents, document]
            self._session.bridge.act(verbs.change_sampling, decision_id=row.id, documents=documents)

    def join_code(self, row: SamplingRow | None, code: CodeId) -> None:
        """Join a category to a decision."""
        if row is not None:
            codes = [*row.codes, code]
            self._session.bridge.act(verbs.change_sampling, decision_id=row.id, codes=codes)

    def go_to_participant(self, participant: ParticipantId) -> None:
        """Lead to the first document of a participant."""
        from gtcoder.queries.passages import find_document
        from gtcoder.queries.people import participants

        with self._session.bridge.read() as reader:
            every = (row for row in participants(reader) if row.id == participant)
            names = next((row.documents for row in every), ())
            target = OneDocument(find_document(reader, names[0])) if names else None
        self._session.go("documents", target)

    def _store_new(self, written: Written) -> None:
        self.logged.emit()
        self._session.bridge.act(verbs.log_sampling, **_arguments(written))


def _arguments(written: Written) -> dict[str, Any]:
    return {
        "gap": written.gap,
        "decision": written.decision,
        "sampled": written.sampled,
        "outcome": written.outcome,
        "decided_on": written.decided_on,
        "documents": written.documents,
        "participants": written.participants,
        "codes": written.codes,
    }
