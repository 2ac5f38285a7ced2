"""The mouse on the canvas: choose, carry, stretch, connect, gather, and pan."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from gtcoder.analysis.diagram.boxes import Point
from gtcoder.ui.models.arranging import HANDLES
from gtcoder.ui.models.gestures import Carry, Gather, Gesture, Join, Stretch

if TYPE_CHECKING:
    from gtcoder.ui.models.canvas import ModelCanvas

_REACH = 5.0  # pixels from a line or a handle that still mean it
_SEVERAL = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class Hand:
    """Follows the left and the middle button; a gesture begins when the hand has gone a little."""

    def __init__(self, canvas: ModelCanvas) -> None:
        self._canvas = canvas
        self._pressed: QPointF | None = None
        self._panned: QPointF | None = None
        self._next: Callable[[], Gesture] | None = None
        self._single = ""  # the box to be left alone chosen when it was only clicked

    def press(self, event: QMouseEvent) -> None:
        """Choose what is under the hand, and see what may begin there."""
        canvas = self._canvas
        self._pressed, self._next, self._single = event.position(), None, ""
        if event.button() == Qt.MouseButton.MiddleButton:
            self._panned = event.position()
            return
        at = self._point(event.position())
        if isinstance(canvas.gesture, Join):  # begun by the keyboard: a click ends it
            canvas.gesture.move(at)
            canvas.end_gesture()
            self._pressed = None
            return
        self._next = self._from_handle(at)
        if self._next is None:
            self._choose(at, several=bool(event.modifiers() & _SEVERAL))

    def move(self, event: QMouseEvent) -> None:
        """Go on with what has begun, or begin it."""
        canvas, place = self._canvas, event.position()
        if self._panned is not None:
            step = (place - self._panned).toPoint()
            self._panned = place
            canvas.pan(-step.x(), -step.y())
            return
        if canvas.gesture is None and self._pressed is not None and self._far(place):
            if self._next is None:
                self._panned = self._pressed
                self.move(event)
                return
            canvas.begin(self._next())
        if canvas.gesture is not None:
            canvas.gesture.move(self._point(place), event.modifiers())
            canvas.repaint_over()
        elif self._pressed is None:
            self.show_pointer(self._point(place))

    def release(self) -> None:
        """End it; a click on one of several chosen boxes leaves that one chosen."""
        canvas = self._canvas
        if self._panned is None and canvas.gesture is None and self._single:
            canvas.choice.take(self._single)
        elif self._panned is None and canvas.gesture is not None and self._pressed is not None:
            canvas.end_gesture()
        self.forget()

    def show_pointer(self, at: Point) -> None:
        """Show by the pointer what the hand would do there."""
        canvas, shapes = self._canvas, Qt.CursorShape
        over = bool(canvas.parts.node_at(*at, inner=True))
        ground = shapes.ArrowCursor if canvas.arranging else shapes.OpenHandCursor
        shape = shapes.PointingHandCursor if over else ground
        if canvas.viewport().cursor().shape() != shape:
            canvas.viewport().setCursor(shape)

    def forget(self) -> None:
        """Let go of all that was begun."""
        self._pressed = self._panned = self._next = None
        self._single = ""

    def _choose(self, at: Point, *, several: bool) -> None:
        canvas, choice = self._canvas, self._canvas.choice
        key = canvas.parts.node_at(*at, inner=True)
        line = "" if key else canvas.parts.edge_at(*at, _REACH / canvas.scale())
        key = key or ("" if line else canvas.parts.node_at(*at))
        if line and not several:
            choice.take_edge(line)
        elif key and several:
            choice.toggle(key)
        elif key and key in choice.nodes:
            self._single = key if len(choice.nodes) > 1 else ""
        elif key:
            choice.take(key)
        elif not several:
            choice.clear()
        if canvas.arranging and key and key in choice.nodes:
            self._next = partial(Carry, canvas, at, choice.nodes)
        elif canvas.arranging and not key and not line:
            self._next = partial(Gather, canvas, at, choice.nodes if several else ())

    def _from_handle(self, at: Point) -> Callable[[], Gesture] | None:
        """Return what begins at a handle of the one box that is chosen."""
        canvas = self._canvas
        reach = (_REACH + 2) / canvas.scale()
        for number, place in enumerate(canvas.over.handles()):
            if hypot(place[0] - at[0], place[1] - at[1]) <= reach:
                return partial(Stretch, canvas, place, canvas.choice.node, HANDLES[number])
        outlet = canvas.over.outlet()
        if outlet is not None and hypot(outlet[0] - at[0], outlet[1] - at[1]) <= reach * 1.4:
            return partial(Join, canvas, outlet, canvas.choice.node)
        return None

    def _far(self, place: QPointF) -> bool:
        assert self._pressed is not None
        gone = (place - self._pressed).manhattanLength()
        return gone >= QApplication.startDragDistance()

    def _point(self, place: QPointF) -> Point:
        at = self._canvas.to_page(place)
        return at.x(), at.y()
