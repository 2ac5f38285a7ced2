"""A list of passages: whose words, where, and the coded stretch in its colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from gtcoder.ui.kit.avatar import initials_of
from gtcoder.ui.kit.focus import paint_ring, ring_after
from gtcoder.ui.kit.passage_delegate import COLOUR, PASSAGE, TAG, PassageDelegate
from gtcoder.ui.look import look

Index = QModelIndex | QPersistentModelIndex
_BATCH = 40  # rows that are measured at a time, so that a long list does not hold the window up
ColourOf = Callable[[Any], int]
TagOf = Callable[[Any], tuple[str, str]]


class PassageLike(Protocol):
    """What the list asks of a row; the rows of `gtcoder.queries` have it."""

    @property
    def document(self) -> str:
        """The name of the transcript."""

    @property
    def line(self) -> int:
        """The line it begins in, counted from 1."""

    @property
    def coder(self) -> str:
        """Who coded it."""

    @property
    def before(self) -> str:
        """A few words before it."""

    @property
    def text(self) -> str:
        """The words that are coded."""

    @property
    def after(self) -> str:
        """A few words after it."""

    @property
    def memos(self) -> int:
        """How many memos hang on it."""


def own_colour(passage: Any) -> int:
    """Return the colour number a row brings along; 0 where it has none."""
    return int(getattr(passage, "colour_number", 0))


def initials_tag(passage: Any) -> tuple[str, str]:
    """Return the coder's initials, in the second ink."""
    return initials_of(passage.coder) if passage.coder else "", "text2"


class PassageModel(QAbstractListModel):
    """Passages as rows; a reader of screens hears each as one sentence."""

    def __init__(
        self, passages: Sequence[PassageLike] = (), *, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._passages = list(passages)
        self._colour_of: ColourOf = own_colour
        self._tag_of: TagOf = initials_tag

    def set(
        self,
        passages: Sequence[PassageLike],
        *,
        colour_of: ColourOf | None = None,
        tag_of: TagOf | None = None,
    ) -> None:
        """Show other passages."""
        self.beginResetModel()
        self._passages = list(passages)
        self._colour_of = colour_of or own_colour
        self._tag_of = tag_of or initials_tag
        self.endResetModel()

    def at(self, row: int) -> PassageLike:
        """Return the passage of a row."""
        return self._passages[row]

    def row_of(self, passage: object) -> int:
        """Return the row of a passage; -1 where it is not there."""
        return next((n for n, each in enumerate(self._passages) if each == passage), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._passages)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what Qt asks of a cell."""
        if not index.isValid():
            return None
        passage = self._passages[index.row()]
        if role == PASSAGE:
            return passage
        if role == COLOUR:
            return self._colour_of(passage)
        if role == TAG:
            return self._tag_of(passage)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{passage.document} {passage.text}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(passage)
        return None

    def _spoken(self, passage: PassageLike) -> str:
        words = self.tr("{document}, line {line}, coded by {coder}: {text}")
        if passage.memos:
            words = self.tr("{document}, line {line}, coded by {coder}, with a memo: {text}")
        return words.format(
            document=passage.document, line=passage.line, coder=passage.coder, text=passage.text
        )


class PassageList(QListView):
    """The list of passages beside the transcript; Enter or a double click goes there."""

    chosen_passage = Signal(object)
    activated_passage = Signal(object)

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ring = self._told = False
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._lay_again)
        self._model = PassageModel(parent=self)
        self._delegate = PassageDelegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name or self.tr("Passages"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setViewportMargins(0, 8, 0, 8)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setBatchSize(_BATCH)
        self.verticalScrollBar().setSingleStep(24)
        self.doubleClicked.connect(self._activate)
        self.clicked.connect(self._clicked)
        self.selectionModel().selectionChanged.connect(self._tell)
        look().changed.connect(self._wear)

    def set_passages(
        self,
        rows: Sequence[PassageLike],
        chosen: object = None,
        *,
        colour_of: ColourOf | None = None,
        tag_of: TagOf | None = None,
    ) -> None:
        """Show passages; `chosen` stays chosen where it still is among them.

        `colour_of` tells the colour number of a passage's code (else its own `colour_number`),
        `tag_of` what stands at the right and in which ink of the theme (else the initials).
        """
        self._delegate.forget()
        self._model.set(rows, colour_of=colour_of, tag_of=tag_of)
        self.choose(chosen)

    def choose(self, passage: object) -> None:
        """Choose a passage without telling; None for none."""
        row = -1 if passage is None else self._model.row_of(passage)
        self._measure_down_to(row)
        selection = self.selectionModel()
        selection.blockSignals(True)
        if row < 0:
            selection.clear()
        else:
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            selection.setCurrentIndex(self._model.index(row), flag)
        selection.blockSignals(False)
        if row >= 0:
            self.scrollTo(self._model.index(row))
        self.viewport().update()

    def chosen(self) -> Any:
        """Return the chosen passage, or None."""
        indexes = self.selectedIndexes()
        return self._model.at(indexes[0].row()) if indexes else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Watch whether the click chooses another passage."""
        self._told = False
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys the class names."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._activate(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring after the keyboard alone."""
        self._ring = ring_after(event, before=self._ring)
        super().focusInEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint from the theme in force."""
        super().paintEvent(event)
        index = self.currentIndex()
        if self._ring and self.hasFocus() and index.isValid():
            card = self._delegate.card(QRectF(self.visualRect(index)))
            paint_ring(QPainter(self.viewport()), card, 8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width, which a scroll bar that comes while rows are measured takes from."""
        if self._delegate.set_width(self.viewport().width()):
            self._again.start()
        super().resizeEvent(event)

    def _measure_down_to(self, row: int) -> None:
        """Measure in pieces, unless the row is not in the first of them."""
        modes = QListView.LayoutMode
        self.setLayoutMode(modes.Batched if row < _BATCH else modes.SinglePass)

    def _lay_again(self) -> None:
        """Measure all rows for the width of now; what is in view stays there."""
        top, chosen = self.indexAt(self.viewport().rect().topLeft()), self.currentIndex()
        before = self.visualRect(top).top()
        in_view = self.viewport().rect().contains(self.visualRect(chosen))
        self._measure_down_to(max(top.row(), chosen.row() if in_view else -1))
        self.doItemsLayout()
        if top.isValid():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(top).top() - before)
        if in_view:
            self.scrollTo(chosen)

    def _activate(self, index: QModelIndex) -> None:
        self.activated_passage.emit(self._model.at(index.row()))

    def _tell(self, selected: QItemSelection) -> None:
        self.viewport().update()  # the line above the chosen one goes
        self._told = True
        for index in selected.indexes()[:1]:
            self.chosen_passage.emit(self._model.at(index.row()))

    def _clicked(self, index: QModelIndex) -> None:
        """Tell of a click on the one that was chosen already: the text may be elsewhere by now."""
        if not self._told:
            self.chosen_passage.emit(self._model.at(index.row()))

    def _wear(self) -> None:
        self._delegate.forget()
        self.scheduleDelayedItemsLayout()
