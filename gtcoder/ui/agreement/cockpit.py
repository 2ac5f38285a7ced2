"""The cockpit: the headline, a row for each code, and pairs beside them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.ui.agreement.code_model import (
    AGREE,
    BESIDE,
    CODE,
    CODINGS,
    PLOT,
    UNITS,
    VALUE,
    CodeModel,
)
from gtcoder.ui.agreement.code_table import CodeTable
from gtcoder.ui.agreement.computing import Numbers
from gtcoder.ui.agreement.headline import HeadlineView
from gtcoder.ui.agreement.passages import Cell
from gtcoder.ui.agreement.side import Side
from gtcoder.ui.agreement.view import (
    CodeLine,
    Pair,
    beside_missing,
    beside_shown,
    code_lines,
    headline,
    limits_of,
    main_record,
)
from gtcoder.ui.agreement.words import short_name, symbol, unit_noun
from gtcoder.ui.kit import EmptyState, Hairline, Label
from gtcoder.ui.look import Role, look, scaled, theme

LEAST = 180  # px of height in which a few codes can be read


class Paper(QWidget):
    """A region on paper."""

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), QColor(theme().paper))


def scrolled(paper: QWidget) -> QScrollArea:
    """Return a region that scrolls where large letters on a low screen leave the table no room."""
    area = QScrollArea()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    area.setWidget(paper)
    return area


class Cockpit(QWidget):
    """Shows Numbers, or why there are none; `opened_code` asks for the passages of a code.

    `side` is what stands beside it; the workspace lays it out. `chosen_cell` tells the chosen code.
    """

    opened_code = Signal(int)
    chosen_cell = Signal(object)
    asked_open = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers: Numbers | None = None
        self._pair: Pair | None = None
        self.headline = HeadlineView()
        self.model = CodeModel(self)
        self.table = CodeTable(name=self.tr("Agreement, code by code"))
        self.table.setObjectName("codes_table")
        self.table.setModel(self.model)
        self.table.chosen_row.connect(self._choose)
        self.table.clicked.connect(self._click)
        self.table.opened_row.connect(self._open)
        self.footer = Label("", Role.SMALL, ink="text2", wrap=True)
        self.footer.setObjectName("footer")
        self.side = Side()
        self.side.chosen_pair.connect(self._take_pair)
        self.side.show_passages.connect(self._open_chosen)
        self.empty = EmptyState(
            self.tr("Not computed yet."), "", self.tr("Go to Open coding"), self.asked_open.emit
        )
        self.empty.setObjectName("no_numbers")
        self._lay()
        look().changed.connect(self._wear)
        self._wear()

    def show_numbers(self, numbers: Numbers) -> None:
        """Show another answer."""
        self.numbers, self._pair = numbers, None
        self.side.show_numbers(numbers)
        self._fill()
        self._stack.setCurrentIndex(0)

    def show_reason(self, sentence: str, hint: str = "") -> None:
        """Say why there are no numbers, and what to do."""
        self.numbers = None
        self.side.show_nothing()
        self.empty.set_words(sentence, hint)
        self._stack.setCurrentIndex(1)

    def set_dim(self, dim: bool) -> None:  # a setter, as Qt has them
        """Grey the numbers, which are out of date."""
        for part in (self.headline, self.table, self.side):
            part.set_dim(dim)

    def _fill(self) -> None:
        numbers = self.numbers
        if numbers is None:
            return
        record = main_record(numbers, self._pair)
        lines = code_lines(numbers, self._pair)
        limits = limits_of(record)
        self.headline.show_headline(headline(numbers, self._pair))
        self.model.show_lines(lines, self._columns(numbers, lines), limits)
        self.table.show_value_sorted()
        self.footer.setText(" ".join(self._legend(limits, numbers)))

    def _columns(self, numbers: Numbers, lines: tuple[CodeLine, ...]) -> dict[str, str]:
        """Return the columns; units have one only where codes differ in them."""
        asked = numbers.asked
        own = main_record(numbers).unit
        names = {CODE: self.tr("Code"), CODINGS: self.tr("Codings")}
        if len({line.units for line in lines}) > 1:
            names[UNITS] = unit_noun(own).capitalize()
        if "percent_agreement" not in (asked.coefficient, *asked.beside):
            words = self.tr("Agree ({units})") if own != asked.unit else self.tr("Agree")
            names[AGREE] = words.format(units=unit_noun(asked.unit))
        names |= {f"{BESIDE}{name}": short_name(name) for name in beside_shown(lines, asked)}
        names[VALUE] = symbol(asked.coefficient) or self.tr("Value")
        return names | {PLOT: ""}

    def _legend(self, limits: tuple[float, ...], numbers: Numbers) -> tuple[str, ...]:
        said = [self.tr("Bars: 95 % interval.")] if numbers.asked.resamples else []
        if numbers.pending:
            said = [self.tr("The interval is being computed.")]
        if limits:
            words = self.tr(
                "Filled point: at least .667. Shaded: from .667, and .80, the limits Krippendorff "
                "names."
            )
            said.append(words)
        said.append(self.tr("Click a row: its passages. Enter or a double click: in Open coding."))
        if not self.model.lines:
            said = [self.tr("It takes all codes together and has no value for a single one.")]
        said.append(beside_missing(self.model.lines, numbers.asked))
        return (*filter(None, said), *numbers.made.sentences)

    def _click(self, index: QModelIndex) -> None:
        """Show the passages of a row again that is chosen already."""
        self._choose(self.model.source_row(index.row()))

    def _choose(self, row: int) -> None:
        line = self.model.lines[row]
        self.side.show_code(line)
        coders = () if line.record is None else line.record.coders
        if len(coders) > 1 and self.numbers is not None:
            among = coders if len(coders) > 2 else ()
            self.chosen_cell.emit(Cell((coders[0], coders[1]), line.path, among=among))

    def _open(self, row: int) -> None:
        code = self.model.lines[row].code
        if code is not None:
            self.opened_code.emit(code)

    def _open_chosen(self) -> None:
        line = self.table.chosen_line()
        if line is not None and line.code is not None:
            self.opened_code.emit(line.code)

    def _take_pair(self, pair: Pair) -> None:
        """Show its passages, and its rows where the coefficient takes coders two by two."""
        self._pair = pair
        self.side.show_code(None)
        self._fill()
        self.chosen_cell.emit(Cell(pair))

    def _lay(self) -> None:
        paper = Paper()
        column = QVBoxLayout(paper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._inset = QHBoxLayout()
        self._inset.addWidget(self.table)
        self._below = QHBoxLayout()
        self._below.addWidget(self.footer)
        column.addWidget(self.headline)
        column.addLayout(self._inset, 1)
        column.addWidget(Hairline())
        column.addLayout(self._below)
        blank = Paper()
        QVBoxLayout(blank).addWidget(self.empty)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(scrolled(paper))
        self._stack.addWidget(blank)
        self._stack.setCurrentIndex(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._stack, 1)

    def _wear(self) -> None:
        self.table.setMinimumHeight(scaled(LEAST))
        self._inset.setContentsMargins(scaled(14), 0, scaled(8), 0)
        self._below.setContentsMargins(scaled(24), scaled(8), scaled(24), scaled(10))
