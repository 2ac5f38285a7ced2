"""Relations in the window: strength, kinds, evidence with notes, suggestions and refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from gtcoder.actions import relations, theory
from gtcoder.queries.passages import codings
from gtcoder.queries.relations import evidence, refused_relations, relation_cards
from gtcoder.ui.axial.workspace import AxialWorkspace
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.memos.workspace import MemosWorkspace
from gtcoder.vocabulary import ParadigmRole, Stance
from tests.ui.theory_places import TheoryPlace
from tests.ui.theory_study import Made

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gtcoder.queries.relations import EvidenceRow, RelationCard
    from gtcoder.ui.axial.rows import Link

Key = Qt.Key


class Relations(TheoryPlace):
    """The workspace with what these tests ask of it."""

    def __init__(self, window: MainWindow, made: Made, qtbot: QtBot) -> None:
        super().__init__(window, made, qtbot)
        self.ws = self.go("axial", AxialWorkspace)
        self.page = self.ws.centre.links_page
        self.panel = self.ws.side.link_panel
        self.settle()

    def quiet(self) -> None:
        super().quiet()
        assert not self.ws.stale
        assert self.ws.theory.revision == self.session.bridge.state.revision

    def act(self, verb: Callable[..., Any], **values: Any) -> None:
        self.session.bridge.act(verb, **values)
        self.settle()

    def cards(self) -> dict[str, RelationCard]:
        with self.session.bridge.read() as reader:
            return {card.reads: card for card in relation_cards(reader)}

    def given(self) -> list[EvidenceRow]:
        with self.session.bridge.read() as reader:
            return list(evidence(reader))

    def refused(self) -> list[tuple[str, str, str]]:
        with self.session.bridge.read() as reader:
            rows = refused_relations(reader)
        return [(row.source_name, row.target_name, row.reason) for row in rows]

    def link(self) -> Link:
        return self.ws.theory.links[self.made.relation]

    def key(self, key: Qt.Key, on: Any) -> None:
        QTest.keyClick(on, key)

    def answer(self, words: str, primary: str) -> None:
        """Write into the one text of the open sheet, and press its primary button."""
        sheet = self.sheet()
        QTest.keyClicks(sheet.findChildren(QPlainTextEdit)[0], words)
        self.press(sheet, primary)
        self.settle()


@pytest.fixture
def at(open_window: Callable[..., MainWindow], made: Made, qtbot: QtBot) -> Relations:
    return Relations(open_window(made.path, place="axial"), made, qtbot)


LEADS = "Silent leaving – leads to – Callback"


def test_a_line_clicked_shows_its_strength_which_is_changed_and_drawn(at: Relations) -> None:
    board = at.ws.board
    line = board.scene.board.lines[at.made.relation]
    before = board.grab().toImage()
    spot = QPoint(round(line.badge[0]), round(line.badge[1])) * board.zoom
    QTest.mouseClick(board, Qt.MouseButton.LeftButton, pos=spot)
    assert at.panel.isVisible()
    assert at.panel.strength.choice.chosen == "0"
    at.press(at.panel, "Strong")
    at.settle()
    assert at.cards()[LEADS].strength == 3
    assert at.panel.strength.choice.chosen == "3"
    assert board.accessibleDescription().endswith("0 passages for it, 0 against, strong)")
    assert board.grab().toImage() != before
    at.session.bridge.undo()
    at.settle()
    assert at.cards()[LEADS].strength is None
    assert at.panel.strength.choice.chosen == "0"


def test_kind_direction_and_note_are_changed_beside_the_board(at: Relations) -> None:
    at.ws.choose_link(at.made.relation)
    at.press(at.panel, "leads to")
    sheet = at.sheet()
    QTest.keyClicks(sheet.findChildren(QLineEdit)[0], "cause")
    at.press(sheet, "Change")
    at.settle()
    assert list(at.cards()) == ["Silent leaving – is a cause of – Callback"]
    QTest.mouseClick(at.panel.reverse_button, Qt.MouseButton.LeftButton)
    at.settle()
    assert list(at.cards()) == ["Callback – is a cause of – Silent leaving"]
    QTest.mouseClick(at.panel.note_button, Qt.MouseButton.LeftButton)
    at.answer("Seen twice (invented).", "Store note")
    (card,) = at.cards().values()
    assert card.note == "Seen twice (invented)."
    assert at.link().note == card.note


def test_several_passages_are_given_at_once_as_one_entry(at: Relations) -> None:
    at.ws.choose_link(at.made.relation)
    QTest.mouseClick(at.panel.add_button, Qt.MouseButton.LeftButton)
    sheet: Any = at.sheet()
    sheet.list.selectAll()
    sheet.stance.chosen = Stance.NEGATIVE_CASE.value
    QTest.keyClicks(sheet.note, "Both came back (invented).")
    before = at.session.bridge.state.revision
    at.press(sheet, "Add as evidence")
    at.settle()
    assert at.session.bridge.state.revision == before + 1
    rows = at.given()
    assert [(row.stance, row.note) for row in rows] == [
        (Stance.NEGATIVE_CASE, "Both came back (invented).")
    ] * 2
    assert (at.link().against, at.link().negative) == (2, 2)
    at.session.bridge.undo()
    at.settle()
    assert at.given() == []


def test_stance_and_note_of_a_passage_by_keyboard(at: Relations) -> None:
    with at.session.bridge.read() as reader:
        quotation = codings(reader)[0].quotation
    at.act(relations.add_evidence, relation=at.made.relation, quotation=quotation)
    at.ws.relation_orders.enter(at.made.relation)
    assert at.panel.passages.hasFocus()
    assert at.panel.given.given is not None
    at.key(Key.Key_3, at.panel.passages)
    at.settle()
    assert at.given()[0].stance is Stance.NEGATIVE_CASE
    at.key(Key.Key_N, at.panel.passages)
    assert at.sheet().windowTitle() == "Explain the negative case"
    at.answer("She had no choice (invented).", "Store note")
    assert at.given()[0].note == "She had no choice (invented)."
    at.key(Key.Key_Delete, at.panel.passages)
    at.settle()
    assert at.given() == []


def test_enter_opens_a_relation_from_the_board_and_from_the_table(at: Relations) -> None:
    at.ws.choose_link(at.made.relation)
    at.ws.board.setFocus()
    at.key(Key.Key_Return, at.ws.board)
    assert at.panel.add_button.hasFocus()  # there is no passage to go to yet
    at.act(relations.change_relation, relation=at.made.relation, strength=2)
    at.ws.centre.show_view("relations")
    table = at.page.table.table
    shown = [table.model().headerData(n, Qt.Orientation.Horizontal) for n in range(8)]
    assert shown[3:7] == ["Strength", "For", "Against", "Negative cases"]
    assert table.model().index(0, 3).data() == "moderate"
    table.setFocus()
    table.selectRow(0)
    at.key(Key.Key_Return, table)
    assert at.panel.add_button.hasFocus()
    assert at.panel.link is not None
    assert at.panel.link.id == at.made.relation


def test_the_memos_on_a_relation_are_one_click_away(at: Relations) -> None:
    at.ws.choose_link(at.made.relation)
    assert not at.panel.memos_button.isVisible()
    at.act(theory.write_memo, text="Why so (invented)?", relations=[at.made.relation])
    at.ws.show_chosen()
    assert at.panel.memos_button.text() == "1 memo"
    QTest.mouseClick(at.panel.memos_button, Qt.MouseButton.LeftButton)
    assert at.window.stack is not None
    assert isinstance(at.window.stack.workspace, MemosWorkspace)


def suggested(at: Relations) -> list[tuple[str, str]]:
    """Go to the suggestions and return the pairs, asking for one passage at least."""
    at.ws.relation_orders._show_suggested()
    at.page.suggestions.least.choose(1)
    at.settle()
    return [(each.source.name, each.target.name) for each in at.page.suggestions.found]


def test_a_suggestion_is_related_with_its_passages_as_evidence(at: Relations) -> None:
    assert suggested(at)[0] == ("Waiting", "Silent leaving")  # the same words carry both
    view = at.page.suggestions
    view.table.selectRow(0)
    assert view.passages.model().rowCount() == 2
    view.table.setFocus()
    at.key(Key.Key_Return, view.table)
    sheet: Any = at.sheet()
    assert len(sheet.passages.selectionModel().selectedRows()) == 1
    QTest.keyClicks(sheet.types.line, "lead")
    at.press(sheet, "Relate")
    at.settle()
    card = at.cards()["Waiting – leads to – Silent leaving"]
    assert card.passages_for == 1
    assert ("Waiting", "Silent leaving") not in [
        (each.source.name, each.target.name) for each in view.found
    ]
    at.session.bridge.undo()
    at.settle()
    assert list(at.cards()) == [LEADS]
    assert view.found[0].target.name == "Silent leaving"


def test_a_suggestion_is_refused_with_a_reason_and_taken_back(at: Relations) -> None:
    before = suggested(at)
    view = at.page.suggestions
    view.table.selectRow(0)
    view.table.setFocus()
    at.key(Key.Key_Delete, view.table)
    at.answer("One story only (invented).", "Refuse")
    assert at.refused() == [("Waiting", "Silent leaving", "One story only (invented).")]
    assert [(each.source.name, each.target.name) for each in view.found] == before[1:]
    assert view.fold.button.text() == "Refused: 1"
    assert not view.fold.table.isVisible()
    at.press(view, "Refused: 1")
    assert view.fold.table.isVisible()
    view.fold.table.selectRow(0)
    view.fold.table.setFocus()
    at.key(Key.Key_Return, view.fold.table)
    at.settle()
    assert at.refused() == []
    assert [(each.source.name, each.target.name) for each in view.found] == before


def test_a_kind_of_ones_own_is_written_with_its_grammar(at: Relations) -> None:
    at.ws.centre.show_view("relations")
    at.press(at.page, "Relation types…")
    sheet: Any = at.sheet()
    names = [sheet.table.model().index(n, 0).data() for n in range(sheet.table.model().rowCount())]
    assert names[0] == "leads to"
    assert "contradicts" in names
    assert not sheet.remove_button.isEnabled()  # a relation is of it
    at.press(sheet, "New kind")
    QTest.keyClicks(sheet.form.name, "shadows")
    QTest.keyClicks(sheet.form.inverse, "is shadowed by")
    grid = sheet.form.grid
    cell = grid.cell(2, 4).center().toPoint()
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=cell)
    at.key(Key.Key_Left, grid)
    at.key(Key.Key_Space, grid)
    assert grid.accessibleDescription() == "Context to Intervening conditions, allowed"
    at.press(sheet, "Store kind")
    at.settle()
    kind = next(each for each in at.ws.theory.kinds if each.name == "shadows")
    assert kind.inverse == "is shadowed by"
    assert kind.grammar == (
        (ParadigmRole.CONTEXT, ParadigmRole.INTERVENING_CONDITION),
        (ParadigmRole.CONTEXT, ParadigmRole.STRATEGY),
    )
    assert sheet.remove_button.isEnabled()
    sheet.form.directed.click()
    assert not sheet.form.inverse.isEnabled()
    at.press(sheet, "Store kind")
    at.settle()
    kind = next(each for each in at.ws.theory.kinds if each.name == "shadows")
    assert (kind.directed, kind.inverse) == (False, "shadows")
    at.press(sheet, "Remove")
    at.settle()
    assert "shadows" not in {each.name for each in at.ws.theory.kinds}
    at.press(sheet, "Close")


def test_a_study_that_is_only_read_lets_no_relation_be_changed(at: Relations) -> None:
    at.panel.set_writable(reason="Only read")
    at.page.suggestions.set_writable(reason="Only read")
    at.ws.choose_link(at.made.relation)
    for button in (at.panel.kind_button, at.panel.reverse_button, at.panel.strength.choice):
        assert not button.isEnabled()
    suggested(at)
    at.page.suggestions.table.selectRow(0)
    assert not at.page.suggestions.relate_button.isEnabled()
    at.key(Key.Key_Delete, at.page.suggestions.table)
    assert at.refused() == []


def test_the_table_marks_the_relation_shown_beside_it(at: Relations) -> None:
    codes, table = at.made.codes, at.page.table.table
    at.act(theory.relate, source=codes["Callback"], target=codes["Waiting"], type="is a cause of")
    first, second = at.ws.theory.links
    at.ws.centre.show_view("relations")

    def marked() -> list[int]:
        return [index.row() for index in table.selectionModel().selectedRows()]

    at.ws.choose_link(second)
    assert marked() == [1]
    table.sort_by(0)  # Callback stands before Waiting
    assert table.model().index(0, 0).data() == "Callback"
    at.ws.choose_link(first)
    assert marked() == [1]
    at.act(relations.change_relation, relation=first, strength=3)
    assert marked() == [0]  # as they were given, and still the same one
    table.selectRow(1)
    assert at.ws.board.chosen.link == second
    at.ws.choose_card(codes["Waiting"])
    assert marked() == []


def test_a_kind_that_may_not_run_in_a_circle_is_said_in_plain_words(at: Relations) -> None:
    at.ws.hints.open_types()
    model, across = at.sheet().table.model(), Qt.Orientation.Horizontal
    heads = [model.headerData(n, across) for n in range(model.columnCount())]
    place = heads.index("May not run in a circle")
    assert "no part of its own part" in model.headerData(place, across, Qt.ItemDataRole.ToolTipRole)
