"""The page of theoretical sampling: gap, decision, whom or what, which categories changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.queries.sampling import SamplingRow
from gtcoder.ui.commands import Command
from gtcoder.ui.jobs import Job
from gtcoder.ui.kit import Button, EmptyState, FlowLayout, FrameModel, Hairline, TableView
from gtcoder.ui.look import look, scaled
from gtcoder.ui.pages import Page
from gtcoder.ui.selective.pages import PLACE, SAMPLING
from gtcoder.ui.selective.sampling_acts import SamplingActs
from gtcoder.ui.selective.sampling_rows import SamplingLog, read_log
from gtcoder.ui.selective.sampling_side import SamplingSide
from gtcoder.ui.session import OneCode, OneDocument, Session
from gtcoder.vocabulary import SamplingDecisionId

_SHARES = (0.0, 0.3, 0.3, 0.2, 0.2)  # of the room beside the date


class LogTable(TableView):
    """Shares its room among the columns, so that what changed is in view."""

    def _lay_columns(self) -> None:
        super()._lay_columns()
        header = self.horizontalHeader()
        if self.model() is None or header.count() != len(_SHARES):
            return
        day = scaled(110)
        room = max(self.viewport().width() - day, scaled(600))
        for column, share in enumerate(_SHARES):
            header.resizeSection(column, round(room * share) if share else day)
        self._frozen.follow()


class SamplingPage(Page):
    """The log by date, and beside it the decision that is chosen."""

    place = f"{PLACE}:{SAMPLING}"
    tables: ClassVar[frozenset[str]] = frozenset({
        "sampling_decision", "sampling_link", "document", "participant", "code", "membership",
        "property", "paradigm_placement", "relation", "coder",
    })  # fmt: skip

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.log = SamplingLog()
        self._job: Job[SamplingLog] | None = None
        self._newest = False  # the next log shows its last logged decision
        self.model = FrameModel(parent=self)
        self.table = LogTable(name=self.tr("Decisions on sampling"))
        self.table.setObjectName("sampling_log")
        self.table.setModel(self.model)
        self.side, self.acts = SamplingSide(), SamplingActs(session, self)
        self._empty = EmptyState(
            self.tr("No decision on sampling is logged."),
            self.tr("What is missing in the theory, whom to ask next, and what it changed."),
            self.tr("Log a decision…"),
            self.acts.ask_new,
        )
        self._tool_bar = QWidget()
        self._tools = FlowLayout(self._tool_bar)
        self._buttons: list[Button] = []
        self._actions = self._add_commands()
        self._lay()
        self._connect()
        look().changed.connect(self._wear)
        self._wear()

    def refresh(self) -> None:
        """Read the log off the window's thread."""
        if self._job is not None:
            self._job.cancel()
        self._job = self.session.jobs.start(
            self._read_log, done=self._show, failed=self._failed, owner=self
        )

    def status(self) -> tuple[str, ...]:
        """Say how many decisions there are."""
        if not self.log.revision:
            return ()
        return (self.tr("{n} decisions").format(n=len(self.log.rows)),)

    def first_focus(self) -> QWidget:
        """Return the log."""
        return self.table

    def panels(self) -> tuple[QWidget, ...]:
        """Return the log and the decision."""
        return self.table, self.side

    def chosen(self) -> SamplingRow | None:
        """Return the decision that is chosen."""
        row = self.table.currentIndex().row()
        return self.log.rows[self.model.source_row(row)] if row >= 0 else None

    def choose(self, key: SamplingDecisionId) -> None:
        """Choose a decision."""
        places = {row.id: place for place, row in enumerate(self.log.rows)}
        for row in range(self.model.rowCount()):
            if self.model.source_row(row) == places.get(key):
                self.table.selectRow(row)

    def _read_log(self, progress: Progress) -> SamplingLog:
        with self.session.bridge.read() as reader:
            return read_log(reader, progress)

    def _show(self, log: SamplingLog) -> None:
        kept = self.chosen() if self.log.rows else None
        self.log = self.acts.log = log
        columns = (self.tr("Date"), self.tr("Gap"), self.tr("Decision"), self.tr("Sampled"),
                   self.tr("Categories changed"))  # fmt: skip
        self.model.set(columns, [self._cells(row) for row in log.rows])
        self._pages.setCurrentIndex(int(not log.rows))
        wanted = kept
        if self._newest and log.rows:
            wanted, self._newest = max(log.rows, key=lambda row: row.id), False
        if log.rows:
            there = wanted if wanted is not None and log.row(wanted.id) else log.rows[-1]
            self.choose(there.id)
        self._follow()
        self.status_changed.emit()

    def _cells(self, row: SamplingRow) -> tuple[str, ...]:
        log = self.log
        who = [log.documents[key] for key in row.documents if key in log.documents]
        who = who or [log.participants[key] for key in row.participants if key in log.participants]
        codes = [log.codes[key].rpartition(" > ")[2] for key in row.codes]
        sampled = ", ".join(who) or row.sampled
        return row.decided_on.isoformat(), row.gap, row.decision, sampled, ", ".join(codes)

    def _follow(self) -> None:
        row = self.chosen()
        self.side.show_decision(self.log, row)
        may = row is not None and self.session.bridge.can_write
        for action, button in list(zip(self._actions, self._buttons, strict=True))[1:]:
            action.setEnabled(may)
            button.setEnabled(may)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self.session.say.error(error)

    def _expect_new(self) -> None:
        self._newest = True

    def _add_commands(self) -> list[QAction]:
        tr = self.tr
        rows: tuple[tuple[str, str, str, str, Callable[[], object]], ...] = (
            ("sampling_log", tr("Log a decision…"), "Ctrl+Shift+A",
             tr("Log a gap and what was decided"), self.acts.ask_new),
            ("sampling_change", tr("Change…"), "F2",
             tr("Change the chosen decision"),
             lambda: self.acts.ask_change(self.chosen())),
            ("sampling_remove", tr("Remove…"), "Ctrl+Shift+Del",
             tr("Remove the chosen decision, with a reason"),
             lambda: self.acts.ask_remove(self.chosen())),
        )  # fmt: skip
        actions = []
        for name, words, key, tip, run in rows:
            command = Command(f"selective.{name}", words, "codes", key, tip, group=2)
            action = self.session.commands.add(command, run, place=self.place)
            button = Button(words, tip=action.toolTip())
            button.clicked.connect(action.trigger)
            self._buttons.append(button)
            self._tools.addWidget(button)
            if not self.session.bridge.can_write:
                action.setEnabled(False)
                button.setEnabled(False)
                button.setToolTip(tr("The study is open for reading only"))
            actions.append(action)
        return actions

    def _connect(self) -> None:
        self.table.chosen_row.connect(self._follow)
        self.table.opened_row.connect(lambda _: self.acts.ask_change(self.chosen()))
        self.acts.logged.connect(self._expect_new)
        side, go = self.side, self.session.go
        side.writable = self.session.bridge.can_write
        side.document_asked.connect(lambda key: go("documents", OneDocument(key)))
        side.participant_asked.connect(self.acts.go_to_participant)
        side.code_asked.connect(lambda key: go("axial", OneCode(key)))
        side.join_document.connect(lambda key: self.acts.join_document(self.chosen(), key))
        side.join_code.connect(lambda key: self.acts.join_code(self.chosen(), key))

    def _lay(self) -> None:
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._tool_bar)
        left.addWidget(Hairline())
        left.addWidget(self._pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(Hairline(Qt.Orientation.Vertical))
        row.addWidget(self.side)

    def _wear(self) -> None:
        self._tools.setContentsMargins(scaled(12), scaled(8), scaled(12), scaled(8))
