"""A package for an archive as a project: the study that lies in it as a folder of plain text."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath

from gtcoder.errors import UnreadableFile
from gtcoder.exchange.archive.crate import CRATE, STUDY
from gtcoder.exchange.packages import Package
from gtcoder.exchange.plain_project import PROJECT
from gtcoder.exchange.project_files import (
    PROJECTS,
    ForeignProject,
    ProjectOptions,
    ProjectReader,
)
from gtcoder.exchange.projects.folder import read_folder
from gtcoder.exchange.rows_folder import METADATA
from gtcoder.progress import Progress

_INSIDE = f"{STUDY}/{PROJECT}"
_UNFIT = frozenset('\\:*?"<>|')


def recognises(path: Path) -> bool:
    """Tell a package by what it holds, as a folder or packed."""
    if path.is_dir():
        there = {name for name in (CRATE, _INSIDE, METADATA) if (path / name).is_file()}
    else:
        there = _packed(path)
    return CRATE in there and len(there) > 1


def read_archive(path: Path, options: ProjectOptions, progress: Progress) -> ForeignProject:
    """Return the study of a package; raises UnreadableFile for one that holds no texts."""
    with _study_of(path) as folder:
        found = read_folder(folder, options, progress)
    return replace(found, kind="package for an archive")


@contextmanager
def _study_of(path: Path) -> Iterator[Path]:
    if path.is_dir():
        if not (path / _INSIDE).is_file():
            raise _without_texts()
        yield path / STUDY
        return
    with Package(path) as package, tempfile.TemporaryDirectory(prefix="gtcoder-package-") as place:
        if _INSIDE not in package:
            raise _without_texts()
        for name in package.names(f"{STUDY}/"):
            if not name.endswith("/"):
                _unpack(package, name, Path(place))
        yield Path(place) / STUDY


def _unpack(package: Package, name: str, place: Path) -> None:
    """Put one file where its name says, which lies within the folder and nowhere else."""
    parts = PurePosixPath(name).parts
    if ".." in parts or name.startswith("/") or _UNFIT.intersection(name) or not name.isprintable():
        raise UnreadableFile(
            "A file in it has a name that leads elsewhere. Nothing of it was taken in; ask where "
            "the package comes from."
        )
    target = place.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(package.read(name))


def _packed(path: Path) -> set[str]:
    if not path.is_file():  # to open a pipe is to wait for whoever writes into it
        return set()
    try:
        with path.open("rb") as file:
            if file.read(2) != b"PK":
                return set()
        with Package(path) as package:
            return {name for name in (CRATE, _INSIDE, METADATA) if name in package}
    except (OSError, UnreadableFile):
        return set()


def _without_texts() -> UnreadableFile:
    return UnreadableFile(
        "It is a package that was written without its texts, so no study can be built from it. "
        "Nothing was taken in; ask for one with texts, or open its codings.csv as a table."
    )


PROJECTS.add(
    "archive",
    ProjectReader("archive", "Package for an archive", (".zip",), recognises, read_archive),
)
