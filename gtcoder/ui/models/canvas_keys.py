"""The canvas by keyboard: Tab walks, arrows move or scroll, Enter names, Esc gives up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent

from gtcoder.ui.models.gestures import Carry, Join, Stretch
from gtcoder.ui.models.snapping import GRID

if TYPE_CHECKING:
    from gtcoder.ui.models.canvas import ModelCanvas

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SCROLL = 40  # pixels
_FAST = 5  # steps of the grid with Shift
_PAUSE = 600  # ms without a key after which a move by arrows is one entry


class CanvasKeys:
    """What the keys of the canvas do that are no commands of a menu.

    Ctrl with an arrow makes the chosen box larger or smaller; Space keeps it chosen while Tab
    walks on; L goes through its lines.
    """

    def __init__(self, canvas: ModelCanvas) -> None:
        self._canvas = canvas
        self._pause = QTimer(canvas, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.settle)
        self._moving = False

    def pressed(self, event: QKeyEvent) -> bool:
        """Do what a key stands for; tell whether it stands for anything."""
        canvas, key = self._canvas, Qt.Key(event.key())
        if key in _ARROWS:
            self._arrow(_ARROWS[key], event.modifiers())
            return True
        self.settle()
        if key == Qt.Key.Key_Tab and not event.modifiers():
            return self._walk(1)
        if key == Qt.Key.Key_Backtab:
            return self._walk(-1)
        if key in _ENTER:
            return self._enter()
        if key == Qt.Key.Key_Escape:
            return self._escape()
        if key == Qt.Key.Key_Space and canvas.choice.nodes:
            canvas.choice.keep()
            return True
        if key == Qt.Key.Key_L:
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            return self._next_line(-1 if shift else 1)
        return False

    def settle(self) -> None:
        """Let a move by arrows be done."""
        if self._moving:
            self.forget()
            self._canvas.end_gesture()

    def forget(self) -> None:
        """Know of no move by arrows any more."""
        self._moving = False
        self._pause.stop()

    def _arrow(self, way: tuple[int, int], modifiers: Qt.KeyboardModifier) -> None:
        canvas = self._canvas
        if not canvas.arranging or not canvas.choice.nodes or isinstance(canvas.gesture, Join):
            canvas.pan(way[0] * _SCROLL, way[1] * _SCROLL)
            return
        stretch = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        kind = Stretch if stretch else Carry
        if not isinstance(canvas.gesture, kind):
            self.settle()
            box = canvas.parts.nodes[canvas.choice.node].rect
            start = (box.cx, box.cy)
            if stretch:
                canvas.begin(Stretch(canvas, start, canvas.choice.node, (1, 1)))
            else:
                canvas.begin(Carry(canvas, start, canvas.choice.nodes))
        steps = _FAST if modifiers & Qt.KeyboardModifier.ShiftModifier else 1
        if isinstance(canvas.gesture, Carry | Stretch):
            canvas.gesture.go((way[0] * GRID * steps, way[1] * GRID * steps))
        self._moving = True
        self._pause.start()
        canvas.repaint_over()

    def _walk(self, by: int) -> bool:
        """Go to the next box in reading order; past the last one Tab leaves the canvas."""
        canvas = self._canvas
        order = canvas.parts.order()
        if not order:
            return False
        joining = canvas.gesture if isinstance(canvas.gesture, Join) else None
        here = (joining.target or joining.source) if joining else canvas.choice.node
        place = order.index(here) + by if here in order else (0 if by > 0 else len(order) - 1)
        if joining is not None:
            place %= len(order)
            joining.point_at(order[place])
        elif not 0 <= place < len(order):
            canvas.choice.clear()
            return False
        else:
            canvas.choice.walk_to(order[place])
        canvas.reveal(canvas.parts.nodes[order[place]].rect)
        canvas.repaint_over()
        return True

    def _enter(self) -> bool:
        canvas = self._canvas
        if isinstance(canvas.gesture, Join):
            canvas.end_gesture()
        elif canvas.choice.node or canvas.choice.edge:
            canvas.opened.emit()
        else:
            return False
        return True

    def _escape(self) -> bool:
        canvas = self._canvas
        if canvas.cancel():
            return True
        if canvas.choice.nodes or canvas.choice.edge:
            canvas.choice.clear()
            return True
        return False

    def _next_line(self, by: int) -> bool:
        """Choose the next line at the chosen box, or after the chosen line."""
        canvas, chosen = self._canvas, self._canvas.choice
        ends = (chosen.node,) if chosen.node else ()
        lines = canvas.parts.lines_at(ends) if ends else tuple(canvas.parts.edges)
        if not lines:
            return False
        place = lines.index(chosen.edge) + by if chosen.edge in lines else 0
        chosen.take_edge(lines[place % len(lines)])
        return True
