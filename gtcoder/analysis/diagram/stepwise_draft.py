"""A stepwise figure while it is drawn: boxes set with their labels, and the gutters between."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from gtcoder.analysis.diagram.boxes import Align, FontRole, Rect, Text
from gtcoder.analysis.diagram.figure import BoxShape, FigureBox, FigureEdge
from gtcoder.analysis.diagram.figure_frame import disc, lines_of, set_lines, size_of
from gtcoder.analysis.diagram.stepwise_story import Item
from gtcoder.analysis.diagram.wrapping import Ruler, is_right_to_left
from gtcoder.vocabulary import NodeKind

Memory = dict[tuple[str, FontRole, float, float], tuple[tuple[str, ...], int]]

DISC = 8.6  # radius of a step's disc at scale 1


@dataclass(slots=True)
class Draft:
    """What is drawn so far at one scale; `broken` counts words parted for want of width.

    `crowded` says that a label does not fit its box. `memory` keeps the lines of labels from one
    attempt to the next. A `turned` figure is mirrored in the end: its titles begin at the right.
    `xs` are the gutters between boxes beside each other, `ys` those between rows.
    """

    ruler: Ruler
    scale: float
    memory: Memory
    turned: bool = False
    boxes: list[FigureBox] = field(default_factory=list)
    implied: list[FigureEdge] = field(default_factory=list)
    xs: list[tuple[float, float]] = field(default_factory=list)
    ys: list[tuple[float, float]] = field(default_factory=list)
    broken: int = 0
    crowded: bool = False

    def lines(self, text: str, role: FontRole, width: float) -> tuple[str, ...]:
        """Return the label's lines, no wider than `width`."""
        lines, broken = self._known(text, role, width)
        self.broken += broken
        return lines

    def height(self, text: str, role: FontRole, width: float) -> float:
        """Return how high the label is in lines no wider than `width`."""
        return self.size(text, role, width)[1]

    def size(self, text: str, role: FontRole, width: float) -> tuple[float, float]:
        """Return how large the label is in lines no wider than `width`."""
        return size_of(self._known(text, role, width)[0], role, scale=self.scale, ruler=self.ruler)

    def _known(self, text: str, role: FontRole, width: float) -> tuple[tuple[str, ...], int]:
        what = text, role, round(width, 2), self.scale
        if what not in self.memory:
            self.memory[what] = lines_of(
                text, role, width=width, scale=self.scale, ruler=self.ruler
            )
        return self.memory[what]

    def longest_word(self, text: str, role: FontRole) -> float:
        """Return the width of the label's longest word."""
        words = text.split() or [""]
        return max(self.ruler.width(word, role, self.scale) for word in words)

    def lower(self, since: int, by: float) -> None:
        """Move what was drawn since then down."""
        for k in range(since, len(self.boxes)):
            box = self.boxes[k]
            texts = tuple(
                replace(text, rect=replace(text.rect, y=text.rect.y + by)) for text in box.texts
            )
            self.boxes[k] = replace(box, rect=replace(box.rect, y=box.rect.y + by), texts=texts)

    def leaf(self, item: Item, rect: Rect, parent: str, **look: Any) -> None:
        """Draw a box with its label in the middle (`role`, `pad`, `shape`)."""
        role = look.get("role", FontRole.BODY)
        room = rect.grown(-look.get("pad", 6.0) * self.scale)
        texts = self._texts(item.label, role, Rect(room.x, rect.y, room.width, rect.height))
        self.boxes.append(
            FigureBox(
                item.key,
                item.kind,
                rect,
                texts,
                parent,
                look.get("shape", BoxShape.ROUNDED),
                colour=item.colour,
                dashed=item.kind is NodeKind.NOTE,
            )
        )

    def step(self, item: Item, rect: Rect, parent: str, *, role: FontRole) -> None:
        """Draw a step: its number in a disc above its label."""
        pad = 6.0 * self.scale
        if not item.number:
            self.leaf(item, rect, parent, role=role)
            return
        at = rect.cx, rect.y + (7.5 + DISC) * self.scale
        mark = disc(item.number, *at, DISC * self.scale, scale=self.scale, ruler=self.ruler)
        low = mark.rect.bottom + 3 * self.scale
        room = Rect(rect.x + pad, low, rect.width - 2 * pad, rect.bottom - low - 4 * self.scale)
        texts = self._texts(item.label, role, room)
        self.boxes.append(
            FigureBox(item.key, item.kind, rect, texts, parent, mark=mark, colour=item.colour)
        )

    def step_height(self, item: Item, width: float, *, role: FontRole) -> float:
        """Return how high a step of that width has to be."""
        text = self.height(item.label, role, width - 12 * self.scale)
        above = (7.5 + 2 * DISC + 3 + 4) if item.number else 12.0
        return text + (above + 5) * self.scale

    def frame(self, item: Item | None, kind: NodeKind, rect: Rect, parent: str, **look: Any) -> str:
        """Draw a box that holds others before those drawn since `at`; return its key."""
        key = item.key if item else str(look["key"])
        texts: tuple[Text, ...] = ()
        if item is not None and "title" in look:
            align: Align = look.get("align", "left")
            texts = self._texts(item.label, FontRole.LABEL, look["title"], align=align, top=True)
        self.boxes.insert(
            look.get("at", len(self.boxes)),
            FigureBox(
                key,
                kind,
                rect,
                texts,
                parent,
                colour=item.colour if item else 0,
                framed=True,
                dashed=kind is NodeKind.AROUND,
            ),
        )
        return key

    def _texts(
        self, text: str, role: FontRole, room: Rect, *, align: Align = "center", top: bool = False
    ) -> tuple[Text, ...]:
        lines = self.lines(text, role, room.width)
        wide, high = size_of(lines, role, scale=self.scale, ruler=self.ruler)
        if wide > room.width + 0.01 or high > room.height + 0.01:
            self.crowded = True
        if self.turned and align == "left" and is_right_to_left(text):
            align = "right"  # where such a title would stand is where the mirror takes it from
        return set_lines(
            lines, role, room, scale=self.scale, ruler=self.ruler, align=align, top=top
        )
