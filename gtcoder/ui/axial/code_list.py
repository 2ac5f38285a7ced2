"""Lists of codes and categories that can be dragged: as cards on the shelf, else as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gtcoder.ui.axial.carrier import Carrier, Pull
from gtcoder.ui.kit import paint_ring, paint_swatch, ring_after
from gtcoder.ui.look import Role, look, sans, scaled, theme
from gtcoder.vocabulary import CodeId

Index = QModelIndex | QPersistentModelIndex
ITEM = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class CodeItem:
    """A code in a list; `spoken` is what a screen reader says of it, `tip` what a tooltip does.

    `depth` sets a row in; `head` is a category that gathers the rows below it.
    """

    id: CodeId
    name: str
    count: int
    colour: int
    spoken: str
    tip: str = ""
    depth: int = 0
    head: bool = False


class CodeModel(QAbstractListModel):
    """Codes as rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: tuple[CodeItem, ...] = ()

    def set(self, items: Sequence[CodeItem]) -> None:
        """Show other codes."""
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what Qt asks of a row."""
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == ITEM:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return item.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return item.tip
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, owner: CodeList) -> None:
        super().__init__(owner)
        self._owner = owner

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        item: CodeItem = index.data(ITEM)
        if self._owner.cards:
            return QSize(0, scaled(42))
        return QSize(0, scaled(34) if item.head else scaled(27))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, item, owner = theme(), index.data(ITEM), self._owner
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        rect = QRectF(option.rect)
        if owner.cards:
            card = rect.adjusted(scaled(12) + 0.5, 3.5, -scaled(owner.inset) - 0.5, -3.5)
            painter.setPen(QColor(now.accent if chosen else now.edge if over else now.line2))
            painter.setBrush(QColor(now.sel if chosen else now.raised))
            painter.drawRoundedRect(card, 6, 6)
            _paint_grip(painter, card)
            words = card.adjusted(scaled(24), 0, -scaled(10), 0)
        else:
            card = rect.adjusted(scaled(8), 1, -scaled(8), -1)
            ground = now.sel if chosen else now.hover if over else ""
            if ground:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(ground))
                painter.drawRoundedRect(card, 6, 6)
            words = card.adjusted(scaled(10) + item.depth * scaled(16), 0, -scaled(10), 0)
        if owner.target == item.id:
            painter.setPen(QColor(now.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        _paint_words(painter, words, item, strong=item.head)
        if owner.ringed(index.row()):
            paint_ring(painter, card, 6)
        painter.restore()


def _paint_grip(painter: QPainter, card: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme().text3))
    left, middle, step = card.x() + scaled(9), card.center().y(), scaled(5)
    for column in (0, 1):
        for row in (-1, 0, 1):
            painter.drawEllipse(QRectF(left + column * 4.5, middle + row * step - 1, 2, 2))


def _paint_words(painter: QPainter, rect: QRectF, item: CodeItem, *, strong: bool) -> None:
    now, size = theme(), scaled(10)
    mark = QRectF(rect.x(), rect.center().y() - size / 2, size, size)
    paint_swatch(painter, mark, item.colour, category=False)
    painter.setFont(sans(Role.SMALL))
    painter.setPen(QColor(now.text2))
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(rect, middle | Qt.AlignmentFlag.AlignRight, f"{item.count:,}")
    number = QFontMetricsF(sans(Role.SMALL)).horizontalAdvance(f"{item.count:,}")
    font = sans(Role.STRONG if strong else Role.BODY)
    name = rect.adjusted(scaled(18), 0, -number - scaled(8), 0)
    painter.setFont(font)
    painter.setPen(QColor(now.text))
    shown = QFontMetricsF(font).elidedText(item.name, Qt.TextElideMode.ElideRight, name.width())
    painter.drawText(name, middle | Qt.AlignmentFlag.AlignLeft, shown)


class CodeList(QListView):
    """Codes to choose from and to drag; `target` is the row that would take what is dragged."""

    entered_row = Signal(object)  # CodeId: Enter, Space or a double click
    chose = Signal(object)  # CodeId

    def __init__(
        self,
        carrier: Carrier,
        *,
        name: str,
        cards: bool = False,
        several: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.cards = cards
        self.target: CodeId | None = None
        self._several, self._ring = several, False
        self._carrier, self._press = carrier, Pull()
        self._kept: QModelIndex | None = None  # pressed within a selection that a drag would take
        self.codes = CodeModel(self)
        self.setModel(self.codes)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.doubleClicked.connect(self._enter)
        look().changed.connect(self.scheduleDelayedItemsLayout)

    def set_items(self, items: Sequence[CodeItem]) -> None:
        """Show other codes; what was selected stays so where it still is there."""
        chosen, current = set(self.selected()), self.current()
        self.codes.set(items)
        flag = QItemSelectionModel.SelectionFlag
        for row, item in enumerate(self.codes.items):
            if item.id in chosen:
                self.selectionModel().select(self.codes.index(row), flag.Select)
            if item.id == current:
                self.selectionModel().setCurrentIndex(self.codes.index(row), flag.NoUpdate)

    @property
    def inset(self) -> int:
        """The room right of a card: less beside a scroll bar."""
        return 2 if self.verticalScrollBar().isVisible() else 12

    def selected(self) -> tuple[CodeId, ...]:
        """Return the selected codes in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(self.codes.items[row].id for row in rows)

    def current(self) -> CodeId | None:
        """Return the code the keyboard is on."""
        index = self.currentIndex()
        return self.codes.items[index.row()].id if index.isValid() else None

    def select_only(self, code: CodeId) -> None:
        """Select a code and bring it into view."""
        for row, item in enumerate(self.codes.items):
            if item.id == code:
                self.setCurrentIndex(self.codes.index(row))
                self.scrollTo(self.codes.index(row))

    def row_under(self, at: QPoint) -> int:
        """Return the row at a global place, or -1."""
        own = self.viewport().mapFromGlobal(at)
        if not self.isVisible() or not self.viewport().rect().contains(own):
            return -1
        return self.indexAt(own).row()

    def aim(self, target: CodeId | None) -> None:
        """Show which row would take what is dragged."""
        if target != self.target:
            self.target = target
            self.viewport().update()

    def ringed(self, row: int) -> bool:
        """Tell whether the focus ring is on a row."""
        return self._ring and self.hasFocus() and self.currentIndex().row() == row

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press.press(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and index.isValid() and self.selectionModel().isSelected(index):
            self._kept = index
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.globalPosition().toPoint()
        if self._carrier.carried:
            self._carrier.follow(at)
        elif self._press.began(event, QApplication.startDragDistance()):
            self._lift(at)
        elif not event.buttons():
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._press.forget()
        kept, self._kept = self._kept, None
        if self._carrier.carried:
            self._carrier.drop(event.globalPosition().toPoint())
        elif kept is not None:
            self.setCurrentIndex(kept)
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        space = event.key() == Qt.Key.Key_Space and not self._several
        if (event.key() in keys or space) and self.currentIndex().isValid():
            self._enter(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = ring_after(event, before=self._ring)
        if self._ring and not self.currentIndex().isValid() and self.codes.items:
            self.setCurrentIndex(self.codes.index(0))
        super().focusInEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell where the keyboard is."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.chose.emit(self.codes.items[current.row()].id)

    def _enter(self, index: QModelIndex) -> None:
        self.entered_row.emit(self.codes.items[index.row()].id)

    def _lift(self, at: QPoint) -> None:
        codes = self.selected()
        items = [item for item in self.codes.items if item.id in codes]
        if items:
            name = items[0].name
            if len(items) > 1:
                name = self.tr("{n} codes").format(n=len(items))
            self._carrier.lift(codes, name, items[0].colour, at)
