"""The transcript as coders handle it: keys, selection by unit, reading options."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from gtcoder.analysis.segments import sentences, words
from gtcoder.errors import NotComputable
from gtcoder.ui.transcript.options import Numbers
from gtcoder.ui.transcript.page import turn_span
from gtcoder.ui.transcript.pointer import PointedSheet, next_of
from gtcoder.vocabulary import Span

ALONE = "WSTNPUB"  # single keys of the owner while nothing is selected
ALWAYS = "./"
_NEAR = 20_000  # a sentence is looked for in that much text around the caret


class TranscriptView(PointedSheet):
    """Turns gestures into signals; it changes no coding itself."""

    typed = Signal(str)
    digit = Signal(int)
    remove_asked = Signal()
    key_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers = Numbers.FIFTH

    def set_reading(
        self,
        font_px: float,
        spacing: float,
        *,
        dim_interviewer: bool = True,
        numbers: Numbers | str = Numbers.FIFTH,
    ) -> None:
        """Set the reader's font size (at 100 %), line spacing, dimming and line numbers."""
        self.reading = (font_px, spacing)
        self.lines.dims = dim_interviewer
        self.numbers = Numbers(numbers)
        self.wear()

    # Selecting by unit

    def select_word(self) -> None:
        """Select the word at the caret."""
        base, text = self._window(200)
        try:
            found = words(text)
        except NotComputable:  # a script without spaces: Qt knows its words better than we do
            cursor = self.textCursor()
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
            self.setTextCursor(cursor)
            return
        self._select_among(base, found.starts.tolist(), found.ends.tolist())

    def select_sentence(self) -> None:
        """Select the sentence at the caret."""
        base, text = self._window(_NEAR)
        found = sentences(text)
        self._select_among(base, found.starts.tolist(), found.ends.tolist())

    def select_turn(self) -> None:
        """Select what the speaker at the caret says, without the label."""
        start, end = turn_span(self.page, self.display, self.caret())
        if end > start:
            self.select(Span(start, end))

    def _window(self, reach: int) -> tuple[int, str]:
        """Return the text of the caret's line around it, without a folded label."""
        caret, text = self.caret(), self.page.text
        start = max(text.rfind("\n", 0, caret) + 1, caret - reach)
        turn = self.display.turn_at(self.page.turns, caret)
        if turn is not None and turn.start <= start < turn.body <= caret:
            start = turn.body
        end = text.find("\n", caret)
        return start, text[start : min(len(text) if end < 0 else end, caret + reach)]

    def _select_among(self, base: int, starts: list[int], ends: list[int]) -> None:
        """Select the unit the caret is in or behind, else the next one."""
        caret = self.caret() - base
        for start, end in zip(starts, ends, strict=True):
            if caret < end or (caret == end and end == ends[-1]):
                self.select(Span(base + start, base + end))
                return
        if ends:
            self.select(Span(base + starts[-1], base + ends[-1]))

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._own_key(event):
            event.accept()
            return
        before = self.textCursor().position()
        super().keyPressEvent(event)
        if not event.matches(QKeySequence.StandardKey.SelectAll):
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
