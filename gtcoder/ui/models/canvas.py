"""The drawn diagram on a page one can zoom and move."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from gtcoder.drawing.paint import paint
from gtcoder.drawing.scene import Scene
from gtcoder.ui.kit import paint_ring, paint_shadow, ring_after
from gtcoder.ui.look import theme

_LEAST, _MOST, _STEP = 0.25, 6.0, 1.2
_EDGE = 28  # pixels round the page
_PIXELS_PER_POINT = 96 / 72
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class _Page(QWidget):
    """The page with its edge, as large as its zoom makes it."""

    def __init__(self) -> None:
        super().__init__()
        self.scene: Scene | None = None
        self.zoom = 1.0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_scene(self, scene: Scene | None, zoom: float) -> None:
        self.scene, self.zoom = scene, zoom
        self.setAccessibleName(scene.title if scene else "")
        self.setAccessibleDescription(scene.description if scene else "")
        self.update()

    def page(self) -> QRectF:
        """Return the page in the middle of the widget."""
        if self.scene is None:
            return QRectF()
        width, height = self.scene.width * self.scale(), self.scene.height * self.scale()
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def scale(self) -> float:
        """Return pixels for a point of the page."""
        return self.zoom * _PIXELS_PER_POINT

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now = QPainter(self), theme()
        painter.fillRect(event.rect(), QColor(now.window))
        if self.scene is None:
            return
        page = self.page()
        paint_shadow(painter, page, 2, opacity=0.6)
        painter.save()
        painter.translate(page.topLeft())
        painter.scale(self.scale(), self.scale())
        paint(painter, self.scene, outlines=False)
        painter.restore()
        painter.setPen(QPen(QColor(now.line2), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(page.adjusted(-0.5, -0.5, 0.5, 0.5))


class ModelCanvas(QScrollArea):
    """Shows a scene: fitted until it is zoomed, moved by dragging, scrolling and arrows."""

    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page, self._fitted, self._ring = _Page(), True, False
        self._held: QPointF | None = None
        self.setWidget(self._page)
        self.setObjectName("model_canvas")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Drawn model"))
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)

    @property
    def scene(self) -> Scene | None:
        """What is drawn."""
        return self._page.scene

    @property
    def zoom(self) -> float:
        """How large it is drawn; 1 is the size on paper."""
        return self._page.zoom

    def show_scene(self, scene: Scene | None) -> None:
        """Draw a scene, at the zoom there is."""
        self._page.show_scene(scene, self._page.zoom)
        self.setAccessibleDescription(scene.description if scene else "")
        self._lay_out()

    def fit(self) -> None:
        """Show the whole page, now and whenever the room changes."""
        self._fitted = True
        self._lay_out()

    def zoom_in(self) -> None:
        """Draw it larger."""
        self.zoom_to(self.zoom * _STEP)

    def zoom_out(self) -> None:
        """Draw it smaller."""
        self.zoom_to(self.zoom / _STEP)

    def zoom_plain(self) -> None:
        """Draw it as large as on paper."""
        self.zoom_to(1.0)

    def zoom_to(self, zoom: float, around: QPointF | None = None) -> None:
        """Draw it at a zoom; the point of the viewport under `around` stays where it is."""
        middle = around or QPointF(self.viewport().rect().center())
        place = QPointF(self._page.mapFrom(self.viewport(), middle.toPoint()))
        offset = (place - self._page.page().topLeft()) / self._page.scale()
        self._fitted = False
        self._page.zoom = min(max(zoom, _LEAST), _MOST)
        self._lay_out()
        there = self._page.page().topLeft() + offset * self._page.scale()
        self.horizontalScrollBar().setValue(round(there.x() - middle.x()))
        self.verticalScrollBar().setValue(round(there.y() - middle.y()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step = _STEP if event.angleDelta().y() > 0 else 1 / _STEP
            self.zoom_to(self.zoom * step, event.position())
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.position()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            step = (event.position() - self._held).toPoint()
            self._held = event.position()
            self._move(-step.x(), -step.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is not None:
            self._move(step[0] * 40, step[1] * 40)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = ring_after(event, before=self._ring)
        super().focusInEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._ring and self.hasFocus():
            paint_ring(QPainter(self.viewport()), QRectF(self.viewport().rect()), 4)

    def _move(self, dx: int, dy: int) -> None:
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + dx)
        down.setValue(down.value() + dy)

    def _lay_out(self) -> None:
        scene, room = self._page.scene, self.maximumViewportSize()
        if scene is None:
            self._page.resize(room)
            return
        if self._fitted:
            wide = (room.width() - 2 * _EDGE) / (scene.width * _PIXELS_PER_POINT)
            high = (room.height() - 2 * _EDGE) / (scene.height * _PIXELS_PER_POINT)
            self._page.zoom = max(min(wide, high), _LEAST)
        scale = self._page.scale()
        page = QSize(round(scene.width * scale), round(scene.height * scale))
        whole = page + QSize(2 * _EDGE, 2 * _EDGE)
        self._page.resize(room if self._fitted else whole.expandedTo(room))
        self._page.update()
        self.zoomed.emit()
