"""What floats above the window: a soft painted shadow, and the frame of popups."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gtcoder.ui.look import theme

RIM = 16  # transparent pixels round a popup, where its shadow lies


def paint_shadow(painter: QPainter, rect: QRectF, radius: float, *, opacity: float = 1.0) -> None:
    """Paint rings that fade out round a rectangle, a little below it."""
    alpha = (0.014 if theme().name == "light" else 0.05) * opacity
    ring = QColor(Qt.GlobalColor.black)
    ring.setAlphaF(alpha)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ring)
    hole = QPainterPath()
    hole.addRoundedRect(rect, radius, radius)
    for spread in range(1, 13):
        path = QPainterPath()
        grown = rect.adjusted(-spread, -spread + 3, spread, spread + 3)
        path.addRoundedRect(grown, radius + spread, radius + spread)
        painter.drawPath(path.subtracted(hole))
    painter.restore()


class Floating(QWidget):
    """A popup with rounded corners; its content goes into `column`. A click outside closes it."""

    def __init__(self, *, name: str, parent: QWidget) -> None:
        flags = (
            Qt.WindowType.Popup
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.NoDropShadowWindowHint
        )
        super().__init__(parent, flags)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAccessibleName(name)
        self._anchor = parent
        self.column = QVBoxLayout(self)
        inset = RIM + 6
        self.column.setContentsMargins(inset, inset, inset, inset)
        self.column.setSpacing(4)

    def show_under(self, anchor: QWidget) -> None:
        """Open below a widget, left edges flush; above it where there is no room."""
        self._anchor = anchor
        self.resize(self.sizeHint())  # adjustSize makes a window at least 200 by 100
        place = anchor.mapToGlobal(QPoint(-RIM, anchor.height() + 4 - RIM))
        room: QRect = anchor.screen().availableGeometry()
        if place.y() + self.height() - RIM > room.bottom():
            place.setY(anchor.mapToGlobal(QPoint(0, 0)).y() - 4 - self.height() + RIM)
        place.setX(max(room.left() - RIM, min(place.x(), room.right() + RIM - self.width())))
        place.setY(max(room.top() - RIM, place.y()))
        self.move(place)
        self.show()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close at a click outside; one on the widget that opened it does not open it again."""
        if self.rect().adjusted(RIM, RIM, -RIM, -RIM).contains(event.position().toPoint()):
            return
        at = self._anchor.mapFromGlobal(event.globalPosition().toPoint())
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay, self._anchor.rect().contains(at))
        self.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint from the theme in force."""
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(RIM + 0.5, RIM + 0.5, -RIM - 0.5, -RIM - 0.5)
        paint_shadow(painter, rect, 8)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme().line2))
        painter.setBrush(QColor(theme().raised))
        painter.drawRoundedRect(rect, 8, 8)
