"""Properties in the window: written beside the board, passages along them, the grid by case."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit

from gtcoder.actions import codebook, properties
from gtcoder.queries.passages import codings
from gtcoder.queries.properties import PlacedPassage, placed_passages
from gtcoder.queries.properties import properties as rows_of
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.ui.axial.centre import PROPERTIES
from gtcoder.ui.axial.properties_grid_model import Wanted
from gtcoder.ui.axial.properties_line import spots
from gtcoder.ui.axial.properties_paint import axis_of
from gtcoder.ui.axial.workspace import AxialWorkspace
from gtcoder.ui.main_window import MainWindow
from gtcoder.vocabulary import PropertyId, QuotationId
from tests.ui.theory_places import TheoryPlace
from tests.ui.theory_study import Made, drag, tie

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
LEAVING = "Silent leaving"


class Properties(TheoryPlace):
    """The workspace with what these tests ask of it; a category is at the side."""

    def __init__(self, window: MainWindow, made: Made, qtbot: QtBot) -> None:
        super().__init__(window, made, qtbot)
        self.ws = self.go("axial", AxialWorkspace)
        self.part = self.ws.side.card_panel.properties
        self.list, self.placed = self.part.list, self.ws.side.card_panel.placed
        self.page = self.ws.centre.properties
        self.settle()
        self.ws.choose_card(made.codes[LEAVING])
        self.settle()

    def quiet(self) -> None:
        super().quiet()
        assert not self.ws.stale
        assert self.ws.theory.revision == self.session.bridge.state.revision

    def act(self, verb: Callable[..., Any], **values: Any) -> None:
        self.session.bridge.act(verb, **values)
        self.settle()

    def undo(self) -> None:
        self.session.bridge.undo()
        self.settle()

    def stored(self) -> list[tuple[str, str, str]]:
        with self.session.bridge.read() as reader:
            rows = rows_of(reader, self.made.codes[LEAVING])
        return [(row.name, row.low, row.high) for row in rows]

    def places(self) -> list[tuple[int, bool, str]]:
        with self.session.bridge.read() as reader:
            return [(each.place, each.negative, each.note) for each in placed_passages(reader)]

    def passages(self) -> list[QuotationId]:
        """Return the passages of the category, by where they begin."""
        with self.session.bridge.read() as reader:
            rows = [row for row in codings(reader) if row.code == (LEAVING,)]
        return [row.quotation for row in sorted(rows, key=lambda row: row.start)]

    def define(self, name: str = "length", low: str = "short", high: str = "long") -> PropertyId:
        category = self.made.codes[LEAVING]
        self.act(properties.define_property, category=category, name=name, low=low, high=high)
        return self.list.lines[-1].id

    def with_two_placed(self) -> PropertyId:
        """Place both passages, at 20 and at 80, and choose the property."""
        key = self.define()
        for passage, at in zip(self.passages(), (20, 80), strict=True):
            self.act(properties.place_passages, property=key, quotations=[passage], place=at)
        self.list.choose(key)
        self.list.setFocus()
        return key

    def keys(self, *keys: Qt.Key, on: Any = None) -> None:
        for key in keys:
            QTest.keyClick(on or self.list, key)

    def dot(self, n: int) -> QPoint:
        """Return where a dot of the chosen property lies in the list."""
        line = self.list.chosen()
        assert line is not None
        axis = axis_of(QRectF(self.list.visualRect(self.list.currentIndex())))
        return spots(axis, line.placed)[n].toPoint()

    def at(self, place: int) -> QPoint:
        """Return where a place lies on the chosen property, on the screen."""
        axis = axis_of(QRectF(self.list.visualRect(self.list.currentIndex())))
        return self.list.viewport().mapToGlobal(QPoint(round(axis.x(place)), round(axis.y)))

    def answer(self, words: str, primary: str) -> None:
        sheet = self.sheet()
        QTest.keyClicks(sheet.findChildren(QPlainTextEdit)[0], words)
        self.press(sheet, primary)
        self.settle()


@pytest.fixture
def at(open_window: Callable[..., MainWindow], made: Made, qtbot: QtBot) -> Properties:
    return Properties(open_window(made.path, place="axial"), made, qtbot)


def test_a_property_is_written_where_it_stands(at: Properties) -> None:
    assert at.part.list.isHidden()
    QTest.mouseClick(at.part.add_button, Left)
    editor = at.list.editor
    QTest.keyClicks(editor.name, "length")
    at.keys(Key.Key_Tab, on=editor.name)
    QTest.keyClicks(editor.low, "short")
    at.keys(Key.Key_Tab, on=editor.low)
    QTest.keyClicks(editor.high, "long")
    at.keys(Key.Key_Return, on=editor.high)
    at.settle()
    assert at.stored() == [("length", "short", "long")]
    assert at.list.isVisible()
    at.list.choose(at.list.lines[0].id)
    at.list.setFocus()
    at.keys(Key.Key_F2)
    QTest.keyClicks(editor.name, "duration")  # what was there is selected
    at.keys(Key.Key_Return, on=editor.name)
    at.settle()
    assert at.stored() == [("duration", "short", "long")]
    assert at.list.hasFocus()
    at.keys(Key.Key_Return)
    QTest.keyClicks(editor.name, "x")
    at.keys(Key.Key_Escape, on=editor.name)
    at.settle()
    assert at.stored() == [("duration", "short", "long")]
    at.undo()
    at.undo()
    assert at.stored() == []
    assert at.list.isHidden()


def test_a_new_property_by_its_key_needs_no_ends_and_no_name_means_none(at: Properties) -> None:
    at.window.commands.action("axial.property").trigger()
    at.keys(Key.Key_Return, on=at.list.editor.name)
    at.settle()
    assert at.stored() == []
    at.window.commands.action("axial.property").trigger()
    QTest.keyClicks(at.list.editor.name, "tone")
    at.ws.board.setFocus()  # whoever goes elsewhere has written it
    at.settle()
    assert at.stored() == [("tone", "", "")]
    (finding,) = [
        each for each in at.ws.left.checks.checks if each.heading == "Dimension without two ends"
    ]
    assert "tone" in finding.about


def test_properties_are_ordered_and_removed_by_keys(at: Properties) -> None:
    at.define("one")
    second = at.define("two")
    at.list.setFocus(Qt.FocusReason.TabFocusReason)
    at.list.choose(second)
    QTest.keyClick(at.list, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    at.settle()
    assert [name for name, *_ in at.stored()] == ["two", "one"]
    chosen = at.list.chosen()
    assert chosen is not None
    assert chosen.id == second
    QTest.keyClick(at.list, Key.Key_Up, Qt.KeyboardModifier.AltModifier)  # is the first already
    at.keys(Key.Key_Delete)
    at.answer("Said by one alone (invented).", "Remove")
    assert [name for name, *_ in at.stored()] == ["one"]
    at.undo()
    at.undo()
    assert [name for name, *_ in at.stored()] == ["one", "two"]


def test_a_dot_shows_its_passage_and_is_dragged(at: Properties) -> None:
    at.with_two_placed()
    assert at.placed.list.isVisible()
    QTest.mouseClick(at.list.viewport(), Left, pos=at.dot(1))
    row = at.placed.chosen_row()
    assert row is not None
    assert row.quotation == at.passages()[1]
    assert at.placed.dot.place.value() == 80
    drag(at.list.viewport(), at.dot(1), [at.at(40), at.at(0)])
    at.settle()
    assert [place for place, *_ in at.places()] == [0, 20]
    dot = at.list.chosen_dot()
    assert dot is not None
    assert dot.place == 0
    at.undo()
    assert [place for place, *_ in at.places()] == [20, 80]
    drag(at.list.viewport(), at.dot(0), [at.dot(0) + at.list.viewport().mapToGlobal(QPoint(1, 0))])
    at.settle()
    assert [place for place, *_ in at.places()] == [20, 80]  # a click that trembled


def test_dots_by_keys(at: Properties) -> None:
    at.with_two_placed()
    at.keys(Key.Key_Right, Key.Key_Right, Key.Key_Left)
    dot = at.list.chosen_dot()
    assert dot is not None
    assert dot.place == 20
    at.keys(Key.Key_9)
    at.settle()
    assert [place for place, *_ in at.places()] == [80, 100]
    at.keys(Key.Key_Minus)
    at.settle()
    assert at.places() == [(80, False, ""), (100, True, "")]
    assert "1 negative cases, 1 unexplained" in at.list.model().index(0, 0).data(
        Qt.ItemDataRole.AccessibleTextRole
    )
    at.keys(Key.Key_N)
    at.answer("He could not leave (invented).", "Store note")
    assert at.places() == [(80, False, ""), (100, True, "He could not leave (invented).")]
    at.keys(Key.Key_Delete)
    at.settle()
    assert at.places() == [(80, False, "")]
    assert at.list.chosen_dot() is None
    for _ in range(4):
        at.undo()
    assert at.places() == [(20, False, ""), (80, False, "")]


def test_a_passage_is_moved_and_explained_in_the_list(at: Properties) -> None:
    at.with_two_placed()
    shown = at.placed
    shown.list.setFocus(Qt.FocusReason.TabFocusReason)
    at.keys(Key.Key_Down, on=shown.list)
    row = shown.chosen_row()
    assert row is not None
    at.keys(Key.Key_5, on=shown.list)
    at.settle()
    moved = [place for place, *_ in at.places()]
    assert 56 in moved
    again = shown.chosen_row()
    assert again is not None
    assert again.quotation == row.quotation
    dot = at.list.chosen_dot()
    assert dot is not None
    assert dot.quotation == row.quotation
    shown.dot.place.setFocus()
    shown.dot.place.selectAll()
    QTest.keyClicks(shown.dot.place, "7")
    at.keys(Key.Key_Return, on=shown.dot.place)
    at.settle()
    assert 7 in [place for place, *_ in at.places()]
    QTest.mouseClick(shown.dot.negative, Left, pos=QPoint(8, shown.dot.negative.height() // 2))
    at.settle()
    assert [negative for _, negative, _ in at.places()].count(True) == 1
    at.press(shown.dot, "Explanation")
    at.answer("It was a holiday (invented).", "Store note")
    assert "It was a holiday (invented)." in [note for *_, note in at.places()]
    at.press(shown.dot, "Take off")
    at.settle()
    assert len(at.places()) == 1
    assert shown.dot.isHidden()
    at.keys(Key.Key_Escape, on=shown.list)
    assert at.list.chosen() is None
    assert at.ws.side.card_panel.passages.isVisible()


def test_passages_are_placed_one_after_the_other_by_digits(at: Properties) -> None:
    at.list.choose(at.define())
    at.list.setFocus()
    at.keys(Key.Key_P)
    sheet = at.sheet()
    assert len(sheet.chosen()) == 1
    assert "1 of 2 passages chosen" in sheet._said.text()
    at.keys(Key.Key_3, on=sheet.list)
    at.settle()
    assert at.places() == [(33, False, "")]
    assert [row.quotation for row in sheet.chosen()] == at.passages()[1:]  # the next one
    at.keys(Key.Key_Minus, on=sheet.list)
    QTest.keyClicks(sheet.note, "She was on holiday (invented).")
    sheet.list.setFocus()
    at.keys(Key.Key_Right, Key.Key_Right, on=sheet.list)
    assert sheet.place.value() == 35
    at.keys(Key.Key_Return, on=sheet.list)
    at.settle()
    assert at.places() == [(33, False, ""), (35, True, "She was on holiday (invented).")]
    assert not sheet.negative.isChecked()
    assert "Every passage of the category is placed" in sheet._said.text()
    at.undo()
    assert len(sheet.chosen()) == 1  # it waits again
    at.press(sheet, "Done")
    assert len(at.list.lines[0].placed) == 1


def test_several_are_placed_by_dragging_the_mark_and_a_placed_one_is_moved(
    at: Properties,
) -> None:
    at.list.choose(at.define())
    at.window.commands.action("axial.place").trigger()
    sheet = at.sheet()
    sheet.list.selectAll()
    before = at.session.bridge.state.revision
    slider = sheet.slider
    axis = slider.axis()

    def there(place: int) -> QPoint:
        return QPoint(round(axis.x(place)), round(axis.y))

    drag(slider, there(50), [slider.mapToGlobal(there(90)), slider.mapToGlobal(there(70))])
    at.settle()
    assert [place for place, *_ in at.places()] == [70, 70]
    assert at.session.bridge.state.revision == before + 1
    drag(slider, there(70), [slider.mapToGlobal(there(30)), slider.mapToGlobal(there(10))])
    at.settle()
    assert sorted(place for place, *_ in at.places()) == [10, 70]
    sheet.reject()


def test_a_waiting_passage_opens_at_the_desk(at: Properties) -> None:
    at.list.choose(at.define())
    at.list.setFocus()
    at.press(at.placed, "Place passages…")
    at.keys(Key.Key_D, on=at.sheet().list)
    assert at.window.stack is not None
    workspace = at.window.stack.workspace
    assert workspace is not None
    assert workspace.place == "open"
    at.qtbot.waitUntil(lambda: at.session.jobs.running == 0)


def shown_rows(at: Properties) -> list[str]:
    table = at.page.table
    return [
        table.model().headerData(n, Qt.Orientation.Vertical)
        for n in range(table.model().rowCount())
    ]


def test_the_grid_counts_empty_cells_and_unexplained_cases(at: Properties) -> None:
    tie(at.session, "P1", "P01")
    at.settle()
    at.with_two_placed()
    at.define("tone", "calm", "angry")
    at.window.commands.action("axial.property_grid").trigger()
    at.settle()
    assert at.ws.centre.segments.chosen == PROPERTIES
    said = "1 of 2 cells are empty; 0 negative cases, 0 without an explanation"
    assert at.page.counts.text() == said
    assert shown_rows(at) == [LEAVING, "length", "tone"]
    table = at.page.table
    assert table.hasFocus()
    table.setCurrentIndex(table.grid.index(1, 0))
    assert table.currentIndex().data() == "20–80 (2)"
    assert at.placed.line is not None
    assert at.placed.line.row.name == "length"
    assert "length, P01: 2 passages, at 20, 80" in table.currentIndex().data(
        Qt.ItemDataRole.AccessibleTextRole
    )
    at.keys(Key.Key_Return, on=table)
    assert at.placed.list.hasFocus()
    placement: PlacedPassage = at.placed.line.placed[0]
    at.act(properties.change_place, placement=placement.id, negative=True)
    assert at.page.counts.text().endswith("1 negative case, 1 without an explanation")
    table.setFocus()
    at.keys(Key.Key_Down, on=table)
    assert table.currentIndex().row() == 2
    assert at.placed._empty.text() == "No passage of P01 is placed here."
    at.keys(Key.Key_Return, on=table)
    assert at.placed.place_button.hasFocus()
    at.page.filter.choose(Wanted.EMPTY)
    assert shown_rows(at) == [LEAVING, "tone"]
    at.page.filter.choose(Wanted.UNEXPLAINED)
    assert shown_rows(at) == [LEAVING, "length"]
    at.page.filter.choose(Wanted.ALL)
    assert shown_rows(at) == [LEAVING, "length", "tone"]


def test_the_keyboard_goes_over_the_names_of_categories(at: Properties) -> None:
    at.define("length")
    waiting = at.made.codes["Waiting"]
    at.act(properties.define_property, category=waiting, name="cost", low="low", high="high")
    at.window.commands.action("axial.property_grid").trigger()
    at.settle()
    table = at.page.table
    assert shown_rows(at) == ["Waiting", "cost", LEAVING, "length"]
    table.setCurrentIndex(table.grid.index(1, 0))
    at.keys(Key.Key_Down, on=table)
    assert table.currentIndex().row() == 3
    assert at.part.category == at.made.codes[LEAVING]
    at.keys(Key.Key_Up, Key.Key_Up, on=table)
    assert table.currentIndex().row() == 1
    assert at.part.category == waiting


def test_the_grid_by_documents_is_written_as_a_table(at: Properties, tmp_path: Path) -> None:
    at.with_two_placed()
    at.ws.centre.show_view(PROPERTIES)
    at.settle()
    at.press(at.page, "Documents")
    at.settle()
    assert at.page.table.model().headerData(0, Qt.Orientation.Horizontal) == "Invented interview 1"
    at.press(at.page, "Export table")
    sheet = at.sheet()
    out = tmp_path / "grid.csv"
    sheet.path.setText(str(out))
    with at.qtbot.waitSignal(at.session.say.noticed, timeout=10_000):
        QTest.mouseClick(sheet.write_button, Left)
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    head = next(n for n, row in enumerate(rows) if "property" in row)
    assert rows[head][-2:] == ["Invented interview 1", "documents"]
    assert rows[head + 1][1:] == ["length", "short – long", "20–80 (2)", "1"]
    at.settle()


def test_a_check_leads_to_the_property_it_names(at: Properties) -> None:
    at.define("tone", "calm", "")
    at.ws.choose_card(at.made.codes["Waiting"])
    checks = at.ws.left.checks
    row = [each.heading for each in checks.checks].index("Dimension without two ends")
    checks.setFocus(Qt.FocusReason.TabFocusReason)
    checks.setCurrentIndex(checks.model().index(row, 0))
    at.keys(Key.Key_Return, on=checks)
    chosen = at.list.chosen()
    assert chosen is not None
    assert chosen.row.name == "tone"


def test_a_retired_category_lets_go_of_the_side(at: Properties) -> None:
    at.define()
    at.act(codebook.retire_code, code=at.made.codes[LEAVING], reason="Not needed (invented).")
    assert at.stored() == []
    assert not at.part.isVisible()


def test_what_can_be_pressed_has_a_name(at: Properties) -> None:
    at.with_two_placed()
    at.keys(Key.Key_Right)
    at.ws.centre.show_view(PROPERTIES)
    at.settle()
    for button in at.ws.findChildren(QAbstractButton):
        assert button.isHidden() or button.text() or button.accessibleName(), button
    for named in (at.list, at.placed.list, at.placed.dot.place, at.page.table):
        assert named.accessibleName()


def test_nothing_moves_while_the_study_is_only_read(
    open_window: Callable[..., MainWindow], made: Made, qtbot: QtBot
) -> None:
    with open_study(FileLocation(made.path), "Ann") as study:
        key = study.perform(properties.define_property, category=made.codes[LEAVING], name="length")
        with study.read() as reader:
            passages = [row.quotation for row in codings(reader) if row.code == (LEAVING,)]
        study.perform(properties.place_passages, property=key, quotations=passages, place=20)
    window = open_window(made.path)
    assert window.session is not None
    window.session.bridge.project.read_only = True
    at = Properties(window, made, qtbot)
    at.list.choose(key)
    drag(at.list.viewport(), at.dot(1), [at.at(0)])
    at.keys(Key.Key_Right, Key.Key_5, Key.Key_Delete)
    at.settle()
    assert [place for place, *_ in at.places()] == [20, 20]
    assert not at.part.add_button.isEnabled()
    assert not at.placed.place_button.isEnabled()
    assert not window.commands.action("axial.place").isEnabled()
