"""The command field: commands, codes, documents and memos in one list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAction

from gtcoder.ui.commands import plain_words
from gtcoder.ui.desk.chooser import Chooser
from gtcoder.ui.desk.matching import Choice
from gtcoder.ui.session import OneCode, OneMemo, Passage, Session, Target

if TYPE_CHECKING:
    from gtcoder.ui.main_window import MainWindow

_RECENT = 12


class CommandSearch(QObject):
    """Opens the list under the command field and goes where it is told."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._recent: list[object] = []
        self._does: dict[object, QAction | tuple[str, Target]] = {}
        self.chooser = Chooser(
            window,
            name=self.tr("Search the study or run a command"),
            placeholder=self.tr("A command, code, interview or memo"),
            keys=[("Enter", self.tr("Go")), ("Esc", self.tr("Back"))],
        )
        self.chooser.chosen.connect(self._chosen)

    def ask(self) -> None:
        """Open the list."""
        self._does = {}
        choices = [*self._commands(), *self._things()]
        self.chooser.offer(choices, self._recent)
        field = self._window.top.field
        place = QRect(field.mapTo(self._window, QPoint(0, 0)), field.size())
        self.chooser.ask(place)

    def drop(self) -> None:
        """Let go of the study that is closed."""
        self.chooser.deleteLater()
        self.deleteLater()

    def _commands(self) -> Iterator[Choice]:
        for action in self._window.commands.shown():
            key = ("command", action.objectName())
            self._does[key] = action
            words = plain_words(action)
            keys = action.shortcut().toString()
            detail = action.toolTip()
            yield Choice(
                key, words, self.tr("Command"), note=keys, detail=detail, icon="caret-right"
            )

    def _things(self) -> Iterator[Choice]:
        from gtcoder.queries.codebook import codes
        from gtcoder.queries.theory import memos
        from gtcoder.reports.names import document_names

        with self._session.bridge.read() as reader:
            every = codes(reader)
            documents, notes = document_names(reader), memos(reader)
        key: tuple[str, int]
        for code in every:
            key = ("code", code.id)
            self._does[key] = ("open", OneCode(code.id))
            above = " > ".join(code.path[:-1]) or self.tr("Code")
            yield Choice(key, code.name, above, detail=code.definition, colour=code.colour)
        for document, name in documents.items():
            key = ("document", document)
            self._does[key] = ("open", Passage(document))
            yield Choice(key, name, self.tr("Interview"), icon="files")
        for memo in notes:
            key = ("memo", memo.id)
            self._does[key] = ("memos", OneMemo(memo.id))
            name = memo.title or " ".join(memo.text.split())[:60]
            yield Choice(key, name, self.tr("Memo"), icon="note-pencil")

    def _chosen(self, choice: Choice) -> None:
        does = self._does.get(choice.key)
        self._recent = [choice.key, *(each for each in self._recent if each != choice.key)][
            :_RECENT
        ]
        if isinstance(does, QAction):
            does.trigger()
        elif does is not None:
            self._session.go(*does)
