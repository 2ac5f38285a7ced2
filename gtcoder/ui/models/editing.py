"""What is done on the canvas, handed on to the verbs of boxes and lines."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gtcoder.ui.models.arranging import Align
from gtcoder.ui.models.canvas import ModelCanvas
from gtcoder.ui.models.drawn import Drawn
from gtcoder.ui.models.node_acts import NodeActs
from gtcoder.vocabulary import ModelTemplate


class Editing(QObject):
    """Joins the canvas to the verbs; boxes follow the hand where the model can be arranged."""

    switched = Signal()

    def __init__(self, canvas: ModelCanvas, acts: NodeActs) -> None:
        super().__init__(canvas)
        self._canvas, self._acts, self._wanted = canvas, acts, True
        self._drawn = Drawn()
        canvas.moved.connect(acts.move)
        canvas.resized.connect(acts.resize)
        canvas.connected.connect(acts.join)
        canvas.labelled.connect(acts.label)
        acts.refused.connect(canvas.let_go)

    def show_drawn(self, drawn: Drawn) -> None:
        """Follow what was drawn."""
        self._drawn = self._acts.drawn = drawn
        self._canvas.may_write = drawn.row is not None and self._acts.may_write
        self._canvas.arranging = self._wanted and self.may_arrange()
        self.switched.emit()

    def may_arrange(self) -> bool:
        """Tell whether boxes can be placed by hand."""
        return not self.hindrance()

    def hindrance(self) -> str:
        """Say why boxes cannot be placed by hand, empty where they can."""
        if not self._acts.may_write:
            return self.tr("The study is open for reading only")
        which = self._drawn.which
        if which is not None and which.template is ModelTemplate.PARADIGM:
            return self.tr("A paradigm keeps its arrangement; cards are moved in axial coding")
        if self._drawn.row is None:
            return self.tr("Keep it as a model first, to arrange it")
        return ""

    def arrange(self, on: bool) -> None:  # the state of a checkable action
        """Let boxes follow the hand, or the page."""
        self._wanted = on
        self._canvas.cancel()
        self._canvas.arranging = on and self.may_arrange()
        self._canvas.repaint_over()
        self.switched.emit()

    def ask_add(self) -> None:
        """Ask for a box, to be put in the chosen one or where the eye is."""
        seen = self._canvas.in_sight()
        self._acts.ask_add(self._canvas.choice.node, (seen.cx, seen.cy))

    def remove(self) -> None:
        """Take out what is chosen."""
        self._acts.remove(self._canvas.choice)

    def let_go(self) -> None:
        """Give the chosen boxes back to the template."""
        self._acts.let_go(self._canvas.choice.nodes)

    def group(self) -> None:
        """Group the chosen boxes."""
        self._acts.ask_group(self._canvas.choice.nodes)

    def ungroup(self) -> None:
        """Dissolve the chosen group."""
        if self._canvas.choice.node:
            self._acts.ungroup(self._canvas.choice.node)

    def choose_all(self) -> None:
        """Choose all boxes that lie in no other."""
        parts = self._canvas.parts
        self._canvas.choice.take(*parts.outermost(parts.order()))

    def align(self, how: Align) -> None:
        """Bring the chosen boxes in line."""
        self._acts.align(self._canvas.choice.nodes, how)
