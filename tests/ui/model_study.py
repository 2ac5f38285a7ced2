"""A small invented study with a kept model of three steps, and what tests ask of its canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from gtcoder.actions import models as verbs
from gtcoder.actions.models import EdgeDraft, NodeDraft
from gtcoder.queries import models as answers
from gtcoder.queries.models import ModelRow, NodeRow
from gtcoder.store.verify import verify
from gtcoder.ui.main_window import MainWindow
from gtcoder.ui.models.workspace import ModelWorkspace

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gtcoder.analysis.diagram.boxes import Rect
    from tests.ui.theory_study import Made

NAME = "Three steps"
_LEFT = Qt.MouseButton.LeftButton
_NONE = Qt.KeyboardModifier.NoModifier


class Figure:
    """The workspace of models, with a model of three steps in it."""

    def __init__(self, window: MainWindow, qtbot: QtBot, made: Made) -> None:
        assert window.session is not None
        self.window, self.qtbot, self.session, self.made = window, qtbot, window.session, made
        self.session.bridge.act(
            verbs.make_model, name=NAME, template="stepwise", nodes=_nodes(made), edges=_edges()
        )
        window.go("model")
        assert window.stack is not None
        workspace = window.stack.workspace
        assert isinstance(workspace, ModelWorkspace)
        self.ws, self.canvas = workspace, workspace.canvas
        self.settle()
        self.show(NAME)

    def settle(self) -> None:
        """Wait until all is stored, read and drawn."""

        def quiet() -> None:
            assert self.session.bridge.state.waiting == 0
            assert not self.ws.stale
            assert self.session.jobs.running == 0

        self.qtbot.waitUntil(quiet, timeout=20_000)

    def show(self, name: str) -> None:
        """Choose a model by name in its chip."""
        self.ws.bar.model.choose(next(w for w in self.ws.drawn.choices if w.name == name))
        self.settle()

    def row(self) -> ModelRow:
        """Return the model as it is kept."""
        with self.session.bridge.read() as reader:
            return answers.find_model(reader, NAME)

    def node(self, key: str) -> NodeRow:
        """Return one of its nodes as it is kept."""
        return next(node for node in self.row().nodes if node.key == key)

    def box(self, key: str) -> Rect:
        """Return where a box is drawn, in points of the page."""
        return self.canvas.parts.nodes[key].rect

    def chosen(self) -> tuple[str, ...]:
        """Return the boxes that are chosen."""
        return self.canvas.choice.nodes

    def digest(self) -> str:
        """Return the digest of the whole study."""
        return verify(self.session.bridge.project).digest

    def at(self, x: float, y: float) -> QPoint:
        """Return where a point of the page lies in the viewport."""
        from gtcoder.analysis.diagram.boxes import Rect

        return self.canvas.to_view(Rect(x, y, 0, 0)).topLeft().toPoint()

    def middle(self, key: str) -> QPoint:
        """Return where the middle of a box lies in the viewport."""
        rect = self.box(key)
        return self.at(rect.cx, rect.cy)

    def click(self, key: str, keys: Qt.KeyboardModifier = _NONE) -> None:
        """Click a box."""
        QTest.mouseClick(self.canvas.viewport(), _LEFT, keys, self.middle(key))

    def drag(self, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = _NONE) -> None:
        """Press at one place of the viewport, go to another and let go."""
        self.press(start, keys)
        for share in (0.2, 0.6, 1.0):
            self.go(start + (end - start) * share, keys)
        self.release(end, keys)

    def press(self, at: QPoint, keys: Qt.KeyboardModifier = _NONE) -> None:
        """Press the left button."""
        self._send(QEvent.Type.MouseButtonPress, at, keys)

    def go(self, at: QPoint, keys: Qt.KeyboardModifier = _NONE) -> None:
        """Move with the left button down."""
        self._send(QEvent.Type.MouseMove, at, keys)

    def release(self, at: QPoint, keys: Qt.KeyboardModifier = _NONE) -> None:
        """Let the left button go."""
        self._send(QEvent.Type.MouseButtonRelease, at, keys)

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = _NONE) -> None:
        """Press a key on the canvas."""
        QTest.keyClick(self.canvas, key, keys)

    def focus(self) -> None:
        """Give the canvas the keyboard, also after a sheet had it."""
        self.window.activateWindow()
        self.canvas.setFocus()
        self.qtbot.waitUntil(self.canvas.hasFocus, timeout=5_000)

    def sheet(self) -> Any:
        """Return the sheet that is open."""
        return next(each for each in self.window.findChildren(QDialog) if each.isVisible())

    def _send(self, kind: QEvent.Type, at: QPoint, keys: Qt.KeyboardModifier) -> None:
        port, none = self.canvas.viewport(), Qt.MouseButton.NoButton
        event = QMouseEvent(
            kind,
            QPointF(at),
            QPointF(port.mapToGlobal(at)),
            none if kind == QEvent.Type.MouseMove else _LEFT,
            none if kind == QEvent.Type.MouseButtonRelease else _LEFT,
            keys,
        )
        QApplication.sendEvent(port, event)


def _nodes(made: Made) -> list[NodeDraft]:
    codes = made.codes
    return [
        NodeDraft("core", "phenomenon", label="What customers go through", rank=1),
        NodeDraft("waiting", "step", code=codes["Waiting"], parent="core", rank=1),
        NodeDraft("calling", "step", label="Calling", parent="core", rank=2),
        NodeDraft("leaving", "step", code=codes["Silent leaving"], parent="core", rank=3),
        NodeDraft("after", "outcome", label="What comes of it", rank=2),
        NodeDraft("loss", "box", label="Loss", parent="after", rank=1),
        NodeDraft("word", "box", label="Word of mouth", parent="after", rank=2),
    ]


def _edges() -> list[EdgeDraft]:
    return [
        EdgeDraft("waiting", "calling", kind="step"),
        EdgeDraft("calling", "leaving", kind="step"),
        EdgeDraft("core", "after", kind="outcome"),
    ]
