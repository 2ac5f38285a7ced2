"""The transcript as coders handle it: keys, selection by unit, reading options."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from gtcoder.ui.transcript.growing import Growing
from gtcoder.ui.transcript.options import Colours, Numbers, Width
from gtcoder.ui.transcript.pointer import PointedSheet, next_of
from gtcoder.ui.transcript.units import Grain

ALONE = "WSTNPUB"  # single keys of the owner while nothing is selected
ALWAYS = "./"


class TranscriptView(PointedSheet):
    """Turns gestures into signals; it changes no coding itself."""

    typed = Signal(str)
    digit = Signal(int)
    remove_asked = Signal()
    key_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers = Numbers.FIFTH
        self.speaker_colours = False
        self.growing = Growing(self)

    def set_reading(
        self,
        font_px: float,
        spacing: float,
        *,
        dim_interviewer: bool = True,
        numbers: Numbers | str = Numbers.FIFTH,
        family: str = "",
        width: Width | str = Width.NORMAL,
        speaker_colours: bool = False,
    ) -> None:
        """Set the reader's font (size at 100 %), spacing, width, dimming, numbers and colours."""
        self.reading = (font_px, spacing)
        self.family, self.column = family, Width(width)
        self.lines.dims = dim_interviewer
        self.numbers = Numbers(numbers)
        self.speaker_colours = speaker_colours
        self.wear()

    def set_colours(self, by: Colours, coders: Mapping[int, int]) -> None:
        """Say what gives codings their colours, and the numbers of the coders' colours."""
        if (by, coders) == (self.choice.by, self.choice.coder_colours):
            return
        self.choice.by, self.choice.coder_colours = by, coders
        self.viewport().update()
        self.codings_changed.emit()

    def set_bare(self, on: bool) -> None:  # a setter, as Qt has them
        """Dim what is coded, so that the rest stands out; or not."""
        if on != self.lines.dims_coded:
            self.lines.dims_coded = self.choice.bare = on
            self.relay()

    # Selecting by unit

    def select_word(self) -> None:
        """Select the word at the caret."""
        self._select(Grain.WORD)

    def select_sentence(self) -> None:
        """Select the sentence at the caret."""
        self._select(Grain.SENTENCE)

    def select_turn(self) -> None:
        """Select what the speaker at the caret says, without the label."""
        self._select(Grain.TURN)

    def _select(self, grain: Grain) -> None:
        span = self.units.at(self.caret(), grain)
        if span is not None:
            self.select(span)
            self.unit_selected.emit(grain)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.ends.held and self._own_key(event):
            event.accept()
            return
        before, held = self.textCursor().position(), self.ends.held
        super().keyPressEvent(event)
        if not held and not event.matches(QKeySequence.StandardKey.SelectAll):
            step = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
            self.leave_label(before if step else None)

    def _own_key(self, event: QKeyEvent) -> bool:
        key, letter = event.key(), event.text()
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = modifiers == Qt.KeyboardModifier.ShiftModifier
        keys = Qt.Key
        if key == keys.Key_Menu or (key == keys.Key_F10 and shift):
            self.context_asked.emit(self.viewport().mapToGlobal(self.cursorRect().bottomLeft()))
        elif modifiers and not shift:
            return False
        elif key in (keys.Key_Tab, keys.Key_Backtab):
            return self.focusNextPrevChild(key == keys.Key_Tab)
        elif key == keys.Key_Delete and not shift:
            self.remove_asked.emit()
        elif letter and letter in ALWAYS:
            self.key_asked.emit(letter)
        elif self.textCursor().hasSelection():
            return self._type(key, letter)
        elif letter and not shift and letter.upper() in ALONE:
            self.key_asked.emit(letter.upper())
        else:
            return False
        return True

    def _type(self, key: int, letter: str) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.typed.emit("")
        elif letter and letter in "123456789":
            self.digit.emit(int(letter))
        elif letter.isprintable() and letter.strip():
            self.typed.emit(letter)
        else:
            return False
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move on among the codings at the caret; where there are none, to the next widget."""
        keys = [strip.id for strip in self.strips_at_caret()]
        if not self.hasFocus() or not keys:
            return super().focusNextPrevChild(forward)
        self.pick(next_of(keys, self.chosen_coding, 1 if forward else -1))
        return True
