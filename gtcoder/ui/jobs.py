"""Run a function off the GUI thread and deliver its outcome on the GUI thread.

Worker threads touch one QObject only, the mailbox, which lives as long as the application. A job
itself is plain Python.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QRunnable,
    QThreadPool,
    Signal,
    Slot,
)
from shiboken6 import isValid

from gtcoder.progress import Cancelled, Progress

T = TypeVar("T")
Post = Callable[[Callable[[], None]], None]


def _nothing(*_: object) -> None:
    """Listen to nothing."""


class Job(Generic[T]):
    """One running function: a Progress for the worker, a cancel button for the window."""

    def __init__(self, post: Post) -> None:
        self.on_step: Callable[[int, int, str], None] = _nothing
        self.on_end: Callable[[], None] = _nothing
        self._post, self._stop = post, threading.Event()
        self._pending: tuple[int, int, str] | None = None
        self._lock = threading.Lock()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the function to stop at its next step; its outcome is dropped."""
        self._stop.set()

    def step(self, done: int, total: int, what: str = "") -> None:
        """Report from the worker; at most one report waits in the mailbox."""
        if self._stop.is_set():
            raise Cancelled
        with self._lock:
            idle, self._pending = self._pending is None, (done, total, what)
        if idle:
            self._post(self._deliver)

    def _deliver(self) -> None:
        with self._lock:
            report, self._pending = self._pending, None
        if report is not None and not self._stop.is_set():
            self.on_step(*report)


class _Run(QRunnable):
    def __init__(self, body: Callable[[], None]) -> None:
        super().__init__()
        self._body = body

    def run(self) -> None:
        """Do the work once; Qt may keep the runnable, but not what it worked for."""
        body, self._body = self._body, _nothing
        body()


class Jobs(QObject):
    """A thread pool with its mailbox; one thread makes it a queue."""

    _posted = Signal(object)

    def __init__(self, *, threads: int = 2, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._running: set[Job[Any]] = set()
        self._posted.connect(self._call)

    @property
    def running(self) -> int:
        """How many jobs have begun or wait."""
        return len(self._running)

    def start(
        self,
        func: Callable[[Progress], T],
        *,
        done: Callable[[T], None] = _nothing,
        failed: Callable[[Exception], None] | None = None,
        dropped: Callable[[T], None] = _nothing,
        owner: QObject | None = None,
    ) -> Job[T]:
        """Run `func` in a worker; `done` or `failed` is called here, on the GUI thread.

        Where `owner` is gone by then, or the job was cancelled, neither is called, but `dropped`
        gets what must be let go of. Without `failed` an error is raised here, so that it reaches
        the crash report.
        """
        job: Job[T] = Job(self._posted.emit)

        def body() -> None:
            outcome: Callable[[], None] = _nothing
            instead: Callable[[], None] = _nothing
            try:
                result = func(job)
                outcome, instead = partial(done, result), partial(dropped, result)
            except Cancelled:
                job.cancel()
            except Exception as error:  # noqa: BLE001  # carried over to the GUI thread
                outcome = partial(failed or _raise, error)
            self._posted.emit(partial(self._finish, job, outcome, instead, owner))

        self._running.add(job)
        self._pool.start(_Run(body))
        return job

    def post(self, call: Callable[[], None]) -> None:
        """Run a call on the GUI thread; may be asked from any thread."""
        self._posted.emit(call)

    def shut_down(self, *, cancel: bool = True) -> None:
        """Wait until all jobs have ended, asking them to stop first unless told otherwise."""
        if cancel:
            for job in list(self._running):
                job.cancel()
        self._pool.waitForDone()
        if cancel:  # nobody may be there to deliver later what has to be let go of
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)

    @Slot(object)
    def _call(self, call: Callable[[], None]) -> None:
        call()

    def _finish(
        self,
        job: Job[Any],
        outcome: Callable[[], None],
        instead: Callable[[], None],
        owner: QObject | None,
    ) -> None:
        self._running.discard(job)
        gone = owner is not None and not isValid(owner)
        if not gone:
            job.on_end()
        if gone or job.cancelled:
            instead()
        else:
            outcome()


def _raise(error: Exception) -> None:
    raise error
