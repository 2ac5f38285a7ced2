"""The page of intervals: every value with its interval on one axis, the named limits marked."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from gtcoder.analysis.records import AgreementRecord, Over
from gtcoder.errors import GtcoderError
from gtcoder.ui.agreement.asked import CATEGORY, CODE, DOCUMENT, PAIR, VARIABLE
from gtcoder.ui.agreement.asker import Asker
from gtcoder.ui.agreement.code_model import BESIDE, PLOT, UNITS, VALUE, CodeModel
from gtcoder.ui.agreement.code_model import CODE as LABEL
from gtcoder.ui.agreement.code_table import CodeTable
from gtcoder.ui.agreement.computing import Numbers
from gtcoder.ui.agreement.intervals import interval_lines, records_per
from gtcoder.ui.agreement.numbers_page import NumbersPage
from gtcoder.ui.agreement.passages import Cell
from gtcoder.ui.agreement.view import (
    CodeLine,
    beside_missing,
    beside_shown,
    limits_of,
    main_record,
    paradox,
)
from gtcoder.ui.agreement.words import short_name, symbol, unit_noun
from gtcoder.ui.kit import Chip

Rows = tuple[str, str]  # what has rows of its own, and the name of a variable


class IntervalsPage(NumbersPage):
    """Point and interval of everything, codes, categories, interviews, groups or pairs."""

    def __init__(self, asker: Asker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asker = asker
        self.records: tuple[AgreementRecord, ...] = ()
        self.model = CodeModel(self)
        self.table = CodeTable(name=self.tr("Values with their intervals"))
        self.table.setObjectName("intervals_table")
        self.table.setModel(self.model)
        self.table.chosen_row.connect(self._choose)
        self.lay(self.tr("Values and intervals"), self.table)
        self.rows = Chip(self.tr("Rows"))
        self.rows.setObjectName("interval_rows")
        self.rows.changed.connect(self._again)
        self.head.add(self.rows)
        self.offer(())

    def offer(self, variables: tuple[str, ...]) -> None:
        """Offer what can have rows of its own."""
        before = self.rows.value()
        words = self.tr("values of {variable}")
        choices: list[tuple[str, object]] = [
            (self.tr("codes"), (CODE, "")),
            (self.tr("categories"), (CATEGORY, "")),
            (self.tr("interviews"), (DOCUMENT, "")),
            (self.tr("pairs of coders"), (PAIR, "")),
            *((words.format(variable=name), (VARIABLE, name)) for name in variables),
        ]
        known = [each for _, each in choices]
        self.rows.set_choices(choices, before if before in known else known[0])

    def fill(self, numbers: Numbers) -> None:
        """Show the rows that are chosen."""
        self._again()

    def _again(self, *_: object) -> None:
        numbers = self.numbers
        if numbers is None:
            return
        per, variable = self.rows.value()
        if per == CODE:
            self._asker.cancel()
            self._show(numbers, numbers.made.results.records)
        elif not numbers.pending:  # else it is asked when the intervals are there
            self._asker.ask(
                lambda reader, progress: records_per(
                    reader, numbers.asked, per, variable, progress
                ),
                partial(self._show, numbers),
                self._fail,
                self.tr("Comparing"),
            )

    def _show(self, numbers: Numbers, records: tuple[AgreementRecord, ...]) -> None:
        if numbers is not self.numbers:
            return
        per = self.rows.value()[0]
        self.records = records
        lines = interval_lines(numbers, records, per)
        limits = limits_of(main_record(numbers))
        self.model.show_lines(lines, self._columns(numbers, lines), limits)
        self.show_content()
        self.footer.setText(" ".join(self._said(numbers, lines, limits)))

    def _fail(self, error: GtcoderError) -> None:
        self.say_none(str(error))

    def _columns(self, numbers: Numbers, lines: tuple[CodeLine, ...]) -> dict[str, str]:
        asked = numbers.asked
        names = {LABEL: self.tr("Over"), UNITS: unit_noun(main_record(numbers).unit).capitalize()}
        names |= {f"{BESIDE}{name}": short_name(name) for name in beside_shown(lines, asked)}
        names[VALUE] = symbol(asked.coefficient) or self.tr("Value")
        return names | {PLOT: ""}

    def _said(
        self, numbers: Numbers, lines: tuple[CodeLine, ...], limits: tuple[float, ...]
    ) -> list[str]:
        said = []
        if numbers.pending:
            said.append(self.tr("Intervals are being computed."))
        elif numbers.asked.resamples:
            said.append(self.tr("Bars: 95 % interval."))
        if limits:
            said.append(self.tr("Marked: .667 and .80, the limits Krippendorff names."))
        missing = sum(line.value is None for line in lines)
        if missing:
            words = self.tr("Undefined, with the reason: {count}.")
            said.append(words.format(count=f"{missing:,}"))
        said += list(dict.fromkeys(paradox(r.record) for r in lines[:1] if r.record is not None))
        said.append(beside_missing(lines, numbers.asked))
        return [each for each in said if each]

    def _choose(self, row: int) -> None:
        line, numbers = self.model.lines[row], self.numbers
        if numbers is None or line.record is None:
            return
        coders = line.record.coders
        pair = (coders[0], coders[1])
        document = line.record.documents[0] if line.over is Over.DOCUMENT else None
        code = line.record.code if line.over is Over.CODE else None
        if code is not None and code not in numbers.codings.codes:
            code = None  # a category that codings were counted for
        self.chosen_cell.emit(Cell(pair, code, document=document))
