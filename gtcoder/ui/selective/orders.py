"""What can be done on the page of structures: its commands, buttons and the menu of a column."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gtcoder.ui.commands import Command, permit
from gtcoder.ui.kit import Button
from gtcoder.ui.kit.copying import copy_text
from gtcoder.vocabulary import CodeId

if TYPE_CHECKING:
    from gtcoder.ui.selective.structures_page import StructuresPage

TABLE, TREE = "table", "tree"
_CHANGES = frozenset({"column", "change_column", "remove_column", "left", "right", "raise",
                      "lower", "core"})  # fmt: skip
_OF_COLUMN = ("change_column", "remove_column", "left", "right")
_Row = tuple[str, str, str, str, str, Callable[[], Any]]


class StructureOrders(QObject):
    """The commands of the page."""

    def __init__(self, page: StructuresPage) -> None:
        super().__init__(page)
        self._page = page
        self._actions: dict[str, QAction] = {}
        for row in (*self._of_columns(), *self._of_codes(), *self._of_table()):
            self._add(*row)
        for name in ("column", "raise", "lower", "core", "copy", "export"):
            page.tools.addWidget(self._button(self._actions[name]))

    def follow_column(self, *_: object) -> None:
        """Let what is done to a column be possible on one."""
        reason = "" if self._column() else self.tr("Choose a cell of the column first")
        if not self._page.session.bridge.can_write:
            reason = self.tr("The study is open for reading only")
        for name in _OF_COLUMN:
            permit(self._actions[name], reason)

    def show_column_menu(self, section: int, at: QPoint) -> None:
        row = max(self._page.table.currentIndex().row(), 0)
        self._page.table.setCurrentIndex(self._page.table.lines.index(row, section))
        menu = QMenu(self._page)
        for name in ("column", *_OF_COLUMN):
            menu.addAction(self._actions[name])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _of_columns(self) -> tuple[_Row, ...]:
        tr, acts = self.tr, self._page.acts
        return (
            ("column", tr("Add column…"), "codes", "Ctrl+Shift+A",
             tr("Add a column of your own, such as who acts"), acts.ask_column),
            ("change_column", tr("Change column…"), "codes", "",
             tr("Name, group and kind of the current column"),
             lambda: acts.ask_change_column(self._column())),
            ("remove_column", tr("Remove column…"), "codes", "",
             tr("Remove the current column with its values"),
             lambda: acts.ask_remove_column(self._column())),
            ("left", tr("Column to the left"), "codes", "Alt+Left",
             tr("Move the current column to the left"),
             lambda: acts.shift_column(self._column(), -1)),
            ("right", tr("Column to the right"), "codes", "Alt+Right",
             tr("Move the current column to the right"),
             lambda: acts.shift_column(self._column(), 1)),
        )  # fmt: skip

    def _of_codes(self) -> tuple[_Row, ...]:
        tr, acts = self.tr, self._page.acts
        return (
            ("raise", tr("Raise level"), "codes", "Alt+Up",
             tr("Code to structure, structure to category"),
             lambda: acts.raise_level(self._code())),
            ("lower", tr("Lower level"), "codes", "Alt+Down",
             tr("Category to structure, structure to code"),
             lambda: acts.lower_level(self._code())),
            ("core", tr("Make core category…"), "codes", "Ctrl+Shift+C",
             tr("Make the chosen category the core"), lambda: acts.make_core(self._code())),
        )  # fmt: skip

    def _of_table(self) -> tuple[_Row, ...]:
        tr, acts = self.tr, self._page.acts
        return (
            ("view", tr("Table or tree"), "view", "Ctrl+Shift+T",
             tr("Show the structures as a table or as a tree"),
             lambda: self._page.show_view(TREE if self._page.views.chosen == TABLE else TABLE)),
            ("copy", tr("Copy table"), "edit", "Ctrl+Alt+C",
             tr("Copy the whole table for a sheet"), self._copy),
            ("export", tr("Export the structures…"), "study", "Ctrl+Shift+E",
             tr("Write the structures, the list of codes or the codebook"), acts.ask_export),
        )  # fmt: skip

    def _add(
        self, name: str, words: str, menu: str, key: str, tip: str, run: Callable[[], Any]
    ) -> None:
        session, place = self._page.session, self._page.place
        command = Command(f"selective.{name}", words, menu, key, tip, group=2)
        action = session.commands.add(command, run, place=place)
        if name in _CHANGES and not session.bridge.can_write:
            permit(action, self.tr("The study is open for reading only"))
        self._actions[name] = action

    def _button(self, action: QAction) -> Button:
        export = action.objectName() == "selective.export"
        button = Button(
            self.tr("Export") if export else action.text(),
            kind="quiet" if export else "plain",
            icon_name="download-simple" if export else "",
            tip=action.toolTip(),
        )
        button.setEnabled(action.isEnabled())
        button.clicked.connect(action.trigger)
        return button

    def _copy(self) -> None:
        if copy_text(self._page.shown.copied(), self._page.shown):
            self._page.session.say.toast(self.tr("Table copied"), undo=False)

    def _code(self) -> CodeId | None:
        return self._page.shown.current_code()

    def _column(self) -> str:
        """Return the column of codes that is current in the view in sight."""
        if self._page.views.chosen == TABLE:
            return self._page.table.current_column()
        return self._page.tree.structures.column_name(self._page.tree.currentIndex().column())
