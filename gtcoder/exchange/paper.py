"""How a report's cells are set on paper: numbers as APA prints them, repeated cells left blank."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gtcoder.reports.base import SEPARATOR, Cell, Report, heading_under

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_NO_CHARACTER = "\ufffd"


@dataclass(frozen=True, slots=True)
class PaperCell:
    """A cell's text and by how many steps it stands in."""

    text: str
    indent: int = 0


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A row; totals have a thin rule above them."""

    cells: tuple[PaperCell, ...]
    total: bool


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A report ready to be set: columns, which of them hold numbers, rows, caption and note.

    `groups` holds a heading for each column, or nothing; `text` stands before the table.
    """

    title: str
    columns: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[PaperRow, ...]
    note: str
    groups: tuple[str, ...] = ()
    text: tuple[str, ...] = ()

    def spans(self) -> list[tuple[str, int]]:
        """Return the headings above the columns, each with how many columns it spans."""
        found: list[tuple[str, int]] = []
        for group in self.groups:
            if group and found and found[-1][0] == group:
                found[-1] = (group, found[-1][1] + 1)
            else:
                found.append((group, 1))
        return found


def set_on_paper(report: Report) -> PaperTable:
    """Return the report as it is printed."""
    repeats = [report.columns.index(name) for name in report.repeats]
    rows: list[PaperRow] = []
    above: tuple[Cell, ...] | None = None
    scores = {column for column in range(len(report.columns)) if _is_score(report, column)}
    for place, row in enumerate(report.rows):
        cells = [PaperCell(printed(cell, score=n in scores)) for n, cell in enumerate(row)]
        for column in repeats:
            cells[column] = _beside(row[column], None if above is None else above[column])
            if above is None or row[column] != above[column]:
                break
        rows.append(PaperRow(tuple(cells), place in report.totals))
        above = row
    return PaperTable(
        title=clean(report.title),
        columns=tuple(clean(heading_under(n, report.groups.get(n, ""))) for n in report.columns),
        numeric=tuple(_is_numeric(report, column) for column in range(len(report.columns))),
        rows=tuple(rows),
        note=clean(" ".join(report.sentences)),
        groups=_groups(report),
        text=tuple(clean(paragraph) for paragraph in report.text),
    )


def _groups(report: Report) -> tuple[str, ...]:
    """Return the heading above each column, none where no column has one."""
    if not any(report.groups.get(name) for name in report.columns):
        return ()
    return tuple(clean(report.groups.get(name, "")) for name in report.columns)


def printed(cell: Cell, *, score: bool = False) -> str:
    """Return a cell as it is printed: 1,234, .123 and 76.5 (per cent), a path with its names.

    A score can pass 1, so that it keeps the zero before the point: 4.71 and 0.86.
    """
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return clean(SEPARATOR.join(cell))
    if isinstance(cell, float) and score:
        return f"{cell:.2f}"
    if isinstance(cell, float):
        return _without_zero(f"{cell:.3f}" if abs(cell) <= 1 else f"{cell:,.1f}")
    return f"{cell:,}" if isinstance(cell, int) else clean(cell)


def clean(text: str) -> str:
    """Return text without the control characters that XML cannot hold."""
    return _CONTROL.sub(_NO_CHARACTER, text)


def _without_zero(number: str) -> str:
    """Drop the zero before the point, as numbers that cannot pass 1 are printed."""
    return number.replace("0.", ".", 1) if number.lstrip("-").startswith("0.") else number


def _beside(cell: Cell, above: Cell) -> PaperCell:
    """Leave out what the cell above says already; a path keeps the names that are new."""
    if not isinstance(cell, tuple):
        return PaperCell("" if cell == above else printed(cell))
    before = above if isinstance(above, tuple) else ()
    shared = 0
    while shared < min(len(before), len(cell) - 1) and before[shared] == cell[shared]:
        shared += 1
    return PaperCell(printed(cell[shared:]), shared)


def _is_score(report: Report, column: int) -> bool:
    """Tell whether a column holds fractions on both sides of 1 and none of 10 or more."""
    cells = (row[column] for row in report.rows)
    sizes = [abs(cell) for cell in cells if isinstance(cell, float)]
    return any(size < 1 for size in sizes) and 1 < max(sizes, default=0) < 10


def _is_numeric(report: Report, column: int) -> bool:
    values = [row[column] for row in report.rows if row[column] not in (None, "")]
    return bool(values) and all(isinstance(value, int | float) for value in values)
