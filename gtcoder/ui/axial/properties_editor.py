"""The name of a property and the ends of its dimension, written where they stand."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QWidget

from gtcoder.ui.axial.properties_rows import Line
from gtcoder.ui.look import scaled, theme
from gtcoder.vocabulary import PropertyId

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_AWAY = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class _Edit(QLineEdit):
    """One of the three; the focus that leaves them all stores what was written."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _AWAY:
            self.left.emit()


class PropertyEditor(QWidget):
    """Lies over a row: Enter stores, Esc leaves everything as it was, Tab goes on.

    `written` tells the key of the property (None for a new one), its name and its two ends.
    """

    written = Signal(object, str, str, str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("property_editor")
        self._key: PropertyId | None = None
        self._before = ("", "", "")
        self.name, self.low, self.high = _Edit(), _Edit(), _Edit()
        for edit, words in (
            (self.name, self.tr("Name of the property")),
            (self.low, self.tr("Low end")),
            (self.high, self.tr("High end")),
        ):
            edit.setPlaceholderText(words)
            edit.setAccessibleName(words)
            edit.left.connect(self._follow_focus)
        grid = QGridLayout(self)
        grid.setContentsMargins(scaled(8), scaled(4), scaled(8), scaled(4))
        grid.setSpacing(scaled(4))
        grid.addWidget(self.name, 0, 0, 1, 2)
        grid.addWidget(self.low, 1, 0)
        grid.addWidget(self.high, 1, 1)
        self.hide()

    def write(self, line: Line | None, place: QRect) -> None:
        """Let a property be written, or a new one."""
        row = line.row if line else None
        self._key = row.id if row else None
        self._before = (row.name, row.low, row.high) if row else ("", "", "")
        for edit, words in zip((self.name, self.low, self.high), self._before, strict=True):
            edit.setText(words)
        self.setGeometry(place)
        self.show()
        self.raise_()
        self.name.selectAll()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def wished_height(self) -> int:
        """Return the height it needs."""
        return self.sizeHint().height()

    def finish(self) -> None:
        """Store what was written; without a name there is nothing to store."""
        if self.isHidden():
            return
        name, low, high = (e.text().strip() for e in (self.name, self.low, self.high))
        key, before = self._key, self._before
        self.give_up()
        if name and (name, low, high) != before:
            self.written.emit(key, name, low, high)

    def give_up(self) -> None:
        """Leave everything as it was."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.finish()
        elif event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _follow_focus(self) -> None:
        now = QApplication.focusWidget()
        if now is None or not self.isAncestorOf(now):
            self.finish()
