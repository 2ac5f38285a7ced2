"""The coders of the study and its rounds."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gtcoder.actions import team
from gtcoder.queries.codebook import codes
from gtcoder.queries.people import CoderRow, RoundRow, unfinished
from gtcoder.ui.documents.grid import FormTable
from gtcoder.ui.documents.round_sheet import RoundSheet, kind_words
from gtcoder.ui.documents.rows import Overview
from gtcoder.ui.documents.sample_sheet import SampleSheet
from gtcoder.ui.documents.table import Column, RowsModel
from gtcoder.ui.documents.words import day
from gtcoder.ui.kit import (
    Button,
    IconButton,
    Panel,
    Sheet,
    ask_choice,
    ask_text,
)
from gtcoder.ui.look import scaled
from gtcoder.ui.reasons import ask_why
from gtcoder.ui.session import Session
from gtcoder.vocabulary import AssignmentState, CoderRole, RoundKind

_LISTED = 6


class CodersPanel(Panel):
    """Who codes, and what they may do."""

    def __init__(self, session: Session, *, may_write: bool, parent: QWidget) -> None:
        super().__init__(parent.tr("Coders"), name="coders-panel", parent=parent)
        self._session = session
        self._overview = Overview()
        self._round: RoundRow | None = None
        self.sheet: Sheet | None = None
        add = IconButton("user-plus", self.tr("Add a coder"))
        add.setObjectName("add-coder")
        add.setEnabled(may_write)
        add.clicked.connect(self._ask)
        self.header.add(add)
        columns = [
            Column[CoderRow](self.tr("Name"), lambda row: row.name, strong=True),
            Column[CoderRow](self.tr("Role"), lambda row: _role(row.role),
                             choices=lambda _: [(_role(each), each.value) for each in CoderRole],
                             write=self._set_role),
            Column[CoderRow](self.tr("Finished"), self._progress, ink=lambda _: "text2",
                             tip=self._told),
        ]  # fmt: skip
        self.model: RowsModel[CoderRow] = RowsModel(columns, key=lambda row: row.id)
        self.table = FormTable(self.model, name=self.tr("Coders"))
        self.table.setObjectName("coders")
        self.table.locked = not may_write
        self.body.addWidget(self.table)

    def show_overview(self, overview: Overview) -> None:
        """Show the coders as they are now."""
        self._overview = overview
        self.model.set_rows(overview.coders)
        self.header.set_count(f"{len(overview.coders):,}")

    def show_round(self, row: RoundRow | None) -> None:
        """Show how far they are in a round."""
        self._round = row
        self.model.tell_anew()

    def _progress(self, row: CoderRow) -> str:
        """Return how many of a coder's documents are finished in the round that is shown."""
        now = self._round
        mine = [each for each in self._overview.assignments
                if now is not None and each.coder == row.id and each.round == now.id]  # fmt: skip
        if not mine:
            return ""
        if self._is_hidden(row):
            return self.tr("{count} assigned").format(count=len(mine))
        done = sum(each.state is AssignmentState.FINISHED for each in mine)
        return self.tr("{done} of {all}").format(done=done, all=len(mine))

    def _is_hidden(self, row: CoderRow) -> bool:
        now = self._round
        return now is not None and now.is_blind and row.id != self._session.bridge.coder

    def _told(self, row: CoderRow) -> str:
        if self._round is None or not self._progress(row):
            return ""
        words = (
            self.tr("Documents assigned in “{round}”; how far colleagues are is hidden in it.")
            if self._is_hidden(row)
            else self.tr("Documents finished in “{round}”, of those assigned in it.")
        )
        return words.format(round=self._round.name)

    def _set_role(self, row: CoderRow, role: str) -> None:
        if role != row.role:
            self._session.bridge.act(team.set_role, coder=row.id, role=CoderRole(role))

    def _ask(self) -> None:
        self.sheet = ask_text(
            self,
            self.tr("Add a coder"),
            self.tr("They open the study under this name, and their codings carry it."),
            self.tr("Add"),
            hint=self.tr("Name as it is to stand in tables"),
            lines=1,
            then=self._add,
        )

    def _add(self, name: str) -> None:
        self._session.bridge.act(team.add_coder, name=name)


