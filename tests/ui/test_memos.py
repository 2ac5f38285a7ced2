"""Memos: written, changed, both versions where two wrote, removed, never lost, and their links."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from gtcoder.actions.codebook import create_code
from gtcoder.actions.theory import change_memo, write_memo
from gtcoder.queries.passages import documents
from gtcoder.queries.theory import memo_list
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.ui.desk.workspace import DeskWorkspace
from gtcoder.ui.kit import Sheet
from gtcoder.ui.memos.links import LinkButton
from gtcoder.ui.memos.workspace import MemosWorkspace
from gtcoder.ui.session import NewMemo, OneMemo, Passage
from gtcoder.vocabulary import MemoId, Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from gtcoder.store.project import OpenProject
    from gtcoder.ui.main_window import MainWindow
    from gtcoder.ui.session import Session

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def memos(window: MainWindow) -> MemosWorkspace:
    """Return the memos of the small study, in sight."""
    return memos_of(window)


def memos_of(window: MainWindow) -> MemosWorkspace:
    window.go("memos")
    assert window.stack is not None
    workspace = window.stack.workspace
    assert isinstance(workspace, MemosWorkspace)
    return workspace


def stored(session: Session) -> list[tuple[str, str]]:
    with session.bridge.read() as reader:
        return [(memo.title, memo.text) for memo in memo_list(reader)]


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.bridge.state.waiting, timeout=20_000)


def write(qtbot: QtBot, memos: MemosWorkspace, text: str, title: str = "") -> None:
    """Begin a memo by key, type it and store it with Ctrl+Enter."""
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(memos.window(), Qt.Key.Key_N, CTRL | shift)
    qtbot.waitUntil(memos.editor.text.hasFocus)
    qtbot.keyClicks(memos.editor.text, text)
    if title:
        memos.editor.title.setText(title)
    qtbot.keyClick(memos.editor.text, Qt.Key.Key_Return, CTRL)
    settle(qtbot, memos.session)


def test_without_memos_it_says_what_will_be_here(memos: MemosWorkspace) -> None:
    (button,) = [each for each in memos.findChildren(QPushButton) if each.text() == "Write a memo"]
    assert button.isVisible()
    assert not memos.editor.isVisible()


def test_a_memo_is_written_listed_and_changed(
    qtbot: QtBot, memos: MemosWorkspace, session: Session
) -> None:
    write(qtbot, memos, "Silence comes before leaving.", "Silence")
    assert stored(session) == [("Silence", "Silence comes before leaving.")]
    assert memos.list.currentIndex().data() == "Silence"
    assert memos.editor.state.text() == "Stored"
    memos.editor.text.moveCursor(memos.editor.text.textCursor().MoveOperation.End)
    qtbot.keyClicks(memos.editor.text, " Or does it")
    assert memos.editor.state.text() == "Not stored yet"
    qtbot.keyClick(memos.editor.text, Qt.Key.Key_Return, CTRL)
    settle(qtbot, session)
    assert stored(session) == [("Silence", "Silence comes before leaving. Or does it")]
    qtbot.keyClicks(memos.editor.text, "?")
    qtbot.keyClick(memos.editor.text, Qt.Key.Key_Return, CTRL)
    settle(qtbot, session)
    assert stored(session)[0][1].endswith("Or does it?"), "my own newer text is no conflict"
    assert memos.status() == ("1 memo",)


def test_two_changes_asked_at_once_are_both_mine(
    qtbot: QtBot, memos: MemosWorkspace, session: Session
) -> None:
    write(qtbot, memos, "First")
    for number in range(3):
        session.bridge.act(create_code, name=f"Code {number}")  # the queue is not empty
        qtbot.keyClicks(memos.editor.text, str(number))
        qtbot.keyClick(memos.editor.text, Qt.Key.Key_Return, CTRL)
    settle(qtbot, session)
    assert sorted(stored(session)[0][1]) == sorted("First012")
    assert not [each for each in memos.findChildren(Sheet) if each.isVisible()]


@pytest.fixture
def colleague(study_path: Path, window: MainWindow) -> OpenProject:
    """Return Bob's own view of the study that Ann has open."""
    return open_study(FileLocation(study_path), "Bob")


