"""What is done to codes in the panel, by keys, menus and drops; the study tells whether it was."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from gtcoder.actions import codebook
from gtcoder.actions.merging import merge_codes
from gtcoder.queries.codebook import attributes
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.ui.codebook.define import DefineSheet
from gtcoder.ui.codebook.rows import CodeRole
from gtcoder.ui.codebook.sheets import MergeSheet, MoveSheet
from gtcoder.vocabulary import CodeId, CodeLevel
from tests.ui.codebooks import Book

Key = Qt.Key


def test_rename_with_a_reason_and_undo(book: Book) -> None:
    book.click(book.anger)
    book.press(Key.Key_F2)
    line, why = book.line("Name"), book.line("Why")
    assert line.hasFocus()
    book.qtbot.keyClicks(line, "Rage")  # over the selected old name
    assert not book.primary().isEnabled()  # a reason is wanted
    book.qtbot.keyClick(line, Key.Key_Tab)
    assert why.hasFocus()
    book.qtbot.keyClicks(why, "closer to what was said")
    book.finish()
    assert book.row(book.anger).name == "Rage"
    entry = book.last_entry()
    assert (entry.action, entry.reason) == ("codebook.rename", "closer to what was said")
    assert book.index(book.anger).data() == "Rage"
    book.session.bridge.undo()
    book.qtbot.waitUntil(lambda: book.index(book.anger).data() == "Anger")


def test_a_taken_name_is_said_in_the_sheet_and_nothing_is_lost(book: Book) -> None:
    book.click(book.anger)
    book.press(Key.Key_F2)
    book.qtbot.keyClicks(book.line("Name"), "Fury")
    book.line("Why").setFocus()
    book.qtbot.keyClicks(book.line("Why"), "invented")
    book.qtbot.keyClick(book.line("Why"), Key.Key_Return)
    book.qtbot.waitUntil(lambda: "already" in book.line("Name").accessibleDescription())
    assert book.sheet().isVisible()
    assert book.line("Why").text() == "invented"
    assert book.row(book.anger).name == "Anger"
    book.qtbot.keyClicks(book.line("Name"), " 2")
    book.line("Name").setFocus()
    book.finish()
    assert book.row(book.anger).name == "Fury 2"


def test_merge_by_keyboard(book: Book) -> None:
    book.click(book.anger)
    book.press(Key.Key_M, "C")
    sheet = book.sheet()
    assert isinstance(sheet, MergeSheet)
    assert sheet.picker.line.hasFocus()
    book.qtbot.keyClicks(sheet.picker.line, "fu")
    says = "2 passages move; “Anger” stays as a retired code that points to “Fury”."
    assert sheet.sentence.text() == says
    book.qtbot.keyClick(sheet.picker.line, Key.Key_Return)
    assert book.line("Why").hasFocus()
    book.qtbot.keyClicks(book.line("Why"), "the same act")
    book.finish()
    assert book.row(book.anger).merged_into == book.fury
    assert book.last_entry().reason == "the same act"
    # The other passage had both codes already.
    assert book.toasts == ["“Anger” merged into “Fury”, 1 coding moved"]
    assert book.panel.chosen() == book.fury
    book.qtbot.waitUntil(lambda: book.count(book.fury) == 2)
    book.session.bridge.undo()
    book.qtbot.waitUntil(lambda: book.index(book.anger).isValid())
    book.qtbot.waitUntil(lambda: (book.count(book.anger), book.count(book.fury)) == (2, 1))


def test_several_are_merged_at_once(book: Book) -> None:
    book.click(book.anger)
    book.click(book.fury, control=True)
    book.press(Key.Key_M, "C")
    sheet = book.sheet()
    assert isinstance(sheet, MergeSheet)
    book.qtbot.keyClicks(sheet.picker.line, "churn")
    book.qtbot.keyClick(sheet.picker.line, Key.Key_Return)
    book.qtbot.keyClicks(book.line("Why"), "invented")
    book.finish()
    assert book.row(book.anger).merged_into == book.row(book.fury).merged_into == book.churn
    assert book.last_entry().action == "codebook.merge"


def test_move_under_another_and_to_the_top(book: Book) -> None:
    book.click(book.anger)
    book.press(Key.Key_M, "CS")
    sheet = book.sheet()
    assert isinstance(sheet, MoveSheet)
    book.qtbot.keyClicks(sheet.picker.line, "time")
    book.finish()
    assert book.row(book.anger).parent == book.time
    assert book.toasts == ["“Anger” moved"]
    book.qtbot.waitUntil(lambda: book.index(book.anger).parent() == book.index(book.time))
    book.press(Key.Key_M, "CS")
    book.finish()  # the first choice is the top
    assert book.row(book.anger).parent is None


def test_several_are_moved_as_one_entry(book: Book) -> None:
    book.click(book.anger)
    book.click(book.fury, control=True)
    start = book.session.bridge.state.revision
    book.press(Key.Key_M, "CS")
    sheet = book.sheet()
    assert isinstance(sheet, MoveSheet)
    book.qtbot.keyClicks(sheet.picker.line, "time")
    book.finish()
    assert book.row(book.anger).parent == book.row(book.fury).parent == book.time
    assert (book.session.bridge.state.revision, book.toasts) == (
        start + 1, ["“Anger”, “Fury” moved"],
    )  # fmt: skip
    assert book.session.bridge.state.undo == "codebook.move_many"
    book.session.bridge.undo()
    book.qtbot.waitUntil(lambda: book.row(book.fury).parent is None)
    assert book.row(book.anger).parent is None


def test_a_code_is_not_offered_what_is_below_it(book: Book) -> None:
    book.click(book.time)
    book.press(Key.Key_M, "CS")
    sheet = book.sheet()
    assert isinstance(sheet, MoveSheet)
    model = sheet.picker.view.model()
    offered = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert offered == ["Top of the codebook", "Anger", "Fury"]


def test_define_with_a_reason(book: Book) -> None:
    book.click(book.anger)
    book.press(Key.Key_D, "CS")
    sheet = book.sheet()
    definition, rule, when_not, example = sheet.findChildren(QPlainTextEdit)
    assert definition.hasFocus()
    book.qtbot.keyClicks(definition, "Loud, invented")
    book.qtbot.keyClick(definition, Key.Key_Tab)
    assert rule.hasFocus()
    book.qtbot.keyClicks(rule, "Not for sighs")
    book.qtbot.keyClick(rule, Key.Key_Tab)
    book.qtbot.keyClicks(when_not, "In jest")
    book.qtbot.keyClicks(example, "Oh, invented")
    assert book.primary().isEnabled()  # nothing stood there that its passages were coded by
    book.line("Why").setFocus()
    book.finish()
    row = book.row(book.anger)
    assert (row.definition, row.rule) == ("Loud, invented", "Not for sighs")
    assert (row.when_not, row.example) == ("In jest", "Oh, invented")
    book.click(book.anger)
    book.press(Key.Key_D, "CS")
    again = book.sheet()
    book.qtbot.keyClicks(again.findChildren(QPlainTextEdit)[1], "Even so. ")
    assert not book.primary().isEnabled()  # it has passages: why is asked
    book.qtbot.keyClicks(book.line("Why"), "was missing")
    book.line("Why").setFocus()
    book.finish()
    assert book.last_entry().reason == "was missing"
    assert "Loud, invented" in book.panel.card.text.text()


def both_write(book: Book) -> DefineSheet:
    """Let Bob define a code while Ann's sheet on it is open, and Ann press the button."""
    book.click(book.anger)
    book.press(Key.Key_D, "CS")
    sheet = book.sheet()
    assert isinstance(sheet, DefineSheet)
    with open_study(FileLocation(book.path), "Bob") as bob:
        bob.perform(
            codebook.define_code,
            code=book.anger,
            definition="Bob wrote this",
            reason="invented",
        )
    book.qtbot.keyClicks(sheet.findChildren(QPlainTextEdit)[0], "Ann wrote this")
    book.line("Why").setFocus()
    book.qtbot.keyClicks(book.line("Why"), "clearer")
    book.qtbot.keyClick(book.line("Why"), Key.Key_Return)
    book.qtbot.waitUntil(lambda: sheet.both is not None and sheet.both.isVisible())
    return sheet


