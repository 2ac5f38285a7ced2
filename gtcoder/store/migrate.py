"""The schema's version: stamped at birth, refused when newer, migrated after a copy when older."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, MetaData, create_mock_engine, inspect, text

from gtcoder.errors import DamagedStudy, NewerStudy, OlderStudy
from gtcoder.model.base import Base
from gtcoder.store.engine import READING

if TYPE_CHECKING:
    from sqlalchemy.schema import ExecutableDDLElement

SCHEMA_VERSION = "0001"
_TABLE = "alembic_version"


def create_schema(connection: Connection) -> None:
    """Create all tables and stamp the schema with this program's version."""
    create_tables(connection)
    connection.execute(text(f"CREATE TABLE {_TABLE} (version_num VARCHAR(32) PRIMARY KEY)"))
    connection.execute(text(f"INSERT INTO {_TABLE} VALUES (:version)"), {"version": SCHEMA_VERSION})


def create_tables(connection: Connection) -> None:
    """Create all tables of the model."""
    for statement in _statements(connection.engine.url.drivername):
        connection.exec_driver_sql(statement)


@cache
def _statements(driver: str) -> tuple[str, ...]:
    """Return what creates the tables in one kind of database, written from a copy of the model.

    Creating a circle of tables on PostgreSQL marks its foreign key as "made apart" for good, so
    that studies made in a file later by the same process would lack it.
    """
    fresh = MetaData(naming_convention=Base.metadata.naming_convention)
    for table in Base.metadata.tables.values():
        table.to_metadata(fresh)
    found: list[str] = []

    def note(statement: ExecutableDDLElement, *_: object, **__: object) -> None:
        found.append(str(statement.compile(dialect=engine.dialect)))

    engine = create_mock_engine(f"{driver}://", note)
    fresh.create_all(engine, checkfirst=False)
    return tuple(found)


def bring_up_to_date(engine: Engine, copy_first: Callable[[], object]) -> None:
    """Migrate an older schema after `copy_first` has made a copy; refuse a newer one."""
    version = schema_version(engine)
    if version == SCHEMA_VERSION:
        return
    if version > SCHEMA_VERSION:
        raise NewerStudy(
            "This study was written by a newer gtcoder (schema {version}; this program knows "
            "{known}). It was not touched. Install the newer gtcoder to open it.",
            version=version,
            known=SCHEMA_VERSION,
        )
    copy_first()
    with engine.begin() as connection:
        migrate(connection)


def schema_version(engine: Engine) -> str:
    """Return the version the schema is stamped with."""
    with engine.connect().execution_options(**{READING: True}) as connection:
        version = None
        names = inspect(connection).get_table_names()
        if _TABLE in names:
            version = connection.execute(text(f"SELECT version_num FROM {_TABLE}")).scalar()
        if version is None:
            raise DamagedStudy(
                "The study has no schema version, so it is damaged or was not finished. "
                "It was not touched; open a backup."
            )
        if version == SCHEMA_VERSION and not names_of_tables() <= set(names):
            raise OlderStudy(
                "This study was made by an unfinished gtcoder, before version 0.1 was released, "
                "and lacks tables that came later. It was not touched. Open it with the gtcoder "
                "that made it."
            )
        connection.rollback()
    return str(version)


def names_of_tables() -> set[str]:
    """Return the names of the tables of this schema."""
    return set(Base.metadata.tables)


def migrate(connection: Connection) -> None:
    """Run the migrations that the schema lacks, in the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
