"""SQLite databases of other tools, opened so that they stay as they are and nothing in them acts.

The file is read as it lies there: no lock is taken or minded, nothing is written beside it. What
a program that has it open wrote to its log (`-wal`) or has begun (`-journal`) is read with it, from
a copy of both. Only ordinary tables are asked, never views, virtual tables or computed columns.
"""

from __future__ import annotations

import math
import shutil
import sqlite3
import tempfile
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from gtcoder.errors import UnreadableFile

HEADER = b"SQLite format 3\0"
_BESIDE = ("-wal", "-journal")
_LONGEST = 200 * 2**20  # bytes of one cell
_SPARE = 2**20  # what is granted beyond the size of the files
_LARGEST_KEY = 2**53
# SQLite quotes a broken file in its messages, and Python reads those as UTF-8.
_FAULTS = (sqlite3.Error, OverflowError, UnicodeDecodeError)
_CHUNK = 500
_MOMENTS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d_%H:%M:%S", "%Y-%m-%d", "%a %b %d %H:%M:%S %Y")
_DAMAGED = (
    "Its database is damaged or cut off ({reason}). Nothing of it was taken in; open it in its "
    "own program, or take a backup of it."
)

Record = dict[str, Any]


class Database:
    """The ordinary tables of an SQLite file, by their names in small letters."""

    def __init__(self, path: Path) -> None:
        self._copies: tempfile.TemporaryDirectory[str] | None = None
        path = path.resolve()
        beside = _beside(path)
        self._left = 4 * sum(each.stat().st_size for each in (path, *beside)) + _SPARE
        try:
            self._connection = self._opened(path, beside)
            self.tables: Mapping[str, tuple[str, ...]] = dict(self._ordinary_tables())
        except _FAULTS as error:
            self.close()
            raise UnreadableFile(_DAMAGED, reason=error) from None
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file, and remove the copy where one was made."""
        connection = getattr(self, "_connection", None)
        if connection is not None:
            connection.close()
        if self._copies is not None:
            self._copies.cleanup()

    def rows(self, table: str, *columns: str) -> Iterator[Record]:
        """Yield the rows of a table, in their order, with the columns that are asked for.

        A column or table that this version of the tool did not have yet gives None or no rows.
        Raises UnreadableFile where the file is damaged, or holds more than its size allows.
        """
        there = [name for name in columns if name in self.tables.get(table, ())]
        if not there:
            return
        empty = dict.fromkeys(columns)
        wanted = ", ".join(map(_quoted, there))
        try:
            cursor = self._connection.execute(f"SELECT {wanted} FROM {_quoted(table)}")
            while chunk := cursor.fetchmany(_CHUNK):
                for values in chunk:
                    self._spend(values)
                    yield empty | dict(zip(there, values, strict=True))
        except _FAULTS as error:
            raise UnreadableFile(_DAMAGED, reason=error) from None

    def has(self, table: str, *columns: str) -> bool:
        """Tell whether there is such a table with at least these columns."""
        return table in self.tables and set(columns) <= set(self.tables[table])

    def _opened(self, path: Path, beside: Collection[Path]) -> sqlite3.Connection:
        query = "?mode=ro&immutable=1"
        if beside:
            self._copies = tempfile.TemporaryDirectory(prefix="gtcoder-")
            copy = Path(self._copies.name, "data")
            shutil.copyfile(path, copy)
            for each in beside:
                shutil.copyfile(each, copy.with_name("data" + each.name[len(path.name) :]))
            path, query = copy, "?mode=rw"
        connection = sqlite3.connect(path.as_uri() + query, uri=True)
        connection.text_factory = _decoded
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def _ordinary_tables(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield names and stored columns; virtual tables have no page of their own."""
        found = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
        for (name,) in self._connection.execute(found).fetchall():
            information = self._connection.execute(f"PRAGMA table_xinfo({_quoted(name)})")
            columns = tuple(str(row[1]).lower() for row in information if row[6] == 0)
            yield str(name).lower(), columns

    def _spend(self, values: tuple[Any, ...]) -> None:
        """Count what was read: pages of a forged file may lead to one another without end."""
        self._left -= 2 + sum(len(value) for value in values if isinstance(value, str | bytes))
        if self._left < 0:
            raise UnreadableFile(_DAMAGED, reason="it holds more than its size allows")


def tables_of(path: Path) -> Mapping[str, tuple[str, ...]] | None:
    """Return the tables of an SQLite file with their columns; None where it is no such file.

    Raises UnreadableFile where it begins like one and is damaged.
    """
    try:
        with path.open("rb") as file:
            if file.read(len(HEADER)) != HEADER:
                return None
        with Database(path) as database:
            return database.tables
    except OSError:
        return None


def looks_like(
    path: Path, tables: Collection[str], column: tuple[str, str], endings: Collection[str]
) -> bool:
    """Tell a tool's database by its tables and one column; a damaged one by its name alone."""
    if not path.is_file():
        return False
    try:
        there = tables_of(path)
    except UnreadableFile:
        return path.suffix.lower() in endings
    return there is not None and there.keys() >= set(tables) and column[1] in there[column[0]]


def words(value: Any) -> str:
    """Return a cell as text, whatever type it was stored with; empty for none."""
    if isinstance(value, bytes):
        return _decoded(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def whole(value: Any) -> int | None:
    """Return a cell as the whole number it holds or spells; None for anything else."""
    if isinstance(value, str | bytes):
        try:
            value = float(words(value).strip())
        except ValueError:
            return None
    if not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return int(value) if abs(value) < _LARGEST_KEY and int(value) == value else None


def moment(value: Any) -> datetime | None:
    """Return when something happened; a time without a zone is taken as UTC, as no tool says."""
    text = " ".join(words(value).split())
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        for pattern in _MOMENTS:
            try:
                found = datetime.strptime(text, pattern)
                break
            except ValueError:
                continue
        else:
            return None
    try:
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except OverflowError:
        return None


def _beside(path: Path) -> list[Path]:
    """Return the files in which another program keeps what belongs into a database."""
    return [each for end in _BESIDE if _is_filled(each := path.with_name(path.name + end))]


def _is_filled(path: Path) -> bool:
    try:
        return path.is_file() and path.stat().st_size > 0
    except OSError:
        return False


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "replace")
