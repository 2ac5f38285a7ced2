"""The field that filters what is below it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gtcoder.ui.kit.keycap import keycap_width, paint_keycap
from gtcoder.ui.look import Role, look, pixmap, sans, scaled, theme

_PAUSE = 80  # ms without a letter before the filter works


class SearchField(QLineEdit):
    """A line with a magnifier, and the key that leads here while it is empty.

    Esc clears it and gives the focus back: whoever owns the field listens to `left`. Down asks
    to go on in the list (`stepped_down`).
    """

    changed = Signal(str)
    left = Signal()
    stepped_down = Signal()

    def __init__(
        self, placeholder: str, *, key: str = "/", name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._key, self._said = key, ""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        if key:
            self.setToolTip(f"{name} ({key})")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._say)
        self.textChanged.connect(self._wait)
        look().changed.connect(self._wear)
        self._wear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys the class names."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self._say()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Down:
            self._say()
            self.stepped_down.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint from the theme in force."""
        super().paintEvent(event)
        painter = QPainter(self)
        size, middle = scaled(16), self.height() / 2
        glass = pixmap(
            "magnifying-glass", size, colour=theme().text2, ratio=self.devicePixelRatioF()
        )
        painter.drawPixmap(QPointF(scaled(11), middle - size / 2), glass, QRectF(glass.rect()))
        if self._key and not self.text():
            paint_keycap(painter, QPointF(self.width() - scaled(7), middle), self._key)

    def _wait(self) -> None:
        self._pause.start()

    def _say(self) -> None:
        self._pause.stop()
        if self.text() != self._said:
            self._said = self.text()
            self.changed.emit(self._said)

    def _wear(self) -> None:
        self.setFont(sans(Role.BODY))
        right = round(keycap_width(self._key)) if self._key else 0
        self.setTextMargins(scaled(24), 0, right, 0)
