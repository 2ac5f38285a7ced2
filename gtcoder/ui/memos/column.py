"""The column of memos: filters, how many there are, and the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from gtcoder.queries.memo_filter import FoldedMemos, in_order
from gtcoder.ui.kit import Label, Panel, action_button
from gtcoder.ui.look import scaled
from gtcoder.ui.memos.filters import MemoFilters
from gtcoder.ui.memos.model import MEMO, MemoDelegate, MemoModel
from gtcoder.vocabulary import MemoId

if TYPE_CHECKING:
    from gtcoder.queries.memos import MemoCard


class MemoColumn(QWidget):
    """Lists the memos that the filters let through; `picked` says which one was chosen."""

    picked = Signal(object)  # MemoId

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: tuple[MemoCard, ...] = ()
        self._chosen: MemoId | None = None
        self._found = FoldedMemos()
        self.filters = MemoFilters(self)
        self.filters.changed.connect(self._show)
        self.filters.search.stepped_down.connect(self._into_list)
        self.filters.search.left.connect(self._into_list)
        self._model, self.list = MemoModel(), QListView(self)
        self._delegate = MemoDelegate(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(self.tr("Memos"))
        self.list.setObjectName("memo-list")
        self.list.selectionModel().currentChanged.connect(self._picked)
        self._none = Label(self.tr("No memo fits. Take a filter away."), ink="text2", wrap=True)
        self._none.setContentsMargins(scaled(16), scaled(8), scaled(16), scaled(8))
        self._none.hide()
        self.panel = Panel(self.tr("Memos"), name=self.tr("Memos"))
        self.panel.body.addWidget(self.filters)
        self.panel.body.addWidget(self._none)
        self.panel.body.addWidget(self.list, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)

    def add_action(self, action: QAction, icon_name: str) -> None:
        """Put a button for an action at the head."""
        self.panel.header.add(action_button(action, icon_name))

    def show_cards(self, cards: tuple[MemoCard, ...]) -> None:
        """Show these memos, as far as the filters let them through."""
        self._cards = cards
        self.filters.offer(cards)
        self._show()

    def shown(self) -> tuple[MemoCard, ...]:
        """Return the memos that the filters let through, in their order."""
        return self._model.cards

    def choose(self, memo: MemoId | None) -> None:
        """Choose a memo, where it is shown; nothing is said of it."""
        self._chosen = memo
        row = self._model.row_of(memo)
        selection = self.list.selectionModel()
        if row == self.list.currentIndex().row() and row >= 0:
            return
        selection.blockSignals(True)
        self.list.setCurrentIndex(self._model.index(row) if row >= 0 else QModelIndex())
        selection.blockSignals(False)
        self.list.viewport().update()

    def _show(self) -> None:
        order = in_order(self._cards, self.filters.order())
        shown = self._found.wanted(order, self.filters.asked())
        selection = self.list.selectionModel()
        selection.blockSignals(True)
        self._model.show(shown)
        row = self._model.row_of(self._chosen)
        if row >= 0:
            self.list.setCurrentIndex(self._model.index(row))
        selection.blockSignals(False)
        self.list.viewport().update()
        self._none.setVisible(bool(self._cards) and not shown)
        total = len(self._cards)
        count = str(total) if len(shown) == total else f"{len(shown)} / {total}"
        self.panel.header.set_count(count)

    def _picked(self, current: QModelIndex, _: QModelIndex) -> None:
        card: MemoCard | None = current.data(MEMO)
        if card is not None and card.id != self._chosen:
            self.picked.emit(card.id)

    def _into_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.list.currentIndex().isValid() and self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(0))
