"""The line at the foot of the page: one reason for all that follows, and what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLineEdit, QVBoxLayout, QWidget

from gtcoder.ui.bridge import Bridge
from gtcoder.ui.kit import Button, FlowLayout, Label
from gtcoder.ui.look import Role, scaled
from gtcoder.ui.reasons import offer_reasons

_BESIDE = ("merge",)  # the reason; all others wrap below it


class _ActionButton(Button):
    """A button in words for an action; enabled and tooltip follow it."""

    def __init__(self, action: QAction, *, primary: bool) -> None:
        super().__init__(action.text(), kind="primary" if primary else "plain")
        self._action = action
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(self._action.toolTip())


class Foot(QWidget):
    """The reason stays as it is from pair to pair, until another one is written.

    Enter in it does what had to wait for it, and says `left`: the hand wants back to the pairs.
    """

    left = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reason = QLineEdit()
        self.reason.setObjectName("reason")
        self.reason.setMinimumWidth(scaled(110))
        self.reason.setAccessibleName(self.tr("Why"))
        self.reason.setPlaceholderText(self.tr("Why (kept in the ledger, and for the next pairs)"))
        self.reason.textChanged.connect(self._wrong_no_more)
        self.reason.returnPressed.connect(self._entered)
        self._waiting: Callable[[], object] | None = None
        offer_reasons(self.reason, bridge)
        self.missing = Label("", Role.SMALL, ink="danger")
        self.missing.hide()
        self.buttons: dict[str, Button] = {}
        below = QWidget()
        self._below = FlowLayout(below)
        self._first = first = QHBoxLayout()
        first.setSpacing(scaled(8))
        first.addWidget(Label(self.tr("Why"), Role.SMALL_STRONG, ink="text2"))
        first.addWidget(self.reason, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(scaled(16), scaled(10), scaled(12), scaled(10))
        column.setSpacing(scaled(6))
        column.addLayout(first)
        column.addWidget(self.missing)
        column.addWidget(below)

    @property
    def text(self) -> str:
        """The reason as it stands."""
        return self.reason.text().strip()

    def asked(self, then: Callable[[], object]) -> str:
        """Return the reason; where there is none, ask for it in place, to act again `then`."""
        if not self.text:
            self._waiting = then
            self.missing.setText(self.tr("The ledger keeps why: write it once, it stays."))
            self.missing.show()
            self.reason.setFocus()
        return self.text

    def forget(self) -> None:
        """Let what waits for the reason be: another pair is looked at."""
        self._waiting = None

    def _entered(self) -> None:
        if not self.text:
            return
        then, self._waiting = self._waiting, None
        self.left.emit()
        if then is not None:
            then()

    def take(self, name: str, action: QAction) -> None:
        """Give an action its button."""
        button = _ActionButton(action, primary=name == "merge")
        self.buttons[name] = button
        row: QLayout = self._first if name in _BESIDE else self._below
        row.addWidget(button)

    def follow(self, *, kept_apart: bool) -> None:
        """Offer either to keep the two apart, or to propose them again."""
        for name, wanted in (("keep", not kept_apart), ("again", kept_apart)):
            if name in self.buttons:
                self.buttons[name].setVisible(wanted)

    def _wrong_no_more(self) -> None:
        self.missing.hide()
