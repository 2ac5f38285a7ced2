"""The workspace of agreement: chips, cockpit, matched codings and results that were kept."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.errors import GtcoderError
from gtcoder.queries.keeping import CODED
from gtcoder.store.ledger import Change
from gtcoder.ui.adjudication.page import AdjudicationPage
from gtcoder.ui.agreement.asked import Asked
from gtcoder.ui.agreement.bar import (
    ADJUDICATION,
    COCKPIT,
    CONFUSION,
    INSTRUMENTS,
    INTERVALS,
    KEPT,
    MATCHED,
    PAIRS,
    PLANNER,
    ROUNDS,
    Bar,
)
from gtcoder.ui.agreement.basis import units_of
from gtcoder.ui.agreement.chips import ChipRow, within
from gtcoder.ui.agreement.computer import Computer
from gtcoder.ui.agreement.computing import Numbers
from gtcoder.ui.agreement.facts import Facts, facts_of
from gtcoder.ui.agreement.kept_desk import KeptDesk
from gtcoder.ui.agreement.kept_page import KeptPage
from gtcoder.ui.agreement.leading import Leading
from gtcoder.ui.agreement.orders import Orders
from gtcoder.ui.agreement.pages import NumberPages
from gtcoder.ui.agreement.planner_page import PlannerPage
from gtcoder.ui.agreement.reporting import kept_report
from gtcoder.ui.agreement.view import chosen_sample, main_record
from gtcoder.ui.agreement.view_report import has_chart, stem_of, view_report
from gtcoder.ui.agreement.words import units_text
from gtcoder.ui.commands import permit
from gtcoder.ui.given.sheet import open_other_table
from gtcoder.ui.instruments.page import InstrumentsPage
from gtcoder.ui.kit import Hairline, ThinProgress
from gtcoder.ui.look import scaled
from gtcoder.ui.session import OnePage, Session, Target
from gtcoder.ui.tables.export_sheet import ExportSheet
from gtcoder.ui.workspace import Workspace

if TYPE_CHECKING:
    from gtcoder.reports.base import Report

COMPARED = CODED | {"assignment"}
NUMBERED = (COCKPIT, INTERVALS, PAIRS, ROUNDS, CONFUSION, MATCHED)
VIEWS = (*NUMBERED, KEPT, ADJUDICATION, PLANNER, INSTRUMENTS)
CHEAP = 20_000  # codings that are compared without being asked to, when the place is first shown


class AgreementWorkspace(Workspace):
    """How far coders agree, with all that the number depends on above it."""

    place = "agreement"
    tables = COMPARED | {"saved_result"}

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.numbers: Numbers | None = None
        self.facts: Facts | None = None
        self._dated, self._counted = False, 0  # the last entry that touched what is counted
        self.orders = Orders(session, self)
        self.bar = Bar(self.orders.keep, self.orders.export, self.orders.actions, self)
        self.chips, self.progress = ChipRow(), ThinProgress()
        self.computer = Computer(session, self.progress.follow, self)
        self._pages = QStackedWidget(self)
        home = self._pages  # where pages are from the first: moved there, they are styled anew
        self.pages = NumberPages(session, self.progress.follow, home, self)
        self.cockpit, self.matched, self.kept = (
            self.pages.cockpit, self.pages.matched, KeptPage(home),
        )  # fmt: skip
        self.instruments = InstrumentsPage(session, home)
        self.adjudication = AdjudicationPage(session, home)
        self.planner = PlannerPage(session, home)
        self._own: dict[str, InstrumentsPage | AdjudicationPage | PlannerPage]
        self._own = {INSTRUMENTS: self.instruments, ADJUDICATION: self.adjudication,
                     PLANNER: self.planner}  # fmt: skip
        self.kept_desk = KeptDesk(session, self.kept, self.cockpit.side, self.progress.follow, self)
        self.leading = Leading(self)
        self._lay()
        self.bar.asked_compute.connect(self.compute)
        self.bar.asked_table.connect(partial(open_other_table, session.jobs, self))
        self.bar.views.changed.connect(self.show_view)
        self.chips.changed.connect(self._mark_dated)
        self.chips.chosen_coefficient.connect(self._take_coefficient)
        for signal in (self.computer.values, self.computer.complete):
            signal.connect(self._show)
        self.computer.refused.connect(self._show_failure)
        self.computer.stopped.connect(self._show_stopped)
        self.pages.asked_round.connect(self.leading.ask_round)
        self.orders.asked_compute.connect(self.compute)
        self.orders.asked_keep.connect(self.kept_desk.ask_name)
        self.orders.asked_export.connect(self._ask_export)
        self.cockpit.side.opened_result.connect(self.leading.open_kept)
        self.kept.ask_again.connect(self.leading.ask_again)
        for page in self._own.values():
            page.status_changed.connect(self._show_state)
            page.status_changed.connect(self.status_changed)

    def refresh(self) -> None:
        """Read what there is to choose from; compute at once where that is cheap."""
        asked = self.chips.asked() if self.facts else Asked()
        before = self.facts.blind if self.facts else ""
        with self.session.bridge.read() as reader:
            self.facts = facts_of(reader)
        if self.facts.blind != before:  # hides now what the numbers were made of, or hid it
            self.numbers = None
            self.computer.cancel()
            self.pages.show_reason(self.tr("Not computed yet."), self.facts.blind)
        self.chips.offer(self.facts, within(asked, self.facts))
        self.pages.intervals.offer(tuple(self.facts.groups))
        self.kept_desk.read()
        if self.bar.views.chosen == KEPT:
            self.kept_desk.compare()
        if self.numbers is not None:
            if self.numbers.asked == self.chips.asked():
                self.chips.say_sample(chosen_sample(self.numbers))
            self._show_state()
        elif self.facts.codings <= CHEAP:
            self.compute()
        else:
            self._dated = True
            self.pages.show_reason(self.tr("Not computed yet."), self.tr("Compute (F5)."))
            self._show_state()

    def on_change(self, change: Change) -> None:
        """Remember that the numbers no longer hold, also while hidden."""
        if change.touches(*COMPARED):
            self._dated, self._counted = True, change.revision
        super().on_change(change)

    def compute(self) -> None:
        """Compute what is in sight, the plan or the numbers, off the window's thread."""
        if self.bar.views.chosen == PLANNER:
            self.planner.compute()
        else:
            self.computer.ask(self.chips.asked())

    def show_view(self, view: str) -> None:
        """Show a page of numbers, the kept results, the adjudication or the instruments."""
        self.bar.views.chosen = view
        self.session.commands.show_page(self.place, f"{self.place}:{view}")
        self._pages.setCurrentIndex(VIEWS.index(view))
        self.pages.come(self._pages.currentWidget())
        self.chips.setVisible(view in NUMBERED)
        self.pages.beside.show_with_side(side=view == COCKPIT)
        self.pages.beside.setVisible(view in NUMBERED and view != MATCHED)
        if view == ROUNDS:
            self.pages.rounds.ask()
        self._show_state()
        if view == KEPT:
            self.kept_desk.compare()

    def open_target(self, target: Target) -> None:
        """Show the view that is named, such as the instruments, and the numbers that are asked."""
        if isinstance(target, OnePage) and target.page in VIEWS:
            self.show_view(target.page)
            target = target.target
        if isinstance(target, Asked) and target != self.chips.asked():
            self.leading.ask(target)

    def here(self) -> Target:
        """Come back to the page in view, with the question as it is set."""
        return OnePage(self.bar.views.chosen, self.chips.asked() if self.facts else None)

    def status(self) -> tuple[str, ...]:
        """Say the round and how much was compared, or what an instrument holds."""
        if (page := self._own.get(self.bar.views.chosen)) is not None:
            return page.status()
        if self.numbers is None:
            return ()
        record = main_record(self.numbers)
        return (record.round, units_text(record.unit, units_of(self.numbers, record)))

    def first_focus(self) -> QWidget:
        """Return the table."""
        view = self.bar.views.chosen
        if (page := self._own.get(view)) is not None:
            return page.first_focus()
        pages = self.pages
        tables: dict[str, QWidget] = {
            INTERVALS: pages.intervals.table, PAIRS: pages.pairs.grid, KEPT: self.kept.list,
            ROUNDS: pages.rounds.table, CONFUSION: pages.confusion.grid,
            MATCHED: pages.matched.table,
        }  # fmt: skip
        return tables.get(view, self.cockpit.table)

    def panels(self) -> tuple[QWidget, ...]:
        """Go from the chips to the table and what stands beside it."""
        if (page := self._own.get(self.bar.views.chosen)) is not None:
            return (*page.panels(), self.bar.views)
        beside = self.pages.beside
        side = self.cockpit.side.pairs if self.cockpit.side.isVisible() else beside.panel.list
        return (self.chips.coders, self.first_focus(), side)

    def _show(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self._dated = numbers.asked != self.chips.asked() or numbers.revision < self._counted
        self.pages.show_numbers(numbers)
        self.chips.say_sample(chosen_sample(numbers))
        self._show_state()
        self.status_changed.emit()

    def _show_stopped(self) -> None:
        """Keep the values that are there; their intervals are still asked for."""
        if self.numbers is not None:
            self.numbers = replace(self.numbers, pending=False)
            self.pages.show_numbers(self.numbers)
        self._mark_dated()

    def _show_failure(self, error: GtcoderError) -> None:
        self.numbers, self._dated = None, False
        hint = self.tr(
            "Coders compare what they coded in one round. In Open coding each says “I have "
            "finished this document”; those that all have finished are the sample."
        )
        blind = self.tr("Results that were kept before are under Kept.")
        self.pages.show_reason(str(error), blind if self.facts and self.facts.blind else hint)
        self._show_state()
        self.status_changed.emit()

    def _mark_dated(self) -> None:
        """Grey the numbers: what they say is no longer what is asked."""
        self._dated = True
        self._show_state()

    def _take_coefficient(self) -> None:
        """Compute another coefficient at once where that is quick."""
        if self.numbers is not None and self.computer.is_quick(self.chips.asked()):
            self.pages.set_dim(True)  # no number stands below another coefficient's name
            self.compute()
        else:
            self._mark_dated()

    def _show_state(self) -> None:
        view, kept = self.bar.views.chosen, self.kept.chosen()
        apart = view in (KEPT, *self._own)  # kept numbers say their own age
        self.bar.show_state(None if apart else self.numbers, dated=self._dated and not apart)
        self.pages.set_dim(self._dated and self.numbers is not None)
        missing = self.tr("There are no numbers yet") if self.numbers is None else ""
        if self.numbers is not None and self.numbers.pending:
            missing = self.tr("The interval is being computed")
        if view == KEPT:
            missing = self.tr("Choose a kept result first") if kept is None else ""
        if view == INSTRUMENTS:
            missing = "" if self.instruments.view.rows else self.tr("There are no ratings yet")
        if view == ADJUDICATION:
            missing = self.adjudication.hindrance()
        if view == PLANNER:
            missing = self.planner.hindrance()
        stale = self.tr("The numbers are out of date; compute first (F5)")  # a file's were others
        permit(self.orders.export, missing or (stale if self._dated and not apart else ""))
        self.orders.permit(self.numbers)
        if not self.session.bridge.can_write:
            missing = self.tr("The study is open for reading only")
        elif apart:
            missing = self.tr("What stands here is kept already")
        permit(self.orders.keep, missing)
        self.bar.keep.setVisible(view not in self._own)

    def _ask_export(self) -> None:
        numbers, kept, view = self.numbers, self.kept.chosen(), self.bar.views.chosen
        if (page := self._own.get(view)) is not None:
            page.ask_export()
            return
        study = self.facts.study if self.facts else ""

        def make(out: Path) -> Report:
            if view == KEPT and kept is not None:
                return kept_report(kept, study, out)
            assert numbers is not None  # the command is off without them
            return view_report(self.session.bridge, self.pages, numbers, view, out)

        stem, chart = stem_of(view), has_chart(view)
        ExportSheet(self.session, make, stem=stem, has_chart=chart, parent=self).open()

    def _lay(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for page in (*self.pages, self.kept, self.adjudication, self.planner, self.instruments):
            self._pages.addWidget(page)
        for part in (self.bar, Hairline(), self.chips, Hairline(), self.progress):
            column.addWidget(part)
        self._pages.setMinimumSize(scaled(320), scaled(160))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._pages, 1)
        row.addWidget(self.pages.beside)
        self.pages.beside.watch(self)
        self.pages.beside.close_cell()
        column.addLayout(row, 1)
