"""What is dragged between lists and board: a card under the pointer, dropped where it is let go."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from gtcoder.ui.kit import paint_shadow, paint_swatch
from gtcoder.ui.look import Role, sans, scaled, theme
from gtcoder.vocabulary import CodeId

_RIM = 14


class Carrier(QWidget):
    """The card under the pointer. Whoever lifts it follows the pointer and lets it go; Esc ends it.

    The program's own, not the desktop's drag: it never leaves the window.
    """

    lifted = Signal(object)  # the codes carried
    moved = Signal(QPoint)  # in global places
    dropped = Signal(object, QPoint)
    ended = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.carried: tuple[CodeId, ...] = ()
        self._name, self._colour = "", 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("What is dragged"))
        self.hide()

    def lift(self, codes: tuple[CodeId, ...], name: str, colour: int, at: QPoint) -> None:
        """Take codes up."""
        self.carried, self._name, self._colour = codes, name, colour
        width = QFontMetricsF(sans(Role.STRONG)).horizontalAdvance(name)
        wide = min(round(width) + scaled(46), scaled(240))
        self.resize(wide + 2 * _RIM, scaled(36) + 2 * _RIM)
        self.raise_()
        self.show()
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        QGuiApplication.setOverrideCursor(Qt.CursorShape.ClosedHandCursor)
        self.lifted.emit(codes)
        self.follow(at)

    def follow(self, at: QPoint) -> None:
        """Stay under the pointer."""
        if self.carried:
            place = self._ground.mapFromGlobal(at)
            self.move(place - QPoint(_RIM + scaled(22), self.height() // 2))
            self.moved.emit(at)

    def drop(self, at: QPoint) -> None:
        """Let go here."""
        if self.carried:
            codes = self.carried
            self.cancel()
            self.dropped.emit(codes, at)

    def cancel(self) -> None:
        """Put it back."""
        if not self.carried:
            return
        self.carried = ()
        self.hide()
        QGuiApplication.restoreOverrideCursor()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put it back on Esc."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.KeyPress:
                self.cancel()
            return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter = theme(), QPainter(self)
        rect = QRectF(self.rect()).adjusted(_RIM + 0.5, _RIM + 0.5, -_RIM - 0.5, -_RIM - 0.5)
        paint_shadow(painter, rect, 8)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(now.accent))
        painter.setBrush(QColor(now.raised))
        painter.drawRoundedRect(rect, 8, 8)
        size = scaled(10)
        mark = QRectF(rect.x() + scaled(12), rect.center().y() - size / 2, size, size)
        paint_swatch(painter, mark, self._colour, category=False)
        painter.setFont(sans(Role.STRONG))
        painter.setPen(QColor(now.text))
        words = rect.adjusted(scaled(30), 0, -scaled(8), 0)
        metrics = QFontMetricsF(sans(Role.STRONG))
        shown = metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class Pull:
    """Whether a pressed button has moved far enough to be a drag."""

    def __init__(self) -> None:
        self._start: QPointF | None = None

    def press(self, event: QMouseEvent) -> None:
        """Remember where the button went down."""
        left = event.button() == Qt.MouseButton.LeftButton
        self._start = event.position() if left else None

    def began(self, event: QMouseEvent, distance: int) -> bool:
        """Tell once that the pointer has gone the distance."""
        if self._start is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return False
        if (event.position() - self._start).manhattanLength() < distance:
            return False
        self._start = None
        return True

    def forget(self) -> None:
        """Forget the press."""
        self._start = None
