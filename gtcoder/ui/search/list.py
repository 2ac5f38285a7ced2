"""The list of what was found."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from gtcoder.ui.kit import ring_after
from gtcoder.ui.search.delegate import HitDelegate
from gtcoder.ui.search.found import FoundModel


class HitList(QListView):
    """Hits one below the other; Enter opens one."""

    opened = Signal(int)

    def __init__(self, model: FoundModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(HitDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setObjectName("found")
        self.setAccessibleName(self.tr("What was found"))
        self.ring = False
        self.doubleClicked.connect(self._open)

    def rows(self) -> list[int]:
        """Return the selected rows."""
        return sorted(index.row() for index in self.selectionModel().selectedIndexes())

    def step(self) -> None:
        """Go to the row after the last one selected."""
        rows = self.rows()
        row = min((rows[-1] if rows else -1) + 1, self.model().rowCount() - 1)
        index = self.model().index(row, 0)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a hit by Enter; Esc and letters are not the list's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Leave letters to the commands."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring on the row when the keyboard led here."""
        self.ring = ring_after(event, before=self.ring)
        super().focusInEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.row())
