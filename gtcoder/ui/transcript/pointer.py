"""The transcript under the pointer: clicks on codings, selections, dropped codes, the menu."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from gtcoder.ui.transcript.drops import CODE_MIME as CODE_MIME
from gtcoder.ui.transcript.drops import DropSheet
from gtcoder.ui.transcript.ends import shape_over
from gtcoder.ui.transcript.presses import Presses
from gtcoder.ui.transcript.units import Grain, Units


class PointedSheet(DropSheet):
    """Answers the pointer with signals; it changes no coding itself.

    Two clicks select a word, three a sentence, four the turn.
    """

    chosen = Signal(object)
    hovered = Signal(object)
    pressed = Signal()
    context_asked = Signal(QPoint)
    unit_selected = Signal(object)  # a Grain

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: QPointF | None = None
        self._under: int | None = None
        self.hover_at = QPoint()  # of the screen
        self._presses = Presses()
        self._selects = False  # the pointer moves one end of the selection

    @property
    def units(self) -> Units:
        """The words, sentences and turns of the page."""
        return Units(self.page, self.display)

    def pick(self, coding: int | None) -> None:
        """Choose a coding on the reader's behalf, and say so."""
        before = self.chosen_coding
        self.choose(coding)
        if self.chosen_coding != before:
            self.chosen.emit(self.chosen_coding)

    def leave_label(self, before: int | None = None) -> None:
        """Keep the caret out of a label that is folded away; a step back leaps over it."""
        cursor = self.textCursor()
        block = cursor.block()
        number, unit = block.blockNumber(), cursor.position()
        fold = self.display.fold[number] if number < len(self.display.fold) else 0
        body = block.position() + fold
        if not fold or unit >= body:
            return
        backwards = before == body and block.previous().isValid()
        goal = block.position() - 1 if backwards else body
        keep = QTextCursor.MoveMode.KeepAnchor if cursor.hasSelection() else None
        cursor.setPosition(goal, keep or QTextCursor.MoveMode.MoveAnchor)
        self.setTextCursor(cursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()
        left = event.button() == Qt.MouseButton.LeftButton
        count = self._presses.count(event) if left else 0
        if count > 2:  # Qt would take the whole paragraph
            self._select_unit(event.position(), Grain(min(count - 2, Grain.TURN)))
            return
        if left and not event.modifiers() and self.ends.grab(event.position()):
            return
        if left:
            self._pressed = event.position()
        if event.button() == Qt.MouseButton.RightButton and self._is_outside(event.position()):
            self.setTextCursor(self.cursorForPosition(self._on_line(event).position().toPoint()))
        super().mousePressEvent(self._on_line(event))
        # Inside a selection Qt waits whether that is to be dragged.
        self._selects = left and not (self.textCursor().hasSelection() and not _shift(event))
        if self._selects:
            self._set_exactly(event.position(), keep=_shift(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.ends.held:
            self.ends.drag(event.position())
            return
        super().mouseMoveEvent(self._on_line(event))
        if self._selects and event.buttons() & Qt.MouseButton.LeftButton:
            self._set_exactly(event.position(), keep=True)
        if not event.buttons():
            self._hover(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.ends.held:
            self.ends.drop()
            return
        super().mouseReleaseEvent(self._on_line(event))
        self._selects = False
        pressed, self._pressed = self._pressed, None
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self.textCursor().hasSelection():
            self._trim_selection()
        elif pressed is not None:
            self.leave_label()
            self._click(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        if left and self._presses.count(event) > 2:  # the fourth press is Qt's second double click
            self._select_unit(event.position(), Grain.TURN)
            return
        super().mouseDoubleClickEvent(self._on_line(event))
        self._pressed, self._selects = None, False
        if left:
            self._presses.doubled(event)
            self._select_unit(event.position(), Grain.WORD)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.say_hover(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.ends.held:  # nothing else is meant while an end is in the hand
            if event.key() == Qt.Key.Key_Escape:
                self.ends.cancel()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _select_unit(self, spot: QPointF, grain: Grain) -> None:
        """Select the unit under a point; where no letter is, that at the caret."""
        offset = self.offset_at(spot)
        span = self.units.at(self.caret() if offset is None else offset, grain)
        if span is not None:
            self.select(span)
            self.unit_selected.emit(grain)

    def _set_exactly(self, spot: QPointF, *, keep: bool) -> None:
        """Put the caret at the letter's nearer side where letters run to the left."""
        line = self.line_at(spot.y())
        if line is None or not line.mixed:
            return
        cursor, unit = self.textCursor(), self.unit_near(line, spot.x())
        if cursor.position() != unit:
            modes = QTextCursor.MoveMode
            cursor.setPosition(unit, modes.KeepAnchor if keep else modes.MoveAnchor)
            self.setTextCursor(cursor)

    def _on_line(self, event: QMouseEvent) -> QMouseEvent:
        """Return the event moved from between two lines onto the nearer one.

        Qt knows the letters' height only and would take the end of the line above.
        """
        spot = event.position()
        line = self.line_at(spot.y()) if 0 <= spot.y() < self.viewport().height() else None
        if line is None or line.top + 1 <= spot.y() < line.top + line.line.height() - 1:
            return event
        y = line.top + min(line.tall, self.measures.band) / 2
        return QMouseEvent(
            event.type(), QPointF(spot.x(), y), event.scenePosition(), event.globalPosition(),
            event.button(), event.buttons(), event.modifiers(), event.pointingDevice(),
        )  # fmt: skip

    def _click(self, spot: QPointF) -> None:
        offset = self.offset_at(spot)
        keys = [] if offset is None else list(self.codings_at(offset))
        self.pick(next_of(keys, self.chosen_coding, 1) if keys else None)

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
        shape = shape_over(self.ends.at(spot))
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)
        offset = self.offset_at(spot)
        over = self.codings_at(offset) if offset is not None else ()
        self.hover_at = self.viewport().mapToGlobal(spot.toPoint())
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


def _shift(event: QMouseEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)


def next_of(keys: list[int], current: int | None, step: int) -> int:
    """Return the key after (or before) the current one, round and round."""
    if current not in keys:
        return keys[0 if step > 0 else -1]
    return keys[(keys.index(current) + step) % len(keys)]
