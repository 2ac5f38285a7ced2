"""The table of structures in the window: cells, columns, many rows, and codes that move."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPlainTextEdit

from gtcoder.actions import attributes, codebook, many
from gtcoder.queries.attributes import columns
from gtcoder.queries.codebook import CodeRow, codes
from gtcoder.queries.ledger import entries
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.selective.lines import AXIAL, CODE, STRUCTURE, SUB
from gtcoder.ui.selective.structures_page import StructuresPage
from gtcoder.ui.selective.table_paint import box_of
from gtcoder.ui.selective.workspace import SelectiveWorkspace
from gtcoder.vocabulary import AttributeKind, CodeLevel
from tests.ui import theory_study
from tests.ui.theory_places import TheoryPlace
from tests.ui.theory_study import Made

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Key = Qt.Key
CUSTOMER, COMPANY, NOTE = 4, 5, 6
GROUP = "Active stakeholder"


@pytest.fixture(scope="module")
def theory(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return the study with codes in structures, two columns of 0 and 1, and one of text."""
    made = theory_study.make(tmp_path_factory.mktemp("theory") / "theory.gtc")
    ann = open_study(FileLocation(made.path), "Ann")
    for name in ("Time cost", "Queue"):
        ann.perform(codebook.move_code, code=made.codes[name], parent=made.codes["Waiting"])
    ann.perform(
        many.gather_codes,
        name="Costs",
        codes=[made.codes["Time cost"]],
        parent=made.codes["Waiting"],
        level=CodeLevel.SELECTIVE,
    )
    for who in ("customer", "company"):
        name = f"active stakeholder: {who}"
        ann.perform(attributes.define_attribute, name=name, group=GROUP, kind=AttributeKind.YES_NO)
    ann.perform(attributes.define_attribute, name="note")
    ann.close()
    return made


class Table(TheoryPlace):
    """The table with what tests ask of it."""

    def __init__(self, window: MainWindow, made: Made, qtbot: QtBot) -> None:
        super().__init__(window, made, qtbot)
        page = self.go("selective", SelectiveWorkspace).page
        assert isinstance(page, StructuresPage)
        self.ws, self.view = page, page.table
        self.settle()
        self.view.setFocus()

    def quiet(self) -> None:
        super().quiet()
        assert not self.ws.stale
        assert self.ws.structures.theory.revision == self.session.bridge.state.revision

    def rows(self) -> list[tuple[str, ...]]:
        model = self.view.lines
        return [
            tuple(str(model.index(row, n).data()) for n in range(model.columnCount()))
            for row in range(model.rowCount())
        ]

    def at(self, name: str, column: int) -> QModelIndex:
        row = next(n for n, line in enumerate(self.view.lines.lines) if line.names[CODE] == name)
        return self.view.lines.index(row, column)

    def stand(self, name: str, column: int) -> None:
        self.view.setCurrentIndex(self.at(name, column))

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.view, key, held)

    def write(self, text: str, *, start: Qt.Key = Key.Key_F2) -> None:
        self.key(start)
        editor = self.view.findChild(QLineEdit)
        assert isinstance(editor, QLineEdit)
        editor.selectAll()
        QTest.keyClicks(editor, text) if text else QTest.keyClick(editor, Key.Key_Delete)
        QTest.keyClick(editor, Key.Key_Return)
        editing = QAbstractItemView.State.EditingState
        self.qtbot.waitUntil(lambda: self.view.state() != editing)
        self.settle()

    def code(self, name: str) -> CodeRow:
        with self.session.bridge.read() as reader:
            return next(code for code in codes(reader) if code.name == name)

    def undo(self) -> None:
        self.window.commands.action("edit.undo").trigger()
        self.settle()

    def last(self) -> str:
        with self.session.bridge.read() as reader:
            return str(entries(reader)[-1].action)


@pytest.fixture
def table(open_window: Callable[..., MainWindow], made: Made, qtbot: QtBot) -> Table:
    return Table(open_window(made.path, place="selective"), made, qtbot)


def test_the_table_shows_structures_and_empty_categories(table: Table) -> None:
    assert [row[:4] for row in table.rows()] == [
        ("Waiting", "", "", "Queue"),
        ("Waiting", "Costs", "", "Time cost"),
        ("Silent leaving", "", "", ""),
        ("Callback", "", "", ""),
        ("Night service", "", "", ""),
    ]
    assert table.ws.totals.words[0] == "Totals: 2 codes in 5 categories"


