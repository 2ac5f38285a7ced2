"""A project of another tool becomes a study of its own: which file, where, whose name."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.ui.exchange.foreign import (
    check_project,
    free_place,
    project_at,
    project_filter,
    written_path,
)
from gtcoder.ui.exchange.sizing import make_room
from gtcoder.ui.jobs import Job
from gtcoder.ui.kit import Button, Field, Sheet, ThinProgress
from gtcoder.ui.start import studies

if TYPE_CHECKING:
    from gtcoder.ui.main_window import MainWindow


class ForeignStudy(Sheet):
    """Asks for a project, the place of the study made of it, and the coder's name."""

    # project, location, title (empty where nobody wrote one), coder
    made = Signal(str, str, str, str)

    def __init__(self, suggested_coder: str, parent: QWidget) -> None:
        title = QCoreApplication.translate("ForeignStudy", "Project of another tool")
        super().__init__(title, parent=parent, width=560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("foreign_study")
        self.say(
            self.tr(
                "A new study is made beside it, and you see what comes in before anything does. "
                "The project itself stays as it is."
            )
        )
        self.project, self.title = QLineEdit(self), QLineEdit(self)
        self.place, self.coder = QLineEdit(self), QLineEdit(suggested_coder, self)
        names = {"project": self.project, "title": self.title, "place": self.place,
                 "coder": self.coder}  # fmt: skip
        for name, editor in names.items():
            editor.setObjectName(f"foreign-{name}")
        self.coder.setPlaceholderText(self.tr("Mina Kaveh"))
        self.progress = ThinProgress()
        self._project = Field(
            self.tr("Project"),
            self._with_browse(),
            hint=self.tr("A file such as .qdpx or .sqlite3, or the folder of a QualCoder project."),
        )
        self._place = Field(self.tr("Where the study is kept"), self.place)
        hint = self.tr("Codings whose coder the project does not tell are given to you.")
        own = self.tr("The project's own title is taken, unless you write another.")
        for field in (self._project, Field(self.tr("Title"), self.title, hint=own), self._place,
                      Field(self.tr("Your name as a coder"), self.coder, hint=hint),
                      self.progress):  # fmt: skip
            self.body.addWidget(field)
        self.body.addStretch(1)
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self._go = self.add_button(self.tr("Read the project"), "primary", self._finish)
        self._go.setObjectName("read_project")
        for editor in (self.title, self.place, self.coder):
            editor.textEdited.connect(self._follow)
        self.project.textChanged.connect(self._suggest)
        self._follow()
        self.project.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the room the fields need."""
        super().showEvent(event)
        make_room(self)

    def show_project(self, path: Path) -> None:
        """Take a project as it was chosen."""
        self.project.setText(str(path))
        self.project.setCursorPosition(0)

    def refuse(self, sentence: str) -> None:
        """Say why the project cannot be read."""
        self._project.set_error(sentence)
        self._go.setEnabled(True)

    def refuse_place(self, sentence: str) -> None:
        """Say why the study cannot be made where it was to be kept."""
        self._place.set_error(sentence)
        self._go.setEnabled(True)

    def follow(self, job: Job[object]) -> None:
        """Show how far the reading is."""
        self._go.setEnabled(False)
        self.progress.follow(job, self.tr("Reading the project"))
        self.rejected.connect(job.cancel)
        told = job.on_end
        job.on_end = partial(self._ended, job, told)

    def _ended(self, job: Job[object], told: object) -> None:
        if callable(told):
            told()
        if job.cancelled:
            self._follow()

    def _with_browse(self) -> QWidget:
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.project, 1)
        file = Button(self.tr("File…"), tip=self.tr("Choose a file"))
        folder = Button(self.tr("Folder…"), tip=self.tr("Choose a folder, such as “Study.qda”"))
        file.clicked.connect(self._ask_file)
        folder.clicked.connect(self._ask_folder)
        for button in (file, folder):
            row.addWidget(button)
        self.project.setAccessibleName(self.tr("Project"))
        order = (self.project, file, folder, self.title, self.place, self.coder)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        return box

    def _ask_file(self) -> None:
        kinds = ";;".join((project_filter(), self.tr("All files (*)")))
        found, _ = QFileDialog.getOpenFileName(self, self.windowTitle(), "", kinds)
        if found:
            self.show_project(Path(found))

    def _ask_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.windowTitle())
        if found:
            self.show_project(Path(found))

    def _suggest(self, text: str) -> None:
        """Propose a title and a place beside the project, as long as nobody wrote others."""
        if text.strip():
            path = project_at(written_path(text))
            if not self.title.isModified():
                self.title.setText(path.stem)
                self.title.setCursorPosition(0)
            if not self.place.isModified():
                self.place.setText(str(free_place(path)))
                self.place.setCursorPosition(0)
        self._follow()

    def _follow(self, *_: object) -> None:
        self._project.set_error("")
        self._place.set_error("")
        written = (self.project, self.title, self.place, self.coder)
        self._go.setEnabled(all(line.text().strip() for line in written))
        self._go.setToolTip(
            self.tr("Read it, and make the study (Enter)")
            if self._go.isEnabled()
            else self.tr("It needs a project, a title, a place and your name first.")
        )

    def _finish(self) -> None:
        project = project_at(written_path(self.project.text()))
        title = self.title.text().strip() if self.title.isModified() else ""
        self.made.emit(str(project), self.place.text().strip(), title, self.coder.text().strip())


class ForeignOpener(QObject):
    """From the start page to a new study into which a project is about to come."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.sheet: ForeignStudy | None = None
        self._waiting: tuple[str, Path, str] | None = None  # study, project, coder
        window.settled.connect(self._settled)

    def ask(self, project: Path | None = None) -> None:
        """Ask for project, place and name."""
        recents = self._window.preferences.now.recents
        sheet = ForeignStudy(recents[0].coder if recents else "", self._window)
        sheet.made.connect(self._make)
        sheet.finished.connect(self._closed)
        if project is not None:
            sheet.show_project(project)
        self.sheet = sheet
        sheet.open()

    def _make(self, project: str, location: str, title: str, coder: str) -> None:
        """Read the project once, so that no study is made of what cannot be read; then make it."""
        path, could_be_read = Path(project), Event()

        def work(progress: Progress) -> str:
            own = check_project(path, coder, progress)
            could_be_read.set()
            return studies.make_study(location, title=title or own or path.stem, coder=coder)

        job = self._window.jobs.start(
            work, done=partial(self._made, path, coder),
            failed=partial(self._failed, could_be_read), owner=self,
        )  # fmt: skip
        if self.sheet is not None:
            self.sheet.follow(job)

    def _made(self, project: Path, coder: str, location: str) -> None:
        if self.sheet is not None:
            self.sheet.accept()
        self._waiting = (location, project, coder)
        self._window.opener.open_as(location, coder)

    def _settled(self) -> None:
        waiting, self._waiting = self._waiting, None
        session, commands = self._window.session, self._window.study_commands
        if waiting is None or session is None or commands is None:
            return
        location, project, coder = waiting
        if session.location != location:
            return
        commands.exchange.bring(project, coder)
        arriving = commands.exchange.arriving
        if arriving is not None and "://" not in location:
            empty = session.bridge.state.revision
            arriving.given_up.connect(partial(self._given_up, location, empty))

    def _given_up(self, location: str, empty: int, why: str) -> None:
        QTimer.singleShot(0, self, partial(self._take_away, location, empty, why))

    def _take_away(self, location: str, empty: int, why: str) -> None:
        """Take the study away again into which nothing came, and go back to the start page."""
        window, session = self._window, self._window.session
        if session is None or (session.location, session.bridge.state.revision) != (
            location,
            empty,
        ):
            return
        window.close_study()
        if window.session is not None:
            return
        try:
            studies.take_away(location)
        except OSError as error:
            said = self.tr("Nothing came in. The empty study stays ({reason}): {place}")
            window.say.notice(said.format(reason=error.strerror, place=location), kind="warn")
            return
        window.preferences.forget(location)
        window.show_start()
        away = self.tr("Nothing came in. The empty study that was made for it is taken away again.")
        window.say.notice(" ".join(part for part in (why, away) if part), key="arrival")

    def _failed(self, could_be_read: Event, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        if self.sheet is not None:
            refuse = self.sheet.refuse_place if could_be_read.is_set() else self.sheet.refuse
            refuse(str(error))

    def _closed(self, _: int) -> None:
        self.sheet = None
