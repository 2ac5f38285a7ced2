"""The drawn model in the window: page, zoom, ink, what is not drawn, and the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog

from gtcoder.actions import theory
from gtcoder.drawing.theme import GREYSCALE
from gtcoder.ui.look import look
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.models.workspace import ModelWorkspace
from tests.ui import theory_study
from tests.ui.theory_study import Made, drag

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Model:
    """The workspace with what tests ask of it."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        assert window.session is not None
        self.window, self.qtbot, self.session = window, qtbot, window.session
        window.go("model")
        assert window.stack is not None
        workspace = window.stack.workspace
        assert isinstance(workspace, ModelWorkspace)
        self.ws, self.canvas = workspace, workspace.canvas
        self.settle()

    def settle(self) -> None:
        def quiet() -> None:
            assert self.session.bridge.state.waiting == 0
            assert not self.ws.stale
            assert self.session.jobs.running == 0

        self.qtbot.waitUntil(quiet, timeout=20_000)

    def labels(self) -> list[str]:
        scene = self.canvas.scene
        return [label.text for label in scene.labels] if scene else []


@pytest.fixture
def model(open_window: Callable[..., MainWindow], made: Made, qtbot: QtBot) -> Model:
    return Model(open_window(made.path, place="model"), qtbot)


def test_the_paradigm_is_drawn_and_the_sentence_says_what_is_not(model: Model, made: Made) -> None:
    assert "Silent leaving" in model.labels()
    assert model.ws.sentence().startswith("3 categories, 1 relation.")
    model.session.bridge.act(
        theory.relate,
        source=made.codes["Night service"],
        target=made.codes["Waiting"],
        type="leads to",
    )
    model.settle()
    said = "not drawn: 1 relation with a category outside the paradigm"
    assert said in model.ws.sentence()
    assert model.ws.status()[0] == "A4"
    assert "Silent leaving" in model.canvas.accessibleDescription()


def test_the_page_counts_anew_who_speaks_when_a_label_is_tied_to_another(model: Model) -> None:
    assert [label for label in model.labels() if "1 of 1" in label]
    theory_study.tie(model.session, "INT", "Invented second person")
    model.settle()
    assert [label for label in model.labels() if "1 of 2" in label]
    assert not [label for label in model.labels() if "1 of 1" in label]


def test_the_page_is_fitted_then_zoomed_and_moved(model: Model) -> None:
    canvas = model.canvas
    assert canvas.horizontalScrollBar().maximum() == 0
    fitted = canvas.zoom
    QTest.keyClick(model.window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert canvas.zoom > fitted
    QTest.keyClick(model.window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert canvas.zoom == 1.0
    canvas.zoom_to(3.0)
    across, down = canvas.horizontalScrollBar(), canvas.verticalScrollBar()
    before = across.value(), down.value()
    start = QPoint(300, 300)
    drag(canvas.viewport(), start, [canvas.viewport().mapToGlobal(QPoint(240, 280))])
    assert (across.value(), down.value()) == (before[0] + 60, before[1] + 20)
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert across.value() == before[0] + 100
    turn(model, 120)
    assert canvas.zoom > 3.0
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QTest.keyClick(model.window, Qt.Key.Key_0, both)
    assert canvas.zoom == fitted


def turn(model: Model, by: int) -> None:
    """Turn the wheel over the page, with Ctrl."""
    port = model.canvas.viewport()
    at = QPointF(200, 200)
    event = QWheelEvent(
        at,
        QPointF(port.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(port, event)


def test_ink_and_theme_of_the_page(model: Model) -> None:
    assert model.canvas.scene is not None
    light = model.canvas.scene.background
    model.ws.ink.choose(True)
    model.settle()
    grey = model.canvas.scene
    assert {edge.colour for edge in grey.edges} <= {GREYSCALE.edge, GREYSCALE.warn}
    model.ws.ink.choose(False)
    look().wear("dark")
    model.settle()
    assert model.canvas.scene.background != light  # as the window
    model.ws.colours.choose("light")
    model.settle()
    assert model.canvas.scene.background == light


@pytest.mark.parametrize("kind", ["png", "graphml"])
def test_the_model_is_written_in_other_formats(model: Model, tmp_path: Path, kind: str) -> None:
    button = model.ws.findChild(QAbstractButton, "export")
    assert isinstance(button, QAbstractButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    sheet: Any = next(each for each in model.window.findChildren(QDialog) if each.isVisible())
    sheet.place.setText(str(tmp_path / "no folder" / "model.svg"))
    sheet.format.choose(kind)
    assert sheet.place.text().endswith(f"model.{kind}")
    sheet._finish()
    assert sheet.isVisible()  # there is no such folder
    sheet.place.setText(str(tmp_path / f"model.{kind}"))
    with model.qtbot.waitSignal(model.session.say.noticed, timeout=20_000):
        sheet._finish()
    begin = {"png": b"\x89PNG", "graphml": b"<?xml"}[kind]
    assert (tmp_path / f"model.{kind}").read_bytes().startswith(begin)
    model.settle()


def test_without_a_paradigm_the_way_to_axial_coding_is_shown(
    window: MainWindow, qtbot: QtBot
) -> None:
    model = Model(window, qtbot)
    button = model.ws.first_focus()
    assert not model.canvas.isVisible()
    assert isinstance(button, QAbstractButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.stack is not None
    assert window.stack.key == "axial"
    qtbot.waitUntil(lambda: model.session.jobs.running == 0, timeout=10_000)
