"""Buttons with words, and buttons with an icon."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from gtcoder.ui.look import Role, icon, look, sans, scaled, theme

ButtonKind = Literal["plain", "primary", "quiet", "danger"]


class Button(QPushButton):
    """A button with words; one of a surface may be primary, quiet ones are accent text.

    A click leaves the focus where it was, so the ring tells of the keyboard alone.
    """

    def __init__(
        self,
        text: str,
        *,
        kind: ButtonKind = "plain",
        icon_name: str = "",
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.kind, self._icon_name = kind, icon_name
        for each in ("primary", "quiet", "danger"):
            self.setProperty(each, kind == each)
        self.setToolTip(tip)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        look().changed.connect(self._wear)
        self._wear()

    def set_icon(self, icon_name: str) -> None:
        """Show another icon before the words; none for an empty name."""
        self._icon_name = icon_name
        self._wear()

    def _wear(self) -> None:
        self.setFont(sans(Role.BUTTON))
        now = theme()
        inks = {"primary": now.on_accent, "quiet": now.accent, "danger": now.danger}
        self.setIconSize(QSize(scaled(16), scaled(16)))
        if self._icon_name:
            self.setIcon(icon(self._icon_name, colour=inks.get(self.kind, now.text2)))


class IconButton(QToolButton):
    """A button with an icon alone: its name and key stand in the tooltip."""

    def __init__(
        self,
        icon_name: str,
        name: str,
        *,
        key: str = "",
        checkable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.rename(name, key=key)
        look().changed.connect(self._wear)
        self._wear()

    def rename(self, name: str, *, key: str = "") -> None:
        """Say something else in the tooltip and to screen readers."""
        self.setToolTip(f"{name} ({key})" if key else name)
        self.setAccessibleName(name)

    def set_icon(self, icon_name: str) -> None:
        """Show another icon."""
        self._icon_name = icon_name
        self._wear()

    def _wear(self) -> None:
        self.setIconSize(QSize(scaled(18), scaled(18)))
        self.setFixedSize(scaled(30), scaled(30))
        self.setIcon(icon(self._icon_name, on=theme().accent))


class _ActionButton(IconButton):
    """An icon button that does an action, and shows whether it can and is on."""

    def __init__(self, action: QAction, icon_name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(icon_name, action.text(), parent=parent)
        self._action = action
        action.changed.connect(self._follow)
        self.clicked.connect(action.trigger)
        self._follow()

    def _follow(self) -> None:
        action = self._action
        self.setCheckable(action.isCheckable())
        self.setChecked(action.isChecked())
        self.setEnabled(action.isEnabled())
        self.setToolTip(action.toolTip())
        self.setAccessibleName(action.text().replace("&", ""))


def action_button(action: QAction, icon_name: str) -> IconButton:
    """Return an icon button for an action; enabled, checked and tooltip follow it."""
    return _ActionButton(action, icon_name)
