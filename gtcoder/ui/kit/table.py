"""Tables: no grid, numbers at the right, totals below, sorted by a click on a header."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from gtcoder.ui.kit.copying import copy_text
from gtcoder.ui.kit.focus import paint_ring, ring_after
from gtcoder.ui.kit.frame import SWATCH, FrameModel
from gtcoder.ui.kit.frozen import Frozen
from gtcoder.ui.kit.table_delegate import TableDelegate
from gtcoder.ui.kit.table_header import EDGE, PADDING, TableHeader
from gtcoder.ui.look import Role, look, sans, scaled

Index = QModelIndex | QPersistentModelIndex
_FIRST = 0.4  # the share of the view that the first column takes at most when all do not fit
_SAMPLE = 200  # rows that are measured for the width of a column
_WIDEST = 360


class TableView(QTableView):
    """Shows a FrameModel (or a model like it); Enter or a double click opens a row.

    Alt+Up and Alt+Down sort by the column of the current cell, Ctrl+C copies with the header.
    One that `fits` shortens words rather than being wider than its room.
    """

    opened_row = Signal(int)  # its place in the rows as they were given
    chosen_row = Signal(int)

    def __init__(self, *, name: str, fits: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ring, self._fits = False, fits
        self._header = TableHeader(self)
        self._delegate = TableDelegate(self)
        self._frozen = Frozen(self, self._delegate, on_header=self.sort_by)
        self.setAccessibleName(name)
        self.setHorizontalHeader(self._header)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._header.sectionClicked.connect(self.sort_by)
        self.doubleClicked.connect(self._open)
        look().changed.connect(self._wear)
        self._wear()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model, as it is sorted by itself."""
        super().setModel(model)
        self._mark_sorted(-1, descending=False)
        if model is not None:
            model.modelReset.connect(self._reset)
            self.selectionModel().selectionChanged.connect(self._tell)
            self._lay_columns()

    def sort_by(self, column: int) -> None:
        """Sort as a click on the header does: numbers falling first, then rising, then as given."""
        model, header = self.model(), self._header
        first = isinstance(model, FrameModel) and model.is_number(column)
        if header.sorted_column != column:
            self._sort(column, descending=first)
        elif header.descending == first:
            self._sort(column, descending=not first)
        else:
            self._sort(-1, descending=False)

    def copied(self) -> str:
        """Return the selected rows (all where none is) with the header, parted by tabs."""
        model = self.model()
        columns = range(model.columnCount())
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        head = [str(model.headerData(n, Qt.Orientation.Horizontal) or "") for n in columns]
        lines = [head] + [
            [str(model.index(row, n).data() or "") for n in columns]
            for row in rows or range(model.rowCount())
        ]
        return "\n".join("\t".join(map(_flat, line)) for line in lines) + "\n"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys the class names."""
        key, index = event.key(), self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_text(self.copied(), self)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._open(index)
        elif _asks_to_sort(event) and index.isValid():
            self._sort(index.column(), descending=key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into view, and out from under the frozen column."""
        super().scrollTo(index, hint)
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - self._frozen.covers(index))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the row under the pointer."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        """Let go of what the pointer held."""
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring after the keyboard alone."""
        self._ring = ring_after(event, before=self._ring)
        super().focusInEvent(event)
        if self._ring and not self.currentIndex().isValid() and self.model() is not None:
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self.model().index(0, 0), flag)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint from the theme in force."""
        super().paintEvent(event)
        index = self.currentIndex()
        if self._ring and self.hasFocus() and index.isValid():
            top, height = self.rowViewportPosition(index.row()), self.rowHeight(index.row())
            width = min(self.viewport().width(), self._header.length())
            paint_ring(QPainter(self.viewport()), QRectF(0, top, width, height), 6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._lay_columns()

    def _sort(self, column: int, *, descending: bool) -> None:
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self._mark_sorted(column, descending=descending)
        self.model().sort(column, order)

    def _open(self, index: QModelIndex) -> None:
        self.opened_row.emit(self._source(index.row()))

    def _tell(self, selected: QItemSelection) -> None:
        for index in selected.indexes()[:1]:
            self.chosen_row.emit(self._source(index.row()))

    def _source(self, row: int) -> int:
        model = self.model()
        return model.source_row(row) if isinstance(model, FrameModel) else row

    def _mark_sorted(self, column: int, *, descending: bool) -> None:
        self._header.show_sorted(column, descending=descending)
        self._frozen.show_sorted(column, descending=descending)

    def _reset(self) -> None:
        self._mark_sorted(-1, descending=False)
        self._lay_columns()

    def _hover(self, row: int) -> None:
        if self._delegate.hovered != row:
            self._delegate.hovered = row
            self.viewport().update()
            self._frozen.repaint_soon()

    def _lay_columns(self) -> None:
        """Give each column what it needs, and the first one what is left."""
        model = self.model()
        if model is None or not model.columnCount():
            return
        widths = [column_width(model, n) for n in range(model.columnCount())]
        room = self.viewport().width()
        if self._fits:
            widths = _fitted(model, widths, room)
        if sum(widths) > room:  # the first column stays in view: leave the numbers some room
            widths[0] = max(min(widths[0], round(room * _FIRST)), scaled(120))
        widths[0] = max(widths[0], room - sum(widths[1:]))
        for column, width in enumerate(widths):
            self._header.resizeSection(column, width)
        self._frozen.follow()

    def _wear(self) -> None:
        self.verticalHeader().setMinimumSectionSize(scaled(20))
        self.verticalHeader().setDefaultSectionSize(scaled(32))
        self._lay_columns()


def _asks_to_sort(event: QKeyEvent) -> bool:
    alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)


def _fitted(model: QAbstractItemModel, widths: list[int], room: int) -> list[int]:
    """Return widths that the room has: columns of words share what the numbers leave."""
    of_words = [
        not (isinstance(model, FrameModel) and model.is_number(column))
        for column in range(len(widths))
    ]
    left = room - sum(wide for wide, words in zip(widths, of_words, strict=True) if not words)
    share = max(left // max(sum(of_words), 1), scaled(60))
    if sum(widths) <= room:
        return widths
    return [share if words else wide for wide, words in zip(widths, of_words, strict=True)]


def column_width(model: QAbstractItemModel, column: int) -> int:
    """Return the width the cells of a column need, names at most 360 px."""
    head = QFontMetrics(sans(Role.SMALL_STRONG)).horizontalAdvance(
        str(model.headerData(column, Qt.Orientation.Horizontal) or "")
    )
    metrics = QFontMetrics(sans(Role.STRONG))
    last = model.rowCount()
    rows = {*range(min(last, _SAMPLE)), *range(max(last - 3, 0), last)}
    widest = max(
        (metrics.horizontalAdvance(str(model.index(n, column).data() or "")[:80]) for n in rows),
        default=0,
    )
    if column == 0 and last and model.index(0, 0).data(SWATCH) is not None:
        widest += scaled(18)
    number = isinstance(model, FrameModel) and model.is_number(column)
    widest = widest if number else min(widest, scaled(_WIDEST))
    edges = (column == 0) + (column == model.columnCount() - 1)
    return max(widest, head + scaled(15)) + 2 * scaled(PADDING) + edges * scaled(EDGE - PADDING)


def _flat(cell: str) -> str:
    return " ".join(cell.split("\n")).replace("\t", " ")
