"""A table of codings as it is understood: columns, rows with what becomes of them, the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from gtcoder.errors import GtcoderError
from gtcoder.exchange.coding_plans import CodingPlan, plan_codings
from gtcoder.exchange.coding_tables import (
    CodingRow,
    CodingTable,
    Column,
    RowNote,
    columns_of,
    first_cells,
    heading_of,
    read_coding_table,
)
from gtcoder.progress import Progress
from gtcoder.ui.exchange.leads import not_allowed, not_lead, study_to_compare
from gtcoder.ui.session import Session

_SHOWN = 200


@dataclass(frozen=True, slots=True)
class MappedRow:
    """A row of the table as it is understood, or why nothing comes of it.

    `cells` are those of the file; `undecided` holds until all that is to be said was said.
    """

    number: int
    document: str = ""
    code: str = ""
    passage: str = ""
    coder: str = ""
    note: str = ""
    left_out: bool = False
    undecided: bool = False
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a table comes to: headings, which column is what, rows, and the plan if there is one.

    `hindrance` says why there is none, or why this coder may not bring it in; `rows` are the first
    of the table, `faults` all rows that were left out or taken with a doubt. `plan` holds for the
    study after the entry `revision`. As long as a column has to be said, `as_written` holds the
    first rows as they stand below the `header`, and `rows` none.
    """

    header: tuple[str, ...]
    columns: Mapping[str, str]
    known: frozenset[str]
    count: int = 0
    rows: tuple[MappedRow, ...] = ()
    faults: tuple[MappedRow, ...] = ()
    plan: CodingPlan | None = None
    hindrance: str = ""
    revision: int | None = None
    as_written: tuple[MappedRow, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings to choose from."""
        return tuple(dict.fromkeys(filter(None, self.header)))

    @property
    def ready(self) -> bool:
        """Whether something can come in."""
        plan = self.plan
        return plan is not None and not self.hindrance and bool(plan.codings or plan.memos)


def understood(
    session: Session,
    path: Path,
    said: Mapping[str, str],
    progress: Progress,
    *,
    new_coders: bool,
    first_place: bool = False,
) -> Mapped:
    """Read a table with its columns as said, and lay it over the study; nothing is stored.

    Raises UnreadableFile where it is no table at all.
    """
    progress.step(0, 3, path.name)
    headings = heading_of(path)
    known = frozenset(map(str, columns_of(headings, {})))
    places = columns_of(headings, said)
    columns = {str(column): headings[place] for column, place in places.items()}
    shown = Mapped(headings, columns, known)
    lacking = _lacking(places)
    if lacking:
        first = (MappedRow(number, cells=tuple(row)) for number, row in first_cells(path, _SHOWN))
        return replace(shown, as_written=tuple(first), hindrance=lacking)
    try:
        table = read_coding_table(path, said)
        shown = replace(
            shown, count=len(table.rows) + len(table.faults), rows=tuple(_rows(table, places))
        )
        progress.step(1, 3, path.name)
        with session.bridge.read() as reader:
            study, revision = study_to_compare(reader), reader.revision
            hindrance = not_lead(reader, session.bridge.coder)
        progress.step(2, 3, path.name)
        plan = plan_codings(
            study, table, coder=session.coder_name, new_coders=new_coders, first_place=first_place
        )
    except GtcoderError as error:
        return replace(shown, hindrance=str(error))
    return replace(
        shown,
        rows=tuple(_rows(table, places, plan)),
        faults=tuple(_faults(table, places, plan)),
        plan=plan,
        hindrance=not_allowed(hindrance, plan.arrival, study, session.coder_name),
        revision=revision,
    )


def column_labels() -> dict[str, str]:
    """Return what a table of codings can hold, as the chips call it."""
    return {
        "document": _tr("Document"),
        "code": _tr("Code"),
        "text": _tr("Words"),
        "start": _tr("Start"),
        "end": _tr("End"),
        "occurrence": _tr("Occurrence"),
        "coder": _tr("Coder"),
        "memo": _tr("Memo"),
        "weight": _tr("Weight"),
    }


def _lacking(places: Mapping[Column, int]) -> str:
    """Return in a sentence which columns have to be said still; empty if none."""
    labels = column_labels()
    lacking = [labels[each] for each in (Column.DOCUMENT, Column.CODE) if each not in places]
    if Column.TEXT not in places and not {Column.START, Column.END} <= places.keys():
        lacking.append(_tr("Words (or Start and End)"))
    if not lacking:
        return ""
    told = _tr(
        "Still to be said is which column holds: {lacking}. Nothing has come in; choose it above."
    )
    return told.format(lacking=", ".join(lacking))


def fit_words(mapped: Mapped) -> str:
    """Return how many rows fit, and what comes with them, in a sentence or two."""
    plan = mapped.plan
    if plan is None:
        return mapped.hindrance
    parts = [
        _rows_words(mapped.count - plan.left_out, plan.several, plan.left_out - plan.several),
        _tr("New codings: {n}.").format(n=f"{plan.codings:,}"),
    ]
    if plan.known:
        parts.append(_tr("There already: {n}.").format(n=f"{plan.known:,}"))
    if plan.memos:
        parts.append(_tr("New memos: {n}.").format(n=f"{plan.memos:,}"))
    for words, names in (
        (_tr("New codes: {names}."), plan.codes), (_tr("New coders: {names}."), plan.coders),
    ):  # fmt: skip
        if names:
            parts.append(words.format(names=_listed(names)))
    return " ".join(part for part in (*parts, mapped.hindrance) if part)


def _rows_words(fit: int, several: int, out: int) -> str:
    """Return how many rows fit, stand in several places, and do not fit."""
    parts = [_tr("{n} row fits") if fit == 1 else _tr("{n} rows fit")]
    if several:
        parts.append(
            _tr("{several} stands in several places")
            if several == 1
            else _tr("{several} stand in several places")
        )
    if out:
        parts.append(_tr("{out} does not fit") if out == 1 else _tr("{out} do not fit"))
    told = ", ".join(parts).format(n=f"{fit:,}", several=f"{several:,}", out=f"{out:,}")
    return f"{told}."


def mapped_report(path: Path, mapped: Mapped) -> str:
    """Return what became of a table as plain text."""
    lines = [_tr("Codings of {name}").format(name=path.name), fit_words(mapped), ""]
    labels = column_labels()
    lines += [f"{labels[column]}: {heading}" for column, heading in mapped.columns.items()]
    lines.append("")
    for row in mapped.faults:
        how = _tr("left out") if row.left_out else _tr("taken")
        lines.append(_tr("Row {n}, {how}: {why}").format(n=row.number, how=how, why=row.note))
    return "\n".join(lines) + "\n"


def _rows(
    table: CodingTable, places: Mapping[Column, int], plan: CodingPlan | None = None
) -> Iterator[MappedRow]:
    """Yield the first rows, those that cannot be read too; without a plan, nothing is decided."""
    notes: dict[int, list[RowNote]] = {}
    for note in plan.notes if plan is not None else table.faults:
        notes.setdefault(note.number, []).append(note)
    every: list[CodingRow | RowNote] = [*table.rows[:_SHOWN], *table.faults[:_SHOWN]]
    for row in sorted(every, key=lambda row: row.number)[:_SHOWN]:
        if isinstance(row, RowNote):
            yield _unread(row, places)
            continue
        said = notes.get(row.number, [])
        words = "; ".join(note.message for note in said)
        out = any(note.left_out for note in said)
        yield replace(_row(row, words, left_out=out), undecided=plan is None)


def _faults(
    table: CodingTable, places: Mapping[Column, int], plan: CodingPlan
) -> Iterator[MappedRow]:
    rows = {row.number: row for row in table.rows}
    for note in plan.notes:
        row = rows.get(note.number)
        if row is None:
            yield _unread(note, places)
        else:
            yield _row(row, note.message, left_out=note.left_out)


def _unread(note: RowNote, places: Mapping[Column, int]) -> MappedRow:
    """Return a row that could not be read, with what stands in its cells."""
    said = {column: note.cells[at] for column, at in places.items() if at < len(note.cells)}
    ends = (said.get(Column.START, ""), said.get(Column.END, ""))
    place = "–".join(ends) if any(ends) else ""
    passage = " ".join(part for part in (place, said.get(Column.TEXT, "")) if part)
    return MappedRow(
        note.number, said.get(Column.DOCUMENT, ""), said.get(Column.CODE, ""), passage,
        said.get(Column.CODER, ""), note.message, note.left_out,
    )  # fmt: skip


def _row(row: CodingRow, note: str, *, left_out: bool) -> MappedRow:
    spanned = row.start is not None and row.end is not None
    place = f"{row.start}–{row.end}" if spanned else ""
    passage = " ".join(part for part in (place, row.text) if part)
    code = " > ".join(row.code)
    return MappedRow(row.number, row.document, code, passage, row.coder, note, left_out)


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:4])
    return shown if len(names) <= 4 else f"{shown} … ({len(names):,})"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Mapping", text)
