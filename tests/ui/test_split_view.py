"""Two texts side by side: what is chosen is chosen in one, and keys say what they do not do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gtcoder.actions import codebook, coding, theory
from gtcoder.queries.theory import MemoRow, memos
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.ui.codebook.card import CodeCard
from gtcoder.ui.desk.second import SecondText
from gtcoder.ui.desk.workspace import DeskWorkspace
from gtcoder.ui.look import look, theme
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.transcript.gutter import Gutter
from gtcoder.ui.transcript.page import Page
from gtcoder.ui.transcript.reader import TranscriptReader
from gtcoder.vocabulary import DocumentId, MemoKind, Span
from tests.ui.desks import LATE, SILENCE, Desk, open_desk

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
READING = "This text is for reading. Ctrl+Shift+\\ swaps the two, to code in it."
KEYS = [
    (Qt.Key.Key_BracketRight, ALT), (Qt.Key.Key_R, ALT), (Qt.Key.Key_R, ALT | SHIFT),
    (Qt.Key.Key_W, ALT | SHIFT), (Qt.Key.Key_V, ALT), (Qt.Key.Key_T, ALT | SHIFT),
    (Qt.Key.Key_Period, NONE), (Qt.Key.Key_Delete, NONE), (Qt.Key.Key_Return, NONE),
    (Qt.Key.Key_V, CTRL), (Qt.Key.Key_U, NONE),
]  # fmt: skip


@pytest.fixture
def desk(study_path: Path, window: MainWindow, qtbot: QtBot) -> Desk:
    """Two codings by Ann, and a memo on the first one's code; the split view is open."""
    desk = open_desk(window, qtbot)
    with open_study(FileLocation(study_path), "Ann") as ann:
        for words, name in ((SILENCE, "Silence"), (LATE, "Late")):
            code = ann.perform(codebook.create_code, name=name)
            ann.perform(coding.apply_code, document=DocumentId(1), span=desk.span(words), code=code)
        ann.perform(
            theory.write_memo, kind=MemoKind.THEORETICAL, title="", text="Invented.", codes=[code]
        )
    desk.wait_coded(2)
    desk.press(Qt.Key.Key_Backslash, CTRL)
    return desk


def second_of(desk: Desk) -> SecondText:
    """Return the second text."""
    second = desk.place.splitting.second
    assert second is not None
    return second


def click_beside(desk: Desk, words: str) -> None:
    """Click into words of the second text."""
    view, at = second_of(desk).view, desk.span(words).start + 3
    cursor = view.textCursor()
    cursor.setPosition(view.display.offsets.to_qt(at))
    spot = view.cursorRect(cursor).center()
    QTest.mouseClick(view.viewport(), LEFT, pos=spot)


def test_keys_change_no_coding_of_the_first_text_while_one_of_the_second_is_chosen(
    desk: Desk,
) -> None:
    second, told = second_of(desk), list[str]()
    desk.session.say.told.connect(lambda said: told.append(said.text))
    desk.click(LATE)
    late, before = desk.place.view.chosen_coding, desk.stored()
    assert late is not None
    click_beside(desk, SILENCE)
    silence = second.view.chosen_coding
    assert silence not in (None, late)
    assert desk.place.view.chosen_coding is None, "keys would go to it"
    for key, held in KEYS:
        desk.press(key, held)
        assert told.pop() == READING, key
        assert not told
        assert second.view.hasFocus()
    drag_stripe(second)
    assert told == [READING]
    assert not desk.waiting()
    assert desk.stored() == before
    desk.press(Qt.Key.Key_Backslash, CTRL | SHIFT)
    assert desk.place.view.chosen_coding == silence
    assert second.view.chosen_coding is None
    desk.press(Qt.Key.Key_BracketLeft, ALT)
    desk.press(Qt.Key.Key_Delete)
    desk.wait(lambda: [row[0] for row in desk.stored()] == ["Late"])


def drag_stripe(second: SecondText) -> None:
    """Drag the first stripe of the margin away."""
    margin = second.reader.margin
    spot = QPoint(9, int(margin.placed()[0].top) + 5)
    margin.grab()  # places the stripes
    QTest.mousePress(margin, LEFT, pos=spot)
    far = QPointF(spot) + QPointF(-60, 20)
    moved = QMouseEvent(
        QEvent.Type.MouseMove, far, QPointF(margin.mapToGlobal(far)),
        Qt.MouseButton.NoButton, LEFT, NONE,
    )  # fmt: skip
    QApplication.sendEvent(margin, moved)
    QTest.mouseRelease(margin, LEFT, pos=spot)


def test_a_memo_is_written_on_the_words_selected_in_the_second_text(desk: Desk) -> None:
    second, pane = second_of(desk), desk.place.side.memos
    desk.click(LATE)
    second.view.setFocus()
    second.view.select(desk.span("Nobody"))
    assert desk.place.view.chosen_coding is None
    desk.press(Qt.Key.Key_M, ALT)
    assert (pane.about.document, pane.about.span) == (DocumentId(1), desk.span("Nobody"))
    assert pane.editor.hasFocus()
    desk.type("Invented memo")
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.wait(lambda: any(row.text == "Invented memo" for row in stored_memos(desk)))
    desk.click(LATE)
    assert second.view.selected() is None, "one text is in hand"
    assert desk.place.text.in_hand is desk.place.view


def stored_memos(desk: Desk) -> tuple[MemoRow, ...]:
    """Return the memos as they are stored."""
    with desk.session.bridge.read() as reader:
        return memos(reader)


def test_the_second_text_and_the_links_of_the_card_outlive_another_size_and_theme(
    desk: Desk, window: MainWindow
) -> None:
    desk.place.book.choose(desk.code("Late"))
    card = desk.place.book.findChild(CodeCard)
    assert isinstance(card, CodeCard)
    desk.wait(lambda: "memos" in card.text.text())
    window.wear("dark", 1.0)
    assert re.findall('<a style="color:(#\\w+)"', card.text.text()) == [theme().accent]
    window.wear("dark", 1.2)
    assert window.stack is not None
    place = window.stack.workspace
    assert isinstance(place, DeskWorkspace)
    assert place is not desk.place
    assert place.splitting.second is not None
    assert place.splitting.second.view.page == place.view.page
    assert place.splitting.actions["split"].isChecked()
    assert place.view.hasFocus()


def test_numbers_of_five_digits_are_whole(qtbot: QtBot) -> None:
    look().wear("light")
    reader = TranscriptReader()
    qtbot.addWidget(reader)
    reader.resize(700, 300)
    text = "Invented.\n" * 30_000
    reader.show_page(Page(DocumentId(1), "Invented", "", text))
    reader.view.set_reading(17, 1.7, numbers="all")
    ends = {line: ink_ends(reader, line) for line in (22, 2_222, 22_222)}
    step = ends[2_222] - ends[22]
    assert ends[22_222] - ends[2_222] == pytest.approx(step / 2, abs=1)


def ink_ends(reader: TranscriptReader, line: int) -> int:
    """Return how far to the right the number of a line reaches, in pixels."""
    at = len("Invented.\n") * (line - 1)
    reader.view.select(Span(at, at))
    reader.view.scroll_unit(at)
    gutter: Gutter = reader.gutter
    image = gutter.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    top = int(gutter.numbered()[line])
    rows = range(top, top + reader.view.measures.band)
    ground = image.pixelColor(0, 0).value()
    columns = range(image.width())
    return max(x for x in columns for y in rows if image.pixelColor(x, y).value() < ground - 60)
