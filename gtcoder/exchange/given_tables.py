"""What tables of agreement from anywhere mean: ratings, spans of coded text, lengths."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gtcoder.analysis.given import SpanRow
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.given_sheets import GivenTable, Line, table_of_file

_UNIT_NAMES = ("unit", "units", "id", "row", "item", "items", "segment", "segments", "case")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_MOST_CHARACTERS = 2_000_000_000
SPAN_COLUMNS = ("document", "coder", "start", "end", "code")
LENGTH_COLUMNS = ("document", "characters")


@dataclass(frozen=True, slots=True)
class RatingCells:
    """A table of ratings as text: a column per coder, a row per unit, empty = missing.

    `units` is the heading of a first column that names the units and is left out, or None;
    `names` are its cells. `numbers` are the rows' numbers in the table that was given.
    """

    coders: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    units: str | None = None
    names: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


def read_ratings(path: Path, *, header: bool = True) -> RatingCells:
    """Return the ratings of a csv or xlsx file."""
    return ratings_of(table_of_file(path), header=header)


def read_spans(path: Path) -> tuple[SpanRow, ...]:
    """Return the spans of a csv or xlsx file."""
    return spans_of(table_of_file(path))


def read_lengths(path: Path) -> dict[str, int]:
    """Return the characters of each document from a csv or xlsx file."""
    return lengths_of(table_of_file(path))


def ratings_of(table: GivenTable, *, header: bool = True) -> RatingCells:
    """Return the ratings of a table whose first row names the coders, unless there is no header.

    A first column headed unit, id, row, item, segment or case names the units and is no coder.
    Raises UnreadableFile, with row and column, for a table that cannot be meant.
    """
    heads, lines = _headed(table, header=header)
    lines = [_whole(table, line, heads) for line in lines]
    notes = [*table.notes, *_doubts_of_heads(heads, header=header)]
    units: str | None = None
    names: tuple[str, ...] = ()
    if header and heads[0].casefold() in _UNIT_NAMES:
        units, heads = heads[0], heads[1:]
        names = _unit_names(table, lines, units)
        lines = [(number, cells[1:]) for number, cells in lines]
        notes.append(f"the column “{units}” names the units and is no coder")
    if len(heads) < 2:
        raise UnreadableFile(
            "The table holds the ratings of one coder, “{coder}”. Nothing was computed; it takes a "
            "column for each of two coders or more, parted by commas, semicolons or tabs.",
            place=table.name,
            coder=heads[0] if heads else "",
        )
    numbers = tuple(number for number, _ in lines)
    rows = tuple(cells for _, cells in lines)
    return RatingCells(tuple(heads), rows, units, names, numbers, tuple(notes))


def spans_of(table: GivenTable) -> tuple[SpanRow, ...]:
    """Return the spans of a table with columns document, coder, start, end and code."""
    return tuple(
        SpanRow(
            row.text("document"),
            row.text("coder"),
            row.number("start"),
            row.number("end"),
            row.text("code"),
            row.row,
        )
        for row in _records(table, SPAN_COLUMNS)
    )


def lengths_of(table: GivenTable) -> dict[str, int]:
    """Return the characters of each document of a table with columns document, characters."""
    lengths: dict[str, int] = {}
    for row in _records(table, LENGTH_COLUMNS):
        name, characters = row.text("document"), row.number("characters")
        if not 1 <= characters <= _MOST_CHARACTERS:
            raise UnreadableFile(
                "“{document}” has {characters} characters in the column “characters”. Nothing was "
                "computed; give the length of its text, from 1 to 2,000,000,000.",
                place=row.place,
                document=name,
                characters=f"{characters:,}",
            )
        if lengths.setdefault(name, characters) != characters:
            raise UnreadableFile(
                "“{document}” has a second length. Nothing was computed; keep one row of the two.",
                place=row.place,
                document=name,
            )
    return lengths


def _headed(table: GivenTable, *, header: bool) -> tuple[list[str], list[Line]]:
    """Return the names of the columns and the rows below them."""
    number, first = table.lines[0]
    if not header:
        return [f"coder {place}" for place in range(1, len(first) + 1)], list(table.lines)
    names = Counter(first)
    for place, name in enumerate(first, 1):
        if not name or names[name] > 1:
            raise UnreadableFile(
                "The first row must give each coder's column a name of its own; column {column} "
                "is headed “{name}”. Nothing was computed; name the coders there, or say that the "
                "table has no header.",
                place=table.place(number),
                column=place,
                name=name,
            )
    return list(first), list(table.lines[1:])


def _whole(table: GivenTable, line: Line, heads: Sequence[str]) -> Line:
    """Return a row with as many cells as there are columns."""
    number, cells = line
    if len(cells) < len(heads) and table.ragged:
        cells = (*cells, *[""] * (len(heads) - len(cells)))
    if len(cells) < len(heads):
        raise UnreadableFile(
            "The row has {cells} cells for {columns} columns; “{missing}” is the first without "
            "one. Nothing was computed; a missing rating is an empty cell.",
            place=table.place(number),
            cells=len(cells),
            columns=len(heads),
            missing=heads[len(cells)],
        )
    if any(cells[len(heads) :]):
        raise UnreadableFile(
            "“{cell}” stands in column {column}, which has no heading. Nothing was computed; name "
            "the coder in the first row.",
            place=table.place(number),
            cell=next(cell for cell in cells[len(heads) :] if cell),
            column=next(n for n, cell in enumerate(cells, 1) if n > len(heads) and cell),
        )
    return number, cells[: len(heads)]


def _unit_names(table: GivenTable, lines: Sequence[Line], units: str) -> tuple[str, ...]:
    """Return the units' names; one that stands twice is refused, for it would count twice."""
    first: dict[str, int] = {}
    for number, cells in lines:
        earlier = first.setdefault(cells[0], number) if cells[0] else number
        if earlier != number:
            raise UnreadableFile(
                "The column “{column}” names the unit “{unit}” again, which stands in row "
                "{earlier}. Nothing was computed; keep one of the two rows or correct the name.",
                place=table.place(number),
                column=units,
                unit=cells[0],
                earlier=earlier,
            )
    return tuple(cells[0] for _, cells in lines)


