"""The page of pairs: how far each coder agrees with each other one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from gtcoder.analysis.records import AgreementRecord
from gtcoder.ui.agreement.basis import measure_text, units_of
from gtcoder.ui.agreement.computing import Numbers
from gtcoder.ui.agreement.grid import Grid, GridCell, GridView
from gtcoder.ui.agreement.heat import short_names
from gtcoder.ui.agreement.numbers_page import NumbersPage
from gtcoder.ui.agreement.passages import Cell
from gtcoder.ui.agreement.view import Heat, heat
from gtcoder.ui.agreement.words import interval_text, units_text, value_text


class PairsPage(NumbersPage):
    """Coder by coder; a cell leads to what both gave, and what only one of them gave."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heat = Heat((), {})
        self.grid = GridView(name=self.tr("Pairs of coders"), least=96)
        self.grid.setObjectName("pairs_grid")
        self.lay(self.tr("Pairs of coders"), self.grid)
        self.grid.chosen_cell.connect(self._choose)

    def fill(self, numbers: Numbers) -> None:
        """Show the matrix."""
        self._heat = heat(numbers)
        units = {record: units_of(numbers, record) for record in numbers.pairs}
        self.grid.show_grid(pairs_grid(self._heat, units))
        values = [r.value for r in numbers.pairs if r.value is not None]
        said = [self.tr("Click a pair, or Enter: its passages.")]
        if numbers.pairs:
            said.insert(0, measure_text(numbers.pairs[0]) + ".")
        if len(values) > 1:
            words = self.tr("Lowest {low}, highest {high}; an average would hide the lowest.")
            said.append(words.format(low=value_text(min(values)), high=value_text(max(values))))
        notes = dict.fromkeys(r.note for r in numbers.pairs if r.value is None)
        self.footer.setText(" ".join((*said, *notes)))

    def _choose(self, row: int, column: int) -> None:
        first, second = self._heat.names[row], self._heat.names[column]
        self.chosen_cell.emit(Cell((first, second)))


def pairs_grid(heat: Heat, units: Mapping[AgreementRecord, int]) -> Grid:
    """Return the matrix of coders with a figure for each pair; `units` of text were compared."""
    names = heat.names
    short = short_names(names)
    cells = tuple(
        tuple(_cell(heat, r, c, units) if r != c else None for c in range(len(names)))
        for r in range(len(names))
    )
    return Grid(names, short, cells, names)


def _cell(
    heat: Heat, row: int, column: int, units: Mapping[AgreementRecord, int]
) -> GridCell | None:
    record = heat.at(row, column)
    if record is None:
        return None
    text = value_text(record.value)
    span = f", {interval_text(*record.interval)}" if record.interval else ""
    count = units_text(record.unit, units[record])
    tip = f"{' × '.join(record.coders)}: {text}{span}; {count}"
    if record.value is None:
        return GridCell(text, None, tip=f"{tip}. {record.note}")
    return GridCell(text, min(max((record.value - 0.3) / 0.7, 0.01), 1.0), tip=tip)
