"""The rows of the start page: ways in, and studies that were open."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gtcoder.ui.kit.focus import paint_ring, ring_after
from gtcoder.ui.kit.keycap import paint_keycap
from gtcoder.ui.look import Role, pixmap, sans, scaled, theme
from gtcoder.ui.preferences import Recent

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Card(QAbstractButton):
    """A wide row to click: an icon, two lines, and something at the right."""

    def __init__(self, icon_name: str, first: str, second: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon_name, self._second, self._ring = icon_name, second, False
        self.setText(first)
        self.setAccessibleName(f"{first}. {second}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(scaled(500), scaled(56))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(220), scaled(56))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = ring_after(event, before=self._ring)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what a click does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paint_card(self, painter: QPainter, inks: tuple[str, str, str], right: int) -> None:
        """Paint icon and both lines in these colours, `right` pixels short of the right end."""
        size, left = scaled(20), scaled(60)
        drawn = pixmap(self._icon_name, size, colour=inks[0], ratio=self.devicePixelRatioF())
        painter.drawPixmap(QPointF(scaled(20), (self.height() - size) / 2), drawn)
        width = self.width() - left - right
        for role, ink, words, row in (
            (Role.TITLE, inks[1], self.text(), 0),
            (Role.BODY, inks[2], self._second, 1),
        ):
            font = sans(role)
            painter.setFont(font)
            painter.setPen(QColor(ink))
            half = self.height() // 2
            place = QRect(left, scaled(6) + row * (half - scaled(6)), width, half - scaled(6))
            elided = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, width)
            painter.drawText(place, _LEFT, elided)
        if self._ring and self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), 8)


class WayIn(_Card):
    """One way into a study; the primary one is filled."""

    def __init__(
        self, icon_name: str, first: str, second: str, *, key: str, primary: bool, parent: QWidget
    ) -> None:
        super().__init__(icon_name, first, second, parent)
        self._key, self._primary = key, primary
        self.setToolTip(f"{first} ({key})" if key else first)

    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._primary or self.underMouse():
            fill = (
                (now.accent_hover if self.underMouse() else now.accent)
                if self._primary
                else now.hover
            )
            painter.setBrush(QColor(fill))
            painter.drawRoundedRect(self.rect(), 8, 8)
        primary = (now.on_accent, now.on_accent, now.on_accent)
        inks = primary if self._primary else (now.accent, now.text, now.text2)
        self.paint_card(painter, inks, scaled(84))
        if not self._key:
            return
        shown = self._key.replace("+", " ")
        if self._primary:
            painter.setFont(sans(Role.TINY))
            painter.setPen(QColor(now.on_accent))
            painter.drawText(self.rect().adjusted(0, 0, -scaled(18), 0), _RIGHT, shown)
        else:
            right = QPointF(self.width() - scaled(14), self.height() / 2)
            paint_keycap(painter, right, shown)


class RecentRow(_Card):
    """A study that was open; `missing` says in words why it cannot be opened from here."""

    forget_asked = Signal(str)

    def __init__(self, recent: Recent, *, missing: str, parent: QWidget) -> None:
        icon_name = "question" if missing else "book-open"
        super().__init__(icon_name, recent.title, missing or recent.summary, parent)
        self.recent, self._missing = recent, bool(missing)
        self.setToolTip(recent.location)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del takes the row away; the study stays where it is."""
        if event.key() == Qt.Key.Key_Delete:
            self.forget_asked.emit(self.recent.location)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.hover))
            painter.drawRoundedRect(self.rect(), 8, 8)
        inks = (now.accent, now.text, now.warn if self._missing else now.text2)
        self.paint_card(painter, inks, scaled(110))
        painter.setFont(sans(Role.SMALL))
        painter.setPen(QColor(now.text2))
        words = "" if self._missing else said(self.recent.at, datetime.now().astimezone())
        painter.drawText(self.rect().adjusted(0, 0, -scaled(20), 0), _RIGHT, words)


def said(at: str, now: datetime) -> str:
    """Return a moment as people say it: a time today, “yesterday”, or a date.

    >>> said("2026-03-14T10:42:00+00:00", datetime.fromisoformat("2026-03-20T08:00:00+00:00"))
    '14 March'
    """
    try:
        moment = datetime.fromisoformat(at).astimezone(now.tzinfo)
    except ValueError:
        return ""
    days = (now.date() - moment.date()).days
    if days == 0:
        return f"{moment:%H:%M}"
    year = "" if moment.year == now.year else f" {moment.year}"
    return f"{moment.day} {moment:%B}{year}"
