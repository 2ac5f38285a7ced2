"""Beside the sampling log: one decision with its links, and what the ledger proposes to join."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gtcoder.queries.entry_told import shortened
from gtcoder.queries.sampling import Proposal, SamplingRow
from gtcoder.ui.kit import Button, FlowLayout, Hairline, Label
from gtcoder.ui.look import Role, look, scaled, theme
from gtcoder.ui.selective.sampling_rows import SamplingLog
from gtcoder.vocabulary import CodeId, DocumentId, ParticipantId

_MOST = 24  # proposals that are shown; the rest is counted
_LONGEST = 32  # characters of a name on a button


class SamplingSide(QWidget):
    """A click on a name leads to it; a click on a proposal joins it to the decision."""

    document_asked = Signal(object)
    participant_asked = Signal(object)
    code_asked = Signal(object)
    join_document = Signal(object)
    join_code = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("The decision that is chosen"))
        self.writable = True
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inner)
        self._area.viewport().setAutoFillBackground(False)
        self._inner.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)
        look().changed.connect(self._wear)
        self._wear()

    def show_decision(self, log: SamplingLog, row: SamplingRow | None) -> None:
        """Show a decision, or that none is chosen."""
        self._clear()
        if row is None:
            self._add(Label(self.tr("No decision is chosen."), ink="text2", wrap=True))
            self._column.addStretch(1)
            return
        self._add(Label(f"{row.decided_on:%d %B %Y} · {row.coder}", Role.SMALL, ink="text2"))
        for head, text in (
            (self.tr("Gap"), row.gap),
            (self.tr("Decision"), row.decision),
            (self.tr("Sampled"), row.sampled),
            (self.tr("Outcome"), row.outcome),
        ):
            if text:
                self._add(Label(head, Role.SMALL_STRONG, ink="text2"))
                self._add(Label(text, wrap=True))
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
        self._column.addStretch(1)

    def buttons(self) -> dict[str, Button]:
        """Return what can be clicked here, by its words."""
        return {each.text(): each for each in self._inner.findChildren(Button)}

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on the panel's ground."""
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _proposals(self, log: SamplingLog, proposed: Proposal) -> None:
        if not (proposed.documents or proposed.codes) or not self.writable:
            return
        self._add(Hairline())
        self._add(Label(self.tr("Proposals from the ledger"), Role.STRONG))
        words = self.tr(
            "What came or changed between this decision and the next. A click joins it; nothing is "
            "joined by itself."
        )
        self._add(Label(words, Role.SMALL, ink="text2", wrap=True))
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
        self._add(Label(head, Role.SMALL_STRONG, ink="text2"))
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
        self._add(ground)
        if len(every) > _MOST:
            more = self.tr("and {n} more").format(n=len(every) - _MOST)
            self._add(Label(more, Role.SMALL, ink="text2"))

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()

    def _wear(self) -> None:
        self.setFixedWidth(scaled(340))
        edge = scaled(16)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(scaled(6))


def _send(signal: SignalInstance, key: object, *_: object) -> None:
    signal.emit(key)
