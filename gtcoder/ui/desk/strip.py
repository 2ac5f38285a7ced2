"""In which interviews a code occurs, as a row of small bars."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gtcoder.ui.desk.words import passages_in_words
from gtcoder.ui.look import scaled, theme
from gtcoder.vocabulary import DocumentId

_GAP = 3


class InterviewStrip(QWidget):
    """A bar for each interview: filled where the code occurs, strong for the one in view.

    A click goes there.
    """

    asked = Signal(object)  # DocumentId

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._documents: list[tuple[DocumentId, str]] = []
        self._counts: dict[DocumentId, int] = {}
        self._current: DocumentId | None = None
        self._colour = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_interviews(
        self,
        documents: Sequence[tuple[DocumentId, str]],
        counts: dict[DocumentId, int],
        *,
        colour: int,
    ) -> None:
        """Show all interviews, and how many passages each holds."""
        self._documents, self._counts, self._colour = list(documents), dict(counts), colour
        words = self.tr("In {some} of {all} interviews")
        self.setAccessibleName(words.format(some=len(counts), all=len(documents)))
        self.update()

    def show_current(self, document: DocumentId | None) -> None:
        """Mark the interview in view."""
        self._current = document
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(200), scaled(10))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        code = theme().code(self._colour)
        height = scaled(4)
        top = (self.height() - height) / 2
        for place, (key, _) in enumerate(self._documents):
            fill = theme().sunken
            if key in self._counts:
                fill = code.mark if key == self._current else code.strong
            left, width = self._edges(place)
            painter.setBrush(QColor(fill))
            painter.drawRoundedRect(QRectF(left, top, width, height), min(2, width / 2), 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position().x())
        if found is not None and found[0] in self._counts:
            self.asked.emit(found[0])

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            found = self._at(event.pos().x())
            if found is not None:
                count = self._counts.get(found[0], 0)
                words = f"{found[1]}: {passages_in_words(count)}"
                QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _edges(self, place: int) -> tuple[float, float]:
        count = max(1, len(self._documents))
        gap = _GAP if self.width() / count > 2 * _GAP else 0.5
        width = (self.width() - gap * (count - 1)) / count
        return place * (width + gap), max(width, 0.5)

    def _at(self, x: float) -> tuple[DocumentId, str] | None:
        for place, found in enumerate(self._documents):
            left, width = self._edges(place)
            if left <= x <= left + width + _GAP:
                return found
        return None


def places_of(
    documents: Collection[DocumentId], rows: Sequence[DocumentId]
) -> dict[DocumentId, int]:
    """Return how many of `rows` lie in each document that has any."""
    counts: dict[DocumentId, int] = {}
    for key in rows:
        if key in documents:
            counts[key] = counts.get(key, 0) + 1
    return counts
