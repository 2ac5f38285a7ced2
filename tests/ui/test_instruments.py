"""The page on instruments: typed, pasted, imported, decided; what it shows is what is stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from gtcoder.actions import ratings
from gtcoder.batch import ItemDraft, RatingDraft, RatingTable
from gtcoder.queries.instruments import Panel, instruments, panel
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.ui.agreement.workspace import AgreementWorkspace
from gtcoder.ui.instruments.import_sheet import ImportSheet
from gtcoder.ui.instruments.sheets import DecideSheet, NameSheet
from gtcoder.ui.kit import Sheet
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.session import OnePage
from gtcoder.ui.tables.export_sheet import ExportSheet
from gtcoder.vocabulary import RatingScale

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

S = TypeVar("S", bound=Sheet)
Key, ESSENTIAL = Qt.Key, RatingScale.ESSENTIAL
EXPERTS = ("Anna", "Ben", "Cem", "Dora", "Eva")
TABLE = RatingTable(
    (ItemDraft("What happened?"), ItemDraft("And then?"), ItemDraft("Why?")),
    EXPERTS,
    tuple(
        RatingDraft(item, expert, ESSENTIAL, int(value), "Two in one." if value == "1" else "")
        for item, row in enumerate(("33333", "33321"))
        for expert, value in zip(EXPERTS, row, strict=True)
    ),
)


class Page:
    """The page in a window, with what tests ask of it."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        assert window.session is not None
        assert window.stack is not None
        self.window, self.qtbot, self.session = window, qtbot, window.session
        self.session.go("agreement", OnePage("instruments"))
        workspace = window.stack.workspace
        assert isinstance(workspace, AgreementWorkspace)
        self.page, self.table = workspace.instruments, workspace.instruments.table
        self.workspace = workspace
        self.settle()

    def settle(self) -> None:
        def quiet() -> None:
            assert not self.session.bridge.state.waiting
            assert not self.window.jobs.running
            assert not self.page.stale

        self.qtbot.waitUntil(quiet)

    def stored(self) -> Panel:
        with self.session.bridge.read() as reader:
            return panel(reader, instruments(reader)[-1].id)

    def choose(self, row: int, column: int) -> None:
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.table.setFocus()
        self.table.choose(self.page.view.rows[row].item.id, column)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.table, key)
        self.settle()

    def line(self, row: int) -> list[str]:
        model = self.table.ratings
        return [str(model.index(row, column).data()) for column in range(model.columnCount())]

    def sheet(self, kind: type[S]) -> S:
        found: list[S] = [each for each in self.page.findChildren(kind) if each.isVisible()]
        assert len(found) == 1
        return found[0]

    def run(self, name: str) -> None:
        self.session.commands.action(f"instruments.{name}").trigger()

    def finish(self, *texts: str) -> None:
        """Write into the lines of the open sheet, and finish it with Ctrl+Enter or Enter."""
        sheet = self.sheet(Sheet)
        areas = [each for each in sheet.findChildren(QPlainTextEdit) if each.isVisible()]
        lines = sheet.findChildren(QLineEdit)
        for area, text in zip(areas, texts, strict=False):
            area.setPlainText(text)
        if not areas:
            lines[0].setText(texts[0])
        if areas:
            QTest.keyClick(areas[-1], Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        else:
            QTest.keyClick(lines[0], Key.Key_Return)
        self.settle()


@pytest.fixture
def empty(window: MainWindow, qtbot: QtBot) -> Page:
    return Page(window, qtbot)


@pytest.fixture
def judged(open_window: Callable[..., MainWindow], study_path: Path, qtbot: QtBot) -> Page:
    with open_study(FileLocation(study_path), "Ann") as project:
        project.perform(ratings.take_in, instrument="Guide", table=TABLE)
    return Page(open_window(study_path), qtbot)


def test_where_nothing_is_judged_the_page_says_so_and_imports_by_keyboard(empty: Page) -> None:
    assert empty.page.first_focus() is not empty.table
    empty.run("import")
    sheet = empty.sheet(ImportSheet)
    assert not sheet.primary.isEnabled()
    sheet.paste.setPlainText("Item\tAnna\tBen\nWhy?\t3\t4\nHow?\t2\t-")
    assert not sheet.primary.isEnabled()
    assert "row 2" in sheet.told.text()
    assert "column “Ben”" in sheet.told.text()
    sheet.scale.choose(RatingScale.RELEVANCE)
    assert "Items: 2; experts: 2; ratings: 3" in sheet.told.text()
    assert sheet.preview.isVisible()
    sheet.name.setText("Guide")
    QTest.keyClick(sheet.paste, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    empty.settle()
    there = empty.stored()
    assert (there.instrument.name, [item.text for item in there.items]) == (
        "Guide",
        ["Why?", "How?"],
    )
    assert [row.value for row in there.ratings] == [3, 4, 2]
    empty.page.choose_scale(RatingScale.RELEVANCE)
    assert empty.line(0)[1:] == ["3", "4", "2 of 2", "1.00", "1.00"]
    empty.session.bridge.undo()
    empty.settle()
    assert empty.page.view.rows == ()


def test_an_instrument_can_be_typed_from_nothing(empty: Page) -> None:
    empty.run("new")
    sheet = empty.sheet(NameSheet)
    sheet.name.setText("Guide")
    QTest.keyClick(sheet.note, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    empty.settle()
    assert not empty.page.view.rows
    empty.run("items")
    empty.finish("Why, and since when?\n\nHow?")
    empty.run("experts")
    empty.finish("Anna\nBen")
    assert empty.line(0)[0] == "1  Why, and since when?"
    empty.choose(0, 2)
    empty.press(Key.Key_3, Key.Key_2)
    assert [row[2] for row in (empty.line(0), empty.line(1))] == ["3", "2"]
    empty.choose(0, 0)
    empty.run("reword")  # it was rated, so that is a decision
    empty.sheet(DecideSheet).close()


def test_digits_rate_and_the_verdict_follows(judged: Page) -> None:
    assert judged.line(0)[-4:] == ["5 of 5", "1.00", "1.00", "reaches it"]
    assert judged.line(1)[-4:] == ["3 of 5", "0.20", "1.00", "below it"]
    assert judged.page.whole.text().startswith("CVI 1.00 over the 1 items")
    judged.choose(1, 4)
    judged.press(Key.Key_4)  # no value of this scale
    assert judged.line(1)[4] == "2"
    judged.press(Key.Key_3)
    assert judged.line(1)[4] == "3"
    assert judged.table.currentIndex().row() == 2  # one goes on to the item below
    judged.choose(1, 5)
    judged.press(Key.Key_Delete)
    assert judged.line(1)[-4:] == ["4 of 4", "1.00", "n/a", "too few experts"]
    assert judged.stored().comments(judged.page.view.rows[1].item.id)[0][2] == "Two in one."
    judged.session.bridge.undo()
    judged.settle()
    assert judged.line(1)[5] == "1"
    judged.press(Key.Key_Left)
    assert judged.table.currentIndex().column() == 4


def test_a_block_is_pasted_whole_or_not_at_all(judged: Page) -> None:
    judged.choose(1, 4)
    QGuiApplication.clipboard().setText("3\t3\n2\t\n")
    QTest.keyClick(judged.table, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    judged.settle()
    assert [judged.line(row)[4:6] for row in (1, 2)] == [["3", "3"], ["2", ""]]
    before = judged.stored()
    for wrong in ("3\t9", "3\t3\t3", "3\n3\n3\n"):
        QGuiApplication.clipboard().setText(wrong)
        QTest.keyClick(judged.table, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        judged.settle()
    assert judged.stored() == before


def test_a_decision_keeps_the_words_before_and_is_told_beside(judged: Page) -> None:
    judged.choose(1, 0)
    QTest.keyClick(judged.table, Key.Key_D)
    sheet = judged.sheet(DecideSheet)
    sheet.change.segment("reworded").click()
    sheet.words.setPlainText("And what then?")
    sheet.reason.setPlainText("Too short.")
    QTest.keyClick(sheet.reason, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    judged.settle()
    (row,) = judged.stored().decisions
    assert (row.change, row.before, row.after, row.reason) == (
        "reworded", "And then?", "And what then?", "Too short.",
    )  # fmt: skip
    words = judged.page.side.words()
    for said in ("And what then?", "before: “And then?”", "Too short.", "reworded since",
                 "Two in one.", "3 of 5 call it essential", "Below the critical CVR"):  # fmt: skip
        assert said in words
    judged.choose(0, 0)
    QTest.keyClick(judged.table, Key.Key_D)
    dropping = judged.sheet(DecideSheet)
    dropping.change.segment("dropped").click()
    judged.finish("Of no use.")
    assert "dropped" in judged.page.side.words()
    assert [item.dropped for item in judged.stored().items] == [True, False, False]


def test_comments_moves_and_experts_go_by_keyboard(judged: Page) -> None:
    judged.choose(0, 1)
    QTest.keyClick(judged.table, Key.Key_C)
    judged.finish("Clear.")
    assert judged.stored().comments(judged.page.view.rows[0].item.id) == [
        ("Anna", ESSENTIAL, "Clear.")
    ]
    QTest.keyClick(judged.table, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    judged.settle()
    assert [item.text for item in judged.stored().items][:2] == ["And then?", "What happened?"]
    assert judged.table.currentIndex().row() == 1
    judged.run("remove_expert")
    judged.finish("Withdrew.")
    assert [expert.name for expert in judged.stored().experts] == list(EXPERTS[1:])
    judged.run("copy")
    judged.finish("Guide 2")
    assert (judged.stored().instrument.name, judged.stored().ratings) == ("Guide 2", ())
    assert judged.page.bar.instrument.shown == "Guide 2"
    judged.choose(2, 0)
    judged.run("reword")  # not judged: corrected without a decision
    judged.finish("Why so?")
    assert judged.stored().items[2].text == "Why so?"
    assert judged.stored().decisions == ()


def test_both_reports_are_written_from_the_page(judged: Page, tmp_path: Path) -> None:
    for name, stem in (("agreement.export", "validity"), ("", "decisions")):
        action = name or "instruments.export_decisions"
        judged.session.commands.action(action).trigger()
        sheet = judged.sheet(ExportSheet)
        sheet.path.setText(str(tmp_path / f"{stem}.csv"))
        sheet.write_button.click()
        judged.settle()
    written = (tmp_path / "validity.csv").read_text("utf-8")
    assert "1,What happened?,yes,5,5,5,1.0,1.0,yes" in written
    assert "Two in one." in (tmp_path / "decisions.csv").read_text("utf-8")
