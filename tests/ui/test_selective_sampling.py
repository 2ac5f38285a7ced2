"""The log of theoretical sampling in the window: logging, joining what is proposed, links."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from gtcoder.queries.sampling import sampling
from gtcoder.ui.kit import Button
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.selective.sampling_page import SamplingPage
from gtcoder.ui.selective.sampling_sheet import SamplingSheet
from gtcoder.ui.selective.workspace import SelectiveWorkspace
from gtcoder.ui.session import OnePage
from tests.ui.theory_places import TheoryPlace
from tests.ui.theory_study import Made

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Log(TheoryPlace):
    """The page with what tests ask of it."""

    def __init__(self, window: MainWindow, made: Made, qtbot: QtBot) -> None:
        super().__init__(window, made, qtbot)
        self.host = self.go("selective", SelectiveWorkspace)
        self.session.go("selective", OnePage("sampling"))
        page = self.host.page
        assert isinstance(page, SamplingPage)
        self.ws = page
        self.settle()

    def quiet(self) -> None:
        super().quiet()
        assert not self.ws.stale
        assert self.ws.log.revision == self.session.bridge.state.revision

    def run(self, name: str) -> None:
        self.window.commands.action(f"selective.{name}").trigger()

    def log(self, gap: str, decision: str, day: str) -> None:
        self.run("sampling_log")
        sheet = self.sheet()
        assert isinstance(sheet, SamplingSheet)
        sheet.day.setText(day)
        QTest.keyClicks(sheet.gap, gap)
        QTest.keyClicks(sheet.decision, decision)
        control = Qt.KeyboardModifier.ControlModifier
        QTest.keyClick(sheet.decision, Qt.Key.Key_Return, control)
        self.settle()

    def rows(self) -> list[tuple[str, str]]:
        with self.session.bridge.read() as reader:
            return [(row.decided_on.isoformat(), row.decision) for row in sampling(reader)]


@pytest.fixture
def log(open_window: Callable[..., MainWindow], made: Made, qtbot: QtBot) -> Log:
    return Log(open_window(made.path, place="selective"), made, qtbot)


def test_decisions_are_logged_and_stand_by_date(log: Log) -> None:
    assert log.ws.log.rows == ()
    log.log("Nobody left", "Ask who left", "2020-03-01")
    log.log("No shop", "Ask a shop", "2020-02-01")
    assert log.rows() == [("2020-02-01", "Ask a shop"), ("2020-03-01", "Ask who left")]
    assert [log.ws.model.shown(row, 0) for row in range(2)] == ["2020-02-01", "2020-03-01"]
    chosen = log.ws.chosen()
    assert chosen is not None
    assert chosen.decision == "Ask a shop"  # what was logged last
    assert log.ws.status() == ("2 decisions",)
    log.window.commands.action("edit.undo").trigger()
    log.settle()
    assert log.rows() == [("2020-03-01", "Ask who left")]


def test_a_sheet_waits_for_gap_decision_and_a_date(log: Log) -> None:
    log.run("sampling_log")
    sheet = log.sheet()
    (primary,) = (each for each in sheet.findChildren(Button) if each.text() == "Log it")
    assert not primary.isEnabled()
    QTest.keyClicks(sheet.gap, "A gap")
    assert not primary.isEnabled()
    QTest.keyClicks(sheet.decision, "A decision")
    assert primary.isEnabled()
    sheet.day.setText("in spring")
    assert not primary.isEnabled()
    sheet.day.setText("2020-02-24")
    assert primary.isEnabled()
    sheet.gap.clear()
    sheet.decision.clear()
    sheet.reject()


def test_what_the_ledger_proposes_is_joined_by_a_click_and_leads_on(log: Log) -> None:
    log.log("Nobody left", "Ask who left", "2020-03-01")
    buttons = log.ws.side.buttons()
    assert "+ Waiting" in buttons
    QTest.mouseClick(buttons["+ Waiting"], Qt.MouseButton.LeftButton)
    log.settle()
    with log.session.bridge.read() as reader:
        (row,) = sampling(reader)
    assert row.codes == (log.made.codes["Waiting"],)
    buttons = log.ws.side.buttons()
    assert "+ Waiting" not in buttons
    QTest.mouseClick(buttons["Waiting"], Qt.MouseButton.LeftButton)
    stack = log.window.stack
    assert stack is not None
    assert stack.workspace is not None
    assert stack.workspace.place == "axial"


def test_a_decision_is_changed_and_removed_with_a_reason(log: Log) -> None:
    log.log("Nobody left", "Ask who left", "2020-03-01")
    log.run("sampling_change")
    sheet = log.sheet()
    assert sheet.gap.text() == "Nobody left"
    sheet.outcome.setPlainText("They had left long before.")
    sheet.codes.choose({log.made.codes["Waiting"]})
    log.press(sheet, "Change it")
    log.settle()
    (row,) = log.ws.log.rows
    assert (row.outcome, row.codes) == (
        "They had left long before.", (log.made.codes["Waiting"],),
    )  # fmt: skip
    log.run("sampling_remove")
    sheet = log.sheet()
    QTest.keyClicks(sheet.findChild(QPlainTextEdit), "Logged twice")
    log.press(sheet, "Remove it")
    log.settle()
    assert log.rows() == []
