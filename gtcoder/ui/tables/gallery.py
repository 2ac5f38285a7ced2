"""The questions of the study as a list, and below them the tables that were kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gtcoder.ui.kit import paint_ring, ring_after
from gtcoder.ui.look import Role, look, sans, scaled, theme

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the gallery: a report by its name, or a kept table by its place; else a heading."""

    text: str
    hint: str = ""
    report: str = ""
    kept: int = -1

    @property
    def heading(self) -> bool:
        """Whether it only parts the list."""
        return not self.report and self.kept < 0


class GalleryModel(QAbstractListModel):
    """Questions, then kept tables."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return entry.hint or None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.entries[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Delegate(QStyledItemDelegate):
    """Paints a question and, below it, what is seen of the study."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = index.data(ENTRY)
        return QSize(scaled(200), scaled(36 if entry.heading else 52))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, entry = theme(), index.data(ENTRY)
        rect = QRectF(option.rect).adjusted(scaled(8), 1, -scaled(8), -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        under = bool(option.state & QStyle.StateFlag.State_MouseOver)
        inner = rect.adjusted(scaled(8), scaled(6), -scaled(8), -scaled(6))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.heading:
            _line(painter, inner, entry.text, Role.SMALL_STRONG, now.text2, below=True)
        else:
            if chosen or under:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(now.sel if chosen else now.hover))
                painter.drawRoundedRect(rect, 6, 6)
            role = Role.STRONG if chosen else Role.BUTTON
            _line(painter, inner, entry.text, role, now.text, below=False)
            _line(painter, inner, entry.hint, Role.SMALL, now.text2, below=True)
        painter.restore()


class Gallery(QListView):
    """The list; `chosen` is told with an Entry when another one is chosen."""

    chosen = Signal(object)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ring = False
        self._model, self._painter = GalleryModel(self), _Delegate(self)
        self.setObjectName("gallery")
        self.setAccessibleName(name)
        self.setModel(self._model)
        self.setItemDelegate(self._painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._tell)
        look().changed.connect(self.doItemsLayout)

    def show_entries(self, entries: tuple[Entry, ...], current: Entry | None) -> None:
        """Show other rows, with one of them chosen, without telling so."""
        if entries == self._model.entries:
            return
        model = self.selectionModel()
        model.blockSignals(True)
        self._model.show_entries(entries)
        if current in entries:
            self.setCurrentIndex(self._model.index(entries.index(current), 0))
        model.blockSignals(False)
        self.viewport().update()

    def choose(self, entry: Entry) -> None:
        """Choose a row as a click does."""
        if entry in self._model.entries:
            self.setCurrentIndex(self._model.index(self._model.entries.index(entry), 0))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The rows."""
        return self._model.entries

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring after keys."""
        self._ring = ring_after(event, before=self._ring)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on the panel's ground; the ring is on the row."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(theme().panel))
        painter.end()
        super().paintEvent(event)
        index = self.currentIndex()
        if self._ring and self.hasFocus() and index.isValid():
            rect = QRectF(self.visualRect(index)).adjusted(scaled(8), 1, -scaled(8), -1)
            paint_ring(QPainter(self.viewport()), rect, 6)

    def _tell(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.data(ENTRY))


def _line(painter: QPainter, rect: QRectF, text: str, role: Role, ink: str, *, below: bool) -> None:
    font = sans(role)
    words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()) + 1)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    side = Qt.AlignmentFlag.AlignBottom if below else Qt.AlignmentFlag.AlignTop
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignLeft, words)
