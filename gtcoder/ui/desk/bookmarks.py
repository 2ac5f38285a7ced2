"""Bookmarks at the desk: set and removed at the caret, gone through, listed in a menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gtcoder.actions import bookmarks as verbs
from gtcoder.queries.bookmarks import BookmarkRow, bookmarks
from gtcoder.store.ledger import Change
from gtcoder.ui.commands import Command
from gtcoder.ui.desk.doing import Doing, add_all, read_only_reason
from gtcoder.ui.kit import ask_text
from gtcoder.ui.session import Passage
from gtcoder.vocabulary import Span

if TYPE_CHECKING:
    from gtcoder.ui.desk.workspace import DeskWorkspace

_tr = QCoreApplication.translate
_MOST = 40  # in the menu


def bookmark_commands() -> dict[str, Command]:
    """Return the commands of bookmarks."""
    tr = _tr
    return {
        "mark": Command(
            "desk.mark", tr("desk", "Set or remove a bookmark"), "view", "B",
            tr("desk", "At the caret; one of yours on this line is removed"), 24,
        ),
        "next_mark": Command(
            "desk.next_mark", tr("desk", "Next bookmark"), "view", "Shift+B",
            tr("desk", "Go to your next bookmark, also in other documents"), 24,
        ),
        "marks": Command(
            "desk.marks", tr("desk", "Bookmarks…"), "view", "Alt+B",
            tr("desk", "List the bookmarks, go to one, name the one on this line"), 24,
        ),
    }  # fmt: skip


class Bookmarks(QObject):
    """Shows the bookmarks of the document in its gutter, and answers their commands."""

    def __init__(self, desk: DeskWorkspace) -> None:
        super().__init__(desk)
        self._desk, self._session, self._view = desk, desk.session, desk.view
        self._gutter = desk.text.reader.gutter
        desk.text.document_shown.connect(self._show)
        self._session.bridge.changed.connect(self._changed)

    def add_commands(self) -> dict[str, QAction]:
        """Add the commands to the window, and return their actions by name."""
        runs: dict[str, Callable[..., Any]] = {
            "mark": self.toggle, "next_mark": self.go_on, "marks": self.open_menu,
        }  # fmt: skip
        found = bookmark_commands()
        doings = [
            Doing(found[name], runs[name], text_only=name != "marks", writes=name == "mark")
            for name in found
        ]
        return add_all(self._session, doings, self._desk.text)

    def toggle(self) -> None:
        """Remove my bookmark on the caret's line, else set one at the caret."""
        here, document = self._here(), self._desk.text.current
        if here is not None:
            self._session.bridge.act(verbs.remove_bookmark, bookmark=here.id)
        elif document is not None:
            caret = self._view.caret()
            self._session.bridge.act(verbs.add_bookmark, document=document, span=Span(caret, caret))

    def go_on(self) -> None:
        """Go to my next bookmark, round the study's end."""
        mine = [row for row in self._rows() if row.coder_id == self._session.bridge.coder]
        if not mine:
            self._desk.hand.told.emit(_tr("desk", "You have no bookmark yet. B sets one."))
            return
        at = (self._view.page.document, self._view.caret())
        later = (row for row in mine if (row.document_id, row.span.start) > at)
        self._go(next(later, mine[0]))

    def open_menu(self) -> QMenu:
        """List the bookmarks at the caret."""
        menu = QMenu(self._desk)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rows, here = self._rows(), self._here()
        for row in rows[:_MOST]:
            action = menu.addAction(self._words(row))
            action.triggered.connect(lambda _=False, row=row: self._go(row))
        if not rows:
            menu.addAction(_tr("desk", "No bookmark yet")).setEnabled(False)
        if len(rows) > _MOST:
            left = _tr("desk", "and {count} more").format(count=len(rows) - _MOST)
            menu.addAction(left).setEnabled(False)
        if here is not None:
            menu.addSeparator()
            action = menu.addAction(_tr("desk", "Name the bookmark on this line…"))
            action.triggered.connect(lambda: self._ask_name(here))
            if not self._session.bridge.can_write:
                action.setEnabled(False)
                action.setToolTip(read_only_reason())
        menu.popup(self._view.viewport().mapToGlobal(self._below_caret()))
        return menu

    def _ask_name(self, row: BookmarkRow) -> None:
        ask_text(
            self._desk,
            _tr("desk", "Name the bookmark"),
            self._words(row),
            _tr("desk", "Name it"),
            initial=row.name,
            required=False,
            then=lambda name: self._session.bridge.act(
                verbs.rename_bookmark, bookmark=row.id, name=name
            ),
        )

    def _words(self, row: BookmarkRow) -> str:
        words = _tr("desk", "{name} · {document}, line {line}")
        name = (row.name or row.text or "…").replace("&", "&&")
        return words.format(name=name, document=row.document, line=row.line)

    def _go(self, row: BookmarkRow) -> None:
        self._desk.travel.go(Passage(row.document_id, Span(row.span.start, row.span.start)))

    def _here(self) -> BookmarkRow | None:
        """Return my bookmark on the caret's line."""
        line, document = self._view.caret_line(), self._view.page.document
        me = self._session.bridge.coder
        return next(
            (
                row
                for row in self._rows()
                if (row.document_id, row.line, row.coder_id) == (document, line, me)
            ),
            None,
        )

    def _rows(self) -> tuple[BookmarkRow, ...]:
        with self._session.bridge.read() as reader:
            return bookmarks(reader)

    def _below_caret(self) -> QPoint:
        return self._view.cursorRect().bottomLeft()

    def _show(self, _: object = None) -> None:
        document = self._view.page.document
        with self._session.bridge.read() as reader:
            found = bookmarks(reader, document=document)
        self._gutter.show_marks(
            {row.line: row.name or _tr("desk", "Bookmark of {coder}").format(coder=row.coder)
             for row in found}
        )  # fmt: skip

    def _changed(self, change: Change) -> None:
        if change.touches("bookmark", "text_version"):
            self._show()
