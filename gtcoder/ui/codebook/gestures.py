"""Menus and drops in the codebook panel, and where its popups open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QMenu, QWidget

from gtcoder.ui.codebook.book import CodebookBook
from gtcoder.ui.codebook.favourites import DIGITS
from gtcoder.ui.codebook.menus import digit_menu, row_menu
from gtcoder.ui.codebook.rows import Favourites
from gtcoder.ui.codebook.verbs import CodebookVerbs, Shown
from gtcoder.ui.look import scaled
from gtcoder.vocabulary import CodeId


class CodebookGestures(QObject):
    """Opens the menu of what is selected and the menu of digits, and does what was dropped.

    `menu` is the one that is open or was open last.
    """

    def __init__(self, book: CodebookBook, verbs: CodebookVerbs, shown: Shown) -> None:
        tree = book.tree
        super().__init__(tree)
        self._tree, self._verbs, self._shown = tree, verbs, shown
        self.favourites: Favourites = (None,) * DIGITS
        self.menu: QMenu | None = None
        self._anchor = QWidget(tree.viewport())
        self._anchor.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        tree.menu_asked.connect(self.open_menu)
        book.model.codes_dropped.connect(self.drop)
        book.model.codes_ordered.connect(verbs.content.reorder)
        verbs.favourite_asked.connect(self.open_digits)
        verbs.popup_anchor = self.anchor

    def anchor(self) -> QWidget:
        """Return a widget in the place of the current row; the tree where it is not in view."""
        tree, index = self._tree, self._tree.currentIndex()
        row = tree.row_rect(index)
        if not index.isValid() or not row.intersects(tree.viewport().rect()):
            return tree
        self._anchor.setGeometry(QRect(row.left() + scaled(20), row.top(), 40, row.height()))
        return self._anchor

    def open_menu(self, at: QPoint) -> None:
        """Open the menu of what is selected; without a place, under the current row."""
        digits = self._digits()
        self.menu = row_menu(self._tree, self._verbs.actions, digits)
        self.menu.popup(self._under() if at.isNull() else at)

    def open_digits(self) -> None:
        """Open the menu of digits under the current row."""
        self.menu = self._digits()
        self.menu.popup(self._under())

    def drop(self, codes: Sequence[CodeId], under: CodeId | None, merge: bool) -> None:  # a slot
        """Move codes under another one, or ask why they are merged into it."""
        known = self._shown.known()
        rows = [row for row in map(known.code, codes) if row is not None]
        if merge:
            self._verbs.merge_into(rows, known.code(under))
        else:
            self._verbs.at_once.move(rows, under)

    def _digits(self) -> QMenu:
        selected = self._shown.selected()
        code = selected[0].id if len(selected) == 1 else None
        known, take = self._shown.known(), self._verbs.set_digit
        return digit_menu(self._tree, known, self.favourites, code, take)

    def _under(self) -> QPoint:
        anchor = self.anchor()
        return anchor.mapToGlobal(QPoint(0, anchor.height() if anchor is self._anchor else 0))
