"""From a place on disk to an open study: who is coding, locks, and what hinders, in words."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from gtcoder.errors import DamagedStudy, GtcoderError, StudyInUse
from gtcoder.ui.jobs import Job, Jobs
from gtcoder.ui.messages import Action, Messages
from gtcoder.ui.preferences import PreferencesFile
from gtcoder.ui.start import studies
from gtcoder.ui.start.asking import NewStudy, WhoCodes
from gtcoder.ui.start.cards import said
from gtcoder.ui.start.studies import Known, Opened

_FILTER = "gtcoder (*.gtc)"


class Opener(QObject):
    """Leads to an open study; `opened` carries it. Nothing here blocks the window."""

    opened = Signal(object)  # Opened
    busy = Signal(object)  # Job

    def __init__(
        self, window: QWidget, jobs: Jobs, say: Messages, preferences: PreferencesFile
    ) -> None:
        super().__init__(window)
        self._window, self._jobs, self._say = window, jobs, say
        self._preferences = preferences
        self.sheet: QWidget | None = None

    def choose(self) -> None:
        """Ask for a study's file."""
        title = self.tr("Open a study")
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, "", _FILTER)
        if chosen:
            self.open(chosen)

    def open(self, location: str) -> None:
        """Open a study as who coded in it last on this machine; else ask who is coding."""
        recents = self._preferences.now.recents
        last = next((each.coder for each in recents if each.location == location), None)
        self._start(partial(studies.look_into, location), partial(self._known, last))

    def open_as(self, location: str, coder: str) -> None:
        """Open a study for a coder; one it does not know joins it."""
        call = partial(studies.open_for, location, coder)
        self._start(call, self.opened.emit, partial(self._hindered, location, coder))

    def read(self, location: str, coder: str, hindrance: str) -> None:
        """Open a study for reading only, and say in the window what hinders more."""
        call = partial(studies.open_for, location, coder, read_only=True)

        def opened(found: Opened) -> None:
            self.opened.emit(replace(found, hindrance=hindrance))

        self._start(call, opened)

    def ask_coder(self, location: str) -> None:
        """Ask who is coding, then open."""
        self._start(partial(studies.look_into, location), partial(self._known, None))

    def other_table(self) -> None:
        """Ask for a table of ratings or spans, for which no study is needed."""
        from gtcoder.ui.given.sheet import open_other_table

        open_other_table(self._jobs, self._window)

    def ask_new(self) -> None:
        """Ask for title, place and first coder of a new study, then make and open it."""
        sheet = NewStudy(self._suggested_coder(), self._window)
        sheet.made.connect(self.make)
        self._show(sheet)

    def make(self, location: str, title: str, coder: str) -> None:
        """Make a study and open it."""
        call = partial(studies.make_study, location, title=title, coder=coder)

        def made(place: str) -> None:
            self._close_sheet()
            self.open_as(place, coder)

        self._start(call, made, self._refused)

    def sample(self) -> None:
        """Build the sample study where it is not there yet, and open it."""
        folder = sample_folder()
        job = self._jobs.start(
            partial(studies.sample_study, folder), done=self.open, failed=self._failed, owner=self
        )
        self.busy.emit(job)

    def _known(self, last: str | None, known: Known) -> None:
        if last is not None and last in known.coders:
            self.open_as(known.location, last)
            return
        sheet = WhoCodes(
            studies.study_title(known.location), known.coders, self._suggested_coder(), self._window
        )
        sheet.chosen.connect(partial(self.open_as, known.location))
        self._show(sheet)

    def _hindered(self, location: str, coder: str, error: Exception) -> None:
        if not isinstance(error, StudyInUse):
            self._failed(error)
            return
        facts = {name: error.parameters[name] for name in ("host", "coder")}
        facts["since"] = said(f"{error.parameters['since']}+00:00", datetime.now().astimezone())
        text = self.tr(
            "The study is open on “{host}” by {coder} since {since}. Nothing was opened. Read it, "
            "or take over when you know that nobody works on it there."
        )
        why = self.tr("Open read-only: {coder} has it on “{host}” since {since}.")
        actions = (
            (self.tr("Open read-only"), partial(self.read, location, coder, why.format(**facts))),
            (self.tr("Take over"), partial(self._take_over, location, coder)),
        )
        self._say.notice(text.format(**facts), kind="warn", actions=actions, key="open")

    def _take_over(self, location: str, coder: str) -> None:
        self._start(partial(studies.open_for, location, coder, take_over=True), self.opened.emit)

    def _refused(self, error: Exception) -> None:
        if isinstance(self.sheet, NewStudy) and isinstance(error, GtcoderError):
            self.sheet.refuse(str(error))
        else:
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        actions: tuple[Action, ...] = ()
        damaged = str(error.parameters.get("path", "")) if isinstance(error, DamagedStudy) else ""
        copy = studies.backup_of(damaged) if damaged else None
        if copy is not None:
            bring = partial(self._bring_back, damaged, copy)
            actions = ((self.tr("Open a copy of the last backup"), bring),)
        self._say.notice(str(error), kind="warn", actions=actions, key="open")

    def _bring_back(self, location: str, copy: Path) -> None:
        self._start(partial(studies.bring_back, location, copy), self.open)

    def _start(
        self,
        call: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Job[Any]:
        self._say.withdraw("open")
        job = self._jobs.start(
            lambda _: call(), done=done, failed=failed or self._failed, dropped=_let_go, owner=self
        )
        self.busy.emit(job)
        return job

    def _suggested_coder(self) -> str:
        recents = self._preferences.now.recents
        return recents[0].coder if recents else ""

    def _show(self, sheet: WhoCodes | NewStudy) -> None:
        self._close_sheet()
        self.sheet = sheet
        sheet.open()

    def _close_sheet(self) -> None:
        if self.sheet is not None:
            self.sheet.close()
            self.sheet.deleteLater()
            self.sheet = None


def _let_go(found: object) -> None:
    """Close a study that was opened for nobody, so that its lock does not keep others out."""
    if isinstance(found, Opened):
        found.project.close()


def sample_folder() -> Path:
    """Return where the sample study of this person lies."""
    own = os.environ.get("GTCODER_STATE_DIR")
    base = Path(own) if own else user_data_path("gtcoder", appauthor=False)
    return base / "sample"
