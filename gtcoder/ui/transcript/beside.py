"""What the painted strips beside the text share: they follow the view and scroll it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF
from PySide6.QtGui import QHelpEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from gtcoder.ui.look import colour, theme
from gtcoder.ui.transcript.view import TranscriptView


class Beside(QWidget):
    """A strip on paper beside a view, painted by hand."""

    def __init__(self, view: TranscriptView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        view.frame_changed.connect(self.update)
        view.worn.connect(self.update)

    def ground(self, painter: QPainter) -> None:
        """Paint the paper."""
        painter.fillRect(self.rect(), colour(theme().paper))

    def tip_at(self, spot: QPoint) -> tuple[str, QRectF] | None:
        """Return the tooltip under a point and where it holds."""
        raise NotImplementedError

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self.tip_at(event.pos())
            if found is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), found[0], self, found[1].toRect())
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.view.wheelEvent(event)
        event.accept()
