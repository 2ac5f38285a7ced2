"""A panel at the side whose lines scroll: filled anew for each thing that is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gtcoder.ui.look import look, scaled, theme


class SideColumn(QWidget):
    """A column of widgets of one width, on the panel's ground."""

    def __init__(self, *, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width = width
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        look().changed.connect(self._wear)
        self._wear()

    def add(self, widget: QWidget) -> None:
        """Put a widget below the others."""
        self._column.addWidget(widget)

    def end(self) -> None:
        """Leave the room below the last widget empty."""
        self._column.addStretch(1)

    def clear(self) -> None:
        """Take all widgets away."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on the panel's ground."""
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))

    def _wear(self) -> None:
        self.setFixedWidth(scaled(self._width))
        edge = scaled(16)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(scaled(6))
