"""A panel: header, content and an optional footer, parted by hairlines."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gtcoder.ui.kit.hairline import Hairline
from gtcoder.ui.kit.label import CutLabel, Label
from gtcoder.ui.look import Role, look, scaled, theme

_LEAST = 160  # pixels of a title, such as the name of a file


class PanelHeader(QWidget):
    """The line on top of a panel: title, count, and at most two icon buttons at the right."""

    def __init__(self, title: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = CutLabel(title, Role.STRONG)
        self._title.least = _LEAST
        self._count = Label("", Role.SMALL, ink="text2")
        self._count.hide()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._title)
        self._row.addWidget(self._count)
        self._row.addStretch(1)
        look().changed.connect(self._wear)
        self._wear()

    def set_title(self, title: str) -> None:
        """Name something else."""
        self._title.setText(title)

    def set_count(self, text: str) -> None:
        """Say how many, in words or as a bare number; empty for nothing."""
        self._count.setText(text)
        self._count.setVisible(bool(text))

    def add(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._row.addWidget(widget)

    def _wear(self) -> None:
        self.setFixedHeight(scaled(44))
        self._row.setContentsMargins(scaled(16), 0, scaled(8), 0)
        self._row.setSpacing(scaled(8))


class Panel(QWidget):
    """A region of the window with its header; put the content into `body`.

    `width` is the one it would like to have beside the transcript, at 100 % text size.
    """

    def __init__(
        self, title: str, *, name: str, width: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._width = width
        self.header = PanelHeader(title)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.header)
        self._column.addWidget(Hairline())
        self._column.addLayout(self.body, 1)

    def set_footer(self, widget: QWidget) -> None:
        """Put the one main action below the content."""
        self._column.addWidget(Hairline())
        self._column.addWidget(widget)

    def wished_width(self) -> int:
        """Return the width for a splitter at the text size in force; 0 for no wish."""
        return scaled(self._width)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint from the theme in force."""
        QPainter(self).fillRect(event.rect(), QColor(theme().panel))
