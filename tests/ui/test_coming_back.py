"""A study opened again begins where it was left; closed, it leaves nothing in memory."""

from __future__ import annotations

import gc
import json
import weakref
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from gtcoder.actions.models import make_model
from gtcoder.ui.desk.workspace import DeskWorkspace
from gtcoder.ui.documents.workspace import TranscriptsWorkspace
from gtcoder.ui.models.drawn import Which
from gtcoder.ui.models.workspace import ModelWorkspace
from gtcoder.ui.preferences import Spot
from gtcoder.vocabulary import ModelTemplate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QObject
    from pytestqt.qtbot import QtBot

    from gtcoder.ui.main_window import MainWindow

CODER = "Nasrin Ravandi"


def desk_of(window: MainWindow) -> DeskWorkspace:
    assert window.stack is not None
    desk = window.stack.workspace
    assert isinstance(desk, DeskWorkspace)
    return desk


def settle(qtbot: QtBot, window: MainWindow) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not window.jobs.running)


def close(qtbot: QtBot, window: MainWindow) -> None:
    window.close_study()
    qtbot.waitUntil(lambda: window.session is None)


def open_again(qtbot: QtBot, window: MainWindow, path: Path, coder: str = CODER) -> None:
    with qtbot.waitSignal(window.settled, timeout=20_000):
        window.opener.open_as(str(path), coder)
    settle(qtbot, window)


def read_down(qtbot: QtBot, window: MainWindow, pages: int = 2) -> tuple[int, int]:
    """Go to the second document and down in it; return which it is, and what stands on top."""
    settle(qtbot, window)
    desk = desk_of(window)
    first = desk.text.current
    tabs = desk.text.documents
    second = list(tabs.names)[1]
    assert second != first
    desk.text.show_document(second)
    desk.view.setFocus()
    for _ in range(pages):
        qtbot.keyClick(desk.view, Qt.Key.Key_PageDown)
    QApplication.processEvents()
    top = desk.view.top()
    assert top > 500
    return int(second), top


@pytest.mark.parametrize("pages", [1, 12], ids=["in the middle", "at the end"])
def test_it_begins_where_it_was_left_however_often(
    qtbot: QtBot, sample_window: MainWindow, sample_path: Path, pages: int
) -> None:
    document, top = read_down(qtbot, sample_window, pages)
    caret, tabs = desk_of(sample_window).view.caret(), desk_of(sample_window).text.documents.open
    assert len(tabs) == 2
    for _ in range(2):
        close(qtbot, sample_window)
        open_again(qtbot, sample_window, sample_path)
        desk = desk_of(sample_window)
        assert desk.text.current == desk.view.page.document == document
        assert desk.view.top() == top
        assert desk.view.caret() == caret
        assert desk.text.documents.open == tabs


def test_the_place_is_shown_again_and_the_desk_keeps_its_document_behind_it(
    qtbot: QtBot,
    sample_window: MainWindow,
    sample_path: Path,
    open_window: Callable[..., MainWindow],
) -> None:
    document, top = read_down(qtbot, sample_window)
    sample_window.go("memos")
    settle(qtbot, sample_window)
    sample_window.close()
    window = open_window(sample_path, CODER)
    assert window.stack is not None
    assert window.stack.key == "memos"
    close(qtbot, window)  # without having been at the desk
    open_again(qtbot, window, sample_path)
    window.go("open")
    settle(qtbot, window)
    desk = desk_of(window)
    assert desk.text.current == document
    assert desk.view.top() == top


def resize_text(qtbot: QtBot, window: MainWindow) -> None:
    """Wear another text size than the one in force, whatever tests before this one left."""
    window.wear("light", 1.2 if window.preferences.now.text_scale == 1.1 else 1.1)
    settle(qtbot, window)


