"""The rows of the table of structures: a code in one of its places, and where it can be moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gtcoder.queries.attributes import CodeTable
from gtcoder.queries.codebook import CodeRow
from gtcoder.vocabulary import CodeId, CodeLevel

if TYPE_CHECKING:
    from gtcoder.reports.structures import Place

AXIAL, STRUCTURE, SUB, CODE = range(4)
NAMES = (AXIAL, STRUCTURE, SUB)
_HEADS = (CodeLevel.AXIAL, CodeLevel.CORE)


@dataclass(frozen=True, slots=True)
class Line:
    """A row: names from the axial code down to the open code, and what they are the names of.

    `places` are the categories in the first three cells, None where a cell is empty; a row without
    a code is a category that holds none yet; `further` marks a place beside the code's own one.
    """

    names: tuple[str, str, str, str]
    places: tuple[CodeId | None, CodeId | None, CodeId | None]
    code: CodeRow | None = None
    further: bool = False

    @property
    def key(self) -> tuple[CodeId | None, ...]:
        """What tells this row from the others."""
        return (None if self.code is None else self.code.id, *self.places)

    @property
    def deepest(self) -> CodeId | None:
        """The category the code is in."""
        return next((place for place in reversed(self.places) if place is not None), None)


@dataclass(frozen=True, slots=True)
class Move:
    """Where codes go: under a category that is there, to the top, or into one to be made."""

    parent: CodeId | None
    name: str = ""  # of the category to be made under `parent`
    level: CodeLevel = CodeLevel.SELECTIVE


def lines_of(table: CodeTable) -> tuple[Line, ...]:
    """Return the rows of the table, those of empty categories last in their category."""
    from gtcoder.reports.structures import line_of, newest_items, places_of_codes

    item = newest_items([column.name for column in table.columns])
    by_id = {code.id: code for code in table.codes}
    found = places_of_codes(table, item)
    rows = [_line(by_id, place) for place in found]
    held = {each for place in found for each in place.line}
    for code in table.codes:
        wanted = code.level in (CodeLevel.AXIAL, CodeLevel.SELECTIVE) and code.id not in held
        if wanted and not any(other.parent == code.id for other in table.codes):
            rows.append(_empty(by_id, line_of(by_id, code.id)))
    return tuple(_grouped(rows))


def _line(by_id: dict[CodeId, CodeRow], place: Place) -> Line:
    names = (place.axial, place.structure, place.sub, place.name)
    return Line(names, _places(by_id, place.line), place.code, place.further)


def _empty(by_id: dict[CodeId, CodeRow], line: Sequence[CodeId]) -> Line:
    places = _places(by_id, line)
    names = [by_id[each].name if each is not None else "" for each in places]
    return Line((names[0], names[1], names[2], ""), places)


def _places(
    by_id: dict[CodeId, CodeRow], line: Sequence[CodeId]
) -> tuple[CodeId | None, CodeId | None, CodeId | None]:
    categories = [each for each in line if by_id[each].level is not CodeLevel.OPEN]
    axial = next(iter(categories), None)
    if axial is None or by_id[axial].level not in _HEADS:
        axial = None
    below = categories[1:] if axial is not None else categories
    structure = below[0] if below else None
    return axial, structure, below[-1] if len(below) > 1 else None


def _grouped(rows: list[Line]) -> list[Line]:
    """Put each row behind those of its axial code and structure, in the order of their first."""
    first: dict[tuple[CodeId | None, ...], int] = {}
    for number, row in enumerate(rows):
        for depth in (1, 2):
            first.setdefault(row.places[:depth], number)
    keys = [(first[row.places[:1]], first[row.places[:2]], n) for n, row in enumerate(rows)]
    return [row for _, row in sorted(zip(keys, rows, strict=True), key=lambda pair: pair[0])]


def names_for(table: CodeTable, line: Line, column: int) -> list[str]:
    """Return the names of the categories that a cell of a row can take."""
    return [code.name for code in _candidates(table, line, column)]


def move_for(table: CodeTable, line: Line, column: int, name: str) -> Move | None:
    """Return what naming a category in a cell asks for; None where the cell has nothing above."""
    written = " ".join(name.split())
    above = None if column == AXIAL else line.places[column - 1]
    if column == SUB and above is None:
        return None
    if not written:
        return Move(above)
    for code in _candidates(table, line, column):
        if code.name.casefold() == written.casefold():
            return Move(code.id)
    if column == AXIAL:
        return Move(_core_above(table, line), written, CodeLevel.AXIAL)
    return Move(above, written)


def _candidates(table: CodeTable, line: Line, column: int) -> list[CodeRow]:
    if column == AXIAL:
        return [code for code in table.codes if code.level in _HEADS]
    above = line.places[column - 1]
    structures = (CodeLevel.SELECTIVE, CodeLevel.AXIAL)
    return [
        code
        for code in table.codes
        if code.parent == above
        and code.level in structures
        and (above is not None or code.level is CodeLevel.SELECTIVE)
    ]


def _core_above(table: CodeTable, line: Line) -> CodeId | None:
    """Return the core, where the axial code of the row lies under it in the tree."""
    by_id = {code.id: code for code in table.codes}
    axial = line.places[AXIAL]
    parent = None if axial is None else by_id[axial].parent
    return parent if parent is not None and by_id[parent].level is CodeLevel.CORE else None
