"""What the reading of a REFI-QDA file tells: what came, what did not and why, what looked odd."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from gtcoder.batch import FileNote
from gtcoder.exchange.project_files import Came, Skipped

_SHOWN = 5


@dataclass
class Report:
    """Counts by kind, in the order in which they were first met, and notes in plain words."""

    _came: Counter[str] = field(default_factory=Counter)
    _skipped: Counter[tuple[str, str]] = field(default_factory=Counter)
    _told: dict[str, Counter[str]] = field(default_factory=dict)

    def came(self, what: str, count: int = 1) -> None:
        """Count what came in."""
        self._came[what] += count

    def skip(self, what: str, why: str, count: int = 1) -> None:
        """Count what did not come in."""
        if count:
            self._skipped[what, why] += count

    def tell(self, what: str, about: str = "") -> None:
        """Keep a note; those of one wording are told once, with what they are about."""
        self._told.setdefault(what, Counter())[about] += 1

    def counts(self) -> tuple[Came, ...]:
        """Return what came in."""
        return tuple(Came(what, count) for what, count in self._came.items() if count)

    def left_out(self) -> tuple[Skipped, ...]:
        """Return what did not come in."""
        return tuple(Skipped(what, count, why) for (what, why), count in self._skipped.items())

    def notes(self) -> tuple[FileNote, ...]:
        """Return the notes, each with the first few things it is about."""
        return tuple(FileNote(_sentence(what, about)) for what, about in self._told.items())


def _sentence(what: str, about: Counter[str]) -> str:
    named = [name for name in about if name]
    if not named:
        return what
    more = f" and {len(named) - _SHOWN} more" if len(named) > _SHOWN else ""
    return f"{what}: {', '.join(f'“{name}”' for name in named[:_SHOWN])}{more}"
