"""The list of a type-ahead: swatch, name, where it belongs, and at the right a count or a key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gtcoder.ui.desk.matching import Choice
from gtcoder.ui.kit.keycap import paint_keycap
from gtcoder.ui.kit.swatch import paint_swatch
from gtcoder.ui.look import Role, directed, pixmap, sans, scaled, theme

Index = QModelIndex | QPersistentModelIndex
ROW = 34
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class ChoicesModel(QAbstractListModel):
    """The choices that fit what was typed, the best first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._choices: list[Choice] = []

    def show(self, choices: Sequence[Choice]) -> None:
        """Hold other choices."""
        self.beginResetModel()
        self._choices = list(choices)
        self.endResetModel()

    def choice(self, row: int) -> Choice | None:
        """Return the choice of a row, if there is one."""
        return self._choices[row] if 0 <= row < len(self._choices) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        return 0 if parent.isValid() else len(self._choices)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        choice = self.choice(index.row())
        if choice is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (choice.name, choice.context, choice.note) if part)
        if role == Qt.ItemDataRole.UserRole:
            return choice
        return None


class _Rows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(scaled(120), scaled(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice: Choice = index.data(Qt.ItemDataRole.UserRole)
        rect = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme().sel))
            painter.drawRoundedRect(rect, 6, 6)
        inner = rect.adjusted(scaled(10), 0, -scaled(10), 0)
        self._paint_mark(painter, inner, choice)
        right = self._paint_right(painter, inner, choice, chosen=chosen)
        words = inner.adjusted(scaled(21), 0, 0, 0)
        words.setRight(right)
        self._paint_words(painter, words, choice, chosen=chosen)
        painter.restore()

    def _paint_mark(self, painter: QPainter, inner: QRectF, choice: Choice) -> None:
        size = scaled(14 if choice.icon else 10)
        top = round(inner.center().y() - size / 2)
        if choice.icon:
            ratio = painter.device().devicePixelRatio()
            drawn = pixmap(choice.icon, size, colour=self._ink(choice), ratio=ratio)
            left = inner.left() - scaled(2)
            painter.drawPixmap(QRectF(left, top, size, size), drawn, QRectF(drawn.rect()))
        elif choice.colour:
            rect = QRectF(inner.left(), top, size, size)
            paint_swatch(painter, rect, choice.colour, category=choice.category)

    def _paint_right(
        self, painter: QPainter, inner: QRectF, choice: Choice, *, chosen: bool
    ) -> float:
        """Paint what stands at the right end; return where it begins."""
        middle = QPointF(inner.right(), inner.center().y())
        cap = choice.keycap or (self.tr("Enter") if chosen else "")
        if cap:
            return inner.right() - paint_keycap(painter, middle, cap) - scaled(8)
        if not choice.note:
            return inner.right()
        painter.setFont(sans(Role.SMALL))
        painter.setPen(QColor(theme().text2))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(inner, right, choice.note)
        width = QFontMetricsF(painter.font()).horizontalAdvance(choice.note)
        return inner.right() - width - scaled(8)

    def _paint_words(
        self, painter: QPainter, room: QRectF, choice: Choice, *, chosen: bool
    ) -> None:
        painter.setFont(sans(Role.STRONG if chosen or choice.category else Role.BUTTON))
        painter.setPen(QColor(self._ink(choice)))
        metrics = QFontMetricsF(painter.font())
        name = metrics.elidedText(choice.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _MIDDLE, directed(name))
        rest = room.adjusted(metrics.horizontalAdvance(name) + scaled(10), 0, 0, 0)
        if choice.context and rest.width() > scaled(24):
            painter.setFont(sans(Role.SMALL))
            painter.setPen(QColor(theme().text2))
            metrics = QFontMetricsF(painter.font())
            mode = Qt.TextElideMode.ElideRight
            painter.drawText(rest, _MIDDLE, metrics.elidedText(choice.context, mode, rest.width()))

    def _ink(self, choice: Choice) -> str:
        return theme().accent if choice.icon == "plus" else theme().text


class ChoiceView(QListView):
    """The rows of a type-ahead; the line above keeps the focus and moves the highlight here."""

    taken = Signal(object)  # Choice: clicked
    highlighted = Signal(object)  # Choice or None

    def __init__(self, *, name: str, rows: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        self.choices = ChoicesModel(self)
        self.setModel(self.choices)
        self.setItemDelegate(_Rows(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Button)  # the card's own: opaque,
        self.viewport().setAutoFillBackground(True)  # so that nothing below is painted with it
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.entered.connect(self.setCurrentIndex)
        self.clicked.connect(self._take)
        self.selectionModel().currentChanged.connect(self._tell)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Show other rows, the first of them highlighted."""
        self.choices.show(choices)
        self.setFixedHeight(min(len(choices), self.rows) * scaled(ROW))
        self.setCurrentIndex(self.choices.index(0, 0))
        self.scrollToTop()
        if not choices:
            self.highlighted.emit(None)

    def highlight(self) -> Choice | None:
        """Return the highlighted choice."""
        return self.choices.choice(self.currentIndex().row())

    def step(self, by: int) -> None:
        """Move the highlight, round the ends by single steps."""
        count = self.choices.rowCount()
        if count:
            row = self.currentIndex().row() + by
            row = row % count if abs(by) == 1 else max(0, min(count - 1, row))
            self.setCurrentIndex(self.choices.index(row, 0))

    def _take(self, index: QModelIndex) -> None:
        self.taken.emit(self.choices.choice(index.row()))

    def _tell(self, new: QModelIndex, _: QModelIndex) -> None:
        self.highlighted.emit(self.choices.choice(new.row()))
