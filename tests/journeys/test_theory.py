"""From forty open codes to a theory and its figure, by hand; and all the way back by undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
from lxml import etree
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QWidget

from gtcoder.queries import models, properties, relations, theory
from gtcoder.queries.codebook import codes, memberships
from gtcoder.queries.core import judgements
from gtcoder.queries.ledger import entries
from gtcoder.ui.axial.board import BoardCanvas
from gtcoder.ui.models.canvas import ModelCanvas
from gtcoder.ui.selective.bench_table import BenchTable
from gtcoder.vocabulary import CodeLevel, MemoKind, ParadigmRole, Stance
from tests.journeys.hands import ALT, CONTROL, ENTER, LEFT, SHIFT, Hands, line
from tests.journeys.invented import THEMES, make_open_codes
from tests.journeys.reading import check_whole, holdings, reading

if TYPE_CHECKING:
    from gtcoder.store.reader import Reader

Key = Qt.Key
PHENOMENON, CAUSE, STRATEGY, KNOWN = "Leaving", "Waiting", "Making good", "Being known"
MODEL = "Ways out"
SVG = "{http://www.w3.org/2000/svg}"


@dataclass
class Researcher:
    """Somebody at the window, and the study's file."""

    hands: Hands
    path: Path

    def sheet(self, *keys: tuple[Qt.Key, Qt.KeyboardModifier]) -> Any:
        """Press the keys of an order, and return the sheet that it opens."""
        for key, held in keys:
            self.hands.press(key, held)
        return self.hands.sheet()

    def done(self) -> None:
        """Wait until the sheet is gone and everything is stored."""
        self.hands.no_sheet()
        self.hands.settle()

    def answer(self, words: str, key: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Write what the open sheet asks for, and press Enter."""
        self.hands.sheet()
        self.hands.type(words)
        self.hands.press(ENTER, key)
        self.done()

    @property
    def board(self) -> BoardCanvas:
        """The paradigm in sight."""
        return self.hands.find(BoardCanvas, "board")

    def card(self, name: str) -> QPoint:
        """Return where a category's card is on the board."""
        ids = {self.board.face(card).name: card for card in self.board.scene.order()}
        return self.board.centre_of(ids[name])

    def drag(self, start: QWidget, at: QPoint, goal: QWidget, end: QPoint) -> None:
        """Press on one widget, and let go over another."""
        port = start
        last = port.mapFromGlobal(goal.mapToGlobal(end))
        QTest.mousePress(port, LEFT, pos=at)
        for spot in (at + QPoint(30, 0), (at + last) / 2, last):
            QTest.mouseMove(port, spot)
        QTest.mouseRelease(port, LEFT, pos=last)
        self.hands.settle()


@pytest.fixture
def person(hands: Callable[..., Hands], tmp_path: Path) -> Researcher:
    """Open a window on forty open codes."""
    path = tmp_path / "theory.gtc"
    make_open_codes(path)
    return Researcher(hands(path), path)


def test_from_open_codes_to_a_figure_and_back(person: Researcher, tmp_path: Path) -> None:
    first = holdings(person.path)
    sort_codes(person)
    place_in_roles(person)
    give_a_property(person)
    relate(person)
    choose_the_core(person)
    write_the_storyline(person)
    draw_and_arrange(person)
    export(person, tmp_path)
    last = holdings(person.path)
    assert last.digest != first.digest
    check_theory(person.path)
    go_back_and_forth(person, first.digest, last.digest, last.revision - first.revision)
    check_theory(person.path)
    person.hands.window.close()
    check_whole(person.path)


def sort_codes(person: Researcher) -> None:
    """Gather codes into categories, drag two more into one, and let one serve a second."""
    hands = person.hands
    hands.go("Axial coding")
    hands.button("Sort codes")
    loose = hands.find(QListView, "loose")
    for category, names in THEMES.items():
        gathered = names[:8] if category == KNOWN else names
        hands.click_row(loose, hands.row(loose, gathered[0]))
        hands.click_row(loose, hands.row(loose, gathered[-1]), SHIFT)
        hands.press(Key.Key_N, CONTROL | SHIFT)
        person.answer(category)
    housed = hands.find(QListView, "housed")
    left = THEMES[KNOWN][8:]
    hands.click_row(loose, hands.row(loose, left[0]))
    hands.click_row(loose, hands.row(loose, left[1]), SHIFT)
    start = loose.visualRect(hands.row(loose, left[1])).center()
    goal = hands.row(housed, KNOWN)
    housed.scrollTo(goal)
    person.drag(loose.viewport(), start, housed.viewport(), housed.visualRect(goal).center())
    assert loose.model().rowCount() == 0
    hands.click_row(housed, hands.row(housed, "trust"))
    hands.press(Key.Key_M, CONTROL | ALT)
    person.answer(STRATEGY)


def place_in_roles(person: Researcher) -> None:
    """Carry the phenomenon to its place by the mouse, the others by the keyboard."""
    hands = person.hands
    hands.button("Board")
    shelf, board = hands.find(QListView, "shelf"), person.board
    zone = board.scene.board.zones[ParadigmRole.PHENOMENON]
    goal = QPointF(zone.centre[0] * board.zoom, zone.centre[1] * board.zoom).toPoint()
    start = shelf.visualRect(hands.row(shelf, PHENOMENON)).center()
    person.drag(shelf.viewport(), start, board, goal)
    for name, role in ((CAUSE, "Causal conditions"), (STRATEGY, "Strategies"), (KNOWN, "Context")):
        hands.click_row(shelf, hands.row(shelf, name))
        hands.press(ENTER)
        for key in (Key.Key_Left, Key.Key_Up, Key.Key_Down, Key.Key_Right) * 4:
            if role in board.accessibleDescription():
                break
            hands.press(key)
        assert role in board.accessibleDescription()
        hands.press(ENTER)
        hands.settle()


def give_a_property(person: Researcher) -> None:
    """Give a category a property, and place passages along it, one of them as a negative case."""
    hands = person.hands
    hands.click(person.board, person.card(CAUSE))
    hands.press(Key.Key_P, CONTROL | ALT)
    for words, key in (("Length", Key.Key_Tab), ("minutes", Key.Key_Tab), ("months", ENTER)):
        hands.type(words)
        hands.press(key)
    hands.settle()
    written = hands.find(QListView, "properties")
    hands.click_row(written, hands.row(written, "Length"))
    sheet = person.sheet((Key.Key_P, CONTROL | SHIFT))
    for digit in "18":
        hands.type(digit)
        hands.settle()
    hands.press(Key.Key_Minus)
    hands.type("Nobody had told her the number (invented).")
    hands.press(ENTER, CONTROL)
    hands.settle()
    hands.button("Done", sheet)
    person.done()


def relate(person: Researcher) -> None:
    """Relate categories, with passages for and against."""
    hands, board = person.hands, person.board
    for source, kind, target in (
        (CAUSE, "is a cause of", PHENOMENON),
        (KNOWN, "is a condition for", STRATEGY),
    ):
        hands.click(board, person.card(source))
        hands.click(board, person.card(target), CONTROL)
        sheet = person.sheet((Key.Key_R, Qt.KeyboardModifier.NoModifier))
        hands.write(line(sheet, "Kind of relation"), kind)
        hands.press(ENTER)
        person.done()
    with reading(person.path) as reader:
        wanted = next(
            card.id for card in relations.relation_cards(reader) if card.type == "is a cause of"
        )
    for stance, note in (("For", "She says it herself (invented)."), ("Against", "")):
        badge = board.scene.board.lines[wanted].badge
        hands.click(board, QPointF(badge[0] * board.zoom, badge[1] * board.zoom).toPoint())
        hands.button("Add evidence")
        choice: Any = hands.sheet()
        hands.button(stance, choice)
        if note:
            hands.click(choice.note)
            hands.type(note)
        hands.button("Add as evidence", choice)
        person.done()


def choose_the_core(person: Researcher) -> None:
    """Judge a category on the bench with a memo, and make it the core with a reason."""
    hands = person.hands
    hands.go("Selective coding")
    hands.button("Core category")
    hands.settle()
    bench = hands.find(BenchTable, "bench")
    name = hands.row(bench, PHENOMENON)
    hands.click_row(bench, name.siblingAtColumn(5))
    hands.type("4")
    hands.settle()
    memo = hands.find(QWidget, "judgement_memo")
    hands.click(memo)
    hands.type("Every interview comes back to it (invented).")
    hands.press(ENTER, CONTROL)
    hands.settle()
    hands.button("Make it the core…")
    hands.sheet()
    hands.type("All else is told as a way to it or from it.")
    hands.button("Make it the core", hands.sheet())
    person.done()


def write_the_storyline(person: Researcher) -> None:
    """Tell the theory in a sentence with a link to a category."""
    hands = person.hands
    hands.button("Storyline")
    hands.settle()
    text = hands.find(QWidget, "storyline_text")
    hands.click(text)
    hands.type("Who waits is lost without a word: [[leav")
    hands.press(ENTER)
    hands.type(" (invented).")
    hands.press(ENTER, CONTROL)
    hands.settle()


def draw_and_arrange(person: Researcher) -> None:
    """Make a model of steps from the paradigm, move a box by hand, and write on another."""
    hands = person.hands
    hands.go("Model")
    sheet = person.sheet((Key.Key_N, CONTROL | SHIFT))
    assert sheet.start.shown == "the categories of the paradigm"
    hands.write(sheet.name, MODEL)
    hands.press(ENTER)
    person.done()
    canvas = hands.find(ModelCanvas, "model_canvas")
    keys = {canvas.parts.nodes[key].label: key for key in canvas.parts.nodes}
    before = canvas.parts.nodes[keys[KNOWN]].rect
    start = canvas.to_view(before).center().toPoint()
    port = canvas.viewport()
    person.drag(port, start, port, start + QPoint(0, 70))
    hands.wait(lambda: canvas.parts.nodes[keys[KNOWN]].rect.cy > before.cy + 20)
    hands.press(Key.Key_F2)
    hands.type("Known by name")
    hands.press(ENTER)
    hands.settle()


def export(person: Researcher, folder: Path) -> None:
    """Write the figure as svg and as docx, and open both with other programs."""
    hands = person.hands
    for ending in ("svg", "docx"):
        sheet = person.sheet((Key.Key_E, CONTROL | SHIFT))
        sheet.format.choose(ending)
        hands.write(line(sheet, "export_place"), str(folder / f"figure.{ending}"))
        hands.button("Export", sheet)
        person.done()
    root = etree.parse(folder / "figure.svg").getroot()
    told = root.findtext(f"{SVG}desc") or ""
    assert root.findtext(f"{SVG}title") == MODEL
    assert all(name in told for name in (CAUSE, PHENOMENON, STRATEGY, "Known by name"))
    document = docx.Document(str(folder / "figure.docx"))
    assert len(document.inline_shapes) == 1
    assert any(MODEL in paragraph.text for paragraph in document.paragraphs)


def check_theory(path: Path) -> None:
    """Check that the study holds all that was done by hand."""
    with reading(path) as reader:
        named = {row.name: row for row in codes(reader)}
        for category, names in THEMES.items():
            assert {row.parent for name, row in named.items() if name in names} == {
                named[category].id
            }
        assert named[PHENOMENON].level is CodeLevel.CORE
        assert named["trust"].id in memberships(reader)[named[STRATEGY].id]
        roles = {p.category: p.role for p in theory.paradigms(reader)[0].placements}
        assert roles == {
            named[PHENOMENON].id: ParadigmRole.PHENOMENON,
            named[CAUSE].id: ParadigmRole.CAUSAL_CONDITION,
            named[STRATEGY].id: ParadigmRole.STRATEGY,
            named[KNOWN].id: ParadigmRole.CONTEXT,
        }
        check_grounds(reader)
        (model,) = models.models(reader)
        moved = [node for node in model.nodes if node.y is not None]
        assert [node.label for node in moved] == ["Known by name"]
        assert len(model.nodes) == 4
        (story,) = [m for m in theory.memos(reader) if m.kind == MemoKind.STORYLINE]
        assert story.codes == (named[PHENOMENON].id,)


def check_grounds(reader: Reader) -> None:
    """Check the passages behind property and relation, and the judgement behind the core."""
    (length,) = properties.properties(reader)
    assert (length.name, length.low, length.high) == ("Length", "minutes", "months")
    placed = properties.placed_passages(reader)
    why = "Nobody had told her the number (invented)."
    found = [(each.place, each.note) for each in placed if each.negative]
    assert found == [(89, why)]
    assert sorted(each.place for each in placed) == [11, 89, 89]
    given = {(row.stance, row.note) for row in relations.evidence(reader)}
    assert given == {(Stance.FOR, "She says it herself (invented)."), (Stance.AGAINST, "")}
    assert len(relations.relation_cards(reader)) == 2
    assert [(row.score, row.memo) for row in judgements(reader)] == [
        (4, "Every interview comes back to it (invented).")
    ]
    assert "All else is told as a way to it or from it." in {e.reason for e in entries(reader)}


def go_back_and_forth(person: Researcher, first: str, last: str, count: int) -> None:
    """Take everything back, entry by entry, to the first digest; and do it all again."""
    for key, held, digest in ((Key.Key_Z, CONTROL, first), (Key.Key_Z, CONTROL | SHIFT, last)):
        for _ in range(count):
            one_entry(person, key, held)
        person.hands.settle()
        assert holdings(person.path).digest == digest


def one_entry(person: Researcher, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    """Press a key, and wait for the entry it makes."""
    session = person.hands.window.session
    assert session is not None
    before = session.bridge.state.revision
    person.hands.press(key, held)
    person.hands.wait(lambda: session.bridge.state.revision > before)
