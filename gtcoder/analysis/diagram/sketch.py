"""A diagram before it has a page: boxes and edges in points at scale 1, and how they are scaled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gtcoder.analysis.diagram.boxes import FontRole, Rect, Text
from gtcoder.analysis.diagram.figure import BoxShape, FigureBox, FigureEdge, Mark, colour_of
from gtcoder.analysis.diagram.wrapping import Ruler, balanced, is_right_to_left
from gtcoder.vocabulary import NodeKind

PAD_X, PAD_Y = 9.0, 6.0
DISC = 15.0  # the disc of a number, across


@dataclass(frozen=True, slots=True)
class Sketch:
    """Boxes (parents first), edges and loose texts between (0, 0) and (width, height)."""

    width: float
    height: float
    boxes: tuple[FigureBox, ...]
    edges: tuple[FigureEdge, ...] = ()
    texts: tuple[Text, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shift:
    """Enlarge by `scale`, then move by (dx, dy)."""

    dx: float = 0.0
    dy: float = 0.0
    scale: float = 1.0

    def rect(self, rect: Rect) -> Rect:
        """Return the rectangle shifted."""
        return Rect(
            rect.x * self.scale + self.dx,
            rect.y * self.scale + self.dy,
            rect.width * self.scale,
            rect.height * self.scale,
        )

    def point(self, point: tuple[float, float]) -> tuple[float, float]:
        """Return the point shifted."""
        return point[0] * self.scale + self.dx, point[1] * self.scale + self.dy

    def text(self, text: Text) -> Text:
        """Return the text shifted, its type size with it."""
        return replace(text, rect=self.rect(text.rect), size=text.size * self.scale)

    def mark(self, mark: Mark | None) -> Mark | None:
        """Return the mark shifted."""
        return Mark(self.rect(mark.rect), self.text(mark.text)) if mark else None

    def box(self, box: FigureBox) -> FigureBox:
        """Return the box shifted with what lies in it."""
        texts = tuple(map(self.text, box.texts))
        return replace(box, rect=self.rect(box.rect), texts=texts, mark=self.mark(box.mark))

    def edge(self, edge: FigureEdge) -> FigureEdge:
        """Return the edge shifted with its label."""
        return replace(
            edge,
            points=tuple(map(self.point, edge.points)),
            texts=tuple(map(self.text, edge.texts)),
            label=self.rect(edge.label) if edge.label else None,
            mark=self.mark(edge.mark),
        )

    def sketch(self, sketch: Sketch) -> Sketch:
        """Return the whole sketch shifted; its width and height are only scaled."""
        return replace(
            sketch,
            width=sketch.width * self.scale,
            height=sketch.height * self.scale,
            boxes=tuple(map(self.box, sketch.boxes)),
            edges=tuple(map(self.edge, sketch.edges)),
            texts=tuple(map(self.text, sketch.texts)),
        )


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of one role, measured; `width` is that of the widest line."""

    lines: tuple[str, ...]
    role: FontRole
    width: float
    height: float
    broken: int = 0


def paragraph(text: str, role: FontRole, *, width: float, ruler: Ruler) -> Paragraph:
    """Return the text in balanced lines no wider than `width`."""
    wrapped = balanced(text, role, width=width, scale=1.0, ruler=ruler)
    sizes = [ruler.measure(line, role, 1.0) for line in wrapped.lines]
    return Paragraph(
        wrapped.lines, role, max(w for w, _ in sizes), sum(h for _, h in sizes), wrapped.broken
    )


def set_lines(
    block: Paragraph, x: float, y: float, width: float, *, align: str, ruler: Ruler
) -> tuple[Text, ...]:
    """Return the lines from (x, y) down in `width`; a right-to-left line starts at the right."""
    found = []
    for line in block.lines:
        wide, high = ruler.measure(line, block.role, 1.0)
        mirrored = is_right_to_left(line)
        left = x + (width - wide) / 2 if align == "center" else x + (width - wide) * mirrored
        place = Rect(left, y, wide, high)
        size = ruler.size(block.role, 1.0)
        side = "center" if align == "center" else "right" if mirrored else "left"
        found.append(Text(line, place, block.role, size, side, mirrored))  # type: ignore[arg-type]
        y += high
    return tuple(found)


