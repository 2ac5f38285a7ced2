"""The transcript under the pointer: clicks on codings, selections, dropped codes, the menu."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from gtcoder.ui.transcript.coded import CodedSheet

CODE_MIME = "application/x-gtcoder-code"


class PointedSheet(CodedSheet):
    """Answers the pointer with signals; it changes no coding itself."""

    chosen = Signal(object)
    code_dropped = Signal(object, object)
    hovered = Signal(object)
    context_asked = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: QPointF | None = None
        self._under: int | None = None
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)

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
            self.leave_label()
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


def next_of(keys: list[int], current: int | None, step: int) -> int:
    """Return the key after (or before) the current one, round and round."""
    if current not in keys:
        return keys[0 if step > 0 else -1]
    return keys[(keys.index(current) + step) % len(keys)]
