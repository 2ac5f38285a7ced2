"""The rail: the workspaces in the order of the method."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from gtcoder.ui.kit.focus import paint_ring, ring_after
from gtcoder.ui.look import Role, look, pixmap, sans, scaled, theme
from gtcoder.ui.places import PLACES, Place

_LINES = 3  # of a name, at most
_ONE_LINE, _ICON = 37, 24  # least heights of a button with one line of its name, and without


class RailButton(QAbstractButton):
    """One place of the rail: icon over its name; filled and on a pill when it is shown."""

    def __init__(self, place: Place, title: str, tip: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.place, self._ring, self._room = place, False, _LINES
        self.setText(title)
        self.setToolTip(tip)
        self.setAccessibleName(title)
        self.setAccessibleDescription(tip)
        self.setObjectName(f"place-{place.key}")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_room(self, lines: int) -> None:
        """Take so many lines for the name; on a low screen one or none, and a smaller icon."""
        if lines != self._room:
            self._room = lines
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        if self._room < _LINES:
            return QSize(scaled(88), scaled(_ONE_LINE if self._room else _ICON))
        return QSize(scaled(88), scaled(24 + 20) + len(self._words(scaled(76))) * scaled(14))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(72), scaled(_ICON))

    def paintEvent(self, event: QPaintEvent) -> None:
        now, on = theme(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pill = self.rect().adjusted(scaled(6), 1, -scaled(6), -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if on or self.underMouse():
            painter.setBrush(QColor(now.sel if on else now.hover))
            painter.drawRoundedRect(pill, 8, 8)
        if on:
            painter.setBrush(QColor(now.accent))
            painter.drawRoundedRect(0, pill.top() + 8, 3, pill.height() - 16, 1.5, 1.5)
        ink = now.accent if on else now.text2
        low = self._room < _LINES
        size, line, gap = scaled(18 if low else 22), scaled(14), scaled(1) if low else 4
        lines = self._words(pill.width())
        top = (self.height() - size - gap * bool(lines) - line * len(lines)) // 2
        name = f"{self.place.icon}-fill" if on else self.place.icon
        picture = pixmap(name, size, colour=ink, ratio=self.devicePixelRatioF())
        painter.drawPixmap(QPoint((self.width() - size) // 2, top), picture)
        painter.setFont(sans(Role.TINY))
        painter.setPen(QColor(ink if on else now.text2))
        for row, words in enumerate(lines):
            place = QRect(0, top + size + gap + row * line, self.width(), line)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
        if self._ring and self.hasFocus():
            paint_ring(painter, QRectF(pill), 8)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = ring_after(event, before=self._ring)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what a click does; the arrows belong to the rail."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _words(self, width: int) -> list[str]:
        """Return the name in as many lines as it may take, cut where it is longer."""
        metrics, words = QFontMetrics(sans(Role.TINY)), self.text().split(" ")
        lines = [words[0]]
        for word in words[1:]:
            joined = f"{lines[-1]} {word}"
            if metrics.horizontalAdvance(joined) <= width - scaled(8):
                lines[-1] = joined
            else:
                lines.append(word)
        if self._room == 1:
            lines = [" ".join(words)]
        del lines[self._room :]
        return [metrics.elidedText(each, Qt.TextElideMode.ElideRight, width) for each in lines]


class _Line(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.wear()

    def wear(self) -> None:
        self.setFixedHeight(scaled(13))

    def paintEvent(self, event: QPaintEvent) -> None:
        middle = self.height() // 2
        QPainter(self).fillRect(
            QRect(scaled(26), middle, self.width() - scaled(52), 1), QColor(theme().line2)
        )


class Rail(QWidget):
    """The places in their order, in three groups; `asked` carries the key of the one wanted."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Workspaces"))
        self._group = QButtonGroup(self)
        self.buttons: dict[str, RailButton] = {}
        self._lines: list[_Line] = []
        layout = self._column = QVBoxLayout(self)
        before = PLACES[0].group
        for number, place in enumerate(PLACES, start=1):
            if place.group != before:
                self._lines.append(_Line(self))
                layout.addWidget(self._lines[-1])
                before = place.group
            title, tip = self.tr(place.title), self.tr(place.tip)
            button = RailButton(place, title, f"{tip} (Ctrl+{number})", self)
            button.clicked.connect(self._clicked)
            self._group.addButton(button)
            self.buttons[place.key] = button
            layout.addWidget(button)
        layout.addStretch(1)
        look().changed.connect(self._wear)
        self._wear()

    def show_place(self, key: str) -> None:
        """Mark the place that is shown."""
        self.buttons[key].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down with the arrow keys."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        keys = list(self.buttons)
        focused = next((key for key, each in self.buttons.items() if each.hasFocus()), None)
        if not step or focused is None:
            super().keyPressEvent(event)
            return
        key = keys[(keys.index(focused) + step) % len(keys)]
        self.asked.emit(key)  # which puts the focus into the place
        self.buttons[key].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme().window))
        painter.fillRect(QRect(self.width() - 1, 0, 1, self.height()), QColor(theme().line))

    def _wear(self) -> None:
        """Take the measures of the text size in force."""
        self.setFixedWidth(scaled(88))
        self._column.setContentsMargins(0, scaled(6), 0, scaled(6))
        self._column.setSpacing(scaled(2))
        for line in self._lines:
            line.wear()
        for button in self.buttons.values():
            button.updateGeometry()
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give all names the same room."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        buttons, gap = list(self.buttons.values()), scaled(2)
        room = self.height() - 2 * scaled(6) - len(self._lines) * (scaled(13) + gap)
        room -= (len(buttons) + 1) * gap
        for button in buttons:
            button.set_room(_LINES)
        if room < sum(button.sizeHint().height() for button in buttons):
            for button in buttons:
                button.set_room(int(room >= len(buttons) * scaled(_ONE_LINE)))

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, RailButton):
            self.asked.emit(button.place.key)
