"""A card that floats above the window it belongs to, near what it is about and never over it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from gtcoder.ui.kit.floating import RIM, paint_shadow
from gtcoder.ui.look import theme

RADIUS = 12
_GAP = 10  # between the card and what it is about
_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)


class Overlay(QWidget):
    """A card in a rim for its shadow, a child of the window; its content goes into `column`.

    It closes when another widget takes the focus or something outside is clicked, which still
    gets the click. Being a child, it needs no window of its own and can be seen in pictures.
    """

    closed = Signal()

    def __init__(self, parent: QWidget, *, name: str) -> None:
        super().__init__(parent)
        self._host = parent
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(RIM, RIM, RIM, RIM)
        self.column.setSpacing(0)
        self._about = QRect()
        self._open = False
        self._before: QWidget | None = None
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether it is shown."""
        return self._open

    def open_near(self, about: QRect, *, left: int | None = None) -> None:
        """Show it below a rectangle of the window, or above where there is no room."""
        self._about = QRect(about)
        self._left = about.left() if left is None else left
        self._open = True
        self._before = self._host.focusWidget()
        self.fit()
        self.raise_()
        self.show()
        self._host.installEventFilter(self)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    def close_card(self) -> None:
        """Hide it and say so."""
        if not self._open:
            return
        self._open = False
        self._host.removeEventFilter(self)
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        QApplication.instance().focusChanged.disconnect(self._focus_moved)  # type: ignore[union-attr]
        self._give_back_focus()
        self.hide()
        self.closed.emit()

    def fit(self) -> None:
        """Take the size of the content and the place beside what it is about."""
        self.column.activate()  # else layouts within it remember the size they had
        self.resize(self.sizeHint())
        host, about = self._host.rect(), self._about
        height = self.height() - 2 * RIM
        below = host.bottom() - about.bottom() - _GAP
        above = about.top() - host.top() - _GAP
        if height <= below or below >= above:
            top = min(about.bottom() + _GAP, max(host.bottom() - height, about.bottom() + 2))
        else:
            top = max(host.top(), about.top() - _GAP - height)
        width = self.width() - 2 * RIM
        left = max(host.left() + 8, min(self._left, host.right() - width - 8))
        self.move(QPoint(left - RIM, top - RIM))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._open and watched is self._host and event.type() == QEvent.Type.Resize:
            self.close_card()
        elif self._open and event.type() in _PRESSES and isinstance(watched, QWidget):
            inside = watched is self or self.isAncestorOf(watched)
            if not inside and watched.window() is self.window():
                self.close_card()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(RIM + 0.5, RIM + 0.5, -RIM - 0.5, -RIM - 0.5)
        paint_shadow(painter, rect, RADIUS)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme().line2))
        painter.setBrush(QColor(theme().raised))
        painter.drawRoundedRect(rect, RADIUS, RADIUS)

    def _give_back_focus(self) -> None:
        """Let the focus be where it was, before Qt moves it to whatever comes next."""
        focused = self._host.focusWidget()
        inside = focused is not None and (focused is self or self.isAncestorOf(focused))
        if inside and self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)

    def _focus_moved(self, _: QWidget | None, new: QWidget | None) -> None:
        if new is not None and new is not self and not self.isAncestorOf(new):
            self.close_card()
