"""The canvas of a model: a page whose boxes and lines are chosen, moved, joined and named."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from gtcoder.analysis.diagram.boxes import Point
from gtcoder.ui.models.canvas_keys import CanvasKeys
from gtcoder.ui.models.choice import Choice
from gtcoder.ui.models.gestures import Gesture, Join
from gtcoder.ui.models.hand import Hand
from gtcoder.ui.models.ink import Ink
from gtcoder.ui.models.label_editor import LabelEditor
from gtcoder.ui.models.over import Over
from gtcoder.ui.models.page_view import PageView
from gtcoder.ui.models.parts import Parts
from gtcoder.ui.models.sentences import sentence_of

_HELD = 4_000  # ms that what was moved is shown there while the figure is drawn anew


class ModelCanvas(PageView):
    """Shows a figure and takes what is to be done with it; it stores nothing itself.

    While `arranging`, boxes follow the hand; else the hand moves the page.
    """

    moved = Signal(object)  # [(key, x, y)]: middles, in points of the page
    resized = Signal(str, object)  # key, Rect
    connected = Signal(str, str)  # keys of the two boxes
    labelled = Signal(str, str)  # key of a box or line, its words
    opened = Signal()  # what is chosen is to be seen in full

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ink: Ink | None = None
        self.parts = Parts(None, None)
        self.choice = Choice(self)
        self.gesture: Gesture | None = None
        self.held: Gesture | None = None
        self._patience = QTimer(self, singleShot=True, interval=_HELD)
        self._patience.timeout.connect(self.let_go)
        self.arranging = False
        self.may_write = False
        self._hand, self._keys = Hand(self), CanvasKeys(self)
        self.editor = LabelEditor(self)
        self.choice.changed.connect(self._describe)
        self.over = Over(self)
        self._page.over = self.over.paint
        self.setObjectName("model_canvas")
        self.setAccessibleName(self.tr("Drawn model"))
        self._hand.show_pointer((0.0, 0.0))

    def show_figure(self, ink: Ink | None, parts: Parts | None) -> None:
        """Draw a figure; what was chosen stays chosen where it is still there."""
        self.cancel()
        self.let_go()
        self.ink, self.parts = ink, parts or Parts(None, None)
        self.show_ink(ink)
        self.choice.stay_within(self.parts.nodes, self.parts.edges)
        self._describe()

    def begin(self, gesture: Gesture) -> None:
        """Follow a gesture from now on."""
        self.editor.give_up()
        self.gesture = gesture
        self.repaint_over()

    def end_gesture(self) -> None:
        """Do what the gesture came to."""
        gesture, self.gesture = self.gesture, None
        if gesture is not None:
            gesture.finish()
            self.repaint_over()

    def cancel(self) -> bool:
        """Give a gesture up; tell whether there was one."""
        had, self.gesture = self.gesture is not None, None
        self._hand.forget()
        self._keys.forget()
        self.choice.settle()
        self.repaint_over()
        return had

    def hold(self, gesture: Gesture) -> None:
        """Show what a gesture came to, faintly, until the figure is drawn anew."""
        self.held = gesture
        self._patience.start()

    def let_go(self) -> None:
        """Show no more what was held."""
        self.held = None
        self._patience.stop()
        self.repaint_over()

    def tell_moved(self, keys: tuple[str, ...], step: Point) -> None:
        """Say where boxes are to stand that went a step, and what has a place of its own in them.

        All else that lies in a box goes with it wherever it is drawn.
        """
        nodes = self.parts.nodes
        placed = [key for key in self.parts.with_insides(keys) if "x" in nodes[key].data]
        boxes = [(key, nodes[key].rect) for key in dict.fromkeys((*keys, *placed))]
        self.moved.emit([(key, box.cx + step[0], box.cy + step[1]) for key, box in boxes])

    def connect_from_chosen(self) -> None:
        """Begin a line at the chosen box; Tab or a click names its end, Enter draws it."""
        key = self.choice.node
        if key and self.may_write:
            box = self.parts.nodes[key].rect
            self.begin(Join(self, (box.cx, box.cy), key))

    def edit_label(self) -> None:
        """Write the words of what is chosen, in place."""
        key = self.choice.edge or self.choice.node
        if key and self.may_write:
            self.editor.write(key)

    def repaint_over(self) -> None:
        """Paint what lies over the page anew; the page itself is copied."""
        self._page.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.editor.finish()
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._hand.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hand.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._hand.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.choice.edge or self.choice.node:
            self._hand.forget()
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.pressed(event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Take Tab as a step to the next box before Qt takes it as one to the next widget."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            tabs = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            if event.key() in tabs and self._keys.pressed(event):
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._keys.settle()
        super().focusOutEvent(event)

    def _describe(self) -> None:
        chosen = self.choice
        words = "; ".join(sentence_of(self.parts, key) for key in chosen.nodes[-3:])
        if chosen.edge:
            words = sentence_of(self.parts, chosen.edge)
        scene = self.scene
        self.setAccessibleDescription(words or (scene.description if scene else ""))
        self.repaint_over()
