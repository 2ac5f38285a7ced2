"""Axial coding in the window: cards to roles, relations and evidence, codes to categories."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget

from gtcoder.actions import many
from gtcoder.queries import theory as answers
from gtcoder.queries.codebook import codes, memberships
from gtcoder.ui.axial.code_list import CodeList
from gtcoder.ui.axial.workspace import AxialWorkspace
from gtcoder.ui.main_window import MainWindow
from gtcoder.vocabulary import CheckRule, CodeId, CodeLevel, ParadigmRole, Stance
from tests.ui import theory_study
from tests.ui.theory_places import TheoryPlace
from tests.ui.theory_study import Made, drag

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

R = ParadigmRole
Key = Qt.Key


class Axial(TheoryPlace):
    """The workspace with what tests ask of it."""

    def __init__(self, window: MainWindow, made: Made, qtbot: QtBot) -> None:
        super().__init__(window, made, qtbot)
        self.ws = self.go("axial", AxialWorkspace)
        self.board = self.ws.board
        self.settle()

    def quiet(self) -> None:
        super().quiet()
        assert not self.ws.stale
        assert self.ws.theory.revision == self.session.bridge.state.revision

    def roles(self, board: str = "Paradigm 1") -> dict[str, ParadigmRole]:
        """Return what is stored: role by name of the category."""
        names = {key: name for name, key in self.made.codes.items()}
        with self.session.bridge.read() as reader:
            boards = {row.name: row for row in answers.paradigms(reader)}
        rows = boards[board].placements if board in boards else ()
        return {names[row.category]: row.role for row in rows}

    def links(self) -> list[tuple[str, str, str]]:
        names = {key: name for name, key in self.made.codes.items()}
        with self.session.bridge.read() as reader:
            rows = answers.relations(reader)
        return [(names[row.source], row.type, names[row.target]) for row in rows]

    def zone(self, role: ParadigmRole) -> QPoint:
        """Return a free global place in a zone."""
        box, zoom = self.board.scene.board.zones[role], self.board.zoom
        return self.board.mapToGlobal(
            QPoint(round((box.x + 12) * zoom), round((box.y + 12) * zoom))
        )

    def card(self, name: str) -> QPoint:
        return self.board.centre_of(self.made.codes[name])

    def click_card(self, name: str, modifier: Qt.KeyboardModifier | None = None) -> None:
        keys = modifier or Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(self.board, Qt.MouseButton.LeftButton, keys, self.card(name))

    def row(self, codes: CodeList, name: str) -> QPoint:
        index = codes.codes.index([item.name for item in codes.codes.items].index(name))
        rect: QRect = codes.visualRect(index)
        return rect.center()

    def keys(self, *keys: Qt.Key, on: QWidget | None = None) -> None:
        for key in keys:
            QTest.keyClick(on or self.board, key)

    def write(self, words: str) -> None:
        """Write into the first editor of the open sheet."""
        sheet = self.sheet()
        editors = [*sheet.findChildren(QLineEdit), *sheet.findChildren(QPlainTextEdit)]
        QTest.keyClicks(editors[0], words)


@pytest.fixture
def axial(open_window: Callable[..., MainWindow], made: Made, qtbot: QtBot) -> Axial:
    return Axial(open_window(made.path, place="axial"), made, qtbot)


def shelf_names(axial: Axial) -> list[str]:
    return [item.name for item in axial.ws.left.shelf.codes.items]


def test_a_card_dragged_from_the_shelf_into_a_zone_is_placed(axial: Axial) -> None:
    shelf = axial.ws.left.shelf
    assert shelf_names(axial) == ["Night service"]
    start = axial.row(shelf, "Night service")
    drag(shelf.viewport(), start, [axial.zone(R.STRATEGY), axial.zone(R.CONTEXT)])
    assert "Night service" not in axial.roles()  # shown only when it is stored
    axial.settle()
    assert axial.roles()["Night service"] is R.CONTEXT
    assert shelf_names(axial) == []
    assert axial.made.codes["Night service"] in axial.board.scene.board.cards
    assert axial.ws.status() == ("4 of 4 categories placed", "1 relation")


def test_a_drag_that_ends_nowhere_or_on_escape_stores_nothing(axial: Axial) -> None:
    shelf, before = axial.ws.left.shelf, axial.session.bridge.state.revision
    start = axial.row(shelf, "Night service")
    outside = axial.ws.side.mapToGlobal(QPoint(40, 40))
    drag(shelf.viewport(), start, [axial.zone(R.CONTEXT), outside])
    axial.ws.carrier.lift((axial.made.codes["Waiting"],), "Waiting", 1, axial.zone(R.CONTEXT))
    assert axial.ws.carrier.isVisible()
    axial.keys(Key.Key_Escape)
    assert not axial.ws.carrier.isVisible()
    axial.settle()
    assert axial.session.bridge.state.revision == before


def test_cards_are_dragged_between_zones_and_back_to_the_shelf_and_undo_brings_them_back(
    axial: Axial,
) -> None:
    drag(axial.board, axial.card("Callback"), [axial.zone(R.CONSEQUENCE)])
    axial.settle()
    assert axial.roles()["Callback"] is R.CONSEQUENCE
    there = axial.ws.left.shelf.mapToGlobal(QPoint(60, 120))
    drag(axial.board, axial.card("Callback"), [there])
    axial.settle()
    assert "Callback" not in axial.roles()
    assert "Callback" in shelf_names(axial)
    axial.window.commands.action("edit.undo").trigger()
    axial.settle()
    assert axial.roles()["Callback"] is R.CONSEQUENCE
    assert "Callback" not in shelf_names(axial)


def test_the_board_by_keyboard_lifts_moves_drops_and_takes_off(axial: Axial) -> None:
    axial.board.setFocus(Qt.FocusReason.TabFocusReason)
    axial.ws.choose_card(axial.made.codes["Silent leaving"])
    axial.keys(Key.Key_Left)
    assert axial.board.chosen.card == axial.made.codes["Waiting"]
    axial.keys(Key.Key_Space, Key.Key_Up)
    assert axial.board.target is R.CONTEXT
    assert "lifted, over Context" in axial.board.accessibleDescription()
    axial.keys(Key.Key_Escape)
    axial.settle()
    assert axial.roles()["Waiting"] is R.CAUSAL_CONDITION
    axial.keys(Key.Key_Space, Key.Key_Up, Key.Key_Return)
    axial.settle()
    assert axial.roles()["Waiting"] is R.CONTEXT
    axial.keys(Key.Key_Delete)
    axial.settle()
    assert "Waiting" not in axial.roles()


def test_a_category_is_placed_from_the_shelf_by_keyboard(axial: Axial) -> None:
    shelf = axial.ws.left.shelf
    shelf.setFocus(Qt.FocusReason.TabFocusReason)
    axial.keys(Key.Key_Return, on=shelf)
    assert axial.board.hasFocus()
    assert axial.board.target is R.CONTEXT  # the first role that is empty
    axial.keys(Key.Key_Return)
    axial.settle()
    assert axial.roles()["Night service"] is R.CONTEXT


def test_two_cards_are_related_by_keyboard(axial: Axial) -> None:
    axial.board.setFocus(Qt.FocusReason.TabFocusReason)
    axial.ws.choose_card(axial.made.codes["Waiting"])
    QTest.keyClick(axial.board, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert axial.board.chosen.second == axial.made.codes["Silent leaving"]
    axial.keys(Key.Key_R)
    sheet = axial.sheet()
    line = sheet.findChildren(QLineEdit)[0]
    QTest.keyClicks(line, "cause")
    QTest.keyClick(line, Key.Key_Return)
    axial.settle()
    assert ("Waiting", "is a cause of", "Silent leaving") in axial.links()
    assert len(axial.board.scene.board.lines) == 2


def test_a_relation_is_drawn_from_a_cards_edge_swapped_and_of_a_kind_of_ones_own(
    axial: Axial,
) -> None:
    waiting = axial.board.scene.board.cards[axial.made.codes["Waiting"]]
    QTest.mouseMove(axial.board, axial.card("Waiting"))
    edge = QPoint(round(waiting.right * axial.board.zoom), axial.card("Waiting").y())
    QTest.mouseMove(axial.board, edge)
    drag(axial.board, edge, [axial.board.mapToGlobal(axial.card("Callback"))])
    sheet: Any = axial.sheet()
    QTest.keyClicks(sheet.types.line, "shadows")
    QTest.mouseClick(sheet.swap_button, Qt.MouseButton.LeftButton)
    QTest.keyClicks(sheet.note, "Seen twice (invented).")
    axial.press(sheet, "Relate")
    axial.settle()
    assert ("Callback", "shadows", "Waiting") in axial.links()
    assert "shadows" in axial.ws.theory.types()
    assert axial.roles()["Waiting"] is R.CAUSAL_CONDITION  # nothing was moved


def test_r_without_a_second_card_says_what_is_missing(axial: Axial) -> None:
    axial.click_card("Waiting")
    with axial.qtbot.waitSignal(axial.session.say.told) as told:
        axial.board.setFocus()
        axial.keys(Key.Key_R)
    assert "second card" in told.args[0].text
    axial.click_card("Callback", Qt.KeyboardModifier.ControlModifier)
    assert axial.board.chosen.second == axial.made.codes["Callback"]


def test_evidence_is_added_turned_round_and_taken_out(axial: Axial) -> None:
    line = axial.board.scene.board.lines[axial.made.relation]
    spot = QPoint(round(line.badge[0]), round(line.badge[1])) * axial.board.zoom
    QTest.mouseClick(axial.board, Qt.MouseButton.LeftButton, pos=spot)
    panel = axial.ws.side.link_panel
    assert panel.isVisible()
    assert axial.ws.left.checks.checks[0].heading == "Empty role"
    QTest.mouseClick(panel.add_button, Qt.MouseButton.LeftButton)
    sheet: Any = axial.sheet()
    assert sheet.list.model().rowCount() == 2  # those of both categories, each stretch once
    axial.press(sheet, "Add as evidence")
    axial.settle()
    link = axial.ws.theory.links[axial.made.relation]
    assert (link.supporting, link.against, link.participants) == (1, 0, 1)
    assert panel.bar.accessibleName() == "1 for · 0 against"
    axial.keys(Key.Key_Down, on=panel.passages)
    axial.press(panel, "Against")
    axial.settle()
    with axial.session.bridge.read() as reader:
        assert [row.stance for row in answers.evidence(reader)] == [Stance.AGAINST]
    assert "0 passages for it, 1 against" in axial.board.accessibleDescription()
    axial.keys(Key.Key_Delete, on=panel.passages)
    axial.settle()
    assert axial.ws.theory.links[axial.made.relation].evidence == ()


def test_a_relation_goes_with_a_reason_alone(axial: Axial) -> None:
    axial.ws.choose_link(axial.made.relation)
    axial.board.setFocus()
    axial.keys(Key.Key_Delete)
    sheet = axial.sheet()
    axial.press(sheet, "Remove")
    assert sheet.isVisible()  # the ledger wants to know why
    axial.write("Doubled (invented)")
    axial.press(sheet, "Remove")
    axial.settle()
    assert axial.links() == []


def test_codes_go_into_categories_by_mouse_and_by_keyboard(axial: Axial) -> None:
    sorting = axial.ws.centre.sorting
    QTest.mouseClick(axial.ws.left.sort_button, Qt.MouseButton.LeftButton)
    assert [item.name for item in sorting.loose.codes.items] == ["Time cost", "Queue"]
    target = sorting.housed.viewport().mapToGlobal(axial.row(sorting.housed, "Waiting"))
    drag(sorting.loose.viewport(), axial.row(sorting.loose, "Time cost"), [target])
    axial.settle()
    assert parent_of(axial, "Time cost") == axial.made.codes["Waiting"]
    sorting.loose.setFocus()
    sorting.loose.select_only(axial.made.codes["Queue"])
    QTest.keyClick(
        axial.window,
        Key.Key_M,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    line = axial.sheet().findChildren(QLineEdit)[0]
    QTest.keyClicks(line, "leav")
    QTest.keyClick(line, Key.Key_Return)
    axial.settle()
    assert parent_of(axial, "Queue") == axial.made.codes["Silent leaving"]
    assert sorting.loose.codes.items == ()


def test_several_codes_become_a_new_category_and_serve_a_further_one(axial: Axial) -> None:
    sorting = axial.ws.centre.sorting
    axial.ws.centre.show_view("sort")
    sorting.loose.setFocus()
    sorting.loose.selectAll()
    axial.press(sorting, "New category…")
    axial.write("Lost time")
    axial.press(axial.sheet(), "Make category")
    axial.settle()
    with axial.session.bridge.read() as reader:
        made = next(code for code in codes(reader) if code.name == "Lost time")
    assert made.level is CodeLevel.AXIAL
    assert {parent_of(axial, "Time cost"), parent_of(axial, "Queue")} == {made.id}
    sorting.housed.setFocus()
    sorting.housed.select_only(axial.made.codes["Queue"])
    axial.press(sorting, "Also serves…")
    line = axial.sheet().findChildren(QLineEdit)[0]
    QTest.keyClicks(line, "Callback")
    QTest.keyClick(line, Key.Key_Return)
    axial.settle()
    with axial.session.bridge.read() as reader:
        assert memberships(reader) == {axial.made.codes["Callback"]: (axial.made.codes["Queue"],)}


def test_several_codes_are_dragged_and_put_together_as_one_entry(axial: Axial) -> None:
    sorting, bridge = axial.ws.centre.sorting, axial.session.bridge
    names, waiting = ("Time cost", "Queue"), axial.made.codes["Waiting"]
    axial.ws.centre.show_view("sort")
    start = bridge.state.revision

    def undone() -> None:
        axial.window.commands.action("edit.undo").trigger()
        axial.settle()
        assert [parent_of(axial, name) for name in names] == [None, None]

    sorting.loose.setFocus()
    sorting.loose.selectAll()
    target = sorting.housed.viewport().mapToGlobal(axial.row(sorting.housed, "Waiting"))
    drag(sorting.loose.viewport(), axial.row(sorting.loose, "Queue"), [target])
    axial.settle()
    assert bridge.state.revision == start + 1
    assert [parent_of(axial, name) for name in names] == [waiting, waiting]
    assert bridge.state.undo == "codebook.move_many"
    undone()
    sorting.loose.setFocus()
    sorting.loose.selectAll()
    axial.press(sorting, "New category…")
    axial.write("Lost time")
    axial.press(axial.sheet(), "Make category")
    axial.settle()
    assert bridge.state.revision == start + 3
    assert None not in [parent_of(axial, name) for name in names]
    undone()
    assert "Lost time" not in [code.name for code in axial.ws.theory.codes.values()]


def test_codes_that_serve_a_category_already_are_left_out(axial: Axial) -> None:
    housed, bridge, made = axial.ws.centre.sorting.housed, axial.session.bridge, axial.made.codes
    axial.ws.centre.show_view("sort")
    bridge.act(many.move_codes, codes=[made["Time cost"], made["Queue"]], parent=made["Waiting"])
    axial.settle()
    start = bridge.state.revision

    def serve(*names: str) -> str:
        held = Qt.KeyboardModifier.NoModifier
        for name in names:
            at = axial.row(housed, name)
            QTest.mouseClick(housed.viewport(), Qt.MouseButton.LeftButton, held, at)
            held = Qt.KeyboardModifier.ControlModifier
        axial.press(axial.ws.centre.sorting, "Also serves…")
        line = axial.sheet().findChildren(QLineEdit)[0]
        QTest.keyClicks(line, "Callback")
        with axial.qtbot.waitSignal(axial.session.say.told) as told:
            QTest.keyClick(line, Key.Key_Return)
        axial.settle()
        return str(told.args[0].text)

    assert serve("Queue") == "“Queue” also in “Callback”"
    assert serve("Time cost", "Queue") == "“Time cost”, “Queue” also in “Callback”"
    assert bridge.state.revision == start + 2
    assert "already" in serve("Time cost", "Queue")
    assert bridge.state.revision == start + 2
    with bridge.read() as reader:
        assert memberships(reader) == {made["Callback"]: (made["Queue"], made["Time cost"])}


def parent_of(axial: Axial, name: str) -> CodeId | None:
    with axial.session.bridge.read() as reader:
        return next(code.parent for code in codes(reader) if code.name == name)


def test_a_check_leads_to_its_relation(axial: Axial) -> None:
    checks = axial.ws.left.checks
    row = [check.heading for check in checks.checks].index("Relation without evidence")
    index = checks.model().index(row, 0)
    checks.scrollTo(index)
    place = checks.visualRect(index).center()
    QTest.mouseClick(checks.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert axial.board.chosen.link == axial.made.relation
    assert axial.ws.side.link_panel.isVisible()


def test_a_further_paradigm_begins_empty(axial: Axial) -> None:
    axial.window.commands.action("axial.paradigm").trigger()
    axial.write("Second")
    axial.press(axial.sheet(), "Make paradigm")
    axial.settle()
    assert axial.board.scene.board.cards == {}
    assert len(shelf_names(axial)) == 4
    shelf = axial.ws.left.shelf
    drag(shelf.viewport(), axial.row(shelf, "Waiting"), [axial.zone(R.PHENOMENON)])
    axial.settle()
    assert axial.roles("Second") == {"Waiting": R.PHENOMENON}
    assert axial.roles()["Waiting"] is R.CAUSAL_CONDITION
    axial.ws.centre.paradigm.choose("Paradigm 1")
    assert len(axial.board.scene.board.cards) == 3


def test_the_diagram_is_written_as_svg(axial: Axial, tmp_path: Path) -> None:
    button = axial.ws.findChild(QAbstractButton, "export")
    assert isinstance(button, QAbstractButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    sheet: Any = axial.sheet()
    out = tmp_path / "model.svg"
    sheet.place.setText(str(out))
    with axial.qtbot.waitSignal(axial.session.say.noticed, timeout=10_000) as said:
        axial.press(sheet, "Export")
    assert out.read_bytes().startswith(b"<?xml")
    assert "model.svg" in said.args[0].text
    assert [words for words, _ in said.args[0].actions] == ["Show folder"]
    assert list(tmp_path.glob(".*part")) == []
    axial.settle()


def test_tables_show_what_is_stored_and_choose(axial: Axial) -> None:
    table = axial.ws.centre.relations
    axial.ws.centre.show_view("relations")
    assert table.table.model().index(0, 0).data() == "Silent leaving"
    place = table.table.visualRect(table.table.model().index(0, 1)).center()
    QTest.mouseClick(table.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert axial.board.chosen.link == axial.made.relation
    axial.ws.centre.show_view("categories")
    shown = axial.ws.centre.categories.table.model()
    names = [shown.index(row, 0).data() for row in range(shown.rowCount())]
    assert names == ["Waiting", "Silent leaving", "Callback", "Night service"]


def test_counts_on_the_board_are_those_of_the_diagram(
    sample_window: MainWindow, qtbot: QtBot
) -> None:
    from gtcoder.reports.theory import paradigm_of

    axial = Axial(sample_window, Made(Path(), {}, 0), qtbot)  # type: ignore[arg-type]
    with axial.session.bridge.read() as reader:
        graph = paradigm_of(reader)
    theory = axial.ws.theory
    shown = {
        theory.codes[CodeId(key)].written: (
            theory.categories[CodeId(key)].passages,
            theory.categories[CodeId(key)].participants,
        )
        for key in axial.board.scene.board.cards
    }
    drawn = {key: (data["passages"], data["participants"]) for key, data in graph.nodes(data=True)}
    assert shown == drawn
    edges = sorted(
        (data["type"], data["evidence_for"], data["evidence_against"], data["participants"])
        for _, _, data in graph.edges(data=True)
    )
    links = [axial.ws.theory.links[key] for key in axial.board.scene.board.lines]  # type: ignore[index]
    assert sorted((x.type, x.supporting, x.against, x.participants) for x in links) == edges
    nothing, _ = axial.ws.left.checks.checks
    assert nothing.state == "success"
    assert nothing.heading == f"{len(CheckRule)} rules, no finding"


def test_who_speaks_is_counted_anew_when_a_label_is_tied_to_another(axial: Axial) -> None:
    def whose() -> tuple[int, int]:
        theory = axial.ws.theory
        return theory.categories[axial.made.codes["Waiting"]].participants, theory.people

    assert whose() == (1, 1)
    theory_study.tie(axial.session, "INT", "Invented second person")
    axial.settle()
    assert whose() == (1, 2)
    axial.window.go("ledger")  # what changes while the board is hidden is read when it is shown
    theory_study.tie(axial.session, "P1", None)
    axial.qtbot.waitUntil(lambda: axial.session.bridge.state.waiting == 0)
    assert whose() == (1, 2)
    axial.window.go("axial")
    axial.settle()
    assert whose() == (0, 1)
    axial.ws.choose_card(axial.made.codes["Waiting"])
    assert "Waiting, Causal conditions, 1 passage · 0 of 1" in axial.board.accessibleDescription()


def test_everything_that_can_be_pressed_has_a_name(axial: Axial) -> None:
    for button in axial.ws.findChildren(QAbstractButton):
        assert button.isHidden() or button.text() or button.accessibleName(), button
    for code_list in axial.ws.findChildren(CodeList):
        assert code_list.accessibleName()
    axial.ws.choose_card(axial.made.codes["Silent leaving"])
    said = axial.board.accessibleDescription()
    assert "Silent leaving, Phenomenon, 2 passages · 1 of 1" in said
    assert "Silent leaving leads to Callback (0 passages for it, 0 against)" in said


def test_a_study_that_is_only_read_lets_nothing_be_moved(
    open_window: Callable[..., MainWindow], made: Made, qtbot: QtBot
) -> None:
    window = open_window(made.path)
    assert window.session is not None
    window.session.bridge.project.read_only = True
    axial = Axial(window, made, qtbot)
    drag(axial.board, axial.card("Callback"), [axial.zone(R.CONSEQUENCE)])
    axial.settle()
    assert axial.roles()["Callback"] is R.STRATEGY
    assert not window.commands.action("axial.relate").isEnabled()
    assert not axial.ws.side.link_panel.add_button.isEnabled()
