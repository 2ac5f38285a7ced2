"""A project of another tool becomes a study of its own, from the start page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from gtcoder.queries.codebook import codes
from gtcoder.queries.names import names
from gtcoder.ui.exchange.foreign import project_at
from gtcoder.ui.exchange.foreign_study import ForeignStudy
from gtcoder.ui.kit import Button
from tests.ui.exchanging import taguette

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gtcoder.ui.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton


def asked(window: MainWindow, project: Path) -> ForeignStudy:
    """Press the way in, and say which project it is and who one is."""
    QTest.mouseClick(window.start.foreign, LEFT)
    sheet = window.findChild(ForeignStudy)
    assert sheet is not None
    sheet.show_project(project)
    coder = sheet.findChild(QLineEdit, "foreign-coder")
    assert coder is not None
    QTest.keyClicks(coder, "Mina")
    return sheet


def go(sheet: ForeignStudy) -> None:
    button = sheet.findChild(Button, "read_project")
    assert button is not None
    assert button.isEnabled()
    QTest.mouseClick(button, LEFT)


def test_a_study_is_made_beside_the_project(
    open_window: Callable[..., MainWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    project = taguette(tmp_path / "calls.sqlite3")
    before = project.read_bytes()
    window = open_window()
    sheet = asked(window, project)
    assert sheet.place.text() == str(tmp_path / "calls.gtc")
    with qtbot.waitSignal(window.settled, timeout=9000):
        go(sheet)
    assert window.study_commands is not None
    exchange = window.study_commands.exchange
    qtbot.waitUntil(lambda: exchange.arriving is not None and exchange.arriving.sheet is not None)
    assert exchange.arriving is not None
    arrival = exchange.arriving.sheet
    assert arrival is not None
    assert "Taguette" in arrival.head.text()
    QTest.mouseClick(arrival.take, LEFT)
    qtbot.waitUntil(lambda: exchange.arriving is None, timeout=9000)
    session = window.session
    assert session is not None
    with session.bridge.read() as reader:
        assert sorted(code.name for code in codes(reader)) == ["leaving", "waiting"]
        assert list(names(reader).coders.values()) == ["Mina"]
        assert reader.study.title == "Invented calls 1"  # the project's own, not the file's
    assert project.read_bytes() == before


def test_of_what_cannot_be_read_no_study_is_made(
    open_window: Callable[..., MainWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    project = tmp_path / "letter.qdpx"
    project.write_text("An invented letter.", "utf-8")
    window = open_window()
    sheet = asked(window, project)
    (tmp_path / "talk.txt").write_text("An invented talk.", "utf-8")
    for path, door in ((project, "letter.qdpx"), (tmp_path / "talk.txt", "Import transcripts…"),
                       (tmp_path / "gone.qdpx", "no such file")):  # fmt: skip
        sheet.show_project(path)
        go(sheet)
        qtbot.waitUntil(lambda: not window.jobs.running, timeout=9000)
        assert "Nothing" in sheet._project.error
        assert door in sheet._project.error
    assert list(tmp_path.glob("*.gtc")) == []
    assert window.session is None
    sheet.reject()


def test_a_file_inside_a_folder_stands_for_the_folder(tmp_path: Path) -> None:
    assert project_at(tmp_path / "Study.qda" / "data.qda") == tmp_path / "Study.qda"
    assert project_at(tmp_path / "folder" / "project.toml") == tmp_path / "folder"
    assert project_at(tmp_path / "study.qdpx") == tmp_path / "study.qdpx"


def test_a_study_into_which_nothing_comes_is_taken_away_again(
    open_window: Callable[..., MainWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window()
    sheet = asked(window, taguette(tmp_path / "calls.sqlite3"))
    with qtbot.waitSignal(window.settled, timeout=9000):
        go(sheet)
    assert window.study_commands is not None
    exchange = window.study_commands.exchange
    qtbot.waitUntil(lambda: exchange.arriving is not None and exchange.arriving.sheet is not None)
    assert exchange.arriving is not None
    assert exchange.arriving.sheet is not None
    exchange.arriving.sheet.reject()
    qtbot.waitUntil(lambda: window.session is None, timeout=9000)
    assert [each.name for each in tmp_path.iterdir()] == ["calls.sqlite3"]
    assert window.preferences.now.recents == ()
    assert window.bar.notice is not None
    assert "taken away again" in window.bar.notice.text


def test_any_path_can_be_written_letter_by_letter(
    open_window: Callable[..., MainWindow],
) -> None:
    window = open_window()
    QTest.mouseClick(window.start.foreign, LEFT)
    sheet = window.findChild(ForeignStudy)
    assert sheet is not None
    for written in ("/", ".", "..", "~nobody-at-all"):
        sheet.project.clear()
        QTest.keyClicks(sheet.project, written)
        assert sheet.place.text().endswith(".gtc"), written
    sheet.reject()


def test_each_error_stands_at_what_it_is_about(
    open_window: Callable[..., MainWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window()
    study = tmp_path / "old.gtc"
    study.write_text("An invented study.", "utf-8")
    sheet = asked(window, study)
    go(sheet)
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=9000)
    assert "Open a study" in sheet._project.error
    sheet.show_project(taguette(tmp_path / "calls.sqlite3"))
    sheet.place.setText(str(study))
    go(sheet)
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=9000)
    assert sheet._place.error
    assert not sheet._project.error
    assert study.read_text("utf-8") == "An invented study."
    sheet.reject()
