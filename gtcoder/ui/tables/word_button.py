"""A quiet button with words that does an action."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from gtcoder.ui.kit import Button


class WordButton(Button):
    """Says what its action says; enabled and tooltip follow it."""

    def __init__(self, action: QAction, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(action.text(), kind="quiet", icon_name=icon_name, parent=parent)
        self._action = action
        action.changed.connect(self._follow)
        self.clicked.connect(action.trigger)
        self._follow()

    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(self._action.toolTip())
