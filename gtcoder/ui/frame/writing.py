"""Writing files: where they go unless told otherwise, and the notice of what was written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from gtcoder.errors import GtcoderError, NotAllowed
from gtcoder.exchange import door
from gtcoder.progress import Progress
from gtcoder.ui.session import Session

KEY = "export"


def export_folder(session: Session) -> Path:
    """Return the folder of the study's file; of a study on a server, the person's own."""
    place = Path(session.location)
    if place.is_file():
        return place.parent
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(found) if found else Path.home()
    return folder if folder.is_dir() else Path.home()


def proposed_name(stem: str) -> str:
    """Return a file's name to propose, without the names that the list of pseudonyms replaces."""
    try:
        return door.masked_text(stem)
    except NotAllowed:
        return stem  # it is told when it would be written


def tell_written(session: Session, out: Path, notes: Sequence[str] = ()) -> None:
    """Say that a file was written, and what in it is not as one would think; show its folder."""
    words = QCoreApplication.translate("Writing", "Wrote “{name}” to {folder}.")
    show = QCoreApplication.translate("Writing", "Show folder")
    session.say.notice(
        " ".join((words.format(name=out.name, folder=out.parent), *notes)),
        kind="success",
        actions=((show, partial(show_folder, out.parent)),),
        key=KEY,
    )


def start_writing(session: Session, owner: QObject, work: Callable[[Progress], Path]) -> None:
    """Write a file in a job; say where it went, or why it could not be written."""

    def failed(error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        session.say.error(error)

    session.jobs.start(work, done=partial(tell_written, session), failed=failed, owner=owner)


def show_folder(folder: Path) -> None:
    """Open a folder on the desktop."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
