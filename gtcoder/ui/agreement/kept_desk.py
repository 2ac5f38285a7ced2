"""Keeping results and reading them again, for the workspace of agreement."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gtcoder.actions.project import keep_result
from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.ui.agreement.asked import BESIDE, CHOSEN, Asked, canonical
from gtcoder.ui.agreement.computing import Numbers
from gtcoder.ui.agreement.kept import Kept, Now, kept_results, values_now
from gtcoder.ui.agreement.kept_page import KeptPage
from gtcoder.ui.agreement.reporting import keeping
from gtcoder.ui.agreement.side import Side
from gtcoder.ui.jobs import Job
from gtcoder.ui.kit import Sheet, ask_text
from gtcoder.ui.session import Session


class KeptDesk(QObject):
    """Fills the page of kept results and the list beside the cockpit, and keeps new ones."""

    def __init__(
        self,
        session: Session,
        page: KeptPage,
        side: Side,
        follow: Callable[[Job[tuple[Now, ...]]], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session, self._page, self._side, self._follow = session, page, side, follow
        self._parent = parent
        self._job: Job[tuple[Now, ...]] | None = None

    def read(self) -> None:
        """Read what is kept."""
        with self._session.bridge.read() as reader:
            kept = kept_results(reader)
        self._page.show_kept(kept)
        self._side.show_kept([each.row for each in kept], [each.value for each in kept])

    def compare(self) -> None:
        """Ask the kept questions again, off the window's thread."""
        kept, bridge = self._page.kept, self._session.bridge
        if not kept:
            return
        if self._job is not None:
            self._job.cancel()

        def work(progress: Progress) -> tuple[Now, ...]:
            with bridge.read() as reader:
                return values_now(reader, kept, progress)

        self._job = self._session.jobs.start(
            work, done=partial(self._compared, kept), failed=self._not_compared, owner=self
        )
        self._follow(self._job)

    def ask_name(self, numbers: Numbers) -> Sheet:
        """Ask under which name numbers are kept, and keep them."""
        words = self.tr(
            "They are kept with what was asked and the revision they were made from, beside newer "
            "ones. Numbers already kept stay as they are."
        )
        record = numbers.made.results.records[0]
        return ask_text(
            self._parent,
            self.tr("Keep these numbers in the study"),
            words,
            self.tr("Keep"),
            hint=self.tr("Name"),
            initial=self.tr("Agreement, {round}").format(round=record.round),
            lines=1,
            then=partial(self._keep, numbers),
        )

    def _keep(self, numbers: Numbers, name: str) -> None:
        self._session.bridge.act(
            keep_result, done=partial(self._told, name), **keeping(numbers, name)
        )

    def _told(self, name: str, _: object) -> None:
        self._session.say.toast(self.tr("“{name}” is kept in the study").format(name=name))

    def _compared(self, kept: tuple[Kept, ...], now: tuple[Now, ...]) -> None:
        if kept is self._page.kept:
            self._page.show_now(now)

    def _not_compared(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self._session.say.error(error)


def asked_of(kept: Kept) -> Asked:
    """Return the question of a kept result as the chips have it."""
    from gtcoder.reports.agreement_record import options_of

    options = options_of(kept.row.options)
    how = options.asked
    main = kept.main.asked_as if kept.main else how.coefficients[0]
    told = {canonical(name) for name in (main, *BESIDE)}
    return Asked(
        coders=how.coders,
        documents=how.documents,
        codes=how.codes,
        sample=CHOSEN if how.documents else options.sample,
        round=options.round,
        unit=str(how.unit),
        uncoded=str(how.uncoded),
        interviewer=options.interviewer,
        coefficient=main,
        resamples=how.bootstrap,
        seed=how.seed,
        beside=tuple(n for n in how.coefficients if canonical(n) not in told),
        overlap=how.overlap,
        codes_as=str(options.codes_as),
        roll_up=options.roll_up,
        precision=how.gamma.precision,
        sampler=str(how.gamma.sampler),
    )