def test_another_text_size_keeps_the_document_and_the_passage(
    qtbot: QtBot, sample_window: MainWindow
) -> None:
    document, top = read_down(qtbot, sample_window)
    resize_text(qtbot, sample_window)
    desk = desk_of(sample_window)
    assert desk.text.current == document
    assert abs(desk.view.top() - top) < 200


@pytest.mark.parametrize(
    "spot", [Spot("open", 987_654, 40, 40), Spot("nowhere", 1, 10**9, 10**9), Spot()]
)
def test_what_is_gone_gives_way_to_the_first(
    qtbot: QtBot, window: MainWindow, study_path: Path, spot: Spot
) -> None:
    assert window.session is not None
    location = window.session.location
    close(qtbot, window)
    window.preferences.leave(location, spot)
    open_again(qtbot, window, study_path, "Ann")
    desk = desk_of(window)
    assert desk.view.page.name == "Invented interview 1"


def test_numbers_alone_are_kept(qtbot: QtBot, window: MainWindow, study_path: Path) -> None:
    settle(qtbot, window)
    close(qtbot, window)
    kept = json.loads(window.preferences._path.read_text(encoding="utf-8"))
    (spot,) = kept["spots"].values()
    assert spot.pop("place") == "open"
    assert spot.pop("open") == [spot["document"]]
    assert set(spot) == {"document", "top", "caret", "model", "beside", "beside_top"}
    assert all(isinstance(value, int) for value in spot.values())


def test_the_model_that_was_shown_last_is_shown_again(
    qtbot: QtBot, window: MainWindow, study_path: Path
) -> None:
    settle(qtbot, window)
    assert window.session is not None
    for name in ("First", "Second"):
        with qtbot.waitSignal(window.session.bridge.changed):
            window.session.bridge.act(make_model, name=name, template=ModelTemplate.FIELDS)
    models_of(qtbot, window).show_model(Which("Second", ModelTemplate.FIELDS, stored=True))
    settle(qtbot, window)
    close(qtbot, window)
    open_again(qtbot, window, study_path, "Ann")
    row = models_of(qtbot, window).drawn.row
    assert row is not None
    assert row.name == "Second"


def models_of(qtbot: QtBot, window: MainWindow) -> ModelWorkspace:
    window.go("model")
    settle(qtbot, window)
    assert window.stack is not None
    workspace = window.stack.workspace
    assert isinstance(workspace, ModelWorkspace)
    return workspace


@pytest.fixture
def _quick_collection() -> None:
    """Leave out of the collections what tests before have left behind: they take seconds."""
    gc.collect()
    gc.freeze()


def gone(*kept: weakref.ref[QObject]) -> bool:
    for _ in range(3):
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return all(each() is None for each in kept)


def transcripts_of(qtbot: QtBot, window: MainWindow) -> list[weakref.ref[QObject]]:
    """Show the transcripts; return weak references to their pages."""
    window.go("transcripts")
    settle(qtbot, window)
    assert window.stack is not None
    page = window.stack.workspace
    assert isinstance(page, TranscriptsWorkspace)
    page.bar.search.setText("invented")
    page.bar.search.setText("")
    parts = (page, page.documents, page.documents.card.people, page.participants, page.team.grid,
             page.team.coders, page.importing)  # fmt: skip
    return [weakref.ref(each) for each in parts]


@pytest.mark.usefixtures("_quick_collection")
def test_a_closed_study_leaves_no_transcripts_behind(qtbot: QtBot, window: MainWindow) -> None:
    kept: list[weakref.ref[QObject]] = [weakref.ref(desk_of(window).view.lines)]
    kept += transcripts_of(qtbot, window)
    close(qtbot, window)
    qtbot.waitUntil(lambda: gone(*kept))


@pytest.mark.usefixtures("_quick_collection")
def test_another_text_size_leaves_no_transcripts_behind(qtbot: QtBot, window: MainWindow) -> None:
    kept = transcripts_of(qtbot, window)
    resize_text(qtbot, window)
    qtbot.waitUntil(lambda: gone(*kept))
