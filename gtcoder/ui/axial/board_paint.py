"""The board painted from the theme: zones, cards, lines with their counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QTextLayout,
    QTextOption,
)

from gtcoder.ui.axial.geometry import Box, Line, Point, along, length
from gtcoder.ui.kit import paint_ring, paint_shadow, paint_swatch
from gtcoder.ui.look import Role, sans, scaled, theme

_THIN, _THICK = 1.4, 3.0
_NAME_LINES, _WORDS_LINES = 3, 2
_ELLIPSIS = "…"
_BARS = 13  # what the bars of strength take of a badge


@dataclass(frozen=True, slots=True)
class Face:
    """What a card says; `words` is the phenomenon's definition, `short` the count where narrow."""

    name: str
    count: str
    short: str
    colour: int
    words: str = ""
    hub: bool = False


@dataclass(frozen=True, slots=True)
class CardState:
    """How a card is shown."""

    chosen: bool = False
    ring: bool = False
    lifted: bool = False
    hovered: bool = False


@dataclass(frozen=True, slots=True)
class LineState:
    """What a line carries; `share` is its evidence against the most that any line has.

    `strength` is 1 weak, 2 moderate, 3 strong, or 0 where nobody said.
    """

    supporting: int
    against: int
    share: float
    chosen: bool = False
    faint: bool = False
    strength: int = 0


@lru_cache(maxsize=2000)
def _wrapped(text: str, font_key: str, width: float, lines: int) -> tuple[str, ...]:
    font = QFont()
    font.fromString(font_key)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    found: list[str] = []
    utf16 = text.encode("utf-16-le")
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start = line.textStart()
        if len(found) == lines - 1:
            rest = utf16[2 * start :].decode("utf-16-le")
            metrics = QFontMetricsF(font)
            found.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
            break
        piece = utf16[2 * start : 2 * (start + line.textLength())]
        found.append(piece.decode("utf-16-le").rstrip())
    layout.endLayout()
    return tuple(found)


def wrapped(text: str, font: QFont, width: float, lines: int) -> tuple[str, ...]:
    """Return a text in lines of a width, the last one elided."""
    return _wrapped(text, font.toString(), round(width, 1), lines) if text and width > 8 else ()


def card_height(face: Face, width: float) -> float:
    """Return how high a card is at a width."""
    name, words = _card_lines(face, width)
    line = scaled(22) if face.hub else scaled(18)
    height = scaled(11) + len(name) * line + scaled(27)
    if words:
        height += len(words) * scaled(16) + scaled(10)
    return max(height, scaled(66.0))


def _card_lines(face: Face, width: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    font = sans(Role.TITLE if face.hub else Role.STRONG)
    name = wrapped(face.name, font, width - _indent(face) - scaled(8), _NAME_LINES)
    words = wrapped(face.words, sans(Role.SMALL), width - scaled(26), _WORDS_LINES)
    return name, words


def _indent(face: Face) -> float:
    return scaled(34) if face.hub else scaled(28)


def paint_zone(painter: QPainter, box: Box, count: int, *, target: bool = False) -> None:
    """Paint the ground of a role's zone; dashed where it is empty."""
    now = theme()
    rect = QRectF(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1)
    pen = QPen(QColor(now.accent if target else now.line if count else now.line2))
    pen.setWidthF(2.0 if target else 1.0)
    if not count and not target:
        pen.setDashPattern([4, 4])
    painter.setPen(pen)
    painter.setBrush(QColor(now.panel))
    painter.drawRoundedRect(rect, 12, 12)


def paint_title(painter: QPainter, box: Box, title: str, count: int, *, hint: str = "") -> None:
    """Paint a role's name over the lines that pass it, and a hint where its zone is empty."""
    now = theme()
    pad = scaled(16) if box.width > scaled(180) else scaled(13)
    head = QRectF(box.x + pad, box.y, box.width - 2 * pad, scaled(42))
    font = QFont(sans(Role.SMALL))
    font.setWeight(QFont.Weight.DemiBold)
    metrics, number = QFontMetricsF(font), f"{count}" if count else ""
    room = head.width() - metrics.horizontalAdvance(number) - scaled(6)
    shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)
    behind = QRectF(head.x() - 2, head.center().y() - scaled(9), 0, scaled(18))
    behind.setWidth(metrics.horizontalAdvance(shown) + 4)
    painter.fillRect(behind, QColor(now.panel))
    painter.setFont(font)
    painter.setPen(QColor(now.text2))
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(head, middle | Qt.AlignmentFlag.AlignLeft, shown)
    painter.setFont(sans(Role.SMALL))
    painter.drawText(head, middle | Qt.AlignmentFlag.AlignRight, number)
    if hint and not count:
        _paint_hint(painter, box, pad, hint)


