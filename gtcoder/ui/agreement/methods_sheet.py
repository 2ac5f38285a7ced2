"""The sheet with the paragraph for the methods section and its references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from gtcoder.ui.kit import Sheet, TextArea, ThinProgress
from gtcoder.ui.kit.copying import copy_text
from gtcoder.ui.look import scaled

if TYPE_CHECKING:
    from gtcoder.reports.base import Report


class MethodsSheet(Sheet):
    """Shows the text; Copy puts it on the clipboard as it stands, also where it was changed."""

    def __init__(self, parent: QWidget) -> None:
        title = QCoreApplication.translate("Agreement", "For the methods section")
        super().__init__(title, parent=parent, width=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("methods_sheet")
        self.progress = ThinProgress()
        self.text = TextArea("", name=self.tr("Text for the methods section"))
        self.text.setObjectName("methods_text")
        self.text.setReadOnly(True)
        self.text.setMinimumHeight(scaled(320))
        self.body.addWidget(self.progress)
        self.body.addWidget(self.text)
        self.add_button(self.tr("Close"), "plain", self.reject)
        self.copy_button = self.add_button(self.tr("Copy"), "primary", self.copy)
        self.copy_button.setObjectName("copy_methods")
        self.copy_button.setEnabled(False)

    def show_report(self, report: Report) -> None:
        """Show the paragraph and the references."""
        self.text.setPlainText("\n\n".join(report.text))
        self.copy_button.setEnabled(True)
        self.copy_button.setFocus()

    def show_reason(self, sentence: str) -> None:
        """Say why there is no text."""
        self.text.setPlainText(sentence)

    def copy(self) -> None:
        """Put the text on the clipboard."""
        if copy_text(self.text.toPlainText(), self.copy_button):
            self.accept()
