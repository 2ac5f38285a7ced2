"""What can be done everywhere: studies, undo and redo by name, places, looks, help."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup

from gtcoder.errors import GtcoderError
from gtcoder.ui.bridge import State
from gtcoder.ui.commands import EVERYWHERE, Command
from gtcoder.ui.exchange.commands import ExchangeCommands
from gtcoder.ui.frame.erased import Erased
from gtcoder.ui.frame.facts import StudyFacts
from gtcoder.ui.frame.help import show_coefficients, show_help, show_keys, show_page
from gtcoder.ui.frame.search import CommandSearch
from gtcoder.ui.kit import ask_text
from gtcoder.ui.ledger.refused import say_refused
from gtcoder.ui.places import PLACES
from gtcoder.ui.pseudonyms.commands import PseudonymCommands
from gtcoder.ui.session import OnePage, Session

if TYPE_CHECKING:
    from gtcoder.ui.exchange.foreign_study import ForeignOpener
    from gtcoder.ui.main_window import MainWindow

SCALE_STEP = 0.1


class WindowCommands(QObject):
    """The commands that are there without a study too."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._foreign: ForeignOpener | None = None
        add, opener = window.commands.add, window.opener
        add(Command("study.new", self.tr("New study…"), "study", "Ctrl+N",
                    self.tr("Make a study: one file, or a schema of your team's database")),
            opener.ask_new)  # fmt: skip
        add(Command("study.open", self.tr("Open study…"), "study", "Ctrl+O",
                    self.tr("Open a study from this computer")), opener.choose)  # fmt: skip
        add(Command("study.foreign", self.tr("Open foreign project…"), "study", "Ctrl+Alt+B",
                    self.tr("Make a study of a project of another tool, such as QualCoder")),
            self.foreign)  # fmt: skip
        add(Command("study.sample", self.tr("Sample study"), "study", "",
                    self.tr("Look round an invented study with a finished model")),
            opener.sample)  # fmt: skip
        add(Command("study.table", self.tr("Agreement of a table…"), "study", "Ctrl+Shift+O",
                    self.tr("Compare coders in a table of ratings or spans, without a study")),
            self.other_table)  # fmt: skip
        add(Command("window.quit", self.tr("Quit"), "study", "Ctrl+Q",
                    self.tr("Store what waits and close the window"), group=9),
            window.close)  # fmt: skip
        self._add_looks()
        add(Command("help.place", self.tr("Help on this place"), "help", "F1",
                    self.tr("What this place is for and how to use it")),
            partial(show_help, window))  # fmt: skip
        add(Command("help.coefficients", self.tr("About coefficients"), "help", "",
                    self.tr("What each coefficient says, when to use which, how to report it")),
            partial(show_coefficients, window))  # fmt: skip
        for page, words, tip in (
            ("projects", self.tr("About other tools"),
             self.tr("What comes over from QualCoder, Taguette, REFI-QDA and others")),
            ("merging", self.tr("About merging copies"),
             self.tr("How copies of a study that two worked on become one again")),
            ("sharing", self.tr("About export"),
             self.tr("As what a study can leave, and what each kind of file holds")),
        ):  # fmt: skip
            add(
                Command(f"help.{page}", words, "help", "", tip),
                partial(self._show_page, page, words),
            )
        add(Command("help.keys", self.tr("Keys of this place"), "help", "Ctrl+/",
                    self.tr("List every key that works here")),
            partial(show_keys, window))  # fmt: skip

    def foreign(self, project: object = None) -> None:
        """Ask for a project of another tool, and make a study of it."""
        from gtcoder.ui.exchange.foreign_study import ForeignOpener

        if self._foreign is None:
            self._foreign = ForeignOpener(self._window)
        self._foreign.ask(project if isinstance(project, Path) else None)

    def _show_page(self, page: str, title: str, *_: object) -> None:
        show_page(self._window, page, title)

    def other_table(self) -> None:
        """Ask for a table of ratings or spans."""
        from gtcoder.ui.given.sheet import open_other_table

        open_other_table(self._window.jobs, self._window)

    def _add_looks(self) -> None:
        window = self._window
        group = QActionGroup(self)
        themes = (
            ("system", self.tr("Theme of the system")),
            ("light", self.tr("Light theme")),
            ("dark", self.tr("Dark theme")),
        )
        for name, words in themes:
            command = Command(f"view.{name}", words, "view", group=5, checkable=True)
            action = window.commands.add(command, partial(self._wear, name))
            action.setChecked(window.preferences.now.theme == name)
            group.addAction(action)
        sizes = (
            ("larger", self.tr("Larger text"), "Ctrl+Alt+=", SCALE_STEP),
            ("smaller", self.tr("Smaller text"), "Ctrl+Alt+-", -SCALE_STEP),
        )
        for name, words, key, step in sizes:
            command = Command(f"view.{name}", words, "view", key, group=6)
            window.commands.add(command, partial(self._resize, step))

    def _wear(self, theme: str, *_: object) -> None:
        self._window.wear(theme, self._window.preferences.now.text_scale)

    def _resize(self, step: float, *_: object) -> None:
        now = self._window.preferences.now
        self._window.wear(now.theme, min(max(round(now.text_scale + step, 1), 0.8), 2.0))


