"""The room a workspace has in the window: all of it, and more by scrolling where it is small."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from gtcoder.ui.workspace import Workspace

# Beside rail and bars at the largest text, of a screen of 1280 × 720 pixels.
SMALL_SCREEN = QSize(1080, 490)


class Room(QScrollArea):
    """Holds one workspace; what has the keyboard is brought into view."""

    workspace: Workspace

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)

    def take(self, workspace: Workspace) -> None:
        """Hold a workspace, best one made in the viewport: moved here, all of it is styled anew."""
        self.workspace = workspace
        self.setWidget(workspace)
        workspace.setAutoFillBackground(False)
        QApplication.instance().focusChanged.connect(self._follow_focus)  # type: ignore[union-attr]

    def minimumSizeHint(self) -> QSize:
        """Ask for what the workspace needs, but never for more than a small screen has."""
        return self.workspace.minimumSizeHint().boundedTo(SMALL_SCREEN)

    def sizeHint(self) -> QSize:
        """Ask for what the workspace would like."""
        return self.workspace.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the workspace all there is."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what the workspace needs."""
        done = super().eventFilter(watched, event)
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        """Not Qt's way to resize it, which asks wrapped text for the height it would like."""
        room, least = self.maximumViewportSize(), self.workspace.minimumSizeHint()
        tall, wide = least.height() > room.height(), least.width() > room.width()
        if wide:
            room.setHeight(room.height() - self.horizontalScrollBar().sizeHint().height())
        if tall:
            room.setWidth(room.width() - self.verticalScrollBar().sizeHint().width())
        self.workspace.resize(room.expandedTo(least))

    def _follow_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        whole = self.viewport().rect().contains(self.workspace.geometry())
        if now is None or whole or not self.workspace.isAncestorOf(now):
            return
        # Of what is larger than the window its beginning, so that what stands above stays too.
        size = now.size().boundedTo(self.viewport().size() / 2)
        spot = QRect(now.mapTo(self.workspace, QPoint(0, 0)), size)
        middle = spot.center()
        self.ensureVisible(middle.x(), middle.y(), size.width() // 2, size.height() // 2)
