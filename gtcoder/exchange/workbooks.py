"""Rows of the first sheet of a workbook, cells as the text they are."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from pathlib import Path

from gtcoder.batch import FileNote
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.freezing import freeze
from gtcoder.exchange.packages import Package, opened

NumberedRows = list[tuple[int, list[str]]]
_MOST_ROWS = 1_048_576
_MOST_TIMES, _SPARE = 4, 1_000_000  # cells and their letters, for each byte and in any case


def is_workbook(path: Path) -> bool:
    """Tell whether a file is a workbook in the format of today."""
    try:
        with opened(path) as package:
            return "xl/workbook.xml" in package
    except UnreadableFile:
        return False


def workbook_rows(path: Path, notes: list[FileNote], most: int | None = None) -> NumberedRows:
    """Return the rows with their numbers; `notes` hears of sheets that were left out.

    Raises UnreadableFile where it is damaged, or its cells say more than its size allows.
    """
    # Lazy: openpyxl takes a fifth of a second to import and few imports need it.
    from openpyxl import load_workbook

    with Package(path) as package:
        plain = package.plain_copy()
    left = _SPARE + _MOST_TIMES * len(plain.getbuffer())
    try:
        book = load_workbook(plain, read_only=True, data_only=True, keep_links=False)
        try:
            sheet, *others = book.worksheets
            if others:
                sheets = f"{len(others):,} sheet{'s' if len(others) > 1 else ''}"
                notes.append(FileNote(f"{sheets} after the first left out"))
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_row=min(most or _MOST_ROWS, _MOST_ROWS), values_only=True)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of lists to choose from, which no cell needs
                return list(_texts(rows, left))
        finally:
            book.close()
    except UnreadableFile:
        raise
    except Exception:  # noqa: BLE001  (the library trips in its own ways)
        raise UnreadableFile(
            "It is no workbook that can be read. Nothing of it was taken in; save its first sheet "
            "as csv."
        ) from None


def _texts(rows: Iterable[Iterable[object]], left: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that say anything as texts, none shorter than the first of them.

    Raises UnreadableFile for too much: few bytes may place a cell far away, or repeat a long one.
    """
    known: dict[str, str] = {}
    width = 0
    for number, row in enumerate(rows, 1):
        cells = [_as_text(cell, known) for cell in row]
        if not any(cells):
            continue
        width = width or len(cells)
        cells += [""] * (width - len(cells))
        left -= 1 + len(cells) + sum(map(len, cells))
        if left < 0:
            raise UnreadableFile(
                "Its cells hold far more than its size allows, or lie very far apart. Nothing of "
                "it was taken in; save its first sheet as csv."
            )
        yield number, cells


def _as_text(cell: object, known: dict[str, str]) -> str:
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
    text = str(cell)
    if text not in known:
        known[text] = freeze(text).text
    return known[text]
