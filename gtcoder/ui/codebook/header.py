"""The header of the codebook panel: how many codes, a new one, and how the tree is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gtcoder.ui.codebook.arrange import Order
from gtcoder.ui.codebook.book import CodebookBook
from gtcoder.ui.codebook.menus import order_actions, origin_menu
from gtcoder.ui.codebook.verbs import CodebookVerbs
from gtcoder.ui.commands import Command
from gtcoder.ui.kit import IconButton, PanelHeader, action_button
from gtcoder.ui.session import Session


class CodebookHeader(PanelHeader):
    """Title, count, + and the menu behind the dots, whose entries are in the View menu too."""

    def __init__(
        self, session: Session, book: CodebookBook, verbs: CodebookVerbs, owner: QWidget, *,
        place: str,
    ) -> None:  # fmt: skip
        super().__init__("")
        self.set_title(self.tr("Codebook"))
        self._session, self._book = session, book
        self._owner, self._place = owner, place
        self.actions_of_view = self._actions()
        self.new_button = action_button(verbs.actions["new"], "plus")
        self.more = IconButton("dots-three", self.tr("How the codebook is shown"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(self._menu())
        self.add(self.new_button)
        self.add(self.more)
        book.shown_changed.connect(self.follow)

    def follow(self) -> None:
        """Say how many codes there are, and of how many while a filter is set."""
        words = f"{self._book.in_use():,}"
        if self._book.wanted():
            found = f"{len(self._book.found()):,}"
            words = self.tr("{found} of {total}").format(found=found, total=words)
        self.set_count(words)

    def _actions(self) -> dict[str, QAction]:
        book, add = self._book, self._add
        return {
            "filter": add(
                Command("filter", self.tr("Filter codes"), "view", "/",
                        self.tr("Find a code by its name, place or definition"), 40),
                self._to_filter,
            ),
            "expand": add(
                Command("expand", self.tr("Open all codes"), "view", "",
                        self.tr("Show what lies under every code"), 40),
                book.tree.expandAll,
            ),
            "collapse": add(
                Command("collapse", self.tr("Close all codes"), "view", "",
                        self.tr("Show the top of the codebook alone"), 40),
                book.tree.close_all,
            ),
            "retired": add(
                Command("retired", self.tr("Show retired codes"), "view", "",
                        self.tr("Show codes that are out of use, too"), 40, checkable=True),
                book.set_retired,
            ),
        }  # fmt: skip

    def _add(self, command: Command, run: Callable[..., Any]) -> QAction:
        prefix = "codebook" if self._place.startswith("open") else f"{self._place}.codebook"
        named = replace(command, name=f"{prefix}.{command.name}")
        return self._session.commands.add(named, run, owner=self._owner, place=self._place)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for name in ("expand", "collapse", "retired"):
            menu.addAction(self.actions_of_view[name])
        menu.addSeparator()
        menu.addActions(order_actions(menu, Order.BOOK, self._book.set_order))
        menu.addSeparator()
        menu.addMenu(origin_menu(menu, self._look_for))
        return menu

    def _look_for(self, words: str) -> None:
        self._book.search.setText(words)

    def _to_filter(self) -> None:
        self._book.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._book.search.selectAll()
