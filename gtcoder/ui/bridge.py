"""Between the open study and the widgets: one signal in, one door out, one writer thread."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from gtcoder.errors import GtcoderError, InvalidInput, StoreUnavailable
from gtcoder.progress import Cancelled
from gtcoder.ui.jobs import Jobs
from gtcoder.vocabulary import CoderId

if TYPE_CHECKING:  # the store takes long to import, and a bare window needs none
    from gtcoder.store.ledger import Change
    from gtcoder.store.project import OpenProject
    from gtcoder.store.reader import Reader

POLL_MILLISECONDS = 1500
Labels = tuple[str | None, str | None, bool]
Failed = Callable[[GtcoderError], None]


@dataclass(frozen=True, slots=True)
class State:
    """What the window says of the open study: what can be undone, and what is not saved yet."""

    revision: int
    undo: str | None = None
    redo: str | None = None
    past_erasing: bool = False  # why there is nothing to undo
    waiting: int = 0
    failures: int = 0
    saved_at: datetime | None = None
    offline: bool = False


class Bridge(QObject):
    """The open study as widgets know it.

    `changed` carries each Change, own and colleagues', on the GUI thread and in order;
    `state_changed` says that `state` is another; `failed` carries the error of a verb for which
    nobody gave a handler.
    """

    changed = Signal(object)
    state_changed = Signal()
    failed = Signal(object)

    def __init__(self, project: OpenProject, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self.state = State(project.seen)
        self._writer = Jobs(threads=1, parent=self)
        self._heard: list[Change] = []
        self._closed = False
        project.listeners.append(self._heard.append)
        self._clock = QTimer(self, interval=POLL_MILLISECONDS)
        self._clock.timeout.connect(self._poll)
        self._clock.start()
        if self.can_write:
            self._writer.start(
                lambda _: self.project.labels, done=self._name, failed=self._not_looked
            )

    @property
    def coder(self) -> CoderId | None:
        """Who is coding; None where the study is only read."""
        return self.project.coder

    @property
    def can_write(self) -> bool:
        """Whether verbs may be called at all."""
        return self.coder is not None and not self.project.read_only

    def read(self) -> AbstractContextManager[Reader]:
        """Give a snapshot as this coder may see it; from any thread."""
        if self._closed:  # else the store would open the file anew, and leave it open
            raise StoreUnavailable("The study is closed. Open it again to read it.")
        return self.project.read()

    def act(
        self,
        verb: Callable[..., Any],
        /,
        *,
        done: Callable[[Any], None] | None = None,
        failed: Failed | None = None,
        reason: str = "",
        **arguments: Any,
    ) -> None:
        """Queue a verb; `done` gets what it returns, after the views have heard of the change."""
        call = partial(self.project.perform, verb, reason=reason, **arguments)
        self.queue(call, done, failed, forward=True)

    def undo(self) -> None:
        """Take back my last entry that still stands."""
        self.queue(self.project.undo, None, None)

    def redo(self) -> None:
        """Do again what I took back last."""
        self.queue(self.project.redo, None, None)

    def revert(self, revision: int, *, failed: Failed | None = None) -> None:
        """Take back any entry."""
        self.queue(partial(self.project.revert, revision), None, failed)

    def drain(self) -> None:
        """Wait until all that was asked is stored."""
        self._writer.shut_down(cancel=False)

    def close(self) -> None:
        """Store what waits, then let go of the study."""
        if self._closed:
            return
        self._closed = True
        self._clock.stop()
        self.drain()
        self.project.close()

    def queue(
        self,
        call: Callable[[], Any],
        done: Callable[[Any], None] | None,
        failed: Failed | None,
        *,
        forward: bool = False,
    ) -> None:
        """Let the writer do it; what goes `forward` is itself what undo takes back next.

        For what is no verb, but must not come between verbs; those wait for it.
        """
        if self._closed:
            return

        def work(_: object) -> tuple[Any, list[Change], Labels | None]:
            from gtcoder.store.erasing import ERASE

            try:
                result = call()
            except Cancelled:
                raise InvalidInput("It was stopped. Nothing of it was stored.") from None
            news = self._news()
            own = [change for change in news if change.coder == self.coder]
            if forward and own and own[-1].action != ERASE:
                return result, news, (own[-1].action, None, False)
            return result, news, _labels_if_reached(self.project) if news else None

        self._tell(waiting=self.state.waiting + 1)
        self._writer.start(
            work, done=partial(self._acted, done), failed=partial(self._not_acted, failed)
        )

    def _acted(
        self,
        done: Callable[[Any], None] | None,
        outcome: tuple[Any, list[Change], Labels | None],
    ) -> None:
        if self._closed:
            return
        result, news, labels = outcome
        saved = datetime.now() if news else self.state.saved_at
        revision = max([self.state.revision, *(change.revision for change in news)])
        for change in news:
            self.changed.emit(change)
        waiting = self.state.waiting - 1
        self._tell(waiting=waiting, saved_at=saved, revision=revision, offline=False)
        self._name(labels)
        if done is not None:
            done(result)

    def _not_acted(self, failed: Failed | None, error: Exception) -> None:
        if self._closed and isinstance(error, GtcoderError):
            return  # whom it concerned is gone
        self._tell(waiting=self.state.waiting - 1, failures=self.state.failures + 1)
        if not isinstance(error, GtcoderError):
            raise error
        if failed is not None:
            failed(error)
        else:
            self.failed.emit(error)

    def _poll(self) -> None:
        if self._writer.running or self._closed:
            return
        self._writer.start(self._look, done=self._looked, failed=self._not_looked)

    def _look(self, _: object) -> tuple[list[Change], Labels | None]:
        self.project.poll()
        news = self._news()
        return news, _labels_if_reached(self.project) if news and self.can_write else None

    def _looked(self, found: tuple[list[Change], Labels | None]) -> None:
        if self._closed:
            return
        news, labels = found
        for change in news:
            self.changed.emit(change)
        if news or self.state.offline:
            self._tell(offline=False, revision=max(self.state.revision, self.project.seen))
        self._name(labels)

    def _not_looked(self, error: Exception) -> None:
        if not isinstance(error, StoreUnavailable):
            raise error
        self._tell(offline=True)

    def _news(self) -> list[Change]:
        news = self._heard[:]
        del self._heard[: len(news)]
        return news

    def _name(self, labels: Labels | None) -> None:
        if labels is not None:
            self._tell(undo=labels[0], redo=labels[1], past_erasing=labels[2])

    def _tell(self, **facts: Any) -> None:
        new = replace(self.state, **facts)
        if new != self.state:
            self.state = new
            self.state_changed.emit()


def _labels_if_reached(project: OpenProject) -> Labels | None:
    """Return what undo and redo are called; what is stored is told even if that fails."""
    try:
        return project.labels
    except StoreUnavailable:
        return None
