"""The property grid: where each case lies along the dimensions of the categories.

Saturation of meaning is read here and not from a curve of new codes: a property whose cells are
empty, or that holds cases nobody has explained, is not yet understood (Strauss & Corbin 1990,
ch. 11; Corbin & Strauss 2015, ch. 7).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gtcoder.progress import Progress
from gtcoder.queries import passages, people
from gtcoder.queries.codebook import codes
from gtcoder.queries.properties import PlacedPassage, PropertyRow, placed_passages, properties
from gtcoder.reports.base import Basis, Report, Row, number_of, report
from gtcoder.reports.columns import UNKNOWN_NAME, By
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId

_NEGATIVE, _UNEXPLAINED = " n", " n?"


@dataclass(frozen=True, slots=True)
class GridOptions:
    """The options of the property grid."""

    by: By = field(default=By.PARTICIPANT, metadata={"help": "what a case is"})
    category: tuple[str, ...] = field(
        default=(), metadata={"help": "only these categories, by path; without any: all"}
    )


@dataclass(frozen=True, slots=True)
class GridCell:
    """The passages of one case on one property, by their place; empty where there is none."""

    placed: tuple[PlacedPassage, ...] = ()

    @property
    def places(self) -> tuple[int, ...]:
        """The places along the dimension, 0 to 100, in order."""
        return tuple(each.place for each in self.placed)

    @property
    def negative(self) -> int:
        """How many negative cases there are, explained or not."""
        return sum(each.negative for each in self.placed)

    @property
    def unexplained(self) -> int:
        """How many negative cases have no explanation."""
        return sum(each.unexplained for each in self.placed)

    @property
    def written(self) -> str:
        """The places as text: `20`, `20–75 (3)`, with n for a negative case, n? unexplained."""
        if not self.placed:
            return ""
        low, high = self.places[0], self.places[-1]
        many = f" ({len(self.placed)})" if len(self.placed) > 1 else ""
        mark = _UNEXPLAINED if self.unexplained else _NEGATIVE if self.negative else ""
        return (f"{low}" if low == high else f"{low}–{high}") + many + mark


@dataclass(frozen=True, slots=True)
class GridRow:
    """One property with its cells, in the order of the cases."""

    property: PropertyRow
    category: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Properties × cases; the last case is “unknown” where words are nobody's known."""

    cases: tuple[str, ...]
    rows: tuple[GridRow, ...]

    @property
    def cells(self) -> int:
        """How many cells there are of known cases."""
        return len(self.rows) * self.known

    @property
    def known(self) -> int:
        """How many cases are known."""
        return len(self.cases) - (UNKNOWN_NAME in self.cases[-1:])

    @property
    def empty(self) -> int:
        """How many cells of known cases hold no passage."""
        return sum(not cell.placed for row in self.rows for cell in row.cells[: self.known])

    @property
    def negative(self) -> int:
        """How many passages are negative cases, each once."""
        return len({each.id for each in self._placed() if each.negative})

    @property
    def unexplained(self) -> int:
        """How many negative cases have no explanation, each once."""
        return len({each.id for each in self._placed() if each.unexplained})

    def _placed(self) -> Iterable[PlacedPassage]:
        return (each for row in self.rows for cell in row.cells for each in cell.placed)


def grid(reader: Reader, by: By = By.PARTICIPANT, category: Iterable[CodeId] = ()) -> Grid:
    """Return the grid of all properties, or those of some categories.

    Cases are the participants who speak in a document, or the documents. A passage on the words of
    several participants stands in the cell of each; of nobody known, under “unknown”.
    """
    wanted = set(category)
    paths = {code.id: (place, code.written) for place, code in enumerate(codes(reader))}
    rows = [
        row
        for row in properties(reader)
        if row.category in paths and (not wanted or row.category in wanted)
    ]
    rows.sort(key=lambda row: paths[row.category][0])
    placed: dict[int, list[PlacedPassage]] = {}
    for each in placed_passages(reader):
        placed.setdefault(each.of, []).append(each)
    cases = _cases(reader, by)
    names = tuple(cases.values())
    lines = [_cells(placed.get(row.id, ()), tuple(cases), by) for row in rows]
    unknown = any(cells[-1].placed for cells in lines)
    return Grid(
        (*names, UNKNOWN_NAME) if unknown else names,
        tuple(
            GridRow(row, paths[row.category][1], cells if unknown else cells[:-1])
            for row, cells in zip(rows, lines, strict=True)
        ),
    )


def _cases(reader: Reader, by: By) -> dict[int, str]:
    if by is By.DOCUMENT:
        return {row.id: row.name for row in passages.documents(reader)}
    return {row.id: row.name for row in people.participants(reader) if row.documents}


def _cells(placed: Sequence[PlacedPassage], cases: Sequence[int], by: By) -> tuple[GridCell, ...]:
    """Return a cell for each case, and a last one for what belongs to none of them."""
    found: dict[int | None, list[PlacedPassage]] = {}
    known = set(cases)
    for each in placed:
        of: Sequence[int] = (each.document,) if by is By.DOCUMENT else each.participants
        standing: list[int | None] = [key for key in of if key in known]
        for case in standing or [None]:
            found.setdefault(case, []).append(each)
    return tuple(GridCell(tuple(found.get(case, ()))) for case in (*cases, None))


@report("property-grid", "Properties by case", GridOptions)
def property_grid(reader: Reader, options: GridOptions, progress: Progress) -> Report:
    """Return a row per property and a column per case: where its passages lie, 0 to 100."""
    from gtcoder.queries.codebook import find_code

    progress.step(0, 1, "reading the properties")
    only = [find_code(reader, path).id for path in options.category]
    table = grid(reader, options.by, only)
    rows: list[Row] = [
        (
            row.category,
            row.property.name,
            row.property.dimension,
            *(cell.written or None for cell in row.cells),
            sum(bool(cell.placed) for cell in row.cells[: table.known]),
        )
        for row in table.rows
    ]
    basis = Basis(
        counted=f"passages placed along a property, 0 its first end and 100 its second, by "
        f"{options.by}",
        whose="all coders",
        more={"empty": table.empty, "cells": table.cells, "negative": table.negative,
              "unexplained": table.unexplained},
    )  # fmt: skip
    return Report(
        name="property-grid",
        title=f"Properties by {options.by}",
        columns=("category", "property", "dimension", *table.cases, f"{options.by}s"),
        rows=tuple(rows),
        sentences=(*_sentences(table), *basis.sentences(reader)),
        provenance=basis.provenance(reader),
        repeats=("category",),
    )


def _sentences(table: Grid) -> tuple[str, ...]:
    if not table.rows:
        return ("No category has a property yet.",)
    cases = number_of(table.negative, "negative case")
    return (
        f"{table.empty:,} of {number_of(table.cells, 'cell')} empty; {cases}, "
        f"{table.unexplained:,} of them without an explanation.",
        "A cell gives the place, or the lowest and highest place and how many passages; n marks a "
        "negative case, n? one without an explanation.",
    )
