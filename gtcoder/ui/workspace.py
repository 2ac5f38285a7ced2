"""What all workspaces share: they read when shown, and again when what they show has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from gtcoder.ui.preferences import Spot
from gtcoder.ui.session import Session, Target

if TYPE_CHECKING:
    from gtcoder.store.ledger import Change


class Workspace(QWidget):
    """A place of the rail.

    A subclass names itself in `place`, the tables it shows in `tables`, and reads the study in
    `refresh`. It reads when it is shown for the first time and, while shown, once per burst of
    changes that touch its tables, or a round, for a blind one hides what colleagues did; what
    changes while it is hidden is read when it is shown again.
    A workspace that can do better than read everything anew overrides `take`.
    """

    place: ClassVar[str] = ""
    tables: ClassVar[frozenset[str]] = frozenset()
    status_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.stale = True
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._read)
        session.bridge.changed.connect(self.on_change)

    def refresh(self) -> None:
        """Read the study and show it."""

    def take(self, change: Change) -> None:
        """Follow a change that touches `tables` while shown; as it stands: read again soon."""
        self.stale = True
        self._soon.start()

    def open_target(self, target: Target) -> None:
        """Show one thing in this workspace."""

    def status(self) -> tuple[str, ...]:
        """Return what the status bar says at its right end; `status_changed` asks for it anew."""
        return ()

    def first_focus(self) -> QWidget:
        """Return the widget that has the focus when the workspace is shown."""
        return self

    def panels(self) -> tuple[QWidget, ...]:
        """Return the widgets F6 goes round, in reading order."""
        return (self.first_focus(),)

    def may_leave(self) -> bool:
        """Store what is being written, or tell that it cannot be left now."""
        return True

    def may_close(self) -> bool:
        """Do so before the workspace is gone, with all that stands in it and is not stored."""
        return self.may_leave()

    def spot(self) -> Spot | None:
        """Return what to come back to when the study is opened again; None where nothing is."""
        return None

    def here(self) -> Target:
        """Return what to show again when the workspace is made anew, for a text of another size."""
        return None

    def on_change(self, change: Change) -> None:
        """Take a change of the study, now or when shown."""
        if not change.touches("round", *self.tables):
            return
        if self.isVisible():
            self.take(change)
        else:
            self.stale = True

    def read_now(self) -> None:
        """Read at once if anything changed since the last reading."""
        if self.stale:
            self._read()

    def showEvent(self, event: QShowEvent) -> None:  # as Qt names it
        """Read what changed meanwhile; what fails is tried once more in a moment, and told then.

        No error may leave an event that Qt sends while Python waits for Qt: PySide counts wrongly
        who holds the methods that Qt calls next, and the program breaks down much later.
        """
        super().showEvent(event)
        try:
            self.read_now()
        except Exception:  # noqa: BLE001  # raised again by the timer, where it does no harm
            self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave reading to the next time it is shown."""
        super().hideEvent(event)
        self._soon.stop()

    def _read(self) -> None:
        self._soon.stop()
        self.stale, read = False, False
        try:
            self.refresh()
            read = True
        finally:
            self.stale |= not read  # what could not be read now is read when it can
        self.status_changed.emit()
