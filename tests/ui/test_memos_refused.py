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

CTRL = Qt.KeyboardModifier.ControlModifier
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


def settled(qtbot: QtBot, memos: MemosWorkspace, found: list[tuple[str, str]]) -> None:
    settle(qtbot, memos.session)
    qtbot.waitUntil(lambda: texts(memos.session)[2:] == found)


def test_writing_on_until_a_new_memo_is_stored_and_storing_then_makes_one_memo(
    qtbot: QtBot, memos: MemosWorkspace
) -> None:
    memos.new()
    qtbot.keyClicks(memos.editor.text, "A new thought")
    qtbot.keyClick(memos.editor.text, Qt.Key.Key_Return, CTRL)
    memos.editor.text.setPlainText("A new thought, and more")
    settled(qtbot, memos, [("", "A new thought")])
    qtbot.keyClick(memos.editor.text, Qt.Key.Key_Return, CTRL)
    settled(qtbot, memos, [("", "A new thought, and more")])


def test_a_colleagues_text_between_two_of_mine_is_not_written_over(
    qtbot: QtBot, memos: MemosWorkspace, bob: OpenProject
) -> None:
    """What is stored while mine is on its way is a colleague's, whatever its number."""
    pick(qtbot, memos, "One")
    bob.perform(change_memo, memo=MemoId(1), text="Bob wrote on, invented")
    for words in ("Mine", "Mine, and more"):  # the second before the first came back
        memos.editor.text.setPlainText(words)
        memos.store()
    settle(qtbot, memos.session)
    (sheet,) = memos.findChildren(TwoTexts)
    assert texts(memos.session)[0] == ("One", "Bob wrote on, invented")
    assert sheet.text.text() == "Mine, and more"
    sheet.mine.click()
    settle(qtbot, memos.session)
    assert texts(memos.session)[0] == ("One", "Mine, and more")


def test_what_is_stored_is_known_as_of_its_own_revision(
    qtbot: QtBot, memos: MemosWorkspace, bob: OpenProject
) -> None:
    pick(qtbot, memos, "One")
    bob.perform(change_memo, memo=MemoId(2), text="Another one, invented")
    bob.perform(change_memo, memo=MemoId(2), text="Another one again, invented")
    with bob.read() as reader:
        before = reader.revision
    qtbot.keyClicks(memos.editor.text, "x")
    known = memos.editor.read_at
    memos.store()
    assert memos.editor.read_at == known, "nothing is stored yet"
    settle(qtbot, memos.session)
    assert memos.editor.read_at == before + 1


def begin_title(qtbot: QtBot, memos: MemosWorkspace) -> None:
    """Begin a memo, and write its title alone."""
    qtbot.keyClick(memos.window(), Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.mouseClick(memos.editor.title, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(memos.editor.title, "A title, invented")


def offered(memos: MemosWorkspace) -> list[QPushButton]:
    found = memos.window().findChildren(QPushButton)
    return [each for each in found if each.text() == "Write the text" and each.isVisible()]


@pytest.mark.parametrize("way", ["enter", "button", "ctrl enter"])
def test_a_title_without_a_text_is_kept_and_says_why(
    qtbot: QtBot, memos: MemosWorkspace, way: str
) -> None:
    begin_title(qtbot, memos)
    editor = memos.editor
    assert not editor.hint.isVisible()
    assert editor.state.text() == "Not stored yet"
    if way == "enter":
        qtbot.keyClick(editor.title, Qt.Key.Key_Return)
    elif way == "button":
        qtbot.mouseClick(editor.keep, Qt.MouseButton.LeftButton)
    else:
        qtbot.keyClick(editor.text, Qt.Key.Key_Return, CTRL)
    assert editor.hint.isVisible()
    assert editor.hint.text().startswith("A memo needs a text.")
    qtbot.keyClicks(editor.text, "Why")
    assert not editor.hint.isVisible()
    qtbot.keyClick(editor.text, Qt.Key.Key_Return, CTRL)
    settled(qtbot, memos, [("A title, invented", "Why")])


def test_a_title_without_a_text_comes_back_after_another_memo(
    qtbot: QtBot, memos: MemosWorkspace
) -> None:
    begin_title(qtbot, memos)
    pick(qtbot, memos, "Two")
    (button,) = offered(memos)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert offered(memos) == []
    assert memos.editor.title.text() == "A title, invented"
    assert memos.editor.card is None
    qtbot.keyClicks(memos.editor.text, "Why")
    qtbot.keyClick(memos.editor.text, Qt.Key.Key_Return, CTRL)
    settled(qtbot, memos, [("A title, invented", "Why")])


def test_a_title_without_a_text_stays_through_other_places_and_keeps_the_study_open(
    qtbot: QtBot, memos: MemosWorkspace, window: MainWindow
) -> None:
    begin_title(qtbot, memos)
    window.go("ledger")
    window.go("memos")
    assert memos.editor.title.text() == "A title, invented"
    window.go("ledger")
    assert not window.close()
    (button,) = offered(memos)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert memos.isVisible()
    assert memos.editor.title.text() == "A title, invented"
    memos.editor.title.clear()
    assert window.close()
