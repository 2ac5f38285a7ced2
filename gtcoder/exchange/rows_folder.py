"""All rows of a study as csv files of a folder, one a table, from which the same study is built.

Beside the pages that people read, `rows/` has every table by guid with all its columns, and
`rows/csv-metadata.json` says of each column what it holds and where it points to (CSV on the Web).
Texts that are no page (versions before a correction) lie in `texts/`; a version knows its text by
the SHA-256 of the file. `ledger.csv` tells who did what when, to be read.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from gtcoder import __version__
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.formulas import guarded, unguarded
from gtcoder.exchange.manifests import Listed, changed_since, read_manifest
from gtcoder.exchange.row_cells import NESTED, TEXT, cells_of, json_cell, kinds_of, values_of
from gtcoder.model.base import Base
from gtcoder.store.by_guid import points_to, state_tables
from gtcoder.store.images import columns_of
from gtcoder.store.migrate import SCHEMA_VERSION
from gtcoder.study_rows import Columns, HistoryRow, StudyRows

ROWS, TEXTS, LEDGER = "rows", "texts", "ledger.csv"
METADATA = f"{ROWS}/csv-metadata.json"
_LEDGER_COLUMNS = ("number", "at", "coder", "action", "reason", "details", "guid")
_LONGEST_CELL = 2**30
_UNFIT = '<>:"/\\|?*'
_BESIDE = frozenset({LEDGER, "README.txt"})  # for people alone


def write_rows(rows: StudyRows, folder: Path) -> None:
    """Write all tables, the texts that no page of the folder has, and the ledger."""
    (folder / ROWS).mkdir()
    for table, columns in rows.tables.items():
        _write_table(folder / ROWS / f"{table}.csv", table, columns)
    described = json.dumps(_described(rows), ensure_ascii=False, indent=1)
    (folder / METADATA).write_text(described + "\n", encoding="utf-8", newline="")
    _write_texts(rows, folder)
    if rows.history:
        with _csv(folder / LEDGER, quoted=True) as table:
            table.writerow(_LEDGER_COLUMNS)
            table.writerows([guarded(cell) for cell in _entry(row)] for row in rows.history)


@dataclass(frozen=True, slots=True)
class FolderState:
    """The files of a folder as its list has them, and which are new, gone or other by now.

    `whole`: the rows stand for the pages, as nothing of either was edited.
    """

    listed: Mapping[str, Listed]
    changed: tuple[str, ...] = ()

    @property
    def edited(self) -> tuple[str, ...]:
        """What was changed of pages and rows; files that nobody reads may come and go."""
        return tuple(path for path in self.changed if path not in _BESIDE and self._counts(path))

    @property
    def whole(self) -> bool:
        """Whether there are rows that can be read."""
        return METADATA in self.listed and not self.edited

    def _counts(self, path: str) -> bool:
        if path in self.listed:
            return True
        return path.count("/") <= 1 and path.endswith((".csv", ".toml", ".txt", ".md"))


def state_of(folder: Path) -> FolderState:
    """Compare the files of a folder with its list."""
    listed = read_manifest(folder)
    return FolderState(listed, changed_since(listed, folder) if listed else ())


def rows_of(folder: Path, state: FolderState) -> StudyRows:
    """Return the study that the rows of a folder hold; raises UnreadableFile with file and row.

    Texts are found by their hash in the list of files.
    """
    listed = state.listed
    known = set(state_tables())
    tables: dict[str, Columns] = {}
    with _cells_of_any_length():
        for path in sorted((folder / ROWS).glob("*.csv")):
            if path.stem not in known:
                raise _newer(path.stem)
            tables[path.stem] = _read_table(path)
        history = () if LEDGER in state.changed else _read_ledger(folder)
    texts = _read_texts(folder, tables.get("text_version", {}), listed)
    return StudyRows(tables, texts, history)


def _write_table(path: Path, table: str, columns: Columns) -> None:
    texts = [cells_of(table, name, values) for name, values in columns.items()]
    guards = [kinds_of(table)[name] in (TEXT, NESTED) for name in columns]
    safe = [
        [guarded(cell) for cell in cells] if guard else cells
        for cells, guard in zip(texts, guards, strict=True)
    ]
    returns = any("\r" in cell for cells in safe for cell in cells)
    with _csv(path, quoted=returns) as out:
        out.writerow(columns)
        out.writerows(zip(*safe, strict=True))


def _described(rows: StudyRows) -> dict[str, Any]:
    """Return what each table and column holds, in the words of CSV on the Web."""
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "dc:creator": f"gtcoder {__version__}",
        "gtcoder:schema": SCHEMA_VERSION,
        "tables": [_table_described(table, rows) for table in sorted(rows.tables)],
    }


def _table_described(table: str, rows: StudyRows) -> dict[str, Any]:
    told = {mapper.class_.__tablename__: mapper.class_.__doc__ for mapper in Base.registry.mappers}
    needed = {column.name for column in columns_of(table) if not column.nullable}
    columns = [
        {"name": name, "datatype": kind, "required": name in needed and kind != TEXT}
        for name, kind in kinds_of(table).items()
    ]
    keys = [
        {
            "columnReference": name,
            "reference": {"resource": f"{other}.csv", "columnReference": "guid"},
        }
        for name, other in points_to(table).items()
        if other in rows.tables
    ]
    about = " ".join((told.get(table) or "").split())
    schema = {"columns": columns, "primaryKey": "guid", "foreignKeys": keys}
    return {"url": f"{table}.csv", "dc:description": about, "tableSchema": schema}


def _write_texts(rows: StudyRows, folder: Path) -> None:
    """Write each text that no page has, under the name of its document and its number."""
    there = {hashlib.sha256(path.read_bytes()).hexdigest()
             for path in sorted(folder.glob("transcripts/*.txt"))}  # fmt: skip
    names = {row["guid"]: row["name"] for row in rows.rows("document")}
    for row in rows.rows("text_version"):
        sha256 = row["sha256"]
        if sha256 in there or sha256 not in rows.texts:
            continue
        there.add(sha256)
        (folder / TEXTS).mkdir(exist_ok=True)
        name = _file_name(f"{names.get(row['document_id'], '')} version {row['number']}")
        path = folder / TEXTS / f"{name}.txt"
        if path.exists():
            path = folder / TEXTS / f"{name} {sha256[:12]}.txt"
        path.write_text(rows.texts[sha256], encoding="utf-8", newline="")


def _file_name(name: str) -> str:
    plain = "".join("_" if sign in _UNFIT or not sign.isprintable() else sign for sign in name)
    return plain.strip(" .")[:120]


def _entry(row: HistoryRow) -> tuple[str, ...]:
    moment = row.at.isoformat()
    details = json_cell(dict(row.details))
    return str(row.number), moment, row.coder, row.action, row.reason, details, row.guid.hex()


def _read_table(path: Path) -> Columns:
    table = path.stem
    header, rows = _csv_rows(path)
    kinds = kinds_of(table)
    unknown = [name for name in header if name not in kinds]
    if unknown or "guid" not in header:
        raise _newer(table)
    columns: dict[str, Sequence[Any]] = {}
    for place, name in enumerate(header):
        cells = [row[place] for row in rows]
        if kinds[name] in (TEXT, NESTED):
            cells = [unguarded(cell) for cell in cells]
        try:
            columns[name] = values_of(table, name, cells)
        except (ValueError, RecursionError):
            raise UnreadableFile(
                "A cell of the column “{column}” is no {kind}. Nothing of it was taken in.",
                place=f"{ROWS}/{path.name}", column=name, kind=kinds[name],
            ) from None  # fmt: skip
    missing = [name for name in kinds if name not in columns]
    for name in missing:
        columns[name] = _defaults(table, name, len(rows))
    return {name: columns[name] for name in kinds}


def _defaults(table: str, name: str, count: int) -> list[Any]:
    """Return what rows of an older program have in a column that it did not know."""
    column = next(each for each in columns_of(table) if each.name == name)
    default: Any = column.default
    if default is None:
        if column.nullable:
            return [None] * count
        raise UnreadableFile(
            "It lacks the column “{column}”. Nothing of it was taken in.",
            place=f"{ROWS}/{table}.csv", column=name,
        )  # fmt: skip
    return [default.arg if default.is_scalar else default.arg(None) for _ in range(count)]


def _read_texts(folder: Path, versions: Columns, listed: Mapping[str, Listed]) -> dict[str, str]:
    by_hash = {each.sha256: path for path, each in listed.items() if path.endswith(".txt")}
    texts = {}
    for sha256 in dict.fromkeys(versions.get("sha256", ())):
        if sha256 not in by_hash:
            continue  # erased for good, or left out: `study.take_in` says so
        try:
            with (folder / by_hash[sha256]).open(encoding="utf-8", newline="") as file:
                texts[sha256] = file.read()
        except UnicodeDecodeError:
            raise UnreadableFile(
                "It is no text in UTF-8. Nothing of it was taken in.", place=by_hash[sha256]
            ) from None
    return texts


def _read_ledger(folder: Path) -> tuple[HistoryRow, ...]:
    path = folder / LEDGER
    if not path.is_file():
        return ()
    header, rows = _csv_rows(path)
    try:
        return tuple(_history_row(dict(zip(header, row, strict=True))) for row in rows)
    except (KeyError, ValueError, RecursionError):
        raise UnreadableFile(
            "A row of it is no entry of a ledger. Nothing was taken in.", place=LEDGER
        ) from None


def _history_row(row: dict[str, str]) -> HistoryRow:
    cells = {name: unguarded(cell) for name, cell in row.items()}
    return HistoryRow(
        guid=bytes.fromhex(cells["guid"]),
        number=int(cells["number"]),
        at=datetime.fromisoformat(cells["at"]),
        coder=cells["coder"],
        action=cells["action"],
        details=json.loads(cells["details"]),
        reason=cells["reason"],
    )


def _csv_rows(path: Path) -> tuple[list[str], list[list[str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file, strict=True)
            header = next(rows, [])
            return header, list(_whole(rows, len(header)))
    except (csv.Error, ValueError):
        raise UnreadableFile(
            "It is no table in UTF-8 with as many cells in each row. Nothing of it was taken in.",
            place=path.name,
        ) from None


def _whole(rows: Iterable[list[str]], width: int) -> Iterator[list[str]]:
    for row in rows:
        if len(row) != width:
            raise ValueError
        yield row


def _newer(table: str) -> UnreadableFile:
    return UnreadableFile(
        "It holds what this program does not know, and was written by a later one. Nothing of it "
        "was taken in; use that program.",
        place=f"{ROWS}/{table}.csv",
    )


@contextmanager
def _csv(path: Path, *, quoted: bool = False) -> Iterator[Any]:
    """Give a writer of rows; `quoted` where cells hold returns, which it would leave bare."""
    with path.open("w", encoding="utf-8", newline="") as file:
        if quoted:
            yield csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        else:
            yield csv.writer(file, lineterminator="\n")


@contextmanager
def _cells_of_any_length() -> Iterator[None]:
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)
