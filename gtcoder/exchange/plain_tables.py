"""The tables of a plain-text study: rows that know their place, cells checked as they are read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from gtcoder.batch import FileNote
from gtcoder.errors import GtcoderError, UnreadableFile
from gtcoder.exchange.decoding import decode
from gtcoder.exchange.formulas import unguarded
from gtcoder.exchange.freezing import freeze
from gtcoder.exchange.plaintext import read_bytes

Choice = TypeVar("Choice", bound=StrEnum)
_DELIMITERS = ",;\t"


class Answer(StrEnum):
    """A cell that says yes or no."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; `place` names file and row as a spreadsheet shows it (header = 1)."""

    place: str
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def exact(self, column: str) -> str:
        """Return a cell with its outer blanks, as a quote needs it."""
        return self.cells.get(column, "")

    def several(self, column: str) -> list[str]:
        """Return what a cell names, one a line, or parted by semicolons where it is one line."""
        written = self.exact(column)
        parts = written.split("\n") if "\n" in written else written.split(";")
        return [part.strip() for part in parts if part.strip()]

    def needed(self, column: str) -> str:
        """Return a cell that must not be empty."""
        value = self[column]
        if not value:
            raise UnreadableFile(
                "The column “{column}” is empty. Nothing was built; fill the cell.",
                place=self.place,
                column=column,
            )
        return value

    def choice(self, column: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        """Return a cell that holds one of a few words."""
        return word_of(kind, self[column] or default or "", place=self.place, what=column)

    def number(self, column: str, default: int) -> int:
        """Return a cell that holds a whole number from 0; an empty one counts as `default`."""
        value = self[column]
        if value and not (value.isascii() and value.isdecimal()):
            raise UnreadableFile(
                "“{value}” in the column “{column}” is no whole number. Nothing was built.",
                place=self.place,
                value=value,
                column=column,
            )
        return int(value or default)


def joined(parts: Iterable[str]) -> str:
    """Return one cell that names all of these, for `Row.several` to part again."""
    every = list(parts)
    plain = "; ".join(every)
    return plain if plain.count(";") == max(len(every) - 1, 0) else "\n".join([*every, ""])


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one file, the columns of its header, and notes on how it was read."""

    rows: tuple[Row, ...] = ()
    columns: tuple[str, ...] = ()
    notes: tuple[FileNote, ...] = ()


def read_table(
    folder: Path, name: str, *, needs: Sequence[str], may: Sequence[str] | None = ()
) -> Table:
    """Return the table of that file name, empty where there is none.

    Columns of `needs` must be in the header; those of neither `needs` nor `may` are noted and
    not read, unless `may` is None, which takes all columns.
    """
    path = folder / name
    if not path.is_file():
        return Table()
    text, notes = text_of(path, name)
    lines = _lines(text, name)
    number, header = next(lines, (1, []))
    columns = [cell.strip() for cell in header]
    _judge(columns, needs, f"{name} row {number}")
    strange = [] if may is None else sorted(set(columns) - {*needs, *may, ""})
    notes += [FileNote(f"{name}: the column “{column}” is not read") for column in strange]
    rows = [
        Row(f"{name} row {number}", _cells(columns, cells, f"{name} row {number}"))
        for number, cells in lines
        if any(cell.strip() for cell in cells)
    ]
    return Table(tuple(rows), tuple(columns), tuple(notes))


def text_of(path: Path, place: str) -> tuple[str, list[FileNote]]:
    """Return the text of a file of the study with LF line ends, and notes that name the file."""
    try:
        decoded = decode(read_bytes(path))
    except GtcoderError as error:
        error.place = place
        raise
    except OSError as error:
        raise UnreadableFile(
            "It cannot be read ({reason}). Nothing was built.", place=place, reason=error.strerror
        ) from None
    notes = [FileNote(f"{place}: {note}") for note in decoded.notes]
    return freeze(decoded.text, next_line=decoded.is_unicode).text, notes


def word_of(kind: type[Choice], word: str, *, place: str, what: str) -> Choice:
    """Return the word as a member of the vocabulary, or refuse it with the words there are."""
    try:
        return kind(word.casefold())
    except ValueError:
        raise UnreadableFile(
            "“{word}” is no {what}. Known: {known}. Nothing was built.",
            place=place,
            word=word,
            what=what,
            known=", ".join(kind),
        ) from None


def _lines(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with their numbers; the header's commonest delimiter parts the cells."""
    header = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text), delimiter=max(_DELIMITERS, key=header.count), strict=True
    )
    try:
        for number, row in enumerate(reader, 1):
            yield number, [unguarded(cell) for cell in row]
    except csv.Error as error:
        raise UnreadableFile(
            "Line {line} is no row of a table ({reason}). Nothing was built; save the table anew "
            "as csv.",
            place=name,
            line=reader.line_num,
            reason=error,
        ) from None


def _judge(columns: Sequence[str], needs: Sequence[str], place: str) -> None:
    missing = [column for column in needs if column not in columns]
    twice = {column for column in columns if column and columns.count(column) > 1}
    if missing or twice:
        raise UnreadableFile(
            "The header {fault}. Nothing was built.",
            place=place,
            fault=f"lacks the column “{missing[0]}”"
            if missing
            else f"names the column “{min(twice)}” twice",
        )


def _cells(columns: Sequence[str], cells: Sequence[str], place: str) -> dict[str, str]:
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise UnreadableFile(
            "The row has more cells than the header. Nothing was built; a text that holds a comma "
            "stands in double quotes.",
            place=place,
        )
    return dict(zip(columns, cells, strict=False))
