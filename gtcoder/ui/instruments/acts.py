"""What can be done to an instrument and its experts: asking what must be asked, then the verb."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gtcoder.actions import instruments as verbs
from gtcoder.actions import ratings
from gtcoder.batch import ItemDraft, RatingTable
from gtcoder.queries.instruments import ExpertRow, Foreseen, InstrumentRow, foreseen
from gtcoder.ui.instruments.import_sheet import ImportSheet
from gtcoder.ui.instruments.sheets import NameSheet
from gtcoder.ui.instruments.view import InstrumentsView
from gtcoder.ui.kit import ask_text
from gtcoder.ui.reasons import ask_why
from gtcoder.ui.session import Session
from gtcoder.vocabulary import (
    InstrumentId,
)


class InstrumentActs(QObject):
    """`view` is kept up to date by the page; `made` names an instrument to show."""

    made = Signal(object)  # InstrumentId

    def __init__(self, session: Session, ground: QWidget) -> None:
        super().__init__(ground)
        self._session, self._ground = session, ground
        self.view = InstrumentsView()

    def ask_new(self) -> None:
        """Ask for a new instrument."""
        NameSheet(
            self.tr("New instrument"),
            self.tr("Make it"),
            note_hint=self.tr("Which protocol it is, and who judges it"),
            parent=self._ground,
            then=lambda name, note: self._session.bridge.act(
                verbs.make_instrument, name=name, note=note, done=self.made.emit
            ),
        ).open()

    def ask_copy(self) -> None:
        """Ask for the name of a copy of the standing items, for the experts to judge anew."""
        row = self._row()
        if row is None:
            return
        ask_text(
            self._ground,
            self.tr("Copy “{name}” for another round").format(name=row.name),
            self.tr("The items in use and the experts are copied, without ratings."),
            self.tr("Copy it"),
            initial=self.tr("{name}, second round").format(name=row.name),
            lines=1,
            then=lambda name: self._session.bridge.act(
                verbs.make_instrument, name=name, copy_of=row.id, done=self.made.emit
            ),
        )

    def ask_change(self) -> None:
        """Ask for another name or note of the instrument."""
        row = self._row()
        if row is not None:
            NameSheet(
                self.tr("Instrument"),
                self.tr("Change it"),
                note_hint=self.tr("Which protocol it is, and who judges it"),
                name=row.name,
                note=row.note,
                parent=self._ground,
                then=lambda name, note: self._session.bridge.act(
                    verbs.change_instrument, instrument=row.id, name=name, note=note
                ),
            ).open()

    def ask_remove(self) -> None:
        """Ask why the instrument is to be removed."""
        row = self._row()
        if row is not None:
            self._ask_why(
                self.tr("Remove “{name}”").format(name=row.name),
                self.tr("Its items, experts, ratings and decisions go with it."),
                verbs.remove_instrument,
                instrument=row.id,
            )

    def ask_items(self) -> None:
        """Ask for items, one a line."""
        row = self._row()
        if row is not None:
            ask_text(
                self._ground,
                self.tr("Add items"),
                self.tr("One item a line; they come after the others."),
                self.tr("Add them"),
                lines=5,
                then=lambda text: self._take_in(
                    row.name, RatingTable(tuple(map(ItemDraft, _lines(text))))
                ),
            )

    def ask_experts(self) -> None:
        """Ask for experts, one a line."""
        row = self._row()
        if row is not None:
            ask_text(
                self._ground,
                self.tr("Add experts"),
                self.tr("One name or pseudonym a line."),
                self.tr("Add them"),
                lines=5,
                then=lambda text: self._take_in(row.name, RatingTable(experts=_lines(text))),
            )

    def ask_expert(self, expert: ExpertRow | None) -> None:
        """Ask for another name or note of an expert."""
        if expert is not None:
            NameSheet(
                self.tr("Expert"),
                self.tr("Change it"),
                note_hint=self.tr("What makes them an expert"),
                name=expert.name,
                note=expert.note,
                parent=self._ground,
                then=lambda name, note: self._session.bridge.act(
                    verbs.change_expert, expert=expert.id, name=name, note=note
                ),
            ).open()

    def ask_remove_expert(self, expert: ExpertRow | None) -> None:
        """Ask why an expert is to be removed."""
        if expert is not None:
            self._ask_why(
                self.tr("Remove “{name}”").format(name=expert.name),
                self.tr("All their ratings and comments go with them."),
                verbs.remove_expert,
                expert=expert.id,
            )

    def ask_import(self) -> None:
        """Ask for a table of items and ratings."""
        row = self._row()
        ImportSheet(
            "" if row is None else row.name,
            foresee=self._foresee,
            parent=self._ground,
            then=self._take_in,
        ).open()

    def _row(self) -> InstrumentRow | None:
        return None if self.view.chosen is None else self.view.chosen.panel.instrument

    def _foresee(self, name: str, table: RatingTable) -> Foreseen:
        with self._session.bridge.read() as reader:
            return foreseen(reader, name, table)

    def _take_in(self, name: str, table: RatingTable) -> None:
        self._session.bridge.act(
            ratings.take_in, instrument=name, table=table, done=self._show_taken
        )

    def _show_taken(self, taken: ratings.TakenIn) -> None:
        self.made.emit(InstrumentId(taken.instrument))

    def _ask_why(self, title: str, text: str, verb: Any, **given: Any) -> None:
        ask_why(
            self._session.bridge,
            self._ground,
            title,
            f"{text} {self.tr('It stays in the ledger, with the reason.')}",
            self.tr("Remove it"),
            hint=self.tr("Why"),
            then=lambda reason: self._session.bridge.act(verb, reason=reason, **given),
        )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())
