"""The bench of the core category as a table: weights first, then candidates by their total."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from gtcoder.ui.kit import CATEGORY, SWATCH
from gtcoder.ui.selective.core_rows import BenchView, CandidateRow, Column
from gtcoder.vocabulary import CodeId, CodeLevel, CoreCriterion

Index = QModelIndex | QPersistentModelIndex
VALUE = Qt.ItemDataRole.UserRole + 20  # of a computed cell, from 0 to 1
JUDGED = Qt.ItemDataRole.UserRole + 21  # whether a cell is for a judgement
WEIGHT = Qt.ItemDataRole.UserRole + 22  # whether a cell is of the row of weights
MEMO = Qt.ItemDataRole.UserRole + 23  # whether a judgement has a memo
CORE = Qt.ItemDataRole.UserRole + 24  # whether a row is of the core category, in the name
NAME = 0


class BenchModel(QAbstractTableModel):
    """Row 0 holds the weights; `weighed` and `judged` ask for what was typed to be stored."""

    weighed = Signal(str, float)  # criterion, weight
    judged = Signal(object, str, int)  # CodeId, criterion, score

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bench = BenchView()
        self.writable = True

    def show_bench(self, bench: BenchView) -> None:
        """Show other numbers; where the candidates are the same, the view keeps its place."""
        same = [row.code for row in self.bench.rows] == [row.code for row in bench.rows]
        if same and self.bench.columns == bench.columns:
            self.bench = bench
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.bench = bench
        self.endResetModel()

    def candidate(self, index: Index) -> CandidateRow | None:
        """Return the candidate of a row, None for the weights."""
        place = index.row() - 1
        return self.bench.rows[place] if index.isValid() and place >= 0 else None

    def criterion(self, column: int) -> Column | None:
        """Return the criterion of a column, None for name and total."""
        place = column - 1
        return self.bench.columns[place] if 0 <= place < len(self.bench.columns) else None

    def place_of(self, code: CodeId, column: int = NAME) -> QModelIndex:
        """Return where a candidate stands."""
        for place, row in enumerate(self.bench.rows):
            if row.code == code:
                return self.index(place + 1, column)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return the candidates and the weights."""
        return 0 if parent.isValid() or not self.bench.columns else len(self.bench.rows) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return name, criteria and total."""
        return 0 if parent.isValid() or not self.bench.columns else len(self.bench.columns) + 2

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let weights and judgements be written."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        criterion = self.criterion(index.column())
        if self.writable and criterion is not None and (index.row() == 0 or criterion.judged):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what Qt asks of a cell."""
        row, criterion = self.candidate(index), self.criterion(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._words(index)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if index.column() == NAME else (
                Qt.AlignmentFlag.AlignRight
            )  # fmt: skip
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == WEIGHT:
            return index.row() == 0
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(index)
        if row is None:
            return None
        if role == SWATCH and index.column() == NAME:
            return row.colour
        if role == CORE:
            return index.column() == NAME and row.level is CodeLevel.CORE
        if role == CATEGORY:
            return row.level is not CodeLevel.OPEN
        if criterion is None:
            return self._tip(row, index.column()) if role == Qt.ItemDataRole.ToolTipRole else None
        return self._of_criterion(row, criterion, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a weight or a judgement to be stored."""
        criterion, row = self.criterion(index.column()), self.candidate(index)
        text = str(value).strip().replace(",", ".")
        try:
            number = float(text)
        except ValueError:
            return False
        if criterion is None or number < 0:
            return False
        if row is None:
            if number != (self.bench.weights or {}).get(criterion.key):
                self.weighed.emit(criterion.key, number)
        elif number in range(5):
            self.judged.emit(row.code, criterion.key, int(number))
        return False

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the name of a criterion, and what it asks as a tip."""
        if orientation == Qt.Orientation.Vertical:
            return None
        criterion = self.criterion(section)
        if role == Qt.ItemDataRole.DisplayRole:
            ends = self.tr("Candidate") if section == NAME else self.tr("Total")
            return ends if criterion is None else criterion.short
        if role == Qt.ItemDataRole.ToolTipRole and criterion is not None:
            return f"{criterion.name}\n{criterion.sentence}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.data(self.index(0, section), role)
        return None

    def _words(self, index: Index) -> str:
        row, criterion = self.candidate(index), self.criterion(index.column())
        if row is None:
            if criterion is not None:
                return f"{(self.bench.weights or {}).get(criterion.key, 1.0):g}"
            return self.tr("Weights") if index.column() == NAME else ""
        if criterion is None:
            if index.column() == NAME:
                return row.name
            return "" if row.total is None else f"{row.total:.2f}"
        if criterion.judged:
            found = row.judgements.get(criterion.key)
            return "" if found is None else str(found.score)
        return self._count(row, criterion)

    def _count(self, row: CandidateRow, criterion: Column) -> str:
        count = row.counts[criterion.key]
        return f"{count:.2f}" if criterion.key == CoreCriterion.BETWEENNESS else f"{count:,.0f}"

    def _of_criterion(self, row: CandidateRow, criterion: Column, role: int) -> Any:
        if role == JUDGED:
            return criterion.judged
        if role == VALUE:
            return None if criterion.judged else row.values[criterion.key]
        found = row.judgements.get(criterion.key)
        if role == MEMO:
            return found is not None and bool(found.memo)
        if role == Qt.ItemDataRole.ToolTipRole:
            if criterion.key == CoreCriterion.BREADTH:
                words = self.tr("{n} of {all} participants")
                return words.format(n=f"{row.counts[criterion.key]:g}", all=self.bench.participants)
            memo = f"{found.memo} ({found.coder})" if found is not None and found.memo else ""
            return "\n".join(line for line in (criterion.sentence, memo) if line)
        return None

    def _tip(self, row: CandidateRow, column: int) -> str:
        if column == NAME:
            core = self.tr("The core category") if row.level is CodeLevel.CORE else ""
            return "\n".join(line for line in (core, row.written, row.definition) if line)
        if row.missing:
            words = self.tr("The weighted mean of what is given; {n} judgements are missing.")
            return words.format(n=row.missing)
        return self.tr("The weighted mean of all criteria")

    def _said(self, index: Index) -> str:
        head = self.headerData(index.column(), Qt.Orientation.Horizontal)
        core = f", {self.tr('core category')}" if index.data(CORE) else ""
        return f"{head}: {self._words(index) or self.tr('not given')}{core}"
