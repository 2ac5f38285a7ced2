"""Files dropped on the window: a study is opened, anything else is brought in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

if TYPE_CHECKING:
    from gtcoder.ui.main_window import MainWindow


def take_dropped(window: MainWindow, data: QMimeData) -> None:
    """Open the first study among the files, or show what would come in of the others.

    Without an open study, the first file becomes one of its own, if it is a project.
    """
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    studies = [path for path in paths if path.suffix == ".gtc"]
    if studies:
        window.opener.open(str(studies[0]))
    elif window.stack is not None and paths:
        bring_in(window, paths)
    elif paths:
        window.window_commands.foreign(paths[0])


def bring_in(window: MainWindow, paths: Sequence[Path]) -> None:
    """Show what would come in of files and folders: a project by itself, or transcripts."""

    def as_transcripts(others: Sequence[Path]) -> None:
        from gtcoder.ui.documents.workspace import TranscriptsWorkspace

        window.go("transcripts")
        workspace = window.stack.workspace if window.stack is not None else None
        if isinstance(workspace, TranscriptsWorkspace):  # else the other one cannot be left
            workspace.import_paths(others)

    if window.study_commands is not None:
        window.study_commands.exchange.take_paths(paths, as_transcripts)
