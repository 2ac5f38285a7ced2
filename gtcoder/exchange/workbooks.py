"""Rows of the first sheet of a workbook, cells as the text they are."""

from __future__ import annotations

import warnings
import zipfile
from datetime import date, datetime, time
from pathlib import Path

from gtcoder.batch import FileNote
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.freezing import freeze
from gtcoder.exchange.packages import Package

NumberedRows = list[tuple[int, list[str]]]


def is_workbook(path: Path) -> bool:
    """Tell whether a file is a workbook in the format of today."""
    try:
        with Package(path) as package:
            return "xl/workbook.xml" in package
    except UnreadableFile:
        return False


def workbook_rows(path: Path, notes: list[FileNote], most: int | None = None) -> NumberedRows:
    """Return the rows with their numbers; `notes` hears of sheets that were left out."""
    # Lazy: openpyxl takes a fifth of a second to import and few imports need it.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    with Package(path):
        pass  # Its sizes are judged before openpyxl unpacks anything.
    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            sheet, *others = book.worksheets
            if others:
                notes.append(FileNote(f"sheets after the first left out: {len(others)}"))
            rows = sheet.iter_rows(max_row=most, values_only=True)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of lists to choose from, which no cell needs
                return [(n, [_as_text(cell) for cell in row]) for n, row in enumerate(rows, 1)]
        finally:
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError):
        raise UnreadableFile(
            "It is no workbook that can be read. Nothing of it was taken in; save its first sheet "
            "as csv."
        ) from None


def _as_text(cell: object) -> str:
    """Return a cell as it reads in the sheet: no "7.0" for 7, ISO dates, no midnight."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return freeze(str(cell)).text
