"""An input with its label above and its error below."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from gtcoder.ui.kit.label import Label
from gtcoder.ui.look import Role, look, pixmap, sans, scaled, theme


class Field(QWidget):
    """Label, editor, and under them a hint or what is wrong with what was written.

    What stands `beside` the editor belongs to it, such as a button that fills it in.
    """

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        hint: str = "",
        beside: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor, self._hint = editor, hint
        self._label = Label(label, Role.SMALL_STRONG, ink="text2")
        self._label.setBuddy(editor)
        if not editor.accessibleName():
            editor.setAccessibleName(label)
        self._icon = QLabel()
        self._below = Label(hint, Role.SMALL, ink="text2", wrap=True)
        self._row = QHBoxLayout()
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._below, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._label)
        self._line = QHBoxLayout()
        self._line.addWidget(editor, 1)
        if beside is not None:
            self._line.addWidget(beside)
        self._column.addLayout(self._line, 1)
        self._column.addLayout(self._row)
        self._error = ""
        look().changed.connect(self._wear)
        self._wear()

    def set_label(self, text: str) -> None:
        """Call it otherwise: what is written in it is something else now."""
        self._label.setText(text)
        self.editor.setAccessibleName(text)

    @property
    def error(self) -> str:
        """What is wrong, in words; empty when nothing is."""
        return self._error

    def set_error(self, text: str) -> None:
        """Say what is allowed instead of what was written; empty when all is well."""
        self._error = text
        self.editor.setProperty("wrong", bool(text))
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)
        self.editor.setAccessibleDescription(text or self._hint)
        self._wear()

    def _wear(self) -> None:
        self._column.setSpacing(scaled(4))
        self._row.setSpacing(scaled(6))
        self._line.setSpacing(scaled(8))
        wrong = bool(self._error)
        self._below.setText(self._error or self._hint)
        self._below.set_ink("danger" if wrong else "text2")
        self._below.setVisible(bool(self._error or self._hint))
        self._icon.setVisible(wrong)
        if wrong:
            ratio = self.devicePixelRatioF()
            self._icon.setPixmap(
                pixmap("warning-circle", scaled(15), colour=theme().danger, ratio=ratio)
            )


class TextArea(QPlainTextEdit):
    """Several lines of plain text; Ctrl+Enter says it is done, Tab goes on."""

    submitted = Signal()

    def __init__(
        self, placeholder: str, *, name: str, lines: int = 3, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setProperty("field", True)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        look().changed.connect(self._wear)
        self._wear()

    def text(self) -> str:
        """Return what was written."""
        return self.toPlainText()

    def sizeHint(self) -> QSize:
        """Ask for the room the content needs."""
        return QSize(scaled(240), self._height())

    def minimumSizeHint(self) -> QSize:
        """Never be smaller than the content."""
        return QSize(scaled(120), self._height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys the class names."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def _height(self) -> int:
        return self._lines * self.fontMetrics().lineSpacing() + scaled(24)

    def _wear(self) -> None:
        self.setFont(sans(Role.BODY))
        self.updateGeometry()
