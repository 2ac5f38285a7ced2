"""Turn an arrangement with its arrows into the boxes and texts of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gtcoder.analysis.diagram.arrangement import CENTRE, EMPTY_WORDS, HEADINGS, PAD, Arrangement
from gtcoder.analysis.diagram.boxes import (
    Align,
    Badge,
    Box,
    BoxKind,
    FontRole,
    Layout,
    Point,
    Rect,
    Route,
    Text,
)
from gtcoder.analysis.diagram.cards import CARD_PAD, SWATCH, SWATCH_GAP, CardSpec
from gtcoder.analysis.diagram.frame import Frame, Page, type_letters
from gtcoder.analysis.diagram.wrapping import Ruler, is_right_to_left

if TYPE_CHECKING:
    import networkx as nx

_LETTER_GAP = 2.6  # points between the letter and the number, at scale 1


@dataclass(frozen=True, slots=True)
class Count:
    """What a badge says: the letter of the relation's type, where there are several, and counts."""

    letter: str
    number: str

    def size(self, scale: float, ruler: Ruler) -> tuple[float, float]:
        """Return width and height of the pill around it."""
        width, height = ruler.measure(self.number, FontRole.BADGE, scale)
        if self.letter:
            width += ruler.width(self.letter, FontRole.LETTER, scale) + _LETTER_GAP * scale
        return max(width + height * 0.7, height * 1.3), height * 1.04

    def texts(self, rect: Rect, scale: float, ruler: Ruler) -> Iterator[Text]:
        """Yield its texts in the middle of the pill."""
        width, height = ruler.measure(self.number, FontRole.BADGE, scale)
        letter = ruler.width(self.letter, FontRole.LETTER, scale) if self.letter else 0.0
        gap = _LETTER_GAP * scale if self.letter else 0.0
        x, y = rect.cx - (width + letter + gap) / 2, rect.cy - height / 2
        if self.letter:
            size = ruler.size(FontRole.LETTER, scale)
            yield Text(self.letter, Rect(x, y, letter, height), FontRole.LETTER, size)
        place = Rect(x + letter + gap, y, width, height)
        yield Text(self.number, place, FontRole.BADGE, ruler.size(FontRole.BADGE, scale))


def counts_of(graph: nx.MultiDiGraph[str]) -> list[Count]:
    """Return the count of every edge: passages for, and against where there are any."""
    letters = type_letters(graph)
    found = []
    for _, _, data in graph.edges(data=True):
        against = f"/{data['evidence_against']}" if data["evidence_against"] else ""
        found.append(Count(letters.get(str(data["type"]), ""), f"{data['evidence_for']}{against}"))
    return found


def placed(
    graph: nx.MultiDiGraph[str],
    page: Page,
    frame: Frame,
    arrangement: Arrangement,
    ways: Sequence[tuple[Point, ...]],
    badges: Sequence[Rect],
    ruler: Ruler,
) -> Layout:
    """Return the page: the arrangement in the middle of the frame's body, all parts as boxes."""
    dx = frame.body.x + (frame.body.width - arrangement.width) / 2
    dy = frame.body.y + (frame.body.height - arrangement.height) / 2
    scale = arrangement.shape.scale
    edges = list(graph.edges(keys=True, data=True))
    routes = tuple(
        Route(
            str(key),
            source,
            target,
            tuple((x + dx, y + dy) for x, y in points),
            int(data["evidence_for"]),
            int(data["evidence_against"]),
        )
        for (source, target, key, data), points in zip(edges, ways, strict=True)
    )
    pills = tuple(
        Badge(route.key, rect, tuple(count.texts(rect, scale, ruler)))
        for route, count, rect in zip(
            routes, counts_of(graph), (_moved(b, dx, dy) for b in badges), strict=True
        )
    )
    boxes = (
        *_zones(arrangement, dx, dy, ruler),
        *(
            _card(graph, arrangement, key, _moved(rect, dx, dy), ruler)
            for key, rect in arrangement.cards.items()
        ),
    )
    return Layout(
        page.name,
        page.width,
        page.height,
        scale,
        boxes,
        routes,
        pills,
        frame.texts,
        frame.legend,
        frame.notes,
    )


def _moved(rect: Rect, dx: float, dy: float) -> Rect:
    return Rect(rect.x + dx, rect.y + dy, rect.width, rect.height)


def _zones(arrangement: Arrangement, dx: float, dy: float, ruler: Ruler) -> Iterator[Box]:
    scale = arrangement.shape.scale
    filled = set(arrangement.role_of.values())
    for role, rect in arrangement.zones.items():
        size = ruler.size(FontRole.ZONE, scale)
        heading = _moved(arrangement.headings[role], dx, dy)
        texts = [Text(HEADINGS[role], heading, FontRole.ZONE, size)]
        if role not in filled:
            width, height = ruler.measure(EMPTY_WORDS, FontRole.NOTE, scale)
            above = heading.y > dy + rect.cy
            y = dy + rect.y + PAD * scale if above else heading.bottom + 5 * scale
            place = Rect(heading.x, y, width, height)
            texts.append(Text(EMPTY_WORDS, place, FontRole.NOTE, ruler.size(FontRole.NOTE, scale)))
        kind = BoxKind.ZONE if role in filled else BoxKind.EMPTY_ZONE
        yield Box(role.value, kind, _moved(rect, dx, dy), tuple(texts))


def _card(
    graph: nx.MultiDiGraph[str], arrangement: Arrangement, key: str, rect: Rect, ruler: Ruler
) -> Box:
    spec, scale = arrangement.specs[key], arrangement.shape.scale
    hub = arrangement.role_of[key] is CENTRE
    mirrored = is_right_to_left(spec.text.label)
    line = ruler.height(FontRole.HUB if hub else FontRole.LABEL, scale)
    pad, side = CARD_PAD * scale, SWATCH * scale
    y = rect.y + pad + (line - side) / 2
    swatch = Rect(rect.right - pad - side if mirrored else rect.x + pad, y, side, side)
    return Box(
        key,
        BoxKind.HUB if hub else BoxKind.CARD,
        rect,
        tuple(_card_texts(spec, rect, ruler, scale=scale, hub=hub, mirrored=mirrored)),
        arrangement.role_of[key].value,
        swatch,
        int(graph.nodes[key]["colour"]),
    )


def _card_texts(
    spec: CardSpec, rect: Rect, ruler: Ruler, *, scale: float, hub: bool, mirrored: bool
) -> Iterator[Text]:
    """Yield label from the top, definition below it, count at the bottom."""
    pad, indent = CARD_PAD * scale, (SWATCH + SWATCH_GAP) * scale

    def line(text: str, role: FontRole, y: float, inset: float) -> Text:
        width, height = ruler.measure(text, role, scale)
        x = rect.right - pad - inset - width if mirrored else rect.x + pad + inset
        turned = is_right_to_left(text)
        align: Align = "right" if mirrored else "left"
        size = ruler.size(role, scale)
        return Text(text, Rect(x, y, width, height), role, size, align, turned)

    y = rect.y + pad
    for text in spec.label.lines:
        found = line(text, FontRole.HUB if hub else FontRole.LABEL, y, indent)
        y = found.rect.bottom
        yield found
    y += 4 * scale
    for text in spec.definition:
        found = line(text, FontRole.BODY, y, 0.0)
        y = found.rect.bottom
        yield found
    height = ruler.height(FontRole.COUNT, scale)
    yield line(spec.text.count, FontRole.COUNT, rect.bottom - pad - height, 0.0 if hub else indent)
