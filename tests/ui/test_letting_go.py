"""What a closed study, a refused place and another text size leave behind: nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from gtcoder.actions.transcripts import rename_document, set_speaker
from gtcoder.errors import StoreUnavailable
from gtcoder.queries.people import speakers
from gtcoder.ui.desk.chooser import Chooser
from gtcoder.ui.desk.workspace import DeskWorkspace
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.memos.workspace import MemosWorkspace
from gtcoder.ui.models.export_sheet import ExportSheet, Wish
from gtcoder.ui.models.formats import FileKind
from gtcoder.ui.preferences import PreferencesFile
from gtcoder.vocabulary import SpeakerRole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from gtcoder.ui.session import Session


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.jobs.running and not session.bridge.state.waiting)


def beside(study: Path) -> list[str]:
    return sorted(path.name for path in study.parent.iterdir() if path.is_file())


def test_a_closed_study_is_not_opened_again_by_reading(
    qtbot: QtBot, window: MainWindow, session: Session, study_path: Path
) -> None:
    window.close_study()
    qtbot.waitUntil(lambda: window.session is None)
    with pytest.raises(StoreUnavailable, match="closed"):
        session.bridge.read()
    assert beside(study_path) == ["small.gtc"]


def test_a_window_closed_while_a_study_is_opening_leaves_no_lock(
    open_window: Callable[..., MainWindow], study_path: Path
) -> None:
    window = open_window()
    window.opener.open_as(str(study_path), "Ann")
    window.close()
    assert beside(study_path) == ["small.gtc"]


def test_files_dropped_on_a_place_that_cannot_be_left_are_not_taken(
    window: MainWindow, tmp_path: Path
) -> None:
    window.go("memos")
    assert window.stack is not None
    memos = window.stack.workspace
    assert isinstance(memos, MemosWorkspace)
    file = tmp_path / "invented.txt"
    file.write_text("I: An invented question?", encoding="utf-8")
    urls = QMimeData()
    urls.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, urls,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    memos._storing.asking = True
    window.dropEvent(drop)
    assert window.stack.workspace is memos
    memos._storing.asking = False
    window.dropEvent(drop)
    assert window.stack.key == "transcripts"


def desk_of(window: MainWindow) -> DeskWorkspace:
    window.go("open")
    assert window.stack is not None
    desk = window.stack.workspace
    assert isinstance(desk, DeskWorkspace)
    return desk


def test_cards_over_the_window_go_with_their_desk(qtbot: QtBot, window: MainWindow) -> None:
    counts = []
    for scale in (1.1, 1.0, 1.1):
        asking = desk_of(window).moves.asking
        asking.ask_document()
        asking.close()
        assert asking.palette.parent() is window
        window.wear("light", scale)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        counts.append(len(window.findChildren(Chooser)))
    assert counts == [1, 1, 1], "the one of the command field"


def test_a_document_renamed_or_told_who_speaks_stays_where_it_is(
    qtbot: QtBot, sample_window: MainWindow
) -> None:
    desk, session = desk_of(sample_window), sample_window.session
    assert session is not None
    settle(qtbot, session)
    view, document = desk.text.view, desk.text.current
    assert document is not None
    view.scroll_unit(len(view.page.text) // 2)
    top = view.visible_span().start
    assert top > 500
    session.bridge.act(rename_document, document=document, name="Another name")
    qtbot.waitUntil(lambda: view.page.name == "Another name")
    assert abs(view.visible_span().start - top) < 200
    with session.bridge.read() as reader:
        asks = next(row for row in speakers(reader) if row.document == "Another name")
    assert asks.role == SpeakerRole.INTERVIEWER
    session.bridge.act(
        set_speaker, speaker=asks.id, role=SpeakerRole.PARTICIPANT, participant="Invented"
    )
    qtbot.waitUntil(lambda: all(turn.role != SpeakerRole.INTERVIEWER for turn in view.page.turns))
    assert abs(view.visible_span().start - top) < 200


def test_a_study_opens_though_preferences_cannot_be_written(
    qtbot: QtBot, study_path: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a file, no folder"
    file.write_text("")
    window = MainWindow(PreferencesFile(file / "settings"))
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.settled, timeout=20_000):
        window.opener.open_as(str(study_path), "Ann")
    assert window.preferences.now.recents[0].coder == "Ann", "kept until the window closes"
    window.close()


def test_a_file_is_named_before_it_is_replaced_whatever_ending_was_typed(
    window: MainWindow, tmp_path: Path
) -> None:
    wishes: list[Wish] = []
    kinds = [FileKind("svg", "svg"), FileKind("png", "png")]
    sheet = ExportSheet(
        "Export", "model", kinds, folder=tmp_path, parent=window, then=wishes.append
    )
    assert sheet.place.text() == str(tmp_path / "model.svg")
    (tmp_path / "model.v2.svg").write_text("what was there")
    sheet.place.setText(str(tmp_path / "model.v2"))
    assert sheet._primary.text() == "Replace"
    sheet.place.setText(str(tmp_path / "model.v3"))
    assert sheet._primary.text() == "Export"
    sheet._primary.click()
    assert [wish.out.name for wish in wishes] == ["model.v3.svg"]
