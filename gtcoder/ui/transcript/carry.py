"""Codings carried out of the margin: taken by a stripe or its name, to be dropped on a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QDrag, QFontMetricsF, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from gtcoder.ui.look import Role, sans, scaled, theme
from gtcoder.ui.transcript.index import Strip
from gtcoder.ui.transcript.view import TranscriptView

if TYPE_CHECKING:
    from gtcoder.ui.transcript.margin import Margin

CODING_MIME = "application/x-gtcoder-coding"  # ascii: the coding's id, and that of its code
_WIDEST = 220


class Carrying:
    """Notices that a pressed coding is dragged, and starts the drag once."""

    def __init__(self, margin: Margin, view: TranscriptView) -> None:
        self._margin, self._view = margin, view
        self._held: Strip | None = None
        self._from = QPointF()

    def press(self, strip: Strip | None, spot: QPointF) -> None:
        """Take hold of a coding, or of none."""
        self._held, self._from = strip, spot

    def move(self, event: QMouseEvent) -> bool:
        """Begin to drag where the pointer has gone far enough; say whether a coding is held."""
        if self._held is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._held = None
            return False
        far = (event.position() - self._from).manhattanLength()
        if far >= QApplication.startDragDistance():
            held, self._held = self._held, None
            if self._margin.carries:
                self._drag(held)
            else:
                self._margin.not_carried.emit()
        return True

    def _drag(self, strip: Strip) -> None:
        self._view.say_hover(None)
        drag = QDrag(self._margin)
        drag.setMimeData(mime_of(strip.id, strip.code))
        picture = self._picture(strip)
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(-scaled(10), scaled(4)))
        drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)

    def _picture(self, strip: Strip) -> QPixmap:
        """Return the code's name on its tint, as it stands in the margin."""
        look, now, font = self._view.choice.looks.get(strip.code), theme(), sans(Role.SMALL)
        metrics, elide = QFontMetricsF(font), Qt.TextElideMode.ElideRight
        name = metrics.elidedText("" if look is None else look.name, elide, scaled(_WIDEST))
        width, ratio = metrics.horizontalAdvance(name), self._margin.devicePixelRatioF()
        box = QRectF(0, 0, width + scaled(16), scaled(24))
        picture = QPixmap(round(box.width() * ratio), round(box.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(now.line2))
        painter.setBrush(QColor(now.code(self._view.choice.colour_of(strip)).strong))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(font)
        painter.setPen(QColor(now.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
        painter.end()
        return picture


def mime_of(coding: int, code: int) -> QMimeData:
    """Return a coding as it is dragged."""
    data = QMimeData()
    data.setData(CODING_MIME, f"{coding} {code}".encode("ascii"))
    return data
