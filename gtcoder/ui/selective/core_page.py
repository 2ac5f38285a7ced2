"""The page of the core category: candidates by criteria, and the choice with its reason."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.queries.keeping import COUNTED
from gtcoder.ui.commands import Command
from gtcoder.ui.jobs import Job
from gtcoder.ui.kit import EmptyState, Hairline, Held, Label
from gtcoder.ui.look import Role, look, scaled
from gtcoder.ui.pages import Page
from gtcoder.ui.selective.bench_acts import BenchActs
from gtcoder.ui.selective.bench_table import BenchTable
from gtcoder.ui.selective.core_rows import BenchView, read_bench
from gtcoder.ui.selective.core_side import CoreSide
from gtcoder.ui.selective.pages import CORE, PLACE
from gtcoder.ui.session import OneCode, Session, Target
from gtcoder.vocabulary import CodeId


class CorePage(Page):
    """Digits judge, weights are in the first row, and the best total stands on top."""

    place = f"{PLACE}:{CORE}"
    tables: ClassVar[frozenset[str]] = COUNTED | {
        "relation", "paradigm_placement", "core_judgement", "project",
    }  # fmt: skip

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.bench = BenchView()
        self._job: Job[BenchView] | None = None
        self._wanted: CodeId | None = None
        self.table, self.side, self.acts = BenchTable(), CoreSide(), BenchActs(session, self)
        self._held = Held(self._show, self.table)
        self._sentence = Label("", Role.SMALL, ink="text2", wrap=True)
        self._empty = EmptyState(
            self.tr("No candidates yet."),
            self.tr("Categories, and codes that are related to others, stand here."),
            self.tr("Go to axial coding"),
            lambda: session.go("axial", None),
        )
        self._add_commands()
        self._lay()
        self._connect()
        look().changed.connect(self._wear)
        self._wear()

    def refresh(self) -> None:
        """Count off the window's thread; a reading under way is dropped."""
        if self._job is not None:
            self._job.cancel()
        self._job = self.session.jobs.start(
            self._read_bench, done=self._held.take, failed=self._failed, owner=self
        )

    def open_target(self, target: Target) -> None:
        """Choose a candidate."""
        if isinstance(target, OneCode):
            self._wanted = target.code
            if self.bench.revision:
                self._choose_wanted()

    def takes(self, target: Target) -> bool:
        """Tell that candidates are shown here."""
        return isinstance(target, OneCode) and self.table.bench.place_of(target.code).isValid()

    def status(self) -> tuple[str, ...]:
        """Say how many candidates there are."""
        if not self.bench.revision:
            return ()
        return (self.tr("{n} candidates").format(n=len(self.bench.rows)),)

    def first_focus(self) -> QWidget:
        """Return the table."""
        return self.table

    def panels(self) -> tuple[QWidget, ...]:
        """Return table and memo."""
        return self.table, self.side.memo

    def may_leave(self) -> bool:
        """Store the memo on the way out."""
        self.side.store()
        return True

    def sentence(self) -> str:
        """Return what the table counts."""
        return self._sentence.text()

    def _read_bench(self, progress: Progress) -> BenchView:
        with self.session.bridge.read() as reader:
            return read_bench(reader, progress)

    def _show(self, bench: BenchView) -> None:
        kept, column = self.table.current_code(), self.table.currentIndex().column()
        row = self.table.currentIndex().row()
        self.bench = bench
        self.table.bench.show_bench(bench)
        self._pages.setCurrentIndex(int(not bench.rows))
        self.side.show_history(bench.choices)
        if kept is not None:
            self.table.choose(kept, column)
        elif row == 0:
            self.table.stand_on_weight(column)
        elif bench.rows:
            self.table.choose(bench.rows[0].code, 0)
        self._choose_wanted()
        if not self.side.is_writing:
            self._follow()
        self._sentence.setText(
            self.tr(
                "Counted: {whose}. Computed criteria are divided by the largest of their column, "
                "judgements by 4; the total is the weighted mean of what is given. What is not "
                "judged is left out, never counted as 0."
            ).format(whose=bench.whose)
        )
        self.status_changed.emit()

    def _choose_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.table.choose(wanted, 0)

    def _follow(self) -> None:
        """Show the current cell at the side."""
        index, model = self.table.currentIndex(), self.table.bench
        self.side.show_cell(self.bench, model.candidate(index), model.criterion(index.column()))
        candidate = model.candidate(index)
        self._core.setEnabled(candidate is not None and self.session.bridge.can_write)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self.session.say.error(error)

    def _ask_core(self) -> None:
        self.side.store()
        self.acts.ask_core(self.table.bench.candidate(self.table.currentIndex()))

    def _add_commands(self) -> None:
        command = Command(
            "selective.bench_core", self.tr("Make it the core…"), "codes", "Ctrl+Shift+C",
            self.tr("Make the chosen candidate the core, with the reason"), group=2,
        )  # fmt: skip
        self._core: QAction = self.session.commands.add(command, self._ask_core, place=self.place)

    def _connect(self) -> None:
        self.table.cell_chosen.connect(self._follow)
        self.table.unjudged.connect(self.acts.unjudge)
        self.table.bench.judged.connect(self.acts.judge)
        self.table.bench.weighed.connect(self.acts.weigh)
        self.side.memo_written.connect(self.acts.store_memo)
        self.side.choice_asked.connect(self._core.trigger)
        self.side.choose.setToolTip(self._core.toolTip())
        if not self.session.bridge.can_write:
            self.table.bench.writable = False
            self.side.set_writable(reason=self.tr("The study is open for reading only"))

    def _lay(self) -> None:
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._pages, 1)
        left.addWidget(Hairline())
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._sentence)
        left.addLayout(self._foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(Hairline(Qt.Orientation.Vertical))
        row.addWidget(self.side)

    def _wear(self) -> None:
        self._foot.setContentsMargins(scaled(16), scaled(6), scaled(16), scaled(6))
