"""A coder as a circle with initials."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gtcoder.ui.look import Role, look, sans, scaled, theme


def initials_of(name: str) -> str:
    """Return the initials of a name: first and last word's, or the first two letters of one word.

    >>> initials_of("Mina Kaveh"), initials_of("M. Kaveh"), initials_of("Bob"), initials_of("JW")
    ('MK', 'MK', 'BO', 'JW')
    """
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    if len(words) == 1:
        return words[0][:2].upper()
    return (words[0][0] + words[-1][0]).upper()


def paint_avatar(painter: QPainter, rect: QRectF, initials: str) -> None:
    """Paint the circle of a coder."""
    ground = theme().code(1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground.strong))
    painter.drawEllipse(rect)
    painter.setFont(sans(Role.INITIALS))
    painter.setPen(QColor(ground.ink))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials)
    painter.restore()


class Avatar(QWidget):
    """The circle of a coder among other widgets; `name` is for screen readers and the tooltip."""

    def __init__(self, initials: str, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_coder(initials, name=name)
        look().changed.connect(self.updateGeometry)

    def set_coder(self, initials: str, *, name: str = "") -> None:
        """Show somebody else."""
        self._initials = initials
        self.setAccessibleName(name or initials)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the room the content needs."""
        return QSize(scaled(24), scaled(24))

    def minimumSizeHint(self) -> QSize:
        """Never be smaller than the content."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint from the theme in force."""
        size = float(min(self.width(), self.height()))
        left, top = (self.width() - size) / 2, (self.height() - size) / 2
        paint_avatar(QPainter(self), QRectF(left, top, size, size), self._initials)
