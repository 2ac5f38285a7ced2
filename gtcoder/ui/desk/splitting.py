"""Two texts at once on the desk, or two places of one: opening, swapping, closing the second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtGui import QAction

from gtcoder.errors import NotFound
from gtcoder.store.ledger import Change
from gtcoder.ui.commands import Command
from gtcoder.ui.desk.documents import Left
from gtcoder.ui.desk.doing import Doing, add_all
from gtcoder.ui.desk.hover import Hovering
from gtcoder.ui.desk.second import SecondText
from gtcoder.vocabulary import CodeId, DocumentId

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
        self._hovering: Hovering | None = None
        self._texts = False  # the words may be others
        self.actions: dict[str, QAction] = {}
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._follow)
        self._view.worn.connect(self._wear)
        self._view.codings_changed.connect(self._soon.start)
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
        self.actions = add_all(self._desk.session, doings, self._view)
        self.actions["swap"].setEnabled(False)
        return self.actions

    def split(self, *_: object) -> None:
        """Show the second text, or close it."""
        if self.second is not None:
            self._close()
        elif self._text.current is not None:
            self._open(self._text.current)
        self.actions["split"].setChecked(self.second is not None)
        self.actions["swap"].setEnabled(self.second is not None)

    def swap(self, *_: object) -> None:
        """Exchange the two, so that one can code in what was only read."""
        if self.second is None or self._text.current is None:
            return
        mine = (self._text.current, Left(self._view.top(), self._view.caret()))
        document, left = self.second.place()
        self._text.show_place(document, left)
        self.second.show_place(*mine)
        self._view.setFocus()

    def _open(self, current: DocumentId) -> None:
        made = self.second = SecondText(self._desk.session, self._text, self._text.halves)
        self._hovering = Hovering(
            self._desk.session, made.reader, self._desk.codes, self._coder_name, self._desk
        )
        made.left.connect(self._view.setFocus)
        made.told.connect(self._desk.hand.told)
        made.swap.clicked.connect(self.swap)
        made.close_button.clicked.connect(self.split)
        made.view.chosen.connect(self._chosen)
        others = [key for key in self._text.documents.open if key != current]
        self._text.halves.open_beside(made)
        if others:
            made.show_place(others[0], self._text.documents.left(others[0]))
        else:
            made.show_place(current, Left(self._view.top(), self._view.caret()))
        made.view.setFocus()

    def _close(self) -> None:
        if self._hovering is not None:
            self._hovering.leave()
            self._hovering.card.deleteLater()
            self._hovering.deleteLater()
            self._hovering = None
        if self.second is not None:
            self.second.hide()
            self.second.deleteLater()
            self.second = None
            self._view.setFocus()

    def _chosen(self, coding: int | None) -> None:
        """Show beside the text the code of the coding that was clicked in the second one."""
        if self.second is None or coding is None:
            return
        index = self.second.view.index
        place = index.place(coding)
        if place is not None:
            code = CodeId(int(index.table.code[place]))
            self._desk.book.choose(code)
            self._desk.side.show_code(code, coding)

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
