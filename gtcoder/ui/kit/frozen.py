"""The first column of a wide table, which stays where it is while the others scroll."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyledItemDelegate, QTableView

from gtcoder.ui.kit.table_header import TableHeader
from gtcoder.ui.look import theme


class FrozenColumn(QTableView):
    """Lies over the left end of a table and shows its first column, when there is need to.

    It has no focus and no scroll bars of its own; model and selection are those of the table.
    """

    def __init__(self, table: QTableView, delegate: QStyledItemDelegate) -> None:
        super().__init__(table)
        self._table = table
        self.header = TableHeader(self)
        self.setHorizontalHeader(self.header)
        self.setItemDelegate(delegate)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.clicked.connect(table.clicked)
        self.doubleClicked.connect(table.doubleClicked)
        self.hide()

    def follow(self) -> None:
        """Lie over the first column."""
        table, model = self._table, self._table.model()
        if self.model() is not model:
            self.setModel(model)
        self.setSelectionModel(table.selectionModel())
        self.setAccessibleName(table.accessibleName())
        for column in range(1, model.columnCount()):
            self.setColumnHidden(column, True)
        self.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        self.header.setFixedHeight(table.horizontalHeader().height())
        width = table.columnWidth(0)
        self.setColumnWidth(0, width)
        height = table.viewport().height() + table.horizontalHeader().height()
        self.setGeometry(0, 0, width, height)
        self.verticalScrollBar().setValue(table.verticalScrollBar().value())
        self.show()
        self.raise_()

    def covers(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """Return how many pixels of a cell lie under the frozen column."""
        if self.isHidden() or index.column() == 0:
            return 0
        return max(self.width() - self._table.visualRect(index).left(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the column and the line that parts it from the others."""
        super().paintEvent(event)
        end = self.viewport().width() - 1
        painter = QPainter(self.viewport())
        painter.fillRect(end, 0, 1, self.viewport().height(), QColor(theme().line))


class Frozen:
    """The frozen column of one table, made when the columns are first wider than the table."""

    def __init__(
        self,
        table: QTableView,
        delegate: QStyledItemDelegate,
        *,
        on_header: Callable[[int], object],
    ) -> None:
        self._table, self._delegate, self._on_header = table, delegate, on_header
        self._column: FrozenColumn | None = None
        self._sorted = (-1, False)

    def set_delegate(self, delegate: QStyledItemDelegate) -> None:
        """Let another delegate paint it."""
        self._delegate = delegate
        if self._column is not None:
            self._column.setItemDelegate(delegate)

    def follow(self) -> None:
        """Be there where the columns are wider than the table."""
        table, model = self._table, self._table.model()
        needed = table.horizontalHeader().length() > table.viewport().width() + 1
        if model is not None and needed and model.columnCount() > 1:
            self._made().follow()
        elif self._column is not None:
            self._column.hide()

    def covers(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """Return how many pixels of a cell lie under it."""
        return self._column.covers(index) if self._column is not None else 0

    def show_sorted(self, column: int, *, descending: bool) -> None:
        """Show by which column the table is sorted."""
        self._sorted = (column, descending)
        if self._column is not None:
            self._column.header.show_sorted(column, descending=descending)

    def repaint_soon(self) -> None:
        """Paint it again, as the table is."""
        if self._column is not None:
            self._column.viewport().update()

    def _made(self) -> FrozenColumn:
        if self._column is None:
            self._column = made = FrozenColumn(self._table, self._delegate)
            column, descending = self._sorted
            made.header.show_sorted(column, descending=descending)
            made.header.sectionClicked.connect(self._on_header)
        return self._column
