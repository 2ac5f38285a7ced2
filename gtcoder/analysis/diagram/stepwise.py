"""Lay a stepwise model out: what comes before, the steps inside their frames, what comes after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

from gtcoder.analysis.diagram.boxes import FontRole, Measurer, Rect
from gtcoder.analysis.diagram.figure import Figure, Heads
from gtcoder.analysis.diagram.figure_frame import FigureFrame, LegendLine, figure_frame
from gtcoder.analysis.diagram.figure_mirror import mirrored, reads_from_right
from gtcoder.analysis.diagram.frame import PAGES
from gtcoder.analysis.diagram.stepwise_arrows import Led, lead
from gtcoder.analysis.diagram.stepwise_bands import column_height, draw_column
from gtcoder.analysis.diagram.stepwise_core import Core, draw_core
from gtcoder.analysis.diagram.stepwise_draft import Draft, Memory
from gtcoder.analysis.diagram.stepwise_rows import NARROWEST, Spread, cell_demand
from gtcoder.analysis.diagram.stepwise_story import Band, Story, story_of
from gtcoder.analysis.diagram.wrapping import Ruler
from gtcoder.errors import NotComputable
from gtcoder.progress import Progress, Silent
from gtcoder.vocabulary import NodeKind

if TYPE_CHECKING:
    import networkx as nx

_SCALES = (1.1, 1.05, 1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)
_COLUMNS = (84.0, 94.0, 106.0, 122.0)  # widths of a column of boxes at scale 1
_BESIDE = 30.0  # from a column to the frame
_MARGIN = 9.0  # outside the body, where a line may still run
_COMFORT = 58.0  # of a step's width at scale 1
_MOST_ROWS = 14
_SPREADS = (1.0, 0.75, 0.5, 0.3, 0.15, 0.0)
_LANES = (0.0, 5.0, 10.0, 16.0, 24.0)
_BROKEN = 0.05  # what a parted word costs against a larger scale
_TRIED = 3  # shapes that are drawn before the page is given up


@dataclass(frozen=True, slots=True)
class _Pens:
    """What every attempt draws with: the ruler, and the lines of labels found so far."""

    ruler: Ruler
    memory: Memory
    turned: bool
    progress: Progress

    def draft(self, scale: float) -> Draft:
        """Return an empty drawing; raises Cancelled where no further one is wanted."""
        self.progress.step(0, 0, "steps")
        return Draft(self.ruler, scale, self.memory, self.turned)


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the parts share the page: scale, rows of steps, widths of the columns beside."""

    scale: float
    rows: int
    left: float
    right: float


def layout_stepwise(
    graph: nx.MultiDiGraph[str], measurer: Measurer, *, progress: Progress | None = None
) -> Figure:
    """Return the steps in rows inside their frames, on the smallest page that holds them.

    A4 landscape; when the text would be under 7 points there, A3 or larger, and a note says so.
    The same graph and measurer give the same figure. Raises NotComputable for a model without
    nodes, and for one that no page holds.
    """
    if not graph.number_of_nodes():
        raise NotComputable(
            "“{title}” has no steps yet. Nothing was drawn. Add steps to the model, or take them "
            "from the codebook.",
            title=graph.graph.get("title", ""),
        )
    story, ruler = story_of(graph), Ruler(measurer)
    pens = _Pens(ruler, {}, _from_right(story), progress or Silent())
    for page in PAGES:
        frame = figure_frame(graph, page, legend=_legend(story), ruler=ruler)
        found = _on_page(story, frame.body, pens)
        if found is None:
            continue
        draft, led = found
        if led.unplaced:
            notes = _label_notes(story, led)
            frame = figure_frame(graph, page, legend=_legend(story), notes=notes, ruler=ruler)
            found = _on_page(story, frame.body, pens)
            if found is None:
                continue
            draft, led = found
        return _figure(story, frame, draft, led)
    raise NotComputable(
        "“{title}” is too large to be drawn: it does not fit a page of {page} with text of "
        "7 points. The study is unchanged. Draw a part of it.",
        title=graph.graph.get("title", ""),
        page=PAGES[-1].name,
    )