def test_a_box_is_ticked_by_space_and_by_a_click(table: Table) -> None:
    table.stand("Queue", CUSTOMER)
    table.key(Key.Key_Space)
    table.settle()
    assert table.at("Queue", CUSTOMER).data() == "1"
    assert table.ws.totals.words[CUSTOMER] == "1"
    box = box_of(table.view.visualRect(table.at("Queue", CUSTOMER))).center().toPoint()
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(table.view.viewport(), left, Qt.KeyboardModifier.NoModifier, box)
    table.settle()
    assert table.at("Queue", CUSTOMER).data() == "0"
    table.key(Key.Key_Delete)
    table.settle()
    assert table.at("Queue", CUSTOMER).data() == ""
    table.undo()
    assert table.at("Queue", CUSTOMER).data() == "0"
    beside = QPoint(box.x() + 22, box.y())
    QTest.mouseClick(table.view.viewport(), left, Qt.KeyboardModifier.NoModifier, beside)
    table.settle()
    assert table.at("Queue", CUSTOMER).data() == "0"  # chosen, and not ticked


def test_one_value_goes_into_all_chosen_rows_as_one_entry(table: Table) -> None:
    table.stand("Queue", COMPANY)
    revision = table.session.bridge.state.revision
    table.key(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    table.key(Key.Key_1)
    table.settle()
    assert [row[COMPANY] for row in table.rows()[:2]] == ["1", "1"]
    assert table.session.bridge.state.revision == revision + 1
    table.undo()
    assert [row[COMPANY] for row in table.rows()[:2]] == ["", ""]


def test_text_is_written_in_place(table: Table) -> None:
    table.stand("Queue", NOTE)
    table.write("often (invented)", start=Key.Key_Return)
    assert table.at("Queue", NOTE).data() == "often (invented)"
    assert table.ws.totals.words[NOTE] == "1"
    assert table.last() == "codebook.set_attributes"


def test_naming_a_structure_moves_the_code_there(table: Table) -> None:
    table.stand("Queue", STRUCTURE)
    table.write("costs")  # as it is called, whatever the case
    assert table.code("Queue").path == ("Waiting", "Costs", "Queue")
    table.stand("Queue", SUB)
    table.write("Standing in line")
    assert table.code("Queue").path == ("Waiting", "Costs", "Standing in line", "Queue")
    assert table.code("Standing in line").level is CodeLevel.SELECTIVE
    table.undo()
    assert table.code("Queue").path == ("Waiting", "Costs", "Queue")
    table.stand("Queue", STRUCTURE)
    table.write("")
    assert table.code("Queue").path == ("Waiting", "Queue")
    table.stand("Queue", AXIAL)
    table.write("Callback")
    assert table.code("Queue").path == ("Callback", "Queue")
    table.stand("Queue", AXIAL)
    table.write("Being sent on")
    assert table.code("Being sent on").level is CodeLevel.AXIAL
    table.stand("Queue", SUB)
    table.write("Deep")
    assert table.code("Queue").path == ("Being sent on", "Queue")  # nothing above it to be below


def test_enter_in_the_list_of_names_stores_the_one_that_is_written(table: Table) -> None:
    table.stand("Queue", STRUCTURE)
    table.key(Key.Key_F2)
    editor = table.view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "cos")
    completer = editor.completer()
    assert completer is not None
    names = completer.popup()
    assert names is not None
    table.qtbot.waitUntil(names.isVisible)
    QTest.keyClick(names, Key.Key_Down)
    QTest.keyClick(names, Key.Key_Return)
    table.qtbot.waitUntil(lambda: table.view.findChild(QLineEdit) is None)
    table.settle()
    assert table.code("Queue").path == ("Waiting", "Costs", "Queue")
    assert table.window.focusWidget() is table.view


def test_a_change_does_not_take_the_line_that_is_written_away(table: Table) -> None:
    table.stand("Queue", STRUCTURE)
    table.key(Key.Key_F2)
    editor = table.view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "Stand")
    waiting, cost = table.made.codes["Waiting"], table.made.codes["Time cost"]
    with table.qtbot.waitSignal(table.session.bridge.changed):
        table.session.bridge.act(codebook.move_code, code=cost, parent=waiting)
    table.qtbot.waitUntil(lambda: not table.ws.stale and not table.session.jobs.running)
    assert editor.hasFocus()
    QTest.keyClicks(editor, "ing")
    QTest.keyClick(editor, Key.Key_Return)
    table.settle()
    assert table.code("Queue").path == ("Waiting", "Standing", "Queue")
    assert table.code("Time cost").path == ("Waiting", "Time cost")


