"""First start, sample study, every way to code, undo of all of it, and redo."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QTreeView

from gtcoder.queries.codebook import codes
from gtcoder.vocabulary import Span
from tests.journeys.hands import ALT, CONTROL, ENTER, SHIFT, Hands, focused
from tests.journeys.reading import Coded, check_whole, holdings, ledger, reading

ME = "Nasrin Ravandi"


@dataclass
class Story:
    """A coder at the sample study, whose every gesture is compared with what it stored."""

    hands: Hands
    path: Path
    entries: int = 0
    free_from: int = 0

    @property
    def document(self) -> str:
        return self.hands.text.page.name

    @property
    def tree(self) -> QTreeView:
        return self.hands.find(QTreeView, "codebook-tree")

    def stretch(self, words: int = 4) -> Span:
        """Return the next few words of an answer, far enough from the last ones."""
        page = self.hands.text.page
        for turn in page.turns:
            said = page.text[turn.body : turn.end]
            for part in re.finditer(rf"(?:[a-z]+ ){{{words - 1}}}[a-z]+\b", said):
                span = Span(turn.body + part.start(), turn.body + part.end())
                if self.free_from <= span.start:
                    self.free_from = span.end + 60
                    return span
        raise AssertionError("nothing is left to code")

    @contextmanager
    def stores(
        self, *codings: tuple[str, Span], lost: tuple[tuple[str, Span], ...] = (), entries: int = 1
    ) -> Iterator[None]:
        """Check that a gesture adds exactly these codings of mine, and just one entry."""
        before = holdings(self.path)
        yield
        self.hands.wait(lambda: len(ledger(self.path)) >= before.revision + entries)
        self.hands.settle()
        after = holdings(self.path)
        assert after.revision == before.revision + entries
        assert after.codings - before.codings == {self.mine(*each) for each in codings}
        assert before.codings - after.codings == {self.mine(*each) for each in lost}
        self.entries += entries

    def mine(self, code: str, span: Span) -> Coded:
        return code, span.start, span.end, ME, self.document

    def selected(self) -> Span:
        span = self.hands.text.selected()
        assert span is not None
        return span

    def select(self, span: Span) -> None:
        self.hands.drag_over(span)
        assert self.hands.text.selected() == span


@pytest.fixture
def story(hands: Callable[..., Hands]) -> Story:
    """Begin with the start page: open the sample study and say who codes."""
    person = hands()
    person.button("start-sample")
    sheet = person.sheet()
    assert "Nasrin Ravandi" in {each.text() for each in sheet.findChildren(QAbstractButton)}
    person.button(ME, sheet)
    person.press(ENTER)
    person.no_sheet()
    person.wait(lambda: person.look_for(QAbstractButton, f"Coder: {ME}"))
    person.settle()
    path = Path(os.environ["GTCODER_STATE_DIR"]) / "sample" / "cem_ict.gtc"
    return Story(person, path)


def test_every_way_to_code_is_one_entry_and_all_of_it_can_be_undone_and_redone(
    story: Story,
) -> None:
    hands, begun = story.hands, holdings(story.path)
    by_typing(story)
    by_the_codebook(story)
    by_one_key(story)
    changing(story)
    done = holdings(story.path)
    assert done.digest != begun.digest
    hands.menu("Edit", "Undo: remove coding")
    for _ in range(story.entries - 1):
        hands.press(Qt.Key.Key_Z, CONTROL)
    hands.settle()
    undone = holdings(story.path)
    assert undone.codings == begun.codings
    assert undone.digest == begun.digest
    for _ in range(story.entries):
        hands.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    hands.settle()
    assert holdings(story.path).digest == done.digest
    hands.window.close()
    check_whole(story.path)


def by_typing(story: Story) -> None:
    """Code by the palette: a code that is there, new ones, and one under a category."""
    hands = story.hands
    known = existing(story)
    span = story.stretch()
    story.select(span)
    with story.stores((known, span)):
        hands.type(known.split(" > ")[-1])
        hands.press(ENTER)
    assert focused() is hands.text

    span = story.stretch()
    hands.click_text(span.start + 1)
    hands.press(Qt.Key.Key_W)
    selected = Span(span.start, hands.text.page.text.index(" ", span.start))
    assert hands.text.selected() == selected
    with story.stores(("journey, a new code", selected)):
        hands.type("journey, a new code")
        hands.press(ENTER)

    span = story.stretch()
    hands.click_text(span.start + 1)
    hands.press(Qt.Key.Key_S)
    selected = story.selected()
    assert selected.start <= span.start < span.end <= selected.end
    with story.stores(("journey", selected)):
        hands.type("journey")
        hands.press(ENTER, CONTROL)

    span = story.stretch()
    hands.click_text(span.start + 1)
    hands.press(Qt.Key.Key_T)
    selected = story.selected()
    assert selected.start <= span.start < span.end <= selected.end
    category = known.split(" > ")[0]
    with story.stores((f"{category} > journey below", selected)):
        hands.type(f"{category} > journey below")
        hands.press(ENTER)

    span = story.stretch()
    hands.click_text(span.start)
    for _ in range(3):
        hands.press(Qt.Key.Key_Right, CONTROL | SHIFT)
    selected = story.selected()
    assert span.start == selected.start < selected.end <= span.end
    with story.stores((known, selected), ("journey", selected), entries=2):
        hands.press(ENTER)
        hands.type(known.split(" > ")[-1])
        hands.press(ENTER, SHIFT)
        hands.type("journey")
        hands.press(ENTER)


def by_the_codebook(story: Story) -> None:
    """Code by a click on a code, by dragging one onto the text, and the text onto one."""
    hands, tree = story.hands, story.tree
    hands.settle()
    code = "journey, a new code"
    span = story.stretch()
    story.select(span)
    with story.stores((code, span)):
        hands.click_row(tree, hands.row(tree, code))

    span = story.stretch()
    story.select(span)
    data = tree.model().mimeData([hands.row(tree, code)])
    with story.stores((code, span)):
        hands.drop(hands.text.viewport(), data, hands.spot(span.start + 2))

    span = story.stretch()
    story.select(span)
    row = hands.row(tree, "journey")
    tree.scrollTo(row)
    with story.stores(("journey", span)):
        spot = tree.visualRect(row).center()
        hands.drop(tree.viewport(), hands.text.createMimeDataFromSelection(), spot)


def by_one_key(story: Story) -> None:
    """Code in vivo, by the full stop, and by a favourite's digit."""
    hands, tree = story.hands, story.tree
    hands.text.setFocus()
    span = story.stretch()
    words = hands.text.page.text[span.start : span.end]
    story.select(span)
    with story.stores((words, span)):
        hands.press(Qt.Key.Key_V, ALT)

    span = story.stretch()
    story.select(span)
    with story.stores((words, span)):
        hands.press(Qt.Key.Key_Period)

    hands.click_text(span.start)  # nothing is selected, so that a click on a code only chooses it
    give_digit(story, "journey", 3)
    span = story.stretch()
    story.select(span)
    with story.stores(("journey", span)):
        hands.press(Qt.Key.Key_3)
    assert tree.isVisible()


