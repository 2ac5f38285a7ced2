"""The tables of the transcripts: rows to choose from, or cells to fill in."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QMenu, QSizePolicy, QWidget

from gtcoder.ui.documents.cells import CellDelegate
from gtcoder.ui.documents.table import COLUMN, ROW, Column, RowsModel, Sorted
from gtcoder.ui.kit import TableView, ring_after
from gtcoder.ui.kit.table_header import EDGE, PADDING
from gtcoder.ui.look import Role, sans, scaled

_EXTRA = 22  # an icon, a caret
_BAR = 54
_WIDEST = 300
_LEAST = (88, 132, 66, 100)  # soft columns, the one that stretches, and both where it is tight
_NARROW = 60  # of the one that stretches, where there is no scrolling
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RowsView(TableView):
    """A sorted and filtered table of rows; `stretch` is the column that takes the room left."""

    picked = Signal(object)  # a row was chosen
    opened = Signal(object)  # a row was asked for by Enter or double click

    def __init__(
        self, model: RowsModel[Any], *, name: str, stretch: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(name=name, parent=parent)
        self._stretch = stretch
        self.widest = _WIDEST  # pixels that words of a column are given, where they need them
        self.narrow_last = True  # the column that stretches gives room after the soft ones
        self.rows, self.sorted = model, Sorted(model, self)
        self.cells = CellDelegate(self)
        self._delegate = self.cells
        self.setItemDelegate(self.cells)
        # Its own: a delegate of two views would hand the editor of one to both.
        self._frozen.set_delegate(CellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setModel(self.sorted)
        self.chosen_row.connect(self._pick)
        self.opened_row.connect(self._ask)
        model.dataChanged.connect(self._lay_columns)

    def row_at(self, place: int) -> Any:
        """Return the row in that place of what is shown."""
        return self.sorted.index(place, 0).data(ROW)

    def current_row(self) -> Any:
        """Return the row the keyboard is on, or None."""
        index = self.currentIndex()
        return index.data(ROW) if index.isValid() else None

    def choose(self, key: object) -> bool:
        """Choose the row with that key; False where it is not shown."""
        place = self.rows.place_of(key)
        if place < 0:
            return False
        index = self.sorted.mapFromSource(self.rows.index(place, max(self._stretch, 0)))
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            rows = QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags | rows)
            self.scrollTo(index)
        return index.isValid()

    def _pick(self, place: int) -> None:
        self.picked.emit(self.row_at(place))

    def _ask(self, place: int) -> None:
        self.opened.emit(self.row_at(place))

    def _lay_columns(self, *_: object) -> None:
        """Give each column what it needs; too much is taken from the soft ones, too little given.

        The column that stretches takes the room left; with none, it stays empty.
        """
        model = self.model()
        if model is None or not model.columnCount():
            return
        widths = [self._needed(n) for n in range(model.columnCount())]
        room = self.viewport().width() - sum(widths)
        if room < 0:
            widths = self._squeezed(widths, -room)
        elif self._stretch >= 0:
            widths[self._stretch] += room
        for column, width in enumerate(widths):
            self.horizontalHeader().resizeSection(column, width)
        self._frozen.follow()

    def _squeezed(self, widths: list[int], excess: int) -> list[int]:
        """Take pixels from the widest soft columns and the one that stretches, by turns."""
        soft = [n for n in range(len(widths)) if self.rows.column(n).soft]
        stretch = [self._stretch] if self._stretch >= 0 else []
        widths = list(widths)
        steps = list(zip((soft, stretch, soft, stretch), _LEAST, strict=True))
        if not self.narrow_last:
            steps = [steps[1], steps[0], steps[3], steps[2]]
        for columns, least in steps:
            excess -= _taken(widths, columns, scaled(least), excess)
        return widths

    def _needed(self, place: int) -> int:
        model = self.model()
        head = str(model.headerData(place, Qt.Orientation.Horizontal) or "")
        small = QFontMetrics(sans(Role.SMALL_STRONG)).horizontalAdvance(head)
        body = QFontMetrics(sans(Role.STRONG))
        rows = range(min(model.rowCount(), 200))
        cells = [str(model.index(n, place).data() or "") for n in rows]
        widest = max((body.horizontalAdvance(cell[:60]) for cell in cells), default=0)
        column: Column[Any] = self.rows.column(place)
        extra = scaled(_EXTRA) * (bool(column.icon) + bool(column.choices))
        extra += scaled(_BAR) if column.bar else 0
        extra += scaled(_EXTRA - 4) if column.tick else 0
        sorts = scaled(15) if self.horizontalHeader().sectionsClickable() else 0
        ends = (place == 0) + (place == model.columnCount() - 1)
        edges = 2 * scaled(PADDING) + ends * scaled(EDGE - PADDING)
        return int(max(small + sorts, min(widest + extra, scaled(self.widest))) + edges + 2)


class FormTable(RowsView):
    """A table whose cells are filled in: a click, Enter, F2 or a letter begins, Esc gives up."""

    def __init__(
        self, model: RowsModel[Any], *, name: str, stretch: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, name=name, stretch=stretch, parent=parent)
        self.menu: QMenu | None = None
        self.locked = self._rows_only = False
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.horizontalHeader().setSectionsClickable(False)

    def choose_rows(self) -> None:
        """Let rows be chosen; Space ticks the box in the first column."""
        self._rows_only = True
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring on a cell where cells are filled in."""
        super().focusInEvent(event)
        if not self._rows_only:
            self.cells.rings_cells = ring_after(event, before=self.cells.rings_cells)
            self._ring = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.cells.rings_cells = not self._rows_only
        index = self.currentIndex()
        letter = event.text().isprintable() and bool(event.text().strip())
        begins = event.key() in (*_ENTER, Qt.Key.Key_F2, Qt.Key.Key_Space)
        if self.state() == QAbstractItemView.State.EditingState:
            return  # Enter that ends the writing comes on to the table
        if event.key() in _ENTER and _with_control(event):
            event.ignore()  # it belongs to the page round the table
            return
        if self._rows_only and index.isValid() and event.key() == Qt.Key.Key_Space:
            self.begin(index.siblingAtColumn(0))
        elif (
            self._rows_only
            or not index.isValid()
            or _with_control(event)
            or not (begins or letter)
            or not self.begin(index)
        ):
            super().keyPressEvent(event)
        elif letter:
            self._type(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Begin to fill in the cell that was clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.begin(index)

    def begin(self, index: QModelIndex) -> bool:
        """Open the list or the line of a cell, or toggle its box; False where it is fixed."""
        column: Column[Any] = index.data(COLUMN)
        row = index.data(ROW)
        if not self._may(index):
            return False
        if column.tick is not None and column.write is not None:
            column.write(row, "" if column.tick(row) else "1")
        elif column.act and column.write is not None:
            column.write(row, "")
        elif column.choices is not None:
            self._open_menu(index, column, row)
        else:
            self.edit(index)
        return True

    def _may(self, index: QModelIndex) -> bool:
        able = Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable
        return not self.locked and bool(index.flags() & able)

    def _type(self, event: QKeyEvent) -> None:
        """Let the letter that began the editing be its first one."""
        editor = self.indexWidget(self.currentIndex())
        if isinstance(editor, QLineEdit):
            editor.setText(event.text())

    def _open_menu(self, index: QModelIndex, column: Column[Any], row: Any) -> None:
        assert column.choices is not None
        assert column.write is not None
        menu = QMenu(self)
        menu.setAccessibleName(column.title)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        now = column.text(row)
        for words, value in column.choices(row):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(words == now)
            action.triggered.connect(partial(self._write, column, row, value))
            if words == now:
                menu.setActiveAction(action)
        menu.destroyed.connect(self._forget)
        self.menu = menu
        rect = self.visualRect(index)
        menu.popup(self.viewport().mapToGlobal(rect.bottomLeft()))

    def _write(self, column: Column[Any], row: Any, value: str, *_: object) -> None:
        if column.write is not None:
            column.write(row, value)

    def _forget(self) -> None:
        self.menu = None


class ShortTable(FormTable):
    """A table to fill in that is as high as its rows, up to a number of them."""

    def __init__(
        self,
        model: RowsModel[Any],
        *,
        name: str,
        stretch: int = 0,
        most: int = 8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(model, name=name, stretch=stretch, parent=parent)
        self._most = most
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sorted.modelReset.connect(self.updateGeometry)

    def _squeezed(self, widths: list[int], excess: int) -> list[int]:
        """Let every column be seen, for there is no scrolling to one."""
        widths = super()._squeezed(widths, excess)
        beyond = sum(widths) - self.viewport().width()
        _taken(widths, [self._stretch] if self._stretch >= 0 else [], scaled(_NARROW), beyond)
        return widths

    def sizeHint(self) -> QSize:
        """Ask for the header and the rows there are."""
        rows = min(self.model().rowCount(), self._most) if self.model() else 0
        height = self.verticalHeader().defaultSectionSize() * rows
        return QSize(scaled(240), height + self.horizontalHeader().sizeHint().height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(160), self.sizeHint().height())


def _with_control(event: QKeyEvent) -> bool:
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return bool(event.modifiers() & held)


def _taken(widths: list[int], columns: list[int], least: int, excess: int) -> int:
    """Make the widest of some columns narrower, none below the least; return the pixels taken."""
    taken = 0
    while taken < excess and (able := [n for n in columns if widths[n] > least]):
        widest = max(able, key=lambda n: widths[n])
        give = min(excess - taken, widths[widest] - least, 4)
        widths[widest] -= give
        taken += give
    return taken
