"""First start to a coded interview: every way to code, undo of all of it, and redo."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTreeView,
)  # fmt: skip

from gtcoder.queries.passages import codings
from gtcoder.queries.theory import memos
from gtcoder.vocabulary import CodingOrigin, Span
from tests.journeys.hands import (
    ALT,
    CONTROL,
    ENTER,
    NONE,
    SHIFT,
    Hands,
    click_often,
    drag,
    focused,
    line,
    menu_of,
    popup,
)  # fmt: skip
from tests.journeys.invented import CALLS
from tests.journeys.reading import Coded, Holdings, check_whole, holdings, ledger, reading

ME = "Ann"
NAME = "Invented calls"
QUEUE, LINE, TIME = "Waiting > in the queue", "Waiting > in the queues", "Lost time"


@dataclass
class Story:
    """A coder at a study of one interview, whose every gesture is compared with what it stored."""

    hands: Hands
    path: Path
    free_from: int = 0
    known: list[Holdings] = field(default_factory=list)

    @property
    def tree(self) -> QTreeView:
        return self.hands.find(QTreeView, "codebook-tree")

    def stretch(self) -> Span:
        """Return the next four words of an answer, far enough from the last ones."""
        page = self.hands.text.page
        for turn in page.turns:
            said = page.text[turn.body : turn.end]
            for part in re.finditer(r"\b(?:[a-z]+ ){3}[a-z]+\b", said):
                span = Span(turn.body + part.start(), turn.body + part.end())
                if self.free_from <= span.start:
                    self.free_from = turn.end
                    return span
        raise AssertionError("nothing is left to code")

    @contextmanager
    def stores(
        self, *new: tuple[str, Span], lost: tuple[tuple[str, Span], ...] = (), entries: int = 1
    ) -> Iterator[None]:
        """Check that a gesture adds exactly these codings, and just one entry."""
        before = self.known[-1]
        yield
        self.hands.wait(lambda: len(ledger(self.path)) >= before.revision + entries)
        self.hands.settle()
        after = holdings(self.path)
        self.known.append(after)
        assert after.revision == before.revision + entries
        assert after.codings - before.codings == {mine(*each) for each in new}
        assert before.codings - after.codings == {mine(*each) for each in lost}

    def selected(self) -> Span:
        span = self.hands.text.selected()
        assert span is not None
        return span

    def select(self) -> Span:
        """Select the next stretch by the mouse."""
        span = self.stretch()
        self.hands.drag_over(span)
        assert self.hands.text.selected() == span
        return span

    def answer(self, code: str) -> None:
        """Name a code in the palette that is open, or that opens with the first letter."""
        self.hands.type(code)
        self.hands.press(ENTER)

    def words(self, span: Span) -> str:
        return self.hands.text.page.text[span.start : span.end]


def mine(code: str, span: Span) -> Coded:
    return code, span.start, span.end, ME, NAME


@pytest.fixture
def story(hands: Callable[..., Hands], tmp_path: Path) -> Story:
    """Begin with the start page, and make a new study."""
    person = hands()
    person.button("start-new")
    sheet = person.sheet()
    path = tmp_path / "calls.gtc"
    person.write(line(sheet, "new-title"), "How we wait")
    person.write(line(sheet, "new-place"), str(path))
    person.write(line(sheet, "new-coder"), ME)
    person.button("Make the study", sheet)
    person.no_sheet()
    person.wait(lambda: person.look_for(QAbstractButton, f"Coder: {ME}"))
    person.settle()
    return Story(person, path, known=[holdings(path)])


def test_every_way_to_code_is_one_entry_and_all_of_it_can_be_undone_and_redone(
    story: Story, tmp_path: Path
) -> None:
    hands, begun = story.hands, story.known[0]
    bring_in(story, tmp_path / f"{NAME}.txt")
    by_units(story)
    by_the_palette(story)
    by_the_codebook(story)
    by_one_key(story)
    changing(story)
    by_searching(story)
    assert len({start for held in story.known for _, start, *_ in held.codings}) == 20
    writing_a_memo(story)
    merging(story)
    correcting(story)
    done = story.known[-1]
    for _ in range(done.revision - begun.revision):
        hands.press(Qt.Key.Key_Z, CONTROL)
    hands.settle()
    undone = holdings(story.path)
    assert undone.codings == begun.codings
    assert undone.digest == begun.digest
    for _ in range(done.revision - begun.revision):
        hands.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    hands.settle()
    assert holdings(story.path).digest == done.digest
    hands.window.close()
    check_whole(story.path)


def bring_in(story: Story, file: Path) -> None:
    """Drop a transcript on the window, take it in, and open it at the desk."""
    hands = story.hands
    file.write_text(CALLS, encoding="utf-8")
    with story.stores():
        hands.drop_files(file)
        take = hands.find(QAbstractButton, "take")
        hands.wait(take.isEnabled)
        hands.button("take")
    hands.go("Open coding")
    assert hands.text.page.text == CALLS
    turns = hands.text.page.turns
    assert len(turns) == CALLS.count("\n\n")
    story.free_from = turns[0].end


def by_units(story: Story) -> None:
    """Select a word, a sentence and a turn, by keys and by clicks; name codes anew and again."""
    hands, anew = story.hands, CONTROL
    keys = (Qt.Key.Key_W, Qt.Key.Key_S, Qt.Key.Key_T)
    for unit, key in enumerate(keys):
        span = story.stretch()
        hands.click_text(span.start + 1)
        hands.press(key)
        take(story, span, unit, *((QUEUE, QUEUE, anew), (QUEUE, "queue"), (TIME, TIME, anew))[unit])
    for unit, clicks in enumerate((2, 3, 5)):
        span = story.stretch()
        click_often(hands, span.start + 1, clicks)
        take(story, span, unit, *((LINE, LINE, anew), (LINE, "queues"), (TIME, "lstm"))[unit])
    assert focused() is hands.text


def take(
    story: Story, span: Span, unit: int, code: str, typed: str, held: Qt.KeyboardModifier = NONE
) -> None:
    """Check that a word, a sentence or a turn is selected, and code it."""
    selected = story.selected()
    if unit == 0:
        assert story.words(selected) == story.words(span).split(" ")[0]
    else:
        assert selected.start <= span.start < span.end <= selected.end
    with story.stores((code, selected)):
        story.hands.type(typed)
        story.hands.press(ENTER, held)


def by_the_palette(story: Story) -> None:
    """Code with one code after the other, with several at once, and with what was copied."""
    hands = story.hands
    span = story.stretch()
    hands.click_text(span.start)
    for _ in range(3):
        hands.press(Qt.Key.Key_Right, CONTROL | SHIFT)
    selected = story.selected()
    assert span.start == selected.start < selected.end <= span.end
    with story.stores((QUEUE, selected), (TIME, selected), entries=2):
        hands.press(ENTER)
        hands.type("in the queue")
        hands.press(ENTER, SHIFT)
        story.answer("lost")

    span = story.select()
    with story.stores((TIME, span)):  # the code used last is the first
        hands.press(ENTER)
        hands.press(ENTER)

    span = story.select()
    with story.stores(*((code, span) for code in (QUEUE, TIME, "Calling again"))):
        for code in ("in the queue", "lost time"):
            hands.type(code)
            hands.press(Qt.Key.Key_Space, CONTROL)
        story.answer("Calling again @40")

    span = story.select()
    QApplication.clipboard().setText("lost time\n\n  Being  sent on \n")
    with story.stores((TIME, span), ("Being sent on", span)):
        hands.press(Qt.Key.Key_V, CONTROL)
        hands.press(ENTER)


def by_the_codebook(story: Story) -> None:
    """Code by a click on a code, by dragging one onto the text, and the text onto one."""
    hands, tree = story.hands, story.tree
    span = story.select()
    with story.stores((TIME, span)):
        hands.click_row(tree, hands.row(tree, TIME))

    span = story.select()
    data = tree.model().mimeData([hands.row(tree, TIME)])
    with story.stores((TIME, span)):
        hands.drop(hands.text.viewport(), data, hands.spot(span.start + 2))

    span, row = story.select(), hands.row(tree, "Calling again")
    tree.scrollTo(row)
    with story.stores(("Calling again", span)):
        data = hands.text.createMimeDataFromSelection()
        hands.drop(tree.viewport(), data, tree.visualRect(row).center())


def by_one_key(story: Story) -> None:
    """Code in vivo, by the full stop, and by a favourite's digit."""
    hands = story.hands
    hands.text.setFocus()
    span = story.select()
    words = story.words(span)
    with story.stores((words, span)):
        hands.press(Qt.Key.Key_V, ALT)

    span = story.select()
    with story.stores((words, span)):
        hands.press(Qt.Key.Key_Period)

    hands.click_text(span.start)  # nothing is selected, so that a click on a code only chooses it
    give_digit(story, TIME, 3)
    span = story.select()
    with story.stores((TIME, span)):
        hands.press(Qt.Key.Key_3)


