"""Participants as a sheet, coders, rounds and assignments, by mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gtcoder.ui.documents.round_sheet import RoundSheet
from gtcoder.ui.documents.sample_sheet import SampleSheet
from gtcoder.vocabulary import AssignmentState, CoderRole, RoundKind, SegmentSource
from tests.ui.documenting import LEFT, Transcripts, answer, cell, press_button


def segment(place: Transcripts, key: str) -> None:
    """Click on a segment."""
    QTest.mouseClick(place.place.bar.segments.segment(key), LEFT)


def test_participants_are_renamed_and_described_in_a_sheet(place: Transcripts) -> None:
    segment(place, "participants")
    page = place.place.participants
    place.write_cell(page.table, 0, 0, "Rahimi")
    place.settle()
    place.wait(lambda: cell(page.table, 0, 0).data() == "Rahimi")
    press_button(page, "Add a variable…")
    answer(page.sheet, "role", "Add")
    assert page.model.columnCount() == 4
    place.write_cell(page.table, 0, 3, "head of care")
    place.settle()
    (person,) = place.stored().participants
    assert (person.name, person.variables) == ("Rahimi", {"role": "head of care"})
    segment(place, "documents")
    place.wait(lambda: place.place.documents.model.columnCount() == 10)
    assert cell(place.place.documents.table, 0, 3).data() == "head of care"


def test_a_letter_begins_to_write_and_escape_gives_up(place: Transcripts) -> None:
    segment(place, "participants")
    table = place.place.participants.table
    table.setFocus(Qt.FocusReason.TabFocusReason)
    table.setCurrentIndex(cell(table, 0, 0))
    place.type("Sadr")
    place.press(Qt.Key.Key_Escape)
    place.wait_written(table)
    place.settle()
    assert place.stored().participants[0].name == "Invented interview 1"
    place.type("Sadr")
    place.press(Qt.Key.Key_Return)
    place.wait_written(table)
    place.settle()
    assert place.stored().participants[0].name == "Sadr"


def test_a_coder_is_added_and_gets_a_role(place: Transcripts) -> None:
    segment(place, "team")
    coders = place.place.team.coders
    QTest.mouseClick(place.button(coders, "add-coder"), LEFT)
    answer(coders.sheet, "Cleo", "Add")
    place.settle()
    place.wait(lambda: coders.model.rowCount() == 3)
    place.pick(coders.table, 2, 1, "viewer")
    place.settle()
    assert [(row.name, row.role) for row in place.stored().coders] == [
        ("Ann", CoderRole.LEAD),
        ("Bob", CoderRole.CODER),
        ("Cleo", CoderRole.VIEWER),
    ]


def test_a_cell_of_the_grid_assigns_by_click_and_by_space(place: Transcripts) -> None:
    segment(place, "team")
    grid = place.place.team.grid.table
    place.click_cell(grid, 0, 2)
    place.settle()
    place.wait(lambda: cell(grid, 0, 2).data() == "assigned")
    grid.setFocus()
    grid.setCurrentIndex(cell(grid, 0, 1))
    place.press(Qt.Key.Key_Space)
    place.settle()
    states = {row.coder: row.state for row in place.stored().assignments}
    assert list(states.values()) == [AssignmentState.ASSIGNED] * 2
    place.press(Qt.Key.Key_Space)
    place.settle()
    assert len(place.stored().assignments) == 2
    role = Qt.ItemDataRole.AccessibleTextRole
    assert cell(grid, 0, 2).data(role) == "Invented interview 1, Bob: assigned"


def test_a_blind_round_is_opened_unblinded_with_a_reason_and_closed(place: Transcripts) -> None:
    segment(place, "team")
    rounds = place.place.team.rounds
    QTest.mouseClick(place.button(rounds, "add-round"), LEFT)
    sheet = rounds.sheet
    assert sheet is not None
    sheet.kind.choose(RoundKind.BLIND)  # type: ignore[attr-defined]
    answer(sheet, "Round B", "Open the round")
    place.settle()
    place.wait(lambda: rounds.model.rowCount() == 2)
    assert cell(rounds.table, 1, 2).data() == "open, coded in"
    place.click_cell(rounds.table, 1, 0)
    QTest.mouseClick(rounds.unblind_button, LEFT)
    assert rounds.sheet is not None
    QTest.keyClicks(rounds.sheet.focusWidget(), "all are done")
    press_button(rounds.sheet, "Unblind")
    place.settle()
    QTest.mouseClick(rounds.close_button, LEFT)
    assert rounds.sheet is not None
    press_button(rounds.sheet, "Close the round")
    place.settle()
    assert [row.closed_at is not None for row in place.stored().rounds] == [False, True]
    place.wait(lambda: cell(rounds.table, 1, 2).data() == "closed")
    assert not rounds.close_button.isEnabled()


def test_a_coder_is_asked_from_the_card(place: Transcripts) -> None:
    QTest.mouseClick(place.button(place.place, "assign"), LEFT)
    sheet = place.place.acts.sheet
    assert sheet is not None
    bob = place.stored().coders[1]
    place.button(sheet, "choice").choose(bob.id)
    press_button(sheet, "Assign")
    place.settle()
    (row,) = place.stored().assignments
    assert (row.coder, row.state) == (bob.id, AssignmentState.ASSIGNED)


def test_a_round_of_given_passages_is_opened_blind(place: Transcripts) -> None:
    segment(place, "team")
    rounds = place.place.team.rounds
    QTest.mouseClick(place.button(rounds, "add-round"), LEFT)
    sheet = rounds.sheet
    assert isinstance(sheet, RoundSheet)
    assert not sheet.segments.isVisibleTo(sheet)
    sheet.kind.choose(RoundKind.GIVEN_SEGMENTS)
    assert sheet.segments.isVisibleTo(sheet)
    assert not sheet.by.isVisibleTo(sheet)
    sheet.segments.choose(SegmentSource.QUOTATIONS)
    assert sheet.by.isVisibleTo(sheet)
    assert sheet.of.isVisibleTo(sheet)
    sheet.segments.choose(SegmentSource.PARTICIPANTS)
    QTest.keyClick(sheet.blind, Qt.Key.Key_Space)
    answer(sheet, "Turns", "Open the round")
    place.settle()
    place.wait(lambda: rounds.model.rowCount() == 2)
    assert cell(rounds.table, 1, 1).data() == "given passages, blind"
    made = place.stored().rounds[-1]
    assert (made.segments, made.is_blind) == ("participants' turns", True)


def test_a_sample_is_shown_before_it_is_given_out(place: Transcripts) -> None:
    segment(place, "team")
    rounds = place.place.team.rounds
    place.click_cell(rounds.table, 0, 0)
    QTest.mouseClick(place.button(rounds, "draw-sample"), LEFT)
    sheet = rounds.sheet
    assert isinstance(sheet, SampleSheet)
    sheet.number.clear()
    QTest.keyClicks(sheet.number, "2")
    assert "fewer than 2" in sheet.preview.text()
    sheet.number.clear()
    QTest.keyClicks(sheet.number, "50%")
    assert sheet.preview.text() == "1 of 1 documents: Invented interview 1"
    press_button(sheet, "Draw and assign")
    place.settle()
    place.wait(lambda: cell(place.place.team.coders.table, 1, 2).data() == "0 of 1")
    assert [row.state for row in place.stored().assignments] == [AssignmentState.ASSIGNED] * 2
    assert place.stored().rounds[0].sample["seed"] == 1