def _figure(story: Story, frame: FigureFrame, draft: Draft, led: Led) -> Figure:
    boxes, edges = tuple(draft.boxes), (*draft.implied, *led.edges)
    if draft.turned:
        boxes, edges = mirrored(boxes, edges, frame.page.width)
    page = frame.page
    return Figure(
        page.name,
        page.width,
        page.height,
        draft.scale,
        boxes,
        edges,
        frame.texts,
        frame.legend,
        frame.notes,
    )


def _from_right(story: Story) -> bool:
    """Return whether the steps, or without any all the labels, are to be read from the right."""
    steps = [unit.item.label for stage in story.stages for unit in stage.units]
    heads = [stage.head.label for stage in story.stages if stage.head]
    return reads_from_right(
        steps or [*heads, *(item.label for band in story.bands for item in band.members)]
    )


def _legend(story: Story) -> Iterator[LegendLine]:
    """Yield a line for every sign that is not named in the figure itself."""
    kinds = {arrow.kind for arrow in story.arrows}
    steps = any(stage.units for stage in story.stages)
    if kinds & {"step", "branch"}:
        yield LegendLine("next step or branch", "step", Heads.END)
    if story.of(NodeKind.CARRIED) and steps:
        yield LegendLine("carried along in every step", "carried", Heads.END)
    if story.of(NodeKind.ALONGSIDE) and steps:
        yield LegendLine("runs alongside all steps", "alongside", Heads.BOTH)
    if story.of(NodeKind.AROUND):
        yield LegendLine("surrounds", NodeKind.AROUND, dashed=True)
    if "relation" in kinds:
        yield LegendLine("relation", "relation", Heads.END)


def _label_notes(story: Story, led: Led) -> tuple[str, ...]:
    names = {unit.item.key: unit.item.label for stage in story.stages for unit in stage.units}
    for stage in story.stages:
        names |= {item.key: item.label for unit in stage.units for item in unit.branches}
    for band in story.bands:
        names |= {item.key: item.label for item in (band.head, *band.members) if item}
    names |= {stage.head.key: stage.head.label for stage in story.stages if stage.head}
    told = [
        f"{names[arrow.source]} → {names[arrow.target]}: "
        + " ".join(filter(None, [str(arrow.number or ""), arrow.label]))
        for arrow in led.unplaced
    ]
    return (f"{'; '.join(told)}.",) if told else ()


def _on_page(story: Story, body: Rect, pens: _Pens) -> tuple[Draft, Led] | None:
    """Return the best drawing that fits, its edges led apart from each other where they can be."""
    second: tuple[Draft, Led] | None = None
    for shape in _shapes(story, body, pens)[:_TRIED]:
        for lanes in _LANES:
            draft = _spread_out(story, shape, body, pens, lanes)
            if draft is None:
                break
            led = lead(draft, story, pens.progress)
            if led.lost:
                continue
            if not led.merged and not led.unplaced:
                return draft, led
            if second is None or _worth(led) < _worth(second[1]):
                second = draft, led
        if second is not None and not second[1].merged:
            break  # a label without room alone is no reason for another shape
    return second


def _worth(led: Led) -> tuple[int, int]:
    return led.merged, len(led.unplaced)


def _shapes(story: Story, body: Rect, pens: _Pens) -> list[_Shape]:
    """Return the shapes that fit the page, the best one first."""
    found: list[tuple[float, _Shape]] = []
    most = max((len(stage.units) for stage in story.stages), default=1)
    for scale in _SCALES:
        here: list[tuple[bool, int, int, _Shape]] = []
        left = _column_width(story.of(NodeKind.PREREQUISITE), scale, body, pens)
        right = _column_width(story.of(NodeKind.OUTCOME), scale, body, pens)
        if left is None or right is None:
            continue
        for rows in range(_fewest_rows(story, scale, body), min(max(most, 1), _MOST_ROWS) + 1):
            shape = _Shape(scale, rows, left, right)
            draft = pens.draft(scale)
            core = _drawn(draft, story, shape, body, Spread())
            if core is None or draft.crowded:
                if here:
                    break  # what is too high now only gets higher
                continue
            tight = core.step_width < _COMFORT * scale
            here.append((tight, draft.broken, rows, shape))
        if here:
            tight, broken, _, shape = min(here, key=lambda each: each[:3])
            found.append((scale - _BROKEN * broken - 0.04 * tight, shape))
            if not broken and not tight and len(found) >= _TRIED:
                break
    found.sort(key=lambda each: -each[0])
    return [shape for _, shape in found]


