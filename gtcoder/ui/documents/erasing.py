"""Erasing for good as gestures: of a document, a participant, or a text that was removed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gtcoder.progress import Progress
from gtcoder.queries.erasure import removed_documents
from gtcoder.queries.people import ParticipantRow
from gtcoder.ui.documents.rows import Listed, Overview
from gtcoder.ui.kit import Button, Sheet, ask_choice
from gtcoder.ui.session import Session
from gtcoder.vocabulary import CoderRole, DocumentId

Removed = tuple[tuple[DocumentId, str], ...]


class ErasingActs(QObject):
    """Opens the boxes; `hindrance` says why nothing may be erased, and `permitted` that it is new.

    `sheet` is the last box that was opened.
    """

    permitted = Signal()

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._place = session, window
        self.sheet: Sheet | None = None
        self.hindrance = self._unless_writing()

    def follow(self, overview: Overview) -> None:
        """See whether the person may erase, as the study is now."""
        me = overview.me
        if me is None or me.role is not CoderRole.LEAD:
            hindrance = self.tr("Only a lead erases for good")
        elif any(row.is_blind for row in overview.rounds):
            hindrance = self.tr("Nothing is erased while a blind round is open")
        else:
            hindrance = ""
        self.hindrance = self._unless_writing() or hindrance
        self.permitted.emit()

    def ask_document(self, document: Listed) -> None:
        """Show what erasing a document would take."""
        self._open({"document": document.id}, document.document.name)

    def ask_participant(self, person: ParticipantRow) -> None:
        """Show what erasing what somebody said would take."""
        self._open({"participant": person.id}, person.name)

    def ask_removed(self) -> None:
        """Ask which of the removed documents is to go from the ledger as well."""
        bridge = self._session.bridge

        def read(_: Progress) -> Removed:
            with bridge.read() as reader:
                return removed_documents(reader)

        self._session.jobs.start(read, done=self._choose_removed, owner=self)

    def ask_afresh(self) -> None:
        """Write the study afresh where it was in use when something was erased."""
        from gtcoder.ui.documents.afresh_sheet import AfreshSheet

        self.sheet = AfreshSheet(self._session, "", parent=self._place.window())
        self.sheet.open()

    def _choose_removed(self, removed: Removed) -> None:
        from gtcoder.ui.documents.choice_sheet import choose_one

        title = self.tr("Erase a removed text")
        if not removed:
            told = self.tr("The ledger keeps no text of a document that was removed.")
            close = self.tr("Close")
            self.sheet = ask_choice(
                self._place.window(), title, told, [(close, "primary", _nothing)]
            )
            return
        names = [name for _, name in removed]
        choices = [
            (name if names.count(name) == 1 else f"{name} ({key})", (key, name))
            for key, name in removed
        ]
        self.sheet = choose_one(
            self._place.window(), title, self.tr("Removed document"), choices, self.tr("Look…"),
            self._open_removed,
        )  # fmt: skip

    def _open_removed(self, chosen: tuple[DocumentId, str]) -> None:
        self._open({"document": chosen[0]}, chosen[1])

    def _open(self, target: Mapping[str, int], name: str) -> None:
        from gtcoder.ui.documents.erase_sheet import EraseSheet

        # Over the whole window: the workspaces are made anew when something was erased.
        self.sheet = EraseSheet(self._session, target, name, parent=self._place.window())
        self.sheet.open()

    def _unless_writing(self) -> str:
        may = self._session.bridge.can_write
        return "" if may else self.tr("The study is open for reading only")


class EraseButton(Button):
    """A button that can be pressed while something may be erased, and says why not."""

    def __init__(self, acts: ErasingActs) -> None:
        super().__init__(acts.tr("Erase for good…"), kind="quiet")
        self.setObjectName("erase")
        self._acts = acts
        acts.permitted.connect(self._permit)
        self._permit()

    def _permit(self) -> None:
        why_not = self._acts.hindrance
        self.setEnabled(not why_not)
        what = self._acts.tr("Erase the words from texts, memos and ledger; nothing brings it back")
        self.setToolTip(why_not or what)


def _nothing() -> None:
    """Leave all as it is."""
