"""What a sheet shows of a project or copy before it comes in: parts, their lines, questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gtcoder.study_rows import Arrival


class Fate(StrEnum):
    """What becomes of something that a file holds, or that only we have."""

    COMES = "comes"
    CHANGES = "changes"
    GOES = "goes"
    STAYS = "stays"
    OUT = "out"
    CONFLICT = "conflict"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a part: what it is about, how many, what becomes of it.

    `here` and `there` are the two texts of it where they differ, `stays` is what stays of them.
    """

    what: str
    fate: Fate
    said: str = ""
    count: int | None = None
    here: str = ""
    there: str = ""
    stays: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of one kind under their title; without lines, `empty` says so in a sentence.

    `count` is how many things the lines are about, where that is to be said.
    """

    key: str
    title: str
    lines: tuple[Line, ...] = ()
    empty: str = ""
    count: int = 0

    @property
    def conflicts(self) -> int:
        """How many lines are conflicts."""
        return sum(line.fate is Fate.CONFLICT for line in self.lines)


@dataclass(frozen=True, slots=True)
class Asking:
    """A question, the answers in words with what they stand for, and the one that holds now."""

    key: str
    sentence: str
    choices: tuple[tuple[str, str], ...]
    chosen: str


Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Incoming:
    """All that is known of a project or copy before it comes in.

    `head` says what it is, `warning` what to know first. `summary` says in few words what comes;
    where it is empty nothing can come in, and `nothing` may say why; `hindrance` says why this
    coder may not bring it in. `arrival` holds for the study after the entry `revision`. `report` is
    the whole report as plain text, and `stem` the name to propose for its file.
    """

    title: str
    head: str
    arrival: Arrival
    revision: int | None = None
    parts: tuple[Part, ...] = ()
    asked: tuple[Asking, ...] = ()
    warning: str = ""
    summary: str = ""
    nothing: str = ""
    hindrance: str = ""
    report: str = ""
    stem: str = "import report"
    facts: Mapping[str, str] = field(default_factory=dict)
