"""Several codes at once, pasted names, weights, further codes, comparisons, by mouse and keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from gtcoder.actions import codebook, many
from gtcoder.queries.comparisons import comparisons, weights
from gtcoder.queries.passage_pages import PassageOrder
from gtcoder.queries.passages import codings
from gtcoder.store.ledger import Change
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.ui.codebook.model import CODE_MIME, CODES_MIME
from gtcoder.ui.desk.passages import COMPARE, PASSAGES
from gtcoder.ui.main_window import MainWindow
from gtcoder.vocabulary import CodeId, CodingId, CodingOrigin
from tests.ui.desks import LATE, SILENCE, Desk, open_desk

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def codes_made(study_path: Path) -> None:
    with open_study(FileLocation(study_path), "Bob") as project:
        project.perform(codebook.create_code, name="Silence", definition="No word is said.")
        project.perform(codebook.create_code, name="Delay")


@pytest.fixture
def desk(codes_made: None, window: MainWindow, qtbot: QtBot) -> Desk:
    return open_desk(window, qtbot)


def entries(desk: Desk) -> int:
    return desk.session.bridge.state.revision


def names(desk: Desk) -> list[str]:
    return sorted(row[0] for row in desk.stored())


def code_all(desk: Desk, *words: str) -> None:
    for count, each in enumerate(words, 1):
        desk.drag_over(each)
        desk.type("Delay")
        desk.press(Qt.Key.Key_Return)
        desk.wait_coded(count)


def stored_weights(desk: Desk) -> dict[str, int]:
    with desk.session.bridge.read() as reader:
        by_key = weights(reader)
        return {row.code[-1]: by_key[row.id] for row in codings(reader) if row.id in by_key}


def test_ticked_codes_and_a_new_one_are_one_step(desk: Desk) -> None:
    desk.drag_over(SILENCE)
    before = entries(desk)
    desk.type("Delay")
    desk.press(Qt.Key.Key_Space, CTRL)
    desk.type("Silence")
    desk.press(Qt.Key.Key_Space, CTRL)
    palette = desk.place.moves.asking.palette
    assert palette.note.text() == "2 codes ticked"
    desk.type("Brand new @40")
    desk.press(Qt.Key.Key_Return)
    desk.wait_coded(3)
    assert names(desk) == ["Brand new", "Delay", "Silence"]
    assert stored_weights(desk) == {"Brand new": 40, "Delay": 40, "Silence": 40}
    assert entries(desk) == before + 1
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.wait_coded(0)


def test_lines_of_the_clipboard_are_shown_as_codes_before_they_are_applied(desk: Desk) -> None:
    QApplication.clipboard().setText("delay\n\n  Brand  new \n")
    desk.drag_over(LATE)
    desk.press(Qt.Key.Key_V, CTRL)
    palette = desk.place.moves.asking.palette
    assert palette.is_open
    assert palette.note.text() == "2 codes ticked, 1 new"
    rows = [palette.view.choices.choice(row) for row in range(2)]
    assert [(row.name, row.icon) for row in rows if row] == [
        ("Delay", "check"), ("Brand new", "check")
    ]  # fmt: skip
    assert desk.stored() == []
    desk.press(Qt.Key.Key_Return)
    desk.wait_coded(2)
    assert names(desk) == ["Brand new", "Delay"]


def test_selected_rows_of_the_codebook_are_applied_together(desk: Desk) -> None:
    span = desk.drag_over(SILENCE)
    tree, model = desk.place.book.tree, desk.place.book.book.model
    for name, held in (("Delay", Qt.KeyboardModifier.NoModifier), ("Silence", CTRL)):
        spot = tree.visualRect(model.index_of(desk.code(name))).center()
        if held:
            QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, held, spot)
        else:  # a plain click would apply the one
            tree.choose(desk.code(name))
    tree.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.wait_coded(2)
    assert [row[1:3] for row in desk.stored()] == [(span.start, span.end)] * 2


def drop(desk: Desk, codes: Sequence[CodeId], at: int) -> None:
    data = QMimeData()
    data.setData(CODE_MIME, str(codes[0]).encode())
    data.setData(CODES_MIME, " ".join(map(str, codes)).encode())
    port, spot = desk.place.view.viewport(), desk.point(at)
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(port, QDragEnterEvent(spot, copy, data, left, none))
    QApplication.sendEvent(port, QDropEvent(QPointF(spot), copy, data, left, none))


def test_dropped_codes_go_together_and_on_a_chosen_coding_as_well(desk: Desk) -> None:
    span = desk.drag_over(SILENCE)
    drop(desk, [desk.code("Delay")], span.start + 2)
    desk.wait_coded(1)
    desk.wait(lambda: desk.place.view.chosen_coding is not None)
    assert desk.place.view.selected() is None
    drop(desk, [desk.code("Silence")], span.start + 2)
    desk.wait_coded(2)
    where = desk.drag_over(LATE)
    drop(desk, [desk.code("Delay"), desk.code("Silence")], where.start + 2)
    desk.wait_coded(4)
    assert names(desk) == ["Delay", "Delay", "Silence", "Silence"]
    assert len({row[1:3] for row in desk.stored()}) == 2


def drag_out(desk: Desk) -> QMimeData:
    """Press on the first name in the margin and pull; return what is dragged."""
    margin = desk.place.text.reader.margin
    margin.grab()
    area, _ = next(
        found for y in range(margin.height()) if (found := margin.hit(QPointF(80, y))) is not None
    )
    spot = area.center().toPoint()
    QTest.mousePress(margin, Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseMove(margin, spot - QPoint(2, 0))
    assert margin.findChild(QDrag) is None, "a hand that shakes drags nothing"
    QTest.mouseMove(margin, spot - QPoint(40, 0))
    drag = margin.findChild(QDrag)
    assert drag is not None
    kept = QMimeData()
    for kind in drag.mimeData().formats():
        kept.setData(kind, drag.mimeData().data(kind))
    QTest.mouseRelease(margin, Qt.MouseButton.LeftButton, pos=spot)
    return kept


def drop_on_code(desk: Desk, data: QMimeData, code: CodeId, held: Qt.KeyboardModifier) -> str:
    """Drop on a row of the codebook; return what it said before."""
    tree, model = desk.place.book.tree, desk.place.book.book.model
    port, spot = tree.viewport(), tree.visualRect(model.index_of(code)).center()
    left, both = Qt.MouseButton.LeftButton, Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    QApplication.sendEvent(port, QDragEnterEvent(spot, both, data, left, held))
    QApplication.sendEvent(port, QDragMoveEvent(spot, both, data, left, held))
    said = "" if tree.landing is None else tree.landing.words
    QApplication.sendEvent(port, QDropEvent(QPointF(spot), both, data, left, held))
    return said


def test_a_coding_is_dragged_onto_a_code(desk: Desk) -> None:
    code_all(desk, SILENCE)
    delay, silence = desk.code("Delay"), desk.code("Silence")
    none, data = Qt.KeyboardModifier.NoModifier, drag_out(desk)
    assert drop_on_code(desk, data, delay, none) == "", "it has that code"
    assert drop_on_code(desk, data, silence, none) == "Change code to “Silence”"
    desk.wait(lambda: names(desk) == ["Silence"])
    assert QApplication.focusWidget() is desk.place.view
    desk.session.bridge.undo()
    desk.wait(lambda: names(desk) == ["Delay"])
    assert drop_on_code(desk, data, silence, CTRL) == "Also code as “Silence”"
    desk.wait_coded(2)
    assert names(desk) == ["Delay", "Silence"]


def typed_in_sheet(desk: Desk, text: str) -> None:
    desk.wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_a_weight_is_given_shown_and_taken_along(desk: Desk) -> None:
    code_all(desk, SILENCE)
    desk.place.view.setFocus()
    desk.press(Qt.Key.Key_W, ALT | SHIFT)
    typed_in_sheet(desk, "140")
    asked = QApplication.focusWidget()
    assert isinstance(asked, QLineEdit), "it is asked again, with what was typed"
    assert asked.accessibleDescription() == "A weight is a whole number from 0 to 100."
    asked.selectAll()
    typed_in_sheet(desk, "70")
    desk.wait(lambda: stored_weights(desk) == {"Delay": 70})
    side = desk.place.side
    side.show_view(PASSAGES)
    desk.wait(lambda: bool(side.shown and side.shown.rows[:1] and "70" in side.shown.rows[0].aside))
    assert side.shown is not None
    assert side.shown.rows[0].aside == "P1 · Invented interview 1  ·  weight 70"
    desk.window.activateWindow()
    desk.place.view.setFocus()
    desk.wait(lambda: QApplication.focusWidget() is desk.place.view)
    desk.press(Qt.Key.Key_R, ALT | SHIFT)
    desk.type("Silence")
    desk.press(Qt.Key.Key_Return)
    desk.wait_coded(2)
    assert stored_weights(desk) == {"Delay": 70, "Silence": 70}
    chip, hidden = desk.place.text.filters.weights, desk.place.text.filters.hidden
    desk.press(Qt.Key.Key_F, ALT)
    chip.setFocus()
    desk.press(Qt.Key.Key_Space)
    assert chip.card is not None
    QTest.keyClicks(chip.card.low, "60")
    QTest.keyClick(chip.card.low, Qt.Key.Key_Return)
    QTest.keyClick(chip.card, Qt.Key.Key_Escape)
    desk.wait(lambda: chip.shown == "60 to 100 or none")
    assert len(desk.painted()) == 2
    chosen = desk.place.view.chosen_coding
    assert chosen is not None
    desk.place.moves.changes.weigh(CodingId(chosen), "50")
    desk.wait_coded(1)
    assert hidden.words.text == "The filter hides “Silence” on these words"
    desk.window.activateWindow()
    desk.place.view.setFocus()
    desk.wait(lambda: QApplication.focusWidget() is desk.place.view)
    desk.press(Qt.Key.Key_A, ALT | SHIFT)
    desk.wait_coded(2)
    desk.wait(hidden.isHidden)
    desk.wait(lambda: chip.shown == "all")


def test_a_recode_tells_of_the_double_it_drops(desk: Desk) -> None:
    desk.drag_over(SILENCE)
    drop(desk, [desk.code("Delay"), desk.code("Silence")], desk.span(SILENCE).start + 2)
    desk.wait_coded(2)
    desk.wait(lambda: desk.place.view.chosen_coding is not None)
    chosen = desk.place.view.chosen_coding
    assert chosen is not None
    other = "Silence" if desk.place.hand.code_of(chosen) == desk.code("Delay") else "Delay"
    heard: list[str] = []
    desk.place.hand.told.connect(heard.append)
    desk.place.view.setFocus()
    desk.press(Qt.Key.Key_R, ALT)
    desk.type(other)
    desk.press(Qt.Key.Key_Return)
    desk.wait_coded(1)
    desk.wait(lambda: bool(heard))
    assert heard == [f"“{other}” was on this passage already; the double was dropped."]


def test_automatic_codings_are_confirmed_by_a_key(desk: Desk) -> None:
    view, coder = desk.place.view, desk.session.bridge.coder
    assert coder is not None
    spans = [desk.span(SILENCE), desk.span(LATE)]
    columns = many.CodingColumns(
        [view.page.document] * 2, [each.start for each in spans], [each.end for each in spans],
        [desk.code("Delay")] * 2, [coder] * 2, [1] * 2,
    )  # fmt: skip
    desk.session.bridge.act(many.apply_many, codings=columns, origin=CodingOrigin.AUTO)
    desk.wait_coded(2)

    def origins() -> list[str]:
        with desk.session.bridge.read() as reader:
            return [row.origin for row in codings(reader)]

    desk.click(SILENCE)
    desk.press(Qt.Key.Key_C, ALT | SHIFT)
    desk.wait(lambda: origins() == [CodingOrigin.HAND, CodingOrigin.AUTO])
    desk.place.actions_by_name["confirm_all"].trigger()
    desk.wait(lambda: origins() == [CodingOrigin.HAND, CodingOrigin.HAND])


def test_passages_are_sorted_and_show_the_memo(desk: Desk) -> None:
    code_all(desk, SILENCE, LATE)
    side = desk.place.side
    side.show_view(PASSAGES)
    desk.wait(lambda: side.shown is not None and len(side.shown.rows) == 2)
    assert side.shown is not None
    assert [row.text for row in side.shown.rows] == [SILENCE, LATE]
    heard: list[Change] = []
    desk.session.bridge.changed.connect(heard.append)
    side.order.choose(PassageOrder.NEWEST)
    desk.wait(lambda: side.shown is not None and side.shown.rows[0].text == LATE)
    assert heard == []
    assert side.hint.text() == "new passage in the last interview"
    rows = desk.place.codes.rows
    rows[desk.code("Delay")] = replace(rows[desk.code("Delay")], name="Invented " * 20)
    side.renew()
    assert side.width() >= side.minimumSizeHint().width(), "a long name asks for no more room"
    corner = side.views.mapTo(side, QPoint(side.views.width(), 0))
    assert corner.x() <= side.width()


def test_a_new_passage_is_held_against_earlier_ones(desk: Desk) -> None:
    code_all(desk, SILENCE, "Nobody complained", LATE)
    desk.click(LATE)
    desk.press(Qt.Key.Key_P, ALT | SHIFT)
    pane = desk.place.side.compare
    assert desk.place.side.views.chosen == COMPARE
    desk.wait(lambda: pane.found is not None and pane.found.passage.text == LATE)
    assert pane.found is not None
    assert pane.found.earlier == 2
    assert {row.passage.text for row in (*pane.found.nearest, *pane.found.different)} == {
        SILENCE, "Nobody complained"
    }  # fmt: skip
    desk.wait(lambda: pane.list.chosen() is not None)
    QTest.keyClicks(pane.note, "Invented difference")
    QTest.keyClick(pane.note, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is pane.list
    desk.press(Qt.Key.Key_Down)
    assert pane.note.text() == "", "a note belongs to the passage it was begun on"
    desk.press(Qt.Key.Key_Up)
    desk.press(Qt.Key.Key_2)

    def found() -> list[tuple[str, str]]:
        with desk.session.bridge.read() as reader:
            return [(str(row.verdict), row.note) for row in comparisons(reader)]

    desk.wait(lambda: found() == [("different", "Invented difference")])
    desk.wait(lambda: pane.list.chosen().aside == "Different: Invented difference")
    pane.list.setFocus()
    desk.press(Qt.Key.Key_Delete)
    desk.wait(lambda: found() == [])
    assert len(desk.stored()) == 3
