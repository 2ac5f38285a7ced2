"""What the frame says of the open study: its title, and whether a blind round hides colleagues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gtcoder.ui.session import Session

if TYPE_CHECKING:
    from gtcoder.store.ledger import Change
    from gtcoder.ui.main_window import MainWindow


class StudyFacts(QObject):
    """Keeps window title and status bar true, whoever changes what they say."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        session.bridge.changed.connect(self.follow)
        self._show()

    def follow(self, change: Change) -> None:
        """Read again what a change may have made untrue."""
        if change.touches("project", "round"):
            self._show()

    def drop(self) -> None:
        """Let go of the study that is closed."""
        self._session.bridge.changed.disconnect(self.follow)
        self.deleteLater()

    def _show(self) -> None:
        from gtcoder.queries.people import rounds

        with self._session.bridge.read() as reader:
            title = str(reader.study.title)
            hidden = reader.blind.rounds if reader.blind else ()
            names = [each.name for each in rounds(reader) if each.id in hidden]
        may = self._session.bridge.can_write
        words = self.tr("{rounds} · colleagues’ codings are hidden")
        self._window.setWindowTitle(f"{title} – gtcoder")
        status = self._window.status
        status.show_study(title, self._session.coder_name, read_only=not may)
        status.show_blind(words.format(rounds=", ".join(names)) if names else "")
