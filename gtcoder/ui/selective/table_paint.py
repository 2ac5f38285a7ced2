"""How the table of structures is painted: cells, headings in groups, and the totals below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QCompleter,
    QHeaderView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gtcoder.ui.axial.board_paint import wrapped
from gtcoder.ui.kit import paint_ring, paint_swatch
from gtcoder.ui.look import Role, look, pixmap, sans, scaled, theme
from gtcoder.ui.selective.lines import CODE
from gtcoder.ui.selective.table_model import COLOUR, FIXED, FURTHER, NAMED, REPEATED, YES_NO

if TYPE_CHECKING:
    from gtcoder.ui.selective.table import StructureTable
    from gtcoder.ui.selective.table_model import TableModel

Index = QModelIndex | QPersistentModelIndex


def box_of(rect: QRect) -> QRectF:
    """Return where the box of a 0/1 cell is."""
    size = scaled(16)
    middle = QRectF(rect).center()
    return QRectF(round(middle.x() - size / 2), round(middle.y() - size / 2), size, size)


class _Offered(QObject):
    """Enter in the list of names stores the cell: Qt would only close the list."""

    def __init__(self, editor: QLineEdit, known: QCompleter, table: StructureTable) -> None:
        super().__init__(editor)
        self._names = QListView()
        known.setPopup(self._names)
        self._editor, self._table = editor, table
        self._names.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the name that is chosen in the list, or what is written, and store it."""
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not isinstance(event, QKeyEvent) or event.key() not in enter:
            return False
        if event.type() == QEvent.Type.KeyPress:
            chosen = self._names.currentIndex()
            if chosen.isValid():
                self._editor.setText(str(chosen.data()))
            self._names.hide()
            delegate = self._table.itemDelegate()
            delegate.commitData.emit(self._editor)
            delegate.closeEditor.emit(self._editor, QStyledItemDelegate.EndEditHint.NoHint)
            self._table.setFocus()
        return True


