"""What a page asks for itself, off the window's thread: one question at a time, the last one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.store.reader import Reader
from gtcoder.ui.jobs import Job
from gtcoder.ui.session import Session

T = TypeVar("T")
Follow = Callable[[Job[Any], str], None]


class Asker(QObject):
    """Asks the study; a newer question takes the place of an older one."""

    def __init__(self, session: Session, follow: Follow, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._follow = session, follow
        self._job: Job[Any] | None = None

    def ask(
        self,
        question: Callable[[Reader, Progress], T],
        done: Callable[[T], None],
        failed: Callable[[GtcoderError], None],
        words: str,
    ) -> None:
        """Ask; `failed` gets what the study says instead of an answer."""
        self.cancel()
        bridge = self._session.bridge

        def work(progress: Progress) -> T:
            with bridge.read() as reader:
                return question(reader, progress)

        def not_done(error: Exception) -> None:
            if not isinstance(error, GtcoderError):
                raise error
            failed(error)

        self._job = self._session.jobs.start(work, done=done, failed=not_done, owner=self)
        self._follow(self._job, words)

    def cancel(self) -> None:
        """Drop what is being asked."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
