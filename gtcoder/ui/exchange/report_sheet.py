"""A report as plain text: to read, to copy, to save."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from gtcoder.exchange import door
from gtcoder.exchange.whole_files import whole_file
from gtcoder.progress import Progress
from gtcoder.ui.frame.writing import export_folder, proposed_name, start_writing
from gtcoder.ui.kit import Sheet, TextArea
from gtcoder.ui.kit.copying import copy_text
from gtcoder.ui.session import Session

_LEAST, _MOST = 8, 22  # lines


class ReportSheet(Sheet):
    """Shows a report; what is copied or saved of it goes without the names of the list."""

    def __init__(
        self, session: Session, title: str, text: str, *, stem: str, parent: QWidget
    ) -> None:
        super().__init__(title, parent=parent, width=720)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("report_sheet")
        self._session, self._stem = session, stem
        lines = min(max(text.count("\n") + 2, _LEAST), _MOST)
        self.text = TextArea("", name=title, lines=lines)
        self.text.setReadOnly(True)
        self.text.setPlainText(text)
        self.body.addWidget(self.text, 1)
        copy = self.add_button(self.tr("Copy"), "plain", self.copy, tip=self.tr("Copy all of it"))
        copy.setObjectName("copy_report")
        self.add_button(self.tr("Save…"), "plain", self._ask, tip=self.tr("Write it to a file"))
        close = self.add_button(
            self.tr("Close"), "primary", self.accept, tip=self.tr("Close (Esc)")
        )
        close.setObjectName("close_report")
        self.text.setFocus()

    def copy(self) -> None:
        """Put the report on the clipboard."""
        if copy_text(self.text.toPlainText(), self):
            self._session.say.toast(self.tr("The report is copied"), undo=False)

    def save(self, out: Path) -> None:
        """Write the report to a file."""
        start_writing(self._session, self, partial(_write, self.text.toPlainText(), out))

    def _ask(self) -> None:
        proposed = export_folder(self._session) / f"{proposed_name(self._stem)}.txt"
        kinds = self.tr("Text (*.txt)")
        found, _ = QFileDialog.getSaveFileName(self, self.windowTitle(), str(proposed), kinds)
        if found:
            self.save(Path(found))


def _write(text: str, out: Path, progress: Progress) -> Path:
    words = door.masked_text(text)
    with whole_file(out, progress) as draft:
        draft.write_text(words, encoding="utf-8", newline="\n")
    return out
