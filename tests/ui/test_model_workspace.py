"""The workspace of models: made, narrowed, edited by keyboard, with paths; what is kept stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QScrollArea

from gtcoder.actions import codebook, coding, models, theory
from gtcoder.queries import models as answers
from gtcoder.queries.codebook import codes
from gtcoder.queries.passages import documents
from gtcoder.ui.kit.passage_delegate import COLOUR
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.models.new_sheet import Start
from gtcoder.ui.models.workspace import ModelWorkspace
from gtcoder.vocabulary import ModelTemplate, NodeKind, Span
from tests.ui.model_study import NAME, Figure
from tests.ui.theory_study import Made

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def figure(open_window: Callable[..., MainWindow], made: Made, qtbot: QtBot) -> Figure:
    return Figure(open_window(made.path, place="model"), qtbot, made)


def test_a_place_by_hand_stays_while_codes_are_renamed_and_passages_coded(figure: Figure) -> None:
    figure.canvas.choice.take("waiting")
    figure.focus()
    for _ in range(6):
        figure.key(Qt.Key.Key_Down)
    figure.qtbot.waitUntil(lambda: figure.node("waiting").x is not None, timeout=5_000)
    figure.settle()
    there = figure.box("waiting")
    act, code = figure.session.bridge.act, figure.made.codes["Waiting"]
    act(codebook.rename_code, code=code, name="Standing in line", reason="It says more.")
    with figure.session.bridge.read() as reader:
        document = documents(reader)[0].id
    act(coding.apply_code, document=document, span=Span(20, 30), code=code)
    figure.settle()
    assert figure.canvas.parts.nodes["waiting"].label == "Standing in line"
    now = figure.box("waiting")
    assert (now.cx, now.cy) == pytest.approx((there.cx, there.cy), abs=0.1)
    figure.key(Qt.Key.Key_T)  # back to where the template has it
    figure.settle()
    assert figure.node("waiting").x is None


def test_a_box_is_added_joined_moved_and_named_by_keyboard_alone(figure: Figure) -> None:
    figure.focus()
    for _ in range(len(figure.canvas.parts.order())):
        figure.key(Qt.Key.Key_Tab)
        if figure.canvas.choice.node == "core":
            break
    assert figure.canvas.choice.nodes == ("core",)
    figure.key(Qt.Key.Key_A)
    sheet = figure.sheet()
    assert sheet.kind.value() == NodeKind.STEP
    QTest.keyClicks(sheet.label, "Coming back")
    QTest.keyClick(sheet.label, Qt.Key.Key_Return)
    figure.settle()
    new = figure.row().nodes[-1]
    assert (new.label, new.parent, new.kind, new.rank) == ("Coming back", "core", "step", 4)

    figure.focus()
    figure.canvas.choice.take("leaving")
    figure.key(Qt.Key.Key_C)
    order = figure.canvas.parts.order()
    for _ in order:
        figure.key(Qt.Key.Key_Tab)
        if figure.canvas.gesture and getattr(figure.canvas.gesture, "target", "") == new.key:
            break
    figure.key(Qt.Key.Key_Return)
    figure.settle()
    edge = figure.row().edges[-1]
    assert (edge.source, edge.target, edge.kind) == ("leaving", new.key, "step")

    figure.canvas.choice.take(new.key)
    before, revision = figure.box(new.key), figure.session.bridge.state.revision
    for _ in range(5):
        figure.key(Qt.Key.Key_Right)
    figure.key(Qt.Key.Key_Down)
    figure.qtbot.waitUntil(lambda: figure.node(new.key).x is not None, timeout=5_000)
    figure.settle()
    assert figure.session.bridge.state.revision == revision + 1  # one entry for all the keys
    assert figure.node(new.key).x == pytest.approx(before.cx + 20, abs=0.1)
    assert figure.node(new.key).y == pytest.approx(before.cy + 4, abs=0.1)

    figure.key(Qt.Key.Key_F2)
    QTest.keyClicks(figure.canvas.editor, "Coming home")
    QTest.keyClick(figure.canvas.editor, Qt.Key.Key_Return)
    figure.settle()
    assert figure.node(new.key).label == "Coming home"
    for _ in range(4):
        figure.session.bridge.undo()
    figure.settle()
    assert [node.key for node in figure.row().nodes][-1] == "word"
    assert len(figure.row().edges) == 3


def test_tab_leaves_the_canvas_after_the_last_box(figure: Figure) -> None:
    figure.focus()
    figure.canvas.choice.take(figure.canvas.parts.order()[-1])
    figure.key(Qt.Key.Key_Tab)
    assert figure.canvas.choice.nodes == ()
    assert not figure.canvas.hasFocus()


def test_boxes_are_aligned_and_grouped(figure: Figure) -> None:
    figure.focus()
    figure.canvas.choice.take("loss", "word")
    before = figure.box("loss"), figure.box("word")
    figure.session.commands.action("model.align_middle").trigger()
    figure.settle()
    assert figure.node("loss").y == figure.node("word").y
    figure.session.bridge.undo()
    figure.settle()
    assert (figure.box("loss"), figure.box("word")) == before
    figure.canvas.choice.take("loss", "word")
    QTest.keyClick(figure.canvas, Qt.Key.Key_G, CTRL)
    sheet = figure.sheet()
    editor = sheet.focusWidget()
    QTest.keyClicks(editor, "Costs")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    figure.settle()
    group = figure.row().nodes[-1]
    assert (group.kind, group.label, group.parent) == ("group", "Costs", "after")
    assert figure.node("loss").parent == group.key
    figure.canvas.choice.take(group.key)
    figure.session.commands.action("model.ungroup").trigger()
    figure.settle()
    assert figure.node("loss").parent == "after"


def test_the_side_panel_writes_fields_note_and_colour(figure: Figure) -> None:
    figure.canvas.choice.take("calling")
    panel = figure.ws.side.node
    assert panel.isVisible()
    name, text = panel.fields.rows[0]
    QTest.keyClicks(name, "actions")
    QTest.keyClicks(text, "They ring up twice.")
    QTest.keyClick(text, Qt.Key.Key_Return)
    figure.settle()
    assert figure.node("calling").fields == (("actions", "They ring up twice."),)
    panel.note.setFocus()
    QTest.keyClicks(panel.note, "Invented.")
    QTest.keyClick(panel.note, Qt.Key.Key_Return, CTRL)
    figure.settle()
    assert figure.node("calling").note == "Invented."
    panel.colour.choose(3)
    figure.settle()
    assert figure.node("calling").colour == 3
    figure.canvas.choice.take("waiting")
    assert "1 passage" in panel._counts.text()
    assert panel.passages.model().rowCount() == 1


def test_passages_have_the_colour_of_their_code_and_not_of_the_box(figure: Figure) -> None:
    figure.canvas.choice.take("waiting")
    panel = figure.ws.side.node
    with figure.session.bridge.read() as reader:
        own = next(code.colour for code in codes(reader) if code.name == "Waiting")
    panel.colour.choose(own + 5)
    figure.settle()
    assert figure.node("waiting").colour == own + 5
    assert panel.passages.model().index(0, 0).data(COLOUR) == own


def test_the_bar_stays_in_sight_where_the_panel_is_higher_than_the_window(figure: Figure) -> None:
    figure.window.wear("light", 1.5)
    figure.window.resize(1280, 720)
    workspace = figure.window.stack.workspace if figure.window.stack else None
    assert isinstance(workspace, ModelWorkspace)
    figure.ws, figure.canvas = workspace, workspace.canvas
    figure.settle()
    figure.canvas.choice.take("waiting")
    panel = workspace.side.node
    panel.note.setFocus()
    room = next(each for each in workspace.side.findChildren(QScrollArea) if each.widget() is panel)
    figure.qtbot.waitUntil(lambda: room.verticalScrollBar().maximum() > 0)
    top = workspace.bar.mapTo(figure.window, QPoint(0, 0)).y()
    assert top >= figure.window.top.height()
    assert panel.minimumSizeHint().width() <= room.viewport().width()


def test_the_kind_number_and_direction_of_a_line_are_changed(figure: Figure) -> None:
    edge = figure.row().edges[0]
    figure.canvas.choice.take_edge(f"e{edge.id}")
    panel = figure.ws.side.edge
    panel.number.setFocus()
    QTest.keyClicks(panel.number, "2")
    QTest.keyClick(panel.number, Qt.Key.Key_Return)
    panel.both.click()
    panel.kind.choose("arrow")
    figure.settle()
    changed = figure.row().edges[0]
    assert (changed.number, changed.both_ways, changed.kind) == (2, True, "arrow")


def test_a_line_shows_the_evidence_of_a_relation_between_its_codes(figure: Figure) -> None:
    made = figure.made
    figure.session.bridge.act(
        theory.relate, source=made.codes["Waiting"], target=made.codes["Silent leaving"],
        type="leads to",
    )  # fmt: skip
    figure.ws.nodes.join("waiting", "leaving")
    figure.settle()
    edge = figure.row().edges[-1]
    figure.canvas.choice.take_edge(f"e{edge.id}")
    panel = figure.ws.side.edge
    assert panel.evidence.isVisible()
    panel.evidence.choose(panel.evidence._offer.choices[1][1])
    figure.settle()
    assert figure.row().edges[-1].relation is not None
    assert "Passages for: 0" in panel._said.text()
    panel.evidence.choose(0)
    figure.settle()
    assert figure.row().edges[-1].relation is None


def test_a_model_is_made_copied_renamed_and_removed(figure: Figure) -> None:
    figure.session.commands.action("model.new").trigger()
    sheet = figure.sheet()
    assert sheet.template.value() is ModelTemplate.STEPWISE
    assert sheet.start.value() is Start.PARADIGM  # no category is called “Step 1: …”
    sheet.template.choose(ModelTemplate.CYCLE)
    assert sheet.start.value() is Start.PARADIGM
    sheet._finish()
    assert sheet.isVisible()  # without a name
    QTest.keyClicks(sheet.name, "Round and round")
    QTest.keyClick(sheet.name, Qt.Key.Key_Return)
    figure.settle()
    drawn = figure.ws.drawn
    assert drawn.row is not None
    assert drawn.row.name == "Round and round"
    assert [node.kind for node in drawn.row.nodes] == ["part", "phase", "phase"]
    figure.ws.models.ask_copy()
    figure.sheet().focusWidget().setText("Round again")
    QTest.keyClick(figure.sheet().focusWidget(), Qt.Key.Key_Return)
    figure.settle()
    assert figure.ws.drawn.row is not None
    assert figure.ws.drawn.row.name == "Round again"
    figure.ws.models.ask_remove()
    QTest.keyClicks(figure.sheet().focusWidget(), "It was only tried out.")
    QTest.keyClick(figure.sheet().focusWidget(), Qt.Key.Key_Return, CTRL)
    figure.settle()
    with figure.session.bridge.read() as reader:
        assert [m.name for m in answers.models(reader)] == [NAME, "Round and round"]


def test_a_network_of_the_study_is_kept_to_be_arranged(figure: Figure) -> None:
    network = next(w for w in figure.ws.drawn.choices if w.template is ModelTemplate.NETWORK)
    figure.ws.show_model(network)
    figure.settle()
    assert not figure.canvas.arranging
    arrange = figure.session.commands.action("model.arrange")
    assert not arrange.isEnabled()
    assert "Keep it as a model" in arrange.toolTip()
    figure.session.commands.action("model.keep").trigger()
    sheet = figure.sheet()
    QTest.keyClicks(sheet.name, "What hangs together")
    QTest.keyClick(sheet.name, Qt.Key.Key_Return)
    figure.settle()
    assert figure.canvas.arranging
    figure.canvas.choice.take("Callback")
    figure.focus()
    figure.key(Qt.Key.Key_Down)
    figure.canvas.clearFocus()  # leaving the canvas ends the move
    figure.settle()
    row = figure.ws.drawn.row
    assert row is not None
    assert [(node.code, node.y is not None) for node in row.nodes] == [
        (figure.made.codes["Callback"], True)
    ]


def test_a_filter_is_kept_with_the_model_and_taken_back_by_undo(figure: Figure) -> None:
    assert "waiting" in figure.canvas.parts.nodes
    figure.ws.bar.filter.click()
    sheet = figure.sheet()
    sheet.passages.setText("2")
    sheet._finish()
    figure.settle()
    assert figure.row().options == (("passages", "2"),)
    assert "waiting" not in figure.canvas.parts.nodes
    assert "leaving" in figure.canvas.parts.nodes
    assert figure.ws.bar.filter.text() == "Filter · 1"
    figure.session.bridge.undo()
    figure.settle()
    assert "waiting" in figure.canvas.parts.nodes


def test_counts_and_paths_are_shown_when_they_are_asked_for(figure: Figure) -> None:
    def words() -> list[str]:
        scene = figure.canvas.scene
        return [label.text for label in scene.labels] if scene else []

    assert "1 · 1 of 1" not in words()
    figure.ws.bar.shows.choose({"counts"})
    figure.settle()
    assert "1 · 1 of 1" in words()
    row = figure.row()
    with figure.session.bridge.read() as reader:
        from gtcoder.queries.people import participants

        person = participants(reader)[0].id
    figure.session.bridge.act(
        models.set_path, model=row.id, participant=person, steps=["waiting", "calling"]
    )
    figure.ws.bar.shows.choose({"paths"})
    figure.settle()
    assert "1 came" in words()
    assert "1" in words()


def test_paths_are_proposed_and_count_when_confirmed(figure: Figure) -> None:
    QTest.keyClick(figure.window, Qt.Key.Key_PageDown, CTRL)
    figure.settle()
    page, model = figure.ws.paths, figure.ws.paths.model
    assert page.isVisible()
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert heads == ["Participant", "Order", "", "1 Waiting", "2 Calling", "3 Silent leaving"]
    assert model.index(0, 1).data() == "proposed"
    assert [model.index(0, n).data() for n in (3, 4, 5)] == ["1", "", "2"]
    assert figure.row().id
    with figure.session.bridge.read() as reader:
        assert answers.paths(reader, figure.row().id) == ()

    table = page.table
    table.setCurrentIndex(model.index(0, 4))  # a number is typed: the proposal is another one
    QTest.keyClick(table, Qt.Key.Key_2)
    editor = table.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "2"
    QTest.keyClick(editor, Qt.Key.Key_Return)
    three = ["1", "2", "3"]
    figure.qtbot.waitUntil(
        lambda: [model.index(0, n).data() for n in (3, 4, 5)] == three, timeout=5_000
    )
    assert model.index(0, 1).data() == "proposed"
    table.setCurrentIndex(model.index(0, 2))
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    figure.settle()
    assert model.index(0, 1).data() == "confirmed"
    with figure.session.bridge.read() as reader:
        (path,) = answers.paths(reader, figure.row().id)
    assert path.steps == ("waiting", "calling", "leaving")
    table.setCurrentIndex(model.index(0, 3))
    QTest.keyClick(table, Qt.Key.Key_Delete)
    figure.settle()
    with figure.session.bridge.read() as reader:
        (path,) = answers.paths(reader, figure.row().id)
    assert path.steps == ("calling", "leaving")
    page.confirm(0)  # takes it back
    figure.settle()
    assert model.index(0, 1).data() == "proposed"


def test_what_is_exported_is_what_is_shown(figure: Figure, tmp_path: Path) -> None:
    from gtcoder.drawing.text import read_graphml

    figure.ws.bar.shows.choose({"counts"})
    figure.settle()
    figure.ws.export()
    sheet = figure.sheet()
    sheet.format.choose("graphml")
    sheet.place.setText(str(tmp_path / "model.graphml"))
    with figure.qtbot.waitSignal(figure.session.say.noticed, timeout=20_000):
        sheet._finish()
    graph = read_graphml((tmp_path / "model.graphml").read_bytes())
    assert set(graph) == set(figure.canvas.parts.nodes)
    assert graph.graph["show_counts"] == "yes"
    figure.settle()
