"""A codebook as a file gave it, and how what it says of a code differs from what stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gtcoder.vocabulary import AttributeKind, CodeLevel

Path = tuple[str, ...]
TEXTS = ("definition", "rule", "when_not", "example")


@dataclass(frozen=True, slots=True)
class BookColumn:
    """A column of a codebook that is none of ours: a free attribute, its kind where it is said."""

    name: str
    kind: AttributeKind = AttributeKind.TEXT
    choices: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class BookCode:
    """A code of a file by its path; what the file does not say is empty, None or missing.

    `texts` holds definition, rule, when_not and example; `values` the attributes; `also` the
    further categories it serves; `place` says where in the file it stands.
    """

    path: Path
    texts: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    level: CodeLevel | None = None
    colour: int = 0
    domain: bool = False
    also: tuple[Path, ...] = ()
    place: str = ""

    @property
    def written(self) -> str:
        """The path as people write it."""
        return " > ".join(self.path)


@dataclass(frozen=True, slots=True)
class CodebookDraft:
    """The codes of a file, parents before children, siblings in their order."""

    codes: tuple[BookCode, ...] = ()
    columns: tuple[BookColumn, ...] = ()
    notes: tuple[str, ...] = ()


class BookState(StrEnum):
    """What a code of a file is to the study: not there, the same, adding to it, or differing."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Difference:
    """What a file adds where the study says nothing, and where the two differ: theirs by name."""

    added: Mapping[str, str]
    differing: Mapping[str, str]

    @property
    def state(self) -> BookState:
        """What it comes to."""
        if self.differing:
            return BookState.CONFLICT
        return BookState.CHANGED if self.added else BookState.SAME


def key_of(path: Path) -> Path:
    """Return a path by which two that differ in blanks or capitals alone are one."""
    return tuple(" ".join(name.split()).casefold() for name in path)


def said(code: BookCode) -> dict[str, str]:
    """Return all that a file says of a code that a study may say otherwise, by name."""
    texts = {name: code.texts.get(name, "") for name in TEXTS}
    level = {} if code.level is None else {"level": str(code.level)}
    return {**texts, **level, **{f"={name}": value for name, value in code.values.items()}}


def difference(theirs: Mapping[str, str], ours: Mapping[str, str]) -> Difference:
    """Compare what a file and the study say of a code; blanks alone make no difference."""
    added: dict[str, str] = {}
    differing: dict[str, str] = {}
    for name, text in theirs.items():
        mine = ours.get(name, "")
        if not text.strip() or " ".join(text.split()) == " ".join(mine.split()):
            continue
        (differing if mine.strip() else added)[name] = text
    return Difference(added, differing)
