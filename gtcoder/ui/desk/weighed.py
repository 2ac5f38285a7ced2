"""Which codings are shown by their weight: a range, and whether those without one are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from gtcoder.queries.comparisons import weights
from gtcoder.queries.frames import Ints
from gtcoder.store.reader import Reader
from gtcoder.ui.kit import Chip, Floating, Label
from gtcoder.ui.kit.number import NumberField
from gtcoder.ui.look import Role, scaled

MOST = 100


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights that are shown, both ends included; with `none` codings that have no weight."""

    low: int = 0
    high: int = MOST
    none: bool = True

    def kept(self, reader: Reader, codings: Ints) -> npt.NDArray[np.bool_]:
        """Tell of each coding whether it is shown."""
        if self == Weights():
            return np.ones(len(codings), np.bool_)
        keys = codings.tolist()
        found = weights(reader, keys)
        return np.array([self._keeps(found.get(key)) for key in keys], np.bool_)

    def _keeps(self, weight: int | None) -> bool:
        return self.none if weight is None else self.low <= weight <= self.high


class WeightCard(Floating):
    """Two numbers and a box; an end that passes the other takes it along."""

    changed = Signal(object)  # Weights

    def __init__(self, shown: Weights, parent: QWidget) -> None:
        super().__init__(name=parent.tr("Weights that are shown"), parent=parent)
        self.low = NumberField(0, MOST, name=self.tr("Lowest weight shown"))
        self.high = NumberField(0, MOST, name=self.tr("Highest weight shown"))
        self.none = QCheckBox(self.tr("Codings without weight"))
        row, column = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(scaled(8))
        column.setContentsMargins(scaled(10), scaled(8), scaled(10), scaled(8))
        column.setSpacing(scaled(10))
        for widget in (
            Label(self.tr("From"), Role.SMALL, ink="text2"), self.low,
            Label(self.tr("to"), Role.SMALL, ink="text2"), self.high,
        ):  # fmt: skip
            row.addWidget(widget)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.none)
        self.column.addLayout(column)
        self._show(shown)
        self.low.valueChanged.connect(self._low_moved)
        self.high.valueChanged.connect(self._high_moved)
        self.none.toggled.connect(self._tell)
        for field in (self.low, self.high):
            field.setKeyboardTracking(False)  # 7 on the way to 70 is not meant

    def _show(self, shown: Weights) -> None:
        for field, value in ((self.low, shown.low), (self.high, shown.high)):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)
        self.none.blockSignals(True)
        self.none.setChecked(shown.none)
        self.none.blockSignals(False)

    def _low_moved(self, low: int) -> None:
        self._show(Weights(low, max(low, self.high.value()), self.none.isChecked()))
        self._tell()

    def _high_moved(self, high: int) -> None:
        self._show(Weights(min(self.low.value(), high), high, self.none.isChecked()))
        self._tell()

    def _tell(self) -> None:
        self.changed.emit(Weights(self.low.value(), self.high.value(), self.none.isChecked()))


class WeightChip(Chip):
    """The chip among the filters; it opens the card of the weights."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("WeightChip", "Weight"), parent=parent)
        self.setToolTip(self.tr("Show the codings of some weights only"))
        self._shown_weights = Weights()
        self.card: WeightCard | None = None
        self.cleared.connect(self._clear)
        self.show_weights(Weights())

    def show_weights(self, shown: Weights) -> None:
        """Say which weights are shown."""
        self._shown_weights = shown
        words = self.tr("all")
        if (shown.low, shown.high) != (0, MOST):
            words = self.tr("{low} to {high}").format(low=shown.low, high=shown.high)
            words = self.tr("{range} or none").format(range=words) if shown.none else words
        elif not shown.none:
            words = self.tr("any")
        self.set_value(words)
        self.set_flag(shown != Weights())

    def open_list(self) -> None:
        """Open the card below the chip."""
        self.card = WeightCard(self._shown_weights, self)
        self.card.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.card.changed.connect(self.changed)
        self.card.destroyed.connect(self._closed)
        self.card.show_under(self)
        self.card.low.setFocus(Qt.FocusReason.PopupFocusReason)
        self.card.low.selectAll()

    def _clear(self) -> None:
        self.changed.emit(Weights())

    def _closed(self) -> None:
        self.card = None