def _paint_hint(painter: QPainter, box: Box, pad: float, hint: str) -> None:
    painter.setPen(QColor(theme().text3))
    y = box.y + scaled(40)
    lines = max(1, int((box.height - scaled(46)) // scaled(17)))
    for text in wrapped(hint, sans(Role.SMALL), box.width - 2 * pad, lines):
        painter.drawText(QRectF(box.x + pad, y, box.width, scaled(17)), text)
        y += scaled(17)


def paint_card(painter: QPainter, box: Box, face: Face, state: CardState) -> None:
    """Paint a category's card."""
    now = theme()
    rect = QRectF(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1)
    if state.lifted:
        paint_shadow(painter, rect, 8)
    pen = QPen(QColor(now.accent if state.chosen or state.lifted else now.line2))
    pen.setWidthF(2.0 if state.chosen or state.lifted else 1.0)
    if state.hovered and not state.chosen:
        pen.setColor(QColor(now.edge))
    painter.setPen(pen)
    painter.setBrush(QColor(now.raised))
    painter.drawRoundedRect(rect, 8, 8)
    _paint_face(painter, box, face)
    if state.ring:
        paint_ring(painter, rect.adjusted(-3, -3, 3, 3), 10)


def _paint_face(painter: QPainter, box: Box, face: Face) -> None:
    now, name_lines = theme(), _card_lines(face, box.width)
    line, left = scaled(22) if face.hub else scaled(18), box.x + _indent(face)
    size = scaled(11) if face.hub else scaled(10)
    top = box.y + (scaled(11) if face.hub else scaled(9))
    swatch = QRectF(box.x + scaled(13), top + (line - size) / 2, size, size)
    paint_swatch(painter, swatch, face.colour, category=False)
    painter.setFont(sans(Role.TITLE if face.hub else Role.STRONG))
    painter.setPen(QColor(now.text))
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    for text in name_lines[0]:
        painter.drawText(QRectF(left, top, box.width, line), middle, text)
        top += line
    painter.setFont(sans(Role.SMALL))
    painter.setPen(QColor(now.text2))
    top += scaled(3)
    for text in name_lines[1]:
        painter.drawText(QRectF(box.x + scaled(13), top, box.width, scaled(16)), middle, text)
        top += scaled(16)
    start = box.x + scaled(13) if face.hub else left
    room = box.right - scaled(8) - start
    metrics = QFontMetricsF(sans(Role.SMALL))
    said = face.count if metrics.horizontalAdvance(face.count) <= room else face.short
    foot = QRectF(start, box.bottom - scaled(26), room, scaled(20))
    painter.setPen(QColor(now.text2))
    painter.drawText(foot, middle, metrics.elidedText(said, Qt.TextElideMode.ElideRight, room))


def paint_line(painter: QPainter, line: Line, state: LineState) -> None:
    """Paint a relation's line with its arrowhead; weight is evidence, dashed is none."""
    now = theme()
    width = _THIN + (_THICK - _THIN) * state.share
    colour = QColor(now.accent if state.chosen else now.edge)
    if state.faint and not state.chosen:
        colour.setAlphaF(0.45)
    if state.chosen:
        width = max(width, 2.0)
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if not state.supporting:
        pen.setDashPattern([4.0 / width * 1.2, 3.0 / width * 1.2])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    head = scaled(8.0) + width
    painter.drawPath(_path(line, head * 0.8))
    _paint_head(painter, line, head, colour)
    if state.against:
        _paint_tick(painter, line)


def _path(line: Line, head: float) -> QPainterPath:
    points = [QPointF(*point) for point in line.points]
    points[-1] = QPointF(*_back(line, head))
    path = QPainterPath(points[0])
    if line.curved:
        path.cubicTo(points[1], points[2], points[3])
        return path
    for n in range(1, len(points) - 1):
        before, corner, after = points[n - 1], points[n], points[n + 1]
        path.lineTo(_near(corner, before))
        path.quadTo(corner, _near(corner, after))
    path.lineTo(points[-1])
    return path


def _near(corner: QPointF, other: QPointF) -> QPointF:
    way = hypot(other.x() - corner.x(), other.y() - corner.y())
    share = min(12.0, way / 2) / way if way else 0.0
    return corner + (other - corner) * share


def _back(line: Line, by: float) -> Point:
    """Return the point a little before the tip, straight back from it."""
    (x0, y0), (x1, y1) = line.points[-2], line.points[-1]
    way = hypot(x1 - x0, y1 - y0) or 1.0
    by = min(by, way)
    return x1 - (x1 - x0) / way * by, y1 - (y1 - y0) / way * by


def _paint_head(painter: QPainter, line: Line, head: float, colour: QColor) -> None:
    tip, base = line.points[-1], _back(line, head)
    dx, dy = (tip[0] - base[0]) * 0.42, (tip[1] - base[1]) * 0.42
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    wings = QPointF(base[0] - dy, base[1] + dx), QPointF(base[0] + dy, base[1] - dx)
    painter.drawPolygon(QPolygonF([QPointF(*tip), *wings]))


def _paint_tick(painter: QPainter, line: Line) -> None:
    """Paint a short stroke across the line: something speaks against it."""
    course = line.course()
    whole = length(course)
    at = 0.5 if whole < 52 else max(0.12, min(0.3, 16 / whole))
    (x, y), (ahead_x, ahead_y) = along(course, at), along(course, min(1.0, at + 3 / (whole + 1)))
    way = hypot(ahead_x - x, ahead_y - y) or 1.0
    dx, dy = (ahead_x - x) / way * 6, (ahead_y - y) / way * 6
    painter.setPen(QPen(QColor(theme().danger), 2.4))
    painter.drawLine(QPointF(x - dy, y + dx), QPointF(x + dy, y - dx))


def badge_box(line: Line, state: LineState) -> Box:
    """Return where the badge of a line stands."""
    text = QFontMetricsF(_badge_font()).horizontalAdvance(f"{state.supporting:,}")
    text += scaled(_BARS) if state.strength else 0
    width, height = max(text + scaled(13), scaled(22.0)), float(scaled(19))
    return Box(line.badge[0] - width / 2, line.badge[1] - height / 2, width, height)


def paint_badge(painter: QPainter, line: Line, state: LineState) -> None:
    """Paint how many passages support a relation; amber where none does."""
    now, box = theme(), badge_box(line, state)
    ground, border, ink = now.raised, now.line2, now.text
    if state.chosen:
        ground, border, ink = now.accent, now.accent, now.on_accent
    elif not state.supporting:
        ground, border, ink = now.warn_bg, now.warn, now.warn
    painter.setPen(QPen(QColor(border), 1.0))
    painter.setBrush(QColor(ground))
    rect = QRectF(box.x, box.y, box.width, box.height)
    painter.drawRoundedRect(rect, box.height / 2, box.height / 2)
    painter.setFont(_badge_font())
    painter.setPen(QColor(ink))
    if state.strength:
        _paint_strength(painter, rect, state.strength, ink)
        rect = rect.adjusted(0, 0, -scaled(_BARS), 0)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, f"{state.supporting:,}")


def _paint_strength(painter: QPainter, badge: QRectF, strength: int, ink: str) -> None:
    """Paint three bars that rise, as many of them full as the relation is strong."""
    wide, gap, foot = scaled(2.0), scaled(1.5), badge.bottom() - scaled(5.5)
    left = badge.right() - scaled(6.5) - 3 * wide - 2 * gap
    for number in range(3):
        high = scaled(3.0) + number * scaled(2.5)
        colour = QColor(ink)
        colour.setAlphaF(1.0 if number < strength else 0.3)
        bar = QRectF(left + number * (wide + gap), foot - high, wide, high)
        painter.fillRect(bar, colour)


def _badge_font() -> QFont:
    font = QFont(sans(Role.TINY))
    font.setWeight(QFont.Weight.DemiBold)
    return font


def handles(box: Box) -> Iterator[Point]:
    """Yield where a card can be held to draw a relation from it: the middles of its sides."""
    x, y = box.centre
    yield from ((box.right, y), (box.x, y), (x, box.y), (x, box.bottom))


def paint_handles(painter: QPainter, box: Box) -> None:
    """Paint the handles of a card under the pointer."""
    now = theme()
    painter.setPen(QPen(QColor(now.accent), 1.6))
    painter.setBrush(QColor(now.raised))
    for point in handles(box):
        painter.drawEllipse(QPointF(*point), scaled(4.5), scaled(4.5))


def paint_pull(painter: QPainter, start: Point, end: Point) -> None:
    """Paint the line that is being drawn from a card."""
    painter.setPen(QPen(QColor(theme().accent), 2.0, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(*start), QPointF(*end))
