"""The page of adjudication: what is decided by mouse and keys is what the study then holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gtcoder.actions import team
from gtcoder.queries.adjudication import DecisionRow, decisions
from gtcoder.queries.codebook import codes
from gtcoder.store.location import FileLocation
from gtcoder.ui.adjudication.page import AdjudicationPage
from gtcoder.ui.adjudication.third_sheet import ThirdSheet
from gtcoder.ui.kit import Button
from gtcoder.vocabulary import DisagreementKind, RoundKind, Span, Verdict
from tests.actions.test_adjudication import coded
from tests.studies import Study, new_study
from tests.ui.placing import Placed, Placing

Shown = Placed[AdjudicationPage]


def made(path: Path) -> Study:
    return new_study(FileLocation(path / "small.gtc"))


@pytest.fixture
def shown(placing: Placing, tmp_path: Path, qtbot: QtBot) -> Shown:
    """Show three disagreements: a boundary, an omission and a confusion."""
    study = made(tmp_path)
    coded(study)
    study.close()
    placed = placing(tmp_path / "small.gtc", AdjudicationPage)
    qtbot.waitUntil(lambda: placed.workspace.case is not None)
    return placed


def stored(placed: Shown) -> tuple[DecisionRow, ...]:
    with placed.session.bridge.read() as reader:
        return decisions(reader)


def press(qtbot: QtBot, placed: Shown, key: Qt.Key) -> None:
    table = placed.workspace.queue.table
    placed.window.activateWindow()
    qtbot.waitUntil(placed.window.isActiveWindow)
    table.setFocus()
    qtbot.keyClick(table, key)


def decided(placed: Shown) -> int:
    desk = placed.workspace.desk
    assert desk is not None
    assert desk.queue is not None
    return desk.queue.decided


def kind(placed: Shown) -> DisagreementKind:
    assert placed.workspace.case is not None
    return placed.workspace.case.row.kind


def test_keys_decide_and_enter_goes_on(shown: Shown, qtbot: QtBot) -> None:
    page = shown.workspace
    assert kind(shown) is DisagreementKind.BOUNDARY
    assert page.title.text().endswith("line 1")
    assert [each.text() for each in page.decision.buttons.values()][:3] == [
        "1  Ann", "2  Bob", "3  Both, as one",
    ]  # fmt: skip
    press(qtbot, shown, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: decided(shown) == 1)
    assert kind(shown) is DisagreementKind.BOUNDARY  # it stays in sight with its decision
    assert "Ann decided" in page.decision.said.text()
    assert page.queue.count.text().startswith("1 of 3 decided")
    press(qtbot, shown, Qt.Key.Key_Return)
    assert kind(shown) is DisagreementKind.OMISSION
    assert not page.decision.buttons[Verdict.BOTH].isEnabled()
    press(qtbot, shown, Qt.Key.Key_3)  # says nothing of one coding: not there
    press(qtbot, shown, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: decided(shown) == 2)
    press(qtbot, shown, Qt.Key.Key_Return)
    page.decision.buttons[Verdict.FIRST].click()
    qtbot.waitUntil(lambda: decided(shown) == 3)
    assert [row.verdict for row in stored(shown)] == ["both", "second", "first"]
    press(qtbot, shown, Qt.Key.Key_Return)
    assert "undecided" in str(shown.toasts[-1])
    shown.session.bridge.undo()
    qtbot.waitUntil(lambda: decided(shown) == 2)


def test_no_answer_and_a_third_way_take_a_reason(shown: Shown, qtbot: QtBot) -> None:
    page = shown.workspace
    page.queue.choose(2)
    assert kind(shown) is DisagreementKind.CONFUSION
    press(qtbot, shown, Qt.Key.Key_5)
    assert "say why" in page.decision.reason_field.error
    assert page.decision.reason.hasFocus()
    qtbot.keyClicks(page.decision.reason, "5 of 1")  # written, and no verdict
    assert stored(shown) == ()
    page.queue.choose(0)
    assert page.decision.reason.text() == ""
    page.queue.choose(2)  # what was written is kept
    assert page.decision.reason.text() == "5 of 1"
    page.decision.rule.setPlainText("Calls only.")
    page.decision.rule_code.choose(page.case.row.codes[1])  # type: ignore[union-attr]
    press(qtbot, shown, Qt.Key.Key_4)
    sheet = page.findChild(ThirdSheet)
    assert isinstance(sheet, ThirdSheet)
    calling = next(row.id for row in page.desk.words.codes.values() if row.name == "Calling")  # type: ignore[union-attr]
    sheet.code.choose(calling)
    assert sheet.stretch.value() == Span(85, 90)  # what is shared
    qtbot.keyClick(sheet.text, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert sheet.stretch.value() == Span(85, 91)
    next(each for each in sheet.findChildren(Button) if each.text() == "Decide").click()
    qtbot.waitUntil(lambda: decided(shown) == 1)
    (row,) = stored(shown)
    assert (row.verdict, row.code, row.reason) == ("third", calling, "5 of 1")
    assert row.stands == ((calling, 85, 91),)  # what is selected
    with shown.session.bridge.read() as reader:
        rules = {code.name: code.rule for code in codes(reader)}
    assert rules["Delay"] == "Calls only."
    press(qtbot, shown, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: stored(shown)[0].verdict == "first")
    assert stored(shown)[0].reason == "5 of 1"


def test_filters_narrow_the_queue_and_agreed_codings_are_taken(shown: Shown, qtbot: QtBot) -> None:
    page = shown.workspace
    page.queue.kind.choose(DisagreementKind.OMISSION)
    assert page.queue.model.rowCount() == 1
    assert kind(shown) is DisagreementKind.OMISSION
    page.queue.state.choose("decided")
    assert page.queue.model.rowCount() == 0
    assert page.case is None
    assert not any(button.isEnabled() for button in page.decision.buttons.values())
    page.queue.kind.choose(None)
    page.queue.state.choose("all")
    assert page.queue.model.rowCount() == 3
    assert page.side.take is not None
    page.side.take.click()
    qtbot.waitUntil(lambda: page.desk.queue.taken == 1)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: page.side.take is None)


def test_a_reason_that_was_asked_for_decides_with_ctrl_enter(shown: Shown, qtbot: QtBot) -> None:
    page, control = shown.workspace, Qt.KeyboardModifier.ControlModifier
    page.queue.choose(1)
    press(qtbot, shown, Qt.Key.Key_5)
    qtbot.keyClicks(page.decision.reason, "nothing is meant")
    qtbot.keyClick(page.decision.reason, Qt.Key.Key_Return, control)
    qtbot.waitUntil(lambda: decided(shown) == 1)
    assert (stored(shown)[0].verdict, stored(shown)[0].reason) == ("none", "nothing is meant")
    page.decision.reason.setFocus()
    qtbot.keyClicks(page.decision.reason, "!")  # a better reason for the same decision
    qtbot.keyClick(page.decision.reason, Qt.Key.Key_Return, control)
    qtbot.waitUntil(lambda: "!" in stored(shown)[0].reason)
    assert stored(shown)[0].verdict == "none"


def test_a_narrow_page_leaves_room_for_the_passage(shown: Shown, qtbot: QtBot) -> None:
    page = shown.workspace
    assert page.side.parentWidget() is not page._inner.parentWidget()
    page.resize(900, 500)
    assert page.side.parentWidget() is page._inner.parentWidget()
    qtbot.waitUntil(lambda: page.passage.width() > page.queue.width())


def test_what_each_marked_is_told_without_colour(shown: Shown) -> None:
    passage = shown.workspace.passage
    assert "Ann: ustomers were l" in passage.accessibleDescription()
    assert "Bob: " in passage.accessibleDescription()
    shown.workspace.queue.choose(1)
    assert "Ann: nothing" in passage.accessibleDescription()


def test_empty_states_say_why_and_what_to_do(
    placing: Placing, tmp_path: Path, qtbot: QtBot
) -> None:
    study = made(tmp_path)
    study.apply(study.code("Silence"))
    placed = placing(tmp_path / "small.gtc", AdjudicationPage)
    page = placed.workspace

    def says(words: str) -> bool:
        return any(words in label.text() for label in page.empty.findChildren(type(page.kind)))

    qtbot.waitUntil(lambda: says("No two coders have finished"))
    study.ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    qtbot.waitUntil(lambda: says("“Blind” is a blind round that is still open"))
    study.close()
