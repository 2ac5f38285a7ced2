"""Windows on real studies: a small one, and a copy of the sample study."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from gtcoder.store.location import FileLocation
from gtcoder.ui.look import look
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.preferences import Spot
from tests import studies
from tests.ui import codebooks, theory_study
from tests.ui import placing as workspaces
from tests.ui.documenting import open_transcripts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import Any

    from pytestqt.qtbot import QtBot

    from gtcoder.ui.session import Session
    from tests.ui.codebooks import Book, Keys
    from tests.ui.documenting import Transcripts
    from tests.ui.placing import Placed, Placing, W
    from tests.ui.theory_study import Made


@pytest.fixture(autouse=True)
def _look() -> Iterator[None]:
    """Begin each test in the light theme at 100 %, and leave no window behind."""
    look().wear("light")
    yield
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, MainWindow):
            widget.close()


@pytest.fixture
def open_window(qtbot: QtBot) -> Callable[..., MainWindow]:
    """Return a function that shows a window, with a study open where a path is given.

    A study that was left in the place a test is about opens there, without a desk behind it.
    """

    def make(path: Path | None = None, coder: str = "Ann", place: str = "") -> MainWindow:
        window = MainWindow()
        if place:
            window.preferences.change(spots={str(path): Spot(place=place)})
        window.resize(1440, 900)
        qtbot.addWidget(window)
        window.show()
        if path is not None:
            with qtbot.waitSignal(window.settled, timeout=20_000):
                window.opener.open_as(str(path), coder)
        return window

    return make


@pytest.fixture
def study_path(tmp_path: Path) -> Path:
    """Return a small closed study: Ann (lead), Bob, one invented interview."""
    path = tmp_path / "small.gtc"
    made = studies.new_study(FileLocation(path))
    made.ann.close()
    made.bob.close()
    return path


@pytest.fixture
def first_place() -> str:
    """Return the place the window opens in; a file of tests on one place has its own."""
    return ""


@pytest.fixture
def window(
    open_window: Callable[..., MainWindow], study_path: Path, first_place: str
) -> MainWindow:
    """Return a window in which Ann codes the small study."""
    return open_window(study_path, place=first_place)


@pytest.fixture
def session(window: MainWindow) -> Session:
    """Return the session of `window`."""
    assert window.session is not None
    return window.session


@pytest.fixture
def sample_window(
    open_window: Callable[..., MainWindow], sample_path: Path, first_place: str
) -> MainWindow:
    """Return a window on a copy of the sample study."""
    return open_window(sample_path, "Nasrin Ravandi", place=first_place)


@pytest.fixture
def place(open_window: Callable[..., MainWindow], study_path: Path, qtbot: QtBot) -> Transcripts:
    """Return the transcripts of the small study, in a window of Ann's that opens there."""
    return open_transcripts(open_window(study_path, place="transcripts"), qtbot)


@pytest.fixture(scope="session")
def theory(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return the invented study with a theory, made once; copy it before opening."""
    return theory_study.make(tmp_path_factory.mktemp("theory") / "theory.gtc")


@pytest.fixture
def made(theory: Made, tmp_path: Path) -> Made:
    """Return a copy of the study with a theory, for one test."""
    return theory_study.copy(theory, tmp_path / "theory.gtc")


@pytest.fixture(scope="session")
def built_coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the invented study that two coders finished, made once; copy it before opening."""
    path = tmp_path_factory.mktemp("coded") / "study.gtc"
    workspaces.coded_study(path)
    return path


@pytest.fixture
def coded_path(built_coded: Path, tmp_path: Path) -> Path:
    """Return a copy of the coded study; its sidecar files stay behind."""
    path = tmp_path / "study.gtc"
    shutil.copy(built_coded, path)
    return path


@pytest.fixture
def placing(qtbot: QtBot) -> Iterator[Placing]:
    """Return a function that shows one workspace of a study; what it showed is closed."""
    shown: list[Placed[Any]] = []

    def show(path: Path, kind: type[W], coder: str = "Ann") -> Placed[W]:
        placed = workspaces.place(qtbot, path, kind, coder)
        shown.append(placed)
        return placed

    yield show
    for each in shown:
        each.close()


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    """Return a study with a codebook, made once, and the keys of its codes."""
    return codebooks.build(tmp_path_factory.mktemp("codebook") / "book.gtc")


@pytest.fixture
def book(qtbot: QtBot, keys: Keys, tmp_path: Path) -> Iterator[Book]:
    """Return the codebook's panel on a copy of that study."""
    made = codebooks.Book(qtbot, keys, tmp_path)
    yield made
    made.close()