def test_a_colleagues_definition_is_shown_beside_mine_and_mine_kept(book: Book) -> None:
    sheet = both_write(book)
    assert sheet.both is not None
    texts = [area.toPlainText() for area in sheet.both.findChildren(QPlainTextEdit)]
    assert texts == ["Ann wrote this", "Bob wrote this"]
    assert book.row(book.anger).definition == "Bob wrote this"
    sheet.both.mine.click()
    book.qtbot.waitUntil(lambda: book.row(book.anger).definition == "Ann wrote this")


def test_mine_is_kept_as_it_is_edited_beside_theirs_even_back_to_what_it_was(book: Book) -> None:
    both = both_write(book).both
    assert both is not None
    both.text.clear()  # there was no definition before either of them wrote
    both.mine.click()
    book.qtbot.waitUntil(lambda: book.row(book.anger).definition == "")


def test_theirs_can_be_kept(book: Book) -> None:
    sheet = both_write(book)
    gone: list[object] = []
    sheet.finished.connect(gone.append)
    assert sheet.both is not None
    sheet.both.theirs.click()
    book.qtbot.waitUntil(lambda: bool(gone))
    assert book.row(book.anger).definition == "Bob wrote this"


def test_retire_several_from_below(book: Book) -> None:
    for code in (book.time, book.waiting, book.churn):
        book.click(code, control=code != book.time)
    book.panel.verbs.actions["retire"].trigger()
    book.line("Why").setFocus()
    book.qtbot.keyClicks(book.line("Why"), "not used")
    book.finish()
    assert all(book.row(code).retired for code in (book.time, book.waiting, book.churn))
    assert book.toasts == ["“Time”, “Waiting”, “Churn” retired"]
    book.qtbot.waitUntil(lambda: not book.index(book.time).isValid())
    assert book.panel.chosen() is None