def test_codes_in_the_core_itself_stay_in_the_table(table: Table) -> None:
    waiting = table.made.codes["Waiting"]
    table.session.bridge.act(many.choose_core, category=waiting, reason="All leads to it.")
    table.settle()
    assert [row[:4] for row in table.rows()[:2]] == [
        ("Waiting", "", "", "Queue"),
        ("Waiting", "Costs", "", "Time cost"),
    ]
    table.stand("Queue", STRUCTURE)
    table.write("Costs")
    assert table.code("Queue").path == ("Waiting", "Costs", "Queue")


def test_many_codes_are_gathered_in_a_new_structure_at_once(table: Table) -> None:
    table.stand("Queue", STRUCTURE)
    table.key(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    table.write("Prices")
    paths = [table.code(name).path[:2] for name in ("Time cost", "Queue")]
    assert paths == [("Waiting", "Prices")] * 2
    assert table.last() == "codebook.gather"
    table.undo()
    assert table.code("Time cost").path == ("Waiting", "Costs", "Time cost")


def test_rows_are_dropped_on_a_category(table: Table) -> None:
    model = table.view.lines
    data = model.mimeData([table.at("Queue", CODE)])
    target = table.at("Time cost", STRUCTURE)
    model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, target)
    table.settle()
    assert table.code("Queue").path == ("Waiting", "Costs", "Queue")
    row = next(n for n, line in enumerate(model.lines) if line.names[AXIAL] == "Callback")
    data = model.mimeData([table.at("Queue", CODE)])
    model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, model.index(row, CODE))
    table.settle()
    assert table.code("Queue").path == ("Callback", "Queue")


def test_a_column_is_added_changed_moved_and_removed(table: Table) -> None:
    actions = table.window.commands.action
    revision = table.session.bridge.state.revision
    actions("selective.column").trigger()
    sheet = table.sheet()
    QTest.keyClicks(sheet.name, "partner")
    QTest.keyClicks(sheet.group, GROUP)
    table.press(sheet, "Add column")
    table.settle()
    table.stand("Queue", NOTE + 1)
    actions("selective.left").trigger()
    table.settle()
    with table.session.bridge.read() as reader:
        named = [(column.label, column.group, str(column.kind)) for column in columns(reader)]
    assert named[2:] == [("partner", GROUP, "0/1"), ("note", "", "text")]
    table.stand("Queue", NOTE)
    actions("selective.change_column").trigger()
    sheet = table.sheet()
    sheet.name.setText("third party")
    table.press(sheet, "Change column")
    table.settle()
    assert table.view.lines.columns[2].name == "active stakeholder: third party"
    table.stand("Queue", NOTE)
    actions("selective.remove_column").trigger()
    sheet = table.sheet()
    QTest.keyClicks(sheet.findChild(QPlainTextEdit), "Nobody else acts (invented)")
    table.press(sheet, "Remove column")
    table.settle()
    assert len(table.view.lines.columns) == 3
    assert table.session.bridge.state.revision == revision + 4
    for _ in range(4):
        table.undo()
    assert [column.label for column in table.view.lines.columns] == ["customer", "company", "note"]


def test_what_is_done_to_a_column_needs_one(table: Table) -> None:
    table.stand("Queue", CODE)
    assert not table.window.commands.action("selective.remove_column").isEnabled()
    table.stand("Queue", COMPANY)
    assert table.window.commands.action("selective.remove_column").isEnabled()


def test_enter_on_a_code_leads_to_its_passages(table: Table) -> None:
    table.stand("Queue", CODE)
    table.key(Key.Key_Return)
    assert table.window.stack is not None
    assert table.window.stack.key == "open"


def test_pages_are_gone_through_by_key(table: Table) -> None:
    table.window.commands.action("selective.next_page").trigger()
    assert table.window.stack is not None
    workspace = table.window.stack.workspace
    assert isinstance(workspace, SelectiveWorkspace)
    assert workspace.page is not table.ws
    assert not table.window.commands.action("selective.column").isVisible()
    table.window.commands.action("selective.page_before").trigger()
    assert workspace.page is table.ws
    assert table.window.commands.action("selective.column").isVisible()


def test_the_table_is_exported_in_the_form_of_the_study(table: Table, tmp_path: Path) -> None:
    table.stand("Queue", COMPANY)
    table.key(Key.Key_Space)
    table.settle()
    table.window.commands.action("selective.export").trigger()
    sheet = table.sheet()
    sheet.place.setText(str(tmp_path / "structures.docx"))
    with table.qtbot.waitSignal(table.session.say.noticed, timeout=20_000):
        table.press(sheet, "Export")
    (written,) = docx.Document(str(tmp_path / "structures.docx")).tables
    assert [cell.text for cell in written.rows[1].cells][5:] == ["customer", "company", "note"]
    assert [cell.text for cell in written.rows[-1].cells][5:] == ["0", "1", "0"]
    table.settle()
