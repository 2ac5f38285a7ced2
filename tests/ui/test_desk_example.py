"""A passage is marked as an example of its code from its menu, and undo takes it back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from gtcoder.queries.examples import examples
from gtcoder.ui.main_window import MainWindow
from tests.ui.desks import SILENCE, Desk, open_desk


@pytest.fixture
def desk(window: MainWindow, qtbot: QtBot) -> Desk:
    return open_desk(window, qtbot)


def shown(desk: Desk) -> list[str]:
    with desk.session.bridge.read() as reader:
        return [each.text for rows in examples(reader).values() for each in rows]


def offered(desk: Desk) -> QAction:
    menu = desk.place.menu.popup(desk.place.mapToGlobal(QPoint(10, 10)))
    action = next(each for each in menu.actions() if each.objectName() == "example")
    menu.hide()
    return action


def test_the_menu_of_a_coding_marks_its_passage_as_an_example(desk: Desk) -> None:
    desk.drag_over(SILENCE)
    desk.type("Silence")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: desk.place.view.chosen_coding is not None)
    action = offered(desk)
    assert (action.text(), action.isChecked()) == ("Example of “Silence”", False)
    action.trigger()
    desk.wait(lambda: shown(desk) == [SILENCE])
    assert offered(desk).isChecked()
    desk.session.bridge.undo()
    desk.wait(lambda: shown(desk) == [])
