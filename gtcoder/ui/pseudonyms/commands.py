"""The commands of pseudonyms: the list, and the presentation of the texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from gtcoder.ui.commands import Command
from gtcoder.ui.pseudonyms.key import PseudonymKey
from gtcoder.ui.session import Session
from gtcoder.vocabulary import DocumentId

if TYPE_CHECKING:
    from gtcoder.ui.main_window import MainWindow
    from gtcoder.ui.pseudonyms.presentation import Presentation
    from gtcoder.ui.pseudonyms.sheet import PseudonymSheet

Add = Callable[[Command, Callable[..., object]], QAction]


class PseudonymCommands(QObject):
    """Holds the list of the open study, shows its sheet and the presentation."""

    def __init__(self, window: MainWindow, session: Session, add: Add) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self.key = PseudonymKey(session, self)
        self.presentation: Presentation | None = None
        add(Command("study.pseudonyms", self.tr("Pseudonyms…"), "study", "",
                    self.tr("Names that are replaced in all that is exported, copied and shown"),
                    group=2), self.ask)  # fmt: skip
        add(Command("view.presentation", self.tr("Presentation view"), "view", "F11",
                    self.tr("Show the texts with pseudonyms, reading only, in a window of their "
                            "own"), group=4), self.present)  # fmt: skip

    def ask(self) -> PseudonymSheet:
        """Show the list."""
        from gtcoder.ui.pseudonyms.sheet import PseudonymSheet

        sheet = PseudonymSheet(self._session, self.key, self._window)
        sheet.open()
        return sheet

    def present(self) -> None:
        """Show the texts with pseudonyms, or go back; without a list, ask for one first."""
        if self.presentation is not None:
            self.presentation.close()
            return
        from gtcoder.queries.names import names

        with self._session.bridge.read() as reader:
            known = names(reader).documents
        if not self.key.mask:
            self.ask().accepted.connect(self._present_listed)
        elif known:
            self._open(known)

    def _present_listed(self) -> None:
        """Show what was asked for, now that there is a list."""
        if self.key.mask and self.presentation is None:
            self.present()

    def drop(self) -> None:
        """Let go of the study that is closed."""
        if self.presentation is not None:
            self.presentation.close()
        self.key.drop()
        self.deleteLater()

    def _open(self, known: dict[int, str]) -> None:
        from gtcoder.ui.pseudonyms.presentation import Presentation

        stack = self._window.stack
        spot = stack.workspace.spot() if stack and stack.workspace else None
        spot = spot or self._session.preferences.spot(self._session.location)
        document = spot.document if spot.document in known else next(iter(known))
        shown = Presentation(self._session, self.key, self._window)
        shown.resize(self._window.size())
        shown.show_document(DocumentId(document), spot.top if spot.document == document else 0)
        shown.destroyed.connect(self._closed)
        self.presentation = shown
        shown.show()
        shown.view.setFocus()  # so that the keys that turn pages do

    def _closed(self) -> None:
        self.presentation = None
