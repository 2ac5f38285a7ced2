"""The table of structures: a tree whose cells are walked and edited like a sheet's."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from gtcoder.ui.axial.board_paint import wrapped
from gtcoder.ui.kit import paint_ring, paint_swatch, ring_after
from gtcoder.ui.kit.copying import copy_text
from gtcoder.ui.look import Role, look, pixmap, sans, scaled, theme
from gtcoder.ui.selective.tree_model import (
    CATEGORY,
    COLOUR,
    FIXED,
    LEVEL,
    NAME,
    TOTALS,
    StructureModel,
)
from gtcoder.vocabulary import CodeId

Index = QModelIndex | QPersistentModelIndex


class _Delegate(QStyledItemDelegate):
    """Cells as in other tables; names with the mark of their code."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(scaled(60), scaled(30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, rect, total = theme(), QRectF(option.rect), bool(index.data(TOTALS))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.sel))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        if total:
            painter.fillRect(QRectF(rect.x(), rect.y(), rect.width(), 1), QColor(now.line2))
        words = rect.adjusted(scaled(8), 0, -scaled(10), 0)
        strong = total or (index.column() == NAME and bool(index.data(CATEGORY)))
        colour = index.data(COLOUR)
        if index.column() == NAME and colour is not None:
            size = scaled(10)
            mark = QRectF(words.x(), rect.center().y() - size / 2, size, size)
            paint_swatch(painter, mark, int(colour), category=bool(index.data(CATEGORY)))
            words.setLeft(words.x() + scaled(18))
        font = sans(Role.STRONG if strong else Role.BODY)
        painter.setFont(font)
        painter.setPen(QColor(now.text2 if index.column() == LEVEL else now.text))
        text = str(index.data() or "")
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, words.width())
        side = (
            Qt.AlignmentFlag.AlignLeft if index.column() <= LEVEL else Qt.AlignmentFlag.AlignRight
        )
        painter.drawText(words, side | Qt.AlignmentFlag.AlignVCenter, shown)
        view = self.parent()
        if isinstance(view, StructureTree) and view.ringed(index):
            paint_ring(painter, rect, 6)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setFont(sans())
        head = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(str(head))
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        rect: Any = option.rect
        editor.setGeometry(rect.adjusted(0, -1, 0, 1))


class _Header(QHeaderView):
    """Names of columns in up to two lines."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)
        self.setAccessibleName(self.tr("Columns of the structures"))

    def sizeHint(self) -> QSize:
        return QSize(0, scaled(44))

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        now, font = theme(), sans(Role.SMALL_STRONG)
        painter.save()
        painter.fillRect(rect, QColor(now.paper))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), QColor(now.line))
        text = str(self.model().headerData(logical, Qt.Orientation.Horizontal) or "")
        room = QRectF(rect).adjusted(scaled(8), 0, -scaled(10), -scaled(4))
        lines = wrapped(text, font, room.width(), 2)
        side = Qt.AlignmentFlag.AlignRight if logical > LEVEL else Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        painter.setPen(QColor(now.text2))
        step = scaled(17)
        for n, line in enumerate(reversed(lines), 1):
            place = QRectF(room.x(), room.bottom() - n * step, room.width(), step)
            painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, line)
        painter.restore()


class StructureTree(QTreeView):
    """Arrows walk the cells, Enter or a letter edits one, Enter again stores it."""

    chose = Signal(object)  # CodeId

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.structures = StructureModel(self)
        self._ring = False
        self.setHeader(_Header(self))
        self.setModel(self.structures)
        self.setItemDelegate(_Delegate(self))
        self.setObjectName("structures")
        self.setAccessibleName(self.tr("Structures"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAllColumnsShowFocus(False)
        self.setUniformRowHeights(True)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.AnyKeyPressed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        self.header().setStretchLastSection(False)
        self.header().setSectionsMovable(False)
        self.selectionModel().currentChanged.connect(self._tell)
        look().changed.connect(self._wear)
        self._wear()

    def current_code(self) -> CodeId | None:
        """Return the code of the current row."""
        return self.structures.code_at(self.currentIndex())

    def choose(self, code: CodeId) -> None:
        """Choose a row."""
        index = self.structures.index_of(code)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def ringed(self, index: Index) -> bool:
        """Tell whether the focus ring is on a cell."""
        return self._ring and self.hasFocus() and self.currentIndex() == index

    def lay_columns(self) -> None:
        """Give the names most of the room, and each attribute what its head needs."""
        head, model = self.header(), self.structures
        metrics = QFontMetrics(sans(Role.SMALL_STRONG))
        widths = []
        for column in range(1, model.columnCount()):
            name = str(model.headerData(column, Qt.Orientation.Horizontal))
            least = scaled(140) if column == LEVEL else scaled(72)
            wide = metrics.horizontalAdvance(name) + scaled(26)
            widths.append(min(max(least, wide), scaled(130)))
            head.resizeSection(column, widths[-1])
        head.resizeSection(NAME, max(scaled(300), self.viewport().width() - sum(widths) - 2))

    def copied(self) -> str:
        """Return the whole table, names by their full path, parted by tabs."""
        model, codes = self.structures, self.structures.structures.theory.codes
        columns = range(model.columnCount())
        lines = [[str(model.headerData(n, Qt.Orientation.Horizontal)) for n in columns]]
        for code in model.structures.shown():
            cells = [str(model.index_of(code, n).data() or "") for n in columns]
            lines.append([codes[code].written, *cells[1:]])
        last = model.index(model.rowCount() - 1, 0)
        if last.isValid():
            lines.append([str(last.siblingAtColumn(n).data() or "") for n in columns])
        return "\n".join("\t".join(" ".join(c.split()) for c in line) for line in lines) + "\n"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        editing = self.state() == QAbstractItemView.State.EditingState
        if enter and index.isValid() and not editing:
            if index.column() >= FIXED:
                self.edit(index)
            else:
                self.setExpanded(index.siblingAtColumn(0), not self.isExpanded(index))
        elif event.matches(QKeySequence.StandardKey.Copy):
            copy_text(self.copied(), self)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and index.isValid():
            self._step(index, 1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = ring_after(event, before=self._ring)
        if not self.currentIndex().isValid() and self.structures.rowCount():
            self.setCurrentIndex(self.structures.index(0, 0))
        super().focusInEvent(event)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        painter.fillRect(rect, QColor(theme().paper))
        if not self.structures.rowCount(index):
            return
        size = scaled(11)
        name = "caret-down" if self.isExpanded(index) else "caret-right"
        ratio = self.devicePixelRatioF()
        drawn = pixmap(name, size, colour=theme().text2, ratio=ratio)
        left = rect.right() - (self.indentation() + size) // 2
        painter.drawPixmap(left, rect.center().y() - size // 2, drawn)

    def _step(self, index: QModelIndex, by: int) -> None:
        """Walk along the row; on the name, fold or unfold first as trees do."""
        first = index.column() == NAME
        opens = first and self.structures.rowCount(index) and self.isExpanded(index) == (by < 0)
        if opens:
            self.setExpanded(index, by > 0)
            return
        there = index.siblingAtColumn(index.column() + by)
        if there.isValid():
            self.setCurrentIndex(there)
        elif first and by < 0 and index.parent().isValid():
            self.setCurrentIndex(index.parent())

    def _tell(self, current: QModelIndex, _: QModelIndex) -> None:
        code = self.structures.code_at(current)
        if code is not None:
            self.chose.emit(code)
        self.viewport().update()

    def _wear(self) -> None:
        self.setIndentation(scaled(20))
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.lay_columns()
        self.scheduleDelayedItemsLayout()
