"""Tables of agreement from anywhere: ratings, spans of coded text, lengths of documents."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gtcoder.analysis.given import SpanRow
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.decoding import decode
from gtcoder.exchange.plaintext import read_bytes

_DELIMITERS = ",;\t"
_UNIT_NAMES = ("unit", "units", "id", "row", "item", "items", "segment", "segments", "case")


@dataclass(frozen=True, slots=True)
class RatingCells:
    """A table of ratings as text: a column per coder, a row per unit, empty = missing.

    `units` is the heading of a first column that names the units and is left out, or None.
    """

    coders: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    units: str | None = None


def read_ratings(path: Path) -> RatingCells:
    """Return the ratings of a csv file whose first row names the coders.

    A first column headed unit, id, row, item, segment or case names the units and is no coder.
    """
    lines = _lines(path)
    coders = tuple(name.strip() for name in lines[0][1])
    if "" in coders or len(set(coders)) < len(coders):
        raise UnreadableFile(
            "The first row must give each coder's column a name of its own. Nothing was computed.",
            place=path.name,
        )
    rows = tuple(tuple(cells) for _, cells in lines[1:])
    if coders[0].casefold() in _UNIT_NAMES:
        return RatingCells(coders[1:], tuple(cells[1:] for cells in rows), coders[0])
    return RatingCells(coders, rows)


def read_spans(path: Path) -> tuple[SpanRow, ...]:
    """Return the spans of a csv file with columns document, coder, start, end and code."""
    return tuple(
        SpanRow(
            row.text("document"),
            row.text("coder"),
            row.number("start"),
            row.number("end"),
            row.text("code"),
        )
        for row in _records(path, ("document", "coder", "start", "end", "code"))
    )


def read_lengths(path: Path) -> dict[str, int]:
    """Return the characters of each document from a csv file with columns document, characters."""
    lengths: dict[str, int] = {}
    for row in _records(path, ("document", "characters")):
        name, characters = row.text("document"), row.number("characters")
        if lengths.setdefault(name, characters) != characters:
            raise UnreadableFile(
                "“{document}” has a second length. Nothing was computed; keep one row of the two.",
                place=row.place,
                document=name,
            )
    return lengths


@dataclass(frozen=True, slots=True)
class _Row:
    place: str
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
        value = self.cells[column]
        if not (value.isascii() and value.isdecimal()):
            raise UnreadableFile(
                "“{value}” in the column “{column}” is no whole number from 0 on. Nothing was "
                "computed; correct the cell.",
                place=self.place,
                value=value,
                column=column,
            )
        return int(value)


def _records(path: Path, columns: Sequence[str]) -> Iterator[_Row]:
    lines = _lines(path)
    names = [name.strip().casefold() for name in lines[0][1]]
    missing = [column for column in columns if column not in names]
    if missing:
        raise UnreadableFile(
            "The first row names no column “{column}”. Nothing was computed; the columns are "
            "{columns}.",
            place=path.name,
            column=missing[0],
            columns=", ".join(columns),
        )
    for number, cells in lines[1:]:
        place = f"{path.name} row {number}"
        if len(cells) < len(names):
            raise UnreadableFile(
                "The row has {cells} cells for {columns} columns. Nothing was computed.",
                place=place,
                cells=len(cells),
                columns=len(names),
            )
        yield _Row(place, {name: cells[names.index(name)].strip() for name in columns})


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    """Return the rows that are not blank with their numbers, the header first."""
    text = decode(read_bytes(path)).text
    header = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    try:
        rows = list(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1))
    except csv.Error as error:
        raise UnreadableFile(
            "This is no table in csv ({reason}). Nothing was computed.",
            place=path.name,
            reason=error,
        ) from None
    filled = [(number, row) for number, row in rows if row]
    if len(filled) < 2:
        raise UnreadableFile(
            "The table has no row below its first one. Nothing was computed.", place=path.name
        )
    return filled
