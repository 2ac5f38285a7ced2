"""The canvas of a model by hand: choose, move with snapping, stretch, join, gather, pan."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter

from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.models.ink import Piece
from gtcoder.ui.models.snapping import GRID
from tests.ui.many_boxes import figure_of
from tests.ui.model_study import Figure
from tests.ui.theory_study import Made

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def figure(open_window: Callable[..., MainWindow], made: Made, qtbot: QtBot) -> Figure:
    return Figure(open_window(made.path, place="model"), qtbot, made)


def test_a_dragged_box_is_stored_where_it_was_dropped_and_undo_puts_it_back(
    figure: Figure,
) -> None:
    before, there = figure.digest(), figure.box("after")
    assert figure.canvas.arranging
    laid_out = figure.ws._drawer._kept
    assert laid_out is not None
    start = figure.middle("after") - QPoint(0, round(there.height / 2 * figure.canvas.scale()) - 6)
    figure.drag(start, start + QPoint(-12, 90), ALT)
    assert figure.canvas.held is not None  # shown there, faintly, until it is drawn anew
    figure.settle()
    node, scale = figure.node("after"), figure.canvas.scale()
    assert node.x == pytest.approx(there.cx - 12 / scale, abs=0.1)
    assert node.y == pytest.approx(there.cy + 90 / scale, abs=0.1)
    assert figure.canvas.held is None
    moved = figure.box("after")
    assert (moved.cx, moved.cy) == pytest.approx((node.x, node.y), abs=0.1)
    assert figure.box("loss").cy > there.cy  # what lies in it went with it
    assert figure.node("loss").x is None
    again = figure.ws._drawer._kept
    assert again is not None
    assert again.page.boxes is laid_out.page.boxes  # the template did not lay it out again
    revision = f"revision {figure.session.bridge.state.revision}"
    assert figure.canvas.scene is not None
    assert any(revision in label.text for label in figure.canvas.scene.labels)
    figure.session.bridge.undo()
    figure.settle()
    assert figure.digest() == before
    assert figure.box("after") == there


def test_boxes_snap_to_the_grid_and_to_the_edges_of_others(figure: Figure) -> None:
    calling, waiting = figure.box("calling"), figure.box("waiting")
    scale = figure.canvas.scale()
    start = figure.middle("calling")
    figure.drag(start, start + QPoint(0, round(2.2 * scale + 61 * scale)))
    figure.settle()
    node = figure.node("calling")
    assert node.x is not None
    assert node.y is not None
    assert node.x == pytest.approx(calling.cx, abs=0.02)  # the middle of the others draws it
    drawn = figure.box("calling")
    assert drawn.cy > calling.cy + 40
    start = figure.middle("calling")
    off = waiting.cy + 2 - drawn.cy  # two points from the height of its neighbour
    figure.drag(start, start + QPoint(0, round(off * scale)))
    figure.settle()
    rest = figure.box("calling")
    others = [node.rect for key, node in figure.canvas.parts.nodes.items() if key != "calling"]
    mine = (rest.y, rest.cy, rest.bottom)
    theirs = [stop for box in others for stop in (box.y, box.cy, box.bottom)]
    assert min(abs(a - b) for a in mine for b in theirs) < 0.02
    assert rest.cy == pytest.approx(waiting.cy, abs=1.5)


def test_without_neighbours_the_middle_comes_to_the_grid(figure: Figure) -> None:
    from gtcoder.analysis.diagram.boxes import Rect
    from gtcoder.ui.models.snapping import snapped

    snap = snapped(Rect(10, 10, 30, 20), (51.3, 7.9), [])
    assert (25 + snap.dx) % GRID == 0
    assert (20 + snap.dy) % GRID == 0
    assert snap.guides == ()
    near = snapped(Rect(10, 10, 30, 20), (51.3, 7.9), [Rect(63, 100, 40, 40)])
    assert 10 + near.dx == 63
    assert [guide.start[0] for guide in near.guides] == [63]


def test_esc_gives_a_move_up(figure: Figure) -> None:
    before, start = figure.digest(), figure.middle("loss")
    figure.press(start)
    figure.go(start + QPoint(40, 40))
    figure.go(start + QPoint(60, 60))
    assert figure.canvas.gesture is not None
    figure.key(Qt.Key.Key_Escape)
    assert figure.canvas.gesture is None
    figure.release(start + QPoint(60, 60))
    figure.settle()
    assert figure.digest() == before
    assert figure.canvas.choice.nodes == ("loss",)


def test_several_are_chosen_with_shift_and_with_a_frame_and_moved_as_one_entry(
    figure: Figure,
) -> None:
    figure.click("loss")
    figure.click("word", SHIFT)
    assert figure.chosen() == ("loss", "word")
    revision, old = figure.session.bridge.state.revision, figure.box("loss")
    start = figure.middle("word")
    figure.drag(start, start + QPoint(0, 30), ALT)
    figure.settle()
    assert figure.session.bridge.state.revision == revision + 1
    down = 30 / figure.canvas.scale()
    assert figure.node("loss").y == pytest.approx(old.cy + down, abs=0.2)
    assert figure.node("word").y is not None
    figure.click("word")  # one of several clicked alone: the others are left
    assert figure.chosen() == ("word",)
    after = figure.box("after")
    frame = figure.at(after.x - 6, after.y - 6), figure.at(after.right + 6, after.bottom + 6)
    figure.drag(*frame)
    assert figure.chosen() == ("after",)


def test_a_handle_stretches_a_box(figure: Figure) -> None:
    figure.click("loss")
    box = figure.box("loss")
    start = figure.at(box.right, box.bottom)
    figure.drag(start, start + QPoint(0, round(24 * figure.canvas.scale())))
    figure.settle()
    node = figure.node("loss")
    assert node.height == pytest.approx(box.height + 24, abs=0.1)
    assert node.width == pytest.approx(box.width, abs=0.1)
    assert figure.box("loss").y == pytest.approx(box.y, abs=0.1)


def test_a_line_is_drawn_from_the_outlet_of_a_box_to_another(figure: Figure) -> None:
    figure.click("waiting")
    outlet = figure.canvas.over.outlet()
    assert outlet is not None
    figure.drag(figure.at(*outlet), figure.middle("leaving"))
    figure.settle()
    new = figure.row().edges[-1]
    assert (new.source, new.target, new.kind) == ("waiting", "leaving", "step")
    assert f"e{new.id}" in figure.canvas.parts.edges
    figure.canvas.choice.take_edge(f"e{new.id}")
    figure.key(Qt.Key.Key_Delete)
    figure.settle()
    assert len(figure.row().edges) == 3


def test_a_line_is_chosen_by_a_click_and_shown_beside_the_figure(figure: Figure) -> None:
    key = next(k for k, e in figure.canvas.parts.edges.items() if e.source == "waiting")
    (x, y), (u, v) = figure.canvas.parts.edges[key].points[:2]
    from PySide6.QtTest import QTest

    at = figure.at((x + u) / 2, (y + v) / 2)
    QTest.mouseClick(figure.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert figure.canvas.choice.edge == key
    assert "Waiting" in figure.canvas.accessibleDescription()
    assert figure.ws.side.edge.isVisible()


def test_a_label_is_written_in_place(figure: Figure) -> None:
    from PySide6.QtTest import QTest

    middle = figure.middle("calling")
    port, left = figure.canvas.viewport(), Qt.MouseButton.LeftButton
    QTest.mouseClick(port, left, pos=middle)
    QTest.mouseDClick(port, left, pos=middle)
    editor = figure.canvas.editor
    assert editor.isVisible()
    assert editor.text() == "Calling"
    QTest.keyClicks(editor, "Calling again")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    figure.settle()
    assert figure.node("calling").label == "Calling again"
    assert figure.canvas.parts.nodes["calling"].label == "Calling again"
    figure.key(Qt.Key.Key_F2)
    QTest.keyClicks(editor, "nothing")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.isHidden()
    figure.settle()
    assert figure.node("calling").label == "Calling again"


def test_without_arranging_the_hand_moves_the_page(figure: Figure) -> None:
    figure.session.commands.action("model.arrange").trigger()
    assert not figure.canvas.arranging
    before = figure.digest()
    figure.canvas.zoom_to(3.0)
    bars = figure.canvas.horizontalScrollBar(), figure.canvas.verticalScrollBar()
    old = bars[0].value(), bars[1].value()
    figure.drag(QPoint(300, 300), QPoint(240, 280))
    assert (bars[0].value(), bars[1].value()) == (old[0] + 60, old[1] + 20)
    figure.settle()
    assert figure.digest() == before


def test_a_page_of_many_boxes_is_painted_in_portions_and_sharp_in_the_end(figure: Figure) -> None:
    ink, parts = figure_of(900)
    figure.canvas.show_figure(ink, parts)
    figure.canvas.fit()
    figure.canvas.viewport().repaint()
    assert not figure.canvas.sharp
    figure.qtbot.waitUntil(lambda: figure.canvas.sharp, timeout=20_000)
    picture = figure.canvas.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(100, 900, 7) for y in (200, 300, 400)}
    assert len(colours) > 3  # boxes, lines and paper, not a blank page


def sharpen(figure: Figure) -> None:
    """Paint what is in sight, and wait until it is as it should be."""
    figure.canvas.viewport().repaint()
    figure.qtbot.waitUntil(lambda: figure.canvas.sharp, timeout=20_000)


def counted(figure: Figure, nodes: int) -> list[str]:
    """Show so many boxes at their size on paper; return a list that grows with pieces painted."""
    painted: list[str] = []

    class Counting(Piece):
        __slots__ = ("_piece",)

        def __init__(self, piece: Piece) -> None:
            super().__init__(piece.owner)
            self._piece = piece

        def paint(self, painter: QPainter, scale: float) -> None:
            painted.append(self.owner)
            self._piece.paint(painter, scale)

    ink, parts = figure_of(nodes)
    ink.pieces = [Counting(piece) for piece in ink.pieces]
    canvas = figure.canvas
    canvas.show_figure(ink, parts)
    canvas.fit()
    sharpen(figure)
    painted.clear()
    canvas.zoom_to(1.0)
    sharpen(figure)
    return painted


def test_what_was_painted_is_copied_and_not_painted_again(figure: Figure) -> None:
    canvas, painted = figure.canvas, counted(figure, 400)
    first = len(painted)
    canvas.viewport().repaint()
    assert len(painted) == first
    canvas.pan(40, 0)
    sharpen(figure)
    strip = len(painted) - first
    assert strip < first / 2
    canvas.pan(-40, 0)
    canvas.viewport().repaint()
    assert len(painted) == first + strip


def test_what_is_painted_does_not_grow_with_the_page(figure: Figure) -> None:
    small, large = len(counted(figure, 400)), len(counted(figure, 1_600))
    assert large < small * 1.6
