"""How a stripe is drawn beside the text: the bar of a coding, and its code's name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QStaticText,
    QTransform,
)

from gtcoder.drawing.theme import CodeColour
from gtcoder.ui.look import Role, sans, scaled, theme
from gtcoder.ui.transcript.bands import VisibleLine, stroke
from gtcoder.ui.transcript.coded import CodedSheet
from gtcoder.ui.transcript.index import Strip

BARS = 4  # lanes drawn as bars; a further one is a dot
NAMES = 12  # names that may push each other before the rest folds
PITCH, ROW, COLUMN = 6, 18, 37  # between bars, between names, where names begin
_LEFT = 7
_DASH = (1.6, 0.9)  # in widths of the bar


@dataclass(frozen=True, slots=True)
class Entry:
    """A coding in view: the extent of its bar, and the middle of its name's row, if it has one."""

    strip: Strip
    top: float
    foot: float
    anchor: float
    row: float | None
    folded: tuple[Strip, ...] = ()


def entries(
    strips: Sequence[Strip], lines: Sequence[VisibleLine], band: int, room: float, step: float
) -> list[Entry]:
    """Place bars and names of the codings in view; names that meet are pushed down by `step`."""
    placed = []
    firsts, lasts = [line.first for line in lines], [line.last for line in lines]
    for strip in strips:
        low, high = bisect_right(lasts, strip.first), bisect_left(firsts, strip.last) - 1
        if low <= high:
            first, last = lines[low], lines[high]
            placed.append((first.top, strip.bar, strip, last.top + band, first.top + band / 2))
    placed.sort(key=lambda each: (each[4], each[1], each[2].first, each[2].id))
    found: list[Entry] = []
    row, run, folded = -step, 0, False
    for top, _, strip, foot, anchor in placed:
        pushed = anchor < row + step
        if not pushed:
            run, folded = 0, False
        run += 1
        want = row + step if pushed else anchor
        below = want + step / 2 > room
        if folded or run > NAMES or (pushed and below):
            found.append(Entry(strip, top, foot, anchor, None))
            found[-1 - _back(found)] = _with(found, strip)
            folded = True
        else:  # a line cut off at the foot has its bar only
            row = want
            found.append(Entry(strip, top, foot, anchor, None if below else row))
    return found


def _back(found: list[Entry]) -> int:
    """Return how far back the last entry with a name is."""
    return next((n for n, each in enumerate(reversed(found)) if each.row is not None), 0)


def _with(found: list[Entry], strip: Strip) -> Entry:
    each = found[-1 - _back(found)]
    return Entry(each.strip, each.top, each.foot, each.anchor, each.row, (*each.folded, strip))


class StripePainter:
    """Draws stripes; keeps the shaped names."""

    def __init__(self, view: CodedSheet) -> None:
        self._view = view
        self._fitted: dict[tuple[str, Role, bool, int], QStaticText] = {}

    def forget(self) -> None:
        """Shape the names anew, for other fonts."""
        self._fitted.clear()

    def paint(self, painter: QPainter, found: Sequence[Entry], area: QRect, width: int) -> None:
        """Draw the stripes that touch an area of a margin of some width."""
        high, low = area.top() - scaled(ROW), area.bottom() + scaled(ROW)
        for each in found:
            if each.foot >= high and each.top <= low:
                self._paint_bar(painter, each)
        if not has_names(width):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        for each in found:
            if each.row is not None and each.row >= high and each.anchor <= low:
                self._paint_name(painter, each, each.row, width)

    def _shades(self, strip: Strip) -> CodeColour:
        return theme().code(self._view.choice.colour_of(strip))

    def _paint_bar(self, painter: QPainter, each: Entry) -> None:
        strip, x = each.strip, x_of(each.strip)
        mark = QColor(self._shades(strip).mark)
        if strip.bar >= BARS:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mark)
            painter.drawEllipse(QPointF(x + 1, each.anchor), scaled(2), scaled(2))
            return
        width = scaled(4 if strip.id == self._view.chosen_coding else 3)
        other = self._view.choice.other(strip)
        painter.setPen(stroke(mark, width, dashed=other, dash=_DASH))
        painter.drawLine(QLineF(x + 1, each.top, x + 1, each.foot))

    def _paint_name(self, painter: QPainter, each: Entry, row: float, width: int) -> None:
        strip, left, now = each.strip, scaled(COLUMN), theme()
        shades, chosen = self._shades(strip), strip.id == self._view.chosen_coding
        self._paint_joint(painter, each, row, QColor(shades.mark if chosen else now.line2))
        tails = self._tails(each)
        look = self._view.choice.looks.get(strip.code)
        room = width - left - scaled(8) - sum(tail.size().width() + 6 for tail in tails)
        name = self._fit(look.name if look else "", int(room), bold=chosen)
        wide, tall = name.size().width(), scaled(ROW)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shades.strong))
            painter.drawRoundedRect(QRectF(left - 4, row - tall / 2, wide + 9, tall), 4, 4)
        painter.setFont(_font(Role.SMALL_STRONG, bold=chosen))
        painter.setPen(QColor(now.text if chosen else shades.ink))
        painter.drawStaticText(QPointF(left, row - name.size().height() / 2), name)
        x = left + wide + (9 if chosen else 6)
        for tail in tails:
            painter.setFont(sans(Role.SMALL if tail.text().startswith("+") else Role.INITIALS))
            painter.setPen(QColor(now.text2))
            painter.drawStaticText(QPointF(x, row - tail.size().height() / 2), tail)
            x += tail.size().width() + 6

    def _fit(
        self, text: str, room: int, *, bold: bool = False, role: Role = Role.SMALL_STRONG
    ) -> QStaticText:
        """Return a text shortened to some room, shaped once and kept."""
        key = (text, role, bold, room)
        if key not in self._fitted:
            font = _font(role, bold=bold)
            said = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            made = QStaticText(said)
            made.setTextFormat(Qt.TextFormat.PlainText)
            made.prepare(QTransform(), font)
            self._fitted[key] = made
        return self._fitted[key]

    def _tails(self, each: Entry) -> list[QStaticText]:
        """Return what stands behind a name: another coder's initials, and how many are folded."""
        found = []
        initials = self._view.choice.initials.get(each.strip.coder, "")
        if initials and self._view.choice.other(each.strip):
            found.append(self._fit(initials, scaled(60), role=Role.INITIALS))
        if each.folded:
            found.append(self._fit(f"+{len(each.folded)}", scaled(60), role=Role.SMALL))
        return found

    def _paint_joint(self, painter: QPainter, each: Entry, row: float, line: QColor) -> None:
        painter.setPen(line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        start = QPointF(x_of(each.strip) + scaled(5), each.anchor)
        end = QPointF(scaled(COLUMN) - 5, row)
        if abs(each.anchor - row) < 1:
            painter.drawLine(start, end)
            return
        path = QPainterPath(start)
        bend = (start.x() + end.x()) / 2
        path.cubicTo(bend, start.y(), bend, end.y(), end.x(), end.y())
        painter.drawPath(path)


def x_of(strip: Strip) -> float:
    """Return where a coding's bar begins."""
    return scaled(_LEFT + PITCH * min(strip.bar, BARS))


def has_names(width: int) -> bool:
    """Whether a margin of some width has room for names."""
    return width > scaled(COLUMN + 40)


def _font(role: Role, *, bold: bool) -> QFont:
    font = sans(role)
    if bold:
        font = QFont(font)
        font.setWeight(QFont.Weight.DemiBold)
    return font
