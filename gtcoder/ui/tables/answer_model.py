"""A report as a model: as on paper in the order it was made, in full where it is sorted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt

from gtcoder.ui.kit import FrameModel
from gtcoder.ui.kit.frame import Cell, Index
from gtcoder.ui.tables.answer import Answer, headings, shown_rows


class AnswerModel(FrameModel):
    """The rows of an answer; a path is set in below its parents, what repeats is blank.

    Sorted by a column, each row says in full what it is, and totals stand below.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        self._paper: tuple[tuple[Cell, ...], ...] = ()
        super().__init__(totals_among=True, parent=parent)

    def show_answer(self, answer: Answer) -> None:
        """Show another report."""
        report = answer.report
        self._paper = shown_rows(report)
        self.set(
            headings(report), report.rows, totals=report.totals,
            colours=answer.colours, categories=answer.categories,
        )  # fmt: skip

    def shown(self, place: int, column: int) -> str:
        """Return a cell as it is written."""
        if self.sorted_by < 0 and self._paper:
            cell = self._paper[self.source_row(place)][column]
            if isinstance(cell, str):
                return cell
        return super().shown(place, column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Say a code's whole path under the pointer."""
        if role == Qt.ItemDataRole.ToolTipRole and index.isValid():
            cell = self.row(index.row())[index.column()]
            if isinstance(cell, tuple):
                return " > ".join(cell)
        return super().data(index, role)
