"""Times merging two copies of corpus M, on each of which a tenth more was coded and some removed.

`./run bench copies`.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import select

from gtcoder.actions import codebook, coding
from gtcoder.actions.taking_in import take_in
from gtcoder.exchange.merging.copies import plan_copies
from gtcoder.exchange.merging.plan import MergePlan
from gtcoder.model.codebook import Coding
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.store.project import OpenProject
from gtcoder.store.verify import state_digest
from tests.bench.corpora import corpus, load, study_without_codings
from tests.bench.merging_speed import timed

GOALS = {"plan": 5.0, "merge": 5.0, "undo": 5.0}


def main() -> int:
    """Print each time beside its goal; 0 when all are met and both orders give the same."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GTCODER_STATE_DIR"] = folder
        times, same = _times(Path(folder))
    for name, seconds in times.items():
        print(f"{name:44} {seconds:8.3f} s   goal {GOALS[name]:.1f} s")
    print("either order the same" if same else "THE ORDER MATTERS")
    return int(not same or any(times[name] > goal for name, goal in GOALS.items()))


def _times(folder: Path) -> tuple[dict[str, float], bool]:
    paths = _copies(folder)
    digests = []
    times: dict[str, float] = {}
    for ours, theirs in (paths, paths[::-1]):
        merged = folder / f"merged {ours.name}"
        shutil.copy(ours, merged)
        with _open(merged) as one, open_study(FileLocation(theirs), read_only=True) as other:
            spent, digest = _merge(one, other)
            digests.append(digest)
        times = {name: max(seconds, times.get(name, 0.0)) for name, seconds in spent.items()}
    return times, digests[0] == digests[1]


def _merge(one: OpenProject, other: OpenProject) -> tuple[dict[str, float], str]:
    plans: list[MergePlan] = []
    spent = {
        "plan": timed(lambda: plans.append(plan_copies(one, other))),
        "merge": timed(lambda: one.perform(take_in, arrival=plans[0].arrival)),
    }
    digest = state_digest(one)
    return {**spent, "undo": timed(one.undo)}, digest


def _copies(folder: Path) -> tuple[Path, Path]:
    first = folder / "ours.gtc"
    made, columns = study_without_codings(first, corpus("M"))
    load(made, columns)
    made.close()
    second = folder / "theirs.gtc"
    shutil.copy(first, second)
    for path, share in ((first, 40), (second, 50)):
        with _open(path) as project:
            code = project.perform(codebook.create_code, name=f"new in {share}")
            project.perform(codebook.create_code, name="new in both")
            _recode(project, share, code)
    return first, second


def _recode(project: OpenProject, share: int, code: Any) -> None:
    """Split codings off to a new code."""
    with project.snapshot() as connection:
        keys = list(connection.execute(select(Coding.id).where(Coding.id % share == 0)).scalars())
    for key in keys[:20]:
        project.perform(coding.remove_coding, coding=key)
    for key in keys[20:300]:
        project.perform(coding.recode, coding=key, code=code)


def _open(path: Path) -> OpenProject:
    from gtcoder.store.opening import first_lead

    with open_study(FileLocation(path), read_only=True) as project:
        lead = first_lead(project.engine)
    return open_study(FileLocation(path), lead)
