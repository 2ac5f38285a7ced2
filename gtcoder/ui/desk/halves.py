"""The room of the texts on the desk: one, or two side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from gtcoder.ui.look import scaled

_BESIDE = 340  # pixels that each of the two needs to stand beside the other


class Halves(QSplitter):
    """The first text, and the second beside it; below it where both would be too narrow."""

    def __init__(self, first: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(first)

    def open_beside(self, second: QWidget) -> None:
        """Show both, each on one half."""
        self.addWidget(second)
        second.show()
        self.turn()
        self.setSizes([1_000, 1_000])

    def turn(self) -> None:
        """Put the two side by side, or one below the other, as there is room."""
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        wanted = across if self.width() >= 2 * scaled(_BESIDE) else down
        if self.count() > 1 and wanted != self.orientation():
            self.setOrientation(wanted)
            self.setSizes([1_000, 1_000])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.turn()
