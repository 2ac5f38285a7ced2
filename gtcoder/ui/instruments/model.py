"""Items x experts as a table: one scale at a time, its coefficients behind the ratings."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from gtcoder.queries.instruments import ExpertRow
from gtcoder.reports.instruments import JudgedItem
from gtcoder.ui.instruments.view import InstrumentsView
from gtcoder.ui.instruments.words import COUNTED, Told, cells, heads
from gtcoder.vocabulary import InstrumentItemId, RatingScale

Index = QModelIndex | QPersistentModelIndex
RATED = Qt.ItemDataRole.UserRole + 20  # whether a cell is for a rating
COUNTS = Qt.ItemDataRole.UserRole + 21  # whether a rating speaks for the item
COMMENT = Qt.ItemDataRole.UserRole + 22  # what an expert remarked beside it
DROPPED = Qt.ItemDataRole.UserRole + 23
INK = Qt.ItemDataRole.UserRole + 24  # the name of the colour of a verdict
ITEM = 0
_MIDDLE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


class RatingsModel(QAbstractTableModel):
    """The items in their order; nothing is taken over here before it is stored."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.view = InstrumentsView()
        self.scale = RatingScale.ESSENTIAL

    def show_view(self, view: InstrumentsView, scale: RatingScale) -> bool:
        """Show other ratings; return whether rows or columns are others than before."""
        same = (
            scale is self.scale
            and [row.item.id for row in self.view.rows] == [row.item.id for row in view.rows]
            and [row.id for row in self.view.experts] == [row.id for row in view.experts]
        )
        if not same:
            self.beginResetModel()
        self.view, self.scale = view, scale
        if not same:
            self.endResetModel()
        elif view.rows:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
        return not same

    def item(self, index: Index) -> JudgedItem | None:
        """Return the item of a row."""
        row = index.row()
        return self.view.rows[row] if 0 <= row < len(self.view.rows) else None

    def expert(self, column: int) -> ExpertRow | None:
        """Return the expert of a column, None for the others."""
        place = column - 1
        return self.view.experts[place] if 0 <= place < len(self.view.experts) else None

    def place_of(self, item: InstrumentItemId, column: int = ITEM) -> QModelIndex:
        """Return where an item stands."""
        for row, each in enumerate(self.view.rows):
            if each.item.id == item:
                return self.index(row, column)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return how many items there are."""
        return 0 if parent.isValid() else len(self.view.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return the item, the experts and the coefficients."""
        if parent.isValid() or self.view.chosen is None:
            return 0
        return 1 + len(self.view.experts) + len(heads(self.scale))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what Qt asks of a cell."""
        row, expert = self.item(index), self.expert(index.column())
        if row is None:
            return None
        if role == DROPPED:
            return row.item.dropped
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            return left if index.column() == ITEM else _MIDDLE
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._head(index.column())}: {self._words(index) or self.tr('not rated')}"
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(index)
        if expert is not None:
            return self._of_rating(row, expert, role)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == ITEM:
            return row.item.text
        if role == INK and index.column() > ITEM:
            return self._coefficient(row, index.column()).ink
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the name of a column, and what it is as a tip."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._head(section)
        if role == Qt.ItemDataRole.TextAlignmentRole and section == ITEM:
            return Qt.AlignmentFlag.AlignLeft
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _MIDDLE
        if role == Qt.ItemDataRole.ToolTipRole:
            expert = self.expert(section)
            if expert is not None:
                return "\n".join(filter(None, (expert.name, expert.note)))
            place = section - 1 - len(self.view.experts)
            return heads(self.scale)[place][1] if place >= 0 else None
        return None

    def _head(self, column: int) -> str:
        if column == ITEM:
            return self.tr("Item")
        expert = self.expert(column)
        if expert is not None:
            return expert.name
        return heads(self.scale)[column - 1 - len(self.view.experts)][0]

    def _words(self, index: Index) -> str:
        row, expert = self.item(index), self.expert(index.column())
        assert row is not None
        if index.column() == ITEM:
            return f"{row.item.number}  {row.item.text}"
        if expert is not None:
            value, _ = self.view.given(row.item.id, expert.id, self.scale)
            return "" if value is None else str(value)
        return self._coefficient(row, index.column()).words

    def _coefficient(self, row: JudgedItem, column: int) -> Told:
        return cells(self.scale, row.validity)[column - 1 - len(self.view.experts)]

    def _of_rating(self, row: JudgedItem, expert: ExpertRow, role: int) -> Any:
        value, comment = self.view.given(row.item.id, expert.id, self.scale)
        if role == RATED:
            return True
        if role == COUNTS:
            return value in COUNTED[self.scale]
        if role == COMMENT:
            return comment
        if role == Qt.ItemDataRole.ToolTipRole and comment:
            return f"{expert.name}: {comment}"
        return None
