"""Tables and the model of their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from gtcoder.ui.kit import CATEGORY, SOURCE_ROW, FrameModel, TableView
from gtcoder.ui.kit.frozen import FrozenColumn
from gtcoder.ui.look import look, theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

COLUMNS = ("Code", "Turns", "α")
ROWS: list[tuple[Any, ...]] = [
    ("Fatigue", 24, 0.52),
    (("Feeling", "anger"), 1222, 0.9),
    ("churn", 36, None),
    ("Brand", 9, -0.125),
    ("Sum", 1291, 0.7),
]
NAME, NUMBER, SHARE = range(3)
DOWN = Qt.SortOrder.DescendingOrder


def model() -> FrameModel:
    return FrameModel(COLUMNS, ROWS, totals=frozenset({4}), colours=(1, 2, 3, 4, 0))


def column(model: FrameModel, number: int) -> list[str]:
    return [model.shown(row, number) for row in range(model.rowCount())]


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[TableView]:
    made = TableView(name="Codes")
    rows = model()
    rows.setParent(made)
    made.setModel(rows)
    made.resize(600, 400)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def rows_of(table: TableView) -> FrameModel:
    shown = table.model()
    assert isinstance(shown, FrameModel)
    return shown


def frozen_of(table: TableView) -> FrozenColumn:
    found = table.findChild(FrozenColumn)
    assert isinstance(found, FrozenColumn)
    return found


def click_header(qtbot: QtBot, table: TableView, number: int) -> None:
    header = table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(number) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def click_row(
    qtbot: QtBot,
    table: TableView,
    row: int,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    place = table.visualRect(table.model().index(row, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, keys, pos=place)


def test_the_model_keeps_to_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    rows = model()
    qtmodeltester.check(rows)
    rows.sort(NUMBER, DOWN)
    rows.set(("A",), [("x",)])
    rows.set((), [])
    qtmodeltester.check(rows)


def test_cells_are_written_as_tables_have_them() -> None:
    rows = model()
    assert column(rows, NAME) == ["Fatigue", "Feeling > anger", "churn", "Brand", "Sum"]
    assert column(rows, NUMBER) == ["24", "1,222", "36", "9", "1,291"]
    assert column(rows, SHARE) == [".520", ".900", "", "−.125", ".700"]


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ([0.5, 0.25], [".50", ".25"]),
        ([12.5, 3.0], ["12.5", "3.0"]),
        ([1.0, 0.74], ["1.00", ".74"]),
        ([2.0, 30.0], ["2", "30"]),
        ([0.6666666, 1.5], ["0.667", "1.500"]),
        ([float("nan"), 0.5], ["n/a", ".50"]),
    ],
)
def test_a_column_has_as_many_decimals_as_it_needs(values: list[Any], written: list[str]) -> None:
    assert column(FrameModel(("x",), [(value,) for value in values]), 0) == written


def test_numbers_are_at_the_right_and_words_at_the_left() -> None:
    rows = model()
    role = Qt.ItemDataRole.TextAlignmentRole
    assert rows.index(0, NUMBER).data(role) & Qt.AlignmentFlag.AlignRight
    assert rows.index(0, NAME).data(role) & Qt.AlignmentFlag.AlignLeft
    assert rows.headerData(SHARE, Qt.Orientation.Horizontal, role) & Qt.AlignmentFlag.AlignRight


def test_totals_and_empty_cells_stay_below_however_it_is_sorted() -> None:
    rows = model()
    rows.sort(SHARE)
    assert column(rows, NAME) == ["Brand", "Fatigue", "Feeling > anger", "churn", "Sum"]
    rows.sort(SHARE, DOWN)
    assert column(rows, NAME) == ["Feeling > anger", "Fatigue", "Brand", "churn", "Sum"]
    rows.sort(NAME)
    assert column(rows, NAME) == ["Brand", "churn", "Fatigue", "Feeling > anger", "Sum"]
    rows.sort(-1)
    assert column(rows, NUMBER) == ["24", "1,222", "36", "9", "1,291"]


def test_totals_of_several_blocks_stand_where_they_are_given_until_it_is_sorted() -> None:
    blocks = [("a", 2), ("Sum a", 2), ("b", 1), ("Sum b", 1)]
    totals = frozenset({1, 3})
    rows = FrameModel(("Code", "Turns"), blocks, totals=totals, totals_among=True)
    assert (column(rows, 0), rows.sorted_by) == (["a", "Sum a", "b", "Sum b"], -1)
    rows.sort(1)
    assert (column(rows, 0), rows.sorted_by) == (["b", "a", "Sum a", "Sum b"], 1)
    assert [rows.source_row(place) for place in range(4)] == [2, 0, 1, 3]
    rows.sort(-1)
    assert column(rows, 0) == ["a", "Sum a", "b", "Sum b"]
    rows.sort(1)
    rows.set(("Code", "Turns"), blocks, totals=totals)
    assert (column(rows, 0), rows.sorted_by) == (["a", "Sum a", "b", "Sum b"], -1)
    below = FrameModel(("Code", "Turns"), blocks, totals=totals)
    assert column(below, 0) == ["a", "b", "Sum a", "Sum b"]


def test_sorting_keeps_hold_of_a_row(table: TableView) -> None:
    table.setCurrentIndex(table.model().index(1, 0))
    table.sort_by(NUMBER)
    assert table.currentIndex().row() == 0
    assert table.currentIndex().data(SOURCE_ROW) == 1


def test_a_click_on_the_header_sorts_then_turns_then_undoes(qtbot: QtBot, table: TableView) -> None:
    rows = rows_of(table)
    click_header(qtbot, table, NUMBER)
    assert column(rows, NUMBER) == ["1,222", "36", "24", "9", "1,291"]
    click_header(qtbot, table, NUMBER)
    assert column(rows, NUMBER) == ["9", "24", "36", "1,222", "1,291"]
    click_header(qtbot, table, NUMBER)
    assert column(rows, NUMBER) == ["24", "1,222", "36", "9", "1,291"]
    click_header(qtbot, table, NAME)
    assert column(rows, NAME)[0] == "Brand"


def test_the_keyboard_sorts_by_the_column_it_is_in(qtbot: QtBot, table: TableView) -> None:
    table.setCurrentIndex(table.model().index(0, NUMBER))
    qtbot.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert column(rows_of(table), NUMBER)[0] == "9"
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert column(rows_of(table), NUMBER)[0] == "1,222"


def test_a_click_tells_which_row_it_was_before_sorting(qtbot: QtBot, table: TableView) -> None:
    table.sort_by(NUMBER)
    heard: list[int] = []
    table.chosen_row.connect(heard.append)
    click_row(qtbot, table, 0)
    assert heard == [1]
    with qtbot.waitSignal(table.opened_row) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [1]


def test_copying_takes_the_chosen_rows_with_the_header(qtbot: QtBot, table: TableView) -> None:
    click_row(qtbot, table, 0)
    click_row(qtbot, table, 1, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied == "Code\tTurns\tα\nFatigue\t24\t.520\nFeeling > anger\t1,222\t.900\n"


def test_copying_without_a_choice_takes_all(table: TableView) -> None:
    assert len(table.copied().splitlines()) == 6


def test_a_tab_in_a_cell_does_not_break_what_is_copied(qtbot: QtBot, table: TableView) -> None:
    rows_of(table).set(("a", "b"), [("one\ttwo\nthree", 1)])
    assert table.copied() == "a\tb\none two three\t1\n"


def test_the_first_column_takes_the_room_that_is_left(qtbot: QtBot, table: TableView) -> None:
    header = table.horizontalHeader()
    qtbot.waitUntil(lambda: header.length() == table.viewport().width())
    numbers = header.sectionSize(NUMBER), header.sectionSize(SHARE)
    table.resize(800, 400)
    qtbot.waitUntil(lambda: header.length() == table.viewport().width())
    assert (header.sectionSize(NUMBER), header.sectionSize(SHARE)) == numbers
    assert table.findChild(FrozenColumn) is None


def test_a_wide_table_scrolls_under_its_first_column(qtbot: QtBot, table: TableView) -> None:
    names = [f"Interview {n:02}" for n in range(40)]
    rows_of(table).set(("Code", *names), [(f"code {n}", *range(40)) for n in range(60)])
    qtbot.waitUntil(lambda: table.findChild(FrozenColumn) is not None)
    frozen = frozen_of(table)
    qtbot.waitUntil(frozen.isVisible)
    assert frozen.width() == table.columnWidth(0)
    table.verticalScrollBar().setValue(200)
    assert frozen.verticalScrollBar().value() == 200
    table.setCurrentIndex(table.model().index(8, 30))
    table.setCurrentIndex(table.model().index(8, 2))
    assert table.visualRect(table.currentIndex()).left() >= frozen.width()
    place = frozen.visualRect(frozen.model().index(9, 0)).center()
    with qtbot.waitSignal(table.chosen_row) as chosen:
        qtbot.mouseClick(frozen.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [9]


def test_a_row_of_codes_has_its_swatch_and_totals_have_none(table: TableView) -> None:
    def inks(row: int) -> set[str]:
        image = table.viewport().grab(table.visualRect(table.model().index(row, 0))).toImage()
        return {
            image.pixelColor(x, y).name().upper() for x in range(60) for y in range(image.height())
        }

    assert theme().mark(1).upper() in inks(0)
    assert theme().mark(0).upper() not in inks(4)
    assert theme().line2.upper() in inks(4)  # the line above the totals
    assert theme().line2.upper() not in inks(3)


def test_a_category_has_a_ring_and_keeps_it_where_it_is_sorted_to(table: TableView) -> None:
    def hollow(row: int) -> bool:
        """Tell whether the mark of a row has paper in its middle."""
        rect = table.visualRect(table.model().index(row, 0))
        image = table.viewport().grab(rect).toImage()
        mark, middle = theme().mark(1).upper(), rect.height() // 2
        inks = [image.pixelColor(x, middle).name().upper() for x in range(60)]
        assert mark in inks
        first, last = inks.index(mark), 59 - inks[::-1].index(mark)
        return set(inks[first : last + 1]) != {mark}

    rows = rows_of(table)
    rows.set(COLUMNS, ROWS, totals=frozenset({4}), colours=(1,) * 5, categories=frozenset({1}))
    assert [hollow(row) for row in range(4)] == [False, True, False, False]
    assert rows.index(1, NUMBER).data(CATEGORY) is False
    table.sort_by(NUMBER)
    assert [hollow(row) for row in range(4)] == [True, False, False, False]


def test_the_ring_is_on_the_row_after_the_keyboard_alone(qtbot: QtBot, table: TableView) -> None:
    def ringed() -> bool:
        image = table.viewport().grab().toImage()
        return bool(image.pixelColor(1, 16).name().upper() == theme().focus.upper())

    table.setFocus(Qt.FocusReason.MouseFocusReason)
    table.setCurrentIndex(table.model().index(0, 0))
    assert not ringed()
    table.clearFocus()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    assert ringed()


def test_rows_grow_with_the_text(table: TableView) -> None:
    assert table.rowHeight(0) == 32
    look().wear("light", scale=1.5)
    assert table.rowHeight(0) == 48
