"""A dimension to place passages on: what is placed along it, and the mark of what will be."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from gtcoder.queries.properties import PlacedPassage
from gtcoder.ui.axial import properties_words as words_of
from gtcoder.ui.axial.properties_line import (
    HIGHEST,
    LOWEST,
    Axis,
    axis_in,
    dot_under,
    paint_dots,
    paint_line,
    paint_mark,
    place_of_digit,
)
from gtcoder.ui.axial.properties_rows import Line
from gtcoder.ui.kit import paint_ring, ring_after
from gtcoder.ui.look import Role, look, sans, scaled, theme

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Up: 1}
_ENDS = {Qt.Key.Key_Home: LOWEST, Qt.Key.Key_End: HIGHEST}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DimensionSlider(QWidget):
    """The mark is dragged and places where it is let go; a placed dot is dragged elsewhere.

    Left and Right move the mark by 1, with Shift by 10, Home and End to the ends; Enter places,
    0 to 9 place at once.
    """

    changed = Signal(int)  # where the mark is
    placed = Signal(int)  # place there what is chosen
    moved = Signal(object, int)  # PropertyPlacementId, place

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line: Line | None = None
        self.value, self.negative, self.loaded = 50, False, False
        self._ring, self._held = False, False
        self._dot: PlacedPassage | None = None
        self._x = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setObjectName("dimension")
        look().changed.connect(self.updateGeometry)

    def show_line(self, line: Line) -> None:
        """Show a property with what is placed along it."""
        self.line = line
        self._say()
        self.update()

    def set_value(self, value: int) -> None:
        """Put the mark somewhere."""
        value = min(max(value, LOWEST), HIGHEST)
        if value != self.value:
            self.value = value
            self.changed.emit(value)
        self._say()
        self.update()

    def set_mark(self, *, negative: bool, loaded: bool) -> None:
        """Say whether a passage waits to be placed, and whether it is a negative case."""
        self.negative, self.loaded = negative, loaded
        self.update()

    def axis(self) -> Axis:
        """Return where the dimension lies."""
        room = QRectF(scaled(8), scaled(26), self.width() - scaled(16), scaled(36))
        return axis_in(room, size=scaled(11))

    def sizeHint(self) -> QSize:
        """Ask for the room the content needs."""
        return QSize(scaled(400), scaled(88))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.line is None:
            return
        painter, axis, now = QPainter(self), self.axis(), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_line(painter, axis)
        held = None if self._dot is None else (self._dot.id, self._x)
        painter.setOpacity(0.7)
        paint_dots(painter, axis, self.line.placed, moving=held)
        painter.setOpacity(1.0)
        if self.loaded:
            self._paint_mark(painter, axis)
        metrics, y = QFontMetricsF(sans(Role.BODY)), axis.y + scaled(8)
        painter.setFont(sans(Role.BODY))
        painter.setPen(QColor(now.text2))
        half = self.width() / 2 - scaled(14)
        left = QRectF(scaled(8), y, half, scaled(20))
        right = QRectF(self.width() - scaled(8) - half, y, half, scaled(20))
        sides = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
        for room, words, side in zip((left, right), words_of.ends(self.line), sides, strict=True):
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, half)
            painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)
        if self._ring and self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), 6)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self.line is None:
            return
        at, axis = event.position(), self.axis()
        on_mark = self.loaded and abs(at.x() - axis.x(self.value)) <= axis.size
        dot = (
            None
            if on_mark and at.y() < axis.y - axis.size
            else dot_under(axis, self.line.placed, at)
        )
        self._dot, self._x = dot, at.x()
        self._held = dot is None and self.loaded
        if self._held:
            self.set_value(axis.place(at.x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._dot is not None:
            self._x = at.x()
            self.update()
        elif self._held:
            self.set_value(self.axis().place(at.x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dot, held, at = self._dot, self._held, event.position()
        self._dot, self._held = None, False
        if dot is not None:
            place = self.axis().place(at.x())
            far = abs(self.axis().x(dot.place) - at.x()) >= QApplication.startDragDistance()
            if far and place != dot.place:
                self.moved.emit(dot.id, place)
            self.update()
        elif held:
            self.placed.emit(self.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            wide = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.set_value(self.value + _STEPS[key] * (10 if wide else 1))
        elif key in _ENDS:
            self.set_value(_ENDS[key])
        elif key in _ENTER:
            self.placed.emit(self.value)
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            self.set_value(place_of_digit(key - Qt.Key.Key_0))
            self.placed.emit(self.value)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = ring_after(event, before=self._ring)
        super().focusInEvent(event)

    def _paint_mark(self, painter: QPainter, axis: Axis) -> None:
        now, x, high = theme(), axis.x(self.value), scaled(16)
        painter.setPen(QColor(now.text2))
        painter.drawLine(QPointF(x, high + axis.size / 2), QPointF(x, axis.y))
        paint_mark(
            painter, QPointF(x, high), axis.size, negative=self.negative, hollow=False, chosen=True
        )
        painter.setFont(sans(Role.SMALL))
        painter.setPen(QColor(now.text))
        words = f"{self.value}"
        wide = QFontMetricsF(sans(Role.SMALL)).horizontalAdvance(words)
        left = x + axis.size if x + axis.size + wide + 4 < self.width() else x - axis.size - wide
        painter.drawText(
            QRectF(left, high - scaled(9), wide + 2, scaled(18)),
            Qt.AlignmentFlag.AlignVCenter,
            words,
        )

    def _say(self) -> None:
        if self.line is not None:
            low, high = words_of.ends(self.line)
            words = self.tr("{name}, from {low} to {high}")
            name = words.format(name=self.line.row.name, low=low, high=high)
            self.setAccessibleName(name)
            self.setAccessibleDescription(self.tr("At {place}").format(place=self.value))