def changing(story: Story) -> None:
    """Give a coding another code, another end, and take it away."""
    hands = story.hands
    span = story.stretch()
    story.select(span)
    with story.stores(("journey", span)):
        hands.press(Qt.Key.Key_3)
    new = "journey, a new code"
    with story.stores((new, span), lost=(("journey", span),)):
        hands.press(Qt.Key.Key_R, ALT)
        hands.type(new)
        hands.press(ENTER)
    rest = hands.text.page.text[span.end :].split(" ")[1]
    longer = Span(span.start, span.end + 1 + len(rest.rstrip(",.;:!?—–")))
    with story.stores((new, longer), lost=((new, span),)):
        hands.press(Qt.Key.Key_BracketRight, ALT)
    with story.stores((new, span), lost=((new, longer),)):
        hands.press(Qt.Key.Key_BracketRight, ALT | SHIFT)
    with story.stores(lost=((new, span),)):
        hands.press(Qt.Key.Key_Delete)


def give_digit(story: Story, code: str, digit: int) -> None:
    """Give a code a digit, by its context menu."""
    hands, tree = story.hands, story.tree
    row = hands.row(tree, code)
    hands.click_row(tree, row)
    spot = tree.visualRect(row).center()
    where = tree.viewport().mapToGlobal(spot)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, where)
    QApplication.sendEvent(tree.viewport(), event)
    hands.choose(popup(hands), "Favourite digit")
    hands.wait(lambda: popup(hands).title() == "Favourite digit")
    hands.press(Qt.Key(Qt.Key.Key_0 + digit))


def popup(hands: Hands) -> QMenu:
    """Return the menu that is open."""
    hands.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def existing(story: Story) -> str:
    """Return an open code under a category, whose name no other code contains."""
    with reading(story.path) as reader:
        rows = codes(reader)
    names = [row.name.casefold() for row in rows]
    for row in rows:
        if len(row.path) == 2 and sum(row.name.casefold() in name for name in names) == 1:
            return row.written
    raise AssertionError("the sample study has no such code")
