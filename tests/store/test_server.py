"""Studies on a PostgreSQL server: made whole or not at all, by one of several at once."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from gtcoder.errors import InvalidInput, StoreUnavailable
from gtcoder.store.building import building
from gtcoder.store.engine import make_engine, translated
from gtcoder.store.location import FileLocation, ServerLocation
from gtcoder.store.opening import create_study, open_study
from gtcoder.store.verify import verify
from tests.databases import location_in


@pytest.fixture
def place(tmp_path: Path) -> ServerLocation:
    location = location_in("postgresql", tmp_path)
    assert isinstance(location, ServerLocation)
    return location


def schemas(place: ServerLocation) -> set[str]:
    engine = make_engine(place)
    with engine.connect() as connection:
        found = set(inspect(connection).get_schema_names())
    engine.dispose()
    return found


def test_two_who_make_one_study_at_once_make_it_once(place: ServerLocation) -> None:
    outcomes: list[str] = []
    before = schemas(place)

    def make(coder: str) -> None:
        try:
            create_study(place, coder=coder, title="T")
            outcomes.append("made")
        except InvalidInput:
            outcomes.append("refused")

    threads = [threading.Thread(target=make, args=(name,)) for name in ("Ann", "Bob", "Cy")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["made", "refused", "refused"]
    assert schemas(place) - before == {place.schema}
    with open_study(place) as project:
        assert verify(project).ok


def test_until_a_study_is_whole_nobody_sees_it(place: ServerLocation) -> None:
    before = schemas(place)

    def fail() -> None:
        with building(place, coder="Ann", title="T"):
            assert place.schema not in schemas(place)
            raise RuntimeError("a bug in the building")

    with pytest.raises(RuntimeError):
        fail()
    assert schemas(place) == before
    with building(place, coder="Ann", title="T"):
        pass
    assert schemas(place) - before == {place.schema}


def test_missing_rights_are_said_in_a_sentence(place: ServerLocation) -> None:
    create_study(place, coder="Ann", title="T")
    engine = make_engine(place)

    def read_as_a_stranger() -> None:
        with translated(), engine.begin() as connection:
            connection.execute(text("SET LOCAL ROLE pg_monitor"))
            connection.execute(text(f'SELECT title FROM "{place.schema}".project'))

    with pytest.raises(StoreUnavailable, match="rights"):
        read_as_a_stranger()
    engine.dispose()


def test_a_file_made_after_a_study_on_a_server_has_every_foreign_key(
    place: ServerLocation, tmp_path: Path
) -> None:
    create_study(place, coder="Ann", title="T")
    path = tmp_path / "study.gtc"
    create_study(FileLocation(path), coder="Ann", title="T")
    connection = sqlite3.connect(path)
    keys = {row[3] for row in connection.execute("PRAGMA foreign_key_list(document)")}
    connection.close()
    assert keys == {"version_id", "participant_id"}
