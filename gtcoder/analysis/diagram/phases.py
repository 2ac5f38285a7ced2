"""The phases of a cycle: their boxes with lists, and where they stand in the loop."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from gtcoder.analysis.diagram.boxes import FontRole, Point, Rect, Text
from gtcoder.analysis.diagram.figure import BoxShape, FigureBox, colour_of
from gtcoder.analysis.diagram.sketch import (
    DISC,
    Shift,
    at,
    kind_of,
    label_of,
    numbered,
    paragraph,
    set_lines,
)
from gtcoder.analysis.diagram.wrapping import Ruler

_GAP = 30.0  # between phases, for the arrow
_PAD = 9.0
_BULLET = "•"


def fields_of(data: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """Return the node's text fields as name and items, one item per line or semicolon."""
    found = []
    for name, text in data.items():
        if name.startswith("field ") and str(text).strip():
            items = str(text).replace(";", "\n").splitlines()
            found.append((name[6:], [item.strip(" •-") for item in items if item.strip(" •-")]))
    return [(name, items) for name, items in found if items]


def phase_box(
    key: str, data: dict[str, Any], width: float, ruler: Ruler, *, beside: bool
) -> FigureBox:
    """Return a phase: its number and name on top, its lists below each other or side by side."""
    inner = width - 2 * _PAD
    number = int(data.get("number", 0) or 0)
    mark = numbered(number, _PAD, _PAD, ruler=ruler) if number else None
    left = _PAD + (mark.rect.width + 6.0 if mark else 0.0)
    title = paragraph(label_of(key, data), FontRole.LABEL, width=width - _PAD - left, ruler=ruler)
    first = max(0.0, (DISC - ruler.height(FontRole.LABEL, 1.0)) / 2) if mark else 0.0
    texts = [*set_lines(title, left, _PAD + first, width - _PAD - left, align="left", ruler=ruler)]
    y = _PAD + first + max(title.height, DISC if mark else 0.0) + 5.0
    fields = fields_of(data)
    if beside and len(fields) > 1:
        room = (inner - 10.0 * (len(fields) - 1)) / len(fields)
        ends = []
        for k, one in enumerate(fields):
            placed, end = _list(one, _PAD + k * (room + 10.0), y, room, ruler)
            texts += placed
            ends.append(end)
        y = max(ends)
    else:
        for one in fields:
            placed, y = _list(one, _PAD, y, inner, ruler)
            texts += placed
            y += 3.0
    rect = Rect(0.0, 0.0, width, y + _PAD - 3.0)
    colour = colour_of(data)
    return FigureBox(
        key, kind_of(data), rect, tuple(texts), shape=BoxShape.ROUNDED, mark=mark, colour=colour
    )


def _list(
    one: tuple[str, list[str]], x: float, y: float, width: float, ruler: Ruler
) -> tuple[list[Text], float]:
    """Return a heading and its items from (x, y) down, and where they end."""
    name, items = one
    head = paragraph(name[:1].upper() + name[1:], FontRole.ZONE, width=width, ruler=ruler)
    texts = [*set_lines(head, x, y, width, align="left", ruler=ruler)]
    y += head.height + 1.0
    indent = ruler.width(_BULLET + " ", FontRole.BODY, 1.0) + 2.0
    dot = paragraph(_BULLET, FontRole.BODY, width=width, ruler=ruler)
    for item in items:
        block = paragraph(item, FontRole.BODY, width=width - indent, ruler=ruler)
        lines = set_lines(block, x + indent, y, width - indent, align="left", ruler=ruler)
        mirrored = lines[0].right_to_left
        if mirrored:
            lines = tuple(Shift(-indent, 0.0).text(line) for line in lines)
        start = x + width - dot.width if mirrored else x
        texts += [*set_lines(dot, start, y, dot.width, align="left", ruler=ruler), *lines]
        y += block.height + 0.5
    return texts, y


