"""A laid-out model of any template but the paradigm, as plain numbers on a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gtcoder.analysis.diagram.boxes import Point, Rect, Text
from gtcoder.vocabulary import NodeKind

# A part of a stepwise model has the colour of its place there, whatever that of its code.
BY_PLACE = frozenset(
    {NodeKind.STEP, NodeKind.PHASE, NodeKind.PHENOMENON, NodeKind.BRANCH, NodeKind.PREREQUISITE,
     NodeKind.OUTCOME, NodeKind.CARRIED, NodeKind.ALONGSIDE, NodeKind.AROUND}
)  # fmt: skip


def colour_of(data: Mapping[str, Any]) -> int:
    """Return the number of a node's colour: its own, else its code's unless its place has one."""
    own = int(data.get("own_colour", 0) or 0)
    return own or (0 if data.get("kind") in BY_PLACE else int(data.get("colour", 0) or 0))


class BoxShape(StrEnum):
    """The outline of a box."""

    ROUNDED = "rounded"
    PILL = "pill"
    ELLIPSE = "ellipse"
    BARE = "bare"


class Heads(StrEnum):
    """Which ends of an edge carry an arrow head."""

    END = "end"
    BOTH = "both"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Mark:
    """A filled disc with a number in it: a step's place in the order, or a gap on an arrow."""

    rect: Rect
    text: Text


@dataclass(frozen=True, slots=True)
class FigureBox:
    """A node in its place; `texts` and `mark` lie inside `rect`, and a child inside its parent.

    `kind` and `colour` (a code's number, 0 = none) decide how it is painted; `framed` marks a box
    that holds others.
    """

    key: str
    kind: NodeKind
    rect: Rect
    texts: tuple[Text, ...] = ()
    parent: str = ""
    shape: BoxShape = BoxShape.ROUNDED
    mark: Mark | None = None
    colour: int = 0
    framed: bool = False
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class FigureEdge:
    """An edge along `points`; it begins and ends on the borders of its two boxes.

    `kind` is the edge's in the graph; `curved` draws a smooth curve through the points instead of
    straight lines with rounded corners. `texts` (the label) lie in `label`, which is painted as a
    patch of paper over the line. `weight` runs from 0 (thin) to 1 (thick).
    """

    key: str
    source: str
    target: str
    points: tuple[Point, ...]
    kind: str = ""
    heads: Heads = Heads.END
    curved: bool = False
    dashed: bool = False
    weight: float = 0.5
    texts: tuple[Text, ...] = ()
    label: Rect | None = None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class FigureSample:
    """A legend entry: a sample of an edge (`heads` is set) or of a box of this kind, and words."""

    rect: Rect
    text: Text
    kind: str
    heads: Heads | None = None
    dashed: bool = False
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A whole page in points: boxes (parents before children), edges, texts around, legend, notes.

    `scale` is the size of text inside the boxes against the nominal one.
    """

    page: str
    width: float
    height: float
    scale: float
    boxes: tuple[FigureBox, ...]
    edges: tuple[FigureEdge, ...]
    texts: tuple[Text, ...] = ()
    legend: tuple[FigureSample, ...] = ()
    notes: tuple[str, ...] = ()
