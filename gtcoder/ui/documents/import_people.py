"""Who speaks in the chosen file of an import."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from gtcoder.batch import DocumentDraft, SpeakerDraft
from gtcoder.ui.documents.grid import ShortTable
from gtcoder.ui.documents.plan import PlannedFile
from gtcoder.ui.documents.speakers import speaker_columns
from gtcoder.ui.documents.table import RowsModel
from gtcoder.ui.kit import Field, Label
from gtcoder.ui.look import Role, scaled
from gtcoder.vocabulary import SpeakerRole


class PeopleForm(QWidget):
    """Edits roles and persons; `said` carries the file as it is then."""

    said = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._file: PlannedFile | None = None
        columns = speaker_columns(self._set_role, self._set_person)
        self.model: RowsModel[SpeakerDraft] = RowsModel(columns, key=lambda row: row.label)
        self.table = ShortTable(self.model, name=self.tr("Speakers"), stretch=2, most=14)
        self.table.setObjectName("import-speakers")
        self.together = QCheckBox(self.tr("All who answer are one participant"))
        self.together.setObjectName("together")
        self.together.clicked.connect(self._take_together)
        self.participant = QLineEdit()
        self.participant.setObjectName("import-participant")
        self.participant.editingFinished.connect(self._take_participant)
        hint = self.tr("No speakers were found: one person says all of it.")
        self._alone = Field(self.tr("Participant"), self.participant, hint=hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, scaled(8), 0, 0)
        column.setSpacing(scaled(8))
        column.addWidget(Label(self.tr("Who speaks"), Role.STRONG))
        for widget in (self.table, self.together, self._alone):
            column.addWidget(widget)

    def show_draft(self, file: PlannedFile, draft: DocumentDraft) -> None:
        """Show the people of a file of the plan."""
        same = self._file is not None and self._file.path == file.path
        self._file = file
        self.model.set_rows(draft.speakers)
        self.table.updateGeometry()
        self.table.setVisible(bool(draft.speakers))
        answering = [each for each in draft.speakers if each.role is SpeakerRole.PARTICIPANT]
        self.together.setVisible(len(answering) > 1)
        self.together.setChecked(file.said.together is not None)
        self._alone.setVisible(not draft.speakers)
        if not (same and self.participant.isModified()):
            self.participant.setText(draft.participant or "")
            self.participant.setCursorPosition(0)

    def _set_role(self, row: SpeakerDraft, role: SpeakerRole) -> None:
        draft = self._file.draft if self._file else None
        person = row.participant or (draft.name if draft else None)
        self._say(SpeakerDraft(row.label, role, person))

    def _set_person(self, row: SpeakerDraft, name: str) -> None:
        role = SpeakerRole.PARTICIPANT if name else row.role
        self._say(SpeakerDraft(row.label, role, name or None))

    def _say(self, speaker: SpeakerDraft) -> None:
        if self._file is not None:
            self.said.emit(self._file.with_speaker(speaker))

    def _take_together(self) -> None:
        draft = self._file.draft if self._file else None
        if self._file is None or draft is None:
            return
        name = draft.name if self.together.isChecked() else None
        self.said.emit(self._file.saying(together=name))

    def _take_participant(self) -> None:
        name = self.participant.text().strip()
        self.participant.setModified(False)
        draft = self._file.draft if self._file else None
        if self._file is not None and draft is not None and name != (draft.participant or ""):
            self.said.emit(self._file.saying(together=name or None))
