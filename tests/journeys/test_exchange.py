"""A project of another tool becomes a study, and two coders' copies of one become one again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit, QTableView

from tests.journeys.hands import CONTROL, ENTER, Hands, line
from tests.journeys.reading import check_whole, holdings
from tests.ui.exchanging import taguette, two_copies

NEW = "Invented calls 1"


def test_a_project_of_another_tool_becomes_a_study(
    hands: Callable[..., Hands], tmp_path: Path
) -> None:
    project = taguette(tmp_path / "calls.sqlite3")
    person = hands()
    person.drop_files(project)
    sheet = person.sheet()
    assert line(sheet, "foreign-place").text() == str(tmp_path / "calls.gtc")
    person.write(line(sheet, "foreign-coder"), "Mina")
    person.button("Read the project", sheet)
    person.wait(lambda: person.window.session is not None)
    arrival = person.sheet()
    person.wait(lambda: "Taguette project" in person.words(arrival))
    parts = person.find(QTableView, "parts", arrival)
    person.click_row(parts, person.row(parts, "Codes"))
    person.row(person.find(QTableView, "lines", arrival), "waiting")
    made = tmp_path / "calls.gtc"
    before = holdings(made)
    assert not before.codings
    person.press(ENTER, CONTROL)
    person.no_sheet()
    person.settle()
    after = holdings(made)
    assert after.revision == before.revision + 1
    assert {coded[0] for coded in after.codings} == {"leaving", "waiting"}
    assert {coded[3] for coded in after.codings} == {"Mina"}
    person.button("Show report")
    report = person.sheet()
    text = report.findChild(QPlainTextEdit)
    assert text is not None
    assert NEW in text.toPlainText()
    assert "Codings: 2" in text.toPlainText()
    person.press(Qt.Key.Key_Escape)
    person.no_sheet()
    person.press(Qt.Key.Key_Z, CONTROL)
    person.wait(lambda: not holdings(made).codings)
    person.settle()
    person.window.close()
    check_whole(made)


def choose_file(path: Path) -> None:
    """Write a name into the dialog for files that is open, and press Enter."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    name.setText(str(path))
    QTest.keyClick(name, ENTER)


def test_two_copies_become_one(hands: Callable[..., Hands], tmp_path: Path) -> None:
    copies = two_copies(tmp_path)
    theirs = shutil.copy(copies.theirs, tmp_path / "kept.gtc")
    person = hands(copies.mine, "Ann", "ledger")
    before = holdings(copies.mine)
    QTimer.singleShot(0, partial(choose_file, copies.theirs))
    person.menu("Study", "Merge copy…")
    sheet = person.sheet()
    person.wait(lambda: "Both know entry" in person.words(sheet))
    parts = person.find(QTableView, "parts", sheet)
    person.click_row(parts, person.row(parts, "Conflicts"))
    person.wait(lambda: sheet.findChildren(QPlainTextEdit)[0].isVisible())
    texts = [area.toPlainText() for area in sheet.findChildren(QPlainTextEdit)]
    assert texts[:2] == ["Nobody says a word.", "They stop calling."]
    person.button("Merge", sheet)
    person.no_sheet()
    person.settle()
    after = holdings(copies.mine)
    assert after.revision == before.revision + 1
    assert {(coded[0], coded[3]) for coded in after.codings} == {
        ("silence", "Ann"), ("silence", "Bob"), ("queue", "Bob"),
    }  # fmt: skip
    assert Path(theirs).read_bytes() == copies.theirs.read_bytes()
    person.press(Qt.Key.Key_Z, CONTROL)
    person.wait(lambda: holdings(copies.mine).codings == before.codings)
    assert holdings(copies.mine).digest == before.digest
    person.settle()
    person.window.close()
    check_whole(copies.mine)
