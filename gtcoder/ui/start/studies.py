"""Open, make and look into studies; plain functions for jobs, no widgets."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gtcoder.errors import InvalidInput
from gtcoder.resources import sample_project
from gtcoder.ui.preferences import Recent, without_password

if TYPE_CHECKING:
    from gtcoder.progress import Progress
    from gtcoder.store.project import OpenProject  # noqa: TC004  # it takes long to import

SAMPLE = "cem_ict"
SUFFIX = ".gtc"


@dataclass(frozen=True, slots=True)
class Opened:
    """A study that is open now: the project, where it is, its title and who is coding."""

    project: OpenProject  # the store takes long to import
    location: str
    title: str
    coder: str
    summary: str
    interviews: int
    hindrance: str = ""  # why it is open for reading only

    def recent(self) -> Recent:
        """Return what the start page remembers of it."""
        moment = datetime.now(UTC).isoformat(timespec="seconds")
        place = without_password(self.location)
        return Recent(place, self.title, self.coder, self.summary, moment)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a study before anybody opens it: the names of its coders."""

    location: str
    coders: tuple[str, ...]


def look_into(location: str) -> Known:
    """Return who codes in the study; nothing is written and no lock is taken."""
    from gtcoder.store.location import parse_location
    from gtcoder.store.opening import coder_names, open_study

    with open_study(parse_location(location), read_only=True) as project:
        return Known(location, coder_names(project.engine))


def open_for(
    location: str, coder: str, *, read_only: bool = False, take_over: bool = False
) -> Opened:
    """Open the study for a coder; one it does not know yet joins it first."""
    import gtcoder.actions  # noqa: F401  (undo and redo name any verb)
    from gtcoder.actions.team import join
    from gtcoder.store.location import parse_location
    from gtcoder.store.opening import coder_names, open_study

    place = parse_location(location)
    name = " ".join(coder.split())
    if not read_only:
        with open_study(place, take_over=take_over) as project:
            if name not in coder_names(project.engine):
                project.perform(join, name=name)
    project = open_study(place, name, read_only=read_only, take_over=take_over)
    try:
        title, summary, interviews = _told(project)
    except BaseException:
        project.close()
        raise
    return Opened(project, location, title, name, summary, interviews)


def _told(project: OpenProject) -> tuple[str, str, int]:
    from gtcoder.queries.counts import study_counts

    with project.read() as reader:
        counts = study_counts(reader)
        title = str(reader.study.title)
    summary = (
        f"{_number(counts.interviews, 'interview')}, {_number(counts.codes, 'code')}, "
        f"{_number(counts.coders, 'coder')}"
    )
    return title, summary, counts.interviews


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def make_study(location: str, *, title: str, coder: str) -> str:
    """Make an empty study with its first coder; return where it is."""
    from gtcoder.store.location import FileLocation, parse_location
    from gtcoder.store.opening import create_study

    place = parse_location(location)
    if isinstance(place, FileLocation) and place.path.suffix != SUFFIX:
        place = FileLocation(place.path.with_name(place.path.name + SUFFIX))
    name = " ".join(coder.split())
    if not name:
        raise InvalidInput("A study needs the name of its first coder. Nothing was made.")
    create_study(place, coder=name, title=title.strip())
    return str(place.path) if isinstance(place, FileLocation) else location


def take_away(location: str) -> None:
    """Remove the file of a study that was just made and is closed; raises OSError."""
    study = Path(location).resolve()
    for ending in ("", "-wal", "-shm", ".lock"):
        study.with_name(f"{study.name}{ending}").unlink(missing_ok=True)


def sample_study(folder: Path, progress: Progress) -> str:
    """Return where the sample study is, built from its plain text where it is not there yet."""
    from gtcoder.actions.play import play
    from gtcoder.exchange.plain_study import read_study
    from gtcoder.store.location import FileLocation

    path = folder / f"{SAMPLE}{SUFFIX}"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        play(FileLocation(path), read_study(sample_project(SAMPLE), progress), progress)
    return str(path)


def backup_of(location: str) -> Path | None:
    """Return the newest copy of a study's file, or None."""
    from gtcoder.store.backup import last_backup

    return None if "://" in location else last_backup(Path(location).resolve())


def bring_back(location: str, copy: Path) -> str:
    """Put a copy of the backup beside the damaged study, which stays as it is; return where."""
    study = Path(location).resolve()
    target = study.with_name(f"{study.stem} {copy.stem}{SUFFIX}")
    number = 2
    while target.exists():
        target = study.with_name(f"{study.stem} {copy.stem} ({number}){SUFFIX}")
        number += 1
    shutil.copyfile(copy, target)
    return str(target)


def study_title(location: str) -> str:
    """Return the name of a study's file or schema, for sentences about it."""
    return Path(location).stem if "://" not in location else location.rpartition("=")[2]