def test_a_category_in_use_is_not_retired(book: Book) -> None:
    book.click(book.time)
    book.panel.verbs.actions["retire"].trigger()
    book.line("Why").setFocus()
    book.qtbot.keyClicks(book.line("Why"), "invented")
    book.qtbot.keyClick(book.line("Why"), Key.Key_Return)
    book.qtbot.waitUntil(lambda: "holds" in book.line("Why").accessibleDescription())
    assert not book.row(book.time).retired


def restore(book: Book, code: CodeId) -> None:
    book.panel.header.actions_of_view["retired"].trigger()
    book.panel.choose(code)
    book.panel.verbs.actions["restore"].trigger()
    book.line("Why").setFocus()
    book.qtbot.keyClicks(book.line("Why"), "came up again")
    book.finish()


def test_restore_a_retired_code(book: Book) -> None:
    book.act(codebook.retire_code, code=book.fury, reason="invented")
    restore(book, book.fury)
    assert not book.row(book.fury).retired
    assert book.last_entry().action == "codebook.restore"


def test_restore_takes_a_merged_code_out_again(book: Book) -> None:
    book.act(merge_codes, sources=[book.anger], target=book.fury, reason="invented")
    restore(book, book.anger)
    assert book.row(book.anger).merged_into is None
    book.qtbot.waitUntil(lambda: (book.count(book.anger), book.count(book.fury)) == (2, 1))


def test_levels_by_key(book: Book) -> None:
    book.click(book.anger)
    book.press(Key.Key_Up, "CS")
    book.qtbot.waitUntil(lambda: book.row(book.anger).level == CodeLevel.AXIAL)
    book.qtbot.waitUntil(lambda: book.panel.verbs.actions["lower"].isEnabled())
    assert not book.panel.verbs.actions["raise"].isEnabled()
    book.press(Key.Key_Down, "CS")
    book.qtbot.waitUntil(lambda: book.row(book.anger).level == CodeLevel.OPEN)


def test_new_code_by_key_takes_the_name_looked_for(book: Book) -> None:
    book.qtbot.keyClicks(book.panel.search, "Silence")
    book.press(Key.Key_N, "CS")
    assert book.line("Name").text() == "Silence"
    book.finish()
    made = book.panel.chosen()
    assert made is not None
    assert book.row(made).path == ("Silence",)


def test_new_code_under_the_chosen_one(book: Book) -> None:
    book.click(book.time)
    book.press(Key.Key_N, "AS")
    book.qtbot.keyClicks(book.line("Name"), "Delay")
    book.finish()
    made = book.panel.chosen()
    assert made is not None
    assert book.row(made).path == ("Time", "Delay")


