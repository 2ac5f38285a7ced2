from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gtcoder.actions import codebook, coding
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.store.project import OpenProject
from gtcoder.ui.codebook.model import CODE_MIME, SPAN_MIME
from gtcoder.ui.desk.retrieved import retrieve
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.messages import Told
from tests.ui.desks import LATE, SILENCE, Desk, open_desk

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def bob(study_path: Path) -> Iterator[OpenProject]:
    """A colleague who works on the same file."""
    with open_study(FileLocation(study_path), "Bob") as project:
        project.perform(codebook.create_code, name="Silence", definition="No word is said.")
        project.perform(codebook.create_code, name="Delay")
        yield project


@pytest.fixture
def desk(bob: OpenProject, window: MainWindow, qtbot: QtBot) -> Desk:
    return open_desk(window, qtbot)


def test_letters_on_a_selection_find_a_code_and_enter_applies_it(desk: Desk) -> None:
    span = desk.drag_over(SILENCE)
    desk.type("sil")
    palette = desk.place.moves.asking.palette
    assert palette.is_open
    assert palette.line.text() == "sil"
    assert palette.note.text() == "4 words selected"
    desk.press(Qt.Key.Key_Return)
    desk.wait_coded(1)
    assert desk.stored() == [("Silence", span.start, span.end, "Ann")]
    assert desk.painted() == {(desk.code("Silence"), span.start, span.end)}
    desk.wait(lambda: desk.place.view.chosen_coding is not None)
    assert desk.place.view.selected() is None
    assert QApplication.focusWidget() is desk.place.view


def test_a_new_name_makes_the_code_in_one_entry_and_undo_takes_both_back(desk: Desk) -> None:
    before = desk.session.bridge.state.revision
    span = desk.drag_over(LATE)
    desk.type("Regret")
    desk.press(Qt.Key.Key_Return)
    desk.wait_coded(1)
    assert desk.session.bridge.state.revision == before + 1
    assert desk.stored() == [("Regret", span.start, span.end, "Ann")]
    look = desk.place.view.choice.looks[desk.code("Regret")]
    assert look.name == "Regret"
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.wait_coded(0)
    assert desk.stored() == []
    assert "Regret" not in {row.name for row in desk.place.codes.rows.values()}
    desk.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    desk.wait_coded(1)
    assert desk.stored() == [("Regret", span.start, span.end, "Ann")]


def test_a_path_makes_a_code_under_a_category_and_ctrl_enter_never_applies_another(
    desk: Desk,
) -> None:
    desk.drag_over(LATE)
    desk.type("silence > told late")
    desk.press(Qt.Key.Key_Return)
    desk.wait_coded(1)
    paths = {row.path for row in desk.place.codes.rows.values()}
    assert ("Silence", "told late") in paths
    with desk.session.bridge.read() as reader:
        found = retrieve(reader, desk.place.codes.rows[desk.code("Silence")], {})
    assert len(found.rows) == found.tally.passages == 1, "what is counted is listed"
    desk.drag_over(SILENCE)
    desk.type("Sil")
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.wait_coded(2)
    assert {name for name, *_ in desk.stored()} == {"told late", "Sil"}


def test_shift_enter_applies_and_asks_again_for_the_same_words(desk: Desk) -> None:
    span = desk.drag_over(SILENCE)
    desk.type("sil")
    desk.press(Qt.Key.Key_Return, SHIFT)
    palette = desk.place.moves.asking.palette
    assert palette.is_open
    assert palette.line.text() == ""
    desk.type("del")
    desk.press(Qt.Key.Key_Return)
    desk.wait_coded(2)
    assert not palette.is_open
    spans = {(name, start, end) for name, start, end, _ in desk.stored()}
    assert spans == {("Silence", span.start, span.end), ("Delay", span.start, span.end)}


def test_esc_goes_back_to_the_text_with_the_selection(desk: Desk) -> None:
    span = desk.drag_over(SILENCE)
    desk.press(Qt.Key.Key_Return)
    palette = desk.place.moves.asking.palette
    assert palette.is_open
    card = palette.geometry().adjusted(16, 16, -16, -16)
    assert not card.intersects(desk.place.text.about(span))
    desk.press(Qt.Key.Key_Escape)
    assert not palette.is_open
    assert desk.place.view.selected() == span
    assert QApplication.focusWidget() is desk.place.view
    assert desk.stored() == []


def test_a_click_elsewhere_closes_the_palette(desk: Desk) -> None:
    desk.drag_over(SILENCE)
    desk.type("d")
    desk.click("And what did you do")
    assert not desk.place.moves.asking.palette.is_open
    assert desk.place.view.selected() is None


def test_a_click_on_a_code_applies_it_to_the_selection(desk: Desk) -> None:
    span = desk.drag_over(LATE)
    tree = desk.place.book.tree
    index = desk.place.book.book.model.index_of(desk.code("Delay"))
    spot = tree.visualRect(tree.model().index(index.row(), 0)).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    desk.wait_coded(1)
    assert desk.stored() == [("Delay", span.start, span.end, "Ann")]
    desk.wait(lambda: not desk.place.side.shown or bool(desk.place.side.shown.rows))