def _doubts_of_heads(heads: Sequence[str], *, header: bool) -> Iterator[str]:
    if header and all(_NUMBER.fullmatch(head) for head in heads):
        yield (
            f"the first row, {', '.join(heads[:5])}, is taken for the names of the coders; say "
            "that the table has no header if it is a unit"
        )


@dataclass(frozen=True, slots=True)
class _Row:
    place: str
    row: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """Return a cell that must not be empty."""
        if not self.cells[column]:
            raise UnreadableFile(
                "The column “{column}” is empty. Nothing was computed; fill the cell.",
                place=self.place,
                column=column,
            )
        return self.cells[column]

    def number(self, column: str) -> int:
        """Return a cell that holds a whole number from 0."""
        value = self.cells[column].removesuffix(".0")
        if not (value.isascii() and value.isdecimal() and len(value) < 19):
            raise UnreadableFile(
                "“{value}” in the column “{column}” is no whole number from 0 on. Nothing was "
                "computed; correct the cell.",
                place=self.place,
                value=self.cells[column],
                column=column,
            )
        return int(value)


def _records(table: GivenTable, columns: Sequence[str]) -> Iterator[_Row]:
    names = [name.casefold() for name in table.lines[0][1]]
    missing = [column for column in columns if column not in names]
    if missing:
        raise UnreadableFile(
            "The first row names no column “{column}”. Nothing was computed; the columns are "
            "{columns}.",
            place=table.name,
            column=missing[0],
            columns=", ".join(columns),
        )
    for number, cells in table.lines[1:]:
        if not any(cells):
            continue
        if len(cells) < len(names) and table.ragged:
            cells = (*cells, *[""] * (len(names) - len(cells)))
        if len(cells) < len(names):
            raise UnreadableFile(
                "The row has {cells} cells for {columns} columns. Nothing was computed.",
                place=table.place(number),
                cells=len(cells),
                columns=len(names),
            )
        yield _Row(
            table.place(number), number, {name: cells[names.index(name)] for name in columns}
        )
