"""Codings under the text: one fill for each stretch, an underline for each coding, in lanes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextLine

from gtcoder.drawing.theme import Theme
from gtcoder.ui.look import scaled
from gtcoder.ui.transcript.index import Strip
from gtcoder.ui.transcript.layout import Measures
from gtcoder.ui.transcript.options import Colours
from gtcoder.ui.transcript.page import CodeLook

LANES = 3
RADIUS = 4
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefe]")
DASH = (3.0, 1.5)  # in widths of the pen


@dataclass(frozen=True, slots=True)
class VisibleLine:
    """A line on screen: where its text stands in Qt's units and where its box begins."""

    block: int
    first_of_block: bool
    first: int
    last: int
    top: float
    tall: int  # of its box
    base: int  # unit at which its block begins
    line: QTextLine
    mixed: bool  # has letters that run from right to left
    known: dict[int, float] = field(default_factory=dict, compare=False)

    def x_of(self, unit: int) -> float:
        """Return the x of the caret before a unit; behind the last letter, no trailing space."""
        if unit not in self.known:
            x: float = self.line.cursorToX(unit - self.base)[0]  # type: ignore[index]
            if unit == self.last and not self.mixed:
                x = min(x, self.line.naturalTextRect().right())
            self.known[unit] = x
        return self.known[unit]

    def runs(self, first: int, last: int) -> list[tuple[float, float]]:
        """Return the left and right edges of `[first, last)`, one pair for each visual run."""
        if not self.mixed:
            return [(self.x_of(first), self.x_of(last))]
        boxes = (run.boundingRect() for run in self.line.glyphRuns(first - self.base, last - first))
        return _joined(sorted((box.left(), box.right()) for box in boxes))


def runs_right_to_left(text: str) -> bool:
    """Whether a text has letters that run from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line with one fill: by which coding, and whether strong."""

    first: int
    last: int
    strip: Strip
    strong: bool


def pieces(
    first: int, last: int, strips: Sequence[Strip], strong: Callable[[Strip], bool]
) -> list[Piece]:
    """Cut `[first, last)` at all ends of codings (narrowest first) and choose one fill for each."""
    cuts = {first, last}
    for strip in strips:
        cuts.add(max(strip.first, first))
        cuts.add(min(strip.last, last))
    edges = sorted(cuts)
    found: list[Piece] = []
    for low, high in pairwise(edges):
        over = [strip for strip in strips if strip.first <= low and strip.last >= high]
        if not over:
            continue
        top = next((strip for strip in over if strong(strip)), over[0])
        if found and found[-1].strip is top and found[-1].last == low:
            low = found.pop().first
        found.append(Piece(low, high, top, strong(top)))
    return found


@dataclass(slots=True)
class Choice:
    """What the reader has chosen and who they are; decides fills, dashes and initials."""

    coding: int | None = None
    code: int | None = None
    me: int | None = None
    initials: Mapping[int, str] = field(default_factory=dict)
    looks: Mapping[int, CodeLook] = field(default_factory=dict)
    by: Colours = Colours.CODE
    coder_colours: Mapping[int, int] = field(default_factory=dict)
    bare: bool = False  # bands give way, so that what is not coded stands out

    def strong(self, strip: Strip) -> bool:
        """Whether a coding's band is the strong one."""
        if self.coding is not None:
            return strip.id == self.coding
        return self.code is not None and strip.code == self.code

    def ranked(self, strips: list[Strip]) -> list[Strip]:
        """Return codings with those of the chosen code first; the chosen coding before all."""
        if self.code is None:
            return strips
        return sorted(strips, key=lambda strip: strip.code != self.code)

    def other(self, strip: Strip) -> bool:
        """Whether a coding is another coder's."""
        return self.me is not None and strip.coder != self.me

    def colour_of(self, strip: Strip) -> int:
        """Return the number of a coding's colour; 0, the neutral one, where it has none."""
        return self.colour(strip.code, strip.coder)

    def colour(self, code: int, coder: int) -> int:
        """Return the number of the colour of a coding with a code and by a coder."""
        if self.by is Colours.CODER:
            return self.coder_colours.get(coder, 0)
        look = self.looks.get(code)
        if look is None:
            return 0
        return look.category_colour if self.by is Colours.CATEGORY else look.colour_number


def paint_bands(
    painter: QPainter,
    lines: Sequence[VisibleLine],
    strips: list[Strip],
    choice: Choice,
    measures: Measures,
    now: Theme,
) -> None:
    """Paint fills, then underlines, of codings (narrowest first) on some lines."""
    ranked = choice.ranked(strips)
    rows = []
    for line in lines:
        here = [strip for strip in ranked if strip.first < line.last and strip.last > line.first]
        if here and line.top + measures.band > 0 and line.tall > measures.band:
            rows.append((line, here))
    painter.setPen(Qt.PenStyle.NoPen)
    for line, here in rows:
        if choice.bare:
            here = [strip for strip in here if choice.strong(strip)]
        _fill(painter, line, pieces(line.first, line.last, here, choice.strong), choice,
              measures, now)  # fmt: skip
    for line, here in rows:
        _underline(painter, line, here, choice, measures, now)


