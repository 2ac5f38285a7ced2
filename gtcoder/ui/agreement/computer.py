"""The computing of numbers: values are told first, intervals when they are there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from gtcoder.errors import GtcoderError
from gtcoder.progress import Cancelled, Progress
from gtcoder.ui.agreement.asked import Asked
from gtcoder.ui.agreement.asker import Follow
from gtcoder.ui.agreement.computing import Numbers, compute, with_intervals
from gtcoder.ui.jobs import Job
from gtcoder.ui.session import Session

QUICK = 0.5  # seconds that values may have taken for another coefficient to be computed unasked


class Computer(QObject):
    """Computes one question at a time off the window's thread; a newer one takes its place.

    `values` and `complete` tell Numbers, `refused` a GtcoderError; `stopped` that the person
    stopped it after the values.
    """

    values = Signal(object)
    complete = Signal(object)
    refused = Signal(object)
    stopped = Signal()

    def __init__(self, session: Session, follow: Follow, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._follow = session, follow
        self._job: Job[Numbers] | None = None
        self._last: Numbers | None = None

    def ask(self, asked: Asked) -> None:
        """Compute what is asked."""
        self.cancel()
        before = None if self._last is None else self._last.compared
        bridge, post = self._session.bridge, self._session.jobs.post

        def work(progress: Progress) -> Numbers:
            with bridge.read() as reader:
                numbers = compute(reader, asked, progress, before)
            if not numbers.pending:
                return numbers
            post(partial(self._take_values, progress, numbers))
            try:
                return with_intervals(numbers, progress)
            except Cancelled:
                post(partial(self._take_stop, progress))
                raise

        self._job = self._session.jobs.start(
            work, done=self._take, failed=self._take_failure, owner=self
        )
        self._follow(self._job, self.tr("Comparing"))

    def cancel(self) -> None:
        """Drop what is being computed."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def is_quick(self, asked: Asked) -> bool:
        """Return whether another coefficient may be computed without being asked to."""
        last = self._last
        aligned = any(name.startswith("gamma") for name in asked.coefficients)
        return last is not None and last.value_seconds < QUICK and not aligned

    def _take_values(self, progress: Progress, numbers: Numbers) -> None:
        if progress is self._job and not self._job.cancelled:
            self._last = numbers
            self.values.emit(numbers)

    def _take_stop(self, progress: Progress) -> None:
        if progress is self._job:
            self._job = None
            self.stopped.emit()

    def _take(self, numbers: Numbers) -> None:
        self._last = numbers
        self.complete.emit(numbers)

    def _take_failure(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self._last = None
        self.refused.emit(error)
