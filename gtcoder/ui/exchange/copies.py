"""A colleague's copy of the study, opened for reading and compared with the open one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gtcoder.errors import InvalidInput, UnreadableFile
from gtcoder.exchange.merging.copies import plan_copies
from gtcoder.exchange.merging.plan import MergeOptions, MergePlan
from gtcoder.exchange.project_files import project_reader
from gtcoder.exchange.signatures import HEAD, is_study
from gtcoder.progress import Progress
from gtcoder.queries.counts import study_counts
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.ui.session import Session


def compared(
    session: Session, path: Path, same_coder: tuple[str, ...], progress: Progress
) -> tuple[MergePlan, Mapping[str, int], str]:
    """Return the plan of merging, how many rows of a kind the copy holds, and its title.

    Neither study is changed. Raises GtcoderError where the copy cannot be read or merged.
    """
    if "://" not in session.location and path.resolve() == Path(session.location).resolve():
        raise InvalidInput(
            "This is the study that is open. Nothing was changed; choose the file a colleague "
            "worked on."
        )
    _refuse_others(path)
    progress.step(0, 2, path.name)
    with open_study(FileLocation(path), read_only=True) as copy:
        with copy.read() as reader:
            title, counts = str(reader.study.title), study_counts(reader)
        progress.step(1, 2, path.name)
        options = MergeOptions(same_coder)
        plan = plan_copies(session.bridge.project, copy, options, copy=path.name)
    progress.step(2, 2, path.name)
    return plan, {"coding": counts.codings}, title


def _refuse_others(path: Path) -> None:
    """Raise UnreadableFile, saying where to go, for a file that is no study of gtcoder."""
    try:
        if path.is_file():
            with path.open("rb") as file:
                if is_study(file.read(HEAD)):
                    return
        elif not path.is_dir():
            return  # that it is not there is told where it is opened
    except OSError:
        return  # and so is that it cannot be read
    if project_reader(path) is not None:
        raise UnreadableFile(
            "It is a project of another tool and no copy of this study. Nothing was changed; bring "
            "it in with Study → Import project….",
            place=path.name,
        )
    raise UnreadableFile(
        "It is no study of gtcoder. Nothing was changed; choose the copy a colleague worked on, a "
        "file such as “study.gtc”. Texts come in with Study → Import transcripts….",
        place=path.name,
    )
