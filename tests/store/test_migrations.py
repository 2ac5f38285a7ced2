from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from gtcoder.model.base import Base
from gtcoder.store.backup import backup_folder
from gtcoder.store.location import FileLocation, Location
from gtcoder.store.migrate import SCHEMA_VERSION, migrate, schema_version
from gtcoder.store.opening import create_study, open_study
from gtcoder.store.verify import verify
from tests.studies import new_study


def test_the_migrations_lead_to_the_model(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    with engine.begin() as connection:
        migrate(connection)
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    assert schema_version(engine) == SCHEMA_VERSION
    engine.dispose()


def test_a_new_study_has_the_models_schema(location: Location) -> None:
    create_study(location, coder="Ann", title="T")
    project = open_study(location, "Ann")
    with project.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        found = compare_metadata(context, Base.metadata)
        connection.rollback()
    project.close()
    assert found == []


def test_an_older_study_is_copied_before_it_is_migrated(tmp_path: Path) -> None:
    """The step from nothing to the first schema stands in for every later one."""
    path = tmp_path / "study.gtc"
    new_study(FileLocation(path)).close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    engine.dispose()
    from gtcoder.store import migrate as module

    ran: list[str] = []

    def first_again(connection: object) -> None:
        ran.append("migrated")
        connection.execute(  # type: ignore[attr-defined]
            text(f"UPDATE alembic_version SET version_num = '{SCHEMA_VERSION}'")
        )

    original, module.migrate = module.migrate, first_again
    try:
        with open_study(FileLocation(path), "Ann") as project:
            assert verify(project).ok
    finally:
        module.migrate = original
    assert ran == ["migrated"]
    names = {copy.name for copy in backup_folder(path).iterdir()}
    assert f"before schema {SCHEMA_VERSION}.gtc" in names
