"""The words of a box or a line, written where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from gtcoder.analysis.diagram.boxes import Rect
from gtcoder.ui.look import Role, sans, scaled

if TYPE_CHECKING:
    from gtcoder.ui.models.canvas import ModelCanvas

_WIDTH = 180


class LabelEditor(QLineEdit):
    """A line over the box that is named; Enter keeps what was written, Esc leaves it as it was."""

    def __init__(self, canvas: ModelCanvas) -> None:
        super().__init__(canvas.viewport())
        self._canvas, self._key, self._before = canvas, "", ""
        self.setObjectName("model_label")
        self.setAccessibleName(self.tr("Label"))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def write(self, key: str) -> None:
        """Let the words of a box or a line be written."""
        place = self._place(key)
        if place is None:
            return
        self._canvas.reveal(place)
        self._key, self._before = key, self._words(key)
        self.setFont(sans(Role.STRONG))
        here = self._canvas.to_view(place)
        width, height = max(here.width(), scaled(_WIDTH)), scaled(32)
        middle = here.center()
        self.setGeometry(
            QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height).toRect()
        )
        self.setText(self._before)
        self.setPlaceholderText(self.tr("as its code is called"))
        self.selectAll()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Keep what was written."""
        if self.isHidden():
            return
        key, words = self._key, self.text().strip()
        self.give_up()
        if words != self._before:
            self._canvas.labelled.emit(key, words)

    def give_up(self) -> None:
        """Leave the words as they were."""
        if self.isHidden():
            return
        focused = self.hasFocus()
        self.hide()
        if focused:
            self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        elif event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)
            event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason,
        ):  # fmt: skip
            self.finish()

    def _place(self, key: str) -> Rect | None:
        parts = self._canvas.parts
        if key in parts.nodes:
            return parts.nodes[key].rect
        if key in parts.edges:
            points = parts.edges[key].points
            x, y = points[len(points) // 2]
            u, v = points[len(points) // 2 - 1]
            return Rect((x + u) / 2, (y + v) / 2, 0.0, 0.0)
        return None

    def _words(self, key: str) -> str:
        parts = self._canvas.parts
        if key in parts.nodes:
            return str(parts.nodes[key].data.get("label", ""))
        return str(parts.edges[key].data.get("label", ""))
