"""Read a table of variables: first column `document` or `participant`, the others are variables.

Values are kept as the text they are ("007" stays "007", "NA" stays "NA"); empty cells are no value.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from gtcoder.batch import FileNote, SourceFile, VariableDraft
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.csv_rows import numbered_rows
from gtcoder.exchange.decoding import decode
from gtcoder.exchange.formats import IMPORTERS, FileResult, Importer, ImportOptions
from gtcoder.exchange.freezing import freeze
from gtcoder.exchange.plaintext import read_bytes
from gtcoder.exchange.workbooks import NumberedRows, is_workbook, workbook_rows
from gtcoder.progress import Progress
from gtcoder.vocabulary import VariableScope

_TABLES = (".csv", ".tsv")
_SHEETS = (".xlsx", ".xlsm")
_SCOPES = {scope.value: scope for scope in VariableScope}
_HEADER = re.compile(r"\ufeff?\s*(\"?)(document|participant)\1[ ]*([,;\t|])", re.IGNORECASE)


def recognises(head: bytes, path: Path) -> bool:
    """Tell a table of variables by its first cell, in a csv or in the first sheet of a workbook."""
    if head.startswith(b"PK\x03\x04"):
        return is_workbook(path) and _first_cell(path) in _SCOPES
    header = _HEADER.match(_decoded_head(head))
    if header is None:
        return False
    return path.suffix.lower() in _TABLES or _is_regular(_decoded_head(head), header[3])


def read(path: Path, options: ImportOptions, progress: Progress) -> FileResult:
    """Return the variables of a table; raises UnreadableFile where it is none."""
    with path.open("rb") as file:
        packed = file.read(2) == b"PK"
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    notes: list[FileNote] = []
    if packed:
        encoding, rows = "utf-8", workbook_rows(path, notes)
    else:
        encoding, rows = _csv_rows(path, options.encoding, notes)
    source = SourceFile(path.name, "variables", encoding, digest)
    return FileResult(source, variables=_variables(rows, notes), notes=tuple(notes))


def _decoded_head(head: bytes) -> str:
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    return head.decode(encoding, "replace")


def _is_regular(text: str, delimiter: str) -> bool:
    """Tell whether the first lines are rows of one length: prose may begin with "Document,"."""
    rows = list(csv.reader(text.splitlines(), delimiter=delimiter))[:20]
    whole = rows[:-1] if len(rows) > 2 else rows
    return len(rows) > 1 and len({len(row) for row in whole if row}) == 1


def _csv_rows(path: Path, encoding: str, notes: list[FileNote]) -> tuple[str, NumberedRows]:
    decoded = decode(read_bytes(path), encoding)
    text = freeze(decoded.text, next_line=decoded.is_unicode).text
    notes += decoded.notes
    header = _HEADER.match(text)
    return decoded.encoding, list(numbered_rows(text, header[3] if header else ","))


def _first_cell(path: Path) -> str:
    try:
        rows = workbook_rows(path, [], most=1)
    except UnreadableFile:
        return ""
    return rows[0][1][0].strip().casefold() if rows and rows[0][1] else ""


def _variables(rows: NumberedRows, notes: list[FileNote]) -> tuple[VariableDraft, ...]:
    filled = [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
    if not filled:
        raise UnreadableFile("It holds no rows. Nothing of it was taken in; look at the file.")
    scope, names = _header(filled[0][1])
    values: dict[tuple[str, str], str] = {}
    for number, row in filled[1:]:
        for name, value in _values(number, row, names, notes):
            owner = row[0].strip()
            known = values.setdefault((owner, name), value)
            if known != value:
                message = f"“{owner}” has a second value for {name}; the first was kept"
                notes.append(FileNote(message, number))
    return tuple(
        VariableDraft(name, value, scope, owner) for (owner, name), value in values.items()
    )


def _header(cells: Sequence[str]) -> tuple[VariableScope, list[str]]:
    names = [cell.strip() for cell in cells]
    scope = _SCOPES.get(names[0].casefold())
    if scope is None:
        raise UnreadableFile(
            "Its first column is called “{name}”, not document or participant. Nothing of it was "
            "taken in; name the column that says whose the values are.",
            name=names[0],
        )
    variables = [name for name in names[1:] if name]
    twice = {name for name, times in Counter(variables).items() if times > 1}
    if twice or not variables:
        raise UnreadableFile(
            "Its header names no variables, or two columns alike ({names}). Nothing of it was "
            "taken in; give every column a name of its own.",
            names=", ".join(sorted(twice)) or "none",
        )
    return scope, names[1:]


def _values(
    number: int, row: Sequence[str], names: Sequence[str], notes: list[FileNote]
) -> Iterator[tuple[str, str]]:
    """Yield name and value of the filled cells of a row."""
    if not row[0].strip():
        notes.append(FileNote("the row says not whose its values are and was left out", number))
        return
    if any(cell.strip() for cell in row[len(names) + 1 :]):
        notes.append(
            FileNote("the row has more cells than the header; these were left out", number)
        )
    for name, cell in zip(names, row[1:], strict=False):
        if cell.strip() and name:
            yield name, cell.strip()
        elif cell.strip():
            notes.append(FileNote("a value stands in a column without a name; left out", number))


IMPORTERS.add(
    "variables",
    Importer("variables", "Table of variables", _TABLES + _SHEETS, recognises, read),
)
