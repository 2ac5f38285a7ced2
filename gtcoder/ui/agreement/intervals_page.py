"""The page of intervals: every value with its interval on one axis, the named limits marked."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from gtcoder.analysis.records import AgreementRecord, Over
from gtcoder.analysis.resampling import FEWEST
from gtcoder.errors import GtcoderError
from gtcoder.ui.agreement.asked import CATEGORY, CODE, DOCUMENT, PAIR, VARIABLE
from gtcoder.ui.agreement.asker import Asker
from gtcoder.ui.agreement.code_model import BESIDE, PLOT, UNITS, VALUE, CodeModel
from gtcoder.ui.agreement.code_model import CODE as LABEL
from gtcoder.ui.agreement.code_table import CodeTable
from gtcoder.ui.agreement.computing import Numbers
from gtcoder.ui.agreement.intervals import codes_below, interval_lines, no_interval, records_per
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
        self.table.clicked.connect(self._click)
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
        elif any(line.low is not None for line in lines):
            said.append(self.tr("Bars: 95 % interval."))
        if limits:
            said.append(self.tr("Marked: .667 and .80, the limits Krippendorff names."))
        said += self._no_interval(self.rows.value()[0], lines)
        missing = sum(line.value is None for line in lines)
        if missing:
            words = self.tr("Undefined, with the reason: {count}.")
            said.append(words.format(count=f"{missing:,}"))
        said += list(dict.fromkeys(paradox(r.record) for r in lines[:1] if r.record is not None))
        said.append(beside_missing(lines, numbers.asked))
        return [each for each in said if each]

    def _no_interval(self, per: str, lines: tuple[CodeLine, ...]) -> list[str]:
        """Say why rows have no interval; several reasons in short, for their tips say them."""
        reasons = list(dict.fromkeys(filter(None, map(no_interval, lines))))
        if len(reasons) < 2:
            return reasons
        if per == VARIABLE:
            words = self.tr("No interval of fewer than {count} interviews.")
            return [words.format(count=FEWEST)]
        return [self.tr("No interval where too many resamples have no value.")]

    def _click(self, index: QModelIndex) -> None:
        """Show the passages of a row again that is chosen already."""
        self._choose(self.model.source_row(index.row()))

    def _choose(self, row: int) -> None:
        line, numbers = self.model.lines[row], self.numbers
        if numbers is None or line.record is None:
            return
        record, coders = line.record, line.record.coders
        some = line.over in (Over.DOCUMENT, Over.GROUP)
        codes = codes_below(numbers, record)
        if record.code is not None and not codes:
            return  # none of its codes is compared
        one = codes[0] if codes == (record.code,) else None
        self.chosen_cell.emit(
            Cell(
                (coders[0], coders[1]),
                one,
                codes=() if one else codes,
                documents=record.documents if some else (),
                name=line.path if some or codes else "",
                among=coders if len(coders) > 2 else (),
            )
        )
