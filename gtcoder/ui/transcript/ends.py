"""The two ends of the chosen coding: where they are grabbed, and what a drag of one shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QLineF, QObject, QPointF, Qt, QTimer, Signal

from gtcoder.ui.look import scaled
from gtcoder.ui.transcript.bands import handle_bars
from gtcoder.ui.transcript.index import Strip
from gtcoder.vocabulary import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from gtcoder.ui.transcript.coded import CodedSheet

Edge = Literal["start", "end"]
_GRAB = 5  # pixels on either side of a handle
_SCROLL = 40  # milliseconds between two lines while the pointer is outside


class Ends(QObject):
    """A drag of one end; `moved` says where a coding is to be, `refused` why it may not.

    While it lasts the coding is painted where it would be; what is stored is another's to say.
    """

    moved = Signal(object, object)
    refused = Signal(str)

    def __init__(self, view: CodedSheet) -> None:
        super().__init__(view)
        self._view = view
        self._edge: Edge | None = None
        self._spot = QPointF()
        self.hindrance: Callable[[int], str] = lambda coding: ""
        self.preview: tuple[int, int] | None = None  # in Qt's units
        self._scroll = QTimer(self, interval=_SCROLL)
        self._scroll.timeout.connect(self._scrolled)

    @property
    def held(self) -> bool:
        """Whether an end is being dragged."""
        return self._edge is not None

    def at(self, spot: QPointF) -> Edge | None:
        """Return which end of the chosen coding is under a point."""
        view = self._view
        coding = view.chosen_coding
        span = None if coding is None else view.index.span(coding)
        if span is None:
            return None
        lines = [line for line in view.visible_lines() if line.top - 4 <= spot.y()]
        near = [line for line in lines if spot.y() <= line.top + line.tall]
        bars = handle_bars(near, span, view.measures.band)
        found = [(abs(bar.x1() - spot.x()), edge) for edge, bar in bars if _beside(bar, spot)]
        return min(found, default=(0, None))[1]

    def grab(self, spot: QPointF) -> bool:
        """Begin a drag where an end is under the pointer; say whether that is so."""
        edge, coding = self.at(spot), self._view.chosen_coding
        if edge is None or coding is None:
            return False
        hindrance = self.hindrance(coding)
        if hindrance:
            self.refused.emit(hindrance)
        else:
            self._edge, self.preview = edge, self._view.index.span(coding)
        return True

    def drag(self, spot: QPointF) -> None:
        """Show the end at the letter nearest to the pointer; outside the view, scroll."""
        self._spot = spot
        outside = not 0 <= spot.y() <= self._view.viewport().height()
        if outside and not self._scroll.isActive():
            self._scroll.start()
        elif not outside:
            self._scroll.stop()
        self._follow()

    def drop(self) -> None:
        """End the drag, and say where the coding is to be if that is elsewhere."""
        coding, preview = self._view.chosen_coding, self.preview
        before = None if coding is None else self._view.index.span(coding)
        self.cancel()
        if coding is None or preview is None or before is None or preview == before:
            return
        offsets = self._view.display.offsets
        self.moved.emit(coding, Span(*(offsets.from_qt(unit) for unit in preview)))

    def cancel(self) -> None:
        """End the drag; the coding stays where it is."""
        self._edge = self.preview = None
        self._scroll.stop()
        self._view.viewport().update()

    def shown(self, strips: list[Strip], first: int, last: int) -> list[Strip]:
        """Return the codings of some lines with the dragged one where it would be."""
        coding, preview = self._view.chosen_coding, self.preview
        if coding is None or preview is None:
            return strips
        place = self._view.index.place(coding)
        others = [strip for strip in strips if strip.id != coding]
        if place is None or preview[1] <= first or preview[0] >= last:
            return others
        row = self._view.index.strips(*self._view.index.span(coding) or (0, 0))
        own = next((strip for strip in row if strip.id == coding), None)
        return others if own is None else [replace(own, first=preview[0], last=preview[1]), *others]

    def _follow(self) -> None:
        unit = self._unit(self._spot)
        if unit is None or self.preview is None:
            return
        first, last = self.preview
        step = self._view.step_from
        if self._edge == "start":
            first = min(unit, step(last, -1))
        else:
            last = max(unit, step(first, 1))
        if (first, last) != self.preview:
            self.preview = (first, last)
            self._view.viewport().update()

    def _unit(self, spot: QPointF) -> int | None:
        """Return the place for the caret nearest to a point."""
        line = self._view.line_at(spot.y())
        if line is None:
            return None
        return self._view.unit_near(line, spot.x())

    def _scrolled(self) -> None:
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + (1 if self._spot.y() > 0 else -1))
        self._follow()


def _beside(bar: QLineF, spot: QPointF) -> bool:
    high, low = sorted((bar.y1(), bar.y2()))
    reach = scaled(_GRAB)
    return abs(bar.x1() - spot.x()) <= reach and high - reach <= spot.y() <= low + reach


def shape_over(edge: Edge | None) -> Qt.CursorShape:
    """Return the shape of the pointer over an end, and over text."""
    return Qt.CursorShape.IBeamCursor if edge is None else Qt.CursorShape.SizeHorCursor
