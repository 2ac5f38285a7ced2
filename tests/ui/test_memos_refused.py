"""A memo that could not be stored comes back to its own paper, and to no other memo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from gtcoder.actions.theory import change_memo, remove_memo, write_memo
from gtcoder.queries.theory import memo_list
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.ui.kit import TwoTexts
from gtcoder.ui.memos.workspace import MemosWorkspace
from gtcoder.vocabulary import MemoId

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from gtcoder.store.project import OpenProject
    from gtcoder.ui.main_window import MainWindow
    from gtcoder.ui.session import Session

MINE = "Much that was written here, invented"


@pytest.fixture
def bob(study_path: Path) -> Iterator[OpenProject]:
    """Bob at another machine, with two memos."""
    with open_study(FileLocation(study_path), "Bob") as project:
        project.perform(write_memo, title="One", text="The first, invented")
        project.perform(write_memo, title="Two", text="The second, invented")
        yield project


@pytest.fixture
def memos(bob: OpenProject, window: MainWindow) -> MemosWorkspace:
    """The memos of both, which hear no more of Bob."""
    window.go("memos")
    assert window.session is not None
    window.session.bridge._clock.stop()
    assert window.stack is not None
    workspace = window.stack.workspace
    assert isinstance(workspace, MemosWorkspace)
    assert [title for title, _ in texts(window.session)] == ["One", "Two"]
    return workspace


def texts(session: Session) -> list[tuple[str, str]]:
    with session.bridge.read() as reader:
        return [(memo.title, memo.text) for memo in memo_list(reader)]


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.bridge.state.waiting, timeout=20_000)


def pick(qtbot: QtBot, memos: MemosWorkspace, title: str) -> None:
    """Click on a memo in the list."""
    model = memos.list.model()
    rows = (model.index(row, 0) for row in range(model.rowCount()))
    index = next(index for index in rows if title in str(index.data()))
    spot = memos.list.visualRect(index).center()
    qtbot.mouseClick(memos.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert memos.editor.title.text() == title


def write_in_one_and_go_to_two(qtbot: QtBot, memos: MemosWorkspace) -> None:
    memos.editor.text.selectAll()
    qtbot.keyClicks(memos.editor.text, MINE)
    pick(qtbot, memos, "Two")
    settle(qtbot, memos.session)


def test_my_text_does_not_land_on_the_memo_opened_since(
    qtbot: QtBot, memos: MemosWorkspace, bob: OpenProject
) -> None:
    pick(qtbot, memos, "One")
    bob.perform(change_memo, memo=MemoId(1), text="Bob wrote on, invented")
    write_in_one_and_go_to_two(qtbot, memos)
    (sheet,) = memos.findChildren(TwoTexts)
    sheet.mine.click()
    settle(qtbot, memos.session)
    assert texts(memos.session) == [("One", MINE), ("Two", "The second, invented")]
    assert memos.editor.text.toPlainText() == "The second, invented"
    assert not memos.editor.changed


def test_what_was_written_on_a_memo_removed_since_can_be_had_again(
    qtbot: QtBot, memos: MemosWorkspace, bob: OpenProject
) -> None:
    pick(qtbot, memos, "One")
    bob.perform(remove_memo, memo=MemoId(1))
    write_in_one_and_go_to_two(qtbot, memos)
    assert memos.editor.text.toPlainText() == "The second, invented"
    assert not memos.editor.changed, "the other memo is as it is stored"
    words = "Show what was written"
    (back,) = [b for b in memos.window().findChildren(QPushButton) if b.text() == words]
    back.click()
    assert memos.editor.text.toPlainText() == MINE
    qtbot.keyClick(memos.editor.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, memos.session)
    assert texts(memos.session) == [("Two", "The second, invented"), ("One", MINE)]


def test_writing_on_while_a_new_memo_is_being_stored_makes_one_memo(
    qtbot: QtBot, memos: MemosWorkspace
) -> None:
    memos.new()
    qtbot.keyClicks(memos.editor.text, "A new thought")
    qtbot.keyClick(memos.editor.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    memos.editor.text.setPlainText("A new thought, and more")
    memos.store()
    settle(qtbot, memos.session)
    qtbot.waitUntil(lambda: texts(memos.session)[2:] == [("", "A new thought, and more")])
