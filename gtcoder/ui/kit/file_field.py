"""The field that says where a file goes: its path in a line, and Browse… beside it."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from gtcoder.ui.kit.button import Button
from gtcoder.ui.kit.field import Field


class FileField(Field):
    """A file to be written; it may be there already, and nothing is said of replacing it here.

    `endings` are those a file may have, with their dots: a name that ends otherwise, such as
    “model.v2”, has none yet. Without them whatever follows the last dot is the ending.
    """

    changed = Signal()

    def __init__(
        self, path: Path, *, endings: Collection[str] = (), parent: QWidget | None = None
    ) -> None:
        self.line = QLineEdit(str(path))
        self._endings = frozenset(endings)
        browse = Button(_tr("Browse…"), tip=_tr("Choose a folder and a name"))
        browse.setObjectName("browse")
        super().__init__(_tr("File"), self.line, beside=browse, parent=parent)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self.changed)
        browse.clicked.connect(self._browse)

    def path(self) -> Path:
        """Return the path as it stands in its line."""
        written = Path(self.line.text().strip())
        try:
            return written.expanduser()
        except RuntimeError:  # “~somebody”, and there is no such person
            return written

    def set_path(self, path: Path) -> None:
        """Put another path into the line."""
        self.line.setText(str(path))

    def with_ending(self, ending: str) -> Path:
        """Return the path with this ending, in place of the one it has."""
        path = self.path()
        if not path.name or path.suffix.lower() == ending:
            return path
        if not self._endings or path.suffix.lower() in self._endings:
            return path.with_suffix(ending)
        return path.with_name(f"{path.name}{ending}")

    def take_ending(self, ending: str) -> None:
        """Put the path with this ending into the line, unless that is empty."""
        if self.is_written():
            self.set_path(self.with_ending(ending))

    def is_written(self) -> bool:
        """Tell whether a name is written at all."""
        return bool(self.line.text().strip())

    def _browse(self) -> None:
        path = self.path()
        found, _ = QFileDialog.getSaveFileName(
            self, self.window().windowTitle(), str(path), f"*{path.suffix}",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if found:
            self.set_path(Path(found))


def is_there(path: Path) -> bool:
    """Tell whether there is such a file; a path the disk cannot even look for is none."""
    return os.path.isfile(path)


def has_folder(path: Path) -> bool:
    """Tell whether the folder is there in which the file would stand."""
    return os.path.isdir(path.parent)


def _tr(text: str) -> str:
    return QCoreApplication.translate("FileField", text)
