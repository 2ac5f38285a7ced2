"""The storyline in the window: links are written, shown, followed, and kept with the text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gtcoder.actions import codebook, relations, storyline, theory
from gtcoder.queries.theory import MemoRow, memos
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.selective.pages import STORYLINE
from gtcoder.ui.selective.storyline_page import StorylinePage
from gtcoder.ui.selective.workspace import SelectiveWorkspace
from gtcoder.ui.session import OneCode, OnePage, OneRelation, Target
from gtcoder.vocabulary import MemoKind
from tests.ui.theory_places import TheoryPlace
from tests.ui.theory_study import Made

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Key, Held = Qt.Key, Qt.KeyboardModifier
RELATION = "Silent leaving – leads to – Callback"


class Story(TheoryPlace):
    """The page with what tests ask of it."""

    def __init__(self, window: MainWindow, made: Made, qtbot: QtBot) -> None:
        super().__init__(window, made, qtbot)
        page = self.go("selective", SelectiveWorkspace).show_page(STORYLINE)
        assert isinstance(page, StorylinePage)
        self.page, self.story, self.text = page, page.story, page.story.text
        self.settle()
        self.text.setFocus()

    def quiet(self) -> None:
        super().quiet()
        assert not self.page.stale
        assert self.page.rows.revision == self.session.bridge.state.revision

    def type(self, words: str) -> None:
        QTest.keyClicks(self.text, words)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Held.NoModifier) -> None:
        QTest.keyClick(self.text, key, held)

    def store(self) -> MemoRow:
        self.key(Key.Key_End, Held.ControlModifier)
        self.type(" ")
        self.key(Key.Key_Return, Held.ControlModifier)
        self.settle()
        return self.memo()

    def memo(self) -> MemoRow:
        with self.session.bridge.read() as reader:
            return memos(reader)[-1]

    def missing(self) -> tuple[list[str], list[str]]:
        side = self.page.side
        lists = (side.categories, side.relations)
        found = [[each.name for each in rows.rows.subjects] for rows in lists]
        return found[0], found[1]


@pytest.fixture
def story(open_window: Callable[..., MainWindow], made: Made, qtbot: QtBot) -> Story:
    return Story(open_window(made.path, place="selective"), made, qtbot)


def test_a_link_is_chosen_while_typing(story: Story) -> None:
    codes = story.made.codes
    story.type("Who [[wai")
    assert story.text.links.isVisible()
    assert story.text.links.rows.subjects[0].name == "Waiting"
    story.key(Key.Key_Return)
    assert not story.text.links.isVisible()
    story.type(" comes to @leads to")
    story.key(Key.Key_Tab)
    story.type(", so mail to a@b stays.")
    assert not story.text.links.isVisible()
    assert story.text.toPlainText() == f"Who Waiting comes to {RELATION}, so mail to a@b stays."
    memo = story.store()
    assert (memo.kind, memo.codes, memo.relations) == (
        MemoKind.STORYLINE,
        (codes["Waiting"],),
        (story.made.relation,),
    )
    assert memo.text.startswith("Who [[Waiting|c:")
    assert story.text.toPlainText().startswith("Who Waiting comes")  # no brackets are seen


def test_a_link_is_chosen_by_the_button_and_the_arrows(story: Story) -> None:
    story.window.commands.action("selective.link").trigger()
    first = story.text.links.current()
    story.key(Key.Key_Down)
    second = story.text.links.current()
    assert first is not None
    assert second is not None
    assert first != second
    story.key(Key.Key_Return)
    assert story.text.toPlainText() == second.name
    story.type(" [[zzz")
    assert not story.text.links.isVisible()
    story.key(Key.Key_Return)  # nothing fits: a new line
    assert story.text.toPlainText().endswith("[[zzz\n")
    story.type("@")
    story.key(Key.Key_Escape)
    assert not story.text.links.isVisible()


def test_words_that_are_changed_are_no_link_any_more(story: Story) -> None:
    story.type("[[waiting")
    story.key(Key.Key_Return)
    story.type("s")  # beside the link, and not in it
    assert story.text.link_at(3) is not None
    cursor = story.text.textCursor()
    cursor.setPosition(3)
    story.text.setTextCursor(cursor)
    story.type("x")
    assert story.text.toPlainText() == "Waixtings"
    assert story.text.link_at(3) is None
    assert "[[" not in story.text.stored_text()
    story.text.undo()
    assert story.text.stored_text().startswith("[[Waiting|c:")


def test_a_link_is_deleted_as_a_whole(story: Story) -> None:
    story.type("a [[waiting")
    story.key(Key.Key_Return)
    story.key(Key.Key_Backspace)
    assert story.text.toPlainText() == "a "


def test_a_link_leads_to_what_it_names(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    gone: list[tuple[str, Target]] = []
    monkeypatch.setattr(type(story.session), "go", property(lambda _: lambda *to: gone.append(to)))
    story.type("[[waiting")
    story.key(Key.Key_Return)
    story.key(Key.Key_Return, Held.ControlModifier)
    story.type(" and @leads")
    story.key(Key.Key_Return)
    cursor = story.text.textCursor()
    cursor.setPosition(15)
    place = story.text.cursorRect(cursor).center()
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(story.text.viewport(), left, Held.NoModifier, place)
    waiting, relation = story.made.codes["Waiting"], story.made.relation
    assert gone == [("axial", OneCode(waiting)), ("axial", OneRelation(relation))]


def test_what_is_not_told_yet_is_listed_and_put_in(story: Story) -> None:
    assert story.missing() == (["Waiting", "Silent leaving", "Callback"], [RELATION])
    rows = story.page.side.categories
    rows.setFocus()
    QTest.keyClick(rows, Key.Key_Return)
    assert story.text.toPlainText() == "Waiting"
    story.store()
    assert story.missing() == (["Silent leaving", "Callback"], [RELATION])
    relation = story.page.side.relations
    relation.setFocus()
    QTest.keyClick(relation, Key.Key_Return)
    story.store()
    assert story.missing() == ([], [])
    assert story.page.status() == ("4 of 4 parts of the theory told",)
    story.window.commands.action("edit.undo").trigger()
    story.settle()
    assert story.missing() == (["Silent leaving", "Callback"], [RELATION])
    assert story.text.toPlainText().strip() == "Waiting"


def test_a_renamed_category_is_called_so_in_the_story(story: Story) -> None:
    story.type("[[waiting")
    story.key(Key.Key_Return)
    story.store()
    story.session.bridge.act(
        codebook.rename_code, code=story.made.codes["Waiting"], name="Standing by", reason="why"
    )
    story.settle()
    assert story.text.toPlainText().strip() == "Standing by"
    assert not story.story.changed
    story.session.bridge.act(relations.unrelate, relation=story.made.relation, reason="why")
    story.settle()
    assert story.missing()[1] == []


def test_the_story_is_stored_when_it_is_left(story: Story) -> None:
    story.type("They leave without a word (invented).")
    story.window.go("open")
    story.qtbot.waitUntil(lambda: story.session.bridge.state.waiting == 0)
    assert story.memo().text == "They leave without a word (invented)."
    story.window.go("selective")
    story.settle()
    assert story.text.toPlainText() == "They leave without a word (invented)."


def test_leaving_the_page_stores_as_well(story: Story) -> None:
    story.type("Short (invented).")
    story.window.go("selective", OnePage("structures", OneCode(story.made.codes["Waiting"])))
    story.qtbot.waitUntil(lambda: story.session.bridge.state.waiting == 0)
    assert story.memo().text == "Short (invented)."
    story.qtbot.waitUntil(lambda: story.session.jobs.running == 0)


def test_a_colleagues_story_is_shown_beside_mine(story: Story) -> None:
    story.type("Mine (invented) [[waiting")
    story.key(Key.Key_Return)
    story.store()
    story.type("More of mine.")
    bob = open_study(FileLocation(story.made.path), "Bob")
    bob.perform(storyline.write_storyline, text="Theirs (invented) [[Callback]].")
    bob.close()
    story.story.store()
    story.qtbot.waitUntil(lambda: story.story.both is not None, timeout=10_000)
    both = story.story.both
    assert both is not None
    assert both.text.toPlainText() == "Mine (invented) [[Waiting]] More of mine."
    story.press(both, "Keep mine")
    story.settle()
    assert story.memo().codes == (story.made.codes["Waiting"],)
    assert story.text.toPlainText() == "Mine (invented) Waiting More of mine."
    assert not story.story.changed


def test_an_older_storyline_is_found_and_becomes_the_new_kind(
    open_window: Callable[..., MainWindow], made: Made, qtbot: QtBot
) -> None:
    ann = open_study(FileLocation(made.path), "Ann")
    ann.perform(theory.write_memo, text="Older (invented).", title="Storyline")
    ann.close()
    story = Story(open_window(made.path, place="selective"), made, qtbot)
    assert story.text.toPlainText() == "Older (invented)."
    assert story.memo().kind == MemoKind.THEORETICAL
    story.key(Key.Key_End, Held.ControlModifier)
    story.type(" More.")
    story.store()
    assert story.memo().kind == MemoKind.STORYLINE


def test_the_story_is_exported_with_plain_words(story: Story, tmp_path: Path) -> None:
    story.type("It begins with @waiting")
    story.key(Key.Key_Return)
    story.store()
    story.window.commands.action("selective.export_story").trigger()
    sheet = story.sheet()
    sheet.place.setText(str(tmp_path / "story.docx"))
    sheet.format.choose("md")
    with story.qtbot.waitSignal(story.session.say.noticed, timeout=20_000):
        story.press(sheet, "Export")
    written = (tmp_path / "story.md").read_text(encoding="utf-8")
    assert "It begins with Waiting\n" in written
    assert "| category | Waiting | causal condition | 1 | yes |" in written
    assert "not yet" in written
    story.settle()
