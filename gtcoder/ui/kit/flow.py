"""A row that goes on in the next line where it is full."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from gtcoder.ui.look import scaled


class FlowLayout(QLayout):
    """Widgets side by side, wrapped like words.

    Those from the place `right_from` on stand at the right end where one row holds all.
    """

    def __init__(
        self, parent: QWidget | None = None, *, gap: int = 8, right_from: int | None = None
    ) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap, self._right_from = gap, right_from
        self.setContentsMargins(0, 0, 0, 0)
        if parent is not None:
            parent.setLayout(self)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item by its place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Want no more room than needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Grow higher where there is less width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped rows."""
        return self._flow(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._flow(rect, place=True)

    def sizeHint(self) -> QSize:
        """Ask for the room the content needs."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the room of the largest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def wished_width(self) -> int:
        """Return the width in which one row holds all."""
        widths = [item.sizeHint().width() for item in self._items if not item.isEmpty()]
        margins = self.contentsMargins()
        gaps = scaled(self._gap) * max(len(widths) - 1, 0)
        return sum(widths) + gaps + margins.left() + margins.right()

    def _flow(self, rect: QRect, *, place: bool) -> int:
        inner = rect.marginsRemoved(self.contentsMargins())
        rows, gap, y = self._rows(inner.width()), scaled(self._gap), inner.y()
        for number, row in enumerate(rows):
            y += gap if number else 0
            line = max(item.sizeHint().height() for item in row)
            if place:
                self._place(row, QRect(inner.x(), y, inner.width(), line), len(rows))
            y += line
        return y - rect.y() + self.contentsMargins().bottom()

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        x, gap = 0, scaled(self._gap)
        for item in self._items:
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if not rows or x + wide > width:
                rows.append([])
                x = 0
            rows[-1].append(item)
            x += wide + gap
        return rows

    def _place(self, row: list[QLayoutItem], line: QRect, rows: int) -> None:
        """Place a row, each item in the middle of its height; the only one may have two ends."""
        x, gap, right_from = line.x(), scaled(self._gap), self._right_from
        ends = rows == 1 and right_from is not None
        right = self._items[right_from:] if ends else []
        spare = line.width() - sum(item.sizeHint().width() for item in row) - gap * (len(row) - 1)
        for item in row:
            size = item.sizeHint()
            if item in right:
                x, right = x + spare, []
            item.setGeometry(
                QRect(QPoint(x, line.y() + (line.height() - size.height()) // 2), size)
            )
            x += size.width() + gap
