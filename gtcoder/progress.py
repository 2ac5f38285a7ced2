"""How long work reports and stops, without knowing who listens."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):
    """The user asked to stop; whatever was begun is rolled back."""


class Progress(Protocol):
    """A listener to long work."""

    def step(self, done: int, total: int, what: str = "") -> None:
        """Report `done` of `total` (0 = unknown); raises `Cancelled` when asked to stop."""


class Silent:
    """Progress that nobody watches."""

    def step(self, done: int, total: int, what: str = "") -> None:
        """Do nothing."""
