"""A relation beside the board: what it joins, how far it is supported, and by which passages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gtcoder.queries.retrieval import Passage
from gtcoder.ui.axial import board_words
from gtcoder.ui.axial.rows import Link, Theory
from gtcoder.ui.axial.titles import CategoryTitle, EvidenceBar
from gtcoder.ui.kit import Button, Hairline, IconButton, Label, PassageList
from gtcoder.ui.look import Role, look, pixmap, scaled, theme
from gtcoder.vocabulary import EvidenceId, QuotationId, Stance

_TAGS = {Stance.FOR: "success", Stance.AGAINST: "danger", Stance.NEGATIVE_CASE: "danger"}


class EvidenceList(PassageList):
    """The passages of a relation; Del takes one out."""

    removal_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removal_asked.emit()
        else:
            super().keyPressEvent(event)


class LinkPanel(QWidget):
    """Shows one relation and asks for what can be done to it."""

    evidence_asked = Signal()
    removal_asked = Signal()
    memo_asked = Signal()
    card_asked = Signal(object)  # CodeId
    passage_asked = Signal(object)  # Passage
    stance_asked = Signal(object, object)  # QuotationId, Stance
    evidence_removed = Signal(object)  # EvidenceId

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link: Link | None = None
        self._given: Mapping[QuotationId, tuple[EvidenceId, Stance]] = {}
        self.source, self.target = CategoryTitle(), CategoryTitle()
        self.source.asked.connect(self._ask_source)
        self.target.asked.connect(self._ask_target)
        self._arrow = QLabel()
        self._type = Label("", Role.BUTTON, ink="accent", wrap=True)
        self._note = Label("", Role.SMALL, ink="text2", wrap=True)
        self._whose = Label("", Role.SMALL, ink="text2")
        self.bar = EvidenceBar()
        self.passages = EvidenceList(name=self.tr("Passages of the relation"))
        self.passages.chosen_passage.connect(self._choose)
        self.passages.activated_passage.connect(self.passage_asked)
        self.passages.removal_asked.connect(self._remove)
        self._empty = Label(
            self.tr("No passage speaks for it yet. Add passages of its two categories."),
            Role.SMALL,
            ink="text2",
            wrap=True,
        )
        self._make_buttons()
        self._lay_out()
        look().changed.connect(self._wear)
        self._wear()

    def show_link(self, theory: Theory, link: Link, passages: tuple[Passage, ...]) -> None:
        """Show a relation with its passages."""
        chosen = self.passages.chosen()
        kept = chosen.quotation if chosen is not None else None
        self.link = link
        self._given = {quotation: (key, stance) for key, quotation, stance in link.evidence}
        source, target = theory.codes[link.source], theory.codes[link.target]
        self.source.show_category(source.name, source.colour)
        self.target.show_category(target.name, target.colour)
        self._type.setText(link.type)
        self._note.setText(link.note)
        self._note.setVisible(bool(link.note))
        self._whose.setText(board_words.of_people(link.participants, theory.people))
        self.bar.show_counts(link.supporting, link.against)
        again = next((row for row in passages if row.quotation == kept), None)
        self.passages.set_passages(
            passages, again, colour_of=lambda _: source.colour, tag_of=self._tag
        )
        self.passages.setVisible(bool(passages))
        self._empty.setVisible(not passages)
        self._choose(again)

    def set_writable(self, *, reason: str) -> None:
        """Let nothing be done while the study is only read."""
        for button in (self.add_button, self._turn, self._take_out, self._unrelate):
            button.setEnabled(not reason)
            if reason:
                button.setToolTip(reason)

    def _make_buttons(self) -> None:
        self.add_button = Button(
            self.tr("Add evidence"),
            icon_name="plus",
            tip=self.tr("Choose passages of its two categories"),
        )
        self.add_button.clicked.connect(self.evidence_asked)
        self.memo_button = Button(
            self.tr("Memo"), icon_name="note-pencil", tip=self.tr("Write a memo on this relation")
        )
        self.memo_button.clicked.connect(self.memo_asked)
        self._unrelate = IconButton("trash", self.tr("Remove relation…"))
        self._unrelate.setObjectName("remove_relation")
        self._unrelate.clicked.connect(self.removal_asked)
        self._turn = Button(
            self.tr("It speaks against"),
            kind="quiet",
            tip=self.tr("Turn what this passage says round"),
        )
        self._turn.clicked.connect(self._ask_stance)
        self._take_out = Button(
            self.tr("Take out"),
            kind="quiet",
            tip=self.tr("Take this passage out of the evidence (Del)"),
        )
        self._take_out.clicked.connect(self._remove)

    def _lay_out(self) -> None:
        self._top = QVBoxLayout()
        head = QHBoxLayout()
        head.addWidget(Label(self.tr("Relation"), Role.SMALL, ink="text2"))
        head.addStretch(1)
        head.addWidget(self._unrelate)
        self._top.addLayout(head)
        self._top.addWidget(self.source)
        kind = QHBoxLayout()
        kind.addWidget(self._arrow)
        kind.addWidget(self._type, 1)
        self._top.addLayout(kind)
        self._top.addWidget(self.target)
        self._top.addWidget(self._note)
        counts = QHBoxLayout()
        counts.addWidget(Label(self.tr("Evidence"), Role.SMALL_STRONG))
        counts.addStretch(1)
        counts.addWidget(self._whose)
        self._top.addSpacing(scaled(8))
        self._top.addLayout(counts)
        self._top.addWidget(self.bar)
        self._acts = QWidget()
        self._acts_row = QHBoxLayout(self._acts)
        self._acts_row.addWidget(self._turn)
        self._acts_row.addWidget(self._take_out)
        self._acts_row.addStretch(1)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.add_button)
        self._foot.addWidget(self.memo_button)
        self._foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(Hairline())
        self._middle = QVBoxLayout()
        self._middle.addWidget(self._empty)
        column.addLayout(self._middle)
        column.addWidget(self.passages, 1)
        column.addStretch(0)
        column.addWidget(self._acts)
        column.addLayout(self._foot)

    def _tag(self, passage: Any) -> tuple[str, str]:
        stance = self._given[passage.quotation][1]
        words = {
            Stance.FOR: self.tr("For"),
            Stance.AGAINST: self.tr("Against"),
            Stance.NEGATIVE_CASE: self.tr("Negative case"),
        }
        return words[stance], _TAGS[stance]

    def _choose(self, passage: Passage | None) -> None:
        self._acts.setVisible(passage is not None)
        if passage is not None:
            stance = self._given[passage.quotation][1]
            against = self.tr("It speaks against"), self.tr("It speaks for")
            self._turn.setText(against[0] if stance is Stance.FOR else against[1])

    def _ask_stance(self) -> None:
        passage = self.passages.chosen()
        if passage is not None:
            now = self._given[passage.quotation][1]
            other = Stance.AGAINST if now is Stance.FOR else Stance.FOR
            self.stance_asked.emit(passage.quotation, other)

    def _remove(self) -> None:
        passage = self.passages.chosen()
        if passage is not None and self._take_out.isEnabled():
            self.evidence_removed.emit(self._given[passage.quotation][0])

    def _ask_source(self) -> None:
        if self.link is not None:
            self.card_asked.emit(self.link.source)

    def _ask_target(self) -> None:
        if self.link is not None:
            self.card_asked.emit(self.link.target)

    def _wear(self) -> None:
        edge = scaled(16)
        self._top.setContentsMargins(edge, scaled(8), edge, scaled(10))
        self._top.setSpacing(scaled(4))
        self._foot.setContentsMargins(edge, scaled(12), edge, scaled(14))
        self._foot.setSpacing(scaled(8))
        self._middle.setContentsMargins(edge, scaled(10), edge, 0)
        self._acts_row.setContentsMargins(scaled(10), scaled(4), edge, 0)
        size = scaled(14)
        ratio = self.devicePixelRatioF()
        self._arrow.setPixmap(pixmap("arrow-down", size, colour=theme().text2, ratio=ratio))
        self._arrow.setFixedWidth(scaled(20))
