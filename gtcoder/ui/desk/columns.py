"""The three columns of the desk, and how the outer ones fold where there is no room."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QVBoxLayout, QWidget

from gtcoder.ui.kit import IconButton
from gtcoder.ui.look import scaled, theme

BOOK, SIDE = (268, 220, 420), (300, 260, 480)  # at first, least, most
_BESIDE = 88  # the rail, which the widths of LOOK include
FOLD_SIDE, FOLD_BOOK = 1180 - _BESIDE, 960 - _BESIDE
_GRAB = 3  # pixels on either side of the line that can be grabbed


class _Handle(QSplitterHandle):
    """One pixel drawn, seven to grab."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the place of Qt's own, which would set margins of two pixels, and so on for ever."""
        self.setAttribute(Qt.WidgetAttribute.WA_MouseNoMask)
        self.setContentsMargins(_GRAB, 0, _GRAB, 0)
        self.setMask(QRegion(self.contentsRect()))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(theme().line))


class Folded(QWidget):
    """The strip in place of columns that are folded away: a button for each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(scaled(3), scaled(7), scaled(3), 0)
        self._column.setSpacing(scaled(4))
        self._column.addStretch(1)
        self.setFixedWidth(scaled(36))

    def add(self, icon_name: str, name: str, run: Callable[[], object]) -> IconButton:
        """Add a button."""
        button = IconButton(icon_name, name)
        button.clicked.connect(lambda: run())
        self._column.insertWidget(self._column.count() - 1, button)
        return button

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme().panel))
        painter.fillRect(0, 0, 1, self.height(), QColor(theme().line))


class Columns(QSplitter):
    """Codebook, transcript and side panel, parted by lines that can be moved."""

    def __init__(
        self, book: QWidget, text: QWidget, side: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._book, self._side = book, side
        self._opened: dict[QWidget, bool] = {}
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for widget, (_, least, most) in ((book, BOOK), (side, SIDE)):
            widget.setMinimumWidth(scaled(least))
            widget.setMaximumWidth(scaled(most))
        text.setMinimumWidth(scaled(360))
        for widget in (book, text, side):
            self.addWidget(widget)
        for place in range(3):
            self.setStretchFactor(place, int(place == 1))
        self.folded = Folded(parent)  # without a parent it would flash as a window
        self._buttons = [
            (side, self.folded.add("quotes", self.tr("Passages and memos"), self._toggle_side)),
            (book, self.folded.add("tag", self.tr("Codebook"), self._toggle_book)),
        ]
        self._fold()  # or the least width of all three would widen a small window
        self._sized = False

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()
        if not self._sized and self._side.isVisibleTo(self) and self._book.isVisibleTo(self):
            self._sized = True
            book, side = scaled(BOOK[0]), scaled(SIDE[0])
            self.setSizes([book, max(1, self.width() - book - side), side])

    def show_side(self) -> None:
        """Unfold the side panel, for something is to be seen there."""
        self._opened[self._side] = True
        self._fold()

    def _fold(self) -> None:
        width = self.width() + (self.folded.width() if self.folded.isVisible() else 0)
        limits: Sequence[tuple[QWidget, int]] = (
            (self._side, scaled(FOLD_SIDE)), (self._book, scaled(FOLD_BOOK)),
        )  # fmt: skip
        narrow = False
        for widget, limit in limits:
            folds = width < limit
            if not folds:
                self._opened.pop(widget, None)
            widget.setVisible(not folds or self._opened.get(widget, False))
            narrow |= folds
        for widget, button in self._buttons:
            limit = FOLD_SIDE if widget is self._side else FOLD_BOOK
            button.setVisible(width < scaled(limit))
        self.folded.setVisible(narrow)

    def _toggle_side(self) -> None:
        self._opened[self._side] = not self._side.isVisibleTo(self)
        self._fold()

    def _toggle_book(self) -> None:
        self._opened[self._book] = not self._book.isVisibleTo(self)
        self._fold()
