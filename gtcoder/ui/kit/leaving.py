"""The question in place of a sheet's buttons: shall what was written be left?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from gtcoder.ui.kit.button import Button
from gtcoder.ui.kit.label import Label
from gtcoder.ui.look import scaled


class LeaveQuestion(QWidget):
    """Asks whether to leave without keeping the text; `stayed` and `left` are the answers."""

    stayed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before: QWidget | None = None
        words = self.tr("Leave without keeping what you wrote?")
        self.setObjectName("leave_question")
        self.setAccessibleName(words)
        self.stay = Button(self.tr("Go on writing"), tip=self.tr("Go on writing (Esc)"))
        self.leave = Button(
            self.tr("Leave it"), kind="danger", tip=self.tr("Close; what you wrote is not kept")
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scaled(8))
        row.addWidget(Label(words, wrap=True), 1)
        for button, signal in ((self.stay, self.stayed), (self.leave, self.left)):
            button.setAutoDefault(True)  # Enter answers with the one that has the focus
            button.setAccessibleDescription(words)
            button.clicked.connect(signal)
            row.addWidget(button)

    def ask(self, before: QWidget | None) -> None:
        """Show it; `before` had the focus and gets it back."""
        self._before = before
        self.show()
        self.stay.setFocus(Qt.FocusReason.OtherFocusReason)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def give_focus_back(self) -> None:
        """Put the focus where it was when it was asked."""
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
