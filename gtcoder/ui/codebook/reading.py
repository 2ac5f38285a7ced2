"""Reading the codebook when it is shown and when it has changed: the tree at once, counts later."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from gtcoder.errors import GtcoderError
from gtcoder.queries.keeping import COUNTED
from gtcoder.store.ledger import Change
from gtcoder.ui.codebook.counting import Counted, Counting
from gtcoder.ui.codebook.known import Known, read_known
from gtcoder.ui.session import Session

BOOK = ("code", "attribute", "attribute_value", "membership", "code_example", "memo_link")


class CodebookReading(QObject):
    """Keeps `known` up to date while the owner is shown; `renewed` says that it is another."""

    renewed = Signal()

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner)
        self.known = Known()
        self._session, self._owner, self._stale = session, owner, True
        self._counting = Counting(session, self)
        self._counting.counted.connect(self._take)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.read)
        session.bridge.changed.connect(self.follow)

    @property
    def behind(self) -> bool:
        """Whether the study has changed since the last reading."""
        return self._stale or self._soon.isActive()

    def read(self) -> None:
        """Read the codebook at once, and the counts in a moment."""
        self._stale = False
        self._soon.stop()
        try:
            with self._session.bridge.read() as reader:
                self.known = read_known(reader, self.known.counted)
        except GtcoderError as error:
            self._stale = True  # what was read before stays
            self._session.say.error(error)
            return
        self._counting.ask()
        self.renewed.emit()

    def read_if_behind(self) -> None:
        """Read where something has changed."""
        if self.behind:
            self.read()

    def follow(self, change: Change) -> None:
        """Take a change of the study; what changes while hidden is read when shown again."""
        if not change.touches(*BOOK, *COUNTED):
            return
        if not self._owner.isVisible():
            self._stale = True
        elif change.touches(*BOOK):
            self._soon.start()
        else:
            self._counting.ask()

    def _take(self, counted: Counted) -> None:
        self.known = replace(self.known, counted=counted)
        self.renewed.emit()
