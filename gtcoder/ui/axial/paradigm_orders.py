"""The commands of whole paradigms, their menu beside the chip, and those of the checks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gtcoder.ui.axial.centre import NEW
from gtcoder.ui.axial.compare_sheet import CompareSheet
from gtcoder.ui.axial.leading import Leading
from gtcoder.ui.axial.paradigm_acts import ParadigmActs
from gtcoder.ui.commands import Command
from gtcoder.ui.kit import IconButton

if TYPE_CHECKING:
    from gtcoder.ui.axial.workspace import AxialWorkspace


class ParadigmOrders(QObject):
    """Joins the chip, the menu and the checks to what they do."""

    def __init__(self, workspace: AxialWorkspace) -> None:
        super().__init__(workspace)
        self._ws = workspace
        self.acts = ParadigmActs(workspace.session, workspace, workspace.acts)
        self.acts.made.connect(workspace.show_paradigm)
        self._leading = Leading(workspace)
        self.menu: QMenu | None = None
        self._writing = [
            self._add("axial.paradigm", self.tr("New paradigm…"), self.tr("Make an empty board"),
                      self.acts.ask_new),
            self._add("axial.copy_paradigm", self.tr("Copy paradigm…"),
                      self.tr("Make a board with the same cards"), self.acts.ask_copy),
            self._add("axial.rename_paradigm", self.tr("Rename paradigm…"),
                      self.tr("Give the board that is shown another name"), self.acts.ask_rename),
            self._add("axial.remove_paradigm", self.tr("Remove paradigm…"),
                      self.tr("Remove the board that is shown; categories stay"),
                      self.acts.ask_remove),
        ]  # fmt: skip
        self._comparing = workspace.session.commands.add(
            Command("axial.compare", self.tr("Compare versions…"), "view", "Ctrl+Alt+V",
                    self.tr("Set a paradigm as it was beside what it is now")),
            self.compare, place=workspace.place,
        )  # fmt: skip
        self._connect()

    def compare(self) -> None:
        """Set two versions of a paradigm side by side."""
        board = self.acts.shown()
        if board is None:
            words = self.tr("There is no paradigm yet: place a category first.")
            self._ws.session.say.toast(words, undo=False)
        else:
            CompareSheet(self._ws.session, board, self._ws.theory.paradigms, self._ws).open()

    def _connect(self) -> None:
        ws, checks = self._ws, self._ws.left.checks
        checks.writable = ws.session.bridge.can_write
        checks.asked.connect(self._leading.lead)
        checks.loop_asked.connect(self._leading.lead_to_loop)
        checks.pass_asked.connect(self.acts.ask_pass)
        checks.back_asked.connect(self.acts.take_back)
        ws.centre.paradigm_chosen.connect(self._choose)
        self._button = IconButton("dots-three", self.tr("Paradigm: make, rename, compare"))
        self._button.setObjectName("paradigm_menu")
        self._button.clicked.connect(self._show_menu)
        ws.centre.add_to_bar(self._button)

    def _add(self, name: str, text: str, tip: str, run: Callable[[], None]) -> QAction:
        ws = self._ws
        command = Command(name, text, "codes", "", tip, group=2)
        action = ws.session.commands.add(command, run, place=ws.place)
        if not ws.session.bridge.can_write:
            action.setEnabled(False)
            action.setToolTip(self.tr("The study is open for reading only"))
        return action

    def _show_menu(self) -> None:
        menu = self.menu = QMenu(self._button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self._writing)
        menu.addSeparator()
        menu.addAction(self._comparing)
        menu.popup(self._button.mapToGlobal(QPoint(0, self._button.height())))

    def _choose(self, name: object) -> None:
        if name is NEW:
            self._ws.show_paradigm(self._ws.acts.board)
            self.acts.ask_new()
        else:
            self._ws.show_paradigm(str(name))
