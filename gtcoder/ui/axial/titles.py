"""Small parts of the side panel: a category's name with its mark, and the bar of evidence."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gtcoder.ui.axial.board_paint import wrapped
from gtcoder.ui.kit import paint_ring, paint_swatch
from gtcoder.ui.look import Role, look, sans, scaled, theme


class CategoryTitle(QWidget):
    """The name of a category with its mark; a click or Enter asks for it."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._colour = "", 0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look().changed.connect(self.updateGeometry)

    def show_category(self, name: str, colour: int) -> None:
        """Show a category."""
        self._name, self._colour = name, colour
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(1, len(self._lines(width))) * scaled(22) + scaled(2)

    def sizeHint(self) -> QSize:
        return QSize(scaled(200), self.heightForWidth(scaled(200)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, size, line = QPainter(self), scaled(11), scaled(22)
        mark = QRectF(1, (line - size) / 2, size, size)
        paint_swatch(painter, mark, self._colour, category=False)
        painter.setFont(sans(Role.TITLE))
        painter.setPen(QColor(theme().text))
        for n, text in enumerate(self._lines(self.width())):
            rect = QRectF(scaled(20), n * line, self.width(), line)
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, text)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), 6)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def _lines(self, width: int) -> tuple[str, ...]:
        return wrapped(self._name, sans(Role.TITLE), width - scaled(20), 3)


class EvidenceBar(QWidget):
    """Passages for and against as one bar, with their numbers under it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._supporting = self._against = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look().changed.connect(self.updateGeometry)

    def show_counts(self, supporting: int, against: int) -> None:
        """Show how many passages speak for it, and how many against."""
        self._supporting, self._against = supporting, against
        self.setAccessibleName(" · ".join(self._words()))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(200), scaled(38))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(80), scaled(38))

    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width, high, total = float(self.width()), float(scaled(8)), self._supporting + self._against
        painter.setBrush(QColor(now.sunken))
        painter.drawRoundedRect(QRectF(0, scaled(3), width, high), high / 2, high / 2)
        if total:
            gap = 3.0 if self._supporting and self._against else 0.0
            part = (width - gap) * self._supporting / total
            painter.setBrush(QColor(now.success))
            painter.drawRoundedRect(QRectF(0, scaled(3), part, high), high / 2, high / 2)
            painter.setBrush(QColor(now.danger))
            rest = QRectF(part + gap, scaled(3), width - part - gap, high)
            painter.drawRoundedRect(rest, high / 2, high / 2)
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        now, words = theme(), self._words()
        painter.setFont(sans(Role.SMALL))
        line = QRectF(0, scaled(15), self.width(), scaled(20))
        painter.setPen(QColor(now.success if self._supporting else now.warn))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words[0])
        painter.setPen(QColor(now.danger if self._against else now.text3))
        left = line.width() - QFontMetricsF(sans(Role.SMALL)).horizontalAdvance(words[1])
        place = line.adjusted(left, 0, 0, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words[1])

    def _words(self) -> tuple[str, str]:
        return (
            self.tr("{n} for").format(n=f"{self._supporting:,}"),
            self.tr("{n} against").format(n=f"{self._against:,}"),
        )
