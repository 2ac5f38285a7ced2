"""A relation beside the board: what it joins, how far it is supported, and by which passages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gtcoder.queries.retrieval import Passage
from gtcoder.ui.axial import board_words, relation_words
from gtcoder.ui.axial.link_parts import EvidenceList, GivenPart, StrengthChoice
from gtcoder.ui.axial.rows import Given, Link, Theory
from gtcoder.ui.axial.titles import CategoryTitle, EvidenceBar
from gtcoder.ui.kit import Button, Hairline, IconButton, Label
from gtcoder.ui.look import Role, look, pixmap, scaled, theme
from gtcoder.vocabulary import QuotationId, Stance

_TAGS = {Stance.FOR: "success", Stance.AGAINST: "danger", Stance.NEGATIVE_CASE: "danger"}


class LinkPanel(QWidget):
    """Shows one relation and asks for what can be done to it."""

    evidence_asked = Signal()
    removal_asked = Signal()
    memo_asked = Signal()
    memos_asked = Signal()
    kind_asked = Signal()
    reversal_asked = Signal()
    note_asked = Signal()
    strength_asked = Signal(int)
    card_asked = Signal(object)  # CodeId
    passage_asked = Signal(object)  # Passage
    stance_asked = Signal(object, object)  # EvidenceId, Stance
    evidence_note_asked = Signal(object)  # Given
    evidence_removed = Signal(object)  # EvidenceId

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link: Link | None = None
        self._given: Mapping[QuotationId, Given] = {}
        self.source, self.target = CategoryTitle(), CategoryTitle()
        self.source.asked.connect(self._ask_source)
        self.target.asked.connect(self._ask_target)
        self._arrow = QLabel()
        self._note = Label("", Role.SMALL, ink="text2", wrap=True)
        self._whose = Label("", Role.SMALL, ink="text2")
        self.strength, self.bar, self.given = StrengthChoice(), EvidenceBar(), GivenPart()
        self.strength.asked.connect(self.strength_asked)
        self._make_passages()
        self._make_buttons()
        self._lay_out()
        look().changed.connect(self._wear)
        self._wear()

    def show_link(
        self, theory: Theory, link: Link, passages: tuple[Passage, ...], *, memos: int = 0
    ) -> None:
        """Show a relation with its passages."""
        chosen = self.passages.chosen()
        kept = chosen.quotation if chosen is not None else None
        self.link = link
        self._given = {each.quotation: each for each in link.evidence}
        source, target = theory.codes[link.source], theory.codes[link.target]
        self.source.show_category(source.name, source.colour)
        self.target.show_category(target.name, target.colour)
        self.kind_button.setText(link.type)
        self.kind_button.setAccessibleDescription(link.type)
        self.reverse_button.setVisible(link.directed)
        self._note.setText(link.note)
        self._note.setVisible(bool(link.note))
        self.strength.show_strength(link.strength)
        self._whose.setText(board_words.of_people(link.participants, theory.people))
        self.bar.show_counts(link.supporting, link.against)
        self.memos_button.setText(relation_words.memos(memos))
        self.memos_button.setVisible(bool(memos))
        again = next((row for row in passages if row.quotation == kept), None)
        self.passages.set_passages(
            passages, again, colour_of=lambda _: source.colour, tag_of=self._tag
        )
        self.passages.setVisible(bool(passages))
        self._empty.setVisible(not passages)
        self._choose(again)

    def set_writable(self, *, reason: str) -> None:
        """Let nothing be done while the study is only read."""
        self.given.set_writable(reason=reason)
        for widget in (
            self.add_button, self._unrelate, self.kind_button, self.reverse_button,
            self.note_button, self.strength.choice,
        ):  # fmt: skip
            widget.setEnabled(not reason)
            widget.setToolTip(reason or widget.toolTip())

    def _make_passages(self) -> None:
        self.passages = EvidenceList(name=self.tr("Passages of the relation"))
        self.passages.chosen_passage.connect(self._choose)
        self.passages.activated_passage.connect(self.passage_asked)
        self.passages.removal_asked.connect(self.given.remove)
        self.passages.note_asked.connect(self.given.ask_note)
        self.passages.stance_asked.connect(self.given.turn)
        self.given.stance_asked.connect(self.stance_asked)
        self.given.note_asked.connect(self.evidence_note_asked)
        self.given.removal_asked.connect(self.evidence_removed)
        self._empty = Label(
            self.tr("No passage speaks for it yet. Add passages of its two categories."),
            Role.SMALL,
            ink="text2",
            wrap=True,
        )

    def _make_buttons(self) -> None:
        tr = self.tr
        self.add_button = Button(
            tr("Add evidence"), icon_name="plus", tip=tr("Choose passages of its two categories")
        )
        self.add_button.clicked.connect(self.evidence_asked)
        self.memo_button = Button(
            tr("Memo"), icon_name="note-pencil", tip=tr("Write a memo on this relation")
        )
        self.memo_button.clicked.connect(self.memo_asked)
        self.memos_button = Button("", kind="quiet", tip=tr("Read what was written on it"))
        self.memos_button.setAccessibleName(tr("Memos on the relation"))
        self.memos_button.clicked.connect(self.memos_asked)
        self.kind_button = Button("", kind="quiet", tip=tr("Choose another kind of relation"))
        self.kind_button.setObjectName("relation_kind")
        self.kind_button.setAccessibleName(tr("Kind of relation"))
        self.kind_button.clicked.connect(self.kind_asked)
        self.reverse_button = IconButton("arrows-down-up", tr("Let it run the other way"))
        self.reverse_button.clicked.connect(self.reversal_asked)
        self.note_button = IconButton("pencil-simple", tr("Change the note…"))
        self.note_button.clicked.connect(self.note_asked)
        self._unrelate = IconButton("trash", tr("Remove relation…"))
        self._unrelate.setObjectName("remove_relation")
        self._unrelate.clicked.connect(self.removal_asked)

    def _lay_out(self) -> None:
        self._top = QVBoxLayout()
        head = QHBoxLayout()
        head.addWidget(Label(self.tr("Relation"), Role.SMALL, ink="text2"))
        head.addStretch(1)
        head.addWidget(self.memos_button)
        for button in (self.reverse_button, self.note_button, self._unrelate):
            head.addWidget(button)
        self._top.addLayout(head)
        self._top.addWidget(self.source)
        kind = QHBoxLayout()
        kind.addWidget(self._arrow)
        kind.addWidget(self.kind_button)
        kind.addStretch(1)
        self._top.addLayout(kind)
        self._top.addWidget(self.target)
        self._top.addWidget(self._note)
        self._top.addSpacing(scaled(4))
        self._top.addWidget(self.strength)
        counts = QHBoxLayout()
        counts.addWidget(Label(self.tr("Evidence"), Role.SMALL_STRONG))
        counts.addStretch(1)
        counts.addWidget(self._whose)
        self._top.addSpacing(scaled(4))
        self._top.addLayout(counts)
        self._top.addWidget(self.bar)
        self._foot = QHBoxLayout()
        for each in (self.add_button, self.memo_button):
            self._foot.addWidget(each)
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
        column.addWidget(self.given)
        column.addLayout(self._foot)

    def _tag(self, passage: Any) -> tuple[str, str]:
        stance = self._given[passage.quotation].stance
        return relation_words.stance_name(stance), _TAGS[stance]

    def _choose(self, passage: Passage | None) -> None:
        self.given.show_given(None if passage is None else self._given[passage.quotation])

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
        self._foot.setContentsMargins(edge, scaled(10), edge, scaled(14))
        self._foot.setSpacing(scaled(8))
        self._middle.setContentsMargins(edge, scaled(10), edge, 0)
        size = scaled(14)
        ratio = self.devicePixelRatioF()
        self._arrow.setPixmap(pixmap("arrow-down", size, colour=theme().text2, ratio=ratio))
        self._arrow.setFixedWidth(scaled(20))
