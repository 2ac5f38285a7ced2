"""The properties of a category: each a dimension with its passages as dots to be moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QListView, QWidget

from gtcoder.queries.properties import PlacedPassage
from gtcoder.ui.axial import properties_words as words_of
from gtcoder.ui.axial.code_list import ITEM, Index
from gtcoder.ui.axial.properties_editor import PropertyEditor
from gtcoder.ui.axial.properties_line import dot_under, place_of_digit
from gtcoder.ui.axial.properties_paint import PropertyDelegate, axis_of
from gtcoder.ui.axial.properties_rows import Line
from gtcoder.ui.kit import ring_after
from gtcoder.ui.look import look
from gtcoder.vocabulary import PropertyId, PropertyPlacementId

_EDIT = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class PropertyModel(QAbstractListModel):
    """Properties as rows."""

    lines: tuple[Line, ...] = ()

    def set(self, lines: Sequence[Line]) -> None:
        """Show other properties."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what Qt asks of a row."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == ITEM:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words_of.spoken(line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.row.note or None
        return None


class PropertyList(QListView):
    """Up and Down go through the properties, Left and Right through the dots of one.

    F2 or Enter writes a property, Alt+Up and Alt+Down order them, Del removes one. On a dot 0 to 9
    moves it, Enter opens its passage, Del takes it off; Esc goes back from dot to property, and
    from there to none. A dot is also dragged along its line.
    """

    chose = Signal(object)  # Line, or None
    chose_dot = Signal(object)  # PlacedPassage, or None
    order_asked = Signal(object)  # the keys in their new order
    removal_asked = Signal(object)  # Line
    move_asked = Signal(object, int)  # PropertyPlacementId, place
    off_asked = Signal(object)  # PlacedPassage
    open_asked = Signal(object)  # PlacedPassage
    place_asked = Signal(object)  # Line
    other_key = Signal(int)  # N and -, for the chosen dot

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dot: PropertyPlacementId | None = None
        self.held: tuple[PropertyPlacementId, float] | None = None  # a dot that is dragged, its x
        self.writable = True
        self._ring, self._pressed = False, QPointF()
        self._rows = PropertyModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(PropertyDelegate(self))
        self.setAccessibleName(name)
        self.setObjectName("properties")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.editor = PropertyEditor(self.viewport())
        self.editor.closed.connect(self.setFocus)
        self.selectionModel().currentChanged.connect(self._follow)
        look().changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The properties as they are shown."""
        return self._rows.lines

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show properties; the one and the dot that were chosen stay so where they still are."""
        chosen, dot = self.chosen(), self.dot
        self.selectionModel().blockSignals(True)
        self._rows.set(lines)
        self.selectionModel().blockSignals(False)
        self.dot = None
        self.choose(chosen.id if chosen else None, dot)

    def chosen(self) -> Line | None:
        """Return the chosen property."""
        row = self.currentIndex().row()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def chosen_dot(self) -> PlacedPassage | None:
        """Return the chosen dot."""
        line = self.chosen()
        return line.find(self.dot) if line else None

    def choose(self, key: PropertyId | None, dot: PropertyPlacementId | None = None) -> None:
        """Choose a property by its key, and a dot of it; None for none."""
        row = next((n for n, line in enumerate(self.lines) if line.id == key), -1)
        self.selectionModel().blockSignals(True)
        if row < 0:
            self.selectionModel().clear()
        else:
            self.setCurrentIndex(self._rows.index(row))
        self.selectionModel().blockSignals(False)
        line = self.chosen()
        self.dot = dot if line is not None and line.find(dot) else None
        self.viewport().update()
        self.chose.emit(line)
        self.chose_dot.emit(self.chosen_dot())

    def mark(self, dot: PropertyPlacementId | None) -> None:
        """Choose a dot of the chosen property, without telling."""
        self.dot = dot
        self.viewport().update()

    def write(self, line: Line | None) -> None:
        """Let a property be written where it stands, or a new one below the others."""
        if not self.writable:
            return
        place = QRect(0, 0, self.viewport().width(), self.editor.wished_height())
        if line is not None:
            index = self._rows.index(self.lines.index(line))
            self.scrollTo(index)
            place.moveTop(self.visualRect(index).top())
        else:
            self.scrollToBottom()
            place.moveTop(self.viewport().height() - place.height())
        place.moveTop(max(min(place.top(), self.viewport().height() - place.height()), 0))
        self.editor.write(line, place)

    def ringed(self, row: int) -> bool:
        """Tell whether the focus ring is on a row."""
        return self._ring and self.hasFocus() and self.currentIndex().row() == row

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        self._ring = False
        super().mousePressEvent(event)
        line, dot = self.chosen(), self._dot_at(at)
        if not self.indexAt(at.toPoint()).isValid() or line is None:
            return
        self._take_dot(dot)
        if dot is not None and event.button() == Qt.MouseButton.LeftButton and self.writable:
            self.held, self._pressed = (dot.id, at.x()), at

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self.held is not None:
            self.held = self.held[0], at.x()
            self.viewport().update()
            return
        over = self._dot_at(at, anywhere=True)
        pointing = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(pointing)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, self.held = self.held, None
        line, at = self.chosen(), event.position()
        super().mouseReleaseEvent(event)
        self.viewport().update()
        if held is None or line is None:
            return
        if abs(at.x() - self._pressed.x()) >= QApplication.startDragDistance():
            axis = axis_of(QRectF(self.visualRect(self.currentIndex())))
            self.move_asked.emit(held[0], axis.place(at.x()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        dot, line = self._dot_at(event.position()), self.chosen()
        if dot is not None:
            self.open_asked.emit(dot)
        elif line is not None and self.indexAt(event.position().toPoint()).isValid():
            self.write(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line, dot, key = self.chosen(), self.chosen_dot(), Qt.Key(event.key())
        if line is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._order(line, key)
        elif dot is not None and self._on_dot(dot, key):
            return
        elif key in _STEPS:
            self._take_dot(_beside(line, dot, _STEPS[key]))
        elif key in _EDIT:
            self.write(line)
        elif key == Qt.Key.Key_Delete and self.writable:
            self.removal_asked.emit(line)
        elif key == Qt.Key.Key_P:
            self.place_asked.emit(line)
        elif key == Qt.Key.Key_Escape:
            self.choose(None)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = ring_after(event, before=self._ring)
        super().focusInEvent(event)
        if self._ring and self.chosen() is None and self.lines:
            self.choose(self.lines[0].id)

    def _on_dot(self, dot: PlacedPassage, key: Qt.Key) -> bool:
        """Do what a key means on a dot; tell whether it means anything."""
        if key == Qt.Key.Key_Escape:
            self._take_dot(None)
        elif key in _EDIT[1:]:
            self.open_asked.emit(dot)
        elif key == Qt.Key.Key_Delete:
            self.off_asked.emit(dot)
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            self.move_asked.emit(dot.id, place_of_digit(key - Qt.Key.Key_0))
        elif key in (Qt.Key.Key_N, Qt.Key.Key_Minus):
            self.other_key.emit(key)
        else:
            return False
        return True

    def _order(self, line: Line, key: Qt.Key) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
        keys = [each.id for each in self.lines]
        at = keys.index(line.id)
        if step and self.writable and 0 <= at + step < len(keys):
            keys.insert(at + step, keys.pop(at))
            self.order_asked.emit(keys)

    def _take_dot(self, dot: PlacedPassage | None) -> None:
        self.dot = dot.id if dot else None
        self.viewport().update()
        self.chose_dot.emit(dot)

    def _dot_at(self, at: QPointF, *, anywhere: bool = False) -> PlacedPassage | None:
        index = self.indexAt(at.toPoint()) if anywhere else self.currentIndex()
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        return dot_under(axis_of(QRectF(self.visualRect(index))), line.placed, at)

    def _follow(self, *_: object) -> None:
        self.dot = None
        self.chose.emit(self.chosen())
        self.chose_dot.emit(None)


def _beside(line: Line, dot: PlacedPassage | None, step: int) -> PlacedPassage | None:
    """Return the dot beside one, or the first one from either end."""
    if not line.placed:
        return None
    last = len(line.placed) - 1
    if dot is None:
        return line.placed[0 if step > 0 else last]
    return line.placed[min(max(line.placed.index(dot) + step, 0), last)]
