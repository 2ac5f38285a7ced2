"""Beside the sampling log: one decision with its links, and what the ledger proposes to join."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from gtcoder.queries.entry_told import shortened
from gtcoder.queries.sampling import Proposal, SamplingRow
from gtcoder.ui.kit import Button, FlowLayout, Hairline, Label, SideColumn
from gtcoder.ui.look import Role
from gtcoder.ui.selective.sampling_rows import SamplingLog
from gtcoder.vocabulary import CodeId, DocumentId, ParticipantId

_MOST = 24  # proposals that are shown; the rest is counted
_LONGEST = 32  # characters of a name on a button


class SamplingSide(SideColumn):
    """A click on a name leads to it; a click on a proposal joins it to the decision."""

    document_asked = Signal(object)
    participant_asked = Signal(object)
    code_asked = Signal(object)
    join_document = Signal(object)
    join_code = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(width=340, parent=parent)
        self.setAccessibleName(self.tr("The decision that is chosen"))
        self.writable = True

    def show_decision(self, log: SamplingLog, row: SamplingRow | None) -> None:
        """Show a decision, or that none is chosen."""
        self.clear()
        if row is None:
            self.add(Label(self.tr("No decision is chosen."), ink="text2", wrap=True))
            self.end()
            return
        self.add(Label(f"{row.decided_on:%d %B %Y} · {row.coder}", Role.SMALL, ink="text2"))
        for head, text in (
            (self.tr("Gap"), row.gap),
            (self.tr("Decision"), row.decision),
            (self.tr("Sampled"), row.sampled),
            (self.tr("Outcome"), row.outcome),
        ):
            if text:
                self.add(Label(head, Role.SMALL_STRONG, ink="text2"))
                self.add(Label(text, wrap=True))
        lead = self.tr("Go to {name}")
        self._links(self.tr("Documents"), row.documents, log.documents, self.document_asked, lead)
        self._links(
            self.tr("Participants"),
            row.participants,
            log.participants,
            self.participant_asked,
            lead,
        )
        self._links(self.tr("Categories changed"), row.codes, log.codes, self.code_asked, lead)
        self._proposals(log, log.proposals.get(row.id, Proposal()))
        self.end()

    def buttons(self) -> dict[str, Button]:
        """Return what can be clicked here, by its words."""
        return {each.text(): each for each in self.findChildren(Button)}

    def _proposals(self, log: SamplingLog, proposed: Proposal) -> None:
        if not (proposed.documents or proposed.codes) or not self.writable:
            return
        self.add(Hairline())
        self.add(Label(self.tr("Proposals from the ledger"), Role.STRONG))
        words = self.tr(
            "What came or changed between this decision and the next. A click joins it; nothing is "
            "joined by itself."
        )
        self.add(Label(words, Role.SMALL, ink="text2", wrap=True))
        tip = self.tr("Join {name} to the decision")
        came, changed = self.tr("Documents that came"), self.tr("Categories that changed")
        self._links(came, proposed.documents, log.documents, self.join_document, tip, plus=True)
        self._links(changed, proposed.codes, log.codes, self.join_code, tip, plus=True)

    def _links(
        self,
        head: str,
        keys: Iterable[DocumentId | ParticipantId | CodeId],
        names: Mapping[int, str],
        signal: SignalInstance,
        tip: str,
        *,
        plus: bool = False,
    ) -> None:
        """Show names as buttons; those of proposals have a plus before them."""
        every = list(keys)
        if not every:
            return
        self.add(Label(head, Role.SMALL_STRONG, ink="text2"))
        ground = QWidget()
        flow = FlowLayout(ground)
        for key in every[:_MOST]:
            name = names.get(key, "")
            shown = shortened(name.rpartition(" > ")[2], _LONGEST)
            button = Button(
                f"+ {shown}" if plus else shown,
                kind="quiet" if plus else "plain",
                tip=tip.format(name=name),
            )
            button.clicked.connect(partial(_send, signal, key))
            flow.addWidget(button)
        self.add(ground)
        if len(every) > _MOST:
            more = self.tr("and {n} more").format(n=len(every) - _MOST)
            self.add(Label(more, Role.SMALL, ink="text2"))


def _send(signal: SignalInstance, key: object, *_: object) -> None:
    signal.emit(key)
