"""A sheet to choose one thing by typing a part of its name, or to name a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    QStringListModel,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter
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

from gtcoder.ui.kit import Sheet
from gtcoder.ui.look import sans, scaled, theme

Index = QModelIndex | QPersistentModelIndex

_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class _Row(QStyledItemDelegate):
    """Names as in the list of a chip."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, scaled(30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, rect = theme(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.sel if chosen else now.hover))
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), 6, 6)
        painter.setFont(sans())
        painter.setPen(QColor(now.text))
        words = rect.adjusted(scaled(10), 0, -scaled(10), 0)
        middle = QFontMetricsF(sans()).elidedText(
            str(index.data()), Qt.TextElideMode.ElideMiddle, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, middle)
        painter.restore()


class NameList(QObject):
    """Joins a line to a list of names; `value()` is the name chosen, or the words written."""

    def __init__(self, names: Sequence[str], *, label: str, placeholder: str, own: bool) -> None:
        super().__init__()
        self._own = own
        self.line, self.list = QLineEdit(), QListView()
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleName(label)
        self.list.setAccessibleName(label)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setItemDelegate(_Row(self.list))
        self.list.viewport().setAutoFillBackground(False)
        self.list.setFixedHeight(scaled(30) * min(max(len(names), 2), 8))
        self._model = QSortFilterProxyModel(self)
        self._model.setSourceModel(QStringListModel(list(names), self))
        self._model.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.list.setModel(self._model)
        self.line.textChanged.connect(self._filter)
        self.list.clicked.connect(self._take)
        self.line.installEventFilter(self)
        self._first()

    def value(self) -> str:
        """Return the chosen name, or what was written where that is allowed; else empty."""
        index, written = self.list.currentIndex(), self.line.text().strip()
        if index.isValid():
            return str(index.data())
        return written if self._own else ""

    def choose(self, name: str) -> None:
        """Choose a name."""
        for row in range(self._model.rowCount()):
            if self._model.index(row, 0).data() == name:
                self.list.setCurrentIndex(self._model.index(row, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys that move go to the list."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if isinstance(event, QKeyEvent) and pressed and event.key() in _MOVES:
            self._move(1 if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) else -1)
            return True
        return super().eventFilter(watched, event)

    def _move(self, by: int) -> None:
        rows = self._model.rowCount()
        if rows:
            row = min(max(self.list.currentIndex().row() + by, 0), rows - 1)
            self.list.setCurrentIndex(self._model.index(row, 0))

    def _filter(self, text: str) -> None:
        self._model.setFilterFixedString(text.strip())
        self._first()

    def _first(self) -> None:
        exact = self.line.text().strip()
        new = self._own and bool(exact) and self._model.rowCount() == 0
        if new:
            self.list.setCurrentIndex(QModelIndex())
        elif self._model.rowCount():
            rows = range(self._model.rowCount())
            fits = (_fit(str(self._model.index(row, 0).data()), exact) for row in rows)
            best = min(zip(fits, rows, strict=True))[1] if exact else 0
            self.list.setCurrentIndex(self._model.index(best, 0))

    def _take(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)


def _fit(name: str, written: str) -> int:
    """Return how well a name fits (less is better); it may stand behind the kind of thing it is."""
    name, written = name.casefold(), written.casefold()
    named = (name, name.partition(" ")[2])
    if written in named:
        return 0
    if any(each.startswith(written) for each in named):
        return 1
    return 2 if f" {written}" in name else 3


def pick(
    parent: QWidget,
    title: str,
    text: str,
    primary: str,
    names: Sequence[str],
    *,
    placeholder: str = "",
    own: bool = False,
    then: Callable[[str], None],
) -> Sheet:
    """Ask for one of the names (or, with `own`, a new one) and hand it to `then`."""
    sheet = Sheet(title, parent=parent)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if text:
        sheet.say(text)
    choice = NameList(names, label=title, placeholder=placeholder, own=own)
    choice.setParent(sheet)
    sheet.body.addWidget(choice.line)
    sheet.body.addWidget(choice.list, 1)

    def finish() -> None:
        value = choice.value()
        if value:
            sheet.accept()
            then(value)

    sheet.add_button(sheet.tr("Cancel"), "plain", sheet.reject)
    sheet.add_button(primary, "primary", finish)
    choice.list.doubleClicked.connect(finish)
    choice.line.setFocus()
    sheet.open()
    return sheet
