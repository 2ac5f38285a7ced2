"""Sentences above a workspace that stay until answered or no longer true."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from gtcoder.ui.kit.button import Button, IconButton
from gtcoder.ui.kit.label import Label
from gtcoder.ui.look import look, pixmap, scaled, theme
from gtcoder.ui.messages import Notice

_ICONS = {"info": "info", "warn": "warning", "danger": "warning-circle", "success": "check-circle"}
_ACTIONS = 2


class MessageBar(QWidget):
    """Shows the newest notice; when it is closed or withdrawn, the one before it."""

    closed = Signal(object)  # Notice

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notices: list[Notice] = []
        self._icon = QLabel()
        self._text = Label("", wrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._buttons = [Button("", kind="quiet") for _ in range(_ACTIONS)]
        for place, button in enumerate(self._buttons):
            button.clicked.connect(self._first if place == 0 else self._second)
        self.close_button = IconButton("x", self.tr("Close the message"))
        self.close_button.clicked.connect(self._close)
        self._row = QHBoxLayout(self)
        for widget in (self._icon, self._text, *self._buttons, self.close_button):
            self._row.addWidget(widget)
        self._row.setStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()
        look().changed.connect(self._show)

    @property
    def notice(self) -> Notice | None:
        """The notice that is shown."""
        return self._notices[-1] if self._notices else None

    def show_notice(self, notice: Notice) -> None:
        """Put a notice on top; it takes the place of an older one with the same key."""
        if notice.key:
            self._notices = [each for each in self._notices if each.key != notice.key]
        self._notices = [each for each in self._notices if each != notice]
        self._notices.append(notice)
        self._show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def clear(self, key: str) -> None:
        """Withdraw the notice with that key, which is no longer true."""
        if not any(each.key == key for each in self._notices):
            return
        self._notices = [each for each in self._notices if each.key != key]
        self._show()

    def clear_all(self) -> None:
        """Withdraw all notices: what they were about is closed."""
        self._notices = []
        self._show()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """All that are not closed, the newest last."""
        return tuple(self._notices)

    @property
    def passing(self) -> tuple[Notice, ...]:
        """The notices that go with the place where they were said."""
        return tuple(each for each in self._notices if not each.stays)

    def drop(self, notices: tuple[Notice, ...]) -> None:
        """Withdraw these notices: their place is left."""
        if notices:
            self._notices = [each for each in self._notices if each not in notices]
            self._show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint from the theme in force."""
        if self.notice is None:
            return
        now, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), QColor(getattr(now, f"{self.notice.kind}_bg")))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), QColor(now.line))

    def _show(self) -> None:
        notice = self.notice
        self.setVisible(notice is not None)
        if notice is None:
            return
        self._wear(notice)
        self._text.setText(notice.text)
        self.setAccessibleName(notice.text)
        for place, button in enumerate(self._buttons):
            there = place < len(notice.actions)
            button.setVisible(there)
            button.setText(notice.actions[place][0] if there else "")
        self.updateGeometry()
        self.update()

    def _wear(self, notice: Notice) -> None:
        self.setMinimumHeight(scaled(40))
        self._row.setContentsMargins(scaled(16), scaled(4), scaled(8), scaled(4))
        self._row.setSpacing(scaled(8))
        ink = theme().accent if notice.kind == "info" else getattr(theme(), notice.kind)
        drawn = pixmap(_ICONS[notice.kind], scaled(18), colour=ink, ratio=self.devicePixelRatioF())
        self._icon.setPixmap(drawn)

    def _close(self) -> None:
        if self._notices:
            gone = self._notices.pop()
            self._show()
            self.closed.emit(gone)

    def _first(self) -> None:
        self._answer(0)

    def _second(self) -> None:
        self._answer(1)

    def _answer(self, place: int) -> None:
        notice = self.notice
        if notice is not None:
            self._close()
            notice.actions[place][1]()
