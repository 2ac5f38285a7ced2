"""The panel beside the numbers: the passages behind the cell that was clicked."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gtcoder.ui.agreement.heat import short_names
from gtcoder.ui.agreement.passages import BOTH, CELL, FIRST, SECOND, Behind, Cell, Found
from gtcoder.ui.kit import Button, Chip, Hairline, IconButton, Label, PassageList, Segmented
from gtcoder.ui.look import Role, look, scaled, theme


def _tag(passage: Behind) -> tuple[str, str]:
    return passage.tag, "text2"


def _called(cell: Cell) -> tuple[str, ...]:
    """Return the two coders in short, or the two rounds of one coder."""
    if cell.twice:
        return tuple(name.rpartition("(")[2].removesuffix(")") for name in cell.pair)
    return short_names(cell.pair)


class PassagesPanel(QWidget):
    """What both gave, what only the one, what only the other; a double click or Enter opens it.

    `asked_kind` is told when another of the three is wanted, `asked_pair` when two other coders of
    a number of more than two are.
    """

    asked_kind = Signal(str)
    asked_pair = Signal(object)
    opened_passage = Signal(object)
    asked_code = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("passages_panel")
        self.cell: Cell | None = None
        self._kinds: Segmented | None = None
        self.title = Label("", Role.STRONG, wrap=True)
        self.title.setObjectName("passages_title")
        self.words = Label("", Role.SMALL, ink="text2", wrap=True)
        self.words.setObjectName("passages_words")
        self.close_button = IconButton("x", self.tr("Close"), key="Esc")
        self.close_button.clicked.connect(self.closed)
        self.list = PassageList(name=self.tr("Passages of the chosen cell"))
        self.list.setObjectName("cell_passages")
        self.list.activated_passage.connect(self.opened_passage)
        self.pair = Chip(self.tr("Pair"))
        self.pair.setObjectName("cell_pair")
        self.pair.changed.connect(self.asked_pair)
        self.empty = Label("", ink="text2", wrap=True)
        self.code_button = Button(self.tr("All its passages"), kind="quiet")
        self.code_button.setObjectName("cell_all_passages")
        self.code_button.setToolTip(
            self.tr("Show its passages in Open coding (Enter in the table)")
        )
        self.code_button.clicked.connect(self.asked_code)
        self._lay()
        look().changed.connect(self._wear)
        self._wear()
        self.show_nothing("")

    @property
    def kind(self) -> str:
        """Which of the passages are shown."""
        return self._kinds.chosen if self._kinds is not None else BOTH

    def show_cell(self, cell: Cell, title: str, words: str, *, code: bool) -> None:
        """Show another cell; its passages come with `show_found`."""
        before = self.kind
        self.cell = cell
        self.title.setText(title)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self._offer_pairs(cell)
        self._offer(cell)
        if cell.given is None and before in (BOTH, FIRST, SECOND) and self._kinds is not None:
            self._kinds.chosen = before
        self.code_button.setVisible(code)
        self.close_button.show()

    def show_found(self, found: Found) -> None:
        """Show passages and how many there are."""
        self.list.set_passages(found.rows, tag_of=_tag)
        self.list.setVisible(bool(found.rows))
        words = self.tr("No passage.")
        if 0 < len(found.rows) < found.total:
            words = self.tr("The first {some} of {all} passages.").format(
                some=f"{len(found.rows):,}", all=f"{found.total:,}"
            )
        elif found.rows:
            one, many = self.tr("1 passage"), self.tr("{count} passages")
            words = one if found.total == 1 else many.format(count=f"{found.total:,}")
        self.empty.setText(words)
        self.empty.show()

    def show_reason(self, sentence: str) -> None:
        """Say why there are no passages, or that they are being looked for."""
        self.list.set_passages(())
        self.list.hide()
        self.empty.setText(sentence)
        self.empty.show()

    def show_nothing(self, hint: str) -> None:
        """Say what will be here."""
        self.cell = None
        self.title.setText(self.tr("Passages"))
        self.words.setText(hint)
        self.words.setVisible(bool(hint))
        self.list.set_passages(())
        for part in (self.list, self.empty, self.code_button, self.close_button, self.pair):
            part.hide()
        if self._kinds is not None:
            self._kinds.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape and self.cell is not None:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on the panel's ground."""
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _offer_pairs(self, cell: Cell) -> None:
        """Let the pair be chosen where a number is of more than two coders."""
        pairs = [*combinations(cell.among, 2)]
        self.pair.setVisible(len(pairs) > 1)
        words = self.tr("{first} × {second}")
        short = [words.format(first=a, second=b) for a, b in map(short_names, pairs)]
        if len(pairs) > 1:
            self.pair.set_choices([*zip(short, pairs, strict=True)], cell.pair)

    def _offer(self, cell: Cell) -> None:
        """Offer the passages of both and of either; a cell of the matrix has but one kind."""
        if self._kinds is not None:
            self._kinds.hide()
            self._kinds.deleteLater()
        first, second = _called(cell)
        only = self.tr("only {coder}")
        kinds = [
            (BOTH, self.tr("both")),
            (FIRST, only.format(coder=first)),
            (SECOND, only.format(coder=second)),
        ]
        if cell.given is not None:
            kinds = [(CELL, self.tr("as given"))]
        self._kinds = Segmented(kinds, name=self.tr("Whose passages"))
        self._kinds.setObjectName("kinds")
        self._kinds.changed.connect(self.asked_kind)
        self._choice.addWidget(self._kinds)
        self._kinds.setVisible(cell.given is None)

    def _lay(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self.title, 1)
        self._head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._choice = QHBoxLayout()
        self._choice.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._inner = QVBoxLayout()
        self._inner.addLayout(self._head)
        self._inner.addWidget(self.words)
        self._inner.addWidget(self.pair, 0, Qt.AlignmentFlag.AlignLeft)
        self._inner.addLayout(self._choice)
        foot = QHBoxLayout()
        foot.addWidget(self.empty, 1)
        foot.addWidget(self.code_button)
        self._inner.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._inner)
        column.addWidget(Hairline())
        column.addWidget(self.list, 1)
        column.addStretch(0)
        self._column = column

    def _wear(self) -> None:
        self._inner.setContentsMargins(scaled(16), scaled(12), scaled(12), scaled(8))
        self._inner.setSpacing(scaled(8))
        self.list.setMinimumHeight(scaled(160))
