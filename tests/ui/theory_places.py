"""A workspace of the theory in its window, with what all tests of such workspaces ask of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QWidget

from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.workspace import Workspace
from tests.ui.theory_study import Made

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

W = TypeVar("W", bound=Workspace)


class TheoryPlace:
    """A window on the invented study; a subclass goes to its place and says when it is quiet."""

    def __init__(self, window: MainWindow, made: Made, qtbot: QtBot) -> None:
        assert window.session is not None
        self.window, self.made, self.qtbot, self.session = window, made, qtbot, window.session
        window.activateWindow()  # the one of the test before may still be it
        qtbot.waitUntil(window.isActiveWindow)

    def go(self, key: str, kind: type[W]) -> W:
        """Go to a place, and return its workspace."""
        self.window.go(key)
        assert self.window.stack is not None
        workspace = self.window.stack.workspace
        assert isinstance(workspace, kind)
        return workspace

    def quiet(self) -> None:
        """Assert that nothing is on its way; a subclass adds what it shows."""
        assert self.session.bridge.state.waiting == 0
        assert self.session.jobs.running == 0

    def settle(self) -> None:
        """Wait until everything asked for is stored and shown."""
        self.qtbot.waitUntil(self.quiet, timeout=10_000)

    def sheet(self) -> Any:
        """Return the sheet that is open, once it is."""
        self.qtbot.waitUntil(lambda: len(self._sheets()) == 1)
        return self._sheets()[0]

    def _sheets(self) -> list[QDialog]:
        return [each for each in self.window.findChildren(QDialog) if each.isVisible()]

    def press(self, parent: QWidget, text: str) -> None:
        """Click the one button with these words."""
        found = [each for each in parent.findChildren(QAbstractButton) if each.text() == text]
        assert len(found) == 1
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
