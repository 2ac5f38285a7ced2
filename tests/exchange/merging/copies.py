"""Copies of one invented study, and what is made of them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from gtcoder.actions.taking_in import take_in
from gtcoder.exchange.merging.copies import plan_copies
from gtcoder.exchange.merging.plan import MergeOptions, MergePlan
from gtcoder.store.by_guid import read_rows
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.store.project import OpenProject
from gtcoder.store.verify import state_digest, verify
from gtcoder.study_rows import StudyRows
from tests.exchange.merging.busy import OFTEN, Act, do, verbs
from tests.studies import new_study

ONE_BEN = MergeOptions(same_coder=("alpha", "Alpha", "beta", "gamma", "delta"))


_UNDOING = ("undo", "revert", "remove", "retire", "merge", "unplace", "unjudge", "disconnect",
            "withdraw", "clear", "unwaive", "unlink", "unrelate", "correct")  # fmt: skip


@cache
def worked_on(lot: int = 3) -> bytes:
    """Return a study in which much was done, as the bytes of its file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "study.gtc"
        study = new_study(FileLocation(path))
        drawn = Random(lot)
        making = [name for name in (*OFTEN, *verbs()) if not any(w in name for w in _UNDOING)]
        for name in (*OFTEN[:2] * 8, *making, *making):
            who = study.bob if drawn.random() < 0.2 else study.ann
            do(who, Act(name, drawn.randint(0, 1 << 30)))
        assert verify(study.ann).ok
        study.close()
        return path.read_bytes()


@dataclass(frozen=True)
class Copies:
    """A folder of copies of a study by their names."""

    folder: Path

    def path(self, name: str) -> Path:
        return self.folder / f"{name}.gtc"

    def open(self, name: str, coder: str | None = "Ann") -> OpenProject:
        return open_study(FileLocation(self.path(name)), coder, read_only=coder is None)

    def copy(self, name: str, to: str) -> str:
        shutil.copy(self.path(name), self.path(to))
        return to

    def digest(self, name: str) -> str:
        with self.open(name, None) as project:
            return state_digest(project)

    def rows(self, name: str) -> StudyRows:
        with self.open(name, None) as project, project.snapshot() as connection:
            return read_rows(connection)

    def plan(self, name: str, other: str, options: MergeOptions = ONE_BEN) -> MergePlan:
        with self.open(name, None) as ours, self.open(other, None) as theirs:
            return plan_copies(ours, theirs, options)

    def merge(self, name: str, other: str, options: MergeOptions = ONE_BEN) -> MergePlan:
        """Merge the other copy into one."""
        with self.open(name) as ours, self.open(other, None) as theirs:
            plan = plan_copies(ours, theirs, options, copy=other)
            if not plan.empty:
                ours.perform(take_in, arrival=plan.arrival)
        return plan

    def merge_with_care(self, name: str, other: str) -> None:
        """Merge the other copy into one, and check what must hold of any merge."""
        with self.open(name) as ours, self.open(other, None) as theirs:
            before = state_digest(ours)
            plan = plan_copies(ours, theirs, ONE_BEN)
            if plan.empty:
                return
            ours.perform(take_in, arrival=plan.arrival)
            after = state_digest(ours)
            assert plan_copies(ours, theirs, ONE_BEN).empty
            ours.undo()
            assert state_digest(ours) == before
            ours.redo()
            found = verify(ours)
            assert (found.digest, found.problems) == (after, ())
