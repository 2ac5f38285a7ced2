"""The main window: puts bars, rail and workspaces together, and holds the open study."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from gtcoder import __version__
from gtcoder.errors import GtcoderError
from gtcoder.ui.bridge import Bridge
from gtcoder.ui.commands import Commands
from gtcoder.ui.frame.doing import StudyCommands, WindowCommands
from gtcoder.ui.frame.dropped import bring_in, take_dropped
from gtcoder.ui.frame.leaving import Leaving
from gtcoder.ui.frame.rail import Rail
from gtcoder.ui.frame.stack import WorkspaceStack
from gtcoder.ui.frame.statusbar import StatusBar
from gtcoder.ui.frame.topbar import TopBar
from gtcoder.ui.jobs import Jobs
from gtcoder.ui.kit import MessageBar, ThinProgress, Toast
from gtcoder.ui.look import look
from gtcoder.ui.messages import Messages, Told
from gtcoder.ui.places import BY_KEY
from gtcoder.ui.preferences import PreferencesFile
from gtcoder.ui.session import Session, Target
from gtcoder.ui.start.opener import Opener
from gtcoder.ui.start.page import StartPage
from gtcoder.ui.start.studies import Opened

FIRST_PLACE, EMPTY_PLACE = "open", "transcripts"


class MainWindow(QMainWindow):
    """Start page without a study, rail and workspaces with one; `settled` says one was opened."""

    settled = Signal()

    def __init__(self, preferences: PreferencesFile | None = None) -> None:
        super().__init__()
        self.setWindowTitle("gtcoder")
        self.setAcceptDrops(True)
        self.preferences = preferences or PreferencesFile()
        self.jobs = Jobs(parent=self)
        self.say = Messages(self)
        self.session: Session | None = None
        self.stack: WorkspaceStack | None = None
        self.leaving = Leaving(self)
        self._offline = False
        self.study_commands: StudyCommands | None = None
        self._build()
        self.commands = Commands(self, self.top.menus)
        self.opener = Opener(self, self.jobs, self.say, self.preferences)
        self.opener.opened.connect(self.show_study)
        self.opener.busy.connect(self.progress.follow)
        self.window_commands = WindowCommands(self)
        self.start = self._new_start()
        self.show_start()
        geometry = QByteArray.fromBase64(QByteArray(self.preferences.now.geometry.encode()))
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(1440, 900)

    def show_start(self) -> None:
        """Show the start page."""
        self.setWindowTitle("gtcoder")
        self.rail.hide()
        self.top.show_menus(of_study=False)
        self.pages.setCurrentWidget(self.start)
        self.start.show_recents(self.preferences.now.recents)
        note = self.tr("No account, no telemetry: a study stays where you put it")
        self.status.show_idle(note, f"gtcoder {__version__}")

    def show_study(self, opened: Opened) -> None:
        """Show a study that was opened, in place of another one."""
        again, not_left = partial(self.show_study, opened), opened.project.close
        if not self.leaving.may(again, refused=not_left):
            return
        self._let_go()
        self.preferences.remember(opened.recent())
        bridge = Bridge(opened.project, parent=self)
        bridge.state_changed.connect(self._show_state)
        self.session = Session(
            bridge, self.jobs, self.say, self.commands, self.preferences, self.go,
            opened.location, opened.coder, partial(bring_in, self),
        )  # fmt: skip
        self.study_commands = StudyCommands(self, self.session)
        undo, redo = self.study_commands.undo, self.study_commands.redo
        self.top.show_study(opened.coder, undo, redo)
        undo.triggered.connect(self.toast.leave)  # it would offer to take back what is taken back
        self.top.show_menus(of_study=True)
        left = self.preferences.spot(opened.location).place
        first = FIRST_PLACE if opened.interviews else EMPTY_PLACE
        self._make_stack(left if left in BY_KEY else first)
        self.rail.show()
        self._show_state()
        if opened.hindrance:
            self.say.notice(opened.hindrance, key="read-only", lasting=True)
        for warning in opened.project.warnings:
            self.say.notice(warning, kind="warn", lasting=True)
        self.settled.emit()

    def go(self, key: str, target: Target = None) -> None:
        """Show a workspace, and something in it; what was said of the place before goes."""
        if self.stack is not None:
            before, said = self.stack.key, self.bar.passing
            try:
                self.stack.go(key, target)
            finally:
                self.rail.show_place(self.stack.key)
                if before not in ("", self.stack.key):
                    self.bar.drop(said)

    def close_study(self) -> None:
        """Store what waits, let go of the study and show the start page."""
        if self.session is not None and self.leaving.may(self.close_study):
            self._let_go()
            self.show_start()

    def wear(self, theme: str, scale: float) -> None:
        """Put on another theme or text size; a new text size makes the workspaces anew."""
        resized = scale != self.preferences.now.text_scale
        self.preferences.change(theme=theme, text_scale=scale)
        look().wear(theme, scale=scale)
        if resized:
            self.rebuild()

    def _build(self) -> None:
        """Put the parts together, each under its parent from the first: moved, it loses fonts."""
        centre = QWidget(self)
        self.top = TopBar(self)
        self.rail, self.status = Rail(centre), StatusBar(centre)
        self.bar, self.progress = MessageBar(centre), ThinProgress(centre)
        self.pages = QStackedWidget(centre)
        right = QVBoxLayout()
        right.setSpacing(0)
        for widget in (self.bar, self.progress, self.pages):
            right.addWidget(widget, int(widget is self.pages))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self.status)
        self.setMenuWidget(self.top)
        self.setCentralWidget(centre)
        self.toast = Toast(centre)
        self.rail.asked.connect(self.go)
        self.say.noticed.connect(self.bar.show_notice)
        self.say.withdrawn.connect(self.bar.clear)
        self.say.told.connect(self._toast)

    def _make_stack(self, key: str, target: Target = None) -> None:
        assert self.session is not None
        self.stack = WorkspaceStack(self.session, self)
        self.stack.status_changed.connect(self._show_place)
        self.stack.shown.connect(self._show_place)
        self.pages.addWidget(self.stack)
        self.pages.setCurrentWidget(self.stack)
        self.go(key, target)

    def rebuild(self) -> None:
        """Make start page and workspaces anew: for a text of another size, or to forget one."""
        if not self.leaving.may(self.rebuild):
            return
        start, stack = self.start, self.stack
        self.start = self._new_start()
        self.pages.removeWidget(start)
        start.deleteLater()
        if stack is None:
            self.show_start()
            return
        here = stack.workspace.here() if stack.workspace else None
        self._drop_stack()
        self._make_stack(stack.key, here)

    def _drop_stack(self) -> None:
        if self.stack is not None:
            stack, self.stack = self.stack, None
            stack.remember_spot()
            stack.hide()
            for timer in stack.findChildren(QTimer):
                timer.stop()  # due already, it would begin to read the study that is closed
            self.pages.removeWidget(stack)
            stack.deleteLater()
            self.commands.drop_places()

    def _new_start(self) -> StartPage:
        start = StartPage(self.pages)
        start.connect_to(self.opener, self.preferences)
        start.foreign.clicked.connect(self.window_commands.foreign)
        self.pages.insertWidget(0, start)
        return start

    def _let_go(self) -> None:
        """Let go of the study, of which everything is stored."""
        if self.session is None:
            return
        session, self.session = self.session, None
        self._drop_stack()
        self.commands.drop_places(everywhere=True)
        if self.study_commands is not None:
            self.study_commands.drop()
            self.study_commands = None
        self.jobs.shut_down()
        self.top.clear_study()
        self.toast.leave()
        self.bar.clear_all()
        self.leaving.left()
        try:
            session.bridge.close()
        except GtcoderError as error:
            self.say.error(error)
        session.bridge.deleteLater()

    def _show_state(self) -> None:
        if self.session is None:
            return
        state = self.session.bridge.state
        self.status.show_state(state)
        if state.offline:
            text = self.tr(
                "The server does not answer. You can read; coding waits until it is back."
            )
            self.say.notice(text, kind="warn", key="offline", lasting=True)
        elif self._offline:
            self.say.withdraw("offline")
            if self.stack is not None and self.stack.workspace is not None:
                self.stack.workspace.read_now()
        self._offline = state.offline
        self.leaving.follow()

    def _show_place(self, _: str = "") -> None:
        workspace = self.stack.workspace if self.stack else None
        self.status.show_place(workspace.status() if workspace else ())

    def _toast(self, told: Told) -> None:
        if told.undo and self.study_commands is not None:
            undo = self.study_commands.undo
            self.toast.say(
                told.text, action_text=self.tr("Undo"), key="Ctrl Z", on_action=undo.trigger
            )
        else:
            self.toast.say(told.text)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close when all that was asked is stored; a failure keeps the window open."""
        if not self.leaving.may(self.close):
            event.ignore()
            return
        self._let_go()
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.preferences.change(geometry=geometry)
        self.jobs.shut_down()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a study, or bring in transcripts."""
        take_dropped(self, event.mimeData())
