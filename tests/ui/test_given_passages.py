"""A round of given passages at the desk: brackets in the text, and Enter codes the one at hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gtcoder.actions import codebook, rounds
from gtcoder.queries.people import given_segments
from gtcoder.queries.people import rounds as known_rounds
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.ui.main_window import MainWindow
from gtcoder.vocabulary import RoundKind, Span
from tests.ui.desks import LATE, SILENCE, Desk, open_desk

ENTER = Qt.Key.Key_Return


@pytest.fixture
def desk(study_path: Path, window: MainWindow, qtbot: QtBot) -> Desk:
    desk = open_desk(window, qtbot)
    assert desk.place.view.given.spans == ()
    with open_study(FileLocation(study_path), "Ann") as ann:
        ann.perform(codebook.create_code, name="Silence")
        ann.perform(rounds.open_new_round, name="Turns", kind=RoundKind.GIVEN_SEGMENTS)
    desk.wait(lambda: bool(desk.place.view.given.spans))
    return desk


def test_the_passages_are_seen_and_enter_codes_the_one_at_the_caret(desk: Desk) -> None:
    view = desk.place.view
    with desk.session.bridge.read() as reader:
        handed = tuple(Span(row.start, row.end) for row in given_segments(reader))
    assert view.given.spans == handed
    words = desk.span(LATE)
    (turn,) = [span for span in handed if span.start <= words.start and words.end <= span.end]
    desk.click(LATE)
    desk.press(ENTER)
    assert view.selected() == turn
    desk.type("sil")
    desk.press(ENTER)
    desk.wait_coded(1)
    assert desk.stored() == [("Silence", turn.start, turn.end, "Ann")]


def test_brackets_go_with_the_round(desk: Desk) -> None:
    port = desk.place.view.viewport()
    bracketed = port.grab().toImage()
    with desk.session.bridge.read() as reader:
        handing = known_rounds(reader)[-1].id
    desk.session.bridge.act(rounds.close_round, round=handing)
    desk.wait(lambda: desk.place.view.given.spans == ())
    assert port.grab().toImage() != bracketed
    desk.click(SILENCE)
    desk.press(ENTER)
    assert not desk.place.moves.asking.palette.is_open


def test_other_words_are_refused_with_the_nearest_passage(desk: Desk) -> None:
    heard: list[str] = []
    desk.session.bridge.failed.connect(lambda error: heard.append(str(error)))
    desk.drag_over(SILENCE)
    desk.type("sil")
    desk.press(ENTER)
    desk.wait(lambda: bool(heard))
    assert "“Turns” hands out the passages to code" in heard[0]
    assert desk.stored() == []
