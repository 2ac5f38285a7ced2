"""The card of the chosen document: who speaks in it, variables, memos, and who is through."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gtcoder.ui.documents.acts import DocumentActs
from gtcoder.ui.documents.card_sections import (
    MemoSection,
    PeopleSection,
    Section,
    TextSection,
    VariablesSection,
    WorkSection,
)
from gtcoder.ui.documents.measures import Measure
from gtcoder.ui.documents.rows import Card, Overview
from gtcoder.ui.documents.words import percent
from gtcoder.ui.kit import Button, IconButton, Label, Panel
from gtcoder.ui.look import Role, scaled
from gtcoder.vocabulary import AssignmentState


class DocumentCard(Panel):
    """A document as a record; every field is edited in place."""

    def __init__(self, acts: DocumentActs, *, may_write: bool, parent: QWidget) -> None:
        super().__init__(parent.tr("Document"), name="card", width=332, parent=parent)
        self._acts, self._may = acts, may_write
        self._card: Card | None = None
        self.setMinimumWidth(scaled(300))
        self._rename = IconButton("pencil-simple", self.tr("Rename"), key="F2")
        self._rename.setObjectName("rename")
        self._rename.clicked.connect(self._ask_name)
        self.header.add(self._rename)
        self.people = PeopleSection(acts, may_write=may_write)
        self.variables = VariablesSection(acts, may_write=may_write)
        self._sections: tuple[Section, ...] = (
            self.people,
            self.variables,
            WorkSection(acts, may_write=may_write),
            MemoSection(acts, may_write=may_write),
            TextSection(acts, may_write=may_write),
        )
        self._content = QWidget()
        self._fill(QVBoxLayout(self._content))
        self.body.addWidget(_scrolling(self._content))
        self.show_card(None, None, Overview())

    def show_card(self, card: Card | None, measure: Measure | None, overview: Overview) -> None:
        """Show a document, or nothing."""
        self._card = card
        self._content.setVisible(card is not None)
        self._rename.setEnabled(card is not None and self._may)
        if card is None:
            self.header.set_title(self.tr("Document"))
            return
        self.header.set_title(card.listed.document.name)
        self._counts.setText(self._counted(card, measure))
        mine = card.listed.mine
        done = mine == AssignmentState.FINISHED
        self.finish.setText(
            self.tr("Back at work on it") if done else self.tr("I have finished this document")
        )
        self.finish.set_icon("arrow-counter-clockwise" if done else "check")
        self.finish.setEnabled(self._may and overview.round is not None)
        for section in self._sections:
            section.show_card(card, overview)

    def _fill(self, column: QVBoxLayout) -> None:
        column.setContentsMargins(scaled(16), scaled(12), scaled(16), scaled(16))
        column.setSpacing(scaled(4))
        self._counts = Label("", Role.SMALL, ink="text2", wrap=True)
        self.open = Button(
            self.tr("Open"), icon_name="book-open", tip=self.tr("Read and code it (Enter)")
        )
        self.open.setObjectName("open")
        self.open.clicked.connect(self._open)
        self.finish = Button("", tip=self.tr("Said, never inferred (Ctrl+Shift+Return)"))
        self.finish.setObjectName("finish")
        self.finish.clicked.connect(self._toggle)
        row = QHBoxLayout()
        row.setContentsMargins(0, scaled(8), 0, scaled(4))
        row.setSpacing(scaled(8))
        row.addWidget(self.open)
        row.addWidget(self.finish)
        row.addStretch(1)
        column.addWidget(self._counts)
        column.addLayout(row)
        for section in self._sections:
            column.addWidget(section)
        column.addStretch(1)

    def _counted(self, card: Card, measure: Measure | None) -> str:
        row = card.listed.document
        parts = [
            self.tr("{count} characters").format(count=f"{row.characters:,}"),
            self.tr("{count} turns").format(count=f"{row.turns:,}"),
            self.tr("{count} codings").format(count=f"{row.codings:,}"),
        ]
        if measure is not None:
            parts[0] = self.tr("{count} words").format(count=f"{measure.words:,}")
            parts.append(self.tr("{share} coded").format(share=percent(measure.share)))
        return " · ".join(parts)

    def _ask_name(self) -> None:
        if self._card is not None:
            self._acts.ask_name(self._card.listed)

    def _open(self) -> None:
        if self._card is not None:
            self._acts.open(self._card.listed)

    def _toggle(self) -> None:
        if self._card is not None:
            self._acts.toggle_finished(self._card.listed)


def _scrolling(content: QWidget) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(content)
    return scroll
