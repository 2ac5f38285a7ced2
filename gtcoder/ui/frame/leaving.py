"""Leaving a study: what is being written and what waits is stored first, or the study stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from gtcoder.ui.main_window import MainWindow

Then = Callable[[], object]


class Leaving(QObject):
    """Calls what wants the study gone as soon as everything is stored, and not after a failure."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._then: Then | None = None
        self._refused: Then | None = None
        self._failures = 0
        self._anyway = False
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._go_on)

    def may(self, then: Then, *, refused: Then | None = None) -> bool:
        """Tell whether the study can be left now.

        Where something has still to be stored, `then` is called when it is; `refused` where it
        could not be.
        """
        session, stack = self._window.session, self._window.stack
        if session is None or self._anyway:
            return True
        if stack is not None and not stack.may_leave():
            if refused is not None:
                refused()
            return False
        state = session.bridge.state
        if not state.waiting:
            return True
        self._then, self._refused, self._failures = then, refused, state.failures
        return False

    def follow(self) -> None:
        """Go on once nothing waits; the bridge has still to tell what came of the last verb."""
        session = self._window.session
        if self._then is not None and session is not None and not session.bridge.state.waiting:
            self._soon.start()

    def left(self) -> None:
        """Take note that the study is gone."""
        self._then, self._anyway = None, False
        self._window.say.withdraw("leaving")

    def _go_on(self) -> None:
        session, then, refused = self._window.session, self._then, self._refused
        if session is None or then is None or session.bridge.state.waiting:
            return
        self._then = None
        if session.bridge.state.failures == self._failures:
            then()
            return
        if refused is not None:
            refused()
        text = self.tr("Not everything could be stored, so the study stays open.")
        again = (self.tr("Leave without storing"), lambda: self._leave(then))
        self._window.say.notice(text, kind="danger", actions=(again,), key="leaving")

    def _leave(self, then: Then) -> None:
        self._anyway = True
        then()
        self._anyway = False