class LineDelegate(QStyledItemDelegate):
    """Names that the row above says already are left out; 0 and 1 are boxes."""

    def __init__(self, table: StructureTable) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(scaled(60), scaled(30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        now, rect = theme(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        repeated = bool(index.data(REPEATED))
        if chosen:
            painter.fillRect(rect, QColor(now.sel))
        if index.column() >= FIXED - 1 or not repeated:
            painter.fillRect(QRectF(rect.x(), rect.y(), rect.width(), 1), QColor(now.line))
        if index.data(YES_NO):
            self._paint_box(painter, option.rect, str(index.data()))
        elif not repeated or chosen:
            self._paint_words(painter, rect, index, faint=repeated)
        if self._table.ringed(index):
            paint_ring(painter, rect, 4)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRectF, index: Index, *, faint: bool) -> None:
        now = theme()
        words = rect.adjusted(scaled(8), 0, -scaled(8), 0)
        colour = index.data(COLOUR)
        if colour is not None:
            size = scaled(10)
            mark = QRectF(words.x(), rect.center().y() - size / 2, size, size)
            paint_swatch(painter, mark, int(colour), category=False)
            words.setLeft(words.x() + scaled(18))
        font = sans(Role.STRONG if index.column() == 0 else Role.BODY)
        painter.setFont(font)
        soft = faint or (bool(index.data(FURTHER)) and index.column() == CODE)
        painter.setPen(QColor(now.text2 if soft else now.text))
        shown = QFontMetricsF(font).elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_box(self, painter: QPainter, rect: QRect, value: str) -> None:
        """Paint a ticked box for 1, an empty one for 0, and a dash where nothing is said."""
        now, box = theme(), box_of(rect)
        if value == "":
            painter.setPen(QColor(now.text3))
            painter.setFont(sans())
            painter.drawText(QRectF(rect), Qt.AlignmentFlag.AlignCenter, "–")
            return
        on = value == "1"
        painter.setPen(QPen(QColor(now.accent if on else now.edge), 1))
        painter.setBrush(QColor(now.accent if on else now.paper))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if on:
            ratio = painter.device().devicePixelRatio()
            size = scaled(12)
            tick = pixmap("check", size, colour=now.on_accent, ratio=ratio)
            edge = (box.width() - size) / 2
            painter.drawPixmap(round(box.x() + edge), round(box.y() + edge), tick)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a line; of a name it offers the categories that can stand there."""
        editor = QLineEdit(parent)
        editor.setFont(sans())
        head = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(str(head))
        if index.data(NAMED):
            known = QCompleter(self._table.lines.names_for(index), editor)
            known.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            known.setFilterMode(Qt.MatchFlag.MatchContains)
            editor.setCompleter(known)
            _Offered(editor, known, self._table)
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Put the line over its cell."""
        editor.setGeometry(option.rect)


class GroupedHeader(QHeaderView):
    """Names of columns; those of one group have its name above them."""

    def __init__(self, model: TableModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._lines = model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(self.tr("Columns of the structures"))

    def sizeHint(self) -> QSize:
        """Return room for a group and a name in two lines."""
        return QSize(0, scaled(62 if self._grouped() else 44))

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Paint a name, and its part of the name of its group."""
        now, font = theme(), sans(Role.SMALL_STRONG)
        column = self._lines.column_at(logical)
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, QColor(now.paper))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), QColor(now.line2))
        painter.setPen(QColor(now.text2))
        painter.setFont(font)
        if column is not None and column.group:
            self._paint_group(painter, rect, logical)
        head = self._lines.headerData(logical, Qt.Orientation.Horizontal)
        text = str(head or "") if column is None else column.label
        room = QRectF(rect).adjusted(scaled(8), 0, -scaled(8), -scaled(5))
        lines, step = wrapped(text, font, room.width(), 2), scaled(17)
        side = Qt.AlignmentFlag.AlignHCenter if self._boxed(logical) else Qt.AlignmentFlag.AlignLeft
        for n, line in enumerate(reversed(lines), 1):
            place = QRectF(room.x(), room.bottom() - n * step, room.width(), step)
            painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, line)
        painter.restore()

    def _paint_group(self, painter: QPainter, rect: QRect, logical: int) -> None:
        first, last = self._run(logical)
        left = self.sectionViewportPosition(first)
        right = self.sectionViewportPosition(last) + self.sectionSize(last)
        whole = QRectF(left, rect.y() + scaled(4), right - left, scaled(18))
        group = self._group(logical)
        inner = whole.adjusted(scaled(6), 0, -scaled(6), 0)
        shown = QFontMetricsF(painter.font()).elidedText(
            group, Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, shown)
        rule = QRectF(whole.x() + scaled(6), whole.bottom(), whole.width() - scaled(12), 1)
        painter.fillRect(rule, QColor(theme().line2))

    def _run(self, logical: int) -> tuple[int, int]:
        group, first, last = self._group(logical), logical, logical
        while self._group(first - 1) == group:
            first -= 1
        while self._group(last + 1) == group:
            last += 1
        return first, last

    def _group(self, logical: int) -> str:
        column = self._lines.column_at(logical)
        return "" if column is None else column.group

    def _grouped(self) -> bool:
        return any(column.group for column in self._lines.columns)

    def _boxed(self, logical: int) -> bool:
        column = self._lines.column_at(logical)
        return column is not None and str(column.kind) == "0/1"


class TotalsStrip(QWidget):
    """The totals under the table, each below its column."""

    def __init__(self, table: StructureTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self.words: tuple[str, ...] = ()
        header = table.horizontalHeader()
        header.sectionResized.connect(self.update)
        header.geometriesChanged.connect(self.update)
        table.horizontalScrollBar().valueChanged.connect(self.update)
        look().changed.connect(self._wear)
        self._wear()

    def tell(self, words: tuple[str, ...]) -> None:
        """Show the totals, one for each column."""
        self.words = words
        self.setAccessibleName("; ".join(each for each in words if each))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint each total below its column."""
        now, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), QColor(now.paper))
        painter.fillRect(QRect(0, 0, self.width(), 1), QColor(now.line2))
        painter.setPen(QColor(now.text))
        painter.setFont(sans(Role.STRONG))
        header, model = self._table.horizontalHeader(), self._table.lines
        for column, text in enumerate(self.words):
            left = header.sectionViewportPosition(column)
            width = header.sectionSize(column)
            if column == 0:
                width = sum(header.sectionSize(n) for n in range(FIXED))
            shown = model.column_at(column)
            middle = shown is not None and str(shown.kind) == "0/1"
            side = Qt.AlignmentFlag.AlignHCenter if middle else Qt.AlignmentFlag.AlignLeft
            place = QRectF(left + scaled(8), 0, width - scaled(16), self.height())
            painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, text)

    def _wear(self) -> None:
        self.setFixedHeight(scaled(32))
