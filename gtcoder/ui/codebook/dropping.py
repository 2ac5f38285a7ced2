"""Dragging in the codebook's tree: codes under codes or into one; text or a coding onto one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import (
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView

from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.codebook.arrange import Order
from gtcoder.ui.codebook.landing import Landing, paint_landing, words_of_drop, words_of_place
from gtcoder.ui.codebook.model import CODING_MIME, SPAN_MIME, CodebookModel, dragged
from gtcoder.ui.codebook.rows_view import RowsView
from gtcoder.vocabulary import CodeId

_COPY, _MOVE = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction


class DroppingView(RowsView):
    """The tree as a place to drag from and to drop on.

    On a row a code goes under it (with Ctrl: is merged into it); between rows it goes beside
    them: in the codebook's order right there, else as the last, as then a place is none. A coding
    on a row gets that code (with Ctrl: its words get it as well).
    """

    def __init__(self, model: CodebookModel) -> None:
        super().__init__()
        self._codes = model
        self.landing: Landing | None = None
        self.setModel(model)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(_MOVE)
        self.setDropIndicatorShown(False)
        self.setAutoExpandDelay(700)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would land, or that it cannot."""
        super().dragMoveEvent(event)
        self.landing = self._land(event)
        self.viewport().update()
        if self.landing is None:
            event.ignore()
        else:
            event.setDropAction(self._action(event))
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Land nowhere."""
        super().dragLeaveEvent(event)
        self._end()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the drop to the model, which tells of it."""
        landing, action = self._land(event), self._action(event)
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        self._end()
        if landing is None:
            event.ignore()
            return
        if landing.anchor is not None:
            side = "before" if landing.top else "after"
            self._codes.codes_ordered.emit(dragged(event.mimeData()), landing.anchor, side)
        else:
            row = 0 if landing.line else -1
            self._codes.dropMimeData(event.mimeData(), action, row, row, landing.parent)
        event.setDropAction(action)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and over them where the dragged thing would land."""
        super().paintEvent(event)
        if self.landing is not None:
            paint_landing(QPainter(self.viewport()), self.landing, self.viewport().rect())

    def _end(self) -> None:
        self.landing = None
        self.viewport().update()

    def _action(self, event: QDropEvent) -> Qt.DropAction:
        if event.mimeData().hasFormat(SPAN_MIME):
            return event.proposedAction()
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        return _COPY if held else _MOVE

    def _land(self, event: QDropEvent) -> Landing | None:
        data, pointer = event.mimeData(), event.position().toPoint()
        index = self.indexAt(pointer)
        if data.hasFormat(SPAN_MIME):
            landing = self._on(index, pointer, span=True)
        elif data.hasFormat(CODING_MIME):
            landing = self._on(index, pointer, coding=True, copy=self._action(event) == _COPY)
        elif not index.isValid():
            landing = self._beside(self._last_row(), pointer, top=False)
        else:
            landing = self._near(index, pointer, dragged(data), self._action(event) == _COPY)
        row = 0 if landing.line else -1
        can = self._codes.canDropMimeData(data, self._action(event), row, row, landing.parent)
        return landing if can else None

    def _near(
        self, index: QModelIndex, pointer: QPoint, codes: tuple[CodeId, ...], merge: object
    ) -> Landing:
        """Between two rows near an edge, where that is another place than now; else on the row."""
        rect, above = self.row_rect(index), self._codes.code_at(index.parent())
        edge = rect.height() // 4
        top = pointer.y() < rect.top() + edge
        near = top or (pointer.y() > rect.bottom() - edge and not self.isExpanded(index))
        key = None if above is None else above.id
        shown = [code for code in codes if self._codes.index_of(code).isValid()]
        anchor = self._codes.code_at(index)
        if near and not merge and anchor is not None and self._has_places(codes, anchor):
            landing = self._beside(index, pointer, top=top)
            words = words_of_place(anchor, top=top)
            return replace(landing, words=words, anchor=anchor.id)
        if near and not merge and any(self._codes.parent_of(code) != key for code in shown):
            return self._beside(index, pointer, top=top)
        return self._on(index, pointer, copy=bool(merge))

    def _has_places(self, codes: tuple[CodeId, ...], anchor: CodeRow) -> bool:
        """Tell whether these can stand right beside a code, in the order that is shown."""
        how = self._codes.arranged()
        ordered = how.order is Order.BOOK and not how.wanted
        return ordered and anchor.id not in codes and not anchor.retired

    def _on(self, index: QModelIndex, pointer: QPoint, **kinds: bool) -> Landing:
        words = words_of_drop(self._codes.code_at(index), **kinds)
        return Landing(index, self.row_rect(index), words, pointer=pointer)

    def _beside(self, index: QModelIndex, pointer: QPoint, *, top: bool) -> Landing:
        parent = index.parent() if top or self._below_a_row(pointer) else QModelIndex()
        words = words_of_drop(self._codes.code_at(parent))
        rect = self.row_rect(index) if index.isValid() else QRect()
        return Landing(parent, rect, words, line=True, top=top, pointer=pointer)

    def _below_a_row(self, pointer: QPoint) -> bool:
        return self.indexAt(pointer).isValid()

    def _last_row(self) -> QModelIndex:
        index = QModelIndex()
        while (rows := self._codes.rowCount(index)) and (
            not index.isValid() or self.isExpanded(index)
        ):
            index = self._codes.index(rows - 1, 0, index)
        return index