def _fewest_rows(story: Story, scale: float, body: Rect) -> int:
    """Return the number of rows below which steps would be too narrow even on the whole page."""
    demand = max((sum(map(cell_demand, stage.units)) for stage in story.stages), default=1.0)
    return max(1, ceil(demand * NARROWEST * scale / body.width))


def _column_width(bands: Sequence[Band], scale: float, body: Rect, pens: _Pens) -> float | None:
    """Return how wide the column of these bands is; 0 without bands, None when too high."""
    if not bands:
        return 0.0
    best: tuple[int, float] | None = None
    for width in (each * scale for each in _COLUMNS):
        draft = pens.draft(scale)
        if column_height(draft, bands, width) > body.height:
            continue
        for band in bands:
            if band.head:
                draft.lines(band.head.label, FontRole.LABEL, width - 16 * scale)
            beside = 28 * scale if band.head else 10 * scale
            for item in band.members:
                draft.lines(item.label, FontRole.BODY, width - beside)
        if best is None or draft.broken < best[0]:
            best = draft.broken, width
    return best[1] if best else None


def _spread_out(story: Story, shape: _Shape, body: Rect, pens: _Pens, lanes: float) -> Draft | None:
    """Return the drawing with as much air as the page has; None when it does not fit."""
    for share in _SPREADS:
        draft = pens.draft(shape.scale)
        spread = Spread(14 * share * shape.scale, 1 + 0.2 * share, lanes * shape.scale)
        if _drawn(draft, story, shape, body, spread) is not None and not draft.crowded:
            return draft
    return None


def _drawn(draft: Draft, story: Story, shape: _Shape, body: Rect, spread: Spread) -> Core | None:
    """Draw everything in the middle of the page's height; None when it is too large."""
    scale = shape.scale
    beside = _BESIDE * scale + spread.lanes
    left = shape.left + beside if shape.left else 0.0
    right = shape.right + beside if shape.right else 0.0
    room = Rect(body.x + left, body.y, body.width - left - right, 0.0)
    if room.width < NARROWEST * 2:
        return None
    trial = draw_core(
        Draft(draft.ruler, scale, draft.memory, draft.turned), story, room, shape.rows, spread
    )
    high = trial.bottom - room.y
    if high > body.height or trial.step_width < NARROWEST * scale:
        return None
    top = body.y + (body.height - high) / 2
    if shape.left:
        _column(draft, story.of(NodeKind.PREREQUISITE), body.x, shape.left, body, high)
        draft.xs.append((body.x + shape.left, room.x))
    core = draw_core(draft, story, replace(room, y=top), shape.rows, spread)
    draft.ys += [(body.y - _MARGIN, body.y), (body.bottom, body.bottom + _MARGIN)]
    draft.ys += [(body.y, top), (core.bottom, body.bottom)]
    draft.xs += [(body.x - _MARGIN, body.x), (body.right, body.right + _MARGIN)]
    if shape.right:
        _column(draft, story.of(NodeKind.OUTCOME), room.right + beside, shape.right, body, high)
        draft.xs.append((room.right, room.right + beside))
    return core


def _column(
    draft: Draft, bands: Sequence[Band], x: float, width: float, body: Rect, high: float
) -> None:
    """Draw a column beside the middle, as high as it is or, when that is not enough, higher."""
    least = column_height(draft, bands, width)
    draw_column(draft, bands, x, width, body, max(least, min(high * 0.8, body.height)))
