"""The table of ratings: a digit rates, Del takes back, arrows move."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from gtcoder.queries.instruments import ExpertRow
from gtcoder.reports.instruments import JudgedItem
from gtcoder.ui.axial.board_paint import wrapped
from gtcoder.ui.instruments.model import COMMENT, COUNTS, DROPPED, INK, ITEM, RATED, RatingsModel
from gtcoder.ui.instruments.view import InstrumentsView
from gtcoder.ui.instruments.words import NONE, digits
from gtcoder.ui.kit import TableDelegate, TableView, paint_ring
from gtcoder.ui.look import Role, sans, scaled, theme
from gtcoder.vocabulary import InstrumentItemId, RatingScale

Index = QModelIndex | QPersistentModelIndex
_CLEARING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_NARROWEST, _WIDEST, _LEAST = 220, 96, 48  # pixels of an item, and of the others
_ROW = 44


class RatingsDelegate(TableDelegate):
    """Paints what speaks for an item on a ground of its own, and a dot where there is a comment."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if index.data(COUNTS):
            painter.setBrush(QColor(theme().info_bg))
            painter.drawRoundedRect(rect.adjusted(3, 3, -3, -3), 4, 4)
        painter.restore()
        super().paint(painter, option, index)
        if index.data(COMMENT):
            self._dot(painter, rect)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, rect.adjusted(2, 2, -2, -2), 4)

    def paint_words(self, painter: QPainter, rect: QRectF, index: Index, *, total: bool) -> None:
        """Write the cell: a dash where nobody rated, a verdict in its colour."""
        text, now = str(index.data() or ""), theme()
        ink = now.text3 if index.data(DROPPED) or text == NONE else now.text
        if index.data(RATED) and not text:
            text, ink = "–", now.text3
        elif index.data(INK) and not index.data(DROPPED) and text != NONE:
            ink = getattr(now, str(index.data(INK)))
        painter.setPen(QColor(ink))
        if index.column() == ITEM:
            self._item(painter, rect, text, dropped=bool(index.data(DROPPED)))
            return
        painter.setFont(sans(Role.BODY))
        painter.drawText(rect, int(index.data(Qt.ItemDataRole.TextAlignmentRole)), text)

    def _item(self, painter: QPainter, rect: QRectF, text: str, *, dropped: bool) -> None:
        """Write an item in two lines, its number before them; a dropped one is struck out."""
        font = QFont(sans(Role.BODY))  # a font of its own: that of the look is everybody's
        font.setStrikeOut(dropped)
        number, _, words = text.partition("  ")
        room = rect.adjusted(scaled(26), 0, 0, 0)
        lines, step = wrapped(words, font, room.width(), 2), QFontMetrics(font).height()
        top = rect.center().y() - len(lines) * step / 2
        painter.setFont(sans(Role.BODY))
        where = QRectF(rect.left(), top, scaled(26), step)
        painter.drawText(where, Qt.AlignmentFlag.AlignLeft, number)
        painter.setFont(font)
        for place, line in enumerate(lines):
            where = QRectF(room.left(), top + place * step, room.width(), step)
            painter.drawText(where, Qt.AlignmentFlag.AlignLeft, line)

    def _dot(self, painter: QPainter, rect: QRectF) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().accent))
        size = scaled(5)
        place = QRectF(rect.right() - scaled(8) - size, rect.top() + scaled(7), size, size)
        painter.drawEllipse(place)
        painter.restore()


