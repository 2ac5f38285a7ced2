"""A line to type in and the codes that match it, to pick one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.codebook.arrange import found
from gtcoder.ui.codebook.rows import CodeRole, Index, is_category
from gtcoder.ui.codebook.words import row_in_words
from gtcoder.ui.kit import paint_swatch
from gtcoder.ui.look import Role, directed, look, sans, scaled, theme
from gtcoder.vocabulary import CodeId

_ROWS = 7
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class PickModel(QAbstractListModel):
    """The codes that match, best first; with `top` a row that stands for the top of the tree."""

    def __init__(self, codes: Sequence[CodeRow], *, top: str, parent: QObject) -> None:
        super().__init__(parent)
        self._codes, self._top = tuple(codes), top
        self._rows: list[CodeRow | None] = []
        self.find("")

    def find(self, wanted: str) -> None:
        """Show what matches."""
        self.beginResetModel()
        self._rows = [*found(self._codes, wanted)]
        if self._top and not wanted.strip():
            self._rows.insert(0, None)
        self.endResetModel()

    def code_at(self, index: Index) -> CodeRow | None:
        """Return the code of a row; None for the top of the tree."""
        return self._rows[index.row()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        code = self._rows[index.row()]
        if role == CodeRole.CODE:
            return code
        if role == Qt.ItemDataRole.DisplayRole:
            return self._top if code is None else code.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._top if code is None else row_in_words(code, None, None)
        return None


class _PickDelegate(QStyledItemDelegate):
    """Paints mark and name, and where the code stands."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(scaled(120), scaled(30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        told: Any = option
        rect, code = QRectF(told.rect), index.data(CodeRole.CODE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if told.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme().sel))
            painter.drawRoundedRect(rect, 6, 6)
        left = rect.left() + scaled(10)
        if code is not None:
            size = scaled(10)
            spot = QRectF(left, round(rect.center().y() - size / 2), size, size)
            paint_swatch(painter, spot, code.colour, category=is_category(code.level))
            left += scaled(20)
        strong = code is not None and is_category(code.level)
        font = sans(Role.STRONG if strong else Role.BODY)
        room = rect.right() - left - scaled(10)
        left += _write(painter, index.data(), left, room, rect, font, theme().text) + scaled(8)
        if code is not None and len(code.path) > 1:
            place, room = " > ".join(code.path[:-1]), rect.right() - left - scaled(10)
            _write(painter, place, left, room, rect, sans(Role.SMALL), theme().text2)
        painter.restore()


def _write(
    painter: QPainter, text: str, left: float, room: float, rect: QRectF, font: Any, ink: str
) -> float:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room))
    spot = QRectF(left, rect.top(), max(0.0, room), rect.height())
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(spot, flags, directed(shown))
    return metrics.horizontalAdvance(shown)


class CodePicker(QWidget):
    """Type to find a code, arrows choose it, Enter takes it (`taken`)."""

    picked = Signal()  # another code, or none, is chosen
    taken = Signal()

    def __init__(
        self, codes: Sequence[CodeRow], *, name: str, top: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.line, self.view = QLineEdit(), QListView()
        self._model = PickModel(codes, top=top, parent=self)
        self.line.setPlaceholderText(self.tr("Type to find a code"))
        self.line.setAccessibleName(name)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._find)
        self._furnish(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(4))
        column.addWidget(self.line)
        column.addWidget(self.view)
        self.setFocusProxy(self.line)
        self.view.setCurrentIndex(self._model.index(0))
        look().changed.connect(self._wear)
        self._wear()

    def has_choice(self) -> bool:
        """Tell whether a row is chosen."""
        return self.view.currentIndex().isValid()

    def code(self) -> CodeRow | None:
        """Return the chosen code; None for the top of the tree, or where nothing is chosen."""
        index = self.view.currentIndex()
        return self._model.code_at(index) if index.isValid() else None

    def choice(self) -> CodeId | None:
        """Return the chosen code's key; None for the top of the tree."""
        code = self.code()
        return None if code is None else code.id

    def eventFilter(self, watched: QObject, event: Any) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            if event.key() in _ENTER:
                self.taken.emit()
                return True
            if event.key() in _MOVES:
                self.view.event(event)
                return True
        return super().eventFilter(watched, event)

    def _find(self, wanted: str) -> None:
        self._model.find(wanted)
        self.view.setCurrentIndex(self._model.index(0))
        self.picked.emit()

    def _furnish(self, name: str) -> None:
        view = self.view
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setModel(self._model)
        view.setItemDelegate(_PickDelegate(view))
        view.setAccessibleName(name)
        view.setUniformItemSizes(True)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.viewport().setAutoFillBackground(False)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.selectionModel().currentChanged.connect(self._moved)
        view.doubleClicked.connect(self._taken)

    def _moved(self, *_: object) -> None:
        self.picked.emit()

    def _taken(self, *_: object) -> None:
        self.taken.emit()

    def _wear(self) -> None:
        self.view.setFixedHeight(_ROWS * scaled(30))
