"""Read the files of an import, for the first time or again; to be run in a job."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from gtcoder.progress import Progress
from gtcoder.ui.documents.plan import ImportPlan, PlannedFile, Said, free_name


def gather(paths: Iterable[Path], known: Mapping[str, str], progress: Progress) -> ImportPlan:
    """Read all files, those in folders too, and return the plan; nothing is stored."""
    from gtcoder.exchange.reading import expand  # lazy: it brings all readers along

    files, left_out = expand(paths)
    plan = ImportPlan(left_out=tuple(left_out), known=known)
    taken: set[str] = set()
    read: list[PlannedFile] = []
    for number, path in enumerate(files):
        progress.step(number, len(files), path.name)
        within = _Within(progress, number, len(files), path.name)
        read.append(_read(path, Said(), (), taken, within))
    progress.step(len(files), len(files))
    return replace(plan, files=tuple(read))


def read_again(
    plan: ImportPlan, places: Sequence[int], progress: Progress
) -> dict[int, PlannedFile]:
    """Read some files of a plan again as they are now said to be, keeping what was said.

    Faulty words (an unknown encoding, a pattern that is none) raise InvalidInput.
    """
    again: dict[int, PlannedFile] = {}
    for number, place in enumerate(places):
        old = plan.files[place]
        progress.step(number, len(places), old.path.name)
        others = (each for each in plan.files if each is not old)
        taken = {each.documents[0].name.casefold() for each in others if each.documents}
        within = _Within(progress, number, len(places), old.path.name)
        again[place] = _read(old.path, old.said, plan.interviewers, taken, within)
    progress.step(len(places), len(places))
    return again


def _read(
    path: Path, said: Said, interviewers: tuple[str, ...], taken: set[str], progress: Progress
) -> PlannedFile:
    # Lazy: the readers of Word files and tables load packages a bare window does without.
    from gtcoder.exchange.reading import read_files
    from gtcoder.exchange.transcripts import document_name

    own = set(taken)
    name = free_name(document_name(path.name), own)
    batch = read_files([path], said.options(name, interviewers), progress)
    if batch.documents:
        taken |= own
    return PlannedFile(path, batch.reports[0], batch.documents, batch.variables, said)


class _Within:
    """Progress of one file among many: each step tells of the file and asks whether to go on."""

    def __init__(self, outer: Progress, number: int, total: int, name: str) -> None:
        self._outer, self._place = outer, (number, total, name)

    def step(self, done: int, total: int, what: str = "") -> None:
        """Tell where among the files the reading is."""
        self._outer.step(*self._place)
