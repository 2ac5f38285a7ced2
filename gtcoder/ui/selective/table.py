"""The table of structures: walked, chosen and edited as in a sheet, rows dragged where they go."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from gtcoder.ui.kit import ring_after
from gtcoder.ui.kit.copying import copy_text
from gtcoder.ui.look import Role, look, sans, scaled, theme
from gtcoder.ui.selective.lines import AXIAL, CODE, STRUCTURE, SUB
from gtcoder.ui.selective.rows import Structures
from gtcoder.ui.selective.table_model import FIXED, YES_NO, TableModel
from gtcoder.ui.selective.table_paint import GroupedHeader, LineDelegate, box_of
from gtcoder.vocabulary import CodeId

Index = QModelIndex | QPersistentModelIndex
_CLEARS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_SHARES = {AXIAL: 26, STRUCTURE: 22, SUB: 18, CODE: 34}  # of the room that columns leave


class StructureTable(QTableView):
    """Space or a click ticks, Enter or F2 edits, Del empties; all of it in all chosen rows.

    `set_asked` carries rows, the name of a column and a value; `named` rows, a column and a name;
    `opened` a row that was entered on its code.
    """

    set_asked = Signal(object, str, str)
    named = Signal(object, int, str)
    opened = Signal(int)
    column_menu_asked = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = TableModel(self)
        self._ring = False
        self.setModel(self.lines)
        self.setHorizontalHeader(GroupedHeader(self.lines, self))
        self.setItemDelegate(LineDelegate(self))
        self.setObjectName("structure_table")
        self.setAccessibleName(self.tr("Structures as a table"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setCornerButtonEnabled(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.AnyKeyPressed | triggers.EditKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragEnabled(True)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.customContextMenuRequested.connect(self._ask_menu)
        self.lines.written.connect(self._write)
        look().changed.connect(self._wear)
        self._wear()

    def show_structures(self, structures: Structures) -> None:
        """Show the rows; what was current and chosen stays so."""
        current = self.currentIndex()
        code = self.current_code()
        column, row = current.column(), current.row()
        if self.lines.show(structures):
            self.lay_columns()
            if row >= 0 and self.lines.rowCount():
                found = self.lines.row_of(code) if code is not None else -1
                row = found if found >= 0 else min(row, self.lines.rowCount() - 1)
                column = min(column, self.lines.columnCount() - 1)
                self.setCurrentIndex(self.lines.index(row, column))

    def current_code(self) -> CodeId | None:
        """Return the code of the current row; of a cell with a category's name, the category."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        line = self.lines.lines[index.row()]
        if index.column() < CODE:
            return line.places[index.column()]
        return None if line.code is None else line.code.id

    def current_column(self) -> str:
        """Return the name of the column of codes that is current, empty where none is."""
        column = self.lines.column_at(self.currentIndex().column())
        return "" if column is None else column.name

    def choose(self, code: CodeId) -> None:
        """Choose the row of a code."""
        row = self.lines.row_of(code)
        if row >= 0:
            line = self.lines.lines[row]
            own = line.code is not None and line.code.id == code
            column = CODE if own else line.places.index(code)
            self.setCurrentIndex(self.lines.index(row, column))
            self.scrollTo(self.currentIndex())

    def chosen_rows(self) -> list[int]:
        """Return the rows that are chosen in the current column, the current one among them."""
        current = self.currentIndex()
        rows = {
            index.row()
            for index in self.selectionModel().selectedIndexes()
            if index.column() == current.column()
        }
        return sorted(rows | {current.row()}) if current.isValid() else []

    def ringed(self, index: Index) -> bool:
        """Tell whether the focus ring is on a cell."""
        return self._ring and self.hasFocus() and self.currentIndex() == index

    def copied(self) -> str:
        """Return the whole table parted by tabs, with the totals of its columns."""
        model = self.lines
        columns = range(model.columnCount())
        across = Qt.Orientation.Horizontal
        lines = [[str(model.headerData(n, across)) for n in columns]]
        rows = range(model.rowCount())
        lines += [[str(model.index(row, n).data() or "") for n in columns] for row in rows]
        return "\n".join("\t".join(" ".join(c.split()) for c in line) for line in lines) + "\n"

    def lay_columns(self) -> None:
        """Give columns of codes what their head needs, and share the rest among the names."""
        metrics, model = QFontMetrics(sans(Role.SMALL_STRONG)), self.lines
        taken = 0
        for place, column in enumerate(model.columns, FIXED):
            word = max((metrics.horizontalAdvance(w) for w in column.label.split()), default=0)
            two_lines = metrics.horizontalAdvance(column.label) * 2 // 3
            width = min(max(scaled(72), max(word, two_lines) + scaled(20)), scaled(150))
            self.setColumnWidth(place, width)
            taken += width
        room = max(self.viewport().width() - taken, scaled(560))
        for column_at, share in _SHARES.items():
            self.setColumnWidth(column_at, room * share // 100)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick, edit, empty; everything else as in any table."""
        index = self.currentIndex()
        if not index.isValid() or self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Copy):
            copy_text(self.copied(), self)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(index)
        elif event.key() in _CLEARS and index.column() >= FIXED:
            self._set(index, "")
        elif index.data(YES_NO) and event.key() == Qt.Key.Key_Space:
            self._tick(index)
        elif index.data(YES_NO) and event.text() in ("0", "1"):
            self._set(index, event.text())
        elif event.key() == Qt.Key.Key_Space:
            event.accept()  # no cell begins with a blank
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a box ticks it."""
        index = self.indexAt(event.position().toPoint())
        held = event.modifiers() & (
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
        )
        super().mouseReleaseEvent(event)
        plain = event.button() == Qt.MouseButton.LeftButton and not held
        boxed = index.isValid() and index == self.currentIndex() and bool(index.data(YES_NO))
        if plain and boxed and box_of(self.visualRect(index)).contains(event.position()):
            self._tick(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a current cell."""
        self._ring = ring_after(event, before=self._ring)
        if not self.currentIndex().isValid() and self.lines.rowCount():
            self.setCurrentIndex(self.lines.index(0, 0))
        super().focusInEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out anew."""
        super().resizeEvent(event)
        self.lay_columns()

    def _enter(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
        elif index.data(YES_NO):
            self._tick(index)
        else:
            self.opened.emit(index.row())

    def _tick(self, index: QModelIndex) -> None:
        self._set(index, "0" if index.data() == "1" else "1")

    def _set(self, index: QModelIndex, value: str) -> None:
        column = self.lines.column_at(index.column())
        if column is not None and self.lines.writable:
            self.set_asked.emit(self.chosen_rows(), column.name, value)

    def _write(self, row: int, column: int, text: str) -> None:
        shown = self.lines.column_at(column)
        rows = self.chosen_rows() if row in self.chosen_rows() else [row]
        if shown is None:
            self.named.emit([row, *(each for each in rows if each != row)], column, text)
        else:
            self.set_asked.emit(rows, shown.name, text)

    def _ask_menu(self, place: object) -> None:
        header = self.horizontalHeader()
        section = header.logicalIndexAt(place)  # type: ignore[call-overload]
        self.column_menu_asked.emit(section, header.mapToGlobal(place))  # type: ignore[call-overload]

    def _wear(self) -> None:
        self.verticalHeader().setDefaultSectionSize(scaled(30))
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, QColor(theme().paper))
        self.setPalette(palette)
        self.lay_columns()
