"""The workspace of agreement: chips, cockpit, matched codings and results that were kept."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.queries.keeping import CODED
from gtcoder.store.ledger import Change
from gtcoder.ui.agreement.asked import Asked
from gtcoder.ui.agreement.bar import COCKPIT, KEPT, MATCHED, Bar
from gtcoder.ui.agreement.chips import ChipRow, within
from gtcoder.ui.agreement.cockpit import Cockpit
from gtcoder.ui.agreement.computing import Numbers, compute
from gtcoder.ui.agreement.facts import Facts, facts_of
from gtcoder.ui.agreement.kept import Kept
from gtcoder.ui.agreement.kept_desk import KeptDesk, asked_of
from gtcoder.ui.agreement.kept_page import KeptPage
from gtcoder.ui.agreement.matched_page import MatchedPage
from gtcoder.ui.agreement.reporting import kept_report, matched_codings, numbers_report
from gtcoder.ui.agreement.view import chosen_sample, main_record, units_of
from gtcoder.ui.agreement.words import units_text
from gtcoder.ui.commands import Command, permit
from gtcoder.ui.jobs import Job
from gtcoder.ui.kit import Hairline, ThinProgress
from gtcoder.ui.look import scaled
from gtcoder.ui.session import OneCode, Session
from gtcoder.ui.tables.export_sheet import ExportSheet
from gtcoder.ui.workspace import Workspace
from gtcoder.vocabulary import CodeId

if TYPE_CHECKING:
    from gtcoder.reports.base import Report

COMPARED = CODED | {"assignment"}
CHEAP = 20_000  # codings that are compared without being asked to, when the place is first shown


class AgreementWorkspace(Workspace):
    """How far coders agree, with all that the number depends on above it."""

    place = "agreement"
    tables = COMPARED | {"saved_result"}

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.numbers: Numbers | None = None
        self._facts: Facts | None = None
        self._dated, self._counted = False, 0  # the last entry that touched what is counted
        self._job: Job[Numbers] | None = None
        self._add_commands()
        self.bar = Bar(self._keep, self._export, self)
        self.chips, self.progress = ChipRow(), ThinProgress()
        self.cockpit, self.matched, self.kept = Cockpit(), MatchedPage(), KeptPage()
        self.kept_desk = KeptDesk(session, self.kept, self.cockpit.side, self.progress.follow, self)
        self._pages = QStackedWidget()
        self._lay()
        self.bar.asked_compute.connect(self.compute)
        self.bar.views.changed.connect(self.show_view)
        self.chips.changed.connect(self._mark_dated)
        self.cockpit.opened_code.connect(self._open_code)
        self.cockpit.asked_open.connect(partial(self.session.go, "open", None))
        self.cockpit.side.opened_result.connect(self._open_kept)
        self.kept.ask_again.connect(self._ask_again)

    def refresh(self) -> None:
        """Read what there is to choose from; compute at once where that is cheap."""
        asked = self.chips.asked() if self._facts else Asked()
        before = self._facts.blind if self._facts else ""
        with self.session.bridge.read() as reader:
            self._facts = facts_of(reader)
        if self._facts.blind != before:  # hides now what the numbers were made of, or hid it
            self.numbers = None
            if self._job is not None:
                self._job.cancel()
            for page in (self.cockpit, self.matched):
                page.show_reason(self.tr("Not computed yet."), self._facts.blind)
        self.chips.offer(self._facts, within(asked, self._facts))
        self.kept_desk.read()
        if self.bar.views.chosen == KEPT:
            self.kept_desk.compare()
        if self.numbers is not None:
            if self.numbers.asked == self.chips.asked():
                self.chips.say_sample(chosen_sample(self.numbers))
            self._show_state()
        elif self._facts.codings <= CHEAP:
            self.compute()
        else:
            self._dated = True
            self.cockpit.show_reason(self.tr("Not computed yet."), self.tr("Compute (F5)."))
            self._show_state()

    def on_change(self, change: Change) -> None:
        """Remember that the numbers no longer hold, also while hidden."""
        if change.touches(*COMPARED):
            self._dated, self._counted = True, change.revision
        super().on_change(change)

    def compute(self) -> None:
        """Ask the study what the chips say, off the window's thread."""
        asked, bridge = self.chips.asked(), self.session.bridge
        if self._job is not None:
            self._job.cancel()

        def work(progress: Progress) -> Numbers:
            with bridge.read() as reader:
                return compute(reader, asked, progress)

        self._job = self.session.jobs.start(
            work, done=self._show, failed=self._show_failure, owner=self
        )
        self.progress.follow(self._job, self.tr("Comparing"))

    def show_view(self, view: str) -> None:
        """Show the cockpit, the matched codings or the kept results."""
        self.bar.views.chosen = view
        self._pages.setCurrentIndex((COCKPIT, MATCHED, KEPT).index(view))
        self.chips.setVisible(view != KEPT)
        self._show_state()
        if view == KEPT:
            self.kept_desk.compare()

    def status(self) -> tuple[str, ...]:
        """Say the round and how much was compared."""
        if self.numbers is None:
            return ()
        record = main_record(self.numbers)
        return (record.round, units_text(record.unit, units_of(self.numbers, record)))

    def first_focus(self) -> QWidget:
        """Return the table."""
        return self.kept.list if self.bar.views.chosen == KEPT else self.cockpit.table

    def panels(self) -> tuple[QWidget, ...]:
        """Go from the chips to the table and the pairs."""
        return (self.chips.coders, self.first_focus(), self.cockpit.side.pairs)

    def _show(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self._dated = numbers.asked != self.chips.asked() or numbers.revision < self._counted
        self.cockpit.show_numbers(numbers)
        self.matched.show_numbers(numbers)
        self.chips.say_sample(chosen_sample(numbers))
        self._show_state()
        self.status_changed.emit()

    def _show_failure(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self.numbers, self._dated = None, False
        hint = self.tr(
            "Coders compare what they coded in one round. In Open coding each says “I have "
            "finished this document”; those that all have finished are the sample."
        )
        blind = self._facts.blind if self._facts else ""
        for page in (self.cockpit, self.matched):
            page.show_reason(str(error), blind or hint)
        self._show_state()
        self.status_changed.emit()

    def _mark_dated(self) -> None:
        """Grey the numbers: what they say is no longer what is asked."""
        self._dated = True
        self._show_state()

    def _show_state(self) -> None:
        view, kept = self.bar.views.chosen, self.kept.chosen()
        shown = None if view == KEPT else self.numbers  # kept numbers say their own age
        self.bar.show_state(shown, dated=self._dated and view != KEPT)
        for page in (self.cockpit, self.matched):
            page.set_dim(self._dated and self.numbers is not None)
        missing = self.tr("There are no numbers yet") if self.numbers is None else ""
        if view == KEPT:
            missing = self.tr("Choose a kept result first") if kept is None else ""
        permit(self._export, missing)
        if not self.session.bridge.can_write:
            missing = self.tr("The study is open for reading only")
        elif view == KEPT:
            missing = self.tr("What stands here is kept already")
        permit(self._keep, missing)

    def _ask_again(self, kept: Kept) -> None:
        if self._facts is not None:
            self.chips.offer(self._facts, within(asked_of(kept), self._facts))
            self.show_view(COCKPIT)
            self.compute()

    def _open_kept(self, place: int) -> None:
        self.show_view(KEPT)
        self.kept.choose(place)

    def _open_code(self, code: int) -> None:
        self.session.go("open", OneCode(CodeId(code)))

    def _ask_name(self) -> None:
        if self.numbers is not None:
            self.kept_desk.ask_name(self.numbers)

    def _ask_export(self) -> None:
        numbers, kept, view = self.numbers, self.kept.chosen(), self.bar.views.chosen
        study = self._facts.study if self._facts else ""

        def make(out: Path) -> Report:
            if view == KEPT and kept is not None:
                return kept_report(kept, study, out)
            assert numbers is not None  # the command is off without them
            return matched_codings(numbers) if view == MATCHED else numbers_report(numbers, out)

        stem = {MATCHED: "matched-codings", KEPT: "agreement-kept"}.get(view, "agreement")
        ExportSheet(self.session, make, stem=stem, parent=self).open()

    def _add_commands(self) -> None:
        add = self.session.commands.add
        command = Command("agreement.compute", self.tr("Compute agreement"), "study", "F5",
                          self.tr("Compute again with what the chips say"), group=4)  # fmt: skip
        add(command, self.compute, place=self.place)
        command = Command("agreement.keep", self.tr("Keep in the study…"), "study", "Ctrl+Shift+K",
                          self.tr("Keep these numbers beside newer ones"), group=4)  # fmt: skip
        self._keep: QAction = add(command, self._ask_name, place=self.place)
        command = Command("agreement.export", self.tr("Export…"), "study", "Ctrl+E",
                          self.tr("Write what is shown to a file"), group=4)  # fmt: skip
        self._export: QAction = add(command, self._ask_export, place=self.place)

    def _lay(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for page in (self.cockpit, self.matched, self.kept):
            self._pages.addWidget(page)
        for part in (self.bar, Hairline(), self.chips, Hairline(), self.progress):
            column.addWidget(part)
        self._pages.setMinimumSize(scaled(320), scaled(160))
        column.addWidget(self._pages, 1)
