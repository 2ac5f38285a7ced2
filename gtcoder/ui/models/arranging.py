"""Boxes brought in line, spread evenly, made larger: where each goes, as plain numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from gtcoder.analysis.diagram.boxes import Point, Rect

LEAST = 20.0  # points; no box is made smaller by hand


class Align(StrEnum):
    """A way of bringing boxes in line, or of spreading them."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"
    ACROSS = "across"
    DOWN = "down"


def arranged(boxes: Mapping[str, Rect], how: Align) -> dict[str, Point]:
    """Return the new middle of each box; spreading needs three boxes, the outer ones stay."""
    if how in (Align.ACROSS, Align.DOWN):
        return _spread(boxes, across=how is Align.ACROSS)
    left, right = min(b.x for b in boxes.values()), max(b.right for b in boxes.values())
    top, bottom = min(b.y for b in boxes.values()), max(b.bottom for b in boxes.values())
    found: dict[str, Point] = {}
    for key, box in boxes.items():
        x, y = box.cx, box.cy
        if how is Align.LEFT:
            x = left + box.width / 2
        elif how is Align.RIGHT:
            x = right - box.width / 2
        elif how is Align.CENTRE:
            x = (left + right) / 2
        elif how is Align.TOP:
            y = top + box.height / 2
        elif how is Align.BOTTOM:
            y = bottom - box.height / 2
        else:
            y = (top + bottom) / 2
        found[key] = (x, y)
    return found


def _spread(boxes: Mapping[str, Rect], *, across: bool) -> dict[str, Point]:
    """Leave the same gap between neighbours."""
    ordered = sorted(boxes, key=lambda key: boxes[key].x if across else boxes[key].y)
    sizes = [boxes[key].width if across else boxes[key].height for key in ordered]
    first, last = boxes[ordered[0]], boxes[ordered[-1]]
    whole = (last.right - first.x) if across else (last.bottom - first.y)
    gap = (whole - sum(sizes)) / max(len(ordered) - 1, 1)
    at = first.x if across else first.y
    found: dict[str, Point] = {}
    for key, size in zip(ordered, sizes, strict=True):
        box = boxes[key]
        found[key] = (at + size / 2, box.cy) if across else (box.cx, at + size / 2)
        at += size + gap
    return found


# The handles of a box: which sides each moves, across and down (-1 the first, 1 the last, 0 none).
HANDLES: tuple[tuple[int, int], ...] = (
    (-1, -1), (0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0),
)  # fmt: skip


def handle_places(box: Rect) -> Sequence[Point]:
    """Return where the handles of a box lie, in the order of HANDLES."""
    return [
        (box.cx + across * box.width / 2, box.cy + down * box.height / 2)
        for across, down in HANDLES
    ]


def resized(box: Rect, handle: tuple[int, int], by: Point) -> Rect:
    """Return the box with the sides of a handle moved; never smaller than it may be."""
    across, down = handle
    width = max(box.width + across * by[0], LEAST) if across else box.width
    height = max(box.height + down * by[1], LEAST) if down else box.height
    x = box.right - width if across < 0 else box.x
    y = box.bottom - height if down < 0 else box.y
    return Rect(x, y, width, height)
