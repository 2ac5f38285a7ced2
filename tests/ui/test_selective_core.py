"""The bench of the core category in the window: judging, weighing, choosing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from gtcoder.actions import core as verbs
from gtcoder.queries.codebook import codes
from gtcoder.queries.core import judgements, weights
from gtcoder.queries.ledger import entries
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.selective.bench_model import CORE
from gtcoder.ui.selective.core_page import CorePage
from gtcoder.ui.selective.workspace import SelectiveWorkspace
from gtcoder.ui.session import OnePage
from gtcoder.vocabulary import CodeLevel, JudgedCriterion
from tests.ui.theory_places import TheoryPlace
from tests.ui.theory_study import Made

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Key = Qt.Key
RELATES, TOTAL = 5, 10  # columns


class Bench(TheoryPlace):
    """The page with what tests ask of it."""

    def __init__(self, window: MainWindow, made: Made, qtbot: QtBot) -> None:
        super().__init__(window, made, qtbot)
        self.go("selective", SelectiveWorkspace)
        self.session.go("selective", OnePage("core"))
        assert self.window.stack is not None
        workspace = self.window.stack.workspace
        assert isinstance(workspace, SelectiveWorkspace)
        page = workspace.page
        assert isinstance(page, CorePage)
        self.ws, self.table = page, page.table
        self.settle()

    def quiet(self) -> None:
        super().quiet()
        assert not self.ws.stale
        assert self.ws.bench.revision == self.session.bridge.state.revision

    def names(self) -> list[str]:
        return [row.name for row in self.ws.bench.rows]

    def cell(self, name: str, column: int) -> str:
        return str(self.table.bench.place_of(self.made.codes[name], column).data())

    def choose(self, name: str, column: int) -> None:
        self.table.setFocus()
        self.table.choose(self.made.codes[name], column)

    def weigh(self, text: str) -> None:
        QTest.keyClick(self.table, Key.Key_Return)
        editor = self.table.findChild(QLineEdit)
        assert isinstance(editor, QLineEdit)
        editor.setText(text)
        QTest.keyClick(editor, Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.table.findChild(QLineEdit) is None)
        self.settle()

    def given(self) -> list[tuple[str, int, str]]:
        with self.session.bridge.read() as reader:
            return [(str(row.criterion), row.score, row.memo) for row in judgements(reader)]


@pytest.fixture
def bench(open_window: Callable[..., MainWindow], made: Made, qtbot: QtBot) -> Bench:
    return Bench(open_window(made.path, place="selective"), made, qtbot)


def test_a_digit_judges_and_the_memo_is_stored_when_one_goes_on(bench: Bench) -> None:
    bench.choose("Waiting", RELATES)
    assert not bench.ws.side.memo.isEnabled()
    QTest.keyClick(bench.table, Key.Key_5)
    bench.settle()
    assert bench.given() == []  # 4 is the highest
    QTest.keyClick(bench.table, Key.Key_3)
    bench.settle()
    assert bench.given() == [("relates easily", 3, "")]
    assert bench.cell("Waiting", RELATES) == "3"
    assert bench.table.current_code() == bench.made.codes["Waiting"]  # wherever its row went
    bench.ws.side.memo.setFocus()
    QTest.keyClicks(bench.ws.side.memo, "Without force.")
    bench.choose("Waiting", RELATES + 1)
    bench.settle()
    assert bench.given() == [("relates easily", 3, "Without force.")]
    bench.choose("Waiting", RELATES)
    assert bench.ws.side.memo.text() == "Without force."
    bench.window.commands.action("edit.undo").trigger()
    bench.settle()
    assert bench.given() == [("relates easily", 3, "")]
    QTest.keyClick(bench.table, Key.Key_Delete)
    bench.settle()
    assert bench.given() == []
    assert bench.cell("Waiting", RELATES) == ""


def test_weights_are_typed_and_the_order_follows(bench: Bench) -> None:
    first = bench.names()[0]
    for column in range(1, 5):
        bench.table.setFocus()
        bench.table.setCurrentIndex(bench.table.bench.index(0, column))
        bench.weigh("0")
    with bench.session.bridge.read() as reader:
        assert weights(reader) == dict.fromkeys(
            ("frequency", "breadth", "degree", "betweenness"), 0.0
        )
    last = bench.names()[-1]
    assert last != first
    assert bench.cell(last, TOTAL) == ""  # nothing is judged: there is no total, not 0
    bench.choose(last, RELATES)
    QTest.keyClick(bench.table, Key.Key_2)
    bench.settle()
    assert bench.names()[0] == last
    assert bench.cell(last, TOTAL) == "0.50"


def test_a_digit_begins_the_new_weight(bench: Bench) -> None:
    bench.table.setFocus()
    bench.table.setCurrentIndex(bench.table.bench.index(0, 1))
    QTest.keyClick(bench.table, Key.Key_3)
    editor = bench.table.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "3"
    QTest.keyClick(editor, Key.Key_Return)
    bench.qtbot.waitUntil(lambda: bench.table.findChild(QLineEdit) is None)
    bench.settle()
    with bench.session.bridge.read() as reader:
        assert weights(reader)["frequency"] == 3.0
    current = bench.table.currentIndex()
    assert (current.row(), current.column()) == (0, 1)  # ready for the next one


def test_the_core_is_chosen_with_a_reason_that_stays_in_sight(bench: Bench) -> None:
    bench.choose("Waiting", 0)
    bench.window.commands.action("selective.bench_core").trigger()
    sheet = bench.sheet()
    area = sheet.findChild(QPlainTextEdit)
    QTest.keyClicks(area, "It holds the others together")
    bench.press(sheet, "Make it the core")
    bench.settle()
    with bench.session.bridge.read() as reader:
        level = next(code.level for code in codes(reader) if code.name == "Waiting")
        assert entries(reader)[-1].reason == "It holds the others together"
    assert level is CodeLevel.CORE
    model, code = bench.table.bench, bench.made.codes
    assert model.place_of(code["Waiting"]).data(CORE)
    assert not model.place_of(code["Waiting"], TOTAL).data(CORE)
    said = model.place_of(code["Waiting"]).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith("core category")
    assert [row.code for row in bench.ws.bench.rows if row.level is CodeLevel.CORE] == [
        code["Waiting"]
    ]
    (choice, *_) = bench.ws.bench.choices
    assert (choice.category, choice.reason) == ("Waiting", "It holds the others together")
    assert not bench.ws.side.choose.isVisible()


def test_what_a_colleague_judges_is_shown(bench: Bench) -> None:
    code = bench.made.codes["Waiting"]
    bench.session.bridge.act(
        verbs.judge, category=code, criterion=JudgedCriterion.RELATES, score=4, memo="Yes"
    )
    bench.settle()
    assert bench.cell("Waiting", RELATES) == "4"
    index = bench.table.bench.place_of(code, RELATES)
    assert "Yes (Ann)" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Relates: 4"
