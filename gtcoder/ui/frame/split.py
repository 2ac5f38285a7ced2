"""Panels side by side that share the room out by rule, until the person sets other widths."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget


class Split(QSplitter):
    """A splitter with a hairline; `shares` returns the widths of the panels in a given room."""

    def __init__(self, shares: Callable[[int], list[int]], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._shares, self._moved = shares, False
        self.setHandleWidth(1)
        self.splitterMoved.connect(self._keep)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out."""
        super().resizeEvent(event)
        if not self._moved:
            self.setSizes(self._shares(self.width()))

    def _keep(self) -> None:
        self._moved = True
