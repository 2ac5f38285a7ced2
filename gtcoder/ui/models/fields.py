"""The texts a box carries: names such as actions, tools and outcomes, with what they say."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from gtcoder.ui.kit import TextArea
from gtcoder.ui.look import look, scaled
from gtcoder.ui.models.drawn import Pairs

_USUAL = ("actions", "tools", "outcomes")


class FieldRows(QWidget):
    """Rows of name and text; the last one is empty and waits for another."""

    written = Signal(str, str)  # name, text; an empty text takes the field away

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._owner = ""
        self._shown: Pairs = ()
        self._writable = True
        self.rows: list[tuple[QLineEdit, QLineEdit]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        look().changed.connect(self._wear)
        self._wear()

    def set_writable(self, *, writable: bool) -> None:
        """Let texts be written, or only read."""
        self._writable = writable
        for name, text in self.rows:
            name.setReadOnly(not writable)
            text.setReadOnly(not writable)

    def show_fields(self, owner: str, fields: Pairs) -> None:
        """Show the fields of a box; the keyboard stays in its row."""
        if (owner, fields) == (self._owner, self._shown):
            return
        self._owner, self._shown = owner, fields
        place = next((n for n, row in enumerate(self.rows) if any(e.hasFocus() for e in row)), None)
        missing = (name for name in _USUAL if name not in dict(fields))
        wanted = [*fields, ("", "")] if self._writable else list(fields)
        while len(self.rows) < len(wanted):
            self._add_row()
        for number, (name, text) in enumerate(self.rows):
            shown = number < len(wanted)
            name.setVisible(shown)
            text.setVisible(shown)
            if shown:
                name.setText(wanted[number][0])
                text.setText(wanted[number][1])
                text.setCursorPosition(0)
                text.setToolTip(wanted[number][1])
                name.setPlaceholderText(next(missing, "") if not wanted[number][0] else "")
        if place is not None:
            self.rows[min(place, len(wanted) - 1)][1].setFocus()

    def _add_row(self) -> None:
        number = len(self.rows)
        name, text = QLineEdit(), QLineEdit()
        name.setAccessibleName(self.tr("Name of field {n}").format(n=number + 1))
        text.setAccessibleName(self.tr("Text of field {n}").format(n=number + 1))
        self._grid.addWidget(name, number, 0)
        self._grid.addWidget(text, number, 1)
        name.editingFinished.connect(partial(self._finish, number))
        text.editingFinished.connect(partial(self._finish, number))
        self.rows.append((name, text))

    def _finish(self, number: int) -> None:
        before = self._shown[number] if number < len(self._shown) else ("", "")
        name, text = self.rows[number][0].text().strip(), self.rows[number][1].text().strip()
        if (name, text) == before or not name:
            return
        if before[0] and before[0] != name:
            self.written.emit(before[0], "")
        if text or before[0] == name:
            self.written.emit(name, text)

    def _wear(self) -> None:
        self._grid.setSpacing(scaled(6))


class NoteArea(TextArea):
    """A note that is kept when it is left, or by Ctrl+Enter."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
