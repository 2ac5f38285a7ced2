"""The codebook's tree: what is open and chosen outlives every change; Enter and click are told."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView

from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.codebook.dropping import DroppingView
from gtcoder.ui.codebook.model import CodebookModel
from gtcoder.ui.codebook.rows import Index
from gtcoder.vocabulary import CodeId

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_SELECT = QItemSelectionModel.SelectionFlag.Select


class CodebookTree(DroppingView):
    """The tree of codes; which are open is kept by code, so no change of the study closes one.

    `code_activated`: Enter or double click; `code_clicked`: one click on the row.
    """

    code_activated = Signal(int)
    code_clicked = Signal(int)
    menu_asked = Signal(QPoint)  # where on the screen; null from the keyboard
    left = Signal()

    def __init__(self, model: CodebookModel) -> None:
        super().__init__(model)
        self._open: set[CodeId] = set()
        self._searching = self._restoring = self._doubled = False
        self._kept: tuple[CodeId | None, tuple[CodeId, ...], int] = (None, (), 0)
        self.setObjectName("codebook-tree")
        self.setAccessibleName(self.tr("Codebook"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        self.expanded.connect(self._opened)
        self.collapsed.connect(self._closed)

    def current(self) -> CodeRow | None:
        """Return the code of the current row."""
        return self._codes.code_at(self.currentIndex())

    def selected(self) -> tuple[CodeRow, ...]:
        """Return the selected codes from top to bottom."""
        rows = self.selectionModel().selectedIndexes()
        chosen = {code.id for code in map(self._codes.code_at, rows) if code is not None}
        if not chosen:
            return ()
        return tuple(code for code in self._codes.shown() if code.id in chosen)

    def choose(self, code: CodeId) -> bool:
        """Make a code the current row, open what is above it and scroll there."""
        index = self._codes.index_of(code)
        if not index.isValid():
            return False
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def set_searching(self, searching: bool) -> None:  # a setter
        """Show everything open while something is looked for, then what was open before."""
        if searching != self._searching:
            self._searching = searching
            self._restoring = True
            self.collapseAll()
            self._restoring = False
            self._open_again()

    def close_all(self) -> None:
        """Close every code."""
        self.collapseAll()
        self._open.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter act; the rest moves and finds as in every tree."""
        code = self.current()
        if event.key() in _ENTER and event.modifiers() in _PLAIN and code is not None:
            self.code_activated.emit(code.id)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is selected."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        self.menu_asked.emit(event.globalPos() if by_mouse else QPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of a click on a row; not of one that selects several or ends a double click."""
        at = event.position().toPoint()
        pressed, here = self.currentIndex(), self.indexAt(at)
        dragging = self.state() != QAbstractItemView.State.NoState
        super().mouseReleaseEvent(event)
        double, self._doubled = self._doubled, False
        left = event.button() == Qt.MouseButton.LeftButton
        if not left or double or dragging or event.modifiers() not in _PLAIN:
            return
        code = self._codes.code_at(here)
        if code is not None and here == pressed and at.x() >= self.visualRect(here).left():
            self.code_clicked.emit(code.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Act on the code of the row."""
        super().mouseDoubleClickEvent(event)
        at = event.position().toPoint()
        code = self._codes.code_at(self.indexAt(at))
        on_row = at.x() >= self.visualRect(self.indexAt(at)).left()
        if event.button() == Qt.MouseButton.LeftButton and code is not None and on_row:
            self._doubled = True
            self.code_activated.emit(code.id)

    def _opened(self, index: Index) -> None:
        code = self._codes.code_at(index)
        if code is not None and not self._restoring and not self._searching:
            self._open.add(code.id)

    def _closed(self, index: Index) -> None:
        code = self._codes.code_at(index)
        if code is not None and not self._restoring and not self._searching:
            self._open.discard(code.id)

    def _keep(self) -> None:
        """Remember what is chosen; what a filter hides stays remembered."""
        current, scrolled = self.current(), self.verticalScrollBar().value()
        if current is None:
            self._kept = (*self._kept[:2], scrolled)
        else:
            self._kept = (current.id, tuple(code.id for code in self.selected()), scrolled)

    def _restore(self) -> None:
        self._open_again()
        current, selected, scrolled = self._kept
        if current is not None:
            index = self._codes.index_of(current)
            if index.isValid():
                # Not setCurrentIndex of the view: it would open what is above.
                flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self.selectionModel().setCurrentIndex(index, flags)
            for code in selected:
                self.selectionModel().select(self._codes.index_of(code), _SELECT)
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(scrolled)

    def _open_again(self) -> None:
        self._restoring = True
        if self._searching:
            self.expandAll()
        else:
            for code in self._open:
                index: QModelIndex = self._codes.index_of(code)
                if index.isValid():
                    self.setExpanded(index, True)
        self._restoring = False