def _fill(
    painter: QPainter,
    line: VisibleLine,
    found: list[Piece],
    choice: Choice,
    measures: Measures,
    now: Theme,
) -> None:
    opens = {piece.first for piece in found}
    closes = {piece.last for piece in found}
    for piece in found:
        shades = now.code(choice.colour_of(piece.strip))
        painter.setBrush(QColor(shades.strong if piece.strong else shades.tint))
        round_left = piece.first == piece.strip.first and piece.first not in closes
        round_right = piece.last == piece.strip.last and piece.last not in opens
        for left, right in line.runs(piece.first, piece.last):
            box = QRectF(left, line.top, right - left, measures.band)
            if line.mixed or not (round_left or round_right):
                painter.drawRect(box)
            else:
                _rounded(painter, box, left=round_left, right=round_right)


def _rounded(painter: QPainter, box: QRectF, *, left: bool, right: bool) -> None:
    """Draw a band with round corners, and 2 px of air, where its coding begins or ends."""
    air = scaled(2)
    box = box.adjusted(-air if left else 0, 0, air if right else 0, 0)
    if box.width() < 2 * RADIUS:
        painter.drawRect(box)
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if not left:
        painter.drawRect(QRectF(box.left(), box.top(), RADIUS, box.height()))
    if not right:
        painter.drawRect(QRectF(box.right() - RADIUS, box.top(), RADIUS, box.height()))


def _underline(
    painter: QPainter,
    line: VisibleLine,
    here: list[Strip],
    choice: Choice,
    measures: Measures,
    now: Theme,
) -> None:
    thick, pitch = scaled(2), scaled(3)
    dots = 0
    for strip in here:
        mark = QColor(now.mark(choice.colour_of(strip)))
        if strip.lane >= LANES:
            _dot(painter, line, mark, measures, dots)
            dots += 1
            continue
        y = line.top + measures.band + strip.lane * pitch + thick / 2
        pen = stroke(mark, thick, dashed=choice.other(strip))
        painter.setPen(pen)
        for left, right in line.runs(max(strip.first, line.first), min(strip.last, line.last)):
            if right > left:
                painter.drawLine(QLineF(left, y, right, y))
    painter.setPen(Qt.PenStyle.NoPen)


def stroke(mark: QColor, width: float, *, dashed: bool, dash: Sequence[float] = DASH) -> QPen:
    """Return the pen of an underline or bar; dashed for another coder's."""
    pen = QPen(mark, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashed:
        pen.setDashPattern(dash)
    return pen


def _dot(painter: QPainter, line: VisibleLine, mark: QColor, measures: Measures, nth: int) -> None:
    if nth >= LANES:
        return
    end = line.line.naturalTextRect()
    x = (end.left() - scaled(6)) if line.mixed else (end.right() + scaled(6))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mark)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    centre = QPointF(x, line.top + measures.band - scaled(4) - nth * scaled(6))
    painter.drawEllipse(centre, scaled(2), scaled(2))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def handle_bars(
    lines: Sequence[VisibleLine], span: tuple[int, int], band: int
) -> list[tuple[Literal["start", "end"], QLineF]]:
    """Return the handles of a stretch on some lines: which end, and a bar from ring to foot."""
    first, last = span
    found: list[tuple[Literal["start", "end"], QLineF]] = []
    for line in lines:
        top, foot = line.top - scaled(1), line.top + band + scaled(2) / 2
        if line.first <= first < line.last:
            x = line.x_of(first) - (0 if line.mixed else scaled(3))
            found.append(("start", QLineF(x, foot, x, top)))
        if line.first < last <= line.last:
            x = line.x_of(last) + (0 if line.mixed else scaled(3))
            found.append(("end", QLineF(x, top, x, foot)))
    return found


def paint_handles(
    painter: QPainter,
    lines: Sequence[VisibleLine],
    span: tuple[int, int],
    mark: QColor,
    measures: Measures,
    paper: QColor,
) -> None:
    """Paint the two ends of the chosen coding: a bar with a ring at its outer end."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    for _, bar in handle_bars(lines, span, measures.band):
        _handle(painter, bar, mark, paper)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _handle(painter: QPainter, bar: QLineF, mark: QColor, paper: QColor) -> None:
    painter.setPen(stroke(mark, scaled(2), dashed=False))
    painter.drawLine(bar)
    painter.setBrush(paper)
    painter.drawEllipse(bar.p2(), scaled(3), scaled(3))


def _joined(runs: list[tuple[float, float]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for left, right in runs:
        if found and left <= found[-1][1] + 0.5:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found
