"""The size of a sheet whose lines wrap: what it needs, within the screen; the rest scrolls."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from gtcoder.ui.look import scaled

_SHARE = 0.92  # of the screen, at most
_LEAST_WIDE, _LEAST_HIGH = 260, 120  # of what scrolls


class Scrolled(QScrollArea):
    """Content of a sheet that is shown whole where there is room, and else scrolls."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        """Return what the content needs at the width there is."""
        content = self._content
        wide, high = content.sizeHint().width(), content.sizeHint().height()
        layout = content.layout()
        if layout is not None and layout.hasHeightForWidth() and self.isVisible():
            high = layout.totalHeightForWidth(self.viewport().width())
        return QSize(wide, max(high, content.minimumSizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        """Return the least there has to be: the rest scrolls."""
        return QSize(scaled(_LEAST_WIDE), scaled(_LEAST_HIGH))


def make_room(sheet: QDialog, wish: int = 0) -> None:
    """Give a sheet the height its content needs at its width, or the one it wishes for if more.

    It never becomes larger than the screen, and is moved so that all of it is on it.
    """
    layout, screen = sheet.layout(), sheet.screen().availableGeometry()
    if layout is None:
        return
    widest, highest = round(screen.width() * _SHARE), round(screen.height() * _SHARE)
    sheet.setMinimumWidth(min(sheet.minimumWidth(), widest))
    width = max(sheet.minimumWidth(), min(sheet.width(), widest))
    for area in sheet.findChildren(Scrolled):
        area.updateGeometry()
    layout.activate()
    need = layout.totalHeightForWidth(width)
    least = layout.totalMinimumHeightForWidth(width)
    sheet.resize(width, max(min(least, highest), min(max(need, wish), highest)))
    frame = sheet.frameGeometry()
    left = max(screen.left(), min(frame.left(), screen.right() + 1 - frame.width()))
    top = max(screen.top(), min(frame.top(), screen.bottom() + 1 - frame.height()))
    if (left, top) != (frame.left(), frame.top()):
        sheet.move(left, top)
