"""The sections of a document's card, each showing and editing one side of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gtcoder.queries.people import SpeakerRow
from gtcoder.ui.documents.acts import DocumentActs
from gtcoder.ui.documents.erasing import EraseButton
from gtcoder.ui.documents.grid import ShortTable
from gtcoder.ui.documents.rows import Card, Overview
from gtcoder.ui.documents.speakers import speaker_columns
from gtcoder.ui.documents.table import Column, RowsModel
from gtcoder.ui.kit import Button, Field, Hairline, Label
from gtcoder.ui.look import Role, fixed, scaled
from gtcoder.vocabulary import AssignmentState, SpeakerRole, VariableScope

Value = tuple[VariableScope, str, str, str]  # scope, owner, name, value


class Section(QWidget):
    """A title with a quiet button at its right, and content below."""

    def __init__(self, acts: DocumentActs, title: str, *, may_write: bool) -> None:
        super().__init__()
        self.acts, self.may_write = acts, may_write
        self.card: Card | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, scaled(8), 0, 0)
        self.column.setSpacing(scaled(4))
        self.column.addWidget(Hairline())
        self._bar = QHBoxLayout()
        self._bar.setContentsMargins(0, scaled(4), 0, 0)
        self.title = Label(title, Role.STRONG)
        self.title.setMinimumHeight(scaled(32))
        self._bar.addWidget(self.title)
        self._bar.addStretch(1)
        self.column.addLayout(self._bar)

    def add_button(self, text: str, tip: str) -> Button:
        """Put a quiet button at the right of the title."""
        button = Button(text, kind="quiet", tip=tip)
        button.setEnabled(self.may_write)
        self._bar.addWidget(button)
        return button

    def show_card(self, card: Card, overview: Overview) -> None:
        """Show a document."""
        self.card = card


class PeopleSection(Section):
    """Who speaks: labels, roles, persons; or the one person of a text without turns."""

    def __init__(self, acts: DocumentActs, *, may_write: bool) -> None:
        super().__init__(acts, acts.tr("Speakers"), may_write=may_write)
        columns = speaker_columns(self._set_role, self._set_person)
        self.model: RowsModel[SpeakerRow] = RowsModel(columns, key=lambda row: row.id)
        self.table = ShortTable(self.model, name=self.tr("Speakers"), stretch=2)
        self.table.setObjectName("speakers")
        self.table.locked = not may_write
        self.line = QLineEdit()
        self.line.setObjectName("participant")
        self.line.setEnabled(may_write)
        self.line.editingFinished.connect(self._set_participant)
        hint = self.tr("No speakers were found: one person says all of it.")
        self._alone = Field(self.tr("Participant"), self.line, hint=hint)
        self.column.addWidget(self.table)
        self.column.addWidget(self._alone)

    def show_card(self, card: Card, overview: Overview) -> None:
        super().show_card(card, overview)
        self.model.set_rows(card.speakers)
        self.table.updateGeometry()
        turns = bool(card.speakers)
        self.table.setVisible(turns)
        self._alone.setVisible(not turns)
        if not self.line.hasFocus():
            self.line.setText(card.participant or "")
            self.line.setCursorPosition(0)

    def _set_role(self, row: SpeakerRow, role: SpeakerRole) -> None:
        person = row.participant
        if role is SpeakerRole.PARTICIPANT and person is None:
            person = row.document
        if role != row.role:
            self.acts.set_speaker(row.id, role, person)

    def _set_person(self, row: SpeakerRow, name: str) -> None:
        role = SpeakerRole.PARTICIPANT if name else SpeakerRole(row.role)
        self.acts.set_speaker(row.id, role, name or None)

    def _set_participant(self) -> None:
        name = self.line.text().strip()
        if self.card is not None and name != (self.card.participant or ""):
            self.acts.set_participant(self.card.listed.id, name)


class VariablesSection(Section):
    """Variables of the document and of those who answer in it."""

    def __init__(self, acts: DocumentActs, *, may_write: bool) -> None:
        super().__init__(acts, acts.tr("Variables"), may_write=may_write)
        self.add_button(self.tr("Add…"), self.tr("Add a variable")).clicked.connect(self._ask)
        columns = [
            Column[Value](self.tr("Name"), lambda row: row[2], soft=True),
            Column[Value](
                self.tr("Value"), lambda row: row[3], write=self._set, tip=lambda row: row[3]
            ),
            Column[Value](self.tr("Of"), self._owner, ink=lambda _: "text2", soft=True),
        ]
        self.model: RowsModel[Value] = RowsModel(columns, key=lambda row: row[:3])
        self.table = ShortTable(self.model, name=self.tr("Variables"), stretch=1)
        self.table.setObjectName("variables")
        self.table.locked = not may_write
        self._none = Label(self.tr("None yet"), Role.SMALL, ink="text3")
        self.column.addWidget(self.table)
        self.column.addWidget(self._none)

    def show_card(self, card: Card, overview: Overview) -> None:
        super().show_card(card, overview)
        name = card.listed.document.name
        rows: list[Value] = [
            (VariableScope.DOCUMENT, name, each, value) for each, value in card.variables.items()
        ]
        for person in card.persons:
            owner = (VariableScope.PARTICIPANT, person.name)
            rows += [(*owner, each, value) for each, value in person.variables.items()]
        self.model.set_rows(rows)
        self.table.updateGeometry()
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)

    def _owner(self, row: Value) -> str:
        return self.tr("document") if row[0] is VariableScope.DOCUMENT else row[1]

    def _set(self, row: Value, value: str) -> None:
        self.acts.set_variable(row[0], row[1], row[2], value)

    def _ask(self) -> None:
        if self.card is not None:
            self.acts.ask_variable(self.card.listed, self.card.persons)


class WorkSection(Section):
    """Who is asked to code it, and who is through."""

    def __init__(self, acts: DocumentActs, *, may_write: bool) -> None:
        super().__init__(acts, acts.tr("Work"), may_write=may_write)
        button = self.add_button(self.tr("Assign to coder…"), self.tr("Ask a coder to code it"))
        button.setObjectName("assign")
        button.clicked.connect(self._ask)
        self._words = Label("", Role.SMALL, ink="text2", wrap=True)
        self.column.addWidget(self._words)
        self._overview = Overview()

    def show_card(self, card: Card, overview: Overview) -> None:
        super().show_card(card, overview)
        self._overview = overview
        self._words.setText("\n".join(self._told(card, overview)))

    def _told(self, card: Card, overview: Overview) -> list[str]:
        if overview.round is None:
            return [self.tr("Every round is closed.")]
        said = {
            AssignmentState.FINISHED: self.tr("Finished by {names}"),
            AssignmentState.IN_WORK: self.tr("In work with {names}"),
            AssignmentState.ASSIGNED: self.tr("Assigned to {names}"),
        }
        lines = []
        for state, words in said.items():
            names = [name for name, its in card.asked if its == state]
            if names:
                lines.append(words.format(names=", ".join(names)))
        where = self.tr("Round: {name}").format(name=overview.round.name)
        return [*(lines or [self.tr("Nobody is asked to code it yet.")]), where]

    def _ask(self) -> None:
        if self.card is not None:
            self.acts.ask_coder(self.card.listed, self._overview.coders)


class MemoSection(Section):
    """Memos about the document."""

    def __init__(self, acts: DocumentActs, *, may_write: bool) -> None:
        super().__init__(acts, acts.tr("Memos"), may_write=may_write)
        button = self.add_button(
            self.tr("New memo"), self.tr("Write a memo on this document (Alt+M)")
        )
        button.clicked.connect(self._new)
        self._words = Label("", Role.SMALL, ink="text2")
        self.column.addWidget(self._words)

    def show_card(self, card: Card, overview: Overview) -> None:
        super().show_card(card, overview)
        if card.memos == 1:
            self._words.setText(self.tr("1 memo about this document"))
        elif card.memos:
            told = self.tr("{count} memos about this document")
            self._words.setText(told.format(count=card.memos))
        else:
            self._words.setText(self.tr("None about this document"))

    def _new(self) -> None:
        if self.card is not None:
            self.acts.new_memo(self.card.listed)


class TextSection(Section):
    """Which text it is, how to correct it and how to be rid of it."""

    def __init__(self, acts: DocumentActs, *, may_write: bool) -> None:
        super().__init__(acts, acts.tr("Frozen text"), may_write=may_write)
        correct = self.add_button(
            self.tr("Correct…"), self.tr("Correct the text; all codings move along (Alt+Shift+T)")
        )
        correct.setObjectName("correct")
        correct.clicked.connect(self._correct)
        button = self.add_button(
            self.tr("Remove…"), self.tr("Remove the document with its codings (Del in the list)")
        )
        button.setObjectName("remove")
        button.clicked.connect(self._ask)
        self._hash = Label("", Role.SMALL, ink="text2")
        self._hash.setFont(fixed())
        self._hash.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.addWidget(self._hash)
        self._erase = EraseButton(acts.erasing)
        self._erase.clicked.connect(self._ask_erase)
        self.column.addWidget(self._erase, 0, Qt.AlignmentFlag.AlignRight)

    def show_card(self, card: Card, overview: Overview) -> None:
        super().show_card(card, overview)
        row = card.listed.document
        told = self.tr("Version {number}, hash {hash}…")
        self._hash.setText(told.format(number=row.version, hash=row.sha256[:8]))
        self._hash.setToolTip(self.tr("SHA-256 {hash}").format(hash=row.sha256))

    def _correct(self) -> None:
        if self.card is not None:
            self.acts.ask_correct(self.card.listed)

    def _ask_erase(self) -> None:
        if self.card is not None:
            self.acts.erasing.ask_document(self.card.listed)

    def _ask(self) -> None:
        if self.card is not None:
            self.acts.ask_remove(self.card.listed)
