"""The first column of a wide table, which stays where it is while the others scroll."""

from __future__ import annotations

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
        """Be there where the columns are wider than the table, and lie over the first one."""
        table, model = self._table, self._table.model()
        needed = table.horizontalHeader().length() > table.viewport().width() + 1
        if model is None or not needed or model.columnCount() < 2:
            self.hide()
            return
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