def numbered(number: int, x: float, y: float, *, ruler: Ruler) -> Mark:
    """Return the disc with that number; (x, y) is its upper left."""
    sign = str(number)
    wide, high = ruler.measure(sign, FontRole.BADGE, 1.0)
    across = max(DISC, wide + 5.0)
    disc = Rect(x, y, across, across)
    place = Rect(disc.cx - wide / 2, disc.cy - high / 2, wide, high)
    return Mark(disc, Text(sign, place, FontRole.BADGE, ruler.size(FontRole.BADGE, 1.0), "center"))


def card(
    key: str,
    data: dict[str, Any],
    *,
    width: float,
    ruler: Ruler,
    count: str = "",
    least: float = 0.0,
    grow: float = 1.0,
    role: FontRole = FontRole.LABEL,
) -> FigureBox:
    """Return the box of a node at (0, 0): its number, its label in the middle, a count below.

    No wider than `width` but for a wider count; `grow` enlarges the box around its texts.
    """
    blocks = [paragraph(label_of(key, data), role, width=width - 2 * PAD_X, ruler=ruler)]
    if count:
        blocks.append(paragraph(count, FontRole.COUNT, width=width - 2 * PAD_X, ruler=ruler))
    number = int(data.get("number", 0) or 0)
    disc = DISC + 3.0 if number else 0.0
    wide = max(least, max(b.width for b in blocks) + 2 * PAD_X) * grow
    text_high = sum(b.height for b in blocks)
    high = (text_high + disc + 2 * PAD_Y) * grow
    y = (high - text_high - disc) / 2
    mark = numbered(number, (wide - DISC) / 2, y, ruler=ruler) if number else None
    y += disc
    texts: list[Text] = []
    for block in blocks:
        texts += set_lines(block, 0.0, y, wide, align="center", ruler=ruler)
        y += block.height
    return FigureBox(
        key,
        kind_of(data),
        Rect(0.0, 0.0, wide, high),
        tuple(texts),
        shape=BoxShape.ROUNDED,
        mark=mark,
        colour=colour_of(data),
        dashed=kind_of(data) is NodeKind.NOTE,
    )


def label_of(key: str, data: dict[str, Any]) -> str:
    """Return what the node is called, its key when it has no label."""
    return str(data.get("label", "") or "").strip() or key


def kind_of(data: dict[str, Any]) -> NodeKind:
    """Return the node's kind; one that is not known is a plain box."""
    kind = str(data.get("kind", "") or NodeKind.BOX)
    return NodeKind(kind) if kind in set(NodeKind) else NodeKind.BOX


def counted(number: int) -> str:
    """Return “1 passage”, “12 passages”, nothing for none."""
    return "" if number <= 0 else f"{number} passage" if number == 1 else f"{number} passages"


def united(rects: Iterable[Rect]) -> Rect:
    """Return the smallest rectangle around all; an empty one at the origin for none."""
    found = list(rects)
    if not found:
        return Rect(0.0, 0.0, 0.0, 0.0)
    x, y = min(r.x for r in found), min(r.y for r in found)
    return Rect(x, y, max(r.right for r in found) - x, max(r.bottom for r in found) - y)


def at(box: FigureBox, x: float, y: float) -> FigureBox:
    """Return the box with its upper left at (x, y)."""
    return Shift(x - box.rect.x, y - box.rect.y).box(box)


def extent(
    boxes: Sequence[FigureBox], edges: Sequence[FigureEdge], texts: Sequence[Text] = ()
) -> Rect:
    """Return the rectangle around everything drawn."""
    dots = [Rect(x, y, 0.0, 0.0) for edge in edges for x, y in edge.points]
    labels = [edge.label for edge in edges if edge.label]
    marks = [edge.mark.rect for edge in edges if edge.mark]
    rects = [box.rect for box in boxes] + dots + labels + marks + [t.rect for t in texts]
    return united(rects)


def sketch_of(
    boxes: Sequence[FigureBox],
    edges: Sequence[FigureEdge],
    texts: Sequence[Text] = (),
    notes: Sequence[str] = (),
) -> Sketch:
    """Return the parts as a sketch, moved so that they begin at (0, 0)."""
    around = extent(boxes, edges, texts)
    move = Shift(-around.x, -around.y)
    whole = Sketch(
        around.width, around.height, tuple(boxes), tuple(edges), tuple(texts), tuple(notes)
    )
    return move.sketch(whole)
