"""What every test may rely on: no screen, no trace in the home folder, steady random examples."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication

TOP = Path(__file__).resolve().parent.parent

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Dozens of processes of one run load the program: what one of them compiled is kept for the others.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

settings.register_profile("steady", derandomize=True, deadline=None, max_examples=40)
settings.register_profile(
    "search",  # pytest --hypothesis-profile=search looks for new counterexamples
    deadline=None,
    max_examples=2000,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")


def pytest_collection_finish() -> None:
    """Keep the collector off what lives as long as the run: it is a sixth of the whole work."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _state_of_the_run() -> Iterator[None]:
    """Give fixtures that outlive one test a state folder of their own."""
    with (
        tempfile.TemporaryDirectory(prefix="gtcoder-state-") as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("GTCODER_STATE_DIR", folder)
        yield


@pytest.fixture(autouse=True)
def _state_of_the_test(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep what the program remembers of this machine out of the real home folder."""
    monkeypatch.setenv("GTCODER_STATE_DIR", str(tmp_path_factory.mktemp("state")))


@pytest.fixture(autouse=True)
def _quiet_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test during which gtcoder logs a warning, unless it is marked `loud`."""
    yield
    heard = [
        f"{record.name}: {record.getMessage()}"
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING and record.name.split(".")[0] == "gtcoder"
    ]
    if heard and request.node.get_closest_marker("loud") is None:
        pytest.fail("unexpected in the log: " + "; ".join(heard))


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a thread running that would keep the program from ending."""
    before = set(threading.enumerate())
    yield
    left = [
        thread.name
        for thread in threading.enumerate()
        if thread not in before and thread.is_alive() and not thread.daemon
    ]
    if left:
        pytest.fail(f"threads left running: {left}")


@pytest.fixture(scope="session", autouse=True)
def _application(qapp: QApplication) -> Iterator[QApplication]:
    """Be first: a program that draws would make an application that windows cannot use later."""
    yield qapp
    qapp.clipboard().clear()  # what a test copied cannot be given up after Python has ended


class PatientBot(QtBot):
    """A robot that gives a loaded machine time: what is waited for is there at once elsewhere."""

    def waitUntil(  # noqa: N802  the name it has
        self, callback: Callable[[], bool | None], *, timeout: int = 30_000
    ) -> None:
        """Wait until the callback returns true or asserts nothing."""
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    """Return the robot that clicks, types and waits."""
    return PatientBot(request)


@pytest.fixture(scope="session")
def built_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample study as a file of this process; copy it before changing it.

    Building it takes seconds, so the processes of one run share what the first of them built.
    """
    of_all = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        of_all = of_all.parent
    built, begun = of_all / "sample.gtc", of_all / "sample.begun"
    while not built.exists():
        try:
            begun.mkdir()
        except FileExistsError:
            time.sleep(0.1)  # another process builds it; if that fails, it is this one's turn
            continue
        try:
            _build_sample(built)
        finally:
            begun.rmdir()
    own = tmp_path_factory.mktemp("sample") / "cem_ict.gtc"
    shutil.copy(built, own)
    return own


def _build_sample(path: Path) -> None:
    from gtcoder.actions.play import play
    from gtcoder.exchange.plain_study import read_study
    from gtcoder.resources import sample_project
    from gtcoder.store.location import FileLocation

    draft = path.with_suffix(".draft.gtc")
    draft.unlink(missing_ok=True)  # of a build that failed
    play(FileLocation(draft), read_study(sample_project("cem_ict")))
    draft.rename(path)


@pytest.fixture
def sample_path(built_sample: Path, tmp_path: Path) -> Path:
    """Return a copy of the sample study (Nasrin Ravandi leads, Jonas Ahrendt codes)."""
    path = tmp_path / "cem_ict.gtc"
    shutil.copy(built_sample, path)
    return path


@pytest.fixture(scope="session")
def top() -> Path:
    """Return the top folder of the repository."""
    return TOP


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of reference material beside the repository; skips where it is missing."""
    folder = Path(os.environ.get("GTCODER_SHARED") or TOP.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"no reference material at {folder} (GTCODER_SHARED names another place)")
    return folder
