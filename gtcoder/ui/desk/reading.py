"""How the transcript is set: text size, line spacing, line numbers, the interviewer's speech."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from gtcoder.ui.kit import Floating, IconButton, Label, Segmented
from gtcoder.ui.look import Role, scaled
from gtcoder.ui.preferences import PreferencesFile
from gtcoder.ui.transcript.options import Numbers
from gtcoder.ui.transcript.view import TranscriptView

SMALLEST, LARGEST = 13, 26
SPACINGS = {"close": 1.5, "normal": 1.7, "wide": 2.0}


class Reading:
    """The reader's choice, kept among the preferences."""

    def __init__(self, preferences: PreferencesFile, view: TranscriptView) -> None:
        self._preferences, self._view = preferences, view
        self.apply()

    @property
    def pixels(self) -> int:
        """The text size."""
        return self._preferences.now.reading_pixels

    @property
    def spacing(self) -> str:
        """How far the lines stand apart: a key of SPACINGS."""
        kept = self._preferences.now.line_spacing
        return kept if kept in SPACINGS else "normal"

    @property
    def dims(self) -> bool:
        """Whether the interviewer's speech is dimmed."""
        return self._preferences.now.dim_interviewer

    @property
    def numbers(self) -> str:
        """Which lines are numbered."""
        return self._preferences.now.line_numbers

    def set(self, *, pixels: int = 0, spacing: str = "", numbers: str = "") -> None:
        """Set what is given."""
        size = min(max(pixels or self.pixels, SMALLEST), LARGEST)
        self._preferences.change(
            reading_pixels=size,
            line_spacing=spacing or self.spacing,
            line_numbers=numbers or self.numbers,
        )
        self.apply()

    def dim(self, *, on: bool) -> None:
        """Dim the interviewer's speech, or not."""
        self._preferences.change(dim_interviewer=on)
        self.apply()

    def apply(self) -> None:
        """Set the transcript so."""
        known = {each.value for each in Numbers}
        self._view.set_reading(
            self.pixels,
            SPACINGS[self.spacing],
            dim_interviewer=self.dims,
            numbers=self.numbers if self.numbers in known else Numbers.FIFTH,
        )


class ReadingCard(Floating):
    """The popup of the “Aa” button."""

    dimmed = Signal(bool)

    def __init__(self, reading: Reading, parent: QWidget) -> None:
        super().__init__(name=parent.tr("Text size and spacing"), parent=parent)
        self._reading = reading
        self.smaller = IconButton("caret-down", self.tr("Smaller"))
        self.larger = IconButton("caret-up", self.tr("Larger"))
        self.size_label = Label("", Role.BUTTON)
        self.smaller.clicked.connect(lambda: self._size(-1))
        self.larger.clicked.connect(lambda: self._size(1))
        spacings = [("close", self.tr("Close")), ("normal", self.tr("Normal"))]
        self.spacing = Segmented([*spacings, ("wide", self.tr("Wide"))], name=self.tr("Spacing"))
        self.numbers = Segmented(
            [("fifth", self.tr("Every fifth")), ("all", self.tr("All")), ("none", self.tr("None"))],
            name=self.tr("Line numbers"),
        )
        self.dim = QCheckBox(self.tr("Dim the interviewer (Alt+D)"))
        column = QVBoxLayout()
        column.setContentsMargins(scaled(10), scaled(8), scaled(10), scaled(8))
        column.setSpacing(scaled(6))
        for words, widgets in (
            (self.tr("Text size"), (self.smaller, self.size_label, self.larger)),
            (self.tr("Line spacing"), (self.spacing,)),
            (self.tr("Line numbers"), (self.numbers,)),
        ):
            column.addLayout(_row(words, widgets))
        column.addSpacing(scaled(4))
        column.addWidget(self.dim)
        self.column.addLayout(column)
        self.spacing.changed.connect(lambda key: reading.set(spacing=key))
        self.numbers.changed.connect(lambda key: reading.set(numbers=key))
        self.dim.toggled.connect(self.dimmed)
        self._show_all()

    def _show_all(self) -> None:
        self.spacing.chosen = self._reading.spacing
        self.numbers.chosen = self._reading.numbers
        self.dim.blockSignals(True)
        self.dim.setChecked(self._reading.dims)
        self.dim.blockSignals(False)
        self.size_label.setText(self.tr("{size} px").format(size=self._reading.pixels))
        self.smaller.setEnabled(self._reading.pixels > SMALLEST)
        self.larger.setEnabled(self._reading.pixels < LARGEST)

    def _size(self, by: int) -> None:
        self._reading.set(pixels=self._reading.pixels + by)
        self._show_all()


def _row(words: str, widgets: Sequence[QWidget]) -> QVBoxLayout:
    column, row = QVBoxLayout(), QHBoxLayout()
    column.setSpacing(scaled(4))
    column.addWidget(Label(words, Role.SMALL, ink="text2"))
    row.setSpacing(scaled(8))
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    column.addLayout(row)
    return column
