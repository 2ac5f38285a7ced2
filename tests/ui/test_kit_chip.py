"""Chips and the lists they open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from shiboken6 import delete, isValid

from gtcoder.ui.kit import Chip
from gtcoder.ui.look import look, theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from gtcoder.ui.kit.choices import ChoiceList

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

UNITS = [("turn", 1), ("sentence", 2), ("word", 3)]
PEOPLE = [("Ann", "a"), ("Bob", "b"), ("Cy", "c")]
MANY = [(f"{n:02} Interview", n) for n in range(30)]


@pytest.fixture
def chip(qtbot: QtBot) -> Iterator[Chip]:
    window = QWidget()
    window.resize(600, 100)
    made = Chip("Unit")
    row = QHBoxLayout(window)
    row.addWidget(QLineEdit())
    row.addWidget(made)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    yield made
    window.close()


def opened(qtbot: QtBot, chip: Chip) -> ChoiceList:
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert chip.list is not None
    return chip.list


def type_in(qtbot: QtBot, opened_list: ChoiceList, *keys: Qt.Key | str) -> None:
    for key in keys:
        target = opened_list.filter or opened_list.view
        if isinstance(key, str):
            qtbot.keyClicks(target, key)
        else:
            qtbot.keyClick(target, key)


def test_arrows_and_enter_choose(qtbot: QtBot, chip: Chip) -> None:
    chip.set_choices(UNITS)
    assert chip.shown == "turn"
    with qtbot.waitSignal(chip.changed) as heard:
        type_in(qtbot, opened(qtbot, chip), Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert heard.args == [2]
    assert chip.value() == 2
    assert chip.shown == "sentence"
    assert chip.accessibleName() == "Unit sentence"


def test_letters_find_a_choice(qtbot: QtBot, chip: Chip) -> None:
    chip.set_choices(UNITS)
    type_in(qtbot, opened(qtbot, chip), "w", Qt.Key.Key_Return)
    assert chip.value() == 3


def test_a_long_list_is_filtered_by_what_is_typed(qtbot: QtBot, chip: Chip) -> None:
    chip.set_choices(MANY)
    chosen_from = opened(qtbot, chip)
    type_in(qtbot, chosen_from, "17 int")
    assert chosen_from.view.model().rowCount() == 1
    type_in(qtbot, chosen_from, Qt.Key.Key_Return)
    assert chip.value() == 17


def test_escape_leaves_it_as_it_was(qtbot: QtBot, chip: Chip) -> None:
    chip.set_choices(UNITS, chosen=2)
    with qtbot.assertNotEmitted(chip.changed):
        type_in(qtbot, opened(qtbot, chip), Qt.Key.Key_Down, Qt.Key.Key_Escape)
    assert chip.value() == 2
    qtbot.waitUntil(lambda: chip.list is None)


def test_a_click_on_the_rim_where_the_shadow_lies_closes_the_list(qtbot: QtBot, chip: Chip) -> None:
    chip.set_choices(UNITS)
    choices = opened(qtbot, chip)
    qtbot.mouseClick(choices, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert choices.isVisible()
    qtbot.mouseClick(choices, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert chip.list is None or not choices.isVisible()
    assert chip.value() == 1


def test_the_list_opens_at_the_chosen_one(qtbot: QtBot, chip: Chip) -> None:
    chip.set_choices(UNITS, chosen=3)
    assert opened(qtbot, chip).view.currentIndex().data() == "word"


def test_a_click_chooses(qtbot: QtBot, chip: Chip) -> None:
    chip.set_choices(UNITS)
    view = opened(qtbot, chip).view
    place = view.visualRect(view.model().index(1, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chip.value() == 2


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_keys_open_it(qtbot: QtBot, chip: Chip, key: Qt.Key) -> None:
    chip.set_choices(UNITS)
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(chip, key)
    assert chip.list is not None
    assert chip.list.isVisible()


def test_several_are_checked_one_by_one(qtbot: QtBot, chip: Chip) -> None:
    chip.set_many(PEOPLE, {"a"}, noun="coders")
    heard: list[Any] = []
    chip.changed.connect(heard.append)
    choices = opened(qtbot, chip)
    type_in(qtbot, choices, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert heard == [{"a", "b"}]
    type_in(qtbot, choices, Qt.Key.Key_Return)
    assert chip.value() == {"a", "b"}
    assert chip.shown == "Ann, Bob"


def test_all_checks_all_and_then_none(qtbot: QtBot, chip: Chip) -> None:
    chip.set_many(PEOPLE, {"a"})
    choices = opened(qtbot, chip)
    type_in(qtbot, choices, Qt.Key.Key_Space)
    assert chip.value() == {"a", "b", "c"}
    assert chip.shown == "All"
    type_in(qtbot, choices, Qt.Key.Key_Space)
    assert chip.value() == set()
    assert chip.shown == "None"


def test_escape_takes_back_what_was_checked(qtbot: QtBot, chip: Chip) -> None:
    chip.set_many(PEOPLE, {"a"})
    heard: list[Any] = []
    chip.changed.connect(heard.append)
    type_in(qtbot, opened(qtbot, chip), Qt.Key.Key_Space, Qt.Key.Key_Escape)
    assert heard == [{"a", "b", "c"}, {"a"}]
    assert chip.value() == {"a"}


def test_many_names_become_a_count(chip: Chip) -> None:
    chip.set_many(MANY, set(range(8)), noun="interviews")
    assert chip.shown == "8 of 30 interviews"


def test_setting_it_up_says_nothing(qtbot: QtBot, chip: Chip) -> None:
    with qtbot.assertNotEmitted(chip.changed):
        chip.set_choices(UNITS, chosen=2)
        chip.set_many(PEOPLE, {"a"})
        chip.set_value("something")
    assert chip.shown == "something"
    assert chip.value() == {"a"}


def test_choosing_the_same_again_says_nothing(qtbot: QtBot, chip: Chip) -> None:
    chip.set_choices(UNITS, chosen=2)
    with qtbot.assertNotEmitted(chip.changed):
        chip.choose(2)
    with qtbot.waitSignal(chip.changed):
        chip.choose(3)


def test_the_cross_of_a_set_filter_resets_it(qtbot: QtBot, chip: Chip) -> None:
    chip.set_choices(UNITS, chosen=2)
    chip.set_flag(True)
    assert ink_at(chip, 6, chip.height() // 2) == theme().sel.upper()
    cross = QPoint(chip.width() - 12, chip.height() // 2)
    with qtbot.waitSignal(chip.cleared):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=cross)
    assert chip.list is None
    with qtbot.waitSignal(chip.cleared):
        qtbot.keyClick(chip, Qt.Key.Key_Delete)
    chip.set_flag(False)
    assert ink_at(chip, 6, chip.height() // 2) != theme().sel.upper()


def test_a_chip_without_choices_opens_nothing(qtbot: QtBot, chip: Chip) -> None:
    chip.set_value("2 coders")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert chip.list is None


def test_the_ring_is_there_after_the_keyboard_alone(qtbot: QtBot, chip: Chip) -> None:
    chip.setFocus(Qt.FocusReason.MouseFocusReason)
    assert ink_at(chip, 1, chip.height() // 2) != theme().focus.upper()
    chip.clearFocus()
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    assert ink_at(chip, 1, chip.height() // 2) == theme().focus.upper()


def test_a_chip_grows_with_its_value_and_the_text_size(chip: Chip) -> None:
    chip.set_value("turn")
    narrow = chip.sizeHint()
    chip.set_value("a much longer value")
    assert chip.sizeHint().width() > narrow.width()
    chip.set_value("a value " * 40)
    limited = chip.sizeHint().width()
    chip.set_value("a value " * 80)
    assert chip.sizeHint().width() == limited
    look().wear("light", scale=1.5)
    assert chip.sizeHint().height() == round(narrow.height() * 1.5)


def test_an_open_list_goes_with_its_chip(qtbot: QtBot, chip: Chip) -> None:
    chip.set_choices(UNITS)
    choices = opened(qtbot, chip)
    delete(chip)
    assert not isValid(choices)


def ink_at(widget: QWidget, x: int, y: int) -> str:
    return widget.grab().toImage().pixelColor(x, y).name().upper()
