"""The transcript as coders handle it: mouse, keys, dragging of codes, reading options."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from gtcoder.analysis.segments import sentences, words
from gtcoder.errors import NotComputable
from gtcoder.ui.transcript.coded import CodedSheet
from gtcoder.ui.transcript.options import Numbers
from gtcoder.ui.transcript.page import turn_span
from gtcoder.vocabulary import Span

CODE_MIME = "application/x-gtcoder-code"
ALONE = "WSTNPUB"  # single keys of the owner while nothing is selected
ALWAYS = "./"
_NEAR = 20_000  # a sentence is looked for in that much text around the caret


class TranscriptView(CodedSheet):
    """Turns gestures into signals; it changes no coding itself."""

    typed = Signal(str)
    digit = Signal(int)
    chosen = Signal(object)
    code_dropped = Signal(object, object)
    remove_asked = Signal()
    hovered = Signal(object)
    context_asked = Signal(QPoint)
    key_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers = Numbers.FIFTH
        self._pressed: QPointF | None = None
        self._under: int | None = None
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)

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

    def pick(self, coding: int | None) -> None:
        """Choose a coding on the reader's behalf, and say so."""
        before = self.chosen_coding
        self.choose(coding)
        if self.chosen_coding != before:
            self.chosen.emit(self.chosen_coding)

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
            self._leave_label(before)

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
        self.pick(_next(keys, self.chosen_coding, 1 if forward else -1))
        return True

    def _leave_label(self, before: int) -> None:
        """Keep the caret out of a label that is folded away."""
        cursor = self.textCursor()
        block = cursor.block()
        number, unit = block.blockNumber(), cursor.position()
        fold = self.display.fold[number] if number < len(self.display.fold) else 0
        body = block.position() + fold
        if not fold or unit >= body or (unit == 0 and cursor.hasSelection() and before > body):
            return
        backwards = before == body and block.previous().isValid()
        goal = block.position() - 1 if backwards else body
        keep = QTextCursor.MoveMode.KeepAnchor if cursor.hasSelection() else None
        cursor.setPosition(goal, keep or QTextCursor.MoveMode.MoveAnchor)
        self.setTextCursor(cursor)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()
        if event.button() == Qt.MouseButton.RightButton and self._is_outside(event.position()):
            self.setTextCursor(self.cursorForPosition(self._on_line(event).position().toPoint()))
        super().mousePressEvent(self._on_line(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(self._on_line(event))
        if not event.buttons():
            self._hover(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(self._on_line(event))
        pressed, self._pressed = self._pressed, None
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self.textCursor().hasSelection():
            self._trim_selection()
        elif pressed is not None:
            self._leave_label(-1)
            self._click(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(self._on_line(event))
        self._pressed = None

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.say_hover(None)

    def _on_line(self, event: QMouseEvent) -> QMouseEvent:
        """Return the event moved from between two lines onto the nearer one.

        Qt knows the letters' height only and would take the end of the line above.
        """
        spot = event.position()
        line = self.line_at(spot.y()) if 0 <= spot.y() < self.viewport().height() else None
        if line is None or line.top + 1 <= spot.y() < line.top + line.line.height() - 1:
            return event
        y = line.top + self.measures.band / 2
        return QMouseEvent(
            event.type(), QPointF(spot.x(), y), event.scenePosition(), event.globalPosition(),
            event.button(), event.buttons(), event.modifiers(), event.pointingDevice(),
        )  # fmt: skip

    def _click(self, spot: QPointF) -> None:
        offset = self.offset_at(spot)
        keys = [] if offset is None else list(self.codings_at(offset))
        self.pick(_next(keys, self.chosen_coding, 1) if keys else None)

    def _is_outside(self, spot: QPointF) -> bool:
        span, offset = self.selected(), self.offset_at(spot)
        return span is None or offset is None or not span.start <= offset < span.end

    def _trim_selection(self) -> None:
        """Leave a folded label at the selection's start or end out of it."""
        cursor = self.textCursor()
        anchor, caret = self._unfolded(cursor.anchor()), self._unfolded(cursor.position())
        if (anchor, caret) != (cursor.anchor(), cursor.position()):
            cursor.setPosition(anchor)
            cursor.setPosition(caret, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    def _unfolded(self, unit: int) -> int:
        block = self.document().findBlock(unit)
        return max(unit, block.position() + self.display.fold[block.blockNumber()])

    def _hover(self, spot: QPointF) -> None:
        offset = self.offset_at(spot)
        over = self.codings_at(offset) if offset is not None else ()
        self.say_hover(over[0] if over else None)

    def say_hover(self, coding: int | None) -> None:
        """Say which coding is under the pointer, here or in the margin."""
        if coding != self._under:
            self._under = coding
            self.hovered.emit(coding)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            return  # the key itself was answered
        offset = self.offset_at(QPointF(event.pos()))
        over = self.codings_at(offset) if offset is not None else ()
        if over and self.chosen_coding not in over and not self.textCursor().hasSelection():
            self.pick(over[0])
        self.context_asked.emit(event.globalPos())

    # Codes dragged here

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._welcome(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._welcome(event)

    def _welcome(self, event: QDropEvent) -> None:
        if event.mimeData().hasFormat(CODE_MIME):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        self._welcome(event)
        data = bytes(event.mimeData().data(CODE_MIME).data()).decode("ascii", "replace")
        if event.isAccepted() and data.isdecimal():
            self.code_dropped.emit(int(data), self.selected())


def _next(keys: list[int], current: int | None, step: int) -> int:
    """Return the key after (or before) the current one, round and round."""
    if current not in keys:
        return keys[0 if step > 0 else -1]
    return keys[(keys.index(current) + step) % len(keys)]