def both_wrote(qtbot: QtBot, memos: MemosWorkspace, colleague: OpenProject) -> Sheet:
    """Let Bob change a memo while Ann writes in it, and return the sheet that asks Ann."""
    session = memos.session
    session.bridge._clock.stop()  # Ann has not heard of it yet
    write(qtbot, memos, "Ann's words")
    with colleague, colleague.read() as reader:
        (memo,) = memo_list(reader)
        colleague.perform(change_memo, memo=memo.id, text="Bob's words")
    qtbot.keyClicks(memos.editor.text, "more of ")
    qtbot.keyClick(memos.editor.text, Qt.Key.Key_Return, CTRL)
    settle(qtbot, session)
    (sheet,) = [each for each in memos.findChildren(Sheet) if each.isVisible()]
    areas = {
        area.accessibleName(): area.toPlainText() for area in sheet.findChildren(QPlainTextEdit)
    }
    assert areas["Theirs, as it stands now"] == "Bob's words"
    assert "more of" in areas["Mine"]
    return sheet


def press(qtbot: QtBot, sheet: Sheet, words: str) -> None:
    (button,) = [each for each in sheet.findChildren(QPushButton) if each.text() == words]
    qtbot.waitUntil(sheet.isActiveWindow)
    qtbot.mouseClick(button, LEFT)


def test_both_versions_are_shown_and_mine_can_stand(
    qtbot: QtBot, memos: MemosWorkspace, colleague: OpenProject
) -> None:
    sheet = both_wrote(qtbot, memos, colleague)
    press(qtbot, sheet, "Keep mine")
    settle(qtbot, memos.session)
    assert "more of" in stored(memos.session)[0][1]
    assert memos.editor.text.toPlainText() == stored(memos.session)[0][1]
    assert not memos.editor.changed
    qtbot.keyClicks(memos.editor.text, "again ")
    qtbot.keyClick(memos.editor.text, Qt.Key.Key_Return, CTRL)
    settle(qtbot, memos.session)
    assert "again" in stored(memos.session)[0][1], "one can go on writing"


def test_both_versions_are_shown_and_theirs_can_stand(
    qtbot: QtBot, memos: MemosWorkspace, colleague: OpenProject
) -> None:
    sheet = both_wrote(qtbot, memos, colleague)
    press(qtbot, sheet, "Keep theirs")
    settle(qtbot, memos.session)
    assert stored(memos.session)[0][1] == "Bob's words"
    assert memos.editor.text.toPlainText() == "Bob's words"
    assert not memos.editor.changed


def test_what_a_colleague_changes_shows_unless_i_write_in_it(
    qtbot: QtBot, memos: MemosWorkspace, colleague: OpenProject
) -> None:
    write(qtbot, memos, "Ann's words")
    with colleague, colleague.read() as reader:
        (memo,) = memo_list(reader)
        colleague.perform(change_memo, memo=memo.id, text="Bob's words")
        qtbot.waitUntil(lambda: memos.editor.text.toPlainText() == "Bob's words", timeout=10_000)


def test_a_memo_is_removed_and_brought_back(
    qtbot: QtBot, memos: MemosWorkspace, session: Session
) -> None:
    write(qtbot, memos, "Doomed words")
    qtbot.mouseClick(memos.editor.remove, LEFT)
    (sheet,) = [each for each in memos.findChildren(Sheet) if each.isVisible()]
    press(qtbot, sheet, "Remove")
    settle(qtbot, session)
    assert stored(session) == []
    assert not memos.editor.isVisible()
    memos.window().activateWindow()  # what the desktop does
    qtbot.waitUntil(memos.window().isActiveWindow)
    qtbot.keyClick(memos.window(), Qt.Key.Key_Z, CTRL)
    settle(qtbot, session)
    assert stored(session) == [("", "Doomed words")]
    qtbot.waitUntil(lambda: memos.editor.text.toPlainText() == "Doomed words")


def begin(qtbot: QtBot, memos: MemosWorkspace, text: str) -> None:
    memos.new()
    qtbot.keyClicks(memos.editor.text, text)


def test_going_elsewhere_while_typing_keeps_the_memo(
    qtbot: QtBot, window: MainWindow, memos: MemosWorkspace, session: Session
) -> None:
    begin(qtbot, memos, "Half a thought")
    window.go("ledger")
    settle(qtbot, session)
    assert stored(session) == [("", "Half a thought")]
    window.go("memos")
    begin(qtbot, memos, "Another")
    memos.open_target(OneMemo(MemoId(1)))
    settle(qtbot, session)
    assert [text for _, text in stored(session)] == ["Half a thought", "Another"]
    assert memos.editor.text.toPlainText() == "Half a thought"


def test_closing_while_typing_keeps_the_memo(
    qtbot: QtBot, window: MainWindow, memos: MemosWorkspace, study_path: Path
) -> None:
    begin(qtbot, memos, "Half a thought")
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    with open_study(FileLocation(study_path), "Ann") as project, project.read() as reader:
        assert [memo.text for memo in memo_list(reader)] == ["Half a thought"]


