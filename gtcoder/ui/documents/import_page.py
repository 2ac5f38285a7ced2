"""The import before it is done: files at the left, the chosen one's text, who speaks in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gtcoder.ui.documents.grid import FormTable
from gtcoder.ui.documents.import_files import FileRow, file_columns, file_rows, sentence
from gtcoder.ui.documents.import_for_all import ForAllForm
from gtcoder.ui.documents.import_people import PeopleForm
from gtcoder.ui.documents.import_reading import ReadingForm
from gtcoder.ui.documents.import_survey import SurveyForm
from gtcoder.ui.documents.import_text import ImportText, Warned
from gtcoder.ui.documents.importing import Importing
from gtcoder.ui.documents.plan import State
from gtcoder.ui.documents.table import RowsModel
from gtcoder.ui.jobs import Job
from gtcoder.ui.kit import Button, Hairline, Label, Panel, PanelHeader, ThinProgress
from gtcoder.ui.look import Role, scaled
from gtcoder.ui.session import Session


class ImportPage(QWidget):
    """A page over the list of transcripts; nothing is stored before `ready` carries the plan."""

    ready = Signal(object)
    given_up = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.importing = Importing(session, self)
        self.model: RowsModel[FileRow] = RowsModel(
            file_columns(self._tick), key=lambda row: row.place
        )
        self.files = FormTable(self.model, name=self.tr("Files"), stretch=1)
        self.files.setObjectName("import-files")
        self.files.choose_rows()
        self.text = ImportText(self)
        self.reading, self.people = ReadingForm(self), PeopleForm(self)
        self.survey = SurveyForm(self)
        self.progress = ThinProgress()
        self._header = PanelHeader(self.tr("Bring in transcripts"))
        self.for_all = ForAllForm(session, self)
        self.interviewers = self.for_all.interviewers
        self._told = Label("", Role.SMALL, ink="text2")
        self.cancel = Button(self.tr("Cancel"), tip=self.tr("Take nothing in (Esc)"))
        self.take = Button("", kind="primary", tip=self.tr("Take in what is ticked (Ctrl+Enter)"))
        self.take.setObjectName("take")
        self._lay()
        self._listen()
        self._show()

    def start(self, paths: Sequence[Path]) -> None:
        """Read files and folders and show what would come in."""
        self.for_all.start()
        self.importing.start(paths)

    def finish(self) -> None:
        """Hand the plan over to be stored."""
        if self.take.isEnabled():
            self.ready.emit(self.importing.plan)

    def give_up(self) -> None:
        """Stop reading and forget the plan."""
        self.importing.forget()
        self.given_up.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finish()
        else:
            super().keyPressEvent(event)

    def _listen(self) -> None:
        importing = self.importing
        importing.changed.connect(self._show)
        importing.began.connect(self._follow)
        importing.ended.connect(self._show)
        importing.refused.connect(self._refuse)
        importing.stopped.connect(self._stopped)
        for form in (self.reading, self.people):
            form.said.connect(importing.say)
        self.reading.read_again.connect(importing.read)
        self.survey.read_again.connect(importing.read)
        self.reading.for_all.connect(importing.read_all_like)
        self.files.picked.connect(self._show_current)
        self.for_all.interviewers_said.connect(importing.name_interviewers)
        self.for_all.names_said.connect(importing.name_files)
        self.for_all.profile_said.connect(importing.take_profile)
        self.for_all.saving.connect(self._save_profile)
        self.cancel.clicked.connect(self.give_up)
        self.take.clicked.connect(self.finish)

    def _lay(self) -> None:
        left = QWidget()
        column = _column(left)
        column.addWidget(self.files, 1)
        column.addWidget(Hairline())
        column.addWidget(self.for_all)
        self._one = Panel(self.tr("File"), name="import-one", width=352)
        self._one.setMinimumWidth(scaled(300))
        self._one.body.addWidget(self._forms())
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        for widget in (left, self.text, self._one):
            split.addWidget(widget)
        split.setStretchFactor(1, 1)
        split.setSizes([scaled(340), scaled(620), scaled(352)])
        whole = _column(self)
        for widget in (self._header, self.progress, Hairline()):
            whole.addWidget(widget)
        whole.addWidget(split, 1)
        whole.addWidget(Hairline())
        foot = QHBoxLayout()
        foot.setContentsMargins(scaled(16), scaled(10), scaled(16), scaled(10))
        foot.setSpacing(scaled(8))
        foot.addWidget(self._told, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.take)
        whole.addLayout(foot)

    def _forms(self) -> QScrollArea:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(scaled(16), scaled(12), scaled(16), scaled(12))
        column.setSpacing(scaled(8))
        column.addWidget(self.reading)
        column.addWidget(self.survey)
        column.addWidget(self.people)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        return scroll

    def _refuse(self, sentence: str) -> None:
        """Say what is wrong with a pattern where it was written."""
        names = self.for_all.names.text().strip() != self.importing.plan.for_all.names
        (self.for_all if names else self.reading).show_error(sentence)

    def _follow(self, job: Job[object]) -> None:
        self.progress.follow(job, self.tr("Reading files"))
        self._show()

    def _stopped(self) -> None:
        if not self.importing.plan.files:
            self.given_up.emit()

    def _show(self) -> None:
        rows, busy = file_rows(self.importing.plan), self.importing.busy
        self.model.set_rows(rows)
        coming = sum(row.comes for row in rows)
        one, many = self.tr("1 file"), self.tr("{n} files")
        count = one if len(rows) == 1 else many.format(n=f"{len(rows):,}")
        self._header.set_count("" if busy and not rows else count)
        act = self.tr("Import 1 file") if coming == 1 else self.tr("Import {n} files")
        self.take.setText(act.format(n=f"{coming:,}"))
        self.take.setEnabled(bool(coming) and not busy)
        self._told.setText(self._stays_out(rows))
        if rows and not self.files.currentIndex().isValid():
            self.files.choose(0)
            self.files.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_current()

    def _stays_out(self, rows: Sequence[FileRow]) -> str:
        """Say what stays out, the broken ones by name."""
        parts = []
        there = sum(row.fate.state is State.THERE for row in rows)
        if there:
            parts.append(self.tr("already there: {n}").format(n=there))
        broken = [row.file.path.name for row in rows if row.fate.state is State.REFUSED]
        if broken:
            names = ", ".join(broken) if len(broken) < 3 else f"{len(broken):,}"
            parts.append(self.tr("cannot be read: {names}").format(names=names))
        unknown = len(self.importing.plan.left_out)
        if unknown:
            parts.append(self.tr("of unknown kind: {n}").format(n=f"{unknown:,}"))
        return " · ".join(parts)

    def _show_current(self, *_: object) -> None:
        row: FileRow | None = self.files.current_row()
        plan = self.importing.plan
        notes: tuple[Warned, ...] = ()
        if row is not None and row.place < len(plan.files):
            notes = tuple(
                (n, "" if note.line is None else f"{note.line:,}", note.message)
                for n, note in enumerate(plan.notes()[row.place])
            )
            if row.fate.state is State.THERE:
                notes = ((-1, "", sentence(row)), *notes)
        self.text.show_row(row, notes)
        self.reading.setVisible(row is not None)
        self.survey.setVisible(row is not None)
        draft = row.file.draft if row is not None else None
        self.people.setVisible(draft is not None)
        self._one.header.set_title(self.tr("File") if row is None else row.file.path.name)
        if row is not None:
            self.reading.show_file(row.file)
            self.survey.show_file(row.file)
            if draft is not None:
                self.people.show_draft(row.file, draft)

    def _tick(self, row: FileRow, value: str) -> None:
        self.importing.say(row.file.saying(wanted=bool(value)))

    def _save_profile(self) -> None:
        """Save how the chosen file and all files are read, under a name."""
        row: FileRow | None = self.files.current_row()
        if row is not None:
            self.for_all.save(row.file.said, self.importing.plan.for_all)


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
