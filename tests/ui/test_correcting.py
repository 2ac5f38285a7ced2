"""Correcting a text in the window: what would change is shown first, and open views follow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from gtcoder.actions.coding import apply_new_code
from gtcoder.queries.passages import codings, text
from gtcoder.ui.documents.correct_sheet import CorrectSheet
from gtcoder.ui.main_window import MainWindow
from gtcoder.vocabulary import DocumentId
from tests.ui.desks import LATE, SILENCE, Desk, open_desk
from tests.ui.documenting import LEFT, Transcripts, open_transcripts, press_button

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(window: MainWindow, qtbot: QtBot) -> Desk:
    return open_desk(window, qtbot)


@pytest.fixture
def small(window: MainWindow, qtbot: QtBot) -> Transcripts:
    return open_transcripts(window, qtbot)


def put(area: QPlainTextEdit, old: str, new: str) -> None:
    """Find words in the editor and type others in their place."""
    cursor = area.document().find(old)
    assert not cursor.isNull()
    area.setTextCursor(cursor)
    if new:
        QTest.keyClicks(area, new)
    else:
        QTest.keyClick(area, Qt.Key.Key_Delete)


def test_selected_words_are_corrected_where_they_are_read(desk: Desk) -> None:
    for words, name in ((SILENCE, "Silence"), (LATE, "Late")):
        span = desk.span(words)
        document = desk.place.view.page.document
        desk.session.bridge.act(apply_new_code, document=document, span=span, path=(name,))
    desk.wait_coded(2)
    desk.drag_over("silent")
    desk.press(Qt.Key.Key_T, ALT | SHIFT)
    sheet = desk.place.findChild(CorrectSheet)
    assert sheet is not None
    assert (sheet.was.text(), sheet.now.text()) == ("silent", "silent")
    put(sheet.now, "silent", "very quiet")
    desk.wait(lambda: sheet.touched.isVisible())
    assert "1 passage in other words" in sheet.note.text()
    row = [sheet.touched.model().index(0, column).data() for column in range(4)]
    assert row == [SILENCE, "They went very quiet first", "Silence", "Ann"]
    press_button(sheet, "Correct")
    desk.wait(lambda: "very quiet first" in desk.place.view.page.text)
    desk.wait_coded(2)
    desk.wait(lambda: len(desk.painted()) == 2)
    shown = desk.place.view.page.text
    assert {shown[start:end] for _, start, end in desk.painted()} == {
        "They went very quiet first",
        LATE,
    }
    desk.session.bridge.undo()
    desk.wait(lambda: SILENCE in desk.place.view.page.text and not desk.waiting())
    desk.wait(lambda: {s for _, s, _ in desk.painted()} == {desk.span(w).start
                                                            for w in (SILENCE, LATE)})  # fmt: skip


def test_a_whole_text_is_corrected_and_lost_passages_are_dropped_on_a_tick(
    small: Transcripts,
) -> None:
    document = small.stored().documents[0].id
    with small.session.bridge.read() as reader:
        was = text(reader, document)
    place = was.index("Honestly, ")
    _code(small, document, place, place + len("Honestly, "))
    small.settle()
    small.click_cell(small.place.documents.table, 0, 1)
    card = small.place.documents.card
    QTest.mouseClick(small.button(card, "correct"), LEFT)
    sheet = small.place.acts.sheet
    assert isinstance(sheet, CorrectSheet)
    assert sheet.was.text() == was
    put(sheet.now, "Honestly, ", "")
    small.wait(lambda: sheet.drop.isVisible())
    button = next(each for each in sheet.findChildren(type(small.button(card, "correct")))
                  if each.text() == "Correct")  # fmt: skip
    assert not button.isEnabled()
    sheet.drop.click()
    press_button(sheet, "Correct")
    small.settle()
    with small.session.bridge.read() as reader:
        assert text(reader, document) == was.replace("Honestly, ", "")
        assert codings(reader) == ()


def _code(small: Transcripts, document: DocumentId, start: int, end: int) -> None:
    from gtcoder.vocabulary import Span

    small.session.bridge.act(
        apply_new_code, document=document, span=Span(start, end), path=("Politeness",)
    )
