"""The page of open coding on which codes that may be one are held side by side."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.queries.codebook import CodeRow
from gtcoder.queries.consolidation import KeptApart
from gtcoder.queries.retrieval import Passage as PassageRow
from gtcoder.reports.proposals import COMPARED, MergeProposal
from gtcoder.ui.commands import Command, permit
from gtcoder.ui.consolidate.acts import PairActs
from gtcoder.ui.consolidate.bar import SumBar
from gtcoder.ui.consolidate.foot import Foot
from gtcoder.ui.consolidate.proposals import ProposalList
from gtcoder.ui.consolidate.reading import Consolidation, Side, read_all, read_side
from gtcoder.ui.consolidate.side import CodeSide
from gtcoder.ui.consolidate.split_sheet import SplitSheet
from gtcoder.ui.desk.pages import CODE, CONSOLIDATE, PLACE
from gtcoder.ui.jobs import Job
from gtcoder.ui.kit import Hairline, Label
from gtcoder.ui.look import Role, scaled
from gtcoder.ui.pages import Page
from gtcoder.ui.session import OnePage, Passage, Session
from gtcoder.vocabulary import CodingId, Span


class ConsolidatePage(Page):
    """Codes that may be one, pair by pair: merge, keep both, split, retire."""

    place: ClassVar[str] = f"{PLACE}:{CONSOLIDATE}"
    tables: ClassVar[frozenset[str]] = frozenset({*COMPARED, "refused_merge"})

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.held = Consolidation()
        self.pair: tuple[CodeRow, CodeRow] | None = None
        self.sheet: SplitSheet | None = None
        self._job: Job[Consolidation] | None = None
        self.acts = PairActs(session, self)
        self.bar, self.list = SumBar(), ProposalList()
        self.why = Label("", Role.SMALL_STRONG, ink="text2", wrap=True)
        self.why.setContentsMargins(scaled(16), scaled(10), scaled(16), 0)
        self.left = CodeSide(self.tr("The code that would go"))
        self.right = CodeSide(self.tr("The code that would stay"))
        self.foot = Foot(session.bridge)
        self._lay_out()
        self._add_commands()
        self.bar.asked.connect(self._show_count)
        self.list.chose.connect(self._show_pair)
        self.list.left.connect(self._to_code)
        self.foot.left.connect(self.list.table.setFocus)
        for side in (self.left, self.right):
            side.passage_asked.connect(self._go_to)
        self._show_pair(None)

    def refresh(self) -> None:
        """Compare all codes anew, in a job."""
        if self._job is not None:
            self._job.cancel()
        bridge = self.session.bridge

        def read(progress: Progress) -> Consolidation:
            return read_all(bridge, progress)

        self._job = self.session.jobs.start(read, done=self._show, failed=self._failed, owner=self)
        self.bar.progress.follow(self._job)

    def first_focus(self) -> QWidget:
        return self.list.table

    def panels(self) -> tuple[QWidget, ...]:
        return (self.list.table, self.left.passages, self.right.passages, self.foot.reason)

    def status(self) -> tuple[str, ...]:
        count = len(self.held.proposals)
        words = self.tr("1 proposal") if count == 1 else self.tr("{n} proposals")
        return (words.format(n=f"{count:,}"),)

    def _show(self, held: Consolidation) -> None:
        self._job, self.held = None, held
        self.bar.show_sum(held.total)
        self.list.show_found(held)
        self._beside.setVisible(not held.empty)
        self.status_changed.emit()

    def _failed(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, GtcoderError):
            raise error
        self.session.say.error(error)

    def _show_pair(self, found: MergeProposal | KeptApart | None) -> None:
        self.pair = None
        self.foot.forget()
        if isinstance(found, MergeProposal):
            self.pair = found.one, found.other
            self.why.setText("; ".join(reason.words for reason in found.reasons) + ".")
        elif isinstance(found, KeptApart):
            self.pair = self.held.codes[found.one], self.held.codes[found.other]
            words = self.tr("Kept apart by {coder}: {reason}")
            self.why.setText(words.format(coder=found.coder, reason=found.reason))
        self.why.setVisible(self.pair is not None)
        sides: tuple[Side | None, Side | None] = (None, None)
        if self.pair is not None:
            with self.session.bridge.read() as reader:
                sides = read_side(reader, self.pair[0]), read_side(reader, self.pair[1])
        self.left.show_side(sides[0])
        self.right.show_side(sides[1])
        self._permit()

    def _permit(self) -> None:
        hindrance = ""
        if not self.session.bridge.can_write:
            hindrance = self.tr("The study is open for reading only")
        elif self.pair is None:
            hindrance = self.tr("Choose a pair first")
        gone = self.pair is not None and any(code.retired for code in self.pair)
        apart = self.list.shows_refused
        nothing = "" if self.list.rows else self.tr("There is no pair in the list")
        for name, action in self._actions.items():
            stopped = nothing if name in ("next", "previous") else hindrance
            if not stopped and (name == "again") != apart and name in ("again", "keep"):
                stopped = self.tr("The pair is kept apart") if apart else self.tr("It is proposed")
            if not stopped and gone and name not in ("again", "next", "previous"):
                stopped = self.tr("One of the two is out of use")
            permit(action, stopped)
        self.foot.follow(kept_apart=apart)

    def _merge(self, *, backwards: bool = False) -> None:
        reason = self.foot.asked(partial(self._merge, backwards=backwards))
        if self.pair is not None and reason:
            source, into = reversed(self.pair) if backwards else self.pair
            self.acts.merge(source, into, reason)

    def _keep(self) -> None:
        reason = self.foot.asked(self._keep)
        if self.pair is not None and reason:
            self.acts.keep_both(*self.pair, reason)

    def _again(self) -> None:
        if self.pair is not None:
            self.acts.propose_again(self.pair[0].id, self.pair[1].id)

    def _retire(self, *, right: bool = False) -> None:
        reason = self.foot.asked(partial(self._retire, right=right))
        if self.pair is not None and reason:
            self.acts.retire(self.pair[int(right)], reason)

    def _split(self, *, right: bool = False) -> None:
        side = (self.right if right else self.left).side
        if side is None:
            return

        def done(
            reason: str, name: str, rule: str, moved: list[CodingId], both: list[CodingId]
        ) -> None:
            self.acts.split(side.code, reason, name=name, rule=rule, moved=moved, both=both)

        self.sheet = SplitSheet(self.session.bridge, side, self.foot.text, done, self)
        self.sheet.open()

    def _go_to(self, row: PassageRow) -> None:
        at = Passage(row.document_id, Span(row.start, row.end), row.coding)
        self.session.go(PLACE, OnePage(CODE, at))

    def _to_code(self) -> None:
        self.session.go(PLACE, OnePage(CODE))

    def _show_count(self) -> None:
        self.session.go("ledger", OnePage("count"))

    def _lay_out(self) -> None:
        both = QSplitter(Qt.Orientation.Horizontal, self)
        for side in (self.left, self.right):
            both.addWidget(side)
        both.setHandleWidth(1)
        both.setChildrenCollapsible(False)
        self._beside = beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.why)
        column.addWidget(both, 1)
        column.addWidget(Hairline())
        column.addWidget(self.foot)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.list)
        split.addWidget(beside)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(1, 1)
        split.setSizes([scaled(430), scaled(950)])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addWidget(Hairline())
        whole.addWidget(split, 1)

    def _add_commands(self) -> None:
        """Name what can be done; the buttons at the foot do the same."""
        says = {
            "next": (self.tr("Next pair"), "J", partial(self.list.step, 1)),
            "previous": (self.tr("Previous pair"), "K", partial(self.list.step, -1)),
            "merge": (self.tr("Merge left into right"), "M", self._merge),
            "merge_back": (
                self.tr("Merge right into left"), "Shift+M", partial(self._merge, backwards=True)
            ),
            "keep": (self.tr("Keep both"), "B", self._keep),
            "again": (self.tr("Propose again"), "A", self._again),
            "split": (self.tr("Split the left code…"), "S", self._split),
            "split_right": (
                self.tr("Split the right code…"), "Shift+S", partial(self._split, right=True)
            ),
            "retire": (self.tr("Retire the left code"), "R", self._retire),
            "retire_right": (
                self.tr("Retire the right code"), "Shift+R", partial(self._retire, right=True)
            ),
        }  # fmt: skip
        self._actions, steps = {}, ("previous", "next")
        for name, (words, key, run) in says.items():
            command = Command(f"consolidate.{name}", words, "codes", key, group=8)
            # a lambda would take the checked state that a triggered action tells
            action = self.session.commands.add(
                command, partial(_call, run), owner=self, place=self.place
            )
            self._actions[name] = action
            if name not in steps:
                self.foot.take(name, action)
        self.list.take_steps(*(self._actions[name] for name in steps))


def _call(run: object, *_: object) -> None:
    assert callable(run)
    run()
