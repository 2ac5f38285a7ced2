"""A picture as plain data: placed boxes, routed edges, labels and their colours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gtcoder.analysis.diagram.boxes import (
    FONTS,
    Badge,
    Box,
    BoxKind,
    FontRole,
    Layout,
    LegendEntry,
    Point,
    Rect,
    Route,
    Sample,
    Text,
)
from gtcoder.drawing.theme import Theme

_THINNEST, _THICKEST = 0.9, 2.2  # points; LOOK asks for 1.4 to 3 px
_SERIF_INK = frozenset({FontRole.TITLE, FontRole.HUB, FontRole.LABEL})


@dataclass(frozen=True, slots=True)
class RoundedBox:
    """A rounded box, or an ellipse; `kind` says what it stands for, `key` which one it is."""

    key: str
    kind: str
    rect: Rect
    radius: float
    fill: str
    stroke: str
    width: float
    dashed: bool = False
    ellipse: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A line through `points` with rounded corners and, where `head` is over 0, an arrow head.

    `tail` is the size of a head at its beginning; `curved` draws a smooth curve instead.
    """

    key: str
    source: str
    target: str
    points: tuple[Point, ...]
    radius: float
    colour: str
    width: float
    head: float
    dashed: bool = False
    tail: float = 0.0
    curved: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text that fills `rect`, set at `size` points."""

    text: str
    rect: Rect
    role: FontRole
    size: float
    weight: int
    serif: bool
    colour: str
    right_to_left: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """A page in points, painted in this order: zones, edges, cards, badges, labels."""

    width: float
    height: float
    page: str
    background: str
    title: str
    description: str
    zones: tuple[RoundedBox, ...]
    edges: tuple[Edge, ...]
    cards: tuple[RoundedBox, ...]
    badges: tuple[RoundedBox, ...]
    labels: tuple[Label, ...]
    notes: tuple[str, ...] = ()


def scene_of(layout: Layout, theme: Theme, *, title: str, description: str) -> Scene:
    """Return the picture of a laid-out page in the colours of a theme."""
    most = max((route.evidence_for for route in layout.routes), default=1) or 1
    routes = {route.key: route for route in layout.routes}
    edges = [_edge(route, most, layout.scale, theme) for route in layout.routes]
    badges = [_badge(badge, routes[badge.route], theme) for badge in layout.badges]
    for entry in layout.legend:
        edges += _sample_edge(entry, theme)
        badges += _sample_badge(entry, theme)
    return Scene(
        layout.width,
        layout.height,
        layout.page,
        theme.paper,
        title,
        description,
        tuple(_shape(b, layout.scale, theme) for b in layout.boxes if b.parent == ""),
        tuple(edges),
        tuple(s for b in layout.boxes if b.parent for s in _card(b, layout.scale, theme)),
        tuple(badges),
        tuple(_labels(layout, routes, theme)),
        layout.notes,
    )


def _shape(box: Box, scale: float, theme: Theme) -> RoundedBox:
    if box.kind is BoxKind.HUB:
        return RoundedBox(
            box.key, box.kind, box.rect, 6 * scale, theme.raised, theme.accent, 1.6 * scale
        )
    if box.kind is BoxKind.CARD:
        return RoundedBox(
            box.key, box.kind, box.rect, 5 * scale, theme.raised, theme.line2, 0.8 * scale
        )
    empty = box.kind is BoxKind.EMPTY_ZONE
    return RoundedBox(
        box.key, box.kind, box.rect, 8 * scale, theme.panel, theme.line, 0.8 * scale, dashed=empty
    )


def _card(box: Box, scale: float, theme: Theme) -> Iterator[RoundedBox]:
    yield _shape(box, scale, theme)
    if box.swatch is not None:
        mark = theme.mark(box.colour)
        yield RoundedBox(box.key, "swatch", box.swatch, 1.8 * scale, mark, mark, 0.0)


def _edge(route: Route, most: int, scale: float, theme: Theme) -> Edge:
    bare = route.evidence_for == 0
    width = _THINNEST + (_THICKEST - _THINNEST) * (route.evidence_for / most)
    return Edge(
        route.key,
        route.source,
        route.target,
        route.points,
        6 * scale,
        theme.warn if bare else theme.edge,
        width * scale,
        (6.0 + width) * scale,
        dashed=bare,
    )


def _badge(badge: Badge, route: Route, theme: Theme) -> RoundedBox:
    fill, stroke = _badge_colours(route.evidence_for, route.evidence_against, theme)
    return RoundedBox(route.key, "badge", badge.rect, badge.rect.height / 2, fill, stroke, 0.7)


def _badge_colours(supporting: int, against: int, theme: Theme) -> tuple[str, str]:
    if supporting == 0:
        return theme.warn_bg, theme.warn
    if against:
        return theme.raised, theme.danger
    return theme.raised, theme.line2


def _sample_edge(entry: LegendEntry, theme: Theme) -> Iterator[Edge]:
    if entry.sample in (Sample.ARROW, Sample.NO_EVIDENCE):
        bare = entry.sample is Sample.NO_EVIDENCE
        ends = ((entry.rect.x, entry.rect.cy), (entry.rect.right, entry.rect.cy))
        colour = theme.warn if bare else theme.edge
        yield Edge("legend", "", "", ends, 0.0, colour, 1.2, 7.0, dashed=bare)


def _sample_badge(entry: LegendEntry, theme: Theme) -> Iterator[RoundedBox]:
    if entry.sample in (Sample.BADGE, Sample.AGAINST):
        fill, stroke = _badge_colours(1, int(entry.sample is Sample.AGAINST), theme)
        yield RoundedBox("legend", "badge", entry.rect, entry.rect.height / 2, fill, stroke, 0.7)


def _labels(layout: Layout, routes: dict[str, Route], theme: Theme) -> Iterator[Label]:
    for text in layout.texts:
        yield _label(text, theme)
    for box in layout.boxes:
        yield from (_label(text, theme) for text in box.texts)
    for badge in layout.badges:
        route = routes[badge.route]
        bare = route.evidence_for == 0
        for text in badge.texts:
            plain = theme.text2 if text.role is FontRole.LETTER else theme.text
            yield _label(text, theme, theme.warn if bare else plain)
    for entry in layout.legend:
        yield _label(entry.text, theme, theme.text2)
        if entry.sign is not None:
            yield _label(entry.sign, theme, theme.text)


def _label(text: Text, theme: Theme, colour: str = "") -> Label:
    font = FONTS[text.role]
    return Label(
        text.text,
        text.rect,
        text.role,
        text.size,
        font.weight,
        font.serif,
        colour or (theme.text if text.role in _SERIF_INK else theme.text2),
        text.right_to_left,
    )