class RatingsTable(TableView):
    """A digit of the scale rates the cell and goes to the item below; Del takes a rating back.

    `rated` carries item, expert and value (None to take back), `moved` an item and its new number,
    `pasted` what the clipboard holds for the cells from the current one on.
    """

    rated = Signal(object, object, object)
    moved = Signal(object, int)
    pasted = Signal(str)
    cell_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name=self.tr("Ratings of the items"), parent=parent)
        self.setObjectName("ratings")
        self.ratings = RatingsModel(self)
        self.writable = True
        self._delegate = RatingsDelegate(self)
        self.setItemDelegate(self._delegate)
        self._beside = RatingsDelegate(self)  # each view its own
        self._frozen.set_delegate(self._beside)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setModel(self.ratings)
        self.selectionModel().currentChanged.connect(lambda *_: self.cell_chosen.emit())

    def show_view(self, view: InstrumentsView, scale: RatingScale) -> None:
        """Show other ratings; what was current stays so."""
        current, item = self.currentIndex(), self.current_item()
        column = current.column() if current.isValid() else 1  # the first expert
        if self.ratings.show_view(view, scale) and self.ratings.rowCount():
            last = self.ratings.rowCount() - 1
            found = QModelIndex() if item is None else self.ratings.place_of(item.item.id)
            row = found.row() if found.isValid() else min(max(current.row(), 0), last)
            self._go(row, min(column, self.ratings.columnCount() - 1))

    def current_item(self) -> JudgedItem | None:
        """Return the item of the current row."""
        return self.ratings.item(self.currentIndex())

    def current_expert(self) -> ExpertRow | None:
        """Return the expert of the current column."""
        return self.ratings.expert(self.currentIndex().column())

    def choose(self, item: InstrumentItemId, column: int | None = None) -> None:
        """Make a cell of an item the current one, in the column it is in."""
        wanted = self.currentIndex().column() if column is None else column
        found = self.ratings.place_of(item, max(wanted, 0))
        if found.isValid():
            self._go(found.row(), found.column())

    def sort_by(self, column: int) -> None:
        """Leave the order: it is that of the instrument."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys the class names."""
        item, expert, key = self.current_item(), self.current_expert(), event.key()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if item is None or not self.writable:
            super().keyPressEvent(event)
        elif alt and key in _STEPS:
            self._move(item, _STEPS[Qt.Key(key)])
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif expert is not None and plain and key in _CLEARING:
            if self.currentIndex().data():
                self.rated.emit(item.item.id, expert.id, None)
        elif expert is not None and plain and event.text() and event.text() in self._digits():
            self.rated.emit(item.item.id, expert.id, int(event.text()))
            self._go(min(self.currentIndex().row() + 1, self.ratings.rowCount() - 1),
                     self.currentIndex().column())  # fmt: skip
        else:
            super().keyPressEvent(event)

    def _digits(self) -> str:
        return digits(self.ratings.scale)

    def _move(self, item: JudgedItem, step: int) -> None:
        number = item.item.number + step
        if 1 <= number <= self.ratings.rowCount():
            self.moved.emit(item.item.id, number)

    def _go(self, row: int, column: int) -> None:
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self.ratings.index(row, column), flag)

    def _hover(self, row: int) -> None:
        self._beside.hovered = row
        super()._hover(row)

    def _lay_columns(self) -> None:
        """Give experts and coefficients what they need, and the items what is left."""
        super()._lay_columns()
        header, room = self.horizontalHeader(), self.viewport().width()
        if self.model() is None or not header.count():
            return
        for column in range(1, header.count()):
            header.resizeSection(column, self._needed(column))
        rest = sum(header.sectionSize(column) for column in range(1, header.count()))
        header.resizeSection(ITEM, max(room - rest, scaled(_NARROWEST)))
        self._frozen.follow()

    def _needed(self, column: int) -> int:
        """Return the width of a column; the names of experts are cut where they are long."""
        model, edges = self.ratings, scaled(22)
        head = QFontMetrics(sans(Role.SMALL_STRONG)).horizontalAdvance(
            str(model.headerData(column, Qt.Orientation.Horizontal))
        )
        if model.expert(column) is not None:
            return min(max(head + edges, scaled(_LEAST)), scaled(_WIDEST))
        metrics = QFontMetrics(sans(Role.BODY))
        cells = (str(model.index(row, column).data()) for row in range(model.rowCount()))
        widest = max(map(metrics.horizontalAdvance, cells), default=0)
        last = column == model.columnCount() - 1
        return max(head, widest) + edges + (scaled(6) if last else 0)

    def _wear(self) -> None:
        super()._wear()
        self.verticalHeader().setDefaultSectionSize(scaled(_ROW))
        self._lay_columns()