def around_rectangle(boxes: Sequence[FigureBox]) -> list[FigureBox]:
    """Return the phases clockwise in two rows, the first at the upper left (of three: above)."""
    upper = -(-len(boxes) // 2)
    rows = [boxes[:upper], boxes[upper:][::-1]]
    if len(boxes) == 3:
        rows = [boxes[:1], [boxes[2], boxes[1]]]
    wide = max(box.rect.width for box in boxes)
    columns = max(map(len, rows))
    found, y = {}, 0.0
    for row in rows:
        high = max((box.rect.height for box in row), default=0.0)
        step = wide + _GAP
        first = (columns - len(row)) * step / 2 if len(boxes) == 3 else 0.0
        if len(row) < columns and len(boxes) != 3:  # fewer below: spread to the outer columns
            step = step * (columns - 1) / max(1, len(row) - 1)
        for c, box in enumerate(row):
            found[box.key] = _taller(at(box, first + c * step, y), wide, high)
        y += high + _GAP
    return [found[box.key] for box in boxes]


def _taller(box: FigureBox, width: float, height: float) -> FigureBox:
    return replace(box, rect=Rect(box.rect.x, box.rect.y, width, height))


def around_ellipse(cards: Sequence[FigureBox]) -> list[FigureBox]:
    """Return the boxes on an ellipse, the first at the upper left or the top."""
    count = len(cards)
    wide = max(c.rect.width for c in cards)
    high = max(c.rect.height for c in cards)
    start = -math.pi * 0.75 if count == 4 else -math.pi / 2
    turns = [start + 2 * math.pi * k / count for k in range(count)]
    a = b = 0.0
    for k in range(count):
        one, two = turns[k], turns[(k + 1) % count]
        dx, dy = abs(math.cos(one) - math.cos(two)), abs(math.sin(one) - math.sin(two))
        if dx >= dy:
            a = max(a, (wide + _GAP * 1.1) / dx)
        else:
            b = max(b, (high + _GAP * 1.1) / dy)
    a, b = max(a, b * 1.15, wide * 0.8), max(b, a * 0.62, high * 1.1)
    placed = [
        resized(c, a * math.cos(t) - wide / 2, b * math.sin(t) - high / 2, wide, high)
        for c, t in zip(cards, turns, strict=True)
    ]
    left, top = min(c.rect.x for c in placed), min(c.rect.y for c in placed)
    return [Shift(-left, -top).box(c) for c in placed]


def resized(box: FigureBox, x: float, y: float, width: float, height: float) -> FigureBox:
    """Return the box in that place and size, its texts in the middle."""
    inner = Shift(x + (width - box.rect.width) / 2, y + (height - box.rect.height) / 2).box(
        at(box, 0.0, 0.0)
    )
    return replace(inner, rect=Rect(x, y, width, height))


def arc_between(a: Rect, b: Rect, ring: Sequence[Rect]) -> tuple[Point, ...] | None:
    """Return the part of the ring's ellipse from border to border, None where it meets a box."""
    left, right = min(r.cx for r in ring), max(r.cx for r in ring)
    top, low = min(r.cy for r in ring), max(r.cy for r in ring)
    cx, cy = (left + right) / 2, (top + low) / 2

    def turn(rect: Rect) -> float:
        return math.atan2((rect.cy - cy) / wide_y, (rect.cx - cx) / wide_x)

    wide_x, wide_y = max(1.0, (right - left) / 2), max(1.0, (low - top) / 2)
    start, end = turn(a), turn(b)
    while end <= start:
        end += 2 * math.pi
    far = math.hypot((a.cx - cx) / wide_x, (a.cy - cy) / wide_y)
    last = math.hypot((b.cx - cx) / wide_x, (b.cy - cy) / wide_y)
    steps = 48
    dots = []
    for k in range(steps + 1):
        t = start + (end - start) * k / steps
        r = far + (last - far) * k / steps
        dots.append((cx + r * wide_x * math.cos(t), cy + r * wide_y * math.sin(t)))
    outside = [k for k, p in enumerate(dots) if not _in(a, p) and not _in(b, p)]
    if len(outside) < 2:
        return None
    first, final = outside[0], outside[-1]
    inner = [dots[k] for k in range(first, final + 1, max(1, (final - first) // 6))]
    others = [r for r in ring if r not in (a, b)]
    if any(_in(r.grown(4.0), p) for r in others for p in inner):
        return None
    return (
        _cut(a, dots[first - 1], dots[first]),
        *inner[1:-1],
        _cut(b, dots[final + 1], dots[final]),
    )


def _in(rect: Rect, point: Point) -> bool:
    return rect.x < point[0] < rect.right and rect.y < point[1] < rect.bottom


def _cut(rect: Rect, inside: Point, outside: Point) -> Point:
    """Return where the stroke leaves the rectangle."""
    for _ in range(30):
        middle = (inside[0] + outside[0]) / 2, (inside[1] + outside[1]) / 2
        if _in(rect, middle):
            inside = middle
        else:
            outside = middle
    return outside
