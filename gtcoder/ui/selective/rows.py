"""What selective coding shows of the codebook: structures with their columns, and the core."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gtcoder.progress import Progress
from gtcoder.queries.attributes import CodeTable, code_table
from gtcoder.queries.codebook import CodeRow
from gtcoder.store.reader import Reader
from gtcoder.ui.axial.rows import Theory, read_theory
from gtcoder.ui.selective.lines import Line, lines_of
from gtcoder.vocabulary import CodeId, CodeLevel

ITEM = "item"


@dataclass(frozen=True, slots=True)
class Structures:
    """The tree of categories with the free attributes of codes as columns."""

    theory: Theory = field(default_factory=Theory)
    attributes: Mapping[CodeId, Mapping[str, str]] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    below: Mapping[CodeId | None, tuple[CodeId, ...]] = field(default_factory=dict)
    loose: int = 0
    table: CodeTable = field(default_factory=CodeTable)
    lines: tuple[Line, ...] = ()

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
        return self.sum_of(column, self.shown())

    def sum_of(self, column: str, codes: Sequence[CodeId]) -> str:
        """Return the total of a column over some codes; item numbers have none."""
        if column == ITEM or column.startswith(f"{ITEM} ("):
            return ""
        values = [self.value(code, column) for code in codes]
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
    table = code_table(reader)
    values = table.values
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
    return Structures(
        theory,
        values,
        tuple(column.name for column in table.columns),
        {key: tuple(each) for key, each in below.items()},
        loose,
        table,
        lines_of(table),
    )


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True
