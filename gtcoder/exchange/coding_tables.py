"""Tables of codings from anywhere: a row for each code on a passage, its columns said or known.

Known are the headings of Taguette's highlights (document, tag, content), of QualCoder's reports of
codings (File, Coder, Coded, Codename), of MAXQDA's and ATLAS.ti's lists of passages, and our own.
A passage is given by the place of its first character, counted from 0, and that of the one after
its last; or by its words with the number of their occurrence.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from gtcoder.batch import FileNote
from gtcoder.codebook_headings import plain
from gtcoder.errors import InvalidInput, UnreadableFile
from gtcoder.exchange.decoding import decode
from gtcoder.exchange.formats import AUTO
from gtcoder.exchange.formulas import unguarded_rows
from gtcoder.exchange.given_sheets import delimiter_of
from gtcoder.exchange.plaintext import read_bytes
from gtcoder.exchange.workbooks import NumberedRows, is_workbook, workbook_rows


class Column(StrEnum):
    """What a column of a table of codings holds."""

    DOCUMENT = "document"
    CODE = "code"
    START = "start"
    END = "end"
    TEXT = "text"
    OCCURRENCE = "occurrence"
    CODER = "coder"
    MEMO = "memo"
    WEIGHT = "weight"


_KNOWN: dict[Column, tuple[str, ...]] = {
    Column.DOCUMENT: ("document", "document name", "filename", "file name", "file", "source",
                      "transcript"),
    Column.CODE: ("code", "code path", "codename", "code name", "tag", "codes"),
    Column.START: ("start", "start position", "start offset", "pos0", "segment start"),
    Column.END: ("end", "end position", "end offset", "pos1", "segment end"),
    Column.TEXT: ("quote", "quoted text", "text", "content", "coded", "coded text", "segment",
                  "quotation content", "quotation", "passage", "highlight", "seltext"),
    Column.OCCURRENCE: ("occurrence",),
    Column.CODER: ("coder", "owner", "coded by", "created by", "author", "user"),
    Column.MEMO: ("memo", "coded memo", "comment", "note"),
    Column.WEIGHT: ("weight", "weight score"),
}  # fmt: skip
_OTHERS = {  # what other files begin with, and what they are
    b"PK\x03\x04": "a zip archive or a text document",
    b"SQLite format 3\0": "a database, such as a study",
    b"%PDF": "a PDF",
}
_NOT_TEXT = re.compile(r"\s*(imid|avid):")
_WHOLE = re.compile(r"[0-9]{1,15}(?:[.,]0+)?")
_PATH, _OLD_PATH = re.compile(r"(?<!\s)\s+>\s+"), re.compile(r"(?<!\s)\s+>\s+|\\")


@dataclass(frozen=True, slots=True)
class CodingRow:
    """A row as it was read: `number` is its own in the file, None stands for what it does not say.

    `code` is a path, `written` its cell as it stands; empty texts are cells without anything.
    """

    number: int
    document: str
    code: tuple[str, ...]
    text: str = ""
    start: int | None = None
    end: int | None = None
    occurrence: int | None = None
    coder: str = ""
    memo: str = ""
    weight: int | None = None
    written: str = ""


@dataclass(frozen=True, slots=True)
class RowNote:
    """What is to be said of a row; `left_out` where no coding came of it.

    `places` is how often its words stand, where it was left out for not saying which is meant;
    `cells` are those of a row that could not be read.
    """

    number: int
    message: str
    left_out: bool = True
    places: int = 0
    cells: tuple[str, ...] = field(default=(), compare=False, repr=False)

    def __str__(self) -> str:
        return f"row {self.number}: {self.message}"


@dataclass(frozen=True, slots=True)
class CodingTable:
    """The rows of a table, which column was taken for what, and what is to be said of both."""

    file: str
    columns: Mapping[Column, str]
    rows: tuple[CodingRow, ...]
    faults: tuple[RowNote, ...] = ()
    notes: tuple[FileNote, ...] = ()
    encoding: str = ""
    sha256: str = ""


def read_coding_table(
    path: Path, said: Mapping[str, str] | None = None, encoding: str = AUTO
) -> CodingTable:
    """Return the codings of a csv file or of the first sheet of a workbook.

    `said` names the file's heading for any of `Column`; the others are known by their usual names.
    Rows that say no document, code or passage are named in `faults`. Raises UnreadableFile where it
    is no such table, InvalidInput where a heading that was said is not there.
    """
    name, notes, rows = _cells(path, encoding)
    header = [cell.strip() for cell in rows[0][1]] if rows else []
    columns = columns_of(header, said or {})
    _refuse_lacking(header, columns)
    parting = _parting(rows[1:], columns[Column.CODE])
    read = [_read(number, cells, columns, parting) for number, cells in rows[1:] if any(cells)]
    unused = [each for place, each in enumerate(header) if each and place not in columns.values()]
    if unused:
        notes.append(FileNote(f"columns not used: {', '.join(dict.fromkeys(unused))}"))
    if any("\\" in row.written and len(row.code) > 1 for row in read if isinstance(row, CodingRow)):
        notes.append(FileNote("“\\” was taken to part the names of a code's path, as “ > ” does"))
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return CodingTable(
        path.name,
        {column: header[place] for column, place in columns.items()},
        tuple(row for row in read if isinstance(row, CodingRow)),
        tuple(row for row in read if isinstance(row, RowNote)),
        tuple(notes),
        name,
        digest,
    )


def heading_of(path: Path, encoding: str = AUTO) -> tuple[str, ...]:
    """Return the headings of a table, to choose from; raises UnreadableFile."""
    _, _, rows = _cells(path, encoding, most=1)
    return tuple(cell.strip() for cell in rows[0][1]) if rows else ()


def first_cells(path: Path, most: int, encoding: str = AUTO) -> NumberedRows:
    """Return the first rows below the headings as they stand; raises UnreadableFile."""
    _, _, rows = _cells(path, encoding, most=most + 1)
    return rows[1:]


def columns_of(header: Sequence[str], said: Mapping[str, str]) -> dict[Column, int]:
    """Return the place of each column by what was said, else by its usual name."""
    found: dict[Column, int] = {}
    for name, heading in said.items():
        if name not in set(Column):
            raise InvalidInput(
                "“{name}” is nothing that a table of codings holds. Known: {known}. Nothing was "
                "taken in.",
                name=name,
                known=", ".join(Column),
            )
        places = _headed(header, [heading])
        if not places:
            raise InvalidInput(
                "The table has no column “{heading}”. Its columns are: {there}. Nothing was taken "
                "in; write the heading as it stands there.",
                heading=heading,
                there=", ".join(filter(None, header)) or "none",
            )
        found[Column(name)] = places[0]
    for column, names in _KNOWN.items():
        free = [place for place in _headed(header, names) if place not in found.values()]
        if column not in found and free:
            found[column] = free[0]
    return found


def is_coding_table(header: Sequence[str]) -> bool:
    """Tell by its headings whether a table can be read as codings without being told how."""
    return not _lacking(columns_of(header, {}))


def _headed(header: Sequence[str], names: Iterable[str]) -> list[int]:
    """Return the places of headings, those of the first names first, capitals and blanks aside."""
    there = [plain(name) for name in header]
    return [there.index(plain(name)) for name in names if plain(name) and plain(name) in there]


def _lacking(columns: Mapping[Column, int]) -> list[str]:
    lacking = [str(each) for each in (Column.DOCUMENT, Column.CODE) if each not in columns]
    spanned = Column.START in columns and Column.END in columns
    if not spanned and Column.TEXT not in columns:
        lacking.append("text (or start and end)")
    return lacking


def _refuse_lacking(header: Sequence[str], columns: Mapping[Column, int]) -> None:
    lacking = _lacking(columns)
    if lacking:
        raise UnreadableFile(
            "It is no table of codings as it stands: no column is known to hold {lacking}. Its "
            "columns are: {there}. Nothing was taken in; say which column holds what.",
            lacking=", ".join(lacking),
            there=", ".join(filter(None, header)) or "none",
        )


def _cells(
    path: Path, encoding: str, most: int | None = None
) -> tuple[str, list[FileNote], NumberedRows]:
    """Return encoding, notes and the rows with anything in them."""
    notes: list[FileNote] = []
    _refuse_unreadable(path)
    if is_workbook(path):
        rows, name = workbook_rows(path, notes, most), "utf-8"
    else:
        _refuse_others(path)
        decoded = decode(read_bytes(path), encoding)
        notes += decoded.notes
        rows, name = _lines(decoded.text.removeprefix("\ufeff"), most), decoded.encoding
    return name, notes, [(number, cells) for number, cells in rows if any(map(str.strip, cells))]


def _refuse_others(path: Path) -> None:
    """Refuse a file that is plainly of another kind."""
    with path.open("rb") as file:
        head = file.read(max(map(len, _OTHERS)))
    for sign, what in _OTHERS.items():
        if head.startswith(sign):
            raise UnreadableFile(
                "It is {what}, no table of codings. Nothing was taken in; give a csv or xlsx file, "
                "or import it by itself.",
                what=what,
            )


def _refuse_unreadable(path: Path) -> None:
    try:
        with path.open("rb"):
            return
    except OSError as error:
        raise UnreadableFile(
            "It cannot be read ({reason}). Nothing of it was taken in; look at its name.",
            place=path.name,
            reason=error.strerror,
        ) from None


def _lines(text: str, most: int | None) -> NumberedRows:
    if "\0" in text:
        raise UnreadableFile("It is no table of text. Nothing was taken in; save it as csv anew.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    try:
        rows = [row for number, row in enumerate(reader) if most is None or number < most]
    except csv.Error as error:
        raise UnreadableFile(
            "Its line {line} is no row of a table ({reason}). Nothing was taken in; save the table "
            "anew as csv or xlsx.",
            line=reader.line_num,
            reason=error,
        ) from None
    return list(enumerate(unguarded_rows(rows), 1))


def _parting(rows: NumberedRows, place: int) -> re.Pattern[str]:
    """Return what parts the names of paths: “A > B”, or “A\\B” as older MAXQDA writes it."""
    cells = (cells[place] for _, cells in rows if place < len(cells))
    return _PATH if any(map(_PATH.search, cells)) else _OLD_PATH


def _read(
    number: int, cells: Sequence[str], columns: Mapping[Column, int], parting: re.Pattern[str]
) -> CodingRow | RowNote:
    """Return a row as it is meant; or why it cannot be, with its cells."""
    row = _row(number, cells, columns, parting)
    return replace(row, cells=tuple(cells)) if isinstance(row, RowNote) else row


def _row(
    number: int, cells: Sequence[str], columns: Mapping[Column, int], parting: re.Pattern[str]
) -> CodingRow | RowNote:
    """Return a row as it is meant, or why it cannot be."""
    if any(_NOT_TEXT.match(cell) for cell in cells):
        return RowNote(number, "it is a coding of a picture or a recording")
    said = {column: cells[place] if place < len(cells) else "" for column, place in columns.items()}
    words = {column: cell.strip() for column, cell in said.items()}
    numbers: dict[Column, int | None] = {}
    for column in (Column.START, Column.END, Column.OCCURRENCE, Column.WEIGHT):
        cell = words.get(column, "")
        if cell and not _WHOLE.fullmatch(cell):
            return RowNote(number, f"“{cell}” in the column of its {column} is no whole number")
        numbers[column] = int(re.split("[.,]", cell)[0]) if cell else None
    written = words.get(Column.CODE, "")
    path = tuple(filter(None, (part.strip() for part in parting.split(written))))
    spanned = numbers[Column.START] is not None and numbers[Column.END] is not None
    if not words.get(Column.DOCUMENT) or not path:
        return RowNote(number, "it says no document or no code")
    if not spanned and not words.get(Column.TEXT):
        return RowNote(number, "it says neither where the passage stands nor its words")
    return CodingRow(
        number,
        words[Column.DOCUMENT],
        path,
        said.get(Column.TEXT, ""),
        numbers[Column.START],
        numbers[Column.END],
        numbers[Column.OCCURRENCE],
        words.get(Column.CODER, ""),
        words.get(Column.MEMO, ""),
        numbers[Column.WEIGHT],
        written,
    )
