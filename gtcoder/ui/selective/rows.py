"""What selective coding shows: structures with their attributes, the core, and the storyline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gtcoder.progress import Progress
from gtcoder.queries import theory as answers
from gtcoder.queries.codebook import CodeRow, attributes
from gtcoder.queries.theory import MemoRow
from gtcoder.store.reader import Reader
from gtcoder.ui.axial.rows import Theory, read_theory
from gtcoder.vocabulary import CodeId, CodeLevel, MemoKind

STORYLINE = "Storyline"


@dataclass(frozen=True, slots=True)
class Structures:
    """The tree of categories with the free attributes of codes as columns."""

    theory: Theory = field(default_factory=Theory)
    attributes: Mapping[CodeId, Mapping[str, str]] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    below: Mapping[CodeId | None, tuple[CodeId, ...]] = field(default_factory=dict)
    story: MemoRow | None = None
    loose: int = 0

    @property
    def core(self) -> CodeRow | None:
        """The core category, where there is one."""
        every = self.theory.codes.values()
        return next((code for code in every if code.level is CodeLevel.CORE), None)

    def value(self, code: CodeId, column: str) -> str:
        """Return an attribute of a code, empty where it has none."""
        return self.attributes.get(code, {}).get(column, "")

    def total(self, column: str) -> str:
        """Return the sum of a column of numbers, else how many cells say something."""
        values = [self.value(code, column) for code in self.shown()]
        filled = [value for value in values if value.strip()]
        if filled and all(_is_number(value) for value in filled):
            return f"{sum(float(value) for value in filled):g}"
        return f"{len(filled):,}"

    def counts(self, column: str) -> bool:
        """Tell whether the total of a column is a sum and not a count of filled cells."""
        values = [self.value(code, column) for code in self.shown()]
        filled = [value for value in values if value.strip()]
        return bool(filled) and all(_is_number(value) for value in filled)

    def shown(self) -> list[CodeId]:
        """Return all codes of the table, in the tree's order."""
        found: list[CodeId] = []
        waiting = list(self.below.get(None, ()))[::-1]
        while waiting:
            code = waiting.pop()
            found.append(code)
            waiting.extend(self.below.get(code, ())[::-1])
        return found


def read_structures(reader: Reader, progress: Progress) -> Structures:
    """Return the structures as they stand."""
    theory = read_theory(reader, progress)
    values = attributes(reader)
    below: dict[CodeId | None, list[CodeId]] = {}
    for code in theory.codes.values():
        parent = code.parent if code.parent in theory.codes else None
        below.setdefault(parent, []).append(code.id)
    roots = [
        key
        for key in below.get(None, ())
        if theory.codes[key].level is not CodeLevel.OPEN or below.get(key)
    ]
    loose = len(below.get(None, ())) - len(roots)
    below[None] = [key for key in roots if theory.codes[key].level is not CodeLevel.CORE]
    below[None] += [
        child
        for key in roots
        if theory.codes[key].level is CodeLevel.CORE
        for child in below.get(key, ())
    ]
    names = dict.fromkeys(name for each in values.values() for name in each)
    return Structures(
        theory,
        values,
        tuple(names),
        {key: tuple(each) for key, each in below.items()},
        _storyline(reader),
        loose,
    )


def _storyline(reader: Reader) -> MemoRow | None:
    """Return the newest theoretical memo with that title."""
    told = [
        memo
        for memo in answers.memos(reader)
        if memo.title == STORYLINE and memo.kind == MemoKind.THEORETICAL
    ]
    return told[-1] if told else None


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True
