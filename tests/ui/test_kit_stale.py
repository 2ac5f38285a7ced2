"""Two versions of a text side by side, and which of them shall stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gtcoder.errors import StaleText
from gtcoder.ui.kit import TwoTexts

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton


class Asked:
    """A sheet that is open, and what it said."""

    def __init__(self, qtbot: QtBot) -> None:
        self.ground = QWidget()
        qtbot.addWidget(self.ground)
        self.ground.show()
        error = StaleText("Changed in entry {entry}.", yours="Mine.", theirs="Theirs.", entry=4)
        self.sheet = TwoTexts(error, parent=self.ground)
        self.said: list[str | None] = []
        self.sheet.kept.connect(self.said.append)
        self.sheet.dropped.connect(lambda: self.said.append(None))
        self.sheet.open()
        qtbot.waitExposed(self.sheet)


@pytest.fixture
def asked(qtbot: QtBot) -> Asked:
    return Asked(qtbot)


def test_both_are_shown_and_only_mine_can_be_edited(asked: Asked) -> None:
    mine, theirs = asked.sheet.findChildren(QPlainTextEdit)
    assert (mine.toPlainText(), theirs.toPlainText()) == ("Mine.", "Theirs.")
    assert (mine.isReadOnly(), theirs.isReadOnly()) == (False, True)


def test_mine_is_kept_as_it_was_edited(asked: Asked, qtbot: QtBot) -> None:
    asked.sheet.text.selectAll()
    qtbot.keyClicks(asked.sheet.text, "Better.")
    qtbot.keyClick(asked.sheet.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked.said == ["Better."]


def test_theirs_is_kept(asked: Asked, qtbot: QtBot) -> None:
    qtbot.mouseClick(asked.sheet.theirs, LEFT)
    assert asked.said == [None]


def test_both_are_made_one(asked: Asked, qtbot: QtBot) -> None:
    qtbot.mouseClick(asked.sheet.together, LEFT)
    assert asked.said == []
    assert asked.sheet.text.text() == "Mine.\n\nTheirs."
    assert not asked.sheet.together.isEnabled()
    qtbot.mouseClick(asked.sheet.mine, LEFT)
    assert asked.said == ["Mine.\n\nTheirs."]


def test_given_up_it_says_nothing(asked: Asked, qtbot: QtBot) -> None:
    with qtbot.waitSignal(asked.sheet.finished):
        qtbot.keyClick(asked.sheet, Qt.Key.Key_Escape)
    assert asked.said == []