class StudyCommands(QObject):
    """The commands of an open study."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._actions: list[QAction] = []
        bridge = session.bridge
        self.undo = self._add(
            Command("edit.undo", self.tr("Undo"), "edit", "Ctrl+Z",
                    self.tr("Take back what you did last")), bridge.undo)  # fmt: skip
        self.redo = self._add(
            Command("edit.redo", self.tr("Redo"), "edit", "Ctrl+Shift+Z Ctrl+Y",
                    self.tr("Do again what you took back")), bridge.redo)  # fmt: skip
        self.search = CommandSearch(window, session)
        self._erased = Erased(window, session)
        self._facts = StudyFacts(window, session)
        self.exchange = ExchangeCommands(window, session, self._add)
        self.pseudonyms = PseudonymCommands(window, session, self._add)
        self._add_study()
        self._add_places()
        self._named: tuple[str | None, str | None, bool] = ("", "", False)
        bridge.state_changed.connect(self._follow)
        bridge.failed.connect(self._refused)
        self._follow()

    def drop(self) -> None:
        """Let go of the study that is closed."""
        self._session.bridge.state_changed.disconnect(self._follow)
        self._session.bridge.failed.disconnect(self._refused)
        self._window.top.coder_asked.disconnect(self._change_coder)
        self._window.top.search_asked.disconnect(self.search.ask)
        self.search.drop()
        self._erased.drop()
        self._facts.drop()
        self.exchange.drop()
        self.pseudonyms.drop()
        self.deleteLater()

    def _add(self, command: Command, run: Callable[..., object]) -> QAction:
        action = self._window.commands.add(command, run, place=EVERYWHERE)
        self._actions.append(action)
        return action

    def _add_study(self) -> None:
        window, may = self._window, self._session.bridge.can_write
        acts = [
            self._add(Command("study.title", self.tr("Rename study…"), "study", group=2),
                      self._ask_title),
            self._add(Command("study.label", self.tr("Label this state…"), "study", "Ctrl+L",
                              self.tr("Name the study as it is now, to come back to it in tables"),
                              group=2), self._ask_label),
        ]  # fmt: skip
        if not may:
            for act in (*acts, self.undo, self.redo):
                act.setEnabled(False)
                act.setToolTip(self.tr("The study is open for reading only"))
        self._add(Command("study.coder", self.tr("Change coder…"), "study", "",
                          self.tr("Code under another name"), group=2),
                  self._change_coder)  # fmt: skip
        self._add(Command("study.close", self.tr("Close study"), "study", "Ctrl+Shift+W",
                          group=8), window.close_study)  # fmt: skip
        window.top.coder_asked.connect(self._change_coder)
        window.top.search_asked.connect(self.search.ask)
        self._add(Command("view.search", self.tr("Search or run a command…"), "view", "Ctrl+K",
                          group=3), self.search.ask)  # fmt: skip
        self._add(Command("view.search_all", self.tr("Find in all texts…"), "edit", "Ctrl+Shift+F",
                          self.tr("Search every transcript, memo and code"), group=21),
                  self._search_all)  # fmt: skip
        self._add(Command("view.next", self.tr("Next panel"), "view", "F6", group=4),
                  partial(self._panel, 1))  # fmt: skip
        self._add(Command("view.previous", self.tr("Previous panel"), "view", "Shift+F6", group=4),
                  partial(self._panel, -1))  # fmt: skip

    def _add_places(self) -> None:
        for number, place in enumerate(PLACES, start=1):
            command = Command(
                f"go.{place.key}", self._window.rail.tr(place.title).replace("&", "&&"), "view",
                f"Ctrl+{number}",
                self._window.rail.tr(place.tip),
            )  # fmt: skip
            self._add(command, partial(self._go, place.key))

    def _go(self, key: str, *_: object) -> None:
        self._window.go(key)

    def _search_all(self, *_: object) -> None:
        self._window.go("open", OnePage("search"))

    def _panel(self, step: int, *_: object) -> None:
        if self._window.stack is not None:
            self._window.stack.next_panel(step)

    def _change_coder(self) -> None:
        self._window.opener.ask_coder(self._session.location)

    def _follow(self) -> None:
        from gtcoder.queries.verb_labels import LABELS

        state: State = self._session.bridge.state
        may = self._session.bridge.can_write
        now = (state.undo, state.redo, state.past_erasing)
        if now == self._named:
            return
        self._named = now
        no_undo = self.tr("There is nothing of yours to undo")
        if state.past_erasing:
            no_undo = self.tr("Undo ends where something was erased for good; the ledger goes on")
        for action, name, bare, named, nothing in (
            (self.undo, state.undo, self.tr("Undo"), self.tr("Undo: {what}"), no_undo),
            (self.redo, state.redo, self.tr("Redo"), self.tr("Redo: {what}"),
             self.tr("There is nothing of yours to redo")),
        ):  # fmt: skip
            label = LABELS.get(name, name) if name else ""
            words = named.format(what=label) if label else bare
            action.setText(words)
            if may:
                says_why = action is self.undo and state.past_erasing
                action.setEnabled(bool(label) or says_why)
                action.setToolTip(f"{words} ({action.shortcut().toString()})" if label else nothing)

    def _refused(self, error: GtcoderError) -> None:
        say_refused(self._session, error)

    def _ask_title(self) -> None:
        with self._session.bridge.read() as reader:
            title = str(reader.study.title)
        ask_text(
            self._window, self.tr("Rename study"), "", self.tr("Rename"), initial=title, lines=1,
            then=self._set_title,
        )  # fmt: skip

    def _set_title(self, title: str) -> None:
        from gtcoder.actions.project import set_title

        self._session.bridge.act(set_title, title=title)

    def _ask_label(self) -> None:
        text = self.tr(
            "The label names the study as it is now, such as “axial coding” or “as submitted”. "
            "Codebook and ledger can be asked for as of a label."
        )
        ask_text(
            self._window, self.tr("Label this state"), text, self.tr("Label"), lines=1,
            then=self._set_label,
        )  # fmt: skip

    def _set_label(self, name: str) -> None:
        from gtcoder.actions.project import set_label

        told = self.tr("The study's state is labelled “{name}”").format(name=name)
        self._session.bridge.act(set_label, name=name, done=lambda _: self._session.say.toast(told))
