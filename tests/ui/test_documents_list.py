"""The list of transcripts and the card beside it, by mouse and keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from gtcoder.queries.counts import coverage
from gtcoder.queries.passages import text
from gtcoder.ui.kit import Label
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.session import OneDocument
from gtcoder.vocabulary import AssignmentState
from tests.ui.documenting import LEFT, Transcripts, answer, cell, open_transcripts, press_button

NAME, WORDS, CODED = 1, 4, 7


@pytest.fixture
def first_place() -> str:
    return "transcripts"


@pytest.fixture
def sample(sample_window: MainWindow, qtbot: QtBot) -> Transcripts:
    return open_transcripts(sample_window, qtbot)


@pytest.fixture
def small(window: MainWindow, qtbot: QtBot) -> Transcripts:
    return open_transcripts(window, qtbot)


def test_the_list_shows_what_the_study_holds(sample: Transcripts) -> None:
    table = sample.place.documents.table
    assert sample.listed() == sample.names()
    assert len(sample.listed()) == 12
    with sample.session.bridge.read() as reader:
        first = sample.stored().documents[0]
        share = coverage(reader)[first.id]
        words = len(text(reader, first.id).split())
    percent = f"{round(100 * share.coded_characters / share.characters)} %"
    assert cell(table, 0, WORDS).data() == f"{words:,}"
    assert cell(table, 0, CODED).data() == percent
    role = Qt.ItemDataRole.AccessibleTextRole
    assert cell(table, 0, CODED).data(role) == f"{percent} coded"
    assert sample.place.status() == ("12 documents", "12 finished by you")


def test_a_click_on_a_header_sorts_and_letters_filter(sample: Transcripts) -> None:
    table = sample.place.documents.table
    header = table.horizontalHeader()
    spot = header.sectionViewportPosition(WORDS) + 20
    QTest.mouseClick(header.viewport(), LEFT, pos=QPoint(spot, 10))
    numbers = [int(cell(table, n, WORDS).data().replace(",", "")) for n in range(12)]
    assert numbers == sorted(numbers)
    table.setFocus()
    sample.press(Qt.Key.Key_Slash)
    assert sample.place.bar.search.hasFocus()
    sample.type("head of network")
    sample.wait(lambda: len(sample.listed()) == 1)
    assert sample.listed() == ["03_network_quality"]
    sample.press(Qt.Key.Key_Escape)
    assert len(sample.listed()) == 12
    assert table.hasFocus()


def test_enter_and_a_double_click_open_the_document_in_the_desk(sample: Transcripts) -> None:
    table = sample.place.documents.table
    sample.click_cell(table, 2, NAME)
    assert sample.place.documents.current == sample.stored().documents[2]
    sample.press(Qt.Key.Key_Return)
    assert sample.window.stack is not None
    assert sample.window.stack.key == "open"
    sample.window.go("transcripts")
    index = cell(table, 4, NAME)
    spot = table.visualRect(index).center()
    QTest.mouseClick(table.viewport(), LEFT, pos=spot)
    QTest.mouseDClick(table.viewport(), LEFT, pos=spot)
    assert sample.window.stack.key == "open"


def test_finished_is_said_by_a_button_and_taken_back(small: Transcripts) -> None:
    finish = small.button(small.place, "finish")
    assert finish.text() == "I have finished this document"
    QTest.mouseClick(finish, LEFT)
    small.settle()
    assert small.stored().documents[0].mine is AssignmentState.FINISHED
    small.wait(lambda: finish.text() == "Back at work on it")
    assert "1 finished by you" in small.place.status()
    QTest.mouseClick(finish, LEFT)
    small.settle()
    assert small.stored().documents[0].mine is AssignmentState.IN_WORK
    small.wait(lambda: finish.text() == "I have finished this document")


def test_f2_renames_and_undo_brings_the_old_name_back(small: Transcripts) -> None:
    small.place.documents.table.setFocus()
    small.press(Qt.Key.Key_F2)
    sheet = small.place.acts.sheet
    assert sheet is not None
    sheet.findChildren(QLineEdit)[0].clear()
    answer(sheet, "Rahimi", "Rename")
    small.settle()
    assert small.names() == ["Rahimi"]
    small.wait(lambda: small.listed() == ["Rahimi"])
    small.session.bridge.undo()
    small.wait(lambda: small.listed() == ["Invented interview 1"])


def test_roles_and_names_of_speakers_are_edited_in_place(small: Transcripts) -> None:
    table = small.place.documents.card.people.table
    small.write_cell(table, 1, 2, "Rahimi")
    small.settle()
    assert [row.participant for row in small.stored().speakers] == [None, "Rahimi"]
    small.wait(lambda: cell(table, 1, 2).data() == "Rahimi")
    small.pick(table, 0, 1, "other")
    small.settle()
    assert [row.role for row in small.stored().speakers] == ["other", "participant"]


def test_a_variable_is_added_changed_and_taken_away(small: Transcripts) -> None:
    variables = small.place.documents.card.variables
    press_button(variables, "Add…")
    sheet = small.place.acts.sheet
    assert sheet is not None
    QTest.keyClicks(sheet.name, "date")  # type: ignore[attr-defined]
    QTest.keyClicks(sheet.value, "2021-05-04")  # type: ignore[attr-defined]
    press_button(sheet, "Add")
    small.settle()
    document = small.stored().documents[0].id
    assert small.stored().values[document] == {"date": "2021-05-04"}
    small.wait(lambda: cell(variables.table, 0, 1).data() == "2021-05-04")
    small.write_cell(variables.table, 0, 1, "2021-05-05")
    small.settle()
    assert small.stored().values[document] == {"date": "2021-05-05"}
    small.wait(lambda: cell(variables.table, 0, 1).data() == "2021-05-05")
    small.write_cell(variables.table, 0, 1, "")
    small.settle()
    assert small.stored().values == {}


def test_del_asks_for_a_reason_saying_whose_codings_go_and_undo_brings_all_back(
    sample: Transcripts,
) -> None:
    before = sample.stored()
    sample.click_cell(sample.place.documents.table, 1, NAME)
    sample.press(Qt.Key.Key_Delete)
    sheet = sample.place.acts.sheet
    assert sheet is not None
    said = " ".join(label.text() for label in sheet.findChildren(Label))
    assert "codings by Nasrin Ravandi" in said
    assert "codings by Jonas Ahrendt" in said
    answer(sheet, "recorded without consent", "Remove")
    sample.settle()
    assert len(sample.stored().documents) == 11
    sample.wait(lambda: len(sample.listed()) == 11)
    sample.session.bridge.undo()
    sample.wait(lambda: len(sample.listed()) == 12)
    assert sample.stored() == before


def test_a_card_can_be_asked_for_from_elsewhere(sample: Transcripts) -> None:
    wanted = sample.stored().documents[8]
    sample.place.bar.search.setText("network")
    sample.wait(lambda: len(sample.listed()) == 1)
    sample.session.go("transcripts", OneDocument(wanted.id))
    assert sample.place.documents.current == wanted
