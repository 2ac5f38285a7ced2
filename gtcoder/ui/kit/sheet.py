"""Our dialog: a title, a question, and its buttons at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gtcoder.ui.kit.button import Button, ButtonKind
from gtcoder.ui.kit.field import Field, TextArea
from gtcoder.ui.kit.label import Label
from gtcoder.ui.look import Role, scaled


class Sheet(QDialog):
    """A dialog over its window; put the content into `body`, then add the buttons.

    `open()` shows it and returns at once. Esc closes it. A button closes it only where its slot
    says so (`sheet.accept`, `sheet.reject`).
    """

    def __init__(self, title: str, *, parent: QWidget, width: int = 440) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(scaled(width))
        column = QVBoxLayout(self)
        edge = scaled(20)
        column.setContentsMargins(edge, edge, edge, scaled(16))
        column.setSpacing(scaled(12))
        column.addWidget(Label(title, Role.TITLE, wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(scaled(12))
        column.addLayout(self.body, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(scaled(8))
        self._buttons.addStretch(1)
        column.addSpacing(scaled(4))
        column.addLayout(self._buttons)
        self._has_primary = False

    def say(self, text: str) -> Label:
        """Add a paragraph of plain words to the body."""
        label = Label(text, wrap=True)
        self.body.addWidget(label)
        return label

    def add_button(
        self, text: str, kind: ButtonKind, slot: Callable[[], object], *, tip: str = ""
    ) -> Button:
        """Add a button at the right; the primary one, of which there is one, is done by Enter."""
        if kind == "primary" and self._has_primary:
            raise ValueError(f"sheet {self.windowTitle()}: a second primary button")
        self._has_primary |= kind == "primary"
        button = Button(text, kind=kind, tip=tip)
        button.setDefault(kind == "primary")
        button.clicked.connect(lambda: slot())
        self._buttons.addWidget(button)
        return button

    def showEvent(self, event: QShowEvent) -> None:
        """Take the size the content needs."""
        super().showEvent(event)
        self.adjustSize()


def ask_text(
    parent: QWidget,
    title: str,
    text: str,
    primary: str,
    *,
    hint: str = "",
    initial: str = "",
    required: bool = True,
    lines: int = 3,
    then: Callable[[str], None],
) -> Sheet:
    """Ask for words, such as a reason, and hand them to `then`; `lines=1` asks for a name.

    Without words the primary button waits, unless they are not `required`.
    """
    sheet = Sheet(title, parent=parent)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if text:
        sheet.say(text)
    editor = _editor(initial, name=title, lines=lines)
    sheet.body.addWidget(Field(hint, editor) if hint else editor)

    def finish() -> None:
        written = editor.text().strip()
        if written or not required:
            sheet.accept()
            then(written)

    sheet.add_button(QCoreApplication.translate("Sheet", "Cancel"), "plain", sheet.reject)
    button = sheet.add_button(primary, "primary", finish)

    def follow() -> None:
        button.setEnabled(not required or bool(editor.text().strip()))

    editor.textChanged.connect(lambda *_: follow())
    if isinstance(editor, TextArea):
        button.setToolTip(f"{primary} (Ctrl+Enter)")
        editor.submitted.connect(finish)
    follow()
    editor.setFocus()
    sheet.open()
    return sheet


def ask_choice(
    parent: QWidget,
    title: str,
    text: str,
    choices: Sequence[tuple[str, ButtonKind, Callable[[], object]]],
) -> Sheet:
    """Ask to choose between acts; each button closes the sheet and then does its own."""
    sheet = Sheet(title, parent=parent)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if text:
        sheet.say(text)
    for words, kind, slot in choices:
        sheet.add_button(words, kind, _closing(sheet, slot))
    sheet.open()
    return sheet


def _closing(sheet: Sheet, slot: Callable[[], object]) -> Callable[[], None]:
    def close_and_do() -> None:
        sheet.accept()
        slot()

    return close_and_do


def _editor(initial: str, *, name: str, lines: int) -> TextArea | QLineEdit:
    if lines > 1:
        area = TextArea("", name=name, lines=lines)
        area.setPlainText(initial)
        area.selectAll()
        return area
    line = QLineEdit(initial)
    line.setAccessibleName(name)
    line.selectAll()
    return line
