"""The study as it leaves: kinds of files, what they do not hold, and the shut door."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from gtcoder.exchange import door
from gtcoder.exchange.project_files import read_project
from gtcoder.ui.exchange.report_sheet import ReportSheet
from gtcoder.ui.exchange.share_kinds import share_kinds
from gtcoder.ui.exchange.share_sheet import ShareSheet

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gtcoder.ui.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shared(
    open_window: Callable[..., MainWindow], coded_path: Path, qtbot: QtBot
) -> Iterator[tuple[MainWindow, ShareSheet]]:
    """Return a window on the coded study, and the sheet that asks as what it leaves."""
    window = open_window(coded_path, place="ledger")
    window.activateWindow()
    QTest.keyClick(
        window, Qt.Key.Key_X,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
    )  # fmt: skip
    sheet = window.findChild(ShareSheet)
    assert sheet is not None
    with door.fresh():
        yield window, sheet


def write(qtbot: QtBot, window: MainWindow, sheet: ShareSheet, kind: str, out: Path) -> None:
    """Choose a kind and a place, and write."""
    sheet.format.choose(kind)
    sheet.place.set_path(out)
    assert sheet.write_button.isEnabled(), sheet.place.error
    QTest.mouseClick(sheet.write_button, LEFT)
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=9000)


def test_a_project_is_written_and_says_what_it_does_not_hold(
    qtbot: QtBot, shared: tuple[MainWindow, ShareSheet], tmp_path: Path
) -> None:
    window, sheet = shared
    out = tmp_path / "calls.qdpx"
    write(qtbot, window, sheet, "qdpx", out)
    assert read_project(out).rows.count("document") == 6
    notice = window.bar.notice
    assert notice is not None
    assert [words for words, _ in notice.actions] == ["Show folder", "Show losses"]
    notice.actions[1][1]()
    report = window.findChild(ReportSheet)
    assert report is not None
    text = report.findChild(QPlainTextEdit)
    assert text is not None
    assert "ledger" in text.toPlainText()
    report.accept()


def test_utf16_is_offered_for_projects_alone_and_warned_of(
    shared: tuple[MainWindow, ShareSheet],
) -> None:
    _, sheet = shared
    assert sheet.offsets.isVisible()
    box = sheet.offsets.box
    QTest.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))
    assert sheet.wish().utf16
    assert sheet.offsets._warning.isVisible()
    sheet.format.choose("qdc")
    assert not sheet.offsets.isVisible()
    assert sheet.place.path().suffix == ".qdc"
    sheet.format.choose("folder")
    assert sheet.place.path().suffix == ""
    assert not sheet.chosen.isVisible()
    sheet.format.choose("html")
    assert sheet.chosen.isVisible()
    sheet.reject()


def test_a_folder_that_is_there_is_not_overwritten(
    shared: tuple[MainWindow, ShareSheet], tmp_path: Path
) -> None:
    _, sheet = shared
    sheet.format.choose("folder")
    (tmp_path / "there").mkdir()
    sheet.place.set_path(tmp_path / "there")
    assert "there already" in sheet.place.error
    assert not sheet.write_button.isEnabled()
    sheet.place.set_path(tmp_path / "nowhere" / "x")
    assert "not there" in sheet.place.error
    sheet.place.set_path(tmp_path / "new")
    assert sheet.write_button.isEnabled()
    sheet.reject()


def test_one_document_is_annotated(
    qtbot: QtBot, shared: tuple[MainWindow, ShareSheet], tmp_path: Path
) -> None:
    window, sheet = shared
    sheet.format.choose("html")
    sheet.chosen.documents.choose({"Invented interview 2"})
    sheet.chosen.coders.choose({"Bob"})
    assert sheet.wish().documents == ("Invented interview 2",)
    write(qtbot, window, sheet, "html", tmp_path / "two.html")
    page = (tmp_path / "two.html").read_text("utf-8")
    assert "That was call 2." in page
    assert "That was call 3." not in page


def test_a_shut_door_lets_nothing_out_and_says_why(
    qtbot: QtBot, shared: tuple[MainWindow, ShareSheet], tmp_path: Path
) -> None:
    window, sheet = shared
    door.put(door.Door(shut="The study asks for pseudonyms (invented)."))
    for kind in share_kinds():
        write(qtbot, window, sheet, kind.key, tmp_path / f"out-{kind.key}{kind.ending}")
        assert "asks for pseudonyms" in sheet.place.error, kind
    assert list(tmp_path.glob("out-*")) == []
    sheet.reject()


def test_a_writing_that_is_stopped_can_be_begun_anew(
    qtbot: QtBot, shared: tuple[MainWindow, ShareSheet], tmp_path: Path
) -> None:
    window, sheet = shared
    sheet.place.set_path(tmp_path / "calls.qdpx")
    QTest.mouseClick(sheet.write_button, LEFT)
    assert not sheet.write_button.isEnabled()
    sheet.progress.cancel_button.click()
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=9000)
    assert sheet.write_button.isEnabled()
    sheet.reject()
