"""Selective coding in the window: cells, levels, the core, and the storyline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QPlainTextEdit,
)

from gtcoder.actions import codebook
from gtcoder.queries.codebook import attributes, codes
from gtcoder.queries.ledger import entries
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.selective.structures_page import StructuresPage
from gtcoder.ui.selective.workspace import SelectiveWorkspace
from gtcoder.vocabulary import CodeLevel
from tests.ui import theory_study
from tests.ui.theory_places import TheoryPlace
from tests.ui.theory_study import Made

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Key = Qt.Key


@pytest.fixture(scope="module")
def theory(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return the study with codes in a category, and an attribute."""
    made = theory_study.make(tmp_path_factory.mktemp("theory") / "theory.gtc")
    ann = open_study(FileLocation(made.path), "Ann")
    for name in ("Time cost", "Queue"):
        ann.perform(codebook.move_code, code=made.codes[name], parent=made.codes["Waiting"])
    code = made.codes["Queue"]
    ann.perform(codebook.set_attribute, code=code, name="acts: company", value="1")
    ann.close()
    return made


class Selective(TheoryPlace):
    """The workspace with what tests ask of it."""

    def __init__(self, window: MainWindow, made: Made, qtbot: QtBot) -> None:
        super().__init__(window, made, qtbot)
        workspace = self.go("selective", SelectiveWorkspace)
        page = workspace.page
        assert isinstance(page, StructuresPage)
        self.host, self.ws, self.tree = workspace, page, page.tree
        page.show_view("tree")
        self.settle()

    def quiet(self) -> None:
        super().quiet()
        assert not self.ws.stale
        assert self.ws.structures.theory.revision == self.session.bridge.state.revision

    def level(self, name: str) -> CodeLevel:
        with self.session.bridge.read() as reader:
            return next(code.level for code in codes(reader) if code.name == name)

    def choose(self, name: str) -> None:
        self.tree.choose(self.made.codes[name])

    def value(self, name: str, column: str) -> str:
        with self.session.bridge.read() as reader:
            return attributes(reader).get(self.made.codes[name], {}).get(column, "")

    def cell(self, name: str, column: int) -> str:
        model = self.tree.structures
        return str(model.index_of(self.made.codes[name], column).data())

    def totals(self) -> list[str]:
        model = self.tree.structures
        row = model.index(model.rowCount() - 1, 0)
        return [str(row.siblingAtColumn(n).data()) for n in range(model.columnCount())]

    def edit(self, text: str) -> None:
        QTest.keyClick(self.tree, Key.Key_Return)
        editor = self.tree.findChild(QLineEdit)
        assert isinstance(editor, QLineEdit)
        editor.selectAll()
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Key.Key_Return)
        editing = QAbstractItemView.State.EditingState
        self.qtbot.waitUntil(lambda: self.tree.state() != editing)


@pytest.fixture
def selective(open_window: Callable[..., MainWindow], made: Made, qtbot: QtBot) -> Selective:
    return Selective(open_window(made.path, place="selective"), made, qtbot)


def test_a_cell_is_edited_by_keyboard_and_totals_follow(selective: Selective) -> None:
    assert selective.totals() == ["Totals: 2 codes in 4 categories", "", "", "1"]
    selective.choose("Time cost")
    for _ in range(3):
        QTest.keyClick(selective.tree, Key.Key_Right)
    selective.edit("1")
    selective.settle()
    assert selective.value("Time cost", "acts: company") == "1"
    assert selective.cell("Time cost", 3) == "1"
    assert selective.totals()[3] == "2"
    selective.choose("Time cost")
    for _ in range(3):
        QTest.keyClick(selective.tree, Key.Key_Right)
    selective.edit("sometimes")
    selective.settle()
    assert selective.totals()[3] == "2"  # filled cells now, and the sentence says so
    assert "Totals are filled cells." in selective.ws.sentence()
    assert selective.tree.structures.index_of(selective.made.codes["Waiting"]).row() == 0


