"""Everything that can be done, by name: menu, key, tooltip and the command field share it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget


def plain_words(action: QAction) -> str:
    """Return the words of an action as a menu shows them: one “&” marks a key, two are one."""
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")


def permit(action: QAction, hindrance: str = "") -> None:
    """Let an action run; or not, and let its tooltip say why, which menus show of grey items."""
    action.setEnabled(not hindrance)
    action.setToolTip(hindrance or str(action.property(_TIP) or action.text()))


_TIP = "tip"  # the property of an action that holds what its tooltip says while it can run
EVERYWHERE = "everywhere"  # a place: there with every workspace of an open study
MENUS = ("study", "edit", "codes", "view", "help")


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do: stable name, words in the menu, key, what it does in a sentence.

    Several keys are parted by spaces; the first one is shown. `group` parts a menu by lines.
    """

    name: str
    text: str
    menu: str
    key: str = ""
    tip: str = ""
    group: int = 0
    checkable: bool = False


class Commands(QObject):
    """The commands of the window; those of a workspace are there while it is shown.

    A command with an `owner` works only while that widget (or one in it) has the focus when its
    key is a single letter, and anywhere in the window otherwise.
    """

    def __init__(self, window: QWidget, menus: dict[str, QMenu]) -> None:
        super().__init__(window)
        self._window, self._menus = window, menus
        self._actions: dict[str, QAction] = {}
        self._places: dict[str, list[QAction]] = {}
        self._place, self._pages = "", dict[str, str]()
        self._listed: dict[str, list[tuple[Command, QAction]]] = {name: [] for name in menus}
        for name, menu in menus.items():
            menu.aboutToShow.connect(partial(self._fill, name))

    def add(
        self,
        command: Command,
        run: Callable[..., Any],
        *,
        owner: QWidget | None = None,
        place: str = "",
    ) -> QAction:
        """Make the action of a command; `place` names the workspace it belongs to."""
        self._forget(command.name)
        action = QAction(command.text, owner or self._window)
        action.setObjectName(command.name)
        action.setCheckable(command.checkable)
        keys = [QKeySequence(key) for key in command.key.split()]
        action.setShortcuts(keys)
        single = bool(keys) and len(command.key.split()[0]) == 1
        action.setShortcutContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
            if single or (owner is not None and command.key in OWN_KEYS)
            else Qt.ShortcutContext.WindowShortcut
        )
        shown = keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        told = command.tip or command.text
        action.setProperty(_TIP, f"{told} ({shown})" if shown else told)
        permit(action)
        action.triggered.connect(run)
        (owner or self._window).addAction(action)
        self._actions[command.name] = action
        if place:
            self._places.setdefault(place, []).append(action)
        self._listed[command.menu].append((command, action))
        return action

    def action(self, name: str) -> QAction:
        """Return the action of a command."""
        return self._actions[name]

    def shown(self) -> Iterator[QAction]:
        """Yield the actions that can be run now."""
        for action in self._actions.values():
            if action.isVisible() and action.isEnabled():
                yield action

    def show_place(self, place: str) -> None:
        """Let the commands of one workspace be there, and those of the others not."""
        self._place = place
        there = (place, EVERYWHERE, self._pages.get(place, place))
        for name, actions in self._places.items():
            for action in actions:
                action.setVisible(name in there)

    def show_page(self, place: str, page: str) -> None:
        """Let the commands of one page of a workspace be there whenever the workspace is.

        Those of a page were added with `page` as their place.
        """
        self._pages[place] = page
        if self._place == place:
            self.show_place(place)

    def drop_places(self, *, everywhere: bool = False) -> None:
        """Forget the commands of all workspaces; `everywhere`: and those of the study itself."""
        kept = {} if everywhere else {EVERYWHERE: self._places.pop(EVERYWHERE, [])}
        gone = {action for actions in self._places.values() for action in actions}
        self._places = kept
        for action in gone:
            self._forget(action.objectName())
        for menu in self._menus.values():
            menu.clear()

    def _forget(self, name: str) -> None:
        """Let go of a command: its key is free at once, the object goes later."""
        action = self._actions.pop(name, None)
        if action is None:
            return
        for listed in self._listed.values():
            listed[:] = [each for each in listed if each[1] is not action]
        for actions in self._places.values():
            actions[:] = [each for each in actions if each is not action]
        action.setEnabled(False)
        action.setVisible(False)
        action.deleteLater()

    def _fill(self, name: str) -> None:
        """Fill a menu anew, its groups parted by lines."""
        menu, group = self._menus[name], None
        menu.clear()
        for command, action in sorted(self._listed[name], key=lambda each: each[0].group):
            if group is not None and command.group != group:
                menu.addSeparator()
            group = command.group
            menu.addAction(action)


# Keys that mean something else in a panel than elsewhere: they work where the focus is.
OWN_KEYS = frozenset({"Del", "F2", "Space", "Return", "Shift+B", "Ctrl+Return"})
