"""Errors a coder can do something about; anything else is a bug and is left to the crash report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class GtcoderError(Exception):
    """Base of every expected error: a template, its parameters and, where known, a place.

    The message says what happened, what was kept and what to do. Templates are literals, so that
    a translator can find them; `str(error)` is the English sentence.
    """

    def __init__(self, template: str, /, *, place: str = "", **parameters: Any) -> None:
        super().__init__(template)
        self.template = template
        self.parameters: Mapping[str, Any] = parameters
        self.place = place

    def __str__(self) -> str:
        sentence = self.template.format(**self.parameters)
        return f"{self.place}: {sentence}" if self.place else sentence


class InvalidInput(GtcoderError):
    """An argument breaks a rule of the model; nothing was changed."""


class NotFound(GtcoderError):
    """A name or number that the study does not hold; the message offers the nearest ones."""


class NotAllowed(GtcoderError):
    """The coder's role, a lock or a blind round forbids it."""


class ReasonNeeded(GtcoderError):
    """The verb changes the codebook's meaning and the ledger wants to know why."""


class UndoConflict(GtcoderError):
    """An entry cannot be taken back because somebody built on it."""


class StaleText(GtcoderError):
    """A memo or definition was changed by somebody else since it was read; both versions given."""

    def __init__(self, template: str, /, *, yours: str, theirs: str, **parameters: Any) -> None:
        super().__init__(template, **parameters)
        self.yours = yours
        self.theirs = theirs


class StoreUnavailable(GtcoderError):
    """The study cannot be reached or written: disk full, locked, connection lost."""


class StudyInUse(GtcoderError):
    """Another machine has the study open (a synced folder); reading or taking over is possible."""


class NotAStudy(GtcoderError):
    """The file is no gtcoder study."""


class NewerStudy(GtcoderError):
    """The study was written by a newer gtcoder."""


class OlderStudy(GtcoderError):
    """The study was written by a gtcoder before the first release."""


class DamagedStudy(GtcoderError):
    """The file is damaged; it was not touched, and a backup is offered where there is one."""


class UnreadableFile(GtcoderError):
    """A file to import cannot be read as what it claims to be."""


class NotComputable(GtcoderError):
    """A question that cannot be answered from what the study holds, with the reason."""
