"""The board in its viewport: fitted to the width, zoomed, and scrolled to what is chosen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from gtcoder.ui.axial.board import BoardCanvas
from gtcoder.ui.axial.carrier import Carrier

_LEAST, _MOST, _STEP = 0.5, 2.0, 1.15
_OWN_ZOOMS = (1.0, 0.94, 0.88, 0.82)  # what is taken without being asked
_ALL_ZOOMS = (*_OWN_ZOOMS, 0.76, 0.7, 0.64, 0.58)
_WORTH = 0.7  # of the height: a board that gets that much lower is worth smaller words


class BoardView(QScrollArea):
    """Scrolls the board where it is larger than the room there is."""

    def __init__(self, carrier: Carrier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_hand = False  # the person chose the zoom
        self.canvas = BoardCanvas(carrier)
        self.setWidget(self.canvas)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self.canvas)
        self.setAccessibleName(self.tr("Paradigm board"))
        self.canvas.chose_card.connect(self._bring_into_view)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        self.canvas.rearranged.connect(self._settle)

    def zoom_in(self) -> None:
        """Show everything larger."""
        self._zoom_to(self.canvas.zoom * _STEP)

    def zoom_out(self) -> None:
        """Show everything smaller."""
        self._zoom_to(self.canvas.zoom / _STEP)

    def zoom_plain(self) -> None:
        """Show everything in its own size."""
        self._zoom_to(1.0)

    def fit(self) -> None:
        """Show the whole board at once, as far as its words stay legible."""
        self._by_hand = True
        self._take(self._fitting(_ALL_ZOOMS) or _LEAST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step = _STEP if event.angleDelta().y() > 0 else 1 / _STEP
            self._zoom_to(self.canvas.zoom * step)
        else:
            super().wheelEvent(event)

    def _zoom_to(self, zoom: float) -> None:
        self._by_hand = True
        self._take(min(max(zoom, _LEAST), _MOST))

    def _settle(self) -> None:
        """Keep the zoom the person chose; else take a slightly smaller one where that helps."""
        zoom = self.canvas.zoom if self._by_hand else self._fitting(_OWN_ZOOMS)
        if zoom is None:
            whole = self._whole()
            high = {each: self.canvas.size_at(whole, each).height() for each in _OWN_ZOOMS}
            zoom = min(high, key=lambda each: high[each])
            zoom = zoom if high[zoom] < _WORTH * high[1.0] else 1.0
        self._take(zoom)

    def _fitting(self, zooms: tuple[float, ...]) -> float | None:
        whole = self._whole()
        for zoom in zooms:
            size = self.canvas.size_at(whole, zoom)
            if size.width() <= whole.width() and size.height() <= whole.height():
                return zoom
        return None

    def _take(self, zoom: float) -> None:
        room = self._whole()
        if self.canvas.size_at(room, zoom).height() > room.height():
            room -= QSize(self.verticalScrollBar().sizeHint().width(), 0)
        self.canvas.set_room(room, zoom=zoom)

    def _whole(self) -> QSize:
        """Return the room there is without scroll bars."""
        return self.maximumViewportSize()

    def _bring_into_view(self, card: object) -> None:
        boxes = self.canvas.scene.board.cards
        if isinstance(card, int) and card in boxes and self.canvas.ring:
            box, zoom = boxes[card], self.canvas.zoom
            x, y = box.centre
            self.ensureVisible(
                round(x * zoom),
                round(y * zoom),
                round(box.width * zoom / 2) + 20,
                round(box.height * zoom / 2) + 20,
            )
