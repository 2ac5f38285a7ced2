"""Writing a study afresh, so that nothing of what was erased is left in its file."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect

from gtcoder.errors import StoreUnavailable
from gtcoder.store.backup import backup_folder
from gtcoder.store.engine import translated

if TYPE_CHECKING:
    from sqlalchemy import Engine

_PATIENCE = 3_000  # ms to wait for a reader
_LEFT = (
    "The words are no longer in the study, but the file may still hold traces of them, for it is "
    "in use elsewhere. Close the study there, then finish the erasing (gtcoder erase --finish)."
)


def scrub(engine: Engine) -> None:
    """Write the study's file, or its tables on the server, afresh.

    Raises StoreUnavailable where somebody else has the study in use; it can be done again.
    """
    with translated():
        if engine.dialect.name == "sqlite":
            _scrub_file(engine)
        else:
            _scrub_server(engine)


def _scrub_file(engine: Engine) -> None:
    engine.dispose()  # our own idle connections hold the log
    pooled = engine.raw_connection()
    try:
        connection = pooled.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        try:
            connection.execute(f"PRAGMA busy_timeout={_PATIENCE}")
            connection.execute("PRAGMA secure_delete=ON")
            connection.execute("VACUUM")
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            busy = True
        if busy:
            raise StoreUnavailable(_LEFT)
    finally:
        pooled.invalidate()  # with its impatience


def _scrub_server(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        quoted = engine.dialect.identifier_preparer.quote
        for table in inspect(connection).get_table_names():
            connection.exec_driver_sql(f"VACUUM FULL {quoted(table)}")


def copies_of(study: Path) -> tuple[Path, ...]:
    """Return the copies beside a study's file; each holds it as it was then."""
    return tuple(sorted(backup_folder(study).glob("*.gtc")))
