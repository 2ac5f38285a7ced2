"""How the transcript is set: font, size, spacing, width, numbers, and speakers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from gtcoder.drawing.fonts import SERIF
from gtcoder.ui.kit import Chip, Floating, IconButton, Label, Segmented
from gtcoder.ui.look import Role, scaled
from gtcoder.ui.preferences import PreferencesFile
from gtcoder.ui.transcript.options import Numbers, Width
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

    @property
    def family(self) -> str:
        """The reader's own font; empty for the one we bring."""
        return self._preferences.now.reading_font

    @property
    def width(self) -> Width:
        """How wide the column may grow."""
        kept = self._preferences.now.column_width
        return Width(kept) if kept in set(Width) else Width.NORMAL

    @property
    def speaker_colours(self) -> bool:
        """Whether each speaker's name has a colour."""
        return self._preferences.now.speaker_colours

    def set(
        self,
        *,
        pixels: int = 0,
        spacing: str = "",
        numbers: str = "",
        family: str | None = None,
        width: str = "",
    ) -> None:
        """Set what is given."""
        size = min(max(pixels or self.pixels, SMALLEST), LARGEST)
        self._preferences.change(
            reading_pixels=size,
            line_spacing=spacing or self.spacing,
            line_numbers=numbers or self.numbers,
            reading_font=self.family if family is None else family,
            column_width=width or str(self.width),
        )
        self.apply()

    def colour_speakers(self, on: bool) -> None:  # a slot
        """Give each speaker's name a colour, or not."""
        self._preferences.change(speaker_colours=on)
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
            family=self.family,
            width=self.width,
            speaker_colours=self.speaker_colours,
        )


class ReadingCard(Floating):
    """The popup of the “Aa” button."""

    dimmed = Signal(bool)

    def __init__(self, reading: Reading, parent: QWidget) -> None:
        super().__init__(name=parent.tr("Font, size, width and numbers"), parent=parent)
        self._reading = reading
        self.font_chip = Chip(self.tr("Font"))
        self.font_chip.set_choices(families(reading.family), reading.family)
        self.smaller = IconButton("caret-down", self.tr("Smaller"))
        self.larger = IconButton("caret-up", self.tr("Larger"))
        self.size_label = Label("", Role.BUTTON)
        spacings = [("close", self.tr("Close")), ("normal", self.tr("Normal"))]
        self.spacing = Segmented([*spacings, ("wide", self.tr("Wide"))], name=self.tr("Spacing"))
        widths = [(Width.NARROW, self.tr("Narrow")), (Width.NORMAL, self.tr("Normal"))]
        widths += [(Width.WIDE, self.tr("Wide")), (Width.FULL, self.tr("Full"))]
        self.column_width = Segmented(widths, name=self.tr("Width"))
        numbers = [(Numbers.FIFTH, self.tr("Every fifth line")), (Numbers.ALL, self.tr("Lines"))]
        numbers += [(Numbers.PARAGRAPHS, self.tr("Paragraphs")), (Numbers.TURNS, self.tr("Turns"))]
        self.numbers = Segmented(
            [*numbers, (Numbers.NONE, self.tr("None"))], name=self.tr("Numbers")
        )
        self.dim = QCheckBox(self.tr("Dim the interviewer (Alt+D)"))
        self.speakers = QCheckBox(self.tr("A colour for each speaker’s name"))
        self._lay_out()
        self._connect()
        self._show_all()

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(scaled(10), scaled(8), scaled(10), scaled(8))
        column.setSpacing(scaled(6))
        size = (self.font_chip, self.smaller, self.size_label, self.larger)
        for words, widgets in (
            (self.tr("Font and size"), size),
            (self.tr("Line spacing"), (self.spacing,)),
            (self.tr("Width of the text"), (self.column_width,)),
            (self.tr("Numbers"), (self.numbers,)),
        ):
            column.addLayout(_row(words, widgets))
        column.addSpacing(scaled(4))
        column.addWidget(self.dim)
        column.addWidget(self.speakers)
        self.column.addLayout(column)

    def _connect(self) -> None:
        reading = self._reading
        self.smaller.clicked.connect(lambda: self._size(-1))
        self.larger.clicked.connect(lambda: self._size(1))
        self.spacing.changed.connect(lambda key: reading.set(spacing=key))
        self.numbers.changed.connect(lambda key: reading.set(numbers=key))
        self.column_width.changed.connect(lambda key: reading.set(width=key))
        self.font_chip.changed.connect(lambda family: reading.set(family=family))
        self.dim.toggled.connect(self.dimmed)
        self.speakers.setChecked(reading.speaker_colours)
        self.speakers.toggled.connect(reading.colour_speakers)

    def _show_all(self) -> None:
        self.spacing.chosen = self._reading.spacing
        self.column_width.chosen = self._reading.width
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


def families(kept: str) -> list[tuple[str, object]]:
    """Return the fonts to read in: the one we bring, as an empty name, then all others."""
    known = QFontDatabase.families()
    others = [name for name in known if not QFontDatabase.isPrivateFamily(name) and name != SERIF]
    if kept and kept not in others:  # it is on another machine
        others.append(kept)
    return [(SERIF, ""), *((name, name) for name in others)]


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
