"""Rows of cells from anywhere: a csv or xlsx file, the standard input, or what was pasted."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gtcoder.batch import FileNote
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.decoding import decode
from gtcoder.exchange.formulas import unguarded_rows
from gtcoder.exchange.plaintext import read_bytes
from gtcoder.exchange.workbooks import is_workbook, workbook_rows
from gtcoder.progress import Progress

_DELIMITERS = "\t;|,"
_QUOTED = re.compile(r'"[^"]*"')
_STEP = 5_000  # lines between two reports of progress
_SAMPLE = 50  # lines that are asked which sign parts their cells

Line = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class GivenTable:
    """A table as text: the rows that are not blank with their numbers, the first one among them.

    `ragged`: cells that a row lacks at its end are empty ones, as in a workbook.
    """

    name: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    ragged: bool = False

    def place(self, row: int) -> str:
        """Return where a row is, as an error says it."""
        return f"{self.name} row {row}" if self.name else f"row {row}"


def table_of_file(path: Path) -> GivenTable:
    """Return the table in a csv file, or on the first sheet of a workbook."""
    if is_workbook(path):
        notes: list[FileNote] = []
        rows = workbook_rows(path, notes)
        return _table(path.name, rows, map(str, notes), ragged=True)
    return table_of_bytes(read_bytes(path), path.name)


def table_of_bytes(data: bytes, name: str) -> GivenTable:
    """Return the table in a text of any encoding."""
    decoded = decode(data)
    if "\0" in decoded.text:
        raise UnreadableFile("This is no table of text. Nothing was computed.", place=name)
    return table_of_text(decoded.text, name, map(str, decoded.notes))


def table_of_text(
    text: str, name: str = "", notes: Iterable[str] = (), progress: Progress | None = None
) -> GivenTable:
    """Return the table in a text, parted by tabs, semicolons, bars, commas or blanks.

    Progress counts its lines. Raises UnreadableFile, naming the row, for a text that is no table.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if (at := text.find("\0")) >= 0:
        raise UnreadableFile(
            "Line {line} holds a null character, which no table of text has. Nothing was computed; "
            "take it out, or save the table as csv or xlsx anew.",
            place=name,
            line=text.count("\n", 0, at) + 1,
        )
    delimiter = delimiter_of(text)
    if delimiter == " ":
        parted = [line.split() for line in text.split("\n")]
        return _table(name, list(enumerate(parted, 1)), notes)
    reader = csv.reader(_watched(text, progress), delimiter=delimiter, strict=True)
    try:
        rows = list(enumerate(unguarded_rows(reader), 1))
    except csv.Error as error:
        raise UnreadableFile(
            "Line {line} is no row of a table ({reason}). Nothing was computed; look for a "
            "quotation mark that is not closed.",
            place=name,
            line=reader.line_num,
            reason=error,
        ) from None
    return _table(name, rows, notes)


def _watched(text: str, progress: Progress | None) -> Iterator[str]:
    """Yield the lines of a text, and say so to who watches every few thousand."""
    total = text.count("\n") + 1
    for done, line in enumerate(io.StringIO(text, newline="")):
        if progress is not None and done % _STEP == 0:
            progress.step(done, total, "rows")
        yield line


def delimiter_of(text: str) -> str:
    """Return what parts the cells: the sign that gives all lines as many cells, tabs first."""
    lines = [_QUOTED.sub("", line) for line in text.split("\n", _SAMPLE)[:_SAMPLE] if line.strip()]
    if not lines:
        return ","
    there = [sign for sign in _DELIMITERS if sign in lines[0]]
    even = [sign for sign in there if len({line.count(sign) for line in lines}) == 1]
    if even or there:
        return (even or sorted(there, key=lines[0].count, reverse=True))[0]
    words = {len(line.split()) for line in lines}
    return " " if len(words) == 1 and 1 not in words else ","


def in_tabs(table: GivenTable) -> str:
    """Return the table as lines of an editor, row by row as they are numbered."""
    if not table.lines:
        return ""
    last = table.lines[-1][0]
    lines = [""] * last
    for number, cells in table.lines:
        lines[number - 1] = "\t".join(" ".join(cell.split()) for cell in cells)
    return "\n".join(lines) + "\n"


def _table(
    name: str, rows: Sequence[tuple[int, list[str]]], notes: Iterable[str], *, ragged: bool = False
) -> GivenTable:
    """Drop blank rows, and columns that are blank from top to bottom at the right."""
    stripped = [(number, tuple(map(str.strip, row))) for number, row in rows]
    wide = max((_width(row) for _, row in stripped), default=0)
    lines = tuple((number, row[:wide]) for number, row in stripped if row and (row != ("",)))
    while lines and not any(lines[-1][1]):
        lines = lines[:-1]  # what a spreadsheet program leaves below a table
    if ragged:
        lines = tuple((number, row) for number, row in lines if any(row))
    if len(lines) < 2:
        raise UnreadableFile(
            "The table has no row below its first one. Nothing was computed.", place=name
        )
    return GivenTable(name, lines, tuple(notes), ragged)


def _width(row: Sequence[str]) -> int:
    return max((place for place, cell in enumerate(row, 1) if cell), default=0)
