"""The import in hand: its plan, and the jobs that read its files, first and again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from gtcoder.errors import GtcoderError
from gtcoder.exchange.import_profiles import ImportProfile
from gtcoder.queries.passages import documents
from gtcoder.queries.people import participants, variables
from gtcoder.ui.documents.gathering import gather, read_again
from gtcoder.ui.documents.plan import READING, ForAll, ImportPlan, PlannedFile
from gtcoder.ui.jobs import Job
from gtcoder.ui.session import Session
from gtcoder.vocabulary import VariableScope

if TYPE_CHECKING:
    from gtcoder.store.ledger import Change

_COMPARED = ("document", "text_version", "participant", "variable_value")


class Importing(QObject):
    """Holds the plan; `changed` says that it is another, `began` carries a job that reads.

    A file that is read again counts as said only once it could be read so: a faulty pattern
    (`refused`) leaves the plan as it was.
    """

    changed = Signal()
    began = Signal(object)
    ended = Signal()
    refused = Signal(str)
    stopped = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self.plan = session, ImportPlan()
        self._job: Job[Any] | None = None
        session.bridge.changed.connect(self._follow_study)

    @property
    def busy(self) -> bool:
        """Whether files are being read."""
        return self._job is not None

    def start(self, paths: Sequence[Path]) -> None:
        """Read files and folders; the plan before is forgotten."""
        self.stop()
        self._set(ImportPlan())
        self._begin(lambda progress: gather(paths, {}, progress), self._compare)

    def say(self, file: PlannedFile) -> None:
        """Take what was said of a file."""
        place = self._place(file)
        if place >= 0:
            self._set(self.plan.with_file(place, file))

    def read(self, *files: PlannedFile, for_all: ForAll | None = None) -> None:
        """Read files again as they are said to be now."""
        if self.busy:
            return
        wanted, places = self.plan, []
        if for_all is not None:
            wanted = replace(wanted, for_all=for_all)
        for file in files:
            places.append(self._place(file))
            wanted = wanted.with_file(places[-1], file)

        def take(again: dict[int, PlannedFile]) -> None:
            plan = replace(self.plan, for_all=wanted.for_all)
            for place, file in again.items():
                # What was said meanwhile stays.
                said = plan.files[place].saying(**file.said.reading(), survey=file.said.survey).said
                plan = plan.with_file(place, replace(file, said=said))
            self._set(plan)

        self._begin(lambda progress: read_again(wanted, places, progress), take)

    def read_all_like(self, model: PlannedFile) -> None:
        """Read every file as one is said to be read."""
        alike = [
            file.saying(**model.said.reading())
            for file in self.plan.files
            if file.documents or file.report.error is not None
        ]
        self.read(*alike)

    def name_interviewers(self, labels: tuple[str, ...]) -> None:
        """Read every transcript with these labels taken as those who ask."""
        self._read_all(replace(self.plan.for_all, interviewers=labels))

    def name_files(self, pattern: str) -> None:
        """Read every transcript with the values of variables that this pattern finds in names."""
        self._read_all(replace(self.plan.for_all, names=pattern))

    def take_profile(self, profile: ImportProfile, for_all: ForAll) -> None:
        """Read every file as a saved profile says; tables alone can be surveys."""
        reading = {name: getattr(profile, name) for name in READING}
        alike = (
            file.saying(**reading, survey=profile.survey if file.columns else None)
            for file in self.plan.files
        )
        self.read(*alike, for_all=for_all)

    def stop(self) -> None:
        """Stop reading; nothing of it is kept."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def forget(self) -> None:
        """Let go of the plan and its drafts."""
        self.stop()
        self._set(ImportPlan())

    def _read_all(self, for_all: ForAll) -> None:
        if for_all != self.plan.for_all:
            self.read(*(file for file in self.plan.files if file.documents), for_all=for_all)

    def _compare(self, plan: ImportPlan) -> None:
        """Take a plan, compared with the texts and the variables that the study holds now."""
        known: dict[str, list[str]] = {}
        values: dict[tuple[VariableScope, str], Mapping[str, str]] = {}
        with self._session.bridge.read() as reader:
            of_documents = variables(reader, VariableScope.DOCUMENT)
            for row in documents(reader):
                known.setdefault(row.sha256, []).append(row.name)
                values[VariableScope.DOCUMENT, row.name] = of_documents.get(row.id, {})
            for person in participants(reader):
                values[VariableScope.PARTICIPANT, person.name] = person.variables
        self._set(replace(plan, known=known, values=values))

    def _follow_study(self, change: Change) -> None:
        if self.plan.files and change.touches(*_COMPARED):
            self._compare(self.plan)

    def _place(self, file: PlannedFile) -> int:
        return next((n for n, each in enumerate(self.plan.files) if each.path == file.path), -1)

    def _set(self, plan: ImportPlan) -> None:
        self.plan = plan
        self.changed.emit()

    def _begin(self, work: Any, take: Any) -> None:
        job = self._session.jobs.start(work, done=take, failed=self._failed, owner=self)
        self._job = job
        self.began.emit(job)
        # After the listeners: a bar that follows the job takes its end for itself.
        told = job.on_end
        job.on_end = lambda: self._ended(job, told)

    def _ended(self, job: Job[Any], told: Any) -> None:
        told()
        if self._job is not None and self._job is not job:
            return  # an older job that was stopped
        self._job = None
        self.ended.emit()
        if job.cancelled:
            self.stopped.emit()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self.refused.emit(str(error))
