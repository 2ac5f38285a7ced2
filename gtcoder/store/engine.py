"""Engines for SQLite files and PostgreSQL schemas, and what their failures mean to a coder."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.dialects import registry
from sqlalchemy.exc import DatabaseError, OperationalError

from gtcoder.errors import DamagedStudy, StoreUnavailable
from gtcoder.store.dialects import COMPILED
from gtcoder.store.location import FileLocation, Location, ServerLocation

APPLICATION_ID = 0x67744372
BUSY_SECONDS = 60
READING = "gtcoder_reading"
_NO_RIGHTS = ("42501", "25006")  # insufficient privilege; read-only transaction
_ONCE = {"compiled_cache": COMPILED}

registry.register("sqlite.gtcoder", "gtcoder.store.dialects", "FileDialect")
registry.register("postgresql.gtcoder", "gtcoder.store.server_dialect", "ServerDialect")


def make_engine(location: Location, *, read_only: bool = False) -> Engine:
    """Return an engine for the study; nothing is opened until the first connection."""
    if isinstance(location, ServerLocation):
        return _server_engine(location)
    return _file_engine(location, read_only=read_only)


def _server_engine(location: ServerLocation) -> Engine:
    if find_spec("psycopg") is None:
        raise StoreUnavailable(
            "Studies on a server need the package psycopg, which is not installed. Install "
            "gtcoder[team] and try again; nothing was opened."
        )
    return create_engine(
        make_url(location.url).set(drivername="postgresql+gtcoder"),
        connect_args={"options": f"-csearch_path={location.schema}"},
        pool_pre_ping=True,
        execution_options=_ONCE,
    )


def _file_engine(location: FileLocation, *, read_only: bool) -> Engine:
    path = location.path.resolve()
    mode = "ro" if read_only else "rw"
    url = URL.create(
        "sqlite+gtcoder", database=f"file:{_quoted(path)}", query={"mode": mode, "uri": "true"}
    )
    engine = create_engine(  # of a URL object: as text the path would be unquoted once more
        url,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        execution_options=_ONCE,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        try:
            _set_pragmas(connection, wal=not read_only)
        except BaseException:
            connection.close()  # the pool never sees a connection that was not made ready
            raise

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get(READING, False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _quoted(path: Path) -> str:
    return str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _set_pragmas(connection: sqlite3.Connection, *, wal: bool) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA temp_store=MEMORY")
    connection.execute("PRAGMA cache_size=-65536")
    if wal:
        _use_wal(connection)


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to WAL; another process leaving WAL at this moment makes SQLite say "locked"."""
    for attempt in range(100):
        try:
            connection.execute("PRAGMA journal_mode=WAL").fetchone()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or attempt == 99:
                raise
            time.sleep(0.05)
        else:
            return


def settle_file(path: Path) -> None:
    """Make the study one file again where nobody else has it open; else leave it in WAL."""
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        if not _busy(error):
            raise
    finally:
        connection.close()


def _busy(error: sqlite3.OperationalError) -> bool:
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF in (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
    )


@contextmanager
def translated() -> Iterator[None]:
    """Turn failures of the environment into errors a coder can act on; bugs pass through."""
    try:
        yield
    except OperationalError as error:
        raise _environment(error, error.orig) from error
    except sqlite3.OperationalError as error:
        raise _environment(error, error) from error
    except OSError as error:
        raise StoreUnavailable(
            "“{path}” cannot be used: {what}. What was saved before is safe. Mend that and try "
            "again, or read the study (--read-only).",
            path=error.filename or "",
            what=error.strerror or "the system reports an error",
        ) from error
    except DatabaseError as error:
        if isinstance(error.orig, sqlite3.DatabaseError) and type(error.orig) is (
            sqlite3.DatabaseError
        ):
            raise damaged(error.orig) from error
        if getattr(error.orig, "sqlstate", None) in _NO_RIGHTS:
            raise StoreUnavailable(
                "The database server does not let this user do that ({what}). Nothing was changed; "
                "ask who runs the server for rights on the study's schema.",
                what=str(error.orig).strip().splitlines()[0],
            ) from error
        raise


def damaged(error: Any) -> DamagedStudy:
    """Return the error for a file that SQLite cannot read."""
    return DamagedStudy(
        "The study's file is damaged ({what}). It was not touched. "
        "Open the last backup, or restore the file from where you keep copies.",
        what=str(error),
    )


def _environment(error: Exception, original: BaseException | None) -> Exception:
    if not isinstance(original, sqlite3.OperationalError):
        return StoreUnavailable(
            "The database server does not answer or refused ({what}). What was saved before is "
            "safe; the last step was not stored. Try again when the server is back.",
            what=str(original).strip().splitlines()[0] if original else "connection lost",
        )
    code = getattr(original, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(original)
    sentences = {
        sqlite3.SQLITE_BUSY: "another program has been writing to it for over a minute",
        sqlite3.SQLITE_LOCKED: "another program has locked it",
        sqlite3.SQLITE_FULL: "the disk is full",
        sqlite3.SQLITE_READONLY: "the file is read-only",
        sqlite3.SQLITE_IOERR: "the disk reports an error",
        sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
    }
    if code not in sentences:
        return error
    return StoreUnavailable(
        "The study could not be written or read: {what}. What was saved before is safe; "
        "the last step was not stored. Mend that and try again.",
        what=sentences[code],
    )
