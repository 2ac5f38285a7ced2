"""The picture of rounds: the same coders' values from round to round, the limits marked."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gtcoder.ui.agreement.words import value_text
from gtcoder.ui.look import Role, look, sans, scaled, theme


@dataclass(frozen=True, slots=True)
class DriftPoint:
    """A round's value with its interval; None where it could not be compared."""

    round: str
    value: float | None
    low: float | None = None
    high: float | None = None


class DriftView(QWidget):
    """Paints the points in the order of the rounds, joined where they follow one another.

    `chosen_point` tells the place of a round that was clicked.
    """

    chosen_point = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points: tuple[DriftPoint, ...] = ()
        self._limits: tuple[float, ...] = ()
        self.dim = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look().changed.connect(self.updateGeometry)

    def show_points(self, points: tuple[DriftPoint, ...], limits: tuple[float, ...]) -> None:
        """Show other rounds; `limits` are named by the author of the coefficient."""
        self.points, self._limits = points, limits
        said = ", ".join(f"{each.round}: {value_text(each.value)}" for each in points)
        self.setAccessibleName(self.tr("Values over the rounds. {values}").format(values=said))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the height of the picture."""
        return QSize(scaled(320), scaled(190))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell the round under the pointer."""
        room = self._room()
        share = (event.position().x() - room.left()) / max(room.width(), 1.0)
        if self.points and 0 <= share < 1 and not self.dim:
            self.chosen_point.emit(int(share * len(self.points)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint from the theme in force; figures lie on top of all lines."""
        painter, now = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room, low = self._room(), self._low()
        self._paint_axis(painter, room, low)
        ink = QColor(now.text3 if self.dim else now.accent)
        before: QPointF | None = None
        for place, point in enumerate(self.points):
            x = self._x(room, place)
            self._write(painter, point.round, x, room.bottom() + scaled(6), now.text2)
            if point.value is None:
                self._write(painter, value_text(None), x, room.center().y(), now.text2)
                before = None
                continue
            spot = QPointF(x, self._y(room, point.value, low))
            painter.setPen(QPen(ink, 1.6))
            if before is not None:
                painter.drawLine(before, spot)
            if point.low is not None and point.high is not None:
                ends = (self._y(room, point.low, low), self._y(room, point.high, low))
                painter.drawLine(QPointF(x, ends[0]), QPointF(x, ends[1]))
            painter.setBrush(ink)
            painter.drawEllipse(spot, scaled(9) / 2, scaled(9) / 2)
            before = spot
        for place, point in enumerate(self.points):
            if point.value is not None:
                spot = QPointF(self._x(room, place), self._y(room, point.value, low))
                self._value(painter, point.value, spot)

    def _room(self) -> QRectF:
        return QRectF(self.rect()).adjusted(scaled(48), scaled(20), -scaled(24), -scaled(34))

    def _low(self) -> float:
        known = [n for p in self.points for n in (p.value, p.low) if n is not None]
        return min(0.0, min(known, default=0.0) - 0.05)

    def _x(self, room: QRectF, place: int) -> float:
        return room.left() + room.width() * (place + 0.5) / max(len(self.points), 1)

    def _y(self, room: QRectF, value: float, low: float) -> float:
        return room.bottom() - room.height() * (min(value, 1.0) - low) / (1.0 - low)

    def _paint_axis(self, painter: QPainter, room: QRectF, low: float) -> None:
        now = theme()
        painter.setFont(sans(Role.SMALL))
        for tick in (*self._limits, 0.0, 1.0) if self._limits else (0.0, 0.5, 1.0):
            y = self._y(room, tick, low)
            pen = QPen(QColor(now.edge if tick in self._limits else now.line), 1)
            if tick in self._limits:
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            painter.setPen(QColor(now.text2))
            words = f"{tick:.0f}" if tick in (0.0, 1.0) else f"{tick:g}".removeprefix("0")
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, y - 10, room.left() - scaled(8), 20), side, words)

    def _write(self, painter: QPainter, words: str, x: float, top: float, ink: str) -> None:
        font = sans(Role.SMALL)
        width = self.width() / max(len(self.points), 1)
        text = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(width) - 8)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        room = QRectF(x - width / 2, top, width, scaled(20))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)

    def _value(self, painter: QPainter, value: float, spot: QPointF) -> None:
        painter.setFont(sans(Role.STRONG))
        painter.setPen(QColor(theme().text3 if self.dim else theme().text))
        words = value_text(value, self._limits)
        width = QFontMetrics(painter.font()).horizontalAdvance(words) + scaled(8)
        room = QRectF(spot.x() + scaled(9), spot.y() - scaled(9), width, scaled(18))
        painter.fillRect(room, QColor(theme().paper))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)