def test_a_code_dropped_on_the_text_is_applied_to_the_selection(desk: Desk) -> None:
    span = desk.drag_over(SILENCE)
    data = QMimeData()
    data.setData(CODE_MIME, str(desk.code("Delay")).encode())
    port, spot = desk.place.view.viewport(), desk.point(span.start + 2)
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(port, QDragEnterEvent(spot, copy, data, left, none))
    QApplication.sendEvent(port, QDropEvent(QPointF(spot), copy, data, left, none))
    desk.wait_coded(1)
    assert desk.stored() == [("Delay", span.start, span.end, "Ann")]


def test_text_dropped_on_a_code_is_coded_with_it(desk: Desk) -> None:
    span = desk.drag_over(LATE)
    data = desk.place.view.createMimeDataFromSelection()
    assert data.hasFormat(SPAN_MIME)
    tree = desk.place.book.tree
    index = desk.place.book.book.model.index_of(desk.code("Silence"))
    spot = tree.visualRect(tree.model().index(index.row(), 0)).center()
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(tree.viewport(), QDragEnterEvent(spot, copy, data, left, none))
    QApplication.sendEvent(tree.viewport(), QDropEvent(QPointF(spot), copy, data, left, none))
    desk.wait_coded(1)
    assert desk.stored() == [("Silence", span.start, span.end, "Ann")]


def test_in_vivo_repeat_and_digits(desk: Desk) -> None:
    late = desk.drag_over(LATE)
    desk.press(Qt.Key.Key_V, ALT)
    desk.wait_coded(1)
    assert desk.stored() == [(LATE, late.start, late.end, "Ann")]
    silent = desk.drag_over(SILENCE)
    desk.press(Qt.Key.Key_Period)
    desk.wait_coded(2)
    assert (LATE, silent.start, silent.end, "Ann") in desk.stored()
    desk.place.book.favourites_changed.emit((None, desk.code("Delay")))
    called = desk.drag_over("We called them")
    desk.press(Qt.Key.Key_2)
    desk.wait_coded(3)
    assert ("Delay", called.start, called.end, "Ann") in desk.stored()


def test_del_removes_the_chosen_coding_and_another_code_can_be_given(
    desk: Desk, bob: OpenProject
) -> None:
    span = desk.drag_over(SILENCE)
    desk.type("sil")
    desk.press(Qt.Key.Key_Return)
    desk.wait_coded(1)
    desk.click(SILENCE)
    desk.press(Qt.Key.Key_R, ALT)
    card = desk.place.moves.asking._chooser
    assert card is not None
    assert [choice.name for choice in card.rows("")] == ["Delay"], "not the one it has"
    card.column.activate()
    assert card.height() == card.sizeHint().height(), "all of it is seen"
    desk.type("del")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: desk.painted() == {(desk.code("Delay"), span.start, span.end)})
    desk.wait(lambda: not desk.waiting())
    assert desk.stored() == [("Delay", span.start, span.end, "Ann")]
    desk.press(Qt.Key.Key_Delete)
    desk.wait_coded(0)
    assert desk.stored() == []


def test_the_ends_of_a_coding_move_by_words_and_quick_presses_add_up(desk: Desk) -> None:
    desk.drag_over("too late")
    desk.type("del")
    desk.press(Qt.Key.Key_Return)
    desk.wait_coded(1)
    desk.wait(lambda: desk.place.view.chosen_coding is not None)
    for _ in range(2):
        desk.press(Qt.Key.Key_BracketLeft, ALT)
    desk.press(Qt.Key.Key_BracketRight, ALT)
    desk.wait(lambda: not desk.waiting())
    longer = desk.span("we were too late»")
    desk.wait(lambda: desk.painted() == {(desk.code("Delay"), longer.start, longer.end)})
    assert desk.stored() == [("Delay", longer.start, longer.end, "Ann")]
    desk.press(Qt.Key.Key_BracketLeft, ALT | SHIFT)
    shorter = desk.span("were too late»")
    desk.wait(lambda: desk.painted() == {(desk.code("Delay"), shorter.start, shorter.end)})
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.wait(lambda: desk.painted() == {(desk.code("Delay"), longer.start, longer.end)})


def test_a_colleagues_coding_comes_by_itself_and_only_its_coder_or_a_lead_removes_it(
    desk: Desk, bob: OpenProject
) -> None:
    where = desk.span(LATE)
    document = desk.place.view.page.document
    key = bob.perform(coding.apply_code, document=document, span=where, code=desk.code("Silence"))
    desk.wait_coded(1)
    assert desk.painted() == {(desk.code("Silence"), where.start, where.end)}
    desk.click(LATE)
    desk.press(Qt.Key.Key_Delete)  # Ann is a lead
    desk.wait_coded(0)
    assert desk.stored() == []
    assert key is not None


def test_a_coder_is_told_whose_coding_it_is(
    bob: OpenProject, open_window: object, study_path: Path, qtbot: QtBot
) -> None:
    with open_study(FileLocation(study_path), "Ann") as ann:
        document = 1
        bob_window = open_window(study_path, "Bob")  # type: ignore[operator]
        desk = open_desk(bob_window, qtbot)
        where = desk.span(LATE)
        ann.perform(coding.apply_code, document=document, span=where, code=desk.code("Delay"))
        desk.wait_coded(1)
        told: list[Told] = []
        desk.session.say.told.connect(told.append)
        desk.click(LATE)
        desk.press(Qt.Key.Key_Delete)
        assert [each.text for each in told] == [
            "This coding is Ann’s. Only its coder or a lead can change it."
        ]
        assert len(desk.stored()) == 1
