"""The import before it is done: files at the left, the chosen one's text, who speaks in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gtcoder.ui.documents.grid import FormTable
from gtcoder.ui.documents.import_files import FileRow, file_columns, file_rows, nothing, sentence
from gtcoder.ui.documents.import_for_all import ForAllForm
from gtcoder.ui.documents.import_people import PeopleForm
from gtcoder.ui.documents.import_reading import ReadingForm
from gtcoder.ui.documents.import_survey import SurveyForm
from gtcoder.ui.documents.import_text import ImportText, Warned
from gtcoder.ui.documents.importing import Importing
from gtcoder.ui.documents.plan import ForAll, Said, State
from gtcoder.ui.documents.table import RowsModel
from gtcoder.ui.exchange.sizing import Scrolled
from gtcoder.ui.jobs import Job
from gtcoder.ui.kit import Button, Hairline, Label, Panel, PanelHeader, ThinProgress
from gtcoder.ui.kit.leaving import LeaveQuestion
from gtcoder.ui.look import Role, scaled
from gtcoder.ui.session import Session

_WIDE = (340, 260, 352)  # of list, text and panel, where there is room; the text gets the rest
_SHARES = (0.32, 0.29, 0.39)  # of them in a small window
_LEAST_WIDE = (165, 150, 200)
_LEAST_HIGH = 150  # of the list


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
        self.files.narrow_last = False  # what becomes of a file is short, its name may be cut
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
        self._question = LeaveQuestion(self)
        self._foot = QWidget(self)
        self._lay()
        self._listen()
        self._show()

    def start(self, paths: Sequence[Path]) -> None:
        """Read files and folders and show what would come in."""
        self._ask_to_leave(on=False)
        self.for_all.start()
        self.importing.start(paths)

    def finish(self) -> None:
        """Hand the plan over to be stored."""
        if self.take.isEnabled():
            self.ready.emit(self.importing.plan)

    def give_up(self) -> None:
        """Stop reading and forget the plan; ask first where something was said by hand."""
        if not self._question.isHidden():
            self._write_on()
        elif self._is_said():
            self._ask_to_leave(on=True)
        else:
            self._leave()

    def _is_said(self) -> bool:
        """Tell whether a name, a role or anything else was written that would be lost."""
        line, plan = self.focusWidget(), self.importing.plan
        being_written = isinstance(line, QLineEdit) and line.isModified() and bool(line.text())
        said = any(file.said != Said() for file in plan.files) or plan.for_all != ForAll()
        return bool(plan.files) and (being_written or said)

    def _ask_to_leave(self, *, on: bool) -> None:
        self._question.setVisible(on)
        self._foot.setVisible(not on)
        if on:
            self._question.ask(self.focusWidget())

    def _write_on(self) -> None:
        self._ask_to_leave(on=False)
        self._question.give_focus_back()

    def _leave(self) -> None:
        self._ask_to_leave(on=False)
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
        self._question.stayed.connect(self._write_on)
        self._question.left.connect(self._leave)

    def _lay(self) -> None:
        left = QWidget()
        column = _column(left)
        self.files.setMinimumHeight(scaled(_LEAST_HIGH))
        column.addWidget(self.files, 1)
        column.addWidget(Hairline())
        column.addWidget(_Below(self.for_all, left))
        self._one = Panel(self.tr("File"), name="import-one", width=352)
        self._one.body.addWidget(self._forms())
        split = _Split(self)
        for widget, least in zip((left, self.text, self._one), _LEAST_WIDE, strict=True):
            widget.setMinimumWidth(scaled(least))
            split.addWidget(widget)
        split.setStretchFactor(1, 1)
        whole = _column(self)
        for widget in (self._header, self.progress, Hairline()):
            whole.addWidget(widget)
        whole.addWidget(split, 1)
        whole.addWidget(Hairline())
        foot = QHBoxLayout(self._foot)
        self._question.hide()
        for row in (foot, self._question):
            row.setContentsMargins(scaled(16), scaled(10), scaled(16), scaled(10))
        foot.setSpacing(scaled(8))
        foot.addWidget(self._told, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.take)
        whole.addWidget(self._foot)
        whole.addWidget(self._question)

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
        broken += [each.source.file for each in self.importing.plan.left_out if each.error]
        if broken:
            names = ", ".join(broken) if len(broken) < 3 else f"{len(broken):,}"
            parts.append(self.tr("cannot be read: {names}").format(names=names))
        unknown = sum(report.error is None for report in self.importing.plan.left_out)
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
        if row is None:
            self.text.show_nothing(*(("", "") if self.importing.busy else nothing(plan)))
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


class _Split(QSplitter):
    """List, text and panel side by side, each with its share until somebody moves an edge."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._moved = False
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.splitterMoved.connect(self._keep)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room there is now."""
        super().resizeEvent(event)
        room, wished = self.width(), [scaled(width) for width in _WIDE]
        if self._moved:
            return
        if room < sum(wished):
            self.setSizes([round(room * share) for share in _SHARES])
        else:
            self.setSizes([wished[0], room - wished[0] - wished[2], wished[2]])

    def _keep(self, *_: object) -> None:
        self._moved = True


class _Below(Scrolled):
    """What stands below the list of files: all of it where there is room, else it scrolls."""

    def __init__(self, content: QWidget, parent: QWidget) -> None:
        super().__init__(content, parent)
        self.setMinimumWidth(scaled(_LEAST_WIDE[0]))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height that the lines need at the new width."""
        super().resizeEvent(event)
        self.updateGeometry()


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
