"""What stands where nothing is yet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gtcoder.ui.kit.button import Button
from gtcoder.ui.kit.label import Label
from gtcoder.ui.look import Role, look, scaled


class EmptyState(QWidget):
    """One sentence what will be here, one what to do, one button; at a third of the height."""

    def __init__(
        self,
        sentence: str,
        hint: str = "",
        button_text: str = "",
        on_click: Callable[[], object] | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sentence = Label(sentence, Role.STRONG, wrap=True)
        self._hint = Label(hint, ink="text2", wrap=True)
        self.button = Button(button_text)
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)
        self._column.addWidget(self._sentence)
        self._column.addWidget(self._hint)
        self._column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(2)
        self._hint.setVisible(bool(hint))
        self.button.setVisible(bool(button_text))
        if on_click is not None:
            self.button.clicked.connect(lambda: on_click())
        look().changed.connect(self._wear)
        self._wear()

    def set_words(self, sentence: str, hint: str = "") -> None:
        """Say something else, such as that a filter lets nothing through."""
        self._sentence.setText(sentence)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def _wear(self) -> None:
        edge = scaled(16)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(scaled(8))
        for label in (self._sentence, self._hint):
            label.setMaximumWidth(scaled(420))
