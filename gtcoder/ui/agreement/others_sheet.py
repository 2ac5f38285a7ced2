"""The sheet of other programs: what they would print for the same codings, and how they count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from gtcoder.ui.kit import FrameModel, Label, Sheet, TableView, ThinProgress
from gtcoder.ui.look import Role, scaled

if TYPE_CHECKING:
    from gtcoder.reports.base import Cell, Report

_SHOWN = ("program", "statistic", "coders", "as printed")


class OthersSheet(Sheet):
    """A row per program and statistic; the definition of the chosen one stands below."""

    def __init__(self, parent: QWidget) -> None:
        title = QCoreApplication.translate("Agreement", "What other programs would print")
        super().__init__(title, parent=parent, width=760)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("others_sheet")
        self.progress = ThinProgress()
        self.model = FrameModel(parent=self)
        self.table = TableView(name=title)
        self.table.setObjectName("others_table")
        self.table.setModel(self.model)
        self.table.setFixedHeight(scaled(320))
        self.table.chosen_row.connect(self._define)
        self.words = Label("", Role.SMALL, wrap=True)
        self.words.setObjectName("others_definition")
        self.words.setMinimumHeight(scaled(96))
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.caution = Label("", Role.SMALL, ink="text2", wrap=True)
        self._rows: list[dict[str, Cell]] = []
        for part in (self.progress, self.table, self.words, self.caution):
            self.body.addWidget(part)
        self.add_button(self.tr("Close"), "primary", self.reject)

    def show_report(self, report: Report) -> None:
        """List the programs; what counts and why they differ stands below."""
        self._rows = [dict(zip(report.columns, row, strict=True)) for row in report.rows]
        columns = (
            self.tr("Program"), self.tr("Statistic"), self.tr("Coders"), self.tr("As printed"),
        )  # fmt: skip
        cells = [tuple(_cell(row, name) for name in _SHOWN) for row in self._rows]
        self.model.set(columns, cells)
        self.caution.setText(
            self.tr(
                "The programs count different units by different rules, so the same codings give "
                "different numbers. Definitions are those they document; the numbers are computed "
                "here, not copied from them."
            )
        )
        if self._rows:
            self.table.selectRow(0)
            self.table.setFocus()

    def show_reason(self, sentence: str) -> None:
        """Say why there is nothing to list."""
        self.words.setText(sentence)

    def _define(self, row: int) -> None:
        found = self._rows[row]
        parts = (found["definition"], found["to know"], found["undefined because"])
        self.words.setText("\n".join(str(each) for each in parts if each))


def _cell(row: dict[str, Cell], name: str) -> str:
    cell = row[name]
    if name == "as printed" and not cell:
        return "n/a"
    parts = cell if isinstance(cell, tuple) else (cell,)
    said = " > ".join(str(each) for each in parts if each is not None)
    code = row["code"]
    if name == "statistic" and code:
        said += f" ({' > '.join(code) if isinstance(code, tuple) else code})"
    return said