def test_who_speaks_is_counted_anew_when_a_label_is_tied_to_another(selective: Selective) -> None:
    def whose() -> tuple[int, int]:
        theory = selective.ws.structures.theory
        return theory.categories[selective.made.codes["Waiting"]].participants, theory.people

    assert whose() == (1, 1)
    theory_study.tie(selective.session, "INT", "Invented second person")
    selective.settle()
    assert whose() == (1, 2)
    theory_study.tie(selective.session, "P1", None)
    selective.settle()
    assert whose() == (0, 1)


def test_a_column_is_added_and_shown_in_the_tree(selective: Selective) -> None:
    selective.window.commands.action("selective.column").trigger()
    sheet = selective.sheet()
    QTest.keyClicks(sheet.name, "acts: customer")
    selective.press(sheet, "Add column")
    selective.settle()
    assert selective.tree.structures.columnCount() == 5
    selective.choose("Queue")
    for _ in range(4):
        QTest.keyClick(selective.tree, Key.Key_Right)
    selective.edit("1")
    selective.settle()
    assert selective.value("Queue", "acts: customer") == "1"


def test_levels_are_raised_and_lowered(selective: Selective) -> None:
    selective.choose("Queue")
    QTest.keyClick(selective.window, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    selective.settle()
    assert selective.level("Queue") is CodeLevel.SELECTIVE
    selective.window.commands.action("selective.lower").trigger()
    selective.settle()
    assert selective.level("Queue") is CodeLevel.OPEN


def because(selective: Selective, primary: str) -> None:
    """Say why in the open sheet; without that its button waits."""
    sheet = selective.sheet()
    selective.press(sheet, primary)
    assert sheet.isVisible()
    QTest.keyClicks(sheet.findChild(QPlainTextEdit), "It explains most (invented)")
    selective.press(sheet, primary)
    selective.settle()


def test_there_is_one_core_category_and_changing_it_is_asked(selective: Selective) -> None:
    bridge = selective.session.bridge
    start = bridge.state.revision
    selective.choose("Silent leaving")
    selective.window.commands.action("selective.core").trigger()
    because(selective, "Make it the core")
    assert selective.level("Silent leaving") is CodeLevel.CORE
    assert selective.ws.core.title.accessibleName() == "Silent leaving"
    assert selective.ws.status() == ("4 categories", "Silent leaving")
    selective.choose("Callback")
    selective.window.commands.action("selective.core").trigger()
    selective.press(selective.sheet(), "Cancel")
    selective.settle()
    assert selective.level("Callback") is CodeLevel.AXIAL
    selective.window.commands.action("selective.core").trigger()
    because(selective, "Change the core")
    assert selective.level("Callback") is CodeLevel.CORE
    assert selective.level("Silent leaving") is CodeLevel.SELECTIVE
    with bridge.read() as reader:
        assert entries(reader)[-1].reason == "It explains most (invented)"
    assert bridge.state.revision == start + 2
    selective.window.commands.action("edit.undo").trigger()
    selective.settle()
    assert selective.level("Callback") is CodeLevel.AXIAL
    assert selective.level("Silent leaving") is CodeLevel.CORE


def test_the_core_is_chosen_by_typing(selective: Selective) -> None:
    selective.press(selective.ws.core, "Choose…")
    line = selective.sheet().findChild(QLineEdit)
    QTest.keyClicks(line, "night")
    QTest.keyClick(line, Key.Key_Return)
    because(selective, "Make it the core")
    assert selective.level("Night service") is CodeLevel.CORE


def test_the_table_is_copied_and_written(selective: Selective, tmp_path: Path) -> None:
    selective.window.commands.action("selective.copy").trigger()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["Structure", "Level", "Passages", "acts: company"]
    assert "Waiting > Queue\tOpen code\t1\t1" in lines
    selective.window.commands.action("selective.export").trigger()
    sheet = selective.sheet()
    sheet.place.setText(str(tmp_path / "structures.docx"))
    sheet.format.choose("csv")
    with selective.qtbot.waitSignal(selective.session.say.noticed, timeout=20_000):
        selective.press(sheet, "Export")
    assert "acts: company" in (tmp_path / "structures.csv").read_text(encoding="utf-8-sig")
    selective.settle()
