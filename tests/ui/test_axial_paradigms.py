"""Whole paradigms and the checks in the window: made, renamed, removed, compared, let pass."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from gtcoder.actions import codebook, project, theory
from gtcoder.queries import theory as answers
from gtcoder.ui.axial.check_rows import Check, heading
from gtcoder.ui.axial.compare_sheet import CompareSheet
from gtcoder.vocabulary import CheckRule, ParadigmRole
from tests.ui.test_axial import Axial, axial

__all__ = ["axial"]

Key, R = Qt.Key, ParadigmRole


def headings(axial: Axial) -> list[str]:
    return [check.heading for check in axial.ws.left.checks.checks]


def check(axial: Axial, words: str) -> Check:
    """Choose the first check of that heading, as the arrows would."""
    checks = axial.ws.left.checks
    row = headings(axial).index(words)
    checks.setFocus(Qt.FocusReason.TabFocusReason)
    checks.setCurrentIndex(checks.model().index(row, 0))
    return checks.checks[row]


def press_key(axial: Axial, key: Qt.Key) -> None:
    QTest.keyClick(axial.ws.left.checks, key)


def act(axial: Axial, verb: object, **values: object) -> None:
    axial.session.bridge.act(verb, **values)  # type: ignore[arg-type]
    axial.settle()


def boards(axial: Axial) -> dict[str, int]:
    with axial.session.bridge.read() as reader:
        return {row.name: len(row.placements) for row in answers.paradigms(reader)}


def trigger(axial: Axial, name: str) -> None:
    axial.window.commands.action(name).trigger()


def test_every_rule_has_a_heading_of_its_own() -> None:
    said = [heading(rule) for rule in CheckRule]
    assert len(set(said)) == len(said)


def test_a_paradigm_is_copied_renamed_and_removed(axial: Axial) -> None:
    trigger(axial, "axial.copy_paradigm")
    axial.press(axial.sheet(), "Make copy")
    axial.settle()
    assert boards(axial) == {"Paradigm 1": 3, "Paradigm 1, copy": 3}
    assert axial.ws.centre.paradigm.value() == "Paradigm 1, copy"
    trigger(axial, "axial.rename_paradigm")
    axial.write("Second")  # what was there is selected
    axial.press(axial.sheet(), "Rename")
    axial.settle()
    assert boards(axial) == {"Paradigm 1": 3, "Second": 3}
    assert axial.ws.centre.paradigm.value() == "Second"
    axial.session.bridge.undo()  # the board stays in sight under its old name
    axial.settle()
    assert axial.ws.centre.paradigm.value() == "Paradigm 1, copy"
    trigger(axial, "axial.remove_paradigm")
    axial.press(axial.sheet(), "Remove")  # the ledger wants to know why
    axial.write("Doubled (invented)")
    axial.press(axial.sheet(), "Remove")
    axial.settle()
    assert boards(axial) == {"Paradigm 1": 3}
    assert axial.ws.centre.paradigm.value() == "Paradigm 1"
    assert len(axial.board.scene.board.cards) == 3


def test_the_menu_beside_the_chip_has_all_that_can_be_done(axial: Axial) -> None:
    button = axial.ws.findChild(QAbstractButton, "paradigm_menu")
    assert isinstance(button, QAbstractButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    menu = axial.ws.boards.menu
    assert menu is not None
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert words == [
        "New paradigm…", "Copy paradigm…", "Rename paradigm…", "Remove paradigm…",
        "Compare versions…",
    ]  # fmt: skip
    menu.close()


def test_a_finding_is_let_pass_with_a_reason_and_taken_back(axial: Axial) -> None:
    bare = check(axial, "Relation without evidence")
    open_before = headings(axial)
    press_key(axial, Key.Key_L)
    axial.press(axial.sheet(), "Let pass")
    assert axial.sheet().isVisible()  # not without a reason
    axial.write("Told in passing (invented).")
    axial.press(axial.sheet(), "Let pass")
    axial.settle()
    assert "Relation without evidence" not in headings(axial)
    assert headings(axial)[-1] == "Let pass: 1"
    check(axial, "Let pass: 1")
    press_key(axial, Key.Key_Return)
    passed = axial.ws.left.checks.checks[-1]
    assert (passed.heading, passed.state) == (bare.heading, "passed")
    assert "Told in passing (invented). (Ann, " in passed.about
    check(axial, bare.heading)
    button = axial.ws.findChild(QAbstractButton, "let_pass")
    assert isinstance(button, QAbstractButton)
    assert button.accessibleName() == "Take back"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    axial.settle()
    assert headings(axial) == open_before


def test_the_menu_of_a_check_leads_and_lets_pass(axial: Axial) -> None:
    checks = axial.ws.left.checks
    check(axial, "Relation without evidence")
    menu = checks.popup(checks.visualRect(checks.currentIndex()).center())
    assert menu is not None
    lead, let_pass = menu.actions()
    assert let_pass.text().startswith("Let pass…")
    lead.trigger()
    assert axial.board.chosen.link == axial.made.relation
    menu.close()


def test_an_empty_role_leads_to_the_shelf_and_shows_the_zone(axial: Axial) -> None:
    check(axial, "Empty role")
    press_key(axial, Key.Key_Return)
    assert axial.ws.left.shelf.hasFocus()
    assert axial.board.target is R.CONTEXT


def test_a_category_without_definition_is_defined_on_the_spot(axial: Axial) -> None:
    waiting = axial.made.codes["Waiting"]
    act(axial, codebook.define_code, code=waiting, definition="", reason="w")
    check(axial, "Category without definition")
    press_key(axial, Key.Key_Return)
    sheet = axial.sheet()
    QTest.keyClicks(sheet._areas["definition"], "Time that nobody gives back (invented).")
    QTest.keyClicks(sheet._reason, "w")
    axial.press(sheet, "Define")
    axial.settle()
    assert axial.ws.theory.codes[waiting].definition == "Time that nobody gives back (invented)."
    assert "Category without definition" not in headings(axial)


def test_a_finding_on_another_board_shows_that_board(axial: Axial) -> None:
    waiting = axial.made.codes["Waiting"]
    act(axial, theory.place_in_paradigm, category=waiting, role=R.STRATEGY, paradigm="Second")
    found = check(axial, "No phenomenon")
    assert found.finding is not None
    press_key(axial, Key.Key_Return)
    assert axial.ws.centre.paradigm.value() == "Second"


def test_many_codes_of_one_kind_are_folded(axial: Axial) -> None:
    words = next(each for each in headings(axial) if each.endswith("codes in no category"))
    before = len(headings(axial))
    check(axial, words)
    press_key(axial, Key.Key_Return)
    assert len(headings(axial)) == before + 2
    check(axial, "Code in no category")
    press_key(axial, Key.Key_Return)
    assert axial.ws.centre.segments.chosen == "sort"


def test_loops_are_shown_as_feedback_and_lead_to_a_relation(axial: Axial) -> None:
    codes = axial.made.codes
    act(axial, theory.relate, source=codes["Callback"], target=codes["Silent leaving"],
        type="leads to")  # fmt: skip
    loop = check(axial, "Feedback")
    assert loop.about == "Silent leaving → Callback → Silent leaving"
    press_key(axial, Key.Key_Return)
    assert axial.board.chosen.link == axial.made.relation


def comparing(axial: Axial) -> CompareSheet:
    trigger(axial, "axial.compare")
    sheet = axial.sheet()
    assert isinstance(sheet, CompareSheet)
    axial.qtbot.waitUntil(lambda: bool(sheet.said.text()), timeout=10_000)
    return sheet


def test_two_versions_stand_side_by_side_with_what_differs_in_words(axial: Axial) -> None:
    codes = axial.made.codes
    axial.session.bridge.act(project.set_label, name="first draft")
    act(axial, theory.place_in_paradigm, category=codes["Waiting"], role=R.CONTEXT)
    act(axial, theory.place_in_paradigm, category=codes["Night service"], role=R.CONSEQUENCE)
    act(axial, theory.take_from_paradigm, category=codes["Callback"], paradigm=1)
    sheet = comparing(axial)
    assert sheet.said.text() == "4 differences"
    left = {item.text: item.mark for item in sheet.left.list.items if not item.head}
    right = {item.text: item.mark for item in sheet.right.list.items if not item.head}
    assert sheet.left.moment.shown == "label “first draft”"
    assert left["Waiting"] == "moves to context"
    assert left["Callback"] == "removed later"
    assert right["Waiting"] == "moved from causal condition"
    assert right["Night service"] == "added"
    assert right["Silent leaving"] == left["Silent leaving"] == ""
    sheet.left.moment.choose(None)
    axial.qtbot.waitUntil(lambda: sheet.said.text() == "The two boards are the same.")
    axial.press(sheet, "Close")


def test_a_board_can_be_set_beside_another_one(axial: Axial) -> None:
    act(axial, theory.place_in_paradigm, category=axial.made.codes["Waiting"], role=R.PHENOMENON,
        paradigm="Second")  # fmt: skip
    sheet = comparing(axial)
    with axial.session.bridge.read() as reader:
        second = answers.find_paradigm(reader, "Second").id
    sheet.left.moment.choose(None)
    axial.qtbot.waitUntil(lambda: sheet.said.text() == "The two boards are the same.")
    sheet.right.board.choose(second)
    axial.qtbot.waitUntil(lambda: len(sheet.right.list.items) == 2)
    assert sheet.right.list.items[1].mark == "moved from causal condition"
    axial.press(sheet, "Close")
