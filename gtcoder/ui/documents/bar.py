"""The bar above the transcripts: what is listed, a filter, and the way in for new files."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gtcoder.ui.kit import Button, FlowLayout, SearchField, Segmented
from gtcoder.ui.look import scaled

DOCUMENTS, PARTICIPANTS, TEAM = "documents", "participants", "team"


class TranscriptsBar(QWidget):
    """Segments at the left, filter and import at the right, or below in a narrow window."""

    def __init__(self, *, may_write: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.segments = Segmented(
            [
                (DOCUMENTS, self.tr("Documents")),
                (PARTICIPANTS, self.tr("Participants")),
                (TEAM, self.tr("Coders and rounds")),
            ],
            name=self.tr("What is listed"),
        )
        self.search = SearchField(self.tr("Filter"), key="/", name=self.tr("Filter transcripts"))
        self.search.setFixedWidth(scaled(240))
        self.bring = Button(
            self.tr("Import…"),
            kind="primary",
            icon_name="download-simple",
            tip=self.tr(
                "Bring in transcripts and tables of variables (Ctrl+I); a folder (Ctrl+Alt+I)"
            ),
        )
        self.bring.setObjectName("bring")
        self.bring.setEnabled(may_write)
        row = FlowLayout(self, right_from=1)
        row.setContentsMargins(scaled(16), scaled(9), scaled(16), scaled(9))
        row.addWidget(self.segments)
        row.addWidget(self.search)
        row.addWidget(self.bring)
