"""The menu of what is under the pointer, or at the caret, in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from gtcoder.queries.ledger import who_changed_last
from gtcoder.ui.desk.moves import Moves
from gtcoder.ui.desk.passages import PASSAGES
from gtcoder.ui.session import OneEntry, Session
from gtcoder.ui.transcript.view import TranscriptView

_ON_CODING = ("apply", "recode", "memo", "remove")
_ON_SELECTION = ("apply", "in_vivo", "repeat", "memo")
_ON_TEXT = ("word", "sentence", "turn", "", "find")


class TextMenu:
    """Lists the commands that fit; on a coding also where it leads."""

    def __init__(
        self,
        session: Session,
        view: TranscriptView,
        moves: Moves,
        actions: Mapping[str, QAction],
        parent: QWidget,
    ) -> None:
        self._session, self._view, self._moves = session, view, moves
        self._actions, self._parent = actions, parent

    def popup(self, where: QPoint) -> QMenu:
        """Show the menu at a place of the screen."""
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        tr = self._parent.tr
        if self._view.selected() is not None:
            self._fill(menu, _ON_SELECTION)
        elif self._view.chosen_coding is not None:
            self._fill(menu, _ON_CODING)
            menu.addSeparator()
            menu.addAction(tr("Show the code’s passages")).triggered.connect(self._passages)
            menu.addAction(tr("History of this coding")).triggered.connect(self._history)
        else:
            self._fill(menu, _ON_TEXT)
        menu.popup(where)
        return menu

    def _fill(self, menu: QMenu, names: Sequence[str]) -> None:
        for name in names:
            if name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()

    def _passages(self) -> None:
        self._moves.follow_now()
        self._moves.show_view(PASSAGES)

    def _history(self) -> None:
        coding = self._view.chosen_coding
        if coding is None:
            return
        with self._session.bridge.read() as reader:
            entry = who_changed_last(reader, "coding", coding)
        self._session.go("ledger", None if entry is None else OneEntry(entry.revision))
