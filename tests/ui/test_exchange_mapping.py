"""A table of codings: columns said, rows that fit and rows that do not, one entry."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gtcoder.queries.frames import coding_table
from gtcoder.ui.exchange.mapping_sheet import MappingSheet
from gtcoder.ui.look import look

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gtcoder.ui.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton
DOCUMENT = "Invented interview 1"
ROWS = (
    (DOCUMENT, "They went silent first", "silence", "Bob"),
    (DOCUMENT, "the queue had done its work", "queue", "Mina"),
    (DOCUMENT, "words that are not there", "silence", "Bob"),
    ("another talk", "They went silent first", "silence", "Bob"),
    (DOCUMENT, "Then we left", "", "Bob"),
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "codings.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((("Where", "What", "Theme", "By"), *ROWS))
    return path


@pytest.fixture
def opened(
    open_window: Callable[..., MainWindow], study_path: Path, table: Path, qtbot: QtBot
) -> tuple[MainWindow, MappingSheet]:
    window = open_window(study_path, place="ledger")
    assert window.study_commands is not None
    sheet = window.study_commands.exchange.map_columns(table)
    settle(window, qtbot)
    return window, sheet


def settle(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    assert session is not None
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=9000)
    qtbot.waitUntil(lambda: not session.bridge.state.waiting, timeout=9000)


def test_columns_are_said_and_rows_that_do_not_fit_are_named(
    opened: tuple[MainWindow, MappingSheet], qtbot: QtBot
) -> None:
    window, sheet = opened
    assert "holds: Document, Code, Words (" in sheet.told.text()  # in the words of the chips
    assert sheet.raw.isVisible()
    assert not sheet.table.isVisible()
    first = [sheet.raw.model().index(0, place).data() for place in range(5)]
    assert first == ["2", *ROWS[0]]
    assert not sheet.take.isEnabled()
    for name, heading in (("document", "Where"), ("text", "What"), ("code", "Theme"),
                          ("coder", "By")):  # fmt: skip
        sheet.chips[name].choose(heading)
        settle(window, qtbot)
    assert "no coder “Mina”" in sheet.told.text()
    assert not sheet.take.isEnabled()
    assert [row.code for row in sheet.model.rows[:2]] == ["silence", "queue"]
    assert sheet.table.model().index(0, 5).data() == ""  # nothing is decided yet
    box = sheet.new_coders
    QTest.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))
    settle(window, qtbot)
    assert "2 rows fit, 3 do not fit." in sheet.told.text()
    assert "New coders: Mina." in sheet.told.text()
    assert [row.left_out for row in sheet.model.rows] == [False, False, True, True, True]
    assert sheet.model.rows[-1].document == DOCUMENT  # a row without a code shows what it says
    sheet.views.chosen = "faults"
    sheet.views.changed.emit("faults")
    assert [row.number for row in sheet.model.rows] == [4, 5, 6]
    sheet.table.selectRow(1)
    assert "another talk" in sheet.why.text()
    QTest.keyClick(sheet.table, Qt.Key.Key_Return)
    settle(window, qtbot)
    assert sheet.isVisible()  # Enter alone is the list's
    QTest.keyClick(sheet.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window, qtbot)
    assert window.session is not None
    with window.session.bridge.read() as reader:
        assert len(coding_table(reader)) == 2
        revision = reader.revision
    assert window.bar.notice is not None
    assert "codings.csv" in window.bar.notice.text
    window.session.bridge.undo()
    settle(window, qtbot)
    with window.session.bridge.read() as reader:
        assert reader.revision == revision + 1
        assert len(coding_table(reader)) == 0
    assert window.bar.notice is None  # it did not come in after all


def test_words_in_several_places_stay_out_until_it_is_said(
    open_window: Callable[..., MainWindow], study_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "places.csv"
    rows = (DOCUMENT, "They went silent first", "silence"), (DOCUMENT, "did you", "silence")
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((("document", "quote", "code"), *rows))
    window = open_window(study_path, place="ledger")
    assert window.study_commands is not None
    sheet = window.study_commands.exchange.map_columns(path)
    settle(window, qtbot)
    assert "1 row fits, 1 stands in several places." in sheet.told.text()
    assert [row.left_out for row in sheet.model.rows] == [False, True]
    assert "stand 2 times" in sheet.model.rows[1].note
    sheet.first_place.click()
    settle(window, qtbot)
    assert "2 rows fit." in sheet.told.text()
    assert sheet.mapped is not None
    sheet.mapped = replace(sheet.mapped, revision=0)  # as if it was compared long ago
    sheet.take.click()
    settle(window, qtbot)
    qtbot.waitUntil(sheet.take.isEnabled, timeout=9000)  # it has been read anew
    assert "The study was changed" in sheet.told.text()
    assert sheet.isVisible()
    sheet.take.click()
    settle(window, qtbot)
    assert window.session is not None
    with window.session.bridge.read() as reader:
        assert len(coding_table(reader)) == 2


def test_escape_takes_no_coding_in(opened: tuple[MainWindow, MappingSheet], qtbot: QtBot) -> None:
    window, sheet = opened
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert window.session is not None
    with window.session.bridge.read() as reader:
        assert len(coding_table(reader)) == 0


def test_what_is_no_table_is_said(
    open_window: Callable[..., MainWindow], study_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0 invented")
    window = open_window(study_path, place="ledger")
    assert window.study_commands is not None
    sheet = window.study_commands.exchange.map_columns(path)
    settle(window, qtbot)
    assert "Nothing" in sheet.told.text()
    assert not sheet.take.isEnabled()
    sheet.reject()


@pytest.mark.parametrize("whose", ["Bob", "Ann"])
def test_who_is_no_lead_brings_in_codings_of_their_own(
    open_window: Callable[..., MainWindow],
    study_path: Path,
    tmp_path: Path,
    qtbot: QtBot,
    whose: str,
) -> None:
    path = tmp_path / "mine.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = (("document", "quote", "code", "coder"), (*ROWS[0][:3], whose))
        csv.writer(file).writerows(rows)
    window = open_window(study_path, "Bob", place="ledger")
    assert window.study_commands is not None
    sheet = window.study_commands.exchange.map_columns(path)
    settle(window, qtbot)
    assert sheet.take.isEnabled() == (whose == "Bob")
    assert ("Only a lead" in sheet.told.text()) == (whose == "Ann")
    if whose == "Bob":
        sheet.take.click()
        settle(window, qtbot)
        assert window.session is not None
        with window.session.bridge.read() as reader:
            assert len(coding_table(reader)) == 1
    else:
        sheet.reject()


def test_on_a_small_screen_it_scrolls_and_nothing_lies_over_the_rows(
    opened: tuple[MainWindow, MappingSheet], qtbot: QtBot
) -> None:
    window, first = opened
    first.reject()
    look().wear("light", scale=1.8)
    assert window.study_commands is not None
    sheet = window.study_commands.exchange.map_columns(first.path)
    settle(window, qtbot)
    for name, heading in (("document", "Where"), ("text", "What"), ("code", "Theme")):
        sheet.chips[name].choose(heading)
        settle(window, qtbot)
    sheet.table.selectRow(3)
    QApplication.processEvents()
    screen = sheet.screen().availableGeometry()
    assert sheet.why.isVisible()
    assert sheet.frameGeometry().height() <= screen.height()
    take = QRect(sheet.take.mapTo(sheet, QPoint(0, 0)), sheet.take.size())
    assert sheet.rect().contains(take)
    assert sheet.why.geometry().top() >= sheet.table.geometry().bottom()
