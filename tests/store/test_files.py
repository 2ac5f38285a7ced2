"""One file at rest, WAL at work, locks, backups, copies, and files that are no study."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from gtcoder.actions import codebook
from gtcoder.actions import project as study_verbs
from gtcoder.errors import (
    DamagedStudy,
    InvalidInput,
    NewerStudy,
    NotAStudy,
    NotFound,
    StoreUnavailable,
    StudyInUse,
)
from gtcoder.queries.codebook import codes
from gtcoder.store.backup import backup_folder, last_backup
from gtcoder.store.location import FileLocation, parse_location, schema_name
from gtcoder.store.opening import create_study, open_study
from gtcoder.store.verify import verify
from tests.studies import Study, new_study


def test_at_rest_a_study_is_one_file_and_at_work_it_is_in_wal(tmp_path: Path) -> None:
    path = tmp_path / "study.gtc"
    study = new_study(FileLocation(path))
    assert path.with_name("study.gtc-wal").exists()
    study.bob.close()
    assert path.with_name("study.gtc-wal").exists()
    study.ann.close()
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_file()] == ["study.gtc"]
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert connection.execute("PRAGMA application_id").fetchone() == (0x67744372,)
    connection.close()


def test_the_very_connection_that_commits_is_in_wal_and_syncs_fully(file_study: Study) -> None:
    seen: list[tuple[str, int]] = []

    def look(connection: Connection) -> None:
        raw = connection.connection.cursor()
        mode = raw.execute("PRAGMA journal_mode").fetchone()[0]
        seen.append((mode, raw.execute("PRAGMA synchronous").fetchone()[0]))

    event.listen(file_study.ann.engine, "commit", look)
    file_study.code("One")
    assert seen == [("wal", 2)]


def test_making_a_study_replaces_nothing(tmp_path: Path) -> None:
    path = tmp_path / "study.gtc"
    path.write_bytes(b"something else")
    with pytest.raises(InvalidInput):
        create_study(FileLocation(path), coder="Ann", title="T")
    assert path.read_bytes() == b"something else"
    with pytest.raises(InvalidInput):
        create_study(FileLocation(tmp_path / "none" / "study.gtc"), coder="Ann", title="T")


def test_an_unknown_coder_is_told_the_nearest(file_study: Study) -> None:
    with pytest.raises(NotFound, match="Ann"):
        open_study(file_study.location, "Anne")


def lock_of_another_machine(path: Path, age: timedelta) -> Path:
    lock = path.with_name(path.name + ".lock")
    content = {
        "machine": "another",
        "host": "reading-room-2",
        "heartbeat": (datetime.now(UTC) - age).isoformat(),
        "users": [{"process": 1, "began": "", "coder": "J. Weber", "since": "2026-11-21T09:15:00"}],
    }
    lock.write_text(json.dumps(content), encoding="utf-8")
    return lock


def test_another_machine_is_named_and_may_be_read_past_or_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "study.gtc"
    new_study(FileLocation(path)).close()
    lock_of_another_machine(path, timedelta(seconds=20))
    with pytest.raises(StudyInUse, match=r"reading-room-2.*J. Weber.*09:15"):
        open_study(FileLocation(path), "Ann")
    with open_study(FileLocation(path), "Ann", read_only=True) as project, project.read() as reader:
        assert codes(reader) == ()
    with open_study(FileLocation(path), "Ann", take_over=True) as project:
        project.perform(codebook.create_code, name="One")
    assert not path.with_name("study.gtc.lock").exists()


def test_a_lock_whose_heart_stopped_long_ago_is_stale(tmp_path: Path) -> None:
    path = tmp_path / "study.gtc"
    new_study(FileLocation(path)).close()
    lock_of_another_machine(path, timedelta(hours=3))
    open_study(FileLocation(path), "Ann").close()


def test_being_taken_over_stops_the_next_write(
    file_study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gtcoder.store.sidecar._BEAT_SECONDS", 0.0)
    assert isinstance(file_study.location, FileLocation)
    lock = lock_of_another_machine(file_study.location.path, timedelta(0))
    with pytest.raises(StudyInUse):
        file_study.code("One")
    lock.unlink()
    file_study.code("One")


def test_processes_of_one_machine_share_and_a_dead_one_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "study.gtc"
    new_study(FileLocation(path)).close()
    program = (
        "import sys\nfrom gtcoder.actions import codebook\n"
        "from gtcoder.store.location import FileLocation\n"
        "from gtcoder.store.opening import open_study\nfrom pathlib import Path\n"
        "p = open_study(FileLocation(Path(sys.argv[1])), 'Bob')\n"
        "p.perform(codebook.create_code, name='From another process')\n"
        "print('ready', flush=True)\nsys.stdin.read()\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", program, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert other.stdin is not None
    assert other.stdout is not None
    assert other.stdout.readline() == "ready\n"
    with open_study(FileLocation(path), "Ann") as project:
        users = json.loads(path.with_name("study.gtc.lock").read_text())["users"]
        assert {user["process"] for user in users} == {os.getpid(), other.pid}
        project.perform(codebook.create_code, name="From this process")
        other.kill()
        other.wait()
        other.stdin.close()
        other.stdout.close()
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_file()] == ["study.gtc"]
    with open_study(FileLocation(path), "Ann", read_only=True) as project:
        assert verify(project).ok
        with project.read() as reader:
            assert len(codes(reader)) == 2


def test_an_older_copy_and_a_diverged_one_are_named(tmp_path: Path) -> None:
    path, copy = tmp_path / "study.gtc", tmp_path / "copy.gtc"
    new_study(FileLocation(path)).close()
    shutil.copy(path, copy)
    with open_study(FileLocation(path), "Ann") as project:
        assert project.warnings == []
        project.perform(codebook.create_code, name="One")
    with open_study(FileLocation(copy), "Ann", read_only=True) as project:
        assert "older" in project.warnings[0]
    shutil.copy(copy, tmp_path / "third.gtc")
    with open_study(FileLocation(copy), "Ann") as project:
        project.perform(codebook.create_code, name="Another way")
        project.perform(codebook.create_code, name="And further")
    with open_study(FileLocation(path), "Ann") as project:
        project.perform(codebook.create_code, name="Two")
        project.perform(codebook.create_code, name="Three")
        assert "older" in project.warnings[0]
    with open_study(FileLocation(copy), "Ann") as project:
        project.perform(codebook.create_code, name="Much further")
        project.perform(codebook.create_code, name="And on")
    with open_study(FileLocation(path), "Ann", read_only=True) as project:
        assert "older" in project.warnings[0] or "another way" in project.warnings[0]
    with open_study(FileLocation(copy), "Ann", read_only=True) as project:
        assert project.warnings == []


def test_a_diverged_file_of_the_same_length_is_named(tmp_path: Path) -> None:
    path, copy = tmp_path / "study.gtc", tmp_path / "copy.gtc"
    new_study(FileLocation(path)).close()
    shutil.copy(path, copy)
    for file, name in ((path, "One"), (copy, "Uno")):
        with open_study(FileLocation(file), "Ann") as project:
            project.perform(codebook.create_code, name=name)
    with open_study(FileLocation(path), "Ann", read_only=True) as project:
        assert "went another way" in project.warnings[0]


def _worked_on(path: Path) -> None:
    """Make a study and change it: what was only read leaves no copy behind."""
    study = new_study(FileLocation(path))
    study.code("One")
    study.close()


def test_the_days_backup_opens_and_holds(tmp_path: Path) -> None:
    path = tmp_path / "study.gtc"
    _worked_on(path)
    copies = list(backup_folder(path).iterdir())
    assert [copy.suffix for copy in copies] == [".gtc"]
    with open_study(FileLocation(copies[0]), "Ann", read_only=True) as project:
        assert verify(project).ok


def test_no_more_backups_than_the_study_wants(tmp_path: Path) -> None:
    path = tmp_path / "study.gtc"
    _worked_on(path)
    folder = backup_folder(path)
    for copy in folder.iterdir():
        copy.unlink()
    for day in range(1, 6):
        shutil.copy(path, folder / f"2026-01-0{day}.gtc")
    with open_study(FileLocation(path), "Ann") as project:
        project.perform(study_verbs.change_setting, name="backups", value=3)
    names = sorted(copy.name for copy in folder.iterdir())
    assert len(names) == 3
    assert names[:2] == ["2026-01-04.gtc", "2026-01-05.gtc"]
    with open_study(FileLocation(path), "Ann") as project:
        project.perform(study_verbs.change_setting, name="backups", value=0)
    assert sorted(copy.name for copy in folder.iterdir()) == names


def test_a_damaged_file_is_refused_untouched_with_its_backup_named(tmp_path: Path) -> None:
    path = tmp_path / "study.gtc"
    _worked_on(path)
    whole = path.read_bytes()
    for broken in (whole[: len(whole) // 2], b"", b"garbage" + whole[7:]):
        path.write_bytes(broken)
        with pytest.raises(DamagedStudy, match=r"study\.backups"):
            open_study(FileLocation(path), "Ann")
        assert path.read_bytes() == broken
    torn = bytearray(whole)
    torn[4096 : len(torn)] = b"\xff" * (len(torn) - 4096)
    path.write_bytes(torn)
    with pytest.raises(DamagedStudy, match=r"study\.backups"):
        open_study(FileLocation(path), "Ann")


def test_other_files_are_no_study(tmp_path: Path) -> None:
    other = tmp_path / "notes.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE notes (x)")
    connection.close()
    with pytest.raises(NotAStudy):
        open_study(FileLocation(other), "Ann")
    with pytest.raises(NotAStudy):
        open_study(FileLocation(tmp_path), "Ann")
    with pytest.raises(NotFound):
        open_study(FileLocation(tmp_path / "none.gtc"), "Ann")


def test_a_newer_study_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "study.gtc"
    new_study(FileLocation(path)).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NewerStudy, match="newer gtcoder"):
        open_study(FileLocation(path), "Ann", read_only=True)
    assert path.read_bytes() == before
    with pytest.raises(NewerStudy):
        open_study(FileLocation(path), "Ann")


def test_a_url_without_a_study_is_refused() -> None:
    with pytest.raises(InvalidInput):
        parse_location("postgresql://localhost/db")
    place = parse_location("postgresql://ann@host:5433/db?study=Mein Erstes Büro&sslmode=require")
    assert str(place) == "postgresql://host/db?study=Mein Erstes Büro"
    assert getattr(place, "schema", "") == "gtc_mein_erstes_buro"
    assert "study" not in getattr(place, "url", "study")


@pytest.mark.parametrize("name", ["a b", "100%", "100%25", "wh?t", "h#sh", "Büro", "a@b", "a&b=c"])
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    path = folder / f"{name}.gtc"
    create_study(FileLocation(path), coder="Ann", title="T")
    with open_study(FileLocation(path), "Ann") as project:
        project.perform(codebook.create_code, name="One")
    assert [entry.name for entry in folder.iterdir() if entry.is_file()] == [path.name]


def test_a_study_is_closed_where_it_was_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    create_study(FileLocation(here / "study.gtc"), coder="Ann", title="T")
    monkeypatch.chdir(here)
    (there / "link.gtc").symlink_to(here / "study.gtc")
    project = open_study(FileLocation(Path("study.gtc")), "Ann")
    other = open_study(FileLocation(there / "link.gtc"), "Ann")
    assert [entry.name for entry in there.iterdir()] == ["link.gtc"]
    monkeypatch.chdir(there)
    other.close()
    project.perform(codebook.create_code, name="One")
    project.close()
    assert [entry.name for entry in there.iterdir()] == ["link.gtc"]
    assert {entry.name for entry in here.iterdir()} == {"study.gtc", "study.backups"}


def test_a_place_that_cannot_be_written_is_named_and_the_study_still_closes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "study.gtc"
    create_study(FileLocation(path), coder="Ann", title="T")
    backup_folder(path).write_text("a file where the folder of copies should be")
    with (
        pytest.raises(StoreUnavailable, match=r"study\.backups"),
        open_study(FileLocation(path), "Ann") as project,
    ):
        project.perform(codebook.create_code, name="One")
    assert not path.with_name("study.gtc.lock").exists()
    assert not path.with_name("study.gtc-wal").exists()
    with pytest.raises(StoreUnavailable):
        open_study(FileLocation(path / "below.gtc"), "Ann")
    with pytest.raises(InvalidInput):
        create_study(FileLocation(path / "below.gtc"), coder="Ann", title="T")


@pytest.mark.loud
def test_a_home_that_cannot_be_written_stops_no_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").write_text("no folder")
    monkeypatch.setenv("GTCODER_STATE_DIR", str(tmp_path / "home"))
    path = tmp_path / "study.gtc"
    create_study(FileLocation(path), coder="Ann", title="T")
    with open_study(FileLocation(path), "Ann") as project:
        project.perform(codebook.create_code, name="One")
    assert not path.with_name("study.gtc.lock").exists()


@pytest.mark.parametrize("users", ["[1]", '[{"name": "x"}]', "7"])
def test_a_lock_that_cannot_be_understood_names_nobody(tmp_path: Path, users: str) -> None:
    path = tmp_path / "study.gtc"
    create_study(FileLocation(path), coder="Ann", title="T")
    path.with_name("study.gtc.lock").write_text(
        f'{{"machine": "m", "heartbeat": "2026-11-21T09:15:00+00:00", "users": {users}}}'
    )
    open_study(FileLocation(path), "Ann").close()


def test_whoever_only_looks_on_is_not_held_gone(
    file_study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gtcoder.store.sidecar._BEAT_SECONDS", 0.0)
    assert isinstance(file_study.location, FileLocation)
    lock = file_study.location.path.with_name("study.gtc.lock")
    content = json.loads(lock.read_text())
    old = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    lock.write_text(json.dumps({**content, "heartbeat": old}))
    file_study.ann.poll()
    assert json.loads(lock.read_text())["heartbeat"] > old
    theirs = lock_of_another_machine(file_study.location.path, timedelta(0)).read_text()
    file_study.ann.poll()
    assert lock.read_text() == theirs
    lock.unlink()


def test_the_last_backup_is_the_newest_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "study.gtc"
    folder = backup_folder(path)
    folder.mkdir()
    for age, name in ((9, "before schema 0002"), (1, "2026-11-21"), (2, "2026-11-20")):
        copy = folder / f"{name}.gtc"
        copy.touch()
        os.utime(copy, (1_000_000_000 - age, 1_000_000_000 - age))
    assert last_backup(path) == folder / "2026-11-21.gtc"


def test_long_names_of_studies_stay_apart_on_a_server() -> None:
    names = {schema_name("An interview study of " + "very " * 20 + year) for year in ("2025", "26")}
    assert len(names) == 2
    assert all(len(name) <= 63 for name in names)
