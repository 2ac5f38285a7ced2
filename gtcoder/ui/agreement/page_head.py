"""The head of a page of numbers: what it shows, and all that the numbers depend on."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gtcoder.ui.kit import FlowLayout, Label
from gtcoder.ui.look import Role, look, scaled, theme


class PageHead(QWidget):
    """A title, controls at its right, and the line of method."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label("", Role.TITLE)
        self.method = Label("", Role.SMALL, ink="text2", wrap=True)
        self.method.setObjectName("method")
        line = QWidget()
        self._line = FlowLayout(line, right_from=1)
        self._line.addWidget(self.title)
        policy = line.sizePolicy()
        policy.setHeightForWidth(True)
        line.setSizePolicy(policy)
        self._column = QVBoxLayout(self)
        self._column.addWidget(line)
        self._column.addWidget(self.method)
        look().changed.connect(self._wear)
        self._wear()

    def add(self, control: QWidget) -> None:
        """Put a control beside the title."""
        self.title.setMinimumHeight(scaled(32))
        self._line.addWidget(control)

    def set_dim(self, dim: bool) -> None:  # a setter, as Qt has them
        """Grey what is out of date."""
        self.method.set_ink("text3" if dim else "text2")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on paper."""
        QPainter(self).fillRect(event.rect(), QColor(theme().paper))

    def _wear(self) -> None:
        self._line.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(scaled(4))
        self._column.setContentsMargins(scaled(24), scaled(14), scaled(24), scaled(10))
