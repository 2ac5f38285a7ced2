"""An invented codebook in the study of a window, and the codebook panel on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QMenu, QPushButton

from gtcoder.actions import codebook, coding
from gtcoder.errors import GtcoderError
from gtcoder.queries.codebook import CodeRow, codes
from gtcoder.queries.ledger import EntryRow, entries
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.ui.bridge import Bridge
from gtcoder.ui.codebook.panel import CodebookPanel
from gtcoder.ui.codebook.rows import CodeRole
from gtcoder.ui.codebook.sheet import VerbSheet
from gtcoder.ui.commands import MENUS, Commands
from gtcoder.ui.jobs import Jobs
from gtcoder.ui.messages import Messages, Told
from gtcoder.ui.preferences import PreferencesFile
from gtcoder.ui.session import Session
from gtcoder.vocabulary import CodeId, CodeLevel, DocumentId, Span
from tests.studies import new_study

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PLACE = "open"


@dataclass(frozen=True)
class Keys:
    """An invented codebook: Time > (Waiting, Churn), Anger, Fury; two passages Anger, one Fury."""

    path: Path
    document: DocumentId
    time: CodeId
    waiting: CodeId
    churn: CodeId
    anger: CodeId
    fury: CodeId


def build(path: Path) -> Keys:
    """Make a closed study with that codebook, to be copied by each test."""
    study = new_study(FileLocation(path))
    make = partial(study.ann.perform, codebook.create_code)
    time = make(name="Time", level=CodeLevel.AXIAL)
    waiting = make(name="Waiting", parent=time, definition="Standing in líne.")
    churn = make(name="Churn", parent=time)
    anger, fury = make(name="Anger"), make(name="Fury")
    for code, start, end in ((anger, 5, 20), (anger, 30, 40), (fury, 5, 20)):
        study.apply(code, start, end)
    study.close()
    return Keys(path, study.document, time, waiting, churn, anger, fury)


class Book:
    """A copy of that study, open for Ann, with a codebook panel in a window of its own."""

    def __init__(self, qtbot: QtBot, keys: Keys, folder: Path, coder: str | None = "Ann") -> None:
        self.qtbot, self.document = qtbot, keys.document
        self.time, self.waiting, self.churn = keys.time, keys.waiting, keys.churn
        self.anger, self.fury = keys.anger, keys.fury
        self.path = folder / "book.gtc"
        shutil.copy(keys.path, self.path)
        self.window = QMainWindow()
        self.session = self._session(folder, coder)
        self.toasts: list[str] = []
        self.errors: list[str] = []
        self.session.say.told.connect(self._hear)
        self.session.bridge.failed.connect(self._hear_error)
        self.panel = CodebookPanel(self.session, place=PLACE)
        self.window.setCentralWidget(self.panel)
        self.window.resize(268, 700)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        qtbot.waitUntil(lambda: self.panel.known().counted is not None)
        self.panel.tree.setFocus()

    def close(self) -> None:
        """Store what waits, and close study and window."""
        self.session.jobs.shut_down()
        self.session.bridge.close()
        self.window.close()
        self.window.deleteLater()

    def _session(self, folder: Path, coder: str | None) -> Session:
        window = self.window
        menus = {name: QMenu(name, window) for name in MENUS}
        return Session(
            Bridge(open_study(FileLocation(self.path), coder), parent=window),
            Jobs(parent=window), Messages(window), Commands(window, menus),
            PreferencesFile(folder), _go_nowhere, str(self.path), coder or "",
        )  # fmt: skip

    def _hear(self, told: Told) -> None:
        self.toasts.append(told.text)

    def _hear_error(self, error: GtcoderError) -> None:
        self.errors.append(str(error))

    def act(self, verb: Callable[..., Any], **arguments: Any) -> Any:
        """Call a verb and wait until the window has heard of it."""
        results: list[Any] = []
        self.session.bridge.act(verb, done=results.append, **arguments)
        self.qtbot.waitUntil(lambda: bool(results))
        return results[0]

    def make(self, name: str, **values: Any) -> CodeId:
        """Make a code."""
        made: CodeId = self.act(codebook.create_code, name=name, **values)
        return made

    def apply(self, code: CodeId, start: int, end: int) -> None:
        """Give a passage a code."""
        self.act(coding.apply_code, document=self.document, span=Span(start, end), code=code)

    def row(self, code: CodeId) -> CodeRow:
        """Return a code as it is stored."""
        with self.session.bridge.read() as reader:
            return next(row for row in codes(reader, retired=True) if row.id == code)

    def index(self, code: CodeId) -> QModelIndex:
        """Return a code's row in the tree."""
        return self.panel.book.model.index_of(code)

    def count(self, code: CodeId) -> object:
        """Return the count that a row shows."""
        return self.index(code).data(CodeRole.COUNT)

    def last_entry(self) -> EntryRow:
        """Return the newest entry of the ledger."""
        with self.session.bridge.read() as reader:
            return entries(reader)[-1]

    def press(self, key: Qt.Key, control: str = "") -> None:
        """Press a key in the tree, with the modifiers named: C, S, A."""
        self.window.activateWindow()  # offscreen, the end of a sheet does not
        self.qtbot.waitUntil(self.window.isActiveWindow)
        held = Qt.KeyboardModifier.NoModifier
        for letter, modifier in (
            ("C", Qt.KeyboardModifier.ControlModifier),
            ("S", Qt.KeyboardModifier.ShiftModifier),
            ("A", Qt.KeyboardModifier.AltModifier),
        ):
            if letter in control:
                held |= modifier
        QTest.keyClick(self.panel.tree, key, held)

    def click(self, code: CodeId, *, control: bool = False) -> None:
        """Click on a code's row."""
        held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(
            self.panel.tree.viewport(), Qt.MouseButton.LeftButton, held, self.middle(code)
        )

    def middle(self, code: CodeId) -> QPoint:
        """Return the middle of a code's row."""
        return self.panel.tree.visualRect(self.index(code)).center()

    def sheet(self) -> VerbSheet:
        """Return the sheet that is open."""
        sheet = self.panel.verbs.sheet
        assert isinstance(sheet, VerbSheet)
        self.qtbot.waitUntil(sheet.isActiveWindow)
        return sheet

    def finish(self) -> None:
        """Press Enter in what has the focus and wait until the sheet is gone."""
        gone: list[object] = []
        self.sheet().finished.connect(gone.append)
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: bool(gone))

    def line(self, name: str) -> QLineEdit:
        """Return a line of the open sheet by its accessible name."""
        lines = self.sheet().findChildren(QLineEdit)
        return next(line for line in lines if line.accessibleName() == name)

    def primary(self) -> QPushButton:
        """Return the primary button of the open sheet."""
        button = self.sheet().findChild(QPushButton, "primary")
        assert isinstance(button, QPushButton)
        return button


def _go_nowhere(*_: object) -> None:
    """Stay in the only place there is."""
