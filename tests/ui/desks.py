"""A desk on the small invented study, and hands for its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gtcoder.queries.codebook import codes
from gtcoder.queries.frames import CodingTable, coding_table
from gtcoder.ui.desk.workspace import DeskWorkspace
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.session import Session
from gtcoder.vocabulary import CodeId, Span

if TYPE_CHECKING:
    from collections.abc import Callable

SILENCE = "They went silent first"
LATE = "we were too late"


@dataclass
class Desk:
    """The open desk with what tests do to it and ask of it."""

    window: MainWindow
    session: Session
    place: DeskWorkspace
    qtbot: QtBot

    def span(self, words: str) -> Span:
        """Return where words stand in the text."""
        start = self.place.view.page.text.index(words)
        return Span(start, start + len(words))

    def drag_over(self, words: str) -> Span:
        """Select words with the mouse."""
        span, view = self.span(words), self.place.view
        first, last = self.point(span.start), self.point(span.end)
        port = view.viewport()
        QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=first)
        QTest.mouseMove(port, (first + last) / 2)
        QTest.mouseMove(port, last)
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=last)
        assert view.selected() == span
        return span

    def point(self, offset: int) -> QPoint:
        """Return where the caret stands before a character."""
        view = self.place.view
        cursor = view.textCursor()
        cursor.setPosition(view.display.offsets.to_qt(offset))
        rect = view.cursorRect(cursor)
        return QPoint(rect.left() + 1, rect.center().y())

    def click(self, words: str) -> None:
        """Click into words."""
        spot = self.point(self.span(words).start + 3)
        QTest.mouseClick(self.place.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    def type(self, keys: str) -> None:
        """Type letters where the focus is."""
        for key in keys:
            QTest.keyClicks(_focused(), key)

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(_focused(), key, held)

    def stored(self) -> list[tuple[str, int, int, str]]:
        """Return the codings as they are stored: code, span, coder."""
        with self.session.bridge.read() as reader:
            names = {row.id: row.name for row in codes(reader, retired=True)}
            table = coding_table(reader)
        who = {int(row.id): row.name for row in self.place.hand.coders.values()}
        return [(names[CodeId(c)], s, e, who[p]) for c, s, e, p in _columns(table)]

    def painted(self) -> set[tuple[int, int, int]]:
        """Return the codings as the transcript has them: code, span."""
        table = self.place.view.index.table
        return {(code, start, end) for code, start, end, _ in _columns(table)}

    def wait(self, check: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(check, timeout=5000)

    def wait_coded(self, count: int) -> None:
        """Wait until that many codings are in the text and nothing is on its way."""
        self.wait(lambda: len(self.place.view.index) == count and not self.waiting())

    def waiting(self) -> int:
        """Return how many verbs are on their way."""
        return self.session.bridge.state.waiting

    def code(self, name: str) -> CodeId:
        """Return the key of a code."""
        with self.session.bridge.read() as reader:
            return next(row.id for row in codes(reader) if row.name == name)


def _focused() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def _columns(table: CodingTable) -> list[tuple[int, int, int, int]]:
    columns = (table.code, table.start, table.end, table.coder)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def open_desk(window: MainWindow, qtbot: QtBot) -> Desk:
    """Return the desk of a window."""
    assert window.session is not None
    window.go("open")
    assert window.stack is not None
    place = window.stack.workspace
    assert isinstance(place, DeskWorkspace)
    window.activateWindow()
    place.view.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is place.view)
    return Desk(window, window.session, place, qtbot)
