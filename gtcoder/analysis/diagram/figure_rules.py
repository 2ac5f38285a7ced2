"""The rules of a figure that is fit to print, and the sentences that tell which are broken."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from gtcoder.analysis.diagram.boxes import SMALLEST_TEXT, Point, Rect, Text
from gtcoder.analysis.diagram.curves import line_of
from gtcoder.analysis.diagram.figure import BoxShape, Figure, FigureBox

IMPLIED = "implied:"  # begins the key of a line that is drawn without an edge in the graph
_SLACK = 0.25  # points: less than a hairline is no overlap
_NEAR = 1.0  # points an edge's end may be off the border of its box


def faults(figure: Figure) -> tuple[str, ...]:
    """Return a sentence for every broken rule; none for a figure fit to print.

    No two boxes overlap but parent and child; no edge crosses a box that does not belong to it
    (ancestors of its ends excepted) nor a text; every edge begins and ends on the borders of its
    boxes (lines that only imply something excepted); every text lies in its box and is of 7 points
    or more; nothing leaves the page and nothing in it covers the texts around.
    """
    boxes = {box.key: box for box in figure.boxes}
    return (
        *_structure(figure, boxes),
        *_boxes(figure, boxes),
        *_texts(figure),
        *_edges(figure, boxes),
        *_labels(figure, boxes),
        *_page(figure),
    )


def ancestors(key: str, boxes: dict[str, FigureBox]) -> frozenset[str]:
    """Return the keys of the boxes that hold this one, its own left out."""
    found: list[str] = []
    at = boxes[key].parent if key in boxes else ""
    while at and at in boxes and at not in found:
        found.append(at)
        at = boxes[at].parent
    return frozenset(found)


def crosses(rect: Rect, a: Point, b: Point, *, slack: float = _SLACK) -> bool:
    """Return whether the straight line from `a` to `b` runs through the inside of `rect`."""
    low, high = 0.0, 1.0
    sides = ((a[0], b[0], rect.x, rect.right), (a[1], b[1], rect.y, rect.bottom))
    for start, end, least, most in sides:
        least, most = least + slack, most - slack
        if least >= most:
            return False
        if start == end:
            if not least < start < most:
                return False
            continue
        first, last = (least - start) / (end - start), (most - start) / (end - start)
        low, high = max(low, min(first, last)), min(high, max(first, last))
    return low < high


def _cross(line: Sequence[Point], rects: Sequence[Rect]) -> list[bool]:
    """Return of each rectangle whether the line runs through its inside; most lie far from it."""
    left, right = min(x for x, _ in line), max(x for x, _ in line)
    top, bottom = min(y for _, y in line), max(y for _, y in line)
    return [
        rect.x < right
        and left < rect.right
        and rect.y < bottom
        and top < rect.bottom
        and any(crosses(rect, a, b) for a, b in pairwise(line))
        for rect in rects
    ]


def _structure(figure: Figure, boxes: dict[str, FigureBox]) -> Iterator[str]:
    if len(boxes) != len(figure.boxes):
        yield "two boxes have the same key"
    if len({edge.key for edge in figure.edges}) != len(figure.edges):
        yield "two edges have the same key"
    seen: set[str] = set()
    for box in figure.boxes:
        if box.parent and box.parent not in seen:
            yield f"the parent of {box.key} is not drawn before it"
        elif box.parent and not boxes[box.parent].rect.holds(box.rect, slack=_SLACK):
            yield f"{box.key} leaves its parent {box.parent}"
        seen.add(box.key)


def _boxes(figure: Figure, boxes: dict[str, FigureBox]) -> Iterator[str]:
    for one, two in combinations(figure.boxes, 2):
        if not one.rect.grown(-_SLACK / 2).meets(two.rect.grown(-_SLACK / 2)):
            continue
        if one.key in ancestors(two.key, boxes) or two.key in ancestors(one.key, boxes):
            continue
        if not _fields_overlap(one, two):
            yield f"{one.key} and {two.key} overlap"


def _fields_overlap(one: FigureBox, two: FigureBox) -> bool:
    """Return whether a field is one of the two: fields overlap, and hold what lies in both."""
    if _is_field(one) and _is_field(two):
        return True
    return any(_is_field(a) and a.rect.holds(b.rect) for a, b in ((one, two), (two, one)))


def _is_field(box: FigureBox) -> bool:
    """Return whether the box is a ground that others lie on, and lines run over."""
    return box.framed and box.kind == "field"


def _texts(figure: Figure) -> Iterator[str]:
    for box in figure.boxes:
        held = [text.rect for text in box.texts]
        if box.mark is not None:
            held.append(box.mark.rect)
            if not box.mark.rect.holds(box.mark.text.rect, slack=_SLACK):
                yield f"the number of {box.key} is larger than its disc"
        for rect in held:
            if not box.rect.holds(rect, slack=_SLACK) or not _in_shape(box, rect):
                yield f"a text of {box.key} leaves its box"
        for one, two in combinations(held, 2):
            if one.grown(-_SLACK).meets(two.grown(-_SLACK)):
                yield f"two texts of {box.key} overlap"
        for child in figure.boxes:
            if child.parent == box.key and any(
                rect.grown(-_SLACK).meets(child.rect) for rect in held
            ):
                yield f"{child.key} covers a text of {box.key}"
    for text in _all_texts(figure):
        if text.size < SMALLEST_TEXT - 1e-9:
            yield f"“{text.text}” is smaller than 7 points"


def _in_shape(box: FigureBox, rect: Rect) -> bool:
    """Return whether the rectangle lies in the outline, where that is round all over."""
    if box.shape is not BoxShape.ELLIPSE:
        return True
    wide, high = box.rect.width / 2 + _SLACK, box.rect.height / 2 + _SLACK
    corners = ((x, y) for x in (rect.x, rect.right) for y in (rect.y, rect.bottom))
    return all(
        ((x - box.rect.cx) / wide) ** 2 + ((y - box.rect.cy) / high) ** 2 <= 1 for x, y in corners
    )


def _edges(figure: Figure, boxes: dict[str, FigureBox]) -> Iterator[str]:
    fields = {box.key for box in figure.boxes if _is_field(box)}
    rects = [
        rect for box in figure.boxes for rect in (box.rect, *(text.rect for text in box.texts))
    ]
    for edge in figure.edges:
        if edge.source not in boxes or edge.target not in boxes:
            yield f"{edge.key} joins a box that is not drawn"
            continue
        line = line_of(edge.points, curved=edge.curved)
        free = ancestors(edge.source, boxes) | ancestors(edge.target, boxes)
        free |= fields
        crossed = iter(_cross(line, rects))
        for box in figure.boxes:
            if next(crossed) and box.key not in free:
                whose = "its own end" if box.key in (edge.source, edge.target) else box.key
                if not (edge.key.startswith(IMPLIED) and whose == "its own end"):
                    yield f"{edge.key} crosses {whose}"
            for text in box.texts:
                if next(crossed):
                    yield f"{edge.key} crosses “{text.text}”"
        if not edge.key.startswith(IMPLIED):
            ends = ((edge.source, line[0]), (edge.target, line[-1]))
            yield from (
                f"{edge.key} does not touch {key}"
                for key, point in ends
                if not _on_border(boxes[key], point)
            )


def _on_border(box: FigureBox, point: Point) -> bool:
    rect = box.rect
    if box.shape is BoxShape.ELLIPSE:
        far = ((point[0] - rect.cx) / (rect.width / 2)) ** 2
        far += ((point[1] - rect.cy) / (rect.height / 2)) ** 2
        return abs(math.sqrt(far) - 1) * min(rect.width, rect.height) / 2 <= _NEAR
    x, y = point
    if not rect.holds(Rect(x, y, 0.0, 0.0), slack=_NEAR):
        return False
    return min(abs(x - rect.x), abs(x - rect.right), abs(y - rect.y), abs(y - rect.bottom)) <= _NEAR


def _labels(figure: Figure, boxes: dict[str, FigureBox]) -> Iterator[str]:
    placed: list[tuple[str, Rect]] = []
    for edge in figure.edges:
        if edge.texts and edge.label is None:
            yield f"the label of {edge.key} has no place"
        if edge.label is not None:
            placed.append((edge.key, edge.label))
            if any(not edge.label.holds(text.rect, slack=_SLACK) for text in edge.texts):
                yield f"the label of {edge.key} is too small for its text"
        if edge.mark is not None:
            placed.append((edge.key, edge.mark.rect))
            if not edge.mark.rect.holds(edge.mark.text.rect, slack=_SLACK):
                yield f"the number of {edge.key} is larger than its disc"
    for (one, first), (two, second) in combinations(placed, 2):
        if first.grown(-_SLACK).meets(second.grown(-_SLACK)):
            yield f"the labels of {one} and {two} overlap"
    ends = {edge.key: (edge.source, edge.target) for edge in figure.edges}
    lines = [(edge, line_of(edge.points, curved=edge.curved)) for edge in figure.edges]
    for key, rect in placed:
        free = frozenset().union(*(ancestors(end, boxes) for end in ends[key]))
        for box in figure.boxes:
            if not _is_field(box) and box.key not in free and rect.grown(-_SLACK).meets(box.rect):
                yield f"the label of {key} covers {box.key}"
            if any(rect.grown(-_SLACK).meets(text.rect) for text in box.texts):
                yield f"the label of {key} covers a text of {box.key}"
        for edge, line in lines:
            if edge.key != key and any(_cross(line, [rect])):
                yield f"{edge.key} crosses the label of {key}"


def _page(figure: Figure) -> Iterator[str]:
    page = Rect(0.0, 0.0, figure.width, figure.height)
    around = [text.rect for text in figure.texts]
    around += [rect for entry in figure.legend for rect in (entry.rect, entry.text.rect)]
    inside = [box.rect for box in figure.boxes]
    inside += [edge.label for edge in figure.edges if edge.label is not None]
    inside += [
        Rect(x, y, 0.0, 0.0)
        for edge in figure.edges
        for x, y in line_of(edge.points, curved=edge.curved)
    ]
    for rect in (*around, *inside):
        if not page.holds(rect, slack=_SLACK):
            yield f"something at {rect.x:.0f}, {rect.y:.0f} leaves the page"
    for one, two in combinations(around, 2):
        if one.grown(-_SLACK).meets(two.grown(-_SLACK)):
            yield "two texts around the figure overlap"
    for rect in around:
        if any(rect.grown(-_SLACK).meets(other) for other in inside):
            yield "the figure covers a text around it"


def _all_texts(figure: Figure) -> Iterator[Text]:
    yield from figure.texts
    for box in figure.boxes:
        yield from box.texts
        if box.mark is not None:
            yield box.mark.text
    for edge in figure.edges:
        yield from edge.texts
        if edge.mark is not None:
            yield edge.mark.text
    for entry in figure.legend:
        yield entry.text
        if entry.mark is not None:
            yield entry.mark.text