def test_colour_by_arrows(book: Book) -> None:
    book.click(book.anger)
    before = book.row(book.anger).colour
    book.press(Key.Key_L, "CS")
    popup = book.panel.verbs.popup
    assert popup is not None
    assert popup.grid.hasFocus()
    assert popup.grid.number() == before
    book.qtbot.keyClick(popup.grid, Key.Key_Down)
    book.qtbot.keyClick(popup.grid, Key.Key_Return)
    book.qtbot.waitUntil(lambda: book.index(book.anger).data(CodeRole.COLOUR) == before + 5)
    assert book.row(book.anger).colour == before + 5


def test_an_attribute_is_set_and_taken_away(book: Book) -> None:
    for value, left in (("customer", {"stakeholder": "customer"}), ("", {})):
        book.click(book.anger)
        book.panel.verbs.actions["attribute"].trigger()
        book.qtbot.keyClicks(book.line("Name"), "stakeholder")
        book.line("Value").setFocus()
        book.line("Value").clear()
        book.qtbot.keyClicks(book.line("Value"), value)
        book.finish()
        with book.session.bridge.read() as reader:
            assert attributes(reader).get(book.anger, {}) == left


def test_a_digit_is_a_favourite_of_the_study(book: Book) -> None:
    book.click(book.anger)
    heard: list[object] = []
    book.panel.favourites_changed.connect(heard.append)
    book.press(Key.Key_B, "CS")
    menu = book.panel.gestures.menu
    assert menu is not None
    book.qtbot.keyClick(menu, Key.Key_4)
    assert book.panel.favourites()[3] == book.anger
    assert len(heard) == 1
    kept = book.session.preferences.favourites(book.panel.known().study)
    assert kept[3] == book.row(book.anger).guid
    book.panel.verbs.set_digit(2)
    assert book.panel.favourites()[1:4] == (book.anger, None, None)
    book.panel.verbs.set_digit(None)
    assert not any(book.panel.favourites())


def test_a_sheet_that_was_given_up_changes_nothing(book: Book) -> None:
    revision = book.session.bridge.state.revision
    book.click(book.anger)
    book.press(Key.Key_F2)
    book.qtbot.keyClicks(book.line("Name"), "Rage")
    sheet, gone = book.sheet(), list[object]()
    sheet.finished.connect(gone.append)
    book.qtbot.keyClick(sheet, Key.Key_Escape)
    book.qtbot.waitUntil(lambda: bool(gone))
    assert book.session.bridge.state.revision == revision


def test_every_verb_stands_in_the_codes_menu_with_its_key(book: Book) -> None:
    menu = book.session.commands._menus["codes"]
    menu.aboutToShow.emit()
    listed_keys = {action.text(): action.shortcut().toString() for action in menu.actions()}
    assert listed_keys["Merge into…"] == "Ctrl+M"
    assert listed_keys["Move under…"] == "Ctrl+Shift+M"
    assert listed_keys["Rename…"] == "F2"
    assert all(isinstance(action, QAction) for action in menu.actions())
    assert "Ctrl+M" in book.panel.verbs.actions["merge"].toolTip()


def test_a_grey_verb_says_what_it_waits_for(book: Book) -> None:
    acts = book.panel.verbs.actions

    def told(name: str) -> str:
        assert not acts[name].isEnabled()
        return acts[name].toolTip()

    book.click(book.anger)
    assert acts["rename"].toolTip() == "Give the chosen code another name (F2)"
    assert told("lower") == "It is an open code already"
    assert told("restore") == "The code is in use"
    book.click(book.fury, control=True)
    assert told("rename").startswith("Choose one code alone")
    assert acts["merge"].isEnabled()
    book.click(book.time)
    assert told("raise") == "It is a category already"
    for code in (book.waiting, book.churn, book.time, book.anger, book.fury):
        book.act(codebook.retire_code, code=code, reason="invented")
    book.qtbot.waitUntil(book.panel.book.empty.isVisible)
    assert told("merge") == "Choose a code first"


def test_the_primary_button_names_the_act(book: Book) -> None:
    book.click(book.anger)
    book.press(Key.Key_M, "C")
    buttons = [button.text() for button in book.sheet().findChildren(QPushButton)]
    assert buttons == ["Cancel", "Merge"]
