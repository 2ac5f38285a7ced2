"""What can be done with whole paradigms, and with findings of the checks."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gtcoder.actions import paradigms as verbs
from gtcoder.analysis.checks import Finding, Thing
from gtcoder.queries.theory import ParadigmRow
from gtcoder.reports.checks import Waived
from gtcoder.ui.axial.acts import Acts, AxialActs
from gtcoder.ui.axial.check_rows import heading
from gtcoder.ui.kit import ask_text
from gtcoder.ui.reasons import ask_why
from gtcoder.ui.session import Session


class ParadigmActs(Acts):
    """Makes, copies, renames and removes the paradigm that is shown; `made` wants one shown."""

    made = Signal(str)

    def __init__(self, session: Session, ground: QWidget, board: AxialActs) -> None:
        super().__init__(session, ground)
        self._board = board

    def shown(self) -> ParadigmRow | None:
        """Return the paradigm that is shown; None while there is none."""
        return self._board.theory.paradigm(self._board.board)

    def ask_new(self) -> None:
        """Ask for a name and make an empty board."""
        ask_text(
            self._ground,
            self.tr("New paradigm"),
            self.tr("Its board is empty until you place the first category."),
            self.tr("Make paradigm"),
            lines=1,
            then=partial(self._make, None),
        )

    def ask_copy(self) -> None:
        """Ask for a name and make a board with the same cards."""
        board = self.shown()
        if board is not None:
            words = self.tr("The cards of “{name}” lie on it in the same roles.")
            ask_text(
                self._ground,
                self.tr("Copy paradigm"),
                words.format(name=board.name),
                self.tr("Make copy"),
                lines=1,
                initial=self.tr("{name}, copy").format(name=board.name),
                then=partial(self._make, board),
            )

    def ask_rename(self) -> None:
        """Ask for another name."""
        board = self.shown()
        if board is not None:
            ask_text(
                self._ground,
                self.tr("Rename paradigm"),
                "",
                self.tr("Rename"),
                lines=1,
                initial=board.name,
                then=lambda name: self._act(verbs.rename_paradigm, paradigm=board.id, name=name),
            )

    def ask_remove(self) -> None:
        """Ask why, and remove the board; its categories stay in the study."""
        board = self.shown()
        if board is not None:
            words = self.tr(
                "“{name}” goes with its board. Categories and relations stay, and the ledger can "
                "bring the board back."
            )
            ask_why(
                self._session.bridge,
                self._ground,
                self.tr("Remove paradigm"),
                words.format(name=board.name),
                self.tr("Remove"),
                hint=self.tr("Why"),
                then=partial(self._remove, board),
            )

    def ask_pass(self, finding: Finding) -> None:
        """Ask why a finding may stay, and let it pass."""
        ask_why(
            self._session.bridge,
            self._ground,
            self.tr("Let pass"),
            f"{heading(finding.rule)}: {finding.subject}. {finding.message}",
            self.tr("Let pass"),
            hint=self.tr("Why"),
            then=partial(self._pass, finding),
        )

    def take_back(self, waived: Waived) -> None:
        """Open a finding again."""
        self._act(verbs.unwaive, waiver=waived.waiver.id)

    def _make(self, copy_of: ParadigmRow | None, name: str) -> None:
        def show(_: object) -> None:
            cleaned = " ".join(name.split())
            self.made.emit(cleaned)
            self._session.say.toast(self.tr("Paradigm made: {name}").format(name=cleaned))

        original = None if copy_of is None else copy_of.id
        self._act(verbs.make_paradigm, done=show, name=name, copy_of=original)

    def _remove(self, board: ParadigmRow, reason: str) -> None:
        told = self.tr("Paradigm removed: {name}").format(name=board.name)
        self._session.bridge.act(
            verbs.remove_paradigm,
            done=lambda _: self._session.say.toast(told),
            reason=reason,
            paradigm=board.id,
        )

    def _pass(self, finding: Finding, reason: str) -> None:
        told = self.tr("Let pass: {what}").format(what=heading(finding.rule))
        where = finding.where
        on: dict[str, Any] = {} if where.thing is Thing.STUDY else {where.thing.value: where.key}
        self._session.bridge.act(
            verbs.waive,
            done=lambda _: self._session.say.toast(told),
            reason=reason,
            rule=finding.rule,
            detail=where.detail,
            **on,
        )
