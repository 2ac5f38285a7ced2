"""The table of the bench: computed cells with a bar, judgements typed as a digit."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from gtcoder.ui.kit import TableDelegate, TableView, paint_ring
from gtcoder.ui.look import pixmap, scaled, theme
from gtcoder.ui.selective.bench_model import CORE, JUDGED, MEMO, VALUE, WEIGHT, BenchModel
from gtcoder.vocabulary import CodeId

Index = QModelIndex | QPersistentModelIndex
_BAR, _DOT, _STAR = 3, 5, 16
_NARROWEST = 200  # pixels of a name
_CLEARING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class BenchDelegate(TableDelegate):
    """Paints a bar below what was computed, and a dot where a judgement has a memo."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        rect = QRectF(option.rect)
        if index.data(WEIGHT):
            painter.fillRect(rect, QColor(theme().sunken))
        super().paint(painter, option, index)
        if index.data(CORE):
            self._star(painter, rect)
        value = index.data(VALUE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if value is not None:
            self._bar(painter, rect, float(value))
        if index.data(MEMO):
            painter.setBrush(QColor(theme().accent))
            size = scaled(_DOT)
            painter.drawEllipse(QRectF(rect.left() + scaled(8), rect.center().y() - size / 2,
                                       size, size))  # fmt: skip
        if index.data(JUDGED) and not index.data():
            painter.setPen(QColor(theme().text3))
            painter.drawText(rect.adjusted(0, 0, -scaled(10), 0), _RIGHT, "–")
        painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, rect.adjusted(2, 2, -2, -2), 4)

    def paint_words(self, painter: QPainter, rect: QRectF, index: Index, *, total: bool) -> None:
        """Write the cell; the name of the core leaves room for its star."""
        room = rect.adjusted(0, 0, -scaled(_STAR + 6), 0) if index.data(CORE) else rect
        super().paint_words(painter, room, index, total=total)

    def _star(self, painter: QPainter, rect: QRectF) -> None:
        """Mark the core category at the right end of its name."""
        size, widget = scaled(_STAR), self.parent()
        ratio = widget.devicePixelRatioF() if isinstance(widget, QWidget) else 1.0
        drawn = pixmap("star-fill", size, colour=theme().accent, ratio=ratio)
        left, top = rect.right() - size - scaled(8), rect.center().y() - size / 2
        painter.drawPixmap(round(left), round(top), drawn)

    def _bar(self, painter: QPainter, rect: QRectF, value: float) -> None:
        left, width = rect.left() + scaled(10), rect.width() - 2 * scaled(10)
        line = QRectF(left, rect.bottom() - scaled(_BAR) - 3, width, scaled(_BAR))
        painter.setBrush(QColor(theme().line2))
        painter.drawRoundedRect(line, 1.5, 1.5)
        painter.setBrush(QColor(theme().accent))
        painter.drawRoundedRect(QRectF(left, line.top(), width * value, line.height()), 1.5, 1.5)


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class BenchTable(TableView):
    """0 to 4 judges the cell, Del takes a judgement back, Enter edits, in the weights any digit."""

    unjudged = Signal(object, str)  # CodeId, criterion
    cell_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name=self.tr("Candidates for the core category"), parent=parent)
        self.setObjectName("bench")
        self.bench = BenchModel(self)
        self._delegate = BenchDelegate(self)
        self.setItemDelegate(self._delegate)
        self._beside = BenchDelegate(self)  # each view its own: an editor belongs to one of them
        self._frozen.set_delegate(self._beside)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.EditKeyPressed | trigger.DoubleClicked)
        self.setModel(self.bench)
        self.selectionModel().currentChanged.connect(lambda *_: self.cell_chosen.emit())

    def current_code(self) -> CodeId | None:
        """Return the candidate of the current cell."""
        row = self.bench.candidate(self.currentIndex())
        return None if row is None else row.code

    def choose(self, code: CodeId, column: int | None = None) -> None:
        """Make a cell of a candidate the current one, in the column it is in."""
        wanted = self.currentIndex().column() if column is None else column
        index = self.bench.place_of(code, max(wanted, 0))
        if index.isValid():
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, flag)

    def stand_on_weight(self, column: int) -> None:
        """Make the weight of a column the current cell."""
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self.bench.index(0, column), flag)

    def _hover(self, row: int) -> None:
        self._beside.hovered = row
        super()._hover(row)

    def _lay_columns(self) -> None:
        """Give the criteria what they need, and the names what is left, but never too little."""
        super()._lay_columns()
        header, room = self.horizontalHeader(), self.viewport().width()
        if self.model() is None or header.length() <= room:
            return
        rest = header.length() - header.sectionSize(0)
        header.resizeSection(0, max(room - rest, scaled(_NARROWEST)))
        self._frozen.follow()

    def _write_over(self, index: QModelIndex, event: QKeyEvent) -> None:
        """Edit a cell, beginning with the key that was pressed."""
        own, key = self.editTriggers(), QAbstractItemView.EditTrigger.AnyKeyPressed
        self.setEditTriggers(own | key)  # Qt hands a key on to the line for this trigger only
        self.edit(index, key, event)
        self.setEditTriggers(own)

    def sort_by(self, column: int) -> None:
        """Leave the order: the best total stands first."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys the class names."""
        index, text = self.currentIndex(), event.text()
        row, criterion = self.bench.candidate(index), self.bench.criterion(index.column())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        may = bool(self.bench.flags(index) & Qt.ItemFlag.ItemIsEditable) and plain
        if not may or criterion is None:
            super().keyPressEvent(event)
        elif row is not None and text in ("0", "1", "2", "3", "4"):
            self.bench.setData(index, text)
        elif row is not None and event.key() in _CLEARING:
            if criterion.key in row.judgements:
                self.unjudged.emit(row.code, criterion.key)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(index, QAbstractItemView.EditTrigger.AllEditTriggers, event)
        elif row is None and text and text in "0123456789.,":
            self._write_over(index, event)
        else:
            super().keyPressEvent(event)
