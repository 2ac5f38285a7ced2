"""Nobody's work is lost: closing in the middle, faults of the program, a database that is gone."""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton
from sqlalchemy import create_engine, text

from gtcoder.actions.codebook import create_code
from gtcoder.cli.crash import write_report
from gtcoder.queries.codebook import codes
from gtcoder.store.location import FileLocation, parse_location
from gtcoder.store.opening import create_study, open_study
from gtcoder.ui.app import FaultHook
from gtcoder.ui.ledger.workspace import LedgerWorkspace
from tests.databases import server_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from gtcoder.progress import Progress
    from gtcoder.ui.main_window import MainWindow
    from gtcoder.ui.session import Session

SECRET = "invented words of an interview"


def names(path: Path) -> list[str]:
    with open_study(FileLocation(path), "Ann") as project, project.read() as reader:
        return [code.name for code in codes(reader)]


def test_closing_stores_all_that_waits(
    qtbot: QtBot, window: MainWindow, session: Session, study_path: Path
) -> None:
    wanted = [f"Code {number}" for number in range(12)]
    for name in wanted:
        session.bridge.act(create_code, name=name)
    assert session.bridge.state.waiting == 12
    assert not window.close(), "it closes when all is stored"
    assert window.isVisible()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    assert window.session is None
    assert names(study_path) == wanted


def test_closing_the_study_stores_what_waits_and_shows_the_start_page(
    qtbot: QtBot, window: MainWindow, session: Session, study_path: Path
) -> None:
    session.bridge.act(create_code, name="Waiting")
    window.commands.action("study.close").trigger()
    qtbot.waitUntil(lambda: window.session is None)
    assert window.pages.currentWidget() is window.start
    assert not window.rail.isVisible()
    assert names(study_path) == ["Waiting"]
    assert not [each for each in window.commands.shown() if each.objectName().startswith("go.")]


def test_a_failure_keeps_the_window_open_once(
    qtbot: QtBot, window: MainWindow, session: Session, study_path: Path
) -> None:
    session.bridge.act(create_code, name="Waiting")
    session.bridge.act(create_code, name="Waiting")  # there already: it will be refused
    window.close()
    qtbot.waitUntil(lambda: not session.bridge.state.waiting)
    qtbot.waitUntil(lambda: bool(window.bar.notice and window.bar.notice.key == "leaving"))
    assert window.isVisible()
    assert window.session is session
    leave = next(each for each in window.bar.findChildren(QPushButton) if each.isVisible())
    assert leave.text() == "Leave without storing"
    leave.click()
    assert not window.isVisible()
    assert names(study_path) == ["Waiting"]


def test_closing_ends_a_job_that_runs(qtbot: QtBot, window: MainWindow) -> None:
    begun, ended = threading.Event(), threading.Event()

    def count(progress: Progress) -> None:
        begun.set()
        try:
            for number in range(100_000):
                progress.step(number, 100_000, "counting")
                time.sleep(0.001)
        finally:
            ended.set()

    told: list[object] = []
    window.jobs.start(count, done=told.append)
    assert begun.wait(10)
    assert window.close()
    assert ended.is_set()
    qtbot.waitUntil(lambda: not window.jobs.running)
    assert told == []


