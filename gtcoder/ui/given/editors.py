"""The editors that hold tables: pasted, opened from a file, mended where a row is wrong."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from gtcoder.errors import GtcoderError
from gtcoder.ui.given.asked import text_of_file
from gtcoder.ui.kit import Button, Label, TextArea
from gtcoder.ui.look import Role, scaled


class TableEditor(QWidget):
    """A table as text, row n on line n; `source` says where it comes from."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, title: str, placeholder: str, name: str) -> None:
        super().__init__()
        self.source = self._name = ""  # of the file that was opened
        self._title = title
        self.text = TextArea(placeholder, name=title, lines=4)
        self.text.setObjectName(name)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabStopDistance(scaled(70))
        self.file = Label("", Role.SMALL, ink="text2")
        browse = Button(self.tr("Open a file…"), icon_name="folder-open",
                        tip=self.tr("A table in csv or xlsx"))  # fmt: skip
        browse.setObjectName(f"open_{name}")
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.setSpacing(scaled(10))
        row.addWidget(Label(title, Role.STRONG))
        row.addWidget(self.file, 1)
        row.addWidget(browse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(6))
        column.addLayout(row)
        column.addWidget(self.text, 1)
        self.text.textChanged.connect(self._tell_source)
        self.text.textChanged.connect(self.changed)

    def written(self) -> str:
        """Return the table as it stands."""
        return self.text.toPlainText()

    def open_file(self, path: Path) -> None:
        """Put what a file holds into the editor; what cannot be read is told."""
        try:
            text = text_of_file(path)
        except (GtcoderError, OSError) as fault:
            self.refused.emit(str(fault))
            return
        self.source = self._name = path.name
        self.file.setText(path.name)
        self.text.setPlainText(text)
        self.text.document().setModified(False)  # the file has it

    def _tell_source(self) -> None:
        """Say that the table is no longer the file's once somebody wrote or pasted over it."""
        if self._name and self.text.document().isModified():
            words = self.tr("{name}, changed here").format(name=self._name)
            self.source = words if self.written().strip() else ""
            self.file.setText(self.source)

    def show_row(self, row: int) -> None:
        """Select the line of a row that is wrong."""
        block = self.text.document().findBlockByNumber(row - 1)
        if block.isValid():
            cursor = QTextCursor(block)
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            self.text.setTextCursor(cursor)

    def _browse(self) -> None:
        found, _ = QFileDialog.getOpenFileName(
            self, self._title, "", self.tr("Tables (*.csv *.tsv *.txt *.xlsx)")
        )
        if found:
            self.open_file(Path(found))
