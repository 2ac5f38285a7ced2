"""What the window says: notices that stay, toasts that go, and errors in their own sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal

from gtcoder.errors import GtcoderError, NotAllowed, StoreUnavailable, UndoConflict

Kind = Literal["info", "warn", "danger", "success"]
Action = tuple[str, Callable[[], None]]


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence above the workspace; `key` names what it is about, to take it back.

    What goes wrong and can be answered, or was not stored, stays when one goes to another place,
    and so does what holds for the whole study (`lasting`); everything else goes.
    """

    text: str
    kind: Kind = "info"
    actions: tuple[Action, ...] = ()
    key: str = ""
    lasting: bool = False

    @property
    def stays(self) -> bool:
        """Whether it outlives the place where it was said."""
        answerable = self.kind == "warn" and bool(self.actions)
        return self.lasting or self.kind == "danger" or answerable


@dataclass(frozen=True, slots=True)
class Told:
    """A short word on what was just done, out of sight; with a way to take it back."""

    text: str
    undo: bool = True


class Messages(QObject):
    """Where widgets speak to the person; the main window shows it."""

    noticed = Signal(object)  # Notice
    withdrawn = Signal(str)
    told = Signal(object)  # Told

    def notice(
        self,
        text: str,
        *,
        kind: Kind = "info",
        actions: tuple[Action, ...] = (),
        key: str = "",
        lasting: bool = False,
    ) -> None:
        """Show a sentence until it is closed or withdrawn; `lasting`: in every place."""
        self.noticed.emit(Notice(text, kind, actions, key, lasting))

    def withdraw(self, key: str) -> None:
        """Take back a notice that is no longer true."""
        self.withdrawn.emit(key)

    def toast(self, text: str, *, undo: bool = True) -> None:
        """Say what was done where its effect is out of sight; `undo` offers to take it back."""
        self.told.emit(Told(text, undo))

    def error(self, error: GtcoderError) -> None:
        """Show an expected error: in red where something could not be stored, else in amber."""
        grave = isinstance(error, StoreUnavailable)
        kind: Kind = "danger" if grave else "warn"
        light = isinstance(error, UndoConflict | NotAllowed)
        self.notice(str(error), kind=kind, key="undo" if light else "error")
