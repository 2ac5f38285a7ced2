"""Files dropped on the window: a study is opened, anything else is brought in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

if TYPE_CHECKING:
    from gtcoder.ui.main_window import MainWindow


def take_dropped(window: MainWindow, data: QMimeData) -> None:
    """Open the first study among the files, or show what would come in of the others."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    studies = [path for path in paths if path.suffix == ".gtc"]
    if studies:
        window.opener.open(str(studies[0]))
    elif window.stack is not None and paths:
        from gtcoder.ui.documents.workspace import TranscriptsWorkspace

        window.go("transcripts")
        workspace = window.stack.workspace
        if isinstance(workspace, TranscriptsWorkspace):  # else the other one cannot be left
            workspace.import_paths(paths)