def changing(story: Story) -> None:
    """Give a coding a weight, another code, a further one, other ends, and take it away."""
    hands = story.hands
    span = story.select()
    with story.stores((TIME, span)):
        hands.press(Qt.Key.Key_3)
    with story.stores():
        hands.press(Qt.Key.Key_W, ALT | SHIFT)
        hands.wait(lambda: isinstance(focused(), QLineEdit))
        story.answer("70")
    hands.front()
    hands.text.setFocus()
    new = "Calling again"
    with story.stores((new, span), lost=((TIME, span),)):
        hands.press(Qt.Key.Key_R, ALT)
        story.answer(new)
    with story.stores((QUEUE, span)):
        hands.press(Qt.Key.Key_R, ALT | SHIFT)
        story.answer("in the queue")
    with reading(story.path) as reader:
        weights = {row.weight for row in codings(reader) if row.start == span.start}
    assert weights == {70}

    span = story.select()
    with story.stores((TIME, span)):
        hands.press(Qt.Key.Key_3)
    shorter = Span(span.start, span.start + story.words(span).rindex(" "))
    with story.stores((TIME, shorter), lost=((TIME, span),)):
        hands.press(Qt.Key.Key_BracketRight, ALT | SHIFT)
    with story.stores((TIME, span), lost=((TIME, shorter),)):
        drag(hands, shorter.end, span.end)
    with story.stores(lost=((TIME, span),)):
        hands.press(Qt.Key.Key_Delete)


