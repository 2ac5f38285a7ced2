"""Turn a figure round for readers who begin at the right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gtcoder.analysis.diagram.boxes import Align, Point, Rect, Text
from gtcoder.analysis.diagram.figure import FigureBox, FigureEdge, Mark
from gtcoder.analysis.diagram.wrapping import is_right_to_left

_TURNED: dict[Align, Align] = {"left": "right", "right": "left", "center": "center"}


def reads_from_right(labels: Iterable[str]) -> bool:
    """Return whether most of the labels are of a right-to-left script."""
    given = [is_right_to_left(label) for label in labels if label]
    return 2 * sum(given) > len(given)


def mirrored(
    boxes: Iterable[FigureBox], edges: Iterable[FigureEdge], width: float
) -> tuple[tuple[FigureBox, ...], tuple[FigureEdge, ...]]:
    """Return boxes and edges with left and right changed on a page of that width."""
    return tuple(_box(box, width) for box in boxes), tuple(_edge(edge, width) for edge in edges)


def _box(box: FigureBox, width: float) -> FigureBox:
    texts = tuple(_text(text, width) for text in box.texts)
    return replace(box, rect=_rect(box.rect, width), texts=texts, mark=_mark(box.mark, width))


def _edge(edge: FigureEdge, width: float) -> FigureEdge:
    points: tuple[Point, ...] = tuple((width - x, y) for x, y in edge.points)
    return replace(
        edge,
        points=points,
        texts=tuple(_text(text, width) for text in edge.texts),
        label=_rect(edge.label, width) if edge.label else None,
        mark=_mark(edge.mark, width),
    )


def _rect(rect: Rect, width: float) -> Rect:
    return Rect(width - rect.right, rect.y, rect.width, rect.height)


def _text(text: Text, width: float) -> Text:
    return replace(text, rect=_rect(text.rect, width), align=_TURNED[text.align])


def _mark(mark: Mark | None, width: float) -> Mark | None:
    return Mark(_rect(mark.rect, width), _text(mark.text, width)) if mark else None
