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
    """A sentence above the workspace; `key` names what it is about, to take it back."""

    text: str
    kind: Kind = "info"
    actions: tuple[Action, ...] = ()
    key: str = ""


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
        self, text: str, *, kind: Kind = "info", actions: tuple[Action, ...] = (), key: str = ""
    ) -> None:
        """Show a sentence until it is closed or withdrawn."""
        self.noticed.emit(Notice(text, kind, actions, key))

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
