"""After a text was erased for good: nothing of it is left in the window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

from gtcoder.ui.preferences import without_password
from gtcoder.ui.session import Session

if TYPE_CHECKING:
    from gtcoder.store.ledger import Change
    from gtcoder.ui.main_window import MainWindow


class Erased(QObject):
    """Forgets what the window knew of the study before an erasing, mine or a colleague's.

    What was read of the texts lies in many widgets: all workspaces are made anew.
    """

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._forget)
        session.bridge.changed.connect(self._take)

    def drop(self) -> None:
        """Let go of the study that is closed."""
        self._soon.stop()
        self._session.bridge.changed.disconnect(self._take)
        self.deleteLater()

    def _take(self, change: Change) -> None:
        from gtcoder.store.erasing import ERASE

        if change.action == ERASE:
            self._soon.start()

    def _forget(self) -> None:
        clear_clipboard()
        bar = self._window.bar
        said = (each for each in bar.notices if not each.lasting and each.kind != "danger")
        bar.drop(tuple(said))
        self._window.toast.leave()
        self._rename_recent()
        self._window.rebuild()

    def _rename_recent(self) -> None:
        """Let the start page know a title out of which a name was erased."""
        with self._session.bridge.read() as reader:
            title = str(reader.study.title)
        place = without_password(self._session.location)
        preferences = self._session.preferences
        recents = preferences.now.recents
        renamed = tuple(
            replace(each, title=title) if each.location == place else each for each in recents
        )
        if renamed != recents:
            preferences.change(recents=renamed)


def clear_clipboard() -> None:
    """Take from the clipboard what this program put there."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear(QClipboard.Mode.Clipboard)
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)
