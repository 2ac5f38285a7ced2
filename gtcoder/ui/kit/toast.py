"""A short word on what was just done, at the bottom of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from gtcoder.ui.kit.floating import RIM, paint_shadow
from gtcoder.ui.kit.focus import ring_after
from gtcoder.ui.kit.motion import FADE, may_move
from gtcoder.ui.look import Role, isolated, look, pixmap, sans, scaled, theme

STAY = 6000  # ms
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class _Action(QAbstractButton):
    """The one thing a toast offers, in the colours of the toast."""

    def __init__(self, toast: Toast) -> None:
        super().__init__(toast)
        self._toast, self._ring = toast, False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(sans(Role.STRONG)).horizontalAdvance(self.text())
        return QSize(width + scaled(16), scaled(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(self._toast.opacity)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(sans(Role.STRONG))
        ink = QColor(action_ink())
        painter.setPen(ink)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self._ring and self.hasFocus():
            painter.setPen(ink)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = ring_after(event, before=self._ring)
        super().focusInEvent(event)


def action_ink() -> str:
    """Return the accent that can be read on the inverse ground."""
    from gtcoder.drawing.theme import theme_named

    return theme_named("dark" if theme().name == "light" else "light").accent_hover


class Toast(QWidget):
    """Says one thing for six seconds over the bottom of its parent; the next takes its place."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.opacity = 1.0
        self._text = self._key = ""
        self._act: Callable[[], object] | None = None
        self._left = STAY
        self.action = _Action(self)
        self.action.clicked.connect(self._acted)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.leave)
        self._fade = QVariantAnimation(self)
        self._fade.setDuration(FADE)
        self._fade.valueChanged.connect(self._faded)
        self._fade.finished.connect(self._fade_ended)
        parent.installEventFilter(self)
        look().changed.connect(self._place)
        self.hide()

    def say(
        self,
        text: str,
        *,
        action_text: str = "",
        key: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        """Say something; `key` is shown after the action it does."""
        self._text, self._key, self._act = text, key, on_action
        self.action.setText(action_text)
        self.action.setVisible(bool(action_text))
        self.action.setToolTip(f"{action_text} ({key})" if key else action_text)
        self.setAccessibleName(text)
        self._place()
        self._fade_to(1.0, start=0.0 if self.isHidden() else self.opacity)
        self.show()
        self.raise_()
        self._timer.start(STAY)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def leave(self) -> None:
        """Go away."""
        self._timer.stop()
        self._fade_to(0.0, start=self.opacity)

    @property
    def text(self) -> str:
        """What it says, or said last."""
        return self._text

    @property
    def staying(self) -> bool:
        """Whether its time runs; not while the pointer rests on it."""
        return self._timer.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what happens to the watched widget."""
        if event.type() == QEvent.Type.Resize and watched is self._over:
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the pointer rests here."""
        self._left = max(self._timer.remainingTime(), 0)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Let go of what the pointer held."""
        if self.isVisible():
            self._timer.start(max(self._left, 1000))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint from the theme in force."""
        now, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(self.opacity)
        box = QRectF(self.rect()).adjusted(RIM, RIM, -RIM, -RIM)
        paint_shadow(painter, box, 8, opacity=self.opacity)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.tip))
        painter.drawRoundedRect(box, 8, 8)
        size = scaled(16)
        drawn = pixmap("check-circle", size, colour=now.tip_text, ratio=self.devicePixelRatioF())
        painter.drawPixmap(QPointF(box.left() + scaled(14), box.center().y() - size / 2), drawn)
        painter.setPen(QColor(now.tip_text))
        painter.setFont(sans(Role.BUTTON))
        words = box.adjusted(scaled(40), 0, -self._tail(), 0)
        text = QFontMetrics(sans(Role.BUTTON)).elidedText(
            isolated(self._text), Qt.TextElideMode.ElideRight, int(words.width())
        )
        painter.drawText(words, _MIDDLE, text)
        if self._key:
            painter.setFont(sans(Role.TINY))
            painter.drawText(
                box.adjusted(0, 0, -scaled(16), 0),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                self._key,
            )

    def _tail(self) -> int:
        """Return the width of what stands behind the words."""
        key = QFontMetrics(sans(Role.TINY)).horizontalAdvance(self._key) + scaled(8)
        action = self.action.sizeHint().width() + scaled(12) if self.action.text() else 0
        return action + (key if self._key else 0) + scaled(16)

    def _place(self) -> None:
        parent = self._over
        words = QFontMetrics(sans(Role.BUTTON)).horizontalAdvance(isolated(self._text)) + 2
        wide = min(scaled(40) + words + self._tail(), max(parent.width() - scaled(32), 1))
        width, height = wide + 2 * RIM, scaled(42) + 2 * RIM
        top = parent.height() - height + RIM - scaled(40)
        self.setGeometry((parent.width() - width) // 2, top, width, height)
        size = self.action.sizeHint()
        key = QFontMetrics(sans(Role.TINY)).horizontalAdvance(self._key) + scaled(8)
        right = width - RIM - scaled(16) - (key if self._key else 0)
        self.action.setGeometry(
            right - size.width(), (height - size.height()) // 2, size.width(), size.height()
        )
        self.update()

    def _fade_to(self, end: float, *, start: float) -> None:
        self._fade.stop()
        if not may_move(self):
            self._faded(end)
            self.setVisible(end > 0)
            return
        self._fade.setStartValue(start)
        self._fade.setEndValue(end)
        self._fade.start()

    def _faded(self, value: float) -> None:
        self.opacity = value
        self.update()
        self.action.update()

    def _fade_ended(self) -> None:
        if self.opacity <= 0:
            self.hide()

    def _acted(self) -> None:
        act, self._act = self._act, None
        self.leave()
        if act is not None:
            act()
