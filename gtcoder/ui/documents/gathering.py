"""Read the files of an import, for the first time or again; to be run in a job."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from gtcoder.batch import FileNote, FileReport, SourceFile
from gtcoder.progress import Progress
from gtcoder.ui.documents.plan import ImportPlan, PlannedFile, Said, free_name

_DIGITS = re.compile(r"(\d+)")


def gather(paths: Iterable[Path], known: Mapping[str, str], progress: Progress) -> ImportPlan:
    """Read all files, those in folders too, and return the plan; nothing is stored."""
    files, left_out = _files_of(paths)
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


def _files_of(paths: Iterable[Path]) -> tuple[list[Path], list[FileReport]]:
    """Return the files, folders expanded, and reports on files in folders nobody can read."""
    # Lazy; `reading` is imported for the readers, which register themselves.
    from gtcoder.exchange import reading  # noqa: F401
    from gtcoder.exchange.formats import known_extensions

    endings = known_extensions()
    files: list[Path] = []
    left_out: list[FileReport] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        for inside in _inside(path):
            if inside.suffix.lower() in endings:
                files.append(inside)
            else:
                left_out.append(_unknown(inside))
    return list(dict.fromkeys(files)), left_out


def _unknown(path: Path) -> FileReport:
    source = SourceFile(path.name, path.suffix.lower().lstrip("."), "", "")
    return FileReport(source, (FileNote("its ending is that of no kind of file known here"),))


def _inside(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, P2 before P10, without hidden and lock files."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted((name for name in folders if not name.startswith(".")), key=_natural)
        for name in sorted(names, key=_natural):
            if not name.startswith((".", "~$")):
                yield Path(place, name)


def _natural(name: str) -> list[tuple[int, str]]:
    parts = _DIGITS.split(name.casefold())
    return [(int(part), "") if part.isdecimal() else (0, part) for part in parts]
