"""A selection that grows and shrinks by words, sentences or turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from gtcoder.ui.transcript.units import Grain
from gtcoder.vocabulary import Span

if TYPE_CHECKING:
    from gtcoder.ui.transcript.pointer import PointedSheet


class Growing(QObject):
    """Remembers of what the selection was made, so that it goes on in the same units.

    A selection made by hand goes on by words.
    """

    def __init__(self, view: PointedSheet) -> None:
        super().__init__(view)
        self._view = view
        self._grain = Grain.WORD
        self._made: Span | None = None
        self._narrower: list[tuple[Span, Grain]] = []
        view.unit_selected.connect(self._selected)

    def right(self) -> None:
        """Move the end of the selection to the right: on, but back in text that runs leftwards."""
        self._stretch(-1 if self._backwards() else 1)

    def left(self) -> None:
        """Move the end of the selection to the left: back, but on in text that runs leftwards."""
        self._stretch(1 if self._backwards() else -1)

    def widen(self) -> None:
        """Select the sentence, then the turn, around the selection; a word where there is none."""
        span = self._view.selected()
        if span is None:
            self._begin()
            return
        found = self._view.units.wider(span)
        if found is not None:
            if span != self._made:
                self._narrower.clear()
            self._narrower.append((span, self._of(span)))
            self._set(*found)

    def narrow(self) -> None:
        """Go back to what was selected before it was widened, else to its first smaller unit."""
        span = self._view.selected()
        if span is None:
            return
        if span == self._made and self._narrower:
            self._set(*self._narrower.pop())
            return
        grain = Grain(max(self._of(span) - 1, Grain.WORD))
        found = self._view.units.at(span.start, grain)
        if found is not None and found.end < span.end:
            self._set(found, grain)

    def _stretch(self, step: int) -> None:
        span = self._view.selected()
        if span is None:
            if step > 0:
                self._begin()
            return
        grain = self._of(span)
        found = self._view.units.stretched(span, grain, step)
        if found is not None:
            self._narrower.clear()
            self._set(found, grain)

    def _begin(self) -> None:
        span = self._view.units.at(self._view.caret(), Grain.WORD)
        if span is not None:
            self._narrower.clear()
            self._set(span, Grain.WORD)

    def _set(self, span: Span, grain: Grain) -> None:
        self._view.select(span)
        self._grain, self._made = grain, span

    def _of(self, span: Span) -> Grain:
        return self._grain if span == self._made else Grain.WORD

    def _selected(self, grain: Grain) -> None:
        self._grain, self._made = grain, self._view.selected()
        self._narrower.clear()

    def _backwards(self) -> bool:
        """Whether the line at the end of the selection, or at the caret, runs to the left."""
        cursor = self._view.textCursor()
        at = max(cursor.selectionEnd() - 1, cursor.selectionStart())
        block = self._view.document().findBlock(at)
        return bool(block.textDirection() == Qt.LayoutDirection.RightToLeft)