def test_another_text_size_while_typing_keeps_the_memo(
    qtbot: QtBot, window: MainWindow, memos: MemosWorkspace, session: Session
) -> None:
    begin(qtbot, memos, "Half a thought")
    window.wear("dark", 1.5)
    settle(qtbot, session)
    qtbot.waitUntil(lambda: memos_of(window) is not memos)
    assert stored(session) == [("", "Half a thought")]
    qtbot.waitUntil(lambda: memos_of(window).editor.text.toPlainText() == "Half a thought")


def test_links_lead_to_what_a_memo_is_about(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    with session.bridge.read() as reader:
        document = documents(reader)[0].id
    session.bridge.act(create_code, name="Waiting")
    settle(qtbot, session)
    from gtcoder.queries.codebook import codes

    with session.bridge.read() as reader:
        code = codes(reader)[0].id
    target = NewMemo(codes=(code,), documents=(document,), passage=Passage(document, Span(5, 20)))
    session.go("memos", target)
    memos = memos_of(window)
    assert "Waiting" in memos.editor.about.text()
    qtbot.keyClicks(memos.editor.text, "About three things")
    qtbot.keyClick(memos.editor.text, Qt.Key.Key_Return, CTRL)
    settle(qtbot, session)
    for words, place in (("Waiting", "open"), ("Invented", "transcripts"), ("line", "open")):
        memos_of(window)
        links = [each for each in memos.links.findChildren(LinkButton) if words in each.text()]
        assert links, words
        links[0].setFocus()
        qtbot.keyClick(links[0], Qt.Key.Key_Return)
        assert window.stack is not None
        assert window.stack.key == place, words
    desk = window.stack.workspace if window.stack else None
    assert isinstance(desk, DeskWorkspace)
    assert desk.text.current == document


def test_finding_and_the_kind_filter_narrow_the_list(
    qtbot: QtBot, sample_window: MainWindow
) -> None:
    memos = memos_of(sample_window)
    every = memos.list.model().rowCount()
    assert every > 3
    card = memos._cards[-1]
    memos.column.filters.search.setFocus()
    field = memos.window().focusWidget()
    assert field is not None
    qtbot.keyClicks(field, card.text.split()[0] + " " + card.text.split()[-1].rstrip("."))
    qtbot.waitUntil(lambda: 0 < memos.list.model().rowCount() < every)
    shown = [
        memos.list.model().index(row, 0).data() for row in range(memos.list.model().rowCount())
    ]
    assert card.title in shown or card.text[:80] in shown


def test_markdown_shows_as_set_and_stays_as_written(
    qtbot: QtBot, memos: MemosWorkspace, session: Session
) -> None:
    words = "# Why\n\nIt *hurts* and **stays**, but 2*3 and snake_case_name are plain."
    memos.new()
    memos.editor.text.setPlainText(words)
    document = memos.editor.text.document()

    def runs(number: int) -> dict[str, tuple[bool, bool]]:
        block = document.findBlockByNumber(number)
        return {
            block.text()[each.start : each.start + each.length]: (
                each.format.fontItalic(),
                each.format.fontWeight() >= 600,
            )
            for each in block.layout().formats()
        }

    assert runs(0)["Why"] == (False, True)
    assert runs(2)["hurts"] == (True, False)
    assert runs(2)["stays"] == (False, True)
    assert set(runs(2)) == {"*", "hurts", "**", "stays"}
    qtbot.keyClick(memos.editor.text, Qt.Key.Key_Return, CTRL)
    settle(qtbot, session)
    assert stored(session) == [("", words)]


def test_reading_only_nothing_can_be_written(
    qtbot: QtBot, open_window: Callable[..., MainWindow], study_path: Path
) -> None:
    with open_study(FileLocation(study_path), "Ann") as project:
        project.perform(write_memo, text="Words to read")
    window = open_window()
    with qtbot.waitSignal(window.settled, timeout=20_000):
        window.opener.read(str(study_path), "Ann", "Open read-only.")
    memos = memos_of(window)
    assert memos.editor.text.toPlainText() == "Words to read"
    qtbot.keyClicks(memos.editor.text, "more")
    assert memos.editor.text.toPlainText() == "Words to read"
    assert not memos.editor.keep.isEnabled()
    assert not memos.editor.remove.isEnabled()
    assert not window.commands.action("memos.new").isEnabled()
    assert "reading only" in window.commands.action("memos.new").toolTip()
