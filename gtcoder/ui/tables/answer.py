"""A report as the table and the chart show it: computed, blanked where it repeats, coloured."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gtcoder.progress import Progress
from gtcoder.queries.codebook import CodeRow, codes
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, CodeLevel

if TYPE_CHECKING:
    # Nobody evaluates the annotations of Answer; numpy is not loaded before it is needed.
    from gtcoder.reports.base import Cell, Report, Row  # noqa: TC004

REPORT = "report"  # the kind of a kept table
_CODE, _WHY = "code", "undefined"
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Asked:
    """A report and its options in their written form."""

    report: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """A report, which code each row is about, and how long it took.

    `colours` and `categories` (places of rows) are those of codes that stand in the first column.
    """

    asked: Asked
    report: Report
    codes: tuple[CodeId | None, ...]
    colours: tuple[int, ...]
    categories: frozenset[int]
    seconds: float
    kept: str = ""

    @property
    def revision(self) -> int:
        """The entry of the ledger the table was made from."""
        return int(self.report.provenance["revision"] or 0)


def answer(reader: Reader, asked: Asked, progress: Progress) -> Answer:
    """Make a report; raises InvalidInput or NotFound where the options do not fit the study."""
    from gtcoder.reports import REPORTS, options_from

    began = time.monotonic()
    kind = REPORTS.get(asked.report)
    made = kind.run(reader, options_from(kind, asked.values), progress)
    return dressed(reader, asked, made, time.monotonic() - began)


def dressed(
    reader: Reader, asked: Asked, report: Report, seconds: float = 0.0, *, kept: str = ""
) -> Answer:
    """Return a report with the codes its rows are about."""
    found = _codes_of(report, {row.path: row for row in codes(reader, retired=True)})
    marked = found if report.columns[:1] == (_CODE,) else ()
    raised = (n for n, row in enumerate(marked) if row and row.level is not CodeLevel.OPEN)
    return Answer(
        asked,
        report,
        tuple(row.id if row else None for row in found),
        tuple(row.colour if row else 0 for row in marked),
        frozenset(raised),
        seconds,
        kept,
    )


def headings(report: Report) -> tuple[str, ...]:
    """Return the columns as headings."""
    return tuple(name[:1].upper() + name[1:].replace("_", " ") for name in report.columns)


def shown_rows(report: Report) -> tuple[Row, ...]:
    """Return the rows as they stand on paper: a path is its own name, set in below its parents.

    What repeats the row above is blank, and why something is undefined is said as a sentence.
    """
    why = report.columns.index(_WHY) if _WHY in report.columns else -1
    blank = [place for place, name in enumerate(report.columns) if name in report.repeats]
    rows: list[Row] = []
    above: Row = (None,) * len(report.columns)
    for row in report.rows:
        cells: list[Cell] = list(row)
        if why >= 0:
            cells[why] = _sentence(row[why])
        same = True  # the columns at the left say the same as above
        for place in blank:
            if isinstance(row[place], tuple):
                cells[place] = _set_in(row[place])
            elif same and row[place] == above[place]:
                cells[place] = ""
            same = same and row[place] == above[place]
        rows.append(tuple(cells))
        above = row
    return tuple(rows)


def report_of(record: Mapping[str, object], name: str) -> Report:
    """Return a report from the record that was kept of it."""
    from gtcoder.reports.base import Report

    plain: dict[str, object] = dict(record)
    rows = plain.get("rows")
    columns = plain.get("columns")
    sentences = plain.get("sentences")
    provenance = plain.get("provenance")
    totals = plain.get("totals")
    return Report(
        name=str(plain.get("report", name)),
        title=str(plain.get("title", name)),
        columns=tuple(map(str, columns)) if isinstance(columns, list) else (),
        rows=tuple(tuple(map(_cell, row)) for row in rows) if isinstance(rows, list) else (),
        sentences=tuple(map(str, sentences)) if isinstance(sentences, list) else (),
        provenance=provenance if isinstance(provenance, dict) else {"revision": 0},
        totals=frozenset(totals) if isinstance(totals, list) else frozenset(),
    )


def _cell(plain: object) -> Cell:
    if isinstance(plain, list):
        return tuple(map(str, plain))
    return plain if isinstance(plain, str | int | float) else None


def _sentence(why: Cell) -> Cell:
    from gtcoder.analysis.coefficients.reasons import REASONS

    known = {str(reason): reason.sentence for reason in REASONS}
    return known.get(why, why) if isinstance(why, str) else why


def _set_in(path: Cell) -> Cell:
    return _INDENT * (len(path) - 1) + path[-1] if isinstance(path, tuple) and path else path


def _codes_of(
    report: Report, known: Mapping[tuple[str, ...], CodeRow]
) -> tuple[CodeRow | None, ...]:
    if _CODE not in report.columns:
        return (None,) * len(report.rows)
    column = report.columns.index(_CODE)
    cells = (row[column] for row in report.rows)
    return tuple(known.get(cell) if isinstance(cell, tuple) else None for cell in cells)
