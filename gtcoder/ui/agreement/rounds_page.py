"""The page of rounds: whether the same coders drift, and how stable each of them is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gtcoder.analysis.records import AgreementRecord
from gtcoder.errors import GtcoderError
from gtcoder.ui.agreement.asker import Asker
from gtcoder.ui.agreement.computing import Numbers
from gtcoder.ui.agreement.drift_view import DriftPoint, DriftView
from gtcoder.ui.agreement.numbers_page import NumbersPage
from gtcoder.ui.agreement.passages import Cell
from gtcoder.ui.agreement.rounds import Rounds, rounds_of
from gtcoder.ui.agreement.view import limits_of, main_record, why_no_interval
from gtcoder.ui.agreement.words import interval_text, value_text
from gtcoder.ui.kit import FrameModel, TableView
from gtcoder.ui.kit.frame import Cell as Written
from gtcoder.ui.look import scaled


class RoundsPage(NumbersPage):
    """A line over the rounds, a row for each; below them each coder compared with themself.

    `asked_round` wants the numbers of a round in the cockpit.
    """

    asked_round = Signal(str)

    def __init__(self, asker: Asker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asker = asker
        self.found: Rounds | None = None
        self._cells: list[Cell | None] = []  # what a row leads to
        self.drift, self.model = DriftView(), FrameModel(parent=self)
        self.table = TableView(name=self.tr("Agreement round by round"))
        self.table.setObjectName("rounds_table")
        self.table.setModel(self.model)
        self.table.chosen_row.connect(self._choose)
        self.table.clicked.connect(self._click)
        self.table.opened_row.connect(self._open)
        self.drift.chosen_point.connect(self._choose_round)
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(8))
        column.addWidget(self.drift)
        column.addWidget(self.table, 1)
        self.lay(self.tr("Round by round"), both)

    def fill(self, numbers: Numbers) -> None:
        """Ask for the rounds, if the page is in sight."""
        self.found = None
        if self.isVisible() and not numbers.pending:
            self.ask()

    def ask(self) -> None:
        """Ask for the rounds of the numbers that are shown."""
        numbers = self.numbers
        if numbers is None or self.found is not None:
            return
        self._asker.ask(
            lambda reader, progress: rounds_of(reader, numbers, progress),
            partial(self._show, numbers),
            self._fail,
            self.tr("Comparing rounds"),
        )

    def set_dim(self, dim: bool) -> None:  # a setter, as Qt has them
        """Grey what is out of date."""
        super().set_dim(dim)
        self.drift.dim = dim
        self.drift.update()
        self.table.setEnabled(not dim)

    def _show(self, numbers: Numbers, found: Rounds) -> None:
        if numbers is not self.numbers:
            return
        self.found = found
        limits = limits_of(main_record(numbers))
        points = tuple(
            DriftPoint(name, records[0].value, *(records[0].interval or (None, None)))
            if records
            else DriftPoint(name, None)
            for name, records, _ in found.values
        )
        self.drift.setVisible(len(points) > 1)
        self.drift.show_points(points, limits)
        self._fill_table(found, limits)
        self.footer.setText(" ".join(self._said(numbers, found)))
        self.show_content()

    def _fill_table(self, found: Rounds, limits: tuple[float, ...]) -> None:
        columns = (
            self.tr("Round"), self.tr("What"), self.tr("Coders"), self.tr("Value"),
            self.tr("Interval"), self.tr("Interviews"),
        )  # fmt: skip
        between, stable = self.tr("between coders"), self.tr("stability, one coder twice")
        rows: list[tuple[Written, ...]] = []
        cells: list[Cell | None] = []
        for name, records, _ in found.values:
            rows += [_row(name, between, record, limits) for record in records]
            cells += [_cell(record, name) for record in records]
            if not records:
                rows.append((name, between, "", value_text(None), "", None))
                cells.append(None)
        rows += [_row(record.round, stable, record, limits) for record in found.stability]
        cells += [replace(_cell(r, found.round), twice=True) for r in found.stability]
        self._cells = cells
        self.model.set(columns, rows)

    def _said(self, numbers: Numbers, found: Rounds) -> tuple[str, ...]:
        said = list(dict.fromkeys(self._reasons(found)))
        said += [
            self.tr(
                "The same coders in every round; other rounds have other documents or codes, so "
                "what changes is not the coders' skill alone."
            )
        ]
        if len(found.values) < 2:
            said[-1] = self.tr("There is one round; drift needs two.")
        if found.stability:
            said.append(
                self.tr(
                    "Stability: one coder at two times (intra-coder agreement, Krippendorff 2004). "
                    "It says nothing of whether others would code the same."
                )
            )
        else:
            said.append(self.tr("No stability: {why}").format(why=found.no_stability))
        said.append(
            self.tr("Click a row: its passages. Enter or a double click on a round: its codes.")
        )
        return tuple(said)

    def _reasons(self, found: Rounds) -> Iterator[str]:
        """Yield why a round has no value, or no interval."""
        words = self.tr("{round}: {why}")
        for name, records, why in found.values:
            reasons = [r.note if r.value is None else why_no_interval(r) for r in records] or [why]
            yield from (words.format(round=name, why=each) for each in reasons if each)

    def _choose_round(self, place: int) -> None:
        """Choose the row of a round that was clicked in the picture."""
        name = self.drift.points[place].round
        row = next((n for n in range(self.model.rowCount()) if self.model.row(n)[0] == name), 0)
        self.table.selectRow(row)
        self._choose(self.model.source_row(row))

    def _click(self, index: QModelIndex) -> None:
        """Show the passages of a row again that is chosen already."""
        self._choose(self.model.source_row(index.row()))

    def _choose(self, row: int) -> None:
        self.chosen_cell.emit(self._cells[row])

    def _open(self, row: int) -> None:
        cell = self._cells[row]
        if cell is not None and not cell.twice:
            self.asked_round.emit(cell.round)

    def _fail(self, error: GtcoderError) -> None:
        self.say_none(str(error))


def _cell(record: AgreementRecord, name: str) -> Cell:
    coders = record.coders
    return Cell((coders[0], coders[1]), among=coders if len(coders) > 2 else (), round=name)


def _row(
    name: str, what: str, record: AgreementRecord, limits: tuple[float, ...]
) -> tuple[Written, ...]:
    span = interval_text(*record.interval) if record.interval else ""
    return (
        name,
        what,
        " × ".join(record.coders),
        value_text(record.value, limits),
        span,
        len(record.documents),
    )
