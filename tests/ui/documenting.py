"""The transcripts of an open study, and hands for their tables; all texts are invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from gtcoder.ui.documents.rows import Overview, overview
from gtcoder.ui.documents.workspace import TranscriptsWorkspace
from gtcoder.ui.kit import Button, Sheet
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable


LEFT = Qt.MouseButton.LeftButton


@dataclass
class Transcripts:
    """The workspace with what tests do to it and ask of it."""

    window: MainWindow
    session: Session
    place: TranscriptsWorkspace
    qtbot: QtBot

    def stored(self) -> Overview:
        """Return what the study holds."""
        with self.session.bridge.read() as reader:
            return overview(reader, self.session.bridge.coder)

    def names(self) -> list[str]:
        """Return the names of the documents that are stored."""
        return [row.document.name for row in self.stored().documents]

    def listed(self) -> list[str]:
        """Return the names in the list as it is shown."""
        table = self.place.documents.table
        rows = range(table.model().rowCount())
        return [str(table.model().index(row, 1).data()) for row in rows]

    def wait(self, check: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(check, timeout=8000)

    def settle(self) -> None:
        """Wait until nothing is on its way and what is shown is what is stored."""
        self.wait(lambda: not self.session.bridge.state.waiting)
        self.wait(lambda: not self.session.jobs.running and not self.place.stale)

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(focused(), key, held)

    def type(self, text: str) -> None:
        """Type letters where the focus is."""
        for letter in text:  # the first one may move the focus
            QTest.keyClicks(focused(), letter)

    def click_cell(self, table: QTableView, row: int, column: int) -> None:
        """Click in a cell."""
        index = table.model().index(row, column)
        QTest.mouseClick(table.viewport(), LEFT, pos=table.visualRect(index).center())

    def button(self, parent: QWidget, name: str) -> Any:
        """Return a widget by its object name."""
        found = parent.findChild(QWidget, name)
        assert found is not None, name
        return found

    def write_cell(self, table: QTableView, row: int, column: int, text: str) -> None:
        """Click in a cell, write and press Enter."""
        self.click_cell(table, row, column)
        line = table.indexWidget(table.model().index(row, column))
        assert isinstance(line, QLineEdit)
        line.selectAll()
        QTest.keyClick(line, Qt.Key.Key_Delete)
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)
        self.wait_written(table)

    def wait_written(self, table: QTableView) -> None:
        """Wait until no cell is being written in; Qt takes what was written a moment later."""
        self.wait(lambda: table.state() != QTableView.State.EditingState)

    def pick(self, table: Any, row: int, column: int, words: str) -> None:
        """Choose from the list a cell opens, by the keyboard."""
        self.click_cell(table, row, column)
        menu = table.menu
        assert menu is not None
        texts = [action.text() for action in menu.actions()]
        menu.setActiveAction(menu.actions()[0])
        for _ in range(texts.index(words)):
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)


def focused() -> QWidget:
    """Return the widget with the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def answer(sheet: Sheet | None, text: str, act: str) -> None:
    """Write into an open box and press its button."""
    assert sheet is not None
    field = next(iter(sheet.findChildren(QLineEdit)), None) or sheet.focusWidget()
    assert field is not None
    if text:
        QTest.keyClicks(field, text)
    press_button(sheet, act)


def press_button(sheet: QWidget, act: str) -> None:
    """Press a button by its words."""
    button = next(each for each in sheet.findChildren(Button) if each.text() == act)
    assert button.isEnabled(), act
    QTest.mouseClick(button, LEFT)


def cell(table: QTableView, row: int, column: int) -> QModelIndex:
    """Return a cell as it is shown."""
    return table.model().index(row, column)


def open_transcripts(window: MainWindow, qtbot: QtBot) -> Transcripts:
    """Show the transcripts of a window."""
    assert window.session is not None
    window.go("transcripts")
    assert window.stack is not None
    place = window.stack.workspace
    assert isinstance(place, TranscriptsWorkspace)
    made = Transcripts(window, window.session, place, qtbot)
    made.settle()
    return made