def by_searching(story: Story) -> None:
    """Look for a word, accept and reject what is found, and code it in one step."""
    hands, text = story.hands, story.hands.text.page.text
    hands.button("Search")
    hands.type("rang")
    hands.press(ENTER)
    hands.settle()
    found = hands.find(QAbstractItemView, "found")
    hands.wait(lambda: found.model().rowCount() == 3)
    spots = [each.start() for each in re.finditer("rang", text)]
    hands.click(found.viewport(), found.visualRect(found.model().index(0, 0)).center())
    for key in (Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_A):
        hands.press(key)
    hands.press(Qt.Key.Key_C)
    hands.type("Who helped")
    hands.press(ENTER, CONTROL)
    coded = [("Who helped", Span(spots[place], spots[place] + 4)) for place in (0, 2)]
    with story.stores(*coded):
        hands.press(ENTER, CONTROL)
    with reading(story.path) as reader:
        origins = [row.origin for row in codings(reader) if row.code == ("Who helped",)]
    assert origins == [CodingOrigin.AUTO] * 2
    hands.button("Code")


def writing_a_memo(story: Story) -> None:
    """Write a memo on words that are selected."""
    hands = story.hands
    story.select()
    with story.stores():
        hands.press(Qt.Key.Key_M, ALT)
        hands.type("They count the calls.")
        hands.press(ENTER, CONTROL)
    with reading(story.path) as reader:
        (memo,) = memos(reader)
    assert (memo.text, len(memo.quotations)) == ("They count the calls.", 1)


def merging(story: Story) -> None:
    """Merge two codes of like names on the page where codes are sifted."""
    hands = story.hands
    hands.button("Consolidate")
    hands.wait(lambda: hands.look_for(QTableView, "proposals"))
    hands.settle()
    pairs = hands.find(QTableView, "proposals")
    hands.click_row(pairs, hands.row(pairs, LINE.split(" > ")[1]))
    hands.write(line(hands.window, "reason"), "one and the same wait")
    moved = [Span(each[1], each[2]) for each in story.known[-1].codings if each[0] == LINE]
    assert len(moved) == 2
    lost = tuple((LINE, span) for span in moved)
    with story.stores(*((QUEUE, span) for span in moved), lost=lost):
        hands.button("Merge left into right")
    hands.button("Code")


def correcting(story: Story) -> None:
    """Correct a word before all codings: each moves along."""
    hands = story.hands
    word = hands.span("recieve")
    hands.drag_over(word)
    before = story.known[-1]
    hands.press(Qt.Key.Key_T, ALT | SHIFT)
    sheet = hands.sheet()
    hands.write(hands.find(QPlainTextEdit, "corrected", sheet), "receive ")
    QApplication.clipboard().setText("🙂")
    hands.press(Qt.Key.Key_V, CONTROL)
    correct = hands.find(QAbstractButton, "Correct", sheet)
    hands.wait(correct.isEnabled)
    hands.click(correct)
    hands.no_sheet()
    hands.wait(lambda: "receive 🙂" in hands.text.page.text)
    hands.settle()
    story.known.append(holdings(story.path))
    assert story.known[-1].revision == before.revision + 1
    assert story.known[-1].codings == {
        (code, start + 2, end + 2, coder, document)
        for code, start, end, coder, document in before.codings
    }


def give_digit(story: Story, code: str, digit: int) -> None:
    """Give a code a digit, by its context menu."""
    hands, tree, row = story.hands, story.tree, story.hands.row(story.tree, code)
    hands.click_row(tree, row)
    hands.choose(menu_of(hands, tree, row), "Favourite digit")
    hands.wait(lambda: popup(hands).title() == "Favourite digit")
    hands.press(Qt.Key(Qt.Key.Key_0 + digit))
