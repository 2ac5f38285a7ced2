"""The ways to other numbers: a kept question, a round, a question to come back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gtcoder.ui.agreement.asked import Asked
from gtcoder.ui.agreement.bar import COCKPIT, KEPT
from gtcoder.ui.agreement.chips import within
from gtcoder.ui.agreement.kept import Kept
from gtcoder.ui.agreement.kept_desk import asked_of

if TYPE_CHECKING:
    from gtcoder.ui.agreement.workspace import AgreementWorkspace


class Leading(QObject):
    """Sets the chips and the page to what is wanted, and asks for its numbers."""

    def __init__(self, workspace: AgreementWorkspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace

    def ask(self, asked: Asked) -> None:
        """Set the chips to a question, and compute it."""
        workspace = self._workspace
        if workspace.facts is not None:
            workspace.chips.offer(workspace.facts, within(asked, workspace.facts))
            workspace.compute()

    def ask_again(self, kept: Kept) -> None:
        """Compute a kept question anew."""
        self._workspace.show_view(COCKPIT)
        self.ask(asked_of(kept))

    def ask_round(self, name: str) -> None:
        """Show the codes of another round."""
        self._workspace.chips.round.choose(name)
        self._workspace.show_view(COCKPIT)
        self._workspace.compute()

    def open_kept(self, place: int) -> None:
        """Show a kept result."""
        self._workspace.show_view(KEPT)
        self._workspace.kept.choose(place)
