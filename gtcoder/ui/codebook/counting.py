"""Counts of the codes, read off the GUI thread, one reading at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gtcoder.errors import GtcoderError
from gtcoder.queries.names import names
from gtcoder.store.reader import Reader
from gtcoder.ui.session import Session
from gtcoder.vocabulary import CodeId

if TYPE_CHECKING:
    from gtcoder.queries.counts import CodeCount  # noqa: TC004  # it loads numpy
    from gtcoder.queries.hints import Hint  # noqa: TC004  # numpy, too

_PAUSE = 120  # ms in which changes are gathered


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of every code, of how many interviews, and whether a blind round hides some.

    `hints` say how many interviews ago each code gave something new; none while a round is blind.
    """

    codes: Mapping[CodeId, CodeCount] = field(default_factory=dict)
    interviews: int = 0
    blind: bool = False
    hints: Mapping[CodeId, Hint] = field(default_factory=dict)

    def passages(self) -> dict[CodeId, int]:
        """Return how many passages carry each code or one that serves it."""
        return {code: count.with_children.passages for code, count in self.codes.items()}


def count(reader: Reader) -> Counted:
    """Count what the viewer may see."""
    from gtcoder.queries.counts import code_counts  # loads numpy, which takes a while
    from gtcoder.queries.hints import saturation_hints

    blind = reader.blind is not None
    hints = {} if blind else saturation_hints(reader)
    return Counted(code_counts(reader), len(names(reader).documents), blind, hints)


class Counting(QObject):
    """Counts when asked, in a job; what is asked meanwhile is counted once, afterwards."""

    counted = Signal(object)  # Counted

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._running, self._again = session, False, False
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._begin)

    @property
    def busy(self) -> bool:
        """Whether counts are on their way."""
        return self._running or self._soon.isActive()

    def ask(self) -> None:
        """Count soon."""
        if not self._soon.isActive():
            self._soon.start()

    def _begin(self) -> None:
        if self._running:
            self._again = True
            return
        self._running = True
        bridge = self._session.bridge

        def work(_: object) -> Counted:
            with bridge.read() as reader:
                return count(reader)

        self._session.jobs.start(work, done=self._done, failed=self._failed, owner=self)

    def _done(self, counted: Counted) -> None:
        self._running = False
        self.counted.emit(counted)
        self._once_more()

    def _failed(self, error: Exception) -> None:
        """Keep the old counts where the study cannot be reached; the window says so itself."""
        self._running = False
        if not isinstance(error, GtcoderError):
            raise error
        self._once_more()

    def _once_more(self) -> None:
        if self._again:
            self._again = False
            self.ask()
