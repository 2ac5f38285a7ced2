"""Our dialog: a title, a question, and its buttons at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gtcoder.ui.kit.button import Button, ButtonKind
from gtcoder.ui.kit.field import Field, TextArea
from gtcoder.ui.kit.label import Label
from gtcoder.ui.kit.leaving import LeaveQuestion
from gtcoder.ui.look import Role, scaled


class Sheet(QDialog):
    """A dialog over its window; put the content into `body`, then add the buttons.

    `open()` shows it and returns at once. Esc closes it; where several lines were written in it
    that would be lost, it asks first. A button closes it only where its slot says so
    (`sheet.accept`, `sheet.reject`).
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
        self._foot = QWidget()
        self._buttons = QHBoxLayout(self._foot)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(scaled(8))
        self._buttons.addStretch(1)
        column.addSpacing(scaled(4))
        column.addWidget(self._foot)
        self._column = column
        self._question: LeaveQuestion | None = None  # once it was asked
        self._begun: dict[QPlainTextEdit, str] | None = None  # what each area held when shown
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

    def reject(self) -> None:
        """Close without doing anything, but ask first where written text would be lost.

        Esc, the cancel button and the desktop's close button all come here; asked already, it
        means to go on writing.
        """
        if self._question is not None and not self._question.isHidden():
            self._write_on()
        elif self._has_unkept_text():
            self._ask_before_leaving()
        else:
            super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the size the content needs."""
        super().showEvent(event)
        if self._begun is None:
            self._begun = {area: area.toPlainText() for area in self._written_areas()}
            for area in self._begun:
                area.textChanged.connect(self._withdraw_question)
        self.adjustSize()

    def _written_areas(self) -> list[QPlainTextEdit]:
        return [each for each in self.findChildren(QPlainTextEdit) if not each.isReadOnly()]

    def _has_unkept_text(self) -> bool:
        """Tell whether the person wrote several lines here, and they still stand."""
        begun = self._begun or {}
        return any(
            area.document().isModified()
            and area.toPlainText().strip() not in ("", begun.get(area, "").strip())
            for area in self._written_areas()
        )

    def _ask_before_leaving(self) -> None:
        if self._question is None:
            self._question = LeaveQuestion(self)
            self._question.stayed.connect(self._write_on)
            self._question.left.connect(self._leave)
            self._column.addWidget(self._question)
        self._foot.hide()
        self._question.ask(self.focusWidget())

    def _withdraw_question(self) -> None:
        if self._question is not None and not self._question.isHidden():
            self._question.hide()
            self._foot.show()

    def _write_on(self) -> None:
        self._withdraw_question()
        if self._question is not None:
            self._question.give_focus_back()

    def _leave(self) -> None:
        super().reject()


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
    fault: Callable[[str], str] = lambda _: "",
    then: Callable[[str], None],
) -> Sheet:
    """Ask for words, such as a reason, and hand them to `then`; `lines=1` asks for a name.

    Without words the primary button waits, unless they are not `required`. Where `fault` says what
    is wrong with them, that stands below the line under the `hint`, and they stay to be mended.
    """
    sheet = Sheet(title, parent=parent)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if text:
        sheet.say(text)
    editor = _editor(initial, name=title, lines=lines)
    field = Field(hint, editor) if hint else None
    sheet.body.addWidget(field or editor)

    def finish() -> None:
        written = editor.text().strip()
        wrong = fault(written)
        if field is not None:
            field.set_error(wrong)
        if (written or not required) and not wrong:
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
