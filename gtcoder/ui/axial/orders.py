"""The commands of axial coding, and where the wishes of its widgets go."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction

from gtcoder.ui.axial.centre import BOARD, SORT
from gtcoder.ui.commands import Command
from gtcoder.ui.kit import Button, action_button
from gtcoder.ui.models.export_sheet import Exporter
from gtcoder.ui.session import OneCode
from gtcoder.vocabulary import CodeId

if TYPE_CHECKING:
    from gtcoder.ui.axial.workspace import AxialWorkspace


class AxialOrders(QObject):
    """Joins lists, board and side to the acts, and adds the commands of the place."""

    def __init__(self, workspace: AxialWorkspace) -> None:
        super().__init__(workspace)
        self._ws, self._acts = workspace, workspace.acts
        self._exporter = Exporter(workspace.session, workspace)
        self._connect()
        self._add_codes_commands()
        self._add_view_commands()

    def _connect(self) -> None:
        ws, board, centre, left = self._ws, self._ws.board, self._ws.centre, self._ws.left
        board.placed.connect(self._acts.place)
        board.related.connect(ws.links.ask_relation)
        board.chose_card.connect(ws.show_chosen)
        board.chose_link.connect(ws.show_chosen)
        board.opened.connect(self._open)
        left.shelf.entered_row.connect(self._lift)
        left.shelf.chose.connect(ws.choose_card)
        left.sorting_asked.connect(self._sort)
        ws.side.card_asked.connect(ws.choose_card)
        ws.carrier.dropped.connect(self._dropped)
        centre.sorting.chose.connect(ws.choose_card)
        centre.categories.chose.connect(ws.choose_card)
        centre.categories.opened.connect(self._open)
        centre.relations.chose.connect(ws.choose_link)
        centre.view_changed.connect(self._turned)

    def _add_codes_commands(self) -> None:
        board, tr = self._ws.board, self.tr
        self._relate = self._add(
            Command("axial.relate", tr("Relate two categories…"), "codes", "R",
                    tr("Relate the two chosen cards; the second one by Ctrl+click or Shift+arrow")),
            self._relate_chosen, own=True,
        )  # fmt: skip
        self._take = self._add(
            Command("axial.take", tr("Take off the board"), "codes", "Del",
                    tr("Put the chosen card back among what is not placed")),
            self._take_chosen, own=True,
        )  # fmt: skip
        self._under = self._add(
            Command("axial.under", tr("Put under…"), "codes", "Ctrl+Shift+M",
                    tr("Put the chosen codes under a category"), group=1),
            self._put_under,
        )  # fmt: skip
        self._serving = self._add(
            Command("axial.serving", tr("Also serves…"), "codes", "Ctrl+Alt+M",
                    tr("Let the chosen codes serve a further category"), group=1),
            self._let_serve,
        )  # fmt: skip
        self._new = self._add(
            Command("axial.category", tr("New category…"), "codes", "Ctrl+Shift+N",
                    tr("Make a category of the chosen codes"), group=1),
            self._new_category,
        )  # fmt: skip
        self._ws.centre.sorting.add_actions([self._new, self._under, self._serving])
        board.addActions([self._relate, self._take])

    def _add_view_commands(self) -> None:
        tr, view = self.tr, self._ws.centre.view
        commands, place = self._ws.session.commands, self._ws.place
        commands.add(Command("axial.zoom_in", tr("Zoom in"), "view", "Ctrl++ Ctrl+="),
                     view.zoom_in, place=place)  # fmt: skip
        commands.add(Command("axial.zoom_out", tr("Zoom out"), "view", "Ctrl+-"),
                     view.zoom_out, place=place)  # fmt: skip
        commands.add(Command("axial.zoom_plain", tr("Own size"), "view", "Ctrl+0"),
                     view.zoom_plain, place=place)  # fmt: skip
        fit = commands.add(
            Command("axial.fit", tr("Show the whole board"), "view", "Ctrl+Alt+0"),
            view.fit, place=place,
        )  # fmt: skip
        export = commands.add(
            Command("axial.export", tr("Export the diagram…"), "study", "Ctrl+Shift+E",
                    tr("Write the paradigm as a picture or as data"), group=3),
            self._export, place=place,
        )  # fmt: skip
        self._fit = action_button(fit, "arrows-in")
        self._ws.centre.add_to_bar(self._fit)
        button = Button(
            tr("Export"), kind="quiet", icon_name="download-simple", tip=export.toolTip()
        )
        button.setObjectName("export")
        button.clicked.connect(export.trigger)
        self._ws.centre.add_to_bar(button)

    def _add(self, command: Command, run: Callable[[], None], *, own: bool = False) -> QAction:
        ws = self._ws
        action = ws.session.commands.add(
            command, run, owner=ws.board if own else None, place=ws.place
        )
        if not ws.session.bridge.can_write:
            action.setEnabled(False)
            action.setToolTip(self.tr("The study is open for reading only"))
        return action

    def _relate_chosen(self) -> None:
        chosen = self._ws.board.chosen
        if chosen.card is not None and chosen.second is not None:
            self._ws.links.ask_relation(chosen.card, chosen.second)
        else:
            words = self.tr("Choose a second card first: Ctrl+click it, or Shift with an arrow.")
            self._ws.session.say.toast(words, undo=False)

    def _take_chosen(self) -> None:
        chosen = self._ws.board.chosen
        if chosen.link is not None:
            self._ws.links.ask_unrelate(self._ws.theory.links[chosen.link])
        elif chosen.card is not None:
            self._acts.take(chosen.card)

    def _codes(self) -> tuple[CodeId, ...]:
        """Return the codes that are meant: those sorted, else the one on the shelf or board."""
        ws = self._ws
        if ws.centre.segments.chosen == SORT:
            return ws.centre.sorting.selected()
        card = ws.board.chosen.card
        return () if card is None else (card,)

    def _put_under(self) -> None:
        self._ws.sort.ask_under(self._codes())

    def _let_serve(self) -> None:
        self._ws.sort.ask_serving(self._codes())

    def _new_category(self) -> None:
        sorting = self._ws.centre.segments.chosen == SORT
        self._ws.sort.ask_new_category(self._codes() if sorting else ())

    def _lift(self, code: CodeId) -> None:
        ws = self._ws
        if ws.session.bridge.can_write:
            ws.centre.show_view(BOARD)
            ws.board.setFocus()
            ws.board.keys.lift(code)

    def _sort(self) -> None:
        self._ws.centre.show_view(SORT)
        self._ws.centre.focus_widget().setFocus()

    def _open(self, code: CodeId) -> None:
        self._ws.session.go("open", OneCode(code))

    def _export(self) -> None:
        board = self._ws.theory.paradigm(self._acts.board)
        if board is not None:
            self._exporter.ask(board.name)
        else:
            words = self.tr("There is no diagram yet: place a category first.")
            self._ws.session.say.toast(words, undo=False)

    def _turned(self, key: str) -> None:
        self._fit.setEnabled(key == BOARD)

    def _dropped(self, codes: tuple[CodeId, ...], at: QPoint) -> None:
        """Store what letting go means at that place."""
        ws, sorting = self._ws, self._ws.centre.sorting
        role = ws.board.role_under(at)
        category = sorting.category_under(at)
        if role is not None:
            for code in codes:
                self._acts.place(code, role)
        elif category is not None:
            self._ws.sort.put_under(codes, category)
        elif sorting.loose_under(at):
            self._ws.sort.take_out(codes)
        elif ws.left.over_shelf(at):
            for code in codes:
                self._acts.take(code)
