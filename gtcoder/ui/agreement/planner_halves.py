"""The curve of a plan and its numbers: side by side, or one above the other on little room."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from gtcoder.ui.kit import TableView
from gtcoder.ui.kit.table import column_width
from gtcoder.ui.look import look, scaled
from gtcoder.ui.tables.chart import NARROWEST, ChartView

_CHART_HIGH = 500  # pixels of the curve, whose picture does not grow with the text
_BARS = 16  # pixels for a scroll bar and what the columns round up
_GAP = 10
_UNBOUND = 16_777_215  # as Qt has it


class PlanHalves(QWidget):
    """Gives the table all columns in sight, and the curve what is left."""

    def __init__(self, chart: ChartView, table: TableView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart, self._table = chart, table
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(chart, 1)
        self._row.addWidget(table)
        look().changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Lay both anew, for another table, text size or width."""
        table = self._table
        model = table.model()
        columns = 0 if model is None else model.columnCount()
        wide = sum(column_width(model, n) for n in range(columns)) + _BARS if columns else 0
        rows = 0 if model is None else model.rowCount()
        high = (rows + 1) * table.verticalHeader().defaultSectionSize() + _BARS
        beside = self.width() - wide - scaled(_GAP) >= NARROWEST + 2 * scaled(8)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if beside else ways.BottomToTop)
        self._row.setSpacing(scaled(_GAP))
        self._chart.setMinimumHeight(_CHART_HIGH)
        table.setMinimumHeight(scaled(200) if beside else high)
        table.setMinimumWidth(wide if beside else 0)
        table.setMaximumWidth(wide if beside else _UNBOUND)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay both for another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()
