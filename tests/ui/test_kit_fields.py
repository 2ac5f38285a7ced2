"""Search field, fields with their errors, and the dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from gtcoder.ui.kit import (
    Button,
    Field,
    Label,
    NumberField,
    SearchField,
    Sheet,
    TextArea,
    ask_choice,
    ask_text,
)
from gtcoder.ui.look import theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(500, 400)
    QVBoxLayout(made)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def put(window: QWidget, widget: QWidget) -> None:
    layout = window.layout()
    assert layout is not None
    layout.addWidget(widget)
    QApplication.processEvents()


def button(sheet: Sheet, text: str) -> Button:
    return next(each for each in sheet.findChildren(Button) if each.text() == text)


def test_typing_is_heard_once_after_a_pause(qtbot: QtBot, window: QWidget) -> None:
    field = SearchField("Filter codes", name="Filter codes")
    put(window, field)
    heard: list[str] = []
    field.changed.connect(heard.append)
    qtbot.keyClicks(field, "surv")
    assert heard == []
    qtbot.waitUntil(lambda: heard == ["surv"])


def test_escape_clears_at_once_and_gives_the_focus_back(qtbot: QtBot, window: QWidget) -> None:
    field = SearchField("Filter codes", name="Filter codes")
    put(window, field)
    heard: list[str] = []
    field.changed.connect(heard.append)
    qtbot.keyClicks(field, "surv")
    qtbot.waitUntil(lambda: heard == ["surv"])
    with qtbot.waitSignal(field.left):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert heard == ["surv", ""]


def test_down_goes_on_in_what_was_found(qtbot: QtBot, window: QWidget) -> None:
    field = SearchField("Filter codes", name="Filter codes")
    put(window, field)
    heard: list[str] = []
    field.changed.connect(heard.append)
    field.stepped_down.connect(lambda: heard.append("down"))
    qtbot.keyClicks(field, "su")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert heard == ["su", "down"]


def test_the_key_is_shown_while_the_field_is_empty(qtbot: QtBot, window: QWidget) -> None:
    field = SearchField("Filter codes", name="Filter codes")
    put(window, field)
    ground = field.width() - 12, field.height() // 2 - 7
    assert field.grab().toImage().pixelColor(*ground).name().upper() == theme().sunken.upper()
    qtbot.keyClicks(field, "s")
    assert field.grab().toImage().pixelColor(*ground).name().upper() == theme().paper.upper()


def test_an_error_is_said_below_the_field_and_marks_it(window: QWidget) -> None:
    line = QLineEdit()
    field = Field("Name", line, hint="As people say it")
    put(window, field)
    words = [each.text() for each in field.findChildren(Label) if each.isVisible()]
    assert words == ["Name", "As people say it"]
    field.set_error("There is a code of that name already.")
    words = [each.text() for each in field.findChildren(Label) if each.isVisible()]
    assert words == ["Name", "There is a code of that name already."]
    assert line.accessibleDescription() == field.error
    edge = line.grab().toImage().pixelColor(line.width() // 2, 0).name().upper()
    assert edge == theme().danger.upper()
    field.set_error("")
    edge = line.grab().toImage().pixelColor(line.width() // 2, 0).name().upper()
    assert edge == theme().line2.upper()
    assert field.findChildren(Label)[-1].text() == "As people say it"


def test_a_field_names_its_editor() -> None:
    line = QLineEdit()
    field = Field("Name", line)
    assert field.editor is line
    assert line.accessibleName() == "Name"


def test_control_enter_submits_and_enter_begins_a_line(qtbot: QtBot, window: QWidget) -> None:
    area = TextArea("", name="Reason")
    put(window, area)
    qtbot.keyClicks(area, "a")
    qtbot.keyClick(area, Qt.Key.Key_Return)
    qtbot.keyClicks(area, "b")
    assert area.text() == "a\nb"
    with qtbot.waitSignal(area.submitted):
        qtbot.keyClick(area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert area.text() == "a\nb"


def test_a_reason_is_asked_for_and_handed_on(qtbot: QtBot, window: QWidget) -> None:
    given: list[str] = []
    sheet = ask_text(
        window, "Merge “Anger”?", "Twelve move.", "Merge", hint="Why", then=given.append
    )
    area = sheet.findChild(TextArea)
    assert area is not None
    assert not button(sheet, "Merge").isEnabled()
    qtbot.keyClicks(area, " they mean the same ")
    assert button(sheet, "Merge").isEnabled()
    with qtbot.waitSignal(sheet.destroyed):
        qtbot.mouseClick(button(sheet, "Merge"), Qt.MouseButton.LeftButton)
    assert given == ["they mean the same"]


def test_control_enter_hands_a_reason_on(qtbot: QtBot, window: QWidget) -> None:
    given: list[str] = []
    sheet = ask_text(window, "Merge?", "", "Merge", then=given.append)
    area = sheet.findChild(TextArea)
    assert area is not None
    qtbot.keyClick(area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert given == []
    assert sheet.isVisible()
    qtbot.keyClicks(area, "same")
    qtbot.keyClick(area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert given == ["same"]


def test_a_name_is_asked_for_in_one_line(qtbot: QtBot, window: QWidget) -> None:
    given: list[str] = []
    sheet = ask_text(window, "Rename", "", "Rename", initial="Anger", lines=1, then=given.append)
    line = sheet.findChild(QLineEdit)
    assert line is not None
    assert line.selectedText() == "Anger"
    qtbot.keyClicks(line, "Fury")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert given == ["Fury"]


def test_escape_leaves_without_handing_on(qtbot: QtBot, window: QWidget) -> None:
    given: list[str] = []
    sheet = ask_text(window, "Merge?", "", "Merge", required=False, then=given.append)
    with qtbot.waitSignal(sheet.rejected):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert given == []


def test_where_words_are_not_required_none_will_do(qtbot: QtBot, window: QWidget) -> None:
    given: list[str] = []
    sheet = ask_text(window, "Merge?", "", "Merge", required=False, then=given.append)
    qtbot.mouseClick(button(sheet, "Merge"), Qt.MouseButton.LeftButton)
    assert given == [""]


def test_a_choice_closes_the_sheet_and_does_its_act(qtbot: QtBot, window: QWidget) -> None:
    done: list[str] = []
    sheet = ask_choice(
        window,
        "Two versions",
        "Weber changed it meanwhile.",
        [
            ("Keep theirs", "plain", lambda: done.append("theirs")),
            ("Keep mine", "primary", lambda: done.append("mine")),
        ],
    )
    assert sheet.isVisible()
    with qtbot.waitSignal(sheet.destroyed):
        qtbot.mouseClick(button(sheet, "Keep mine"), Qt.MouseButton.LeftButton)
    assert done == ["mine"]


def test_a_sheet_has_one_primary_button_at_most(window: QWidget) -> None:
    sheet = Sheet("Merge", parent=window)
    sheet.add_button("Merge", "primary", sheet.accept)
    with pytest.raises(ValueError, match="second primary"):
        sheet.add_button("Split", "primary", sheet.accept)


@pytest.fixture
def written(qtbot: QtBot, window: QWidget) -> Sheet:
    """Return a sheet in which a reason was written."""
    sheet = ask_text(window, "Merge?", "", "Merge", then=list[str]().append)
    area = sheet.findChild(TextArea)
    assert area is not None
    qtbot.waitExposed(sheet)
    qtbot.keyClicks(area, "much to say")
    return sheet


def asks(sheet: Sheet) -> bool:
    shown = [each.text() for each in sheet.findChildren(Button) if each.isVisible()]
    assert shown in (["Cancel", "Merge"], ["Go on writing", "Leave it"])
    return "Leave it" in shown


def focused(sheet: Sheet) -> QWidget:
    widget = sheet.focusWidget()
    assert widget is not None
    return widget


def test_escape_asks_before_several_lines_are_lost(qtbot: QtBot, written: Sheet) -> None:
    qtbot.keyClick(focused(written), Qt.Key.Key_Escape)
    assert written.isVisible()
    assert asks(written)
    assert focused(written) is button(written, "Go on writing")
    qtbot.keyClick(focused(written), Qt.Key.Key_Escape)
    assert not asks(written)
    assert isinstance(focused(written), TextArea)
    qtbot.keyClicks(focused(written), " more")
    area = written.findChild(TextArea)
    assert area is not None
    assert area.text() == "much to say more"


@pytest.mark.parametrize("way", ["cancel", "close"])
def test_what_was_written_is_left_only_when_said_so(qtbot: QtBot, written: Sheet, way: str) -> None:
    if way == "cancel":
        qtbot.mouseClick(button(written, "Cancel"), Qt.MouseButton.LeftButton)
    else:
        assert not written.close()
    assert asks(written)
    qtbot.keyClick(focused(written), Qt.Key.Key_Return)  # the one that has the focus
    assert written.isVisible()
    assert not asks(written)
    qtbot.keyClick(focused(written), Qt.Key.Key_Escape)
    with qtbot.waitSignal(written.rejected):
        qtbot.mouseClick(button(written, "Leave it"), Qt.MouseButton.LeftButton)


def test_writing_on_answers_the_question(qtbot: QtBot, window: QWidget) -> None:
    given: list[str] = []
    sheet = ask_text(window, "Merge?", "", "Merge", then=given.append)
    area = sheet.findChild(TextArea)
    assert area is not None
    qtbot.keyClicks(area, "so")
    qtbot.keyClick(area, Qt.Key.Key_Escape)
    assert asks(sheet)
    qtbot.mouseClick(area.viewport(), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(area, "me")
    assert not asks(sheet)
    qtbot.keyClick(area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert given == ["some"]


@pytest.mark.parametrize("typed", ["", "   ", "x\b"])
def test_a_text_that_stands_as_it_was_or_is_empty_is_left_at_once(
    qtbot: QtBot, window: QWidget, typed: str
) -> None:
    initial = "" if typed.isspace() else "as it was"
    sheet = ask_text(window, "Merge?", "", "Merge", initial=initial, then=list[str]().append)
    area = sheet.findChild(TextArea)
    assert area is not None
    area.moveCursor(area.textCursor().MoveOperation.End)
    for letter in typed:
        qtbot.keyClick(area, Qt.Key.Key_Backspace if letter == "\b" else letter)
    assert area.text().strip() == initial
    with qtbot.waitSignal(sheet.rejected):
        qtbot.keyClick(area, Qt.Key.Key_Escape)


def test_a_name_in_one_line_is_left_at_once(qtbot: QtBot, window: QWidget) -> None:
    sheet = ask_text(window, "Rename", "", "Rename", lines=1, then=list[str]().append)
    line = sheet.findChild(QLineEdit)
    assert line is not None
    qtbot.keyClicks(line, "Fury")
    with qtbot.waitSignal(sheet.rejected):
        qtbot.keyClick(line, Qt.Key.Key_Escape)


def test_the_digits_of_a_number_stand_off_the_frame(window: QWidget) -> None:
    field = NumberField(0, 100, name="Place")
    put(window, field)
    field.setValue(100)
    field.lineEdit().deselect()
    ring = field.lineEdit().cursorRect()
    field.lineEdit().setCursorPosition(0)
    assert field.lineEdit().cursorRect().center().x() >= 7
    assert ring.right() <= field.lineEdit().width() - 7
    assert field.accessibleName() == "Place"
