"""What stands at the right of the numbers: pairs and rounds, or the passages behind a cell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from gtcoder.errors import NotComputable
from gtcoder.ui.agreement.asker import Asker
from gtcoder.ui.agreement.cockpit import scrolled
from gtcoder.ui.agreement.computing import Compared, Numbers, Pair, compared_in
from gtcoder.ui.agreement.passages import CELL, CHARACTERS, SEGMENTS, Cell, behind, matrix_of
from gtcoder.ui.agreement.passages_panel import PassagesPanel
from gtcoder.ui.agreement.side import Side
from gtcoder.ui.agreement.view import code_lines, main_record, paradox
from gtcoder.ui.bridge import Bridge
from gtcoder.ui.kit import Hairline

if TYPE_CHECKING:
    from gtcoder.analysis.confusion import Confusion


class Beside(QWidget):
    """Shows the side of the cockpit until a cell is chosen; Esc or the cross brings it back.

    `opened_passage` wants a passage in its transcript, `asked_code` a code in Open coding.
    """

    opened_passage = Signal(object)
    asked_code = Signal(int)

    def __init__(
        self, bridge: Bridge, asker: Asker, side: Side, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._asker, self.side = bridge, asker, side
        self.panel = PassagesPanel()
        self.numbers: Numbers | None = None
        self.counted = CHARACTERS
        self._with_side = True
        self._pair: Pair | None = None  # chosen of the coders of a number of more than two
        self._matrices: dict[tuple[str, Pair, str], Confusion] = {}
        self._rounds: dict[tuple[str, bool, Pair], Compared] = {}
        self._stack = QStackedWidget(self)
        self._stack.addWidget(side)
        self._scrolled = scrolled(self.panel)
        self._stack.addWidget(self._scrolled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(Hairline(Qt.Orientation.Vertical))
        row.addWidget(self._stack, 1)
        self.panel.closed.connect(self.close_cell)
        self.panel.asked_kind.connect(self._read)
        self.panel.asked_pair.connect(self._choose_pair)
        self.panel.opened_passage.connect(self.opened_passage)
        self.panel.asked_code.connect(self._ask_code)

    def watch(self, whole: QWidget) -> None:
        """Take a part of the width of a widget, whatever that is."""
        whole.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the width of the whole."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.side.take_width(watched.width())
            self.setFixedWidth(self.side.width() + 1)
        return super().eventFilter(watched, event)

    def show_numbers(self, numbers: Numbers) -> None:
        """Take other numbers; the chosen cell stays where it still is one."""
        other = self.numbers is None or self.numbers.compared is not numbers.compared
        self.numbers = numbers
        if other:
            self._matrices, self._rounds = {}, {}
        cell = self.panel.cell
        if cell is None:
            return
        there = {*numbers.codings.codes, None}
        same = set(cell.pair) <= set(numbers.codings.coders) and set(cell.codes) <= there
        if same and cell.code in there and not (cell.given or cell.documents or cell.round):
            if other:
                self._open(cell)
        elif other:
            self.close_cell()

    def show_nothing(self) -> None:
        """There are no numbers, so there is no cell."""
        self.numbers, self._matrices, self._rounds = None, {}, {}
        self.close_cell()

    def show_with_side(self, *, side: bool) -> None:
        """Show the side where no cell is chosen, or what a click would bring."""
        self._with_side = side
        self.close_cell()

    def choose(self, cell: Cell | None) -> None:
        """Show the passages of a cell, unless they are shown; without one there are none."""
        if cell is None:
            self.close_cell()
            return
        if self._pair is not None and set(self._pair) <= set(cell.among):
            cell = replace(cell, pair=self._pair)
        if cell != self.panel.cell:
            self._open(cell)

    def _open(self, cell: Cell) -> None:
        if self.numbers is None:
            return
        code = self._code_of(cell) is not None
        self.panel.show_cell(cell, self._title(cell), self._words(cell), code=code)
        self._stack.setCurrentWidget(self._scrolled)
        self._read()

    def _choose_pair(self, pair: Pair) -> None:
        self._pair = pair
        if self.panel.cell is not None:
            self.choose(self.panel.cell)

    def close_cell(self) -> None:
        """Let go of the cell."""
        self.panel.show_nothing(self.tr("Click a cell, or Enter: what is behind it comes here."))
        self._stack.setCurrentWidget(self.side if self._with_side else self._scrolled)

    def _read(self, *_: object) -> None:
        numbers, cell = self.numbers, self.panel.cell
        if numbers is None or cell is None:
            return
        if not cell.twice and cell.round in ("", main_record(numbers).round):
            self._show(cell, numbers.compared)
        elif (found := self._rounds.get((cell.round, cell.twice, cell.pair))) is not None:
            self._show(cell, found)
        else:
            self._ask(numbers, cell)

    def _ask(self, numbers: Numbers, cell: Cell) -> None:
        """Take the codings of another round, and show the passages when they are there."""
        coders = numbers.asked.coders or numbers.coders
        asked = replace(numbers.asked, round=cell.round, coders=coders)
        self.panel.show_reason(self.tr("Looking for the passages of {round}").format(
            round=cell.round
        ))  # fmt: skip

        def take(found: Compared) -> None:
            if self.numbers is numbers:
                self._rounds[cell.round, cell.twice, cell.pair] = found
                self._read()

        self._asker.ask(
            lambda reader, _: compared_in(reader, asked, cell.pair, twice=cell.twice),
            take,
            lambda error: self.panel.show_reason(str(error)),
            self.tr("Looking for passages"),
        )

    def _show(self, cell: Cell, compared: Compared) -> None:
        kind = CELL if cell.given else self.panel.kind
        try:
            matrix = self._matrix(cell, compared)
        except NotComputable as error:
            self.panel.show_reason(str(error))
            return
        with self._bridge.read() as reader:
            self.panel.show_found(behind(reader, compared, matrix, cell, kind))

    def _matrix(self, cell: Cell, compared: Compared) -> Confusion:
        assert self.numbers is not None  # a cell is one of numbers
        own = main_record(self.numbers).unit in ("quotation", "segment")
        counted = self.counted if cell.given else SEGMENTS if own else CHARACTERS
        key = (cell.round, cell.pair, counted)
        if key not in self._matrices:
            self._matrices[key] = matrix_of(compared.sample.study, cell.pair, counted)
        return self._matrices[key]

    def _title(self, cell: Cell) -> str:
        if cell.given is not None:
            first, second = (name.rpartition(" > ")[2] for name in cell.given)
            words = self.tr("{coder}: {code}")
            one = words.format(coder=cell.pair[0], code=first)
            return f"{one}\n{words.format(coder=cell.pair[1], code=second)}"
        if cell.code is not None:
            return cell.code.rpartition(" > ")[2]
        who = " × ".join(cell.pair)
        if cell.name:
            return cell.name
        return f"{cell.round}\n{who}" if cell.round and not cell.twice else who

    def _words(self, cell: Cell) -> str:
        """Say what there is to know of a code beside its value."""
        if self.numbers is None or cell.code is None:
            return ""
        lines = code_lines(self.numbers)
        line = next((each for each in lines if each.path == cell.code), None)
        if line is None or line.record is None:
            return ""
        return " ".join(filter(None, (line.remark, paradox(line.record))))

    def _code_of(self, cell: Cell) -> int | None:
        facts = self.numbers.codes.get(cell.code or "") if self.numbers else None
        return None if facts is None else facts.code

    def _ask_code(self) -> None:
        cell = self.panel.cell
        code = None if cell is None else self._code_of(cell)
        if code is not None:
            self.asked_code.emit(code)
