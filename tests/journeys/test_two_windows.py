"""Two coders with a window each on one study: what each sees, may undo, and must not see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView, QTableView, QTreeView

from gtcoder.store.location import FileLocation, Location, ServerLocation
from gtcoder.ui.kit import Chip, MessageBar
from tests.databases import KINDS, location_in
from tests.journeys.hands import CONTROL, ENTER, Hands, line
from tests.journeys.invented import CODE, line_text, make_long_study
from tests.journeys.reading import check_whole, coded, ledger


@dataclass
class Two:
    """Ann, who leads, and Bob, each at a window."""

    ann: Hands
    bob: Hands
    study: Location


@pytest.fixture(params=KINDS)
def two(request: pytest.FixtureRequest, hands: Callable[..., Hands], tmp_path: Path) -> Two:
    study = location_in(request.param, tmp_path)
    make_long_study(study)
    where = written(study)
    return Two(hands(where, "Ann"), hands(where, "Bob"), study)


def written(study: Location) -> str:
    """Return a study's place as people write it."""
    if isinstance(study, ServerLocation):
        return f"{study.url}{'&' if '?' in study.url else '?'}study={study.study}"
    return str(study)


def code_line(person: Hands, number: int, code: str) -> int:
    """Code a line by mouse and keyboard; return where it begins."""
    person.front()
    span = person.span(line_text(number))
    person.drag_over(span)
    person.type(code)
    person.press(ENTER)
    person.settle()
    return span.start


def seen(person: Hands, at: int) -> int:
    """Return how many codings are painted at a place of the text."""
    return len(person.text.codings_at(at))


def close(two: Two) -> None:
    for person in (two.ann, two.bob):
        person.window.close()
        assert not person.window.isVisible()
    if isinstance(two.study, FileLocation):
        check_whole(two.study.path)


def test_each_sees_what_the_other_codes(two: Two) -> None:
    first = code_line(two.ann, 0, CODE)
    two.bob.wait(lambda: seen(two.bob, first) == 1)
    second = code_line(two.bob, 0, "Called back")
    assert seen(two.bob, second) == 2
    two.ann.wait(lambda: seen(two.ann, second) == 2)
    tree = two.ann.find(QTreeView, "codebook-tree")
    two.ann.wait(lambda: tree.model().rowCount() == 2)
    two.ann.front()
    two.ann.press(Qt.Key.Key_Z, CONTROL)
    two.bob.wait(lambda: seen(two.bob, first) == 1)
    assert {(code, coder) for code, _, _, coder, _ in coded(two.study)} == {("Called back", "Bob")}
    assert two.ann.status("revision") == two.bob.status("revision")
    close(two)


def test_what_a_colleague_built_on_is_not_undone(two: Two) -> None:
    first = code_line(two.ann, 0, "Silence")
    two.bob.wait(lambda: seen(two.bob, first) == 1)
    code_line(two.bob, 5, "Silence")
    before = coded(two.study)
    two.ann.front()
    two.ann.press(Qt.Key.Key_Z, CONTROL)
    bar = two.ann.window.findChild(MessageBar)
    assert bar is not None
    two.ann.wait(bar.isVisible)
    assert "cannot be taken back: Bob built on it" in bar.accessibleName()
    two.ann.settle()
    assert coded(two.study) == before
    assert ledger(two.study)[-1].coder == "Bob"
    close(two)


def test_in_a_blind_round_nothing_of_the_other_is_seen(two: Two) -> None:
    tree = two.bob.find(QTreeView, "codebook-tree")
    known = tree.model().rowCount()
    open_blind_round(two.ann)
    at = code_line(two.ann, 0, "Silence")
    two.bob.settle()
    two.bob.front()
    assert tree.model().rowCount() == known, "a new code is a proposal that its maker sees alone"
    assert seen(two.bob, at) == 0
    assert two.bob.look_for(QListView, "passages") is None, "there are no passages to list"
    assert coded(two.study, "Bob") == frozenset()
    own = code_line(two.bob, 1, "Silence")
    assert seen(two.bob, own) == 1
    two.bob.go("Ledger")
    done = two.bob.find(QListView, "ledger-list").model()
    told = [str(done.index(row, 0).data()) for row in range(done.rowCount())]
    (applied,) = [words for words in told if "“Silence”" in words]
    assert applied.endswith("in Invented interview 1, line 10")
    assert {coder for *_, coder, _ in coded(two.study, "Bob")} == {"Bob"}
    assert {coder for *_, coder, _ in coded(two.study, "Ann")} == {"Ann"}
    close(two)


def open_blind_round(lead: Hands) -> None:
    """Open a blind round, where coders and rounds are listed."""
    lead.front()
    lead.go("Transcripts")
    lead.menu("View", "Coders and rounds")
    lead.button("add-round")
    sheet = lead.sheet()
    lead.write(line(sheet, "Name"), "Blind one")
    lead.click(lead.find(Chip, "Kind open", sheet))
    lead.press(Qt.Key.Key_Down)
    lead.press(ENTER)
    assert lead.find(Chip, "Kind blind", sheet)
    lead.button("Open the round", sheet)
    lead.no_sheet()
    rounds = lead.find(QTableView, "rounds")
    lead.wait(lambda: rounds.model().rowCount() == 2)
    lead.settle()
    lead.go("Open coding")
