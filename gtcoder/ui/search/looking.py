"""Runs a search off the window's thread and hands over what was found part by part."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from gtcoder.progress import Progress
from gtcoder.queries.people import open_round
from gtcoder.queries.search.looking import Hits, Scope, Where, search_parts
from gtcoder.queries.search.patterns import Wanted
from gtcoder.queries.search.units import Units
from gtcoder.reports.hit_units import units_of
from gtcoder.ui.jobs import Job
from gtcoder.ui.session import Session
from gtcoder.vocabulary import HitUnit


class Looking(QObject):
    """One search at a time: `found` gives units and the hits elsewhere, `ended` that all is there.

    `failed` gives the sentence where there is nothing to look for, or a pattern is wrong.
    """

    found = Signal(object, object)  # Units, Hits
    ended = Signal()
    failed = Signal(str)

    def __init__(self, session: Session, follow: Callable[..., None], parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._follow = session, follow
        self._job: Job[None] | None = None
        self._number = 0

    @property
    def busy(self) -> bool:
        """Whether a search is under way."""
        return self._job is not None

    def start(self, wanted: Wanted, scope: Scope, unit: HitUnit) -> None:
        """Look for something; what is under way is given up."""
        self.stop()
        number, session = self._number, self._session

        def work(progress: Progress) -> None:
            with session.bridge.read() as reader:
                round_ = open_round(reader)
                given = round_.id if round_ is not None and round_.segments else None
                for part in search_parts(reader, wanted, scope, progress):
                    units = units_of(reader, part, unit, given_in=given, progress=progress)
                    rest = part.take(part.where != int(Where.TEXT))
                    session.jobs.post(partial(self._take, number, units, rest))

        self._job = session.jobs.start(
            work, done=self._done, failed=partial(self._fail, number), owner=self
        )
        self._follow(self._job, self.tr("Looking"))

    def stop(self) -> None:
        """Give up what is under way."""
        self._number += 1
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _take(self, number: int, units: Units, rest: Hits) -> None:
        if number == self._number:
            self.found.emit(units, rest)

    def _done(self, _: None) -> None:
        self._job = None
        self.ended.emit()

    def _fail(self, number: int, error: Exception) -> None:
        if number == self._number:
            self._job = None
            self.failed.emit(str(error))
