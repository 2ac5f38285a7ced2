"""The list a chip opens: pick one, or check several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gtcoder.ui.kit.floating import RIM, Floating
from gtcoder.ui.look import Role, pixmap, sans, scaled, theme

Index = QModelIndex | QPersistentModelIndex
MANY_ROWS = 12  # longer lists get a line to filter them
_ON = Qt.CheckState.Checked
_OFF = Qt.CheckState.Unchecked


class ChoiceModel(QAbstractListModel):
    """The choices by name; in a list of several the first row stands for all of them."""

    toggled = Signal()

    def __init__(
        self,
        choices: Sequence[tuple[str, object]],
        chosen: set[int],
        *,
        all_text: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._all = all_text
        self._names = ([all_text] if all_text else []) + [name for name, _ in choices]
        self.chosen = set(chosen)

    @property
    def many(self) -> bool:
        """Whether several may be chosen."""
        return bool(self._all)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what Qt asks of a cell."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._names[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._state(index.row())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let rows be chosen, and checked where several may be."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self.many else flags

    def toggle(self, row: int) -> None:
        """Check or uncheck a row; the first one checks or unchecks all."""
        everything = set(range(len(self._names) - 1))
        if row == 0:
            self.chosen = set() if self.chosen == everything else everything
        else:
            self.chosen ^= {row - 1}
        self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))
        self.toggled.emit()

    def _state(self, row: int) -> Qt.CheckState:
        if not self.many:
            return _ON if row in self.chosen else _OFF
        if row > 0:
            return _ON if row - 1 in self.chosen else _OFF
        if not self.chosen:
            return _OFF
        whole = len(self.chosen) == len(self._names) - 1
        return _ON if whole else Qt.CheckState.PartiallyChecked


class _ChoiceDelegate(QStyledItemDelegate):
    """Paints a choice: a box before the name where several may be chosen, else a tick after it."""

    def __init__(self, parent: QObject, *, many: bool) -> None:
        super().__init__(parent)
        self._many = many

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        name = index.data(Qt.ItemDataRole.DisplayRole)
        return QSize(QFontMetrics(sans()).horizontalAdvance(name) + scaled(56), scaled(30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, rect = theme(), QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.sel))
            painter.drawRoundedRect(rect, 6, 6)
        check = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
        inner = rect.adjusted(scaled(10), 0, -scaled(10), 0)
        if self._many:
            _paint_box(painter, inner, check)
            inner.setLeft(inner.left() + scaled(24))
        elif check == _ON:
            _paint_icon(painter, "check", inner.right() - scaled(16), inner, now.accent)
        painter.setFont(sans(Role.BODY))
        painter.setPen(QColor(now.text))
        room = inner if self._many else inner.adjusted(0, 0, -scaled(24), 0)
        name = QFontMetrics(sans()).elidedText(
            index.data(Qt.ItemDataRole.DisplayRole), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.restore()


def _paint_box(painter: QPainter, rect: QRectF, check: Qt.CheckState) -> None:
    now, size = theme(), scaled(16)
    box = QRectF(rect.left() + 0.5, round(rect.center().y() - size / 2) + 0.5, size - 1, size - 1)
    painter.setPen(QColor(now.edge if check == _OFF else now.accent))
    painter.setBrush(QColor(now.paper if check == _OFF else now.accent))
    painter.drawRoundedRect(box, 4, 4)
    if check == Qt.CheckState.PartiallyChecked:
        bar = QRectF(box.left() + size / 4, box.center().y() - 1, size / 2 - 1, 2)
        painter.fillRect(bar, QColor(now.on_accent))
    elif check == _ON:
        _paint_icon(painter, "check", box.left() + 1.5, rect, now.on_accent, size=size - 4)


def _paint_icon(
    painter: QPainter, name: str, left: float, rect: QRectF, colour: str, *, size: int = 0
) -> None:
    size = size or scaled(16)
    ratio = painter.device().devicePixelRatio()
    drawn = pixmap(name, size, colour=colour, ratio=ratio)
    painter.drawPixmap(
        QRectF(left, round(rect.center().y() - size / 2), size, size), drawn, QRectF(drawn.rect())
    )


class ChoiceList(Floating):
    """The opened list: arrows move, letters find, Enter takes, Space checks, Esc leaves."""

    picked = Signal(int)  # of one: its place
    checked = Signal(object)  # of several: the set of places
    given_up = Signal()

    def __init__(self, model: ChoiceModel, *, name: str, parent: QWidget) -> None:
        super().__init__(name=name, parent=parent)
        self._anchor = parent
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._model = model
        model.setParent(self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(model)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.filter = self._filter_line() if model.rowCount() > MANY_ROWS else None
        self.view = self._list(name)
        self.column.addWidget(self.view)
        (self.filter or self.view).installEventFilter(self)
        self.setFocusProxy(self.filter or self.view)
        model.toggled.connect(self._tell)
        self._choose_first()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what happens to the watched widget."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key, typed = event.key(), self.filter is not None
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Escape:
            self.given_up.emit()
            self.close()
        elif key == Qt.Key.Key_Space and self._model.many and not self._typing():
            self._toggle(self.view.currentIndex())
        elif typed and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.close()
        else:
            return False
        return True

    def _typing(self) -> bool:
        return self.filter is not None and bool(self.filter.text())

    def _step(self, by: int) -> None:
        row = self.view.currentIndex().row() + by
        if 0 <= row < self._shown.rowCount():
            self.view.setCurrentIndex(self._shown.index(row, 0))

    def _enter(self) -> None:
        index = self.view.currentIndex()
        if self._model.many:
            if self._typing() and index.isValid():
                self._toggle(index)
            self.close()
        elif index.isValid():
            self._take(index)

    def _take(self, index: QModelIndex) -> None:
        row = self._shown.mapToSource(index).row()
        self.close()
        self.picked.emit(row)

    def _toggle(self, index: QModelIndex) -> None:
        if index.isValid():
            self._model.toggle(self._shown.mapToSource(index).row())

    def _tell(self) -> None:
        self.checked.emit(set(self._model.chosen))

    def _choose_first(self) -> None:
        chosen = 0 if self._model.many else min(self._model.chosen, default=0)
        self.view.setCurrentIndex(self._shown.index(chosen, 0))

    def _filter_line(self) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(self.tr("Type to find"))
        line.setAccessibleName(self.tr("Find in the list"))
        line.textChanged.connect(self._filtered)
        self.column.addWidget(line)
        return line

    def _filtered(self, text: str) -> None:
        self._shown.setFilterFixedString(text)
        self.view.setCurrentIndex(self._shown.index(0, 0))

    def _list(self, name: str) -> QListView:
        view = QListView()
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setModel(self._shown)
        view.setItemDelegate(_ChoiceDelegate(view, many=self._model.many))
        view.setAccessibleName(name)
        view.setUniformItemSizes(True)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setMouseTracking(True)
        view.viewport().setAutoFillBackground(False)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.entered.connect(view.setCurrentIndex)
        view.clicked.connect(self._toggle if self._model.many else self._take)
        rows = min(self._model.rowCount(), MANY_ROWS)
        view.setFixedHeight(rows * scaled(30) + 2)
        widest = max(
            (
                QFontMetrics(sans()).horizontalAdvance(self._model.data(self._model.index(row)))
                for row in range(self._model.rowCount())
            ),
            default=0,
        )
        width = widest + scaled(64) + (scaled(12) if self._model.rowCount() > rows else 0)
        anchor = self._anchor.width() - 2 * (RIM - 10)
        view.setFixedWidth(max(min(width, scaled(360)), scaled(150), min(anchor, scaled(360))))
        return view
