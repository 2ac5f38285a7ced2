"""Reports as data for other programs: csv, xlsx and json, cells full and unrounded."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gtcoder.errors import InvalidInput
from gtcoder.exchange.exporting import exporter
from gtcoder.exchange.formulas import LONGEST, Guard
from gtcoder.exchange.paper import clean
from gtcoder.progress import Progress
from gtcoder.reports.base import Cell, Report, heading_under, written

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
_CHUNK = 1000


@exporter("csv", "Table for any program (CSV)", ".csv")
def write_csv(report: Report, path: Path, progress: Progress) -> tuple[str, ...]:
    """Write UTF-8 without a byte order mark, commas, CRLF line ends, as RFC 4180 has it.

    No mark, because scripts would take it for a part of the first heading; a spreadsheet program
    reads the xlsx file. Texts that such a program would run as formulas are guarded, which is said.
    """
    guard = Guard()
    _write_rows(report, path, progress, guard.row)
    return guard.notes()


def write_raw_csv(report: Report, path: Path, progress: Progress) -> tuple[str, ...]:
    """Write csv for scripts: every cell as it is, whatever a spreadsheet program makes of it."""
    _write_rows(report, path, progress, list)
    return ()


def _write_rows(
    report: Report, path: Path, progress: Progress, cells: Callable[[Iterable[Cell]], list[Any]]
) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(cells(report.columns))
        for place, row in enumerate(report.rows):
            if place % _CHUNK == 0:
                progress.step(place, len(report.rows), "writing")
            table.writerow(cells(written(cell) for cell in row))


@exporter("json", "Table with its provenance (JSON)", ".json")
def write_json(report: Report, path: Path, progress: Progress) -> tuple[str, ...]:
    """Write `columns`, `rows`, `provenance` and the sentences as one document in UTF-8."""
    progress.step(0, 1, "writing")
    text = json.dumps(report.record(), ensure_ascii=False, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")
    return ()


@exporter("xlsx", "Spreadsheet (Excel)", ".xlsx")
def write_xlsx(report: Report, path: Path, progress: Progress) -> tuple[str, ...]:
    """Write the table to one sheet and where it comes from to a second.

    Text stays text, whatever it begins with; a text too long for a cell goes on in further
    columns of the same name, which is said.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    columns, rows, notes = _in_pieces(report)
    if len(rows) >= MOST_ROWS or len(columns) > MOST_COLUMNS:
        raise InvalidInput(
            "The table has {rows} rows and {columns} columns; a spreadsheet holds 1,048,575 and "
            "16,384. Nothing was written; write csv instead.",
            rows=f"{len(rows):,}",
            columns=f"{len(columns):,}",
        )
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(str(path), safe)
    book.set_properties({"title": report.title, "comments": " ".join(report.sentences)})
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    summed = book.add_format({"bold": True, "top": 1})
    sheet = book.add_worksheet(report.name[:31])
    first = _head(sheet, report, columns, bold)
    _fill(sheet, columns, rows, first, dict.fromkeys(report.totals, summed), progress)
    if report.text:
        _tell_text(book.add_worksheet("Text"), report)
    _tell(book.add_worksheet("Provenance"), report, notes, bold)
    try:
        book.close()
    except FileCreateError as error:  # wraps what the disk said
        raise error.args[0] from error
    return notes


def _head(sheet: Worksheet, report: Report, columns: Sequence[str], heading: Format) -> int:
    """Write the headings, in two rows where columns share one; return the row below them."""
    groups = [report.groups.get(name, "") for name in columns]
    below = int(any(groups))
    column = 0
    for group, run in groupby(groups):
        count = len(list(run))
        if group and count > 1:
            sheet.merge_range(0, column, 0, column + count - 1, clean(group), heading)
        elif group:
            _put(sheet, 0, column, group, heading)
        for place in range(column, column + count):
            name = heading_under(columns[place], group)
            if below and not group:
                sheet.merge_range(0, place, 1, place, clean(name), heading)
            else:
                _put(sheet, below, place, name, heading)
        column += count
    sheet.freeze_panes(below + 1, 1)
    return below + 1


