"""The placed parts of a diagram as plain numbers: rectangles, texts, boxes, routes, badges.

All lengths are points on paper (1/72 inch), x to the right and y down from the page's top left.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, Protocol

Align = Literal["left", "center", "right"]
Point = tuple[float, float]

SMALLEST_TEXT = 7.0  # points on paper; below it a printed figure is no longer read, only seen


class FontRole(StrEnum):
    """What a piece of text is in the diagram; size and weight follow from it."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    ZONE = "zone"
    HUB = "hub"
    LABEL = "label"
    BODY = "body"
    COUNT = "count"
    LETTER = "letter"
    BADGE = "badge"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class FontSpec:
    """Nominal size in points, weight (400 regular, 600 semibold) and family."""

    size: float
    weight: int
    serif: bool = False


FONTS: dict[FontRole, FontSpec] = {
    FontRole.TITLE: FontSpec(18, 600, serif=True),
    FontRole.SUBTITLE: FontSpec(10, 400),
    FontRole.ZONE: FontSpec(9.5, 600),
    FontRole.HUB: FontSpec(13, 600),
    FontRole.LABEL: FontSpec(10, 600),
    FontRole.BODY: FontSpec(9, 500),
    FontRole.COUNT: FontSpec(9, 500),
    FontRole.LETTER: FontSpec(8.5, 500),
    FontRole.BADGE: FontSpec(8.5, 600),
    FontRole.NOTE: FontSpec(8, 500),
}


class Measurer(Protocol):
    """Knows how large a line of text is when set in the nominal size of its role."""

    def measure(self, text: str, role: FontRole) -> tuple[float, float]:
        """Return width and line height in points."""
        ...


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle on the page."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower side."""
        return self.y + self.height

    @property
    def cx(self) -> float:
        """The x of the middle."""
        return self.x + self.width / 2

    @property
    def cy(self) -> float:
        """The y of the middle."""
        return self.y + self.height / 2

    def grown(self, by: float) -> Rect:
        """Return the rectangle larger by `by` on every side."""
        return Rect(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def meets(self, other: Rect) -> bool:
        """Return whether the two share more than a border."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )

    def holds(self, other: Rect, *, slack: float = 1e-6) -> bool:
        """Return whether `other` lies inside, borders included."""
        return (
            self.x - slack <= other.x
            and self.y - slack <= other.y
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text in its own rectangle, set at `size` points."""

    text: str
    rect: Rect
    role: FontRole
    size: float
    align: Align = "left"
    right_to_left: bool = False


class BoxKind(StrEnum):
    """What a box is."""

    ZONE = "zone"
    EMPTY_ZONE = "empty zone"
    CARD = "card"
    HUB = "hub"


@dataclass(frozen=True, slots=True)
class Box:
    """A zone, or a card inside one (`parent` is the zone's key); `texts` lie inside `rect`."""

    key: str
    kind: BoxKind
    rect: Rect
    texts: tuple[Text, ...] = ()
    parent: str = ""
    swatch: Rect | None = None
    colour: int = 0


@dataclass(frozen=True, slots=True)
class Route:
    """An arrow from box to box along `points`, horizontal and vertical in turn."""

    key: str
    source: str
    target: str
    points: tuple[Point, ...]
    evidence_for: int
    evidence_against: int


@dataclass(frozen=True, slots=True)
class Badge:
    """The letter of a route's type, where there are several, and its count."""

    route: str
    rect: Rect
    texts: tuple[Text, ...]


class Sample(StrEnum):
    """What a legend entry shows before its text."""

    ARROW = "arrow"
    LETTER = "letter"
    NO_EVIDENCE = "no evidence"
    BADGE = "badge"
    AGAINST = "against"


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A sample of a sign and what it means; `sign` is the text inside a badge sample."""

    sample: Sample
    rect: Rect
    text: Text
    sign: Text | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole page: size in points, everything on it, and notes on how it came out.

    `scale` is the text size against the nominal one inside the boxes.
    """

    page: str
    width: float
    height: float
    scale: float
    boxes: tuple[Box, ...]
    routes: tuple[Route, ...]
    badges: tuple[Badge, ...]
    texts: tuple[Text, ...]
    legend: tuple[LegendEntry, ...]
    notes: tuple[str, ...] = field(default=())
