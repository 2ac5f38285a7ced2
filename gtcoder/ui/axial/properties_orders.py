"""The properties joined to what they show and do, and their commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction

from gtcoder.queries.properties import PlacedPassage
from gtcoder.ui.axial.properties_acts import PropertyActs
from gtcoder.ui.axial.properties_rows import Line
from gtcoder.ui.commands import Command
from gtcoder.vocabulary import CodeId, PropertyId, PropertyPlacementId

if TYPE_CHECKING:
    from gtcoder.ui.axial.workspace import AxialWorkspace


@dataclass(frozen=True, slots=True)
class Case:
    """A cell of the grid: a property, whose passages, and which."""

    property: PropertyId
    name: str
    placed: frozenset[PropertyPlacementId]


class PropertyOrders(QObject):
    """Follows the category at the side: its properties, and the passages of the chosen one."""

    def __init__(self, workspace: AxialWorkspace) -> None:
        super().__init__(workspace)
        self._ws, self.acts = workspace, PropertyActs(workspace.session, workspace)
        card = workspace.side.card_panel
        self._card, self._part, self._placed = card, card.properties, card.placed
        self._case: Case | None = None
        self._connect()
        self._add_commands()
        if not workspace.session.bridge.can_write:
            reason = self.tr("The study is open for reading only")
            for part in (self._part, self._placed):
                part.set_writable(reason=reason)

    def show_category(self, category: CodeId) -> None:
        """Show the properties of the category that is at the side."""
        self.acts.theory = self._ws.theory
        self._part.show_lines(category, self.acts.lines(category))

    def show_case(
        self, category: CodeId, key: PropertyId, case: str, placed: Iterable[PlacedPassage]
    ) -> None:
        """Show what one case says on a property."""
        if self._part.category != category or self._ws.side.shown is not self._card:
            self._ws.choose_card(category)
        self._case = Case(key, case, frozenset(each.id for each in placed))
        self._part.list.choose(key)

    def _connect(self) -> None:
        part, shown, acts = self._part, self._placed, self.acts
        self._ws.side.showed_card.connect(self.show_category)
        part.written.connect(acts.write)
        part.list.chose.connect(self._show_line)
        part.list.chose_dot.connect(shown.choose)
        part.list.order_asked.connect(acts.order)
        part.list.removal_asked.connect(acts.ask_removal)
        part.list.place_asked.connect(acts.ask_places)
        part.list.open_asked.connect(self._open_dot)
        part.list.other_key.connect(self._key_on_dot)
        for moved in (part.list.move_asked, shown.dot.move_asked):
            moved.connect(acts.move)
        for taken in (part.list.off_asked, shown.dot.off_asked):
            taken.connect(acts.take_off)
        shown.dot.negative_asked.connect(acts.set_negative)
        shown.dot.note_asked.connect(acts.ask_note)
        shown.chose.connect(self._choose_dot)
        shown.opened.connect(acts.open)
        shown.left.connect(self._leave)
        shown.place_asked.connect(self.place)

    def _add_commands(self) -> None:
        tr = self.tr
        self._add(
            Command("axial.property", tr("New property"), "codes", "Ctrl+Alt+P",
                    tr("Give the chosen category a property with its dimension"), group=3),
            self.add,
        )  # fmt: skip
        self._add(
            Command("axial.place", tr("Place passages…"), "codes", "Ctrl+Shift+P",
                    tr("Place passages along the chosen property"), group=3),
            self.place,
        )  # fmt: skip

    def _add(self, command: Command, run: Callable[[], None]) -> QAction:
        ws = self._ws
        action = ws.session.commands.add(command, run, place=ws.place)
        if not ws.session.bridge.can_write:
            action.setEnabled(False)
            action.setToolTip(self.tr("The study is open for reading only"))
        return action

    def add(self) -> None:
        """Let a property of the category at the side be written."""
        if self._ws.side.shown is self._card:
            self._part.add()
        else:
            words = self.tr("Choose a category first: it will have the property.")
            self._ws.session.say.toast(words, undo=False)

    def place(self) -> None:
        """Place passages along the chosen property."""
        line = self._part.list.chosen() if self._ws.side.shown is self._card else None
        if line is not None:
            self.acts.ask_places(line)
        else:
            words = self.tr("Choose a property first: passages are placed along it.")
            self._ws.session.say.toast(words, undo=False)

    def _show_line(self, line: Line | None) -> None:
        if line is None or (self._case and self._case.property != line.id):
            self._case = None
        if line is None:
            self._placed.line = None
            self._card.below.setCurrentWidget(self._card.passages)
            return
        case = self._case
        placed = [each for each in line.placed if case is None or each.id in case.placed]
        code = self._ws.theory.codes.get(line.row.category)
        rows = self.acts.passages(placed)
        colour, name = code.colour if code else 0, case.name if case else ""
        self._placed.show_line(line, rows, colour, case=name)
        self._card.below.setCurrentWidget(self._placed)

    def _choose_dot(self, key: PropertyPlacementId | None) -> None:
        self._part.list.mark(key)

    def _open_dot(self, placed: PlacedPassage) -> None:
        row = self._placed.row_of(placed)
        if row is not None:
            self.acts.open(row)

    def _key_on_dot(self, key: int) -> None:
        if key == Qt.Key.Key_N:
            self._placed.dot.ask_note()
        else:
            self._placed.dot.turn()

    def _leave(self) -> None:
        """Go back from one case to all of the property, from there to all of the category."""
        part, case = self._part, self._case
        self._case = None
        part.list.choose(case.property if case else None)
        if case is None:
            self._card.passages.setFocus()
