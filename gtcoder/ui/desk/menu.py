"""The menu of what is under the pointer, or at the caret, in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from gtcoder.actions.examples import add_example, remove_example
from gtcoder.queries.examples import ExampleState, example_state
from gtcoder.queries.ledger import who_changed_last
from gtcoder.ui.desk.moves import Moves
from gtcoder.ui.desk.passages import PASSAGES
from gtcoder.ui.session import OneEntry, Session
from gtcoder.ui.transcript.view import TranscriptView
from gtcoder.vocabulary import CodingId

_ON_CODING = ("also", "recode", "weigh", "memo", "remove", "", "compare")
_ON_SELECTION = ("apply", "in_vivo", "repeat", "paste", "memo", "", "correct")
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
            if self._moves.changes.is_automatic(self._view.chosen_coding):
                self._fill(menu, ("confirm", "confirm_all"))
            self._offer_example(menu)
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

    def _offer_example(self, menu: QMenu) -> None:
        """Let the passage show in the codebook what its code means, or no longer."""
        coding = self._view.chosen_coding
        if coding is None or not self._session.bridge.can_write:
            return
        with self._session.bridge.read() as reader:
            state = example_state(reader, CodingId(coding))
        if state is None:
            return
        words = self._parent.tr("Example of “{name}”").format(name=state.code_name)
        action = menu.addAction(words.replace("&", "&&"))
        action.setObjectName("example")
        action.setCheckable(True)
        action.setChecked(state.marked)
        action.triggered.connect(partial(self._mark_example, state))

    def _mark_example(self, state: ExampleState, _: object = None) -> None:
        verb = remove_example if state.marked else add_example
        self._session.bridge.act(verb, code=state.code, quotation=state.quotation)

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
