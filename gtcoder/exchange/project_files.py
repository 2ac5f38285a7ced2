"""Projects of other tools: what a reader of them is, what it returns, and the registry of all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gtcoder.batch import FileNote
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.signatures import HEAD, is_study
from gtcoder.garbage import collecting_later
from gtcoder.progress import Progress, Silent
from gtcoder.queries.record_words import counted_of
from gtcoder.registry import Registry
from gtcoder.study_rows import StudyRows


@dataclass(frozen=True, slots=True)
class Came:
    """How many of a kind of thing came in, in the words of the tool that wrote them."""

    what: str
    count: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """What of a file did not come in, how many, and why."""

    what: str
    count: int
    why: str


@dataclass(frozen=True, slots=True)
class ForeignProject:
    """A project as its file holds it: rows of a study, and the report on how it was read.

    `kind` names tool and format as people say it (“QualCoder project”); `notes` say which
    conventions were found (offsets, whose the codings are), and what looked odd. `by_name` says
    that the file is of this program and knows people by their names alone.
    """

    kind: str
    title: str
    rows: StudyRows
    came: tuple[Came, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[FileNote, ...] = ()
    encoding: str = ""
    sha256: str = ""
    by_name: bool = False


@dataclass(frozen=True, slots=True)
class ProjectOptions:
    """What a person says of a project file before it is read.

    `coder` is whom work is given to where the file does not say who did it; `inside` names the
    project where a file holds several.
    """

    coder: str = ""
    inside: str = ""


@dataclass(frozen=True, slots=True)
class ProjectReader:
    """A reader of one kind of project; `recognises` judges by content, not by the name alone.

    `read` raises UnreadableFile with a sentence that does not repeat the file's name. It opens the
    file read-only and takes no password, key or address of a person along.
    """

    name: str
    title: str
    extensions: tuple[str, ...]
    recognises: Callable[[Path], bool]
    read: Callable[[Path, ProjectOptions, Progress], ForeignProject]


PROJECTS: Registry[ProjectReader] = Registry("project readers")


def project_reader(path: Path) -> ProjectReader | None:
    """Return the reader that recognises a file or folder as a whole project, or None."""
    from gtcoder.exchange import projects  # noqa: F401  (its readers register themselves)

    return next((reader for _, reader in PROJECTS if reader.recognises(path)), None)


def refuse_study(path: Path) -> None:
    """Raise UnreadableFile, saying where to go, for a study of gtcoder itself."""
    if path.is_file():
        with path.open("rb") as file:
            head = file.read(HEAD)
        if is_study(head):
            raise UnreadableFile(
                "It is a study of gtcoder and no project of another tool. Nothing of it was taken "
                "in; bring the copy in with “Study → Merge copy…” (gtcoder merge-study)."
            )


@collecting_later()
def read_project(
    path: Path, options: ProjectOptions | None = None, progress: Progress | None = None
) -> ForeignProject:
    """Return what a project of another tool holds; raises UnreadableFile where it is none."""
    reader = project_reader(path)
    if reader is None:
        refuse_study(path)
        raise UnreadableFile(
            "It is no project of a tool that is known here. Nothing of it was taken in; export it "
            "from its tool as a REFI-QDA project (.qdpx) and import that."
        )
    found = reader.read(path, options or ProjectOptions(), progress or Silent())
    if not found.rows.tables:
        raise UnreadableFile(
            "It is a {kind} in which there is nothing that could come in{why}. The study is as it "
            "was; look into it with the tool that wrote it.",
            kind=found.kind,
            why="".join(
                f"; {counted_of(each.count, each.what)}: {each.why}" for each in found.skipped
            ),
        )
    return found