def _fill(
    sheet: Worksheet,
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    first: int,
    looks: dict[int, Format],
    progress: Progress,
) -> None:
    for place, row in enumerate(rows):
        if place % _CHUNK == 0:
            progress.step(place, len(rows), "writing")
        for column, cell in enumerate(row):
            _put(sheet, place + first, column, cell, looks.get(place))
    for column, name in enumerate(columns):
        sheet.set_column(column, column, _width(name, [row[column] for row in rows[:200]]))


def _tell_text(sheet: Worksheet, report: Report) -> None:
    """Write what is told before the table, a paragraph a row."""
    for row, paragraph in enumerate(report.text):
        for column, part in enumerate(_parted(paragraph)):
            _put(sheet, row, column, part, None)
    sheet.set_column(0, 0, 100)


def _put(sheet: Worksheet, row: int, column: int, cell: Cell, look: Format | None) -> None:
    value = written(cell)
    if value is None or value == "":
        return
    if not isinstance(value, str):
        sheet.write_number(row, column, value, look)
    elif value.startswith("<r>") and value.endswith("</r>"):
        # The library takes such a string for its own mark-up; in pieces it is text again.
        pieces = (value[:1], value[1:2], value[2:])
        sheet.write_rich_string(row, column, *pieces, *([look] if look else []))
    else:
        sheet.write_string(row, column, clean(value), look)


def _width(name: str, cells: list[Cell]) -> int:
    longest = max((len(str(written(cell) or "")) for cell in cells), default=0)
    return max(8, min(60, max(len(name), longest) + 2))


def _tell(sheet: Worksheet, report: Report, notes: tuple[str, ...], bold: Format) -> None:
    """Write the sentences, what the numbers count and whose, and notes on the file."""
    facts: list[tuple[str, Any]] = [("title", report.title), *report.provenance.items()]
    lines = [(name, _fact(value)) for name, value in facts]
    lines += [("", sentence) for sentence in (*report.sentences, *notes)]
    for row, (name, text) in enumerate(lines):
        _put(sheet, row, 0, name, bold)
        _put(sheet, row, 1, text, None)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 100)


def _fact(value: Any) -> Cell:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, int | float) else str(value)[:LONGEST]


def _in_pieces(report: Report) -> tuple[list[str], list[list[Cell]], tuple[str, ...]]:
    """Part the columns that hold a text too long for a cell; say which."""
    pieces: dict[int, int] = {}
    for row in report.rows:
        for column, cell in enumerate(row):
            if isinstance(cell, str) and len(cell) > LONGEST // 2:
                count = len(_parted(cell))
                if count > pieces.get(column, 1):
                    pieces[column] = count
    if not pieces:
        return list(report.columns), [list(row) for row in report.rows], ()
    columns = [
        name if piece == 0 else f"{name} ({piece + 1})"
        for column, name in enumerate(report.columns)
        for piece in range(pieces.get(column, 1))
    ]
    rows = [
        [part for column, cell in enumerate(row) for part in _spread(cell, pieces.get(column, 1))]
        for row in report.rows
    ]
    names = ", ".join(report.columns[column] for column in pieces)
    note = (
        f"Texts of more than 32,767 characters do not fit into a cell; they go on in further "
        f"columns ({names})."
    )
    return columns, rows, (note,)


def _spread(cell: Cell, count: int) -> list[Cell]:
    parts: list[Cell] = [*_parted(cell)] if isinstance(cell, str) and count > 1 else [cell]
    return parts + [None] * (count - len(parts))


def _parted(text: str) -> list[str]:
    """Cut a text so that each piece fits a cell, which counts in UTF-16 units."""
    if len(text) <= LONGEST and (text.isascii() or _units(text) <= LONGEST):
        return [text]
    step = LONGEST if _units(text) == len(text) else LONGEST // 2
    return [text[place : place + step] for place in range(0, len(text), step)]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