class RoundsPanel(Panel):
    """Passes of coding: the newest open one is coded in; `chose` names the one that is chosen."""

    chose = Signal(object)  # RoundRow or None

    def __init__(self, session: Session, *, may_write: bool, parent: QWidget) -> None:
        super().__init__(parent.tr("Rounds"), name="rounds-panel", parent=parent)
        self._session = session
        self.sheet: Sheet | None = None
        add = IconButton("plus", self.tr("Open a new round"))
        add.setObjectName("add-round")
        add.setEnabled(may_write)
        add.clicked.connect(self._ask_new)
        self.header.add(add)
        columns = [
            Column[RoundRow](self.tr("Name"), lambda row: row.name, strong=True),
            Column[RoundRow](self.tr("Kind"), _kind, tip=_origin),
            Column[RoundRow](self.tr("State"), self._state, ink=lambda _: "text2", tip=_when),
        ]
        self.model: RowsModel[RoundRow] = RowsModel(columns, key=lambda row: row.id)
        self.table = FormTable(self.model, name=self.tr("Rounds"))
        self.table.setObjectName("rounds")
        self.table.choose_rows()
        self.table.picked.connect(self._follow)
        self.close_button = Button(self.tr("Close…"), tip=self.tr("Nothing more is coded in it"))
        self.close_button.setObjectName("close-round")
        self.close_button.clicked.connect(self._ask_close)
        self.unblind_button = Button(
            self.tr("Unblind…"), tip=self.tr("Let all coders see it while it stays open")
        )
        self.unblind_button.setObjectName("unblind")
        self.unblind_button.clicked.connect(self._ask_unblind)
        self.sample_button = Button(
            self.tr("Draw a sample…"), tip=self.tr("Draw documents by lot and assign them in it")
        )
        self.sample_button.setObjectName("draw-sample")
        self.sample_button.clicked.connect(self._ask_sample)
        self.body.addWidget(self.table, 1)
        self._may_write = may_write
        self._overview = Overview()
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(scaled(16), scaled(8), scaled(16), scaled(8))
        row.addWidget(self.sample_button)
        row.addStretch(1)
        row.addWidget(self.unblind_button)
        row.addWidget(self.close_button)
        self.set_footer(foot)
        self._now: RoundRow | None = None

    def show_overview(self, overview: Overview) -> None:
        """Show the rounds as they are now."""
        self._overview = overview
        self._now = overview.round
        self.model.set_rows(overview.rounds)
        self.header.set_count(f"{len(overview.rounds):,}")
        if not self.table.currentIndex().isValid() and self._now is not None:
            self.table.choose(self._now.id)
        self._follow()

    def _follow(self, *_: object) -> None:
        row: RoundRow | None = self.table.current_row()
        self.chose.emit(row)
        is_open = row is not None and row.closed_at is None
        self.close_button.setEnabled(self._may_write and is_open)
        self.sample_button.setEnabled(self._may_write and is_open)
        blind = row is not None and row.is_blind
        self.unblind_button.setEnabled(self._may_write and blind)
        self.unblind_button.setToolTip(
            self.tr("Let all coders see it while it stays open")
            if blind
            else self.tr("Only a blind round that is open can be unblinded.")
        )

    def _state(self, row: RoundRow) -> str:
        if row.closed_at is not None:
            return self.tr("closed")
        if self._now is not None and row.id == self._now.id:
            return self.tr("open, coded in")
        return self.tr("open")

    def _ask_new(self) -> None:
        self.sheet = RoundSheet(self._session, self._overview, parent=self)
        self.sheet.open()

    def _ask_sample(self) -> None:
        row: RoundRow | None = self.table.current_row()
        if row is None:
            return
        self.sheet = SampleSheet(self._session, self._overview, row, parent=self)
        self.sheet.open()

    def _ask_close(self) -> None:
        row: RoundRow | None = self.table.current_row()
        if row is None:
            return
        self.sheet = ask_choice(
            self,
            self.tr("Close the round “{name}”").format(name=row.name),
            " ".join((self.tr("Nothing more is coded in it."), self._of_ending(row))),
            [
                (self.tr("Cancel"), "plain", _nothing),
                (self.tr("Close the round"), "primary", partial(self._close, row)),
            ],
        )

    def _of_ending(self, row: RoundRow) -> str:
        """Say what the end of a round does and what takes it back, before it ends."""
        if not row.blind:
            return self.tr("Ctrl+Z opens it again.")
        if not row.is_blind:
            return self.tr("Ctrl+Z does not take that back, as it was blind.")
        return self.tr(
            "All coders see each other's work from then on, which Ctrl+Z does not take back, and "
            "entries of the ledger are numbered anew. Ask first whether all have said “I have "
            "finished this document” of what is theirs: how far colleagues are is hidden from you "
            "too, and only what two have finished is compared."
        )

    def _close(self, row: RoundRow) -> None:
        told = self.tr("“{name}” is closed.").format(name=row.name)
        done = partial(self._ended, row, told)
        self._session.bridge.act(team.close_round, done=done, round=row.id)

    def _ask_unblind(self) -> None:
        row: RoundRow | None = self.table.current_row()
        if row is None:
            return
        self.sheet = ask_why(
            self._session.bridge,
            self,
            self.tr("Unblind the round “{name}”").format(name=row.name),
            self._of_ending(row),
            self.tr("Unblind"),
            hint=self.tr("Why; the ledger keeps the reason"),
            then=partial(self._unblind, row),
        )

    def _unblind(self, row: RoundRow, reason: str) -> None:
        told = self.tr("All coders see “{name}” now.").format(name=row.name)
        done = partial(self._ended, row, told)
        self._session.bridge.act(team.unblind, done=done, reason=reason, round=row.id)

    def _ended(self, row: RoundRow, told: str, _: object) -> None:
        """Say what the end of a round brought to light: who has not finished, what is proposed."""
        with self._session.bridge.read() as reader:
            left = unfinished(reader, row.id)
            proposed = sum(code.proposed_by is not None for code in codes(reader))
        words = [told]
        if left:
            listed = "; ".join(f"{document} ({coder})" for document, coder in left[:_LISTED])
            if len(left) > _LISTED:
                listed = self.tr("{names} and {count:,} more").format(
                    names=listed, count=len(left) - _LISTED
                )
            lacking = self.tr(
                "Not finished, and so not compared: {names}. Their coders can still say that they "
                "have finished, with a click on their cell in “Who codes what”."
            )
            words.append(lacking.format(names=listed))
        if proposed:
            waiting = self.tr(
                "Proposed codes that wait in the codebook to be accepted, merged or retired: {n:,}."
            )
            words.append(waiting.format(n=proposed))
        if len(words) > 1:
            self._session.say.notice(" ".join(words), key="round-ended")


def _role(role: CoderRole) -> str:
    words = {
        CoderRole.LEAD: _tr("lead"),
        CoderRole.CODER: _tr("coder"),
        CoderRole.VIEWER: _tr("viewer"),
    }
    return words[role]


def _kind(row: RoundRow) -> str:
    words = kind_words(RoundKind(row.kind))
    if row.blind and row.kind != RoundKind.BLIND:
        return _tr("{kind}, blind").format(kind=words)
    return words


def _origin(row: RoundRow) -> str:
    """Say how the documents of a round were drawn."""
    if not row.sample:
        return ""
    told = _tr("{n} of {of} documents drawn by lot, seed {seed}")
    return told.format(n=row.sample["n"], of=row.sample["of"], seed=row.sample["seed"])


def _when(row: RoundRow) -> str:
    opened = _tr("Opened {day}").format(day=day(row.opened_at))
    if row.closed_at is None:
        return opened
    return "\n".join((opened, _tr("Closed {day}").format(day=day(row.closed_at))))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Team", text)


def _nothing() -> None:
    """Leave all as it is."""
