"""From a file to a study: read in a job, show what would come, store it, tell of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.study_rows import Arrival
from gtcoder.ui.exchange.arrival_sheet import ArrivalSheet
from gtcoder.ui.exchange.help_key import help_key
from gtcoder.ui.exchange.report_sheet import ReportSheet
from gtcoder.ui.exchange.shown import Answers, Incoming
from gtcoder.ui.jobs import Job
from gtcoder.ui.session import Session

if TYPE_CHECKING:
    from gtcoder.ui.main_window import MainWindow

KEY = "arrival"
_PAUSE = 400  # ms after somebody changed the study, until it is compared again


class Source(Protocol):
    """Where rows come from; `plan` compares them with a study, in a job."""

    @property
    def act(self) -> str:
        """What the button says that brings it in."""

    @property
    def reading(self) -> str:
        """What is said while it is read."""

    @property
    def about(self) -> tuple[str, str]:
        """The page of help on it, and its title."""

    def plan(self, session: Session, answers: Answers, progress: Progress) -> Incoming:
        """Return what would come in; raises GtcoderError with a sentence where nothing can."""


class Arriving(QObject):
    """Leads one source into the open study; it goes (`left`) when its sheet is closed.

    Before that, `came` carries the entry with which it came in, or `given_up` why it did not, which
    is empty where somebody cancelled it.
    """

    left = Signal()
    came = Signal(int)
    given_up = Signal(str)

    def __init__(self, window: MainWindow, session: Session, source: Source) -> None:
        super().__init__(window)
        self._window, self._session, self._source = window, session, source
        self._answers: dict[str, str] = {}
        self._job: Job[Incoming] | None = None
        self._incoming: Incoming | None = None
        self._storing = False
        self._ended_well = False  # it came in, or the study is closed
        self.sheet: ArrivalSheet | None = None
        self._again = QTimer(self, singleShot=True, interval=_PAUSE)
        self._again.timeout.connect(self._plan)
        session.bridge.changed.connect(self._changed)

    def start(self) -> None:
        """Read the source; then the sheet opens, or a sentence says why nothing can come in."""
        self._session.say.withdraw(KEY)
        self._plan()
        if self._job is not None:
            self._window.progress.follow(self._job, self._source.reading)

    def drop(self) -> None:
        """Let go of it: the study is closed."""
        self._ended_well = True
        if self._job is not None:
            self._job.cancel()
        if self.sheet is not None:
            self.sheet.close()
        self._leave()

    def _plan(self) -> None:
        if self._job is not None:
            self._job.cancel()
        source, session, answers = self._source, self._session, dict(self._answers)
        job = session.jobs.start(
            lambda progress: source.plan(session, answers, progress),
            done=self._planned, failed=self._failed, owner=self,
        )  # fmt: skip
        self._job = job
        job.on_end = partial(self._ended, job)
        if self.sheet is not None:
            self.sheet.follow(job, source.reading)

    def _planned(self, incoming: Incoming) -> None:
        self._incoming, self._job = incoming, None
        if self.sheet is None:
            self.sheet = self._open(incoming)
        self.sheet.show_incoming(incoming)

    def _open(self, incoming: Incoming) -> ArrivalSheet:
        sheet = ArrivalSheet(incoming.title, self._source.act, self._window)
        sheet.wanted.connect(self._take)
        sheet.answered.connect(self._answer)
        sheet.report_asked.connect(self._show_report)
        sheet.finished.connect(self._closed)
        help_key(sheet, self._window, *self._source.about)
        sheet.open()
        return sheet

    def _answer(self, key: str, value: str) -> None:
        self._answers[key] = value
        self._plan()

    def _changed(self, *_: object) -> None:
        """Compare again: the study is another one than what was shown was compared with."""
        if self.sheet is not None and not self._storing:
            self._again.start()

    def _take(self) -> None:
        from gtcoder.actions.taking_in import take_in

        if self._incoming is None or self.sheet is None or self._storing:
            return
        self._storing = True
        watched: Job[None] = Job(self._session.jobs.post)
        self.sheet.store(watched)
        self._session.bridge.act(
            take_in, done=self._taken, failed=partial(self._not_taken, watched),
            arrival=self._incoming.arrival, expected_revision=self._incoming.revision,
            progress=watched,
        )  # fmt: skip

    def _taken(self, _: object) -> None:
        incoming, session = self._incoming, self._session
        assert incoming is not None
        words = incoming.facts["came"]
        told = replace(incoming, arrival=Arrival(), parts=())  # the message outlives the rows
        session.say.notice(
            words, kind="success", key=KEY, lasting=True,
            actions=((self.tr("Show report"), partial(show_report, self._window, told)),),
        )  # fmt: skip
        self._ended_well = True
        before = incoming.revision
        self.came.emit(session.bridge.state.revision if before is None else before + 1)
        if self.sheet is not None:
            self.sheet.accept()

    def _not_taken(self, watched: Job[None], error: GtcoderError) -> None:
        self._storing = False
        if self.sheet is not None:
            self.sheet.refuse(str(error), again=watched.cancelled)

    def _show_report(self) -> None:
        if self._incoming is not None and self.sheet is not None:
            show_report(self._window, self._incoming)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self._job = None
        if self.sheet is not None:
            self.sheet.refuse(str(error))
            return
        self._session.say.notice(str(error), kind="warn", key=KEY)
        self._leave(str(error))

    def _ended(self, job: Job[Incoming]) -> None:
        if job.cancelled and self._job is job:
            self._job = None
            if self.sheet is None:
                self._leave()
            else:
                self.sheet.refuse(self.tr("The reading was stopped. Nothing was changed."))

    def _closed(self, _: int) -> None:
        self.sheet = None
        if self._job is not None:
            self._job.cancel()
        self._leave()

    def _leave(self, why: str = "") -> None:
        self._again.stop()
        if not self._ended_well:
            self._ended_well = True
            self.given_up.emit(why)
        self._incoming = self._job = None
        self.left.emit()
        self.deleteLater()


def show_report(window: MainWindow, incoming: Incoming) -> None:
    """Open the report on what came in, over whatever is open."""
    if window.session is not None:
        parent = window.findChild(ArrivalSheet) or window
        title = incoming.title
        ReportSheet(
            window.session, title, incoming.report, stem=incoming.stem, parent=parent
        ).open()
