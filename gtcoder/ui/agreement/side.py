"""What stands beside the cockpit's table: pairs, the chosen code, rounds, kept results."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gtcoder.queries.ledger import ResultRow
from gtcoder.ui.agreement.computing import Numbers, RoundValue
from gtcoder.ui.agreement.heat import HeatView
from gtcoder.ui.agreement.view import CodeLine, heat, matched_text
from gtcoder.ui.agreement.words import short_name, value_text
from gtcoder.ui.kit import Button, FrameModel, Label, TableView
from gtcoder.ui.look import Role, look, scaled, theme

_WIDTH, _NARROWEST = 340, 240
_MOST_ROWS = 6


class Callout(QWidget):
    """A note on a tinted ground with what can be done about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Label("", Role.SMALL, wrap=True)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.words)
        self._row = QHBoxLayout()
        self._row.addStretch(1)
        self._column.addLayout(self._row)
        look().changed.connect(self._wear)
        self._wear()

    def add(self, button: Button) -> None:
        """Put a button below the words."""
        self._row.insertWidget(self._row.count() - 1, button)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().info_bg))
        painter.drawRoundedRect(self.rect(), 8, 8)

    def _wear(self) -> None:
        self._column.setContentsMargins(scaled(12), scaled(10), scaled(12), scaled(6))
        self._column.setSpacing(scaled(4))


class Section(QWidget):
    """A title with a word at its right, and what it is the title of."""

    def __init__(self, title: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.aside = Label("", Role.SMALL, ink="text2")
        self._head = QHBoxLayout()
        self._head.addWidget(Label(title, Role.STRONG))
        self._head.addStretch(1)
        self._head.addWidget(self.aside)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(content)
        look().changed.connect(self._wear)
        self._wear()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Close with a hairline."""
        line = QRect(0, self.height() - 1, self.width(), 1)
        QPainter(self).fillRect(line, QColor(theme().line))

    def _wear(self) -> None:
        self._column.setContentsMargins(scaled(16), scaled(12), scaled(16), scaled(14))
        self._column.setSpacing(scaled(8))


class Side(QScrollArea):
    """The right side of the cockpit."""

    chosen_pair = Signal(tuple)
    show_passages = Signal()
    opened_result = Signal(int)
    chosen_round = Signal(str)
    opened_round = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Pairs, rounds and kept results"))
        self.pairs = HeatView(name=self.tr("Pairs of coders"))
        self.pairs.chosen_pair.connect(self.chosen_pair)
        self.code = Callout()
        self.code.setObjectName("chosen_code")
        tip = self.tr("Show its passages in Open coding (Enter in the table)")
        self.passages_button = Button(self.tr("Show its passages"), kind="quiet", tip=tip)
        self.passages_button.setObjectName("show_passages")
        self.passages_button.clicked.connect(self.show_passages)
        self.code.add(self.passages_button)
        self.rounds_model, self.kept_model = FrameModel(parent=self), FrameModel(parent=self)
        self._compared: set[str] = set()  # rounds with a value
        self.rounds = self._table(self.rounds_model, self.tr("Rounds"), "rounds")
        self.kept = self._table(self.kept_model, self.tr("Kept results"), "kept_beside")
        self.rounds.clicked.connect(self._choose_round)
        self.rounds.opened_row.connect(self._open_round)
        self.kept.opened_row.connect(self.opened_result)
        self._sections = {
            "pairs": Section(self.tr("Pairs of coders"), self.pairs),
            "code": Section(self.tr("Chosen code"), self.code),
            "rounds": Section(self.tr("Rounds"), self.rounds),
            "kept": Section(self.tr("Kept in the study"), self.kept),
        }
        self._lay()
        look().changed.connect(self._wear)
        self._wear()

    def show_numbers(self, numbers: Numbers) -> None:
        """Show pairs and rounds; no code is chosen yet."""
        self.pairs.show_heat(heat(numbers))
        self._sections["pairs"].aside.setText(short_name(numbers.asked.coefficient))
        self._sections["pairs"].show()
        self._show_rounds(numbers.rounds)
        self.show_code(None)

    def show_nothing(self) -> None:
        """Show what does not hang on numbers."""
        for name in ("pairs", "code", "rounds"):
            self._sections[name].hide()

    def show_code(self, line: CodeLine | None) -> None:
        """Say of a code what was matched."""
        self._sections["code"].setVisible(line is not None)
        if line is not None:
            parts = (f"“{line.name}”", matched_text(line), line.note)
            self.code.words.setText("\n".join(filter(None, parts)))
            self.passages_button.setEnabled(line.code is not None)

    def show_kept(self, rows: Sequence[ResultRow], values: Sequence[float | None]) -> None:
        """List the results that were kept, newest first."""
        self._sections["kept"].setVisible(bool(rows))
        cells = [
            (row.name, value_text(value), f"{row.at:%d %b}")
            for row, value in zip(rows, values, strict=True)
        ]
        self.kept_model.set((self.tr("Name"), self.tr("Value"), self.tr("Kept")), cells)
        self._fit(self.kept)

    def take_width(self, whole: int) -> None:
        """Take a part of the whole width, as much as it needs and not more."""
        self.setFixedWidth(min(scaled(_WIDTH), max(_NARROWEST, whole * 27 // 100)))

    def set_dim(self, dim: bool) -> None:  # a setter, as Qt has them
        """Grey what is out of date."""
        self.pairs.set_dim(dim)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on the panel's ground."""
        QPainter(self.viewport()).fillRect(event.rect(), QColor(theme().panel))

    def _show_rounds(self, rounds: Sequence[RoundValue]) -> None:
        self._sections["rounds"].setVisible(bool(rounds))
        self._compared = {each.name for each in rounds if each.value is not None}
        cells = [(each.name, value_text(each.value), each.reason) for each in rounds]
        names = (self.tr("Round"), self.tr("Value"), self.tr("Why"))
        shown = any(each.value is None for each in rounds)
        self.rounds_model.set(names if shown else names[:2], [c if shown else c[:2] for c in cells])
        self._fit(self.rounds)

    def _choose_round(self, index: QModelIndex) -> None:
        name = str(self.rounds_model.row(index.row())[0])
        if name in self._compared:
            self.chosen_round.emit(name)

    def _open_round(self, _: int) -> None:
        name = str(self.rounds_model.row(self.rounds.currentIndex().row())[0])
        if name in self._compared:
            self.opened_round.emit(name)

    def _table(self, model: FrameModel, name: str, key: str) -> TableView:
        table = TableView(name=name)
        table.setObjectName(key)
        table.setModel(model)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return table

    def _fit(self, table: TableView) -> None:
        rows = min(table.model().rowCount(), _MOST_ROWS)
        table.setFixedHeight(scaled(36) + rows * scaled(32) + 2)

    def _lay(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for section in self._sections.values():
            column.addWidget(section)
            section.hide()
        column.addStretch(1)
        self.setWidget(inner)

    def _wear(self) -> None:
        for table in (self.rounds, self.kept):
            self._fit(table)
