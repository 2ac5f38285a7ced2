"""The people interviewed: where they speak, and their variables as a sheet to fill in."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.actions import transcripts
from gtcoder.queries.people import ParticipantRow
from gtcoder.ui.documents.erasing import EraseButton, ErasingActs
from gtcoder.ui.documents.grid import FormTable
from gtcoder.ui.documents.rows import Overview
from gtcoder.ui.documents.table import Column, RowsModel
from gtcoder.ui.kit import Button, EmptyState, Label, Sheet, ask_text
from gtcoder.ui.look import Role, scaled
from gtcoder.ui.session import Session
from gtcoder.vocabulary import VariableScope


class ParticipantsPage(QWidget):
    """One row per participant, one column per variable; each cell is written in place."""

    def __init__(
        self, session: Session, erasing: ErasingActs, *, may_write: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session, self._erasing = session, erasing
        self._names: tuple[str, ...] = ()
        self._added: list[str] = []
        self._shown: Overview = Overview()
        self.sheet: Sheet | None = None
        self.model: RowsModel[ParticipantRow] = RowsModel((), key=lambda row: row.id)
        self.table = FormTable(self.model, name=self.tr("Participants"), stretch=-1)
        self.table.setObjectName("participants")
        self.table.locked = not may_write
        self.add = Button(
            self.tr("Add a variable…"), icon_name="plus", tip=self.tr("A new column to fill in")
        )
        self.add.setEnabled(may_write)
        self.add.clicked.connect(self._ask_variable)
        self._hint = Label(
            self.tr("Enter or F2 writes in a cell; an empty cell takes the value away."),
            Role.SMALL,
            ink="text2",
        )
        self.empty = EmptyState(
            self.tr("No participants yet."),
            self.tr("Say in a transcript who speaks; everybody who answers is listed here."),
        )
        bar = QHBoxLayout()
        bar.setContentsMargins(scaled(16), scaled(10), scaled(16), scaled(10))
        bar.addWidget(self._hint, 1)
        self.erase = EraseButton(erasing)
        self.erase.clicked.connect(self.ask_erase)
        bar.addWidget(self.erase)
        bar.addWidget(self.add)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addLayout(bar)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(full)
        self._pages.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def show_overview(self, overview: Overview) -> None:
        """Show the participants as they are now."""
        self._shown = overview
        known = dict.fromkeys(name for person in overview.participants for name in person.variables)
        self._added = [name for name in self._added if name not in known]
        names = (*known, *self._added)
        if names != self._names or not self.model.columnCount():
            self._names = names
            self.model.set_columns(self._columns(names))
        self.model.set_rows(overview.participants)
        self._pages.setCurrentIndex(0 if overview.participants else 1)

    def ask_erase(self) -> None:
        """Show what erasing the chosen participant would take."""
        person: ParticipantRow | None = self.table.current_row()
        if person is None:
            told = self.tr("Choose a participant first.")
            self._session.say.toast(told, undo=False)
            return
        self._erasing.ask_participant(person)

    def _columns(self, names: tuple[str, ...]) -> list[Column[ParticipantRow]]:
        columns = [
            Column[ParticipantRow](self.tr("Name"), lambda row: row.name, strong=True,
                                   write=self._rename),
            Column[ParticipantRow](self.tr("Speaks in"), lambda row: ", ".join(row.documents),
                                   ink=lambda _: "text2", soft=True,
                                   tip=lambda row: "\n".join(row.documents)),
            Column[ParticipantRow](self.tr("Turns"), lambda row: f"{row.turns:,}", right=True,
                                   order=lambda row: row.turns),
        ]  # fmt: skip
        return columns + [
            Column[ParticipantRow](name, partial(_value, name), write=partial(self._set, name))
            for name in names
        ]

    def _rename(self, row: ParticipantRow, name: str) -> None:
        if name:
            self._session.bridge.act(transcripts.rename_participant, participant=row.id, name=name)

    def _set(self, variable: str, row: ParticipantRow, value: str) -> None:
        self._session.bridge.act(
            transcripts.set_variable,
            scope=VariableScope.PARTICIPANT,
            owner=row.name,
            name=variable,
            value=value,
        )

    def _ask_variable(self) -> None:
        self.sheet = ask_text(
            self,
            self.tr("Add a variable of participants"),
            "",
            self.tr("Add"),
            hint=self.tr("Its name, such as role, age, or years in service"),
            lines=1,
            then=self._add_column,
        )

    def _add_column(self, name: str) -> None:
        if name not in self._names:
            self._added.append(name)
            self.show_overview(self._shown)


def _value(name: str, row: ParticipantRow) -> str:
    return row.variables.get(name, "")
