"""The commands of exchange: what comes in from files, and the study that goes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog

from gtcoder.ui.commands import Command, permit
from gtcoder.ui.session import Session
from gtcoder.ui.told_entry import ToldEntry

if TYPE_CHECKING:
    from gtcoder.ui.exchange.arriving import Arriving, Source
    from gtcoder.ui.exchange.elsewhere_sheet import ElsewhereSheet
    from gtcoder.ui.exchange.mapping_sheet import MappingSheet
    from gtcoder.ui.exchange.share_sheet import ShareSheet
    from gtcoder.ui.main_window import MainWindow

Add = Callable[[Command, Callable[..., object]], QAction]
_KEY = "arrival"  # of the notice that something came in


class ExchangeCommands(QObject):
    """Leads what comes into the open study, one at a time, and what leaves it."""

    def __init__(self, window: MainWindow, session: Session, add: Add) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self.arriving: Arriving | None = None
        self._told = ToldEntry(session, _KEY, self)
        may = "" if session.bridge.can_write else self.tr("The study is open for reading only")
        coming = (
            add(Command("study.transcripts", self.tr("Import transcripts…"), "study", "Ctrl+I",
                        self.tr("Bring in transcripts and tables of variables"),
                        group=1), self.ask_transcripts),
            add(Command("study.folder", self.tr("Import folder…"), "study", "Ctrl+Alt+I",
                        self.tr("Bring in all transcripts of a folder and the folders in it"),
                        group=1), self.ask_folder),
            add(Command("study.bring", self.tr("Import project…"), "study", "Ctrl+Alt+K",
                        self.tr("Bring in a project of another tool, or a REFI-QDA file"),
                        group=1), self.ask_project),
            add(Command("study.codings", self.tr("Import codings…"), "study", "",
                        self.tr("Bring in codings from a table: csv or xlsx"),
                        group=1), self.ask_codings),
            add(Command("study.merge", self.tr("Merge copy…"), "study", "Ctrl+Alt+J",
                        self.tr("Bring a colleague's copy of the study together with this one"),
                        group=1), self.ask_copy),
        )  # fmt: skip
        for action in coming:
            permit(action, may)
        add(Command("study.share", self.tr("Export study…"), "study", "Ctrl+Alt+X",
                    self.tr("Write the study for other tools, for an archive, or to read"),
                    group=1), self.share)  # fmt: skip
        add(Command("study.elsewhere", self.tr("Entries of copies…"), "study", "",
                    self.tr("Read what was done in copies that were merged: when, who, what, why"),
                    group=1), self.read_elsewhere)  # fmt: skip

    def ask_transcripts(self, *_: object) -> None:
        """Ask for files, and show what would come in of them."""
        from gtcoder.ui.documents.gathering import known_endings

        kinds = self.tr("Transcripts and tables ({endings})").format(endings=known_endings())
        every = ";;".join((kinds, self.tr("All files (*)")))
        title = self.tr("Bring in transcripts")
        found = QFileDialog.getOpenFileNames(self._window, title, "", every)[0]
        if found:
            self._show_files(found)

    def ask_folder(self, *_: object) -> None:
        """Ask for a folder, and show what would come in of the files in it."""
        title = self.tr("Bring in a folder of transcripts")
        found = QFileDialog.getExistingDirectory(self._window, title)
        if found:
            self._show_files([found])

    def ask_project(self, *_: object) -> None:
        """Ask for a project, and show what would come in of it."""
        from gtcoder.ui.exchange.foreign import project_filter

        found = self._ask(self.tr("Import a project"), project_filter())
        if found is not None:
            self.bring(found)

    def ask_copy(self, *_: object) -> None:
        """Ask for a copy of the study, and show what would come of merging it."""
        found = self._ask(self.tr("Merge a copy of the study"), "gtcoder (*.gtc)")
        if found is not None:
            self.merge(found)

    def ask_codings(self, *_: object) -> None:
        """Ask for a table of codings, and which of its columns is what."""
        kinds = self.tr("Tables ({endings})").format(endings="*.csv *.tsv *.xlsx *.xlsm")
        found = self._ask(self.tr("Import a table of codings"), kinds)
        if found is not None:
            self.map_columns(found)

    def bring(self, path: Path, coder: str = "") -> None:
        """Show what would come in of a project, and bring it in if that is wanted.

        `coder` is whom codings are given to whose coder the project does not tell.
        """
        from gtcoder.ui.exchange.foreign import project_at
        from gtcoder.ui.exchange.sources import ForeignSource

        coder = coder or self._session.coder_name
        self._start(ForeignSource(project_at(path), coder))

    def merge(self, path: Path) -> None:
        """Show what would come of merging a copy, and merge it if that is wanted."""
        from gtcoder.ui.exchange.sources import CopySource

        self._start(CopySource(path))

    def map_columns(self, path: Path) -> MappingSheet:
        """Ask which column of a table of codings is what, and show what would come in."""
        from gtcoder.ui.exchange.help_key import help_key
        from gtcoder.ui.exchange.mapping_sheet import MappingSheet

        sheet = MappingSheet(self._session, path, self._window)
        sheet.came.connect(self._told.hold)
        help_key(sheet, self._window, "projects", self.tr("About other tools"))
        sheet.open()
        return sheet

    def share(self, *_: object) -> ShareSheet:
        """Ask as what and where to the study is written."""
        from gtcoder.ui.exchange.share_sheet import ShareSheet

        sheet = ShareSheet(self._session, self._window)
        sheet.open()
        return sheet

    def read_elsewhere(self, *_: object) -> ElsewhereSheet:
        """Show what was done in copies that were merged."""
        from gtcoder.ui.exchange.elsewhere_sheet import ElsewhereSheet

        sheet = ElsewhereSheet(self._session, self._window)
        sheet.open()
        return sheet

    def take_paths(self, paths: Sequence[Path], others: Callable[[Sequence[Path]], None]) -> None:
        """Bring in the first project among these; give the paths to `others` where none is one."""
        from gtcoder.ui.exchange.foreign import SortedOut, may_be_project, sort_out

        if not any(map(may_be_project, paths)):
            others(paths)
            return

        def sorted_out(found: SortedOut) -> None:
            if not found.projects:
                others(found.others)
                return
            self.bring(found.projects[0])
            left = [path.name for path in (*found.projects[1:], *found.others)]
            if left:
                words = self.tr("“{name}” is a project and comes in by itself. Bring in after it: "
                                "{others}.")  # fmt: skip
                told = words.format(name=found.projects[0].name, others=", ".join(left))
                self._session.say.notice(told, key="import")

        self._session.jobs.start(
            lambda progress: sort_out(paths, progress), done=sorted_out, owner=self
        )

    def drop(self) -> None:
        """Let go of the study that is closed."""
        if self.arriving is not None:
            self.arriving.drop()
        self.deleteLater()

    def _start(self, source: Source) -> None:
        from gtcoder.ui.exchange.arriving import Arriving

        if self.arriving is not None:
            self.arriving.drop()
        arriving = Arriving(self._window, self._session, source)
        arriving.left.connect(self._forget)
        arriving.came.connect(self._told.hold)
        self.arriving = arriving
        arriving.start()

    def _forget(self) -> None:
        if self.arriving is self.sender():
            self.arriving = None

    def _show_files(self, names: Sequence[str]) -> None:
        if self._session.bring is not None:
            self._session.bring([Path(name) for name in names])

    def _ask(self, title: str, kinds: str) -> Path | None:
        every = ";;".join((kinds, self.tr("All files (*)")))
        found, _ = QFileDialog.getOpenFileName(self._window, title, "", every)
        return Path(found) if found else None
