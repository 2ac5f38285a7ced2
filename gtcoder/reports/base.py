"""What a report is: a table with what was counted, whose, and from which state of the study."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from gtcoder import __version__
from gtcoder.analysis.agreement_charts import Drift, Forest, HeatMatrix
from gtcoder.analysis.charts import Bars
from gtcoder.analysis.curves import CurveChart
from gtcoder.analysis.planner_chart import PlanChart
from gtcoder.analysis.sankey import Sankey
from gtcoder.errors import NotComputable
from gtcoder.progress import Progress
from gtcoder.queries import people
from gtcoder.registry import Registry
from gtcoder.store.reader import Reader

if TYPE_CHECKING:
    from pandas import DataFrame

Cell = str | int | float | tuple[str, ...] | None
Row = tuple[Cell, ...]
Chart = Bars | CurveChart | Forest | HeatMatrix | Drift | PlanChart | Sankey
SEPARATOR = " > "


@dataclass(frozen=True, slots=True)
class Report:
    """A table, the sentences that say what it counts, and where it comes from.

    A cell is text, a number, a code's path (a tuple of names) or None where there is nothing to
    say. `provenance` holds at least counted, whose, round, revision, study, program and at.
    `totals` are the places of rows that sum others up; `repeats` names the columns whose cells,
    or the parents in them, are left blank on paper where they repeat the row above; `groups` gives
    columns a heading that they share on paper and in a spreadsheet, under which a column loses
    what it has of the heading in its own name; `text` is what is told before the table, paragraph
    by paragraph. An `outline` is set in texts as headings along the paths of its first column, each
    with its cells below, in place of a table.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    sentences: tuple[str, ...]
    provenance: Mapping[str, Any]
    totals: frozenset[int] = frozenset()
    repeats: tuple[str, ...] = ()
    chart: Chart | None = None
    groups: Mapping[str, str] = field(default_factory=dict)
    text: tuple[str, ...] = ()
    outline: bool = False

    def __post_init__(self) -> None:
        """Hold every row to the columns."""
        width = len(self.columns)
        if any(len(row) != width for row in self.rows):
            raise ValueError(f"report {self.name}: a row does not have {width} cells")

    def frame(self) -> DataFrame:
        """Return the table as a data frame, totals and all."""
        from pandas import DataFrame

        return DataFrame(list(self.rows), columns=list(self.columns))

    def record(self) -> dict[str, Any]:
        """Return the report as plain values for JSON; code paths are lists of names."""
        return {
            "report": self.name,
            "title": self.title,
            "columns": list(self.columns),
            "rows": [[plain(cell) for cell in row] for row in self.rows],
            "totals": sorted(self.totals),
            **({"text": list(self.text)} if self.text else {}),
            "sentences": list(self.sentences),
            "provenance": dict(self.provenance),
        }


def plain(cell: Cell) -> str | int | float | list[str] | None:
    """Return a cell for JSON."""
    return list(cell) if isinstance(cell, tuple) else cell


def written(cell: Cell) -> str | int | float | None:
    """Return a cell for a table: a code's path as people write it, `Parent > Child`."""
    return SEPARATOR.join(cell) if isinstance(cell, tuple) else cell


def heading_under(column: str, group: str) -> str:
    """Return a column's own heading under that of its group."""
    prefix = f"{group}: "
    under = group and column.casefold().startswith(prefix.casefold())
    return column[len(prefix) :] if under else column


def narrowed(report: Report, columns: tuple[str, ...]) -> Report:
    """Return a report with some of its columns."""
    places = [report.columns.index(name) for name in columns]
    rows = tuple(tuple(row[place] for place in places) for row in report.rows)
    repeats = tuple(name for name in report.repeats if name in columns)
    return replace(report, columns=columns, rows=rows, repeats=repeats)


Run = Callable[[Reader, Any, Progress], Report]


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A question with an answer: `run(reader, Options(...), progress)` gives the report.

    `Options` is a frozen dataclass of str, int, float, bool, StrEnum and tuple[str, ...] fields
    with defaults, so that a form and `--option NAME=VALUE` can be made of it.
    """

    name: str
    title: str
    Options: type[Any]
    run: Run


REPORTS: Registry[ReportKind] = Registry("reports")


def report(name: str, title: str, options: type[Any]) -> Callable[[Run], Run]:
    """Register the function below as the report of that name."""

    def register(run: Run) -> Run:
        REPORTS.add(name, ReportKind(name, title, options, run))
        return run

    return register


@dataclass(frozen=True, slots=True)
class Basis:
    """What a table counts, whose, in which round and in which part of the study."""

    counted: str
    whose: str
    round: str = ""
    sample: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)

    def provenance(self, reader: Reader) -> dict[str, Any]:
        """Return the record that goes with the numbers."""
        return {
            "counted": self.counted,
            "whose": self.whose,
            "round": self.round,
            "sample": self.sample,
            "revision": reader.revision,
            "study": reader.study.title,
            "program": f"gtcoder {__version__}",
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            **self.more,
        }

    def sentences(self, reader: Reader) -> tuple[str, ...]:
        """Return the sentences that stand below the table."""
        parts = [f"Whose: {self.whose}" + (f", {self.round}" if self.round else "")]
        if self.sample:
            parts.append(self.sample)
        parts.append(f"study “{reader.study.title}”, revision {reader.revision}")
        return (f"Counted: {self.counted}.", "; ".join(parts) + ".", *blind_sentence(reader))


def blind_sentence(reader: Reader) -> tuple[str, ...]:
    """Say whose eyes the study was seen with, while a blind round is open."""
    if reader.blind is None:
        return ()
    names = {coder.id: coder.name for coder in people.coders(reader)}
    who = "nobody" if reader.viewer is None else names[reader.viewer]
    return (
        f"A blind round is open: this is what {who} may see, without what colleagues do meanwhile "
        "and what they marked in the documents to be coded.",
    )


def refuse_blind(reader: Reader) -> None:
    """Refuse to compare coders, of whatever round, while a blind round is open."""
    if reader.blind is None:
        return
    names = [row.name for row in people.rounds(reader) if row.id in reader.blind.rounds]
    raise NotComputable(
        "“{round}” is a blind round that is still open: colleagues' codings are out of sight, and "
        "it takes two coders or more to compare, so no round is compared. Nothing was computed; "
        "let a lead close it or make it visible first.",
        round=listing(names),
    )


def number_of(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun: `1 document`, `1,200 documents`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listing(names: list[str] | tuple[str, ...]) -> str:
    """Return names as a sentence lists them: `Ann, Ben and Cem`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
