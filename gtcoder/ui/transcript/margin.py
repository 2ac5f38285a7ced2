"""The stripes margin: a bar for each coding in view, and the codes' names in one column."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QLineF, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from gtcoder.drawing.theme import CodeColour, Theme
from gtcoder.ui.look import Role, sans, scaled, theme
from gtcoder.ui.transcript.bands import VisibleLine, stroke
from gtcoder.ui.transcript.beside import Beside
from gtcoder.ui.transcript.index import Strip
from gtcoder.ui.transcript.view import TranscriptView

WIDTH = 206
BARS = 4  # lanes drawn as bars; a further one is a dot
NAMES = 12  # names that may push each other before the rest folds
_PITCH, _LEFT, _ROW = 6, 7, 18
_COLUMN = 37
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
        if folded or run > NAMES or want + step / 2 > room:
            found.append(Entry(strip, top, foot, anchor, None))
            found[-1 - _back(found)] = _with(found, strip)
            folded = True
        else:
            row = want
            found.append(Entry(strip, top, foot, anchor, row))
    return found


def _back(found: list[Entry]) -> int:
    """Return how far back the last entry with a name is."""
    return next((n for n, each in enumerate(reversed(found)) if each.row is not None), 0)


def _with(found: list[Entry], strip: Strip) -> Entry:
    each = found[-1 - _back(found)]
    return Entry(each.strip, each.top, each.foot, each.anchor, each.row, (*each.folded, strip))


class Margin(Beside):
    """Paints bars and names; a click on either chooses the coding."""

    def __init__(self, view: TranscriptView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.setObjectName("margin")
        self.setMouseTracking(True)
        self.memos: Mapping[int, int] = {}
        self._hits: list[tuple[QRectF, Strip, tuple[Strip, ...]]] = []
        view.codings_changed.connect(self._renew)
        view.choice_changed.connect(self.update)
        self._renew()

    def set_memos(self, counts: Mapping[int, int]) -> None:
        """Say how many memos each coding has, for the tooltip."""
        self.memos = counts

    def _renew(self) -> None:
        count = len(self.view.index)
        self.setAccessibleName(
            self.tr("Codes beside the text, {count} codings").format(count=count)
        )
        self.update()

    def placed(self) -> list[Entry]:
        """Return what is beside the lines in view."""
        view = self.view
        return entries(
            view.visible_strips(), view.visible_lines(), view.measures.band, self.height(),
            scaled(_ROW),
        )  # fmt: skip

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.ground(painter)
        self._hits = []
        found, now = self.placed(), theme()
        for each in found:
            self._paint_bar(painter, each, now)
        if self.width() > scaled(_COLUMN + 40):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
            for each in found:
                if each.row is not None:
                    self._paint_name(painter, each, each.row, now)
        painter.end()

    def _shades(self, strip: Strip, now: Theme) -> CodeColour:
        return now.code(self.view.choice.colour_of(strip.code))

    def _x(self, strip: Strip) -> float:
        return scaled(_LEFT + _PITCH * min(strip.bar, BARS))

    def _paint_bar(self, painter: QPainter, each: Entry, now: Theme) -> None:
        strip, x = each.strip, self._x(each.strip)
        mark = QColor(self._shades(strip, now).mark)
        chosen = strip.id == self.view.chosen_coding
        if strip.bar >= BARS:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mark)
            painter.drawEllipse(QPointF(x + 1, each.anchor), scaled(2), scaled(2))
        else:
            width = scaled(4 if chosen else 3)
            other = self.view.choice.other(strip)
            painter.setPen(stroke(mark, width, dashed=other, dash=_DASH))
            painter.drawLine(QLineF(x + 1, each.top, x + 1, each.foot))
        area = QRectF(x - 2, each.top, scaled(_PITCH), each.foot - each.top)
        self._hits.append((area, strip, ()))

    def _paint_name(self, painter: QPainter, each: Entry, row: float, now: Theme) -> None:
        strip, left = each.strip, scaled(_COLUMN)
        shades, choice = self._shades(strip, now), self.view.choice
        chosen = strip.id == self.view.chosen_coding
        self._paint_joint(painter, each, row, QColor(shades.mark if chosen else now.line2))
        font = QFont(sans(Role.SMALL_STRONG))
        if chosen:
            font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetricsF(font)
        tail = self._tails(each)
        spare = sum(QFontMetricsF(face).horizontalAdvance(text) + 6 for text, face, _ in tail)
        look = choice.looks.get(strip.code)
        room = self.width() - left - spare - scaled(8)
        name = metrics.elidedText(look.name if look else "", Qt.TextElideMode.ElideRight, room)
        box = QRectF(left, row - scaled(_ROW) / 2, metrics.horizontalAdvance(name), scaled(_ROW))
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shades.strong))
            painter.drawRoundedRect(box.adjusted(-4, 0, 5, 0), 4, 4)
        painter.setFont(font)
        painter.setPen(QColor(now.text if chosen else shades.ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, name)
        self._hits.append((box, strip, ()))
        x = box.right() + (8 if chosen else 6)
        for text, face, strips in tail:
            wide = QFontMetricsF(face).horizontalAdvance(text)
            area = QRectF(x, box.top(), wide + 2, box.height())
            painter.setFont(face)
            painter.setPen(QColor(now.text2))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
            self._hits.append((area, strip, strips))
            x += wide + 6

    def _tails(self, each: Entry) -> list[tuple[str, QFont, tuple[Strip, ...]]]:
        """Return what stands behind a name: another coder's initials, and how many are folded."""
        choice = self.view.choice
        found: list[tuple[str, QFont, tuple[Strip, ...]]] = []
        initials = choice.initials.get(each.strip.coder, "")
        if initials and choice.other(each.strip):
            found.append((initials, sans(Role.INITIALS), ()))
        if each.folded:
            found.append((f"+{len(each.folded)}", sans(Role.SMALL), each.folded))
        return found

    def _paint_joint(self, painter: QPainter, each: Entry, row: float, line: QColor) -> None:
        painter.setPen(line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        start = QPointF(self._x(each.strip) + scaled(5), each.anchor)
        end = QPointF(scaled(_COLUMN) - 5, row)
        if abs(each.anchor - row) < 1:
            painter.drawLine(start, end)
            return
        path = QPainterPath(start)
        bend = (start.x() + end.x()) / 2
        path.cubicTo(bend, start.y(), bend, end.y(), end.x(), end.y())
        painter.drawPath(path)

    # Pointer

    def hit(self, spot: QPointF) -> tuple[QRectF, Strip, tuple[Strip, ...]] | None:
        """Return what is under a point: area, coding, and the codings folded there."""
        return next((each for each in reversed(self._hits) if each[0].contains(spot)), None)

    def tip_at(self, spot: QPoint) -> tuple[str, QRectF] | None:
        """Return code, coder and memos of the coding under a point, or the folded list."""
        found = self.hit(QPointF(spot))
        if found is None:
            return None
        area, strip, folded = found
        return "\n".join(self._said(each) for each in (folded or (strip,))), area

    def _said(self, strip: Strip) -> str:
        choice = self.view.choice
        look = choice.looks.get(strip.code)
        parts = [look.name if look else "", choice.initials.get(strip.coder, "")]
        if memos := self.memos.get(strip.id, 0):
            said = self.tr("1 memo") if memos == 1 else self.tr("{count} memos")
            parts.append(said.format(count=memos))
        return " · ".join(part for part in parts if part)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.hit(event.position())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self.view.pick(found[2][0].id if found[2] else found[1].id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self.hit(event.position())
        self.view.say_hover(None if found is None else found[1].id)
        self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: QEvent) -> None:
        self.view.say_hover(None)
