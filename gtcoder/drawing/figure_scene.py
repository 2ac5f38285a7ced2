"""The picture of a figure: its boxes, edges and texts in the colours of their kinds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gtcoder.analysis.diagram.boxes import FONTS, FontRole, Rect, Text
from gtcoder.analysis.diagram.figure import (
    BY_PLACE,
    BoxShape,
    Figure,
    FigureBox,
    FigureEdge,
    FigureSample,
    Heads,
    Mark,
)
from gtcoder.analysis.diagram.figure_rules import IMPLIED
from gtcoder.drawing.scene import Edge, Label, RoundedBox, Scene
from gtcoder.drawing.theme import GREYSCALE, Theme
from gtcoder.vocabulary import NodeKind

_THINNEST, _THICKEST = 0.8, 2.1  # points
_FRAME_RADIUS, _BOX_RADIUS, _CORNER = 7.0, 5.0, 5.0
_STEP_LIKE = frozenset({NodeKind.STEP, NodeKind.PHASE})
_ACCENTED = frozenset({NodeKind.STEP, NodeKind.PHASE, NodeKind.PHENOMENON, NodeKind.BRANCH})
_BY_CODE = frozenset({NodeKind.CATEGORY, NodeKind.CODE})
_VIOLET = 5  # number of a code colour


@dataclass(frozen=True, slots=True)
class _Look:
    """Fill, line, width of the line and colour of the title of a box."""

    fill: str
    stroke: str
    width: float
    ink: str


def scene_of_figure(figure: Figure, theme: Theme, *, title: str, description: str) -> Scene:
    """Return the picture of a figure in the colours of a theme."""
    boxes = {box.key: box for box in figure.boxes}
    edges = [_edge(edge, boxes, figure.scale, theme) for edge in figure.edges]
    badges = [*_discs(figure, theme), *_patches(figure, boxes, theme)]
    for entry in figure.legend:
        edges += _sample_edge(entry, theme)
        badges += _sample_box(entry, theme)
    shapes = {box.key: _shape(box, figure.scale, theme) for box in figure.boxes}
    return Scene(
        figure.width,
        figure.height,
        figure.page,
        theme.paper,
        title,
        description,
        tuple(shapes[box.key] for box in figure.boxes if box.framed),
        tuple(edges),
        tuple(shapes[box.key] for box in figure.boxes if not box.framed),
        tuple(badges),
        tuple(_labels(figure, theme)),
        figure.notes,
    )


def _shape(box: FigureBox, scale: float, theme: Theme) -> RoundedBox:
    look = _look(box, theme)
    radius = (_FRAME_RADIUS if box.framed else _BOX_RADIUS) * scale
    if box.shape is BoxShape.PILL:
        radius = min(box.rect.height / 2, 11 * scale)
    bare = box.shape is BoxShape.BARE
    return RoundedBox(
        box.key,
        box.kind,
        box.rect,
        min(radius, box.rect.height / 2, box.rect.width / 2),
        look.fill,
        look.stroke,
        0.0 if bare else look.width * max(scale, 0.8),
        box.dashed,
        box.shape is BoxShape.ELLIPSE,
    )


def _look(box: FigureBox, theme: Theme) -> _Look:
    if theme is GREYSCALE:
        return _grey_look(box, theme)
    if box.shape is BoxShape.BARE:
        return _Look(theme.paper, theme.paper, 0.0, theme.text)
    if box.kind in _BY_CODE or (box.colour and box.kind in BY_PLACE):
        code = theme.code(box.colour)
        fill = _mixed(theme.paper, code.mark, 0.06) if box.framed else code.tint
        return _Look(fill, code.mark, 1.0, theme.text)
    colour, share = _hue(box.kind, theme)
    width = 1.3 if box.kind in _ACCENTED and box.kind is not NodeKind.BRANCH else 1.0
    if box.kind is NodeKind.FIELD and box.key.startswith(IMPLIED):
        share *= 2.2  # the ground that two fields share
    if box.framed:
        ink = colour if box.kind is NodeKind.PHENOMENON else theme.text
        return _Look(_mixed(theme.paper, colour, share), colour, width, ink)
    fill = theme.raised
    if box.kind in _STEP_LIKE:
        fill = _mixed(theme.paper, colour, 0.13)
    elif box.kind is NodeKind.NOTE:
        fill = _mixed(theme.paper, colour, 0.10)
    if box.colour:
        colour = theme.mark(box.colour)
    return _Look(fill, colour, width, theme.text)


def _hue(kind: NodeKind, theme: Theme) -> tuple[str, float]:
    """Return the colour of a kind, and how much of it tints a frame of that kind."""
    return {
        NodeKind.PREREQUISITE: (theme.warn, 0.10),
        NodeKind.OUTCOME: (theme.success, 0.13),
        NodeKind.CARRIED: (_violet(theme), 0.10),
        NodeKind.ALONGSIDE: (theme.text2, 0.07),
        NodeKind.AROUND: (theme.edge, 0.10),
        NodeKind.STEP: (theme.accent, 0.13),
        NodeKind.BRANCH: (theme.accent, 0.0),
        NodeKind.PHENOMENON: (theme.accent, 0.0),
        NodeKind.PHASE: (theme.accent, 0.13),
        NodeKind.PART: (theme.edge, 0.10),
        NodeKind.BLOCK: (theme.text2, 0.07),
        NodeKind.FIELD: (theme.accent, 0.07),
        NodeKind.ACTIVITY: (theme.accent, 0.0),
        NodeKind.GROUP: (theme.edge, 0.08),
        NodeKind.NOTE: (theme.warn, 0.10),
    }.get(kind, (theme.edge, 0.06))


def _violet(theme: Theme) -> str:
    return _mixed(theme.mark(_VIOLET), theme.paper, 0.25)


# In print without colour the line carries the kind: its weight, its grey and its dash.
_GREY_WIDTHS = {
    NodeKind.STEP: 1.6,
    NodeKind.PHASE: 1.6,
    NodeKind.PHENOMENON: 1.9,
    NodeKind.PART: 1.6,
    NodeKind.FIELD: 1.6,
}


def _grey_look(box: FigureBox, theme: Theme) -> _Look:
    dark = box.kind in _ACCENTED or box.kind in (NodeKind.PREREQUISITE, NodeKind.OUTCOME)
    fill = theme.sunken if box.kind in _STEP_LIKE and not box.framed else theme.raised
    width = 0.0 if box.shape is BoxShape.BARE else _GREY_WIDTHS.get(box.kind, 0.8)
    if box.framed and box.kind in (NodeKind.PREREQUISITE, NodeKind.OUTCOME):
        width = 1.2
    return _Look(fill, theme.text if dark else theme.edge, width, theme.text)


def _mixed(ground: str, colour: str, share: float) -> str:
    """Return the ground with that share of a colour in it."""
    pairs = zip(_channels(ground), _channels(colour), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[k : k + 2], 16) for k in (1, 3, 5))


def _line_colour(kind: str, ends: tuple[NodeKind | None, ...], theme: Theme) -> str:
    """Return the colour of an edge by its kind, else by the kind of what it comes from."""
    named = {
        "step": theme.accent,
        "branch": theme.accent,
        "phase": theme.accent,
        "prerequisite": theme.text if theme is GREYSCALE else theme.warn,
        "outcome": theme.success,
        "carried": theme.edge if theme is GREYSCALE else _violet(theme),
        "alongside": theme.text2,
        "depends": theme.text2,
        "arrow": theme.text2,
    }
    if kind in named:
        return named[kind]
    if kind not in ("relation", "contains") and any(end in _ACCENTED for end in ends):
        return theme.accent
    return theme.edge


def _edge(edge: FigureEdge, boxes: dict[str, FigureBox], scale: float, theme: Theme) -> Edge:
    ends = tuple(boxes[key].kind if key in boxes else None for key in (edge.source, edge.target))
    width = (_THINNEST + (_THICKEST - _THINNEST) * edge.weight) * max(scale, 0.8)
    head = (5.2 + width) * max(scale, 0.8) if edge.heads is not Heads.NONE else 0.0
    return Edge(
        edge.key,
        edge.source,
        edge.target,
        edge.points,
        _CORNER * scale,
        _line_colour(edge.kind, ends, theme),
        width,
        head,
        edge.dashed,
        head if edge.heads is Heads.BOTH else 0.0,
        edge.curved,
    )


def _discs(figure: Figure, theme: Theme) -> Iterator[RoundedBox]:
    marks = [(box.key, box.mark) for box in figure.boxes]
    marks += [(edge.key, edge.mark) for edge in figure.edges]
    marks += [("legend", entry.mark) for entry in figure.legend]
    for key, mark in marks:
        if mark is not None:
            yield _disc(key, mark.rect, theme)


def _disc(key: str, rect: Rect, theme: Theme) -> RoundedBox:
    return RoundedBox(key, "disc", rect, rect.height / 2, theme.accent, theme.accent, 0.0)


def _patches(figure: Figure, boxes: dict[str, FigureBox], theme: Theme) -> Iterator[RoundedBox]:
    """Yield the ground under the labels of edges, in the colour of the frame they lie on."""
    for edge in figure.edges:
        if edge.label is not None:
            ground = theme.paper
            for box in figure.boxes:
                if box.framed and box.rect.holds(edge.label):
                    ground = _look(box, theme).fill
            yield RoundedBox(edge.key, "patch", edge.label, 2.0, ground, ground, 0.0)


def _sample_edge(entry: FigureSample, theme: Theme) -> Iterator[Edge]:
    if entry.heads is None:
        return
    ends = ((entry.rect.x, entry.rect.cy), (entry.rect.right, entry.rect.cy))
    colour = _line_colour(entry.kind, (), theme)
    head = 6.2 if entry.heads is not Heads.NONE else 0.0
    tail = head if entry.heads is Heads.BOTH else 0.0
    yield Edge("legend", "", "", ends, 0.0, colour, 1.2, head, entry.dashed, tail)


def _sample_box(entry: FigureSample, theme: Theme) -> Iterator[RoundedBox]:
    if entry.heads is None and entry.mark is None:
        kind = NodeKind(entry.kind) if entry.kind in set(NodeKind) else NodeKind.BOX
        box = FigureBox("legend", kind, entry.rect, framed=True, dashed=entry.dashed)
        yield _shape(box, 0.7, theme)


def _labels(figure: Figure, theme: Theme) -> Iterator[Label]:
    for text in figure.texts:
        yield _label(text, theme.text if text.role is FontRole.TITLE else theme.text2)
    for box in figure.boxes:
        ink = _look(box, theme).ink
        for text in box.texts:
            quiet = text.role in (FontRole.COUNT, FontRole.NOTE)
            yield _label(text, theme.text2 if quiet else ink)
        yield from _mark_label(box.mark, theme)
    for edge in figure.edges:
        for text in edge.texts:
            yield _label(text, theme.text2)
        yield from _mark_label(edge.mark, theme)
    for entry in figure.legend:
        yield _label(entry.text, theme.text2)
        yield from _mark_label(entry.mark, theme)


def _mark_label(mark: Mark | None, theme: Theme) -> Iterator[Label]:
    if mark is not None:
        yield _label(mark.text, theme.on_accent)


def _label(text: Text, colour: str) -> Label:
    font = FONTS[text.role]
    return Label(
        text.text,
        text.rect,
        text.role,
        text.size,
        font.weight,
        font.serif,
        colour,
        text.right_to_left,
    )
