"""Two to five views of one thing, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from gtcoder.ui.kit.focus import paint_ring, ring_after
from gtcoder.ui.look import Role, look, sans, scaled, theme

_FORWARD = (Qt.Key.Key_Right, Qt.Key.Key_Down)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)


class _Segment(QAbstractButton):
    def __init__(self, key: str, text: str, owner: Segmented) -> None:
        super().__init__(owner)
        self.key, self._owner, self._ring = key, owner, False
        self.count: int | None = None
        self.setText(text)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._reach)
        self._reach()

    def tell_count(self, count: int | None) -> None:
        self.count = count
        self.setAccessibleName(self.text() if count is None else f"{self.text()} {count}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetrics(sans(Role.STRONG)).horizontalAdvance(self.text())
        if self.count is not None:
            width += QFontMetrics(sans(Role.SMALL)).horizontalAdvance(f"{self.count:,}")
            width += scaled(6)
        return QSize(width + scaled(22), scaled(26))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter, on = theme(), QPainter(self), self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if on:
            painter.setPen(QColor(now.line2))
            painter.setBrush(QColor(now.raised))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        light = now.text if on or self.underMouse() else now.text2
        self._paint_words(painter, light if self.isEnabled() else now.text3)
        if self._ring and self.hasFocus():
            paint_ring(painter, rect, 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _FORWARD + _BACK:
            self._owner.step(1 if event.key() in _FORWARD else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = ring_after(event, before=self._ring)
        super().focusInEvent(event)

    def _reach(self) -> None:
        """Let Tab go to the chosen one only."""
        policy = Qt.FocusPolicy.StrongFocus if self.isChecked() else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)

    def _paint_words(self, painter: QPainter, ink: str) -> None:
        font = sans(Role.STRONG if self.isChecked() else Role.BUTTON)
        width = QFontMetrics(font).horizontalAdvance(self.text())
        count = "" if self.count is None else f"{self.count:,}"
        small = sans(Role.SMALL)
        whole = width + (QFontMetrics(small).horizontalAdvance(count) + scaled(6) if count else 0)
        left, height = (self.width() - whole) / 2, self.height()
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(QColor(ink))
        painter.setFont(font)
        painter.drawText(QRectF(left, 0, width + 2, height), middle, self.text())
        if count:
            painter.setFont(small)
            room = QRectF(left + width + scaled(6), 0, self.width(), height)
            painter.drawText(room, middle, count)


class Segmented(QWidget):
    """The segmented control; arrow keys move, Tab enters it at the chosen one.

    `changed` comes from the person's choice alone, never from setting `chosen`.
    """

    changed = Signal(str)

    def __init__(
        self, options: Sequence[tuple[str, str]], *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._group = QButtonGroup(self)
        self._segments = [_Segment(key, text, self) for key, text in options]
        for segment in self._segments:
            self._row.addWidget(segment)
            self._group.addButton(segment)
            segment.clicked.connect(self._tell)
        if self._segments:
            self._segments[0].setChecked(True)
        look().changed.connect(self._wear)
        self._wear()

    @property
    def chosen(self) -> str:
        """The key of the chosen view."""
        return next((each.key for each in self._segments if each.isChecked()), "")

    @chosen.setter
    def chosen(self, key: str) -> None:
        self.segment(key).setChecked(True)

    def segment(self, key: str) -> QAbstractButton:
        """Return the button of one view, to switch it off or give it a tooltip."""
        return self._of(key)

    def set_count(self, key: str, count: int | None) -> None:
        """Show how many things a view holds."""
        self._of(key).tell_count(count)

    def step(self, by: int) -> None:
        """Choose the next view that is enabled, or the one before, as an arrow key does."""
        able = [each for each in self._segments if each.isEnabled()]
        at = next((n for n, each in enumerate(able) if each.isChecked()), 0)
        target = able[(at + by) % len(able)]
        if not target.isChecked():
            target.setChecked(True)
            target.setFocus(Qt.FocusReason.TabFocusReason)
            self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint from the theme in force."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().sunken))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)

    def _of(self, key: str) -> _Segment:
        return next(each for each in self._segments if each.key == key)

    def _tell(self) -> None:
        self.changed.emit(self.chosen)

    def _wear(self) -> None:
        self._row.setContentsMargins(3, 3, 3, 3)
        self._row.setSpacing(scaled(2))
        for segment in self._segments:
            segment.updateGeometry()
        self.updateGeometry()