@pytest.fixture
def hooked(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """Return a window whose faults are told in it, as in the program itself."""
    monkeypatch.setattr(sys, "excepthook", FaultHook(window, write_report))
    return window


@pytest.mark.qt_no_exception_capture
def test_a_fault_in_a_slot_is_told_and_reported_without_words_of_the_study(
    qtbot: QtBot, hooked: MainWindow, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def broken() -> None:
        raise LookupError(SECRET)

    QTimer.singleShot(0, broken)
    qtbot.waitUntil(lambda: hooked.bar.notice is not None)
    assert hooked.bar.notice is not None
    sentence = hooked.bar.notice.text
    assert "fault of the program (LookupError)" in sentence
    (report,) = _reports()
    assert str(report) in sentence
    written = report.read_text(encoding="utf-8")
    assert "test_frame_safety" in written
    for told in (sentence, written, capsys.readouterr().err):
        assert SECRET not in told
    assert hooked.isVisible()
    hooked.go("memos")
    assert hooked.stack is not None
    assert hooked.stack.key == "memos", "it goes on"


def _reports() -> list[Path]:
    from gtcoder.resources import state_folder

    return list((state_folder() / "crashes").glob("*.txt"))


@pytest.mark.qt_no_exception_capture
def test_an_expected_error_in_a_slot_is_no_fault(
    qtbot: QtBot, hooked: MainWindow, session: Session
) -> None:
    from gtcoder.errors import StoreUnavailable

    def unreachable() -> None:
        raise StoreUnavailable("The server does not answer. Nothing was changed.")

    QTimer.singleShot(0, unreachable)
    qtbot.waitUntil(lambda: hooked.bar.notice is not None)
    assert hooked.bar.notice is not None
    assert hooked.bar.notice.text == "The server does not answer. Nothing was changed."
    assert _reports() == []
    assert session.bridge.can_write


class Server:
    """A database of its own on the tests' server, which can be closed to everybody."""

    def __init__(self) -> None:
        self.name = f"gone_{os.getpid()}_{time.monotonic_ns()}"
        self._run(f"CREATE DATABASE {self.name}")

    def study(self) -> str:
        """Make a study in it and return where it is."""
        parts = urlsplit(server_url())
        query = f"{parts.query}&study=gone".lstrip("&")
        location = urlunsplit(("postgresql", parts.netloc, f"/{self.name}", query, ""))
        create_study(parse_location(location), coder="Ann", title="Invented study")
        return location

    def stop(self) -> None:
        self._run(f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS false")
        self._run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                  f"WHERE datname = '{self.name}'")  # fmt: skip

    def start(self) -> None:
        self._run(f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS true")

    def drop(self) -> None:
        self.stop()
        self._run(f"DROP DATABASE {self.name}")

    def _run(self, words: str) -> None:
        url = server_url().replace("postgresql://", "postgresql+psycopg://")
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(words))
        engine.dispose()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.drop()


@pytest.mark.qt_no_exception_capture
@pytest.mark.loud
def test_a_database_that_is_gone_is_told_and_work_goes_on_when_it_is_back(
    qtbot: QtBot,
    open_window: Callable[..., MainWindow],
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window(server.study(), "Ann")
    monkeypatch.setattr(sys, "excepthook", FaultHook(window, write_report))
    assert window.session is not None
    bridge = window.session.bridge
    server.stop()
    qtbot.waitUntil(lambda: bridge.state.offline, timeout=20_000)
    assert window.status.saved.words() == "No connection"
    assert window.bar.notice is not None
    assert window.bar.notice.text.startswith("The server does not answer. You can read")
    bridge.act(create_code, name="Waiting")
    qtbot.waitUntil(lambda: not bridge.state.waiting, timeout=20_000)
    assert bridge.state.failures == 1
    assert window.bar.notice.kind == "danger"
    qtbot.mouseClick(window.rail.buttons["ledger"], Qt.MouseButton.LeftButton)  # cannot be read
    assert window.stack is not None
    window.stack.hide()
    window.stack.show()  # no error leaves an event: PySide would break down of it later
    assert _reports() == [], "an expected error is no fault of the program"
    server.start()
    qtbot.waitUntil(lambda: not bridge.state.offline, timeout=20_000)
    assert window.status.saved.words().startswith("Saved")
    ledger = window.stack.workspace
    assert isinstance(ledger, LedgerWorkspace)
    assert ledger.model.entries() == 1, "what could not be read is read now"
    bridge.act(create_code, name="Waiting")
    qtbot.waitUntil(lambda: not bridge.state.waiting, timeout=20_000)
    with bridge.read() as reader:
        assert [code.name for code in codes(reader)] == ["Waiting"]
    server.stop()
    assert window.close(), "nothing waits, so it closes without the server"
