"""The page of the property grid: what each case says on each property, and where nobody speaks."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.reports.columns import By
from gtcoder.reports.property_grid import Grid, GridRow
from gtcoder.ui.axial.properties_grid_model import Wanted, counted
from gtcoder.ui.axial.properties_grid_view import GridView
from gtcoder.ui.kit import Button, Chip, EmptyState, FlowLayout, Hairline, Label, Segmented
from gtcoder.ui.look import Role, look, scaled


class PropertyGridPage(QWidget):
    """Bar, counts and the grid."""

    asked = Signal()  # for the grid, by other cases
    export_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid, self._colours = Grid((), ()), dict[str, int]()
        self.cases = Segmented(
            [(By.PARTICIPANT.value, self.tr("Participants")), (By.DOCUMENT.value,
             self.tr("Documents"))],
            name=self.tr("What a case is"),
        )  # fmt: skip
        self.cases.changed.connect(self._ask)
        self.filter = Chip(self.tr("Properties"))
        self.filter.set_choices(
            [(self.tr("all"), Wanted.ALL), (self.tr("with empty cells"), Wanted.EMPTY),
             (self.tr("with an unexplained negative case"), Wanted.UNEXPLAINED)],
            Wanted.ALL,
        )  # fmt: skip
        self.filter.changed.connect(self._fill)
        self.counts = Label("", Role.SMALL, ink="text2", wrap=True)
        self.export_button = Button(
            self.tr("Export table"), kind="quiet", icon_name="download-simple",
            tip=self.tr("Write the grid as a table: docx, xlsx, csv …"),
        )  # fmt: skip
        self.export_button.clicked.connect(self.export_asked)
        self.table = GridView(name=self.tr("Properties by case"))
        self._empty = EmptyState("")
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        self._lay_out()
        look().changed.connect(self._wear)
        self._wear()

    @property
    def by(self) -> By:
        """What a case is."""
        return By(self.cases.chosen)

    def show_grid(self, grid: Grid, colours: Mapping[str, int]) -> None:
        """Show a grid; the chosen cell stays so where it still is, and is told of anew."""
        self._grid, self._colours = grid, dict(colours)
        self._fill()

    def focus_widget(self) -> QWidget:
        """Return what has the keyboard here."""
        return self.table if self._pages.currentWidget() is self.table else self.cases

    def _ask(self, *_: object) -> None:
        self.asked.emit()

    def _fill(self, *_: object) -> None:
        grid, wanted = self._grid, Wanted(self.filter.value() or Wanted.ALL)
        chosen = self.table.chosen()
        self.table.grid.set(grid, wanted, self._colours)
        self.counts.setText(counted(grid) if grid.rows else "")
        self.export_button.setEnabled(bool(grid.rows))
        shown = bool(self.table.grid.rows and grid.cases)
        self._pages.setCurrentWidget(self.table if shown else self._empty)
        if not shown:
            self._say_nothing(filtered=bool(grid.rows and grid.cases))
        elif chosen is not None:
            self._choose_again(chosen[0], chosen[2])

    def _say_nothing(self, *, filtered: bool) -> None:
        if filtered:
            self._empty.set_words(self.tr("No property is so."), self.tr("Show all properties."))
        else:
            self._empty.set_words(
                self.tr("No category has a property yet."),
                self.tr("Choose a category, give it a property with two ends, and place passages."),
            )

    def _choose_again(self, kept: GridRow, case: str) -> None:
        table = self.table
        for n, row in enumerate(table.grid.rows):
            known = isinstance(row, GridRow) and row.property.id == kept.property.id
            if known and case in self._grid.cases:
                table.choose(n, self._grid.cases.index(case))
                if self.isVisible():
                    table.tell()

    def _lay_out(self) -> None:
        tools = QWidget()
        self._bar, self._below = FlowLayout(tools), QHBoxLayout()
        for widget in (self.cases, self.filter, self.export_button):
            self._bar.addWidget(widget)
        self._below.addWidget(self.counts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(tools)
        column.addLayout(self._below)
        column.addWidget(Hairline())
        column.addWidget(self._pages, 1)

    def _wear(self) -> None:
        edge = scaled(12)
        self._bar.setContentsMargins(edge, scaled(6), edge, scaled(4))
        self._below.setContentsMargins(scaled(16), 0, edge, scaled(8))
