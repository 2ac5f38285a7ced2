"""A field for a whole number: its digits stand off the frame, as those of other fields do."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox, QWidget

from gtcoder.ui.look import look, scaled

_EDGE, _WIDTH = 9, 60


class NumberField(QSpinBox):
    """Takes a number from `lowest` to `highest`; the arrow keys count up and down."""

    def __init__(
        self, lowest: int, highest: int, *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setRange(lowest, highest)
        self.setAccessibleName(name)
        look().changed.connect(self._wear)
        self._wear()

    def _wear(self) -> None:
        self.setFixedWidth(scaled(_WIDTH))
        # A style sheet gives the line in it no padding.
        self.lineEdit().setTextMargins(scaled(_EDGE), 0, scaled(_EDGE), 0)
