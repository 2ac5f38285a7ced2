"""Two texts at once on the desk, or two places of one: opening, swapping, closing the second."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QAction

from gtcoder.errors import NotFound
from gtcoder.store.ledger import Change
from gtcoder.ui.commands import Command
from gtcoder.ui.desk.documents import Left
from gtcoder.ui.desk.doing import Doing, LettersFirst, add_all
from gtcoder.ui.desk.hover import Hovering
from gtcoder.ui.desk.second import SecondText
from gtcoder.ui.preferences import Spot
from gtcoder.vocabulary import DocumentId, Span

if TYPE_CHECKING:
    from gtcoder.ui.desk.workspace import DeskWorkspace

_tr = QCoreApplication.translate
_SOON = 120  # ms in which changes are gathered; the desk has read by then
_TEXTS = ("document", "text_version", "turn", "speaker", "participant", "variable_value")


class Splitting(QObject):
    """Holds the second text, made when it is first wanted; `second` is None while there is none."""

    def __init__(self, desk: DeskWorkspace) -> None:
        super().__init__(desk)
        self._desk, self._text, self._view = desk, desk.text, desk.view
        self.second: SecondText | None = None
        self.hovering: Hovering | None = None  # over the second text
        self._spot = desk.session.preferences.spot(desk.session.location)
        self._texts = False  # the words may be others
        self.actions: dict[str, QAction] = {}
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._follow)
        self._view.worn.connect(self._wear)
        self._view.codings_changed.connect(self._soon.start)
        self._view.choice_changed.connect(self._chosen_in_first)
        self._view.selection_changed.connect(self._selected_in_first)
        self._view.installEventFilter(self)
        self._text.codings.counted.connect(self._soon.start)
        desk.session.bridge.changed.connect(self._changed)

    def add_commands(self) -> dict[str, QAction]:
        """Add the commands to the window, and return their actions by name."""
        commands = {
            "split": Command(
                "desk.split", _tr("desk", "Split view"), "view", "Ctrl+\\",
                _tr("desk", "Show a second text, or another place of this one, beside it"), 21,
                checkable=True,
            ),
            "swap": Command(
                "desk.swap", _tr("desk", "Swap the two"), "view", "Ctrl+Shift+\\ Ctrl+|",
                _tr("desk", "Code in the second text, and read the first beside it"), 21,
            ),
        }  # fmt: skip
        runs = {"split": self.split, "swap": self.swap}
        doings = [Doing(command, runs[name]) for name, command in commands.items()]
        self.actions = add_all(self._desk.session, doings, self._text)
        self.actions["swap"].setEnabled(False)
        return self.actions

    def split(self, *_: object) -> None:
        """Show the second text, or close it."""
        if self.second is not None:
            self._close()
        elif (current := self._text.current) is not None:
            other = next((key for key in self._text.documents.open if key != current), None)
            if other is None:
                self._open(current, Left(self._view.top(), self._view.caret()))
            else:
                self._open(other, self._text.documents.left(other))
        if self.second is not None:
            self.second.view.setFocus()
        self._follow_actions()

    def spot(self, spot: Spot | None) -> Spot | None:
        """Add to where the study is left what is in the second text."""
        if spot is None or self.second is None:
            return spot
        document, left = self.second.place()
        return replace(spot, beside=int(document), beside_top=left.top)

    def come_back(self) -> None:
        """Show the second text that was there when the study was left; once."""
        spot, self._spot = self._spot, Spot()
        document = DocumentId(spot.beside)
        if self.second is None and document in self._text.documents.names:
            self._open(document, Left(spot.beside_top, spot.beside_top))
        self._follow_actions()

    def swap(self, *_: object) -> None:
        """Exchange the two, so that one can code in what was only read; what is chosen stays so."""
        if self.second is None or self._text.current is None:
            return
        mine = (self._text.current, Left(self._view.top(), self._view.caret()))
        chosen, words = self.second.view.chosen_coding, self.second.view.selected()
        document, left = self.second.place()
        self._text.show_place(document, left)
        self.second.show_place(*mine)
        self._view.choose(chosen)
        if words is not None:
            self._view.select(words)
        self._view.setFocus()
        self._desk.moves.follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and self.second is not None:
            self.second.let_go()  # the first text is in hand again
        return super().eventFilter(watched, event)

    def _open(self, document: DocumentId, left: Left) -> None:
        made = self.second = SecondText(self._desk.session, self._text, self._text.halves)
        self._text.beside = made.view
        self.hovering = Hovering(
            self._desk.session, made.reader, self._desk.codes, self._coder_name, self._desk
        )
        made.left.connect(self._view.setFocus)
        made.told.connect(self._desk.hand.told)
        made.swap.clicked.connect(self.swap)
        made.close_button.clicked.connect(self.split)
        made.view.chosen.connect(self._desk.moves.follow)
        LettersFirst(made.view, self._desk.actions_by_name.values())
        self._text.halves.open_beside(made)
        made.show_place(document, left)

    def _close(self) -> None:
        self._text.beside = None
        if self.hovering is not None:
            self.hovering.leave()
            self.hovering.card.deleteLater()
            self.hovering.deleteLater()
            self.hovering = None
        if self.second is not None:
            self.second.hide()
            self.second.deleteLater()
            self.second = None
            self._view.setFocus()

    def _follow_actions(self) -> None:
        self.actions["split"].setChecked(self.second is not None)
        self.actions["swap"].setEnabled(self.second is not None)

    def _chosen_in_first(self) -> None:
        if self.second is None:
            return
        self.second.view.choose_code(self._view.choice.code)
        if self._view.chosen_coding is not None:
            self.second.let_go()
            if self.second.view.hasFocus():  # the person was led here: keys go on here
                self._view.setFocus()

    def _selected_in_first(self, span: Span | None) -> None:
        if self.second is not None and span is not None:
            self.second.let_go()

    def _follow(self) -> None:
        texts, self._texts = self._texts, False
        if self.second is not None:
            try:
                self.second.follow(texts=texts)
            except NotFound:  # its document went just now; the desk tells so in a moment
                self._texts = True

    def _wear(self) -> None:
        if self.second is not None:
            self.second.reading.apply()

    def _changed(self, change: Change) -> None:
        if self.second is not None and change.touches(*self._desk.tables):
            self._texts |= change.touches(*_TEXTS)
            self._soon.start()

    def _coder_name(self, coder: int) -> str:
        row = self._desk.hand.coders.get(coder)
        return "" if row is None else row.name
