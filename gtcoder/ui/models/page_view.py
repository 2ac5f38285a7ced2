"""A drawn page that is fitted, zoomed and moved; it is painted from kept tiles."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from gtcoder.analysis.diagram.boxes import Rect
from gtcoder.drawing.scene import Scene
from gtcoder.ui.kit import paint_ring, paint_shadow, ring_after
from gtcoder.ui.look import theme
from gtcoder.ui.models.ink import Ink
from gtcoder.ui.models.tiles import Tiles

_LEAST, _MOST, _STEP = 0.05, 6.0, 1.2
_EDGE = 28  # pixels round the page
_PIXELS_PER_POINT = 96 / 72
Over = Callable[[QPainter], None]


def _nothing(_: QPainter) -> None:
    """Paint nothing."""


class _Page(QWidget):
    """The page with its edge, as large as its zoom makes it; `over` paints on it, in points."""

    def __init__(self) -> None:
        super().__init__()
        self.tiles, self.zoom = Tiles(), 1.0
        self.over: Over = _nothing
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._go_on)

    def page(self) -> QRectF:
        """Return the page in the middle of the widget, on whole pixels."""
        if self.tiles.ink is None:
            return QRectF()
        scene = self.tiles.ink.scene
        width, height = scene.width * self.scale(), scene.height * self.scale()
        left, top = round((self.width() - width) / 2), round((self.height() - height) / 2)
        return QRectF(left, top, width, height)

    def scale(self) -> float:
        """Return pixels for a point of the page."""
        return self.zoom * _PIXELS_PER_POINT

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now = QPainter(self), theme()
        painter.fillRect(event.rect(), QColor(now.window))
        if self.tiles.ink is None:
            return
        page = self.page()
        paint_shadow(painter, page, 2, opacity=0.6)
        painter.save()
        self.tiles.paint(painter, page, event.rect(), self.devicePixelRatioF())
        painter.restore()
        painter.setPen(QPen(QColor(now.line2), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(page.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(page.topLeft())
        painter.scale(self.scale(), self.scale())
        self.over(painter)
        if self.tiles.waiting:
            self._soon.start()

    def _go_on(self) -> None:
        if self.tiles.work():
            self.update()
        elif self.tiles.waiting:
            self._soon.start()


class PageView(QScrollArea):
    """Shows a scene: fitted until it is zoomed; places in it are points of the page."""

    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page, self._fitted, self._ring = _Page(), True, False
        self.setWidget(self._page)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)

    @property
    def scene(self) -> Scene | None:
        """What is drawn."""
        ink = self._page.tiles.ink
        return ink.scene if ink is not None else None

    @property
    def zoom(self) -> float:
        """How large it is drawn; 1 is the size on paper."""
        return self._page.zoom

    @property
    def sharp(self) -> bool:
        """Whether all that is in sight is painted as it should be."""
        return not self._page.tiles.waiting

    def show_ink(self, ink: Ink | None) -> None:
        """Draw a scene, at the zoom there is."""
        before = self.scene
        self._page.tiles.show(ink)
        self._page.setAccessibleName(ink.scene.title if ink else "")
        same = (
            ink is not None
            and before is not None
            and (before.width == ink.scene.width and before.height == ink.scene.height)
        )
        if same:
            self._page.update()
        else:
            self._lay_out()

    def fit(self) -> None:
        """Show the whole page, now and whenever the room changes."""
        self._fitted = True
        self._lay_out()

    def zoom_by(self, steps: int) -> None:
        """Draw it so many steps larger, or smaller."""
        self.zoom_to(self.zoom * _STEP**steps)

    def zoom_to(self, zoom: float, around: QPointF | None = None) -> None:
        """Draw it at a zoom; the point of the viewport under `around` stays where it is."""
        middle = around or QPointF(self.viewport().rect().center())
        offset = self.to_page(middle)
        self._fitted = False
        self._page.zoom = min(max(zoom, _LEAST), _MOST)
        self._lay_out()
        there = self._page.page().topLeft() + offset * self._page.scale()
        self.horizontalScrollBar().setValue(round(there.x() - middle.x()))
        self.verticalScrollBar().setValue(round(there.y() - middle.y()))

    def scale(self) -> float:
        """Return pixels for a point of the page."""
        return self._page.scale()

    def to_page(self, place: QPointF) -> QPointF:
        """Return the point of the page that lies at a place of the viewport."""
        inside = place - QPointF(self._page.pos())
        return (inside - self._page.page().topLeft()) / self._page.scale()

    def to_view(self, rect: Rect) -> QRectF:
        """Return where a rectangle of the page lies in the viewport."""
        scale = self._page.scale()
        corner = self._page.page().topLeft() + QPointF(self._page.pos())
        return QRectF(
            corner.x() + rect.x * scale, corner.y() + rect.y * scale,
            rect.width * scale, rect.height * scale,
        )  # fmt: skip

    def in_sight(self) -> Rect:
        """Return the part of the page that is shown."""
        first = self.to_page(QPointF(0, 0))
        last = self.to_page(QPointF(self.viewport().width(), self.viewport().height()))
        return Rect(first.x(), first.y(), last.x() - first.x(), last.y() - first.y())

    def reveal(self, rect: Rect) -> None:
        """Scroll as far as needed to show a rectangle of the page."""
        here = self.to_view(rect)
        room, air = QRectF(self.viewport().rect()), 24.0
        if not room.contains(here):
            self.pan(
                round(_step(here.left() - air, here.right() + air, room.width())),
                round(_step(here.top() - air, here.bottom() + air, room.height())),
            )

    def pan(self, dx: int, dy: int) -> None:
        """Scroll by so many pixels."""
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + dx)
        down.setValue(down.value() + dy)

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

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = ring_after(event, before=self._ring)
        super().focusInEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._ring and self.hasFocus():
            paint_ring(QPainter(self.viewport()), QRectF(self.viewport().rect()), 4)

    def _lay_out(self) -> None:
        scene, room = self.scene, self.maximumViewportSize()
        if scene is None:
            self._page.resize(room)
            self._page.update()
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


def _step(start: float, end: float, room: float) -> float:
    """Return how far to scroll so that a stretch is in view, its start where it is too long."""
    if start < 0 or end - start > room:
        return start
    return max(end - room, 0.0)
