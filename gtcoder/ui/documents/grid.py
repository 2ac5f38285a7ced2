"""The tables of the transcripts: rows to choose from, or cells to fill in."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QSizePolicy, QWidget

from gtcoder.ui.documents.cells import CellDelegate
from gtcoder.ui.documents.table import COLUMN, ROW, Column, RowsModel, Sorted
from gtcoder.ui.kit import TableView
from gtcoder.ui.look import Role, sans, scaled

_PADDING = 20
_EXTRA = 22  # an icon, a caret
_BAR = 88
_WIDEST = 300
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RowsView(TableView):
    """A sorted and filtered table of rows; `stretch` is the column that takes the room left."""

    picked = Signal(object)  # a row was chosen
    opened = Signal(object)  # a row was asked for by Enter or double click

    def __init__(
        self, model: RowsModel[Any], *, name: str, stretch: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(name=name, parent=parent)
        self._stretch, self._narrow = stretch, 0
        self.rows, self.sorted = model, Sorted(model, self)
        self.cells = CellDelegate(self)
        self._delegate = self.cells
        self.setItemDelegate(self.cells)
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
        """Give each column what it needs, and one of them what is left."""
        model = self.model()
        if model is None or not model.columnCount():
            return
        widths = [self._needed(n) for n in range(model.columnCount())]
        others = sum(widths) - widths[self._stretch]
        widths[self._stretch] = max(self.viewport().width() - others, scaled(self._narrow or 90))
        for column, width in enumerate(widths):
            self.horizontalHeader().resizeSection(column, width)

    def _needed(self, place: int) -> int:
        model = self.model()
        head = str(model.headerData(place, Qt.Orientation.Horizontal) or "")
        small = QFontMetrics(sans(Role.SMALL_STRONG)).horizontalAdvance(head)
        body = QFontMetrics(sans(Role.STRONG))
        cells = [str(model.index(n, place).data() or "") for n in range(min(model.rowCount(), 200))]
        widest = max((body.horizontalAdvance(cell[:60]) for cell in cells), default=0)
        column: Column[Any] = self.rows.column(place)
        extra = scaled(_EXTRA) * (bool(column.icon) + bool(column.choices))
        extra += scaled(_BAR) if column.bar else 0
        extra += scaled(_EXTRA - 4) if column.tick else 0
        sorts = scaled(15) if self.horizontalHeader().sectionsClickable() else 0
        return int(max(small + sorts, min(widest + extra, scaled(_WIDEST))) + scaled(_PADDING))


class FormTable(RowsView):
    """A table whose cells are filled in: a click, Enter, F2 or a letter begins, Esc gives up."""

    def __init__(
        self, model: RowsModel[Any], *, name: str, stretch: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, name=name, stretch=stretch, parent=parent)
        self.menu: QMenu | None = None
        self.locked = False
        self.cells.rings_cells = True
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.horizontalHeader().setSectionsClickable(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        letter = event.text().isprintable() and bool(event.text().strip())
        begins = event.key() in (*_ENTER, Qt.Key.Key_F2, Qt.Key.Key_Space)
        if not index.isValid() or not (begins or letter) or _with_control(event):
            super().keyPressEvent(event)
        elif self.begin(index) and not begins and self.indexWidget(index) is None:
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
        editor = self.viewport().focusWidget()
        if editor is not None and hasattr(editor, "setText"):
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
