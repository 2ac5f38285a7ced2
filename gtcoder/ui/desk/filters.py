"""The row of filters: of which codes, what is dimmed, what gives the colours, and how many."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.desk.hidden import HiddenWords
from gtcoder.ui.desk.legend import Legend
from gtcoder.ui.desk.weighed import WeightChip, Weights
from gtcoder.ui.kit import Button, Chip, FlowLayout, Label
from gtcoder.ui.look import Role, colour, look, scaled, theme
from gtcoder.ui.transcript.options import Colours


class FilterRow(QWidget):
    """Chips under the tabs; what they are set to is said back by whoever filters.

    `codes_chosen` gives the codes, None for all, and whether those below them count.
    """

    codes_chosen = Signal(object, bool)
    bare_chosen = Signal(bool)
    colours_chosen = Signal(object)
    cleared = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filters")
        self.setAccessibleName(self.tr("Filters of the codings"))
        self._names: dict[int, str] = {}
        self.codes = Chip(self.tr("Codes"))
        self.below = QCheckBox(self.tr("and below"))
        self.below.setChecked(True)
        self.below.setToolTip(self.tr("With the codes under those that are chosen"))
        self.bare = QCheckBox(self.tr("Dim what is coded"))
        self.bare.setToolTip(self.tr("Let what is not coded yet stand out (Alt+U)"))
        self.weights = WeightChip()
        self.colours = Chip(self.tr("Colours"))
        self.colours.set_choices(self._colour_words())
        self.count = Label("", Role.SMALL, ink="text2")
        self.clear = Button(
            self.tr("Show all"), kind="quiet", tip=self.tr("Show all codings (Alt+A)")
        )
        self.legend, self.hidden = Legend(), HiddenWords()
        self._lay_out()
        self.codes.changed.connect(self._tell)
        self.codes.cleared.connect(self._all_codes)
        self.below.toggled.connect(self._tell)
        self.bare.toggled.connect(self.bare_chosen)
        self.colours.changed.connect(self.colours_chosen)
        self.clear.clicked.connect(self.cleared)
        look().changed.connect(self._wear)
        self._wear()
        self.hide()

    def show_codes(self, rows: Sequence[CodeRow], chosen: frozenset[int] | None) -> None:
        """Offer the codes, and say which are chosen."""
        self._names = {int(row.id): row.name for row in rows}
        known = set(self._names) & set(chosen or ())
        self.codes.set_many([(row.written, int(row.id)) for row in rows], known)
        self._word(known)

    def show_state(
        self, *, filters: bool, shown: int, total: int, bare: bool, by: Colours, below: bool,
        weights: Weights,
    ) -> None:  # fmt: skip
        """Say what is shown of how many codings, and how."""
        for box, on in ((self.bare, bare), (self.below, below)):
            box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(False)
        self.colours.set_choices(self._colour_words(), by)
        self.weights.show_weights(weights)
        said = ""
        if filters:
            one = self.tr("{some} of 1 coding shown")
            many = self.tr("{some} of {all} codings shown")
            said = (one if total == 1 else many).format(some=f"{shown:,}", all=f"{total:,}")
        self.count.setText(said)
        self.count.setVisible(bool(said))
        self.clear.setVisible(filters or bare)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(theme().panel))
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour(theme().line))

    def _colour_words(self) -> list[tuple[str, object]]:
        return [
            (self.tr("by code"), Colours.CODE),
            (self.tr("by category"), Colours.CATEGORY),
            (self.tr("by coder"), Colours.CODER),
        ]

    def _all_codes(self) -> None:
        self.codes_chosen.emit(None, self.below.isChecked())

    def _tell(self) -> None:
        chosen = set(self.codes.value() or ())
        self._word(chosen)
        whole = not chosen or len(chosen) == len(self._names)
        self.codes_chosen.emit(None if whole else frozenset(chosen), self.below.isChecked())

    def _word(self, chosen: set[int]) -> None:
        some = 0 < len(chosen) < len(self._names)
        if not some:
            words = self.tr("all")
        elif len(chosen) == 1:
            words = self._names[next(iter(chosen))]
        else:
            words = self.tr("{some} of {all}").format(some=len(chosen), all=len(self._names))
        self.codes.set_value(words)
        self.codes.set_flag(some)
        self.below.setEnabled(some)

    def _lay_out(self) -> None:
        self._flow = QWidget()
        row = FlowLayout(self._flow, gap=10)
        for widget in (self.codes, self.below, self.weights, self.bare, self.colours):
            row.addWidget(widget)
        self._said = QHBoxLayout()
        every = ((self.hidden, 0), (self.count, 0), (self.clear, 0), (self.legend, 1))
        for each, share in every:
            self._said.addWidget(each, share)
        self._said.addStretch(0)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._flow)
        self._column.addLayout(self._said)

    def _wear(self) -> None:
        self._column.setContentsMargins(scaled(16), scaled(8), scaled(12), scaled(8))
        self._column.setSpacing(scaled(6))
        self._said.setSpacing(scaled(12))
