"""Projects of other tools as the window finds them: which paths are one, and where they may go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from gtcoder.errors import UnreadableFile
from gtcoder.exchange.project_files import PROJECTS, ProjectOptions, project_reader, read_project
from gtcoder.progress import Progress

_STUDY = ".gtc"
_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm")
_OF_QUALCODER = "data.qda"  # the database in a folder of QualCoder
_OF_A_FOLDER = "project.toml"  # the page that a study as a folder of plain text begins with


@dataclass(frozen=True, slots=True)
class SortedOut:
    """Paths that are projects, and all others; a folder that is a project is one path."""

    projects: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()


def may_be_project(path: Path) -> bool:
    """Tell at a glance whether a path may be a project; what it holds is looked at later."""
    from gtcoder.exchange import projects  # noqa: F401  (its readers register themselves)

    if path.is_dir():
        inside = (_OF_A_FOLDER, _OF_QUALCODER)
        return any((path / name).is_file() for name in inside)
    endings = {ending for _, each in PROJECTS for ending in each.extensions}
    return path.suffix.lower() in endings


def sort_out(paths: Iterable[Path], progress: Progress) -> SortedOut:
    """Return which of these paths are projects of other tools; their content decides."""
    projects: list[Path] = []
    others: list[Path] = []
    every = list(paths)
    for number, path in enumerate(every):
        progress.step(number, len(every), path.name)
        known = project_reader(path) is not None
        (projects if known else others).append(path)
    return SortedOut(tuple(projects), tuple(others))


def project_at(path: Path) -> Path:
    """Return the project a chosen file belongs to: its folder, where the file stands for that.

    >>> project_at(Path("Study.qda/data.qda"))
    PosixPath('Study.qda')
    """
    inside = path.name == _OF_QUALCODER and path.parent.suffix == ".qda"
    return path.parent if inside or path.name == _OF_A_FOLDER else path


def written_path(text: str) -> Path:
    """Return the path that somebody wrote; a home that is not there stays as it is written."""
    path = Path(text.strip())
    try:
        return path.expanduser()
    except RuntimeError:  # such as “~nobody”
        return path


def free_place(project: Path) -> Path:
    """Return where the study of a project may go: beside it, under a name that is free."""
    if not project.name:  # the root, or the folder one is in
        project = project / "study"
    place = project.with_name(f"{project.stem}{_STUDY}")
    number = 1
    while place.exists():
        number += 1
        place = project.with_name(f"{project.stem} ({number}){_STUDY}")
    return place


def refuse_others(path: Path) -> None:
    """Raise UnreadableFile, saying which door is its own, for what cannot be a project."""
    from gtcoder.exchange import reading  # noqa: F401  (its readers register themselves)
    from gtcoder.exchange.formats import known_extensions

    ending = path.suffix.lower()
    if not path.exists():
        raise UnreadableFile(
            "There is no such file or folder. Nothing was taken in; look at its name and place.",
            place=str(path),
        )
    if project_reader(path) is not None:
        return
    if ending in _TABLES:
        raise UnreadableFile(
            "It is a table and no project of another tool. Nothing of it was taken in. In an open "
            "study, Study → Import codings… brings in codings, and Study → Import transcripts… "
            "variables and survey answers.",
            place=path.name,
        )
    if path.is_dir() or ending in (*known_extensions(), ".zip"):
        raise UnreadableFile(
            "It is no project of another tool. Nothing of it was taken in. In an open study, "
            "Study → Import transcripts… brings in texts, and Study → Import folder… all those of "
            "a folder.",
            place=path.name,
        )


def check_project(path: Path, coder: str, progress: Progress) -> str:
    """Return the title of a project, read and let go; raises UnreadableFile where it cannot be.

    One file may hold several projects: which is meant is asked later, and there is no title yet.
    """
    if path.suffix.lower() == _STUDY:
        raise UnreadableFile(
            "This is a study of gtcoder, not a project of another tool. Nothing was made; open it "
            "with Open a study (Ctrl+O)."
        )
    refuse_others(path)
    try:
        return read_project(path, ProjectOptions(coder=coder), progress).title.strip()
    except UnreadableFile as error:
        if len(error.parameters.get("several", ())) < 2:
            raise named(error, path) from None
        return ""


def named(error: UnreadableFile, path: Path) -> UnreadableFile:
    """Return the error with the name of the file it is about."""
    place = error.place or path.name
    return UnreadableFile(error.template, place=place, **error.parameters)


def project_filter() -> str:
    """Return what a dialog for files says of the kinds of projects."""
    from gtcoder.exchange import projects  # noqa: F401  (its readers register themselves)

    endings = sorted({f"*{end}" for _, each in PROJECTS for end in each.extensions if end})
    endings.append(_OF_A_FOLDER)
    words = QCoreApplication.translate("Foreign", "Projects ({endings})")
    return words.format(endings=" ".join(endings))
