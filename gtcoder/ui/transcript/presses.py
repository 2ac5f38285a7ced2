"""How often the button was pressed in one place: Qt counts to two."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication


class Presses:
    """Counts presses that follow a double click, in its place and soon enough."""

    def __init__(self) -> None:
        self._at = 0
        self._spot = QPointF()
        self._count = 0

    def doubled(self, event: QMouseEvent) -> None:
        """Begin with a double click."""
        self._at, self._spot, self._count = event.timestamp(), event.globalPosition(), 2

    def count(self, event: QMouseEvent) -> int:
        """Return how many presses this one makes; 1 where none came before."""
        soon = event.timestamp() - self._at < QApplication.doubleClickInterval()
        away = (event.globalPosition() - self._spot).manhattanLength()
        near = away < QApplication.startDragDistance()
        if self._count < 2 or not (soon and near):
            self._count = 0
            return 1
        self._count += 1
        self._at = event.timestamp()
        return self._count
