"""The filter and the tree under it, and what stands there while no code is to be shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.codebook.arrange import Order, folded, matches
from gtcoder.ui.codebook.delegate import INSET
from gtcoder.ui.codebook.known import Known
from gtcoder.ui.codebook.model import CodebookModel
from gtcoder.ui.codebook.tree import CodebookTree
from gtcoder.ui.kit import EmptyState, SearchField
from gtcoder.ui.look import look, scaled

MANY = 300  # codes from which on the tree starts closed


class CodebookBook(QWidget):
    """Search field and tree; `left` says that the person wants to go back to the text."""

    left = Signal()
    shown_changed = Signal()

    def __init__(
        self, on_new: Callable[[], None], *, can_write: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model = CodebookModel(self)
        self.model.can_write = can_write
        self.tree = CodebookTree(self.model)
        self.search = SearchField(self.tr("Filter codes"), key="/", name=self.tr("Filter codes"))
        self.search.setObjectName("codebook-filter")
        self.empty = EmptyState("", "", self.tr("New code…"), on_new)
        self.empty.button.setVisible(can_write)
        self._known, self._begun = Known(), False
        self._stack = QStackedWidget(self)
        self._search_row, self._tree_row = QHBoxLayout(), QHBoxLayout()
        self._lay_out()
        self.search.changed.connect(self._look_for)
        self.search.stepped_down.connect(self._step_down)
        self.search.returnPressed.connect(self._enter)
        self.search.left.connect(self.left)
        self.tree.left.connect(self.left)
        look().changed.connect(self._wear)
        self._wear()

    def show_known(self, known: Known) -> None:
        """Show what was read."""
        self._known = known
        counts = None if known.counted is None else known.counted.passages()
        self.model.show(known.codes, counts)
        self._say_nothing_there()
        if not self._begun and known.codes:
            self._begun = True
            if len(known.codes) <= MANY:
                self.tree.expandAll()
        self.shown_changed.emit()

    def in_use(self) -> int:
        """Return how many codes are in use in the study."""
        return self._known.in_use()

    def wanted(self) -> str:
        """Return what is looked for."""
        return self.search.text().strip()

    def found(self) -> list[CodeRow]:
        """Return the codes that match what is looked for, without those kept for their place."""
        words = folded(self.model.arranged().wanted).split()
        return [code for code in self.model.shown() if matches(code, words)]

    def clear_search(self) -> None:
        """Look for nothing."""
        self.search.clear()
        self._look_for("")

    def set_order(self, order: Order) -> None:
        """Sort the tree."""
        self.model.set_arrangement(replace(self.model.arranged(), order=order))

    def set_retired(self, shown: bool) -> None:  # a slot of a checkable action
        """Show retired codes too, or not."""
        self.model.set_arrangement(replace(self.model.arranged(), retired=shown))
        self._say_nothing_there()
        self.shown_changed.emit()

    def _look_for(self, text: str) -> None:
        wanted = text.strip()
        self.tree.set_searching(bool(wanted))
        self.model.set_arrangement(replace(self.model.arranged(), wanted=wanted))
        if wanted:
            self.tree.scrollToTop()
        elif self.tree.currentIndex().isValid():
            self.tree.scrollTo(self.tree.currentIndex())
        self._say_nothing_there()
        self.shown_changed.emit()

    def _step_down(self) -> None:
        """Go on in the tree, on the first code that was found."""
        found = self.found()
        current = self.tree.current()
        if found and (current is None or self.wanted()):
            self.tree.choose(found[0].id)
        self.tree.setFocus(Qt.FocusReason.TabFocusReason)

    def _enter(self) -> None:
        self._look_for(self.search.text())
        found = self.found()
        if self.wanted() and found:
            self.tree.choose(found[0].id)
            self.tree.code_activated.emit(found[0].id)

    def _say_nothing_there(self) -> None:
        if self.wanted() and self._known.codes:
            words = self.tr("No code matches “{words}”.").format(words=self.wanted())
            self.empty.set_words(words, self.tr("Esc clears the filter."))
        else:
            self.empty.set_words(
                self.tr("No codes yet."), self.tr("Select a passage and type a name.")
            )
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)

    def _lay_out(self) -> None:
        page = QWidget()
        page.setLayout(self._tree_row)
        self._tree_row.addWidget(self.tree)
        self._stack.addWidget(page)
        self._stack.addWidget(self.empty)
        self._stack.setCurrentIndex(1)
        self._search_row.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._search_row)
        column.addWidget(self._stack, 1)

    def _wear(self) -> None:
        self._search_row.setContentsMargins(scaled(12), scaled(8), scaled(14), scaled(8))
        self._tree_row.setContentsMargins(scaled(INSET), 0, 0, 0)
