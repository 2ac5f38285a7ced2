"""The head of a transcript: its title, a line about it, and how much of the text is coded."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gtcoder.ui.look import Role, sans, scaled, serif, theme
from gtcoder.ui.transcript.layout import INSET
from gtcoder.ui.transcript.map import percent
from gtcoder.ui.transcript.view import TranscriptView

HEIGHT = 76
_TITLE = 21


class Header(QWidget):
    """Painted over the column (title) and the margin (share)."""

    def __init__(self, view: TranscriptView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transcript_header")
        self._view = view
        self._column = (0, 0, 0)
        self._said = ""
        view.page_changed.connect(self._renew)
        view.codings_changed.connect(self._renew)
        view.codings_patched.connect(self._count)
        view.worn.connect(self.update)
        self.setToolTip(
            self.tr("Share of the text's characters that have at least one coding shown here")
        )

    def set_column(self, left: int, width: int, margin: int) -> None:
        """Say where the text's column begins, how wide it is, and how wide the margin."""
        self._column = (left, width, margin)
        self.update()

    def share_said(self) -> str:
        """Return the share as a phrase."""
        return self.tr("{share} % of the text coded").format(share=percent(self._view))

    def _count(self) -> None:
        if self.share_said() != self._said:
            self._renew()

    def _renew(self) -> None:
        self._said = self.share_said()
        page = self._view.page
        parts = (page.name, page.subtitle, self._said)
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now, page = QPainter(self), theme(), self._view.page
        painter.fillRect(self.rect(), QColor(now.paper))
        left, width, margin = self._column
        title = QRectF(left + INSET, scaled(18), width - 2 * INSET, scaled(30))
        below = QRectF(left + INSET, title.bottom() - scaled(2), width - 2 * INSET, scaled(18))
        _write(painter, title, serif(_TITLE, 600), now.text, page.name)
        _write(painter, below, sans(Role.SMALL), now.text2, page.subtitle)
        if page.text and margin > scaled(120):
            place = left + width + scaled(6)
            self._paint_share(painter, QRectF(place, scaled(22), margin - scaled(12), scaled(18)))
        painter.end()

    def _paint_share(self, painter: QPainter, box: QRectF) -> None:
        now = theme()
        _write(painter, box, sans(Role.SMALL), now.text2, self.share_said())
        track = QRectF(box.left(), box.bottom() + scaled(6), scaled(144), scaled(4))
        track.setWidth(min(track.width(), box.width()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.sunken))
        painter.drawRoundedRect(track, 2, 2)
        track.setWidth(track.width() * self._view.coded_share())
        painter.setBrush(QColor(now.accent))
        painter.drawRoundedRect(track, 2, 2)


def _write(painter: QPainter, box: QRectF, font: QFont, ink: str, text: str) -> None:
    said = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, said)
