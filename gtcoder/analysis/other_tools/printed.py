"""One number as another program would print it, with its definition and what it hides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tool(StrEnum):
    """Programs whose definitions are followed."""

    ATLAS = "ATLAS.ti"
    MAXQDA = "MAXQDA"
    NVIVO = "NVivo"
    QUALCODER = "QualCoder"
    DEDOOSE = "Dedoose"
    REQUAL = "requal"


@dataclass(frozen=True, slots=True)
class Statistic:
    """A number that a program shows: how it is defined there, and what to know of it."""

    tool: Tool
    name: str
    definition: str
    caveat: str
    percent: bool = False


@dataclass(frozen=True, slots=True)
class PrintedValue:
    """A statistic of another program for some coders: over all codes, a code, domain or document.

    `value` is None where the program could not be asked or would divide by zero; `why` says so.
    """

    statistic: Statistic
    coders: tuple[str, ...]
    value: float | None
    code: str | None = None
    document: str | None = None
    why: str = ""

    @property
    def shown(self) -> str:
        """The number as it would be printed."""
        if self.value is None:
            return "–"
        return f"{100 * self.value:.1f} %" if self.statistic.percent else f"{self.value:.3f}"


def share(part: float, whole: float) -> float | None:
    """Return part / whole, None where there is nothing."""
    return part / whole if whole else None
